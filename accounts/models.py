"""Who signs in, and the record of everything they did."""

import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from . import passwords
from .choices import Act


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        """Sign-in finds the account whatever the case: telephones capitalise the first letter."""
        return self.get(username=User.normalize_username(username))


class User(AbstractBaseUser):
    """A person who signs in. What they may do is held by `members.Assignment`."""

    # The address a request came from; set by the middleware on the signed-in user, never stored here.
    address = ""
    # The password made for a new account, to be shown once; only its hash is stored.
    first_password = None

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9][a-z0-9._-]*\Z",
                "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới.",
            )
        ],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = models.CharField("họ và tên", max_length=120)
    is_active = models.BooleanField("đang hoạt động", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    session_version = models.PositiveIntegerField("phiên bản phiên làm việc", default=0)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")),
                name="accounts_user_username_is_lowercase",
                violation_error_message="Tên đăng nhập phải viết bằng chữ thường.",
            ),
        ]

    def __str__(self):
        return self.full_name or self.username

    def clean(self):
        super().clean()
        self.full_name = " ".join(unicodedata.normalize("NFC", self.full_name).split())

    def set_password(self, raw_password):
        super().set_password(raw_password and passwords.normalized(raw_password))

    def check_password(self, raw_password):
        return super().check_password(passwords.normalized(raw_password))

    @classmethod
    def normalize_username(cls, username):
        return super().normalize_username(username).strip().lower()

    def get_session_auth_hash(self):
        """A session lives only as long as the password and the session version it began with."""
        began_with = f"{self.password}|{self.session_version}"
        return salted_hmac("accounts.User.session", began_with, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self):
        """No older keys: replacing the secret key signs everybody out."""
        return iter(())


class HistoryEntryQuerySet(models.QuerySet):
    def of(self, obj):
        """What was done to one object."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))

    def by(self, user):
        return self.filter(user=user)

    def newest_first(self):
        return self.order_by("-sequence")


class HistoryEntry(models.Model):
    """One link of the history chain. Written only by `accounts.history`, never changed, never deleted.

    Database triggers refuse UPDATE, DELETE and TRUNCATE. A migration that alters this table on SQLite copies it
    and so loses the triggers: such a migration installs them again (see migration 0002).
    """

    sequence = models.BigIntegerField("số thứ tự", primary_key=True)
    at = models.DateTimeField("thời điểm", db_index=True)
    user = models.ForeignKey(
        User, models.PROTECT, verbose_name="người dùng", null=True, blank=True, related_name="history_entries"
    )
    username = models.CharField("tên đăng nhập", max_length=150, blank=True)
    address = models.CharField("địa chỉ máy", max_length=45, blank=True)
    act = models.CharField("việc đã làm", max_length=30, choices=Act)
    object_type = models.CharField("loại đối tượng", max_length=80, blank=True)
    object_id = models.CharField("mã đối tượng", max_length=40, blank=True)
    object_label = models.CharField("đối tượng", max_length=250, blank=True)
    summary = models.TextField("nội dung", blank=True)
    changes = models.JSONField("thay đổi", default=dict, blank=True)
    reason = models.TextField("lý do", blank=True)
    previous_hash = models.CharField("mã xác thực bản ghi trước", max_length=64)
    hash = models.CharField("mã xác thực", max_length=64)

    objects = HistoryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "bản ghi nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="accounts_history_object")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1),
                name="accounts_history_sequence_from_one",
                violation_error_message="Số thứ tự của nhật ký bắt đầu từ 1.",
            ),
        ]

    def __str__(self):
        return f"{self.sequence}. {self.get_act_display()} {self.object_label}".rstrip()
