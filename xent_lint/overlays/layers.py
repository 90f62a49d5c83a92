"""Layers: construction from arguments, and what calling one makes of a tensor."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from xent_lint.analysis import calls, contents
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments, Bound, bind
from xent_lint.analysis.values import (
    ActivationValue,
    Constant,
    Layer,
    Scale,
    Shadow,
    Tensor,
    Unknown,
    Value,
)
from xent_lint.knowledge.specs import Activation, LayerRole, LayerSpec
from xent_lint.overlays import activations, precision, tensors

KERAS_1_UNITS = ("output_dim", "nb_filter", "filters", "units")


def construct(run: Run, spec: LayerSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`Dense(10, activation="softmax")`: one layer for each combination of alternatives."""
    bound = bind(spec.signature, args)
    activation = bound.get(spec.activation) if spec.activation else single(Constant(None))
    inner = bound.get(spec.inner) if spec.inner else single(Constant(None))
    place = bound.node(spec.activation)
    name = bound.get("name").only if bound.has("name") else None
    last = not bound.has("data_format") or bound.get("data_format").only == Constant("channels_last")
    written = spec.role is not LayerRole.APPLY_ACTIVATION  # there the layer as a whole is the activation
    results = []
    for (chosen, units, wrapped), choices in run.combinations(activation, _units(spec, bound), inner):
        layer = Layer(
            spec=spec,
            site=run.site(node),
            activation=activations.resolve(chosen),
            activation_origin=run.origin(place if place is not None and written and not _is_none(chosen) else node),
            units=units.value if isinstance(units, Constant) and isinstance(units.value, int) and last else None,
            inner=wrapped,
            origin=run.origin(node),
            detail=_detail(run, spec, bound),
            half=precision.half(run, args),
            name=name.value if isinstance(name, Constant) and isinstance(name.value, str) else None,
        )
        results.append(single(layer, run.origin(node), choices))
    return join(results)


def _is_none(value: Value) -> bool:
    return isinstance(value, Constant) and value.value is None


def _units(spec: LayerSpec, bound: Bound) -> ValueSet:
    if spec.units is None:
        return single(Constant(None))
    if not bound.has(spec.units):
        for name in KERAS_1_UNITS:
            if bound.has(name):
                return bound.get(name)
    return bound.get(spec.units)


def _detail(run: Run, spec: LayerSpec, bound: Bound) -> object:
    """What else a role needs: the last size of a Reshape, whether a recurrent layer returns its state."""
    if spec.role is LayerRole.RESHAPE and bound.has("target_shape"):
        shape = bound.get("target_shape").only
        items = contents.sequence(run, shape) if shape is not None else None
        last = items[-1].only if items else None
        if isinstance(last, Constant) and isinstance(last.value, int) and last.value > 0:
            return last.value
        return None
    if spec.role in (LayerRole.RECURRENT, LayerRole.SIMPLE_RECURRENT) and bound.has("return_state"):
        return "returns state"
    return None


def call(run: Run, layer: Layer, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`layer(inputs)`."""
    first = args.first("inputs")
    inputs = first.values if first is not None else single(run.unknown("no input", node))
    results = []
    for (value,), choices in run.combinations(inputs):
        results.append(apply(run, layer, value, node).under(choices))
    return join(results)


def resets(layer: Value) -> bool:
    """Whether the layer's output has a scale of its own, whatever goes in."""
    return isinstance(layer, Layer) and layer.spec.role in (
        LayerRole.AFFINE,
        LayerRole.SIMPLE_RECURRENT,
        LayerRole.RECURRENT,
        LayerRole.SOURCE,
        LayerRole.FEATURES,
        LayerRole.OPAQUE,
    )


def apply(run: Run, layer: Value, inputs: Value, node: cst.CSTNode) -> ValueSet:
    """The output of a layer object for one input."""
    if isinstance(layer, ActivationValue):
        return activations.apply(run, layer, inputs, layer.origin, layer.origin, node)
    if not isinstance(layer, Layer):
        argument = Arguments((Argument(single(inputs)),))
        return calls.call(run, layer, argument, node)
    changed = run.state.get((layer.site, "<changed>"))
    if changed:
        return changed
    values = _apply_role(run, layer, inputs, node)
    return ValueSet(
        tuple(b._replace(value=_made_by(layer, inputs, b.value)) if isinstance(b.value, Tensor) else b for b in values)
    )


def _made_by(layer: Layer, inputs: Value, output: Tensor) -> Tensor:
    """The output with the name of its layer, and the precision that its activation was computed in: a linear one does
    not compute anew what was rounded before. A layer in float32 casts that first, and no logits are found behind it."""
    computed = layer.spec.activation is not None and output is not inputs
    half = layer.half if computed else output.half
    shadow = Shadow.LOST if half and not layer.half else output.shadow
    return replace(output, name=layer.name, half=half, shadow=shadow)


def _apply_role(run: Run, layer: Layer, inputs: Value, node: cst.CSTNode) -> ValueSet:
    role = layer.spec.role
    if role in (LayerRole.AFFINE, LayerRole.SIMPLE_RECURRENT):
        if layer.detail == "returns state":
            return single(run.unknown("a layer that returns its state", node))
        output = tensors.affine(layer.units, layer.activation_origin, layer.origin)
        values = activations.apply(run, layer.activation, output, layer.activation_origin, layer.origin, node)
        return _as_attached(layer, values)
    if role is LayerRole.APPLY_ACTIVATION:
        return activations.apply(run, layer.activation, inputs, layer.activation_origin, layer.origin, node)
    if role is LayerRole.APPLY_FUNCTION and layer.inner is not None:
        inner = activations.resolve(layer.inner)
        if isinstance(inner, ActivationValue):
            return activations.apply(run, inner, inputs, layer.origin, layer.origin, node)
        return calls.call(run, layer.inner, Arguments((Argument(single(inputs)),)), node)
    if role is LayerRole.WRAPPER and layer.inner is not None:
        return _as_attached(layer, apply(run, layer.inner, inputs, node))
    if role is LayerRole.BIDIRECTIONAL and layer.inner is not None:
        values = apply(run, layer.inner, inputs, node)
        return ValueSet(tuple(b._replace(value=_both_ways(b.value)) for b in values))
    return single(_transform(run, layer, inputs, node), layer.origin)


def _as_attached(layer: Layer, values: ValueSet) -> ValueSet:
    """What comes out of a layer that makes a new tensor of an activation's result has no logits attached."""
    if layer.spec.attaches_logits:
        return values
    return ValueSet(tuple(b._replace(value=tensors.lost(b.value, _units_of(b.value))) for b in values))


def _units_of(value: Value) -> int | None:
    return value.units if isinstance(value, Tensor) else None


def _both_ways(value: Value) -> Value:
    """Two outputs side by side or summed: a bounded activation stays one, a distribution does not."""
    if isinstance(value, Tensor) and value.scale is Scale.ACTIVATED:
        return replace(value, units=None)
    return Unknown("two directions merged")


def _transform(run: Run, layer: Layer, inputs: Value, node: cst.CSTNode) -> Value:
    role = layer.spec.role
    if role is LayerRole.RECURRENT:
        return _recurrent(layer)
    if role is LayerRole.IDENTITY:
        return inputs
    if role is LayerRole.DROPOUT:
        return tensors.dropped(inputs)
    if role is LayerRole.RESHAPE:
        units = layer.detail if isinstance(layer.detail, int) else None
        return tensors.lost(inputs, units)
    if role is LayerRole.AVERAGE:
        return tensors.averaged(_only_input(run, inputs))
    if role is LayerRole.SELECT:
        return tensors.picked(_only_input(run, inputs))
    if role is LayerRole.NORMALIZE:
        return tensors.normalized(inputs)
    if role is LayerRole.SUM:
        return tensors.summed(_inputs(run, inputs))
    if role is LayerRole.CONCATENATE:
        return tensors.concatenated(_inputs(run, inputs))
    if role in (LayerRole.SOURCE, LayerRole.FEATURES):
        return tensors.data(layer.origin)
    return run.unknown(f"{layer.spec.name} is not described", node)


def _recurrent(layer: Layer) -> Value:
    """A gate multiplies the activation: a tanh stays bounded, but a gated sigmoid or softmax is no probability."""
    activation = layer.activation
    if layer.detail == "returns state" or not isinstance(activation, ActivationValue):
        return Unknown("a recurrent layer")
    if activation.kind is not Activation.OTHER:
        return Unknown("a gated activation", layer.origin)
    output = tensors.affine(layer.units, layer.activation_origin, layer.origin)
    return activations.applied(activation, output, layer.activation_origin, layer.origin)


def _inputs(run: Run, inputs: Value) -> list[Value]:
    """The tensors given to a merging layer; an alternative among them is unknown."""
    items = contents.sequence(run, inputs)
    if items is None:
        return [Unknown("inputs that are not known one by one")]
    return [each.only or Unknown("an input with alternatives") for each in items]


def _only_input(run: Run, inputs: Value) -> Value:
    """The input of a pooling layer, or what is common to all inputs of an Average layer."""
    items = contents.sequence(run, inputs)
    return inputs if items is None else tensors.alike(_inputs(run, inputs))
