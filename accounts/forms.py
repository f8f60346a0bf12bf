"""Signing in, and the accounts that do."""

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from . import actions
from .models import User
from .passwords import SHORTEST, normalized


class SignInForm(AuthenticationForm):
    """Name and password. Whether the name or the password was wrong is not told."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "inactive": "Tên đăng nhập hoặc mật khẩu không đúng.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"

    def clean_username(self):
        """One spelling of a name, so that capitals do not give five tries more."""
        username = User.normalize_username(self.cleaned_data["username"])
        if len(username) > self.username_field.max_length:
            raise self.get_invalid_login_error()
        return username


class PasswordChangeForm(forms.Form):
    """The owner of an account replaces its password."""

    old_password = forms.CharField(
        label="Mật khẩu hiện tại",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new_password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        help_text=f"Ít nhất {SHORTEST} ký tự; không chỉ gồm chữ số, từ thông dụng hoặc tên của đồng chí.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password_again = forms.CharField(
        label="Nhập lại mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old_password(self):
        if not self.user.check_password(self.cleaned_data["old_password"]):
            raise ValidationError("Mật khẩu hiện tại không đúng.", code="password_incorrect")
        return self.cleaned_data["old_password"]

    def clean_new_password(self):
        password = normalized(self.cleaned_data["new_password"])
        password_validation.validate_password(password, self.user)
        if self.user.check_password(password):
            raise ValidationError("Mật khẩu mới phải khác mật khẩu hiện tại.", code="password_unchanged")
        return password

    def clean(self):
        cleaned = super().clean()
        again = normalized(cleaned.get("new_password_again", ""))
        if "new_password" in cleaned and again and cleaned["new_password"] != again:
            self.add_error("new_password_again", "Hai lần nhập mật khẩu mới không giống nhau.")
        return cleaned

    def save(self):
        return actions.change_password(self.user, password=self.cleaned_data["new_password"], by=self.user)


class UserForm(forms.ModelForm):
    """Open or correct an account. The first password is made for the administrator to hand over."""

    class Meta:
        model = User
        fields = ["username", "full_name"]
        help_texts = {"username": "Chữ thường không dấu, ví dụ: nguyenvanhung. Không đổi được về sau."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].disabled = self.instance.pk is not None

    def clean_username(self):
        return User.normalize_username(self.cleaned_data["username"])

    def perform(self, *, by):
        """Write it. A new user carries `first_password`, to be shown once."""
        full_name = self.cleaned_data["full_name"]
        if self.instance.pk:
            return actions.update_user(self.instance, full_name=full_name, by=by)
        return actions.create_user(username=self.cleaned_data["username"], full_name=full_name, by=by)
