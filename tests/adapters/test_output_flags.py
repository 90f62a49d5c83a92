"""`--statistics`, `--output-file`, `--quiet`, `--silent`, colours and the progress bar, with the real program."""

from __future__ import annotations

import json
import os
import pty
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from wrong_programs import SAFE, SHOWN, UNSAFE, environment_of, ruff, xent_lint

from xent_lint.adapters.output_mode import FOR_PEOPLE
from xent_lint.keys import OUTPUT_FORMATS

ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def on_a_terminal(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the real program, each on a terminal of its own."""
    outputs: list[list[bytes]] = [[], []]
    (out, theirs_out), (err, theirs_err) = pty.openpty(), pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "xent_lint", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs_out,
        stderr=theirs_err,
        env=environment_of(TERM="xterm-256color", COLUMNS="90", **environment),
    )
    os.close(theirs_out)
    os.close(theirs_err)
    readers = [threading.Thread(target=read_all, args=pair) for pair in ((out, outputs[0]), (err, outputs[1]))]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(120)
    return process.wait(timeout=60), b"".join(outputs[0]).decode(), b"".join(outputs[1]).decode()


def read_all(terminal: int, into: list[bytes]) -> None:
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux reports the end of a terminal as an error
            break
        if not chunk:
            break
        into.append(chunk)
    os.close(terminal)


# --statistics


def mixed() -> None:
    """XEN201 twice, once with a fix that is safe; XEN102; XEN103."""
    Path("a.py").write_text(SAFE)
    Path("b.py").write_text(SAFE + 'model.save("m.keras")\n')
    Path("c.py").write_text(UNSAFE)
    Path("d.py").write_text(SHOWN)


def test_statistics_count_by_code_and_say_what_can_be_fixed() -> None:
    mixed()
    ended = xent_lint("check", "--statistics")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.splitlines()[:4] == [
        "2\tXEN201\t[-] unstable-probability-loss",
        "1\tXEN102\t[ ] activated-to-logits-loss",
        "1\tXEN103\t[ ] activation-loss-family-mismatch",
        "Found 4 errors.",
    ]
    with_unsafe = xent_lint("check", "--statistics", "--unsafe-fixes").stdout.splitlines()
    assert with_unsafe[:2] == ["2\tXEN201\t[*] unstable-probability-loss", "1\tXEN102\t[*] activated-to-logits-loss"]


def test_statistics_have_the_form_of_ruff() -> None:
    Path("theirs").mkdir()
    Path("theirs/m.py").write_text("import os\nimport sys\nprint(undefined)\n")
    form = re.compile(r" *\d+\t[A-Z]+\d+ *\t\[[ *-]\] [a-z-]+")
    rows = ruff("--select", "F", "--statistics", "theirs").splitlines()[:2]
    mixed()
    for row in (*rows, *xent_lint("check", "--statistics").stdout.splitlines()[:3]):
        assert form.fullmatch(row), row


def test_statistics_as_json_have_the_keys_of_ruff() -> None:
    Path("theirs").mkdir()
    Path("theirs/m.py").write_text("import os\n")
    theirs = json.loads(ruff("--statistics", "--output-format", "json", "theirs"))
    mixed()
    ours = json.loads(xent_lint("check", "--statistics", "--output-format", "json").stdout)
    assert ours[0].keys() == theirs[0].keys()
    assert (ours[0]["code"], ours[0]["count"], ours[0]["fixable"], ours[0]["fixable_count"]) == ("XEN201", 2, False, 1)


def test_statistics_of_nothing() -> None:
    Path("m.py").write_text("x = 1\n")
    assert xent_lint("check", "--statistics").stdout == "All checks passed!\n"
    assert json.loads(xent_lint("check", "--statistics", "--output-format", "json").stdout) == []


# --output-file


@pytest.mark.parametrize("output_format", OUTPUT_FORMATS)
def test_the_file_holds_what_would_be_printed(output_format: str) -> None:
    Path("모델.py").write_text(UNSAFE)
    arguments = ("check", "--output-format", output_format)
    printed = xent_lint(*arguments, PYTHONIOENCODING="utf-8").stdout
    ended = xent_lint(*arguments, "--output-file", "reports/new/out.txt", FORCE_COLOR="1")
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")
    assert Path("reports/new/out.txt").read_text(encoding="utf-8") == printed != ""


def test_a_file_is_replaced_whole_and_keeps_its_mode() -> None:
    Path("m.py").write_text(UNSAFE)
    report = Path("out.json")
    report.write_text("x" * 100_000)
    report.chmod(0o640)
    assert xent_lint("check", "--output-format", "json", "-o", "out.json").returncode == 1
    assert json.loads(report.read_text())[0]["code"] == "XEN102"
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert sorted(each.name for each in Path().iterdir()) == ["m.py", "out.json"]


def test_a_new_file_has_the_mode_of_any_other() -> None:
    Path("m.py").write_text("x = 1\n")
    xent_lint("check", "-o", "out.txt")
    assert Path("out.txt").read_text() == "All checks passed!\n"
    assert stat.S_IMODE(Path("out.txt").stat().st_mode) == stat.S_IMODE(Path("m.py").stat().st_mode)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("there", "there: Is a directory\n"),
        ("m.txt/out.json", "m.txt/out.json: Not a directory\n"),
        ("/dev/full", "/dev/full: No space left on device\n"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(file: str, line: str) -> None:
    Path("there").mkdir()
    Path("m.txt").write_text("kept")
    Path("m.py").write_text(UNSAFE)
    ended = xent_lint("check", "--silent", "--output-file", file)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", line)
    assert Path("m.txt").read_text() == "kept"


@pytest.mark.parametrize("file", ["m.py", "nb.ipynb", ""])
def test_a_program_is_never_replaced_by_a_report(file: str) -> None:
    Path("m.py").write_text(UNSAFE)
    ended = xent_lint("check", "-o", file)
    assert ended.returncode == 2
    assert "--output-file" in ended.stderr and "name a file for the report" in ended.stderr
    assert Path("m.py").read_text() == UNSAFE


def test_a_device_is_written_to() -> None:
    Path("m.py").write_text(UNSAFE)
    ended = xent_lint("check", "--output-format", "json", "-o", "/dev/stdout")
    assert json.loads(ended.stdout)[0]["code"] == "XEN102"


def test_a_program_from_standard_input_is_still_printed_fixed() -> None:
    ended = xent_lint("check", "--fix", "-", "--output-format", "json", "-o", "out.json", stdin=SAFE)
    assert ended.returncode == 0
    assert "from_logits=True" in ended.stdout
    assert json.loads(Path("out.json").read_text()) == []


# --quiet and --silent


def test_quiet_prints_findings_and_errors_alone() -> None:
    Path("m.py").write_text(UNSAFE)
    Path("bad.py").write_bytes(b"\xff")
    ended = xent_lint("check", "-q", "--output-format", "concise")
    assert ended.returncode == 2
    assert [line.split(" ")[:2] for line in ended.stdout.splitlines()] == [["m.py:4:20:", "XEN102"]]
    assert ended.stderr.startswith("bad.py:1:1: cannot decode")
    assert xent_lint("check", "--quiet", "--fix", "--show-fixes", "m.py").stdout.splitlines()[-1] == ""


def test_quiet_says_nothing_of_nothing() -> None:
    ended = xent_lint("check", "-q")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    Path("m.py").write_text("x = 1\n")
    assert xent_lint("check", "-q").stdout == ""


def test_silent_leaves_the_exit_code() -> None:
    Path("m.py").write_text(UNSAFE)
    ended = xent_lint("check", "--silent", "m.py")
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")
    ended = xent_lint("check", "-s", "m.py", "nowhere.py")
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "")


def test_silent_still_writes_the_file() -> None:
    Path("m.py").write_text(UNSAFE)
    assert xent_lint("check", "-s", "-o", "out.txt", "--output-format", "concise").stdout == ""
    assert Path("out.txt").read_text().startswith("m.py:4:20: XEN102")


@pytest.mark.parametrize("output_format", sorted(set(OUTPUT_FORMATS) - FOR_PEOPLE - {"json"}))
def test_statistics_in_a_form_that_has_none_are_misuse(output_format: str) -> None:
    ended = xent_lint("check", "--statistics", "--output-format", output_format)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"'--statistics' has no form in '--output-format {output_format}'" in ended.stderr


def test_quiet_and_silent_contradict_each_other() -> None:
    ended = xent_lint("check", "-q", "-s")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "the argument '--quiet' cannot be used with '--silent'" in ended.stderr


# Colours and width


def test_colours_follow_the_terminal_and_the_variables() -> None:
    Path("m.py").write_text(UNSAFE)
    assert "\x1b[31m" in on_a_terminal("check")[1]
    assert "\x1b" not in on_a_terminal("check", NO_COLOR="1")[1]
    assert "\x1b" not in xent_lint("check").stdout
    assert "\x1b[31m" in xent_lint("check", FORCE_COLOR="1").stdout
    assert "\x1b" not in xent_lint("check", FORCE_COLOR="0").stdout
    assert "\x1b" not in xent_lint("check", FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize("output_format", sorted(set(OUTPUT_FORMATS) - FOR_PEOPLE))
def test_formats_for_programs_have_no_colours(output_format: str) -> None:
    Path("m.py").write_text(UNSAFE)
    assert "\x1b" not in xent_lint("check", "--output-format", output_format, FORCE_COLOR="1").stdout


def test_code_is_cut_to_the_width_that_there_is() -> None:
    Path("m.py").write_text(UNSAFE.rstrip() + f"  # {'long ' * 60}\n")
    for width in (60, 100):
        rows = [row for row in xent_lint("check", COLUMNS=str(width)).stdout.splitlines() if re.match(r" *\d+ \|", row)]
        assert max(map(len, rows)) in range(width - 3, width + 1)


# The progress bar


def many(count: int) -> None:
    for number in range(count):
        Path(f"model_{number}.py").write_text(SAFE.replace("model", f"model_{number}") * 3)


def test_a_long_run_on_a_terminal_shows_how_far_it_is_and_cleans_up() -> None:
    many(150)
    code, out, err = on_a_terminal("check", "--output-format", "concise")
    assert code == 1
    assert "Checking" in err and re.search(r"\d+/150", ANSI.sub("", err))
    assert err.rstrip().endswith("\x1b[2K")  # the last thing on standard error is that the row is erased
    assert "Checking" not in out and "Found " in out


def test_nobody_sees_a_bar_who_did_not_ask_for_one() -> None:
    many(40)
    assert on_a_terminal("check", "-q", "--output-format", "concise")[2] == ""
    assert on_a_terminal("check", "-s")[1:] == ("", "")
    assert xent_lint("check", FORCE_COLOR="1").stderr == ""


def test_a_short_run_has_none() -> None:
    Path("m.py").write_text("x = 1\n")
    assert on_a_terminal("check")[2] == ""
