from django.urls import path

from reports.views.baselines import BaselineCreate, BaselineDetail, BaselineList, BaselineUpdate, BaselineVoid
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
from reports.views.layouts import (
    ActorSetCreate,
    ActorSetDetail,
    ActorSetList,
    ActorSetUpdate,
    LayoutPreview,
    ReportLayoutCreate,
    ReportLayoutDetail,
    ReportLayoutFigure,
    ReportLayoutList,
    ReportLayoutUpdate,
)
from reports.views.period_reports import (
    PeriodReportCreate,
    PeriodReportDetail,
    PeriodReportFile,
    PeriodReportList,
    PeriodReportStep,
    PeriodReportUpdate,
)
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
    path("bao-cao-ky/", PeriodReportList.as_view(), name="periodreport-list"),
    path("bao-cao-ky/moi/", PeriodReportCreate.as_view(), name="periodreport-create"),
    path("bao-cao-ky/<int:pk>/", PeriodReportDetail.as_view(), name="periodreport-detail"),
    path("bao-cao-ky/<int:pk>/sua/", PeriodReportUpdate.as_view(), name="periodreport-update"),
    path("bao-cao-ky/<int:pk>/buoc/<slug:verb>/", PeriodReportStep.as_view(), name="periodreport-step"),
    path("bao-cao-ky/<int:pk>/tep/<slug:format>/", PeriodReportFile.as_view(), name="periodreport-file"),
    path("mau-bao-cao/", ReportLayoutList.as_view(), name="reportlayout-list"),
    path("mau-bao-cao/moi/", ReportLayoutCreate.as_view(), name="reportlayout-create"),
    path("mau-bao-cao/co-san/<slug:code>/", LayoutPreview.as_view(), name="shipped-layout"),
    path("mau-bao-cao/<int:pk>/", ReportLayoutDetail.as_view(), name="reportlayout-detail"),
    path("mau-bao-cao/<int:pk>/sua/", ReportLayoutUpdate.as_view(), name="reportlayout-update"),
    path("mau-bao-cao/<int:pk>/so-lieu/", ReportLayoutFigure.as_view(), name="reportlayout-figure"),
    path("mau-bao-cao/<int:pk>/xem-thu/", LayoutPreview.as_view(), name="reportlayout-preview"),
    path("nhom-chu-the/", ActorSetList.as_view(), name="actorset-list"),
    path("nhom-chu-the/moi/", ActorSetCreate.as_view(), name="actorset-create"),
    path("nhom-chu-the/<int:pk>/", ActorSetDetail.as_view(), name="actorset-detail"),
    path("nhom-chu-the/<int:pk>/sua/", ActorSetUpdate.as_view(), name="actorset-update"),
    path("so-lieu-nen/", BaselineList.as_view(), name="baseline-list"),
    path("so-lieu-nen/moi/", BaselineCreate.as_view(), name="baseline-create"),
    path("so-lieu-nen/<int:pk>/", BaselineDetail.as_view(), name="baseline-detail"),
    path("so-lieu-nen/<int:pk>/sua/", BaselineUpdate.as_view(), name="baseline-update"),
    path("so-lieu-nen/<int:pk>/bo/", BaselineVoid.as_view(), name="baseline-void"),
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
