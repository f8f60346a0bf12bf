from django.urls import reverse
from django.utils.html import format_html

from core.tables import CodeColumn, Column, DateColumn, Table
from core.text import short_date


class PairTable(Table):
    """Two records of members that may be of one person; Excel has what the page tells in small letters as columns."""

    first = Column("Hồ sơ thứ nhất", order_by=("first__sort_key", "keys"), wide=True)
    first_card = CodeColumn("Số thẻ thứ nhất", accessor="first__card_number", visible=False)
    first_born = DateColumn("Ngày sinh thứ nhất", accessor="first__born", visible=False)
    first_place = Column("Nơi sinh hoạt thứ nhất", accessor="first__organization", visible=False, wide=True)
    second = Column("Hồ sơ thứ hai", order_by=("second__sort_key", "keys"), wide=True)
    second_card = CodeColumn("Số thẻ thứ hai", accessor="second__card_number", visible=False)
    second_born = DateColumn("Ngày sinh thứ hai", accessor="second__born", visible=False)
    second_place = Column("Nơi sinh hoạt thứ hai", accessor="second__organization", visible=False, wide=True)
    told = Column("Giống nhau ở", order_by=("told", "keys"), wide=True)
    compare = Column("Đối chiếu", accessor="keys", orderable=False, exclude_from_export=True)

    caption = "Các cặp hồ sơ nghi trùng"
    unit = "cặp hồ sơ"

    def render_first(self, record, value):
        return _shown(value)

    render_second = render_first

    def render_compare(self, record, value):
        hidden = format_html('<span class="visually-hidden"> {} và {}</span>', record.first, record.second)
        return format_html('<a href="{}">Đối chiếu{}</a>', reverse("duplicate-pair", args=value), hidden)


def _shown(member):
    born = f" · {short_date(member.born)}" if member.born else ""
    address = reverse("member-detail", args=[member.pk])
    return format_html(
        '<a href="{}">{}</a><br><span class="muted">Thẻ {}{}<br>{} ({})</span>',
        address, member.name, member.card_number, born, member.organization, member.organization.code,
    )  # fmt: skip
