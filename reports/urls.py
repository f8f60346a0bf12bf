from django.urls import path

from reports.views.briefing import BriefingFile, BriefingPage
from reports.views.briefings import (
    BriefingAttendance,
    BriefingChanges,
    BriefingConclude,
    BriefingCreate,
    BriefingDetail,
    BriefingFreeze,
    BriefingList,
    BriefingMeeting,
    BriefingStep,
    BriefingUpdate,
)
from reports.views.conclusions import (
    ConclusionCreate,
    ConclusionDetail,
    ConclusionList,
    ConclusionStep,
    ConclusionUpdate,
)
from reports.views.coverage import CoverageMembers, CoverageOrganizations, CoveragePage
from reports.views.dashboard import DashboardPage
from reports.views.documents import BriefingDocument
from reports.views.imports import ImportErrors, ImportPreview, ImportUpload
from reports.views.records import MemberRecord, MemberRecordWord, OrganizationRecord, OrganizationRecordWord

urlpatterns = [
    path("", DashboardPage.as_view(), name="dashboard"),
    path("giao-ban/", BriefingPage.as_view(), name="briefing"),
    path("giao-ban/tep/<slug:format>/", BriefingFile.as_view(), name="briefing-file"),
    path("giao-ban/hoi-nghi/", BriefingList.as_view(), name="briefing-list"),
    path("giao-ban/hoi-nghi/lap/", BriefingCreate.as_view(), name="briefing-create"),
    path("giao-ban/hoi-nghi/<int:pk>/", BriefingDetail.as_view(), name="briefing-detail"),
    path("giao-ban/hoi-nghi/<int:pk>/hop/", BriefingMeeting.as_view(), name="briefing-meeting"),
    path("giao-ban/hoi-nghi/<int:pk>/thay-doi/", BriefingChanges.as_view(), name="briefing-changes"),
    path("giao-ban/hoi-nghi/<int:pk>/sua/", BriefingUpdate.as_view(), name="briefing-update"),
    path("giao-ban/hoi-nghi/<int:pk>/diem-danh/", BriefingAttendance.as_view(), name="briefing-attendance"),
    path("giao-ban/hoi-nghi/<int:pk>/chot/", BriefingFreeze.as_view(), name="briefing-freeze"),
    path("giao-ban/hoi-nghi/<int:pk>/ket-luan/", BriefingConclude.as_view(), name="briefing-conclude"),
    path("giao-ban/hoi-nghi/<int:pk>/buoc/<slug:verb>/", BriefingStep.as_view(), name="briefing-step"),
    path("giao-ban/hoi-nghi/<int:pk>/tep/<slug:kind>/", BriefingDocument.as_view(), name="briefing-document"),
    path("giao-ban/hoi-nghi/<int:briefing>/ket-luan/them/", ConclusionCreate.as_view(), name="conclusion-create"),
    path("giao-ban/ket-luan/", ConclusionList.as_view(), name="conclusion-list"),
    path("giao-ban/ket-luan/<int:pk>/", ConclusionDetail.as_view(), name="conclusion-detail"),
    path("giao-ban/ket-luan/<int:pk>/sua/", ConclusionUpdate.as_view(), name="conclusion-update"),
    path("giao-ban/ket-luan/<int:pk>/buoc/<slug:verb>/", ConclusionStep.as_view(), name="conclusion-step"),
    path("do-phu/", CoveragePage.as_view(), name="coverage"),
    path("do-phu/to-chuc/", CoverageOrganizations.as_view(), name="coverage-organizations"),
    path("do-phu/dang-vien/", CoverageMembers.as_view(), name="coverage-members"),
    path("dang-vien/<int:pk>/ho-so/", MemberRecord.as_view(), name="member-record"),
    path("dang-vien/<int:pk>/ho-so/tep/", MemberRecordWord.as_view(), name="member-record-word"),
    path("to-chuc/<int:pk>/ho-so/", OrganizationRecord.as_view(), name="organization-record"),
    path("to-chuc/<int:pk>/ho-so/tep/", OrganizationRecordWord.as_view(), name="organization-record-word"),
    path("nhap-excel/", ImportUpload.as_view(), name="import"),
    path("nhap-excel/<slug:token>/", ImportPreview.as_view(), name="import-preview"),
    path("nhap-excel/<slug:token>/loi/", ImportErrors.as_view(), name="import-errors"),
]
