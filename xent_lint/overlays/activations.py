"""Activations: what `activation=` may be, and what applying it makes of a tensor."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from xent_lint.analysis import calls
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments, bind
from xent_lint.analysis.values import (
    NONE,
    ActivationValue,
    Constant,
    Function,
    Instance,
    Layer,
    Method,
    Origin,
    Partial,
    Scale,
    Shadow,
    Symbol,
    Tensor,
    Unknown,
    Value,
)
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Activation, ActivationSpec, Form, LayerRole, OpRole, OpSpec
from xent_lint.overlays import consumers, precision

LINEAR = ActivationValue(Activation.IDENTITY, "linear", attaches_logits=False)

SCALES = {
    Activation.SIGMOID: Scale.PROBABILITIES,
    Activation.SOFTMAX: Scale.PROBABILITIES,
    Activation.HARD_SIGMOID: Scale.PROBABILITIES,
    Activation.SPARSEMAX: Scale.PROBABILITIES,
    Activation.LOG_SIGMOID: Scale.LOG_PROBABILITIES,
    Activation.LOG_SOFTMAX: Scale.LOG_PROBABILITIES,
    Activation.OTHER: Scale.ACTIVATED,
}


def resolve(value: Value) -> Value:
    """What `activation=value` stands for: an ActivationValue, something to call, or unknown."""
    if value == NONE:
        return LINEAR
    if isinstance(value, Constant) and isinstance(value.value, str):
        spec = catalog().activation_string(value.value)
        if spec is None:
            return Unknown(f"{value.value!r} is not a known activation")
        return of_spec(spec, value.value)
    if isinstance(value, Symbol):
        found = catalog().find(value.name)
        if isinstance(found, ActivationSpec) and found.form is Form.FUNCTION:
            return of_spec(found, value.name.rsplit(".", 1)[-1])
        if isinstance(found, OpSpec) and found.role is OpRole.IDENTITY and found.dtype is None:
            return LINEAR
        return Unknown(f"{value.name} is not a known activation")
    if isinstance(value, Layer) and value.spec.role is LayerRole.APPLY_ACTIVATION and value.activation is not None:
        return value.activation
    if isinstance(value, ActivationValue | Function | Method | Partial | Instance | Unknown):
        return value
    return Unknown("not an activation")


def of_spec(spec: ActivationSpec, label: str, axis: int | None = -1, origin: Origin | None = None) -> ActivationValue:
    """The activation that a table entry describes."""
    return ActivationValue(spec.kind, label, spec.attaches_logits, axis, origin=origin)


def get(run: Run, values: ValueSet, node: cst.CSTNode) -> ValueSet:
    """`keras.activations.get(identifier)`."""
    results = []
    for binding in values:
        activation = resolve(binding.value)
        if isinstance(activation, ActivationValue) and activation.origin is None:
            activation = replace(activation, origin=run.origin(node))
        results.append(single(activation, run.origin(node), binding.choices))
    return join(results)


def call_function(run: Run, spec: ActivationSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`tf.nn.softmax(x)`: the activation applied to a tensor; the place is the call."""
    bound = bind(spec.signature, args)
    axis = _axis(run, bound.get(spec.axis)) if spec.axis else -1
    activation = of_spec(spec, spec.name.rsplit(".", 1)[-1], axis)
    results = []
    for (tensor,), choices in run.combinations(bound.get(spec.input)):
        results.append(single(applied(activation, tensor, run.origin(node), None), run.origin(node), choices))
    made = ValueSet(tuple(binding for each in results for binding in each))
    consumers.activated(run, bound.get(spec.input), made, node)
    return made


def construct(run: Run, spec: ActivationSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`Softmax()`, `LeakyReLU(0.2)`: an activation layer."""
    bound = bind(spec.signature, args)
    axis = _axis(run, bound.get(spec.axis)) if spec.axis else -1
    label = spec.name.rsplit(".", 1)[-1]
    activation = of_spec(spec, label, axis, run.origin(node))
    name = bound.get("name").only if bound.has("name") else None
    known = name.value if isinstance(name, Constant) and isinstance(name.value, str) else None
    return single(replace(activation, half=precision.half(run, args), name=known), run.origin(node))


def _axis(run: Run, values: ValueSet) -> int | None:
    value = values.only
    if value == NONE:
        return -1
    return value.value if isinstance(value, Constant) and isinstance(value.value, int) else None


def apply(
    run: Run, activation: Value | None, tensor: Value, place: Origin | None, layer: Origin | None, node: cst.CSTNode
) -> ValueSet:
    """The values of `activation(tensor)`, `place` being where the activation is written."""
    if isinstance(activation, ActivationValue):
        made = single(applied(activation, tensor, place, layer), place)
        if place is not None:
            consumers.activated(run, single(tensor), made, place.node)
        return made
    if isinstance(activation, Function | Method | Partial | Instance):
        result = calls.call(run, activation, Arguments((Argument(single(tensor)),)), node)
        return ValueSet(
            tuple(b._replace(value=replace(b.value, layer=layer)) if isinstance(b.value, Tensor) else b for b in result)
        )
    return single(activation if isinstance(activation, Unknown) else run.unknown("an unknown activation", node))


def applied(activation: ActivationValue, tensor: Value, place: Origin | None, layer: Origin | None) -> Value:
    """The tensor that an activation makes."""
    if activation.kind is Activation.IDENTITY:
        return tensor
    return Tensor(
        scale=SCALES[activation.kind],
        activation=activation.kind,
        label=activation.label,
        shadow=Shadow.ATTACHED if activation.attaches_logits else Shadow.GRAPH,
        units=tensor.units if isinstance(tensor, Tensor) else None,
        axis=activation.axis,
        before=tensor,
        head=place,
        layer=layer,
        of_model=isinstance(tensor, Tensor) and tensor.of_model,
        half=activation.half,
        name=activation.name,
    )
