"""`GET /healthz`, for monitoring."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def test_a_healthy_installation_answers_ok(client, db):
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok"})
    assert [query["sql"] for query in asked.captured_queries] == ["SELECT 1"]
    assert not response.cookies


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_reads(client, db, method):
    assert getattr(client, method)("/healthz").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_gone_answers_503(client):
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], "/nowhere/ktgs"
    opened, connection.connection = connection.connection, None
    try:
        response = client.get("/healthz")
    finally:
        connection.settings_dict["NAME"], connection.connection = name, opened
    assert (response.status_code, response.json()) == (503, {"status": "error", "database": "down"})
