"""Which statistical forms are in force on a day: the sets of the program, and versions that the office wrote.

The last day of a period decides, so that old periods keep the forms they were reported on.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from reports.models import StatisticalForm
from reports.statistics.definition import Form
from reports.statistics.reading import file, form_of

OFFICIAL = ("357", "885")
"""The sets of the Central Inspection Commission, the oldest first: a newer one takes the place of the older."""
BESIDE = ("base",)
"""Sets that stand beside the official one."""


@dataclass(frozen=True)
class FormSet:
    """A set of forms and the document it rests on."""

    document: str
    effective_from: date
    forms: dict


@cache
def form_set(name) -> FormSet:
    """A set of the program; it may begin with the forms of an earlier one."""
    data = file(name)
    about = {key: data[key] for key in ("document", "effective_from", "certainty")}
    forms = {each["code"]: form_of(each, **about) for each in (*_inherited(data), *data["forms"])}
    return FormSet(data["document"], data["effective_from"], forms)


def _inherited(data):
    """The forms of the earlier set keep the document in which they are known."""
    if "begins_with" not in data:
        return []
    earlier = file(data["begins_with"])
    return [each | {"document": f"{data['document']}; cột theo {earlier['document']}"} for each in earlier["forms"]]


def official_set(day) -> FormSet:
    """The set in force on a day; before the first one that is known, that one."""
    sets = [form_set(name) for name in OFFICIAL]
    begun = [one for one in sets if one.effective_from <= day]
    return begun[-1] if begun else sets[0]


def forms_on(day) -> list[Form]:
    """The forms for a period whose last day is `day`: the official ones by number, then the others."""
    forms = dict(official_set(day).forms)
    for beside in map(form_set, BESIDE):
        forms |= beside.forms if beside.effective_from <= day else {}
    for row in StatisticalForm.objects.filter(effective_from__lte=day).order_by("effective_from", "pk"):
        shipped = forms.get(row.code)
        if shipped is None or shipped.stored or shipped.effective_from <= row.effective_from:
            forms[row.code] = written(row)
    return sorted(forms.values(), key=_place)


def form_on(code, day) -> Form | None:
    """The form of a number for a period whose last day is `day`."""
    return next((form for form in forms_on(day) if form.code == code), None)


def written(row: StatisticalForm) -> Form:
    """A form that the office wrote."""
    about = {"document": row.document, "effective_from": row.effective_from, "certainty": "C"}
    return form_of(row.definition | {"code": row.code, "title": row.title}, **about, stored=row.pk)


def _place(form):
    return (not form.code.isdecimal(), int(form.code) if form.code.isdecimal() else 0, form.code)
