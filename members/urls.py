from django.urls import path

from members.views import admissions, history, members, organizations, rules, users

urlpatterns = [
    path("to-chuc/", organizations.OrganizationList.as_view(), name="organization-list"),
    path("to-chuc/goi-y/", organizations.OrganizationLookup.as_view(), name="organization-lookup"),
    path("to-chuc/<int:pk>/", organizations.OrganizationDetail.as_view(), name="organization-detail"),
    path("dang-vien/", members.MemberList.as_view(), name="member-list"),
    path("dang-vien/them/", admissions.MemberCreate.as_view(), name="member-create"),
    path("dang-vien/goi-y/", members.MemberLookup.as_view(), name="member-lookup"),
    path("dang-vien/<int:pk>/", members.MemberDetail.as_view(), name="member-detail"),
    path("xep-loai/", members.RatingList.as_view(), name="rating-list"),
    path("nguoi-dung/", users.UserList.as_view(), name="user-list"),
    path("nguoi-dung/them/", users.UserCreate.as_view(), name="user-create"),
    path("nguoi-dung/<int:pk>/", users.UserDetail.as_view(), name="user-detail"),
    path("nguoi-dung/<int:pk>/sua/", users.UserUpdate.as_view(), name="user-update"),
    path("nguoi-dung/<int:pk>/dang-vien/", users.UserMemberUpdate.as_view(), name="user-member"),
    path("nguoi-dung/tim-dang-vien/", users.UserMemberLookup.as_view(), name="user-member-lookup"),
    path("nguoi-dung/<int:pk>/khoa/", users.UserDisable.as_view(), name="user-disable"),
    path("nguoi-dung/<int:pk>/mo-khoa/", users.UserEnable.as_view(), name="user-enable"),
    path("nguoi-dung/<int:pk>/cap-lai-mat-khau/", users.UserReset.as_view(), name="user-reset"),
    path("nguoi-dung/<int:pk>/phan-cong/", users.AssignmentCreate.as_view(), name="assignment-create"),
    path("phan-cong/<int:pk>/thoi/", users.AssignmentDelete.as_view(), name="assignment-delete"),
    path("quy-dinh/", rules.RuleList.as_view(), name="rules"),
    path("quy-dinh/<str:family>/them/", rules.RuleAdd.as_view(), name="rule-add"),
    path("quy-dinh/<str:family>/<str:day>/<int:stored>/", rules.RuleVersion.as_view(), name="rule-version"),
    path("nhat-ky/", history.HistoryList.as_view(), name="history-list"),
    path("nhat-ky/<int:pk>/", history.HistoryDetail.as_view(), name="history-detail"),
]
