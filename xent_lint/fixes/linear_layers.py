"""Activation layers that cannot just go: their name, their dtype or their place among the layers counts."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.values import Model, Origin
from xent_lint.diagnostics import Edit
from xent_lint.fixes import edits
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import callee_specs
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import ActivationSpec, LayerSpec

Edits = tuple[Edit, ...]


def stays(program: Program, layer: cst.Call) -> Edits | None:
    """The edits that make `Activation("softmax", name="out")` linear where it is; None where it may go.

    Raises NoRepairError for a layer that can be nothing but an activation.
    """
    counted = counted_at(program) or _named_at(program, layer)
    spec = next(iter(callee_specs(program, layer)), None)
    own = spec.activation if isinstance(spec, LayerSpec) else None
    activation = next((arg for i, arg in enumerate(layer.args) if _fills(arg, i, own)), None)
    axis = spec.axis if isinstance(spec, ActivationSpec) else None
    others = [arg for i, arg in enumerate(layer.args) if arg is not activation and not _fills(arg, i, axis)]
    if counted is None and not others:
        return None
    if counted is None and activation is None and all(_is_free_name(program, arg) for arg in others):
        return None
    if activation is not None:
        quote = activation.value.quote if isinstance(activation.value, cst.SimpleString) else '"'
        return (edits.replace(program, activation.value, f"{quote}linear{quote}"),)
    if counted is not None:
        raise NoRepairError(f"the layers are counted, or named in the history ({counted})")
    raise NoRepairError(f"the activation's layer has a name or settings of its own ({_line(program, layer)})")


def _fills(arg: cst.Arg, index: int, name: str | None) -> bool:
    """Whether an argument fills the first parameter, which has this name."""
    return name is not None and (arg.keyword.value == name if arg.keyword is not None else index == 0 and not arg.star)


def _is_free_name(program: Program, arg: cst.Arg) -> bool:
    """Whether an argument is a name by which nothing in this file asks for the layer or its output."""
    if arg.keyword is None or arg.keyword.value != "name" or not isinstance(arg.value, cst.SimpleString):
        return False
    name = str(arg.value.evaluated_value)
    others = (node for node in program.nodes() if node is not arg.value)
    return not any(
        name in str(node.evaluated_value) if isinstance(node, cst.SimpleString) else node.value == name
        for node in others
        if isinstance(node, cst.SimpleString | cst.Name)
    )


def counted_at(program: Program) -> str | None:
    """Where layers are reached by their number or taken off, so that one less would be another one."""
    for node in program.nodes():
        if isinstance(node, cst.Subscript) and _is_layers(node.value) and not _is_first(node):
            return _line(program, node)
        if isinstance(node, cst.Arg) and _is_layers(node.value):
            return _line(program, node.value)
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and _takes_off(program, node, node.func):
            return _line(program, node)
    return None


def names_output(program: Program, activation: cst.CSTNode) -> bool:
    """Whether one of several outputs has its name from an activation, and its losses and metrics theirs from it."""
    head = Origin(program.filename, activation)
    several = any(head in found and len(found) > 1 for found in program.analysis.flows.heads.values())
    asked = any(isinstance(each, cst.Attribute) and each.attr.value == "output_names" for each in program.nodes())
    function = program.function_of(activation)
    inside = isinstance(function, cst.FunctionDef) and function.name.value in ("call", "__call__")
    return (several or asked) and not inside


def _named_at(program: Program, layer: cst.Call) -> str | None:
    return _line(program, layer) if names_output(program, layer) else None


def _is_layers(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Attribute) and node.attr.value == "layers"


def _is_first(node: cst.Subscript) -> bool:
    index = node.slice[0].slice if len(node.slice) == 1 else None
    return isinstance(index, cst.Index) and isinstance(index.value, cst.Integer) and index.value.value == "0"


def _takes_off(program: Program, call: cst.Call, method: cst.Attribute) -> bool:
    name = method.attr.value
    if name == "get_layer":
        return any(isinstance(each.value, cst.Integer) or _is_index(each) for each in call.args)
    if name != "pop":
        return False
    receivers = program.analysis.flows.values_at(Origin(program.filename, method.value))
    return _is_layers(method.value) or any(isinstance(each, Model) for each in receivers)


def _is_index(arg: cst.Arg) -> bool:
    return arg.keyword is not None and arg.keyword.value == "index"


def _line(program: Program, node: cst.CSTNode) -> str:
    return program.line(Origin(program.filename, node))
