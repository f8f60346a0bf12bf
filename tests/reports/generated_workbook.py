"""Workbooks made at random in the committees' format: any tree, any members, any acts, edge days on purpose."""

import random
from datetime import datetime, timedelta

import openpyxl

LEVELS = ["Tỉnh", "Huyện", "Cơ sở", "Bộ phận", "Chi bộ"]
TYPES = {
    "Tỉnh": ["Đảng bộ tỉnh"],
    "Huyện": ["Đảng bộ huyện"],
    "Cơ sở": ["Đảng bộ cơ sở", "Chi bộ cơ sở"],
    "Bộ phận": ["Đảng bộ bộ phận"],
    "Chi bộ": ["Chi bộ"],
}
BODIES = ["Cấp ủy", "Ban thường vụ", "Ủy ban kiểm tra", "Cơ quan tham mưu", "Chi bộ"]
ACTIVITIES = [
    "Kiểm tra chấp hành",
    "Kiểm tra dấu hiệu vi phạm",
    "Kiểm tra nhiệm vụ KTGS",
    "Kiểm tra thi hành kỷ luật",
    "Kiểm tra tài chính",
    "Kiểm tra đảng phí",
    "Giám sát chuyên đề",
    "Giám sát thường xuyên",
]
RESULTS = [
    None,
    "Tốt",
    "Có khuyết điểm",
    "Có vi phạm",
    "Phải kỷ luật",
    "Chuyển kiểm tra dấu hiệu vi phạm",
    "Chuyển cơ quan khác",
]
GRADES = [
    "Hoàn thành xuất sắc nhiệm vụ",
    "Hoàn thành tốt nhiệm vụ",
    "Hoàn thành nhiệm vụ",
    "Không hoàn thành nhiệm vụ",
]
HEADS = {
    "Tổ chức": ["Mã", "Tên", "Loại", "Cấp", "Mã cấp trên", "Từ ngày", "Đến ngày"],
    "Đảng viên": [
        "Số thẻ", "Họ và tên", "Ngày sinh", "Giới tính", "Mã tổ chức", "Ngày vào Đảng", "Ngày chính thức",
        "Cấp ủy viên", "Diện quản lý",
    ],
    "Chương trình": [
        "Năm", "Mã tổ chức", "Chủ thể", "Số văn bản", "Ngày ban hành", "STT", "Loại", "Nội dung", "Đối tượng", "Quý",
        "Phụ trách",
    ],
    "KTGS": [
        "Số quyết định", "Ngày quyết định", "Mã tổ chức", "Chủ thể", "Loại", "Nội dung", "Chuyên đề",
        "Tổ chức được kiểm tra", "Đảng viên được kiểm tra", "Ngày bắt đầu", "Ngày kết luận", "Số kết luận", "Kết quả",
        "Mục chương trình",
    ],
    "Khuyết điểm": [
        "Mã tổ chức", "Chủ thể", "Số quyết định", "Tổ chức được kiểm tra", "Đảng viên được kiểm tra", "STT",
        "Nhóm vi phạm", "Mô tả", "Mức độ", "Nguyên nhân", "Yêu cầu khắc phục", "Hạn khắc phục", "Ngày khắc phục xong",
    ],
    "Kỷ luật": [
        "Số quyết định", "Ngày quyết định", "Mã tổ chức", "Chủ thể", "Tổ chức bị kỷ luật", "Đảng viên bị kỷ luật",
        "Hình thức", "Nhóm vi phạm", "Ngày vi phạm", "Số quyết định kiểm tra",
    ],
    "Khiếu nại": [
        "Số đơn", "Ngày nhận", "Mã tổ chức", "Chủ thể", "Mã tổ chức kỷ luật", "Số quyết định kỷ luật", "Đối tượng",
        "Nội dung khiếu nại", "Ngày giải quyết", "Kết quả",
    ],
    "Tố cáo": [
        "Số đơn", "Ngày nhận", "Mã tổ chức", "Chủ thể", "Tổ chức bị tố cáo", "Đảng viên bị tố cáo", "Nhóm vi phạm",
        "Ngày giải quyết", "Kết quả",
    ],
    "Xếp loại": ["Năm", "Tổ chức", "Đảng viên", "Mức"],
}  # fmt: skip


class Generator:
    """One random workbook. Days are drawn from few, so that first and last days of periods are hit often."""

    def __init__(self, seed, organizations=8, members=15, inspections=15):
        self.random = random.Random(seed)
        self.days = [datetime(2019, 1, 1) + timedelta(days=step) for step in (0, 30, 89, 90, 180, 272, 273, 364, 365)]
        self.rows = {name: [] for name in HEADS}
        self.organizations(organizations)
        self.members(members)
        self.programme()
        self.inspections(inspections)
        self.decisions(inspections)
        self.letters()
        self.ratings()

    def save(self, path):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, head in HEADS.items():
            sheet = book.create_sheet(name)
            sheet.append(head)
            for row in self.rows[name]:
                sheet.append([row.get(column) for column in head])
        book.save(path)
        return path

    def pick(self, values):
        return self.random.choice(list(values))

    def day(self, after=None):
        return self.pick([day for day in self.days if after is None or day >= after])

    def maybe(self, value):
        return value if self.random.random() < 0.7 else None

    def organizations(self, count):
        self.codes = []
        for number in range(count):
            level = LEVELS[0] if not number else self.pick(LEVELS[1:])
            parent = self.pick(self.codes) if self.codes and self.random.random() < 0.95 else None
            code = f"T{number:02}"
            self.codes.append(code)
            self.rows["Tổ chức"].append(
                {"Mã": code, "Tên": f"Tổ chức {number}", "Loại": self.pick(TYPES[level]), "Cấp": level,
                 "Mã cấp trên": parent}
            )  # fmt: skip
        self.random.shuffle(self.rows["Tổ chức"])

    def members(self, count):
        self.cards = [f"{number:06}" for number in range(count)]
        for card in self.cards:
            self.rows["Đảng viên"].append(
                {"Số thẻ": card, "Họ và tên": f"Nguyễn Văn {card}", "Mã tổ chức": self.pick(self.codes),
                 "Cấp ủy viên": self.pick([None, None, *LEVELS]), "Giới tính": self.pick(["Nam", "Nữ", None])}
            )  # fmt: skip

    def actor(self):
        return {"Mã tổ chức": self.pick(self.codes), "Chủ thể": self.pick(BODIES)}

    def programme(self):
        self.items = []
        for code in self.codes[:3]:
            body = self.pick(BODIES)
            for number in range(1, 4):
                self.items.append((code, body, f"2019/{number}"))
                self.rows["Chương trình"].append(
                    {"Năm": 2019, "Mã tổ chức": code, "Chủ thể": body, "STT": number, "Loại": self.pick(ACTIVITIES),
                     "Nội dung": "Nội dung", "Đối tượng": f"{self.pick(self.codes)};{self.pick(self.cards)}",
                     "Quý": self.pick([None, 1, 2, 3, 4])}
                )  # fmt: skip

    def inspections(self, count):
        for number in range(count):
            decided = self.day()
            concluded = self.maybe(self.day(decided))
            act = {**self.actor(), "Số quyết định": f"{number}-QĐ", "Ngày quyết định": decided,
                   "Loại": self.pick(ACTIVITIES), "Ngày kết luận": concluded}  # fmt: skip
            items = [item for code, body, item in self.items if (code, body) == (act["Mã tổ chức"], act["Chủ thể"])]
            act["Mục chương trình"] = self.pick([None, *items])
            for subject in self.subjects("Tổ chức được kiểm tra", "Đảng viên được kiểm tra"):
                self.rows["KTGS"].append({**act, **subject, "Kết quả": self.pick(RESULTS) if concluded else None})
                self.findings(act, subject)
        self.random.shuffle(self.rows["KTGS"])

    def subjects(self, organization, member, most=4):
        chosen = [{organization: code} for code in self.codes] + [{member: card} for card in self.cards]
        return self.random.sample(chosen, self.random.randint(1, most))

    def findings(self, act, subject):
        for number in range(self.random.randint(0, 2)):
            due = self.maybe(self.day())
            self.rows["Khuyết điểm"].append(
                {"Mã tổ chức": act["Mã tổ chức"], "Chủ thể": act["Chủ thể"], "Số quyết định": act["Số quyết định"],
                 **subject, "STT": number + 1, "Mô tả": "Mô tả", "Yêu cầu khắc phục": "Khắc phục",
                 "Hạn khắc phục": due, "Ngày khắc phục xong": self.maybe(self.day())}
            )  # fmt: skip

    def decisions(self, count):
        for number in range(count):
            act = {**self.actor(), "Số quyết định": f"{number}-QĐKL", "Ngày quyết định": self.day()}
            for subject in self.subjects("Tổ chức bị kỷ luật", "Đảng viên bị kỷ luật", 2):
                organization = "Tổ chức bị kỷ luật" in subject
                forms = ["Khiển trách", "Cảnh cáo", *(["Giải tán"] if organization else ["Cách chức", "Khai trừ"])]
                groups = "TC1;TC2" if organization else self.pick(["VP1", "VP2;VP11"])
                self.rows["Kỷ luật"].append({**act, **subject, "Hình thức": self.pick(forms), "Nhóm vi phạm": groups})

    def letters(self):
        for number, decision in enumerate(self.rows["Kỷ luật"][:6]):
            received = self.day()
            resolved = self.maybe(self.day(received))
            self.rows["Khiếu nại"].append(
                {**self.actor(), "Số đơn": f"{number}/KN", "Ngày nhận": received, "Ngày giải quyết": resolved,
                 "Kết quả": self.pick(["Giữ nguyên", "Giảm"]) if resolved else None,
                 "Mã tổ chức kỷ luật": decision["Mã tổ chức"], "Số quyết định kỷ luật": decision["Số quyết định"],
                 "Đối tượng": decision.get("Tổ chức bị kỷ luật") or decision.get("Đảng viên bị kỷ luật")}
            )  # fmt: skip
        for number in range(8):
            received = self.day()
            resolved = self.maybe(self.day(received))
            act = {**self.actor(), "Số đơn": f"{number}/TC", "Ngày nhận": received, "Ngày giải quyết": resolved}
            for subject in self.subjects("Tổ chức bị tố cáo", "Đảng viên bị tố cáo", 2):
                result = self.pick(["Tố sai", "Phải kỷ luật"]) if resolved else None
                self.rows["Tố cáo"].append({**act, **subject, "Kết quả": result})

    def ratings(self):
        for year in (2018, 2019):
            for code in self.codes:
                self.rows["Xếp loại"].append({"Năm": year, "Tổ chức": code, "Mức": self.pick(GRADES)})
            for card in self.cards:
                self.rows["Xếp loại"].append({"Năm": year, "Đảng viên": card, "Mức": self.pick(GRADES)})
