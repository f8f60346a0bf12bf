"""What was imported: the list, one import with its counts, and taking it back."""

from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, ListScreen, Section, StepScreen
from core.text import number
from members.permissions import can_read_records, can_write_records
from reports import actions
from reports.choices import ImportState
from reports.filters.imports import ImportFilters
from reports.models import Import
from reports.permissions import can_undo_import, is_own_import
from reports.tables.imports import COMMAND_LINE, IMPORT_TONES, ImportTable

UNDONE = "Lần nhập đã được hoàn tác: các dòng này trở lại như trước khi nhập."
KEPT = "Hoàn tác được khi chưa dòng nào của lần nhập bị sửa hoặc có hồ sơ khác gắn vào."
ON_THE_SERVER = "Nhập bằng dòng lệnh, nên hoàn tác cũng bằng dòng lệnh trên máy chủ: manage.py undo_import {}."


class ImportList(ListScreen):
    model, permission = Import, can_read_records
    title, unit = "Các lần nhập từ Excel", "lần nhập"
    filterset_class, table_class = ImportFilters, ImportTable
    related = ("organization", "by")
    create_url, create_label, create_permission = "import", "Nhập tệp khác", can_write_records
    quick_views = (("Tất cả", {}), ("Đang chuẩn bị", {"state": "draft"}), ("Đã nhập", {"state": "done"}))
    empty_hint = "Các tệp Excel được đưa lên và nhập sẽ hiện ở đây."


class ImportDetail(DetailScreen):
    """How an import stands: what it has written, and whether it can be taken back."""

    model, permission = Import, can_read_records
    related = ("organization", "by", "job")

    def page_title(self):
        return f"Lần nhập {self.object.file_name}"

    def crumbs(self):
        return [Crumb("Các lần nhập từ Excel", reverse("import-list"))]

    def facts(self):
        file = self.object
        return [
            Fact("Tình trạng", file.get_state_display(), tone=IMPORT_TONES[file.state]),
            Fact("Người nhập", file.by or COMMAND_LINE),
            Fact("Tổ chức đảng", file.organization),
            Fact("Đưa lên lúc", moment(file.brought)),
            Fact("Nhập lúc", moment(file.written)),
            *([Fact("Hoàn tác lúc", moment(file.undone))] if file.undone else []),
            *([Fact("Việc chạy nền", file.job, reverse("job-detail", args=[file.job_id]))] if self.own_job() else []),
            Fact("Mã kiểm tra tệp (SHA-256)", file.sha256),
        ]

    def own_job(self):
        return self.object.job and self.object.job.by_id == self.request.user.pk

    def sections(self):
        if not self.object.counts:
            return []
        context = {"counts": self.object.counts.items(), "note": self.note()}
        return [Section("Kết quả", template="reports/import_result.html", context=context)]

    def note(self):
        """Whether the import can be taken back."""
        if self.object.undone:
            return UNDONE
        return self.object.not_undone or (KEPT if self.object.by else ON_THE_SERVER.format(self.object.pk))

    def buttons(self):
        file, user = self.object, self.request.user
        if file.state == ImportState.DRAFT and is_own_import(user, file):
            address = reverse("import-preview", args=[file.pk])
            return [Button("Tiếp tục", address, primary=True), Button("Bỏ tệp", reverse("import-drop", args=[file.pk]))]
        if file.state == ImportState.DONE and not file.not_undone and can_undo_import(user, file):
            return [Button("Hoàn tác lần nhập", reverse("import-undo", args=[file.pk]))]
        return []


class OfImport:
    def crumbs(self):
        address = reverse("import-detail", args=[self.object.pk])
        return [Crumb("Các lần nhập từ Excel", reverse("import-list")), Crumb(self.object.file_name, address)]


class ImportUndo(OfImport, StepScreen):
    """Take an import back, if nothing stands in the way; else it says what does."""

    model, permission, related = Import, can_undo_import, ("organization", "by")
    title, submit_label = "Hoàn tác lần nhập", "Hoàn tác"
    success = "Đã hoàn tác: mọi dòng của lần nhập trở lại như trước."
    warning = (
        "Bản ghi do lần nhập tạo ra sẽ bị bỏ, bản ghi đã sửa trở lại như trước. Mọi thay đổi được ghi vào nhật ký."
    )

    def facts(self):
        file = self.object
        return [
            Fact("Tệp", file.file_name),
            Fact("Nhập lúc", moment(file.written)),
            Fact("Thêm mới", number(file.created)),
            Fact("Cập nhật", number(file.updated)),
        ]

    def save_action(self, form):
        return actions.undo_import(self.object, by=self.request.user)


class ImportDrop(OfImport, StepScreen):
    """Give a file up before it is imported."""

    model, permission, related = Import, is_own_import, ("organization", "by")
    title, submit_label, success = "Bỏ tệp chưa nhập", "Bỏ tệp", "Đã bỏ tệp, chưa ghi gì vào hệ thống."
    warning = "Tệp bị xóa khỏi máy chủ, cùng các ô đã sửa trên trang."

    def facts(self):
        return [Fact("Tệp", self.object.file_name), Fact("Đưa lên lúc", moment(self.object.brought))]

    def save_action(self, form):
        return actions.drop_file(self.object, by=self.request.user)


def moment(value):
    return f"{timezone.localtime(value):%H:%M %d/%m/%Y}" if value else ""
