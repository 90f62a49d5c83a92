"""What Keras runs on, and what that makes of a pair of head and loss."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from xent_lint.analysis.observations import Pair
from xent_lint.analysis.values import Shadow
from xent_lint.settings import KerasBackend

CHOOSER: Final = "KERAS_BACKEND"
"""The environment variable that Keras 3 goes by, tf.keras of TensorFlow 2.16 and later with it."""


def backend_of(nodes: Iterable[ast.AST], said: KerasBackend) -> KerasBackend:
    """TensorFlow, where a file has its Keras from TensorFlow alone; else what the settings say."""
    from_tensorflow = False
    for node in nodes:
        if isinstance(node, ast.Constant) and node.value == CHOOSER:
            return said
        for dotted in _modules(node):
            top, _, rest = dotted.partition(".")
            if top == "keras":
                return said
            from_tensorflow |= top == "tf_keras" or (top in ("tensorflow", "tf") and rest.split(".")[0] == "keras")
    return KerasBackend.TENSORFLOW if from_tensorflow else said


def _modules(node: ast.AST) -> Iterable[str]:
    """What a node imports, or `tf.keras` where it is written so."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Attribute) and node.attr == "keras" and isinstance(node.value, ast.Name):
        return [f"{node.value.id}.keras"]
    return []


def on_backend(pair: Pair, backend: KerasBackend) -> Pair:
    """The pair as that backend sees it: on JAX and torch nothing leads from probabilities back to their logits."""
    if backend in (KerasBackend.JAX, KerasBackend.TORCH) and pair.head.shadow is not Shadow.LOST:
        return replace(pair, head=replace(pair.head, shadow=Shadow.LOST))
    return pair
