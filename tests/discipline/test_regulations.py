import pytest

from discipline.regulations import forms_of


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("organization", ("reprimand", "warning", "dissolution")),
        ("member", ("reprimand", "warning", "removal", "expulsion")),
    ],
)
def test_forms_of_organizations_and_members_differ(kind, forms):
    assert forms_of(kind) == forms
