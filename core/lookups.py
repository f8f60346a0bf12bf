"""Type-ahead: find one of very many rows by typing, with or without JavaScript.

    class OrganizationField(LookupField):            # in the app that owns the model
        model, url_name, key_field = Organization, "organization-lookup", "code"

    class InspectionForm(ScopedModelForm):
        organization = OrganizationField(label="Tổ chức thực hiện")

        class Meta(ScopedModelForm.Meta):
            model, fields = Inspection, ["organization", ...]

The user types "HU-SL.01" or picks a suggestion, which writes "HU-SL.01 – Đảng bộ xã Đức Bác"; both find the row. What
is outside the user's scope does not exist: `LookupField.bind(user)` is called by `ScopedForm` and by the filters.
The model's queryset has `found(typed)` and `nearest(typed)`.
`core.screens.LookupScreen` answers `?q=` with at most 20 suggestions as JSON.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.fields import BLANK_CHOICE_DASH
from django.urls import reverse

from core.fields import formfield
from core.text import normalize, search_key

SEPARATOR = " – "
SUGGESTIONS = 20
SHORTEST = 2


class LookupWidget(forms.TextInput):
    """A text box; static/js/ktgs.js turns it into a combobox."""

    def __init__(self, field):
        self.field = field
        super().__init__({"autocomplete": "off", "spellcheck": "false"})

    def format_value(self, value):
        """A key of the database (initial data) as its label; what was typed as it was typed."""
        if isinstance(value, int):
            value = self.field.rows().filter(pk=value).first()
        return self.field.label_of(value) if isinstance(value, self.field.model) else value

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-lookup"] = reverse(self.field.url_name)
        return context


class LookupField(forms.Field):
    """One row of `model`, named by its natural key."""

    model = None
    url_name = ""
    key_field = "code"
    default_error_messages = {
        "required": "Chưa chọn ô này. Hãy gõ vài chữ rồi chọn trong danh sách gợi ý.",
        "unknown": "Không tìm thấy “%(typed)s” trong phạm vi của bạn. Hãy gõ vài chữ rồi chọn trong danh sách gợi ý.",
        "several": "Có nhiều kết quả cho “%(typed)s”. Hãy chọn một trong danh sách gợi ý hoặc nhập đúng mã.",
    }

    def __init__(self, **kwargs):
        self.user = None
        kwargs.setdefault("widget", LookupWidget(self))
        super().__init__(**kwargs)

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.widget.field = copied
        return copied

    def bind(self, user):
        """Say whose scope counts."""
        self.user = user

    def rows(self):
        """What can be chosen."""
        if self.user is None:
            return self.model.objects.none()
        return self.model.objects.visible_to(self.user)

    def label_of(self, row):
        return f"{getattr(row, self.key_field)}{SEPARATOR}{row}"

    def prepare_value(self, value):
        return self.label_of(value) if isinstance(value, self.model) else value

    def to_python(self, value):
        if isinstance(value, self.model) or value in self.empty_values:
            return value or None
        typed = normalize(str(value)[:400].replace("\0", ""))
        return self._found(typed) if typed else None

    def _found(self, typed):
        key = typed.split(SEPARATOR.strip())[0].strip()
        found = list(self.rows().filter(**{f"{self.key_field}__iexact": key})[:1])
        found = found or list(self._named(typed)[:2])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"typed": typed[:60]})

    def _named(self, typed):
        """The rows whose key is the whole of what was typed, or goes on with further words: the code, another name."""
        key = search_key(typed)
        return self.rows().found(typed).filter(Q(search_key=key) | Q(search_key__startswith=f"{key} "))

    def suggestions(self, typed):
        """At most so many rows, those first that come nearest to what was typed; see `core.words`."""
        if len(typed) < SHORTEST:
            return []
        return list(self.rows().nearest(typed)[:SUGGESTIONS])

    def has_changed(self, initial, data):
        try:
            chosen = self.to_python(data)
        except ValidationError:
            return True
        return getattr(chosen, "pk", None) != getattr(initial, "pk", initial)


class ScopedForm(forms.Form):
    """A form that knows who fills it in. Every screen hands over `user`.

    As a row of a set, the fields named in `folded` stand in a part that opens.
    """

    folded = ()

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        bind_lookups(self, user)


class ScopedModelForm(forms.ModelForm):
    """The same for a model. `class Meta(ScopedModelForm.Meta)` gives it the fields of `core.fields`."""

    class Meta:
        formfield_callback = formfield

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        bind_lookups(self, user)


def bind_lookups(form, user):
    """Lookup fields learn whose scope counts; lists of choices speak as an office does."""
    for field in form.fields.values():
        if isinstance(field, LookupField):
            field.bind(user)
        elif isinstance(field, forms.ChoiceField):
            _word(field)


def _word(field):
    field.error_messages["required"] = "Chưa chọn ô này. Hãy chọn trong danh sách."
    if "invalid_choice" in field.error_messages:
        field.error_messages["invalid_choice"] = "Không có lựa chọn “%(value)s”. Hãy chọn trong danh sách."
    choices = list(field.choices)
    if choices and choices[0] == BLANK_CHOICE_DASH[0]:
        field.choices = [("", "Chọn…" if field.required else "Không chọn"), *choices[1:]]
