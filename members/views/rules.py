"""Screens of the dated rules: which are in force on a day, a version in full, a new version by an administrator."""

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.fields import parse_date
from core.screens import Button, Crumb, Fact, FormScreen, Screen
from core.text import short_date
from members.forms import ArticlesForm, RuleSetForm, rows_of_articles
from members.permissions import can_manage_users, can_read_structure
from rules import actions, book, words
from rules.families import UNCONFIRMED, Family
from rules.models import RuleSet


def address(version):
    return reverse("rule-version", args=[version.family, version.effective_from.isoformat(), version.stored or 0])


class RuleList(Screen):
    """Every family with the version in force on a day, and its other versions."""

    template_name = "members/rules.html"
    permission = can_read_structure
    title = "Quy định"
    lead = "Quy định được chọn theo ngày của việc: việc cũ theo quy định cũ."

    def get(self, request):
        typed = request.GET.get("on", "")[:20]
        day, error = self.day(typed)
        found = book.read()
        families = [self.family(found, family, day) for family in Family]
        return self.respond(families=families, day=day, typed=typed or short_date(day), error=error)

    def day(self, typed):
        if not typed:
            return timezone.localdate(), ""
        try:
            return parse_date(typed), ""
        except ValueError as error:
            return timezone.localdate(), str(error)

    def family(self, found, family, day):
        current = found.version(family.value, day)
        versions = sorted(found.versions.get(family.value, ()), key=lambda one: (one.effective_from, one.stored or 0))
        return {
            "label": family.label,
            "document": current.document if current else "",
            "since": current.effective_from if current else None,
            "count": len(current.rules) if current else 0,
            "doubtful": sum(rule["certainty"] in UNCONFIRMED for rule in current.rules) if current else 0,
            "versions": [
                {"day": one.effective_from, "url": address(one), "current": one is current} for one in versions
            ],
            "add": self.may_add() and reverse("rule-add", args=[family.value]),
        }

    def may_add(self):
        return can_manage_users(self.request.user)


class OfVersion(Screen):
    """A version named by family, first day and key in the address."""

    def crumbs(self):
        return [Crumb("Quy định", reverse("rules"))]

    def found(self, family, day, stored):
        versions = book.read().versions.get(family, ())
        fitting = (one for one in versions if (one.effective_from.isoformat(), one.stored or 0) == (day, stored))
        version = next(fitting, None)
        if version is None:
            raise Http404
        return version


class RuleVersion(OfVersion):
    template_name = "members/rule_version.html"
    permission = can_read_structure

    def get(self, request, family, day, stored):
        self.version = self.found(family, day, stored)
        rules = [
            {
                "about": words.about(rule),
                "amount": words.amount(rule),
                "note": rule.get("note", ""),
                "source": rule["source"],
                "certainty": words.certainty(rule),
                "doubtful": rule["certainty"] in UNCONFIRMED,
            }
            for rule in self.version.rules
        ]
        return self.respond(rules=rules, identity=self.identity(), buttons=self.buttons())

    def page_title(self):
        return f"{Family(self.version.family).label} từ {short_date(self.version.effective_from)}"

    def identity(self):
        stored = RuleSet.objects.select_related("by").filter(pk=self.version.stored).first()
        where = f"{stored.by.full_name} thêm: {stored.reason}" if stored else "Kèm theo phần mềm"
        return [
            Fact("Văn bản", self.version.document),
            Fact("Áp dụng từ", short_date(self.version.effective_from)),
            Fact("Nguồn gốc", where),
        ]

    def buttons(self):
        if not can_manage_users(self.request.user):
            return []
        return [Button("Thêm phiên bản", reverse("rule-add", args=[self.version.family]))]


class RuleAdd(FormScreen):
    """A new version of a family, begun from the newest one."""

    permission, form_class, model = can_manage_users, RuleSetForm, RuleSet
    submit_label, success = "Thêm phiên bản", "Đã thêm phiên bản quy định."
    lead = "Phiên bản mới áp dụng cho việc từ ngày ghi dưới đây; việc trước ngày đó vẫn theo quy định cũ."

    def prepare(self):
        if self.kwargs["family"] not in Family.values:
            raise Http404
        if self.kwargs["family"] == Family.ARTICLE:
            self.form_class = ArticlesForm

    def page_title(self):
        return f"Thêm phiên bản: {Family(self.kwargs['family']).label}"

    def crumbs(self):
        return [Crumb("Quy định", reverse("rules"))]

    def initial(self):
        newest = book.read().version(self.kwargs["family"], date.max)
        if self.kwargs["family"] == Family.ARTICLE:
            return {"rows": rows_of_articles(newest)}
        return {"text": book.text_of(newest)} if newest else {}

    def form_kwargs(self):
        return {"user": self.request.user, "initial": self.initial()}

    def save_action(self, form):
        return actions.add_rule_set(by=self.request.user, family=self.kwargs["family"], **form.cleaned_data)

    def success_url(self):
        saved = self.saved
        return reverse("rule-version", args=[saved.family, saved.effective_from.isoformat(), saved.pk])

    def cancel_url(self):
        return reverse("rules")


def _link(version, current):
    return {"day": version.effective_from, "url": address(version), "current": version is current}
