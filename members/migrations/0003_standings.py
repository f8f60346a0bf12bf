import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0002_users_and_senders'),
    ]

    operations = [
        migrations.AddField(
            model_name='organization',
            name='former_paths',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='đường dẫn trước đây'),
        ),
        migrations.AddField(
            model_name='organization',
            name='today_path',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=250, verbose_name='nơi kế thừa trong cây'),
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('valid_until', models.DateField(blank=True, help_text='Ngày cuối cùng.', null=True, verbose_name='đến ngày')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='members.member', verbose_name='đảng viên')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='members.organization', verbose_name='nơi sinh hoạt')),
            ],
            options={
                'verbose_name': 'nơi sinh hoạt',
                'verbose_name_plural': 'nơi sinh hoạt',
                'ordering': ['member', models.OrderBy(models.F('valid_from'), nulls_first=True), 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('member',), name='one_open_placement_a_member', violation_error_message='Đảng viên chỉ sinh hoạt chính thức tại một nơi.'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_from__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='placement_ends_after_it_begins', violation_error_message='Đến ngày phải bằng hoặc sau Từ ngày.')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250, verbose_name='tên')),
                ('type', models.CharField(choices=[('central', 'Đảng bộ trung ương'), ('province', 'Đảng bộ tỉnh'), ('district', 'Đảng bộ huyện'), ('base', 'Đảng bộ cơ sở'), ('base_cell', 'Chi bộ cơ sở'), ('section', 'Đảng bộ bộ phận'), ('cell', 'Chi bộ')], max_length=20, verbose_name='loại')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], max_length=20, verbose_name='cấp')),
                ('path', models.CharField(db_index=True, editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('valid_until', models.DateField(blank=True, help_text='Ngày cuối cùng.', null=True, verbose_name='đến ngày')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='members.organization', verbose_name='tổ chức đảng')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_standings', to='members.organization', verbose_name='cấp trên')),
            ],
            options={
                'verbose_name': 'tổ chức qua các thời kỳ',
                'verbose_name_plural': 'tổ chức qua các thời kỳ',
                'ordering': ['organization', models.OrderBy(models.F('valid_from'), nulls_first=True), 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('organization',), name='one_open_standing_an_organization', violation_error_message='Tổ chức chỉ có một vị trí tại một thời điểm.'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_from__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='standing_ends_after_it_begins', violation_error_message='Đến ngày phải bằng hoặc sau Từ ngày.'), models.CheckConstraint(condition=models.Q(('type__in', ['central', 'province', 'district', 'base', 'base_cell', 'section', 'cell']), ('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='standing_type_and_level_are_known', violation_error_message='Loại hoặc cấp không có trong danh mục.')],
            },
        ),
    ]
