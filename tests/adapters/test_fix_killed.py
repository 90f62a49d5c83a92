"""The whole program, killed at random moments while it fixes many files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import xent_lint

OLD, NEW = b"x = OLD\r\n" + b"# filler\r\n" * 3000, b"x = NEW\r\n" + b"# filler\r\n" * 3000
FILES = 30
MAIN = "import sys\nfrom types import SimpleNamespace\nimport programs\n"
MAIN += (
    "sys.modules['xent_lint.check'] = SimpleNamespace(check=programs.find_fixable, known_codes=lambda: programs.CODES"
)
MAIN += ")\n"
MAIN += "from xent_lint.adapters.cli import main\nprint('ready', flush=True)\nmain(prog_name='xent-lint')\n"


def start(folder: Path) -> subprocess.Popen[bytes]:
    paths = [str(Path(xent_lint.__file__).parents[1]), str(Path(__file__).parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-c", MAIN, "check", "--fix", "--jobs", "1", "."]
    started = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, env=environment)
    assert started.stdout is not None
    assert started.stdout.readline() == b"ready\n"
    return started


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_every_file_is_old_or_new_and_the_next_run_completes_the_work(tmp_path: Path) -> None:
    paths = [tmp_path / f"m{number:02}.py" for number in range(FILES)]
    for moment in range(5):
        for path in paths:
            path.write_bytes(OLD)
        watched = paths[moment * 4]
        inode = watched.stat().st_ino
        started = start(tmp_path)
        while watched.stat().st_ino == inode and started.poll() is None:
            time.sleep(0.0003)
        time.sleep(0.0007 * moment)
        started.kill()
        started.communicate(timeout=60)
        texts = [path.read_bytes() for path in paths]
        assert set(texts) == {OLD, NEW}  # it was killed in the middle, and no text is anything else
    out, _ = start(tmp_path).communicate(timeout=60)
    assert b"All checks passed!" in out or b", 0 remaining)" in out
    assert {path.read_bytes() for path in tmp_path.glob("*.py")} == {NEW}
