"""`xent-lint rule` as a real program: pages for people and for machines, and what is no rule."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from xent_lint.rules.registry import all_rules

ROOT = Path(__file__).parents[2]
NEVER_APPLIED = {"XEN103", "XEN107", "XEN900"}
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def rule(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The real program, its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "xent_lint", "rule", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """The output of the real program on a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "xent_lint", "rule", *arguments],
        stdout=slave,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "90", **environment},
    )
    os.close(slave)
    chunks = []
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # Linux reports the end of a terminal as an error
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(master)
    assert process.wait(timeout=60) == 0
    return b"".join(chunks).decode()


def test_a_page_in_a_pipe_is_plain_markdown() -> None:
    result = rule("XEN201")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("# unstable-probability-loss (XEN201)\n\nSigmoid or softmax head with the matching")
    documentation = all_rules()["XEN201"].documentation
    assert documentation.strip().partition("\n")[2].strip() in result.stdout
    assert "\x1b" not in result.stdout


def test_a_page_on_a_terminal_is_laid_out() -> None:
    shown = on_a_terminal("XEN201")
    assert "\x1b[" in shown
    lines = [line.rstrip() for line in ANSI.sub("", shown).splitlines()]
    assert "What it does" in lines
    assert not any(line.startswith(("#", "```")) for line in lines)
    assert max(map(len, lines)) <= 90


def test_no_color_is_obeyed() -> None:
    assert not re.search(r"\x1b\[[0-9;]*3[0-7][0-9;]*m", on_a_terminal("XEN201", NO_COLOR="1"))


@pytest.mark.parametrize("word", ["xen201", "unstable-probability-loss", "Unstable-Probability-Loss"])
def test_case_and_name(word: str) -> None:
    assert rule(word).stdout.startswith("# unstable-probability-loss (XEN201)\n")


def test_all_pages_come_in_the_order_of_their_codes() -> None:
    codes = re.findall(r"^# [a-z-]+ \((XEN\d{3})\)$", rule("--all").stdout, re.MULTILINE)
    assert codes == sorted(all_rules())


def test_json_has_the_keys_of_ruff() -> None:
    entry = json.loads(rule("XEN102", "--output-format", "json").stdout)
    assert (
        entry.items()
        >= {
            "name": "activated-to-logits-loss",
            "code": "XEN102",
            "linter": "xent-lint",
            "summary": "activated output given to a loss that wants logits",
            "fix": "Fix is sometimes available.",
            "fix_availability": "Sometimes",
            "preview": False,
            "severity": "error",
        }.items()
    )
    assert entry["explanation"].startswith("## What it does\nFinds probabilities")


def test_json_of_all_is_an_array() -> None:
    entries = json.loads(rule("--all", "--output-format", "json").stdout)
    assert [entry["code"] for entry in entries] == sorted(all_rules())
    assert {entry["code"] for entry in entries if entry["fix_availability"] == "None"} == NEVER_APPLIED
    assert all(entry["explanation"] in all_rules()[entry["code"]].documentation for entry in entries)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("XEN999",), "there is no rule 'XEN999'; did you mean XEN"),
        (("XEN2O1",), "there is no rule 'XEN2O1'; did you mean XEN201?"),
        (("unstable",), "there is no rule 'unstable'; did you mean unstable-probability-loss?"),
        (("",), "there is no rule ''; did you mean "),
        ((), "name one rule, as XEN201, or give --all"),
        (("XEN201", "--all"), "name one rule, as XEN201, or give --all"),
        (("XEN201", "--output-format", "yaml"), "'yaml' is not one of 'text', 'json'."),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(arguments: tuple[str, ...], line: str) -> None:
    result = rule(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert line in result.stderr
    assert "Traceback" not in result.stderr
