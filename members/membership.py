"""What the rules of the day say about admission, recognition and readmission: they warn, and refuse nothing.

Source: rule family "membership" (29-, 24-, 294-, 208-QĐ/TW; Charter, articles 1 and 5).
"""

from core.text import short_date
from core.workdays import months_after
from rules.families import UNCONFIRMED, Family


def doubts_of_admission(book, *, born, day):
    """Too young or too old on the day of admission, in words with the source."""
    rules = _rules(book, day)
    if born is None:
        return ["Chưa ghi ngày sinh nên không đối chiếu được tuổi khi kết nạp."] if rules else []
    age = _age(born, day)
    found = []
    if (rule := rules.get("youngest")) and age < rule["value"]:
        found.append(f"Mới {age} tuổi; quy định từ đủ {rule['value']} tuổi {_source(rule)}.")
    if (rule := rules.get("oldest")) and _is_older(born, day, rule["value"]):
        found.append(f"Đã quá {rule['value']} tuổi {_source(rule)}.")
    return found


def doubts_of_readmission(book, *, left, day):
    """Admitted again too soon after leaving."""
    rule = _rules(book, day).get("readmission")
    if rule is None:
        return []
    if left is None:
        return [f"Chưa rõ ngày ra khỏi Đảng; kết nạp lại phải sau ít nhất {rule['value']} tháng {_source(rule)}."]
    first = months_after(left, rule["value"])
    if day >= first:
        return []
    return [f"Chưa đủ {rule['value']} tháng kể từ ngày {short_date(left)}; đủ từ {short_date(first)} {_source(rule)}."]


def official_due(book, *, joined, today):
    """(the day from which a probationary member may be recognized, the rule in words); nothing where none is known."""
    rule = _rules(book, joined or today).get("probation")
    if rule is None or joined is None:
        return None, ""
    return months_after(joined, rule["value"]), f"{rule['value']} tháng dự bị {_source(rule)}"


def probation_began_by(book, today):
    """The last day of admission whose probation is over by today; nothing where no rule is known."""
    rule = _rules(book, today).get("probation")
    return months_after(today, -rule["value"]) if rule else None


def doubts_of_recognition(book, *, joined, day):
    """Recognized before the probation is over."""
    due, words = official_due(book, joined=joined, today=day)
    if joined is None:
        return ["Chưa ghi ngày vào Đảng nên không đối chiếu được thời gian dự bị."]
    return [f"Chưa đủ {words}; đủ từ {short_date(due)}."] if due and day < due else []


def _rules(book, day):
    return {rule["kind"]: rule for rule in book.in_force(Family.MEMBERSHIP, day)}


def _age(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _is_older(born, day, years):
    return _age(born, day) > years or (_age(born, day) == years and (day.month, day.day) > (born.month, born.day))


def _source(rule):
    flag = "; chưa xác nhận" if rule["certainty"] in UNCONFIRMED else ""
    return f"({rule['source']}{flag})"
