"""The text of a layout is read with its faults told line by line; no text whatever makes it fall."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.actors import shipped_sets
from reports.notation import read
from reports.shipped import layouts
from reports.slots import MODES, OPTIONS

HEAD = "Số liệu:\na = Kỷ luật; Đối tượng: Đảng viên\nb = trong đó a; Hình thức kỷ luật: Cảnh cáo\nNội dung:\n"
FAULTS = [
    ("{không có}", "Chưa có số liệu “không có”"),
    ("{a", "chưa thành cặp"),
    ("a}", "chưa thành cặp"),
    ("{}", "phải có tên"),
    ("{a @ hôm qua}", "không phải là kỳ báo cáo"),
    ("{viết lạ: a}", "Không có cách viết"),
    ("{a; tùy chọn lạ}", "Không có tùy chọn"),
    ("[[{a}", "phải có dấu ]]"),
    ("[[ [[{a}]] ]]", "không lồng nhau"),
    ("{tỷ lệ: a}", "cần hai số liệu"),
    ("{a / b}", "cần một số liệu"),
    ("{chia theo màu sắc: a}", "không chia theo"),
    ("{chia theo nhóm chủ thể: a}", "chỉ: cấp ủy các cấp"),
    ("{chia theo nhóm chủ thể: a; chỉ: UBKT các cấp, UBKT huyện}", "trùng nhau"),
    ("| a | b", "sau dòng “Bảng:"),
    ("Bảng: x\n| a", "từ 2 đến 20 cột"),
    ("Bảng: x\n| a | b\n| 1 | 2 | 3", "bảng có 2 cột"),
    ("#", "để trống"),
    ("{tự do: }", "Phần tự do viết như"),
    ("{a + a}", "tính hai lần"),
]
DEFINITIONS = [
    ("x", "tên = nội dung"),
    ("x =", "tên = nội dung"),
    ("x = Lạ", "Không có loại số liệu “Lạ”"),
    ("x = Kỷ luật; Màu: đỏ", "không có tiêu chí “Màu”"),
    ("x = Kỷ luật; Hình thức kỷ luật: Phạt", "không có giá trị “Phạt”"),
    ("x = Kỷ luật; Nhóm chủ thể: ai đó", "Chưa có nhóm chủ thể"),
    ("x = Kỷ luật; Đơn vị: lạ", "Không đếm được"),
    ("x = Kỷ luật; Đơn vị: không trùng", "phải nêu “Đối tượng"),
    ("x = Xếp loại hằng năm; Nhóm chủ thể: UBKT các cấp", "không chia theo cấp và chủ thể"),
    ("x = trong đó x", "Chưa có số liệu “x”"),
    ("x = x + a", "Chưa có số liệu “x”"),
    ("a = Kỷ luật", "Đã có số liệu tên “a”"),
    ("x{y} = Kỷ luật", "không có các dấu"),
    ("x = còn lại của a", "trừ:"),
    ("x = còn lại của a; trừ: y", "Chưa có số liệu “y”"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words"), FAULTS, ids=[body for body, _ in FAULTS])
def test_a_fault_of_the_text_is_told_with_its_line(body, words):
    ((line, told), *_) = read(f"{HEAD}{body}", shipped_sets()).faults
    assert words in told
    assert line == 4 + body.count("\n") + 1


@pytest.mark.parametrize(("definition", "words"), DEFINITIONS, ids=[one for one, _ in DEFINITIONS])
def test_a_fault_of_a_figure_is_told_with_its_line(definition, words):
    text = HEAD.replace("Nội dung:", f"{definition}\nNội dung:")
    ((line, told), *_) = read(text, shipped_sets()).faults
    assert words in told
    assert line == 4


@pytest.mark.parametrize("code", layouts())
def test_the_shipped_layouts_have_no_fault(code):
    layout = read(layouts()[code]["content"]["text"], shipped_sets())
    assert layout.faults == []
    assert layout.free_texts[0] == "lãnh đạo, chỉ đạo"
    assert len(layout.parts) >= 6


def test_marks_and_capitals_do_not_matter():
    text = "SO LIEU:\nTong = KY LUAT; doi tuong: dang vien; HINH THUC KY LUAT: canh cao, Khai trừ\nNOI DUNG:\n{TỔNG}"
    layout = read(text, shipped_sets())
    assert layout.faults == []
    assert dict(layout.slots[0].measures[0].parts[0].where)["form"] == {"warning", "expulsion"}


def test_a_label_with_a_comma_is_one_value():
    text = (
        "Số liệu:\ny = Kết quả xem xét kỷ luật; Kết quả xem xét: Đã biểu quyết, không áp dụng do hết thời hiệu, "
        "Kiểm điểm rút kinh nghiệm"
    )
    layout = read(text, shipped_sets())
    assert layout.faults == []
    assert dict(layout.definitions["y"].measure.parts[0].where)["outcome"] == {"not_applied", "lesson"}


HOSTILE = [
    "{" * 5000,
    "}" * 5000,
    "[[" * 3000,
    "{a}" * 4000,
    "#" * 1000,
    "# x\n" * 200,
    "|" * 1000,
    "Bảng: b\n|a|b\n" + "|{a}|{b}\n" * 2000,
    "\0\x1b\u202e{a}",
    "{a @ " + "9" * 3000 + "}",
    "{a @ 9999-99-99..0000-00-00}",
    "{a; " + ";" * 4000 + "}",
    "{" + "a+" * 3000 + "a}",
    "{" + "a + " * 3000 + "a}",
    "{tỷ lệ: " + "a/" * 3000 + "a}",
    "{chia theo " + "x" * 5000 + ": a}",
    "x" * 300_000,
    "\n" * 5000,
    "{tự do: " + "x" * 5000 + "}",
    "{{{a}}} {% raw %} {{ 7*7 }} <script>",
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_read_or_refused_and_never_falls(body):
    layout = read(f"{HEAD}{body}", shipped_sets())
    assert all(isinstance(line, int) and words for line, words in layout.faults)
    long = "Số liệu:\n" + "\n".join(f"x{n} = trong đó x{n - 1}" if n else "x0 = Kỷ luật" for n in range(600))
    assert any("nhiều nhất" in words for _, words in read(long, shipped_sets()).faults)


@given(st.text(alphabet="{}[]|@:;=+/,# ab\n0123456789đạ", max_size=200))
def test_any_text_is_read_without_falling(body):
    read(f"{HEAD}{body}", shipped_sets())
    read(body, shipped_sets())


def test_pieces_of_the_notation_in_any_order_are_read_without_falling():
    words = [
        *(mode.words for mode in MODES),
        *OPTIONS,
        "chia theo hình thức kỷ luật",
        "so sánh",
        "tự do",
        "a",
        "b",
        "a + b",
    ]
    marks = ["{", "}", ":", ";", "@", "/", ",", " ", "[[", "]]", "|", "#", "cùng kỳ", "lũy kế", "chỉ:", "\n"]
    chance = random.Random(1)
    for _ in range(400):
        read(HEAD + "".join(chance.choice(words + marks) for _ in range(30)), shipped_sets())
