"""Keras' model classes and `Input`. What `Model(...)` takes is settled by the interpreter, not by its signature."""

from __future__ import annotations

from xent_lint.knowledge.specs import ModelRole, ModelSpec

ENTRIES: tuple[ModelSpec, ...] = (
    ModelSpec(
        "keras.Sequential", ModelRole.SEQUENTIAL, "(layers=None, trainable=True, name=None)",
        aliases=("keras.models.Sequential",), legacy_signature="(layers=None, name=None)",
    ),
    ModelSpec("keras.Model", ModelRole.FUNCTIONAL, "(*args, **kwargs)", aliases=("keras.models.Model",)),
    ModelSpec(
        "keras.Input", ModelRole.INPUT,
        "(shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, name=None, "
        "tensor=None, optional=False)",
        aliases=("keras.layers.Input",),
        legacy_signature="(shape=None, batch_size=None, name=None, dtype=None, sparse=None, tensor=None, "
                         "ragged=None, type_spec=None, optional=False, **kwargs)",
    ),
)
