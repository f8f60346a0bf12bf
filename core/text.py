"""Vietnamese text: one written form, keys to search and sort by, and how dates and numbers are worded.

The alphabet and the order of tones are those of Vietnamese dictionaries; party documents word dates as in guidance
05-HD/VPTW ("ngày 05 tháng 3 năm 2026") and pad numbers below ten.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# ------------------------------------------------------------------------------------------------- one written form

_INVISIBLE = {"Cc", "Cf", "Cs"}  # control and format characters and halves of surrogate pairs: no database wants them
_APOSTROPHES = re.compile("['’‘‛ʼʻ`´′＇]")
_HYPHENS = re.compile("[‐‑‒–—−]")


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)


def normalize(value: object) -> str:
    """One line of text as it is stored: composed letters (NFC), single blanks, nothing invisible; None is empty."""
    if value is None:
        return ""
    return " ".join(unicodedata.normalize("NFC", _visible(str(value))).split())


def normalize_lines(value: object) -> str:
    """Like `normalize`, but line breaks stay; for descriptions of several paragraphs."""
    lines = [normalize(line) for line in ("" if value is None else str(value)).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


# --------------------------------------------------------------------------------------------------- search and sort

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SHAPES = {"\u0306": "ăa", "\u0302": "âa êe ôo", "\u031b": "ơo ưu"}
_SHAPED = {pair[1] + mark: pair[0] for mark, pairs in _SHAPES.items() for pair in pairs.split()}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Eth and African d look like đ and are often typed for it.
_D_STROKE = str.maketrans("ðɖ", "đđ")
_LETTER_CODES = {letter: str(20 + place) for place, letter in enumerate(_ALPHABET)}
KEY_LENGTH = 600


def _folded(text: object) -> str:
    """Lower case with every mark apart from its letter; both Unicode forms of a word give the same."""
    plain = _HYPHENS.sub("-", _APOSTROPHES.sub("", normalize(text)))
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    return _APOSTROPHES.sub("", decomposed).translate(_D_STROKE)


def search_key(value: object) -> str:
    """What a search compares: lower case, no marks, đ as d, no apostrophes, single blanks."""
    letters = (c for c in _folded(value) if not unicodedata.combining(c))
    return " ".join("".join(letters).replace("đ", "d").split())


def search_words(value: object) -> list[str]:
    """The words of a search key: what stands between blanks and signs. "127-QĐ/UBKT" has three."""
    return re.findall(r"[^\W_]+", search_key(value))


def _letters_and_tones(word: str) -> tuple[list[str], str]:
    letters: list[str] = []
    tones = ""
    for char in word:
        if char in _TONES:
            tones += _TONES[char]
        elif unicodedata.combining(char):
            letters[-1:] = [_SHAPED.get(letter + char, letter) for letter in letters[-1:]]
        else:
            letters.append(char)
    return letters, tones


def _number_code(digits: str) -> str:
    value = "".join(str(unicodedata.decimal(d)) for d in digits).lstrip("0")[:99]
    return f"1{len(value):02}{value}"


def _letter_code(letter: str) -> str:
    return _LETTER_CODES.get(letter) or f"99{ord(letter):07}"


def _word_key(word: str) -> str:
    """A word as digits: its numbers and letters, 0, its tones, 0. No key of a word begins another's."""
    letters, tones = _letters_and_tones(word)
    runs = re.findall(r"\d+|[^\W_]", "".join(letters))
    codes = "".join(_number_code(run) if run[0].isdecimal() else _letter_code(run) for run in runs)
    return f"{codes}0{tones}0" if codes else ""


_MARKED_NAME = re.compile(r"h['’‘‛ʼʻ`´′＇]\s*(?=\w)", re.IGNORECASE)
"""How the name of an Ê Đê or M'Nông woman begins; some write a blank after it."""


def _by_given_name(name: object) -> list[str]:
    """The keys of a name's words in the order in which lists compare them, with "0" before the family or clan.

    A Kinh name ends with the given name: Nguyễn Văn An stands at An. So do names that begin with a clan (Siu Black,
    Rơ Châm Sa). Where a mark of sex comes first, the given name follows it and the clan stands last: Y Ngông Niê Kdăm
    at Ngông, H'Hen Niê at H'Hen, as these people are called and listed. [I]: no document rules it.
    """
    plain = normalize(name)
    words = [key for key in map(_word_key, _folded(_MARKED_NAME.sub("h", plain, count=1)).split()) if key]
    if len(words) < 2:
        return [*words, "0"] if words else []
    if _MARKED_NAME.match(plain):
        return [words[0], "0", *words[1:]]
    if words[0] == _word_key("y"):
        return [words[1], "0", words[0], *words[2:]]
    return [words[-1], *words[1:-1], "0", words[0]]


def sort_key(name: object) -> str:
    """Places a person's name in Vietnamese order: given name, middle names, family name; tones break ties in a word.

    Digits only, so that SQLite and every collation of PostgreSQL sort it alike.
    """
    return "".join(_by_given_name(name))[:KEY_LENGTH]


def word_keys(name: object) -> list[str]:
    """Each word of a name as it stands in the sort keys of the names that have this word, with the same marks."""
    return [key for key in map(_word_key, _folded(name).split()) if key]


def text_sort_key(text: object) -> str:
    """The same alphabet from left to right, numbers by value: "Chi bộ 2" before "Chi bộ 10"."""
    return "".join(map(_word_key, re.split(r"[^\w\u0300-\u036f]+|_+", _folded(text))))[:KEY_LENGTH]


# ------------------------------------------------------------------------------------------- text of old font families

_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯĩĨũŨ]")
_LEGACY = re.compile(
    r"""
      [^\W\d_][µ¶¸¹»¼½¾¨©ª¬\u00ad]       # TCVN3: Hµ, V¨n, Nguyªn
    | [§®][^\W\d_]                        # TCVN3: §¶ng, ®éi
    | [^\W\d_][«·®][^\W\d_]               # TCVN3: c«ng, c·i
    | [a-zß-ÿ][À-ÖØ-Ý]                    # TCVN3: NguyÔn, TiÕn
    | [aA][ùøûõïâêéèúüëåãäáàÙØÛÕÏÂÊÉÈÚÜËÅÃÄÁÀ]   # VNI: Vaên, Ñaûng
    | [eE][âåãäÂÅÃÄ] | [oO][ùøûõïâåäÙØÛÕÏÂÅÄ] | [uU][ûõïÛÕÏ] | [öÖôÔ][ùøûõïÙØÛÕÏ]
    | [ïöüäëåæçîûøßþÞÆÇËÎÏÖØÛÜÄÅ¦§]      # letters that Vietnamese does not have
    """,
    re.VERBOSE,
)


def capitalized(text: str) -> str:
    """A text with a capital first letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def looks_legacy_encoded(text: str) -> bool:
    """Whether a text was typed for TCVN3 (.VnTime) or VNI fonts: "NguyÔn V¨n Hïng", "Nguyeãn Vaên Huøng"."""
    return not (text.isascii() or _UNICODE_ONLY.search(unicodedata.normalize("NFC", text))) and bool(
        _LEGACY.search(text)
    )


# --------------------------------------------------------------------------------------------------- dates and numbers

NOTHING = "–"


def short_date(value: date | None) -> str:
    """05/03/2026; nothing for no date."""
    return f"{value:%d/%m}/{value.year:04}" if value else ""


def time_left(due: date, day: date) -> str:
    """How many days a due day is away from a day, or gone by."""
    days = (due - day).days
    if days < 0:
        return f"Quá hạn {number(-days)} ngày"
    return f"Còn {number(days)} ngày" if days else "Đến hạn hôm nay"


def vietnamese_date(value: date) -> str:
    """The date line of a party document: days below 10 and January and February are padded so nobody adds a digit."""
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def _vietnamese(figure: str) -> str:
    return figure.translate(str.maketrans(",.", ".,"))


def _rounded(value: object, places: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(rounded) if rounded.is_zero() else rounded


def number(value: int | None) -> str:
    """1.234.567; a dash for no figure."""
    return NOTHING if value is None else _vietnamese(f"{value:,}")


def decimal(value: object, places: int = 1) -> str:
    """12,5 with a fixed number of places, halves rounded up; a dash for no figure."""
    return NOTHING if value is None else _vietnamese(f"{_rounded(value, places):,f}")


def percent(numerator: int | None, denominator: int | None, places: int = 1) -> str:
    """94,2 %; a dash when there is nothing to divide by."""
    if numerator is None or not denominator:
        return NOTHING
    return f"{decimal(Decimal(numerator) * 100 / Decimal(denominator), places)} %"


def padded(value: int) -> str:
    """Figures 1 to 9 as reports write them: "07 tổ chức"; larger ones grouped, 0 as it is."""
    return f"0{value}" if 0 < value < 10 else number(value)
