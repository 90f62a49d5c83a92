"""Replaces files: whoever reads one, whatever happens in between, sees the old text or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import tempfile
import time
from pathlib import Path
from typing import Final

PREFIX: Final = ".xent-lint-"
SUFFIX: Final = ".tmp"
"""Names of temporary files. They are no programs by their name, so a killed run leaves nothing that is checked."""

STALE_SECONDS: Final = 600.0
"""A temporary file of this age belongs to a run that was killed; writing one takes a fraction of a second."""


class FileChangedError(OSError):
    """Somebody else has changed the file since it was read."""


def replace_file(path: str, before: bytes, after: bytes) -> None:
    """Let `path` hold `after`, if it still holds `before`; else raise OSError, and the file is as it was.

    The new text is written to a temporary file in the same folder, which then takes the place of the old one. The
    target of a link is replaced and not the link. Mode and, where allowed, owner and group are kept.
    """
    target = Path(os.path.realpath(path))
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path)
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):  # replacing it would get around that
        raise OSError(errno.EACCES, "the file is read-only", path)
    _remove_stale(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=target.parent)
    temporary = Path(name)
    try:
        try:
            _fill(descriptor, after, status)
        finally:
            os.close(descriptor)
        if target.read_bytes() != before:
            raise FileChangedError(errno.EBUSY, "changed by another program while it was being fixed", path)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def write_file(path: str, data: bytes) -> None:
    """Let `path` hold `data`, whether it is there or not; folders are made. Raises OSError, and a file is as it was.

    What is no regular file, such as `/dev/stdout`, is written to as it is.
    """
    status = Path(path).stat() if Path(path).exists() else None
    if status is not None and not stat.S_ISREG(status.st_mode):
        Path(path).write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    if status is not None and not (
        status.st_mode & 0o222 and os.access(target, os.W_OK)
    ):  # replacing it would get around that
        raise OSError(errno.EACCES, "the file is read-only", path)
    if target.parent.exists() and not target.parent.is_dir():  # mkdir would say that the file exists
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale(target.parent)
    temporary = target.parent / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
    # unlike mkstemp this gives a new file the mode that the user's umask asks for
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        try:
            _fill(descriptor, data, status)
        finally:
            os.close(descriptor)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _fill(descriptor: int, data: bytes, status: os.stat_result | None) -> None:
    """Write all of it, with the mode and the owner of the file that it replaces."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    if status is not None and hasattr(os, "fchown"):  # not on Windows
        own = os.fstat(descriptor)
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            with contextlib.suppress(OSError):  # only root may give a file away
                os.fchown(descriptor, status.st_uid, status.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make the new name last; where folders cannot be synchronised (Windows), the system does it later."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_stale(folder: Path) -> None:
    """Remove what killed runs have left in this folder."""
    now = time.time()
    for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with contextlib.suppress(OSError):  # another run removes it at the same time
            if now - left.lstat().st_mtime > STALE_SECONDS:
                left.unlink()
