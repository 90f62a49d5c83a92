"""The command `xent-lint`, with ruff's manners."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from xent_lint import __version__
from xent_lint.adapters.adoption import add_noqa, adoption, adoption_options, write_baseline
from xent_lint.adapters.clean_command import clean_command
from xent_lint.adapters.command_group import CommandGroup, help_command
from xent_lint.adapters.completion_command import completion_command
from xent_lint.adapters.config_command import config_command
from xent_lint.adapters.delivery import fix_and_deliver
from xent_lint.adapters.diff import STDIN
from xent_lint.adapters.execution import ALONE, Execution
from xent_lint.adapters.execution_options import execution_of, execution_options
from xent_lint.adapters.fix_mode import CHECK_ONLY, FixMode, fix_mode, fix_options
from xent_lint.adapters.help_sections import CHECK_SECTIONS, SectionedCommand
from xent_lint.adapters.output import print_report
from xent_lint.adapters.output_mode import DEFAULT, OutputMode, output_mode, output_options
from xent_lint.adapters.progress import watch_on_terminal
from xent_lint.adapters.prove_command import prove_command
from xent_lint.adapters.rule_command import rule_command
from xent_lint.adapters.run import Check, Report, check_files
from xent_lint.adapters.server_command import server_command
from xent_lint.adapters.settings_options import resolver_of, settings_options
from xent_lint.adapters.version_command import version_command
from xent_lint.diagnostics import Diagnostic
from xent_lint.files import Disk, FileReader, Overlay
from xent_lint.resolver import Resolver
from xent_lint.settings import Settings
from xent_lint.source import Source


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="xent-lint", message="%(prog)s %(version)s")
def main() -> None:
    """Find where a model's output and its cross-entropy loss do not fit together."""


main.add_command(clean_command)
main.add_command(prove_command)
main.add_command(rule_command)
main.add_command(config_command)
main.add_command(server_command)
main.add_command(version_command)
main.add_command(completion_command)
main.add_command(help_command)


@main.command("check", cls=SectionedCommand, sections=CHECK_SECTIONS, short_help="Check files, and repair them.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@settings_options
@output_options
@fix_options
@adoption_options
@execution_options
@click.option("--stdin-filename", metavar="NAME", help="The name of the program that comes from standard input.")
def check_command(paths: tuple[str, ...], stdin_filename: str | None, **flags: Any) -> None:
    """Check Python files, notebooks and folders of them (default: the current folder; `-`: standard input).

    Settings stand in [tool.xent-lint] of the nearest pyproject.toml; `xent-lint config` shows them.

    \b
    Exit code 0: nothing was found, or all of it was fixed.
              1: there are findings, or a diff.
              2: something could not be done; standard error tells what.
    """
    if "" in paths:  # as of a variable of the shell that is not set
        raise click.BadParameter("an empty word is neither a file nor a folder", param_hint="PATH")
    stdin = None
    from_stdin = stdin_filename is not None or paths == (STDIN,)
    wanted = adoption(flags, from_stdin)
    resolver = resolver_of(flags, with_baseline=wanted.write_baseline is None)
    mode = fix_mode(flags, resolver.base.value("unsafe-fixes"))
    output_format: str = resolver.base.value("output-format")
    output = output_mode(output_format, flags)
    if from_stdin:
        paths, stdin = _standard_input(paths, stdin_filename)
    paths = paths or (".",)
    execution = execution_of(flags, from_stdin)
    if wanted.write_baseline is not None:
        sys.exit(write_baseline(paths, resolver, Disk(), check, wanted.write_baseline, execution))
    if wanted.add_noqa:
        sys.exit(add_noqa(paths, resolver, Disk(), check))
    sys.exit(run(paths, resolver, output_format, Disk(), check, mode, stdin, output, wanted.report_stale, execution))


def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
    """The check itself. libcst comes with it, so it is imported when a file has to be checked, and not for --help."""
    from xent_lint.check import check as with_libcst

    return with_libcst(source, settings, files)


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
    resolver: Resolver,
    output_format: str,
    files: FileReader,
    check: Check,
    mode: FixMode = CHECK_ONLY,
    stdin: bytes | None = None,
    output: OutputMode = DEFAULT,
    report_stale: bool = False,
    execution: Execution = ALONE,
) -> int:
    """Check, or fix, and print; the exit code. With `stdin` the only path is the name of that program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name or a line of code that the terminal cannot show is no error
            stream.reconfigure(errors="backslashreplace")
    shown = Overlay(files, {} if stdin is None else {paths[0]: stdin})
    watch = watch_on_terminal(output.terse)
    if mode.applies:
        report = fix_and_deliver(paths, resolver, shown, check, mode, stdin, watch, execution)
    else:
        report = check_files(paths, resolver, shown, check, watch, execution)
    stale = report.stale if report_stale else ()
    for line in _remarks(paths, report, stale, output):
        click.echo(line, err=True)
    try:
        print_report(report, output_format, shown, mode, mode.applies and stdin is not None, output)
    except OSError as error:
        if output.file is None:
            raise
        click.echo(f"{output.file}: {error.strerror or error}", err=True)
        return 2
    return mode.exit_code(report) or int(bool(stale))


def _remarks(paths: Sequence[str], report: Report, stale: Sequence[str], output: OutputMode) -> Sequence[str]:
    """What is said on standard error."""
    if output.terse:
        return () if output.silent else (*report.errors, *stale)
    nothing = report.files == 0 and not report.errors
    warnings = (f"warning: no Python files or notebooks found in {', '.join(paths[:3])}",) if nothing else ()
    return (*report.errors, *report.remarks, *stale, *warnings)


if __name__ == "__main__":
    main()
