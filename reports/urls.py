from django.urls import path

from reports.views.analysis import (
    AnalysisFile,
    AnalysisPage,
    SavedAnalysisCreate,
    SavedAnalysisDelete,
    SavedAnalysisList,
)
from reports.views.baselines import BaselineCreate, BaselineDetail, BaselineList, BaselineUpdate, BaselineVoid
from reports.views.briefing import BriefingFile, BriefingPage
from reports.views.briefing_steps import (
    BriefingAttendance,
    BriefingConclude,
    BriefingCreate,
    BriefingFreeze,
    BriefingGather,
    BriefingStep,
    BriefingUpdate,
)
from reports.views.briefings import BriefingChanges, BriefingDetail, BriefingList, BriefingMeeting
from reports.views.calendars import CalendarCreate, CalendarList, CalendarUpdate
from reports.views.conclusions import (
    ConclusionCreate,
    ConclusionDetail,
    ConclusionList,
    ConclusionStep,
    ConclusionUpdate,
)
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
from reports.views.documents import BriefingDocument
from reports.views.exports import ExportPage
from reports.views.form_lists import DisciplinedAccusedList, DisciplinedSubjectList, LetterList, SubjectNumberList
from reports.views.form_versions import FormCopy, FormEdit, FormVersion, FormVersions
from reports.views.import_files import ImportErrors, ImportMarked, ImportTemplate
from reports.views.import_mapping import ImportMapping
from reports.views.import_records import ImportDetail, ImportDrop, ImportList, ImportUndo
from reports.views.imports import ImportPreview, ImportUpload
from reports.views.jobs import JobCreate, JobDetail, JobList, JobRemove, JobResult, JobStop
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
from reports.views.ratings import RatingGrid, RatingSummary
from reports.views.records import MemberRecord, MemberRecordWord, OrganizationRecord, OrganizationRecordWord
from reports.views.reorganizations import (
    OrganizationThroughTime,
    ReorganizationAnnul,
    ReorganizationCreate,
    ReorganizationDetail,
    ReorganizationHanded,
    ReorganizationList,
    ReorganizationMatters,
)
from reports.views.search import SearchLookup, SearchPage
from reports.views.staffing import StaffCreate, StaffDetail, StaffList, StaffUpdate, TrainingCreate, TrainingList
from reports.views.statistical_forms import FormCell, FormFile, FormIndex, FormPage, FormsFile
from reports.views.submission_board import SubmissionBoard, SubmissionRemind
from reports.views.submission_files import SubmissionFile, SubmissionPreview, SubmissionUpload
from reports.views.submissions import (
    SubmissionCreate,
    SubmissionDetail,
    SubmissionList,
    SubmissionStep,
    SubmissionUpdate,
)
from reports.views.tree import OrganizationBranch, OrganizationTree

urlpatterns = [
    path("xep-loai/nhap/", RatingGrid.as_view(), name="rating-grid"),
    path("xep-loai/tong-hop/", RatingSummary.as_view(), name="rating-summary"),
    path("", DashboardPage.as_view(), name="dashboard"),
    path("tim-kiem/", SearchPage.as_view(), name="search"),
    path("tim-kiem/goi-y/", SearchLookup.as_view(), name="search-lookup"),
    path("to-chuc/cay/", OrganizationTree.as_view(), name="organization-tree"),
    path("to-chuc/cay/<int:pk>/", OrganizationBranch.as_view(), name="organization-branch"),
    path("giao-ban/", BriefingPage.as_view(), name="briefing"),
    path("giao-ban/tep/<slug:format>/", BriefingFile.as_view(), name="briefing-file"),
    path("nop-bao-cao/", SubmissionBoard.as_view(), name="submission-board"),
    path("nop-bao-cao/nhac/", SubmissionRemind.as_view(), name="submission-remind"),
    path("nop-bao-cao/danh-sach/", SubmissionList.as_view(), name="submission-list"),
    path("nop-bao-cao/lap/", SubmissionCreate.as_view(), name="submission-create"),
    path("nop-bao-cao/<int:pk>/", SubmissionDetail.as_view(), name="submission-detail"),
    path("nop-bao-cao/<int:pk>/viet/", SubmissionUpdate.as_view(), name="submission-update"),
    path("nop-bao-cao/<int:pk>/buoc/<slug:verb>/", SubmissionStep.as_view(), name="submission-step"),
    path("nop-bao-cao/<int:pk>/bieu/", SubmissionFile.as_view(), name="submission-form-file"),
    path("nop-bao-cao/<int:pk>/nap/", SubmissionUpload.as_view(), name="submission-upload"),
    path("nop-bao-cao/<int:pk>/nap/<slug:token>/", SubmissionPreview.as_view(), name="submission-upload-preview"),
    path("lich-bao-cao/", CalendarList.as_view(), name="calendar-list"),
    path("lich-bao-cao/them/", CalendarCreate.as_view(), name="calendar-create"),
    path("lich-bao-cao/<int:pk>/sua/", CalendarUpdate.as_view(), name="calendar-update"),
    path("phan-tich/", AnalysisPage.as_view(), name="analysis"),
    path("phan-tich/tep/", AnalysisFile.as_view(), name="analysis-file"),
    path("phan-tich/da-luu/", SavedAnalysisList.as_view(), name="saved-analysis-list"),
    path("phan-tich/luu/", SavedAnalysisCreate.as_view(), name="saved-analysis-create"),
    path("phan-tich/da-luu/<int:pk>/xoa/", SavedAnalysisDelete.as_view(), name="saved-analysis-delete"),
    path("giao-ban/hoi-nghi/", BriefingList.as_view(), name="briefing-list"),
    path("giao-ban/hoi-nghi/lap/", BriefingCreate.as_view(), name="briefing-create"),
    path("giao-ban/hoi-nghi/<int:pk>/", BriefingDetail.as_view(), name="briefing-detail"),
    path("giao-ban/hoi-nghi/<int:pk>/hop/", BriefingMeeting.as_view(), name="briefing-meeting"),
    path("giao-ban/hoi-nghi/<int:pk>/thay-doi/", BriefingChanges.as_view(), name="briefing-changes"),
    path("giao-ban/hoi-nghi/<int:pk>/sua/", BriefingUpdate.as_view(), name="briefing-update"),
    path("giao-ban/hoi-nghi/<int:pk>/diem-danh/", BriefingAttendance.as_view(), name="briefing-attendance"),
    path("giao-ban/hoi-nghi/<int:pk>/lay-bao-cao/", BriefingGather.as_view(), name="briefing-gather"),
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
    path("bieu-thong-ke/", FormIndex.as_view(), name="forms"),
    path("bieu-thong-ke/tep/", FormsFile.as_view(), name="forms-file"),
    path("bieu-thong-ke/so-lieu-nhap/", SubjectNumberList.as_view(), name="subject-number-list"),
    path("bieu-thong-ke/da-ky-luat/", DisciplinedSubjectList.as_view(), name="disciplined-subject-list"),
    path("bieu-thong-ke/to-cao-da-ky-luat/", DisciplinedAccusedList.as_view(), name="accused-disciplined"),
    path("bieu-thong-ke/don-thu/", LetterList.as_view(), name="letter-list"),
    path("bieu-thong-ke/phien-ban/", FormVersions.as_view(), name="form-versions"),
    path("bieu-thong-ke/phien-ban/<int:pk>/", FormVersion.as_view(), name="form-version"),
    path("bieu-thong-ke/<slug:code>/sua/", FormEdit.as_view(), name="form-edit"),
    path("bieu-thong-ke/<slug:code>/sao-chep/", FormCopy.as_view(), name="form-copy"),
    path("bieu-thong-ke/<slug:code>/", FormPage.as_view(), name="form-page"),
    path("bieu-thong-ke/<slug:code>/tep/", FormFile.as_view(), name="form-file"),
    path("bieu-thong-ke/<slug:code>/o/", FormCell.as_view(), name="form-cell"),
    path("nhan-su/", StaffList.as_view(), name="staff-list"),
    path("nhan-su/dao-tao/", TrainingList.as_view(), name="training-list"),
    path("nhan-su/them/", StaffCreate.as_view(), name="staff-create"),
    path("nhan-su/<int:pk>/", StaffDetail.as_view(), name="staff-detail"),
    path("nhan-su/<int:pk>/sua/", StaffUpdate.as_view(), name="staff-update"),
    path("nhan-su/<int:pk>/dao-tao/them/", TrainingCreate.as_view(), name="training-create"),
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
    path("viec-chay-nen/", JobList.as_view(), name="job-list"),
    path("viec-chay-nen/them/", JobCreate.as_view(), name="job-create"),
    path("viec-chay-nen/<int:pk>/", JobDetail.as_view(), name="job-detail"),
    path("viec-chay-nen/<int:pk>/dung/", JobStop.as_view(), name="job-stop"),
    path("viec-chay-nen/<int:pk>/xoa-tep/", JobRemove.as_view(), name="job-remove"),
    path("viec-chay-nen/tep/<int:pk>/", JobResult.as_view(), name="job-file"),
    path("xuat-du-lieu/", ExportPage.as_view(), name="export"),
    path("nhap-excel/", ImportUpload.as_view(), name="import"),
    path("nhap-excel/mau/<slug:name>/", ImportTemplate.as_view(), name="import-template"),
    path("nhap-excel/danh-sach/", ImportList.as_view(), name="import-list"),
    path("nhap-excel/<int:pk>/", ImportPreview.as_view(), name="import-preview"),
    path("nhap-excel/<int:pk>/ghep-cot/", ImportMapping.as_view(), name="import-mapping"),
    path("nhap-excel/<int:pk>/tep/loi/", ImportErrors.as_view(), name="import-errors"),
    path("nhap-excel/<int:pk>/tep/sua/", ImportMarked.as_view(), name="import-marked"),
    path("nhap-excel/<int:pk>/ket-qua/", ImportDetail.as_view(), name="import-detail"),
    path("nhap-excel/<int:pk>/hoan-tac/", ImportUndo.as_view(), name="import-undo"),
    path("nhap-excel/<int:pk>/bo/", ImportDrop.as_view(), name="import-drop"),
    path("sap-xep/", ReorganizationList.as_view(), name="reorganization-list"),
    path("sap-xep/lap/", ReorganizationCreate.as_view(), name="reorganization-create"),
    path("sap-xep/<int:pk>/", ReorganizationDetail.as_view(), name="reorganization-detail"),
    path("sap-xep/<int:pk>/huy/", ReorganizationAnnul.as_view(), name="reorganization-annul"),
    path("sap-xep/<int:pk>/ban-giao/<slug:what>/", ReorganizationHanded.as_view(), name="reorganization-handed"),
    path("sap-xep/viec/<slug:what>/", ReorganizationMatters.as_view(), name="reorganization-matters"),
    path("to-chuc/<int:pk>/thoi-ky/", OrganizationThroughTime.as_view(), name="organization-through-time"),
]
