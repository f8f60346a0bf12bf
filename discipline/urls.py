from django.urls import path

from discipline.views import appeals, cases, decisions

urlpatterns = [
    path("vu-viec-ky-luat/", cases.CaseList.as_view(), name="case-list"),
    path("vu-viec-ky-luat/lap-moi/", cases.CaseCreate.as_view(), name="case-create"),
    path("vu-viec-ky-luat/<int:pk>/", cases.CaseDetail.as_view(), name="case-detail"),
    path("vu-viec-ky-luat/<int:pk>/sua/", cases.CaseUpdate.as_view(), name="case-update"),
    path("vu-viec-ky-luat/<int:pk>/buoc/<str:verb>/", cases.CaseStepScreen.as_view(), name="case-step"),
    path("vu-viec-ky-luat/<int:case>/nop/", cases.CaseDocumentCreate.as_view(), name="case-document-create"),
    path("vu-viec-ky-luat/<int:case>/lien-quan/", cases.CaseRelate.as_view(), name="case-relate"),
    path("vu-viec-ky-luat/doi-tuong/<int:pk>/", cases.CaseSubjectUpdate.as_view(), name="case-subject-update"),
    path("vu-viec-ky-luat/doi-tuong/<int:pk>/bo-phieu/", cases.VoteCreate.as_view(), name="vote-create"),
    path("vu-viec-ky-luat/doi-tuong/<int:pk>/hoan-mien/", cases.DeferralCreate.as_view(), name="deferral-create"),
    path("vu-viec-ky-luat/doi-tuong/<int:pk>/ket-qua/", cases.OutcomeUpdate.as_view(), name="case-outcome"),
    path("vu-viec-ky-luat/bo-phieu/<int:pk>/bo/", cases.VoteVoid.as_view(), name="vote-void"),
    path("vu-viec-ky-luat/tai-lieu/<int:pk>/bo/", cases.CaseDocumentVoid.as_view(), name="case-document-void"),
    path("vu-viec-ky-luat/tai-lieu/<int:pk>/tep/", cases.CaseDocumentFile.as_view(), name="case-document-file"),
    path("ky-luat/khac-quy-dinh/", cases.OverrideList.as_view(), name="override-list"),
    path("ky-luat/", decisions.DecisionList.as_view(), name="decision-list"),
    path("ky-luat/ghi-moi/", decisions.DecisionCreate.as_view(), name="decision-create"),
    path("ky-luat/<int:pk>/", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("ky-luat/<int:pk>/sua/", decisions.DecisionUpdate.as_view(), name="decision-update"),
    path("ky-luat/<int:decision>/khieu-nai/", appeals.AppealCreate.as_view(), name="appeal-create"),
    path("ky-luat/<int:pk>/cong-bo/", decisions.DecisionAnnounce.as_view(), name="decision-announce"),
    path("ky-luat/<int:pk>/thay-doi/", decisions.DecisionChangeCreate.as_view(), name="decision-change"),
    path("ky-luat/<int:pk>/word/", decisions.DecisionWord.as_view(), name="decision-word"),
    path("khieu-nai/", appeals.AppealList.as_view(), name="appeal-list"),
    path("khieu-nai/<int:pk>/", appeals.AppealDetail.as_view(), name="appeal-detail"),
    path("khieu-nai/<int:pk>/buoc/<str:verb>/", appeals.AppealStepScreen.as_view(), name="appeal-step"),
    path("khieu-nai/phuc-hoi/<int:pk>/", appeals.RestorationFinish.as_view(), name="restoration-finish"),
    path("khieu-nai/<int:pk>/sua/", appeals.AppealUpdate.as_view(), name="appeal-update"),
]
