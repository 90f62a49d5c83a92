"""Operators on constants and containers; those on a library's values are asked of the library."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

import libcst as cst

from xent_lint.analysis import containers, contents, limits
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import NONE, Constant, Instance, ListRef, Tuple, Unknown, Value

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add,
    "Subtract": operator.sub,
    "Multiply": operator.mul,
    "Divide": operator.truediv,
    "FloorDivide": operator.floordiv,
    "Modulo": operator.mod,
}

WIDE = re.compile(r"\d{4,}")
"""A field width in a format string that would make strings too long to fold."""

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "Equal": operator.eq,
    "NotEqual": operator.ne,
    "LessThan": operator.lt,
    "LessThanEqual": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEqual": operator.ge,
    "Is": operator.is_,
    "IsNot": operator.is_not,
    "In": lambda left, right: left in right,
    "NotIn": lambda left, right: left not in right,
}

NEGATED = {
    "NotEqual": "Equal",
    "IsNot": "Is",
    "NotIn": "In",
    "LessThanEqual": "GreaterThan",
    "GreaterThanEqual": "LessThan",
}
"""Comparisons that are the negation of another one, so that both are one branch."""


def concatenate(run: Run, parts: list[ValueSet], node: cst.CSTNode) -> ValueSet:
    """The string made of constant parts; unknown as soon as one of them is."""
    results = []
    for values, choices in run.combinations(*parts):
        if all(isinstance(value, Constant) for value in values):
            constants = [value.value for value in values if isinstance(value, Constant)]
            joined: str | bytes | None = None
            if all(isinstance(each, bytes) for each in constants):
                joined = b"".join(each for each in constants if isinstance(each, bytes))
            elif not any(isinstance(each, bytes) for each in constants):
                joined = "".join(str(each) for each in constants)
            if joined is not None and len(joined) <= limits.MAX_STRING:
                results.append(single(Constant(joined), run.origin(node), choices))
                continue
        results.append(single(run.unknown("a string with unknown parts", node), choices=choices))
    return join(results)


def binary(run: Run, name: str, left: ValueSet, right: ValueSet, node: cst.CSTNode) -> ValueSet:
    """`left name right`, `name` being the operator's libcst class."""
    run.library.saw_operation(run, name, (left, right), node)
    results = []
    for (first, second), choices in run.combinations(left, right):
        results.append(_binary(run, name, first, second, node).under(choices))
    return join(results)


def _binary(run: Run, name: str, left: Value, right: Value, node: cst.CSTNode) -> ValueSet:
    if isinstance(left, Constant) and isinstance(right, Constant):
        return single(_arithmetic(run, name, left, right, node), run.origin(node))
    if isinstance(left, Tuple) and isinstance(right, Tuple) and name == "Add":
        return single(Tuple((*left.items, *right.items)), run.origin(node))
    if (isinstance(left, ListRef) and name in ("Add", "Multiply")) or (isinstance(right, ListRef) and name == "Add"):
        return containers.list_arithmetic(run, name, left, right, node)
    described = run.library.binary(run, name, left, right, node)
    if described is not None:
        return single(described, run.origin(node))
    unknown = next((each for each in (left, right) if isinstance(each, Unknown)), None)
    if unknown is not None and isinstance(left, Constant | Unknown) and isinstance(right, Constant | Unknown):
        return single(run.derive(unknown, (name, left, right), f"arithmetic: {unknown.reason}"))
    run.lose(ValueSet((*single(left), *single(right))), node, "is combined with what is not known")
    return single(run.unknown("arithmetic on unknown values", node))


def _arithmetic(run: Run, name: str, left: Constant, right: Constant, node: cst.CSTNode) -> Value:
    function = ARITHMETIC.get(name)
    if isinstance(left.value, str) and WIDE.search(left.value):
        return run.unknown("a format with a wide field", node)
    numeric = all(isinstance(each.value, int | float) for each in (left, right))
    text = name in ("Add", "Modulo") and isinstance(left.value, str)
    if function is None or not (numeric or text):
        return run.unknown("arithmetic", node)
    try:
        result = function(left.value, right.value)
    except (ArithmeticError, TypeError, ValueError):  # the program itself would fail here
        return run.unknown("arithmetic that fails", node)
    if isinstance(result, str) and len(result) > limits.MAX_STRING:
        return run.unknown("a huge string", node)
    if isinstance(result, int) and abs(result) > limits.MAX_INTEGER:
        return run.unknown("a huge integer", node)
    return Constant(result) if isinstance(result, int | float | str) else run.unknown("arithmetic", node)


def unary(run: Run, name: str, values: ValueSet, node: cst.CSTNode) -> ValueSet:
    """`not x`, `-x`, `+x`, `~x`."""
    return join(
        single(_unary(run, name, binding.value, node), run.origin(node), binding.choices)
        for binding in values.given(run.state.path)
    )


def _unary(run: Run, name: str, value: Value, node: cst.CSTNode) -> Value:
    if name == "Not":
        verdict = contents.truth(run, value)
        if verdict is not None:
            return Constant(not verdict)
        if not isinstance(value, Unknown):
            value = run.derive(value, "truth", "a condition")
        return run.negation(value)
    if isinstance(value, Constant) and isinstance(value.value, int | float) and name in ("Minus", "Plus"):
        return Constant(-value.value if name == "Minus" else value.value)
    if isinstance(value, Unknown):
        return run.derive(value, name, value.reason)
    return run.library.unary(run, name, value, node) or run.unknown("a unary operator", node)


def compare(run: Run, name: str, left: ValueSet, right: ValueSet, node: cst.CSTNode) -> ValueSet:
    """A single comparison. Comparing the same unknown values again gives the same unknown truth."""
    run.library.saw_operation(run, name, (left, right), node)
    results = []
    for (first, second), choices in run.combinations(left, right):
        results.append(single(_compare(run, name, first, second, node), run.origin(node), choices))
    return join(results)


def _compare(run: Run, name: str, left: Value, right: Value, node: cst.CSTNode) -> Value:
    folded = _fold(run, name, left, right)
    if folded is not None:
        return Constant(folded)
    if name not in ("Is", "IsNot") and (isinstance(left, Instance) or isinstance(right, Instance)):
        run.lose(ValueSet((*single(left), *single(right))), node, "is compared by code of the program's own")
    positive = NEGATED.get(name, name)
    subject = left if contents.is_opaque(run, left) else right
    if not contents.is_opaque(run, subject):
        return run.unknown("a comparison", node)
    other = right if subject is left else left
    result = run.derive(subject, ("compare", positive, subject is left, _key(run, other)), "a comparison")
    return result if positive == name else run.negation(result)


def _key(run: Run, value: Value) -> object:
    items = contents.sequence(run, value)
    return value if items is None else tuple(each.only for each in items)


def _fold(run: Run, name: str, left: Value, right: Value) -> bool | None:
    if name in ("In", "NotIn"):
        return _membership(run, name, left, right)
    if NONE in (left, right) and name in ("Is", "IsNot", "Equal", "NotEqual"):
        other = right if left == NONE else left
        if contents.is_opaque(run, other):
            return None
        return (other == NONE) == (name in ("Is", "Equal"))
    if isinstance(left, Constant) and isinstance(right, Constant):
        try:
            return bool(COMPARISONS[name](left.value, right.value))
        except (KeyError, TypeError):  # not comparable: the program itself would fail here
            return None
    return None


def _membership(run: Run, name: str, left: Value, right: Value) -> bool | None:
    if not isinstance(left, Constant):
        return None
    if isinstance(right, Constant) and isinstance(right.value, str) and isinstance(left.value, str):
        return (left.value in right.value) == (name == "In")
    keys = contents.known_members(run, right)
    return None if keys is None else (left in keys) == (name == "In")
