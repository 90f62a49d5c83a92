"""The command `xent-lint`, with ruff's manners."""

from __future__ import annotations

import difflib
import io
import os
import re
import shutil
import sys
from collections.abc import Sequence
from typing import Final

import click

from xent_lint import __version__
from xent_lint.adapters import json_report, text_report
from xent_lint.adapters.code_frame import Paint
from xent_lint.adapters.run import Check, Report, check_files
from xent_lint.diagnostics import Span
from xent_lint.files import Disk, FileReader
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError
from xent_lint.suppressions import NoqaTable

_CODE: Final = re.compile(r"XEN[0-9]{0,3}")
_WIDTH_OF_A_FILE: Final = 120
"""Width of code frames where the output is not a terminal and COLUMNS does not say otherwise."""

_COLOURS: Final = {
    "place": "bright_white",
    "primary": "red",
    "related": "blue",
    "gutter": "bright_black",
    "help": "cyan",
}


class _Codes(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """Codes or prefixes of them, separated by commas."""

    name = "codes"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Refuse what can never match: a typing error in `--select` would look like a clean run."""
        if isinstance(value, tuple):
            return value
        codes = tuple(code.strip().upper() for code in value.split(",") if code.strip())
        for code in codes:
            if not _CODE.fullmatch(code):
                self.fail(f"{code!r} is no code of this linter; they begin with XEN, as XEN1 or XEN102", param, ctx)
            self._refuse_unknown(code, param, ctx)
        return codes

    def _refuse_unknown(self, code: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
        from xent_lint.check import known_codes  # here, because it imports libcst: --help and --version stay quick

        known = known_codes()
        if not any(each.startswith(code) for each in known):
            near = difflib.get_close_matches(code, known, n=1, cutoff=0)
            self.fail(f"{code!r} selects no rule; did you mean {near[0]}?", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="xent-lint", message="%(prog)s %(version)s")
def main() -> None:
    """Find where a model's output and its cross-entropy loss do not fit together."""


@main.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--select", type=_Codes(), multiple=True, help="Report only these codes or prefixes: XEN1,XEN201.")
@click.option("--ignore", type=_Codes(), multiple=True, help="Do not report these codes or prefixes.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    help="Code frames, one line for each finding, or the JSON of ruff.",
)
def check_command(
    paths: tuple[str, ...],
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    output_format: str,
) -> None:
    """Check Python files, notebooks and folders of them (default: the current folder).

    Exit code 0: clean. 1: there are findings. 2: misuse, or a file could not be read.
    """
    from xent_lint.check import check  # here, because it imports libcst: --help and --version stay quick

    settings = Settings(select=sum(select, ()) or Settings.select, ignore=sum(ignore, ()))
    sys.exit(run(paths or (".",), settings, output_format, Disk(), check))


def run(paths: Sequence[str], settings: Settings, output_format: str, files: FileReader, check: Check) -> int:
    """Check and print; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name or a line of code that the terminal cannot show is no error
            stream.reconfigure(errors="backslashreplace")
    report = check_files(paths, settings, files, check)
    for line in report.errors:
        click.echo(line, err=True)
    if report.files == 0 and not report.errors:
        click.echo("warning: no Python files or notebooks found", err=True)
    for line in _lines(report, output_format, _Sources(report, files)):
        click.echo(line, color=_colours())
    return report.exit_code


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


def _lines(report: Report, output_format: str, sources: _Sources) -> Sequence[str]:
    if output_format == "json":
        return [json_report.report(report.diagnostics, sources.noqa_row)]
    if report.exit_code == 0:
        return ["All checks passed!"]
    paint = _painter(_colours())
    if output_format == "concise":
        return list(text_report.concise(report.diagnostics, paint))
    width = shutil.get_terminal_size((_WIDTH_OF_A_FILE, 0)).columns
    return list(text_report.full(report.diagnostics, sources.get, width, paint))


def _colours() -> bool:
    """Only on a terminal, and not against the user's will (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _painter(colours: bool) -> Paint:
    def paint(text: str, role: str) -> str:
        return click.style(text, fg=_COLOURS[role], bold=role in ("place", "primary")) if colours else text

    return paint


if __name__ == "__main__":
    main()
