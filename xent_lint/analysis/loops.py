"""Loops: over known items one by one, else a bounded number of rounds, after which what still changes is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import libcst as cst

from xent_lint.analysis import containers, contents, limits
from xent_lint.analysis.conditions import possible, split
from xent_lint.analysis.domain import NO_CHOICES, NOTHING, ValueSet, single
from xent_lint.analysis.environment import Cell, Exit, State, leave, merge
from xent_lint.analysis.names import assign
from xent_lint.analysis.run import LoopFrame, Run
from xent_lint.analysis.values import Constant, Loss, Scope, Slice, Tensor, Tuple


@dataclass
class Ways:
    """How control leaves a loop, and what has not settled when the rounds that are followed end."""

    ends: list[Exit] = field(default_factory=list)
    breaks: list[Exit] = field(default_factory=list)
    unsettled: set[Cell] = field(default_factory=set)


def run_for(run: Run, node: cst.For) -> bool:
    """A `for` statement; whether control reaches its end."""
    values = run.evaluate(node.iter)
    source = values.only
    if source is None:
        run.lose(values, node.iter, containers.IN_UNKNOWN)
    items = contents.iterate(run, source) if source is not None else None
    within = run.unrolled * len(items or ()) <= limits.MAX_NESTED_UNROLL
    if items is not None and len(items) <= limits.MAX_UNROLL and within:
        ways = _one_by_one(run, node, items)
    else:
        unknown = [containers.unknown_item(run, source, node) for _ in range(limits.MAX_LOOP_ROUNDS)]
        ways = _some_rounds(run, node, unknown, surely_once=bool(items), endless=False)
    return _finish(run, node, ways)


def run_while(run: Run, node: cst.While) -> bool:
    """A `while` statement; whether control reaches its end."""
    true, false = possible(run, split(run, run.evaluate(node.test)))
    ways = Ways()
    if true is None:
        ways.ends.append(Exit({}, NO_CHOICES))
    else:
        rounds = [NOTHING] * limits.MAX_LOOP_ROUNDS
        endless = isinstance(run.evaluate(node.test).only, Constant) and false is None and _is_literal(node.test)
        ways = _some_rounds(run, node, rounds, surely_once=false is None, endless=endless)
    return _finish(run, node, ways)


def _is_literal(test: cst.BaseExpression) -> bool:
    """`while True`, `while 1`: such a loop ends by `break` only."""
    return isinstance(test, cst.Integer) or (isinstance(test, cst.Name) and test.value == "True")


def _finish(run: Run, node: cst.For | cst.While, ways: Ways) -> bool:
    """Run `else` where the loop was not left by `break`, and join."""
    base = run.state
    exits = list(ways.breaks)
    if node.orelse is None:
        exits.extend(ways.ends)
    elif ways.ends:
        run.state = base.fork()
        merge(run.state, ways.ends)
        if run.execute([node.orelse.body]):
            exits.append(leave(run.state, base))
        run.state = base
    merge(base, exits)
    for cell in ways.unsettled:
        if base.get(cell) is not None:
            if _is_live(run, cell):
                run.lose(base.get(cell) or NOTHING, node, "changes in every round of a loop")
            base.set(cell, single(run.unknown("it changes in every round of a loop", node)))
    return bool(exits)


def _is_live(run: Run, cell: Cell) -> bool:
    """Not a variable of a function that was called in the loop and is left again."""
    owner = cell[0]
    return not isinstance(owner, Scope) or owner.kind != "function" or owner in [each.scope for each in run.frames]


def _one_by_one(run: Run, node: cst.For, items: Sequence[ValueSet]) -> Ways:
    base = run.state
    ways = Ways()
    run.state = base.fork()
    for number, item in enumerate(items):
        with run.unroll(len(items)):
            goes_on = _round(run, node, number, item, ways, base)
        if not goes_on:
            break
    else:
        ways.ends.append(leave(run.state, base))
    run.state = base
    return ways


def _some_rounds(
    run: Run, node: cst.For | cst.While, items: Sequence[ValueSet], surely_once: bool, endless: bool
) -> Ways:
    """None, one or more rounds, each seeing what the one before has assigned, until nothing new comes up."""
    base = run.state
    ways = Ways()
    run.state = base.fork()
    path = NO_CHOICES
    for number, item in enumerate(items):
        stop = run.branches.choice((node, run.context, number), 1)
        if (number or not surely_once) and not endless:
            ways.ends.append(Exit(run.state.changes_since(base), path | {stop}))
            path = path | {stop.other}
        run.state = run.state.fork(frozenset({stop.other}))
        start = run.state
        if not _round(run, node, number, item, ways, base):
            break
        ways.unsettled = _unsettled(start, run.state)
        if (number and not ways.unsettled) or number == len(items) - 1:
            if not endless:
                ways.ends.append(leave(run.state, base))
            break
    run.state = base
    return ways


def _unsettled(start: State, end: State) -> set[Cell]:
    """The cells to which the last round gave a value that no earlier round gave: further rounds may give others.

    A model or list that each round makes anew is no other value, and a model that each round adds layers to is told by
    its last layers.
    """
    cells = set()
    for cell, values in end.changes_since(start).items():
        before = {binding.value for binding in start.get(cell) or NOTHING}
        if any(isinstance(b.value, Constant | Tensor | Tuple | Loss | Slice) and b.value not in before for b in values):
            cells.add(cell)
    return cells


def _round(run: Run, node: cst.For | cst.While, number: int, item: ValueSet, ways: Ways, base: State) -> bool:
    """One iteration, in run.state; False when the next one is not reached."""
    start = run.state
    loop = LoopFrame(start.fork())
    run.state = loop.base.fork()
    run.frame.loops.append(loop)
    with run.within((node, number)):
        if isinstance(node, cst.For):
            assign(run, node.target, item)
        else:
            run.evaluate(node.test)
        reaches_end = run.execute([node.body])
    run.frame.loops.pop()
    nexts = [*loop.continues, *([leave(run.state, loop.base)] if reaches_end else [])]
    prefix = leave(start, base)
    for each in loop.breaks:
        ways.breaks.append(Exit({**prefix.changes, **each.changes}, prefix.path | each.path))
    run.state = loop.base
    merge(loop.base, nexts)
    return bool(nexts)
