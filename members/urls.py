from django.urls import path

from members import views

urlpatterns = [
    path("to-chuc/", views.OrganizationList.as_view(), name="organization-list"),
    path("to-chuc/goi-y/", views.OrganizationLookup.as_view(), name="organization-lookup"),
    path("to-chuc/<int:pk>/", views.OrganizationDetail.as_view(), name="organization-detail"),
    path("dang-vien/", views.MemberList.as_view(), name="member-list"),
    path("dang-vien/goi-y/", views.MemberLookup.as_view(), name="member-lookup"),
    path("dang-vien/<int:pk>/", views.MemberDetail.as_view(), name="member-detail"),
    path("xep-loai/", views.RatingList.as_view(), name="rating-list"),
    path("nguoi-dung/", views.UserList.as_view(), name="user-list"),
    path("nguoi-dung/them/", views.UserCreate.as_view(), name="user-create"),
    path("nguoi-dung/<int:pk>/", views.UserDetail.as_view(), name="user-detail"),
    path("nguoi-dung/<int:pk>/sua/", views.UserUpdate.as_view(), name="user-update"),
    path("nguoi-dung/<int:pk>/khoa/", views.UserDisable.as_view(), name="user-disable"),
    path("nguoi-dung/<int:pk>/mo-khoa/", views.UserEnable.as_view(), name="user-enable"),
    path("nguoi-dung/<int:pk>/cap-lai-mat-khau/", views.UserReset.as_view(), name="user-reset"),
    path("nguoi-dung/<int:pk>/phan-cong/", views.AssignmentCreate.as_view(), name="assignment-create"),
    path("phan-cong/<int:pk>/thoi/", views.AssignmentDelete.as_view(), name="assignment-delete"),
    path("nhat-ky/", views.HistoryList.as_view(), name="history-list"),
    path("nhat-ky/<int:pk>/", views.HistoryDetail.as_view(), name="history-detail"),
]
