"""The program that is being repaired: its text, its tree, and what the analysis saw in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import libcst as cst

from xent_lint.analysis.entry import Analysis
from xent_lint.analysis.values import Origin
from xent_lint.diagnostics import Span
from xent_lint.source import Source


@dataclass(frozen=True)
class Program:
    """One file with everything that repairs ask for. `locate` gives the span of an origin."""

    source: Source
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

    def text(self, node: cst.CSTNode) -> str:
        """The text of a node as it is written, without its parentheses."""
        span = self.span(node)
        row = self.source.program_row(span)
        rows = list(self.source.lines[row - 1 : row + span.end.row - span.start.row])
        rows[-1] = rows[-1][: span.end.column]
        rows[0] = rows[0][span.start.column :]
        return self.source.newline.join(rows)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node that holds `node`; None for the module."""
        return self._parents.get(node)

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Parent, grandparent, ... up to the module."""
        current = self._parents.get(node)
        while current is not None:
            yield current
            current = self._parents.get(current)

    @cached_property
    def _parents(self) -> Mapping[cst.CSTNode, cst.CSTNode]:
        parents: dict[cst.CSTNode, cst.CSTNode] = {}
        pending: list[cst.CSTNode] = [self.module]
        while pending:
            node = pending.pop()
            for child in node.children:
                parents[child] = node
                pending.append(child)
        return parents
