"""The installed libraries, as the tables name them: `keras.*` and `tensorflow.*`, in two worlds.

The modern world is Keras 3 with TensorFlow 2, the legacy world is tf_keras (Keras 2) with `tf.compat.v1`. A canonical
name is looked up in both. Within one world all names of an entry must be one object.
"""

from __future__ import annotations

import enum
import inspect
import math
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import keras
import tensorflow as tf
import tf_keras

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Spec

ENTRIES = catalog().entries
PRESENT = [entry for entry in ENTRIES if entry.gone is None]
GONE = [entry for entry in ENTRIES if entry.gone is not None]

# `tf.compat.v1.layers` is a lazy module that cannot be loaded beside Keras 3; this is what it loads beside tf_keras.
TF1_LAYERS = import_module("tf_keras.api._v1.keras.__internal__.legacy.layers")
TF_KERAS_V1 = import_module("tf_keras.api._v1.keras")

# tf.keras is Keras 3 with its old backend, so `keras.backend.*` of the tables is found there.
MODERN_KERAS = (keras, tf.keras)
LEGACY_KERAS = (tf_keras, TF_KERAS_V1)


def legacy_default() -> bool:
    """Whether `tf.keras` is tf_keras in this process, which would make both worlds the same."""
    return bool(tf.keras.__version__.startswith("2."))


def lookup(roots: tuple[Any, ...], path: list[str]) -> Iterator[Any]:
    """What the dotted path means below each root that has it."""
    for root in roots:
        found: Any = root
        for part in path:
            found = getattr(found, part, None)
        if found is not None:
            yield found


def resolve(name: str, *, legacy: bool) -> list[Any]:
    """Every object of that world that answers to a canonical name."""
    package, *path = name.split(".")
    if package == "keras":
        return list(lookup(LEGACY_KERAS if legacy else MODERN_KERAS, path))
    if package != "tensorflow":
        return []
    if path[:1] == ["layers"]:
        return list(lookup((TF1_LAYERS,), path[1:])) if legacy else []
    return list(lookup((tf.compat.v1,) if legacy else (tf,), path))


def installed(name: str) -> list[Any]:
    """Every object of both worlds that answers to a canonical name."""
    return resolve(name, legacy=False) + resolve(name, legacy=True)


def names(entry: Spec) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


def written_default(value: object) -> str:
    """A default as the tables write it: a literal, or `...` for an object."""
    if isinstance(value, enum.Enum):
        return written_default(value.value)
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else "..."
    if isinstance(value, (tuple, list)):
        parts = [written_default(part) for part in value]
        if "..." in parts:
            return "..."
        inner = ", ".join(parts) + ("," if isinstance(value, tuple) and len(parts) == 1 else "")
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    return "..."


def written_signature(target: Any) -> str:
    """`inspect.signature` as the tables write it: without `self`, annotations and defaults that are objects."""
    parameters = list(inspect.signature(target.__init__ if inspect.isclass(target) else target).parameters.values())
    if inspect.isclass(target):
        parameters = parameters[1:]
    written: list[str] = []
    starred = False
    for index, parameter in enumerate(parameters):
        if parameter.kind is parameter.VAR_POSITIONAL:
            written.append(f"*{parameter.name}")
            starred = True
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            written.append(f"**{parameter.name}")
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            written.append("*")
            starred = True
        default = "" if parameter.default is parameter.empty else f"={written_default(parameter.default)}"
        written.append(parameter.name + default)
        following = parameters[index + 1].kind if index + 1 < len(parameters) else None
        if parameter.kind is parameter.POSITIONAL_ONLY and following is not parameter.POSITIONAL_ONLY:
            written.append("/")
    return f"({', '.join(written)})"
