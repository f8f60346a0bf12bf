from django.urls import path

from discipline.views import appeals, decisions

urlpatterns = [
    path("ky-luat/", decisions.DecisionList.as_view(), name="decision-list"),
    path("ky-luat/ghi-moi/", decisions.DecisionCreate.as_view(), name="decision-create"),
    path("ky-luat/<int:pk>/", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("ky-luat/<int:pk>/sua/", decisions.DecisionUpdate.as_view(), name="decision-update"),
    path("ky-luat/<int:decision>/khieu-nai/", appeals.AppealCreate.as_view(), name="appeal-create"),
    path("khieu-nai/", appeals.AppealList.as_view(), name="appeal-list"),
    path("khieu-nai/<int:pk>/", appeals.AppealDetail.as_view(), name="appeal-detail"),
    path("khieu-nai/<int:pk>/sua/", appeals.AppealUpdate.as_view(), name="appeal-update"),
]
