from django.db import migrations


def rename(before, after):
    """In an address “none” means rows without a value, so no value may be called that."""

    def run(apps, schema_editor):
        apps.get_model("discipline", "CaseSubject").objects.filter(outcome=before).update(outcome=after)

    return run


class Migration(migrations.Migration):
    dependencies = [("discipline", "0004_appeal_is_resolved_on_its_day")]

    operations = [
        migrations.RemoveConstraint(model_name="casesubject", name="case_subject_outcome_is_known"),
        migrations.RunPython(rename("none", "undisciplined"), rename("undisciplined", "none")),
    ]
