"""Replacing a file: whole or not at all, whatever happens."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import xent_lint
from xent_lint.discovery import discover
from xent_lint.resolver import Resolver
from xent_lint.writing import PREFIX, STALE_SECONDS, SUFFIX, FileChangedError, replace_file

OLD = b"old\r\n" * 50_000
NEW = b"new" * 100_000

KILLED = f"""
import os, signal, sys
from xent_lint.writing import replace_file
stage, names = int(sys.argv[1]), ("open", "write", "fchmod", "fsync", "close", "replace", "unlink", "fstat")
done = 0
def at_stage():
    global done
    done += 1
    if done == stage:
        os.kill(os.getpid(), signal.SIGKILL)
def wrapped(name, real):
    def call(*arguments, **options):
        at_stage()
        if name == "write":  # half of it, so that there is a stage in the middle
            descriptor, data = arguments
            arguments = descriptor, data[: max(len(data) // 2, 1 << 16)]
        result = real(*arguments, **options)
        at_stage()
        return result
    return call
for name in names:
    setattr(os, name, wrapped(name, getattr(os, name)))
replace_file("m.py", {OLD[:5]!r} * 50_000, {NEW[:3]!r} * 100_000)
"""


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(PREFIX)]


def run(program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(xent_lint.__file__).parents[1])},
    )


def test_the_new_text_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(OLD)
    replace_file(str(path), OLD, NEW)
    assert path.read_bytes() == NEW
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("mode", [0o640, 0o755, 0o600, 0o666])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(OLD)
    path.chmod(mode)
    replace_file(str(path), OLD, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(OLD)
    os.chown(path, 1234, 2345)
    path.chmod(0o2755)
    replace_file(str(path), OLD, NEW)
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 2345, 0o2755)


def test_the_target_of_a_link_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "m.py"
    target.write_bytes(OLD)
    (tmp_path / "first.py").symlink_to("real/m.py")
    (tmp_path / "second.py").symlink_to("first.py")
    replace_file(str(tmp_path / "second.py"), OLD, NEW)
    assert target.read_bytes() == NEW
    assert (tmp_path / "second.py").readlink() == Path("first.py")
    assert (tmp_path / "first.py").readlink() == Path("real/m.py")


def test_a_file_that_somebody_else_has_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(b"theirs")
    with pytest.raises(FileChangedError, match="changed by another program"):
        replace_file(str(path), OLD, NEW)
    assert path.read_bytes() == b"theirs"
    assert leftovers(tmp_path) == []


def test_a_read_only_file_stays_as_it_is_even_for_root(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(OLD)
    path.chmod(0o444)
    with pytest.raises(OSError, match="read-only"):
        replace_file(str(path), OLD, NEW)
    assert path.read_bytes() == OLD


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a regular file"):
        replace_file(str(tmp_path), OLD, NEW)
    with pytest.raises(FileNotFoundError):
        replace_file(str(tmp_path / "m.py"), OLD, NEW)


@pytest.mark.skipif(not hasattr(os, "fchown"), reason="limits of a process are POSIX")
def test_a_full_disk_leaves_the_old_text_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_bytes(OLD)
    program = (
        "import resource\nfrom xent_lint.writing import replace_file\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        f"try:\n    replace_file('m.py', {OLD[:5]!r} * 50_000, b'x' * 300_000)\n"
        "except OSError as error:\n    print(error.strerror)\n"
    )
    assert run(program, folder=tmp_path).stdout == "File too large\n"
    assert (tmp_path / "m.py").read_bytes() == OLD
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_killed_at_any_stage_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    outcomes = []
    for stage in range(1, 100):
        path.write_bytes(OLD)
        ended = run(KILLED, str(stage), folder=tmp_path)
        assert path.read_bytes() in (OLD, NEW)
        outcomes.append(path.read_bytes() == NEW)
        assert list(discover([str(tmp_path)], Resolver([], isolated=True), print)) == [str(path)]
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert len(outcomes) > 12
    assert outcomes == sorted(outcomes)  # the old one up to a stage, the new one from there on
    assert {True, False} == set(outcomes)

    stale = leftovers(tmp_path)
    assert stale
    for left in stale:
        os.utime(left, (time.time() - 2 * STALE_SECONDS,) * 2)
    fresh = tmp_path / f"{PREFIX}x{SUFFIX}"  # of a run that is at work
    fresh.write_bytes(b"")
    replace_file(str(path), NEW, OLD)
    assert leftovers(tmp_path) == [fresh]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_killed_at_random_moments_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(OLD)
    program = (
        "from xent_lint.writing import replace_file\n"
        f"old, new = {OLD[:5]!r} * 50_000, {NEW[:3]!r} * 100_000\n"
        "now = open('m.py', 'rb').read()\nprint('ready', flush=True)\n"
        "while True:\n    other = new if now == old else old\n    replace_file('m.py', now, other)\n    now = other\n"
    )
    seen = set()
    for moment in range(6):
        started = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(xent_lint.__file__).parents[1])},
        )
        assert started.stdout is not None
        with started.stdout:
            assert started.stdout.readline() == b"ready\n"
            until = time.monotonic() + 0.05 + 0.013 * moment
            while time.monotonic() < until:
                seen.add(path.read_bytes())
            started.kill()
            started.wait(60)
        assert path.read_bytes() in (OLD, NEW)
    assert seen <= {OLD, NEW}
