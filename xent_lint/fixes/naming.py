"""What repairs write: library names as the file spells them, with the imports that they need."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.signature import parse_signature
from xent_lint.analysis.values import Origin, Symbol, Tensor
from xent_lint.diagnostics import Edit
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.program import Program
from xent_lint.fixes.spelling import flavour, spell, spell_module
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Form, LossSpec, MetricSpec, Spec

KERAS = "keras"


def keras_flavour(program: Program, *nodes: cst.CSTNode | None) -> str:
    """The root under which the file has Keras, as told by the first of these expressions that tells it."""
    for node in nodes:
        found = flavour(program, node) if isinstance(node, cst.BaseExpression) else None
        if found is not None:
            return found
    return KERAS


def keras_name(program: Program, target: str, root: str, at: cst.CSTNode) -> tuple[str, tuple[Edit, ...]]:
    """`losses.BinaryCrossentropy` as it is written at `at`, and the imports for it. Raises NoRepairError."""
    spelled = spell(program, target, root, at)
    if spelled is None:
        raise NoRepairError(f"there is no free name here for {target}")
    return spelled.text, spelled.imports


def class_named(spec: LossSpec | MetricSpec, kind: str) -> str:
    """The class below Keras that means the same: `losses.BinaryCrossentropy`. Raises NoRepairError."""
    name = spec.name.rpartition(".")[2]
    if spec.form is not Form.CLASS:
        name = "".join(part.capitalize() for part in name.split("_"))
    found = catalog().find(f"keras.{kind}.{name}")
    if found is None or getattr(found, "form", None) is not Form.CLASS:
        raise NoRepairError(f"{spec.name} has no class of the same meaning")
    return f"{kind}.{name}"


def callee_specs(program: Program, call: cst.CSTNode) -> list[Spec | None]:
    """The table entries of what is called; None for each that has none."""
    callees = program.analysis.flows.called_at(Origin(program.filename, call))
    return [catalog().find(callee.name) if isinstance(callee, Symbol) else None for callee in callees]


def position_of(signature: str, name: str) -> int:
    """The place of a parameter among the positional ones, counted without `self`; a large number for keyword-only."""
    normal = [each.name for each in parse_signature(signature) if each.kind == "normal"]
    return normal.index(name) if name in normal else len(normal) + 1_000


def as_probabilities(
    program: Program, label: str, axis: int | None, array: bool, root: str, at: cst.CSTNode
) -> tuple[str, str, tuple[Edit, ...]]:
    """What is written before and after logits to make them the activation's output, as the same kind of array.

    Raises NoRepairError.
    """
    along = "" if axis in (-1, None) or label == "sigmoid" else f", axis={axis}"
    spelled = spell_module(program, f"tensorflow.nn.{label}", at)
    if spelled is not None:
        return f"{spelled.text}(", f"{along}){'.numpy()' if array else ''}", spelled.imports
    ops, imports = keras_name(program, "ops", root, at)
    if not array:
        return f"{ops}.{label}(", f"{along})", imports
    return f"{ops}.convert_to_numpy({ops}.{label}(", f"{along}))", imports


def layer_call(head: Tensor) -> cst.BaseExpression | None:
    """What is called to make the head's layer: it tells how the file spells Keras."""
    layer = head.layer
    return layer.node.func if layer is not None and isinstance(layer.node, cst.Call) else None
