"""The program that is being repaired: its text, its tree, and what the analysis saw in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import libcst as cst

from xent_lint.analysis.entry import Analysis
from xent_lint.analysis.observations import Observation
from xent_lint.analysis.values import Class, Function, Method, Origin, Partial, Value
from xent_lint.diagnostics import Span
from xent_lint.fixes.names import Scopes
from xent_lint.gate import Syntax
from xent_lint.nodes import children
from xent_lint.source import Source

UNPACKED = (cst.Tuple, cst.List, cst.Element, cst.StarredElement)
"""Syntax between a name that is bound and what binds it: `a, b = ...`."""


@dataclass(frozen=True)
class Program:
    """One file with everything that repairs ask for. `locate` gives the span of an origin."""

    source: Source
    syntax: Syntax
    module: cst.Module
    analysis: Analysis
    locate: Callable[[Origin], Span]

    @property
    def filename(self) -> str:
        """The file that edits may be made in: no other."""
        return self.source.filename

    def here(self, origin: Origin | None) -> bool:
        """Whether a place is in this file."""
        return origin is not None and origin.module == self.filename

    def span(self, node: cst.CSTNode) -> Span:
        """Where a node of this file stands, without its parentheses."""
        return self.locate(Origin(self.filename, node))

    def line(self, origin: Origin) -> str:
        """`line 12`, with the cell or file where it is another one; for reasons."""
        if isinstance(origin.node, cst.Module):
            return "the module" if self.here(origin) else origin.module
        span = self.locate(origin)
        cell = f"cell {span.cell}, " if span.cell is not None else ""
        return f"{cell}line {span.start.row}" if self.here(origin) else f"{span.filename}, line {span.start.row}"

    def text(self, node: cst.CSTNode) -> str:
        """The text of a node as it is written, without its parentheses."""
        return self.text_of(self.span(node))

    def text_of(self, span: Span) -> str:
        """The text of a range of this file."""
        row = self.source.program_row(span)
        rows = list(self.source.lines[row - 1 : row + span.end.row - span.start.row])
        rows[-1] = rows[-1][: span.end.column]
        rows[0] = rows[0][span.start.column :]
        return self.source.newline.join(rows)

    def position(self, node: cst.CSTNode) -> tuple[int, int]:
        """Row of the program and column where a node begins, to order nodes by."""
        span = self.span(node)
        return self.source.program_row(span), span.start.column

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node that holds `node`; None for the module."""
        return self._parents.get(node)

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Parent, grandparent, ... up to the module."""
        current = self._parents.get(node)
        while current is not None:
            yield current
            current = self._parents.get(current)

    def is_inlined(self, call: cst.CSTNode) -> bool:
        """Whether everything that is called at a call is code of the program, which was followed."""
        callees = self.analysis.flows.called_at(Origin(self.filename, call))
        return bool(callees) and all(map(is_own_code, callees))

    def observed_at(self, node: cst.CSTNode | None) -> tuple[Observation, ...]:
        """What rules were told about a node of this file."""
        return tuple(self._observations.get(node, ())) if node is not None else ()

    def is_imported(self, name: str) -> bool:
        """Whether an import of this file binds the name, and nothing else does."""
        return name in self._imported and name not in self._assigned

    def is_bound(self, name: str) -> bool:
        """Whether anything in this file binds the name."""
        return name in self._imported or name in self._assigned

    def is_parameter(self, name: cst.Name) -> bool:
        """Whether the function around a name has a parameter that is called so."""
        function = self.function_of(name)
        parameters = function.params if isinstance(function, cst.FunctionDef | cst.Lambda) else cst.Parameters()
        every = (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
        return any(each.name.value == name.value for each in every)

    def occurrences(self, dotted: str) -> int:
        """How often a name, or a name and its attributes, stands in this file."""
        return self._names[dotted]

    def function_of(self, node: cst.CSTNode) -> cst.CSTNode:
        """The innermost function that holds a node; the module for others."""
        functions = (each for each in self.ancestors(node) if isinstance(each, cst.FunctionDef | cst.Lambda))
        return next(functions, self.module)

    def loads_of(self, name: str) -> list[cst.Name]:
        """Where a name stands other than as what is bound."""
        return self._loads.get(name, [])

    def nodes(self) -> Iterator[cst.CSTNode]:
        """Every node below the module, in no order that means anything."""
        yield from self._parents

    def imports(self) -> list[cst.ImportAlias]:
        """What the imports of this file bind, wherever they stand."""
        return self._aliases

    def mentions(self, name: str) -> bool:
        """Whether a string of this file holds the name as a word, as `__all__` and lazy annotations do."""
        word = re.compile(rf"\b{re.escape(name)}\b")
        return any(word.search(text) for text in self._short_strings)

    @cached_property
    def scopes(self) -> Scopes:
        """What the names of this file are bound to."""
        return Scopes(self.syntax)

    @cached_property
    def _loads(self) -> Mapping[str, list[cst.Name]]:
        found: dict[str, list[cst.Name]] = {}
        for node, parent in self._parents.items():
            if (
                isinstance(node, cst.Name)
                and not isinstance(parent, cst.ImportAlias)
                and not self._is_target(node)
                and not (isinstance(parent, cst.Arg) and parent.keyword is node)
                and not (isinstance(parent, cst.Attribute) and parent.attr is node)
            ):
                found.setdefault(node.value, []).append(node)
        return found

    @cached_property
    def _aliases(self) -> list[cst.ImportAlias]:
        return [node for node in self._parents if isinstance(node, cst.ImportAlias)]

    @cached_property
    def _short_strings(self) -> list[str]:
        strings = (node.value for node in self._parents if isinstance(node, cst.SimpleString))
        return [text for text in strings if text[:1] not in "rRbB" and len(text) < 100]

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(
            dotted_name(node)
            for node, parent in self._parents.items()
            if isinstance(node, cst.Name | cst.Attribute)
            and not (isinstance(parent, cst.Arg) and parent.keyword is node)
            and not (isinstance(parent, cst.Attribute) and parent.attr is node)
        )

    @cached_property
    def _imported(self) -> frozenset[str]:
        return frozenset(alias.evaluated_alias or alias.evaluated_name.split(".")[0] for alias in self._aliases)

    @cached_property
    def _assigned(self) -> frozenset[str]:
        return frozenset(
            node.value
            for node, parent in self._parents.items()
            if isinstance(node, cst.Name)
            and self._is_target(node)
            and not isinstance(self._parents.get(parent), cst.ImportAlias)
        )

    def _is_target(self, name: cst.Name) -> bool:
        """Whether a name stands there to be bound."""
        node: cst.CSTNode = name
        parent = self._parents.get(node)
        while isinstance(parent, UNPACKED):
            node, parent = parent, self._parents.get(parent)
        if isinstance(parent, cst.AssignTarget | cst.AnnAssign | cst.For | cst.CompFor | cst.NamedExpr):
            return parent.target is node
        return isinstance(parent, cst.Param | cst.FunctionDef | cst.ClassDef | cst.AsName) and parent.name is node

    @cached_property
    def _observations(self) -> Mapping[cst.CSTNode, list[Observation]]:
        found: dict[cst.CSTNode, list[Observation]] = {}
        for observation in self.analysis.observations:
            if self.here(observation.place):
                found.setdefault(observation.place.node, []).append(observation)
        return found

    @cached_property
    def _parents(self) -> Mapping[cst.CSTNode, cst.CSTNode]:
        parents: dict[cst.CSTNode, cst.CSTNode] = {}
        pending: list[cst.CSTNode] = [self.module]
        while pending:
            node = pending.pop()
            for child in children(node):
                parents[child] = node
                pending.append(child)
        return parents


def is_own_code(callee: Value) -> bool:
    """Whether calling it runs code of the program."""
    if isinstance(callee, Method):
        return callee.function is not None
    return isinstance(callee, Function | Class | Partial)


def dotted_name(node: cst.CSTNode) -> str:
    """`a.b.c` for an expression of that form; empty for anything else."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        base = dotted_name(node.value)
        return f"{base}.{node.attr.value}" if base else ""
    return ""
