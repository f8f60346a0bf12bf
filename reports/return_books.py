"""The Excel form of a return: filled in without the network and read back, every fault at its cell.

What is computed is grey and locked; white cells take totals of a unit without records, and the narrative. Key cells say
whose return it is and in which version, so that nothing newer is overwritten.
"""

from dataclasses import dataclass, field
from io import BytesIO

from django.core.exceptions import ValidationError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter

from core import workbook
from core.fields import NumberField
from core.sheets import Problem
from core.text import capitalized, normalize_lines, short_date
from reports.forms.submissions import LARGEST_TOTAL, LONGEST_TEXT
from reports.models import Submission
from reports.models.submissions import NARRATIVE

FIGURES, TEXTS = "Báo cáo", "Phần viết"
UNIT, PERIOD, FORM, VERSION = "Mã đơn vị", "Kỳ báo cáo", "Mẫu biểu", "Phiên bản"
HEAD = ("Mã", "Chỉ tiêu", "Số theo hồ sơ", "Số tổng hợp (chỉ khi không có hồ sơ)")
HEAD_OF_TEXTS = ("Mã", "Mục", "Nội dung")
FILL_IN = "Chỉ điền các ô trắng; ô xám do phần mềm tính. Đơn vị có hồ sơ thì để trống cột số tổng hợp."
GREY = PatternFill("solid", fgColor="E7E7E7")
LINE = Side(style="thin", color="999999")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
FONT = "Times New Roman"


# --------------------------------------------------------------------------------------------------------------- out


def render(submission, rows, form):
    """The form of a return as bytes of an .xlsx file; `rows` are its lines as the user may see them."""
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "KTGS", str(submission)
    _write(book, FIGURES, (8, 58, 16, 22), _figure_rows(submission, rows, form))
    _write(book, TEXTS, (14, 28, 100), _text_rows(submission))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _figure_rows(submission, rows, form):
    yield [("title", str(submission))]
    yield [("text", f"Chốt số liệu ngày {short_date(submission.cut_off)}, hạn nộp ngày {short_date(submission.due)}")]
    yield [("text", FILL_IN)]
    keys = {UNIT: submission.organization.code, PERIOD: submission.period, FORM: form, VERSION: submission.version}
    for label, value in keys.items():
        yield [("grey", label), ("grey", value)]
    yield []
    yield [("head", text) for text in HEAD]
    for row in rows:
        total = submission.totals.get(row.line.key)
        yield [("grey", row.line.key), ("grey", row.line.label), ("grey", row.now.value), ("open", total)]


def _text_rows(submission):
    yield [("head", text) for text in HEAD_OF_TEXTS]
    for name, label in narrative_labels().items():
        yield [("grey", name), ("grey", label), ("open", getattr(submission, name))]


def narrative_labels():
    labels = {name: str(Submission._meta.get_field(name).verbose_name) for name in NARRATIVE}
    return {name: capitalized(label) for name, label in labels.items()}


def _write(book, title, widths, rows):
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.protection.sheet = True
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for row in rows:
        sheet.append([_cell(sheet, style, value) for style, value in row])


def _cell(sheet, style, value):
    """A cell in one of few looks; what is text stays text."""
    cell = workbook.text_cell(sheet, value) if isinstance(value, str) else WriteOnlyCell(sheet, value)
    cell.font = Font(name=FONT, size=14 if style == "title" else 11, bold=style in ("title", "head"))
    if style in ("grey", "head", "open"):
        cell.border = BOX
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    if style in ("grey", "head"):
        cell.fill = GREY
    cell.protection = Protection(locked=style != "open")
    return cell


# ---------------------------------------------------------------------------------------------------------------- in


@dataclass
class ReturnBook:
    """What a filled-in form says, and what is wrong with it."""

    version: int | None = None
    totals: dict = field(default_factory=dict)
    narrative: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    def fault(self, sheet, row, column, message):
        self.problems.append(Problem(sheet, row, column, message))


def read(content, submission, lines, form):
    """A form read back; UnreadableWorkbook when it is none that Excel made."""
    book, found = workbook.read(content), ReturnBook()
    sheets = {sheet.title: sheet for sheet in book.sheets}
    for title in (FIGURES, TEXTS):
        if title not in sheets:
            found.fault(title, 1, 1, f"Không có trang tính “{title}”. Hãy tải lại biểu của báo cáo này rồi điền.")
    for title, place in book.formulas:
        row, column = _place(place)
        found.fault(title, row, column, "Ô có công thức. Hãy dán lại dưới dạng giá trị.")
    if FIGURES in sheets:
        _read_keys(sheets[FIGURES].rows, submission, form, found)
        _read_totals(sheets[FIGURES].rows, lines, found)
    if TEXTS in sheets:
        _read_texts(sheets[TEXTS].rows, found)
    return found


def _read_keys(rows, submission, form, found):
    here = {UNIT: submission.organization.code, PERIOD: submission.period, FORM: form, VERSION: str(submission.version)}
    told = {
        UNIT: "Biểu này là của đơn vị khác",
        PERIOD: "Biểu này là của kỳ khác",
        FORM: "Mẫu biểu đã thay đổi",
        VERSION: "Báo cáo đã được sửa sau khi tải biểu",
    }
    for label, wanted in here.items():
        row = _row_of(rows, label)
        value = workbook.text(_at(rows, row, 2)) if row else ""
        if value != wanted:
            message = f"{told[label]}: ô ghi “{value[:60]}”, báo cáo là “{wanted}”. Hãy tải lại biểu."
            found.fault(FIGURES, row or 1, 2, message)
    found.version = submission.version


def _read_totals(rows, lines, found):
    head, known, seen = _row_of(rows, HEAD[0]), {line.key: line for line in lines}, set()
    if not head:
        found.fault(FIGURES, 1, 1, f"Không thấy dòng đầu bảng có ô “{HEAD[0]}”. Hãy tải lại biểu.")
        return
    for row in range(head + 1, len(rows) + 1):
        key = workbook.text(_at(rows, row, 1))
        if not any(workbook.text(cell) for cell in rows[row - 1]):
            continue
        if key not in known or key in seen:
            what = "đã có ở dòng trên" if key in seen else "không có trong biểu"
            found.fault(FIGURES, row, 1, f"Mã “{key[:20]}” {what}. Hãy giữ nguyên cột mã của biểu.")
            continue
        seen.add(key)
        _read_total(rows, row, key, found)
    for key in known.keys() - seen:
        found.fault(FIGURES, head, 1, f"Thiếu dòng {key} “{known[key].label}”. Hãy tải lại biểu.")


def _read_total(rows, row, key, found):
    cell = _at(rows, row, 4)
    try:
        value = TOTAL.clean(workbook.text(cell)) if not isinstance(cell, int) or isinstance(cell, bool) else cell
        TOTAL.run_validators(value)
    except ValidationError as error:
        found.fault(FIGURES, row, 4, " ".join(error.messages))
        return
    if value is not None:
        found.totals[key] = value


TOTAL = NumberField(required=False, min_value=0, max_value=LARGEST_TOTAL)


def _read_texts(rows, found):
    seen = set()
    for row in range(2, len(rows) + 1):
        name, cell = workbook.text(_at(rows, row, 1)), _at(rows, row, 3)
        text = normalize_lines(cell) if isinstance(cell, str) else workbook.text(cell)
        if not name and not text:
            continue
        if name not in NARRATIVE or name in seen:
            found.fault(TEXTS, row, 1, f"Mã “{name[:20]}” không đúng. Hãy giữ nguyên cột mã của biểu.")
        elif len(text) > LONGEST_TEXT:
            found.fault(TEXTS, row, 3, f"Dài quá {LONGEST_TEXT} ký tự (đang có {len(text)}). Hãy rút ngắn lại.")
        else:
            found.narrative[name] = text
        seen.add(name)
    for name in NARRATIVE:
        if name not in seen:
            found.fault(TEXTS, 1, 1, f"Thiếu mục “{narrative_labels()[name]}”. Hãy tải lại biểu.")


def _row_of(rows, label):
    """The number of the first row whose first cell says so."""
    return next((number for number, row in enumerate(rows, 1) if row and workbook.text(row[0]) == label), None)


def _at(rows, row, column):
    cells = rows[row - 1]
    return cells[column - 1] if column <= len(cells) else None


def _place(place):
    """Row and column of an address such as B7."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(place[len(letters) :] or 1), column or 1
