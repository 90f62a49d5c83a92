"""The command `xent-lint`, with ruff's manners."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from xent_lint import __version__
from xent_lint.adapters.codes import Codes
from xent_lint.adapters.delivery import fix_and_deliver
from xent_lint.adapters.diff import STDIN
from xent_lint.adapters.fix_mode import CHECK_ONLY, FixMode, fix_mode, fix_options
from xent_lint.adapters.output import print_report
from xent_lint.adapters.output_mode import DEFAULT, FORMATS, OutputMode, output_mode, output_options
from xent_lint.adapters.progress import watch_on_terminal
from xent_lint.adapters.prove_command import prove_command
from xent_lint.adapters.rule_command import rule_command
from xent_lint.adapters.run import Check, Report, check_files
from xent_lint.files import Disk, FileReader, Overlay
from xent_lint.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="xent-lint", message="%(prog)s %(version)s")
def main() -> None:
    """Find where a model's output and its cross-entropy loss do not fit together."""


main.add_command(prove_command)
main.add_command(rule_command)


@main.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--select", type=Codes(), multiple=True, help="Report only these codes or prefixes: XEN1,XEN201.")
@click.option("--ignore", type=Codes(), multiple=True, help="Do not report these codes or prefixes.")
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Code frames, one line for each finding, or a form for programs.",
)
@output_options
@fix_options
@click.option("--stdin-filename", metavar="NAME", help="The name of the program that standard input holds.")
def check_command(
    paths: tuple[str, ...],
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    output_format: str,
    stdin_filename: str | None,
    statistics: bool,
    output_file: str | None,
    quiet: bool,
    silent: bool,
    **flags: Any,
) -> None:
    """Check Python files, notebooks and folders of them (default: the current folder; `-`: standard input).

    Exit code 0: clean, or all fixed. 1: there are findings, or a diff. 2: misuse, or a file could not be read or
    written.
    """
    mode = fix_mode(**flags)
    output = output_mode(output_format, statistics, output_file, quiet, silent)
    stdin = None
    if stdin_filename is not None or paths == ("-",):
        paths, stdin = _standard_input(paths, stdin_filename)
    from xent_lint.check import check  # here, because it imports libcst: --help and --version stay quick

    settings = Settings(select=sum(select, ()) or Settings.select, ignore=sum(ignore, ()))
    sys.exit(run(paths or (".",), settings, output_format, Disk(), check, mode, stdin, output))


def _standard_input(paths: tuple[str, ...], filename: str | None) -> tuple[tuple[str, ...], bytes]:
    """The name of the program and its bytes."""
    if filename is not None and (not filename or Path(filename).is_dir()):
        raise click.BadParameter(f"{filename!r} is no name of a file", param_hint="--stdin-filename")
    for path in paths:
        if path != STDIN:
            click.echo(f"warning: Ignoring file {path} in favor of standard input.", err=True)
    return (filename or STDIN,), sys.stdin.buffer.read()


def run(
    paths: Sequence[str],
    settings: Settings,
    output_format: str,
    files: FileReader,
    check: Check,
    mode: FixMode = CHECK_ONLY,
    stdin: bytes | None = None,
    output: OutputMode = DEFAULT,
) -> int:
    """Check, or fix, and print; the exit code. With `stdin` the only path is the name of that program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name or a line of code that the terminal cannot show is no error
            stream.reconfigure(errors="backslashreplace")
    shown = Overlay(files, {} if stdin is None else {paths[0]: stdin})
    watch = watch_on_terminal(output.terse)
    if mode.applies:
        report = fix_and_deliver(paths, settings, shown, check, mode, stdin, watch)
    else:
        report = check_files(paths, settings, shown, check, watch)
    for line in _remarks(report, output):
        click.echo(line, err=True)
    try:
        print_report(report, output_format, shown, mode, mode.applies and stdin is not None, output)
    except OSError as error:
        if output.file is None:
            raise
        click.echo(f"{output.file}: {error.strerror or error}", err=True)
        return 2
    return mode.exit_code(report)


def _remarks(report: Report, output: OutputMode) -> Sequence[str]:
    """What is said on standard error."""
    if output.terse:
        return () if output.silent else report.errors
    nothing = report.files == 0 and not report.errors
    warnings = ("warning: no Python files or notebooks found",) if nothing else ()
    return (*report.errors, *report.remarks, *warnings)


if __name__ == "__main__":
    main()
