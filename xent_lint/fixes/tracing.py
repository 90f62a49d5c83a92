"""From an expression back to the operation that its numbers come from: through names, clips and changes of shape.

`tf.math.log(tf.clip_by_value(p, 1e-7, 1.0))` with `p = tf.nn.softmax(z)` some lines above is the log of that softmax.
Only what is written is followed, and only where it certainly is what runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import libcst as cst

from xent_lint.analysis.values import Origin, Tensor
from xent_lint.fixes.arguments import argument
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import callee_specs
from xent_lint.fixes.program import Program, dotted_name
from xent_lint.fixes.reaching import definition, is_unchanged
from xent_lint.knowledge.specs import FunctionRole, FunctionSpec, OpRole, OpSpec

SAME_NUMBERS = (OpRole.IDENTITY, OpRole.RESHAPE)
"""Operations that give some of the numbers of their input, each as it is."""

BOUNDS = ("maximum", "minimum", "add")
"""Operations that with a small constant keep probabilities away from 0 and 1."""


@dataclass(frozen=True)
class Step:
    """An operation around `inner` that stays. `since` is the statement it stands in, where that is an earlier one."""

    node: cst.Call | cst.Subscript
    inner: cst.BaseExpression
    since: cst.CSTNode | None


@dataclass(frozen=True)
class Trace:
    """How an expression is made of `leaf`.

    `since` is the statement that the leaf stands in, None where it stands in the expression itself. `steps` stay around
    it, the outermost first. `bounded`: an epsilon or a clip was passed, `complement`: it is one minus the leaf.
    """

    leaf: cst.BaseExpression
    since: cst.CSTNode | None = None
    steps: tuple[Step, ...] = ()
    bounded: bool = False
    complement: bool = False


IsLeaf = Callable[[cst.BaseExpression], bool]


def trace(program: Program, expression: cst.BaseExpression, is_leaf: IsLeaf) -> Trace:
    """Follow an expression back to a leaf. Raises NoRepairError."""
    found = Trace(expression)
    while not is_leaf(found.leaf):
        found = _back(program, found)
    return found


def _back(program: Program, found: Trace) -> Trace:
    node = found.leaf
    if isinstance(node, cst.Name | cst.Attribute):
        came_from = definition(program, node)
        if came_from is None:
            raise NoRepairError(f"where {dotted_name(node) or 'it'} comes from is not certain here")
        return replace(found, leaf=came_from.value, since=came_from.statement)
    if isinstance(node, cst.BinaryOperation):
        return _back_from_sum(program, found, node)
    if isinstance(node, cst.Subscript):
        return replace(found, leaf=node.value, steps=(*found.steps, Step(node, node.value, found.since)))
    if isinstance(node, cst.Call):
        return _back_from_call(program, found, node)
    raise NoRepairError("what the activation is applied to is not written there")


def _back_from_sum(program: Program, found: Trace, node: cst.BinaryOperation) -> Trace:
    """`p + 1e-7`, `1 - p`."""
    if isinstance(node.operator, cst.Subtract) and is_one(program, node.left):
        return replace(found, leaf=node.right, complement=not found.complement)
    operand = _other_than_constant(program, node.left, node.right)
    if isinstance(node.operator, cst.Add) and operand is not None:
        return replace(found, leaf=operand, bounded=True)
    if isinstance(node.operator, cst.Subtract) and operand is node.left:
        return replace(found, leaf=operand, bounded=True)
    raise NoRepairError("something else is computed with it")


def _other_than_constant(
    program: Program, left: cst.BaseExpression, right: cst.BaseExpression
) -> cst.BaseExpression | None:
    """The operand that is the tensor, where the other one is a constant."""
    tensors = [each for each in (left, right) if _is_tensor(program, each)]
    if len(tensors) == 1:
        return tensors[0]
    others = [each for each in (left, right) if not _is_constant(program, each)]
    return others[0] if len(others) == 1 else None


def _is_tensor(program: Program, node: cst.BaseExpression) -> bool:
    values = program.analysis.flows.values_at(Origin(program.filename, node))
    return any(isinstance(value, Tensor) for value in values)


def _is_constant(program: Program, node: cst.BaseExpression) -> bool:
    """A number, a name for one, or Keras' `epsilon()`."""
    if isinstance(node, cst.Name):
        came_from = definition(program, node)
        return came_from is not None and is_number(came_from.value)
    specs = callee_specs(program, node) if isinstance(node, cst.Call) else []
    epsilon = [isinstance(each, FunctionSpec) and each.role is FunctionRole.EPSILON for each in specs]
    return is_number(node) or (bool(epsilon) and all(epsilon))


def _back_from_call(program: Program, found: Trace, node: cst.Call) -> Trace:
    spec = op_called(program, node)
    if spec is None or spec.name.startswith("numpy."):
        raise NoRepairError(f"it comes out of {program.text(node.func)}(...)")
    inner = argument(node, spec.signature, spec.input)
    if inner is None:
        raise NoRepairError("the tensor is not written as an argument")
    if spec.role in SAME_NUMBERS:
        return replace(found, leaf=inner.value, steps=(*found.steps, Step(node, inner.value, found.since)))
    if spec.role is OpRole.CLIP:
        return replace(found, leaf=inner.value, bounded=True)
    if spec.name.rpartition(".")[2] in BOUNDS and len(node.args) == 2:
        operand = _other_than_constant(program, node.args[0].value, node.args[1].value)
        if operand is not None:
            return replace(found, leaf=operand, bounded=True)
    raise NoRepairError(f"it is the result of {program.text(node.func)}")


def op_called(program: Program, call: cst.CSTNode) -> OpSpec | None:
    """The table entry of the one operation that a call can be."""
    specs = callee_specs(program, call) if isinstance(call, cst.Call) else []
    return specs[0] if len(specs) == 1 and isinstance(specs[0], OpSpec) else None


def is_number(node: cst.BaseExpression) -> bool:
    """Whether an expression is a number that is written out."""
    if isinstance(node, cst.UnaryOperation):
        return is_number(node.expression)
    return isinstance(node, cst.Integer | cst.Float)


def is_one(program: Program, node: cst.BaseExpression) -> bool:
    """Whether an expression is the number 1."""
    return is_number(node) and program.text(node) in ("1", "1.", "1.0")


def refuse_changed(program: Program, node: cst.CSTNode, since: cst.CSTNode | None, at: cst.CSTNode) -> None:
    """Raise NoRepairError unless every name in a node means at `at` what it did in the statement `since`."""
    if since is None:
        return
    for name in names_in(node):
        if not is_unchanged(program, name, since, at):
            raise NoRepairError(f"{name} may be another one here")


def names_in(node: cst.CSTNode) -> list[str]:
    """The names in an expression, each with the attributes that are read of it."""
    dotted = dotted_name(node)
    if dotted:
        return [dotted]
    if isinstance(node, cst.Arg):
        return names_in(node.value)
    return [name for child in node.children for name in names_in(child)]
