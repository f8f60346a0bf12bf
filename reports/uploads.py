"""Uploaded workbooks between preview and import: random names outside the web root, for one user, for a day."""

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FOLDER = "uploads"
KEPT_SECONDS = 24 * 60 * 60
LARGEST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A stored workbook: the token in the address, the name it came with, the fingerprint of its content."""

    token: str
    name: str
    sha256: str

    @property
    def path(self):
        return _folder() / f"{self.token}.xlsx"

    def take(self):
        """Claim the file for one import; None when it was imported already or has expired."""
        taken = self.path.with_suffix(".taken")
        try:
            self.path.rename(taken)
        except FileNotFoundError:
            return None
        return taken

    def give_back(self, taken):
        """Keep the file for another try."""
        taken.rename(self.path)


def store(content, name, sha256):
    """Keep an uploaded workbook; what is older than a day goes."""
    _forget_old()
    upload = Upload(secrets.token_hex(16), name, sha256)
    upload.path.write_bytes(content)
    upload.path.chmod(0o600)
    return upload


def _folder():
    folder = Path(settings.VAR_DIR) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _forget_old():
    for path in _folder().iterdir():
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
