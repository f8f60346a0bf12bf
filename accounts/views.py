"""Signing in and out, changing one's password, being locked out."""

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.db.models import Max
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from . import history
from .choices import Act
from .forms import PasswordChangeForm, SignInForm
from .models import User


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        user = form.get_user()
        with transaction.atomic():
            response = super().form_valid(form)
            history.record(by=user, act=Act.SIGN_IN, obj=user, address=_address(self.request))
        return response

    def form_invalid(self, form):
        """Each wrong try is recorded, and the one that locked; what a locked-out client still tries is not."""
        username = form.cleaned_data.get("username", "")
        if form.non_field_errors() and self.request.axes_failures_since_start:
            act = Act.LOCK_OUT if self.request.axes_locked_out else Act.SIGN_IN_FAILED
            _record_failure(act, username, _address(self.request))
        return super().form_invalid(form)


class SignOut(LogoutView):
    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            history.record(by=request.user, act=Act.SIGN_OUT, obj=request.user)
        return super().post(request, *args, **kwargs)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordChange(FormView):
    """One's own password. This session goes on, all others end."""

    template_name = "accounts/password_change.html"
    form_class = PasswordChangeForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        update_session_auth_hash(self.request, form.save())
        messages.success(self.request, "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
        return redirect(settings.LOGIN_REDIRECT_URL)


def locked_out(request, response, credentials):
    """The answer to too many wrong passwords: until when, not whether the account exists."""
    last = AccessAttempt.objects.filter(
        username=credentials["username"], ip_address=request.META.get("REMOTE_ADDR")
    ).aggregate(last=Max("attempt_time"))["last"]
    until = (last or timezone.now()) + settings.AXES_COOLOFF_TIME
    wait = max(1, int((until - timezone.now()).total_seconds()))
    context = {"until": timezone.localtime(until), "minutes": -(-wait // 60), "tries": settings.AXES_FAILURE_LIMIT}
    page = render(request, "accounts/locked_out.html", context, status=429)
    page.headers["Retry-After"] = str(wait)
    return page


def _record_failure(act, username, address):
    """On the account it was meant for, when there is one; the author is nobody known."""
    user = User.objects.filter(username=username).first()
    history.record(by=None, act=act, obj=user, username=username or "?", address=address)


def _address(request):
    return request.META.get("REMOTE_ADDR", "")
