"""The order in which a file is interpreted: the module body, then everything that no visible call reached."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import libcst as cst

from xent_lint.analysis import calls, classes, contents, limits
from xent_lint.analysis.domain import join
from xent_lint.analysis.expressions import evaluate
from xent_lint.analysis.flows import Flows
from xent_lint.analysis.library import Library
from xent_lint.analysis.modules import Modules, NoModules
from xent_lint.analysis.observations import Observation
from xent_lint.analysis.run import BudgetExhausted, Frame, Run
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.statements import execute
from xent_lint.analysis.values import (
    Class,
    Constant,
    Function,
    Instance,
    Method,
    ModuleRef,
    Origin,
    Scope,
    Symbol,
    Value,
)


@dataclass(frozen=True)
class Analysis:
    """What was observed. `cut` tells that a limit ended part of the analysis: something may have been missed."""

    observations: tuple[Observation, ...]
    cut: bool
    steps: int
    moved: dict[Observation, Origin] = field(default_factory=dict)  # by observation: its place in another file
    flows: Flows = field(default_factory=Flows)


def called_names(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names that occur as callees anywhere in the file: what is called by name is run at its calls first."""
    callees = [node.func for node in nodes if isinstance(node, ast.Call)]
    return frozenset(
        each.id if isinstance(each, ast.Name) else each.attr
        for each in callees
        if isinstance(each, ast.Name | ast.Attribute)
    )


def analyse(
    module: cst.Module,
    filename: str,
    library: Library,
    called: frozenset[str],
    modules: Modules | None = None,
    imported: Mapping[str, str] | None = None,
) -> Analysis:
    """Interpret one file and return what was observed. `modules` gives the other files of its project.

    `imported`: which of its names (`*`: all of them) are used by other files, and how, as it reads on after "the
    model". What is observed does not depend on it.
    """
    run = Run(filename, library, evaluate, execute, calls.lose, modules=modules or NoModules())
    library.begin(run)
    scope = Scope("module", None, filename, filename)
    run.frames.append(Frame(scope, run.state, captured=True))
    cut = False
    try:
        run.execute(module.body)
    except BudgetExhausted:
        return Analysis(tuple(run.observations.values()), True, run.steps, run.moved, run.flows)
    del run.frames[1:]
    _release_exports(run, scope, module)
    # what nobody calls by name comes first, for it may be what calls the others
    for by_name in (False, True):
        for node, function in list(run.functions.items()):
            if function.scope.module != filename:
                continue
            cut = _run_entry(run, node, called, by_name) or cut
    cut = _release_imported(run, scope, module, imported or {}) or cut
    return Analysis(tuple(run.observations.values()), cut, run.steps, run.moved, run.flows)


def _release_exports(run: Run, scope: Scope, module: cst.Module) -> None:
    """What `__all__` lists is there for others. A name of the module alone is not taken for an invitation."""
    exported = run.state.get((scope, "__all__"))
    names = contents.sequence(run, exported.only) if exported and exported.only is not None else None
    for name in names or ():
        constant = name.only
        values = run.state.get((scope, str(constant.value))) if isinstance(constant, Constant) else None
        place = name[0].origin
        for binding in values or ():
            calls.release(run, binding.value, place.node if place else module, "is listed in __all__")


def _release_imported(run: Run, scope: Scope, module: cst.Module, imported: Mapping[str, str]) -> bool:
    """What other files import is used there in any way; functions and classes with any arguments.

    Whether a limit ended part of the analysis.
    """
    names = dict(imported)
    every = names.pop("*", None)
    if every is not None:
        names = {name: every for name in run.state.cells_of(scope) if not name.startswith("<")} | names
    cut = False
    for name, how in names.items():
        for binding in run.state.get((scope, name)) or ():
            if isinstance(binding.value, ModuleRef):
                continue
            at = binding.origin.node if binding.origin is not None and binding.origin.module == run.module else module
            calls.release(run, binding.value, at, how)
            if isinstance(binding.value, Class):
                cut = _release_object(run, binding.value, at, how) or cut
            for node, function in _functions_of(run, binding.value):
                cut = _run_again(run, node, function, f"is returned by {function.name}, which {how}") or cut
    return cut


def _functions_of(run: Run, value: Value) -> list[tuple[cst.CSTNode, Function]]:
    """A function, or the methods of a class, of the file that is analysed.

    Not what a library calls as part of its objects, like `call` of a layer: there it gives the output of the object.
    """
    if isinstance(value, Function):
        return [(value.node, value)] if value.scope.module == run.module else []
    if not isinstance(value, Class):
        return []
    foreign = [base for base in classes.foreign_bases(run, value) if isinstance(base, Symbol)]
    return [
        (node, method)
        for node, (owner, method) in run.methods.items()
        if owner in value.order and not any(run.library.calls(base, method.name) for base in foreign)
    ]


def _release_object(run: Run, cls: Class, node: cst.CSTNode, how: str) -> bool:
    """An object that another file makes. Whether a limit ended the analysis of it."""
    with _aside(run) as aside:
        calls.release(run, _summary(run, cls), node, how)
    return aside.cut


def _run_again(run: Run, node: cst.CSTNode, function: Function, how: str) -> bool:
    """Run a function as other files may call it, methods also on objects that are made there."""
    with _aside(run) as aside:
        owner = run.methods.get(node)
        if owner is not None:
            run.instances.pop(owner[0].node, None)
        _call_unseen(run, node, function, how)
    return aside.cut


@dataclass
class _Aside:
    """Whether a limit ended what was run aside."""

    cut: bool = False


@contextmanager
def _aside(run: Run) -> Iterator[_Aside]:
    """Run code for where its values go: nothing is observed, and nothing stays as it leaves it."""
    aside = _Aside()
    run.allowance = run.steps + limits.MAX_ENTRY_STEPS
    base, frames, context, made = run.state, list(run.frames), run.context, dict(run.instances)
    seen = run.observations, run.moved
    run.state, run.observations, run.moved = base.fork(), {}, {}
    try:
        yield aside
    except BudgetExhausted:
        aside.cut = True
    finally:
        run.state, run.context, run.instances = base, context, made
        run.observations, run.moved = seen
        run.frames[:] = frames
        run.muted = 0


def _run_entry(run: Run, node: cst.CSTNode, called: frozenset[str], by_name: bool) -> bool:
    function = run.functions[node]
    if node in run.called or (function.name in called) != by_name:
        return False
    run.called.add(node)
    if run.steps >= limits.MAX_TOTAL_STEPS:
        return True
    run.allowance = run.steps + limits.MAX_ENTRY_STEPS
    base, frames, context = run.state, list(run.frames), run.context
    run.defined = []
    try:
        _call_unseen(run, node, function, f"is returned by {function.name}, which nothing here calls")
        # what it defines and hands out lives in the scopes that it leaves behind here
        for inner in [inner for inner in run.defined if inner not in run.called]:
            run.called.add(inner)
            name = run.functions[inner].name
            _call_unseen(run, inner, run.functions[inner], f"is returned by {name}, which nothing here calls")
    except BudgetExhausted:
        return True
    finally:
        run.state, run.context = base, context
        run.frames[:] = frames
        run.muted = 0
    return False


def _call_unseen(run: Run, node: cst.CSTNode, function: Function, how: str) -> None:
    """Call a function the way unknown code would: defaults as they are, everything else unknown.

    `how` tells of its results.
    """
    base = run.state
    run.flows.entries.add(node)
    owner = run.methods.get(node)
    receivers: list[Value | None] = [None]
    if owner is not None:
        cls, function = owner
        if function.kind == "classmethod":
            receivers = [cls]
        elif function.kind != "staticmethod":
            receivers = list(_receivers(run, cls))
    for receiver in receivers:
        run.state = base.fork()
        for binding in calls.inline(run, function, receiver, Arguments(), node):
            calls.release(run, binding.value, node, how)


def _receivers(run: Run, cls: Class) -> list[Instance]:
    """The objects whose method is run: those the file makes, else one that stands for any."""
    known = [each for node, made in run.instances.items() for each in made if cls in each.cls.order]
    if known:
        return known[: limits.MAX_RECEIVERS]
    return [_summary(run, cls)]


def _summary(run: Run, cls: Class) -> Instance:
    """An object of a class that the file never makes: each attribute is the join of all assignments in its methods."""
    instance = Instance((cls.node, "any"), cls)
    run.instances.setdefault(cls.node, []).append(instance)
    run.summaries.add(instance.site)
    run.flows.summaries.add(instance.site)
    methods = [
        binding.value
        for base in reversed(cls.order)
        if isinstance(base, Class)
        for values in run.state.cells_of(base.scope).values()
        for binding in values
        if isinstance(binding.value, Function) and binding.value.kind in ("function", "property")
    ]
    with run.mute():
        for method in sorted(methods, key=lambda each: each.name != "__init__"):
            if not isinstance(method.node, cst.Lambda):
                _maybe_called(run, instance, method)
    return instance


def _maybe_called(run: Run, instance: Instance, method: Function) -> None:
    """Run a method that may have been called, or not: what it changes is joined with what was there.

    Only `__init__` is sure.
    """
    base = run.state
    run.state = base.fork()
    calls.call(run, Method(instance, method.name, method), Arguments(), method.node)
    changes = run.state.changes_since(base)
    run.state = base
    for cell, values in changes.items():
        before = base.get(cell) if method.name != "__init__" else None
        base.set(cell, values if before is None else join([before, values]))
