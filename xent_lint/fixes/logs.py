"""The log of an activation in its stable form, written in the place of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import LogTaken
from xent_lint.analysis.values import Exponential, Tensor
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes.activations import (
    applied,
    exponent,
    is_activation,
    is_exponential,
    literal_axis,
)
from xent_lint.fixes.arguments import argument
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.edits import replace
from xent_lint.fixes.inputs import Written, around, input_at, refuse_comments
from xent_lint.fixes.layout import Layout
from xent_lint.fixes.naming import LibraryNames
from xent_lint.fixes.op_names import stable_op
from xent_lint.fixes.program import Program
from xent_lint.fixes.tracing import Trace, is_one, op_called, trace
from xent_lint.fixes.unused import without_unused
from xent_lint.knowledge.specs import Activation, OpRole


@dataclass(frozen=True)
class StableLog:
    """Write the logs of one statement as `log_softmax`, `log_sigmoid` or `softplus` of the activation's input."""

    message: str
    taken: LogTaken

    def plan(self, program: Program) -> Fix:
        """The fix for all logs of the statement; for display only where the input of one is not at hand."""
        try:
            found, bounded = self._edits(program)
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)
        if bounded:
            message = f"{self.message}; unsafe, for the epsilon or clip goes away"
            return Fix(message, Applicability.UNSAFE, found)
        return Fix(self.message, Applicability.SAFE, found)

    def _edits(self, program: Program) -> tuple[tuple[Edit, ...], bool]:
        calls = list(_logs(program, self.taken))
        names = LibraryNames.of(program, *(call.func for call in calls))
        found: dict[Edit, None] = {}
        bounded = False
        for call in calls:
            made, loses = _stable(names, call)
            found.update(dict.fromkeys(made))
            bounded = bounded or loses
        return without_unused(program, (*found, *names.imports)), bounded


def _logs(program: Program, taken: LogTaken) -> Iterator[cst.Call]:
    """The logs of one statement that rules were told about, in which nothing but an activation is."""
    places = {
        each.place
        for each in program.analysis.observations
        if isinstance(each, LogTaken) and each.statement == taken.statement and _is_judged(each)
    }
    for place in sorted(places, key=program.locate):
        if not program.here(place) or not isinstance(place.node, cst.Call):
            raise NoRepairError("the log is taken in another file")
        yield place.node


def _is_judged(taken: LogTaken) -> bool:
    first = taken.arguments[0]
    return isinstance(first, Tensor) or (isinstance(first, Exponential) and first.form == "one plus")


def _stable(names: LibraryNames, call: cst.Call) -> tuple[tuple[Edit, ...], bool]:
    """The edits for one log, and whether a bound goes away."""
    program = names.program
    spec = op_called(program, call)
    given = argument(call, spec.signature, spec.input) if spec is not None else None
    if spec is None or given is None:
        raise NoRepairError("what the log is taken of is not written there")
    if spec.role is OpRole.LOG1P:
        return _softplus(names, call, trace(program, given.value, lambda node: is_exponential(program, node)))
    found = trace(program, given.value, lambda node: is_activation(program, node) or _is_one_plus(program, node))
    if _is_one_plus(program, found.leaf):
        return _softplus(names, call, found)
    return _log_of_activation(names, call, found)


def _log_of_activation(names: LibraryNames, call: cst.Call, found: Trace) -> tuple[tuple[Edit, ...], bool]:
    program = names.program
    activation = applied(program, found.leaf)
    softmax = activation.kind is Activation.SOFTMAX
    if softmax and found.complement:
        raise NoRepairError("one minus a softmax has no such form")
    given = input_at(program, found, activation.given, call)
    if not softmax and found.complement != activation.negated:
        given = _negative(given)
    axis = literal_axis(program, activation.axis)
    name = stable_op(names, "log_softmax" if softmax else "log_sigmoid", call)
    along = f", axis={axis}" if axis else ""
    lost_name = bool(activation.name) and found.since is None  # it may be fetched by its name
    leaf = Written(f"{name}({given.text}{along}{_name_of(program, call)})")
    written = _written(program, call, around(program, found, leaf, call))
    return (*written, *given.edits), found.bounded or lost_name


def _softplus(names: LibraryNames, call: cst.Call, found: Trace) -> tuple[tuple[Edit, ...], bool]:
    """`log(1 + exp(z))`."""
    program = names.program
    if found.complement or found.bounded:
        raise NoRepairError("something else is computed with it")
    inner, whole = _exponential_in(program, found)
    place = exponent(program, whole)
    given = input_at(program, inner, place, call)
    if given.edits:
        raise NoRepairError("the exponent has no name")
    name = stable_op(names, "softplus", call)
    leaf = Written(f"{name}({given.text}{_name_of(program, call)})")
    return _written(program, call, around(program, found, leaf, call)), False


def _exponential_in(program: Program, found: Trace) -> tuple[Trace, cst.Call]:
    """The trace down to `exp(z)`, from it or from `1 + exp(z)`."""
    node = found.leaf
    if isinstance(node, cst.BinaryOperation):
        other = node.right if is_one(program, node.left) else node.left
        deeper = trace(program, other, lambda each: is_exponential(program, each))
        if deeper.steps or deeper.bounded or deeper.complement:
            raise NoRepairError("something else is computed with it")
        node, since = deeper.leaf, deeper.since or found.since
        found = Trace(node, since, found.steps)
    if not isinstance(node, cst.Call):
        raise NoRepairError("the exponential is not written there")
    return found, node


def _is_one_plus(program: Program, node: cst.BaseExpression) -> bool:
    """`1 + something`, where the something is an exponential: nothing else with a 1 is observed."""
    if not isinstance(node, cst.BinaryOperation) or not isinstance(node.operator, cst.Add):
        return False
    return is_one(program, node.left) or is_one(program, node.right)


def _negative(given: Written) -> Written:
    return Written(f"-{given.text}" if given.atom else f"-({given.text})", given.edits, False)


def _name_of(program: Program, call: cst.Call) -> str:
    """The `name=` of an operation, which the new one keeps."""
    spec = op_called(program, call)
    name = argument(call, spec.signature, "name") if spec is not None else None
    return f", name={program.text(name.value)}" if name is not None else ""


def _written(program: Program, call: cst.Call, text: str) -> tuple[Edit, ...]:
    refuse_comments(Layout(program), call)
    return (replace(program, call, text),)
