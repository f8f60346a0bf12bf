"""Screens that write: forms, and steps that are confirmed on a page of their own."""

import secrets

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from core.lookups import ScopedForm
from core.screens.base import Screen
from core.screens.errors import add_errors, errors_of, shown, unjudged
from core.screens.objects import ObjectScreen
from core.screens.tokens import spend_token, spent_tokens


class FormScreen(Screen):
    template_name = "screens/form.html"
    form_class = None
    formset_class = None
    formset_title = ""
    formset_hint = ""
    submit_label = "Lưu"
    success = "Đã lưu."
    related = ()
    object = None

    rows = ObjectScreen.rows

    def prepare(self):
        if "pk" in self.kwargs:
            ObjectScreen.prepare(self)

    def get(self, request, *args, **kwargs):
        return self.show(self.build_form(), self.build_formset())

    def post(self, request, *args, **kwargs):
        if "add-row" in request.POST:
            return self.show(*unjudged(self.build_form(request.POST), self.build_formset(self.with_a_row())))
        with transaction.atomic():
            done = spent_tokens(request).get(self.token_sent())
            if done:
                messages.info(request, "Biểu mẫu này đã được lưu, không lưu thêm lần nữa.")
                return redirect(done)
            return self.save(request)

    def save(self, request):
        if self.object is not None:  # lock first, then look: what is compared is what will be overwritten
            self.object = self.locked()
        form, formset = self.build_form(request.POST), self.build_formset(request.POST)
        valid = form.is_valid() and (formset is None or formset.is_valid())
        if self.is_stale():
            return self.show(form, formset, conflict=self.differences(form))
        if not valid or not self.try_save(form, formset):
            return self.show(form, formset)
        url = self.success_url()
        spend_token(request, self.token_sent(), url)
        return self.finished(url)

    def finished(self, url):
        messages.success(self.request, self.success)
        return HttpResponseRedirect(url)

    def locked(self):
        row = self.scoped().select_for_update(of=("self",)).filter(pk=self.object.pk).first()
        if row is None:
            raise Http404
        return row

    def try_save(self, form, formset):
        """A refusal by the action or the database becomes an error of the form, and nothing is written."""
        self.formset = formset
        try:
            with transaction.atomic():
                self.saved = self.save_action(form)
        except ValidationError as error:
            add_errors(form, error)
            return False
        except IntegrityError:
            form.add_error(None, "Dữ liệu vừa nhập trùng hoặc không khớp với dữ liệu đã lưu. Hãy kiểm tra lại.")
            return False
        return True

    def save_action(self, form):
        """Call the action; return the saved object."""
        return form.save()

    def success_url(self):
        """The page of what was saved."""
        name = self.model._meta.model_name
        return reverse(f"{name}-detail", args=[self.saved.pk])

    def cancel_url(self):
        name = self.model._meta.model_name
        return reverse(f"{name}-detail", args=[self.object.pk]) if self.object else reverse(f"{name}-list")

    # ----------------------------------------------------------------------------------------------- form and rows

    def initial(self):
        return {name: value for name, value in self.request.GET.items() if "\0" not in value}

    def form_kwargs(self):
        kwargs = {"user": self.request.user, "initial": {} if self.object else self.initial()}
        if self.object is not None and hasattr(self.form_class, "_meta"):
            # Validation writes on the form's instance; `self.object` stays as it is stored.
            kwargs["instance"] = self.rows().get(pk=self.object.pk)
        return kwargs

    def build_form(self, data=None):
        form = self.form_class(data, self.files(data), **self.form_kwargs())
        if hasattr(form, "instance") and self.object is not None and hasattr(self.object, "version"):
            form.instance.version = self.object.version + 1
        return form

    def files(self, data):
        return None if data is None else self.request.FILES

    def formset_kwargs(self):
        """`instance=` for an inline formset, `queryset=` or `initial=` for others."""
        return {}

    def build_formset(self, data=None):
        if self.formset_class is None:
            return None
        return self.formset_class(data, form_kwargs={"user": self.request.user}, **self.formset_kwargs())

    def with_a_row(self):
        """What was sent and one row more: "Thêm dòng" without JavaScript."""
        data = self.request.POST.copy()
        name = f"{self.formset_class.get_default_prefix() if self.formset_class else 'form'}-TOTAL_FORMS"
        total = data.get(name, "0")
        data[name] = str(min(int(total) if total.isdecimal() else 0, 999) + 1)
        return data

    def show(self, form, formset=None, conflict=None):
        return self.respond(
            object=self.object,
            form=form,
            formset=formset,
            conflict=conflict,
            errors=errors_of(form, formset),
            version=getattr(self.object, "version", None),
            token=self.token_sent() or secrets.token_urlsafe(16),
            facts=self.facts(),
        )

    def facts(self):
        """What is said above the form."""
        return []

    # ------------------------------------------------------------------------------------------- versions and tokens

    def is_stale(self):
        """Whether someone saved the object after this form was opened."""
        version = getattr(self.object, "version", None)
        return version is not None and self.request.POST.get("version") != str(version)

    def differences(self, form):
        """Both versions, field by field: what is stored now and what was typed."""
        stored = self.form_class(**self.form_kwargs())
        pairs = [(field.label, shown(stored[field.name]), shown(field)) for field in form.visible_fields()]
        return [pair for pair in pairs if pair[1] != pair[2]]

    def token_sent(self):
        return self.request.POST.get("submit_token", "")[:64]


class StepScreen(FormScreen):
    """An irreversible step: a page with the facts, then one POST."""

    template_name = "screens/confirm.html"
    form_class = ScopedForm
    submit_label = "Xác nhận"
    warning = ""
    """What cannot be undone, and the article it rests on."""
    wait = ""
    """What is going on after the click, where that takes long."""

    def form_kwargs(self):
        return {"user": self.request.user}

    def build_form(self, data=None):
        return self.form_class(data, self.files(data), **self.form_kwargs())


class MoveScreen(StepScreen):
    """A step of a state table, named by `verb` in the URL; the table says who may take it. It keeps `self.move`."""

    states = None
    """The table of the record's states."""

    def prepare(self):
        super().prepare()
        self.move = self.states.move(self.kwargs["verb"])
        if self.move is None:
            raise Http404
        self.permission = self.move.may

    def page_title(self):
        return self.move.label

    @property
    def submit_label(self):
        return self.move.label

    @property
    def success(self):
        return f"Đã ghi bước “{self.move.label}”."

    @property
    def warning(self):
        return f"Bước “{self.move.label}” không lùi lại được." if self.move.irreversible else ""
