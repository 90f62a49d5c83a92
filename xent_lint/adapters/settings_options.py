"""The options of the command line that say which findings are wanted where; they win over configuration files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any, Final, TypeVar

import click

from xent_lint.adapters.codes import Codes
from xent_lint.codes import KNOWN_CODES, UNUSED_NOQA
from xent_lint.configuration import ConfigurationError
from xent_lint.keys import BACKENDS, BY_NAME, OUTPUT_FORMATS, ValueProblemError
from xent_lint.resolver import Resolver
from xent_lint.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])

_LISTED: Final = ("exclude", "extend-exclude", "src")
_CODES: Final = ("select", "ignore", "extend-select", "extend-ignore")
_SINGLE: Final = ("keras-backend", "output-format", "force-exclude", "respect-gitignore", "baseline")


def _codes(name: str, text: str) -> Callable[[_Command], _Command]:
    return click.option(f"--{name}", type=Codes(), multiple=True, help=text)


def _list(name: str, text: str, metavar: str) -> Callable[[_Command], _Command]:
    return click.option(f"--{name}", multiple=True, metavar=metavar, help=text)


SELECTING: Final = (
    _codes("select", "Report these codes or prefixes and no others: XEN1,XEN201."),
    _codes("ignore", "Do not report these codes or prefixes."),
    _codes("extend-select", "Report these besides."),
    _codes("extend-ignore", "Do not report these either."),
    _list("per-file-ignores", "Do not report these codes in some files: 'tests/*:XEN1'.", "PATTERN:CODE"),
    click.option(
        "--keras-backend",
        type=click.Choice(BACKENDS),
        metavar="BACKEND",
        help=f"What Keras runs on: {', '.join(BACKENDS)}.  [default: any]",
    ),
    _list("src", "Where absolute imports of your own modules start.  [default: .,src]", "FOLDERS"),
    _list("exclude", "Do not look into these files and folders, instead of the default ones.", "PATTERNS"),
    _list("extend-exclude", "Do not look into these besides.", "PATTERNS"),
    click.option("--force-exclude/--no-force-exclude", default=None, help="Exclude even what is named as PATH."),
    click.option(
        "--respect-gitignore/--no-respect-gitignore", default=None, help="Leave out what git ignores.  [default: yes]"
    ),
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(),
        help="The configuration for all files, instead of the nearest one.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration."),
    click.option("--ignore-noqa", is_flag=True, help="Report even what comments silence."),
    click.option("--report-unused-noqa", is_flag=True, help="Report comments that silence nothing (XEN900)."),
    click.option(
        "--baseline", metavar="FILE", type=click.Path(), help="Do not report the findings that this file knows."
    ),
    click.option("--no-baseline", is_flag=True, help="Report even what a baseline knows."),
)
"""The options, in the order of the help."""


def settings_options(command: _Command) -> _Command:
    """Adds the options to a command."""
    command = click.option(
        "--output-format",
        type=click.Choice(OUTPUT_FORMATS),
        metavar="FORMAT",
        help=f"One of {', '.join(OUTPUT_FORMATS)}.  [default: text]",
    )(command)
    for option in reversed(SELECTING):
        command = option(command)
    return command


def resolver_of(flags: Mapping[str, Any], with_baseline: bool = True) -> Resolver:
    """What finds the settings of each file. A configuration that cannot be used ends the program with one line."""
    if flags["isolated"] and flags["config"] is not None:
        raise click.UsageError("the argument '--isolated' cannot be used with '--config'")
    if flags["baseline"] is not None and flags["no_baseline"]:
        raise click.UsageError("the argument '--baseline' cannot be used with '--no-baseline'")
    heeds_comments = not flags["ignore_noqa"]
    try:
        return Resolver(
            KNOWN_CODES,
            dict(_said(flags)),
            flags["config"],
            flags["isolated"],
            with_baseline and not flags["no_baseline"],
            Settings(noqa=heeds_comments, ignore_file=heeds_comments),
        )
    except ConfigurationError as error:
        raise PlainError(str(error)) from None


class PlainError(click.ClickException):
    """Ends the program with one line, and exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """The line names the file itself, so nothing is said of the usage of the command."""
        click.echo(self.message, file=file, err=True)


def _said(flags: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """What the options say, by the keys of the configuration."""
    for name in _CODES:
        given = sum(flags[name.replace("-", "_")], ())
        if name == "extend-select" and flags["report_unused_noqa"]:
            given = (*given, UNUSED_NOQA)
        if given:
            yield name, given
    for name in _LISTED:
        words = _split(flags[name.replace("-", "_")])
        if words:
            yield name, _read(name, words)
    if flags["per_file_ignores"]:
        yield "per-file-ignores", _read("per-file-ignores", _per_file(_split(flags["per_file_ignores"])))
    for name in _SINGLE:
        if flags[name.replace("-", "_")] is not None:
            yield name, _read(name, flags[name.replace("-", "_")])


def _split(values: Iterable[str]) -> list[str]:
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def _per_file(words: Iterable[str]) -> dict[str, list[str]]:
    """`a.py:XEN1`, `XEN2`, `b/*:XEN3`: a word without a colon goes on with the codes of the pattern before."""
    table: dict[str, list[str]] = {}
    codes: list[str] | None = None
    for word in words:
        pattern, colon, code = word.rpartition(":")
        if colon:
            codes = table.setdefault(pattern, [])
        if codes is None or not code:
            raise click.BadParameter(f"{word!r} is not PATTERN:CODE", param_hint="--per-file-ignores")
        codes.append(code)
    return table


def _read(name: str, value: object) -> object:
    try:
        return BY_NAME[name].read(value, KNOWN_CODES)
    except ValueProblemError as error:
        raise click.BadParameter(str(error), param_hint=f"--{name}") from None
