"""The way of a file from being brought to being imported, and back."""

from core.states import Move, StateTable
from reports.choices import ImportState
from reports.permissions import can_undo_import, is_own_import

IMPORT = StateTable(
    "Lần nhập từ Excel",
    ImportState,
    (
        Move(
            "commit",
            "Nhập",
            "Đã nhập",
            (ImportState.DRAFT,),
            ImportState.DONE,
            is_own_import,
            needs="Không còn ô sai, mọi dòng có thể trùng đã được chọn cách xử lý.",
        ),
        Move(
            "drop", "Bỏ tệp", "Đã bỏ tệp", (ImportState.DRAFT,), ImportState.DROPPED, is_own_import, irreversible=True
        ),
        Move(
            "undo",
            "Hoàn tác",
            "Đã hoàn tác",
            (ImportState.DONE,),
            ImportState.UNDONE,
            can_undo_import,
            needs="Chưa dòng nào của lần nhập được sửa hoặc có hồ sơ khác gắn vào.",
            irreversible=True,
        ),
    ),
)
