"""The flags of fixes: what is printed where, what is written, and how it ends. Words and codes are ruff's."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import xent_lint

PROGRAM = "x = OLD\r\ny = RISKY  # é\nz = SHOWN"
FIXED = "x = NEW\r\ny = RISKY  # é\nz = SHOWN"
HERE = Path(__file__).parent
MAIN = """
import sys
from types import SimpleNamespace
import programs
sys.modules["xent_lint.check"] = SimpleNamespace(check=programs.find_fixable, known_codes=lambda: programs.CODES)
from xent_lint.adapters.cli import main
main(prog_name="xent-lint")
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(xent_lint.__file__).parents[1]), str(HERE)]))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    (tmp_path / "m.py").write_bytes(PROGRAM.encode())
    return tmp_path


def command(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The real program with a check that knows FIXES, in a process of its own."""
    started = [sys.executable, "-c", MAIN, "check", "--output-format", "concise", *arguments]
    return subprocess.run(started, input=stdin, capture_output=True, timeout=60)


def printed(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    ended = command(*arguments, stdin=stdin)
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


def text() -> str:
    return Path("m.py").read_bytes().decode()


def test_without_a_flag_fixable_findings_are_marked_and_nothing_is_written() -> None:
    assert printed() == (
        1,
        "m.py:1:5: XEN102 [*] old is wrong\n"
        "m.py:2:5: XEN201 risky is wrong\n"
        "m.py:3:5: XEN103 shown is wrong\n"
        "Found 3 errors.\n"
        "[*] 1 fixable with the `--fix` option (1 hidden fix can be enabled with the `--unsafe-fixes` option).\n",
        "",
    )
    assert printed("--unsafe-fixes")[1].splitlines()[1:] == [
        "m.py:2:5: XEN201 [*] risky is wrong",
        "m.py:3:5: XEN103 shown is wrong",
        "Found 3 errors.",
        "[*] 2 fixable with the `--fix` option.",
    ]
    assert printed("--no-unsafe-fixes")[1].splitlines()[-1] == "[*] 1 fixable with the `--fix` option."
    assert text() == PROGRAM


def test_fix_applies_safe_fixes_and_reports_the_rest() -> None:
    assert printed("--fix") == (
        1,
        "m.py:2:5: XEN201 risky is wrong\n"
        "m.py:3:5: XEN103 shown is wrong\n"
        "Found 3 errors (1 fixed, 2 remaining).\n"
        "No fixes available (1 hidden fix can be enabled with the `--unsafe-fixes` option).\n",
        "",
    )
    assert text() == FIXED


def test_unsafe_fixes_adds_the_unsafe_and_a_second_run_has_nothing_to_do() -> None:
    Path("m.py").write_text("x = OLD + RISKY\n")
    assert printed("--fix", "--unsafe-fixes") == (0, "Found 2 errors (2 fixed, 0 remaining).\n", "")
    assert text() == "x = NEW + CALM\n"
    assert printed("--fix", "--unsafe-fixes") == (0, "All checks passed!\n", "")


def test_show_fixes_lists_them_by_file() -> None:
    Path("a.py").write_text("OLD\nOLD\nRISKY\n")
    assert printed("--fix", "--unsafe-fixes", "--show-fixes")[1] == (
        "m.py:3:5: XEN103 shown is wrong\n"
        "\n"
        "Fixed 5 errors:\n"
        "- a.py:\n"
        "    2 × XEN102 (old-word)\n"  # noqa: RUF001
        "    1 × XEN201 (risky-word)\n"  # noqa: RUF001
        "- m.py:\n"
        "    1 × XEN102 (old-word)\n"  # noqa: RUF001
        "    1 × XEN201 (risky-word)\n"  # noqa: RUF001
        "\n"
        "Found 6 errors (5 fixed, 1 remaining).\n"
    )


def test_diff_writes_nothing_and_patch_applies_it() -> None:
    code, out, err = printed("--diff")
    assert (code, err) == (1, "")
    assert out == (
        "--- m.py\n"
        "+++ m.py\n"
        "@@ -1,3 +1,3 @@\n"
        "-x = OLD\r\n"
        "+x = NEW\r\n"
        " y = RISKY  # é\n"
        " z = SHOWN\n"
        "\\ No newline at end of file\n"
        "\n"
        "Would fix 1 error (1 additional fix available with `--unsafe-fixes`).\n"
    )
    assert text() == PROGRAM


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no `patch`")
@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfx = OLD\n\n\n",
        b"# coding: latin-1\nx = OLD  # \xe9\n",
        b"x = 1\n\x0c\ny = OLD\r\nz = OLD",
        b"OLD\n" + b"x = 1\n" * 300 + b"OLD\n",
        b"\n\nIMPORTED\n",
    ],
)
def test_a_patched_file_is_the_fixed_file_byte_for_byte(data: bytes) -> None:
    Path("m.py").write_bytes(data)
    diff = command("--diff").stdout
    subprocess.run(["patch", "-p0", "--binary"], input=diff, check=True, capture_output=True, timeout=60)
    patched = Path("m.py").read_bytes()
    Path("m.py").write_bytes(data)
    command("--fix")
    assert Path("m.py").read_bytes() == patched != data


def test_a_diff_without_changes_ends_with_0() -> None:
    Path("m.py").write_text("x = RISKY\n")
    assert printed("--diff") == (0, "No errors would be fixed (1 fix available with `--unsafe-fixes`).\n", "")
    assert printed("--diff", "--no-unsafe-fixes") == (0, "", "")


def test_fix_only_does_not_report_what_remains() -> None:
    line = "Fixed 1 error (1 additional fix available with `--unsafe-fixes`).\n"
    assert printed("--fix-only") == (0, line, "")
    assert text() == FIXED
    line = "No errors fixed (1 fix available with `--unsafe-fixes`).\n"
    assert printed("--fix-only", "--exit-non-zero-on-fix") == (0, line, "")


def test_exit_non_zero_on_fix() -> None:
    Path("m.py").write_text("OLD\n")
    assert printed("--fix", "--exit-non-zero-on-fix") == (1, "Found 1 error (1 fixed, 0 remaining).\n", "")
    assert printed("--fix", "--exit-non-zero-on-fix") == (0, "All checks passed!\n", "")


def test_standard_input_is_checked_under_a_name_or_none() -> None:
    assert printed("-", stdin=b"x = SHOWN\n") == (1, "-:1:5: XEN103 shown is wrong\nFound 1 error.\n", "")
    code, out, err = printed("--stdin-filename", "sub/n.py", stdin=b"x = SHOWN\n")
    assert (code, out, err) == (1, "sub/n.py:1:5: XEN103 shown is wrong\nFound 1 error.\n", "")
    json_entry = json.loads(printed("--output-format", "json", "-", stdin=b"SHOWN")[1])[0]
    assert (json_entry["filename"], json_entry["noqa_row"]) == ("-", 1)
    assert printed("m.py", "--stdin-filename", "n.py", stdin=b"")[2] == (
        "warning: Ignoring file m.py in favor of standard input.\n"
    )


def test_a_fixed_program_from_standard_input_goes_to_standard_output_and_findings_to_the_other() -> None:
    assert printed("--fix", "-", stdin=PROGRAM.encode()) == (
        1,
        FIXED,
        "-:2:5: XEN201 risky is wrong\n"
        "-:3:5: XEN103 shown is wrong\n"
        "Found 3 errors (1 fixed, 2 remaining).\n"
        "No fixes available (1 hidden fix can be enabled with the `--unsafe-fixes` option).\n",
    )
    assert text() == PROGRAM


@pytest.mark.parametrize("data", [b"x = 1\r\n", b"", b"\xff\xfe", b"\xef\xbb\xbf# x", b"BROKEN"])
def test_standard_input_that_cannot_be_fixed_comes_out_as_it_went_in(data: bytes) -> None:
    assert command("--fix", "-", stdin=data).stdout == data


def test_the_diff_of_standard_input() -> None:
    hunk = "@@ -1 +1 @@\n-OLD\n+NEW\n\n"
    assert printed("--diff", "-", stdin=b"OLD\n") == (1, hunk, "Would fix 1 error.\n")
    named = "--- n.py\n+++ n.py\n" + hunk
    assert printed("--diff", "-", "--stdin-filename", "n.py", stdin=b"OLD\n") == (1, named, "Would fix 1 error.\n")


def test_a_notebook_is_fixed_in_its_cells_and_shown_cell_by_cell() -> None:
    cells = [
        {"cell_type": "markdown", "source": "OLD"},
        {"cell_type": "code", "outputs": [{"text": "OLD"}], "source": ["%matplotlib inline\n", "x = OLD"]},
        {"cell_type": "code", "outputs": [], "source": "y = SHOWN\nz = OLD\n"},
    ]
    written = json.dumps({"nbformat": 4, "cells": cells}, indent=3)
    Path("nb.ipynb").write_text(written)
    assert printed("--diff", "nb.ipynb")[:2] == (
        1,
        "--- nb.ipynb:cell 2\n+++ nb.ipynb:cell 2\n@@ -1,2 +1,2 @@\n %matplotlib inline\n-x = OLD\n+x = NEW\n"
        "--- nb.ipynb:cell 3\n+++ nb.ipynb:cell 3\n@@ -1,2 +1,2 @@\n y = SHOWN\n-z = OLD\n+z = NEW\n"
        "\n"
        "Would fix 2 errors.\n",
    )
    assert printed("--fix", "nb.ipynb")[1] == (
        "nb.ipynb:cell 3:1:5: XEN103 shown is wrong\nFound 3 errors (2 fixed, 1 remaining).\n"
    )
    assert Path("nb.ipynb").read_text() == written.replace("x = OLD", "x = NEW").replace("z = OLD", "z = NEW")
    out = command("--fix", "-", "--stdin-filename", "nb.ipynb", stdin=written.encode()).stdout
    assert out == Path("nb.ipynb").read_bytes()


def test_a_defect_of_a_fix_is_one_line_and_the_others_are_applied() -> None:
    Path("m.py").write_text("x = BROKEN\ny = OLD\n")
    code, out, err = printed("--fix")
    assert code == 2
    assert err == (
        "m.py:1:5: internal error: the fix of XEN301 gives text that does not parse, so it was not applied; "
        "please report it\n"
    )
    assert out.splitlines()[-2] == "Found 2 errors (1 fixed, 1 remaining)."
    assert text() == "x = BROKEN\ny = NEW\n"


def test_a_fix_that_would_delete_a_comment_is_a_remark() -> None:
    Path("m.py").write_text("x = COMMENTED  # why\n")
    code, _, err = printed("--fix")
    assert (code, err) == (1, "m.py:1:5: the fix of XEN302 would delete a comment\n")
    assert text() == "x = COMMENTED  # why\n"


def test_a_read_only_file_is_one_line_and_its_findings_are_reported() -> None:
    Path("m.py").chmod(0o444)
    Path("n.py").write_text("OLD\n")
    code, out, err = printed("--fix")
    assert (code, err) == (2, "m.py: the file is read-only\n")
    assert out.splitlines()[:2] == ["m.py:1:5: XEN102 [*] old is wrong", "m.py:2:5: XEN201 risky is wrong"]
    assert out.splitlines()[3] == "Found 4 errors (1 fixed, 3 remaining)."
    assert text() == PROGRAM
    assert Path("n.py").read_text() == "NEW\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to become another user")
def test_a_folder_that_may_not_be_written_is_one_line(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "m.py").write_text("OLD\n")
    (folder / "sub" / "m.py").chmod(0o666)
    (folder / "sub").chmod(0o555)
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom xent_lint.adapters import cli\nimport programs\n"
        "from xent_lint.files import Disk\n"
        "from xent_lint.adapters.fix_mode import FixMode\nos.chdir('sub')\nos.setgroups([])\nos.setgid(65534)\n"
        "os.setuid(65534)\n"
        "sys.exit(cli.run(['m.py'], programs.defaults(), 'concise', Disk(), programs.find_fixable, FixMode(fix=True)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (2, "m.py: Permission denied\n")
    assert (folder / "sub" / "m.py").read_text() == "OLD\n"


def test_bytes_that_python_would_not_write_again_are_not_touched() -> None:
    data = b"# coding: utf-7\nx = [OLD, '+AGE-']\n"
    Path("m.py").write_bytes(data)
    code, _, err = printed("--fix")
    assert code == 2
    assert err == "m.py: cannot be fixed: its bytes are not what Python writes for its text in utf-7\n"
    assert Path("m.py").read_bytes() == data


def test_links_and_modes_stay(folder: Path) -> None:
    Path("m.py").chmod(0o750)
    Path("link.py").symlink_to("m.py")
    assert printed("--fix", "link.py")[0] == 1
    assert Path("link.py").is_symlink()
    assert text() == FIXED
    assert stat.S_IMODE(Path("m.py").stat().st_mode) == 0o750
    assert sorted(path.name for path in folder.iterdir()) == ["link.py", "m.py"]


def test_a_file_is_checked_again_when_one_that_it_reads_was_fixed() -> None:
    Path("m.py").write_text("OTHER\n")
    Path("other.py").write_text("OLD\n")
    expected = "m.py:1:1: XEN101 the other file is new\nFound 2 errors (1 fixed, 1 remaining).\n"
    assert printed("--diff", "m.py", "other.py")[0] == 1
    assert printed("--fix", "m.py", "other.py") == (1, expected, "")


def test_text_output_names_the_repairs() -> None:
    _, out, _ = printed("--output-format", "text", "--select", "XEN201")
    assert out.splitlines()[-6:] == [
        "  = help: mend it",
        "  = note: unsafe fix: Replace RISKY",
        "  = help: or: Think about RISKY",
        "",
        "Found 1 error.",
        "No fixes available (1 hidden fix can be enabled with the `--unsafe-fixes` option).",
    ]


def test_json_carries_the_fix_and_goes_where_findings_go() -> None:
    Path("m.py").write_text("x = SHOWN\nIMPORTED\n")
    shown, imported = json.loads(printed("--output-format", "json")[1])
    assert (shown["fix"]["applicability"], imported["fix"]["applicability"]) == ("displayonly", "safe")
    start = {"row": 1, "column": 1}
    assert imported["fix"] == {
        "applicability": "safe",
        "message": "Replace IMPORTED",
        "edits": [
            {"content": "import keras\n", "location": start, "end_location": start},
            {"content": "keras", "location": {"row": 2, "column": 1}, "end_location": {"row": 2, "column": 9}},
        ],
    }
    code, out, err = printed("--output-format", "json", "--fix", "-", stdin=b"OLD\nSHOWN\n")
    assert (code, out) == (1, "NEW\nSHOWN\n")
    assert [entry["code"] for entry in json.loads(err)] == ["XEN103"]


def test_misuse_ends_with_2() -> None:
    code, out, err = printed("--diff", "--show-fixes")
    assert (code, out) == (2, "")
    assert err == "Error: the argument '--diff' cannot be used with '--show-fixes'; see `xent-lint check --help`\n"
    assert printed("--stdin-filename", ".")[0] == 2
    assert text() == PROGRAM


FLAGS = [
    "",
    "--fix",
    "--fix --unsafe-fixes",
    "--unsafe-fixes",
    "--fix --exit-non-zero-on-fix",
    "--fix --unsafe-fixes --exit-non-zero-on-fix",
    "--exit-non-zero-on-fix",
    "--show-fixes",
    "--fix --show-fixes",
    "--diff",
    "--diff --fix",
    "--diff --unsafe-fixes",
    "--diff --show-fixes",
    "--fix-only",
    "--fix-only --unsafe-fixes",
    "--fix-only --exit-non-zero-on-fix",
    "--fix-only --show-fixes",
    "--fix --no-unsafe-fixes",
    "--output-format json --fix",
    "--output-format json --fix-only",
    "--output-format json --diff",
]
THEIRS = {"both": "import os\nx = None\nx == None\n", "unsafe": "x = None\nx == None\n", "clean": "x = 1\n"}
OURS = {"both": "OLD\nRISKY\n", "unsafe": "RISKY\n", "clean": "x = 1\n"}
SUMS = re.compile(r"^(?:Found|Would|Fixed|No errors|All checks).*|^    1 ×|^Fixed.*", re.MULTILINE)  # noqa: RUF001


def observed(started: list[str], program: str, stdin: bool) -> tuple[object, ...]:
    """What two linters can be compared by: exit code, which stream has something, what is written, the sums."""
    path = Path("m.py")
    path.write_text(program)
    arguments = [*started, "-" if stdin else "m.py"]
    data = program if stdin else ""
    ended = subprocess.run(arguments, input=data, capture_output=True, encoding="utf-8", timeout=60)
    written = path.read_text() != program
    if ended.returncode == 2:
        return (2, written)
    sums = [SUMS.findall(stream) for stream in (ended.stdout, ended.stderr)]
    return ended.returncode, bool(ended.stdout), bool(ended.stderr), written, sums


CASES = [(flags, program) for flags in FLAGS for program in THEIRS if program != "clean" or len(flags.split()) < 2]


@pytest.mark.parametrize("stdin", [False, True], ids=["file", "stdin"])
@pytest.mark.parametrize(("flags", "program"), CASES)
def test_it_behaves_as_the_installed_ruff(flags: str, program: str, stdin: bool) -> None:
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select", "F401,E711"]
    concise = [] if "json" in flags else ["--output-format", "concise"]
    ours = [sys.executable, "-c", MAIN, "check"]
    expected = observed([*ruff, *concise, *flags.split()], THEIRS[program], stdin)
    assert observed([*ours, *concise, *flags.split()], OURS[program], stdin) == expected
