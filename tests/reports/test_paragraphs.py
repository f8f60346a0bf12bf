"""Ten paragraphs in the style of published reports, entered as records through a workbook, come out word for word.

Each is a layout of its own about its own period, so that the acts of one are not in another.
"""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction

from core.periods import parse
from members.choices import Role
from members.models import Assignment, Organization
from reports.comparison import Style
from reports.composing import Asked, compose
from reports.models import ActorSet
from reports.notation import read
from tests.numbers import wrong_numbers
from tests.reports.paragraph_book import ParagraphBook

pytestmark = pytest.mark.django_db

COMMUNE, CELL, DISTRICT = ("X1", "Cấp ủy"), ("CB01", "Chi bộ"), ("H", "Ban thường vụ")
LATE = date(2021, 12, 1)
CHECK, SIGNS, WATCH = "Kiểm tra chấp hành", "Kiểm tra dấu hiệu vi phạm", "Giám sát chuyên đề"
FIGURES = f"""
Số liệu:
kt tổ chức = Đối tượng đã kết luận; Loại: {CHECK}; Đối tượng: Tổ chức đảng; Nhóm chủ thể: cấp ủy các cấp và chi bộ
kt đảng viên = Đối tượng đã kết luận; Loại: {CHECK}; Đối tượng: Đảng viên; Nhóm chủ thể: cấp ủy các cấp và chi bộ
kt cấp ủy viên = trong đó kt đảng viên; Cấp ủy viên: có
kt phải kỷ luật = trong đó kt đảng viên; Kết quả: Phải kỷ luật
dhvp tổ chức = Đối tượng đã kết luận; Loại: {SIGNS}; Đối tượng: Tổ chức đảng; Nhóm chủ thể: UBKT các cấp
dhvp = Đối tượng đã kết luận; Loại: {SIGNS}; Đối tượng: Đảng viên; Nhóm chủ thể: UBKT các cấp
dhvp có vi phạm = trong đó dhvp; Kết quả: Có vi phạm, Phải kỷ luật
dhvp phải kỷ luật = trong đó dhvp; Kết quả: Phải kỷ luật
dhvp đã kỷ luật = trong đó dhvp phải kỷ luật; Xử lý sau kết luận: Đã thi hành kỷ luật
dhvp chuyển kỳ sau = trong đó dhvp phải kỷ luật; Xử lý sau kết luận: Phải kỷ luật, chuyển kỳ sau
dhvp đang = Đối tượng đang kiểm tra, giám sát cuối kỳ; Loại: {SIGNS}
dhvp từ kỳ trước = Đối tượng từ kỳ trước chuyển sang; Loại: {SIGNS}
kl tổ chức = Kỷ luật; Đối tượng: Tổ chức đảng
kl = Kỷ luật; Đối tượng: Đảng viên
kl cấp ủy viên = trong đó kl; Cấp ủy viên: có
kl nội dung = Nội dung vi phạm bị kỷ luật; Đối tượng: Đảng viên
kl đạo đức = trong đó kl nội dung; Nhóm vi phạm: VP2
kl cấp ủy = trong đó kl; Nhóm chủ thể: cấp ủy các cấp và chi bộ
kl ubkt = trong đó kl; Nhóm chủ thể: UBKT các cấp
gs tổ chức = Đối tượng đã kết luận; Loại: {WATCH}; Đối tượng: Tổ chức đảng
gs đảng viên = Đối tượng đã kết luận; Loại: {WATCH}; Đối tượng: Đảng viên
btv gs tổ chức = trong đó gs tổ chức; Chủ thể: Ban thường vụ; Phạm vi: của chính tổ chức
bch gs tổ chức = trong đó gs tổ chức; Chủ thể: Cấp ủy; Phạm vi: của chính tổ chức
dưới gs tổ chức = trong đó gs tổ chức; Phạm vi: chỉ cấp dưới
dưới gs đảng viên = trong đó gs đảng viên; Phạm vi: chỉ cấp dưới
đơn = Đối tượng bị tố cáo, đơn tiếp nhận trong kỳ; Đơn vị: đơn
bị tố cáo = Đối tượng bị tố cáo, đơn tiếp nhận trong kỳ; Đối tượng: Đảng viên
đã giải quyết = Đối tượng bị tố cáo, đã giải quyết trong kỳ; Đối tượng: Đảng viên
kế hoạch = Mục chương trình
hoàn thành = Mục chương trình đã hoàn thành
lượt = Đối tượng đã kết luận; Đối tượng: Đảng viên; Loại: {CHECK}
người = trong đó lượt; Đơn vị: không trùng
hiện có = Đảng viên hiện có
Nội dung:
"""
PARAGRAPHS = {
    "a commune and its cells, side by side with last year": (
        "X1", "2021-Q1",
        "{kỳ}, Đảng ủy xã và các chi bộ kiểm tra {kt tổ chức} tổ chức đảng và {kt đảng viên} đảng viên, trong đó có "
        "{kt cấp ủy viên} cấp ủy viên; {chênh lệch: kt tổ chức, tổ chức}, {chênh lệch: kt đảng viên, đảng viên} so với "
        "cùng kỳ năm trước.",
        "quý I/2021, Đảng ủy xã và các chi bộ kiểm tra 07 tổ chức đảng và 13 đảng viên, trong đó có 05 cấp ủy viên; "
        "tăng 03 tổ chức, giảm 02 đảng viên so với cùng kỳ năm trước.",
    ),
    "both the growth and the number": (
        "H", "2021-Q2",
        "Ủy ban kiểm tra các cấp kiểm tra khi có dấu hiệu vi phạm {dhvp} đảng viên, {tăng trưởng và số: dhvp} so với "
        "cùng kỳ; "
        "kiểm tra {dhvp tổ chức} tổ chức đảng, {tăng trưởng: dhvp tổ chức} so với cùng kỳ.",
        "Ủy ban kiểm tra các cấp kiểm tra khi có dấu hiệu vi phạm 14 đảng viên, giảm 6,67 % (-1) so với cùng kỳ; "
        "kiểm tra 03 tổ chức đảng, không so sánh được so với cùng kỳ.",
    ),
    "a share of last year, never growth": (
        "H", "2021-Q3",
        "Thi hành kỷ luật {kl} đảng viên, {bằng: kl} so với cùng kỳ.",
        "Thi hành kỷ luật 99 đảng viên, bằng 58,58 % so với cùng kỳ.",
    ),
    "a ratio of two terms of any length": (
        "T", "2012-01-01..2014-10-20",
        "Từ ngày {ngày đầu kỳ} đến ngày {ngày cuối kỳ}, cấp ủy các cấp kiểm tra {kt đảng viên} lượt đảng viên, "
        "{bằng: kt đảng viên @ 2005-01-01..2010-06-30; 1 số lẻ} so với nhiệm kỳ trước ({kt đảng viên @ "
        "2005-01-01..2010-06-30}).",
        "Từ ngày 01/01/2012 đến ngày 20/10/2014, cấp ủy các cấp kiểm tra 69 lượt đảng viên, bằng 132,7 % so với nhiệm "
        "kỳ trước (52).",
    ),
    "the funnel of an inspection of signs of violation": (
        "T", "2022-Q1",
        "Ủy ban kiểm tra các cấp kiểm tra {dhvp} đảng viên có dấu hiệu vi phạm (kỳ trước chuyển sang {dhvp từ kỳ "
        "trước} "
        "trường hợp); kết luận {dhvp có vi phạm} đảng viên có vi phạm, {dhvp phải kỷ luật} đảng viên phải thi hành "
        "kỷ luật, "
        "đã thi hành kỷ luật {dhvp đã kỷ luật}[[, chuyển kỳ sau {dhvp chuyển kỳ sau}]][[; đang kiểm tra {dhvp đang} "
        "trường hợp]].",
        "Ủy ban kiểm tra các cấp kiểm tra 12 đảng viên có dấu hiệu vi phạm (kỳ trước chuyển sang 02 trường hợp); kết "
        "luận "
        "09 đảng viên có vi phạm, 05 đảng viên phải thi hành kỷ luật, đã thi hành kỷ luật 03, chuyển kỳ sau 02; đang "
        "kiểm "
        "tra 04 trường hợp.",
    ),
    "forms, deciding levels, rank and contents of discipline": (
        "H", "2022-Q2",
        "Thi hành kỷ luật {kl tổ chức} tổ chức đảng ({chia theo hình thức kỷ luật: kl tổ chức}) và {kl} đảng viên, "
        "bằng các "
        "hình thức: {chia theo hình thức kỷ luật: kl}; trong đó {kl cấp ủy viên} cấp ủy viên ({chia theo cấp ủy "
        "viên: kl cấp "
        "ủy viên}); nội dung vi phạm về đạo đức, lối sống {kl đạo đức} trường hợp, chiếm {tỷ lệ: kl đạo đức / kl} số "
        "đảng "
        "viên bị kỷ luật. Cấp ủy, chi bộ thi hành kỷ luật {kl cấp ủy}, ủy ban kiểm tra {kl ubkt}; tổng cộng {kl cấp "
        "ủy + kl ubkt}.",
        "Thi hành kỷ luật 02 tổ chức đảng (khiển trách 01, cảnh cáo 01) và 15 đảng viên, bằng các hình thức: khiển "
        "trách 10, "
        "cảnh cáo 03, cách chức 01, khai trừ 01; trong đó 03 cấp ủy viên (cơ sở 02, chi bộ 01); nội dung vi phạm về "
        "đạo đức, "
        "lối sống 09 trường hợp, chiếm 60 % số đảng viên bị kỷ luật. Cấp ủy, chi bộ thi hành kỷ luật 13, ủy ban kiểm "
        "tra 02; "
        "tổng cộng 15.",
    ),
    "the executive and the standing committee apart, and the units below": (
        "T", "2022-Q3",
        "Ban Thường vụ Tỉnh ủy giám sát {btv gs tổ chức} tổ chức đảng, Ban Chấp hành {bch gs tổ chức}; các địa "
        "phương, đơn vị "
        "giám sát {dưới gs tổ chức} tổ chức đảng và {dưới gs đảng viên} đảng viên. Toàn tỉnh: {gs tổ chức} tổ chức "
        "đảng "
        "({chia theo nhóm chủ thể: gs tổ chức; chỉ: cấp ủy tỉnh, cấp ủy huyện}), {gs đảng viên} đảng viên.",
        "Ban Thường vụ Tỉnh ủy giám sát 04 tổ chức đảng, Ban Chấp hành 01; các địa phương, đơn vị giám sát 08 tổ "
        "chức đảng "
        "và 06 đảng viên. Toàn tỉnh: 13 tổ chức đảng (cấp ủy tỉnh 05, cấp ủy huyện 06, còn lại 02), 06 đảng viên.",
    ),
    "letters and the accused are two units": (
        "H", "2022-Q4",
        "Tiếp nhận {đơn} đơn tố cáo đối với {bị tố cáo} đảng viên; đã giải quyết {đã giải quyết} trường hợp: {chia "
        "theo kết "
        "luận: đã giải quyết; số trước}.",
        "Tiếp nhận 05 đơn tố cáo đối với 07 đảng viên; đã giải quyết 03 trường hợp: 01 chưa có cơ sở, 02 tố sai.",
    ),
    "about the same as last year, and the plan kept": (
        "X1", "2023",
        "Kiểm tra {kt đảng viên} đảng viên, {tương đương: kt đảng viên} cùng kỳ; {đạt: hoàn thành / kế hoạch} kế "
        "hoạch năm "
        "({hoàn thành}/{kế hoạch} mục).",
        "Kiểm tra 51 đảng viên, tương đương cùng kỳ; đạt 100 % kế hoạch năm (04/04 mục).",
    ),
    "nine months to the centre, people and times": (
        "TW", "2024-9M",
        "{kỳ}, toàn Đảng bộ kiểm tra {lượt} lượt đảng viên ({người} đảng viên, chiếm {tỷ lệ: người / hiện có} tổng "
        "số đảng "
        "viên), trong đó {chia theo cấp thực hiện: lượt; chỉ: Huyện; đủ}; quý này {lượt @ 2024-Q3}.",
        "9 tháng đầu năm 2024, toàn Đảng bộ kiểm tra 14 lượt đảng viên (12 đảng viên, chiếm 4,84 % tổng số đảng viên), "
        "trong đó huyện 02, còn lại 12; quý này 04.",
    ),
}  # fmt: skip


def acts():
    """The records behind the ten paragraphs."""
    book = ParagraphBook()
    book.plan(2023, COMMUNE, 4)
    do = [
        book.inspect(4, "Tổ chức", COMMUNE, CHECK, date(2021, 1, 1)),
        book.inspect(3, "Tổ chức", CELL, CHECK, date(2021, 3, 31)),
        book.inspect(8, "Đảng viên", CELL, CHECK, date(2021, 2, 2)),
        book.inspect(5, "Đảng viên", COMMUNE, CHECK, date(2021, 2, 2), seat="Chi bộ"),
        book.inspect(4, "Tổ chức", COMMUNE, CHECK, date(2020, 3, 1)),
        book.inspect(15, "Đảng viên", CELL, CHECK, date(2020, 3, 1)),
        book.inspect(14, "Đảng viên", ("X1", "Ủy ban kiểm tra"), SIGNS, date(2021, 4, 9)),
        book.inspect(3, "Tổ chức", ("H", "Ủy ban kiểm tra"), SIGNS, date(2021, 6, 30)),
        book.inspect(15, "Đảng viên", ("H", "Ủy ban kiểm tra"), SIGNS, date(2020, 4, 1)),
        book.discipline(99, "Đảng viên", CELL, date(2021, 7, 1)),
        book.discipline(169, "Đảng viên", CELL, date(2020, 9, 30)),
        book.inspect(69, "Đảng viên", DISTRICT, CHECK, date(2014, 10, 20)),
        book.inspect(52, "Đảng viên", DISTRICT, CHECK, date(2005, 1, 1)),
        book.inspect(3, "Đảng viên", ("H", "Ủy ban kiểm tra"), SIGNS, date(2022, 2, 1), "Tốt"),
        book.inspect(4, "Đảng viên", ("H", "Ủy ban kiểm tra"), SIGNS, date(2022, 2, 1), "Có vi phạm"),
        book.inspect(2, "Đảng viên", ("T", "Ủy ban kiểm tra"), SIGNS, date(2022, 2, 1), "Phải kỷ luật", decided=LATE),
        book.inspect(4, "Đảng viên", ("T", "Ủy ban kiểm tra"), SIGNS, date(2022, 3, 1), concluded=False),
        book.discipline(1, "Tổ chức", DISTRICT, date(2022, 4, 1), "Khiển trách"),
        book.discipline(1, "Tổ chức", DISTRICT, date(2022, 4, 1), "Cảnh cáo"),
        book.discipline(7, "Đảng viên", CELL, date(2022, 5, 1), "Khiển trách", "VP2;VP4"),
        book.discipline(1, "Đảng viên", COMMUNE, date(2022, 5, 1), "Khiển trách", "VP2", seat="Chi bộ"),
        book.discipline(2, "Đảng viên", DISTRICT, date(2022, 5, 1), "Khiển trách", "VP5;VP8", seat="Cơ sở"),
        book.discipline(3, "Đảng viên", COMMUNE, date(2022, 6, 30), "Cảnh cáo", "VP4;VP8;VP9"),
        book.discipline(1, "Đảng viên", ("H", "Ủy ban kiểm tra"), date(2022, 6, 1), "Cách chức", "VP2"),
        book.discipline(1, "Đảng viên", ("H", "Ủy ban kiểm tra"), date(2022, 6, 1), "Khai trừ", "VP6"),
        book.inspect(4, "Tổ chức", ("T", "Ban thường vụ"), WATCH, date(2022, 7, 1)),
        book.inspect(1, "Tổ chức", ("T", "Cấp ủy"), WATCH, date(2022, 7, 1)),
        book.inspect(6, "Tổ chức", DISTRICT, WATCH, date(2022, 8, 1)),
        book.inspect(2, "Tổ chức", COMMUNE, WATCH, date(2022, 9, 30)),
        book.inspect(6, "Đảng viên", COMMUNE, WATCH, date(2022, 9, 30)),
        book.inspect(47, "Đảng viên", COMMUNE, CHECK, date(2023, 5, 1)),
        book.inspect(50, "Đảng viên", COMMUNE, CHECK, date(2022, 10, 2)),
        book.inspect(2, "Đảng viên", DISTRICT, CHECK, date(2024, 1, 2), seat="Tỉnh"),
        book.inspect(8, "Đảng viên", COMMUNE, CHECK, date(2024, 4, 2), seat="Tỉnh"),
        book.inspect(4, "Đảng viên", CELL, CHECK, date(2024, 9, 30), seat="Tỉnh"),
    ]  # fmt: skip
    for rows in do:
        list(rows)
    for place in range(1, 5):
        list(book.inspect(1, "Đảng viên", COMMUNE, CHECK, date(2023, 6, place), item=f"2023/{place}"))
    must = list(book.inspect(3, "Đảng viên", ("H", "Ủy ban kiểm tra"), SIGNS, date(2022, 1, 10), "Phải kỷ luật"))
    for one in must:
        values = {
            "Số quyết định": f"{next(book.numbers)}-QĐ/X", "Ngày quyết định": date(2022, 3, 31), "Mã tổ chức": "H",
            "Chủ thể": "Ủy ban kiểm tra", "Đảng viên bị kỷ luật": one["Đảng viên được kiểm tra"],
            "Hình thức": "Cảnh cáo", "Nhóm vi phạm": "VP6", "Số quyết định kiểm tra": one["Số quyết định"],
        }  # fmt: skip
        book.add("Kỷ luật", **values)
    book.denounce(2, ("H", "Ủy ban kiểm tra"), date(2022, 10, 1), subjects=2)
    book.denounce(1, ("X1", "Cấp ủy"), date(2022, 12, 31), date(2022, 12, 31), "Chưa có cơ sở")
    book.denounce(2, ("H", "Ủy ban kiểm tra"), date(2022, 11, 1), date(2022, 12, 1), "Tố sai")
    return book


@pytest.fixture(scope="module")
def recorded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The workbook, imported once for the module."""
    path = tmp_path_factory.mktemp("paragraphs") / "records.xlsx"
    acts().save(path)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_workbook", str(path), stdout=StringIO())
        yield
        transaction.set_rollback(True)


def report_of(code, period, text, figures=FIGURES, **more):
    organization = Organization.objects.get(code=code)
    layout = read(f"{figures}{text}", ActorSet.objects.by_name(organization))
    assert layout.faults == []
    period = parse(period)
    return compose(layout, Asked(organization, period, period.last, style=Style(padded=True, threshold=2), **more))


def said(report):
    return str(report.sections[0].blocks[0]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("code", "period", "text", "words"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_comes_out_word_for_word(recorded, code, period, text, words):
    assert said(report_of(code, period, text)) == words


def test_every_number_of_the_paragraphs_opens_as_many_rows(recorded, client):
    user = get_user_model().objects.create(username="reader", full_name="reader")
    Assignment.objects.create(user=user, organization=Organization.objects.get(code="TW"), role=Role.HEAD)
    client.force_login(user)
    numbers = [one for code, period, text, _ in PARAGRAPHS.values() for one in report_of(code, period, text).numbers]
    assert len(numbers) > 45
    assert all(one.listed for one in numbers)
    assert not wrong_numbers(client, {(one.url, one.value) for one in numbers})
