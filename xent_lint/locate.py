"""Where syntax stands. Positions are computed statement by statement, for those that something is said about.

`PositionProvider` over a whole module costs 1.8 parses, because it generates the code of every node. Here the code of
one statement is generated alone, and the row of that statement is read from the `ast` tree, which the gate has made
anyway.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from xent_lint.analysis.values import Origin
from xent_lint.diagnostics import Span
from xent_lint.project import ProjectModules
from xent_lint.source import Source

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


class Locator:
    """Turns origins into spans, in the file that is checked and in those that it imports."""

    def __init__(self, source: Source, module: cst.Module, tree: ast.Module, project: ProjectModules | None) -> None:
        self._project = project
        self._places = {source.filename: _Places(source, module, tree)}

    def span(self, origin: Origin) -> Span:
        """Where the origin's syntax stands: a statement of the module, or any node below one."""
        return self._in(origin.module).span(origin.node)

    def _in(self, filename: str) -> _Places:
        if filename not in self._places:
            assert self._project is not None, f"without other files, nothing can be in {filename}"
            self._places[filename] = _Places(*self._project.parsed(filename))
        return self._places[filename]


@dataclass(frozen=True, eq=False)
class _Unit:
    """A statement whose code is generated alone: of the module, or in the body of a class or function."""

    statement: Statement
    tree: ast.stmt  # the same statement, or the first one of its line
    indents: tuple[str | None, ...]  # of the blocks around it; None is the module's usual one


class _Places:
    """The positions in one file."""

    def __init__(self, source: Source, module: cst.Module, tree: ast.Module) -> None:
        self._source = source
        self._module = module
        self._not_indexed = _units(module.body, tree.body, ())
        self._unit_of: dict[cst.CSTNode, _Unit] = {}
        self._positions: dict[_Unit, tuple[Mapping[cst.CSTNode, CodeRange], int]] = {}

    def span(self, node: cst.CSTNode) -> Span:
        """The range that PositionProvider gives for the whole module."""
        unit = self._unit_containing(node)
        if unit not in self._positions:
            self._positions[unit] = self._positions_in(unit)
        positions, rows_above = self._positions[unit]
        place = positions[node]
        return self._source.span(
            place.start.line + rows_above, place.start.column, place.end.line + rows_above, place.end.column
        )

    def _unit_containing(self, node: cst.CSTNode) -> _Unit:
        while node not in self._unit_of:
            unit = next(self._not_indexed, None)
            if unit is None:
                raise KeyError(f"{type(node).__name__} is below no statement of {self._source.filename}")
            self._index(unit)
        return self._unit_of[node]

    def _index(self, unit: _Unit) -> None:
        """Note for each node of a statement the smallest unit that contains it."""
        units = [unit]
        while units:
            unit = units.pop()
            below: list[cst.CSTNode] = [unit.statement]
            while below:
                node = below.pop()
                self._unit_of[node] = unit
                if isinstance(node, cst.IndentedBlock) and _is_body(node, unit):
                    units += _units(node.body, unit.tree.body, (*unit.indents, node.indent))  # type: ignore[attr-defined]
                    below += (*node.footer, node.header)
                else:
                    below += _children(node)

    def _positions_in(self, unit: _Unit) -> tuple[Mapping[cst.CSTNode, CodeRange], int]:
        """The positions in a program of this statement alone, and how many rows fewer than in the file stand above."""
        statement = unit.statement
        for indent in reversed(unit.indents):
            statement = cst.If(cst.Name("_"), cst.IndentedBlock([statement], indent=indent))
        alone = self._module.with_changes(header=(), body=(statement,), footer=())
        positions = MetadataWrapper(alone, unsafe_skip_copy=True).resolve(PositionProvider)
        return positions, unit.tree.lineno - positions[unit.statement].start.line


def _units(
    statements: Sequence[cst.BaseStatement], trees: Sequence[ast.stmt], indents: tuple[str | None, ...]
) -> Iterator[_Unit]:
    """The statements of one block, each with its `ast` statement; a line like `a; b` is several of those."""
    index = 0
    for statement in statements:
        assert isinstance(statement, Statement)
        yield _Unit(statement, trees[index], indents)
        index += len(statement.body) if isinstance(statement, cst.SimpleStatementLine) else 1


def _is_body(block: cst.IndentedBlock, unit: _Unit) -> bool:
    return isinstance(unit.statement, cst.FunctionDef | cst.ClassDef) and block is unit.statement.body


def _children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes directly below. `CSTNode.children` runs a visitor over them and takes several times as long."""
    for value in _fields(type(node))(node):
        if isinstance(value, cst.CSTNode):
            yield value
        elif isinstance(value, tuple | list):
            yield from value


@cache
def _fields(kind: type[cst.CSTNode]) -> Callable[[cst.CSTNode], tuple[object, ...]]:
    """Reads all fields of a node of this class at once."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda node: tuple(getattr(node, name) for name in names)
