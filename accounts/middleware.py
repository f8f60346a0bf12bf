"""What happens to every request before a screen sees it: where it comes from and whose session it is."""

import time
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect
from django.urls import reverse

BEGAN, SEEN = "began", "seen"
SEEN_IS_STORED_EVERY = 60


def client_address(get_response):
    """Behind a proxy we trust, the address is the last one that proxy was told; from others such a claim is dropped."""

    def middleware(request):
        claimed = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        if request.META.get("REMOTE_ADDR") in settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = _nearest_unknown(claimed) or request.META["REMOTE_ADDR"]
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware


def signed_in_session(get_response):
    """End a session that was idle or ran too long; tell the user's address to whatever records history."""

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
            return get_response(request)
        if _is_over(request.session):
            logout(request)
        elif request.user.is_authenticated:
            _mark_seen(request.session)
            request.user.address = request.META.get("REMOTE_ADDR", "")
            if request.user.must_change_password and not _may_pass_with_first_password(request):
                return redirect("password-change")
        return get_response(request)

    return middleware


def _nearest_unknown(claimed):
    addresses = [address.strip() for address in claimed.split(",") if address.strip()]
    unknown = [address for address in addresses if address not in settings.TRUSTED_PROXIES]
    return unknown[-1] if unknown and _is_address(unknown[-1]) else ""


def _is_address(text):
    try:
        return bool(ip_address(text))
    except ValueError:
        return False


def _is_over(session):
    now = time.time()
    idle = now - session.get(SEEN, now)
    age = now - session.get(BEGAN, now)
    return idle > settings.SESSION_IDLE.total_seconds() or age > settings.SESSION_LONGEST.total_seconds()


def _mark_seen(session):
    """Stored at most once a minute, so that reading pages does not write each time."""
    now = int(time.time())
    if BEGAN not in session:
        session[BEGAN] = now
    if now - session.get(SEEN, 0) >= SEEN_IS_STORED_EVERY:
        session[SEEN] = now


def _may_pass_with_first_password(request):
    return request.path in (reverse("password-change"), reverse("sign-out"))
