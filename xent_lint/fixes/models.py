"""Where models go by ways that are no escape of their own: returned to code that is not seen, or by their layers."""

from __future__ import annotations

from collections.abc import Container, Iterator

import libcst as cst

from xent_lint.analysis.domain import Site
from xent_lint.analysis.values import Instance, Model
from xent_lint.fixes.program import Program

HARMLESS = frozenset(
    """name trainable get_weights set_weights weights trainable_weights non_trainable_weights count_params input_shape
    output_shape __class__ kernel bias kernel_regularizer dtype""".split()
)
"""Attributes of layers that tell nothing of what they put out."""


def handed_out(program: Program, sites: Container[Site]) -> Iterator[str]:
    """Why a model of these may be used out of sight, one phrase for each place."""
    for place, values in program.analysis.flows.given.items():
        if not program.here(place) or not any(
            isinstance(each, Model | Instance) and each.site in sites for each in values
        ):
            continue
        if _is_returned(program, place.node):
            yield f"the model is also returned to code that is not seen ({program.line(place)})"
        if _shows_layers(program, place.node):
            yield f"the layers of the model are looked through ({program.line(place)})"


def _is_returned(program: Program, node: cst.CSTNode) -> bool:
    parent = program.parent(node)
    if not isinstance(parent, cst.Return | cst.Lambda):
        return False
    chain = (parent, *program.ancestors(parent))
    function = next((each for each in chain if isinstance(each, cst.FunctionDef | cst.Lambda)), None)
    return function in program.analysis.flows.entries


def _shows_layers(program: Program, model: cst.CSTNode) -> bool:
    """Whether `model.layers` is more than counted, or gone through to freeze layers."""
    layers = program.parent(model)
    if not isinstance(layers, cst.Attribute) or layers.attr.value not in ("layers", "_layers", "outputs"):
        return False
    node: cst.CSTNode = layers
    parent = program.parent(layers)
    if isinstance(parent, cst.Subscript):
        index = parent.slice[0].slice
        if isinstance(index, cst.Index):
            return False  # one layer, which is followed
        node, parent = parent, program.parent(parent)
    while isinstance(parent, cst.Arg):
        call = program.parent(parent)
        called = program.text(call.func) if isinstance(call, cst.Call) else ""
        if call is None or called not in ("enumerate", "reversed", "list", "len"):
            return True
        if called == "len":
            return False
        node, parent = call, program.parent(call)
    if isinstance(parent, cst.For) and parent.iter is node:
        return not all(
            _is_harmless(program, use) for name in _bound(parent.target) for use in _uses(program, parent, name)
        )
    return not isinstance(parent, cst.Attribute | cst.Expr)


def _bound(target: cst.BaseExpression) -> Iterator[str]:
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, cst.Tuple):
        yield from (name for each in target.elements[-1:] for name in _bound(each.value))


def _uses(program: Program, loop: cst.For, name: str) -> Iterator[cst.Name]:
    return (
        each for each in program.loads_of(name) if loop in program.ancestors(each) and program.parent(each) is not loop
    )


def _is_harmless(program: Program, layer: cst.Name) -> bool:
    parent = program.parent(layer)
    if isinstance(parent, cst.Arg):
        call = program.parent(parent)
        return isinstance(call, cst.Call) and program.text(call.func) in ("isinstance", "print", "type", "hasattr")
    return isinstance(parent, cst.Attribute) and parent.attr.value in HARMLESS
