"""An activation that was applied before already goes away where it is applied again."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import ActivationApplied
from xent_lint.analysis.values import Origin, Tensor
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes import edits, heads
from xent_lint.fixes.activations import applied, is_activation
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.inputs import outer_text, refuse_comments
from xent_lint.fixes.layout import Layout
from xent_lint.fixes.naming import LibraryNames
from xent_lint.fixes.program import Program
from xent_lint.fixes.unused import without_unused
from xent_lint.fixes.uses import uses_of

OF_TENSORS = frozenset("numpy eval get_shape set_shape op graph".split())
"""What only a tensor has, not an array."""


@dataclass(frozen=True)
class DropSecond:
    """Take the second activation away, and what made an array of its result where the input is one."""

    message: str
    seen: ActivationApplied

    def plan(self, program: Program) -> Fix:
        """The fix; for display only where the activation is also used elsewhere."""
        try:
            found = (*without_unused(program, self._edits(program)), *self._head_stays(program))
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)
        return Fix(self.message, Applicability.UNSAFE if found else Applicability.DISPLAY_ONLY, found)

    def _head_stays(self, program: Program) -> tuple[Edit, ...]:
        """Edits that change nothing, where the first activation is written.

        A fix that takes that one off meets them, so that it is never applied together with this one: then neither of
        the two would be left.
        """
        firsts = {result.before.head for result in self.seen.results if isinstance(result.before, Tensor)}
        layout = Layout(program)
        offsets = {
            offset
            for first in firsts
            if first is not None and program.here(first)
            for offset in _marks(layout, first.node)
        }
        return tuple(layout.edit(offset, offset, "") for offset in sorted(offsets))

    def _edits(self, program: Program) -> tuple[Edit, ...]:
        place = self.seen.place
        if not program.here(place):
            raise NoRepairError("the activation is applied in another file")
        self._refuse_other_inputs(program)
        node = place.node
        if not isinstance(node, cst.Call) or not is_activation(program, node):
            return heads.linear(program, self.seen.results[0])
        activation = applied(program, node)
        inner = activation.given
        if activation.name:
            return _converted(program, node, inner, "identity", f", name={activation.name}")
        if not _is_array(program, inner):
            return heads.linear(program, self.seen.results[0])
        array = _numpy_call(program, node)
        if array is not None:
            return _unwrapped(program, array, inner)
        if _is_used_as_tensor(program, place):
            return _converted(program, node, inner, "convert_to_tensor")
        return _unwrapped(program, node, inner)

    def _refuse_other_inputs(self, program: Program) -> None:
        """The same activation may be applied to something else at the same place: to logits, say."""
        others = [
            each
            for place, values in program.analysis.flows.given.items()
            for each in values
            if isinstance(each, Tensor) and each.head == self.seen.place and each.before is not None
            if not (isinstance(each.before, Tensor) and each.before.activation is each.activation)
        ]
        if others:
            raise NoRepairError("the same activation is applied to something else too")


def _marks(layout: Layout, head: cst.CSTNode) -> list[int]:
    """Where an edit that takes an activation off begins, or adds an argument that does."""
    if isinstance(head, cst.Arg):
        return [layout.outer(head.value).start]
    arguments = [layout.inner(head.args[-1]).end] if isinstance(head, cst.Call) and head.args else []
    return [layout.inner(head).start, *arguments]


def _is_array(program: Program, node: cst.BaseExpression) -> bool:
    values = program.analysis.flows.values_at(Origin(program.filename, node))
    return bool(values) and all(isinstance(each, Tensor) and each.array for each in values)


def _numpy_call(program: Program, node: cst.Call) -> cst.Call | None:
    """`softmax(...).numpy()`, which an array does not have."""
    attribute = program.parent(node)
    call = program.parent(attribute) if isinstance(attribute, cst.Attribute) else None
    named = isinstance(attribute, cst.Attribute) and attribute.attr.value == "numpy"
    return call if named and isinstance(call, cst.Call) and not call.args else None


def _is_used_as_tensor(program: Program, head: Origin) -> bool:
    """Whether something reads of the result what only a tensor has."""
    for use in uses_of(program, frozenset((head,))):
        parent = program.parent(use.place.node)
        if isinstance(parent, cst.Attribute) and parent.attr.value in OF_TENSORS:
            return True
    return False


def _unwrapped(program: Program, call: cst.Call, inner: cst.BaseExpression) -> tuple[Edit, ...]:
    made = edits.unwrap(program, call, inner)
    if made is None:
        raise NoRepairError("a comment stands in the way")
    return made


def _converted(
    program: Program, call: cst.Call, inner: cst.BaseExpression, name: str, also: str = ""
) -> tuple[Edit, ...]:
    """A function of TensorFlow that changes no number in the place of the activation, for what else it did."""
    names = LibraryNames.of(program, call.func)
    function = names.library(f"tensorflow.{name}", call)
    if function is None:
        raise NoRepairError("its result is used as a tensor, and what it is applied to is an array")
    refuse_comments(Layout(program), call)
    return (edits.replace(program, call, f"{function}({outer_text(program, inner)}{also})"), *names.imports)
