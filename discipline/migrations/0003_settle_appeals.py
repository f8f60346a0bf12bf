from django.db import migrations


def settle(apps, schema_editor):
    apps.get_model("discipline", "Appeal").objects.filter(resolved__isnull=False).update(state="resolved")


class Migration(migrations.Migration):
    dependencies = [("discipline", "0002_cases_and_course")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
