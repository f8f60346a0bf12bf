from datetime import date

import pytest

from inspections import actions
from tests.inspections.rows import rows


@pytest.fixture
def inspect(cast, head):
    """A function that records an inspection by the district's committee; what is not told is as usual."""
    numbers = iter(range(1, 1000))

    def inspect(*subjects, by=head, **values):
        usual = {
            "organization": cast.at("D1").organization,
            "body": "committee",
            "number": f"{next(numbers)}-QĐ/HU",
            "decided": date(2026, 1, 15),
            "activity": "compliance",
        }
        subjects = subjects or [actions.SubjectEntry(cast.at("C1").organization)]
        return actions.create_inspection(by=by, subjects=subjects, **usual | values)

    return inspect


@pytest.fixture
def typed():
    """What a person types to record an inspection of an organization and a member."""
    return {
        "organization": "D1",
        "body": "committee",
        "activity": "compliance",
        "number": "77-QĐ/HU",
        "decided": "05/03/2026",
        "started": "",
        "concluded": "",
        "conclusion_number": "",
        "item": "",
        "submit_token": "token-1",
        **rows(
            {"organization": "C1", "contents": "tc1, TC3"}, {"member": "M-C1", "contents": "DV2", "topics": "đất đai"}
        ),
    }
