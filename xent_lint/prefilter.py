"""The cheapest questions first: can this file concern us at all?

A finding needs a loss by name, a second activation of what is predicted, or a hand-written formula: the log of an
activation, or of a sum of exponentials.
"""

from __future__ import annotations

import ast
import functools

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import LossSpec

LIBRARIES = (b"tensorflow", b"keras", b"tf.")
ACTIVATIONS = ("softmax", "sigmoid")


def is_relevant(data: bytes) -> bool:
    """Whether words that a finding needs occur in the bytes of the file, in any case."""
    lowered = data.lower()
    if any(word in lowered for word in catalog().words):
        return True
    if not any(library in lowered for library in LIBRARIES):
        return False
    activated = any(name.encode() in lowered for name in ACTIVATIONS)
    if activated and (b"log" in lowered or b"predict" in lowered):
        return True
    return b"log1p(" in lowered or (b"exp(" in lowered and (b"sum(" in lowered or b"log(" in lowered))


def may_matter(tree: ast.Module) -> bool:
    """Whether the code itself, and not only a comment or a longer word, names what a finding needs."""
    losses = _loss_names()
    seen = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found = node.id
        elif isinstance(node, ast.Attribute):
            found = node.attr
        elif isinstance(node, ast.alias):
            found = node.name.rpartition(".")[2]
            if found == "*":
                return True
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = node.value
        else:
            continue
        if found in losses:
            return True
        seen.add(found)
    return _formula(seen)


def _formula(names: set[str]) -> bool:
    activated = any(name.lower() in ACTIVATIONS for name in names)
    if activated and names & {"log", "predict", "predict_on_batch"}:
        return True
    return "exp" in names and bool(names & {"log", "log1p", "reduce_sum", "sum"})


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
