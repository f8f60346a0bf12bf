"""What was recorded before states existed gets the state that its dates speak of."""

from django.db import migrations
from django.db.models import Case, F, Value, When


def settle(apps, schema_editor):
    inspections = apps.get_model("inspections", "Inspection").objects.all()
    inspections.update(
        listed=F("decided"),
        state=Case(
            When(concluded__isnull=False, then=Value("concluded")),
            When(started__isnull=False, then=Value("announced")),
            default=Value("decided"),
        ),
    )
    apps.get_model("inspections", "Subject").objects.update(listed=F("decided"))
    remedies = apps.get_model("inspections", "Remedy").objects.all()
    remedies.update(first_due=F("due"))
    remedies.filter(done__isnull=False).update(state="done")
    apps.get_model("inspections", "Denunciation").objects.filter(resolved__isnull=False).update(state="resolved")


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_course")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
