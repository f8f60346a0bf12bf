"""Organizations and members are found by the words of their keys; names with a mark of sex stand at the given name."""

import re

from django.db import migrations

from core.text import sort_key
from core.words import IndexWords

MARKED = re.compile(r"^(y\s|h['’‘‛ʼʻ`´′＇])", re.IGNORECASE)


def sort_marked_names(apps, schema_editor):
    """Y Ngông Niê Kdăm and H'Hen Niê stood at their clans."""
    member = apps.get_model("members", "Member")
    named = member.objects.filter(name__istartswith="y ") | member.objects.filter(name__istartswith="h")
    for pk, name in named.values_list("pk", "name").iterator():
        if MARKED.match(name):
            member.objects.filter(pk=pk).update(sort_key=sort_key(name))


class Migration(migrations.Migration):
    dependencies = [("members", "0008_lives")]
    operations = [
        migrations.RunPython(sort_marked_names, migrations.RunPython.noop),
        IndexWords("organization"),
        IndexWords("member"),
    ]
