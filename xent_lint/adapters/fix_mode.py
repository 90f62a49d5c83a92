"""What the flags of fixes ask for; words and exit codes are ruff's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import click

from xent_lint.adapters.run import Report
from xent_lint.diagnostics import Applicability
from xent_lint.fixes.apply import ALSO_UNSAFE, SAFE_ONLY


@dataclass(frozen=True)
class FixMode:
    """The flags, as they were given. `unsafe` is None where nothing was said: unsafe fixes are then mentioned."""

    fix: bool = False
    fix_only: bool = False
    diff: bool = False
    unsafe: bool | None = None
    show_fixes: bool = False
    exit_non_zero_on_fix: bool = False

    @property
    def applies(self) -> bool:
        """Whether fixes are applied, to files or to what is shown as a diff."""
        return self.fix or self.fix_only or self.diff

    @property
    def shows_findings(self) -> bool:
        """Whether what remains is reported."""
        return not (self.fix_only or self.diff)

    @property
    def wanted(self) -> Collection[Applicability]:
        """The kinds of fixes that may be applied."""
        return ALSO_UNSAFE if self.unsafe else SAFE_ONLY

    def exit_code(self, report: Report) -> int:
        """0 clean, 1 findings (or fixes, where they count), 2 something could not be done; 2 wins."""
        if report.errors:
            return 2
        if report.fixed and (self.diff or (self.applies and self.exit_non_zero_on_fix)):
            return 1
        return 1 if report.diagnostics and self.shows_findings else 0


CHECK_ONLY: Final = FixMode()
"""No flag of fixes was given."""

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS: Final = (
    click.option("--fix", is_flag=True, help="Apply the safe fixes: predictions stay the same."),
    click.option(
        "--unsafe-fixes/--no-unsafe-fixes",
        default=None,
        help="Apply the others too: training or the scale of outputs may change.",
    ),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing."),
    click.option("--fix-only", is_flag=True, help="Apply fixes, and do not report what remains."),
    click.option("--exit-non-zero-on-fix", is_flag=True, help="End with exit code 1 if anything was fixed."),
    click.option("--show-fixes", is_flag=True, help="List what was fixed."),
)


def fix_options(command: _Command) -> _Command:
    """Adds the flags to a command."""
    for option in reversed(_OPTIONS):
        option(command)
    return command


def fix_mode(flags: Mapping[str, Any], unsafe_fixes: bool | None) -> FixMode:
    """The flags as click gives them; two that contradict each other are misuse. `unsafe_fixes` is what configuration
    files say."""
    if flags["diff"] and flags["show_fixes"]:
        raise click.UsageError("the argument '--diff' cannot be used with '--show-fixes'")
    unsafe = unsafe_fixes if flags["unsafe_fixes"] is None else flags["unsafe_fixes"]
    names = ("fix", "fix_only", "diff", "show_fixes", "exit_non_zero_on_fix")
    return FixMode(unsafe=unsafe, **{name: flags[name] for name in names})
