"""Keras' lower-case merging functions, which take the list of tensors: `keras.layers.add([a, b])`."""

from __future__ import annotations

from xent_lint.knowledge.specs import OpRole, OpSpec

ENTRIES: tuple[OpSpec, ...] = (
    OpSpec("keras.layers.add", OpRole.SUM, "(inputs, **kwargs)", "inputs"),
    OpSpec("keras.layers.subtract", OpRole.SUM, "(inputs, **kwargs)", "inputs"),
    OpSpec("keras.layers.multiply", OpRole.OPAQUE, "(inputs, **kwargs)", "inputs"),
    OpSpec("keras.layers.average", OpRole.AVERAGE, "(inputs, **kwargs)", "inputs"),
    OpSpec("keras.layers.maximum", OpRole.SELECT, "(inputs, **kwargs)", "inputs"),
    OpSpec("keras.layers.minimum", OpRole.SELECT, "(inputs, **kwargs)", "inputs"),
    OpSpec("keras.layers.concatenate", OpRole.CONCATENATE, "(inputs, axis=-1, **kwargs)", "inputs"),
    OpSpec(
        "keras.layers.dot", OpRole.OPAQUE, "(inputs, axes=-1, **kwargs)", "inputs",
        legacy_signature="(inputs, axes, normalize=False, **kwargs)",
    ),
)
