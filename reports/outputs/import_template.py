"""An empty book to be filled in: every sheet of the import with its headings, lists to choose from, and how to do it.

What stands here comes from the columns of the sheets, so a template never asks for anything else than is read.
"""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from reports.imports import INSTRUCTIONS, LISTS, sheets_of_the_book

PLAIN = "Đảng viên", ("card_number", "name", "born", "sex", "organization")
"""The sheet and the columns of a plain list of members."""
LAST_ROW = 5000
FONT = "Times New Roman"
REQUIRED, OPTIONAL = PatternFill("solid", fgColor="F8D7DA"), PatternFill("solid", fgColor="EEEEEE")
LINE = Side(style="thin", color="999999")
HOW = (
    "Mỗi trang tính là một loại bản ghi, mỗi dòng là một bản ghi. Trang nào không dùng thì để trống hoặc xóa đi.",
    "Giữ nguyên tên trang và tiêu đề cột; thứ tự cột thế nào cũng được. Nền hồng là cột bắt buộc.",
    "Ngày ghi theo ngày/tháng/năm, ví dụ 05/03/2026. Mã và số thẻ để dạng văn bản để không mất số 0 ở đầu.",
    "Ô nhiều giá trị ngăn cách bằng dấu chấm phẩy (;). Không dùng công thức: hãy dán giá trị.",
    "Nhập lại cùng một tệp không tạo thêm bản ghi. Dòng có khóa đã lưu sẽ cập nhật bản ghi đó.",
    "Không ghi dân tộc, tôn giáo, số căn cước: phần mềm chỉ giữ những gì công tác kiểm tra cần.",
)


def render(plain=False):
    """The whole template, or the plain list of members alone, as the bytes of a workbook."""
    book = Workbook()
    instructions, lists = book.active, book.create_sheet(LISTS)
    instructions.title, lists.sheet_state = INSTRUCTIONS, "hidden"
    chosen = [(sheet.title, columns) for sheet in sheets_of_the_book() if (columns := _columns(sheet, plain))]
    known = {}
    for title, columns in chosen:
        _add_sheet(book.create_sheet(title), columns, lists, known)
    _instruct(instructions, chosen)
    book.move_sheet(lists, len(chosen))
    book.active = 1 if plain else 0
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _columns(sheet, plain):
    if not plain:
        return [column for column in sheet.columns if not column.extra]
    return [column for column in sheet.columns if sheet.title == PLAIN[0] and column.name in PLAIN[1]]


def _add_sheet(worksheet, columns, lists, known):
    worksheet.freeze_panes = "A2"
    worksheet.row_dimensions[1].height = 32
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        _head(worksheet.cell(1, place, column.heading), column.required)
        worksheet.column_dimensions[letter].width = max(14, min(len(column.heading) + 6, 40))
        worksheet.column_dimensions[letter].number_format = "dd/mm/yyyy" if column.is_date else "@"
        if column.labels:
            _offer(worksheet, letter, column, _listed(lists, column.labels, known))


def _head(cell, required):
    cell.font = Font(name=FONT, size=11, bold=required)
    cell.fill = REQUIRED if required else OPTIONAL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def _listed(lists, labels, known):
    """The range of the hidden sheet that holds a list; the same list once."""
    if labels not in known:
        place = len(known) + 1
        for row, label in enumerate(labels, 1):
            lists.cell(row, place, label)
        letter = get_column_letter(place)
        known[labels] = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(labels)}"
    return known[labels]


def _offer(worksheet, letter, column, where):
    """A drop-down list. Several values in a cell are typed: there the list helps and refuses nothing."""
    validation = DataValidation(type="list", formula1=where, allow_blank=True, showErrorMessage=not column.is_list)
    validation.errorTitle, validation.error = "Không có trong danh mục", "Hãy chọn một giá trị trong danh sách."
    validation.add(f"{letter}2:{letter}{LAST_ROW}")
    worksheet.add_data_validation(validation)


def _instruct(worksheet, chosen):
    worksheet.column_dimensions["A"].width = 18
    worksheet.column_dimensions["B"].width = 28
    worksheet.column_dimensions["C"].width = 14
    worksheet.column_dimensions["D"].width = 100
    worksheet.append(["Cách điền tệp nhập"])
    worksheet["A1"].font = Font(name=FONT, size=14, bold=True)
    for number, line in enumerate(HOW, 1):
        worksheet.append([f"{number}. {line}"])
    worksheet.append([])
    worksheet.append(["Trang tính", "Cột", "Bắt buộc", "Cách ghi"])
    for cell in worksheet[worksheet.max_row]:
        _head(cell, required=True)
    for title, columns in chosen:
        for column in columns:
            worksheet.append([title, column.heading, "Có" if column.required else "", how_to_write(column)])
            worksheet.cell(worksheet.max_row, 4).alignment = Alignment(wrap_text=True, vertical="top")


def how_to_write(column):
    """What a cell of the column takes, in a sentence."""
    if column.is_date:
        return "Ngày/tháng/năm."
    if column.labels:
        what = "Một hay nhiều giá trị, ngăn cách bằng dấu chấm phẩy" if column.is_list else "Một trong các giá trị"
        return f"{what}: {'; '.join(column.labels)}."
    if column.is_list:
        return "Một hay nhiều giá trị, ngăn cách bằng dấu chấm phẩy."
    return REFERS.get(column.refers, "Chữ hoặc số.")


REFERS = {
    "organization": "Mã tổ chức đảng, có trong tệp hoặc đã có trong hệ thống.",
    "member": "Số thẻ đảng viên, có trong tệp hoặc đã có trong hệ thống.",
    "anybody": "Mã tổ chức đảng hoặc số thẻ đảng viên.",
}
