"""Edits the code of notebook cells inside the JSON text, and leaves every other character of it as it is.

The text of a cell is a string, or a list of strings with one line each. Both are taken apart into units: what the file
writes for one character of the text (`x`, `\\n`, `\\u00e9`), and what stands between two strings of a list. An edit
replaces units; the others go back as they were written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xent_lint.source import SourceError, Splice

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_UNIT: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_ESCAPED_BEYOND_ASCII: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u(?!00[0-7])[0-9a-fA-F]{4}")
_SEPARATOR: Final = re.compile(r'"[ \t\n\r]*,[ \t\n\r]*"')
_DECODER: Final = json.JSONDecoder()


@dataclass(frozen=True)
class _Unit:
    """What the file writes (`raw`) for a character, or between two strings of a list (`character` is empty)."""

    raw: str
    character: str

    @property
    def separates(self) -> bool:
        """Whether it stands between two strings."""
        return not self.character


@dataclass(frozen=True)
class _Code:
    """The text of a cell in the JSON text: the range from the first character to the last, and what it is made of.

    `separator` is what a new line in a list of lines begins with; None where the text is one string.
    """

    start: int
    end: int
    units: tuple[_Unit, ...]
    separator: str | None


class _TooOddError(Exception):
    """JSON that means a notebook, and that no program would write so."""


def edit_cells(filename: str, notebook: str, splices: Mapping[int, Sequence[Splice]]) -> str:
    """The JSON text with edits in the text of cells, counted from 1 over all cells."""
    ascii_only = notebook.isascii() and _ESCAPED_BEYOND_ASCII.search(notebook) is not None
    places = list(_cells(notebook, 0))
    pieces: list[str] = []
    at = 0
    for number in sorted(number for number, edits in splices.items() if edits):
        try:
            code = _code(notebook, places[number - 1])
        except (_TooOddError, IndexError):
            raise SourceError(filename, "the JSON of this cell is too odd to be edited in place", cell=number) from None
        units = list(code.units)
        for splice in reversed(splices[number]):
            _replace(units, splice, code.separator, ascii_only)
        pieces += [notebook[at : code.start], *(unit.raw for unit in units)]
        at = code.end
    return "".join([*pieces, notebook[at:]])


def place_of(notebook: str, key: str) -> int:
    """Where in the JSON text the value of a key of the outermost object begins."""
    return dict(_members(notebook, _after_space(notebook, 0)))[key]


def character_places(notebook: str, cell: int) -> tuple[int, ...] | None:
    """Where in the JSON text each character of a cell is written, and where the last one ends; None: too odd."""
    places = list(_cells(notebook, 0))
    try:
        code = _code(notebook, places[cell - 1])
    except (_TooOddError, IndexError):
        return None
    at = code.start
    found: list[int] = []
    for unit in code.units:
        if not unit.separates:
            found.append(at)
        at += len(unit.raw)
    return (*found, at)


def _replace(units: list[_Unit], splice: Splice, separator: str | None, ascii_only: bool) -> None:
    """One edit. The strings of a list go on ending where lines end."""
    characters = [index for index, unit in enumerate(units) if not unit.separates]
    characters.append(len(units))
    start = characters[splice.start]
    end = characters[splice.end - 1] + 1 if splice.end > splice.start else start
    at_end = end == len(units)
    new = list(_written(splice.text, separator, ascii_only))
    if separator is not None and new:
        between = _Unit(separator, "")
        if start and units[start - 1].character == "\n":  # only at the end of the text
            new.insert(0, between)
        if new[-1].separates and (at_end or units[end].separates):
            new.pop()
    units[start:end] = new
    end = start + len(new)
    follows = units[end - 1] if end else None
    if end < len(units) and units[end].separates and (follows is None or follows.character != "\n"):
        del units[end]  # a string became empty, or its line now goes on in the next one
    elif end == len(units) and follows is not None and follows.separates:
        del units[end - 1]


def _written(text: str, separator: str | None, ascii_only: bool) -> Iterator[_Unit]:
    """The units of new text, written as the file writes strings; half of a surrogate pair can only be escaped."""
    for character in text:
        escape = ascii_only or "\ud800" <= character <= "\udfff"
        yield _Unit(json.dumps(character, ensure_ascii=escape)[1:-1], character)
        if separator is not None and character == "\n":
            yield _Unit(separator, "")


def _cells(notebook: str, at: int) -> Iterator[int]:
    """Where the objects of all cells begin: of format 4, or of the worksheets of format 3."""
    top = dict(_members(notebook, _after_space(notebook, at)))
    if "cells" in top and notebook[top["cells"]] == "[":
        yield from _items(notebook, top["cells"])
    elif "worksheets" in top and notebook[top["worksheets"]] == "[":
        for sheet in _items(notebook, top["worksheets"]):
            cells = dict(_members(notebook, sheet)).get("cells")
            if cells is not None and notebook[cells] == "[":
                yield from _items(notebook, cells)


def _code(notebook: str, cell: int) -> _Code:
    members = dict(_members(notebook, cell))
    at = members["source"] if "source" in members else members.get("input")
    if at is None:
        raise _TooOddError
    if notebook[at] == '"':
        _, end = _DECODER.raw_decode(notebook, at)
        return _Code(at + 1, end - 1, tuple(_units(notebook[at + 1 : end - 1])), None)
    strings = list(_items(notebook, at))
    if not strings or any(notebook[start] != '"' for start in strings):
        raise _TooOddError
    units: list[_Unit] = []
    end = at
    for start in strings:
        if end != at:
            units.append(_Unit(notebook[end - 1 : start + 1], ""))
        _, end = _DECODER.raw_decode(notebook, start)
        units.extend(_units(notebook[start + 1 : end - 1]))
    indent = notebook[at + 1 : strings[0]]
    separators = (unit.raw for unit in units if unit.separates and _SEPARATOR.fullmatch(unit.raw))
    return _Code(strings[0] + 1, end - 1, tuple(units), next(separators, f'",{indent or " "}"'))


def _units(raw: str) -> Iterator[_Unit]:
    for match in _UNIT.finditer(raw):
        unit = match.group()
        yield _Unit(unit, unit if len(unit) == 1 else json.loads(f'"{unit}"'))


def _members(notebook: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object at `at` and where their values begin; nothing for another value."""
    if notebook[at] != "{":
        return
    at = _after_space(notebook, at + 1)
    while notebook[at] != "}":
        key, at = _DECODER.raw_decode(notebook, at)
        value = _after_space(notebook, _after_space(notebook, at) + 1)
        yield key, value
        at = _after_comma(notebook, value)


def _items(notebook: str, at: int) -> Iterator[int]:
    """Where the values of the array at `at` begin; nothing for another value."""
    if notebook[at] != "[":
        return
    at = _after_space(notebook, at + 1)
    while notebook[at] != "]":
        yield at
        at = _after_comma(notebook, at)


def _after_comma(notebook: str, value: int) -> int:
    """Where the next key or value, or the closing bracket, is."""
    _, end = _DECODER.raw_decode(notebook, value)
    at = _after_space(notebook, end)
    return _after_space(notebook, at + 1) if notebook[at] == "," else at


def _after_space(notebook: str, at: int) -> int:
    match = _SPACE.match(notebook, at)
    return match.end() if match is not None else at
