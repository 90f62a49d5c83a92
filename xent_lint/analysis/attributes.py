"""Reading and writing `value.name`."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from xent_lint.analysis import calls, classes, modules
from xent_lint.analysis.domain import NO_CHOICES, NOTHING, Choices, ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments
from xent_lint.analysis.values import (
    NONE,
    Class,
    Constant,
    DictRef,
    Function,
    Instance,
    ListRef,
    Method,
    ModuleRef,
    Super,
    Symbol,
    Tuple,
    Unknown,
    Value,
)

NAMESPACES = frozenset(["f_globals", "f_locals", "f_builtins", "__globals__", "__closure__"])
"""Attributes of frames and functions that hold variables by name."""


def get(run: Run, values: ValueSet, name: str, node: cst.CSTNode) -> ValueSet:
    """The values of `value.name` for each value on this path."""
    return join(_get(run, binding.value, name, node).under(binding.choices) for binding in values.given(run.state.path))


def _get(run: Run, value: Value, name: str, node: cst.CSTNode) -> ValueSet:
    if name in NAMESPACES:
        calls.lose_namespaces(run, node, f".{name}")
    if isinstance(value, Symbol):
        stored = run.state.get((value, name))
        if stored is not None:
            return stored
        return single(
            Symbol(run.library.canonical(f"{value.name}.{name}"), f"{value.spelled}.{name}"), run.origin(node)
        )
    if isinstance(value, Instance):
        return instance_attribute(run, value, name, node)
    if name == "__name__" and isinstance(value, Function | Class):
        return single(Constant(value.name if isinstance(value, Function) else value.node.name.value))
    if isinstance(value, Super):
        return _inherited(run, value.instance, classes.after(run, value.instance, value.cls), name, node)
    if isinstance(value, Class):
        found = classes.member(run, value, name)
        if found is not None:
            return _bind_class(found, value)
        return single(run.unknown(f"{name} is not a member of the class", node))
    if isinstance(value, ModuleRef):
        found = modules.member(run, value, name)
        return found if found is not None else single(run.unknown(f"{name} is not defined there", node))
    if value == NONE:
        return NOTHING  # an AttributeError at run time: this alternative goes no further
    if isinstance(value, Constant | ListRef | DictRef | Tuple):
        return single(Method(value, name), run.origin(node))
    if isinstance(value, Unknown):
        stored = run.state.get((value, name))
        if stored is not None:
            return stored
        return single(run.derive(value, ("attribute", name), value.reason))
    found = run.library.attribute(run, value, name, node)
    return single(Method(value, name), run.origin(node)) if found is None else found


def _bind_class(found: ValueSet, cls: Class) -> ValueSet:
    return join(
        single(Method(cls, b.value.name, b.value), b.origin, b.choices)
        if isinstance(b.value, Function) and b.value.kind == "classmethod"
        else ValueSet((b,))
        for b in found
    )


def instance_attribute(run: Run, instance: Instance, name: str, node: cst.CSTNode) -> ValueSet:
    """An attribute of an object of a user class."""
    if name == "__class__":
        return single(instance.cls)
    own = run.state.get((instance.site, name))
    if own:
        return own
    if name == "__dict__":  # whatever is done with it, it is not followed
        classes.forget_attributes(run, instance, "changed through __dict__")
    forgotten = run.state.get((instance.site, classes.ANY_ATTRIBUTE))
    if forgotten is not None and not _is_method(run, instance, name):
        return single(run.derive(instance, ("attribute", name), "any attribute may have been set"))
    return _inherited(run, instance, instance.cls.order, name, node)


def surely_lacks(run: Run, instance: Instance, name: str) -> bool:
    """Whether an object has no such attribute: a private one, which nothing that is seen has set."""
    own_code = all(isinstance(base, Class) for base in instance.cls.order)
    cells = (instance.site, name), (instance.site, classes.ANY_ATTRIBUTE)
    unset = not any(run.state.get(cell) for cell in cells) and classes.member(run, instance.cls, name) is None
    return own_code and unset and name.startswith("_")


def _is_method(run: Run, instance: Instance, name: str) -> bool:
    found = classes.member(run, instance.cls, name)
    return found is not None and isinstance(found.only, Function)


def _inherited(run: Run, receiver: Value, order: Iterable[Value], name: str, node: cst.CSTNode) -> ValueSet:
    for base in order:
        if isinstance(base, Class):
            found = run.state.get((base.scope, name))
            if found is not None:
                return join(_bind(run, receiver, b.value, b.choices, name, node) for b in found)
        elif isinstance(base, Symbol) and isinstance(receiver, Instance):
            described = run.library.instance_attribute(run, receiver, base, name)
            if described is not None:
                return described
        elif isinstance(base, Unknown):
            return single(run.derive(receiver, ("attribute", name), "inherited from an unknown class"))
    return single(run.derive(receiver, ("attribute", name), f"{name} is never assigned in what is seen"))


def _bind(run: Run, receiver: Value, value: Value, choices: Choices, name: str, node: cst.CSTNode) -> ValueSet:
    if not isinstance(value, Function) or value.kind == "staticmethod" or isinstance(value.node, cst.Lambda):
        return single(value, run.origin(node), choices)
    if value.kind == "property":
        return calls.call(run, Method(receiver, name, value), Arguments(), node).under(choices)
    owner = receiver.cls if value.kind == "classmethod" and isinstance(receiver, Instance) else receiver
    return single(Method(owner, name, value), run.origin(node), choices)


def set_(run: Run, values: ValueSet, name: str, new: ValueSet, node: cst.CSTNode) -> None:
    """Assign `value.name = new` at `node` for each value on this path."""
    for binding in values.given(run.state.path):
        _set(run, binding.value, name, new, binding.choices if len(values) > 1 else NO_CHOICES, node)


def _set(run: Run, value: Value, name: str, new: ValueSet, choices: Choices, node: cst.CSTNode) -> None:
    if isinstance(value, Instance):
        if classes.method(run, value, "__setattr__") is not None:
            run.lose(new, node, "is kept by a __setattr__ of the program's own")
        setter = classes.method(run, value, f"<setter of {name}>")
        if setter is not None:
            calls.call(
                run, setter, Arguments((Argument(new),)), setter.function.node if setter.function else value.cls.node
            )
            return
        cell = (value.site, name)
        if value.site in run.summaries:
            run.state.add(cell, new)
            for binding in new:
                how = f"is kept as .{name} of objects that are made elsewhere"
                calls.release(run, binding.value, value.cls.node, how)
        else:
            run.state.set_under(cell, new, choices)
    elif isinstance(value, Class):
        run.state.set_under((value.scope, name), new, choices)
    elif isinstance(value, Unknown | Symbol):
        run.state.set_under((value, name), new, choices)
        run.lose(new, node, f"is kept as .{name} of an object that is not seen")
    else:
        run.library.set_attribute(run, value, name, new)
        run.lose(new, node, f"is kept as .{name} of an object whose attributes are not followed")
