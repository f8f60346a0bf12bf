"""What templates say in the office's way: dates, numbers, shares, and the parts that every screen shares."""

from django import forms, template

from core import text

register = template.Library()

register.filter("short_date", text.short_date)
register.filter("vietnamese_date", text.vietnamese_date)
register.filter("number", text.number)
register.filter("decimal", text.decimal)
register.filter("padded", text.padded)


@register.filter
def percent(numerator, denominator):
    return text.percent(numerator, denominator)


@register.filter
def unlocalized(value):
    """A number for programs: 1234, not 1.234."""
    return str(value)


@register.filter
def lowerfirst(value):
    """A label inside a sentence: "Quyết định" -> "quyết định"."""
    return value[:1].lower() + value[1:]


@register.filter
def is_single_check(bound):
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def is_check_list(bound):
    return isinstance(bound.field.widget, forms.CheckboxSelectMultiple)


@register.filter
def is_boxed(bound):
    """Whether the error stands below: check boxes and radio buttons have no single box to stand above."""
    return isinstance(bound.field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect)


@register.filter
def chosen_words(bound):
    """What a folded list of check boxes says when it's closed."""
    chosen = {str(value) for value in bound.value() or []}
    labels = [str(label) for value, label in bound.field.choices if str(value) in chosen]
    if not labels:
        return "Tất cả"
    return labels[0] if len(labels) == 1 else f"{len(labels)} lựa chọn"


@register.inclusion_tag("partials/tile.html")
def tile(label, value, *, unit="", change="", url=""):
    """A number tile. A label has at most 20 characters; the change is said in words."""
    return {"label": label, "value": value, "unit": unit, "change": change, "url": url}


@register.inclusion_tag("partials/bar_chart.html")
def bar_chart(rows, *, caption, unit="", head="Mục"):
    """Bars that are links, and their figures as a table. A row: (label, value, url) or (label, value, url, tone)."""
    most = max((row[1] or 0 for row in rows), default=0) or 1
    bars = [
        {"label": row[0], "value": row[1], "url": row[2], "tone": row[3] if len(row) > 3 else "",
         "share": f"{100 * (row[1] or 0) / most:.2f}%"}
        for row in rows
    ]  # fmt: skip
    return {"bars": bars, "caption": caption, "unit": unit, "head": head}


@register.inclusion_tag("partials/progress.html")
def progress(done, total, *, unit=""):
    return {"done": done or 0, "total": total or 0, "unit": unit}
