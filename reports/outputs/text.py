"""A briefing as plain text, for the terminal and for pasting into a message."""

from reports.blocks import Table

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def render(briefing):
    """The briefing as UTF-8 text: title, scope, numbered sections, tables with a bar between columns."""
    lines = [
        "BÁO CÁO",
        briefing.title,
        briefing.subtitle,
        briefing.scope,
    ]
    for numeral, section in zip(ROMAN, briefing.sections, strict=False):
        lines += ["", f"{numeral}. {section.title.upper()}", ""]
        for block in section.blocks:
            lines += _table(block) if isinstance(block, Table) else [str(block)]
    return ("\n".join(lines) + "\n").encode()


def _table(table):
    rows = [list(table.columns), *table.plain_rows()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    lines = ["", f"{table.title}:"]
    lines += [" | ".join(_cell(row, column, widths) for column in range(len(row))).rstrip() for row in rows]
    return [*lines, *([table.note] if table.note else []), ""]


def _cell(row, column, widths):
    text = row[column]
    return text.ljust(widths[column]) if column == 0 else text.rjust(widths[column])
