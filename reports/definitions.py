"""Figures of a layout as an administrator writes them, one a line, in the words of the screens.

    tổ chức = Đối tượng đã kết luận; Đối tượng: Tổ chức đảng; Loại: Kiểm tra chấp hành; Nhóm chủ thể: cấp ủy các cấp
    cấp ủy viên = trong đó đảng viên; Cấp ủy viên: có
    phần còn lại = còn lại của đảng viên; trừ: cấp ủy viên
    tổng = khối cấp ủy + khối ủy ban kiểm tra

Marks and capitals don't matter in names and values; what can't be read is told with what can be written there.
"""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from core.text import normalize, search_key
from reports.dimensions import dimension as dimension_of
from reports.facts import FACTS
from reports.figures import UNITS, Figure, units_of
from reports.measures import Measure, Refused, added, rest_of

MOST_FIGURES, LONGEST_NAME, MOST_OFFERED = 400, 80, 12
FORBIDDEN_IN_NAMES = re.compile(r"[{}\[\]|@:;=+/,]")
ACTOR_SET, UNIT = "Nhóm chủ thể", "Đơn vị"
PART, REST, WITHOUT = "trong đó", "còn lại của", "trừ"
ANY, NONE = "có", "không"
"""Any value but none, and no value."""
NOT_NAMED = {"pair", "actor"}
"""Dimensions that merged sets of level and body stand for."""
NAME_OF_SCOPE = {"own": "của chính tổ chức", "below": "chỉ cấp dưới"}


class Unreadable(ValueError):
    """What is wrong with a line and what may stand there."""


@dataclass(frozen=True)
class Definition:
    """A named figure: as it was written, in which line, and what it measures."""

    name: str
    line: int
    text: str
    measure: Measure


def key_of(name):
    return search_key(name)


def read_all(lines, actor_sets):
    """({key: Definition}, [(line, message)]) of numbered lines. Names must be defined above where they're used."""
    found, faults = {}, []
    for number, text in lines:
        try:
            one = read(number, text, found, actor_sets)
            found[key_of(one.name)] = one
        except (Unreadable, Refused) as error:
            faults.append((number, str(error)))
    return found, faults


def read(number, text, known, actor_sets):
    """One definition. `known` are those above it, `actor_sets` the merged sets by name."""
    if len(known) >= MOST_FIGURES:
        raise Unreadable(f"Một mẫu có nhiều nhất {MOST_FIGURES} số liệu. Hãy bỏ bớt hoặc tách thành hai mẫu.")
    name, equals, content = (normalize(part) for part in text.partition("="))
    if not equals or not content:
        raise Unreadable("Mỗi dòng số liệu viết như “tên = nội dung”, ví dụ “tổ chức = Đối tượng đã kết luận”.")
    _require_name(name, known)
    if " + " in content:
        measure = added([known_measure(part, known) for part in content.split(" + ")])
    else:
        measure = _measure(content, known, actor_sets)
    return Definition(name, number, text, measure)


def _require_name(name, known):
    if not name or len(name) > LONGEST_NAME or FORBIDDEN_IN_NAMES.search(name):
        raise Unreadable(
            f"Tên số liệu dài từ 1 đến {LONGEST_NAME} chữ và không có các dấu {{ }} [ ] | @ : ; = + / và dấu phẩy."
        )
    if key_of(name) in known:
        raise Unreadable(f"Đã có số liệu tên “{name}”. Hãy đặt tên khác.")


def known_measure(name, known):
    """The measure of a name; a figure can only stand on those above it, so none stands on itself."""
    one = known.get(key_of(name))
    if one is None:
        raise Unreadable(f"Chưa có số liệu “{normalize(name)[:60]}” ở các dòng trên. Hãy viết dòng của nó trước.")
    return one.measure


def _measure(content, known, actor_sets):
    head, *conditions = (part.strip() for part in content.split(";"))
    if key_of(head).startswith(f"{key_of(REST)} "):
        return _rest(head, conditions, known)
    measure, fact = _beginning(head, known)
    for condition in filter(None, conditions):
        measure = _narrowed(measure, fact, condition, actor_sets)
    _require_countable(measure)
    return measure


def _beginning(head, known):
    if key_of(head).startswith(f"{key_of(PART)} "):
        measure = known_measure(" ".join(head.split()[2:]), known)
        return measure, measure.parts[0].fact
    fact = FACT_NAMES.get(key_of(head))
    if fact is None:
        raise Unreadable(
            f"Không có loại số liệu “{head[:60]}”. {_offered((fact.title for fact in FACTS.values()), head)}"
        )
    return Measure((Figure(fact),)), fact


def _rest(head, conditions, known):
    whole = known_measure(" ".join(head.split()[3:]), known)
    label, _, names = (conditions[0] if len(conditions) == 1 else "").partition(":")
    if key_of(label) != key_of(WITHOUT) or not names.strip():
        raise Unreadable("Phần còn lại viết như “còn lại của đảng viên; trừ: cấp ủy viên, đảng viên khác”.")
    return rest_of(whole, [known_measure(name, known) for name in names.split(",")])


def _narrowed(measure, fact, condition, actor_sets):
    label, colon, values = (part.strip() for part in condition.partition(":"))
    if not colon or not values:
        raise Unreadable(f"“{condition[:60]}” viết như “Tiêu chí: giá trị”. {_offered(labels_of(fact))}")
    key = key_of(label)
    if key == key_of(ACTOR_SET):
        return _checked_slice(measure, "pair", _actors(values, actor_sets))
    if key == key_of(UNIT):
        return _counted_in(measure, fact, values)
    name = dimension_named(measure, fact, key)
    if name is None:
        raise Unreadable(f"“{FACTS[fact].title}” không có tiêu chí “{label[:60]}”. {_offered(labels_of(fact), label)}")
    chosen = values_named(fact, name, values)
    return measure if name == "scope" and len(chosen) > 1 else _checked_slice(measure, name, chosen)


def dimension_named(measure, fact, key):
    names = measure.sliced_by() - NOT_NAMED
    return next((name for name in sorted(names) if key in (key_of(dimension_of(fact, name).label), key_of(name))), None)


def _checked_slice(measure, name, values):
    if name not in measure.sliced_by():
        raise Unreadable(f"“{FACTS[measure.parts[0].fact].title}” không chia theo cấp và chủ thể thực hiện.")
    return measure.of(**{name: values})


def _actors(values, actor_sets):
    by_key = {key_of(name): pairs for name, pairs in actor_sets.items()}
    found = frozenset()
    for name in _split(values, by_key):
        if key_of(name) not in by_key:
            raise Unreadable(f"Chưa có nhóm chủ thể “{name[:60]}”. {_offered(actor_sets, name)}")
        found |= by_key[key_of(name)]
    return found


def _counted_in(measure, fact, typed):
    unit = next((unit for unit, label in UNITS.items() if key_of(typed) in (key_of(label), unit)), None)
    if unit is None or any(unit not in units_of(part.fact) for part in measure.parts):
        raise Unreadable(f"Không đếm được theo “{typed[:40]}”. {_offered(UNITS[one] for one in units_of(fact))}")
    return Measure(tuple(replace(part, unit=unit) for part in measure.parts))


def _require_countable(measure):
    if any(part.unit == "distinct" and not part.kind for part in measure.parts):
        raise Unreadable("Đếm không trùng thì phải nêu “Đối tượng: Tổ chức đảng” hoặc “Đối tượng: Đảng viên”.")


def values_named(fact, name, typed):
    """The stored values of a list of labels, separated by commas; labels may have commas themselves."""
    about = dimension_of(fact, name)
    by_key = _value_keys(fact, name, about)
    found = set()
    for words in _split(typed, by_key):
        known = by_key.get(key_of(words))
        if known is None and about.choices:
            raise Unreadable(
                f"“{about.label}” không có giá trị “{words[:60]}”. {_offered(offered_values(about), words)}"
            )
        found |= known if known is not None else {words}
    return frozenset(found)


def _value_keys(fact, name, about):
    every = frozenset(value for value, _ in about.choices)
    keys = {key_of(label): {value} for value, label in about.choices}
    keys |= {key_of(value): {value} for value in every if key_of(value) not in keys}
    if name == "scope":
        keys |= {key_of(label): {value} for value, label in NAME_OF_SCOPE.items()}
        keys |= {key_of("cả cấp dưới"): every}
    if about.none:
        keys |= {key_of(about.none): {""}, key_of(ANY): every, key_of(NONE): {""}}
    return keys


def _split(typed, known):
    """Pieces between commas, the longest known one first: "Tài nguyên, khoáng sản" stays one."""
    pieces, found = [piece.strip() for piece in re.split(r"[,|]", typed) if piece.strip()], []
    while pieces:
        length = next((n for n in range(len(pieces), 1, -1) if key_of(", ".join(pieces[:n])) in known), 1)
        found.append(", ".join(pieces[:length]))
        pieces = pieces[length:]
    return found


def labels_of(fact):
    """What a fact can be narrowed by, in the words of a definition."""
    names = sorted(FACTS[fact].sliced_by - NOT_NAMED)
    return [*(dimension_of(fact, name).label for name in names), ACTOR_SET, UNIT]


def offered_values(about):
    return [*(label for _, label in about.choices), *([ANY, NONE] if about.none else [])]


def _offered(words, typed=""):
    """What may stand there: what looks most like what was typed first, not everything there is."""
    listed = list(dict.fromkeys(words))
    likeness = {word: SequenceMatcher(None, key_of(typed), key_of(word)).ratio() for word in listed}
    nearest = sorted(listed, key=lambda word: -likeness[word])[:MOST_OFFERED] if typed else listed[:MOST_OFFERED]
    return f"Có thể viết: {'; '.join(nearest)}{'; …' if len(listed) > len(nearest) else ''}."


FACT_NAMES = {key_of(fact.title): name for name, fact in FACTS.items()} | {key_of(name): name for name in FACTS}


def written(name, figure, actor_set="", parent=""):
    """A definition as a line, from what was chosen in lists."""
    head = f"{PART} {parent}" if parent else FACTS[figure.fact].title
    parts = [head, *(_condition(figure.fact, one, values) for one, values in figure.where)]
    parts += [f"{ACTOR_SET}: {actor_set}"] if actor_set else []
    parts += [f"{UNIT}: {UNITS[figure.unit]}"] if figure.unit else []
    return f"{name} = {'; '.join(parts)}"


def _condition(fact, name, values):
    about = dimension_of(fact, name)
    labels = NAME_OF_SCOPE if name == "scope" else dict(about.choices)
    words = [
        labels.get(value) or (value if value else about.none) for value in about.values_of(values) if value in values
    ]
    words += [about.none] if "" in values and about.none not in words else []
    return f"{about.label}: {', '.join(words)}"
