"""What programs do with outputs: logarithms, hand-written softmax, thresholds, rounding, a second activation."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from xent_lint.analysis.domain import ValueSet
from xent_lint.analysis.observations import ActivationApplied, LogTaken, NormalizedByHand, OutputConsumed
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import Constant, Exponential, Scale, Shadow, Tensor, Unknown, Value
from xent_lint.knowledge.specs import Activation
from xent_lint.overlays import tensors

SMALL = 0.01
"""Largest constant that is taken as an epsilon, added to keep a log finite."""

EXACT = (Activation.SIGMOID, Activation.SOFTMAX)
"""Activations whose logarithm has a stable form."""

COMPARISONS = frozenset(("GreaterThan", "GreaterThanEqual", "LessThan", "LessThanEqual"))


def tensors_of(values: ValueSet) -> tuple[Tensor, ...] | None:
    """All alternatives, when every one of them is a tensor."""
    found = tuple(binding.value for binding in values if isinstance(binding.value, Tensor))
    return found if found and len(found) == len(values) else None


def log(run: Run, argument: ValueSet, node: cst.CSTNode) -> None:
    """`log(p)` of an activation's result, `log(1 + exp(z))`, `log(sum(exp(z)))`."""
    arguments = tuple(
        binding.value
        for binding in argument.given(run.state.path)
        if isinstance(binding.value, Exponential) or _is_activation(binding.value)
    )
    known = tuple(each for each in arguments if isinstance(each, Tensor | Exponential))
    if known and len(known) == len(argument.given(run.state.path)):
        _log_taken(run, known, node)


def _is_activation(value: Value) -> bool:
    if not isinstance(value, Tensor) or value.activation not in EXACT or value.guard in ("average", tensors.SELECTED):
        return False
    return value.scale is Scale.PROBABILITIES and (not value.complement or value.activation is Activation.SIGMOID)


def log1p(run: Run, argument: ValueSet, node: cst.CSTNode) -> None:
    """`log1p(exp(z))`."""
    value = argument.only
    if isinstance(value, Exponential) and value.form == "exp":
        _log_taken(run, (replace(value, form="one plus"),), node)


def _log_taken(run: Run, arguments: tuple[Tensor | Exponential, ...], node: cst.CSTNode) -> None:
    place = run.origin(node)
    statement = run.origin(run.statement) if run.statement is not None else place
    run.observe(place, LogTaken(place, statement, arguments))


def exponential(value: Value) -> Value:
    """`exp(z)`, kept when z may be of any size: logits, or a parameter about which nothing is known."""
    free = isinstance(value, Tensor) and value.scale in (Scale.LOGITS, Scale.WEIGHTS)
    parameter = isinstance(value, Unknown) and value.reason.startswith("parameter ")
    if free or parameter:
        return Exponential("exp", value, value.guard if isinstance(value, Tensor) else "")
    return Unknown("an exponential")


def summed_exponential(value: Value) -> Value | None:
    """`reduce_sum(exp(z))`, or a mean of them, which is as large; and the sum that picks one class's probability."""
    if isinstance(value, Tensor) and value.guard == tensors.SELECTED:
        return replace(value, guard=tensors.PART)
    return replace(value, form="sum") if isinstance(value, Exponential) and value.form == "exp" else None


def arithmetic(operator: str, left: Value, right: Value) -> Value | None:
    """What stays recognisable: `p + eps`, `1 - p`, `1 + exp(z)`, `sum(exp(z)) + eps`; None for anything else."""
    if operator == "Subtract" and number(left) == 1 and isinstance(right, Tensor):
        if right.scale is Scale.PROBABILITIES and right.activation is Activation.SIGMOID:
            return replace(right, complement=not right.complement, shadow=Shadow.LOST)
        return None
    if operator == "Subtract" and isinstance(left, Tensor) and left.scale is Scale.LOGITS and number(right) is None:
        return replace(left, guard="shift")
    if operator not in ("Add", "Subtract"):
        return None
    constant, other = (number(left), right) if number(left) is not None else (number(right), left)
    if constant is None:
        return None
    small = 0 < abs(constant) <= SMALL
    if isinstance(other, Tensor) and other.scale is Scale.PROBABILITIES and small:
        guard = tensors.PART_EPSILON if other.guard == tensors.PART else other.guard or "epsilon"
        return replace(other, guard=guard, shadow=Shadow.LOST)
    if isinstance(other, Exponential) and other.form == "exp" and constant == 1 and operator == "Add":
        return replace(other, form="one plus")
    if isinstance(other, Exponential) and other.form == "sum" and small:
        return replace(other, guard=other.guard or "epsilon")
    return None


def number(value: Value) -> float | None:
    """The number that a constant is; None for anything else."""
    if isinstance(value, Constant) and isinstance(value.value, int | float) and not isinstance(value.value, bool):
        return float(value.value)
    return None


def divided(run: Run, left: ValueSet, right: ValueSet, node: cst.CSTNode) -> None:
    """`exp(z) / sum(exp(z))`."""
    above, below = left.only, right.only
    if not isinstance(above, Exponential) or not isinstance(below, Exponential):
        return
    if (above.form, below.form) == ("exp", "sum") and above.of == below.of and above.guard != "shift":
        place = run.origin(node)
        run.observe(place, NormalizedByHand(place, below))


def compared(run: Run, operator: str, left: ValueSet, right: ValueSet, node: cst.CSTNode) -> None:
    """`predictions > 0.5`."""
    if operator not in COMPARISONS:
        return
    tensor, bound = (left, right) if tensors_of(left) else (right, left)
    outputs = tensors_of(tensor.given(run.state.path))
    value = bound.only
    threshold = number(value) if value is not None else None
    if outputs is not None and threshold is not None:
        place = run.origin(node)
        run.observe(place, OutputConsumed(place, "compared", outputs, threshold))


def rounded(run: Run, values: ValueSet, node: cst.CSTNode) -> None:
    """`round(predictions)`."""
    outputs = tensors_of(values.given(run.state.path))
    if outputs is not None:
        place = run.origin(node)
        run.observe(place, OutputConsumed(place, "rounded", outputs))


def activated(run: Run, inputs: ValueSet, results: ValueSet, node: cst.CSTNode) -> None:
    """A further activation on what a model puts out."""
    given, made = tensors_of(inputs.given(run.state.path)), tensors_of(results)
    if given is not None and made is not None and all(each.of_model for each in given):
        place = run.origin(node)
        run.observe(place, ActivationApplied(place, made))
