import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('inspections', '0001_initial'),
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', 'Cấp ủy'), ('standing', 'Ban thường vụ'), ('commission', 'Ủy ban kiểm tra'), ('advisory', 'Cơ quan tham mưu'), ('cell', 'Chi bộ')], max_length=20, verbose_name='chủ thể')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp thực hiện')),
                ('subject_kind', models.CharField(choices=[('organization', 'Tổ chức đảng'), ('member', 'Đảng viên')], editable=False, max_length=20, verbose_name='đối tượng')),
                ('organization_type', models.CharField(choices=[('central', 'Đảng bộ trung ương'), ('province', 'Đảng bộ tỉnh'), ('district', 'Đảng bộ huyện'), ('base', 'Đảng bộ cơ sở'), ('base_cell', 'Chi bộ cơ sở'), ('section', 'Đảng bộ bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='loại tổ chức của đối tượng')),
                ('seat', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp ủy viên')),
                ('managed_by', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='diện quản lý')),
                ('number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('decided', models.DateField(verbose_name='ngày quyết định')),
                ('form', models.CharField(choices=[('reprimand', 'Khiển trách'), ('warning', 'Cảnh cáo'), ('removal', 'Cách chức'), ('expulsion', 'Khai trừ'), ('dissolution', 'Giải tán')], max_length=20, verbose_name='hình thức')),
                ('violated', models.DateField(blank=True, null=True, verbose_name='ngày vi phạm')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('inspection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='inspections.inspection', verbose_name='cuộc kiểm tra dẫn đến')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organization', verbose_name='tổ chức thực hiện')),
                ('subject_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.member', verbose_name='đảng viên')),
                ('subject_organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'quyết định kỷ luật',
                'verbose_name_plural': 'quyết định kỷ luật',
                'ordering': ['-decided', '-pk'],
                'indexes': [models.Index(fields=['path', 'decided', 'form', 'level', 'body', 'subject_kind', 'seat'], name='decision_figures'), models.Index(fields=['path', '-decided', '-id'], name='decision_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['committee', 'standing', 'commission', 'advisory', 'cell'])), name='decision_body_is_known', violation_error_message='Chủ thể không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='decision_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', 'organization'), ('subject_member__isnull', True), ('subject_organization__isnull', False)), models.Q(('subject_kind', 'member'), ('subject_member__isnull', False), ('subject_organization__isnull', True)), _connector='OR'), name='decision_has_one_subject', violation_error_message='Chọn đúng một đối tượng: tổ chức đảng hoặc đảng viên.'), models.UniqueConstraint(fields=('organization', 'body', 'number', 'subject_organization'), name='one_decision_a_number_an_organization', violation_error_message='Tổ chức này đã có quyết định kỷ luật với số này.'), models.UniqueConstraint(fields=('organization', 'body', 'number', 'subject_member'), name='one_decision_a_number_a_member', violation_error_message='Đảng viên này đã có quyết định kỷ luật với số này.'), models.CheckConstraint(condition=models.Q(('form__in', ['reprimand', 'warning', 'removal', 'expulsion', 'dissolution'])), name='decision_form_is_known', violation_error_message='Hình thức không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('violated__isnull', True), ('violated__lte', models.F('decided')), _connector='OR'), name='decision_follows_the_violation', violation_error_message='Ngày vi phạm phải bằng hoặc trước ngày quyết định.')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', 'Cấp ủy'), ('standing', 'Ban thường vụ'), ('commission', 'Ủy ban kiểm tra'), ('advisory', 'Cơ quan tham mưu'), ('cell', 'Chi bộ')], max_length=20, verbose_name='chủ thể')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp thực hiện')),
                ('number', models.CharField(max_length=60, verbose_name='số đơn')),
                ('received', models.DateField(verbose_name='ngày nhận')),
                ('grounds', models.TextField(blank=True, verbose_name='nội dung khiếu nại')),
                ('resolved', models.DateField(blank=True, null=True, verbose_name='ngày giải quyết')),
                ('result', models.CharField(blank=True, choices=[('kept', 'Giữ nguyên'), ('increased', 'Tăng'), ('reduced', 'Giảm'), ('cancelled', 'Xóa')], max_length=20, verbose_name='kết quả')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organization', verbose_name='tổ chức thực hiện')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='discipline.decision', verbose_name='quyết định bị khiếu nại')),
            ],
            options={
                'verbose_name': 'khiếu nại kỷ luật',
                'verbose_name_plural': 'khiếu nại kỷ luật',
                'ordering': ['-received', '-pk'],
                'indexes': [models.Index(fields=['path', 'received'], name='appeal_by_received'), models.Index(fields=['path', 'resolved'], name='appeal_by_resolved')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['committee', 'standing', 'commission', 'advisory', 'cell'])), name='appeal_body_is_known', violation_error_message='Chủ thể không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='appeal_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.UniqueConstraint(fields=('organization', 'number'), name='one_appeal_a_number', violation_error_message='Tổ chức này đã nhận đơn khiếu nại với số này.'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'kept', 'increased', 'reduced', 'cancelled'])), name='appeal_result_is_known', violation_error_message='Kết quả không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('resolved__isnull', True), ('resolved__gte', models.F('received')), _connector='OR'), name='appeal_resolved_after_received', violation_error_message='Ngày giải quyết phải bằng hoặc sau ngày nhận.')],
            },
        ),
        migrations.CreateModel(
            name='DecisionGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('TC1', 'Nghị quyết, chỉ thị, quy định, kết luận của Đảng'), ('TC2', 'Chính sách, pháp luật của Nhà nước'), ('TC3', 'Quy chế làm việc, tập trung dân chủ, đoàn kết nội bộ'), ('TC4', 'Công tác cán bộ'), ('TC5', 'Thực hành tiết kiệm, chống lãng phí'), ('TC6', 'Giải quyết khiếu nại, tố cáo'), ('TC7', 'Nội dung khác (tổ chức đảng)'), ('ĐV1', 'Quy chế làm việc, nguyên tắc tập trung dân chủ'), ('ĐV2', 'Phẩm chất đạo đức, lối sống (kiểm tra)'), ('ĐV3', 'Chức trách, nhiệm vụ được giao (kiểm tra)'), ('ĐV4', 'Những điều đảng viên không được làm (kiểm tra)'), ('ĐV5', 'Nội dung khác (kiểm tra đảng viên)'), ('GS1', 'Nghị quyết, chỉ thị của Đảng (giám sát)'), ('GS2', 'Chính sách, pháp luật của Nhà nước (giám sát)'), ('GS3', 'Quy chế làm việc, tập trung dân chủ, chế độ công tác (giám sát)'), ('GS4', 'Đạo đức, lối sống (giám sát)'), ('GS5', 'Chức trách, nhiệm vụ (giám sát)'), ('GS6', 'Những điều đảng viên không được làm (giám sát)'), ('GS7', 'Kê khai tài sản, thu nhập (giám sát)'), ('GS8', 'Nội dung khác (giám sát đảng viên)'), ('VP1', 'Tập trung dân chủ, quy chế làm việc, chế độ công tác'), ('VP2', 'Phẩm chất đạo đức, lối sống'), ('VP3', 'Đoàn kết nội bộ'), ('VP4', 'Những điều đảng viên không được làm'), ('VP5', 'Chính sách dân số, kế hoạch hóa gia đình'), ('VP6', 'Tham nhũng, cố ý làm trái'), ('VP7', 'Thiếu trách nhiệm, buông lỏng lãnh đạo'), ('VP8', 'Đất đai, tài nguyên, khoáng sản'), ('VP9', 'Tài chính, ngân hàng, đầu tư, xây dựng cơ bản'), ('VP10', 'Kê khai tài sản, thu nhập'), ('VP11', 'Nội dung khác (đảng viên)')], max_length=10, verbose_name='nhóm vi phạm')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='discipline.decision', verbose_name='quyết định kỷ luật')),
            ],
            options={
                'verbose_name': 'nhóm vi phạm bị kỷ luật',
                'verbose_name_plural': 'nhóm vi phạm bị kỷ luật',
                'ordering': ['decision', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'code'), name='a_group_once_a_decision'), models.CheckConstraint(condition=models.Q(('code__in', ('TC1', 'TC2', 'TC3', 'TC4', 'TC5', 'TC6', 'TC7', 'VP1', 'VP2', 'VP3', 'VP4', 'VP5', 'VP6', 'VP7', 'VP8', 'VP9', 'VP10', 'VP11'))), name='decision_group_is_known')],
            },
        ),
    ]
