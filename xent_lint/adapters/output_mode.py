"""How much is printed and where; words and meaning are ruff's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import click

from xent_lint.files import SUFFIXES

FOR_PEOPLE: Final = frozenset({"text", "concise"})
WITH_STATISTICS: Final = FOR_PEOPLE | {"json"}


@dataclass(frozen=True)
class OutputMode:
    """The flags, as they were given. `file` is None for standard output."""

    statistics: bool = False
    file: str | None = None
    quiet: bool = False
    silent: bool = False

    @property
    def terse(self) -> bool:
        """Whether nothing but the findings (or not even these) is to be said."""
        return self.quiet or self.silent


DEFAULT: Final = OutputMode()
"""No flag was given."""

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS: Final = (
    click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them."),
    click.option("-o", "--output-file", metavar="FILE", type=click.Path(), help="Write the findings to this file."),
    click.option("-q", "--quiet", is_flag=True, help="Print findings and errors, and nothing else."),
    click.option("-s", "--silent", is_flag=True, help="Print nothing; the exit code tells."),
)


def output_options(command: _Command) -> _Command:
    """Adds the flags to a command."""
    for option in reversed(_OPTIONS):
        option(command)
    return command


def output_mode(output_format: str, flags: Mapping[str, Any]) -> OutputMode:
    """The flags as click gives them; what contradicts itself is misuse, and so is a report in place of a program."""
    statistics, quiet, silent = flags["statistics"], flags["quiet"], flags["silent"]
    output_file = flags["output_file"]
    if quiet and silent:
        raise click.UsageError("the argument '--quiet' cannot be used with '--silent'")
    if statistics and output_format not in WITH_STATISTICS:
        raise click.UsageError(f"'--statistics' has no form in '--output-format {output_format}'; use text or json")
    if output_file is not None and (not output_file or output_file.endswith(SUFFIXES)):
        hint = "it would replace a program" if output_file else "no name"
        raise click.BadParameter(f"{output_file!r}: {hint}; name a file for the report", param_hint="--output-file")
    return OutputMode(statistics, output_file, quiet, silent)
