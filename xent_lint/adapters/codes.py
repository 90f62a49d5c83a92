"""Codes of rules as arguments of the commands: what cannot be one is refused, and the nearest one is named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Final

import click

_CODE: Final = re.compile(r"XEN[0-9]{0,3}")


def nearest(word: str, known: Sequence[str]) -> str:
    """The one of the known words that looks most like the word."""
    return difflib.get_close_matches(word, known, n=1, cutoff=0)[0]


class Codes(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """Codes or prefixes of them, separated by commas."""

    name = "codes"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Refuse what can never match: a typing error in `--select` would look like a clean run."""
        if isinstance(value, tuple):
            return value
        codes = tuple(code.strip().upper() for code in value.split(",") if code.strip())
        for code in codes:
            if not _CODE.fullmatch(code):
                self.fail(f"{code!r} is no code of this linter; they begin with XEN, as XEN1 or XEN102", param, ctx)
            self._refuse_unknown(code, param, ctx)
        return codes

    def _refuse_unknown(self, code: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
        from xent_lint.check import known_codes  # here, because it imports libcst: --help and --version stay quick

        known = known_codes()
        if not any(each.startswith(code) for each in known):
            self.fail(f"{code!r} selects no rule; did you mean {nearest(code, known)}?", param, ctx)
