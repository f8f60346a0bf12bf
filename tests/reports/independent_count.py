"""Figures counted the slow, obvious way: plain Python over the cells of a workbook, knowing nothing of the app."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import openpyxl


class Cells:
    """A workbook as lists of dicts, one dict a row, keyed by the headings."""

    def __init__(self, path):
        book = openpyxl.load_workbook(path)
        self.sheets = {name: self._rows(book[name]) for name in book.sheetnames}

    @staticmethod
    def _rows(sheet):
        head, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def __getitem__(self, name):
        return self.sheets.get(name, [])


def tree_of(cells, code):
    """Codes of the organization and of everything below it."""
    children = defaultdict(list)
    for row in cells["Tổ chức"]:
        children[row["Mã cấp trên"]].append(row["Mã"])
    found, waiting = set(), [code]
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting += children[each]
    return found


@dataclass
class Count:
    """{(fact, labels...): count} of an organization's tree in a period, both days included."""

    cells: Cells
    code: str
    first: date
    last: date

    def __post_init__(self):
        self.levels = {row["Mã"]: row["Cấp"] for row in self.cells["Tổ chức"]}
        self.tree = tree_of(self.cells, self.code)
        self.totals = Counter()
        for sheet in (self.subjects, self.decisions, self.appeals, self.denunciations, self.remedies, self.ratings):
            sheet()

    def within(self, cell):
        return cell is not None and self.first <= cell.date() <= self.last

    def acts(self, sheet):
        """The rows of a sheet that somebody in the tree did, each with who did it."""
        for row in self.cells[sheet]:
            if row["Mã tổ chức"] in self.tree:
                yield row, (self.levels[row["Mã tổ chức"]], row.get("Chủ thể"))

    def subjects(self):
        inspections = set()
        for row, actor in self.acts("KTGS"):
            if self.within(row["Ngày kết luận"]):
                kind = "organization" if row["Tổ chức được kiểm tra"] else "member"
                self.totals[("subject", row["Loại"], *actor, kind, row["Kết quả"])] += 1
                inspections.add((row["Loại"], *actor, row["Mã tổ chức"], row["Số quyết định"]))
        for activity, level, body, _, _ in inspections:
            self.totals[("inspection", activity, level, body)] += 1

    def decisions(self):
        for row, actor in self.acts("Kỷ luật"):
            if self.within(row["Ngày quyết định"]):
                kind = "organization" if row["Tổ chức bị kỷ luật"] else "member"
                self.totals[("decision", row["Hình thức"], *actor, kind)] += 1

    def appeals(self):
        for row, actor in self.acts("Khiếu nại"):
            if self.within(row["Ngày nhận"]):
                self.totals[("appeal", "received", *actor)] += 1
            if self.within(row["Ngày giải quyết"]):
                self.totals[("appeal", "resolved", *actor, row["Kết quả"])] += 1

    def denunciations(self):
        for row, actor in self.acts("Tố cáo"):
            kind = "organization" if row["Tổ chức bị tố cáo"] else "member"
            if self.within(row["Ngày nhận"]):
                self.totals[("denunciation", "received", *actor, kind)] += 1
            if self.within(row["Ngày giải quyết"]):
                self.totals[("denunciation", "resolved", *actor, kind, row["Kết quả"])] += 1

    def remedies(self):
        for row, _ in self.acts("Khuyết điểm"):
            done, due = row["Ngày khắc phục xong"], row["Hạn khắc phục"]
            if self.within(done):
                self.totals[("remedy", "done")] += 1
                self.totals[("remedy", "done late")] += bool(due and done > due)
            not_done = done is None or done.date() > self.last
            self.totals[("remedy", "overdue")] += bool(due and due.date() < self.last and not_done)

    def ratings(self):
        cell_of = {row["Số thẻ"]: row["Mã tổ chức"] for row in self.cells["Đảng viên"]}
        for row in self.cells["Xếp loại"]:
            rated = row["Tổ chức"] or cell_of[row["Đảng viên"]]
            if rated in self.tree and self.first.year <= int(row["Năm"]) <= self.last.year:
                kind = "organization" if row["Tổ chức"] else "member"
                self.totals[("rating", int(row["Năm"]), kind, row["Mức"])] += 1


def count(cells, code, first, last):
    """The counts that are not zero."""
    return +Count(cells, code, first, last).totals


def as_counter(listing):
    """The rows that the `figures` command prints, in the same shape as `count`."""
    totals = Counter()
    columns = {
        "subject": ("activity", "level", "body", "subject", "result"),
        "inspection": ("activity", "level", "body"),
        "decision": ("form", "level", "body", "subject"),
        "rating": ("year", "subject", "grade"),
        ("appeal", "received"): ("level", "body"),
        ("appeal", "resolved"): ("level", "body", "result"),
        ("denunciation", "received"): ("level", "body", "subject"),
        ("denunciation", "resolved"): ("level", "body", "subject", "result"),
        ("remedy", "done"): (),
        ("remedy", "done late"): (),
        ("remedy", "overdue"): (),
    }
    for row in listing["rows"]:
        head = (row["fact"], row["stage"]) if "stage" in row else (row["fact"],)
        names = columns.get(head if len(head) > 1 else head[0])
        if names is not None:
            totals[(*head, *(row[name] for name in names))] += row["count"]
    return totals
