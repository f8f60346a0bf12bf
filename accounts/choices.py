"""Closed lists of the accounts app."""

from django.db import models


class Act(models.TextChoices):
    """What a history entry says was done. Codes are stored for ever: add, never rename."""

    CREATE = "create", "Tạo mới"
    UPDATE = "update", "Sửa"
    VOID = "void", "Hủy bỏ"
    TRANSITION = "transition", "Chuyển trạng thái"
    IMPORT = "import", "Nhập từ Excel"
    EXPORT = "export", "Xuất tệp"
    READ = "read", "Mở xem"
    DENY = "deny", "Từ chối mở xem"
    SIGN_IN = "sign_in", "Đăng nhập"
    SIGN_IN_FAILED = "sign_in_failed", "Đăng nhập không thành công"
    LOCK_OUT = "lock_out", "Tạm khóa đăng nhập"
    SIGN_OUT = "sign_out", "Đăng xuất"
    PASSWORD_CHANGE = "password_change", "Đổi mật khẩu"
    END_SESSIONS = "end_sessions", "Kết thúc phiên làm việc"
    ASSIGN = "assign", "Phân công"
    UNASSIGN = "unassign", "Thôi phân công"
    DISABLE = "disable", "Khóa tài khoản"
    ENABLE = "enable", "Mở khóa tài khoản"
    BACKUP = "backup", "Sao lưu"
    RESTORE = "restore", "Phục hồi"


class Break(models.TextChoices):
    """How the history chain can be broken."""

    GAP = "gap", "thiếu bản ghi: số thứ tự không liền mạch"
    ALTERED = "altered", "nội dung bản ghi đã bị sửa"
    WRONG_LINK = "wrong_link", "bản ghi không nối với bản ghi liền trước"
    CUT_TAIL = "cut_tail", "phần cuối của nhật ký đã bị cắt hoặc viết lại"
