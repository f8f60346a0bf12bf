"""What a briefing says in words beside its figures: from the committee itself, and gathered from its units."""

NARRATIVE = {
    "done": "Việc đã làm được",
    "not_done": "Việc chưa làm được, hạn chế",
    "causes": "Nguyên nhân",
    "measures": "Biện pháp",
    "next_tasks": "Nhiệm vụ kỳ tới",
}
"""The parts in their order, each with its heading."""
ASSESSMENT, TASKS = ("done", "not_done", "causes"), ("measures", "next_tasks")


def gathered(texts_by_unit):
    """The texts of the units put together part by part, each unit's under its name.

    `texts_by_unit`: {unit: {part of NARRATIVE: text}}; an empty text is left out.
    """
    found = {part: [] for part in NARRATIVE}
    for unit, texts in texts_by_unit.items():
        for part in NARRATIVE:
            if text := texts.get(part, "").strip():
                found[part].append(f"{unit}: {text}")
    return {part: "\n".join(lines) for part, lines in found.items()}
