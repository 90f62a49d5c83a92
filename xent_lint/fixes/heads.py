"""Taking the activation off a head: the argument, the layer, or the op that applies it."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.signature import parse_signature
from xent_lint.analysis.values import ActivationValue, Constant, Layer, Origin, Partial, Tensor
from xent_lint.diagnostics import Edit
from xent_lint.fixes import edits
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.linear_layers import stays
from xent_lint.fixes.naming import callee_specs, position_of
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import ActivationSpec, Form, LayerRole, LayerSpec, ModelSpec, OpSpec

Edits = tuple[Edit, ...]
RECURRENT = (LayerRole.RECURRENT, LayerRole.SIMPLE_RECURRENT)
Activated = LayerSpec | OpSpec | ModelSpec


def linear(program: Program, head: Tensor) -> Edits:
    """The edits that make a head linear. Raises NoRepairError."""
    if head.head is None or not program.here(head.head):
        raise NoRepairError("the head is in another file")
    node = head.head.node
    _refuse_settings(program, head.head)
    if isinstance(node, cst.Arg):
        return _without_argument(program, node, head.half)
    if not isinstance(node, cst.Call):
        raise NoRepairError(f"the {head.label} is written out by hand")
    specs = callee_specs(program, node)
    spec = specs[0] if len(specs) == 1 else None
    if isinstance(spec, ActivationSpec) and spec.form is Form.FUNCTION:
        return _without_call(program, node, _argument(node, position_of(spec.signature, spec.input), spec.input))
    if isinstance(spec, ActivationSpec) or (isinstance(spec, LayerSpec) and spec.role is LayerRole.APPLY_ACTIVATION):
        return _without_layer(program, node)
    if isinstance(spec, ModelSpec) and spec.activation is not None:
        return _made(edits.set_keyword(program, node, spec.activation, "None"))
    if isinstance(spec, ModelSpec):
        raise NoRepairError(f"{spec.name} has no setting for its {head.label}")
    raise NoRepairError(f"where the {head.label} is chosen is not seen")


def _refuse_settings(program: Program, head: Origin) -> None:
    """A layer whose activation is more than what is done to its output."""
    node = program.parent(head.node) if isinstance(head.node, cst.Arg) else head.node
    if not isinstance(node, cst.Call):
        return
    for arg in node.args:
        name = arg.keyword.value if arg.keyword is not None else ""
        if name == "activity_regularizer" and program.text(arg.value) != "None":
            raise NoRepairError(f"its activity_regularizer reads the activated output ({program.line(head)})")
    if any(isinstance(each, LayerSpec) and each.role in RECURRENT for each in callee_specs(program, node)):
        raise NoRepairError(f"the activation is part of the recurrence ({program.line(head)})")


def _made(found: Edits | None) -> Edits:
    if found is None:
        raise NoRepairError("a comment stands in the way")
    return found


def _removed(program: Program, statement: cst.BaseSmallStatement) -> Edits:
    """Without the statement. Where it is all that happens under a condition, the condition is about the activation."""
    line = program.parent(statement)
    block = program.parent(line) if line is not None else None
    if (
        isinstance(block, cst.IndentedBlock)
        and len(block.body) == 1
        and isinstance(program.parent(block), cst.If | cst.Else)
    ):
        raise NoRepairError("the activation is applied under a condition")
    return _made(edits.remove_statement(program, statement))


def _argument(call: cst.Call, position: int, name: str) -> cst.BaseExpression:
    for index, arg in enumerate(call.args):
        if arg.star:
            break
        if (arg.keyword is None and index == position) or (arg.keyword is not None and arg.keyword.value == name):
            return arg.value
    raise NoRepairError("the activation's input is not written there")


def _without_argument(program: Program, arg: cst.Arg, half: str) -> Edits:
    """`Dense(1, activation="sigmoid")` and `Dense(1, "sigmoid")`; logits of a half-precision model are float32."""
    call = program.parent(arg)
    if not isinstance(call, cst.Call) or not _chosen_here(program, arg.value):
        raise NoRepairError("the activation is chosen elsewhere")
    found = [each for each in callee_specs(program, call) if isinstance(each, Activated)]
    if len(found) != 1 or found[0].activation is None:
        raise NoRepairError("the activation is an argument of something that is not known")
    callees = program.analysis.flows.called_at(Origin(program.filename, call))
    if (
        any(isinstance(each, Partial) for each in callees) and arg.keyword is not None
    ):  # without the argument the activation that was set before would be there
        return (edits.replace(program, arg.value, "None"),)
    if _default(found[0]) != Constant(None):
        return _made(edits.set_argument(program, call, call.args.index(arg), found[0].activation, "None"))
    if half:
        return _in_float32(program, call, arg)
    later = call.args[call.args.index(arg) + 1 :]
    if arg.keyword is None and any(each.keyword is None for each in later):
        return (edits.replace(program, arg.value, "None"),)
    return _made(edits.remove_argument(program, call, arg))


def _in_float32(program: Program, call: cst.Call, arg: cst.Arg) -> Edits:
    """The dtype in the place of the activation, where none is written."""
    by_position = arg.keyword is None and any(each.keyword is None for each in call.args[call.args.index(arg) + 1 :])
    written = any(each.keyword is not None and each.keyword.value == "dtype" for each in call.args)
    if not by_position and not written:
        return (edits.replace(program, arg, f"dtype={float32(call)}"),)
    activation = edits.replace(program, arg.value, "None") if by_position else None
    removed = (activation,) if activation is not None else _made(edits.remove_argument(program, call, arg))
    return (*removed, *_made(edits.set_keyword(program, call, "dtype", float32(call))))


def float32(call: cst.Call) -> str:
    """`"float32"` in the quotes that a call has."""
    strings = [arg.value for arg in call.args if isinstance(arg.value, cst.SimpleString)]
    quote = strings[0].quote if strings and len(strings[0].quote) == 1 else '"'
    return f"{quote}float32{quote}"


def _default(spec: Activated) -> object:
    return next((each.default for each in parse_signature(spec.signature) if each.name == spec.activation), None)


def _chosen_here(program: Program, value: cst.BaseExpression) -> bool:
    """Whether the activation is written in the argument itself: a string, a library's name, a layer made there."""
    if isinstance(value, cst.SimpleString):
        return True
    if isinstance(value, cst.Name):
        return program.is_imported(value.value)
    if isinstance(value, cst.Attribute):
        root: cst.BaseExpression = value
        while isinstance(root, cst.Attribute):
            root = root.value
        return isinstance(root, cst.Name) and (program.is_imported(root.value) or not program.is_bound(root.value))
    return isinstance(value, cst.Call) and any(
        isinstance(each, ActivationSpec) for each in callee_specs(program, value)
    )


def _without_call(program: Program, call: cst.Call, inner: cst.BaseExpression) -> Edits:
    """`softmax(z)` becomes `z`; a statement that says `z = z` then goes."""
    statement = program.parent(call)
    if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
        target = statement.targets[0].target
        line = program.parent(statement)
        if program.text(target) == program.text(inner) and isinstance(line, cst.SimpleStatementLine):
            return _removed(program, statement)
    return _made(edits.unwrap(program, call, inner))


def _without_layer(program: Program, layer: cst.Call) -> Edits:
    """`Activation("softmax")` in a list, in `.add(...)`, applied at once, or kept under a name and applied later."""
    kept = stays(program, layer)
    if kept is not None:
        return kept
    parent = program.parent(layer)
    if isinstance(parent, cst.Element):
        return _made(edits.remove_element(program, parent))
    if isinstance(parent, cst.Call) and parent.func is layer:
        return _without_call(program, parent, _argument(parent, 0, "inputs"))
    if isinstance(parent, cst.Arg):
        call = program.parent(parent)
        added = isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) and call.func.attr.value == "add"
        statement = program.parent(call) if added and call is not None else None
        if isinstance(statement, cst.Expr):
            return _removed(program, statement)
    if isinstance(parent, cst.Assign):
        return _without_kept_layer(program, layer, parent)
    raise NoRepairError("the activation's layer is not seen where it is used")


def _without_kept_layer(program: Program, layer: cst.Call, kept: cst.Assign) -> Edits:
    """`self.softmax = Softmax()` with `self.softmax(x)` elsewhere."""
    made = Origin(program.filename, layer)
    calls = []
    for place, callees in program.analysis.flows.callees.items():
        if any(_origin(callee) == made for callee in callees):
            if not program.here(place) or not isinstance(place.node, cst.Call) or len(callees) > 1:
                raise NoRepairError("the activation's layer is used where it cannot be taken away")
            calls.append(place.node)
    name = program.text(kept.targets[0].target)
    if len(kept.targets) > 1:
        raise NoRepairError("the activation's layer has several names")
    if not calls or any(program.text(call.func) != name for call in calls):
        raise NoRepairError("the activation's layer is not seen where it is used")
    found = [edit for call in calls for edit in _without_call(program, call, _argument(call, 0, "inputs"))]
    others = program.occurrences(name) + _elsewhere(program, name) - len(calls) - 1
    return (*found, *(_removed(program, kept) if others == 0 else ()))


def _elsewhere(program: Program, name: str) -> int:
    """How often `softmax` of `self.softmax` is an attribute of something that has another name."""
    _, dot, attribute = name.rpartition(".")
    found = [each for each in program.nodes() if isinstance(each, cst.Attribute) and each.attr.value == attribute]
    own = [each for each in found if program.text(each) == name]
    return len(found) - len(own) if dot else 0


def _origin(callee: object) -> Origin | None:
    if isinstance(callee, Layer):
        return callee.origin
    return callee.origin if isinstance(callee, ActivationValue) else None
