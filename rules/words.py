"""Rules in words: what the keys and values of a rule are called on a page."""

from core.text import number, short_date
from rules.families import Certainty

VALUES = ("value", "longest", "extension", "extensions", "compare", "of", "unit", "start", "end", "restart")
"""Keys that say how much; the source stands apart, all others say what a rule is about."""
APART = ("source", "certainty", "note", *VALUES)

KEYS = {
    "step": "Việc",
    "kind": "Loại",
    "activity": "Loại cuộc",
    "level": "Cấp",
    "body": "Chủ thể",
    "subject": "Đối tượng",
    "class": "Diện",
    "form": "Hình thức",
    "order": "Thứ tự",
    "code": "Mã",
    "title": "Tên",
    "required": "Bắt buộc",
    "document": "Văn bản mẫu",
    "days": "Ngày cố định",
    "year": "Năm",
    "off": "Nghỉ",
    "worked": "Làm bù",
    "first": "Từ ngày",
    "last_year": "Đến năm",
    "exceptions": "Không tính thời hiệu",
    "group": "Nhóm vi phạm",
    "grade": "Mức",
    "ground": "Khi có",
}
WORDS = {
    "organization": "tổ chức đảng",
    "member": "đảng viên",
    "probationary": "đảng viên dự bị",
    "committee member": "cấp ủy viên",
    "announce": "triển khai quyết định",
    "conclude": "kết luận",
    "resolve": "giải quyết",
    "order": "thứ tự giải quyết",
    "final": "cấp cuối cùng",
    "mitigating": "giảm nhẹ",
    "aggravating": "tăng nặng",
    "window": "gửi đơn",
    "threshold": "tỷ lệ để quyết định",
    "proposal": "tỷ lệ để đề nghị",
    "downward": "cộng dồn từ hình thức cao xuống",
    "effective": "có hiệu lực",
    "publish": "công bố",
    "hand over": "giao quyết định",
    "judgment": "khai trừ theo bản án",
    "defer": "chưa xem xét",
    "exempt": "không kỷ luật",
    "before": "nhắc trước",
    "escalate": "báo cấp trên khi quá hạn",
    "inspection": "kiểm tra",
    "supervision": "giám sát",
    "any": "kiểm tra hoặc giám sát",
    "fixed": "hằng năm",
    "dates": "theo năm",
    "ordinary": "đảng viên không thuộc các diện khác",
    "peer": "cấp ủy viên cùng cấp",
    "below": "cấp ủy viên cấp dưới",
    "above": "cán bộ diện cấp trên quản lý",
    "lower": "tổ chức đảng cấp dưới",
    "decide": "quyết định",
    "propose": "đề nghị",
    "none": "không có thẩm quyền",
    "days": "ngày",
    "working days": "ngày làm việc",
    "months": "tháng",
    "persons": "người",
    "percent a year": "% một năm",
    "percent a term": "% một nhiệm kỳ",
    "percent": "%",
    "points": "điểm",
    "floor": "từ mức điểm",
    "cap": "tỷ lệ không quá",
    "label": "tên gọi của mức",
    "bar": "không xếp từ mức này trở lên",
    "disciplined": "kỷ luật trong năm",
    "disciplined below": "tổ chức trực thuộc hoặc thành viên bị kỷ luật trong năm",
    "remedies": "hạn chế, khuyết điểm chưa khắc phục xong",
    "more than": "trên",
    "at least": "từ",
    "all members": "tổng số",
    "decided": "ngày quyết định",
    "started": "ngày triển khai",
    "reported": "ngày nhận báo cáo tự kiểm tra",
    "accepted": "ngày thụ lý",
    "received": "ngày nhận đơn",
    "received decision": "ngày nhận quyết định",
    "signed": "ngày ký",
    "announced": "ngày công bố",
    "violation": "ngày vi phạm",
    "violation end": "ngày chấm dứt vi phạm",
    "consideration": "ngày xem xét kỷ luật",
    "conclusion": "ngày kết luận",
    "youngest": "tuổi thấp nhất khi kết nạp",
    "oldest": "tuổi cao nhất khi kết nạp",
    "probation": "thời gian dự bị",
    "readmission": "thời gian trước khi kết nạp lại",
    "inspected": "đang được kiểm tra",
    "case": "đang được xem xét kỷ luật",
    "suspended": "đang bị đình chỉ",
    "serving": "đang chấp hành kỷ luật",
    "refuse": "không chuyển",
    "head": "chủ nhiệm quyết định, có lý do bằng văn bản",
    "years": "tuổi",
    "*": "mọi loại",
}


def about(rule) -> str:
    """What a rule applies to: "Loại cuộc: Giám sát chuyên đề; Cấp: Tỉnh"."""
    parts = [f"{KEYS.get(key, key)}: {_shown(value)}" for key, value in rule.items() if key not in APART]
    return "; ".join(parts)


def amount(rule) -> str:
    """What a rule says: "30 ngày làm việc từ ngày nhận báo cáo tự kiểm tra, gia hạn không quá 1/3"."""
    words = [WORDS[rule["compare"]]] if "compare" in rule else []
    if "value" in rule:
        words.append("không giới hạn" if rule["value"] is None else _shown(rule["value"]))
        if rule["value"] is not None and "unit" in rule:
            words.append(WORDS.get(rule["unit"], rule["unit"]))
    text = " ".join(words)
    for key, lead in (("of", " "), ("start", " từ "), ("end", " đến ")):
        text += f"{lead}{_shown(rule[key])}" if key in rule and rule.get("value", "") is not None else ""
    for key, lead in (("longest", "dài nhất"), ("extensions", "số lần gia hạn"), ("extension", "gia hạn không quá")):
        text += f", {lead} {_shown(rule[key])}" if key in rule else ""
    return text.strip(" ,")


def certainty(rule) -> str:
    return Certainty(rule["certainty"]).label


def _shown(value):
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, int):
        return str(value) if 1900 < value < 2200 else number(value)
    if isinstance(value, str):
        return WORDS.get(value, value)
    return short_date(value)
