"""Pages about an organization and a period."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from members.permissions import can_read_records, own_member
from reports.briefing import REGROUPED, WITHOUT_OWN
from reports.forms.scope import ScopeForm


class ScopedPage(LoginRequiredMixin, TemplateView):
    """A report page. An organization outside the user's scope answers 404, a user without records 403."""

    form_class = ScopeForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_read_records(request.user):
            return self.without_records(request)
        return super().dispatch(request, *args, **kwargs)

    def without_records(self, request):
        raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.form = self.form_class(request.GET, user=request.user, today=timezone.localdate())
        scope = self.form.scope()
        if "organization" in self.form.errors:
            raise Http404
        return self.report(*scope) if scope else self.render_to_response(self.get_context_data())

    def report(self, organization, period):
        """The page of a valid organization and period."""
        return self.render_to_response(self.get_context_data(organization=organization, period=period))

    def get_context_data(self, **context):
        period = context.get("period")
        if period:
            context["regrouped"] = REGROUPED
            context["called"] = context["organization"].name_on(period.last)
        context["without_own"] = WITHOUT_OWN if own_member(self.request.user) else ""
        return super().get_context_data(form=self.form, choices=self.form.period_choices(period), **context)
