"""Functions on tensors, and Python's operators on them."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from xent_lint.analysis import contents, limits
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Arguments, Bound, bind
from xent_lint.analysis.values import (
    ActivationValue,
    Constant,
    Exponential,
    Scale,
    Slice,
    Tensor,
    Tuple,
    Unknown,
    Value,
)
from xent_lint.knowledge.specs import Activation, OpRole, OpSpec
from xent_lint.overlays import activations, consumers, tensors

NEGATIONS = frozenset(("tensorflow.negative", "tensorflow.math.negative", "keras.ops.negative"))

DIVISIONS = ("divide", "truediv", "div", "realdiv", "true_divide")

SCOPED_DEFAULTS = ("<arg_scope>", "entered")
"""Set once `arg_scope` was called, which changes the defaults of layer functions for a while."""


def call(run: Run, spec: OpSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`tf.reshape(x, shape)` and its like."""
    bound = bind(spec.signature, args)
    if spec.role is OpRole.AFFINE and spec.activation is not None:
        return _layer_function(run, spec, bound, node)
    if spec.role is OpRole.AFFINE and "*" in spec.signature:  # einsum
        operands = [argument.values.only for argument in args.positional]
        return single(_product(run, operands, node), run.origin(node))
    _watch(run, spec, bound, node)
    results = []
    for (tensor,), choices in run.combinations(bound.get(spec.input)):
        results.append(single(_apply(run, spec, tensor, bound, node), run.origin(node), choices))
    return join(results)


def _watch(run: Run, spec: OpSpec, bound: Bound, node: cst.CSTNode) -> None:
    """Tell the rules about operations that are worth a look."""
    values = bound.get(spec.input)
    if spec.role is OpRole.LOG:
        consumers.log(run, values, node)
    elif spec.role is OpRole.LOG1P:
        consumers.log1p(run, values, node)
    elif spec.role is OpRole.ROUND:
        consumers.rounded(run, values, node)
    elif spec.role is OpRole.COMPARE:
        others = [bound.get(name) for name in bound.given if name not in (spec.input, "name")]
        if others:
            consumers.compared(run, "GreaterThan", values, others[0], node)
    elif spec.role is OpRole.SCALE and spec.name.rpartition(".")[2] in DIVISIONS:
        others = [bound.get(name) for name in bound.given if name not in (spec.input, "name")]
        if others:
            consumers.divided(run, values, others[0], node)


def _layer_function(run: Run, spec: OpSpec, bound: Bound, node: cst.CSTNode) -> ValueSet:
    """`tf.layers.dense(x, 10, activation=...)`: an affine map with an activation of its own."""
    place = bound.node(spec.activation)
    results = []
    if place is None and run.state.get(SCOPED_DEFAULTS):
        return single(run.unknown("a layer whose defaults an arg_scope may have set", node))
    for (chosen, units), choices in run.combinations(bound.get(spec.activation), bound.get(spec.units)):
        written = place is not None and chosen != Constant(None)
        head = run.origin(place if place is not None and written else node)
        size = units.value if isinstance(units, Constant) and isinstance(units.value, int) else None
        output = tensors.affine(size, head, run.origin(node))
        values = activations.apply(run, activations.resolve(chosen), output, head, run.origin(node), node)
        results.append(values.under(choices))
    return join(results)


def _apply(run: Run, spec: OpSpec, tensor: Value, bound: Bound, node: cst.CSTNode) -> Value:
    role = spec.role
    if role is OpRole.IDENTITY:
        return tensor if _stays_real(spec, bound) else Unknown("cast to whole numbers")
    if role is OpRole.RESHAPE:
        return tensors.lost(tensor)
    if role is OpRole.AVERAGE:
        summed = consumers.summed_exponential(tensor) if isinstance(tensor, Exponential) else None
        return summed or tensors.without_units(tensors.averaged(_members(run, tensor)))
    if role is OpRole.SELECT:
        return _selected(run, tensor, bound)
    if role is OpRole.SUM:
        operands = _operands(run, tensor, bound)
        operator = "Subtract" if spec.name.endswith("subtract") else "Add"
        known = consumers.arithmetic(operator, *operands) if len(operands) == 2 else None
        return known or tensors.summed(operands)
    if role is OpRole.SCALE:
        return _scaled(run, spec, _operands(run, tensor, bound), node)
    if role is OpRole.SPLIT:
        return _parts(run, tensor, bound.get(spec.other).only, node)
    if role is OpRole.EXP:
        return consumers.exponential(tensor)
    if role is OpRole.REDUCE_SUM:
        return consumers.summed_exponential(tensor) or run.unknown("a sum over an axis", node)
    if spec.name in NEGATIONS:
        return unary("Minus", tensor) or Unknown("a negated tensor")
    if role is OpRole.AFFINE:
        return _affine(run, tensor, bound, node)
    if role is OpRole.CLIP:
        return tensors.clipped(tensor)
    if role is OpRole.CONCATENATE:
        return tensors.concatenated(_list(run, tensor))
    if role is OpRole.DROPOUT:
        return tensors.dropped(tensor)
    if role is OpRole.NORMALIZE:
        return tensors.normalized(tensor)
    if role is OpRole.LABELS:
        return Tensor(Scale.LABELS, label="labels", head=run.origin(node))
    if role is OpRole.WEIGHTS:
        return Tensor(Scale.WEIGHTS, label="weights", head=run.origin(node))
    if role is OpRole.FEATURES:
        return tensors.data(run.origin(node))
    return run.unknown(f"the result of {spec.name}", node)


def _stays_real(spec: OpSpec, bound: Bound) -> bool:
    """Whether a cast keeps the numbers: to a floating type, or to none that is written."""
    if spec.dtype is None or not bound.has(spec.dtype):
        return True
    target = bound.get(spec.dtype).only
    name = target.value if isinstance(target, Constant) else getattr(target, "name", "")
    return "float" in str(name) or name is None


def _selected(run: Run, tensor: Value, bound: Bound) -> Value:
    """A maximum: with a constant it is a clip, else values are picked."""
    others = [bound.get(name).only for name in bound.given if name != "name"]
    if any(isinstance(each, Constant) and isinstance(each.value, float) for each in others):
        return tensors.clipped(tensor)
    return tensors.picked(_members(run, tensor))


def _affine(run: Run, tensor: Value, bound: Bound, node: cst.CSTNode) -> Value:
    """A product with trainable weights. Of two other tensors (attention, an inner product) nothing is known."""
    return _product(run, [tensor, *(bound.get(name).only for name in bound.given)], node)


def _product(run: Run, operands: Sequence[Value | None], node: cst.CSTNode) -> Value:
    if any(isinstance(each, Tensor) and each.scale is Scale.WEIGHTS for each in operands):
        return tensors.affine(None, run.origin(node), run.origin(node))
    return run.unknown("a product of two tensors", node)


def _scaled(run: Run, spec: OpSpec, operands: list[Value], node: cst.CSTNode) -> Value:
    if len(operands) != 2:
        return Unknown("a product")
    if spec.name.rpartition(".")[2] in DIVISIONS and consumers.number(operands[0]) == 1:
        by_hand = _sigmoid_by_hand(run, operands[1], node)
        if by_hand is not None:
            return by_hand
    return tensors.scaled(operands[0], operands[1])


def _parts(run: Run, tensor: Value, count: Value | None, node: cst.CSTNode) -> Value:
    """`a, b = tf.split(x, 2)`: each part has the scale of the whole."""
    number = count.value if isinstance(count, Constant) else None
    if not isinstance(number, int) or not 0 < number <= limits.MAX_ITEMS or not isinstance(tensor, Tensor):
        return run.unknown("parts of a tensor that are not known one by one", node)
    return Tuple((single(tensors.picked(tensor), run.origin(node)),) * number)


def _list(run: Run, value: Value) -> list[Value]:
    items = contents.sequence(run, value)
    like = contents.member(run, value)
    if items is None and like is not None:
        return [like, like]
    if items is None:
        return [Unknown("tensors that are not known one by one")]
    return [each.only or Unknown("a tensor with alternatives") for each in items]


def _members(run: Run, value: Value) -> Value:
    """The input itself, or what the members of a list of inputs have in common."""
    return value if contents.raw_items(run, value) is None else tensors.alike(_list(run, value))


def _operands(run: Run, tensor: Value, bound: Bound) -> list[Value]:
    """The operands of `add(a, b)` or `add([a, b])`."""
    if contents.sequence(run, tensor) is not None:
        return _list(run, tensor)
    written = [name for name in bound.given if name != "name"]
    return [bound.get(name).only or Unknown("an operand with alternatives") for name in written[:2]]


def binary(run: Run, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value | None:
    """`logits / temperature`, `matmul(x, w) + b`."""
    known = consumers.arithmetic(operator, left, right)
    if known is None and operator == "Divide" and consumers.number(left) == 1:
        known = _sigmoid_by_hand(run, right, node)
    if known is not None:
        return known
    if not isinstance(left, Tensor) and not isinstance(right, Tensor):
        return None
    if operator in ("Add", "Subtract"):
        return tensors.summed([each for each in (left, right) if not isinstance(each, Constant)])
    if operator == "MatrixMultiply":
        weights = any(isinstance(each, Tensor) and each.scale is Scale.WEIGHTS for each in (left, right))
        return tensors.affine(None, run.origin(node), run.origin(node)) if weights else Unknown("a product")
    if operator in ("Multiply", "Divide"):
        if isinstance(left, Constant) and operator == "Multiply":
            left, right = right, left
        return tensors.scaled(left, right)
    return Unknown("arithmetic on a tensor")


def _sigmoid_by_hand(run: Run, below: Value, node: cst.CSTNode) -> Value | None:
    """`1 / (1 + exp(-z))`."""
    if not isinstance(below, Exponential) or below.form != "one plus":
        return None
    sigmoid = ActivationValue(Activation.SIGMOID, "hand-written sigmoid", attaches_logits=False)
    return tensors.lost(activations.applied(sigmoid, below.of, run.origin(node), None))


def unary(operator: str, operand: Value) -> Value | None:
    """`-logits`."""
    if isinstance(operand, Tensor) and operand.scale in (Scale.LOGITS, Scale.WEIGHTS) and operator in ("Minus", "Plus"):
        return operand
    return None


def subscript(run: Run, tensor: Tensor, index: ValueSet) -> Value:
    """`tensor[:n]` and `tensor[:, t, :]` keep the last axis whole; anything else picks a part of the tensor."""
    key = index.only
    if isinstance(key, Tuple) and len(key.items) > 1:
        key = key.items[-1].only
    if key in (Slice(None, None, None), Constant(...)) or (key is index.only and isinstance(key, Slice)):
        return tensors.lost(tensor, tensor.units)
    return tensors.picked(tensor)
