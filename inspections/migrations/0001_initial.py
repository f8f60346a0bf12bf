import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='số thứ tự')),
                ('group', models.CharField(blank=True, choices=[('TC1', 'Nghị quyết, chỉ thị, quy định, kết luận của Đảng'), ('TC2', 'Chính sách, pháp luật của Nhà nước'), ('TC3', 'Quy chế làm việc, tập trung dân chủ, đoàn kết nội bộ'), ('TC4', 'Công tác cán bộ'), ('TC5', 'Thực hành tiết kiệm, chống lãng phí'), ('TC6', 'Giải quyết khiếu nại, tố cáo'), ('TC7', 'Nội dung khác (tổ chức đảng)'), ('ĐV1', 'Quy chế làm việc, nguyên tắc tập trung dân chủ'), ('ĐV2', 'Phẩm chất đạo đức, lối sống (kiểm tra)'), ('ĐV3', 'Chức trách, nhiệm vụ được giao (kiểm tra)'), ('ĐV4', 'Những điều đảng viên không được làm (kiểm tra)'), ('ĐV5', 'Nội dung khác (kiểm tra đảng viên)'), ('GS1', 'Nghị quyết, chỉ thị của Đảng (giám sát)'), ('GS2', 'Chính sách, pháp luật của Nhà nước (giám sát)'), ('GS3', 'Quy chế làm việc, tập trung dân chủ, chế độ công tác (giám sát)'), ('GS4', 'Đạo đức, lối sống (giám sát)'), ('GS5', 'Chức trách, nhiệm vụ (giám sát)'), ('GS6', 'Những điều đảng viên không được làm (giám sát)'), ('GS7', 'Kê khai tài sản, thu nhập (giám sát)'), ('GS8', 'Nội dung khác (giám sát đảng viên)'), ('VP1', 'Tập trung dân chủ, quy chế làm việc, chế độ công tác'), ('VP2', 'Phẩm chất đạo đức, lối sống'), ('VP3', 'Đoàn kết nội bộ'), ('VP4', 'Những điều đảng viên không được làm'), ('VP5', 'Chính sách dân số, kế hoạch hóa gia đình'), ('VP6', 'Tham nhũng, cố ý làm trái'), ('VP7', 'Thiếu trách nhiệm, buông lỏng lãnh đạo'), ('VP8', 'Đất đai, tài nguyên, khoáng sản'), ('VP9', 'Tài chính, ngân hàng, đầu tư, xây dựng cơ bản'), ('VP10', 'Kê khai tài sản, thu nhập'), ('VP11', 'Nội dung khác (đảng viên)')], max_length=10, verbose_name='nhóm vi phạm')),
                ('description', models.TextField(verbose_name='mô tả')),
                ('severity', models.CharField(blank=True, choices=[('minor', 'Ít nghiêm trọng'), ('serious', 'Nghiêm trọng'), ('very_serious', 'Rất nghiêm trọng'), ('grave', 'Đặc biệt nghiêm trọng')], max_length=20, verbose_name='mức độ')),
                ('cause', models.TextField(blank=True, verbose_name='nguyên nhân')),
                ('path', models.CharField(db_index=True, editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
            ],
            options={
                'verbose_name': 'khuyết điểm, vi phạm',
                'verbose_name_plural': 'khuyết điểm, vi phạm',
                'ordering': ['subject', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Denunciation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', 'Cấp ủy'), ('standing', 'Ban thường vụ'), ('commission', 'Ủy ban kiểm tra'), ('advisory', 'Cơ quan tham mưu'), ('cell', 'Chi bộ')], max_length=20, verbose_name='chủ thể')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp thực hiện')),
                ('subject_kind', models.CharField(choices=[('organization', 'Tổ chức đảng'), ('member', 'Đảng viên')], editable=False, max_length=20, verbose_name='đối tượng')),
                ('organization_type', models.CharField(choices=[('central', 'Đảng bộ trung ương'), ('province', 'Đảng bộ tỉnh'), ('district', 'Đảng bộ huyện'), ('base', 'Đảng bộ cơ sở'), ('base_cell', 'Chi bộ cơ sở'), ('section', 'Đảng bộ bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='loại tổ chức của đối tượng')),
                ('seat', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp ủy viên')),
                ('managed_by', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='diện quản lý')),
                ('number', models.CharField(max_length=60, verbose_name='số đơn')),
                ('received', models.DateField(verbose_name='ngày nhận')),
                ('resolved', models.DateField(blank=True, null=True, verbose_name='ngày giải quyết')),
                ('result', models.CharField(blank=True, choices=[('unfounded', 'Chưa có cơ sở'), ('false', 'Tố sai'), ('shortcoming', 'Đúng, có khuyết điểm'), ('violation', 'Đúng, có vi phạm'), ('to_discipline', 'Phải kỷ luật')], max_length=20, verbose_name='kết quả')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organization', verbose_name='tổ chức thực hiện')),
                ('subject_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.member', verbose_name='đảng viên')),
                ('subject_organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'đơn tố cáo',
                'verbose_name_plural': 'đơn tố cáo',
                'ordering': ['-received', '-pk'],
                'indexes': [models.Index(fields=['path', 'received'], name='denunciation_by_received'), models.Index(fields=['path', 'resolved'], name='denunciation_by_resolved')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['committee', 'standing', 'commission', 'advisory', 'cell'])), name='denunciation_body_is_known', violation_error_message='Chủ thể không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='denunciation_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', 'organization'), ('subject_member__isnull', True), ('subject_organization__isnull', False)), models.Q(('subject_kind', 'member'), ('subject_member__isnull', False), ('subject_organization__isnull', True)), _connector='OR'), name='denunciation_has_one_subject', violation_error_message='Chọn đúng một đối tượng: tổ chức đảng hoặc đảng viên.'), models.UniqueConstraint(fields=('organization', 'number', 'subject_organization'), name='one_denunciation_a_number_an_organization', violation_error_message='Đơn này về tổ chức này đã được ghi.'), models.UniqueConstraint(fields=('organization', 'number', 'subject_member'), name='one_denunciation_a_number_a_member', violation_error_message='Đơn này về đảng viên này đã được ghi.'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'unfounded', 'false', 'shortcoming', 'violation', 'to_discipline'])), name='denunciation_result_is_known', violation_error_message='Kết quả không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('resolved__isnull', True), ('resolved__gte', models.F('received')), _connector='OR'), name='denunciation_resolved_after_received', violation_error_message='Ngày giải quyết phải bằng hoặc sau ngày nhận.')],
            },
        ),
        migrations.CreateModel(
            name='DenunciationGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('TC1', 'Nghị quyết, chỉ thị, quy định, kết luận của Đảng'), ('TC2', 'Chính sách, pháp luật của Nhà nước'), ('TC3', 'Quy chế làm việc, tập trung dân chủ, đoàn kết nội bộ'), ('TC4', 'Công tác cán bộ'), ('TC5', 'Thực hành tiết kiệm, chống lãng phí'), ('TC6', 'Giải quyết khiếu nại, tố cáo'), ('TC7', 'Nội dung khác (tổ chức đảng)'), ('ĐV1', 'Quy chế làm việc, nguyên tắc tập trung dân chủ'), ('ĐV2', 'Phẩm chất đạo đức, lối sống (kiểm tra)'), ('ĐV3', 'Chức trách, nhiệm vụ được giao (kiểm tra)'), ('ĐV4', 'Những điều đảng viên không được làm (kiểm tra)'), ('ĐV5', 'Nội dung khác (kiểm tra đảng viên)'), ('GS1', 'Nghị quyết, chỉ thị của Đảng (giám sát)'), ('GS2', 'Chính sách, pháp luật của Nhà nước (giám sát)'), ('GS3', 'Quy chế làm việc, tập trung dân chủ, chế độ công tác (giám sát)'), ('GS4', 'Đạo đức, lối sống (giám sát)'), ('GS5', 'Chức trách, nhiệm vụ (giám sát)'), ('GS6', 'Những điều đảng viên không được làm (giám sát)'), ('GS7', 'Kê khai tài sản, thu nhập (giám sát)'), ('GS8', 'Nội dung khác (giám sát đảng viên)'), ('VP1', 'Tập trung dân chủ, quy chế làm việc, chế độ công tác'), ('VP2', 'Phẩm chất đạo đức, lối sống'), ('VP3', 'Đoàn kết nội bộ'), ('VP4', 'Những điều đảng viên không được làm'), ('VP5', 'Chính sách dân số, kế hoạch hóa gia đình'), ('VP6', 'Tham nhũng, cố ý làm trái'), ('VP7', 'Thiếu trách nhiệm, buông lỏng lãnh đạo'), ('VP8', 'Đất đai, tài nguyên, khoáng sản'), ('VP9', 'Tài chính, ngân hàng, đầu tư, xây dựng cơ bản'), ('VP10', 'Kê khai tài sản, thu nhập'), ('VP11', 'Nội dung khác (đảng viên)')], max_length=10, verbose_name='nhóm vi phạm')),
                ('denunciation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='inspections.denunciation', verbose_name='đơn tố cáo')),
            ],
            options={
                'verbose_name': 'nhóm vi phạm bị tố cáo',
                'verbose_name_plural': 'nhóm vi phạm bị tố cáo',
                'ordering': ['denunciation', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('denunciation', 'code'), name='a_group_once_a_denunciation'), models.CheckConstraint(condition=models.Q(('code__in', ('TC1', 'TC2', 'TC3', 'TC4', 'TC5', 'TC6', 'TC7', 'VP1', 'VP2', 'VP3', 'VP4', 'VP5', 'VP6', 'VP7', 'VP8', 'VP9', 'VP10', 'VP11'))), name='denunciation_group_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', 'Cấp ủy'), ('standing', 'Ban thường vụ'), ('commission', 'Ủy ban kiểm tra'), ('advisory', 'Cơ quan tham mưu'), ('cell', 'Chi bộ')], max_length=20, verbose_name='chủ thể')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp thực hiện')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organization', verbose_name='tổ chức thực hiện')),
            ],
            options={
                'verbose_name': 'chương trình kiểm tra, giám sát',
                'verbose_name_plural': 'chương trình kiểm tra, giám sát',
                'ordering': ['-year', 'path', 'body'],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['committee', 'standing', 'commission', 'advisory', 'cell'])), name='programme_body_is_known', violation_error_message='Chủ thể không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='programme_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.UniqueConstraint(fields=('organization', 'body', 'year'), name='one_programme_a_body_a_year', violation_error_message='Chủ thể này đã có chương trình của năm.'), models.CheckConstraint(condition=models.Q(('year__gte', 1930), ('year__lte', 2200)), name='programme_year_is_plausible', violation_error_message='Năm phải từ 1930 đến 2200.')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='số thứ tự')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản')),
                ('document_date', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('activity', models.CharField(choices=[('compliance', 'Kiểm tra chấp hành'), ('violation', 'Kiểm tra dấu hiệu vi phạm'), ('duty', 'Kiểm tra nhiệm vụ KTGS'), ('discipline', 'Kiểm tra thi hành kỷ luật'), ('finance', 'Kiểm tra tài chính'), ('dues', 'Kiểm tra đảng phí'), ('thematic', 'Giám sát chuyên đề'), ('routine', 'Giám sát thường xuyên')], max_length=20, verbose_name='loại')),
                ('content', models.TextField(verbose_name='nội dung')),
                ('quarter', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='quý')),
                ('lead', models.CharField(blank=True, max_length=250, verbose_name='phụ trách')),
                ('path', models.CharField(db_index=True, editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='inspections.programme', verbose_name='chương trình')),
            ],
            options={
                'verbose_name': 'mục chương trình',
                'verbose_name_plural': 'mục chương trình',
                'ordering': ['programme', 'number'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='one_item_a_number_in_a_programme', violation_error_message='Số thứ tự này đã có trong chương trình.'), models.CheckConstraint(condition=models.Q(('activity__in', ['compliance', 'violation', 'duty', 'discipline', 'finance', 'dues', 'thematic', 'routine'])), name='programme_item_activity_is_known', violation_error_message='Loại không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('quarter__isnull', True), models.Q(('quarter__gte', 1), ('quarter__lte', 4)), _connector='OR'), name='programme_item_quarter_is_1_to_4', violation_error_message='Quý là số từ 1 đến 4.')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', 'Cấp ủy'), ('standing', 'Ban thường vụ'), ('commission', 'Ủy ban kiểm tra'), ('advisory', 'Cơ quan tham mưu'), ('cell', 'Chi bộ')], max_length=20, verbose_name='chủ thể')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp thực hiện')),
                ('number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('decided', models.DateField(verbose_name='ngày quyết định')),
                ('activity', models.CharField(choices=[('compliance', 'Kiểm tra chấp hành'), ('violation', 'Kiểm tra dấu hiệu vi phạm'), ('duty', 'Kiểm tra nhiệm vụ KTGS'), ('discipline', 'Kiểm tra thi hành kỷ luật'), ('finance', 'Kiểm tra tài chính'), ('dues', 'Kiểm tra đảng phí'), ('thematic', 'Giám sát chuyên đề'), ('routine', 'Giám sát thường xuyên')], max_length=20, verbose_name='loại')),
                ('started', models.DateField(blank=True, null=True, verbose_name='ngày bắt đầu')),
                ('concluded', models.DateField(blank=True, null=True, verbose_name='ngày kết luận')),
                ('conclusion_number', models.CharField(blank=True, max_length=60, verbose_name='số kết luận')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='phiên bản')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.organization', verbose_name='tổ chức thực hiện')),
                ('programme_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='inspections.programmeitem', verbose_name='mục chương trình')),
            ],
            options={
                'verbose_name': 'cuộc kiểm tra, giám sát',
                'verbose_name_plural': 'cuộc kiểm tra, giám sát',
                'ordering': ['-decided', '-pk'],
                'indexes': [models.Index(fields=['path', 'concluded', 'activity', 'level', 'body'], name='inspection_figures'), models.Index(fields=['path', '-decided', '-id'], name='inspection_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['committee', 'standing', 'commission', 'advisory', 'cell'])), name='inspection_body_is_known', violation_error_message='Chủ thể không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'district', 'base', 'section', 'cell'])), name='inspection_level_is_known', violation_error_message='Cấp không có trong danh mục.'), models.UniqueConstraint(fields=('organization', 'body', 'number'), name='one_inspection_a_decision_number', violation_error_message='Chủ thể này đã có cuộc kiểm tra, giám sát theo số quyết định này.'), models.CheckConstraint(condition=models.Q(('activity__in', ['compliance', 'violation', 'duty', 'discipline', 'finance', 'dues', 'thematic', 'routine'])), name='inspection_activity_is_known', violation_error_message='Loại không có trong danh mục.'), models.CheckConstraint(condition=models.Q(('concluded__isnull', True), ('concluded__gte', models.F('decided')), _connector='OR'), name='inspection_concluded_after_decided', violation_error_message='Ngày kết luận phải bằng hoặc sau ngày quyết định.'), models.CheckConstraint(condition=models.Q(('concluded__isnull', True), ('started__isnull', True), ('concluded__gte', models.F('started')), _connector='OR'), name='inspection_concluded_after_started', violation_error_message='Ngày kết luận phải bằng hoặc sau ngày bắt đầu.')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItemSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('organization', 'Tổ chức đảng'), ('member', 'Đảng viên')], editable=False, max_length=20, verbose_name='đối tượng')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='inspections.programmeitem', verbose_name='mục chương trình')),
                ('subject_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.member', verbose_name='đảng viên')),
                ('subject_organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'đối tượng của mục chương trình',
                'verbose_name_plural': 'đối tượng của mục chương trình',
                'ordering': ['item', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', 'organization'), ('subject_member__isnull', True), ('subject_organization__isnull', False)), models.Q(('subject_kind', 'member'), ('subject_member__isnull', False), ('subject_organization__isnull', True)), _connector='OR'), name='programmeitemsubject_has_one_subject', violation_error_message='Chọn đúng một đối tượng: tổ chức đảng hoặc đảng viên.'), models.UniqueConstraint(fields=('item', 'subject_organization'), name='an_organization_once_in_an_item', violation_error_message='Tổ chức này đã có trong mục chương trình.'), models.UniqueConstraint(fields=('item', 'subject_member'), name='a_member_once_in_an_item', violation_error_message='Đảng viên này đã có trong mục chương trình.')],
            },
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('requirement', models.TextField(blank=True, verbose_name='yêu cầu khắc phục')),
                ('due', models.DateField(blank=True, null=True, verbose_name='hạn khắc phục')),
                ('done', models.DateField(blank=True, null=True, verbose_name='ngày khắc phục xong')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='remedy', to='inspections.finding', verbose_name='khuyết điểm')),
            ],
            options={
                'verbose_name': 'yêu cầu khắc phục',
                'verbose_name_plural': 'yêu cầu khắc phục',
                'ordering': ['due', 'pk'],
                'indexes': [models.Index(fields=['path', 'due', 'done'], name='remedy_by_due'), models.Index(fields=['path', 'done', 'due'], name='remedy_by_done')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('organization', 'Tổ chức đảng'), ('member', 'Đảng viên')], editable=False, max_length=20, verbose_name='đối tượng')),
                ('organization_type', models.CharField(choices=[('central', 'Đảng bộ trung ương'), ('province', 'Đảng bộ tỉnh'), ('district', 'Đảng bộ huyện'), ('base', 'Đảng bộ cơ sở'), ('base_cell', 'Chi bộ cơ sở'), ('section', 'Đảng bộ bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='loại tổ chức của đối tượng')),
                ('seat', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='cấp ủy viên')),
                ('managed_by', models.CharField(blank=True, choices=[('central', 'Trung ương'), ('province', 'Tỉnh'), ('district', 'Huyện'), ('base', 'Cơ sở'), ('section', 'Bộ phận'), ('cell', 'Chi bộ')], editable=False, max_length=20, verbose_name='diện quản lý')),
                ('result', models.CharField(blank=True, choices=[('good', 'Tốt'), ('shortcoming', 'Có khuyết điểm'), ('violation', 'Có vi phạm'), ('to_discipline', 'Phải kỷ luật'), ('to_inspection', 'Chuyển kiểm tra dấu hiệu vi phạm'), ('to_others', 'Chuyển cơ quan khác')], max_length=20, verbose_name='kết quả')),
                ('path', models.CharField(editable=False, max_length=250, verbose_name='đường dẫn trong cây')),
                ('level', models.CharField(editable=False, max_length=20, verbose_name='cấp thực hiện')),
                ('body', models.CharField(editable=False, max_length=20, verbose_name='chủ thể')),
                ('activity', models.CharField(choices=[('compliance', 'Kiểm tra chấp hành'), ('violation', 'Kiểm tra dấu hiệu vi phạm'), ('duty', 'Kiểm tra nhiệm vụ KTGS'), ('discipline', 'Kiểm tra thi hành kỷ luật'), ('finance', 'Kiểm tra tài chính'), ('dues', 'Kiểm tra đảng phí'), ('thematic', 'Giám sát chuyên đề'), ('routine', 'Giám sát thường xuyên')], editable=False, max_length=20, verbose_name='loại')),
                ('decided', models.DateField(editable=False, verbose_name='ngày quyết định')),
                ('concluded', models.DateField(editable=False, null=True, verbose_name='ngày kết luận')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='inspections.inspection', verbose_name='cuộc kiểm tra, giám sát')),
                ('subject_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.member', verbose_name='đảng viên')),
                ('subject_organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_about', to='members.organization', verbose_name='tổ chức đảng')),
            ],
            options={
                'verbose_name': 'đối tượng kiểm tra, giám sát',
                'verbose_name_plural': 'đối tượng kiểm tra, giám sát',
                'ordering': ['-decided', 'inspection', 'pk'],
                'indexes': [models.Index(fields=['path', 'concluded', 'activity', 'level', 'body', 'subject_kind', 'result', 'seat'], name='subject_figures'), models.Index(fields=['path', '-decided', '-id'], name='subject_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('subject_kind', 'organization'), ('subject_member__isnull', True), ('subject_organization__isnull', False)), models.Q(('subject_kind', 'member'), ('subject_member__isnull', False), ('subject_organization__isnull', True)), _connector='OR'), name='subject_has_one_subject', violation_error_message='Chọn đúng một đối tượng: tổ chức đảng hoặc đảng viên.'), models.UniqueConstraint(fields=('inspection', 'subject_organization'), name='an_organization_once_in_an_inspection', violation_error_message='Tổ chức này đã có trong cuộc kiểm tra, giám sát.'), models.UniqueConstraint(fields=('inspection', 'subject_member'), name='a_member_once_in_an_inspection', violation_error_message='Đảng viên này đã có trong cuộc kiểm tra, giám sát.'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'good', 'shortcoming', 'violation', 'to_discipline', 'to_inspection', 'to_others'])), name='subject_result_is_known', violation_error_message='Kết quả không có trong danh mục.')],
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='inspections.subject', verbose_name='đối tượng'),
        ),
        migrations.CreateModel(
            name='SubjectContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('TC1', 'Nghị quyết, chỉ thị, quy định, kết luận của Đảng'), ('TC2', 'Chính sách, pháp luật của Nhà nước'), ('TC3', 'Quy chế làm việc, tập trung dân chủ, đoàn kết nội bộ'), ('TC4', 'Công tác cán bộ'), ('TC5', 'Thực hành tiết kiệm, chống lãng phí'), ('TC6', 'Giải quyết khiếu nại, tố cáo'), ('TC7', 'Nội dung khác (tổ chức đảng)'), ('ĐV1', 'Quy chế làm việc, nguyên tắc tập trung dân chủ'), ('ĐV2', 'Phẩm chất đạo đức, lối sống (kiểm tra)'), ('ĐV3', 'Chức trách, nhiệm vụ được giao (kiểm tra)'), ('ĐV4', 'Những điều đảng viên không được làm (kiểm tra)'), ('ĐV5', 'Nội dung khác (kiểm tra đảng viên)'), ('GS1', 'Nghị quyết, chỉ thị của Đảng (giám sát)'), ('GS2', 'Chính sách, pháp luật của Nhà nước (giám sát)'), ('GS3', 'Quy chế làm việc, tập trung dân chủ, chế độ công tác (giám sát)'), ('GS4', 'Đạo đức, lối sống (giám sát)'), ('GS5', 'Chức trách, nhiệm vụ (giám sát)'), ('GS6', 'Những điều đảng viên không được làm (giám sát)'), ('GS7', 'Kê khai tài sản, thu nhập (giám sát)'), ('GS8', 'Nội dung khác (giám sát đảng viên)'), ('VP1', 'Tập trung dân chủ, quy chế làm việc, chế độ công tác'), ('VP2', 'Phẩm chất đạo đức, lối sống'), ('VP3', 'Đoàn kết nội bộ'), ('VP4', 'Những điều đảng viên không được làm'), ('VP5', 'Chính sách dân số, kế hoạch hóa gia đình'), ('VP6', 'Tham nhũng, cố ý làm trái'), ('VP7', 'Thiếu trách nhiệm, buông lỏng lãnh đạo'), ('VP8', 'Đất đai, tài nguyên, khoáng sản'), ('VP9', 'Tài chính, ngân hàng, đầu tư, xây dựng cơ bản'), ('VP10', 'Kê khai tài sản, thu nhập'), ('VP11', 'Nội dung khác (đảng viên)')], max_length=10, verbose_name='nội dung')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contents', to='inspections.subject', verbose_name='đối tượng')),
            ],
            options={
                'verbose_name': 'nội dung kiểm tra',
                'verbose_name_plural': 'nội dung kiểm tra',
                'ordering': ['subject', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('subject', 'code'), name='a_content_once_a_subject'), models.CheckConstraint(condition=models.Q(('code__in', ['TC1', 'TC2', 'TC3', 'TC4', 'TC5', 'TC6', 'TC7', 'ĐV1', 'ĐV2', 'ĐV3', 'ĐV4', 'ĐV5', 'GS1', 'GS2', 'GS3', 'GS4', 'GS5', 'GS6', 'GS7', 'GS8', 'VP1', 'VP2', 'VP3', 'VP4', 'VP5', 'VP6', 'VP7', 'VP8', 'VP9', 'VP10', 'VP11'])), name='subject_content_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SubjectTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(db_index=True, max_length=120, verbose_name='chuyên đề')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='inspections.subject', verbose_name='đối tượng')),
            ],
            options={
                'verbose_name': 'chuyên đề',
                'verbose_name_plural': 'chuyên đề',
                'ordering': ['subject', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('subject', 'name'), name='a_topic_once_a_subject')],
            },
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('subject', 'number'), name='one_finding_a_number_a_subject', violation_error_message='Số thứ tự này đã có với đối tượng.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('group__in', ['', 'TC1', 'TC2', 'TC3', 'TC4', 'TC5', 'TC6', 'TC7', 'VP1', 'VP2', 'VP3', 'VP4', 'VP5', 'VP6', 'VP7', 'VP8', 'VP9', 'VP10', 'VP11'])), name='finding_group_is_known', violation_error_message='Nhóm vi phạm không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('severity__in', ['', 'minor', 'serious', 'very_serious', 'grave'])), name='finding_severity_is_known', violation_error_message='Mức độ không có trong danh mục.'),
        ),
    ]
