"""What every recorded act shares: who acted, and about whom.

The actor's place in the tree and level, and the subject's seat and kind of organization, are copied onto the
act as they stood on its date: figures of the past read the row itself and never join today's tree.
"""

from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Coalesce

from members.choices import COMMITTEE_BODIES, Actor, Body, Level, OrganizationType, SubjectKind
from members.models.members import Member
from members.models.organizations import Organization
from members.models.scoping import ScopedQuerySet


class ActQuerySet(ScopedQuerySet):
    """Acts have a date that puts them into a period; each model names it."""

    def dated(self, field, period):
        """Rows whose date field lies in the period, its first and last day included."""
        return self.filter(**{f"{field}__gte": period.first, f"{field}__lte": period.last})


class Act(models.Model):
    """Something done by a body of an organization."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="%(class)ss", verbose_name="tổ chức thực hiện"
    )
    taken_from = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="%(class)ss_begun",
        null=True,
        blank=True,
        editable=False,
        verbose_name="tổ chức bắt đầu việc",
    )
    """Who began what a successor took over at a reorganization: numbers of documents and books go on naming it."""
    body = models.CharField("chủ thể", max_length=20, choices=Body.choices)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    level = models.CharField("cấp thực hiện", max_length=20, choices=Level.choices, editable=False)

    PLACES_TODAY = ("organization__today_path",)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(body__in=Body.values),
                name="%(class)s_body_is_known",
                violation_error_message="Chủ thể không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="%(class)s_level_is_known",
                violation_error_message="Cấp không có trong danh mục.",
            ),
        ]

    @property
    def begun_by_id(self):
        """Key of the organization under which the act was recorded first."""
        return self.taken_from_id or self.organization_id


BEGUN_BY = Coalesce("taken_from", "organization")
"""The same in a query and in what is unique of an organization."""


def actor(prefix="", level=""):
    """Who acted, as an expression over the level and body of an act; `prefix` leads from the row to the act.

    `level` is the column with the level, where that isn't the one of the act.
    """
    of_cell = Q(**{f"{prefix}body": Body.CELL})
    of_cell |= Q(**{f"{prefix}body__in": COMMITTEE_BODIES, level or f"{prefix}level": Level.CELL})
    by_body = {Actor.COMMISSION: Body.COMMISSION, Actor.ADVISORY: Body.ADVISORY}
    return Case(
        When(of_cell, then=Value(Actor.CELL.value)),
        *(When(**{f"{prefix}body": body}, then=Value(one.value)) for one, body in by_body.items()),
        default=Value(Actor.COMMITTEE.value),
        output_field=CharField(),
    )


class AboutSubject(models.Model):
    """Something about exactly one organization or one member."""

    subject_kind = models.CharField("đối tượng", max_length=20, choices=SubjectKind.choices, editable=False)
    subject_organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="%(class)ss_about",
        null=True,
        blank=True,
        verbose_name="tổ chức đảng",
    )
    subject_member = models.ForeignKey(
        Member, models.PROTECT, related_name="%(class)ss_about", null=True, blank=True, verbose_name="đảng viên"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    subject_kind=SubjectKind.ORGANIZATION,
                    subject_organization__isnull=False,
                    subject_member__isnull=True,
                )
                | Q(
                    subject_kind=SubjectKind.MEMBER,
                    subject_organization__isnull=True,
                    subject_member__isnull=False,
                ),
                name="%(class)s_has_one_subject",
                violation_error_message="Chọn đúng một đối tượng: tổ chức đảng hoặc đảng viên.",
            )
        ]

    @property
    def subject(self):
        """The organization or the member."""
        return self.subject_organization or self.subject_member


class AboutPositionedSubject(AboutSubject):
    """Something about a subject whose position on the date of the act is kept."""

    organization_type = models.CharField(
        "loại tổ chức của đối tượng", max_length=20, choices=OrganizationType.choices, editable=False
    )
    seat = models.CharField("cấp ủy viên", max_length=20, choices=Level.choices, blank=True, editable=False)
    managed_by = models.CharField("diện quản lý", max_length=20, choices=Level.choices, blank=True, editable=False)

    class Meta(AboutSubject.Meta):
        abstract = True
