"""The help of the real program: what a newcomer sees, on a screen of 24 rows and 80 columns."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from wrong_programs import SAFE, xent_lint

from xent_lint.adapters.cli import main
from xent_lint.adapters.help_sections import CHECK_SECTIONS

COMMANDS = sorted(main.commands)


def help_of(*arguments: str) -> str:
    ended = xent_lint(*arguments, COLUMNS="80")
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_the_help_fits_a_screen() -> None:
    rows = help_of("--help").splitlines()
    assert len(rows) <= 23  # and the prompt of the shell
    assert max(map(len, rows)) <= 80


def test_the_help_begins_with_calls_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.py").write_text(SAFE)
    calls = re.findall(r"^  xent-lint (\S.*?)  ", help_of("--help"), re.MULTILINE)
    assert [(call, xent_lint(*call.split()).returncode) for call in calls] == [
        ("check .", 1),
        ("check --fix --diff .", 1),
        ("rule XEN102", 0),
    ]
    assert Path("m.py").read_text() == SAFE


@pytest.mark.parametrize("call", [("-h",), ("help",)])
def test_all_ways_of_asking_give_the_same(call: tuple[str, ...]) -> None:
    assert help_of(*call) == help_of("--help")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_and_one_whole_line_in_the_list(command: str) -> None:
    page = help_of(command, "--help")
    assert page == help_of("help", command)
    assert page.startswith(f"Usage: xent-lint {command}")
    (line,) = re.findall(rf"^  {command} +(\S.*)$", help_of("--help"), re.MULTILINE)
    assert line.endswith(".") and not line.endswith("...")
    assert main.commands[command].get_short_help_str(200) == line


def test_the_options_of_check_stand_in_sections() -> None:
    page = help_of("check", "--help")
    headings = re.findall(r"^(\w.*):$", page, re.MULTILINE)
    assert headings == [*CHECK_SECTIONS]
    options = [each for each in main.commands["check"].params if isinstance(each, click.Option)]
    named = [name for names in CHECK_SECTIONS.values() for name in names]
    assert sorted(named) == sorted([*(max(each.opts, key=len).removeprefix("--") for each in options), "help"])


def test_the_text_of_an_option_is_two_lines_at_most() -> None:
    texts: list[list[str]] = []
    for row in help_of("check", "--help").partition("\nFindings:\n")[2].splitlines():
        begins = re.match(r"  (-\S.*?)(?:  +(\S.*))?$", row)
        if begins:
            texts.append([text for text in (begins[2],) if text])
        elif row.startswith("     "):
            texts[-1].append(row.strip())
    assert len(texts) > 30
    for text in texts:
        assert len(text) in (1, 2), text
        assert text[-1].endswith((".", "]", ")", "'.")), text


def test_no_command_is_asked_for() -> None:
    ended = xent_lint()
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == help_of("--help")


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_an_option_too(option: str) -> None:
    assert help_of(option) == help_of("version")
