"""Codes of rules as arguments of the commands: what cannot be one is refused, and the nearest one is named."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from xent_lint.codes import KNOWN_CODES, UnknownCodeError, code_or_prefix


class Codes(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """Codes or prefixes of them, separated by commas."""

    name = "codes"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Refuse what can never match: a typing error in `--select` would look like a clean run."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(code_or_prefix(word, KNOWN_CODES) for word in value.split(",") if word.strip())
        except UnknownCodeError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The codes that begin so; what stands before the last comma stays."""
        before, comma, last = incomplete.rpartition(",")
        return [CompletionItem(f"{before}{comma}{code}") for code in codes_beginning_with(last)]


def codes_beginning_with(word: str) -> list[str]:
    """The codes of rules of which the word is a beginning, in any case."""
    return [code for code in KNOWN_CODES if code.startswith(word.upper())]


def complete_code(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """For an argument that is one code."""
    return [CompletionItem(code) for code in codes_beginning_with(incomplete)]


def complete_code_or_file(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """For an argument that is a code or a file."""
    return complete_code(ctx, param, incomplete) or [CompletionItem(incomplete, type="file")]
