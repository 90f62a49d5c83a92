"""The whole program on what is no good program: one clear line and exit code 2, or clean; never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import xent_lint

WORD = "# categorical_crossentropy, so that the file concerns us\n"

REFUSED = {
    "syntax error": (WORD + "x = = 1\n").encode(),
    "Python 2": (WORD + 'print "x"\n').encode(),
    "binary": b"\x7fELF\x02\x01\x01\x00\x00",
    "undeclared latin-1": (WORD + "# é\n").encode("latin-1"),
    "unknown encoding": b"# coding: klingon\n",
    "UTF-16": (WORD + "x = 1\n").encode("utf-16"),
    "5,000 nested parentheses": (WORD + "(" * 5000 + "1" + ")" * 5000).encode(),
    "3,000 chained calls": (WORD + "f" + "()" * 3000).encode(),
    "3,000 chained methods": (WORD + "a" + ".b()" * 3000).encode(),
    "a sum of 20,000 terms": (WORD + "+".join(["a"] * 20_000)).encode(),
    "a conjunction of 20,000 terms": (WORD + " or ".join(["a"] * 20_000)).encode(),
    "5,000 unary operators": (WORD + "-" * 5000 + "1").encode(),
    "an elif chain of 3,000": (WORD + "if a: pass\n" + "elif a: pass\n" * 3000).encode(),
    "10 MB": (WORD + "x = 1\n" * 1_700_000).encode(),
}

CLEAN = {
    "empty": b"",
    "a comment": b"# x",
    "a byte order mark": b"\xef\xbb\xbf" + WORD.encode() + b"x = 1\n",
    "declared latin-1": ("# coding: latin-1\n" + WORD + "x = 'é'\n").encode("latin-1"),
    "carriage returns": (WORD + 'x = """\n"""\ny = 1\n').replace("\n", "\r\n").encode(),
    "only carriage returns": b"x = 1\ry = 2\r",
    "no end of line": (WORD + "x = 1").encode(),
    "a form feed": (WORD + "\x0cx = 1\n").encode(),
    "200 elif": (WORD + "if a: pass\n" + "elif a: pass\n" * 200).encode(),
    "200 nested brackets": (WORD + "x = " + "[" * 150 + "]" * 150).encode(),
}

FINDING = """\
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
"""


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xent_lint.adapters.cli", "check", "--output-format", "concise"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(xent_lint.__file__).parents[1])},
    )


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_a_refused_file_has_one_line_and_the_others_are_still_checked(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_bytes(data)
    (tmp_path / "wrong.py").write_text(FINDING)
    ended = check(tmp_path)
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith("bad.py:")
    assert "internal error" not in line
    assert ended.stdout.startswith("wrong.py:3:20: XEN102")


@pytest.mark.parametrize("data", CLEAN.values(), ids=CLEAN)
def test_odd_but_good_files_are_clean(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.py").write_bytes(data)
    ended = check(tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "All checks passed!\n", "")


def test_places_are_right_behind_a_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_bytes(b"\xef\xbb\xbf" + FINDING.replace("\n", "\r\n").encode())
    assert check(tmp_path).stdout.startswith("m.py:3:20: XEN102")
