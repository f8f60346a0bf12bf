import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0003_states_of_recorded_dates'),
    ]

    operations = [
        migrations.AlterField(
            model_name='subject',
            name='listed',
            field=models.DateField(editable=False, verbose_name='ngày xếp trong danh sách'),
        ),
        migrations.AlterField(
            model_name='inspection',
            name='listed',
            field=models.DateField(editable=False, verbose_name='ngày xếp trong danh sách'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['path', '-listed', '-id'], name='inspection_list'),
        ),
        migrations.AddIndex(
            model_name='subject',
            index=models.Index(fields=['path', '-listed', '-id'], name='subject_list'),
        ),
        migrations.AddConstraint(
            model_name='denunciation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'classified', 'not_handled', 'transferred', 'accepted', 'verifying', 'resolved', 'withdrawn'])), name='denunciation_state_is_known', violation_error_message='Tình trạng không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='denunciation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolved__isnull', False), ('state', 'resolved')), models.Q(models.Q(('state', 'resolved'), _negated=True), ('resolved__isnull', True)), _connector='OR'), name='denunciation_is_resolved_on_its_day', violation_error_message='Đơn đã giải quyết phải có ngày giải quyết, đơn chưa giải quyết thì không.'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('organization', 'body', 'number'), name='one_inspection_a_decision_number', violation_error_message='Chủ thể này đã có cuộc kiểm tra, giám sát theo số quyết định này.'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('activity__in', ['compliance', 'violation', 'duty', 'discipline', 'finance', 'dues', 'thematic', 'routine', 'assets'])), name='inspection_activity_is_known', violation_error_message='Loại không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'decided', 'announced', 'reported', 'verifying', 'drafted', 'concluded', 'notified', 'archived', 'suspended', 'cancelled'])), name='inspection_state_is_known', violation_error_message='Tình trạng không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided__isnull', True), ('prepared__isnull', False), ('state', 'prepared')), models.Q(('decided__isnull', False), ('state__in', ['decided', 'announced', 'reported', 'verifying', 'drafted', 'suspended', 'concluded', 'notified', 'archived']), models.Q(('number', ''), _negated=True)), ('state', 'cancelled'), _connector='OR'), name='inspection_is_decided_unless_prepared', violation_error_message='Cuộc đã qua bước chuẩn bị phải có số và ngày quyết định.'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('concluded__isnull', False), ('state__in', ('concluded', 'notified', 'archived'))), models.Q(models.Q(('state__in', ('concluded', 'notified', 'archived')), _negated=True), ('concluded__isnull', True)), _connector='OR'), name='inspection_is_concluded_on_its_day', violation_error_message='Cuộc đã kết luận phải có ngày kết luận, cuộc chưa kết luận thì không.'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled__isnull', False), ('state', 'cancelled')), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled__isnull', True)), _connector='OR'), name='inspection_is_cancelled_on_its_day', violation_error_message='Cuộc đã hủy phải có ngày hủy.'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('secrecy__in', ['normal', 'internal', 'secret', 'top_secret', 'most_secret'])), name='inspection_secrecy_is_known', violation_error_message='Độ mật không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.UniqueConstraint(fields=('organization', 'body', 'year', 'scope'), name='one_programme_a_body_a_year', violation_error_message='Chủ thể này đã có chương trình của năm.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('last_year__isnull', True), ('scope', 'year')), models.Q(('last_year__gt', models.F('year')), ('last_year__lte', django.db.models.expressions.CombinedExpression(models.F('year'), '+', models.Value(10))), ('scope', 'term')), _connector='OR'), name='programme_of_a_term_has_its_last_year', violation_error_message='Chương trình toàn khóa cần năm cuối, sau năm đầu và không quá 10 năm.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'approved', 'adjusted', 'closed'])), name='programme_state_is_known', violation_error_message='Tình trạng không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='programmeitem',
            constraint=models.CheckConstraint(condition=models.Q(('activity__in', ['compliance', 'violation', 'duty', 'discipline', 'finance', 'dues', 'thematic', 'routine', 'assets'])), name='programme_item_activity_is_known', violation_error_message='Loại không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='programmeitem',
            constraint=models.CheckConstraint(condition=models.Q(('month__isnull', True), models.Q(('month__gte', 1), ('month__lte', 12)), _connector='OR'), name='programme_item_month_is_1_to_12', violation_error_message='Tháng là số từ 1 đến 12.'),
        ),
        migrations.AddConstraint(
            model_name='programmeitem',
            constraint=models.CheckConstraint(condition=models.Q(('looked_to__isnull', True), ('looked_from__isnull', True), ('looked_to__gte', models.F('looked_from')), _connector='OR'), name='programme_item_looks_back_in_order', violation_error_message='Mốc kiểm tra: ngày cuối phải bằng hoặc sau ngày đầu.'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'returned', 'done', 'verified'])), name='remedy_state_is_known', violation_error_message='Tình trạng không có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done__isnull', False), ('state__in', ('done', 'verified'))), models.Q(models.Q(('state__in', ('done', 'verified')), _negated=True), ('done__isnull', True)), _connector='OR'), name='remedy_is_done_on_its_day', violation_error_message='Việc đã khắc phục xong phải có ngày xong, việc chưa xong thì không.'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), ('verified__isnull', False), ('verified_by__isnull', False)), models.Q(models.Q(('state', 'verified'), _negated=True), ('verified__isnull', True), ('verified_by__isnull', True)), _connector='OR'), name='remedy_is_verified_by_somebody', violation_error_message='Việc đã xác nhận phải có ngày và người xác nhận.'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(('done_by__isnull', True), ('verified_by__isnull', True), models.Q(('verified_by', models.F('done_by')), _negated=True), _connector='OR'), name='remedy_is_verified_by_a_second_person', violation_error_message='Người xác nhận phải khác người báo cáo đã khắc phục xong.'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(('owner_organization__isnull', True), ('owner_member__isnull', True), _connector='OR'), name='remedy_has_one_owner', violation_error_message='Chỉ ghi một nơi chịu trách nhiệm: tổ chức đảng hoặc đảng viên.'),
        ),
    ]
