from django.urls import path

from reports.views.briefing import BriefingFile, BriefingPage
from reports.views.dashboard import DashboardPage

urlpatterns = [
    path("", DashboardPage.as_view(), name="dashboard"),
    path("giao-ban/", BriefingPage.as_view(), name="briefing"),
    path("giao-ban/tep/<slug:format>/", BriefingFile.as_view(), name="briefing-file"),
]
