"""User classes: members, order of resolution, instances."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from xent_lint.analysis import calls
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.values import Class, Function, Instance, Method, Symbol, Unknown, Value


def resolution_order(run: Run, cls: Class) -> Iterator[Value]:
    """The class, then its bases, depth first from the left, each once (C3 differs only for diamonds)."""
    seen: set[Value] = set()
    pending: list[Value] = [cls]
    while pending:
        current = pending.pop(0)
        if current in seen:
            continue
        seen.add(current)
        yield current
        if isinstance(current, Class):
            pending = [*current.bases, *pending]


def after(run: Run, instance: Value, cls: Class) -> Iterator[Value]:
    """What follows `cls` in the order of the instance's class: where `super()` looks."""
    order = resolution_order(run, instance.cls if isinstance(instance, Instance) else cls)
    for current in order:
        if current == cls:
            yield from order
            return


def member(run: Run, cls: Class, name: str) -> ValueSet | None:
    """A member of the class or of a user base class; None when a base is unknown or nobody has it."""
    for base in resolution_order(run, cls):
        if isinstance(base, Class):
            found = run.state.get((base.scope, name))
            if found is not None:
                return found
        elif isinstance(base, Unknown):
            return None
    return None


def library_bases(run: Run, cls: Class) -> list[Symbol]:
    """The library classes that a user class is derived from."""
    return [base for base in resolution_order(run, cls) if isinstance(base, Symbol)]


def method(run: Run, instance: Instance, name: str) -> Method | None:
    """The user-written method `name` of the instance's class or bases."""
    found = member(run, instance.cls, name)
    function = found.only if found is not None else None
    return Method(instance, name, function) if isinstance(function, Function) else None


def instantiate(run: Run, cls: Class, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`cls(...)`: a new object, initialised by its `__init__`."""
    instance = Instance(run.site(node), cls)
    known = run.instances.setdefault(cls.node, [])
    if instance not in known:
        known.append(instance)
    elif instance.site not in run.summaries:  # made again at the same place: it starts without attributes
        for name in run.state.cells_of(instance.site):
            run.state.set((instance.site, name), ValueSet())
    initialise = method(run, instance, "__init__")
    if initialise is not None:
        calls.call(run, initialise, args, node)
    elif cls.fields:
        _set_fields(run, instance, args, node)
    return single(instance, run.origin(node))


def _set_fields(run: Run, instance: Instance, args: Arguments, node: cst.CSTNode) -> None:
    names = [name for name, _ in instance.cls.fields]
    given = dict(zip(names, args.positional, strict=False)) | args.keywords
    for name, has_default in instance.cls.fields:
        if name in given:
            run.state.set((instance.site, name), given[name].values)
        elif not has_default or args.more_keywords or args.more_positional:
            run.state.set((instance.site, name), single(run.unknown(f"{name} is not given", node)))
