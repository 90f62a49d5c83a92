"""Layers that a program gets hold of on their own: by `model.layers[-1]`, `get_layer`, or as the layer was made.

Whoever has the layer that makes a head can get at the head's activation. What is not followed leaves what is seen.
"""

from __future__ import annotations

import re

import libcst as cst

from xent_lint.analysis import calls, contents
from xent_lint.analysis.domain import ValueSet
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.values import ActivationValue, Constant, Items, Layer, LibraryObject, Model, Tensor
from xent_lint.overlays import layers, models, tensors

HARMLESS = frozenset(
    """name _name trainable get_weights set_weights weights variables trainable_weights non_trainable_weights
    trainable_variables non_trainable_variables count_params input input_shape output_shape compute_output_shape
    __class__ kernel bias kernel_regularizer bias_regularizer dtype units built build input_spec add_weight add_loss
    losses supports_masking""".split()
)
"""Attributes of layers that tell nothing of their activation."""

FOLLOWED = ("call", "__call__")

UNKNOWN_INDEX = 10**6
"""Of a layer that is not found: it stands for any layer of the model."""

INNER = -UNKNOWN_INDEX
"""Of a layer that is not found, and that is not the last one."""


def index_of(run: Run, model: Model, args: Arguments) -> int:
    """The place of `get_layer(name)` or `get_layer(index=i)`."""
    wanted = args.keywords.get("name") or args.keywords.get("index") or args.first()
    key = wanted.values.only if wanted is not None else None
    if isinstance(key, Constant) and isinstance(key.value, int):
        return key.value
    if not isinstance(key, Constant) or not isinstance(key.value, str):
        return UNKNOWN_INDEX
    if model.kind == "functional":
        return _index_of_output(run, model, key.value)
    state = (run.state.get((model.site, models.LAYERS)) or ValueSet()).only
    for index, values in enumerate(state.items if isinstance(state, Items) else ()):
        layer = values.only
        if isinstance(layer, Layer | ActivationValue) and layer.name == key.value:
            return index
    return UNKNOWN_INDEX


def _index_of_output(run: Run, model: Model, name: str) -> int:
    """-1 where the only output is that of the layer, INNER where none can be: Keras calls a `Dense` `dense_1`."""
    values = run.state.get((model.site, models.OUTPUTS)) or ValueSet()
    output = values.only
    if isinstance(output, Tensor) and output.name == name:
        return -1
    outputs = [each.only for each in (contents.sequence(run, output) if output is not None else None) or (values,)]
    return UNKNOWN_INDEX if any(_may_be_called(each, name) for each in outputs) else INNER


def _may_be_called(output: object, name: str) -> bool:
    if not isinstance(output, Tensor):
        return True
    if output.name is not None:
        return output.name == name
    made = output.layer.node if output.layer is not None else None
    called = made.func if isinstance(made, cst.Call) else None
    last = called.attr if isinstance(called, cst.Attribute) else called
    if not isinstance(last, cst.Name):
        return True
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", last.value).lower()
    return re.fullmatch(rf"{words}(_\d+)?", name) is not None


def may_be_last(run: Run, model: Model, index: int) -> bool:
    """Whether the layer at a place may be one that makes an output."""
    if index == INNER:
        return False
    if model.kind == "functional":
        outputs = run.state.get((model.site, models.OUTPUTS)) or ValueSet()
        return index == -1 or index > 0 or not isinstance(outputs.only, Tensor)
    state = (run.state.get((model.site, models.LAYERS)) or ValueSet()).only
    if not isinstance(state, Items) or any(contents.is_rest(each) for each in state.items):
        return True
    count = len(state.items)
    return index >= count or index < -count or index % count == count - 1


def read(run: Run, value: LibraryObject, name: str, node: cst.CSTNode) -> ValueSet | None:
    """`model.layers[-1].output` and other attributes; None where nothing is known of it."""
    assert isinstance(value.data, tuple)
    model, index = value.data
    if name == "output":
        output = models.layers_before(run, model, index, node)
        if any(each.value.is_unknown for each in output):
            _escape(run, model, index, node, "is read by way of one of its layers")
        return output
    if name not in HARMLESS:
        _escape(run, model, index, node, f"is looked into by .{name} of one of its layers")
    return None


def hand_on(run: Run, value: LibraryObject, node: cst.CSTNode) -> None:
    """A layer of a model is called, or given to code that is not seen."""
    assert isinstance(value.data, tuple)
    model, index = value.data
    _escape(run, model, index, node, "is handed on by one of its layers")


def _escape(run: Run, model: Model, index: int, node: cst.CSTNode, how: str) -> None:
    if may_be_last(run, model, index):
        calls.release(run, model, node, how, whole=False)


def look_into(run: Run, layer: Layer, node: cst.CSTNode, how: str) -> None:
    """Something asks a layer object for more than its output: its activation, its configuration."""
    if layer.activation is None:
        return
    with run.mute():
        outputs = layers.apply(run, layer, tensors.data(None), node)
    for binding in outputs:
        if isinstance(binding.value, Tensor):
            run.flows.escaped(binding.value, run.origin(node), how)
