"""Sentences that several parts of a briefing share."""

from members.choices import SubjectKind
from reports.blocks import listed, sentence
from reports.comparison import change

ORGANIZATIONS = SubjectKind.ORGANIZATION
MEMBERS = SubjectKind.MEMBER


def organizations_and_members(counts, figure, span="now"):
    """ "59 tổ chức đảng và 20 đảng viên"."""
    return sentence(
        "{} tổ chức đảng và {} đảng viên",
        counts.number(figure.of(subject=ORGANIZATIONS), span),
        counts.number(figure.of(subject=MEMBERS), span),
    )


def acting(counts, figure, block, expected):
    """The actors of a block that did something, and those that are always named."""
    return [actor for actor in block if actor in expected or counts.value(actor.slice(figure))]


def by_actor(counts, figure, actors, verb):
    """ "Huyện ủy kiểm tra 59 tổ chức đảng và 20 đảng viên; cấp ủy cơ sở kiểm tra ..."."""
    return listed(
        [
            sentence("{} {} {}", actor.name, verb, organizations_and_members(counts, actor.slice(figure)))
            for actor in actors
        ]
    )


def by_value(counts, figure, dimension, labels):
    """ "khiển trách 78, cảnh cáo 22": the values that occur, in the order of their list."""
    named = [(value, label) for value, label in labels if counts.value(figure.of(**{dimension: value}))]
    return listed(
        [
            sentence("{} {}", label[0].lower() + label[1:], counts.number(figure.of(**{dimension: value})))
            for value, label in named
        ],
        between=", ",
    )


def changed(counts, figure):
    """Whether there is anything to compare: a count in the period or in one of those it's compared with."""
    return any(counts.value(figure, span) for span in counts.spans)


def compared(counts, figure, unit):
    """ "tăng 5 tổ chức ... so với kỳ trước (24), giảm 3 so với cùng kỳ năm trước (32)"."""
    now = counts.value(figure)
    parts = []
    for span, words in (("previous", "so với kỳ trước"), ("last_year", "so với cùng kỳ năm trước")):
        then = counts.number(figure, span)
        parts.append(sentence("{} {} ({})", change(now, then.value), words, then))
    return sentence("số {} {}", unit, listed(parts, between=", "))
