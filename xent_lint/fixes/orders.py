"""Whether only the order of the numbers counts, which an activation keeps: `argmax` and its like."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from xent_lint.analysis.signature import parse_signature
from xent_lint.analysis.values import Constant, Tensor
from xent_lint.fixes.naming import callee_specs
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import Activation, LayerRole, LayerSpec, OpRole, OpSpec

AXES = ("axis", "dimension")


def order_kept(program: Program, call: cst.Call, given: cst.CSTNode, tensors: Iterable[Tensor]) -> bool:
    """Whether the order that a call asks for is the same for logits.

    A sigmoid keeps every order; a softmax the order within one distribution, along the last axis.
    """
    tensors = tuple(tensors)
    if all(each.activation is Activation.SIGMOID for each in tensors):
        return True
    if any(each.axis != -1 for each in tensors):
        return False
    is_method = isinstance(call.func, cst.Attribute) and call.func.value is given  # `p.argmax(...)`
    if not is_method and len(call.args) == 1 and is_vector(call.args[0].value):
        return True
    axis = written_axis(program, call, 0 if is_method else 1) or _default_axis(program, call)
    return axis == "-1" or (axis == "1" and not any(_has_positions(program, each) for each in tensors))


def row_ordered(program: Program, part: cst.Subscript, tensors: Iterable[Tensor]) -> bool:
    """`argmax(p[0])`: one row of a distribution, of which only the order counts."""
    index = part.slice[0].slice if len(part.slice) == 1 else None
    argument = program.parent(part)
    call = program.parent(argument) if isinstance(argument, cst.Arg) else None
    if not isinstance(index, cst.Index) or not isinstance(call, cst.Call) or not _is_argmax(program, call):
        return False
    tensors = tuple(tensors)
    if any(each.axis != -1 for each in tensors):
        return False
    if written_axis(program, call, 1) == "-1":
        return True
    one_row = isinstance(index.value, cst.Integer) or _counts(program, index.value)
    return len(call.args) == 1 and one_row and not any(_has_positions(program, each) for each in tensors)


def written_axis(program: Program, call: cst.Call, position: int) -> str:
    """The axis as it is written; empty where there is none."""
    by_keyword = [each for each in call.args if each.keyword is not None and each.keyword.value in AXES]
    by_position = [each for each in call.args if each.keyword is None][position:]
    written = (by_keyword or by_position)[:1]
    return program.text(written[0].value) if written else ""


def is_vector(node: cst.BaseExpression) -> bool:
    """`p[0, i, :]`, written so that only the last axis is left."""
    if not isinstance(node, cst.Subscript) or len(node.slice) < 2:
        return False
    *first, last = [element.slice for element in node.slice]
    whole = isinstance(last, cst.Slice) and last.lower is None and last.upper is None and last.step is None
    return whole and all(isinstance(each, cst.Index) and _is_place(each.value) for each in first)


def _is_place(index: cst.BaseExpression) -> bool:
    """`0`, `-1`, `i`."""
    if isinstance(index, cst.UnaryOperation) and isinstance(index.operator, cst.Minus):
        return isinstance(index.expression, cst.Integer)
    return isinstance(index, cst.Integer | cst.Name)


def _default_axis(program: Program, call: cst.Call) -> str:
    """The axis that the function takes where none is written; empty where that is not the last one."""
    last = Constant(-1)
    defaults = [
        next((each.default for each in parse_signature(spec.signature) if each.name in AXES), None)
        for spec in callee_specs(program, call)
        if isinstance(spec, OpSpec)
    ]
    return "-1" if defaults and all(each == last for each in defaults) else ""


def _is_argmax(program: Program, call: cst.Call) -> bool:
    specs = callee_specs(program, call)
    return bool(specs) and all(isinstance(spec, OpSpec) and gives_order(spec) for spec in specs)


def gives_order(spec: OpSpec) -> bool:
    """Whether an operation gives indices and no values: `top_k` gives both."""
    return spec.role is OpRole.ARGMAX and spec.name.rpartition(".")[2] != "top_k"


def _counts(program: Program, node: cst.BaseExpression) -> bool:
    """Whether a name counts rows: `for i in range(n)`. Any other may be a mask, or a list of rows."""
    around = list(program.ancestors(node))
    loops: list[cst.For | cst.CompFor] = [each for each in around if isinstance(each, cst.For)]
    loops += [each.for_in for each in around if isinstance(each, cst.ListComp | cst.SetComp | cst.GeneratorExp)]
    if not isinstance(node, cst.Name):
        return False
    for loop in loops:
        called = program.text(loop.iter.func) if isinstance(loop.iter, cst.Call) else ""
        target: cst.BaseExpression = loop.target
        if called == "enumerate" and isinstance(target, cst.Tuple):
            target = target.elements[0].value
        if called in ("range", "enumerate") and isinstance(target, cst.Name) and target.value == node.value:
            return True
    return False


def _has_positions(program: Program, tensor: Tensor) -> bool:
    """Whether there are axes between the batch and the classes: pixels, words. Then axis 1 is not the last one."""
    layer = tensor.layer
    if layer is None or not isinstance(layer.node, cst.Call) or not program.here(layer):
        return False
    holder = program.parent(layer.node)  # TimeDistributed(Dense(...))
    wrapped = program.parent(holder) if isinstance(holder, cst.Arg) else None
    specs = [spec for call in (layer.node, wrapped) if call is not None for spec in callee_specs(program, call)]
    return any(isinstance(spec, LayerSpec) and _is_spatial(spec) for spec in specs)


def _is_spatial(spec: LayerSpec) -> bool:
    return spec.role is LayerRole.WRAPPER or (spec.role is LayerRole.AFFINE and not spec.name.endswith("Dense"))
