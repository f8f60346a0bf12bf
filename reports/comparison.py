"""Changes in the words of published reports: difference, growth, ratio and share, each with its own base."""

from dataclasses import dataclass
from decimal import Decimal

from core.text import decimal, number, padded, percent

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


def above(part, whole):
    """ "trên 94 %" where the share is really more than that whole per cent, "94 %" where it is just that."""
    if not whole:
        return NOT_COMPARABLE
    full, rest = divmod(part * 100, whole)
    return f"{'trên ' if rest else ''}{full}{NO_BREAK}%"


@dataclass(frozen=True)
class Style:
    """How the house writes figures: "07" below ten, a blank before the per cent sign, what still counts as equal."""

    padded: bool = False
    blank: bool = True
    threshold: Decimal = Decimal(0)
    """Changes of at most so many per cent are "tương đương"."""
    places: int = 2
    exact: bool = False
    """Whether zeros at the end of decimals stay."""

    def count(self, value):
        return padded(value) if self.padded and value is not None else number(value)

    def percentage(self, part, whole):
        """part / whole in per cent; without a whole it can't be compared."""
        if not whole:
            return NOT_COMPARABLE
        words = decimal(Decimal(part) * 100 / Decimal(whole), self.places)
        if not self.exact and "," in words:
            words = words.rstrip("0").rstrip(",")
        return f"{words}{NO_BREAK if self.blank else ''}%"

    def difference(self, now, then, noun=""):
        """ "tăng 30 tổ chức", "giảm 04", "không đổi"."""
        if now == then:
            return "không đổi"
        return " ".join(filter(None, [_direction(now, then), self.count(abs(now - then)), noun]))

    def growth(self, now, then):
        """ "giảm 18,1 %": (now - then) / then."""
        if not then:
            return NOT_COMPARABLE
        return "không đổi" if now == then else f"{_direction(now, then)} {self.percentage(abs(now - then), then)}"

    def growth_and_difference(self, now, then):
        """ "giảm 6,67 % (-4)": both, with two decimals."""
        if not then:
            return NOT_COMPARABLE
        return f"{self.growth(now, then)} ({signed(now - then)})"

    def ratio(self, now, then):
        """ "bằng 58,58 %": now / then, never growth."""
        return f"bằng {self.percentage(now, then)}" if then else NOT_COMPARABLE

    def equivalence(self, now, then, noun=""):
        """ "tương đương" within the threshold, else the difference."""
        near = then and Decimal(abs(now - then)) * 100 / Decimal(then) <= self.threshold
        return "tương đương" if now == then or near else self.difference(now, then, noun)

    def average(self, value, among):
        """ "2,5": so many each; without anybody to divide by it can't be told."""
        if not among:
            return NOT_COMPARABLE
        words = decimal(Decimal(value) / Decimal(among), self.places)
        return words.rstrip("0").rstrip(",") if "," in words and not self.exact else words

    def attainment(self, done, planned):
        """ "đạt 100 %": done / planned."""
        return f"đạt {self.percentage(done, planned)}" if planned else "không có kế hoạch"


def _direction(now, then):
    return "tăng" if now > then else "giảm"


def signed(value):
    """ "+4", "-4", "0"."""
    return f"{'+' if value > 0 else '-' if value < 0 else ''}{number(abs(value))}"
