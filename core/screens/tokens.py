"""A form that is sent twice is saved once."""

from django.contrib.sessions.models import Session

TOKENS_KEPT = 50


def spent_tokens(request):
    """Submit tokens of this session that were used, each with the page it led to.

    Read from a locked row: of two requests at once the second waits here and then finds the token spent.
    """
    row = Session.objects.select_for_update().filter(session_key=request.session.session_key).first()
    return row.get_decoded().get("spent", {}) if row else {}


def spend_token(request, token, url):
    if token:
        spent = {**spent_tokens(request), token: url}
        request.session["spent"] = dict(list(spent.items())[-TOKENS_KEPT:])
        request.session.save()
