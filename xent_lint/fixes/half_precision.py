"""The head of a half-precision model computes in float32."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.values import Tensor
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes import edits
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.heads import float32
from xent_lint.fixes.naming import callee_specs
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import ActivationSpec, Form, LayerSpec


@dataclass(frozen=True)
class HeadInFloat32:
    """Give the layer of the head `dtype="float32"`."""

    message: str
    head: Tensor

    def plan(self, program: Program) -> Fix:
        """The fix; for display only where the head is no layer that is made here."""
        try:
            return Fix(self.message, Applicability.UNSAFE, self._edits(program))
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)

    def _edits(self, program: Program) -> tuple[Edit, ...]:
        place = self.head.layer or self.head.head
        if place is None or not program.here(place):
            raise NoRepairError("the head is in another file")
        call = place.node
        if not isinstance(call, cst.Call) or not _takes_dtype(program, call):
            raise NoRepairError("it is no layer that is made here")
        made = edits.set_keyword(program, call, "dtype", float32(call))
        if made is None:
            raise NoRepairError("a comment stands in the way")
        return made


def _takes_dtype(program: Program, call: cst.Call) -> bool:
    specs = callee_specs(program, call)
    return bool(specs) and all(
        isinstance(spec, LayerSpec) or (isinstance(spec, ActivationSpec) and spec.form is Form.CLASS) for spec in specs
    )
