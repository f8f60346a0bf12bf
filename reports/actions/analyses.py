"""Saving analyses and taking them away. They hold no figures, so they are no evidence."""

from django.db import transaction

from accounts import history
from accounts.choices import Act
from reports.facts import FACTS
from reports.models import SavedAnalysis


@transaction.atomic
def save_analysis(*, by, name, shared, organization, question, period=""):
    """Keep a question under a name, for oneself or for all who read the organization's records."""
    filters = {dimension: list(values) for dimension, values in question.filters.items()}
    saved = SavedAnalysis(
        name=name,
        fact=question.fact,
        about_letters=FACTS[question.fact].letters,
        rows=question.rows,
        columns=question.columns,
        filters=filters,
        zeros=question.zeros,
        organization=organization,
        period=period,
        shared=shared,
        by=by,
    )
    saved.full_clean()
    saved.save()
    after = {"name": name, "shared": shared, "question": question.title, "filters": filters, "period": period}
    history.record(by=by, act=Act.CREATE, obj=saved, after=after)
    return saved


@transaction.atomic
def delete_analysis(saved, *, by):
    """Take a saved question away; the history keeps what it was."""
    before = {"name": saved.name, "shared": saved.shared, "fact": saved.fact, "filters": saved.filters}
    SavedAnalysis.objects.filter(pk=saved.pk).delete()
    history.record(by=by, act=Act.VOID, obj=saved, before=before)
    return saved
