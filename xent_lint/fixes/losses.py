"""Making a loss take logits: the setting of an object or call, or the class in the place of a string or function."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.observations import LossApplied
from xent_lint.analysis.values import Loss, Origin, Symbol
from xent_lint.diagnostics import Edit
from xent_lint.fixes import edits
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import LibraryNames, callee_specs, class_named, position_of
from xent_lint.fixes.program import Program
from xent_lint.fixes.uses import loss_uses
from xent_lint.knowledge.specs import Expects, Family, LossSpec

Edits = tuple[Edit, ...]
Found = list[tuple[Loss, LossApplied]]


def on_logits(program: Program, place: Origin, found: Found, names: LibraryNames, binary: str | None) -> Edits:
    """The edits that make the loss at `place` take logits.

    `binary` names the class to use instead of one that is
    no binary loss (None: the loss stays what it is). Raises NoRepairError.
    """
    other = binary is not None and any(loss.spec.family is not Family.BINARY for loss, _ in found)
    wanted = {loss.spec for loss, _ in found}
    if not other and all(loss.from_logits or loss.spec.expects is Expects.LOGITS for loss, _ in found):
        return ()
    if not program.here(place):
        raise NoRepairError(f"the loss is in another file ({program.line(place)})")
    if len(wanted) > 1:
        raise NoRepairError(f"the loss is one of several ({program.line(place)})")
    loss, applied = next((each for each in found if each[1].compile_call is None), found[0])
    node = place.node
    if isinstance(node, cst.Call) and loss.origin == place:
        _refuse_other_uses(program, place)
        kinds = callee_specs(program, node)
        written = kinds[0] if len(kinds) == 1 else None
        if isinstance(written, LossSpec) and not other and loss.spec.from_logits is not None:
            index = position_of(written.signature, loss.spec.from_logits)
            return _made(program, place, edits.set_argument(program, node, index, loss.spec.from_logits, "True"))
        if not other and any(
            isinstance(each, Symbol) and each.name == "functools.partial"
            for each in program.analysis.flows.called_at(place)
        ):
            parameter = loss.spec.from_logits or "from_logits"
            return _made(program, place, edits.set_keyword(program, node, parameter, "True"))
        if applied.compile_call is None and (node is applied.place.node or not isinstance(written, LossSpec)):
            raise NoRepairError(f"where the loss is chosen is not seen ({program.line(place)})")
        if isinstance(written, LossSpec) and len(node.args) > 0:
            raise NoRepairError(f"the loss has settings of its own ({program.line(place)})")
    target = _named_at(program, place, loss, applied)
    named = binary if binary is not None and other else class_named(loss.spec, "losses")
    return (edits.replace(program, target, f"{names.keras(named, target)}(from_logits=True)"),)


def _made(program: Program, place: Origin, found: Edits | None) -> Edits:
    if found is None:
        raise NoRepairError(f"a comment stands in the way ({program.line(place)})")
    return found


def _named_at(program: Program, place: Origin, loss: Loss, applied: LossApplied) -> cst.CSTNode:
    """The expression that names the loss: a string, a function, or a variable with one of them."""
    node, written = place.node, loss.origin.node if loss.origin is not None else place.node
    if written is node or isinstance(node, cst.SimpleString | cst.Dict | cst.Call):
        return node
    held = isinstance(program.parent(written), cst.Element | cst.DictElement)
    if isinstance(written, cst.SimpleString) and isinstance(node, cst.Name) and not held:
        if program.is_parameter(node):
            raise NoRepairError(f"the loss is chosen where the function is called ({program.line(place)})")
        return node
    if isinstance(node, cst.Name | cst.Attribute) and isinstance(
        written, cst.ImportFrom | cst.Import | cst.ImportAlias
    ):
        return node
    raise NoRepairError(f"the loss is chosen elsewhere ({program.line(loss.origin or place)})")


def _refuse_other_uses(program: Program, loss: Origin) -> None:
    """A loss object that something else uses too cannot be changed for one model."""
    for escape in program.analysis.flows.escapes:
        if isinstance(escape.value, Loss) and escape.value.origin == loss:
            raise NoRepairError(f"the loss {escape.how} ({program.line(escape.place)})")
    for place in loss_uses(program, loss):
        if not _is_followed(program, place, loss):
            raise NoRepairError(f"the loss is used at another place that is not followed ({program.line(place)})")


def _is_followed(program: Program, place: Origin, loss: Origin) -> bool:
    if not program.here(place):
        return isinstance(place.node, cst.Name)
    if _judges(program, place.node, loss):
        return True
    node, parent = place.node, program.parent(place.node)
    while isinstance(parent, cst.Element | cst.DictElement | cst.List | cst.Tuple | cst.Dict | cst.IfExp):
        node, parent = parent, program.parent(parent)
    if isinstance(parent, cst.Assign | cst.AnnAssign | cst.NamedExpr | cst.Param | cst.Subscript):
        return True
    if isinstance(parent, cst.Return | cst.Lambda):
        chain = (parent, *program.ancestors(parent))
        function = next((each for each in chain if isinstance(each, cst.FunctionDef | cst.Lambda)), None)
        return function not in program.analysis.flows.entries
    if isinstance(parent, cst.Call) and parent.func is node:
        return _judges(program, parent, loss)
    if isinstance(parent, cst.Attribute):
        call = program.parent(parent)
        return call is not None and _judges(program, call, loss)
    if isinstance(parent, cst.Arg):
        call = program.parent(parent)
        if call is None:
            return False
        return program.is_inlined(call) or _judges(program, call, loss)
    return isinstance(parent, cst.Expr)


def _judges(program: Program, node: cst.CSTNode, loss: Origin) -> bool:
    """Whether the loss meets a known head at this node, or in this call of compile."""
    place = Origin(program.filename, node)
    return any(
        pair.loss.origin == loss
        for applied in program.analysis.observations
        if isinstance(applied, LossApplied) and place in (applied.place, applied.compile_call)
        for pair in applied.pairs
    )
