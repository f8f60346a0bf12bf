"""A workbook in the committees' format, filled act by act: so many subjects, by whom, of what kind, on which day."""

from datetime import date
from itertools import count, cycle, islice

import openpyxl

from tests.reports.generated_workbook import HEADS

LEVELS = {
    "Trung ương": "Đảng bộ trung ương",
    "Tỉnh": "Đảng bộ tỉnh",
    "Huyện": "Đảng bộ huyện",
    "Cơ sở": "Đảng bộ cơ sở",
    "Chi bộ": "Chi bộ",
}
TREE = (("TW", "Trung ương", ""), ("T", "Tỉnh", "TW"), ("H", "Huyện", "T"), ("X1", "Cơ sở", "H"), ("X2", "Cơ sở", "H"))
CELLS, ORDINARY, SEATED = 40, 200, 12


class ParagraphBook:
    """Centre, province, district and two communes with cells and members; then acts."""

    def __init__(self):
        self.rows = {sheet: [] for sheet in HEADS}
        self.numbers = count(1)
        for code, level, parent in TREE:
            self.add(
                "Tổ chức", Mã=code, Tên=f"Đảng bộ {code}", Loại=LEVELS[level], Cấp=level, **{"Mã cấp trên": parent}
            )
        for place in range(CELLS):
            above = "X1" if place % 2 else "X2"
            names = {
                "Mã": f"CB{place:02}",
                "Tên": f"Chi bộ {place}",
                "Loại": "Chi bộ",
                "Cấp": "Chi bộ",
                "Mã cấp trên": above,
            }
            self.add("Tổ chức", **names)
        for place in range(ORDINARY):
            self.member(f"DV{place:03}", f"CB{place % CELLS:02}")
        for level in ("Tỉnh", "Huyện", "Cơ sở", "Chi bộ"):
            for place in range(SEATED):
                self.member(f"{level}-{place:02}", f"CB{place % CELLS:02}", level)
        self.organizations = cycle(f"CB{place:02}" for place in range(CELLS))
        self.ordinary = cycle(f"DV{place:03}" for place in range(ORDINARY))
        self.seated = {level: cycle([f"{level}-{place:02}" for place in range(SEATED)]) for level in LEVELS}

    def add(self, sheet, **values):
        self.rows[sheet].append([values.get(head) for head in HEADS[sheet]])

    def member(self, card, cell, seat=None):
        names = {"Số thẻ": card, "Họ và tên": f"Nguyễn Văn {card}", "Mã tổ chức": cell, "Cấp ủy viên": seat}
        self.add("Đảng viên", **names)

    def subjects(self, number, kind, seat):
        """So many subjects in the columns of their kind, each the next of its pool."""
        pool = self.organizations if kind == "Tổ chức" else self.seated[seat] if seat else self.ordinary
        return list(islice(pool, number))

    def inspect(self, number, kind, by, activity, day, result="Tốt", seat=None, concluded=True, item=None, **more):
        """Concluded acts about so many subjects, an act each; without `concluded` only decided."""
        code, body = by
        for subject in self.subjects(number, kind, seat):
            values = {
                "Số quyết định": f"{next(self.numbers)}-QĐ/X", "Ngày quyết định": more.get("decided", day),
                "Mã tổ chức": code, "Chủ thể": body, "Loại": activity, "Mục chương trình": item,
                f"{kind} được kiểm tra": subject, "Ngày kết luận": day if concluded else None,
                "Kết quả": result if concluded else None,
            }  # fmt: skip
            self.add("KTGS", **values)
            yield values

    def discipline(self, number, kind, by, day, form="Khiển trách", groups=None, seat=None):
        code, body = by
        groups = groups or ("TC1" if kind == "Tổ chức" else "VP2")
        for subject in self.subjects(number, kind, seat):
            values = {
                "Số quyết định": f"{next(self.numbers)}-QĐ/X", "Ngày quyết định": day, "Mã tổ chức": code,
                "Chủ thể": body, f"{kind} bị kỷ luật": subject, "Hình thức": form, "Nhóm vi phạm": groups,
            }  # fmt: skip
            self.add("Kỷ luật", **values)
            yield values

    def denounce(self, number, by, received, resolved=None, result=None, subjects=1):
        """Letters, each about so many members."""
        code, body = by
        for _ in range(number):
            letter = f"{next(self.numbers)}-Đ"
            for card in self.subjects(subjects, "Đảng viên", None):
                values = {
                    "Số đơn": letter, "Ngày nhận": received, "Mã tổ chức": code, "Chủ thể": body,
                    "Đảng viên bị tố cáo": card, "Ngày giải quyết": resolved, "Kết quả": result,
                }  # fmt: skip
                self.add("Tố cáo", **values)

    def plan(self, year, by, items):
        code, body = by
        for place in range(1, items + 1):
            values = {
                "Năm": year, "Mã tổ chức": code, "Chủ thể": body, "Số văn bản": "1-CTr/X",
                "Ngày ban hành": date(year - 1, 12, 20),
                "STT": place, "Loại": "Kiểm tra chấp hành", "Nội dung": f"Nội dung {place}",
            }  # fmt: skip
            self.add("Chương trình", **values)

    def save(self, path):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for sheet, heads in HEADS.items():
            page = book.create_sheet(sheet)
            page.append(heads)
            for row in self.rows[sheet]:
                page.append(row)
        book.save(path)
