"""Names: look-up through the scopes, and binding of targets."""

from __future__ import annotations

import builtins

import libcst as cst

from xent_lint.analysis import attributes, containers, contents
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.environment import Cell
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import Constant, DictRef, ListRef, Scope, ScopeLink, Symbol

BUILTINS = frozenset(dir(builtins)) | {"display", "get_ipython"}
PREDEFINED = {
    "None": Constant(None),
    "True": Constant(True),
    "False": Constant(False),
    "__debug__": Constant(True),
    "__name__": Constant("__main__"),  # a file is judged as the program that it can be
}


def _binding_of(run: Run, name: str) -> tuple[Cell, ValueSet] | None:
    """The cell that `name` refers to here: the function's own, an enclosing one, the module's; None if unbound."""
    scope: Scope | None = run.frame.scope
    innermost = scope
    while scope is not None:
        if scope.kind != "class" or scope is innermost:
            values = run.state.get((scope, name))
            if values is not None:
                return (scope, name), values
        scope = scope.parent
    return None


def look_up(run: Run, name: str, node: cst.CSTNode) -> ValueSet:
    """The values of a name."""
    found = _binding_of(run, name)
    if found is not None:
        return found[1]
    if name in PREDEFINED:
        return single(PREDEFINED[name], run.origin(node))
    if name in BUILTINS:
        return single(Symbol(f"builtins.{name}", name), run.origin(node))
    implicit = None if run.frame.scope.module in run.star_imported else run.library.implicit(name)
    if implicit is not None:
        return single(Symbol(implicit, name), run.origin(node))
    return single(run.unknown(f"{name} is not bound in this file", node))


def bind_name(run: Run, name: str, values: ValueSet) -> None:
    """Assign to a plain name in the current scope (or where `global`/`nonlocal` sends it)."""
    scope = run.frame.scope
    target = run.state.get((scope, f"<scope of {name}>"))
    owner = target.only if target else None
    if isinstance(owner, ScopeLink):
        scope = owner.scope
    run.state.set((scope, name), values)


def declare(run: Run, names: list[str], kind: str) -> None:
    """`global` and `nonlocal`."""
    scope = run.frame.scope
    for name in names:
        owner: Scope | None = scope.parent
        while owner is not None and owner.parent is not None:
            if kind == "nonlocal" and run.state.get((owner, name)) is not None:
                break
            owner = owner.parent
        if owner is not None:
            run.state.set((scope, f"<scope of {name}>"), single(ScopeLink(owner)))


def assign(run: Run, target: cst.BaseExpression, values: ValueSet) -> None:
    """Bind `values` to an assignment's target."""
    if isinstance(target, cst.Name):
        bind_name(run, target.value, values)
    elif isinstance(target, cst.Tuple | cst.List):
        _unpack(run, target, values)
    elif isinstance(target, cst.Attribute):
        attributes.set_(run, run.evaluate(target.value), target.attr.value, values, target)
    elif isinstance(target, cst.Subscript):
        receivers = run.evaluate(target.value)
        if not all(isinstance(binding.value, ListRef | DictRef) for binding in receivers):
            run.lose(values, target, "is kept in an object that is not seen")
        containers.set_item(run, receivers, target, values)


def unbind(run: Run, target: cst.BaseExpression) -> None:
    """`del target`: a deleted name cannot be told from one that was never known."""
    if isinstance(target, cst.Name):
        found = _binding_of(run, target.value)
        if found is not None:
            run.state.set(found[0], single(run.unknown(f"{target.value} was deleted", target)))
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            unbind(run, element.value)
    elif isinstance(target, cst.Subscript):
        containers.forget(run, run.evaluate(target.value), "an item was deleted")


def _unpack(run: Run, target: cst.Tuple | cst.List, values: ValueSet) -> None:
    count = len(target.elements)
    star = next((i for i, each in enumerate(target.elements) if isinstance(each, cst.StarredElement)), None)
    columns: list[list[ValueSet]] = [[] for _ in range(count)]
    for binding in values.given(run.state.path):
        row = contents.sequence(run, binding.value)
        if row is not None and star is not None and len(row) >= count - 1:
            rest = len(row) - (count - 1)
            middle = containers.new_list(run, target, list(row[star : star + rest]))
            row = (*row[:star], middle, *row[star + rest :])
        if row is None or len(row) != count:
            # each unpacking of the same unknown gives the same unknown parts
            run.lose(single(binding.value), target, "is unpacked from what is not known item by item")
            row = tuple(single(run.derive(binding.value, i, "unpacked from an unknown value")) for i in range(count))
        for column, each in zip(columns, row, strict=True):
            column.append(each.under(binding.choices))
    for element, column in zip(target.elements, columns, strict=True):
        assign(run, element.value, join(column))
