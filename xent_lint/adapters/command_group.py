"""`xent-lint` itself: the group of its commands, what its help shows first, and words that are no command."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click

from xent_lint.adapters.endings import plain_endings
from xent_lint.files import SUFFIXES

_CALLS: Final = (
    ("xent-lint check .", "Report what is wrong in this folder."),
    ("xent-lint check --fix --diff .", "Show repairs; without --diff, make them."),
    ("xent-lint rule XEN102", "Explain a finding."),
)
"""What a newcomer needs."""


class CommandGroup(click.Group):
    """A group whose help fits a screen, and whose complaints are one line each."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options before the command; a mistake in them ends with a line."""
        with plain_endings():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Do what the command does; what ends it from inside is a line."""
        with plain_endings():
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An option that `check` has, given without it, is named with it."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name not in self._options_of_check(ctx):
                raise
            call = " ".join(given)
            raise click.UsageError(
                f"{error.option_name!r} is an option of check; did you mean `xent-lint check {call}`?", ctx
            ) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command; what is none is compared with what there is, and with files."""
        word = args[0]
        if not ctx.resilient_parsing and self.get_command(ctx, word) is None:
            raise click.UsageError(self._unknown(ctx, word, args), ctx)
        return super().resolve_command(ctx, args)

    def _unknown(self, ctx: click.Context, word: str, args: list[str]) -> str:
        if word.endswith(SUFFIXES) or word == "-" or Path(word).exists():
            return f"there is no command {word!r}; did you mean `xent-lint check {' '.join(args)}`?"
        near = get_close_matches(word.lower(), self.list_commands(ctx), n=1)
        return f"there is no command {word!r}" + (f"; did you mean {near[0]!r}?" if near else "")

    def _options_of_check(self, ctx: click.Context) -> set[str]:
        check = self.get_command(ctx, "check")
        return (
            set() if check is None else {name for each in check.params for name in (*each.opts, *each.secondary_opts)}
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The common calls, the commands, and last the options, of which there are few."""
        with formatter.section("Begin with"):
            formatter.write_dl(_CALLS)
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)


@click.command("help", short_help="Show this help, or that of a command.")
@click.argument("command", required=False)
@click.pass_context
def help_command(ctx: click.Context, command: str | None) -> None:
    """Show the help of xent-lint, or of one of its commands."""
    above = ctx.parent
    assert above is not None
    if command is None:
        click.echo(above.get_help())
        return
    group = above.command
    assert isinstance(group, click.Group)
    name, found, _ = group.resolve_command(above, [command])
    assert found is not None
    click.echo(click.Context(found, info_name=name, parent=above).get_help())
