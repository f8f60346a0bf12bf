"""Whether the installation answers; for load balancers and monitoring."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def health(request):
    """Answers without sign-in, without a session, and says nothing about the records."""
    alive = _database_answers()
    state = {"status": "ok" if alive else "error", "database": "ok" if alive else "down"}
    return JsonResponse(state, status=200 if alive else 503)


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except Error:
        return False
