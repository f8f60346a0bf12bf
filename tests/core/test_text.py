"""Vietnamese text: written forms, search and sort keys, wording of dates and numbers."""

import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import text

ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]


# ---------------------------------------------------------------------------------------------------- one written form


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, ""),
        ("", ""),
        ("  Chi\u00a0bộ \t 1\n", "Chi bộ 1"),
        ("Ho\u0061\u0300", "Hoà"),
        ("Đảng\u200b bộ\ufeff", "Đảng bộ"),
        ("a\x00b\x1f", "ab"),
        ("a\ud800b", "ab"),
        (26000001, "26000001"),
    ],
)
def test_text_has_one_written_form(typed, stored):
    assert text.normalize(typed) == stored


def test_paragraphs_keep_their_line_breaks():
    assert text.normalize_lines("một \r\n hai  ba\n\n\n\nbốn\n") == "một\nhai ba\n\nbốn"


@given(st.text())
def test_normalizing_twice_changes_nothing(value):
    once = text.normalize(value)
    assert text.normalize(once) == once
    once.encode()


# -------------------------------------------------------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
        ("H'Hen Niê", "hhen nie"),
        ("H’Hen  Niê", "hhen nie"),
        ("Y Ngông", "y ngong"),
        ("127-QĐ/UBKTHU", "127-qd/ubkthu"),
        ("127–QÐ/UBKTHU", "127-qd/ubkthu"),
        (None, ""),
    ],
)
def test_search_ignores_marks_case_and_apostrophes(value, key):
    assert text.search_key(value) == key


@given(st.text())
def test_both_unicode_forms_have_equal_keys(value):
    composed, decomposed = (unicodedata.normalize(form, value) for form in ("NFC", "NFD"))
    for key in (text.search_key, text.sort_key, text.text_sort_key):
        assert key(composed) == key(decomposed)


# ---------------------------------------------------------------------------------------------------------------- sort


def in_order(values, key):
    return all(key(first) < key(second) for first, second in pairwise(values))


IN_ORDER_BY_HAND = [
    "Trần An",
    "Lê Bá An",
    "Nguyễn Văn An",
    "Trần Văn An",
    "Hồ Anh",
    "Nguyễn Thị Ánh",
    "Nguyễn Văn Ân",
    "Bùi Thị Bình",
    "Siu Black",  # Gia Rai: the clan first
    "Phạm Dung",
    "Lê Dũng",
    "Lê Đạt",
    "Ngô Đức",
    "H'Bia Êban",
    "H'Hen Niê",
    "Vũ Văn Hoa",
    "Đỗ Hoà",
    "Đỗ Thị Hòa",
    "Vũ Mùi",
    "Y Ngông",
    "Y Ngông Êban Sơn",
    "Y Ngông Niê Kdăm",
    "Lò Thị Nhung",
    "Rơ Châm Sa",
    "A Sang",  # Xơ Đăng: the mark first, the name last
    "Ksor Thắng",
    "Vàng A Tủa",  # Mông
    "Trần Y",
    "Lê Thị Ý",
]


def test_names_sort_by_given_name_then_middle_then_family():
    assert in_order(IN_ORDER_BY_HAND, text.sort_key)


@pytest.mark.parametrize(
    "name", ["H'Hen Niê", "H’Hen Niê", "H‘Hen Niê", "HʼHen Niê", "H`Hen Niê", "H´Hen Niê", "h' hen niê"]
)
def test_every_apostrophe_sorts_alike(name):
    assert text.sort_key(name) == text.sort_key("H'Hen Niê")


def test_tones_sort_after_the_letters_of_the_whole_word():
    words = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai", "Mài", "Mía", "Mịa"]
    assert in_order(words, text.sort_key)


def test_letters_sort_in_the_order_of_the_alphabet():
    assert in_order(ALPHABET, text.text_sort_key)


def test_both_places_of_the_tone_mark_sort_alike():
    assert text.sort_key("Nguyễn Thị Hoà") == text.sort_key("Nguyễn Thị Hòa")


def test_organizations_sort_by_the_value_of_their_numbers():
    names = ["Chi bộ", "Chi bộ 1", "Chi bộ 2", "Chi bộ 2A", "Chi bộ 10", "Chi bộ 100", "Chi bộ An Hòa", "Đảng bộ xã"]
    assert in_order(names, text.text_sort_key)


@given(st.text(), st.text())
def test_sort_keys_are_digits_so_that_every_database_sorts_them_alike(value, other):
    for key in (text.sort_key(value), text.text_sort_key(other)):
        assert key == "" or (key.isascii() and key.isdigit())
        assert len(key) <= text.KEY_LENGTH


letter = st.tuples(st.sampled_from(range(len(ALPHABET))), st.booleans())
word = st.tuples(st.lists(letter, min_size=1, max_size=4), st.sampled_from(range(6)))
name = st.lists(word, min_size=1, max_size=4)


def written(name):
    words = []
    for letters, tone in name:
        chars = [ALPHABET[place].upper() if upper else ALPHABET[place] for place, upper in letters]
        words.append(chars[0] + TONES[tone] + "".join(chars[1:]))
    return " ".join(words)


def compared(word):
    letters, tone = word
    return [place for place, _ in letters], tone


def name_order(name):
    """The given name, those between, the family; after the mark Y the given name, then the mark and the clan."""
    if len(name) > 1 and compared(name[0]) == ([ALPHABET.index("y")], 0):
        return compared(name[1]), [], [compared(word) for word in (name[0], *name[2:])]
    family = [compared(name[0])] if len(name) > 1 else []
    return compared(name[-1]), [compared(word) for word in name[1:-1]], family


@given(name, name)
def test_sort_key_orders_like_a_comparison_word_by_word(one, other):
    by_rule = (name_order(one) > name_order(other)) - (name_order(one) < name_order(other))
    keys = text.sort_key(written(one)), text.sort_key(written(other))
    assert (keys[0] > keys[1]) - (keys[0] < keys[1]) == by_rule


@given(name, name)
def test_text_sort_key_orders_like_a_comparison_from_left_to_right(one, other):
    left, right = ([compared(word) for word in words] for words in (one, other))
    keys = text.text_sort_key(written(one)), text.text_sort_key(written(other))
    assert (keys[0] > keys[1]) - (keys[0] < keys[1]) == (left > right) - (left < right)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_in_text_sort_by_value(one, other):
    keys = text.text_sort_key(f"Tổ {one}"), text.text_sort_key(f"Tổ {other}")
    assert (keys[0] < keys[1]) == (one < other)


# ----------------------------------------------------------------------------------------------------------- old fonts


@pytest.mark.parametrize(
    "value",
    ["NguyÔn V¨n Hïng", "§¶ng bé x·", "Hµ Néi", "TrÇn ThÞ Hång", "Nguyeãn Vaên Huøng", "Ñaûng boä xaõ", "Tröôøng"],
)
def test_text_typed_for_old_fonts_is_noticed(value):
    assert text.looks_legacy_encoded(value)


@pytest.mark.parametrize(
    "value",
    [
        "Nguyễn Văn Hùng",
        "Đảng bộ xã Hải Lựu",
        "Hoà",
        "Lý Thanh Trà",
        "Thúy Huê",
        "TRÂN CÔNG TÚ",
        "H'Hĕñ",
        "127-QĐ/UBKT",
        "abc",
        "Khoản 2 § 3",
        "",
        unicodedata.normalize("NFD", "Nguyễn Văn Hùng"),
    ],
)
def test_unicode_text_is_not_taken_for_an_old_font(value):
    assert not text.looks_legacy_encoded(value)


# --------------------------------------------------------------------------------------------------- dates and numbers


def test_dates_are_worded_as_in_documents():
    assert text.vietnamese_date(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
    assert text.vietnamese_date(date(2026, 1, 25)) == "ngày 25 tháng 01 năm 2026"
    assert text.short_date(date(2026, 3, 5)) == "05/03/2026"
    assert text.short_date(None) == ""


def test_numbers_are_written_with_dots_and_commas():
    assert [text.number(n) for n in (0, 999, 1234567, -1234, None)] == ["0", "999", "1.234.567", "-1.234", "–"]
    assert text.decimal(Decimal("12.45")) == "12,5"
    assert text.decimal(1234.5, 2) == "1.234,50"
    assert text.decimal(-0.01) == "0,0"


def test_percent_rounds_halves_up_and_never_divides_by_nothing():
    assert text.percent(942, 1000) == "94,2 %"
    assert text.percent(1, 3, 2) == "33,33 %"
    assert text.percent(1, 16) == "6,3 %"
    assert text.percent(5, 0) == "–"
    assert text.percent(None, 5) == "–"


def test_numbers_below_ten_are_padded_in_reports():
    assert [text.padded(n) for n in (0, 7, 10, 1234)] == ["0", "07", "10", "1.234"]
