"""Help in sections: options that belong together stand together, under a heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

Sections = Mapping[str, Sequence[str]]
"""From the heading to the names of options, without the dashes."""


CHECK_SECTIONS: Final[Sections] = {
    "Findings": ("select", "ignore", "extend-select", "extend-ignore", "per-file-ignores", "keras-backend"),
    "Fixes": ("diff", "fix", "fix-only", "unsafe-fixes", "show-fixes", "exit-non-zero-on-fix"),
    "Output": ("output-format", "output-file", "statistics", "quiet", "silent"),
    "Comments and known findings": (
        *("ignore-noqa", "report-unused-noqa", "add-noqa"),
        *("write-baseline", "baseline", "no-baseline", "report-stale-baseline"),
    ),
    "Files": ("exclude", "extend-exclude", "force-exclude", "respect-gitignore", "src", "stdin-filename"),
    "Configuration": ("config", "isolated"),
    "Running": ("jobs", "no-cache", "cache-dir", "help"),
}
"""The options of `check`, in the order of its help."""


class SectionedCommand(click.Command):
    """A command with many options. Those that no section names are under `Options`."""

    def __init__(self, *arguments: Any, sections: Sections, **settings: Any) -> None:
        """As any command, with its sections."""
        super().__init__(*arguments, **settings)
        self.sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Section by section; the options of a section are in the order that it names them."""
        rows = {}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if row is not None:
                rows[max(parameter.opts, key=len).removeprefix("--")] = row
        for heading, names in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([rows.pop(name) for name in names if name in rows])
        if rows:
            with formatter.section("Options"):
                formatter.write_dl([*rows.values()])
