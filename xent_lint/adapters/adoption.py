"""For projects with many findings: silence them by comments, or write them into a baseline, and begin from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

import click

from xent_lint.adapters.execution import ALONE, Execution
from xent_lint.adapters.run import Check, Outcome, check_files
from xent_lint.add_noqa import with_noqa
from xent_lint.baseline import baseline_bytes
from xent_lint.codes import UNUSED_NOQA
from xent_lint.diagnostics import Diagnostic
from xent_lint.files import FileReader
from xent_lint.resolver import Resolver
from xent_lint.source import Source, SourceError
from xent_lint.writing import replace_file, write_file

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS: Final = (
    click.option("--add-noqa", is_flag=True, help="Write a comment at each finding, which silences it."),
    click.option(
        "--write-baseline",
        metavar="FILE",
        type=click.Path(),
        help="Write all findings into a baseline, to be told of new ones only.",
    ),
    click.option(
        "--report-stale-baseline", is_flag=True, help="Report entries of a baseline that match no finding any more."
    ),
)

_NOT_WITH: Final = ("fix", "fix_only", "diff", "show_fixes", "exit_non_zero_on_fix", "report_stale_baseline")


@dataclass(frozen=True)
class Adoption:
    """What is to be done with the findings, if they are not to be reported."""

    add_noqa: bool
    write_baseline: str | None
    report_stale: bool


def adoption_options(command: _Command) -> _Command:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def adoption(flags: Mapping[str, Any], from_stdin: bool) -> Adoption:
    """The flags as click gives them; two that contradict each other are misuse."""
    if flags["add_noqa"]:
        _refuse("add-noqa", flags, from_stdin, ("write_baseline", "ignore_noqa", *_NOT_WITH))
    if flags["write_baseline"] is not None:
        _refuse("write-baseline", flags, from_stdin, ("baseline", *_NOT_WITH))
    return Adoption(flags["add_noqa"], flags["write_baseline"], flags["report_stale_baseline"])


def _refuse(option: str, flags: Mapping[str, Any], from_stdin: bool, others: Sequence[str]) -> None:
    if from_stdin:
        raise click.UsageError(f"the argument '--{option}' cannot be used with a program from standard input")
    for other in others:
        if flags[other]:
            raise click.UsageError(f"the argument '--{option}' cannot be used with '--{other.replace('_', '-')}'")


def add_noqa(paths: Sequence[str], resolver: Resolver, files: FileReader, check: Check) -> int:
    """Silence all findings by comments in their files; the exit code."""
    outcome = Outcome(resolver)
    comments: list[int] = []

    def silence(path: str) -> None:
        data = files.read(path)
        source = Source.from_bytes(path, data)
        found = _to_silence(source, resolver, files, check)
        if not found:
            return
        after, count = with_noqa(source, found)
        if source.to_bytes() != data:
            message = f"cannot be edited: its bytes are not what Python writes for its text in {source.encoding}"
            raise SourceError(path, message)
        left = len(_to_silence(after, resolver, files, check))
        if left:
            raise SourceError(path, f"comments cannot silence {left} of {len(found)} findings; nothing was written")
        replace_file(path, data, after.to_bytes())
        comments.append(count)

    for path in outcome.paths(paths):
        outcome.attempt(path, partial(silence, path))
    report = outcome.report()
    _print_lines(report.errors)
    added = sum(comments)
    click.echo(f"Added {added} noqa directive{'' if added == 1 else 's'}.", err=True)
    return 2 if report.errors else 0


def _to_silence(source: Source, resolver: Resolver, files: FileReader, check: Check) -> list[Diagnostic]:
    """The findings in a program but those that a baseline knows, and those on comments."""
    found = check(source, resolver.settings(source.filename), files)
    baseline = resolver.baseline(source.filename)
    known = baseline.known(source, found) if baseline is not None else [False] * len(found)
    return [each for each, is_known in zip(found, known, strict=True) if not is_known and each.code != UNUSED_NOQA]


def write_baseline(
    paths: Sequence[str],
    resolver: Resolver,
    files: FileReader,
    check: Check,
    target: str,
    execution: Execution = ALONE,
) -> int:
    """Write all findings to a baseline, which then holds these and no others; the exit code."""
    report = check_files(paths, resolver, files, check, execution=execution)
    _print_lines(report.errors)
    try:
        write_file(target, baseline_bytes(target, report.diagnostics, report.sources))
    except OSError as error:
        click.echo(f"{target}: {error.strerror or error}", err=True)
        return 2
    count = len(report.diagnostics)
    click.echo(f"Wrote {count} finding{'' if count == 1 else 's'} to {target}.", err=True)
    return 2 if report.errors else 0


def _print_lines(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
