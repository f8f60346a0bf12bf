"""Every write to a user account, with its author, on the history chain."""

from axes.utils import reset
from django.db import transaction

from . import history, passwords
from .choices import Act
from .models import User


@transaction.atomic
def create_user(*, username, full_name, by, password=None):
    """Open an account. Without a password a first one is made, kept on `user.first_password` to be shown once."""
    user = User(username=User.normalize_username(username), full_name=full_name)
    _give_password(user, password)
    user.full_clean()
    user.save(force_insert=True)
    history.record(by=by, act=Act.CREATE, obj=user, after=history.snapshot(user))
    return user


@transaction.atomic
def update_user(user, *, full_name, by, reason=""):
    """Correct the name. The sign-in name stays: history quotes it."""
    user = _locked(user)
    before = history.snapshot(user)
    user.full_name = full_name
    user.full_clean()
    user.save(update_fields=["full_name"])
    history.record(by=by, act=Act.UPDATE, obj=user, before=before, after=history.snapshot(user), reason=reason)
    return user


def disable_user(user, *, by, reason=""):
    """Shut an account; its sessions end with their next request."""
    return _switch(user, is_active=False, act=Act.DISABLE, by=by, reason=reason)


def enable_user(user, *, by, reason=""):
    return _switch(user, is_active=True, act=Act.ENABLE, by=by, reason=reason)


@transaction.atomic
def change_password(user, *, password, by, reason=""):
    """Set the password its owner chose; every other session of theirs ends."""
    user = _locked(user)
    _give_password(user, password)
    user.save(update_fields=["password", "must_change_password"])
    history.record(by=by, act=Act.PASSWORD_CHANGE, obj=user, reason=reason)
    return user


@transaction.atomic
def reset_password(user, *, by, reason=""):
    """For who forgot theirs: a new first password on `user.first_password`, and no lock-out any more."""
    user = _locked(user)
    _give_password(user, None)
    user.save(update_fields=["password", "must_change_password"])
    reset(username=user.username)
    history.record(by=by, act=Act.PASSWORD_CHANGE, obj=user, reason=reason, summary="Cấp lại mật khẩu lần đầu")
    return user


@transaction.atomic
def end_sessions(user, *, by, reason=""):
    """Sign the user out everywhere, as when their role changed."""
    user = _locked(user)
    before = history.snapshot(user, ["session_version"])
    user.session_version += 1
    user.save(update_fields=["session_version"])
    after = history.snapshot(user, ["session_version"])
    history.record(by=by, act=Act.END_SESSIONS, obj=user, before=before, after=after, reason=reason)
    return user


@transaction.atomic
def _switch(user, *, is_active, act, by, reason):
    user = _locked(user)
    before = history.snapshot(user)
    user.is_active = is_active
    user.session_version += 1
    user.save(update_fields=["is_active", "session_version"])
    history.record(by=by, act=act, obj=user, before=before, after=history.snapshot(user), reason=reason)
    return user


def _give_password(user, password):
    """A chosen password, or a first one that its owner must replace."""
    user.must_change_password = password is None
    user.first_password = passwords.generate() if password is None else None
    user.set_password(password or user.first_password)


def _locked(user):
    return User.objects.select_for_update().get(pk=user.pk)
