"""Completion in real shells, with the script that the program prints."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import SAFE, environment_of, xent_lint

from xent_lint.codes import KNOWN_CODES
from xent_lint.keys import BY_NAME

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command on the PATH, a home, and a folder with files."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "xent-lint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xent_lint "$@"\n')
    command.chmod(0o755)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("train.py").write_text(SAFE)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("ZDOTDIR", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))


def run(shell: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    command = [program, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, env=environment_of())


def in_bash(line: str) -> list[str]:
    """What bash offers at the end of a line, once the script is read as the help says."""
    words = shlex.split(line)
    if line.endswith(" "):
        words.append("")
    quoted = " ".join(shlex.quote(word) for word in words)
    script = f"""
        eval "$(xent-lint generate-shell-completion bash)"
        COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1} COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}
        compopt() {{ :; }}  # it works only while a key is pressed
        $(complete -p xent-lint | sed 's/.*-F \\([^ ]*\\) .*/\\1/') xent-lint {shlex.quote(words[-1])} ''
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    ended = run("bash", "--noprofile", "--norc", "-c", script)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.split()


def in_fish(line: str) -> list[str]:
    """What fish offers; its script stands in the folder that the help names."""
    folder = Path(os.environ["XDG_CONFIG_HOME"], "fish", "completions")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "xent-lint.fish").write_text(xent_lint("generate-shell-completion", "fish").stdout)
    ended = run("fish", "-c", f"complete --do-complete {shlex.quote(line)}")
    assert (ended.returncode, ended.stderr) == (0, "")
    return [offered.partition("\t")[0] for offered in ended.stdout.splitlines()]


CODES = [
    ("xent-lint ch", ["check"]),
    ("xent-lint check --sel", ["--select"]),
    ("xent-lint check --select XEN2", ["XEN201", "XEN202", "XEN203", "XEN204"]),
    ("xent-lint check --ignore XEN101,XEN30", ["XEN101,XEN301", "XEN101,XEN302", "XEN101,XEN303"]),
    ("xent-lint check --extend-select xen9", ["XEN900"]),
    ("xent-lint check --keras-backend ", ["any", "tensorflow", "jax", "torch"]),
    ("xent-lint rule XEN20", ["XEN201", "XEN202", "XEN203", "XEN204"]),
    ("xent-lint rule ", [*KNOWN_CODES]),
    ("xent-lint prove XEN30", ["XEN301", "XEN302", "XEN303"]),
    ("xent-lint config ke", ["keras-backend"]),
    ("xent-lint config ", [*BY_NAME]),
    ("xent-lint generate-shell-completion ", [*SHELLS]),
]
"""A line, and what is offered at its end."""


@pytest.mark.parametrize(("line", "offered"), CODES)
def test_bash_completes_commands_options_and_codes(line: str, offered: list[str]) -> None:
    assert in_bash(line) == offered


@pytest.mark.parametrize(("line", "offered"), CODES)
def test_fish_completes_commands_options_and_codes(line: str, offered: list[str]) -> None:
    assert sorted(in_fish(line)) == sorted(offered)


def test_names_of_files_are_left_to_the_shell() -> None:
    asked = "compopt() { echo asked for $2; }\n"
    script = (
        f'eval "$(xent-lint generate-shell-completion bash)"\n{asked}COMP_WORDS=(xent-lint check tr) COMP_CWORD=2\n'
    )
    ended = run("bash", "--noprofile", "--norc", "-c", f"{script}_xent_lint_completion xent-lint tr check")
    assert (ended.stdout, ended.stderr) == ("asked for default\n", "")
    assert in_fish("xent-lint check tr") == ["train.py"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_understands_its_script(shell: str) -> None:
    Path("script").write_text(xent_lint("generate-shell-completion", shell).stdout)
    ended = run(shell, "-n", "script")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


ASKING_ZSH = """
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'autoload -Uz compinit && compinit -u && eval "$(xent-lint generate-shell-completion zsh)"'
zpty -w shell 'PS1=; echo b""egin'
zpty -r -m shell line '*begin*'
zpty -w -n shell $'xent-lint rule XEN20\\t\\t'
zpty -r -m shell line '*XEN204*'
print -r -- "$line"
"""


def test_zsh_lists_codes_at_the_tab_key() -> None:
    ended = run("zsh", "-f", "-c", ASKING_ZSH)
    for code in ("XEN201", "XEN202", "XEN203", "XEN204"):
        assert code in ended.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_the_way_to_install_it_is_in_the_help_and_works(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    page = xent_lint("generate-shell-completion", "--help").stdout
    block = page.partition(f"\n  {shell:6}")[2]
    commands = "\n".join(row.strip() for row in block.splitlines() if "xent-lint" in row or "mkdir" in row)
    command = commands if shell == "fish" else commands.splitlines()[0]
    ended = run("bash", "-c", command)
    assert (ended.returncode, ended.stderr) == (0, "")
    home = Path(os.environ["HOME"])
    if shell == "fish":
        offered = run("fish", "-c", "complete --do-complete 'xent-lint rule XEN90'").stdout
    else:
        rc = home / f".{shell}rc"
        before = "autoload -Uz compinit && compinit -u\n" if shell == "zsh" else ""
        rc.write_text(before + rc.read_text())
        known = "echo ${_comps[xent-lint]}" if shell == "zsh" else "complete -p xent-lint"
        offered = run(shell, "-i", "-c", known).stdout
    assert ("XEN900" if shell == "fish" else "_xent_lint_completion") in offered
