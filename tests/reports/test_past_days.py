"""The members of any day, counted anew from plain notes of lives that were invented, lived and partly taken back."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.periods import of_dates
from discipline.actions.merging import merge
from members import lives
from members.choices import MemberEventKind as Kind
from members.models import Member, MemberEvent, Placement
from reports.coverage import living
from reports.figures import Counts, figure
from reports.pivot import dimensions_of
from tests.cast import admit

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
FIRST = date(2018, 1, 1)
CELLS = ("K1", "C1", "D1")
LEFT = (Kind.STRUCK_OFF, Kind.RESIGNED, Kind.DECEASED)
DAYS = [date(2018, 12, 31), date(2020, 12, 31), date(2023, 6, 30), TODAY - timedelta(days=1), TODAY]


class Life:
    """A member with notes of one line a change: the day, the cell or none, and what they were from then on."""

    def __init__(self, number, cells, by, chance):
        self.card, self.cells, self.by, self.chance = f"T-{number}", cells, by, chance
        self.day, self.notes = FIRST + timedelta(days=chance.randint(0, 900)), []

    def note(self, cell, status, again=False):
        self.notes.append((self.day, cell, status, again))

    def now(self):
        return self.notes[-1][1:3]

    def on(self, day):
        """(cell, status) at the end of a day. Of before another admission the program knows no status but official."""
        told = [note for note in self.notes if note[0] <= day]
        cell, status = told[-1][1:3] if told else (None, "")
        again = any(note[3] for note in self.notes[len(told) :])
        return cell, "official" if cell and again else status

    def begin(self):
        cell = self.chance.choice(CELLS)
        new = {"by": self.by, "organization": self.cells[cell], "card_number": self.card, "name": "Lê Văn Thử"}
        kind = self.chance.choice(("told", "admitted", "received"))
        if kind == "told":  # by a book: the cell has no first day, the admission has
            member = admit(self.card, "Lê Văn Thử", self.cells[cell])
            Member.objects.filter(pk=member.pk).update(joined=self.day, official_from=self.day)
            self.note(cell, "official")
        elif kind == "admitted":
            lives.admit(**new, day=self.day)
            self.note(cell, "probationary")
        else:
            lives.receive(**new, day=self.day, place="Tỉnh khác", joined=FIRST, official_from=FIRST)
            self.note(cell, "official")

    def go_on(self):
        """One event more, some on the day of the one before; now and then it is taken back."""
        self.day = min(TODAY, self.day + timedelta(days=self.chance.choice((0, 1, 100, 400, 700))))
        member, (cell, status) = Member.objects.get(card_number=self.card), self.now()
        event = self.here(member, cell, status) if cell else self.away(member)
        if self.chance.random() < 0.3:
            lives.void(event, by=self.by, reason="Ghi nhầm")
            self.notes.pop()

    def here(self, member, cell, status):
        do = {"by": self.by, "day": self.day, "number": "1-QĐ"}
        kind = self.chance.choice(("leave", "move", "recognize" if status == "probationary" else "move"))
        if kind == "leave":
            self.note(None, "")
            return lives.leave(member, kind=self.chance.choice(LEFT), **do)
        if kind == "recognize":
            self.note(cell, "official")
            return lives.recognize(member, **do)
        target = self.chance.choice([one for one in CELLS if one != cell])
        self.note(target, status)
        return lives.move(member, organization=self.cells[target], **do)

    def away(self, member):
        """Back admitted again or restored to what they were; the dead stay, unless it was a mistake."""
        before = next(note[2] for note in reversed(self.notes) if note[2])
        cell = self.chance.choice(CELLS)
        do = {"by": self.by, "day": self.day, "organization": self.cells[cell]}
        if member.status == "deceased":  # of whom it was a mistake: the last event goes, and a new one comes
            lives.void(member.events.standing().latest("pk"), by=self.by, reason="Ghi nhầm")
            self.notes.pop()
            return self.here(member, *self.now())
        if self.chance.random() < 0.5:
            self.note(cell, "probationary", again=True)
            return lives.readmit(member, **do)
        self.note(cell, before)
        return lives.restore(member, **do)


@pytest.fixture
def invented(cast, head):
    chance, cells = random.Random(5), {name: cast.at(name).organization for name in CELLS}
    made = [Life(number, cells, head, chance) for number in range(30)]
    for life in made:
        life.begin()
        for _ in range(chance.randint(0, 5)):
            life.go_on()
    return made


def counted(user, organization, day, **where):
    asked = figure("member", **where)
    return Counts.of_figures(organization, {"now": of_dates(FIRST, day)}, [asked], user).number(asked).value


def test_who_was_a_member_on_a_day_is_counted_whatever_came_later(cast, head, sign_in, invented):
    client, district = sign_in("head"), cast.at("D1").organization
    others = Member.objects.filter(path__startswith=district.path).exclude(card_number__startswith="T-").count()
    for day in DAYS:
        then = [life.on(day) for life in invented]
        cells, statuses = Counter(cell for cell, _ in then if cell), Counter(status for _, status in then)
        assert living(head, day).filter(stood_path__startswith=district.path).count() == sum(cells.values()) + others
        assert counted(head, district, day, status="probationary") == statuses["probationary"]
        assert counted(head, district, day, status="official") == statuses["official"] + others
        for name in CELLS:
            cards = {life.card for life in invented if life.on(day)[0] == name}
            query = {"organization": cast.at(name).organization.code, "scope": "own", "on": f"{day:%d/%m/%Y}"}
            page = client.get(reverse("member-list"), query | {"q": "Lê Văn Thử", "print": "all"}).context["page"]
            assert {row.card_number for row in page.object_list} == cards, (day, name)
    assert sum(cells.values()) == Member.objects.filter(
        card_number__startswith="T-", status__in=("official", "probationary")
    ).count()  # fmt: skip


def test_a_number_of_a_past_day_opens_the_list_of_these_rows(cast, head, sign_in, invented):
    client, district, day = sign_in("head"), cast.at("D1").organization, DAYS[1]
    assert "status" in dimensions_of("member")
    asked = figure("member", status="probationary")
    url = asked.url(district, of_dates(FIRST, day))
    assert client.get(url).context["count"] == counted(head, district, day, status="probationary") > 0


def test_who_left_on_an_unknown_day_counts_on_none_even_where_cells_merged_since(cast):
    cell, other = cast.at("K1").organization, cast.at("C1").organization
    member = admit("U-1", "Lê Thị Vắng", cell)
    member.placements.update(valid_until=date(2023, 12, 31))
    Placement.objects.create(member=member, organization=other, valid_from=date(2024, 1, 1))
    rows = Member.objects.filter(pk=member.pk)
    days = (DAYS[1], TODAY)
    assert [rows.as_of(day).count() for day in days] == [1, 1]
    rows.update(status="expelled")
    assert [rows.as_of(day).count() for day in days] == [0, 0]


def test_a_decision_told_late_ends_what_was_written_since_and_taken_back_all_stands_again(cast, head):
    member = admit("U-2", "Lê Thị Muộn", cast.at("K1").organization)
    lives.move(member, by=head, organization=cast.at("C1").organization, day=date(2026, 6, 10))
    before = list(member.placements.values())
    event = lives.leave_by_decision(member, by=head, kind=Kind.EXPELLED, day=date(2026, 6, 1), number="9-QĐ")
    rows = Member.objects.filter(pk=member.pk)
    assert [rows.as_of(date(2026, 5, 31) + timedelta(days=n)).count() for n in (0, 1, 10)] == [1, 0, 0]
    lives.restore_by_decision(member, by=head, day=date(2026, 6, 5), number="10-QĐ")
    assert [rows.as_of(date(2026, 6, n)).count() for n in (1, 4, 5, 9, 10, 20)] == [0, 0, 1, 1, 1, 1]
    lives.void(MemberEvent.objects.latest("pk"), by=head, reason="Ghi nhầm")
    lives.void(event, by=head, reason="Ghi nhầm")
    assert list(member.placements.values()) == before


def test_of_merged_records_nobody_is_in_two_cells(cast, head):
    kept, gone = (admit(f"U-{n}", "Lê Thị Trùng", cast.at("K1").organization) for n in (3, 4))
    lives.leave(gone, by=head, kind=Kind.RESIGNED, day=date(2024, 5, 1))
    merge(kept, gone, by=head, reason="Cùng một người")
    assert [Member.objects.filter(pk__in=(kept.pk, gone.pk)).as_of(day).count() for day in DAYS] == [1] * len(DAYS)
