"""What the environment says, and when it is too unsafe to start.

Without any variable this is a local installation: one computer, loopback addresses only, a secret key of its own.
Naming any other host in KTGS_ALLOWED_HOSTS makes it production, where an unsafe value stops the start.
"""

import hashlib
import hmac
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SHORTEST_SECRET_KEY = 50
SHORTEST_HISTORY_KEY = 32

DEBUG_IS_ON = (
    "KTGS_DEBUG=1 shows source code and data in error pages; unset it in production.",
    "KTGS_DEBUG=1 để lộ mã nguồn và dữ liệu trong trang báo lỗi; hãy bỏ biến này khi chạy chính thức.",
)
WILDCARD_HOST = (
    "KTGS_ALLOWED_HOSTS must name the exact host names, without * or a leading dot.",
    "KTGS_ALLOWED_HOSTS phải ghi rõ tên máy chủ, không dùng dấu * hoặc dấu chấm ở đầu.",
)
SHORT_SECRET_KEY = (
    f"KTGS_SECRET_KEY must hold at least {SHORTEST_SECRET_KEY} random characters"
    ' (python -c "import secrets; print(secrets.token_urlsafe(50))").',
    f"KTGS_SECRET_KEY phải có ít nhất {SHORTEST_SECRET_KEY} ký tự ngẫu nhiên.",
)
SHORT_HISTORY_KEY = (
    f"KTGS_HISTORY_KEY, when set, must hold at least {SHORTEST_HISTORY_KEY} characters.",
    f"KTGS_HISTORY_KEY nếu đặt thì phải có ít nhất {SHORTEST_HISTORY_KEY} ký tự.",
)
UNCLEAR_HTTPS = (
    "KTGS_HTTPS is 1 (the default in production) or, only on a closed network, 0.",
    "KTGS_HTTPS nhận giá trị 1 (mặc định khi chạy chính thức) hoặc 0 (chỉ dùng trong mạng nội bộ khép kín).",
)


@dataclass(frozen=True)
class Environment:
    """The variables as settings.py uses them."""

    debug: bool
    allowed_hosts: list[str]
    secret_key: str
    history_key: str
    https: str
    trusted_proxies: list[str]
    isolated_network: bool

    @property
    def production(self):
        return any(host not in LOOPBACK for host in self.allowed_hosts)

    @property
    def history_signing_key(self):
        """The key of the history chain: its own when one is set, otherwise derived from the secret key."""
        if self.history_key:
            return self.history_key.encode()
        return hmac.new(self.secret_key.encode(), b"ktgs history", hashlib.sha256).digest()

    @property
    def uses_https(self):
        return self.https == "1" or (self.https == "" and self.production)


def read(variables, var_dir):
    """The environment; a local installation without a secret key makes its own, once."""
    environment = Environment(
        debug=variables.get("KTGS_DEBUG", "") == "1",
        allowed_hosts=_listed(variables.get("KTGS_ALLOWED_HOSTS", "")) or list(LOOPBACK),
        secret_key=variables.get("KTGS_SECRET_KEY", ""),
        history_key=variables.get("KTGS_HISTORY_KEY", ""),
        https=variables.get("KTGS_HTTPS", ""),
        trusted_proxies=_listed(variables.get("KTGS_TRUSTED_PROXIES", "")),
        isolated_network=variables.get("KTGS_ISOLATED_NETWORK", "") == "1",
    )
    if environment.secret_key or environment.production:
        return environment
    return replace(environment, secret_key=kept_secret_key(var_dir / "secret-key"))


def dangers(environment):
    """Why this environment must not start, each in English and Vietnamese."""
    found = []
    if environment.https not in ("", "0", "1"):
        found.append(UNCLEAR_HTTPS)
    if 0 < len(environment.history_key) < SHORTEST_HISTORY_KEY:
        found.append(SHORT_HISTORY_KEY)
    return found + (_production_dangers(environment) if environment.production else [])


def refuse_to_start_when_unsafe(environment):
    if found := dangers(environment):
        lines = [f"- {english}\n  {vietnamese}" for english, vietnamese in found]
        sys.exit("\n".join(["KTGS does not start / KTGS không khởi động:", *lines]))


def kept_secret_key(path: Path):
    """The secret key in the file; written whole and readable by its owner alone when there is none yet."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # of two first starts at once, one key wins
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def _production_dangers(environment):
    wildcard = any("*" in host or host.startswith(".") for host in environment.allowed_hosts)
    short = len(environment.secret_key) < SHORTEST_SECRET_KEY or len(set(environment.secret_key)) < 5
    checks = [(environment.debug, DEBUG_IS_ON), (wildcard, WILDCARD_HOST), (short, SHORT_SECRET_KEY)]
    return [danger for found, danger in checks if found]


def _listed(text):
    return [item.strip() for item in text.split(",") if item.strip()]
