"""Names of a generated program that mean nothing: nothing binds them, or they are imported from where they are not.

It knows what the grammar and its fixes write and nothing of the linter.
"""

from __future__ import annotations

import ast
import builtins

SECTIONS = {
    "Accuracy": ("metrics",),
    "Crossentropy": ("losses", "metrics"),
    "_crossentropy": ("losses",),
    "sigmoid": ("activations", "ops", "nn"),
    "softmax": ("activations", "ops", "nn"),
}
"""By the end of a name: where Keras and TensorFlow have what is called so."""


def meaningless(text: str) -> set[str]:
    """The names."""
    nodes = list(ast.walk(ast.parse(text)))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    loaded = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            section = (node.module or "").rpartition(".")[2]
            found |= {alias.name for alias in node.names if _is_elsewhere(alias.name, section)}
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name[0].isupper()}
    return found | (loaded - bound - set(dir(builtins)) - {"__name__"})


def _is_elsewhere(name: str, section: str) -> bool:
    return any(name.endswith(end) and section not in sections for end, sections in SECTIONS.items())
