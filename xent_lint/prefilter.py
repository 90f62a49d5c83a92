"""The cheapest questions first: can this file concern us at all?"""

from __future__ import annotations

import ast
import functools

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import LossSpec


def is_relevant(data: bytes) -> bool:
    """Whether a word that a finding needs (the name of a loss, in any case) occurs in the bytes of the file."""
    lowered = data.lower()
    return any(word in lowered for word in catalog().words)


def names_a_loss(tree: ast.Module) -> bool:
    """Whether the code itself, and not only a comment or a longer word, names a loss of the tables."""
    names = _loss_names()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found = node.id
        elif isinstance(node, ast.Attribute):
            found = node.attr
        elif isinstance(node, ast.alias):
            found = node.name.rpartition(".")[2]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = node.value
        else:
            continue
        if found in names or found == "*":
            return True
    return False


@functools.cache
def _loss_names() -> frozenset[str]:
    """The names by which programs speak of losses: short names, aliases, strings."""
    return frozenset(
        name.rpartition(".")[2]
        for spec in catalog().entries
        if isinstance(spec, LossSpec)
        for name in (spec.name, *spec.aliases, *spec.strings, *spec.serialized)
    )
