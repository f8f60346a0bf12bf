import django.db.models.deletion
import reports.models.imports
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('members', '0002_users_and_senders'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='job',
            name='period',
            field=models.CharField(blank=True, max_length=40, verbose_name='kỳ báo cáo'),
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=150, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('key', models.CharField(default=reports.models.imports.new_key, max_length=32, unique=True, verbose_name='tên trong kho')),
                ('state', models.CharField(choices=[('draft', 'Đang chuẩn bị'), ('done', 'Đã nhập'), ('undone', 'Đã hoàn tác'), ('dropped', 'Đã bỏ')], default='draft', max_length=10, verbose_name='tình trạng')),
                ('brought', models.DateTimeField(verbose_name='đưa lên lúc')),
                ('written', models.DateTimeField(blank=True, null=True, verbose_name='nhập lúc')),
                ('undone', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                ('layouts', models.JSONField(blank=True, default=dict, verbose_name='cách ghép cột')),
                ('repairs', models.JSONField(blank=True, default=dict, verbose_name='ô đã sửa')),
                ('choices', models.JSONField(blank=True, default=dict, verbose_name='dòng đã chọn')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='kết quả')),
                ('created', models.PositiveIntegerField(default=0, verbose_name='thêm mới')),
                ('updated', models.PositiveIntegerField(default=0, verbose_name='cập nhật')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='không đổi')),
                ('refreshed', models.JSONField(blank=True, default=dict, verbose_name='tổ chức, đảng viên đã đổi vị trí')),
                ('not_undone', models.CharField(blank=True, max_length=300, verbose_name='lý do không hoàn tác được')),
                ('rights', models.CharField(blank=True, max_length=64, verbose_name='dấu của quyền khi nhập')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.job', verbose_name='việc chạy nền')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'lần nhập từ Excel',
                'verbose_name_plural': 'lần nhập từ Excel',
                'ordering': ['-brought', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'done', 'undone', 'dropped'])), name='import_state_is_known', violation_error_message='Tình trạng không có trong danh mục.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('done', 'undone')), ('written__isnull', False)), models.Q(('state__in', ('draft', 'dropped')), ('written__isnull', True)), _connector='OR'), name='import_written_when_done', violation_error_message='Lần nhập đã ghi phải có giờ nhập, chưa ghi thì không.')],
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=80, verbose_name='loại bản ghi')),
                ('row', models.BigIntegerField(verbose_name='khóa')),
                ('before', models.JSONField(blank=True, help_text='Trống: do lần nhập tạo ra.', null=True, verbose_name='trước khi nhập')),
                ('after', models.CharField(blank=True, help_text='Trống: đã bị lần nhập bỏ đi.', max_length=32, verbose_name='dấu sau khi nhập')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='reports.import', verbose_name='lần nhập')),
            ],
            options={
                'verbose_name': 'dòng đã nhập',
                'verbose_name_plural': 'dòng đã nhập',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('file', 'model', 'row'), name='one_trace_a_row_an_import', violation_error_message='Lần nhập đã ghi nhận dòng này.')],
            },
        ),
        migrations.CreateModel(
            name='ImportLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='dấu của tiêu đề')),
                ('layout', models.JSONField(default=dict, verbose_name='cách ghép cột')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghép')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'cách ghép cột',
                'verbose_name_plural': 'cách ghép cột',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'fingerprint'), name='one_layout_an_organization_and_headings', violation_error_message='Tổ chức này đã có cách ghép cho các tiêu đề này.')],
            },
        ),
    ]
