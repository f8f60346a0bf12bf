from pathlib import Path

from django.conf import settings

from reports.management.commands.states import PLACE, page


def test_the_document_of_states_is_what_the_tables_say():
    assert (Path(settings.BASE_DIR) / PLACE).read_text(encoding="utf-8") == page(), "run manage.py states"
