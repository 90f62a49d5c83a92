"""The cheapest questions first: can this file concern us at all?

A finding needs a loss by name, a second activation of what is predicted, or a hand-written formula: the log of an
activation, or of a sum of exponentials.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator

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


def may_matter(tree: ast.Module) -> bool:
    """Whether the code itself, and not only a comment or a longer word, names what a finding needs."""
    losses = _loss_names()
    seen = set()
    for found in _names(tree):
        if found in losses:
            return True
        seen.add(found)
    if "compile" in seen and any(map(_compiles_a_loss, ast.walk(tree))):
        return True
    activated = any(name.lower() in ACTIVATIONS for name in seen)
    if activated and seen & {"log", "predict", "predict_on_batch"}:
        return True
    return "exp" in seen and (_exponential_formula(set(_own_names(tree))) or any(map(_has_formula, ast.walk(tree))))


def _names(tree: ast.AST) -> Iterator[str]:
    """The names, attributes and strings of a program, and what it imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def builds_models(tree: ast.Module) -> bool:
    """Whether the code makes models or heads, which code of another file may train."""
    return any(name.lower() in BUILDERS for name in _names(tree))


def imported_modules(tree: ast.Module) -> Iterator[str]:
    """The modules that a file imports from, with leading dots for relative ones."""
    for node in ast.walk(tree):
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


def _own_names(tree: ast.Module) -> Iterator[str]:
    """The names of the module's statements that define nothing."""
    for statement in tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _names(statement)


def _has_formula(node: ast.AST) -> bool:
    """A formula of exponentials stands within one function."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return False
    return _exponential_formula(set(_names(node)))


def _exponential_formula(names: set[str]) -> bool:
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
