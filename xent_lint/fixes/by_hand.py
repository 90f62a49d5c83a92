"""A way out that only the author can choose: shown, never applied."""

from __future__ import annotations

from dataclasses import dataclass

from xent_lint.diagnostics import Applicability, Fix
from xent_lint.fixes.program import Program


@dataclass(frozen=True)
class ByHand:
    """What to do, in words."""

    message: str

    def plan(self, program: Program) -> Fix:
        """The words."""
        return Fix(self.message, Applicability.DISPLAY_ONLY)
