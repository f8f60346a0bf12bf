"""The layouts that come with the program, in the order of published reports; an office copies one for its own."""

import json
from functools import cache

from reports.actors import DATA

FOLDER = DATA / "layouts"
STYLE = {"padded": True, "blank": True, "threshold": "2"}


@cache
def layouts():
    """{code: name, what it is for, and the content that reports take}."""
    index = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    return {
        one["code"]: {"kind": one["kind"], "content": {"name": one["name"], "text": _text(one), **STYLE}}
        for one in index
    }


def _text(one):
    figures, body = (
        "".join((FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in one[part])
        for part in ("figures", "body")
    )
    return f"Số liệu:\n{figures}\nNội dung:\n{body}"
