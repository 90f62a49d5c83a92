"""What the interpreter asks of library knowledge. Overlays implement it; the interpreter knows no library's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import libcst as cst

from xent_lint.analysis.domain import ValueSet
from xent_lint.analysis.values import Instance, Symbol, Value

if TYPE_CHECKING:
    from xent_lint.analysis.run import Run
    from xent_lint.analysis.signature import Arguments


class Library(Protocol):
    """All libraries that are described, behind one door."""

    def canonical(self, dotted: str) -> str:
        """The canonical name of a dotted name as spelled."""

    def begin(self, run: Run) -> None:
        """Set what holds before the first statement."""

    def describes(self, dotted: str) -> bool:
        """Whether a module belongs to a described library, so that it is no file of the project."""

    def implicit(self, name: str) -> str | None:
        """What a never-bound name stands for in snippets and notebooks."""

    def star_names(self, module: str) -> Iterable[str]:
        """The names that `from module import *` binds; empty for a module that is not described."""

    def knows(self, symbol: Symbol) -> bool:
        """Whether the symbol is a described function or class, which is true and not None."""

    def passes_through(self, decorator: Symbol) -> bool:
        """Whether a function decorated with it computes the same."""

    def is_pure(self, symbol: Symbol) -> bool:
        """Whether calling it changes none of its arguments."""

    def call_symbol(self, run: Run, symbol: Symbol, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        """Call a library's function or class; None when it is not described."""

    def call_value(self, run: Run, value: Value, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        """Call a library's object (a layer, a model, a loss); None when it is not callable or not described."""

    def call_method(self, run: Run, receiver: Value, name: str, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        """Call `receiver.name(...)`; None when it is not described."""

    def attribute(self, run: Run, value: Value, name: str, node: cst.CSTNode) -> ValueSet | None:
        """Read `value.name`; None when it is not described."""

    def instance_attribute(self, run: Run, instance: Instance, base: Symbol, name: str) -> ValueSet | None:
        """Read an attribute that a user class inherits from the library class `base`."""

    def calls(self, base: Symbol, name: str) -> bool:
        """Whether the library calls this method of objects whose class derives from its class `base`."""

    def set_attribute(self, run: Run, value: Value, name: str, new: ValueSet) -> None:
        """Write `value.name = new` on a library's object."""

    def subscript(self, run: Run, value: Value, index: ValueSet, node: cst.CSTNode) -> ValueSet | None:
        """Read `value[index]`; None when it is not described."""

    def binary(self, run: Run, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value | None:
        """`left operator right` where one side is a library's value; None when it is not described."""

    def unary(self, run: Run, operator: str, operand: Value, node: cst.CSTNode) -> Value | None:
        """`operator operand`; None when it is not described."""

    def saw_operation(self, run: Run, operator: str, operands: tuple[ValueSet, ...], node: cst.CSTNode) -> None:
        """An operator or comparison was evaluated: what it says about its operands."""

    def escape(self, run: Run, value: Value) -> None:
        """`value` is given to code that is not seen."""

    def released(self, run: Run, value: Value, node: cst.CSTNode) -> None:
        """`value` is handed at `node` to code that may use it: note what there is to know of it."""
