"""What a rule of each family must say, so that a version typed by an administrator is checked before it counts."""

import tomllib
from datetime import date
from itertools import product

from django.core.exceptions import ValidationError
from django.db import models


class Family(models.TextChoices):
    DEADLINE = "deadline", "Thời hạn"
    DOSSIER = "dossier", "Danh mục hồ sơ"
    COVERAGE = "coverage", "Chỉ tiêu kiểm tra, giám sát"
    TEAM = "team", "Số người của đoàn"
    NOTICE = "notice", "Nhắc việc"
    TERM = "term", "Nhiệm kỳ"
    HOLIDAYS = "holidays", "Ngày nghỉ lễ"
    FORMS = "forms", "Hình thức kỷ luật"
    AUTHORITY = "authority", "Thẩm quyền kỷ luật"
    VOTE = "vote", "Biểu quyết kỷ luật"
    LIMITATION = "limitation", "Thời hiệu kỷ luật"
    DEFERRAL = "deferral", "Chưa xem xét, không kỷ luật"
    EFFECT = "effect", "Hiệu lực, công bố quyết định kỷ luật"
    LAPSE = "lapse", "Hết hiệu lực quyết định kỷ luật"
    SUSPENSION = "suspension", "Đình chỉ"
    APPEAL = "appeal", "Khiếu nại kỷ luật"
    INSTANCE = "instance", "Cấp giải quyết khiếu nại"
    SEVERITY = "severity", "Mức độ vi phạm"
    CIRCUMSTANCE = "circumstance", "Tình tiết giảm nhẹ, tăng nặng"
    ARTICLE = "article", "Danh mục điều, khoản vi phạm"
    RATING = "rating", "Xếp loại hằng năm"
    MEMBERSHIP = "membership", "Kết nạp, công nhận đảng viên"
    TRANSFER = "transfer", "Chưa chuyển sinh hoạt đảng"


class Certainty(models.TextChoices):
    CONFIRMED = "C", "Đã đối chiếu văn bản"
    PRESS = "P", "Theo báo chí, trang pháp luật"
    PROGRAM = "W", "Theo phần mềm thống kê"
    SECONDARY = "S", "Theo nguồn thứ cấp, chưa xác nhận"
    INFERRED = "I", "Suy ra, chưa xác nhận"
    MEMORY = "M", "Theo trí nhớ, chưa xác nhận"


UNCONFIRMED = (Certainty.SECONDARY, Certainty.INFERRED, Certainty.MEMORY)
"""Certainties that a page marks “chưa xác nhận”."""

LAWS = (
    Family.FORMS,
    Family.AUTHORITY,
    Family.VOTE,
    Family.LIMITATION,
    Family.DEFERRAL,
    Family.EFFECT,
    Family.LAPSE,
    Family.SUSPENSION,
    Family.APPEAL,
    Family.DEADLINE,
    Family.RATING,
    Family.MEMBERSHIP,
    Family.TRANSFER,
)
"""Families that `manage.py rules` lists."""

TEXT, NUMBER, FLAG, DAY, TEXTS, NUMBERS, DAYS = "text", "number", "flag", "day", "texts", "numbers", "days"
LIMIT = "limit"
_KINDS = {
    TEXT: (lambda value: isinstance(value, str) and value.strip() != "", "chữ"),
    NUMBER: (lambda value: type(value) is int and 0 <= value <= 10_000, "số nguyên từ 0 đến 10.000"),
    FLAG: (lambda value: isinstance(value, bool), "true hoặc false"),
    DAY: (lambda value: type(value) is date, "ngày, ví dụ 2026-03-05"),
    TEXTS: (lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value), "danh sách chữ"),
    NUMBERS: (lambda value: isinstance(value, list) and all(type(one) is int for one in value), "danh sách số"),
    DAYS: (lambda value: isinstance(value, list) and all(type(one) is date for one in value), "danh sách ngày"),
}
_KINDS[LIMIT] = (lambda value: value is None or _KINDS[NUMBER][0](value), "số, hoặc unlimited = true")
_WHERE_FROM = {"source": TEXT, "certainty": TEXT}
_REQUIRED = {
    Family.DEADLINE: {"step": TEXT, "activity": TEXT, "level": TEXT, "value": NUMBER, "unit": TEXT, "start": TEXT},
    Family.DOSSIER: {"activity": TEXT, "order": NUMBER, "code": TEXT, "title": TEXT, "required": FLAG},
    Family.COVERAGE: {"kind": TEXT, "subject": TEXT, "value": NUMBER, "unit": TEXT},
    Family.TEAM: {"level": TEXT, "value": NUMBER, "unit": TEXT},
    Family.NOTICE: {"kind": TEXT, "unit": TEXT},
    Family.TERM: {"first": DAY, "last_year": NUMBER},
    Family.HOLIDAYS: {"kind": TEXT},
    Family.FORMS: {"subject": TEXT, "value": TEXTS},
    Family.AUTHORITY: {"body": TEXT, "level": TEXT, "subject": TEXT, "class": TEXT, "form": TEXT, "value": TEXT},
    Family.VOTE: {"kind": TEXT, "subject": TEXT, "form": TEXT, "value": TEXT, "compare": TEXT, "of": TEXT},
    Family.LIMITATION: {"subject": TEXT, "form": TEXT, "value": LIMIT, "unit": TEXT, "start": TEXT, "end": TEXT},
    Family.DEFERRAL: {"kind": TEXT, "code": TEXT, "title": TEXT},
    Family.EFFECT: {"kind": TEXT, "body": TEXT, "start": TEXT},
    Family.LAPSE: {"subject": TEXT, "form": TEXT, "value": LIMIT, "unit": TEXT, "start": TEXT},
    Family.SUSPENSION: {"subject": TEXT, "value": NUMBER, "unit": TEXT, "longest": NUMBER},
    Family.APPEAL: {"kind": TEXT, "level": TEXT, "value": NUMBER, "unit": TEXT, "start": TEXT},
    Family.INSTANCE: {"kind": TEXT, "value": TEXT},
    Family.SEVERITY: {"code": TEXT, "title": TEXT, "value": TEXT},
    Family.CIRCUMSTANCE: {"kind": TEXT, "code": TEXT, "title": TEXT},
    Family.ARTICLE: {"subject": TEXT, "code": TEXT, "title": TEXT},
    Family.RATING: {"kind": TEXT, "grade": TEXT},
    Family.MEMBERSHIP: {"kind": TEXT, "value": NUMBER, "unit": TEXT},
    Family.TRANSFER: {"kind": TEXT, "title": TEXT, "value": TEXT},
}
_REQUIRED_OF_KIND = {
    (Family.RATING, "floor"): {"value": NUMBER, "unit": TEXT},
    (Family.RATING, "cap"): {"value": NUMBER, "unit": TEXT},
    (Family.RATING, "label"): {"subject": TEXT, "title": TEXT},
    (Family.RATING, "bar"): {"subject": TEXT, "ground": TEXT},
}
"""What a rule of a family needs besides, by its kind."""
_OPTIONAL = {
    Family.DEADLINE: {"extension": TEXT, "note": TEXT},
    Family.DOSSIER: {"document": TEXT, "subject": TEXT},
    Family.COVERAGE: {"note": TEXT},
    Family.TEAM: {"note": TEXT},
    Family.NOTICE: {"note": TEXT},
    Family.TERM: {"note": TEXT},
    Family.HOLIDAYS: {"days": TEXTS, "year": NUMBER, "off": DAYS, "worked": DAYS, "note": TEXT},
    Family.LIMITATION: {"restart": FLAG, "exceptions": TEXT, "note": TEXT},
    Family.EFFECT: {"value": NUMBER, "unit": TEXT, "note": TEXT},
    Family.SUSPENSION: {"extensions": NUMBER, "note": TEXT},
    Family.ARTICLE: {"group": TEXT, "note": TEXT},
}
_KNOWN = {
    "certainty": Certainty.values,
    "unit": (
        "days",
        "working days",
        "months",
        "persons",
        "percent a year",
        "percent a term",
        "percent",
        "points",
        "years",
    ),
    "step": ("announce", "conclude", "resolve"),
    "extension": ("1/3", "1/2", "1/4"),
}
_KNOWN_IN = {
    (Family.DEADLINE, "start"): ("decided", "started", "reported", "accepted", "received"),
    (Family.AUTHORITY, "value"): ("decide", "propose", "none"),
    (Family.AUTHORITY, "class"): ("ordinary", "peer", "below", "above", "lower"),
    (Family.VOTE, "kind"): ("threshold", "proposal", "downward"),
    (Family.VOTE, "compare"): ("more than", "at least"),
    (Family.VOTE, "value"): ("1/2", "2/3", "3/4"),
    (Family.LIMITATION, "start"): ("violation", "violation end"),
    (Family.LIMITATION, "end"): ("consideration", "conclusion"),
    (Family.DEFERRAL, "kind"): ("defer", "exempt"),
    (Family.EFFECT, "kind"): ("effective", "publish", "hand over", "judgment"),
    (Family.EFFECT, "start"): ("signed", "announced"),
    (Family.LAPSE, "start"): ("announced", "effective"),
    (Family.APPEAL, "kind"): ("window", "resolve"),
    (Family.INSTANCE, "kind"): ("order", "final"),
    (Family.CIRCUMSTANCE, "kind"): ("mitigating", "aggravating"),
    (Family.ARTICLE, "subject"): ("organization", "member"),
    (Family.RATING, "kind"): ("floor", "cap", "label", "bar"),
    (Family.RATING, "subject"): ("organization", "member"),
    (Family.RATING, "ground"): ("disciplined", "disciplined below", "remedies"),
    (Family.RATING, "grade"): (
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Không hoàn thành nhiệm vụ",
    ),
    (Family.MEMBERSHIP, "kind"): ("youngest", "oldest", "probation", "readmission"),
    (Family.TRANSFER, "kind"): ("inspected", "case", "suspended", "serving"),
    (Family.TRANSFER, "value"): ("refuse", "head"),
    (Family.SEVERITY, "code"): ("minor", "serious", "very_serious", "grave"),
    (Family.APPEAL, "start"): ("received", "received decision"),
}
_EITHER = {(Family.NOTICE, "value"): (NUMBER, NUMBERS)}
SPREAD = ("activity", "level", "subject", "form", "body", "class")
"""Keys that may hold a list: the rule then counts for each."""


def parse(family, text):
    """The rules of a version from its text in TOML, one flat table each.

    Raises ValidationError with every fault, each with the number of its rule.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValidationError(f"Không đọc được văn bản quy định: {error}. Hãy sửa theo dạng của bản mẫu.") from error
    tables = content.get("rules")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise ValidationError("Chưa có quy định nào. Mỗi quy định bắt đầu bằng dòng [[rules]].")
    rules = [rule for table in tables for rule in spread(table)]
    faults = [f"Quy định {n}: {fault}" for n, rule in enumerate(rules, 1) for fault in faults_of(family, rule)]
    if faults:
        raise ValidationError(faults[:20])
    return rules


def spread(table):
    """One rule for each combination of the lists in a table."""
    keys = [key for key in SPREAD if isinstance(table.get(key), list)]
    for values in product(*(table[key] for key in keys)):
        rule = {**table, **dict(zip(keys, values, strict=True))}
        yield {name: value for name, value in rule.items() if name != "unlimited"} | (
            {"value": None} if rule.get("unlimited") is True else {}
        )


def faults_of(family, rule):
    """What is wrong with one rule, in words."""
    required = _REQUIRED[family] | _REQUIRED_OF_KIND.get((family, str(rule.get("kind"))), {}) | _WHERE_FROM
    known = required | _OPTIONAL.get(family, {"note": TEXT})
    for key in required:
        if key not in rule:
            yield f"thiếu “{key}”."
    for key, value in rule.items():
        if (family, key) in _EITHER:
            if not any(_KINDS[kind][0](value) for kind in _EITHER[family, key]):
                yield f"“{key}” phải là số hoặc danh sách số."
        elif key not in known:
            yield f"không có mục “{key[:40]}”."
        elif not _KINDS[known[key]][0](value):
            yield f"“{key}” phải là {_KINDS[known[key]][1]}."
        elif (words := _KNOWN_IN.get((family, key)) or _KNOWN.get(key)) and value not in words:
            yield f"“{key}” không nhận “{str(value)[:40]}”. Các giá trị: {', '.join(words)}."
