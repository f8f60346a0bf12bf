import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=250, verbose_name='tên')),
                ('type', models.CharField(choices=[('central', 'Đảng bộ trung ương'), ('province', 'Đảng bộ tỉnh'), ('district', 'Đảng bộ huyện'), ('base', 'Đảng bộ cơ sở'), ('base_cell', 'Chi bộ cơ sở'), ('section', 'Đảng bộ bộ phận'), ('cell', 'Chi bộ')], max_length=20, verbose_name='loại')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], max_length=20, verbose_name='cấp')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('valid_until', models.DateField(blank=True, help_text='Ngày cuối cùng còn hoạt động.', null=True, verbose_name='đến ngày')),
                ('path', models.CharField(blank=True, db_index=True, editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('search_key', models.CharField(editable=False, max_length=320, verbose_name='khóa tìm kiếm')),
                ('sort_key', models.CharField(db_index=True, editable=False, help_text='Theo mã, số so sánh theo giá trị.', max_length=600, verbose_name='khóa sắp xếp')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='members.organization', verbose_name='cấp trên')),
            ],
            options={
                'verbose_name': 'tổ chức đảng',
                'verbose_name_plural': 'tổ chức đảng',
                'ordering': ['sort_key', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('type__in', ['central', 'province', 'district', 'base', 'base_cell', 'section', 'cell'])), name='organization_type_is_known', violation_error_message='Loại tổ chức không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='organization_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_from__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='organization_ends_after_it_begins', violation_error_message='Đến ngày phải bằng hoặc sau Từ ngày.'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='organization_is_not_its_own_parent', violation_error_message='Tổ chức không thể là cấp trên của chính mình.')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('card_number', models.CharField(max_length=30, unique=True, verbose_name='số thẻ')),
                ('name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('born', models.DateField(blank=True, null=True, verbose_name='ngày sinh')),
                ('sex', models.CharField(blank=True, choices=[('male', 'Nam'), ('female', 'Nữ')], max_length=10, verbose_name='giới tính')),
                ('joined', models.DateField(blank=True, null=True, verbose_name='ngày vào Đảng')),
                ('official_from', models.DateField(blank=True, null=True, verbose_name='ngày chính thức')),
                ('status', models.CharField(choices=[('official', 'Chính thức'), ('probationary', 'Dự bị'), ('transferred', 'Đã chuyển sinh hoạt'), ('struck_off', 'Đã xóa tên'), ('expelled', 'Đã khai trừ'), ('deceased', 'Đã từ trần')], default='official', max_length=20, verbose_name='tình trạng')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('search_key', models.CharField(db_index=True, editable=False, max_length=200, verbose_name='khóa tìm kiếm')),
                ('sort_key', models.CharField(editable=False, max_length=600, verbose_name='khóa sắp xếp')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='members.organization', verbose_name='nơi sinh hoạt')),
            ],
            options={
                'verbose_name': 'đảng viên',
                'verbose_name_plural': 'đảng viên',
                'ordering': ['sort_key', 'pk'],
                'indexes': [models.Index(fields=['path', 'sort_key'], name='member_by_path_and_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sex__in', ['', 'male', 'female'])), name='member_sex_is_known', violation_error_message='Giới tính là Nam hoặc Nữ.'), models.CheckConstraint(condition=models.Q(('status__in', ['official', 'probationary', 'transferred', 'struck_off', 'expelled', 'deceased'])), name='member_status_is_known', violation_error_message='Tình trạng không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('official_from__isnull', True), ('joined__isnull', True), ('official_from__gte', models.F('joined')), _connector='OR'), name='member_official_after_joining', violation_error_message='Ngày chính thức phải bằng hoặc sau ngày vào Đảng.')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', 'Quản trị hệ thống'), ('clerk', 'Cán bộ nhập liệu'), ('officer', 'Cán bộ kiểm tra'), ('head', 'Chủ nhiệm ủy ban kiểm tra'), ('leader', 'Lãnh đạo cấp ủy'), ('auditor', 'Kiểm soát nhật ký')], max_length=20, verbose_name='vai trò')),
                ('handles_denunciations', models.BooleanField(default=False, help_text='Chỉ có tác dụng với vai trò Cán bộ kiểm tra.', verbose_name='được giao xử lý đơn tố cáo')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='người dùng')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'phân công',
                'verbose_name_plural': 'phân công',
                'ordering': ['user', 'organization', 'role'],
                'constraints': [models.UniqueConstraint(fields=('user', 'organization', 'role'), name='one_assignment_a_role', violation_error_message='Người dùng đã có vai trò này tại tổ chức.'), models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'clerk', 'officer', 'head', 'leader', 'auditor'])), name='assignment_role_is_known', violation_error_message='Vai trò không có trong danh mục.')],
            },
        ),
        migrations.CreateModel(
            name='ParentLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến ngày')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parent_links', to='members.organization', verbose_name='tổ chức đảng')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_links', to='members.organization', verbose_name='cấp trên')),
            ],
            options={
                'verbose_name': 'quan hệ trực thuộc',
                'verbose_name_plural': 'quan hệ trực thuộc',
                'ordering': ['organization', 'valid_from', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_until__isnull', True)), fields=('organization',), name='one_open_parent_link_an_organization', violation_error_message='Tổ chức chỉ có một cấp trên tại một thời điểm.'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_from__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='parent_link_ends_after_it_begins', violation_error_message='Đến ngày phải bằng hoặc sau Từ ngày.')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], max_length=20, verbose_name='cấp ủy viên')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='chức vụ')),
                ('managed_by', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], max_length=20, verbose_name='diện quản lý')),
                ('started', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('ended', models.DateField(blank=True, help_text='Ngày cuối cùng giữ chức vụ.', null=True, verbose_name='đến ngày')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='members.member', verbose_name='đảng viên')),
            ],
            options={
                'verbose_name': 'chức vụ',
                'verbose_name_plural': 'chức vụ',
                'ordering': ['member', 'started', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('seat__in', ['', 'central', 'province', 'district', 'base', 'section', 'cell']), ('managed_by__in', ['', 'central', 'province', 'district', 'base', 'section', 'cell'])), name='post_levels_are_known', violation_error_message='Cấp không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('ended__isnull', True), ('started__isnull', True), ('ended__gte', models.F('started')), _connector='OR'), name='post_ends_after_it_begins', violation_error_message='Đến ngày phải bằng hoặc sau Từ ngày.')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('organization', 'Tổ chức đảng'), ('member', 'Đảng viên')], editable=False, max_length=20, verbose_name='đối tượng')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('grade', models.CharField(choices=[('excellent', 'Hoàn thành xuất sắc nhiệm vụ'), ('good', 'Hoàn thành tốt nhiệm vụ'), ('fair', 'Hoàn thành nhiệm vụ'), ('failed', 'Không hoàn thành nhiệm vụ')], max_length=20, verbose_name='mức xếp loại')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp của tổ chức')),
                ('subject_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.member', verbose_name='đảng viên')),
                ('subject_organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'xếp loại',
                'verbose_name_plural': 'xếp loại',
                'ordering': ['-year', 'subject_kind', 'pk'],
                'indexes': [models.Index(fields=['path', 'year', 'subject_kind', 'level', 'grade'], name='rating_figures')],
                'constraints': [models.UniqueConstraint(fields=('year', 'subject_organization'), name='one_rating_a_year_an_organization', violation_error_message='Tổ chức này đã được xếp loại trong năm.'), models.UniqueConstraint(fields=('year', 'subject_member'), name='one_rating_a_year_a_member', violation_error_message='Đảng viên này đã được xếp loại trong năm.'), models.CheckConstraint(condition=models.Q(('grade__in', ['excellent', 'good', 'fair', 'failed'])), name='rating_grade_is_known', violation_error_message='Mức xếp loại không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('year__gte', 1930), ('year__lte', 2200)), name='rating_year_is_plausible', violation_error_message='Năm xếp loại phải từ 1930 đến 2200.'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', 'organization'), ('subject_member__isnull', True), ('subject_organization__isnull', False)), models.Q(('subject_kind', 'member'), ('subject_member__isnull', False), ('subject_organization__isnull', True)), _connector='OR'), name='rating_has_one_subject', violation_error_message='Chọn đúng một đối tượng: tổ chức đảng hoặc đảng viên.')],
            },
        ),
    ]
