from django.urls import path

from reports.views.briefing import BriefingFile, BriefingPage
from reports.views.counted import (
    CountedInspections,
    CountedLetters,
    CountedMembers,
    CountedOrganizations,
    CountedParts,
    CountedRows,
)
from reports.views.coverage import CoverageMembers, CoverageOrganizations, CoveragePage
from reports.views.dashboard import DashboardPage
from reports.views.imports import ImportErrors, ImportPreview, ImportUpload
from reports.views.records import MemberRecord, MemberRecordWord, OrganizationRecord, OrganizationRecordWord

urlpatterns = [
    path("", DashboardPage.as_view(), name="dashboard"),
    path("giao-ban/", BriefingPage.as_view(), name="briefing"),
    path("giao-ban/tep/<slug:format>/", BriefingFile.as_view(), name="briefing-file"),
    path("do-phu/", CoveragePage.as_view(), name="coverage"),
    path("do-phu/to-chuc/", CoverageOrganizations.as_view(), name="coverage-organizations"),
    path("do-phu/dang-vien/", CoverageMembers.as_view(), name="coverage-members"),
    path("dang-vien/<int:pk>/ho-so/", MemberRecord.as_view(), name="member-record"),
    path("dang-vien/<int:pk>/ho-so/tep/", MemberRecordWord.as_view(), name="member-record-word"),
    path("to-chuc/<int:pk>/ho-so/", OrganizationRecord.as_view(), name="organization-record"),
    path("to-chuc/<int:pk>/ho-so/tep/", OrganizationRecordWord.as_view(), name="organization-record-word"),
    path("so-lieu/ban-ghi/", CountedRows.as_view(), name="counted-rows"),
    path("so-lieu/to-chuc/", CountedOrganizations.as_view(), name="counted-organizations"),
    path("so-lieu/dang-vien/", CountedMembers.as_view(), name="counted-members"),
    path("so-lieu/cuoc/", CountedInspections.as_view(), name="counted-inspections"),
    path("so-lieu/don/", CountedLetters.as_view(), name="counted-letters"),
    path("so-lieu/cach-cong/", CountedParts.as_view(), name="counted-parts"),
    path("nhap-excel/", ImportUpload.as_view(), name="import"),
    path("nhap-excel/<slug:token>/", ImportPreview.as_view(), name="import-preview"),
    path("nhap-excel/<slug:token>/loi/", ImportErrors.as_view(), name="import-errors"),
]
