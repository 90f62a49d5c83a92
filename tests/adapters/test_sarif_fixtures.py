"""The formats on real programs: every fix in a SARIF log is, edit for edit, the one that the command applies."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from test_sarif import validator, with_fix
from wrong_programs import ROOT, notebook

from xent_lint.adapters import github_report, gitlab_report, junit_report, sarif_report
from xent_lint.adapters.run import Report, check_files
from xent_lint.adapters.sources import Sources
from xent_lint.check import check
from xent_lint.files import Disk, Overlay
from xent_lint.fixes.apply import ALSO_UNSAFE, apply
from xent_lint.settings import Settings
from xent_lint.source import Source

PROGRAMS = sorted((ROOT / "fixtures" / "flagged").glob("*.py"))[::9]


def variants(text: str) -> dict[str, str]:
    """The program with both line ends, and as a cell of a notebook."""
    return {"m.py": text, "crlf.py": text.replace("\n", "\r\n"), "nb.ipynb": notebook("x = 1\n", text)}


def reported(name: str, text: str) -> tuple[Report, Sources]:
    files = Overlay(Disk(), {name: text.encode()})
    report = check_files([name], Settings(), files, check)
    return report, Sources(report, files)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_fixes_in_sarif_are_those_of_the_command(program: Path) -> None:
    for name, text in variants(program.read_text(encoding="utf-8")).items():
        report, sources = reported(name, text)
        log = json.loads(sarif_report.text(report, sources))
        assert list(validator().iter_errors(log)) == []
        source = Source.from_bytes(name, text.encode())
        for diagnostic, result in zip(report.diagnostics, log["runs"][0]["results"], strict=True):
            assert "region" in result["locations"][0]["physicalLocation"]
            applied = apply(source, [diagnostic], ALSO_UNSAFE)
            assert ("fixes" in result) == bool(applied.fixed)
            if applied.fixed:
                assert with_fix(text, result["fixes"][0]).encode() == applied.source.to_bytes()


@pytest.mark.parametrize("program", PROGRAMS[::3], ids=lambda path: path.stem)
def test_all_formats_tell_the_same_rows(program: Path) -> None:
    for name, text in variants(program.read_text(encoding="utf-8")).items():
        report, sources = reported(name, text)
        results = json.loads(sarif_report.text(report, sources))["runs"][0]["results"]
        rows = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in results]
        suites = ElementTree.fromstring(junit_report.text(report, sources))
        assert [int(case.get("line", "0")) for case in suites.iter("testcase")] == rows
        entries = json.loads(gitlab_report.text(report, sources))
        assert [entry["location"]["lines"]["begin"] for entry in entries] == rows
        commands = github_report.lines(report, sources)
        assert [f",line={row}," in command for row, command in zip(rows, commands, strict=True)] == [True] * len(rows)
