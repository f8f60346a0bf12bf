from django.shortcuts import redirect, render
from django.utils import timezone

from members.permissions import can_manage_users, can_read_history
from reports.dashboard import compose
from reports.views.scope import ScopedPage


class DashboardPage(ScopedPage):
    """The first page after sign-in: how far the period is, and which units are late."""

    template_name = "reports/dashboard.html"

    def without_records(self, request):
        """Administrators and auditors have their own first page; a user without assignment is told so."""
        if can_manage_users(request.user):
            return redirect("user-list")
        if can_read_history(request.user):
            return redirect("history-list")
        return render(request, "reports/no_assignment.html")

    def report(self, organization, period):
        dashboard = compose(organization, period, self.request.user, timezone.localdate())
        return self.render_to_response(
            self.get_context_data(organization=organization, period=period, dashboard=dashboard)
        )
