"""Wrong calls of the real program: one line that says what to do next, exit code 2, and nothing is written."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import SAFE, environment_of, xent_lint


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("train.py").write_text(SAFE)
    Path("empty").mkdir()
    Path("bad.toml").write_text("selct = 1\n")
    Path("broken.toml").write_text("select = [\n")
    Path("list.json").write_text("[]\n")
    return tmp_path


@pytest.mark.parametrize(
    ("call", "line"),
    [
        ("chekc train.py", "Error: there is no command 'chekc'; did you mean 'check'?"),
        ("Check", "Error: there is no command 'Check'; did you mean 'check'?"),
        ("lint", "Error: there is no command 'lint'; see `xent-lint --help`"),
        ("train.py", "Error: there is no command 'train.py'; did you mean `xent-lint check train.py`?"),
        ("gone.ipynb", "Error: there is no command 'gone.ipynb'; did you mean `xent-lint check gone.ipynb`?"),
        (". -q", "Error: there is no command '.'; did you mean `xent-lint check . -q`?"),
        ("--fix .", "Error: '--fix' is an option of check; did you mean `xent-lint check --fix .`?"),
        ("--versoin", "Error: there is no option '--versoin'; did you mean '--version'?"),
        ("help chek", "Error: there is no command 'chek'; did you mean 'check'?"),
        ("check --selct XEN1", "Error: there is no option '--selct'; did you mean '--select'?"),
        ("check --unsafe-fix", "Error: there is no option '--unsafe-fix'; did you mean '--unsafe-fixes'?"),
        ("check --color always", "Error: there is no option '--color'; see `xent-lint check --help`"),
        ("check --select", "Error: Option '--select' requires an argument."),
        ("check --select XEN211", "selects no rule; did you mean XEN201?"),
        ("check --select E501", "'E501' is no code of this linter; they begin with XEN, as XEN1 or XEN102"),
        ("check --output-format sarrif", "'sarrif' is not one of 'text', 'concise', 'json', 'json-lines', 'sarif'"),
        ("check --keras-backend tf", "'tf' is not one of 'any', 'tensorflow', 'jax', 'torch'"),
        ("check --jobs 0", "expected a number of processes, as 1 or 4, found '0'"),
        ("check --jobs many", "expected a number of processes, as 1 or 4, found 'many'"),
        ("check --diff --show-fixes", "the argument '--diff' cannot be used with '--show-fixes'; see `xent-lint check"),
        ("check --fix-only --add-noqa", "the argument '--add-noqa' cannot be used with '--fix-only'; see `xent-lint"),
        ("check --config bad.toml", "bad.toml: unknown key 'selct'; did you mean 'select'?"),
        ("check --config broken.toml", "broken.toml: invalid TOML: "),
        ("check --config gone.toml", "gone.toml: No such file or directory"),
        ("check --config empty", "empty: Is a directory; name a file"),
        ("check --baseline gone.json", "gone.json: No such file or directory; --write-baseline makes a baseline"),
        ("check --baseline list.json", "list.json: not a baseline"),
        ("check --write-baseline empty", "empty: Is a directory"),
        ("check -o train.py", "'train.py': it would replace a program; name a file for the report"),
        ("check --exclude [", "the pattern '[' has a [ without ]"),
        ("check --per-file-ignores foo", "'foo' is not PATTERN:CODE"),
        ("check trian.py", "trian.py: No such file or directory; did you mean train.py?"),
        ("check empty/../trian.py", "trian.py: No such file or directory; did you mean train.py?"),
        ("check gone/train.py", "gone/train.py: No such file or directory"),
        ("check ''", "Error: Invalid value for PATH: an empty word is neither a file nor a folder"),
        ("rule", "Error: name one rule, as XEN201, or give --all; see `xent-lint rule --help`"),
        ("rule XEN211", "there is no rule 'XEN211'; did you mean XEN201?"),
        ("config slect", "'slect' is no key and no path; did you mean select?"),
        ("version now", "Error: Got unexpected extra argument (now); see `xent-lint version --help`"),
        ("prove XENN", "'XENN' selects nothing to measure; did you mean XEN"),
        ("generate-shell-completion", "Choose from: bash, zsh, fish"),
        ("generate-shell-completion tcsh", "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    ],
)
def test_a_wrong_call_is_one_line(call: str, line: str) -> None:
    ended = xent_lint(*shlex.split(call))
    assert (ended.returncode, ended.stdout.replace("All checks passed!\n", "")) == (2, ""), ended
    assert line in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert Path("train.py").read_text() == SAFE


def test_a_configuration_beside_the_folder_that_was_named_is_meant() -> None:
    Path("empty/pyproject.toml").write_text("[tool.xent-lint]\n")
    ended = xent_lint("check", "--config", "empty")
    assert (ended.returncode, ended.stderr) == (2, "empty: Is a directory; did you mean empty/pyproject.toml?\n")


def test_a_folder_without_programs_is_named() -> None:
    ended = xent_lint("check", "empty")
    assert (ended.returncode, ended.stderr) == (0, "warning: no Python files or notebooks found in empty\n")


def test_fixing_standard_input_needs_no_name() -> None:
    ended = xent_lint("check", "--fix", "-", stdin=SAFE)
    assert ended.returncode == 0
    assert "from_logits=True" in ended.stdout


def shell(script: str) -> subprocess.CompletedProcess[str]:
    """A script in which `xent-lint` is the real program."""
    start = f'xent-lint() {{ "{sys.executable}" -m xent_lint "$@"; }}\n'
    command = ["bash", "--noprofile", "--norc", "-c", start + script]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, env=environment_of())


@pytest.mark.parametrize("call", ["check many.py", "check --diff many.py", "rule --all", "check -q many.py"])
def test_who_does_not_read_on_sees_no_traceback(call: str) -> None:
    Path("many.py").write_text(SAFE * 100)
    ended = shell(f"xent-lint {call} | head -n 1; exit ${{PIPESTATUS[0]}}")
    assert (ended.stdout.count("\n"), ended.stderr) == (1, "")
    assert ended.returncode in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("call", ["check train.py", "check --fix --diff train.py", "version", "rule XEN101", "--help"])
def test_output_that_cannot_be_written_is_one_line(call: str) -> None:
    ended = shell(f"xent-lint {call} >/dev/full")
    assert (ended.returncode, ended.stderr) == (2, "Error: standard output: No space left on device\n")


def test_closed_streams_are_no_traceback() -> None:
    closed = shell("xent-lint check train.py >&-")
    assert (closed.returncode, closed.stderr) == (1, "")
    assert shell("xent-lint check train.py gone.py 2>&-").returncode == 2
    assert shell("xent-lint check - <&-").returncode == 0


def test_a_folder_that_is_gone_is_one_line() -> None:
    ended = shell('cd empty && rmdir "$PWD" && xent-lint check')
    assert (ended.returncode, ended.stderr) == (2, "Error: the current folder: No such file or directory\n")
