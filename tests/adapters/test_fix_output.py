"""Small things about how fixes are shown."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from programs import defaults, find_fixable

from xent_lint.adapters import cli
from xent_lint.adapters.fix_mode import CHECK_ONLY, FixMode
from xent_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from xent_lint.files import Disk, FileReader
from xent_lint.settings import Settings
from xent_lint.source import Source


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_diff_has_colours_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("m.py").write_text("OLD\n")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.run(["m.py"], defaults(), "text", Disk(), find_fixable, FixMode(diff=True)) == 1
    out = capsys.readouterr().out
    assert "\x1b[31m-OLD\n\x1b[0m" in out and "\x1b[32m+NEW\n\x1b[0m" in out
    monkeypatch.setenv("NO_COLOR", "1")
    cli.run(["m.py"], defaults(), "text", Disk(), find_fixable, FixMode(diff=True))
    assert "\x1b" not in capsys.readouterr().out


def two_cells(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
    """A finding in the last cell whose fix is in the first one as well."""
    rows = [row for row, line in enumerate(source.lines, 1) if "OLD" in line]
    first, last = (source.span(row, 0, row, 3) for row in (rows[0], rows[-1]))
    fix = Fix("Replace both", Applicability.SAFE, (Edit(first, "NEW"), Edit(last, "NEW")))
    return [Diagnostic("XEN102", "old-word", "old", Severity.ERROR, last, fixes=(fix,))]


def test_an_edit_in_another_cell_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    cells = [{"cell_type": "code", "source": "OLD"}] * 2
    Path("nb.ipynb").write_text(json.dumps({"cells": cells}))
    cli.run(["nb.ipynb"], defaults(), "json", Disk(), two_cells, CHECK_ONLY)
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["cell"] == 2
    assert [edit.get("cell") for edit in entry["fix"]["edits"]] == [1, None]


def test_a_file_that_changes_while_it_is_fixed_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m.py").write_text("OLD\n")

    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        Path("m.py").write_text("theirs = OLD\n")
        return find_fixable(source, settings, files)

    assert cli.run(["m.py"], defaults(), "concise", Disk(), check, FixMode(fix=True)) == 2
    printed = capsys.readouterr()
    assert printed.err == "m.py: changed by another program while it was being fixed\n"
    assert Path("m.py").read_text() == "theirs = OLD\n"
    assert "Found 1 error.\n" in printed.out


def test_a_defect_of_the_check_on_fixed_text_leaves_the_file_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m.py").write_text("OLD\n")

    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        if "NEW" in source.text:
            raise KeyError("boom")
        return find_fixable(source, settings, files)

    assert cli.run(["m.py"], defaults(), "concise", Disk(), check, FixMode(fix=True)) == 2
    assert capsys.readouterr().err.startswith("m.py: internal error: KeyError: 'boom'")
    assert Path("m.py").read_text() == "OLD\n"
