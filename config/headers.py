"""What every answer carries, and how large a request may be."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"


def security_headers(get_response):
    """Constant headers. Pages are never stored; static files say themselves how long they keep."""

    def middleware(request):
        response = get_response(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def request_size_limit(get_response):
    """Refuse an oversized request before any of it is read, with a page that says so."""

    def middleware(request):
        if _length(request) > settings.LARGEST_REQUEST:
            page = render_to_string("413.html", {"megabytes": settings.LARGEST_UPLOAD_MEGABYTES})
            return HttpResponse(page, status=413)
        return get_response(request)

    return middleware


def _length(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0
