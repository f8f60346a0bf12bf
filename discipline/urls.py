from django.urls import path

from discipline import views

urlpatterns = [
    path("ky-luat/", views.DecisionList.as_view(), name="decision-list"),
    path("ky-luat/ghi-moi/", views.DecisionCreate.as_view(), name="decision-create"),
    path("ky-luat/<int:pk>/", views.DecisionDetail.as_view(), name="decision-detail"),
    path("ky-luat/<int:pk>/sua/", views.DecisionUpdate.as_view(), name="decision-update"),
    path("ky-luat/<int:decision>/khieu-nai/", views.AppealCreate.as_view(), name="appeal-create"),
    path("khieu-nai/", views.AppealList.as_view(), name="appeal-list"),
    path("khieu-nai/<int:pk>/", views.AppealDetail.as_view(), name="appeal-detail"),
    path("khieu-nai/<int:pk>/sua/", views.AppealUpdate.as_view(), name="appeal-update"),
]
