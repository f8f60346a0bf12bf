"""The columns that forms 7, 8, 9 and 10 ask of an inspected organization beyond its result, as data.

Source: the column headings of the statistics program of 2021 that follows the set of 357-QĐ/UBKTTW of 2016 [W]; the
annexes of 885-QĐ/UBKTTW of 2022, which replaced it, are not public. Money is in thousand đồng, as the forms print it.
Codes are stored with the numbers and read by figures: add, never rename.
"""

from dataclasses import dataclass

from inspections.choices import Activity
from members.choices import SubjectKind

MOST_MONEY = 999_999_999_999
MOST_PERSONS = 999_999


@dataclass(frozen=True)
class NumberColumn:
    """A column: a yes or no about the organization, a number of members, or money.

    `within` is the column that this one is part of (“trong đó”): it cannot be larger.
    """

    code: str
    label: str
    kind: str = "persons"
    within: str = ""

    @property
    def most(self):
        return {"flag": 1, "persons": MOST_PERSONS, "money": MOST_MONEY}[self.kind]


@dataclass(frozen=True)
class ColumnGroup:
    """Columns under one heading. `total` names their sum, where the form has one."""

    title: str
    columns: tuple[NumberColumn, ...]
    total: str = ""
    limit: str = ""
    """A column that the sum of the group cannot exceed."""
    one_of: bool = False
    """At most one of the columns applies."""


@dataclass(frozen=True)
class OfficialForm:
    """An official form with the columns that are entered by hand."""

    number: int
    title: str
    groups: tuple[ColumnGroup, ...]

    @property
    def columns(self):
        return tuple(column for group in self.groups for column in group.columns)

    def column(self, code):
        return next((column for column in self.columns if column.code == code), None)


def _flags(prefix, **labels):
    return tuple(NumberColumn(f"{prefix}_{name}", label, "flag") for name, label in labels.items())


def _persons(prefix, **labels):
    return tuple(NumberColumn(f"{prefix}_{name}", label) for name, label in labels.items())


def _money(prefix, within="", **labels):
    return tuple(
        NumberColumn(f"{prefix}_{name}", label, "money", f"{within}_{name}" if within else "")
        for name, label in labels.items()
    )


_HANDLINGS = {
    "recovered": "Xuất toán, thu hồi",
    "rebooked": "Hạch toán lại",
    "unit": "Giao đơn vị xử lý",
    "other": "Hình thức khác",
}


def _handled(prefix):
    """How the money is to be handled and what was done of it: alike in forms 9 and 10."""
    return (
        ColumnGroup("Số tiền đề nghị xử lý (nghìn đồng)", _money(f"{prefix}_proposed", **_HANDLINGS), "Đề nghị xử lý"),
        ColumnGroup(
            "Số tiền đã xử lý (nghìn đồng)",
            _money(f"{prefix}_done", within=f"{prefix}_proposed", **_HANDLINGS),
            "Đã xử lý",
        ),
    )


def _violators(prefix):
    """Members in violation: alike in forms 9 and 10."""
    return ColumnGroup(
        "Đảng viên vi phạm",
        (
            NumberColumn(f"{prefix}_violators", "Tổng số đảng viên vi phạm"),
            NumberColumn(f"{prefix}_to_discipline", "Phải thi hành kỷ luật", within=f"{prefix}_violators"),
            NumberColumn(f"{prefix}_disciplined", "Đã thi hành kỷ luật", within=f"{prefix}_to_discipline"),
            NumberColumn(f"{prefix}_to_law", "Chuyển cơ quan pháp luật", within=f"{prefix}_violators"),
        ),
    )


FORMS = {
    Activity.DUTY: OfficialForm(
        7,
        "Kiểm tra tổ chức đảng cấp dưới thực hiện nhiệm vụ kiểm tra, giám sát",
        (
            ColumnGroup(
                "Nội dung kiểm tra",
                _flags(
                    "duty_about",
                    programme="Xây dựng và thực hiện chương trình, kế hoạch kiểm tra, giám sát",
                    leadership="Lãnh đạo, chỉ đạo nhiệm vụ kiểm tra, giám sát",
                ),
            ),
            ColumnGroup(
                "Kết luận",
                _flags("duty_found", programme="Có chương trình, kế hoạch", performed="Thực hiện tốt nhiệm vụ"),
            ),
            ColumnGroup(
                "Kết luận về lãnh đạo, chỉ đạo",
                _flags("duty_leadership", good="Lãnh đạo, chỉ đạo tốt", poor="Lãnh đạo, chỉ đạo chưa tốt"),
                one_of=True,
            ),
        ),
    ),
    Activity.DISCIPLINE: OfficialForm(
        8,
        "Kiểm tra việc thi hành kỷ luật của tổ chức đảng cấp dưới",
        (
            ColumnGroup(
                "Đảng viên bị kỷ luật trong mốc kiểm tra",
                (
                    NumberColumn("discipline_members", "Tổng số"),
                    NumberColumn("discipline_appealed", "Trong đó có khiếu nại", within="discipline_members"),
                ),
            ),
            ColumnGroup(
                "Theo diện quản lý",
                _persons("discipline_managed", province="Tỉnh", district="Huyện", base="Cơ sở", cell="Chi bộ"),
                total="Cộng theo diện quản lý",
                limit="discipline_members",
            ),
            ColumnGroup(
                "Kết luận về tổ chức đảng",
                _flags("discipline_practice", good="Thực hiện tốt", poor="Thực hiện chưa tốt"),
                one_of=True,
            ),
            ColumnGroup(
                "Kết luận về đảng viên",
                _persons(
                    "discipline_found",
                    incompetent="Kỷ luật không đúng thẩm quyền",
                    procedure="Kỷ luật không đúng quy trình, thủ tục",
                    missed="Phải kỷ luật nhưng không kỷ luật",
                    wrong="Kỷ luật oan, sai",
                ),
            ),
            ColumnGroup(
                "Kiến nghị",
                _persons("discipline_advice", keep="Giữ nguyên", increase="Tăng", reduce="Giảm", cancel="Xóa"),
                total="Cộng kiến nghị",
            ),
        ),
    ),
    Activity.FINANCE: OfficialForm(
        9,
        "Kiểm tra tài chính",
        (
            ColumnGroup(
                "Nội dung kiểm tra",
                _flags(
                    "finance_about",
                    committee="Tài chính cấp ủy",
                    administrative="Đơn vị hành chính",
                    service="Đơn vị sự nghiệp",
                    business="Sản xuất, kinh doanh",
                    construction="Xây dựng cơ bản, sửa chữa, mua sắm",
                    other="Nội dung khác",
                ),
            ),
            ColumnGroup(
                "Số tiền vi phạm (nghìn đồng)",
                _money(
                    "finance",
                    lost="Tham ô, thất thoát, lãng phí",
                    off_books="Để ngoài sổ sách",
                    misspent="Chi sai chế độ",
                    debts="Công nợ dây dưa, kê khai thiếu thuế",
                    other="Vi phạm khác",
                ),
                total="Vi phạm",
            ),
            *_handled("finance"),
            _violators("finance"),
        ),
    ),
    Activity.DUES: OfficialForm(
        10,
        "Kiểm tra thu, nộp, quản lý, sử dụng đảng phí",
        (
            ColumnGroup(
                "Số tiền vi phạm (nghìn đồng)",
                _money(
                    "dues",
                    short="Thu thiếu",
                    excess="Thu thừa",
                    embezzled="Tham ô, biển thủ",
                    misspent="Chi sai chế độ",
                    other="Vi phạm khác",
                ),
                total="Vi phạm",
            ),
            *_handled("dues"),
            _violators("dues"),
        ),
    ),
}
SOURCE = "Bộ biểu thống kê theo 357-QĐ/UBKTTW; phụ lục của 885-QĐ/UBKTTW chưa công bố, chưa xác nhận"


def labelled_columns() -> list[tuple[str, str]]:
    """(code, label) of every column of forms 7 to 10, each under its form and group: choices of filters and slices."""
    return [
        (column.code, f"Biểu {form.number} – {group.title}: {column.label}")
        for form in FORMS.values()
        for group in form.groups
        for column in group.columns
    ]


def form_of(subject_kind, activity) -> OfficialForm | None:
    """The form whose columns are asked of a subject; forms 7 to 10 count organizations alone."""
    return FORMS.get(activity) if subject_kind == SubjectKind.ORGANIZATION else None


def sums_of(form, numbers) -> list[tuple[str, int]]:
    """(label, sum) of each group that has one and any number; money first as the forms have it."""
    sums = ((group.total, [numbers.get(column.code) for column in group.columns]) for group in form.groups)
    return [(total, sum(value or 0 for value in values)) for total, values in sums if total and any(values)]


def faults_of(form, numbers):
    """(code, message) of every number that cannot be: parts beyond their whole, two of one choice."""
    for column in form.columns:
        value, whole = numbers.get(column.code), form.column(column.within)
        if value is not None and not 0 <= value <= column.most:
            yield column.code, "Số này ngoài giới hạn. Hãy kiểm tra lại."
        elif whole and (value or 0) > (numbers.get(whole.code) or 0):
            yield column.code, f"Không được lớn hơn “{whole.label}”{_heading(form, whole)}."
    for group in form.groups:
        yield from _faults_of_group(form, group, numbers)


def _heading(form, column):
    group = next(group for group in form.groups if column in group.columns)
    return f" ({group.title.split(' (')[0].lower()})"


def _faults_of_group(form, group, numbers):
    values = [numbers.get(column.code) or 0 for column in group.columns]
    last = group.columns[-1].code
    if group.one_of and sum(values) > 1:
        yield last, f"“{group.title}”: chỉ chọn một."
    limit = form.column(group.limit)
    if limit and sum(values) > (numbers.get(limit.code) or 0):
        yield last, f"“{group.title}”: cộng lại không được lớn hơn “{limit.label}”{_heading(form, limit)}."
