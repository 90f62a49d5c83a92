"""Calls of activations as they are written: the op, its input, its axis."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.fixes.arguments import argument
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import callee_specs
from xent_lint.fixes.program import Program
from xent_lint.fixes.tracing import is_number, is_one, op_called
from xent_lint.knowledge.specs import Activation, ActivationSpec, Form, OpRole

EXACT = (Activation.SIGMOID, Activation.SOFTMAX)
LOGS = (Activation.LOG_SIGMOID, Activation.LOG_SOFTMAX)


@dataclass(frozen=True)
class Applied:
    """An activation applied to `given`. `axis` is the argument that says along what, None where there is none.

    `negated`: `given` is the negative of its input, as in `1 / (1 + exp(given))`.
    """

    kind: Activation
    given: cst.BaseExpression
    axis: cst.BaseExpression | None = None
    negated: bool = False
    name: str = ""


def is_activation(program: Program, node: cst.BaseExpression) -> bool:
    """Whether an expression applies a sigmoid or softmax, as a function or written out."""
    spec = called_activation(program, node)
    if spec is None:
        return _exponential_of(program, node) is not None
    return spec.kind in EXACT


def applied(program: Program, node: cst.BaseExpression) -> Applied:
    """What such an expression applies. Raises NoRepairError."""
    spec = called_activation(program, node)
    if spec is None or not isinstance(node, cst.Call):
        by_hand = _exponential_of(program, node)
        if by_hand is None:
            raise NoRepairError("the activation is not written there")
        given = exponent(program, by_hand)
        negative = isinstance(given, cst.UnaryOperation) and isinstance(given.operator, cst.Minus)
        return Applied(
            Activation.SIGMOID,
            given.expression if negative and isinstance(given, cst.UnaryOperation) else given,
            negated=not negative,
        )
    signature = spec.signature
    given_arg = argument(node, signature, spec.input)
    if given_arg is None:
        raise NoRepairError("the activation's input is not written there")
    axis = argument(node, signature, spec.axis, "dim") if spec.axis is not None else None
    name = argument(node, signature, "name")
    return Applied(
        spec.kind,
        given_arg.value,
        axis.value if axis is not None else None,
        name=program.text(name.value) if name is not None else "",
    )


def exponent(program: Program, call: cst.Call) -> cst.BaseExpression:
    """`z` of `exp(z)`. Raises NoRepairError."""
    spec = op_called(program, call)
    given = argument(call, spec.signature, spec.input) if spec is not None else None
    if given is None:
        raise NoRepairError("the exponent is not written there")
    return given.value


def is_exponential(program: Program, node: cst.BaseExpression) -> bool:
    """Whether an expression is `exp(...)` of a library."""
    spec = op_called(program, node)
    return spec is not None and spec.role is OpRole.EXP


def called_activation(program: Program, node: cst.BaseExpression) -> ActivationSpec | None:
    """The sigmoid or softmax, or the log of one, that a call applies as a function."""
    specs = callee_specs(program, node) if isinstance(node, cst.Call) else []
    spec = specs[0] if len(specs) == 1 else None
    if isinstance(spec, ActivationSpec) and spec.form is Form.FUNCTION and spec.kind in (*EXACT, *LOGS):
        return spec
    return None


def _exponential_of(program: Program, node: cst.BaseExpression) -> cst.Call | None:
    """`exp(-z)` of `1 / (1 + exp(-z))`."""
    if not isinstance(node, cst.BinaryOperation) or not isinstance(node.operator, cst.Divide):
        return None
    below = node.right
    if not is_one(program, node.left) or not isinstance(below, cst.BinaryOperation):
        return None
    if not isinstance(below.operator, cst.Add):
        return None
    for one, other in ((below.left, below.right), (below.right, below.left)):
        if is_one(program, one) and isinstance(other, cst.Call) and is_exponential(program, other):
            return other
    return None


def literal_axis(program: Program, axis: cst.BaseExpression | None) -> str:
    """The axis as it is written; empty where there is none. Raises NoRepairError where it is no number."""
    if axis is None:
        return ""
    if not is_number(axis):
        raise NoRepairError("the axis is not written as a number")
    return program.text(axis)
