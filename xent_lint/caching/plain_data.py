"""Frozen dataclasses as JSON values and back, by their type hints, so that a new field needs no line here.

A cache is read from the folder of a project that may be anybody's, so it must not be able to make anything but
findings: that rules out pickle, and libraries that are built on it.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


def plain(value: object) -> Any:
    """A value as lists, strings, numbers, booleans and None."""
    if dataclasses.is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"no plain form for {type(value).__name__}")


def made(kind: type[Made], value: Any) -> Made:
    """The dataclass that `plain` gave the value for; ValueError or TypeError where it cannot have."""
    result = _value(kind, value)
    assert isinstance(result, kind)
    return result


def _value(hint: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = _hints(hint)
        return hint(*map(_value, hints, _list(value, len(hints))))
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), value)
    if isinstance(hint, types.UnionType):
        return None if value is None else _value(next(each for each in get_args(hint) if each is not type(None)), value)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(value)
    if type(value) is not hint:
        raise ValueError(f"{value!r} is no {hint}")
    return value


def _tuple(hints: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if hints[1:] == (...,):
        return tuple(_value(hints[0], each) for each in _list(value))
    return tuple(map(_value, hints, _list(value, len(hints))))


def _list(value: Any, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or length not in (None, len(value)):
        raise ValueError(f"{value!r} has another shape")
    return value


@functools.cache
def _hints(kind: type) -> tuple[Any, ...]:
    """The types of the fields in their order; looking them up takes longer than all the rest."""
    hints = get_type_hints(kind)
    return tuple(hints[field.name] for field in dataclasses.fields(kind))
