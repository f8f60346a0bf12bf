from django.urls import path

from inspections.views import denunciations, findings, inspections, programmes

urlpatterns = [
    path("chuong-trinh/", programmes.ProgrammeList.as_view(), name="programme-list"),
    path("chuong-trinh/ghi-moi/", programmes.ProgrammeCreate.as_view(), name="programme-create"),
    path("chuong-trinh/muc/", programmes.ProgrammeItemList.as_view(), name="programme-item-list"),
    path("chuong-trinh/<int:pk>/", programmes.ProgrammeDetail.as_view(), name="programme-detail"),
    path("chuong-trinh/<int:pk>/sua/", programmes.ProgrammeUpdate.as_view(), name="programme-update"),
    path("kiem-tra-giam-sat/", inspections.InspectionList.as_view(), name="inspection-list"),
    path("kiem-tra-giam-sat/ghi-moi/", inspections.InspectionCreate.as_view(), name="inspection-create"),
    path("kiem-tra-giam-sat/doi-tuong/", inspections.SubjectList.as_view(), name="subject-list"),
    path(
        "kiem-tra-giam-sat/doi-tuong/<int:subject>/khuyet-diem/",
        findings.FindingCreate.as_view(),
        name="finding-create",
    ),
    path("kiem-tra-giam-sat/khuyet-diem/<int:pk>/sua/", findings.FindingUpdate.as_view(), name="finding-update"),
    path("kiem-tra-giam-sat/<int:pk>/", inspections.InspectionDetail.as_view(), name="inspection-detail"),
    path("kiem-tra-giam-sat/<int:pk>/sua/", inspections.InspectionUpdate.as_view(), name="inspection-update"),
    path("khac-phuc/", findings.RemedyList.as_view(), name="remedy-list"),
    path("khac-phuc/<int:pk>/xong/", findings.RemedyComplete.as_view(), name="remedy-complete"),
    path("to-cao/", denunciations.DenunciationList.as_view(), name="denunciation-list"),
    path("to-cao/ghi-moi/", denunciations.DenunciationCreate.as_view(), name="denunciation-create"),
    path("to-cao/<int:pk>/", denunciations.DenunciationDetail.as_view(), name="denunciation-detail"),
    path("to-cao/<int:pk>/sua/", denunciations.DenunciationUpdate.as_view(), name="denunciation-update"),
]
