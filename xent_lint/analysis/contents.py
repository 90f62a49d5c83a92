"""What lists, dicts and tuples hold: reading, without a change."""

from __future__ import annotations

from collections.abc import Iterable

from xent_lint.analysis import limits
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import (
    Class,
    Constant,
    DictRef,
    Entries,
    Function,
    Instance,
    Items,
    Layer,
    ListRef,
    Loss,
    Method,
    Model,
    Partial,
    Rest,
    Symbol,
    Tensor,
    Tuple,
    Value,
)


def truth(run: Run, value: Value) -> bool | None:
    """The truth value of `value`, None when it is not known."""
    if isinstance(value, Constant):
        return bool(value.value)
    items = sequence(run, value)
    if items is not None:
        return bool(items)
    if isinstance(value, DictRef):
        entries = entries_of(run, value)
        return None if entries is None or not (entries.entries or entries.complete) else bool(entries.entries)
    if isinstance(value, Symbol | Method) and is_opaque(run, value):
        return None
    if isinstance(value, Function | Class | Instance | Layer | Model | Loss | Method | Partial | Symbol):
        return True
    return None


def is_opaque(run: Run, value: Value) -> bool:
    """Whether nothing is known of a value: an unknown one, a setting of a module that is not seen, an attribute of an
    object that the tables do not describe. Such a value is still the same one when it is asked for again."""
    if isinstance(value, Symbol):
        return not (value.name.startswith("builtins.") or run.library.knows(value))
    if isinstance(value, Method):
        return value.function is None
    return value.is_unknown


def raw_items(run: Run, value: Value) -> tuple[ValueSet, ...] | None:
    """The items of a tuple or list, with a Rest where some are not known; None for anything else."""
    if isinstance(value, Tuple):
        return value.items
    if isinstance(value, ListRef):
        state = run.state.get((value.site, "items"))
        items = state.only if state else None
        if isinstance(items, Items):
            return items.items
        versions = [binding.value for binding in state or ()]
        members = [each for version in versions if isinstance(version, Items) for each in version.items]
        like = common(members) if all(isinstance(version, Items) for version in versions) else None
        return (single(Rest("a list with alternatives", like=like)),)
    return None


def common(members: Iterable[ValueSet]) -> Value | None:
    """The tensor, or tuple of tensors, that all members of a collection are."""
    found = {value.like if isinstance(value, Rest) else value for value in (each.only for each in members)}
    like = found.pop() if len(found) == 1 else None
    return like if isinstance(like, Tensor | Tuple) and _holds_tensors(like) else None


def _holds_tensors(value: Tensor | Tuple) -> bool:
    return isinstance(value, Tensor) or any(isinstance(each.only, Tensor) for each in value.items)


def member(run: Run, value: Value | None) -> Value | None:
    """The tensor, or tuple of tensors, that every item of a list or tuple is, however many there are."""
    items = raw_items(run, value) if value is not None else None
    return common(items) if items is not None else None


def is_rest(values: ValueSet) -> bool:
    """Whether it stands for an unknown number of items."""
    return isinstance(values.only, Rest)


def sequence(run: Run, value: Value) -> tuple[ValueSet, ...] | None:
    """The items of a tuple or list; None where they are not known one by one."""
    items = raw_items(run, value)
    return None if items is None or any(is_rest(each) for each in items) else items


def entries_of(run: Run, value: Value) -> Entries | None:
    """The entries of a dict; None where they are not known."""
    if not isinstance(value, DictRef):
        return None
    state = run.state.get((value.site, "entries"))
    entries = state.only if state else None
    return entries if isinstance(entries, Entries) else None


def iterate(run: Run, value: Value) -> tuple[ValueSet, ...] | None:
    """What a loop over `value` yields, None where it is not known."""
    items = sequence(run, value)
    if items is not None:
        return items
    entries = entries_of(run, value)
    if entries is not None and entries.complete:
        return tuple(single(key) for key, _ in entries.entries)
    if isinstance(value, Constant) and isinstance(value.value, str) and len(value.value) <= limits.MAX_ITEMS:
        return tuple(single(Constant(character)) for character in value.value)
    return None


def known_members(run: Run, value: Value) -> set[Value] | None:
    """The members of a container of which every one is a known constant."""
    items = iterate(run, value)
    members = [each.only for each in items] if items is not None else [None]
    found: set[Value] = {each for each in members if isinstance(each, Constant)}
    return found if len(found) == len(set(members)) else None


def everything_in(run: Run, container: ListRef | DictRef) -> list[ValueSet]:
    """All that a list or dict may hold here, in any of its versions."""
    name = "items" if isinstance(container, ListRef) else "entries"
    versions = [binding.value for binding in run.state.get((container.site, name)) or ()]
    items = [each for version in versions if isinstance(version, Items) for each in version.items]
    return items + [each for version in versions if isinstance(version, Entries) for _, each in version.entries]
