import pytest


@pytest.fixture
def typed(cast):
    """What a person types to record a decision about the member of the commune."""
    return {
        "organization": "D1",
        "body": "commission",
        "number": "99-QĐ/UBKTHU",
        "decided": "05/03/2026",
        "subject_member": "M-C1",
        "subject_organization": "",
        "form": "warning",
        "groups": ["VP1", "VP8"],
        "violated": "5/3/25",
        "inspection_number": "",
        "submit_token": "token-1",
    }
