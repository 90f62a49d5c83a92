"""flake8 as a CI job runs it: several processes, other plugins, and files that nobody can read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import SAFE, UNSAFE, environment_of

BUGBEAR = "def f(x=[]):\n    return x\n"
"""B006, a default that can be changed."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with its configuration."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("src/a.py", UNSAFE), ("src/b.py", SAFE), ("tests/c.py", UNSAFE), ("src/d.py", BUGBEAR)):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text)
    Path("src/both.py").write_text(f"{UNSAFE}\n\n{BUGBEAR}")
    rows = ("max-line-length = 100", "extend-select = B", "per-file-ignores =", "    tests/*: XEN1")
    Path(".flake8").write_text("[flake8]\n" + "".join(f"{row}\n" for row in rows))
    return tmp_path


def flake8(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flake8", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", input=stdin, timeout=200, env=environment_of()
    )


def found(out: str) -> list[str]:
    """File, row and code of each finding of XEN and B, and of what cannot be parsed."""
    rows = re.findall(r"^(?:\./)?(\S+?):(\d+):\d+: ((?:XEN|B|E9)\d+) ", out, re.MULTILINE)
    return sorted(f"{name}:{row} {code}" for name, row, code in rows)


EXPECTED = ["src/a.py:4 XEN102", "src/b.py:4 XEN201", "src/both.py:4 XEN102", "src/both.py:7 B006", "src/d.py:1 B006"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_beside_bugbear_with_the_configuration_of_the_project(jobs: str) -> None:
    ended = flake8("-j", jobs, ".")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert found(ended.stdout) == EXPECTED
    assert "Traceback" not in ended.stdout


def test_both_plugins_are_listed() -> None:
    version = flake8("--version").stdout
    assert "flake8-bugbear" in version and "xent-lint" in version


def test_comments_silence_one_plugin_and_not_the_other() -> None:
    marked = Path("src/both.py").read_text().replace("from_logits=True))", "from_logits=True))  # noqa: XEN102")
    Path("src/both.py").write_text(marked)
    assert found(flake8("src/both.py").stdout) == ["src/both.py:7 B006"]
    Path("src/both.py").write_text(marked.replace("XEN102", "B006"))
    assert found(flake8("src/both.py").stdout) == ["src/both.py:4 XEN102", "src/both.py:7 B006"]


def test_exit_codes_and_formats_of_a_job() -> None:
    assert flake8("--exit-zero", ".").returncode == 0
    assert flake8("--isolated", "--select", "XEN3", ".").returncode == 0
    counted = flake8("--select", "XEN", "--count", "--statistics", "-q", "-j2", ".").stdout
    assert re.search(r"^2 +XEN102 ", counted, re.MULTILINE) and re.search(r"^1 +XEN201 ", counted, re.MULTILINE)
    assert flake8("--select", "XEN", "--format", "%(path)s %(code)s", "src/a.py").stdout == "src/a.py XEN102\n"
    assert flake8("--select", "XEN", "--tee", "--output-file", "report.txt", "src/a.py").returncode == 1
    assert found(Path("report.txt").read_text()) == ["src/a.py:4 XEN102"]


def test_a_program_from_standard_input_has_the_name_that_is_said() -> None:
    ended = flake8("--select", "XEN", "--stdin-display-name", "src/new.py", "-", stdin=UNSAFE)
    assert (found(ended.stdout), ended.stderr) == (["src/new.py:4 XEN102"], "")
    ended = flake8("--stdin-display-name", "tests/new.py", "-", stdin=UNSAFE)
    assert found(ended.stdout) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_does_not_parse_is_told_by_flake8_and_the_others_are_checked(jobs: str) -> None:
    Path("src/bad.py").write_text(UNSAFE + "def f(:\n")
    Path("src/bytes.py").write_bytes(UNSAFE.encode() + b"x = '\xff'\n")
    ended = flake8("-j", jobs, ".")
    assert (ended.returncode, ended.stderr) == (1, "")
    said = found(ended.stdout)
    assert [each for each in said if "src/bad.py" in each] == ["src/bad.py:5 E999"]
    assert [each for each in said if not re.search(r"bad|bytes", each)] == EXPECTED


def test_a_file_that_is_too_deep_for_the_analysis_costs_nothing_else() -> None:
    Path("src/deep.py").write_text(
        UNSAFE + ("y = a" + ".b()" * 100 + "\n") * 100
    )  # bugbear can read it, and libcst should not
    ended = flake8("-j2", ".")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert found(ended.stdout) == EXPECTED
    command = [sys.executable, "-m", "xent_lint", "check", "src/deep.py"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=100, env=environment_of())
    assert (told.returncode, told.stderr.startswith("src/deep.py:")) == (2, True)  # there is a place for it there


def test_names_with_spaces_and_of_other_scripts() -> None:
    for name in ("src/with space.py", "src/모델.py"):
        Path(name).write_text(UNSAFE, encoding="utf-8")
    ended = flake8("--select", "XEN", "-j2", "src/with space.py", "src/모델.py")
    assert sorted(line.partition(":")[0] for line in ended.stdout.splitlines()) == ["src/with space.py", "src/모델.py"]


def test_what_starts_for_an_irrelevant_project_is_little() -> None:
    for name in ("src/a.py", "src/b.py", "src/both.py", "tests/c.py"):
        Path(name).unlink()
    code = (
        "import sys\nfrom flake8.main.cli import main\nmain(['--isolated', '--select', 'XEN', '-j1', '.'])\n"
        "print(*sorted({name for name in sys.modules if name.partition('.')[0] in ('xent_lint', 'libcst')}))"
    )
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=100, env=environment_of())
    assert ended.stderr == ""
    loaded = ended.stdout.split()
    assert "xent_lint.adapters.flake8" in loaded
    assert not {"libcst", "xent_lint.check", "xent_lint.analysis", "xent_lint.source"} & set(loaded)
