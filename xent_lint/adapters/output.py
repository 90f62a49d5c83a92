"""Prints a report in the format that was asked for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Final

import click

from xent_lint.adapters import json_report, text_report
from xent_lint.adapters.code_frame import Paint
from xent_lint.adapters.fix_mode import FixMode
from xent_lint.adapters.run import Report
from xent_lint.adapters.summary import summary
from xent_lint.diagnostics import Diagnostic, Span
from xent_lint.files import FileReader
from xent_lint.fixes.apply import applicable_fix
from xent_lint.source import Source, SourceError
from xent_lint.suppressions import NoqaTable

_WIDTH_OF_A_FILE: Final = 120
"""Width of code frames where the output is not a terminal and COLUMNS does not say otherwise."""

_COLOURS: Final = {
    "place": "bright_white",
    "primary": "red",
    "related": "blue",
    "gutter": "bright_black",
    "help": "cyan",
}


def print_report(report: Report, output_format: str, files: FileReader, mode: FixMode, to_stderr: bool) -> None:
    """The findings and the sum, or the sum alone where the findings are not wanted."""
    colours = has_colours(to_stderr)
    if output_format == "json":
        lines = iter([json_report.report(report.diagnostics, _Sources(report, files).noqa_row)])
        lines = lines if mode.shows_findings else iter(())
    else:
        lines = _lines(report, output_format, _Sources(report, files), mode, colours)
    for line in lines:
        click.echo(line, err=to_stderr, color=colours)


def has_colours(to_stderr: bool) -> bool:
    """Only on a terminal, and not against the user's will (no-color.org)."""
    stream = sys.stderr if to_stderr else sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _lines(report: Report, output_format: str, sources: _Sources, mode: FixMode, colours: bool) -> Iterator[str]:
    def fixable(diagnostic: Diagnostic) -> bool:
        return applicable_fix(diagnostic, mode.wanted) is not None

    paint = _painter(colours)
    if mode.shows_findings and output_format == "concise":
        yield from text_report.concise(report.diagnostics, fixable, paint)
    elif mode.shows_findings:
        width = shutil.get_terminal_size((_WIDTH_OF_A_FILE, 0)).columns
        yield from text_report.full(report.diagnostics, fixable, sources.get, width, paint)
    yield from summary(report, mode)


class _Sources:
    """The programs of the files with findings, and those that their related places are in."""

    def __init__(self, report: Report, files: FileReader) -> None:
        self._sources: dict[str, Source | None] = dict(report.sources)
        self._tables: dict[str, NoqaTable] = {}
        self._files = files

    def get(self, filename: str) -> Source | None:
        """The program of a file, or None."""
        if filename not in self._sources:
            try:
                self._sources[filename] = Source.from_bytes(filename, self._files.read(filename))
            except (OSError, SourceError):
                self._sources[filename] = None
        return self._sources[filename]

    def noqa_row(self, span: Span) -> int | None:
        """See NoqaTable.noqa_row; the program is tokenized once."""
        source = self.get(span.filename)
        if source is None:
            return None
        if span.filename not in self._tables:
            self._tables[span.filename] = NoqaTable.from_source(source)
        return self._tables[span.filename].noqa_row(span)


def _painter(colours: bool) -> Paint:
    def paint(text: str, role: str) -> str:
        return click.style(text, fg=_COLOURS[role], bold=role in ("place", "primary")) if colours else text

    return paint
