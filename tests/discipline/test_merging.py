"""Doubled records: found, told apart or merged with everything that names them, and a trace that stays."""

import unicodedata
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import HistoryEntry
from core.text import search_key
from discipline.actions.merging import merge, references
from members.choices import MemberStatus
from members.duplicates import REASONS, pairs
from members.models import Member, Post, Rating
from tests.cast import admit

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(cast):
    """A member with nothing written of them, who has the card of the commune's member but for a dot."""
    return admit("M.C1", "Nguyễn Văn Tám", cast.at("C1").organization)


@pytest.fixture
def gone(cast):
    """The commune's member, whom every kind of record names."""
    return cast.at("C1").member


def test_pairs_are_found_in_either_written_form_and_without_separators(cast, head, kept):
    cell = cast.at("K1").organization
    born = date(1980, 2, 1)
    written = [("3-01", "Lê Thị Hoà"), ("302", unicodedata.normalize("NFD", "Lê Thị Hòa")), ("303", "LE THI HOA")]
    people = [admit(card, name, cell) for card, name in written]
    dashed = [admit(card, "Đỗ Văn Đạo", cell) for card in ("Đ–05", "đ-06")]
    for one in [*people, *dashed]:
        Member.objects.filter(pk=one.pk).update(born=born, search_key=search_key(f"{one.name} {one.card_number}"))
    found = {pair.keys: pair.told for pair in pairs(head)}
    assert found[cast.at("C1").member.pk, kept.pk] == REASONS["card"]
    for first, second in ((0, 1), (0, 2), (1, 2)):
        assert found[people[first].pk, people[second].pk] == REASONS["born"]
    assert found[dashed[0].pk, dashed[1].pk] == REASONS["born"]
    own = {pair.keys for pair in pairs(cast.at("D2").user)}
    assert not own & set(found)


def test_a_pair_told_apart_is_not_shown_again(cast, head, kept, gone, sign_in):
    client, keys = sign_in("clerk"), [gone.pk, kept.pk]
    before = client.get(reverse("duplicates")).context["count"]
    sent = {"reason": "Hai người khác nhau", "submit_token": "a", "version": gone.version}
    assert client.post(reverse("duplicate-apart", args=keys), sent).status_code == 302
    assert client.get(reverse("duplicates")).context["count"] == before - 1


def test_pairs_are_narrowed_sorted_paged_and_exported_as_shown(cast, head, kept, gone, sign_in):
    cell = cast.at("K1").organization
    for number in range(11):
        admit(f"T{number:02}", "Lê Thị Hoà" if number % 2 else "Lê Thị Hòa", cell)
    client, address = sign_in(), reverse("duplicates")
    everything = client.get(address)
    assert everything.context["count"] == 11 * 10 // 2 + 1
    assert len(client.get(address, {"page": 2}).context["page"].object_list) == 56 - 50
    for query, count in ({"reason": "card"}, 1), ({"q": "hoa"}, 55), ({"organization": "K1"}, 55), ({"q": "x"}, 0):
        assert client.get(address, query).context["count"] == count
    last = client.get(address, {"sort": "-first"}).context["page"].object_list[0]
    assert last.first.sort_key == max(pair.first.sort_key for pair in pairs(head))
    response = client.get(address, {"export": "xlsx", "reason": "card"})
    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    heads = next(row for row in rows if row[0] == "Hồ sơ thứ nhất")
    told = dict(zip(heads, rows[-1], strict=True))
    assert (told["Số thẻ thứ nhất"], told["Số thẻ thứ hai"]) == (gone.card_number, kept.card_number)
    assert told["Giống nhau ở"] == REASONS["card"]


def test_merging_hands_everything_over_and_leaves_a_stub(cast, head, kept, gone, sign_in):
    own = Rating.objects.create(
        year=2025, grade="fair", subject_kind="member", subject_member=kept, path=kept.path, level="base"
    )
    Post.objects.create(member=gone, seat="base", started=date(2025, 1, 1))
    named = {one: one.model._base_manager.filter(**{one.name: gone}).count() for one in references()}
    assert sum(map(bool, named.values())) >= 12, "the cast names its member in most kinds of record"
    client, address = sign_in("head"), reverse("duplicate-merge", args=[kept.pk, gone.pk])
    sent = {"kept": kept.pk, "reason": "Cùng một người", "submit_token": "b", "version": kept.version}
    assert "Chưa chọn" in " ".join(text for *_, text in client.post(address, sent).context["errors"])
    sent[f"rating_{own.year}"] = cast.at("C1").rating.pk
    assert client.post(address, sent).status_code == 302

    stub = Member.objects.get(pk=gone.pk)
    assert (stub.merged_into, stub.status) == (kept, MemberStatus.MERGED)
    left = {one for one in references() if one.model._base_manager.filter(**{one.name: gone}).exists()}
    assert {one.model._meta.model_name for one in left} <= {"placement"}
    assert Rating.objects.get(year=2025, subject_member=kept).grade == "good"
    cast.at("C1").decision.refresh_from_db()
    assert cast.at("C1").decision.seat == "base"

    page = client.get(reverse("member-detail", args=[gone.pk])).content.decode()
    assert "Hồ sơ này đã gộp" in page
    assert reverse("member-detail", args=[kept.pk]) in page
    assert gone not in client.get(reverse("member-list")).context["page"].object_list
    assert client.get(reverse("member-record", args=[gone.pk])).status_code == 404
    trace = HistoryEntry.objects.of(kept).filter(reason="Cùng một người").get().changes
    assert any("quyết định kỷ luật" in kind for told in trace.values() if isinstance(told[1], dict) for kind in told[1])
    assert HistoryEntry.objects.of(gone).filter(act="void", reason="Cùng một người").exists()


def test_two_records_of_one_case_are_not_merged_and_nothing_is_written(cast, head, kept, gone):
    row = cast.at("C1").case_subject
    type(row).objects.create(
        case=row.case, subject_kind="member", subject_member=kept, organization_type="base", standing=row.standing,
        subject_class=row.subject_class,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Cả hai hồ sơ cùng có trong đối tượng xem xét kỷ luật"):
        merge(kept, gone, by=head, reason="Cùng một người")
    with pytest.raises(ValidationError, match="ngoài phạm vi được xem"):
        merge(kept, gone, by=cast.at("K2").user, reason="Cùng một người")
    assert Member.objects.get(pk=gone.pk).merged_into is None
