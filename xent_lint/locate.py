"""Where syntax stands. Positions are computed statement by statement, for those that something is said about.

`PositionProvider` over a whole module costs 1.8 parses, because it generates the code of every node. Here the code of
one statement is generated alone, and the row of that statement is read from the `ast` tree, which the gate has made
anyway.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from xent_lint.analysis.values import Origin
from xent_lint.diagnostics import Span
from xent_lint.nodes import children
from xent_lint.outline import Outline, Statement, block_of, paired
from xent_lint.project import ProjectModules
from xent_lint.source import Source

_DEFINITIONS: Final = (cst.FunctionDef, cst.ClassDef)


class Locator:
    """Turns origins into spans, in the file that is checked and in those that it imports."""

    def __init__(self, source: Source, module: cst.Module, tree: ast.Module, project: ProjectModules | None) -> None:
        self._project = project
        self._places = {source.filename: _Places(Outline(source, module, tree, {}))}

    def span(self, origin: Origin) -> Span:
        """Where the origin's syntax stands: a statement of the module, or any node below one."""
        return self._in(origin.module).span(origin.node)

    def _in(self, filename: str) -> _Places:
        if filename not in self._places:
            assert self._project is not None, f"without other files, nothing can be in {filename}"
            self._places[filename] = _Places(self._project.outline(filename))
        return self._places[filename]


@dataclass(frozen=True, eq=False)
class _Unit:
    """A statement whose code is generated alone: of the module, or in the body of a class or function."""

    statement: Statement
    tree: ast.stmt  # the same statement, or the first one of its line
    indents: tuple[str | None, ...]  # of the blocks around it; None is the usual one of `module`
    module: cst.Module  # the program that it was parsed in


class _Places:
    """The positions in one file."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._source = outline.source
        self._not_indexed = _units(outline.module.body, outline.tree.body, (), outline.module)
        self._unit_of: dict[cst.CSTNode, _Unit] = {}
        self._positions: dict[_Unit, tuple[Mapping[cst.CSTNode, CodeRange], int]] = {}

    def span(self, node: cst.CSTNode) -> Span:
        """The range that PositionProvider gives for the whole module."""
        unit = self._unit_containing(node)
        if unit not in self._positions:
            self._positions[unit] = _positions_in(unit)
        positions, rows_above = self._positions[unit]
        place = positions[node]
        end_row, end_column = place.end.line + rows_above, place.end.column
        if node is unit.statement and isinstance(node, _DEFINITIONS) and not self._outline.is_whole:
            end_row = unit.tree.end_lineno or unit.tree.lineno
            end_column = self._source.column(end_row, unit.tree.end_col_offset or 0)
        return self._source.span(place.start.line + rows_above, place.start.column, end_row, end_column)

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
            units += self._units_of_left_out(unit)
            below: list[cst.CSTNode] = [unit.statement]
            while below:
                node = below.pop()
                self._unit_of[node] = unit
                if isinstance(node, cst.IndentedBlock) and self._is_body(node, unit):
                    units += _units(node.body, _body(unit.tree), (*unit.indents, node.indent), unit.module)
                    below += (*node.footer, node.header)
                else:
                    below += children(node)

    def _is_body(self, block: cst.IndentedBlock, unit: _Unit) -> bool:
        definition = unit.statement
        if not isinstance(definition, _DEFINITIONS) or block is not definition.body:
            return False
        return not self._outline.leaves_out_body(definition)

    def _units_of_left_out(self, unit: _Unit) -> Iterator[_Unit]:
        """The statements of a function whose body has been parsed apart from it."""
        module = self._outline.parsed_body(unit.statement)
        if module is not None:
            block = block_of(module)
            yield from _units(block.body, _body(unit.tree), (block.indent,), module)


def _positions_in(unit: _Unit) -> tuple[Mapping[cst.CSTNode, CodeRange], int]:
    """The positions in a program of this statement alone, and how many rows fewer than in the file stand above."""
    statement = unit.statement
    for indent in reversed(unit.indents):
        statement = cst.If(cst.Name("_"), cst.IndentedBlock([statement], indent=indent))
    alone = unit.module.with_changes(header=(), body=(statement,), footer=())
    positions = MetadataWrapper(alone, unsafe_skip_copy=True).resolve(PositionProvider)
    return positions, unit.tree.lineno - positions[unit.statement].start.line


def _units(
    statements: Sequence[cst.BaseStatement],
    trees: Sequence[ast.stmt],
    indents: tuple[str | None, ...],
    module: cst.Module,
) -> Iterator[_Unit]:
    return (_Unit(statement, tree, indents, module) for statement, tree in paired(statements, trees))


def _body(tree: ast.stmt) -> Sequence[ast.stmt]:
    assert isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    return tree.body
