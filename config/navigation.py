"""The menu, declared once: lower apps never name the addresses of higher ones."""

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from members import permissions as may
from reports.permissions import can_export, can_open_jobs, can_see_layouts


@dataclass(frozen=True)
class Entry:
    label: str
    url_name: str
    permission: object
    family: tuple = ()
    """Other beginnings of URL names that belong to this entry, so that it stays marked on their pages."""
    within: tuple = ()
    """Entries that show below this one while a page of it, or of one of them, is open."""


@dataclass(frozen=True)
class Group:
    title: str
    entries: tuple


OF_CASES = (
    "case-create",
    "case-detail",
    "case-update",
    "case-step",
    "case-document",
    "case-relate",
    "case-subject-update",
    "case-outcome",
    "vote",
    "deferral",
)
OF_INSPECTIONS = ("inspection", "finding", "document", "paper", "team", "recusal")
OF_ORGANIZATIONS = ("organization-detail", "organization-record")
FORM_EDITING = ("form-version", "form-edit", "form-copy")

OF_BRIEFINGS = tuple(
    f"briefing-{page}"
    for page in (
        "detail",
        "create",
        "update",
        "meeting",
        "changes",
        "attendance",
        "gather",
        "freeze",
        "conclude",
        "step",
    )
)
"""Not the beginning “briefing” alone: that is the page of the figures, an entry of its own."""

MENU = (
    Group(
        "",
        (
            Entry("Tổng quan", "dashboard", may.can_read_records),
            Entry("Việc cần làm", "desk", may.can_read_records),
        ),
    ),
    Group(
        "Kiểm tra, giám sát",
        (
            Entry(
                "Chương trình",
                "programme-list",
                may.can_read_records,
                ("programme-detail",),
                within=(Entry("Mục chương trình", "programme-item-list", may.can_read_records, ("programme-item",)),),
            ),
            Entry(
                "Các cuộc",
                "inspection-list",
                may.can_read_records,
                OF_INSPECTIONS,
                within=(Entry("Đối tượng", "subject-list", may.can_read_records, ("subject",)),),
            ),
            Entry("Khắc phục", "remedy-list", may.can_read_records, ("remedy",)),
            Entry("Độ phủ", "coverage", may.can_read_records, ("coverage",)),
            Entry("Nghị quyết", "resolution-list", may.can_read_records, ("resolution",)),
            Entry("Ghi chép giám sát", "note-list", may.can_read_records, ("note",)),
            Entry("Đơn tố cáo", "denunciation-list", may.can_read_denunciations, ("denunciation",)),
        ),
    ),
    Group(
        "Kỷ luật",
        (
            Entry(
                "Vụ việc kỷ luật",
                "case-list",
                may.can_read_records,
                OF_CASES,
                within=(Entry("Kết quả xem xét", "case-subject-list", may.can_read_records),),
            ),
            Entry(
                "Quyết định kỷ luật",
                "decision-list",
                may.can_read_records,
                ("decision",),
                within=(
                    Entry("Cần xem lại", "questioned-list", may.can_read_records, ("questioned",)),
                    Entry("Làm khác quy định", "override-list", may.can_read_records, ("override",)),
                ),
            ),
            Entry("Khiếu nại kỷ luật", "appeal-list", may.can_read_records, ("appeal",)),
            Entry("Đình chỉ", "suspension-list", may.can_read_records, ("suspension",)),
            Entry("Xóa tên dự bị", "strikeoff-list", may.can_read_records, ("strikeoff",)),
        ),
    ),
    Group(
        "Tổ chức, đảng viên",
        (
            Entry(
                "Cây tổ chức",
                "organization-tree",
                may.can_read_structure,
                ("organization-branch",),
                within=(Entry("Danh sách tổ chức", "organization-list", may.can_read_structure, OF_ORGANIZATIONS),),
            ),
            Entry("Sắp xếp tổ chức", "reorganization-list", may.can_read_structure, ("reorganization",)),
            Entry(
                "Đảng viên",
                "member-list",
                may.can_read_records,
                ("member", "event", "post"),
                within=(Entry("Hồ sơ nghi trùng", "duplicates", may.can_read_records, ("duplicate",)),),
            ),
            Entry(
                "Xếp loại hằng năm",
                "rating-list",
                may.can_read_records,
                within=(
                    Entry("Tổng hợp xếp loại", "rating-summary", may.can_read_records),
                    Entry("Nhập xếp loại", "rating-grid", may.can_write_records),
                ),
            ),
            Entry(
                "Kiểm điểm",
                "selfreview-list",
                may.can_read_records,
                ("selfreview", "limitation"),
                within=(Entry("Biện pháp", "measure-list", may.can_read_records, ("measure",)),),
            ),
            Entry("Nhập từ Excel", "import", may.can_write_records, ("import",)),
            Entry("Xuất dữ liệu", "export", can_export),
        ),
    ),
    Group(
        "Giao ban, báo cáo",
        (
            Entry(
                "Hội nghị giao ban",
                "briefing-list",
                may.can_read_records,
                OF_BRIEFINGS,
                within=(Entry("Kết luận giao ban", "conclusion-list", may.can_read_records, ("conclusion",)),),
            ),
            Entry("Số liệu giao ban", "briefing", may.can_read_records, ("briefing-file",)),
            Entry(
                "Nộp báo cáo",
                "submission-board",
                may.can_read_records,
                ("submission",),
                within=(Entry("Lịch báo cáo", "calendar-list", may.can_read_structure, ("calendar",)),),
            ),
            Entry(
                "Báo cáo kỳ",
                "periodreport-list",
                may.can_read_records,
                ("periodreport", "baseline"),
                within=(
                    Entry(
                        "Mẫu báo cáo",
                        "reportlayout-list",
                        can_see_layouts,
                        ("reportlayout", "actorset", "shipped-layout"),
                    ),
                ),
            ),
            Entry(
                "Biểu thống kê",
                "forms",
                may.can_read_records,
                ("form-page", "form-cell"),
                within=(Entry("Nhân sự UBKT", "staff-list", may.can_read_records, ("staff", "training")),),
            ),
            Entry("Phân tích", "analysis", may.can_read_records, ("analysis", "saved-analysis")),
            Entry("Việc chạy nền", "job-list", can_open_jobs, ("job",)),
        ),
    ),
    Group(
        "Quản trị",
        (
            Entry("Người dùng", "user-list", may.can_manage_users, ("user", "assignment")),
            Entry("Mẫu văn bản", "templates", may.can_manage_users, ("template",)),
            Entry("Dòng, biểu thống kê", "form-versions", may.can_manage_users, FORM_EDITING),
            Entry("Quy định", "rules", may.can_read_structure, ("rule",)),
            Entry("Nhật ký hệ thống", "history-list", may.can_read_history, ("history",)),
        ),
    ),
)


@dataclass(frozen=True)
class Link:
    """A list or form about the object of a page, which hands over its key as a parameter."""

    label: str
    url_name: str
    parameter: str = ""
    """Without one the address itself names the object."""
    permission: object = may.can_read_records


ABOUT = {
    "organization-detail": (
        Link("Tổ chức qua các thời kỳ", "organization-through-time", permission=may.can_read_structure),
        Link("Quyết định sắp xếp liên quan", "reorganization-list", "organization", may.can_read_structure),
        Link("Toàn bộ hồ sơ kiểm tra, giám sát, kỷ luật", "organization-record"),
        Link("Các cuộc kiểm tra, giám sát đã tiến hành", "inspection-list", "organization"),
        Link("Quyết định kỷ luật đã ban hành", "decision-list", "organization"),
        Link("Chương trình kiểm tra, giám sát", "programme-list", "organization"),
        Link("Khuyết điểm phải khắc phục", "remedy-list", "unit"),
        Link("Đảng viên", "member-list", "organization"),
        Link("Xếp loại hằng năm", "rating-list", "organization"),
        Link("Nhập xếp loại", "rating-grid", "organization", may.can_write_records),
        Link("Tổng hợp xếp loại", "rating-summary", "organization"),
        Link("Kiểm điểm tự phê bình và phê bình", "selfreview-list", "organization"),
        Link("Học tập, quán triệt nghị quyết", "resolution-list", "organization"),
    ),
    "remedy-detail": (Link("Lập vụ việc kỷ luật từ khuyết điểm này", "case-create", "finding", may.can_run_cases),),
    "denunciation-detail": (Link("Lập vụ việc kỷ luật từ đơn này", "case-create", "denunciation", may.can_run_cases),),
    "inspection-detail": (
        Link("Lập vụ việc kỷ luật từ cuộc này", "case-create", "inspection", may.can_run_cases),
        Link("Ghi quyết định kỷ luật từ cuộc này", "decision-create", "inspection", may.can_run_cases),
    ),
    "member-detail": (
        Link("Toàn bộ hồ sơ: đảng tịch, kiểm tra, giám sát, kỷ luật theo thời gian", "member-record"),
        Link("Các lần được kiểm tra, giám sát", "subject-list", "q"),
        Link("Quyết định kỷ luật", "decision-list", "q"),
        Link("Khiếu nại kỷ luật", "appeal-list", "q"),
        Link("Kiểm điểm tự phê bình và phê bình", "selfreview-list", "q"),
    ),
}
"""Under a detail page: what upper apps have about it, which that page cannot know."""


def navigation(request):
    """Context processor: the menu of this user and the organization they work for, looked up only if shown."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "office": "", "about": [], "may_search": False}
    return {
        "about": SimpleLazyObject(lambda: links_about(user, request)),
        "navigation": SimpleLazyObject(lambda: menu_for(user, request)),
        "office": SimpleLazyObject(lambda: office_of(user)),
        "may_search": SimpleLazyObject(lambda: may.can_read_structure(user)),
    }


def menu_for(user, request):
    match = getattr(request, "resolver_match", None)
    here = match.url_name if match and match.url_name else ""
    may_open = cache(lambda permission: permission(user))  # the entries share a few
    groups = ({"title": group.title, "entries": list(_entries(group, may_open, here))} for group in MENU)
    return [group for group in groups if group["entries"]]


def links_about(user, request):
    """Beginnings of addresses; the page adds the key of its object."""
    match = getattr(request, "resolver_match", None)
    links = ABOUT.get(match.url_name, ()) if match else ()
    return [_link(link, match.kwargs["pk"]) for link in links if link.permission(user)]


def _link(link, key):
    if not link.parameter:
        return {"label": link.label, "url": reverse(link.url_name, args=[key]), "is_whole": True}
    return {"label": link.label, "url": f"{reverse(link.url_name)}?{link.parameter}="}


def office_of(user):
    """The highest organization the user is assigned to, in the band on top."""
    assigned = sorted(may.assignments(user), key=lambda one: (len(one.organization.path), one.organization.path))
    return assigned[0].organization.name if assigned else "Chưa được phân công"


def _entries(group, may_open, here):
    """The entries of a group, each followed by those within it; one whose holder the user may not open stands alone."""
    for entry in group.entries:
        holder = _shown(entry, may_open, here)
        inner = [shown for one in entry.within if (shown := _shown(one, may_open, here))]
        is_open = any(one["current"] for one in [*([holder] if holder else []), *inner])
        if holder:
            yield holder
        for one in inner:
            yield one | {"inner": bool(holder), "folded": bool(holder) and not is_open}


def _shown(entry, may_open, here):
    url = _address(entry.url_name)
    if url and may_open(entry.permission):
        return {"label": entry.label, "url": url, "current": _is_current(entry, here)}
    return None


def _is_current(entry, here):
    return here == entry.url_name or any(here == name or here.startswith(f"{name}-") for name in entry.family)


def _address(url_name):
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
