"""What people write: appeals against discipline, denunciations, and the letters that these came in."""

from django.db.models import F
from django.db.models.functions import Coalesce

from discipline.models import Appeal, AppealGround
from inspections.models import Denunciation, DenunciationGroup
from members.models import resolved_by
from reports.derived import disciplined_accused, letter_groups, letters
from reports.facts.columns import COUNTED_ACTOR, POSITION, SUBJECT, constant, through
from reports.facts.fact import Fact

OF_APPEAL = {**COUNTED_ACTOR, **through("decision", {"form": "form", **SUBJECT, **POSITION})}
OF_LETTER = {
    **COUNTED_ACTOR, **SUBJECT, **POSITION,
    "kind": "kind", "sender_kind": "sender_kind", "refusal": "refusal", "disposal": "disposal",
}  # fmt: skip


def _sender_group(prefix=""):
    """What the sender of a letter is, where one was written down."""
    return Coalesce(F(f"{prefix}sender__group"), constant(""))


def _handled(model):
    """Letters to be resolved in a period."""
    return lambda period: model.objects.handled_in(period)


def _of_handled(child, link, model):
    return lambda period: child.objects.filter(**{f"{link}__in": model.objects.handled_in(period).order_by()})


def _resolved_on(of=""):
    return lambda period: F(f"{of}resolved")


def _handled_on(of=""):
    return lambda period: resolved_by(period.last, of)


def _letter_groups(period):
    received = Denunciation.objects.received_in(period).order_by()
    return letter_groups(DenunciationGroup.objects.filter(denunciation__in=received))


OF_LETTERS = {
    "appeal_received": Fact(
        "Đơn khiếu nại kỷ luật tiếp nhận",
        "đơn",
        lambda period: Appeal.objects.received_in(period),
        OF_APPEAL,
        "appeal-list",
        "received",
        ("level", "body"),
        compared=False,
        about="decision__",
    ),
    "appeal_resolved": Fact(
        "Đơn khiếu nại kỷ luật đã giải quyết",
        "đơn",
        lambda period: Appeal.objects.resolved_in(period),
        {"result": "result", "cause": "cause", **OF_APPEAL},
        "appeal-list",
        "resolved",
        ("result", "level", "body"),
        about="decision__",
        acted=_resolved_on(),
    ),
    "appeal_handled": Fact(
        "Đơn khiếu nại kỷ luật phải giải quyết trong kỳ",
        "đơn",
        _handled(Appeal),
        OF_APPEAL,
        "appeal-list",
        "handled",
        compared=False,
        about="decision__",
        acted=_handled_on(),
    ),
    "appeal_handled_ground": Fact(
        "Nội dung khiếu nại phải giải quyết trong kỳ",
        "lượt nội dung",
        _of_handled(AppealGround, "appeal", Appeal),
        {"ground": "code", **through("appeal", OF_APPEAL)},
        "appeal-list",
        "handled",
        path="appeal__path",
        compared=False,
        about="appeal__decision__",
        many="ground",
        acted=_handled_on("appeal__"),
    ),
    "appeal_received_ground": Fact(
        "Nội dung khiếu nại, đơn tiếp nhận trong kỳ",
        "lượt nội dung",
        lambda period: AppealGround.objects.filter(appeal__in=Appeal.objects.received_in(period).order_by()),
        {"ground": "code", **through("appeal", OF_APPEAL)},
        "appeal-list",
        "received",
        path="appeal__path",
        compared=False,
        about="appeal__decision__",
        many="ground",
    ),
    "denunciation_received": Fact(
        "Đối tượng bị tố cáo, đơn tiếp nhận trong kỳ",
        "đối tượng",
        lambda period: Denunciation.objects.received_in(period),
        OF_LETTER,
        "denunciation-list",
        "received",
        ("level", "body", "subject"),
        letters=True,
        compared=False,
    ),
    "denunciation_resolved": Fact(
        "Đối tượng bị tố cáo, đã giải quyết trong kỳ",
        "đối tượng",
        lambda period: Denunciation.objects.resolved_in(period),
        {"result": "result", **OF_LETTER},
        "denunciation-list",
        "resolved",
        ("result", "level", "body", "subject"),
        letters=True,
        acted=_resolved_on(),
    ),
    "denunciation_resolved_group": Fact(
        "Nội dung tố cáo đã giải quyết trong kỳ",
        "lượt nội dung",
        lambda period: DenunciationGroup.objects.filter(denunciation__in=Denunciation.objects.resolved_in(period)),
        {"group": "code", **through("denunciation", {"result": "result", **OF_LETTER})},
        "denunciation-list",
        "resolved",
        path="denunciation__path",
        letters=True,
        compared=False,
        about="denunciation__",
        many="group",
        acted=_resolved_on("denunciation__"),
    ),
    "denunciation_handled": Fact(
        "Đối tượng bị tố cáo, phải giải quyết trong kỳ",
        "đối tượng",
        _handled(Denunciation),
        OF_LETTER,
        "denunciation-list",
        "handled",
        letters=True,
        compared=False,
        acted=_handled_on(),
    ),
    "denunciation_handled_group": Fact(
        "Nội dung tố cáo phải giải quyết trong kỳ",
        "lượt nội dung",
        _of_handled(DenunciationGroup, "denunciation", Denunciation),
        {"group": "code", **through("denunciation", OF_LETTER)},
        "denunciation-list",
        "handled",
        path="denunciation__path",
        letters=True,
        compared=False,
        about="denunciation__",
        many="group",
        acted=_handled_on("denunciation__"),
    ),
    "denunciation_disciplined": Fact(
        "Đối tượng bị tố cáo, đã giải quyết trong kỳ và đã bị kỷ luật",
        "đối tượng",
        lambda period: disciplined_accused(Denunciation.objects.resolved_in(period), period.last),
        {"result": "result", **OF_LETTER},
        "accused-disciplined",
        "resolved",
        letters=True,
        compared=False,
        acted=_resolved_on(),
    ),
    "letter": Fact(
        "Đơn tố cáo, phản ánh tiếp nhận",
        "đơn",
        lambda period: letters(Denunciation.objects.received_in(period)),
        OF_LETTER,
        "letter-list",
        letters=True,
        compared=False,
    ),
    "letter_sender": Fact(
        "Đơn tố cáo, phản ánh tiếp nhận, theo người gửi",
        "đơn",
        lambda period: letters(Denunciation.objects.received_in(period)),
        {"sender_group": _sender_group, **OF_LETTER},
        "letter-list",
        letters=True,
        senders=True,
        compared=False,
    ),
    "letter_group": Fact(
        "Nội dung đơn tố cáo, phản ánh tiếp nhận",
        "lượt nội dung",
        _letter_groups,
        {"group": "code", **through("denunciation", OF_LETTER)},
        "letter-list",
        path="denunciation__path",
        letters=True,
        compared=False,
        about="denunciation__",
        many="group",
    ),
}
