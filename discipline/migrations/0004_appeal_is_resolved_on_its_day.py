from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discipline", "0003_settle_appeals")]

    operations = [
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolved__isnull', False), ('state', 'resolved')), models.Q(models.Q(('state', 'resolved'), _negated=True), ('resolved__isnull', True)), _connector='OR'), name='appeal_is_resolved_on_its_day', violation_error_message='Đơn đã giải quyết phải có ngày giải quyết, đơn chưa giải quyết thì không.'),
        ),
    ]
