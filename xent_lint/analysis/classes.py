"""User classes: members, order of resolution, instances."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from xent_lint.analysis import calls
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.values import Class, Function, Instance, Method, Symbol, Unknown, Value


def after(run: Run, instance: Value, cls: Class) -> Iterator[Value]:
    """What follows `cls` in the order of the instance's class: where `super()` looks."""
    order = iter((instance.cls if isinstance(instance, Instance) else cls).order)
    for current in order:
        if current == cls:
            yield from order
            return


def member(run: Run, cls: Class, name: str) -> ValueSet | None:
    """A member of the class or of a user base class; None when a base is unknown or nobody has it."""
    for base in cls.order:
        if isinstance(base, Class):
            found = run.state.get((base.scope, name))
            if found is not None:
                return found
        elif isinstance(base, Unknown):
            return None
    return None


def foreign_bases(run: Run, cls: Class) -> list[Value]:
    """The classes outside of what is seen that a user class is derived from."""
    return [base for base in cls.order if not isinstance(base, Class)]


def method(run: Run, instance: Instance, name: str) -> Method | None:
    """The user-written method `name` of the instance's class or bases."""
    found = member(run, instance.cls, name)
    function = found.only if found is not None else None
    return Method(instance, name, function) if isinstance(function, Function) else None


def instantiate(run: Run, cls: Class, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`cls(...)`: a new object, initialised by its `__init__`."""
    if member(run, cls, "__new__") is not None:
        return calls.unseen(run, args, node, "made by __new__")
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
        after_fields = method(run, instance, "__post_init__")
        if after_fields is not None:
            calls.call(run, after_fields, Arguments(), node)
    else:
        _initialise_foreign(run, instance, args, node)
    return single(instance, run.origin(node))


def _initialise_foreign(run: Run, instance: Instance, args: Arguments, node: cst.CSTNode) -> None:
    """The inherited `__init__` of a class that has none of its own."""
    for base in foreign_bases(run, instance.cls):
        if isinstance(base, Symbol) and run.library.knows(base):
            described = run.library.instance_attribute(run, instance, base, "__init__")
            initialise = described.only if described is not None else None
            if initialise is not None:
                calls.call(run, initialise, args, node)
                continue
        elif args.all():
            forget_attributes(run, instance, "set by a class that is not seen")
        for argument in args.all():
            run.lose(argument.values, node, "is given to a class that is not seen")


ANY_ATTRIBUTE = "<any>"
"""Set where unseen code or an unknown name may have given the object any attribute."""


def forget_attributes(run: Run, instance: Instance, reason: str) -> None:
    """Any attribute of the object may have been set."""
    for name, values in run.state.cells_of(instance.site).items():
        run.lose(values, None, "is kept under an attribute that is not known")
        run.state.set((instance.site, name), single(run.unknown(reason)))
    run.state.set((instance.site, ANY_ATTRIBUTE), single(run.unknown(reason)))


def _set_fields(run: Run, instance: Instance, args: Arguments, node: cst.CSTNode) -> None:
    names = [name for name, _ in instance.cls.fields]
    given = dict(zip(names, args.positional, strict=False)) | args.keywords
    for name, has_default in instance.cls.fields:
        if name in given:
            run.state.set((instance.site, name), given[name].values)
        elif not has_default or args.more_keywords or args.more_positional:
            run.state.set((instance.site, name), single(run.unknown(f"{name} is not given", node)))
