"""The cheapest questions first: can this file concern us at all?

A finding needs a loss by name, a second activation of what is predicted, or a hand-written formula: the log of an
activation, or of a sum of exponentials.
"""

from __future__ import annotations

import ast
import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import LossSpec

LIBRARY = re.compile(rb"tensorflow|keras|\btf\.")
CERTAIN = b"cross"
"""The word of most losses counts even where no library is named; the shorter ones stand in "indices" and the like."""

ACTIVATIONS = ("softmax", "sigmoid")
BUILDERS = frozenset((*ACTIVATIONS, "dense", "sequential", "model"))


def is_relevant(data: bytes) -> bool:
    """Whether words that a finding needs occur in the bytes of the file, in any case."""
    lowered = data.lower()
    if CERTAIN in lowered:
        return True
    if not LIBRARY.search(lowered):
        return False
    if any(word in lowered for word in catalog().words):
        return True
    if b".compile(" in lowered and b"loss" in lowered:  # the loss itself may come from another file
        return True
    activated = any(name.encode() in lowered for name in ACTIVATIONS)
    if activated and (b"log" in lowered or b"predict" in lowered):
        return True
    return b"log1p(" in lowered or (b"exp(" in lowered and (b"sum(" in lowered or b"log(" in lowered))


class Survey:
    """What the code itself names, and not only a comment or a longer word. `nodes` are all nodes of the program."""

    def __init__(self, nodes: Sequence[ast.AST]) -> None:
        self._nodes = nodes
        self._names = frozenset(_names(nodes))

    def may_matter(self) -> bool:
        """Whether the code names what a finding needs."""
        if not _loss_names().isdisjoint(self._names):
            return True
        if "compile" in self._names and any(map(_compiles_a_loss, self._nodes)):
            return True
        activated = any(name.lower() in ACTIVATIONS for name in self._names)
        if activated and self._names & {"log", "predict", "predict_on_batch"}:
            return True
        return _exponential_formula(self._names) and any(map(_exponential_formula, self._names_by_function()))

    def builds_models(self) -> bool:
        """Whether the code makes models or heads, which code of another file may train."""
        return any(name.lower() in BUILDERS for name in self._names)

    def imported_modules(self) -> Iterator[str]:
        """The modules that a file imports from, each once, with leading dots for relative ones."""
        return iter(dict.fromkeys(_imported(self._nodes)))

    def _names_by_function(self) -> Iterator[frozenset[str]]:
        """The names of each function that speaks of `exp`, and of the statements around functions and classes."""
        tree = self._nodes[0]
        assert isinstance(tree, ast.Module)
        yield frozenset(
            name
            for statement in tree.body
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            for name in _names(ast.walk(statement))
        )
        rows = sorted(
            node.lineno  # type: ignore[attr-defined]
            for node, name in zip(self._nodes, map(_name, self._nodes), strict=True)
            if name == "exp"
        )
        for node in self._nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and _spans(node, rows):
                yield frozenset(_names(ast.walk(node)))


def _names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names, attributes and strings among some nodes, and what they import."""
    return (name for name in map(_name, nodes) if name is not None)


def _name(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    return node.name.rpartition(".")[2] if isinstance(node, ast.alias) else None


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield module
            yield from (f"{module}{'' if module.endswith('.') else '.'}{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _compiles_a_loss(node: ast.AST) -> bool:
    """`model.compile(loss=...)`, with a loss that another file may define."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "compile"
        and any(keyword.arg == "loss" for keyword in node.keywords)
    )


def _spans(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, rows: Sequence[int]) -> bool:
    """Whether one of the rows, which are sorted, lies in a function or its decorators."""
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    first = min(each.lineno for each in (node, *decorators))
    index = bisect_left(rows, first)
    return index < len(rows) and rows[index] <= (node.end_lineno or node.lineno)


def _exponential_formula(names: Set[str]) -> bool:
    return "exp" in names and bool(names & {"log", "log1p", "reduce_sum", "sum", "reduce_mean"})


@functools.cache
def _loss_names() -> frozenset[str]:
    """The names by which programs speak of losses: short names, aliases, strings."""
    words = tuple(word.decode() for word in catalog().words)
    return frozenset(
        short
        for spec in catalog().entries
        if isinstance(spec, LossSpec)
        for name in (spec.name, *spec.aliases, *spec.strings, *spec.serialized)
        if any(word in (short := name.rpartition(".")[2]).lower() for word in words)
    )
