"""Forms out of plain data. Column groups and row sets that several forms share are named."""

import tomllib
from functools import cache
from pathlib import Path

from inspections.form_columns import FORMS
from reports.facts import FACTS
from reports.statistics.definition import TOTAL, Column, Form, Group, Row, Unusable, slices

FOLDER = Path(__file__).parent.parent / "data" / "statistics"
NUMBERS = {column.code for form in FORMS.values() for column in form.columns}


@cache
def file(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def column_groups():
    return file("columns")


def row_sets():
    return file("rows")


def form_of(data, *, document, effective_from, certainty, stored=None) -> Form:
    """The form that the data describe. Unusable says what is wrong with them."""
    fact = data.get("fact", "")
    if fact and fact not in FACTS:
        raise Unusable(f"Không có số liệu “{fact}”.")
    base = data.get("where", {})
    rows, rows_certainty = _rows(data, fact)
    form = Form(
        code=data["code"],
        title=data["title"],
        unit=data["unit"],
        document=data.get("document", document),
        effective_from=effective_from,
        certainty=data.get("certainty", certainty),
        rows_certainty=rows_certainty,
        fact=fact,
        where=slices(base, fact),
        total=_total(data.get("total", "Tổng số")),
        rows=rows,
        groups=tuple(_group(each, data) for each in data.get("columns", ())),
        note=data.get("note", ""),
        data=data,
        stored=stored,
    )
    _judge(form)
    return form


def _total(given):
    """The first column: what the form counts, under its name, or the sum of some columns."""
    if isinstance(given, str):
        return Column(given, code=TOTAL)
    return Column("Tổng số", code=TOTAL, adds=tuple(given))


def _rows(data, fact):
    given = data["rows"]
    shared = row_sets().get(given) if isinstance(given, str) else None
    if isinstance(given, str) and shared is None:
        raise Unusable(f"Không có bộ dòng “{given}”.")
    rows = shared["rows"] if shared else given
    return tuple(_row(row, fact) for row in rows), (shared or data).get(
        "certainty" if shared else "rows_certainty", "M"
    )


def _row(row, fact):
    own = row.get("fact", "")
    if own and own not in FACTS:
        raise Unusable(f"Dòng “{row['label']}”: không có số liệu “{own}”.")
    try:
        where = slices(row.get("where", {}), own or fact)
    except Unusable as error:
        raise Unusable(f"Dòng “{row['label']}”: {error}") from error
    flags = {name: row[name] for name in ("of", "adds_up", "heading", "note") if name in row}
    return Row(row["mark"], row["label"], own, where, **flags)


def _group(given, data):
    """A group of columns, shared or the form's own, with what the form says otherwise of it."""
    shared = {}
    if "use" in given:
        shared = column_groups().get(given["use"])
        if shared is None:
            raise Unusable(f"Không có nhóm cột “{given['use']}”.")
    group = _extended(shared) | {key: value for key, value in given.items() if key != "use"}
    fact = group.get("fact", "")
    columns = tuple(_column(column, group, fact, data.get("fact", "")) for column in group["columns"])
    return Group(group.get("title", ""), columns, group.get("check", ""), group.get("of", TOTAL))


def _extended(group):
    if "extends" not in group:
        return group
    begun = _extended(column_groups()[group["extends"]])
    return begun | {"columns": [*begun["columns"], *group["columns"]]}


def _column(column, group, group_fact, base_fact):
    where = dict(column.get("where", {}))
    own = column.get("fact", "")
    if "values" in column:
        where[group["by"]] = column["values"]
    if "number" in column:
        own, where["number"] = "subject_number", column["number"]
    fact = own or group_fact
    flags = {name: column[name] for name in ("code", "head", "within", "empty", "note") if name in column}
    return Column(column["label"], fact=fact, where=slices(where, fact or base_fact), **flags)


def _judge(form):
    """Names of rows and columns that others refer to exist, and what a cell counts can be sliced so."""
    marks = [row.mark for row in form.rows]
    for row in form.rows:
        if row.of and row.of not in marks:
            raise Unusable(f"Dòng “{row.label}”: không có dòng “{row.of}” để nằm trong đó.")
    for column in form.columns:
        for code in filter(None, (column.within, *column.adds)):
            if code not in form.by_code:
                raise Unusable(f"Cột “{column.label}”: không có cột “{code}”.")
    for one in (one for row in form.figures for one in row if one is not None):
        missing = {name for name, _ in one.where} - set(FACTS[one.fact].dimensions)
        if missing:
            raise Unusable(f"“{FACTS[one.fact].title}” không chia theo {', '.join(sorted(missing))}.")
