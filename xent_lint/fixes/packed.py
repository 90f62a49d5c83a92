"""Uses of several outputs at once: the tuple that a model with more than one output gives.

Nothing can be wrapped there: either each output is seen again where the tuple is taken apart, or there is no repair.
"""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.values import Layer, Origin, Symbol, Tensor, Value
from xent_lint.fixes.program import Program, is_own_code
from xent_lint.fixes.uses import SHAPE_ONLY, Reading, Use
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import ModelSpec

UNPACKING = (cst.Name, cst.Tuple, cst.List)


def packed_uses(program: Program, heads: frozenset[Origin]) -> list[Use]:
    """All uses of tuples with tensors that come out of these heads."""
    return [
        Use(place, _reading(program, place.node), place, tensors)
        for place, values in program.analysis.flows.packed.items()
        if program.here(place)
        and not isinstance(place.node, cst.Tuple)  # of one that is written out, each item is seen
        if (tensors := tuple(each for each in values if each.head in heads))
    ]


def _reading(program: Program, node: cst.CSTNode) -> Reading:
    parent = program.parent(node)
    if isinstance(parent, cst.Arg):
        call = program.parent(parent)
        return _argument(program, call) if isinstance(call, cst.Call) else Reading.HELD
    if isinstance(parent, cst.Subscript | cst.BinaryOperation):
        return Reading.PASSES if _seen_again(program, parent) else Reading.HELD
    if isinstance(parent, cst.IfExp) and parent.test is not node:
        return _reading(program, parent)
    if isinstance(parent, cst.Assign):
        unpacked = all(_is_followed(each.target) for each in parent.targets)
        return Reading.PASSES if unpacked else Reading.HELD
    if isinstance(parent, cst.AnnAssign | cst.NamedExpr):
        return Reading.PASSES
    if isinstance(parent, cst.For | cst.CompFor):
        return Reading.PASSES if _is_followed(parent.target) else Reading.HELD
    if isinstance(parent, cst.Return | cst.Lambda):
        return _returned(program, parent)
    if isinstance(parent, cst.Expr):
        return Reading.HELD if program.source.cells else Reading.SHAPE
    return Reading.SHAPE if isinstance(parent, cst.If | cst.While | cst.Assert | cst.Del) else Reading.HELD


def _argument(program: Program, call: cst.Call) -> Reading:
    callees = program.analysis.flows.called_at(Origin(program.filename, call))
    if any(map(is_own_code, callees)):
        return Reading.PASSES
    if any(isinstance(callee, Layer) for callee in callees):
        return Reading.LAYER
    if callees and all(map(_makes_model, callees)):
        return Reading.PASSES
    if callees and all(isinstance(each, Symbol) and each.name in SHAPE_ONLY for each in callees):
        return Reading.SHAPE
    return Reading.PASSES if _seen_again(program, call) else Reading.HELD


def _makes_model(callee: Value) -> bool:
    return isinstance(callee, Symbol) and isinstance(catalog().find(callee.name), ModelSpec)


def _seen_again(program: Program, node: cst.CSTNode) -> bool:
    """Whether tensors, or tuples of them, come out of an operation."""
    place = Origin(program.filename, node)
    flows = program.analysis.flows
    return bool(flows.packed_at(place)) or any(isinstance(each, Tensor) for each in flows.values_at(place))


def _is_followed(target: cst.BaseExpression) -> bool:
    """Whether what is assigned is seen again wherever it is read; `first, *others` makes a list."""
    if isinstance(target, cst.Tuple | cst.List):
        return all(isinstance(each, cst.Element) and _is_followed(each.value) for each in target.elements)
    return isinstance(target, UNPACKING)


def _returned(program: Program, node: cst.CSTNode) -> Reading:
    chain = (node, *program.ancestors(node))
    function = next((each for each in chain if isinstance(each, cst.FunctionDef | cst.Lambda)), None)
    return Reading.HELD if function in program.analysis.flows.entries else Reading.PASSES
