"""Prints a report in the format that was asked for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Final

import click

from xent_lint.adapters import json_report, statistics_report, text_report
from xent_lint.adapters.code_frame import Paint
from xent_lint.adapters.fix_mode import FixMode
from xent_lint.adapters.output_mode import DEFAULT, FOR_PEOPLE, OutputMode
from xent_lint.adapters.run import Report
from xent_lint.adapters.sources import Sources
from xent_lint.adapters.summary import summary
from xent_lint.diagnostics import Diagnostic
from xent_lint.files import FileReader
from xent_lint.fixes.apply import applicable_fix
from xent_lint.writing import write_file

_WIDTH_OF_A_FILE: Final = 120
"""Width of code frames where the output is not a terminal and COLUMNS does not say otherwise."""

_COLOURS: Final = {
    "place": "bright_white",
    "primary": "red",
    "related": "blue",
    "gutter": "bright_black",
    "help": "cyan",
}


def print_report(
    report: Report,
    output_format: str,
    files: FileReader,
    mode: FixMode,
    to_stderr: bool,
    output: OutputMode = DEFAULT,
) -> None:
    """The findings and the sum, or the sum alone where the findings are not wanted. Raises OSError for a file."""
    colours = output.file is None and has_colours(to_stderr)
    lines = _lines(report, output_format, Sources(report, files), mode, output, colours)
    if output.file is not None:
        text = "".join(f"{line}\n" for line in lines)
        write_file(output.file, text.encode("utf-8", "backslashreplace"))
    elif not output.silent:
        for line in lines:
            click.echo(line, err=to_stderr, color=colours)


def has_colours(to_stderr: bool) -> bool:
    """On a terminal that knows colours, or where they are forced; never against the user's will (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    stream = sys.stderr if to_stderr else sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _lines(
    report: Report, output_format: str, sources: Sources, mode: FixMode, output: OutputMode, colours: bool
) -> Iterator[str]:
    paint = _painter(colours)
    if mode.shows_findings:
        if output.statistics:
            yield from _statistics(report, output_format, mode, paint)
        elif output_format in FOR_PEOPLE:
            yield from _for_people(report, output_format, sources, mode, paint)
        else:
            yield from _for_programs(report, output_format, sources)
    if output_format in FOR_PEOPLE and not output.terse:
        yield from summary(report, mode)


def _statistics(report: Report, output_format: str, mode: FixMode, paint: Paint) -> Iterator[str]:
    found = statistics_report.counts(report.diagnostics, lambda each: applicable_fix(each, mode.wanted) is not None)
    if output_format == "json":
        yield statistics_report.as_json(found)
    else:
        yield from statistics_report.table(found, paint)


def _for_people(report: Report, output_format: str, sources: Sources, mode: FixMode, paint: Paint) -> Iterator[str]:
    def fixable(diagnostic: Diagnostic) -> bool:
        return applicable_fix(diagnostic, mode.wanted) is not None

    if output_format == "concise":
        yield from text_report.concise(report.diagnostics, fixable, paint)
    else:
        width = shutil.get_terminal_size((_WIDTH_OF_A_FILE, 0)).columns
        yield from text_report.full(report.diagnostics, fixable, sources.get, width, paint)


def _for_programs(report: Report, output_format: str, sources: Sources) -> Iterator[str]:
    """The formats are imported here: each is needed by few, and SARIF needs the rules."""
    if output_format == "json":
        yield json_report.report(report.diagnostics, sources.noqa_row)
    elif output_format == "json-lines":
        yield from json_report.lines(report.diagnostics, sources.noqa_row)
    elif output_format == "sarif":
        from xent_lint.adapters import sarif_report

        yield sarif_report.text(report, sources)
    elif output_format == "github":
        from xent_lint.adapters import github_report

        yield from github_report.lines(report, sources)
    elif output_format == "gitlab":
        from xent_lint.adapters import gitlab_report

        yield gitlab_report.text(report, sources)
    elif output_format == "junit":
        from xent_lint.adapters import junit_report

        yield junit_report.text(report, sources)
    else:
        raise ValueError(f"no such format: {output_format}")


def _painter(colours: bool) -> Paint:
    def paint(text: str, role: str) -> str:
        return click.style(text, fg=_COLOURS[role], bold=role in ("place", "primary")) if colours else text

    return paint
