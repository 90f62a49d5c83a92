"""The options that say how many processes check files and where results are kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from xent_lint.adapters.execution import Execution, usable_cores
from xent_lint.caching.fingerprint import fingerprint
from xent_lint.caching.folder import CacheFolder, NotACacheError
from xent_lint.caching.places import default_folder
from xent_lint.caching.results import Results

_Command = TypeVar("_Command", bound=Callable[..., Any])

cache_dir_option: Final = click.option(
    "--cache-dir",
    metavar="FOLDER",
    envvar="XENT_LINT_CACHE_DIR",
    help="Where results are kept.  [default: .xent_lint_cache beside pyproject.toml]",
)


class _Jobs(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """How many processes."""

    name = "number"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """None at all would check nothing."""
        try:
            number = int(value)
        except ValueError:
            number = 0
        if number < 1:
            self.fail(f"expected a number of processes, as 1 or 4, found {str(value)!r}", param, ctx)
        return number


_OPTIONS: Final = (
    click.option(
        "-j", "--jobs", type=_Jobs(), metavar="N", help="How many processes check files.  [default: one for each core]"
    ),
    click.option("-n", "--no-cache", is_flag=True, envvar="XENT_LINT_NO_CACHE", help="Neither use nor keep results."),
    cache_dir_option,
)


def execution_options(command: _Command) -> _Command:
    """Adds the options to a command."""
    for option in reversed(_OPTIONS):
        option(command)
    return command


def execution_of(flags: Mapping[str, Any], from_stdin: bool) -> Execution:
    """What the flags ask for, as click gives them; a folder that holds something else is misuse.

    A program from standard input is another one at each call, so its results are not kept.
    """
    without = from_stdin or flags["no_cache"]
    return Execution(flags["jobs"] or usable_cores(), None if without else _results(flags["cache_dir"]))


def folder_of(cache_dir: str | None) -> Path | None:
    """Where results are kept."""
    return Path(cache_dir) if cache_dir else default_folder(Path.cwd(), os.environ)


def _results(cache_dir: str | None) -> Results | None:
    try:
        path = folder_of(cache_dir)
        linter = fingerprint()
        return Results(CacheFolder(path), linter) if path is not None and linter is not None else None
    except NotACacheError as error:
        if cache_dir:
            raise click.BadParameter(str(error), param_hint="--cache-dir") from None
        return None  # nobody asked for it
    except OSError:  # the current folder has been removed, or the linter's own files cannot be read
        return None
