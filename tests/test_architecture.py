"""The house stands as planned, and the surveyor that says so sees each kind of fault when one is planted."""

from pathlib import Path

import pytest

from tests.architecture import survey

ROOT = Path(__file__).parents[1]


def test_the_house_stands_as_planned():
    faults = survey(ROOT)
    assert not faults, "\n" + "\n".join(faults)


@pytest.fixture
def house(tmp_path):
    """Build a small house: `house({"members/models.py": "..."})`, and return what the surveyor finds."""

    def build(files):
        for name, source in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return survey(tmp_path)

    return build


SOUND = {
    "core/text.py": "import re\n",
    "accounts/models.py": "from core.text import normalize\n",
    "members/models/__init__.py": "from .posts import Post\n",
    "members/models/posts.py": "from accounts.models import User\nfrom members import choices\n",
    "members/choices.py": "FILE = 'reports.xlsx'\n",
    "members/views.py": "from . import models\nfrom .actions import merge\n",
    "members/actions.py": "owner = 'accounts.User'\n",
    "reports/views.py": "def page():\n    from members.models import Post\n",
    "config/settings.py": "APPS = ['reports', 'members.apps.MembersConfig']\n",
}


def test_a_sound_house_has_no_faults(house):
    assert house(SOUND) == []


FAULTS = {
    "an import upward": ("members/models.py", "from discipline.models import Decision", "may not know discipline"),
    "a plain import upward": ("members/models.py", "import discipline.models", "may not know discipline"),
    "an import of an app upward": ("members/models.py", "import discipline", "may not know discipline"),
    "an import upward, inline": (
        "core/text.py",
        "def f():\n    from members import models",
        "core/text.py:2: core may not know members",
    ),
    "an import upward, for types only": (
        "accounts/models.py",
        "if TYPE_CHECKING:\n    from members.models import Member",
        "may not know members",
    ),
    "a relative import upward": ("members/models/posts.py", "from ...discipline import models", "may not know"),
    "a foreign key upward": (
        "inspections/models.py",
        "case = models.ForeignKey('discipline.Decision')",
        "may not know discipline",
    ),
    "a model fetched upward": ("members/models.py", "apps.get_model('discipline', 'Decision')", "may not know"),
    "a module loaded upward": ("members/actions.py", "import_module('reports.views')", "may not know reports"),
    "an app loaded upward": ("members/actions.py", "importlib.import_module('reports')", "may not know reports"),
    "the settings seen from below": ("reports/views.py", "from config import settings", "may not know config"),
    "an upper storey": ("members/models.py", "from members.views import List", "may not use views"),
    "an upper storey, relative": ("members/models.py", "from .actions import merge", "may not use actions"),
    "an upper storey, from inside a package": (
        "members/models/posts.py",
        "def f():\n    from ..actions import merge",
        "may not use actions",
    ),
    "an upper storey of a lower app": ("reports/models.py", "from members.views import List", "may not use views"),
    "a model named by a choice": ("members/choices.py", "MODEL = 'members.Member'", "may not use Member"),
    "an unknown storey": ("members/wizardry.py", "", "“wizardry” is on no storey"),
    "an unknown module of core": ("core/magic.py", "", "core is a closed list"),
    "a name that says nothing": ("members/models/utils.py", "", "“utils” is no name"),
    "a folder that says nothing": ("tests/helpers/trees.py", "", "“helpers” is no name"),
    "a receiver": ("members/actions.py", "@receiver(post_save)\ndef f(sender): ...", "no signals"),
    "a receiver, by module": ("members/actions.py", "@dispatch.receiver(post_save)\ndef f(sender): ...", "no signals"),
    "a connected signal": ("members/apps.py", "from django.db.models.signals import post_save", "no signals"),
    "a signal of our own": ("members/actions.py", "from django.dispatch import Signal", "no signals"),
}


@pytest.mark.parametrize(("path", "source", "message"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_reported_once(house, path, source, message):
    upstairs = {"discipline/models.py": "", "reports/views.py": "", "config/settings.py": "", "members/views.py": ""}
    faults = house({"members/actions.py": ""} | upstairs | {path: source + "\n"})
    assert len(faults) == 1
    assert faults[0].startswith(path)
    assert message in faults[0]
