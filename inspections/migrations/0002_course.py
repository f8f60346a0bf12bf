import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('inspections', '0001_initial'),
        ('members', '0002_users_and_senders'),
    ]

    operations = [
        migrations.CreateModel(
            name='DenunciationSender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='địa chỉ')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='điện thoại')),
                ('group', models.CharField(blank=True, choices=[('member', 'Đảng viên'), ('citizen', 'Công dân'), ('organization', 'Tổ chức')], max_length=20, verbose_name='thuộc')),
                ('denunciation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sender', to='inspections.denunciation', verbose_name='đơn tố cáo')),
            ],
            options={
                'verbose_name': 'người gửi đơn',
                'verbose_name_plural': 'người gửi đơn',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DenunciationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=30, verbose_name='bước')),
                ('before', models.CharField(max_length=20, verbose_name='tình trạng trước')),
                ('after', models.CharField(max_length=20, verbose_name='tình trạng sau')),
                ('day', models.DateField(verbose_name='ngày')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản')),
                ('reason', models.TextField(blank=True, verbose_name='lý do, ghi chú')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc ghi')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('denunciation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='inspections.denunciation', verbose_name='đơn tố cáo')),
            ],
            options={
                'verbose_name': 'bước xử lý đơn',
                'verbose_name_plural': 'bước xử lý đơn',
                'ordering': ['denunciation', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64, unique=True, verbose_name='tên trong kho')),
                ('name', models.CharField(max_length=250, verbose_name='tên tệp')),
                ('size', models.PositiveBigIntegerField(verbose_name='dung lượng')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='mã kiểm tra')),
                ('kind', models.CharField(max_length=10, verbose_name='loại tệp')),
                ('stored', models.DateTimeField(auto_now_add=True, verbose_name='lúc nhận')),
            ],
            options={
                'verbose_name': 'tệp',
                'verbose_name_plural': 'tệp',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(blank=True, max_length=60, verbose_name='mục trong danh mục')),
                ('title', models.CharField(max_length=250, verbose_name='tên tài liệu')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='ngày tài liệu')),
                ('archive', models.CharField(blank=True, max_length=120, verbose_name='số lưu trữ của bản giấy')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc nộp')),
                ('voided', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='lúc bỏ')),
                ('void_reason', models.TextField(blank=True, editable=False, verbose_name='lý do bỏ')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nộp')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='inspections.inspection', verbose_name='cuộc kiểm tra, giám sát')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='inspections.storedfile', verbose_name='tệp')),
            ],
            options={
                'verbose_name': 'tài liệu',
                'verbose_name_plural': 'tài liệu',
                'ordering': ['inspection', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('archive', ''), _negated=True), _connector='OR'), name='document_is_a_file_or_a_paper', violation_error_message='Hãy chọn tệp hoặc ghi số lưu trữ của bản giấy.')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', 'Cấp ủy'), ('standing', 'Ban thường vụ'), ('commission', 'Ủy ban kiểm tra'), ('advisory', 'Cơ quan tham mưu'), ('cell', 'Chi bộ')], max_length=20, verbose_name='chủ thể')),
                ('kind', models.CharField(max_length=10, verbose_name='loại văn bản')),
                ('term', models.DateField(verbose_name='ngày đầu nhiệm kỳ')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='số đã cấp')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'sổ số văn bản',
                'verbose_name_plural': 'sổ số văn bản',
                'ordering': ['organization', 'body', 'kind', 'term'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'body', 'kind', 'term'), name='one_series_a_type_and_term')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='lần')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản')),
                ('issued', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('adjusted_by', models.CharField(max_length=60, verbose_name='số văn bản điều chỉnh')),
                ('adjusted', models.DateField(verbose_name='ngày điều chỉnh')),
                ('reason', models.TextField(verbose_name='lý do điều chỉnh')),
                ('lines', models.JSONField(verbose_name='các mục lúc đó')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='inspections.programme', verbose_name='chương trình')),
            ],
            options={
                'verbose_name': 'bản trước điều chỉnh',
                'verbose_name_plural': 'bản trước điều chỉnh',
                'ordering': ['programme', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'ordinal'), name='one_version_an_ordinal')],
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='quan hệ, lý do')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='inspections.inspection', verbose_name='cuộc kiểm tra, giám sát')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='members.member', verbose_name='đảng viên')),
            ],
            options={
                'verbose_name': 'người không được tham gia',
                'verbose_name_plural': 'người không được tham gia',
                'ordering': ['inspection', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'member'), name='a_person_recused_once', violation_error_message='Người này đã được ghi.')],
            },
        ),
        migrations.CreateModel(
            name='RemedyEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=250, verbose_name='tên tài liệu')),
                ('archive', models.CharField(blank=True, max_length=120, verbose_name='số lưu trữ của bản giấy')),
                ('remedy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='inspections.remedy', verbose_name='yêu cầu khắc phục')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='inspections.storedfile', verbose_name='tệp')),
            ],
            options={
                'verbose_name': 'bằng chứng khắc phục',
                'verbose_name_plural': 'bằng chứng khắc phục',
                'ordering': ['remedy', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('archive', ''), _negated=True), _connector='OR'), name='evidence_is_a_file_or_a_paper', violation_error_message='Hãy chọn tệp hoặc ghi số lưu trữ của bản giấy.')],
            },
        ),
        migrations.CreateModel(
            name='RemedyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=30, verbose_name='bước')),
                ('before', models.CharField(max_length=20, verbose_name='tình trạng trước')),
                ('after', models.CharField(max_length=20, verbose_name='tình trạng sau')),
                ('day', models.DateField(verbose_name='ngày')),
                ('due_before', models.DateField(blank=True, null=True, verbose_name='hạn trước')),
                ('due_after', models.DateField(blank=True, null=True, verbose_name='hạn sau')),
                ('reason', models.TextField(blank=True, verbose_name='lý do, ghi chú')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc ghi')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('remedy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='inspections.remedy', verbose_name='yêu cầu khắc phục')),
            ],
            options={
                'verbose_name': 'bước khắc phục',
                'verbose_name_plural': 'bước khắc phục',
                'ordering': ['remedy', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RoutineNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', 'Cấp ủy'), ('standing', 'Ban thường vụ'), ('commission', 'Ủy ban kiểm tra'), ('advisory', 'Cơ quan tham mưu'), ('cell', 'Chi bộ')], max_length=20, verbose_name='chủ thể')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp thực hiện')),
                ('subject_kind', models.CharField(choices=[('organization', 'Tổ chức đảng'), ('member', 'Đảng viên')], editable=False, max_length=20, verbose_name='đối tượng')),
                ('organization_type', models.CharField(choices=[('central', 'Đảng bộ trung ương'), ('province', 'Đảng bộ tỉnh'), ('district', 'Đảng bộ huyện'), ('base', 'Đảng bộ cơ sở'), ('base_cell', 'Chi bộ cơ sở'), ('section', 'Đảng bộ bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='loại tổ chức của đối tượng')),
                ('seat', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp ủy viên')),
                ('managed_by', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='diện quản lý')),
                ('noted', models.DateField(verbose_name='ngày ghi nhận')),
                ('code', models.CharField(blank=True, choices=[('TC1', 'Nghị quyết, chỉ thị, quy định, kết luận của Đảng'), ('TC2', 'Chính sách, pháp luật của Nhà nước'), ('TC3', 'Quy chế làm việc, tập trung dân chủ, đoàn kết nội bộ'), ('TC4', 'Công tác cán bộ'), ('TC5', 'Thực hành tiết kiệm, chống lãng phí'), ('TC6', 'Giải quyết khiếu nại, tố cáo'), ('TC7', 'Nội dung khác (tổ chức đảng)'), ('ĐV1', 'Quy chế làm việc, nguyên tắc tập trung dân chủ'), ('ĐV2', 'Phẩm chất đạo đức, lối sống (kiểm tra)'), ('ĐV3', 'Chức trách, nhiệm vụ được giao (kiểm tra)'), ('ĐV4', 'Những điều đảng viên không được làm (kiểm tra)'), ('ĐV5', 'Nội dung khác (kiểm tra đảng viên)'), ('GS1', 'Nghị quyết, chỉ thị của Đảng (giám sát)'), ('GS2', 'Chính sách, pháp luật của Nhà nước (giám sát)'), ('GS3', 'Quy chế làm việc, tập trung dân chủ, chế độ công tác (giám sát)'), ('GS4', 'Đạo đức, lối sống (giám sát)'), ('GS5', 'Chức trách, nhiệm vụ (giám sát)'), ('GS6', 'Những điều đảng viên không được làm (giám sát)'), ('GS7', 'Kê khai tài sản, thu nhập (giám sát)'), ('GS8', 'Nội dung khác (giám sát đảng viên)'), ('VP1', 'Tập trung dân chủ, quy chế làm việc, chế độ công tác'), ('VP2', 'Phẩm chất đạo đức, lối sống'), ('VP3', 'Đoàn kết nội bộ'), ('VP4', 'Những điều đảng viên không được làm'), ('VP5', 'Chính sách dân số, kế hoạch hóa gia đình'), ('VP6', 'Tham nhũng, cố ý làm trái'), ('VP7', 'Thiếu trách nhiệm, buông lỏng lãnh đạo'), ('VP8', 'Đất đai, tài nguyên, khoáng sản'), ('VP9', 'Tài chính, ngân hàng, đầu tư, xây dựng cơ bản'), ('VP10', 'Kê khai tài sản, thu nhập'), ('VP11', 'Nội dung khác (đảng viên)')], max_length=10, verbose_name='nội dung giám sát')),
                ('text', models.TextField(verbose_name='ghi nhận')),
                ('assessment', models.CharField(choices=[('good', 'Chấp hành tốt'), ('remind', 'Nhắc nhở, góp ý'), ('signs', 'Có dấu hiệu vi phạm')], max_length=20, verbose_name='nhận xét')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('inspection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='inspections.inspection', verbose_name='cuộc giám sát thường xuyên tổng hợp')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organization', verbose_name='tổ chức thực hiện')),
                ('subject_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.member', verbose_name='đảng viên')),
                ('subject_organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'ghi chép giám sát thường xuyên',
                'verbose_name_plural': 'ghi chép giám sát thường xuyên',
                'ordering': ['-noted', '-pk'],
                'indexes': [models.Index(fields=['path', '-noted', '-id'], name='routine_note_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['committee', 'standing', 'commission', 'advisory', 'cell'])), name='routinenote_body_is_known', violation_error_message='Chủ thể không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='routinenote_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', 'organization'), ('subject_member__isnull', True), ('subject_organization__isnull', False)), models.Q(('subject_kind', 'member'), ('subject_member__isnull', False), ('subject_organization__isnull', True)), _connector='OR'), name='routinenote_has_one_subject', violation_error_message='Chọn đúng một đối tượng: tổ chức đảng hoặc đảng viên.'), models.CheckConstraint(condition=models.Q(('assessment__in', ['good', 'remind', 'signs'])), name='routine_note_assessment_is_known', violation_error_message='Nhận xét không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('code__in', ['', 'TC1', 'TC2', 'TC3', 'TC4', 'TC5', 'TC6', 'TC7', 'ĐV1', 'ĐV2', 'ĐV3', 'ĐV4', 'ĐV5', 'GS1', 'GS2', 'GS3', 'GS4', 'GS5', 'GS6', 'GS7', 'GS8', 'VP1', 'VP2', 'VP3', 'VP4', 'VP5', 'VP6', 'VP7', 'VP8', 'VP9', 'VP10', 'VP11'])), name='routine_note_content_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=30, verbose_name='bước')),
                ('before', models.CharField(max_length=20, verbose_name='tình trạng trước')),
                ('after', models.CharField(max_length=20, verbose_name='tình trạng sau')),
                ('day', models.DateField(verbose_name='ngày')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản')),
                ('reason', models.TextField(blank=True, verbose_name='lý do, ghi chú')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc ghi')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='inspections.inspection', verbose_name='cuộc kiểm tra, giám sát')),
            ],
            options={
                'verbose_name': 'bước tiến hành',
                'verbose_name_plural': 'bước tiến hành',
                'ordering': ['inspection', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SubjectNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('column', models.CharField(max_length=40, verbose_name='cột')),
                ('value', models.PositiveBigIntegerField(verbose_name='số')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='numbers', to='inspections.subject', verbose_name='đối tượng')),
            ],
            options={
                'verbose_name': 'số liệu theo biểu',
                'verbose_name_plural': 'số liệu theo biểu',
                'ordering': ['subject', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('subject', 'column'), name='a_number_once_a_subject')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('head', 'Trưởng đoàn'), ('deputy', 'Phó trưởng đoàn'), ('secretary', 'Thư ký'), ('member', 'Thành viên')], max_length=20, verbose_name='nhiệm vụ trong đoàn')),
                ('task', models.CharField(blank=True, max_length=250, verbose_name='được phân công')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team', to='inspections.inspection', verbose_name='cuộc kiểm tra, giám sát')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='members.member', verbose_name='đảng viên')),
            ],
            options={
                'verbose_name': 'thành viên đoàn',
                'verbose_name_plural': 'thành viên đoàn',
                'ordering': ['inspection', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'member'), name='a_person_once_in_a_team', violation_error_message='Người này đã có trong đoàn.'), models.UniqueConstraint(condition=models.Q(('role', 'head')), fields=('inspection',), name='one_head_a_team', violation_error_message='Đoàn chỉ có một trưởng đoàn.'), models.CheckConstraint(condition=models.Q(('role__in', ['head', 'deputy', 'secretary', 'member'])), name='team_role_is_known')],
            },
        ),
        migrations.AlterModelOptions(
            name='inspection',
            options={'ordering': ['-listed', '-pk'], 'verbose_name': 'cuộc kiểm tra, giám sát', 'verbose_name_plural': 'cuộc kiểm tra, giám sát'},
        ),
        migrations.AlterModelOptions(
            name='subject',
            options={'ordering': ['-listed', 'inspection', 'pk'], 'verbose_name': 'đối tượng kiểm tra, giám sát', 'verbose_name_plural': 'đối tượng kiểm tra, giám sát'},
        ),
        migrations.RemoveConstraint(
            model_name='inspection',
            name='one_inspection_a_decision_number',
        ),
        migrations.RemoveConstraint(
            model_name='inspection',
            name='inspection_activity_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='programme',
            name='one_programme_a_body_a_year',
        ),
        migrations.RemoveConstraint(
            model_name='programmeitem',
            name='programme_item_activity_is_known',
        ),
        migrations.RemoveIndex(
            model_name='inspection',
            name='inspection_list',
        ),
        migrations.RemoveIndex(
            model_name='subject',
            name='subject_list',
        ),
        migrations.AddField(
            model_name='denunciation',
            name='accepted',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='ngày thụ lý'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='content',
            field=models.TextField(blank=True, verbose_name='nội dung tố cáo'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='disposal',
            field=models.CharField(blank=True, choices=[('transfer', 'Chuyển theo thẩm quyền'), ('return', 'Hướng dẫn, trả đơn'), ('file', 'Lưu đơn')], editable=False, max_length=20, verbose_name='xử lý đơn'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='extension',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='số ngày gia hạn'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='kind',
            field=models.CharField(blank=True, choices=[('denunciation', 'Tố cáo'), ('reflection', 'Phản ánh, kiến nghị')], max_length=20, verbose_name='phân loại đơn'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='passed_to',
            field=models.CharField(blank=True, editable=False, max_length=250, verbose_name='nơi nhận chuyển đơn'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='refusal',
            field=models.CharField(blank=True, choices=[('anonymous', 'Đơn giấu tên'), ('impersonated', 'Đơn mạo tên'), ('no_capacity', 'Người tố cáo không có năng lực hành vi dân sự'), ('repeated', 'Đã giải quyết, không có tình tiết mới'), ('unspecific', 'Không có nội dung, địa chỉ cụ thể'), ('other', 'Lý do khác')], editable=False, max_length=20, verbose_name='lý do không thụ lý'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='sender_kind',
            field=models.CharField(blank=True, choices=[('named', 'Có tên, địa chỉ'), ('anonymous', 'Giấu tên'), ('impersonated', 'Mạo tên')], max_length=20, verbose_name='người gửi'),
        ),
        migrations.AddField(
            model_name='denunciation',
            name='state',
            field=models.CharField(choices=[('received', 'Mới nhận'), ('classified', 'Đã phân loại'), ('not_handled', 'Không thụ lý'), ('transferred', 'Đã chuyển nơi có thẩm quyền'), ('accepted', 'Đã thụ lý'), ('verifying', 'Đang xác minh'), ('resolved', 'Đã giải quyết'), ('withdrawn', 'Người tố cáo đã rút đơn')], default='received', editable=False, max_length=20, verbose_name='tình trạng'),
        ),
        migrations.AddField(
            model_name='finding',
            name='responsible',
            field=models.TextField(blank=True, verbose_name='trách nhiệm'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='cancelled',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='ngày hủy'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='content',
            field=models.TextField(blank=True, verbose_name='nội dung kiểm tra, giám sát'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='denunciation',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opened', to='inspections.denunciation', verbose_name='đơn tố cáo dẫn đến'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='extension',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='số ngày gia hạn'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='listed',
            field=models.DateField(editable=False, null=True, verbose_name='ngày xếp trong danh sách'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='looked_from',
            field=models.DateField(blank=True, null=True, verbose_name='mốc kiểm tra từ'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='looked_to',
            field=models.DateField(blank=True, null=True, verbose_name='mốc kiểm tra đến'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='origin',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opened', to='inspections.subject', verbose_name='đối tượng của cuộc chuyển sang'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='place',
            field=models.CharField(blank=True, max_length=120, verbose_name='địa danh ghi trên văn bản'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='prepared',
            field=models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu chuẩn bị'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='reported',
            field=models.DateField(blank=True, null=True, verbose_name='ngày nhận báo cáo tự kiểm tra'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='secrecy',
            field=models.CharField(choices=[('normal', 'Thường'), ('internal', 'Nội bộ'), ('secret', 'Mật'), ('top_secret', 'Tối mật'), ('most_secret', 'Tuyệt mật')], default='normal', max_length=20, verbose_name='độ mật'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='signer',
            field=models.CharField(blank=True, max_length=120, verbose_name='người ký'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='signer_post',
            field=models.CharField(blank=True, max_length=200, verbose_name='chức vụ người ký'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='state',
            field=models.CharField(choices=[('prepared', 'Đang chuẩn bị'), ('decided', 'Đã có quyết định'), ('announced', 'Đã triển khai'), ('reported', 'Đã nhận báo cáo tự kiểm tra'), ('verifying', 'Đang thẩm tra, xác minh'), ('drafted', 'Đã có báo cáo kết quả'), ('concluded', 'Đã kết luận'), ('notified', 'Đã công bố kết luận'), ('archived', 'Đã nộp lưu hồ sơ'), ('suspended', 'Tạm dừng'), ('cancelled', 'Đã hủy')], default='decided', editable=False, max_length=20, verbose_name='tình trạng'),
        ),
        migrations.AddField(
            model_name='programme',
            name='issued',
            field=models.DateField(blank=True, null=True, verbose_name='ngày ban hành'),
        ),
        migrations.AddField(
            model_name='programme',
            name='last_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='đến năm'),
        ),
        migrations.AddField(
            model_name='programme',
            name='number',
            field=models.CharField(blank=True, max_length=60, verbose_name='số văn bản'),
        ),
        migrations.AddField(
            model_name='programme',
            name='scope',
            field=models.CharField(choices=[('year', 'Chương trình năm'), ('term', 'Chương trình toàn khóa')], default='year', max_length=10, verbose_name='phạm vi'),
        ),
        migrations.AddField(
            model_name='programme',
            name='state',
            field=models.CharField(choices=[('draft', 'Dự thảo'), ('approved', 'Đã ban hành'), ('adjusted', 'Đã điều chỉnh'), ('closed', 'Đã kết thúc')], default='approved', editable=False, max_length=20, verbose_name='tình trạng'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='advisory',
            field=models.CharField(blank=True, max_length=250, verbose_name='đơn vị tham mưu'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='cancel_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='lý do hủy'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='cancelled',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='ngày hủy'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='looked_from',
            field=models.DateField(blank=True, null=True, verbose_name='mốc kiểm tra từ'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='looked_to',
            field=models.DateField(blank=True, null=True, verbose_name='mốc kiểm tra đến'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='month',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='tháng'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='team',
            field=models.TextField(blank=True, verbose_name='thành viên'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='done_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedies_reported', to=settings.AUTH_USER_MODEL, verbose_name='người báo cáo đã xong'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='first_due',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='hạn đầu tiên'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='owner_member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedies_owned', to='members.member', verbose_name='đảng viên chịu trách nhiệm khắc phục'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='owner_organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedies_owned', to='members.organization', verbose_name='tổ chức chịu trách nhiệm khắc phục'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='state',
            field=models.CharField(choices=[('open', 'Đang khắc phục'), ('returned', 'Trả lại, khắc phục tiếp'), ('done', 'Đã báo cáo khắc phục xong'), ('verified', 'Đã xác nhận khắc phục xong')], default='open', editable=False, max_length=20, verbose_name='tình trạng'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='verified',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='ngày xác nhận'),
        ),
        migrations.AddField(
            model_name='remedy',
            name='verified_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedies_verified', to=settings.AUTH_USER_MODEL, verbose_name='người xác nhận'),
        ),
        migrations.AddField(
            model_name='subject',
            name='cancelled',
            field=models.DateField(editable=False, null=True, verbose_name='ngày hủy'),
        ),
        migrations.AddField(
            model_name='subject',
            name='listed',
            field=models.DateField(editable=False, null=True, verbose_name='ngày xếp trong danh sách'),
        ),
        migrations.AlterField(
            model_name='inspection',
            name='activity',
            field=models.CharField(choices=[('compliance', 'Kiểm tra chấp hành'), ('violation', 'Kiểm tra dấu hiệu vi phạm'), ('duty', 'Kiểm tra nhiệm vụ KTGS'), ('discipline', 'Kiểm tra thi hành kỷ luật'), ('finance', 'Kiểm tra tài chính'), ('dues', 'Kiểm tra đảng phí'), ('thematic', 'Giám sát chuyên đề'), ('routine', 'Giám sát thường xuyên'), ('assets', 'Xác minh tài sản, thu nhập')], max_length=20, verbose_name='loại'),
        ),
        migrations.AlterField(
            model_name='inspection',
            name='decided',
            field=models.DateField(blank=True, null=True, verbose_name='ngày quyết định'),
        ),
        migrations.AlterField(
            model_name='inspection',
            name='number',
            field=models.CharField(blank=True, max_length=60, verbose_name='số quyết định'),
        ),
        migrations.AlterField(
            model_name='programmeitem',
            name='activity',
            field=models.CharField(choices=[('compliance', 'Kiểm tra chấp hành'), ('violation', 'Kiểm tra dấu hiệu vi phạm'), ('duty', 'Kiểm tra nhiệm vụ KTGS'), ('discipline', 'Kiểm tra thi hành kỷ luật'), ('finance', 'Kiểm tra tài chính'), ('dues', 'Kiểm tra đảng phí'), ('thematic', 'Giám sát chuyên đề'), ('routine', 'Giám sát thường xuyên'), ('assets', 'Xác minh tài sản, thu nhập')], max_length=20, verbose_name='loại'),
        ),
        migrations.AlterField(
            model_name='subject',
            name='activity',
            field=models.CharField(choices=[('compliance', 'Kiểm tra chấp hành'), ('violation', 'Kiểm tra dấu hiệu vi phạm'), ('duty', 'Kiểm tra nhiệm vụ KTGS'), ('discipline', 'Kiểm tra thi hành kỷ luật'), ('finance', 'Kiểm tra tài chính'), ('dues', 'Kiểm tra đảng phí'), ('thematic', 'Giám sát chuyên đề'), ('routine', 'Giám sát thường xuyên'), ('assets', 'Xác minh tài sản, thu nhập')], editable=False, max_length=20, verbose_name='loại'),
        ),
        migrations.AlterField(
            model_name='subject',
            name='decided',
            field=models.DateField(editable=False, null=True, verbose_name='ngày quyết định'),
        ),
    ]
