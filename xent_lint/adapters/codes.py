"""Codes of rules as arguments of the commands: what cannot be one is refused, and the nearest one is named."""

from __future__ import annotations

import click

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
