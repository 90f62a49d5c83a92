"""Where fixed programs go: to their files, to standard output, or into a diff."""

from __future__ import annotations

from collections.abc import Sequence

import click

from xent_lint.adapters.diff import diff
from xent_lint.adapters.execution import ALONE, Execution
from xent_lint.adapters.fix_mode import FixMode
from xent_lint.adapters.fix_run import Deliver, fix_files
from xent_lint.adapters.output import has_colours
from xent_lint.adapters.progress import Watch, unwatched
from xent_lint.adapters.run import Check, Report
from xent_lint.files import Overlay
from xent_lint.resolver import Resolver
from xent_lint.source import Source
from xent_lint.writing import replace_file


def fix_and_deliver(
    paths: Sequence[str],
    resolver: Resolver,
    files: Overlay,
    check: Check,
    mode: FixMode,
    stdin: bytes | None,
    watch: Watch = unwatched,
    execution: Execution = ALONE,
) -> Report:
    """Fix as the flags say; a diff and a program from standard input are printed."""
    deliver: Deliver = to_file
    printer: AsDiff | ToStdout | None = None
    if mode.diff:
        deliver = printer = AsDiff()
    elif stdin is not None:
        deliver = printer = ToStdout(stdin)
    report = fix_files(paths, resolver, files, check, bool(mode.unsafe), deliver, watch, execution)
    if printer is not None:
        printer.print()
    return report


def to_file(before: Source, data: bytes, after: Source) -> None:
    """Replace the file, if it still holds `data`."""
    replace_file(before.filename, data, after.to_bytes())


class ToStdout:
    """Keeps the program of standard input, fixed or not; it is printed in any case, for an editor replaces its text."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self, before: Source, data: bytes, after: Source) -> None:
        """Keep the fixed program."""
        self._data = after.to_bytes()

    def print(self) -> None:
        """Byte for byte."""
        click.echo(self._data, nl=False)


class AsDiff:
    """Keeps what was and what would be; a file may be fixed more than once, when files that it imports change."""

    def __init__(self) -> None:
        self._changed: dict[str, tuple[Source, Source]] = {}

    def __call__(self, before: Source, data: bytes, after: Source) -> None:
        """Keep both programs."""
        first, _ = self._changed.get(before.filename, (before, after))
        self._changed[before.filename] = first, after

    def print(self) -> None:
        """In the order of the names; in the encoding of each file, for `patch` works on bytes."""
        colours = has_colours(to_stderr=False)
        for _, (before, after) in sorted(self._changed.items()):
            for line in diff(before, after):
                if colours:
                    click.echo(click.style(line, fg=_colour(line)), nl=False, color=True)
                else:
                    click.echo(line.encode(before.encoding, "backslashreplace"), nl=False)


def _colour(line: str) -> str | None:
    return {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
