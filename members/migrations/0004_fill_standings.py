"""What the parent links told becomes standings; every member's cell becomes a placement without a first day."""

from django.db import migrations
from django.db.models import F

CHUNK = 5000


def fill(apps, schema_editor):
    Organization, ParentLink = apps.get_model("members", "Organization"), apps.get_model("members", "ParentLink")
    Standing = apps.get_model("members", "Standing")
    Organization.objects.update(today_path=F("path"))
    paths = dict(Organization.objects.values_list("pk", "path"))
    links = ParentLink.objects.select_related("organization")
    in_chunks(Standing, (standing(Standing, link, paths) for link in links.iterator(CHUNK)))
    Placement = apps.get_model("members", "Placement")
    members = apps.get_model("members", "Member").objects.values_list("pk", "organization_id")
    in_chunks(Placement, (Placement(member_id=member, organization_id=cell) for member, cell in members.iterator(CHUNK)))


def standing(model, link, paths):
    one = link.organization
    return model(
        organization_id=one.pk,
        parent_id=link.parent_id,
        name=one.name,
        type=one.type,
        level=one.level,
        path=f"{paths.get(link.parent_id, '')}{one.pk:07d}",
        valid_from=link.valid_from,
        valid_until=link.valid_until,
    )


def in_chunks(model, rows):
    waiting = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == CHUNK:
            model.objects.bulk_create(waiting)
            waiting = []
    model.objects.bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("members", "0003_standings")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.DeleteModel(name="ParentLink"),
    ]
