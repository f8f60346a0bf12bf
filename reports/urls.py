from django.urls import path

from reports.views.briefing import BriefingFile, BriefingPage
from reports.views.calendars import CalendarCreate, CalendarList, CalendarUpdate
from reports.views.counted import DisciplinedAccusedList, DisciplinedSubjectList, LetterList, SubjectNumberList
from reports.views.coverage import CoverageMembers, CoverageOrganizations, CoveragePage
from reports.views.dashboard import DashboardPage
from reports.views.imports import ImportErrors, ImportPreview, ImportUpload
from reports.views.records import MemberRecord, MemberRecordWord, OrganizationRecord, OrganizationRecordWord
from reports.views.staffing import StaffList, TrainingList
from reports.views.statistical_forms import FormCell
from reports.views.submission_board import SubmissionBoard, SubmissionRemind
from reports.views.submission_files import SubmissionFile, SubmissionPreview, SubmissionUpload
from reports.views.submissions import (
    SubmissionCreate,
    SubmissionDetail,
    SubmissionList,
    SubmissionStep,
    SubmissionUpdate,
)

urlpatterns = [
    path("", DashboardPage.as_view(), name="dashboard"),
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
    path("do-phu/", CoveragePage.as_view(), name="coverage"),
    path("do-phu/to-chuc/", CoverageOrganizations.as_view(), name="coverage-organizations"),
    path("do-phu/dang-vien/", CoverageMembers.as_view(), name="coverage-members"),
    path("bieu-thong-ke/<slug:code>/o/", FormCell.as_view(), name="form-cell"),
    path("bieu-thong-ke/so-lieu-nhap/", SubjectNumberList.as_view(), name="subject-number-list"),
    path("bieu-thong-ke/da-ky-luat/", DisciplinedSubjectList.as_view(), name="disciplined-subject-list"),
    path("bieu-thong-ke/to-cao-da-ky-luat/", DisciplinedAccusedList.as_view(), name="disciplined-accused-list"),
    path("bieu-thong-ke/don-thu/", LetterList.as_view(), name="letter-list"),
    path("nhan-su/", StaffList.as_view(), name="staff-list"),
    path("nhan-su/dao-tao/", TrainingList.as_view(), name="training-list"),
    path("dang-vien/<int:pk>/ho-so/", MemberRecord.as_view(), name="member-record"),
    path("dang-vien/<int:pk>/ho-so/tep/", MemberRecordWord.as_view(), name="member-record-word"),
    path("to-chuc/<int:pk>/ho-so/", OrganizationRecord.as_view(), name="organization-record"),
    path("to-chuc/<int:pk>/ho-so/tep/", OrganizationRecordWord.as_view(), name="organization-record-word"),
    path("nhap-excel/", ImportUpload.as_view(), name="import"),
    path("nhap-excel/<slug:token>/", ImportPreview.as_view(), name="import-preview"),
    path("nhap-excel/<slug:token>/loi/", ImportErrors.as_view(), name="import-errors"),
]
