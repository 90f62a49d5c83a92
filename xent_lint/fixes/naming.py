"""What repairs write: library names as the file spells them, with the imports that they need."""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from xent_lint.analysis.signature import parse_signature
from xent_lint.analysis.values import Origin, Symbol, Tensor
from xent_lint.diagnostics import Edit
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.program import Program
from xent_lint.fixes.spelling import Spelled, Spelling
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Form, LossSpec, MetricSpec, Spec

KERAS = "keras"

SYMBOLIC = ("sigmoid", "softmax")
"""Activations that every Keras has as functions."""

OF_EACH = ("sigmoid", "log_sigmoid")
"""Activations of each unit for itself, which have no axis."""


@dataclass
class LibraryNames:
    """The library names that one fix writes, and the imports they need. `root` is where the file finds Keras."""

    spelling: Spelling
    root: str
    first: cst.CSTNode | None = None  # where the fix begins: imports must hold from there on
    spelled: list[Spelled] = field(default_factory=list)

    @classmethod
    def of(cls, program: Program, *hints: cst.CSTNode | None, first: cst.CSTNode | None = None) -> LibraryNames:
        """Names as the first of these expressions spells Keras that tells it, else as the file's imports do."""
        spelling = Spelling(program)
        told = (spelling.flavour(node) for node in hints if isinstance(node, cst.BaseExpression))
        found = next((each for each in told if each is not None), None)
        return cls(spelling, found or spelling.flavour_of_file() or KERAS, first)

    @property
    def program(self) -> Program:
        """The program that they are written in."""
        return self.spelling.program

    @property
    def imports(self) -> tuple[Edit, ...]:
        """The edits that import what was spelled."""
        edits = dict.fromkeys(edit for each in self.spelled for edit in each.imports)
        # where a statement grows and others come below it, at the same place, its names come first
        return tuple(sorted(edits, key=lambda edit: not edit.replacement.startswith(",")))

    def keras(self, target: str, at: cst.CSTNode) -> str:
        """`losses.BinaryCrossentropy` as it is written at `at`. Raises NoRepairError."""
        found = self.spelling.keras(target, self.root, at, self.spelled, self.first)
        if found is None:
            raise NoRepairError(f"there is no free name here for {target}")
        self.spelled.append(found)
        return found.text

    def library(self, dotted: str, at: cst.CSTNode) -> str | None:
        """`tensorflow.nn.sigmoid` as it is written at `at`; None where the file has nothing of that library."""
        found = self.spelling.module(dotted, at, self.spelled, self.first)
        if found is not None:
            self.spelled.append(found)
        return found.text if found is not None else None

    def activation(
        self, label: str, axis: int | None, array: bool, at: cst.CSTNode, symbolic: bool = False
    ) -> tuple[str, str]:
        """What is written before and after logits to make them the activation's output, as the same kind of array.

        `symbolic`: they may be the placeholders of a functional model, which TensorFlow's functions do not take.
        Raises NoRepairError.
        """
        along = "" if axis in (-1, None) or label in OF_EACH else f", axis={axis}"
        if symbolic and label in SYMBOLIC:
            return f"{self.keras(f'activations.{label}', at)}(", f"{along})"
        function = self.library(f"tensorflow.{'math' if label == 'log_sigmoid' else 'nn'}.{label}", at)
        if function is not None:
            return f"{function}(", f"{along}){'.numpy()' if array else ''}"
        if self.root != KERAS:
            raise NoRepairError(f"{self.root} has no {label} for arrays")
        function = self.keras(f"ops.{label}", at)
        if not array:
            return f"{function}(", f"{along})"
        return f"{self.keras('ops.convert_to_numpy', at)}({function}(", f"{along}))"


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


def layer_call(head: Tensor) -> cst.BaseExpression | None:
    """What is called to make the head's layer: it tells how the file spells Keras."""
    layer = head.layer
    return layer.node.func if layer is not None and isinstance(layer.node, cst.Call) else None
