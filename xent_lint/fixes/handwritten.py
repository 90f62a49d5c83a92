"""`softmax` and `logsumexp` in the place of exponentials that are summed by hand."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import LogTaken, NormalizedByHand
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes.activations import exponent, is_exponential
from xent_lint.fixes.arguments import argument
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.edits import replace
from xent_lint.fixes.inputs import input_at, refuse_comments
from xent_lint.fixes.layout import Layout
from xent_lint.fixes.naming import LibraryNames
from xent_lint.fixes.op_names import stable_op
from xent_lint.fixes.program import Program
from xent_lint.fixes.tracing import Trace, is_number, op_called, refuse_changed, trace
from xent_lint.fixes.unused import without_unused
from xent_lint.knowledge.specs import OpRole

AXES = ("axis", "reduction_indices")
KEEPDIMS = ("keepdims", "keep_dims")


@dataclass(frozen=True)
class LibrarySoftmax:
    """Write `exp(z) / sum(exp(z))` as `softmax(z)`, and `log(sum(exp(z)))` as `logsumexp(z)`."""

    message: str
    seen: NormalizedByHand | LogTaken

    def plan(self, program: Program) -> Fix:
        """The fix; for display only where it would not be the same along every axis."""
        try:
            found, bounded = self._edits(program)
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)
        if bounded:
            return Fix(f"{self.message}; unsafe, for the epsilon goes away", Applicability.UNSAFE, found)
        return Fix(self.message, Applicability.SAFE, found)

    def _edits(self, program: Program) -> tuple[tuple[Edit, ...], bool]:
        node = self.seen.place.node
        if not program.here(self.seen.place):
            raise NoRepairError("it is written in another file")
        refuse_comments(Layout(program), node)
        found, bounded = (_softmax if isinstance(self.seen, NormalizedByHand) else _logsumexp)(program, node)
        return without_unused(program, found), bounded


@dataclass(frozen=True)
class Sum:
    """`sum(exp(z), axis, keepdims)`, seen from the expression that it is used in."""

    call: cst.Call
    text: str
    axis: cst.Arg | None
    keepdims: str
    bounded: bool


def _softmax(program: Program, node: cst.CSTNode) -> tuple[tuple[Edit, ...], bool]:
    above, below = _operands(program, node)
    top = trace(program, above, lambda each: is_exponential(program, each))
    if top.steps or top.bounded or top.complement:
        raise NoRepairError("something else is computed with the exponential")
    text = _exponent_text(program, top, above)
    found = _sum(program, below)
    if found.text != text:
        raise NoRepairError("the two exponents are written in different ways")
    axis = _one_axis(program, found.axis)
    if not axis or found.keepdims != "True":
        raise NoRepairError("axis and keepdims=True are not both written out, so its shape decides what it is")
    assert isinstance(top.leaf, cst.Call)
    names = LibraryNames.of(program, top.leaf.func)
    written = f"{stable_op(names, 'softmax', top.leaf)}({text}, axis={axis})"
    return (replace(program, node, written), *names.imports), found.bounded


def _operands(program: Program, node: cst.CSTNode) -> tuple[cst.BaseExpression, cst.BaseExpression]:
    """Numerator and denominator."""
    if isinstance(node, cst.BinaryOperation):
        return node.left, node.right
    if isinstance(node, cst.Call) and len(node.args) == 2 and not any(arg.star or arg.keyword for arg in node.args):
        return node.args[0].value, node.args[1].value
    raise NoRepairError("the quotient is not written out")


def _logsumexp(program: Program, node: cst.CSTNode) -> tuple[tuple[Edit, ...], bool]:
    spec = op_called(program, node)
    given = argument(node, spec.signature, spec.input) if spec is not None and isinstance(node, cst.Call) else None
    if given is None or not isinstance(node, cst.Call):
        raise NoRepairError("what the log is taken of is not written there")
    found = _sum(program, given.value)
    names = LibraryNames.of(program, node.func)
    along = f", axis={program.text(found.axis.value)}" if found.axis is not None else ""
    kept = f", keepdims={found.keepdims}" if found.keepdims not in ("", "False") else ""
    written = f"{stable_op(names, 'logsumexp', node)}({found.text}{along}{kept})"
    return (replace(program, node, written), *names.imports), found.bounded


def _sum(program: Program, expression: cst.BaseExpression) -> Sum:
    """Follow an expression back to the sum, and to the exponential in it. Raises NoRepairError."""
    outer = trace(program, expression, lambda each: _is_sum(program, each))
    call = outer.leaf
    spec = op_called(program, call)
    given = argument(call, spec.signature, spec.input) if isinstance(call, cst.Call) and spec is not None else None
    if given is None or spec is None or not isinstance(call, cst.Call) or outer.steps or outer.complement:
        raise NoRepairError("something else is computed with the sum")
    inner = trace(program, given.value, lambda each: is_exponential(program, each))
    if inner.steps or inner.bounded or inner.complement:
        raise NoRepairError("something else is computed with the exponential")
    if inner.since is None:
        inner = Trace(inner.leaf, outer.since)
    axis = argument(call, spec.signature, *AXES)
    keepdims = argument(call, spec.signature, *KEEPDIMS)
    for setting in (axis, keepdims):
        if setting is not None:
            refuse_changed(program, setting, outer.since, expression)
    return Sum(
        call,
        _exponent_text(program, inner, expression),
        axis,
        program.text(keepdims.value) if keepdims is not None else "",
        outer.bounded,
    )


def _is_sum(program: Program, node: cst.BaseExpression) -> bool:
    """A sum over an axis; a mean is as large, but another number."""
    spec = op_called(program, node)
    return spec is not None and spec.role is OpRole.REDUCE_SUM


def _exponent_text(program: Program, found: Trace, at: cst.BaseExpression) -> str:
    assert isinstance(found.leaf, cst.Call)
    given = input_at(program, found, exponent(program, found.leaf), at)
    if given.edits:
        raise NoRepairError("the exponent has no name")
    return given.text


def _one_axis(program: Program, axis: cst.Arg | None) -> str:
    """The axis as `softmax` takes it: a number, not a list of one; empty for all axes."""
    if axis is None or program.text(axis.value) == "None":
        return ""
    value = axis.value
    if isinstance(value, cst.List | cst.Tuple):
        if len(value.elements) != 1 or not is_number(value.elements[0].value):
            raise NoRepairError("the sum is over several axes")
        value = value.elements[0].value
    return program.text(value)
