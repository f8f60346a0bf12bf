import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('inspections', '0005_taken_over'),
        ('members', '0007_ratings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='số, ký hiệu văn bản')),
                ('issued', models.DateField(verbose_name='ngày ban hành')),
                ('issuer', models.CharField(max_length=250, verbose_name='cơ quan ban hành')),
                ('title', models.CharField(max_length=500, verbose_name='trích yếu')),
                ('held', models.DateField(verbose_name='ngày tổ chức hội nghị')),
                ('form', models.CharField(choices=[('direct', 'Trực tiếp'), ('online', 'Trực tuyến'), ('mixed', 'Trực tiếp kết hợp trực tuyến')], max_length=20, verbose_name='hình thức hội nghị')),
                ('units', models.CharField(blank=True, max_length=1000, verbose_name='đơn vị, điểm cầu dự')),
                ('invited', models.PositiveIntegerField(verbose_name='đảng viên được triệu tập')),
                ('attended', models.PositiveIntegerField(verbose_name='đảng viên dự')),
                ('plan_number', models.CharField(blank=True, max_length=60, verbose_name='số chương trình hành động')),
                ('plan_issued', models.DateField(blank=True, null=True, verbose_name='ngày ban hành chương trình hành động')),
                ('plan_contents', models.TextField(blank=True, verbose_name='nội dung chương trình hành động')),
                ('plan_due', models.DateField(blank=True, null=True, verbose_name='thời hạn thực hiện')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp')),
                ('voided', models.DateField(blank=True, editable=False, null=True, verbose_name='ngày hủy')),
                ('void_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='lý do hủy')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='members.organization', verbose_name='tổ chức học tập, quán triệt')),
            ],
            options={
                'verbose_name': 'học tập, quán triệt nghị quyết',
                'verbose_name_plural': 'học tập, quán triệt nghị quyết',
                'ordering': ['-held', '-pk'],
                'indexes': [models.Index(fields=['path', '-held', '-id'], name='resolution_list')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided__isnull', True)), fields=('organization', 'number', 'issuer', 'held'), name='one_study_a_document_a_day', violation_error_message='Tổ chức này đã ghi hội nghị quán triệt văn bản đó trong ngày này.'), models.CheckConstraint(condition=models.Q(('form__in', ['direct', 'online', 'mixed'])), name='conference_form_is_known', violation_error_message='Hình thức hội nghị không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='resolution_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('attended__lte', models.F('invited'))), name='no_more_attend_than_are_invited', violation_error_message='Số đảng viên dự không được lớn hơn số được triệu tập.'), models.CheckConstraint(condition=models.Q(('held__gte', models.F('issued'))), name='resolution_is_studied_after_it_is_issued', violation_error_message='Ngày hội nghị phải bằng hoặc sau ngày ban hành văn bản.'), models.CheckConstraint(condition=models.Q(models.Q(('plan_number', ''), _negated=True), models.Q(('plan_contents', ''), ('plan_due__isnull', True), ('plan_issued__isnull', True)), _connector='OR'), name='action_plan_has_a_number', violation_error_message='Chương trình hành động phải có số.'), models.CheckConstraint(condition=models.Q(('plan_due__isnull', True), ('plan_issued__isnull', True), ('plan_due__gte', models.F('plan_issued')), _connector='OR'), name='action_plan_is_due_after_it_is_issued', violation_error_message='Thời hạn thực hiện phải bằng hoặc sau ngày ban hành chương trình hành động.'), models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided__isnull', True)), models.Q(('voided__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='resolution_is_voided_with_a_reason', violation_error_message='Hủy bản ghi phải ghi lý do.')],
            },
        ),
        migrations.CreateModel(
            name='ResolutionInspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided', models.DateField(blank=True, null=True, verbose_name='ngày bỏ')),
                ('void_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do bỏ')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolution_links', to='inspections.inspection', verbose_name='cuộc kiểm tra, giám sát')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspection_links', to='inspections.resolution', verbose_name='nghị quyết')),
            ],
            options={
                'verbose_name': 'cuộc kiểm tra việc thực hiện nghị quyết',
                'verbose_name_plural': 'cuộc kiểm tra việc thực hiện nghị quyết',
                'ordering': ['resolution', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided__isnull', True)), fields=('resolution', 'inspection'), name='one_link_an_inspection_a_resolution', violation_error_message='Cuộc kiểm tra, giám sát này đã được gắn với nghị quyết.'), models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided__isnull', True)), models.Q(('voided__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='resolution_link_is_voided_with_a_reason', violation_error_message='Bỏ cuộc đã gắn phải ghi lý do.')],
            },
        ),
    ]
