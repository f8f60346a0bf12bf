"""How the list of background jobs is narrowed."""

from core.filters import ChoicesFilter, FilterSet
from members.filters import OrganizationFilter
from reports.choices import JobState
from reports.jobs import KINDS
from reports.models import Job


class JobFilters(FilterSet):
    state = ChoicesFilter("Tình trạng", choices=JobState)
    kind = ChoicesFilter("Loại việc", choices=[(kind.code, kind.title) for kind in KINDS.values()])
    organization = OrganizationFilter("Tổ chức và cấp dưới", field_name="organization__path")

    class Meta(FilterSet.Meta):
        model = Job
