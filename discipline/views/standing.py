"""What stands against a member or an organization today, for their pages."""

from django.urls import reverse
from django.utils import timezone

from core.screens import Fact, Section
from core.text import short_date
from discipline.models import Suspension
from discipline.restrictions import RESTRICTED, SOURCE, column_of, restrictions_of


def in_force(subject, user):
    """Decisions in force and running suspensions with their last day, and what they restrict; nothing if none."""
    today = timezone.localdate()
    decisions = [decided(decision, state) for decision, state in restrictions_of(subject, user, today)]
    rows = Suspension.objects.visible_to(user).running(today).filter(**{column_of(subject): subject})
    facts = [*decisions, *map(suspended, rows)]
    if decisions:
        facts.append(Fact("Trong thời gian chấp hành", f"{RESTRICTED} ({SOURCE})"))
    return [Section("Kỷ luật, đình chỉ đang có hiệu lực", facts=facts)] if facts else []


def decided(decision, state):
    words = f"Quyết định {decision.number} ngày {short_date(decision.decided)}. {state.words}"
    return Fact("Kỷ luật", words, reverse("decision-detail", args=[decision.pk]))


def suspended(row):
    words = f"Quyết định {row.number} ngày {short_date(row.decided)}, từ {short_date(row.since)}"
    url = reverse("suspension-detail", args=[row.pk])
    return Fact(row.get_kind_display(), f"{words} đến hết ngày {short_date(row.until)}", url)
