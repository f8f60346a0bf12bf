"""Changes in the words of published reports: difference, growth and share, each with its own base."""

from core.text import decimal, number, percent

NO_BREAK = "\N{NO-BREAK SPACE}"
NOT_COMPARABLE = "không so sánh được"


def difference(now, then):
    """The difference in words: "tăng 30", "giảm 4", "không đổi"."""
    if now == then:
        return "không đổi"
    return f"{'tăng' if now > then else 'giảm'} {number(abs(now - then))}"


def growth(now, then):
    """(now - then) / then, signed, one decimal; without a base it can't be compared."""
    if not then:
        return NOT_COMPARABLE if now else "–"
    share = (now - then) * 100 / then
    return f"{'+' if share > 0 else ''}{decimal(share, 1)}{NO_BREAK}%"


def change(now, then):
    """Difference and growth together: "tăng 5 (+18,1 %)"."""
    words = difference(now, then)
    return words if now == then or not then else f"{words} ({growth(now, then)})"


def share(part, whole):
    """part / whole in per cent, two decimals; a dash when there is no whole."""
    return percent(part, whole, 2)
