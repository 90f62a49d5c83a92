"""What structural operations keep of a tensor's scale."""

from __future__ import annotations

from dataclasses import replace

from xent_lint.analysis.values import Constant, Origin, Scale, Shadow, Tensor, Unknown, Value
from xent_lint.knowledge.specs import Activation

ELEMENTWISE_PROBABILITIES = (Activation.SIGMOID, Activation.HARD_SIGMOID)
"""Activations of which every element is a probability by itself, so that picking some of them changes nothing."""


PART = "part"
"""Guard of some elements of a distribution: fit to have their log taken, but no prediction for a loss any more."""

PART_EPSILON = "part, epsilon"
"""Guard of such elements with an epsilon added."""

SELECTED = "selected"
"""Guard of a distribution times one-hot labels: its sum over the classes is the probability of one class."""

INCOMPLETE = (PART, PART_EPSILON, SELECTED)
"""Guards of what is no whole distribution."""


def lost(tensor: Value, units: int | None = None) -> Value:
    """The same numbers in another tensor: the scale is kept, attached logits are not."""
    return replace(tensor, shadow=Shadow.LOST, units=units) if isinstance(tensor, Tensor) else tensor


def as_array(tensor: Value) -> Value:
    """The tensor's numbers as a NumPy array."""
    return replace(tensor, shadow=Shadow.LOST, array=True) if isinstance(tensor, Tensor) else tensor


def picked(tensor: Value) -> Value:
    """Some of the elements, by slicing or a maximum. A part of a softmax is no distribution any more."""
    if not isinstance(tensor, Tensor):
        return tensor
    if tensor.scale is Scale.PROBABILITIES and tensor.activation not in ELEMENTWISE_PROBABILITIES:
        return replace(tensor, shadow=Shadow.LOST, units=None, guard=PART)
    return lost(tensor)


def averaged(tensor: Value) -> Value:
    """Convex combinations: of logits logits, of probabilities probabilities."""
    if isinstance(tensor, Tensor) and tensor.scale in (Scale.LOGITS, Scale.PROBABILITIES):
        return replace(tensor, shadow=Shadow.LOST, guard="average")
    return Unknown("an average")


def without_units(tensor: Value) -> Value:
    """Nothing is known of the last axis any more."""
    return replace(tensor, units=None) if isinstance(tensor, Tensor) else tensor


def clipped(tensor: Value) -> Value:
    """Probabilities kept away from 0 and 1 are probabilities still; of anything else the scale is not known."""
    if isinstance(tensor, Tensor) and tensor.scale is Scale.PROBABILITIES:
        return replace(tensor, shadow=Shadow.LOST, guard=tensor.guard or "clip")
    return Unknown("a clipped value")


def from_model(value: Value, source: Origin | None = None) -> Value:
    """A tensor that came out of a whole model, by the call `source`."""
    return replace(value, of_model=True, source=source) if isinstance(value, Tensor) else value


def normalized(tensor: Value) -> Value:
    """Batch normalisation and dropout: logits stay logits, of anything else the scale is not known."""
    if isinstance(tensor, Tensor) and tensor.scale is Scale.LOGITS:
        return tensor
    return Unknown("normalised activations")


def dropped(tensor: Value) -> Value:
    """Dropout scales what it keeps: probabilities may leave [0, 1], logits and relu outputs stay what they are."""
    if isinstance(tensor, Tensor) and tensor.scale in (Scale.LOGITS, Scale.ACTIVATED, Scale.DATA):
        return tensor
    return Unknown("dropout of an activated output")


def summed(tensors: list[Value]) -> Value:
    """A sum with logits in it is unconstrained as logits are; of two other things nothing is known."""
    known = [each for each in tensors if isinstance(each, Tensor)]
    logits = next((each for each in known if each.scale is Scale.LOGITS), None)
    fitting = (Scale.LOGITS, Scale.WEIGHTS, Scale.DATA)
    if logits is not None and all(each.scale in fitting for each in known):
        sizes = {each.units if isinstance(each, Tensor) else None for each in tensors}
        return logits if len(sizes) == 1 else replace(logits, units=None)
    return Unknown("a sum")


def scaled(tensor: Value, factor: Value) -> Value:
    """Logits times or divided by a constant."""
    if isinstance(tensor, Tensor) and tensor.scale is Scale.LOGITS and isinstance(factor, Constant):
        return tensor
    for one, other in ((tensor, factor), (factor, tensor)):
        if isinstance(one, Tensor) and isinstance(other, Tensor) and one.scale is Scale.LABELS:
            return _labelled(other)
    return Unknown("a product")


def _labelled(tensor: Tensor) -> Value:
    """`one_hot * p`."""
    if tensor.scale is Scale.PROBABILITIES and tensor.activation is Activation.SOFTMAX:
        return replace(tensor, shadow=Shadow.LOST, guard=SELECTED)
    return Unknown("a product with labels")


def concatenated(tensors: list[Value]) -> Value:
    """Tensors of one scale side by side; softmax outputs side by side are no distribution."""
    first = tensors[0] if tensors else None
    if not isinstance(first, Tensor) or first.activation is Activation.SOFTMAX:
        return Unknown("a concatenation")
    if any(isinstance(each, Tensor) and each.complement for each in tensors):
        return Unknown("a probability and its complement")
    alike = all(
        isinstance(each, Tensor) and (each.scale, each.activation) == (first.scale, first.activation)
        for each in tensors
    )
    return replace(_of_several(first, tensors), shadow=Shadow.LOST, units=None) if alike else Unknown("a concatenation")


def _of_several(first: Tensor, tensors: list[Value]) -> Tensor:
    """Of probabilities from several heads, the first one, with a mark that it is not alone."""
    several = any(isinstance(each, Tensor) and each.head != first.head for each in tensors)
    return replace(first, guard=first.guard or "several") if several and first.scale is Scale.PROBABILITIES else first


def alike(tensors: list[Value]) -> Value:
    """The common scale of several tensors of one kind."""
    first = tensors[0] if tensors else None
    if isinstance(first, Tensor) and all(
        isinstance(each, Tensor)
        and (each.scale, each.activation, each.units) == (first.scale, first.activation, first.units)
        for each in tensors
    ):
        return _of_several(first, tensors)
    return Unknown("tensors of different scales")


def affine(units: int | None, head: Origin | None, layer: Origin | None) -> Tensor:
    """The output of an affine map."""
    return Tensor(Scale.LOGITS, units=units, head=head, layer=layer)


def data(origin: Origin | None) -> Tensor:
    """An input, a placeholder, features: what a network starts from."""
    return Tensor(Scale.DATA, label="data", head=origin)
