"""The briefing of an organization and a period: what was done, in the order and the sentences of such reports."""

from dataclasses import dataclass

from core.periods import Period
from core.text import short_date
from members.models import Organization
from members.permissions import own_member
from reports.blocks import Section, Table
from reports.figures import Counts
from reports.sections import discipline, letters, overview, programme, ratings, remedies, supervision

WITHOUT_OWN = "Không gồm việc mà người xem phải hồi tránh, nếu có."


@dataclass(frozen=True)
class Briefing:
    """A composed briefing: title lines and numbered sections."""

    organization: Organization
    period: Period
    sections: list[Section]
    without_own: bool = False
    """Made by somebody who is a member of the Party here: what concerns them isn't in it."""

    @property
    def title(self):
        return "Kết quả công tác kiểm tra, giám sát và thi hành kỷ luật đảng"

    @property
    def subtitle(self):
        label = self.period.label
        return label if label.startswith(("từ ngày", "ngày")) else f"{label} ({self.dates})"

    @property
    def dates(self):
        return f"{short_date(self.period.first)} – {short_date(self.period.last)}"

    @property
    def scope(self):
        scope = f"Phạm vi: {self.organization.name} và các tổ chức đảng trực thuộc."
        return f"{scope} {WITHOUT_OWN}" if self.without_own else scope

    @property
    def tables(self):
        return [block for section in self.sections for block in section.blocks if isinstance(block, Table)]


def spans_of(period):
    """The period, the one before it and the same one a year earlier."""
    return {"now": period, "previous": period.previous, "last_year": period.last_year}


def compose(organization, period, user=None):
    """The briefing of the organization's tree. Letters are left out for a user who may not see them."""
    counts = Counts(organization, spans_of(period), user)
    parts = (
        overview.section,
        supervision.committees,
        supervision.commissions,
        discipline.section,
        letters.section,
        remedies.section,
        programme.section,
        ratings.section,
    )
    return Briefing(organization, period, [part(counts) for part in parts], bool(own_member(user)))
