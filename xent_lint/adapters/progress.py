"""A bar on a terminal while many files are checked; it goes away before anything else is printed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

DELAY: Final = 0.5
"""Seconds without a bar: one that comes and goes at once is no help."""

Watch = Callable[[Iterable[str]], Iterable[str]]
"""Goes through the names of files and may tell how far it is."""


def unwatched(paths: Iterable[str]) -> Iterable[str]:
    """Tells nothing."""
    return paths


def watch_on_terminal(quiet: bool) -> Watch:
    """A bar where somebody can see it: standard error is a terminal, and nobody asked for silence."""
    seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return _with_bar if seen and not quiet else unwatched


def _with_bar(paths: Iterable[str]) -> Iterator[str]:
    """The names, all of which are listed first, to know how many there are."""
    started = time.monotonic()
    names = list(paths)
    done = 0
    while done < len(names) and time.monotonic() - started < DELAY:
        yield names[done]
        done += 1
    if done == len(names):
        return
    from rich.console import Console  # here, because it takes a while and short runs do not need it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    file = TextColumn("{task.fields[name]}", table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), file)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(names), completed=done, name="")
        for name in names[done:]:
            progress.update(task, name=_plain(name))
            yield name
            progress.advance(task)


def _plain(name: str) -> str:
    """A name without what a terminal or the markup of rich would take for a command."""
    from rich.markup import escape

    return escape("".join(character if character.isprintable() else "\ufffd" for character in name))
