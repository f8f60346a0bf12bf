"""The coverage of a term as an Excel workbook: a sheet for organizations and one for members."""

from io import BytesIO

from core.text import short_date
from core.workbook import Column, Sheet, write

KINDS = ("kiểm tra", "giám sát")


def render(coverage):
    """The coverage as bytes of an .xlsx file."""
    file = BytesIO()
    rows = [coverage.total, *coverage.rows]
    sheets = [
        Sheet("Tổ chức đảng", _columns(coverage, "Tổ chức chưa được KT, GS", "Số tổ chức"), map(_organization, rows)),
        Sheet("Đảng viên", _columns(coverage, "Đảng viên chưa được KT, GS", "Số đảng viên"), map(_members, rows)),
    ]
    for sheet in sheets:
        sheet.heading_lines = _head(coverage, sheet.title)
    write(sheets, file, properties={"title": f"Độ phủ {coverage.term.label}"})
    return file.getvalue()


def _head(coverage, title):
    return [
        f"Độ phủ kiểm tra, giám sát {coverage.term.label}: {title}",
        f"{coverage.organization.name}, đến ngày {short_date(coverage.until)}",
        *(f"Chỉ tiêu {one['words']} ({one['source']}; {one['certainty_words']})" for one in coverage.targets),
    ]


def _columns(coverage, never, standing):
    years = [Column(f"{year.label.capitalize()}, {kind}", 12, "number") for year in coverage.years for kind in KINDS]
    return [Column("Tổ chức", 44), *years, Column(never, 18, "number"), Column(standing, 12, "number")]


def _organization(row):
    times = [number.value for cell in row.years for number in cell]
    return [row.organization.name, *times, row.never.value, row.standing]


def _members(row):
    times = [share.times.value for cell in row.member_years for share in cell]
    return [row.organization.name, *times, row.members_never.value, row.members]
