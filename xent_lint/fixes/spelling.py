"""How this file spells the names of libraries, and what must be imported where it has no name for something yet.

A *flavour* is the root below which the file finds Keras, `tensorflow.keras` say. Where a file imports one or the other
in the arms of `try` or `if`, it is both, `keras | tensorflow.keras`, and only names that follow them are used.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import libcst as cst

from xent_lint.diagnostics import Edit
from xent_lint.fixes.layout import Layout
from xent_lint.fixes.names import ImportStatement, Names
from xent_lint.fixes.new_imports import Wanted, imports_modules, kin_of, new_import
from xent_lint.fixes.program import Program
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.packages import PACKAGES

_OR: Final = " | "
_KERAS: Final = ("keras", "tf_keras")
_PUBLIC: Final = {"keras.src": "keras", "keras.api": "keras", "tf_keras.src": "tf_keras"}
"""What is meant by a root that nobody should import from."""

_HIDDEN: Final = re.compile(r"\.(_|python\.)")
"""Modules that can be imported and are no attribute of the package around them: there is no `tf.python`."""

_SHORT: Final = {"tensorflow": "tf", "numpy": "np"}
"""The names that everybody gives these modules."""

_AS_MODULES: Final = ("ops",)
"""Modules whose functions nobody imports by name: `softmax` alone does not tell which one it is."""

_COMPATIBLE: Final = {"tensorflow": ("tensorflow.compat.v1", "tensorflow.compat.v2")}
"""Modules that offer the same functions."""


@dataclass(frozen=True)
class Spelled:
    """An expression for a library name, and the edits that import what it needs.

    `binds` are the names that those edits bind, each with its full name.
    """

    text: str
    imports: tuple[Edit, ...] = ()
    binds: tuple[tuple[str, str], ...] = ()


def flavour(program: Program, node: cst.CSTNode) -> str | None:
    """The root below which the Keras name in an expression is found: `keras`, `tensorflow.keras`, ..."""
    return Spelling(program).flavour(node)


def flavour_of_file(program: Program) -> str | None:
    """The root below which all imports of Keras in the module find it; None: there are none, or several."""
    return Spelling(program).flavour_of_file()


def spell(
    program: Program,
    target: str,
    flavour: str,
    at: cst.CSTNode,
    also: Sequence[Spelled] = (),
    first: cst.CSTNode | None = None,
) -> Spelled | None:
    """How to write a name below the Keras root, such as `losses.BinaryCrossentropy`, where `at` stands.

    `also` are names that the same fix spells, whose imports come with it. `first` is the place from which on an import
    must hold, where that is before `at`. None: there is no honest way.
    """
    return Spelling(program).keras(target, flavour, at, also, first)


def spell_module(
    program: Program, dotted: str, at: cst.CSTNode, also: Sequence[Spelled] = (), first: cst.CSTNode | None = None
) -> Spelled | None:
    """The same for a full name of TensorFlow, NumPy or another library: `tensorflow.nn.sigmoid`.

    None where the file has nothing of that library.
    """
    return Spelling(program).module(dotted, at, also, first)


@dataclass(frozen=True, eq=False)
class Spelling:
    """The names of one program. Keep it where several of them are asked for."""

    program: Program

    def flavour(self, node: cst.CSTNode) -> str | None:
        """See the function."""
        dotted = _dotted(node.func if isinstance(node, cst.Call) else node)
        if dotted is None:
            return None
        meanings = self._names_at(node).meaning_of(dotted)
        if meanings is None:
            return None
        roots = {_root(full) for full in meanings or {_implicit(dotted)}}
        return _OR.join(sorted(root for root in roots if root)) if all(roots) else None

    def flavour_of_file(self) -> str | None:
        """See the function."""
        module = self.program.scopes.module
        dotted = [each for statement in module.imports for each in statement.dotted]
        roots = {root for each in dotted if (root := _root(each)) in _roots()}
        if not roots and any(each.split(".")[0] == "tensorflow" for each in dotted):
            return "tensorflow.keras"
        return roots.pop() if len(roots) == 1 else None

    def keras(
        self,
        target: str,
        flavour: str,
        at: cst.CSTNode,
        also: Sequence[Spelled] = (),
        first: cst.CSTNode | None = None,
    ) -> Spelled | None:
        """See `spell`."""
        roots = sorted(flavour.split(_OR))
        wanted = tuple(f"{root}.{target}" for root in roots)
        here = _Here(self._layout, self._names_at(at), also, self._names_at(first or at))
        found = here.visible(wanted, at_least=len(roots))
        if found is None and len(roots) == 1:
            found = self._never_bound(here, f"{roots[0]}.{target}")
        if found is not None or not all(root in _roots() for root in roots):
            return found
        section, _, name = target.rpartition(".")
        by_name = {root: Wanted(f"{root}.{section}", name) for root in roots}
        by_module = {root: Wanted(root, section) for root in roots if "." not in section}
        if by_module and (section in _AS_MODULES or all(imports_modules(here.kin(root), root) for root in roots)):
            return here.imported(by_module, target) or here.imported(by_name, name)
        return here.imported(by_name, name) or here.imported(by_module, target)

    def module(
        self, dotted: str, at: cst.CSTNode, also: Sequence[Spelled] = (), first: cst.CSTNode | None = None
    ) -> Spelled | None:
        """See `spell_module`."""
        root, _, rest = dotted.partition(".")
        wanted = (dotted, *(f"{other}.{rest}" for other in _COMPATIBLE.get(root, ())))
        here = _Here(self._layout, self._names_at(at), also, self._names_at(first or at))
        found = here.visible(wanted, at_least=1) or self._never_bound(here, dotted)
        if found is not None:
            return found
        short = _SHORT.get(root, root)
        return here.imported({root: Wanted("", root, short)}, f"{short}.{rest}") or here.imported(
            {root: Wanted("", root, root)}, dotted
        )

    def _never_bound(self, here: _Here, dotted: str) -> Spelled | None:
        """A snippet that uses `keras`, `tf` or `np` without an import."""
        for module in _modules_around(dotted):
            short = _SHORT.get(module, module)
            if "." not in short and short in self._used and not here.is_bound(short):
                return Spelled(short + dotted[len(module) :])
        return None

    def _names_at(self, node: cst.CSTNode) -> Names:
        return self.program.scopes.at(self._layout.place(self._layout.inner(node).start))

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self.program)

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset(node.id for node in self.program.syntax.nodes if isinstance(node, ast.Name))


@dataclass(frozen=True, eq=False)
class _Here:
    """What can be written at one place, and what the other edits of the fix import there."""

    layout: Layout
    names: Names
    also: Sequence[Spelled]
    since: Names

    @cached_property
    def _imported(self) -> Mapping[str, tuple[frozenset[str], Spelled]]:
        return {
            name: (frozenset(full for other, full in spelled.binds if other == name), spelled)
            for spelled in self.also
            for name, _ in spelled.binds
        }

    def kin(self, root: str) -> list[ImportStatement]:
        """Where an import can be written that holds at this place, and already where the fix begins."""
        here = {statement.place for statement in kin_of(self.names, root)}
        return [statement for statement in kin_of(self.since, root) if statement.place in here]

    def is_bound(self, name: str) -> bool:
        """Whether the name is taken at this place."""
        return name in self._imported or self.names.is_bound(name)

    def visible(self, wanted: Sequence[str], at_least: int) -> Spelled | None:
        """The shortest expression of names that are there already, for any of the wanted full names.

        Of them the first is the best; `at_least` so many of them must be meant by it, in the arms of a `try`, say.
        """
        best: Spelled | None = None
        for name, meanings, imports, binds in self._candidates():
            matches = [_match(full, wanted) for full in meanings]
            targets = {match[0] for match in matches if match is not None}
            rests = {match[1] for match in matches if match is not None}
            if None in matches or len(rests) != 1 or len(targets) < at_least:
                continue
            text = name + rests.pop()
            if best is None or text.count(".") < best.text.count("."):
                best = Spelled(text, imports, binds)
        return best

    def imported(self, wanted: Mapping[str, Wanted], text: str) -> Spelled | None:
        """An expression with the import it needs below each root; None where that cannot be."""
        edits: list[Edit] = []
        for root, each in wanted.items():
            kin = self.kin(root)
            if not kin or self.is_bound(each.short or each.name):
                return None
            edits.append(new_import(self.layout, kin, each))
        binds = tuple((each.short or each.name, f"{each.module}.{each.name}".lstrip(".")) for each in wanted.values())
        return Spelled(text, tuple(edits), binds) if edits else None

    def _candidates(
        self,
    ) -> Iterator[tuple[str, frozenset[str], tuple[Edit, ...], tuple[tuple[str, str], ...]]]:
        for name in self.names.local_names():
            meanings = self.names.meaning(name)
            if meanings:
                yield name, meanings, (), ()
        for name, (meanings, spelled) in self._imported.items():
            yield name, meanings, spelled.imports, spelled.binds


def _match(full: str, wanted: Sequence[str]) -> tuple[str, str] | None:
    """The wanted name that a local name of this meaning leads to, and what is to be written behind the local name."""
    for private, public in _PUBLIC.items():
        if full.startswith(f"{private}."):
            full = public + full[len(private) :]
    for target in wanted:
        rest = target[len(full) :]
        if f"{target}.".startswith(f"{full}.") and not _HIDDEN.match(rest):
            return target, rest
        root = _root(target)  # `keras.layers.core.Dense` is `keras.layers.Dense`, but not another Keras
        if root is not None and root == _root(full) and catalog().canonical(full) == catalog().canonical(target):
            return target, ""
    return None


def _dotted(node: cst.CSTNode) -> str | None:
    """`a.b.c` for an expression that is written so."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    return ".".join([node.value, *reversed(parts)]) if isinstance(node, cst.Name) else None


def _implicit(dotted: str) -> str:
    """What a name that nothing binds stands for in a snippet."""
    name, _, rest = dotted.partition(".")
    module = catalog().implicit.get(name, "")
    return f"{module}.{rest}" if rest and module else module


def _roots() -> frozenset[str]:
    """The packages that are Keras."""
    prefixes = (rule for package in PACKAGES for rule in package.prefixes)
    return frozenset({"keras", *(rule.spelled for rule in prefixes if rule.canonical == "keras")})


def _root(dotted: str) -> str | None:
    """The Keras root that a full name is below."""
    parts = dotted.split(".")
    found = [index for index, part in enumerate(parts) if part in _KERAS]
    known = [root for root in _modules_around(f"{dotted}.") if root in _roots()]
    if known:
        return _PUBLIC.get(known[0], known[0])
    if found:  # `from common import keras`
        return ".".join(parts[: found[-1] + 1])
    is_alias = parts[0] == "tensorflow" and catalog().canonical(dotted).startswith("keras.")
    return "tensorflow.keras" if is_alias else None


def _modules_around(dotted: str) -> Iterator[str]:
    """`a.b`, `a` for `a.b.c`."""
    while "." in dotted:
        dotted = dotted.rpartition(".")[0]
        yield dotted
