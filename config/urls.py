from django.urls import include, path

from .health import health

urlpatterns = [
    path("healthz", health, name="healthz"),
    path("", include("accounts.urls")),
    path("", include("members.urls")),
    path("", include("inspections.urls")),
    path("", include("discipline.urls")),
    path("", include("reports.urls")),
]
