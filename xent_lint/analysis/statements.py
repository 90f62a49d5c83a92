"""One transfer function per statement. Each returns whether control reaches the statement's end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from xent_lint.analysis import containers, contents, operators
from xent_lint.analysis.conditions import possible, split
from xent_lint.analysis.definitions import define_class, define_function
from xent_lint.analysis.domain import NO_CHOICES, Choice, single
from xent_lint.analysis.environment import Exit, leave, merge
from xent_lint.analysis.imports import import_from, import_names
from xent_lint.analysis.loops import run_for, run_while
from xent_lint.analysis.names import assign, declare, unbind
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import NONE, ListRef, Rest

BLOCKS = frozenset((cst.SimpleStatementLine, cst.SimpleStatementSuite, cst.IndentedBlock))


def execute(run: Run, body: Sequence[cst.CSTNode]) -> bool:
    """Run statements until control leaves; True when the end is reached."""
    for node in body:
        run.step()
        if type(node) in BLOCKS:
            if not execute(run, node.body):  # type: ignore[attr-defined]
                return False
            continue
        run.statement = node
        transfer = TRANSFERS.get(type(node))
        if transfer is not None and not transfer(run, node):
            return False
    return True


def _expression(run: Run, node: cst.Expr) -> bool:
    run.evaluate(node.value)
    return True


def _assign(run: Run, node: cst.Assign) -> bool:
    values = run.evaluate(node.value)
    for target in node.targets:
        assign(run, target.target, values)
    return True


def _annotated(run: Run, node: cst.AnnAssign) -> bool:
    if node.value is not None:
        assign(run, node.target, run.evaluate(node.value))
    return True


def _augmented(run: Run, node: cst.AugAssign) -> bool:
    name = type(node.operator).__name__.removesuffix("Assign")
    current = run.evaluate(node.target)
    values = run.evaluate(node.value)
    reference = current.only
    if name == "Add" and isinstance(reference, ListRef):
        items = contents.raw_items(run, reference) or ()
        more = contents.raw_items(run, values.only) if values.only is not None else None
        if more is None:
            run.lose(values, node, containers.IN_UNKNOWN)
        containers.set_items(run, reference, [*items, *(more or (single(Rest("an unknown list")),))])
        return True
    assign(run, node.target, operators.binary(run, name, current, values, node))
    return True


def _return(run: Run, node: cst.Return) -> bool:
    values = run.evaluate(node.value) if node.value is not None else single(NONE)
    run.frame.exits.append(leave(run.state, run.frame.base, values))
    return False


def _raise(run: Run, node: cst.Raise) -> bool:
    if node.exc is not None:
        run.lose(run.evaluate(node.exc), node, "is raised")
    if node.cause is not None:
        run.evaluate(node.cause.item)
    return False


def _break(run: Run, node: cst.Break) -> bool:
    if run.frame.loops:
        loop = run.frame.loops[-1]
        loop.breaks.append(leave(run.state, loop.base))
    return False


def _continue(run: Run, node: cst.Continue) -> bool:
    if run.frame.loops:
        loop = run.frame.loops[-1]
        loop.continues.append(leave(run.state, loop.base))
    return False


def _if(run: Run, node: cst.If) -> bool:
    """Also the whole `elif` chain, without recursion: chains of hundreds occur in generated code."""
    base = run.state
    exits: list[Exit] = []
    current: cst.If | cst.Else | None = node
    rest = NO_CHOICES
    while current is not None:
        if isinstance(current, cst.Else):
            _arm(run, rest, current.body, exits)
            break
        run.state = base.fork(rest)
        true, false = possible(run, split(run, run.evaluate(current.test)))
        changed = run.state.changes_since(base)  # by a walrus or a call in the test
        run.state = base
        base.update(changed)
        if true is not None:
            _arm(run, rest | true, current.body, exits)
        if false is None:
            break
        rest = rest | false
        current = current.orelse
        if current is None:
            exits.append(Exit({}, rest - base.path))
    merge(base, exits)
    return bool(exits)


def _arm(run: Run, choices: frozenset[Choice], body: cst.BaseSuite, exits: list[Exit]) -> None:
    base = run.state
    run.state = base.fork(choices)
    if run.execute([body]):
        exits.append(leave(run.state, base))
    run.state = base


def _try(run: Run, node: cst.Try | cst.TryStar) -> bool:
    base = run.state
    exits: list[Exit] = []
    failed = run.branches.choice((node, run.context), 1)
    run.state = base.fork(frozenset({failed.other}))
    reaches_end = run.execute([node.body])
    interrupted = leave(run.state, base)
    if reaches_end and (node.orelse is None or run.execute([node.orelse.body])):
        exits.append(leave(run.state, base))
    run.state = base
    rest = frozenset({failed})
    late = run.branches.choice((node, run.context, "late"), 0)  # the exception comes before or after the body's effects
    handlers: Sequence[cst.ExceptHandler | cst.ExceptStarHandler] = node.handlers
    for number, handler in enumerate(handlers):
        this = run.branches.choice((node, run.context, number), 0)
        taken = rest if handler is handlers[-1] else rest | {this}
        rest |= {this.other}
        run.state = base.fork(taken)
        merge(run.state, [Exit({}, frozenset({late.other})), Exit(interrupted.changes, frozenset({late}))])
        if handler.name is not None:
            assign(run, handler.name.name, single(run.unknown("an exception", handler)))
        if run.execute([handler.body]):
            exits.append(leave(run.state, base))
        run.state = base
    merge(base, exits)
    if node.finalbody is not None and exits:
        return run.execute([node.finalbody.body])
    if node.finalbody is not None:  # it runs on the way out of every return above
        run.state = base.fork()
        base.update(interrupted.changes)
        run.execute([node.finalbody.body])
        run.state = base
    return bool(exits)


def _with(run: Run, node: cst.With) -> bool:
    for item in node.items:
        values = run.evaluate(item.item)
        if item.asname is not None:
            assign(run, item.asname.name, values)
    return run.execute([node.body])


def _delete(run: Run, node: cst.Del) -> bool:
    unbind(run, node.target)
    return True


def _assert(run: Run, node: cst.Assert) -> bool:
    true, _ = possible(run, split(run, run.evaluate(node.test)))
    if node.msg is not None:
        run.evaluate(node.msg)
    if true is None:
        return False
    run.state.path |= true
    return True


def _global(run: Run, node: cst.Global | cst.Nonlocal) -> bool:
    declare(run, [item.name.value for item in node.names], "global" if isinstance(node, cst.Global) else "nonlocal")
    return True


def _match(run: Run, node: cst.Match) -> bool:
    subject = run.evaluate(node.subject)
    base = run.state
    exits: list[Exit] = []
    rest: frozenset[Choice] = NO_CHOICES
    for case in node.cases:
        pattern = case.pattern
        if isinstance(pattern, cst.MatchValue):
            value = run.evaluate(pattern.value)
            true, false = possible(run, split(run, operators.compare(run, "Equal", subject, value, pattern)))
        elif isinstance(pattern, cst.MatchAs) and pattern.pattern is None and case.guard is None:
            true, false = NO_CHOICES, None
            if pattern.name is not None:
                assign(run, pattern.name, subject)
        else:
            condition = single(run.unknown("a pattern", case))
            true, false = split(run, condition)
            names = _captured(pattern)
            if names:
                run.lose(subject, case, "is captured by a pattern")
            for name in names:
                assign(run, name, single(run.unknown("captured by a pattern", case)))
        if true is not None:
            _arm(run, rest | true, case.body, exits)
        if false is None:
            break
        rest = rest | false
    else:
        exits.append(Exit({}, rest - base.path))
    merge(base, exits)
    return bool(exits)


def _captured(pattern: cst.CSTNode) -> list[cst.Name]:
    """The names that a pattern binds."""
    found = []
    if isinstance(pattern, cst.MatchAs | cst.MatchStar) and pattern.name is not None:
        found.append(pattern.name)
    if isinstance(pattern, cst.MatchMapping) and pattern.rest is not None:
        found.append(pattern.rest)
    return found + [name for child in pattern.children for name in _captured(child)]


def _function(run: Run, node: cst.FunctionDef) -> bool:
    define_function(run, node)
    return True


def _class(run: Run, node: cst.ClassDef) -> bool:
    define_class(run, node)
    return True


def _import(run: Run, node: cst.Import) -> bool:
    import_names(run, node)
    return True


def _import_from(run: Run, node: cst.ImportFrom) -> bool:
    import_from(run, node)
    return True


TRANSFERS: dict[type[cst.CSTNode], Callable[[Run, Any], bool]] = {
    cst.Expr: _expression,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.If: _if,
    cst.For: run_for,
    cst.While: run_while,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.With: _with,
    cst.Del: _delete,
    cst.Assert: _assert,
    cst.Global: _global,
    cst.Nonlocal: _global,
    cst.Match: _match,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
}
