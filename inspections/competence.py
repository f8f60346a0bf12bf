"""Who may inspect or supervise whom, and how: what speaks against it, so that a page can warn. Nothing is refused.

Source: Charter art. 30 and 32; 22-QĐ/TW of 2021 art. 4-9, 11 [C]; 296-QĐ/TW of 2025 art. 5, 6, 10 and 21-QĐ/TW of 2026
art. 4 [S].
"""

from inspections.choices import Activity
from members.choices import COMMITTEE_BODIES, LEVEL_RANK, Body, Level, SubjectKind

SOURCE = "Điều 30, 32 Điều lệ Đảng; Điều 4–9, 11 Quy định 22-QĐ/TW; Điều 5, 6, 10 Quy định 296-QĐ/TW (chưa xác nhận)"
_GENERAL = (Activity.COMPLIANCE, Activity.THEMATIC, Activity.ROUTINE)
_OF_BODY = {
    Body.COMMISSION: tuple(Activity),
    Body.ADVISORY: _GENERAL,
    Body.CELL: (*_GENERAL, Activity.VIOLATION),
} | dict.fromkeys(COMMITTEE_BODIES, (*_GENERAL, Activity.VIOLATION, Activity.DUTY, Activity.DISCIPLINE))
"""What each body inspects and supervises; committees lead the inspections of duty and of discipline."""


def doubts_of(inspection, subjects):
    """Reasons in words why the acting body or level may not be competent, first of the act, then of each subject."""
    yield from _of_actor(inspection)
    for subject in subjects:
        for doubt in _of_subject(inspection, subject):
            yield f"{subject.subject}: {doubt}"


def _of_actor(inspection):
    body, activity = Body(inspection.body), Activity(inspection.activity)
    if activity not in _OF_BODY[body]:
        yield f"“{activity.label}” không thuộc nhiệm vụ của {body.label.lower()}."
    elif inspection.level == Level.SECTION and activity not in _GENERAL:
        yield f"Đảng ủy bộ phận chỉ kiểm tra chấp hành và giám sát, không tiến hành “{activity.label}”."
    elif activity == Activity.ASSETS and LEVEL_RANK[inspection.level] >= LEVEL_RANK[Level.BASE]:
        yield "Xác minh tài sản, thu nhập do ủy ban kiểm tra từ cấp trên trực tiếp của cơ sở trở lên tiến hành."


def _of_subject(inspection, subject):
    is_member = subject.subject_kind == SubjectKind.MEMBER
    if inspection.body == Body.CELL and not is_member:
        yield "chi bộ chỉ kiểm tra, giám sát đảng viên."
    if not inspection.concluded and not _is_below(inspection, subject.subject):
        yield "không thuộc tổ chức thực hiện và các tổ chức trực thuộc."
    if inspection.activity == Activity.VIOLATION and is_member and _is_above(subject.managed_by, inspection):
        level = Level(subject.managed_by).label.lower()
        yield f"thuộc diện cấp {level} quản lý, trên cấp thực hiện."


def _is_below(inspection, subject):
    """Whether the subject stands in the actor's tree, or did on the date of the inspection."""
    if any(subject.path.startswith(path) for path in inspection.organization.paths):
        return True
    return subject.standing_on(inspection.act_date).path.startswith(inspection.path)


def _is_above(managed_by, inspection):
    """A member managed by a higher level is that level's to inspect; a cell inspects all its members."""
    if not managed_by or inspection.body == Body.CELL:
        return False
    return LEVEL_RANK[managed_by] < LEVEL_RANK[inspection.level]
