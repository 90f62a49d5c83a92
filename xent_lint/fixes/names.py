"""What the names of a file stand for at one place: its imports and aliases of them, and nothing that is computed.

The `ast` tree serves here: names, statements and their places are all there is to see, and a walk of it costs little.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xent_lint.gate import Syntax
from xent_lint.knowledge.catalog import catalog

Place = tuple[int, int]
"""Row from 1 and column in UTF-8 bytes from 0, as `ast` counts."""

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_ALTERNATIVES: Final = (ast.If, ast.Try, ast.Match)


@dataclass(frozen=True, eq=False)
class Arm:
    """One block of a compound statement."""

    statement: ast.AST
    name: str
    block: Sequence[ast.stmt]

    @property
    def always_runs(self) -> bool:
        """Whether it runs whenever its statement does."""
        return isinstance(self.statement, ast.With | ast.AsyncWith)

    def encloses(self, place: Place) -> bool:
        """Whether a place is in this block."""
        return start_of(self.block[0]) <= place < end_of(self.block[-1])


Path = tuple[Arm, ...]
"""The blocks around a statement, from the outside."""


@dataclass(frozen=True, eq=False)
class Binding:
    """One place that gives a name its meaning. `dotted` is what an import says, `alias` the expression of `a = b.c`."""

    path: Path
    place: Place
    dotted: str | None = None
    alias: str | None = None
    missing: bool = False  # `keras = None`, for when the import fails


@dataclass(frozen=True, eq=False)
class ImportStatement:
    """An import that is run, with the blocks around it."""

    node: ast.Import | ast.ImportFrom
    path: Path

    @property
    def dotted(self) -> tuple[str, ...]:
        """The full names that it asks for."""
        if isinstance(self.node, ast.Import):
            return tuple(alias.name for alias in self.node.names)
        return tuple(f"{self.module}.{alias.name}" for alias in self.node.names)

    @property
    def module(self) -> str:
        """Of `from module import ...`; empty for a plain import. A relative one begins with dots."""
        if isinstance(self.node, ast.Import):
            return ""
        return "." * self.node.level + (self.node.module or "")

    @property
    def place(self) -> Place:
        """Where it begins."""
        return (self.node.lineno, self.node.col_offset)


@dataclass(frozen=True, eq=False)
class Scope:
    """The module, or a function, class, lambda or comprehension, and all names that are bound in it."""

    node: ast.AST

    @cached_property
    def _contents(self) -> tuple[Mapping[str, Sequence[Binding]], tuple[ImportStatement, ...]]:
        names: dict[str, list[Binding]] = {}
        imports: list[ImportStatement] = []
        for name, binding in _parameters(self.node):
            names.setdefault(name, []).append(binding)
        for statement, path in _statements(_body(self.node), ()):
            if isinstance(statement, ast.Import | ast.ImportFrom):
                imports.append(ImportStatement(statement, path))
            for name, binding in _bound_by(statement, path):
                names.setdefault(name, []).append(binding)
        return names, tuple(imports)

    @property
    def names(self) -> Mapping[str, Sequence[Binding]]:
        """All bindings of each name."""
        return self._contents[0]

    @property
    def imports(self) -> tuple[ImportStatement, ...]:
        """The imports in the order of the text; those for type checkers alone are none."""
        return self._contents[1]


@dataclass(frozen=True, eq=False)
class Scopes:
    """All scopes of a program. Keep it: each of them is looked into once."""

    syntax: Syntax

    def at(self, place: Place) -> Names:
        """The names that are visible at a place of the program."""
        inside = [scope for scope in self._inner if _encloses(scope.node, place)]
        inside.sort(key=lambda scope: start_of(scope.node), reverse=True)
        visible = [each for index, each in enumerate(inside) if not (isinstance(each.node, ast.ClassDef) and index > 0)]
        return Names(place, (*visible, self.module), self._rebound)

    @cached_property
    def module(self) -> Scope:
        """The outermost scope."""
        return Scope(self.syntax.tree)

    @cached_property
    def _inner(self) -> tuple[Scope, ...]:
        return tuple(Scope(node) for node in self.syntax.nodes if _is_scope(node))

    @cached_property
    def _rebound(self) -> frozenset[str]:
        return frozenset(name for node in self.syntax.nodes if isinstance(node, ast.Global) for name in node.names)


@dataclass(frozen=True, eq=False)
class Names:
    """The scopes that are visible at one place, from the inside, and what names mean there."""

    place: Place
    scopes: tuple[Scope, ...]
    rebound: frozenset[str]  # by `global` in some function

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        return self.scopes[-1]

    def is_bound(self, name: str) -> bool:
        """Whether anything visible binds the name."""
        return any(name in scope.names for scope in self.scopes) or bool(self._from_stars(name))

    def local_names(self) -> Iterator[str]:
        """All visible names, once each, in the order in which they are bound; then those of star imports."""
        seen = dict.fromkeys(name for scope in reversed(self.scopes) for name in scope.names)
        yield from seen
        for statement in self.stars:
            yield from (name for name in catalog().members(statement.module) if name not in seen)

    def meaning(self, name: str) -> frozenset[str] | None:
        """The full names that a name may stand for at this place: one, or one for each arm of `try` or `if`.

        None: it is bound to something else, or more than once in a row. Empty: nothing binds it.
        """
        return self._meaning(name, 0, frozenset())

    def meaning_of(self, dotted: str) -> frozenset[str] | None:
        """The same for `name.attribute.attribute`."""
        name, _, rest = dotted.partition(".")
        found = self.meaning(name)
        return found and frozenset(f"{full}.{rest}" if rest else full for full in found)

    @property
    def stars(self) -> list[ImportStatement]:
        """`from module import *`, all of them."""
        return [each for each in self.module.imports if isinstance(each.node, ast.ImportFrom) and _is_star(each.node)]

    def _meaning(self, name: str, outer: int, seen: frozenset[str]) -> frozenset[str] | None:
        for depth in range(outer, len(self.scopes)):
            bindings = self.scopes[depth].names.get(name)
            if bindings:
                return self._joined(name, [each for each in bindings if not each.missing], depth, seen)
        return self._from_stars(name)

    def _joined(
        self, name: str, bindings: Sequence[Binding], depth: int, seen: frozenset[str]
    ) -> frozenset[str] | None:
        scope = self.scopes[depth]
        if name in seen or (scope is self.module and name in self.rebound):
            return None
        if self.runs_in(scope) and not any(binding.place < self.place for binding in bindings):
            return None
        meanings = [self._of(binding, depth, seen | {name}) for binding in bindings]
        found: set[str] = set()
        for index, meaning in enumerate(meanings):
            if not meaning:
                return None
            for other in range(index):
                if meanings[other] != meaning and not _exclusive(bindings[other].path, bindings[index].path):
                    return None
            found |= meaning
        if scope is self.module and not self._from_stars(name) <= found:
            return None
        return frozenset(found)

    def runs_in(self, scope: Scope) -> bool:
        """Whether the place itself is run with the statements of a scope, not later."""
        between = self.scopes[: self.scopes.index(scope)]
        return not any(isinstance(inner.node, (*_FUNCTIONS, ast.Lambda)) for inner in between)

    def _of(self, binding: Binding, depth: int, seen: frozenset[str]) -> frozenset[str] | None:
        if binding.alias is None:
            return None if binding.dotted is None else frozenset({binding.dotted})
        name, _, rest = binding.alias.partition(".")
        found = self._meaning(name, depth, seen)
        if found is not None and not found and name in catalog().implicit:
            found = frozenset({catalog().implicit[name]})
        return found and frozenset(f"{full}.{rest}" if rest else full for full in found)

    def _from_stars(self, name: str) -> frozenset[str]:
        """What star imports of known modules bind a name to. Of unknown modules it is not known."""
        return frozenset(
            f"{statement.module}.{name}" for statement in self.stars if name in catalog().members(statement.module)
        )


def _exclusive(one: Path, other: Path) -> bool:
    """Whether two statements are in different arms of one `if`, `try` or `match`."""
    for first, second in zip(one, other, strict=False):
        if first.statement is not second.statement:
            return False
        if first.name != second.name:
            in_a_row = {first.name, second.name} & {"orelse of try", "finalbody"}
            return isinstance(first.statement, _ALTERNATIVES) and not in_a_row
    return False


def _is_scope(node: ast.AST) -> bool:
    return isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.Lambda, *_COMPREHENSIONS))


def _encloses(node: ast.AST, place: Place) -> bool:
    """Whether a place is inside the body of a scope; its decorators and defaults are outside."""
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        return start_of(node.body[0]) <= place < end_of(node)
    return start_of(node.body if isinstance(node, ast.Lambda) else node) <= place < end_of(node)


def start_of(node: ast.AST) -> Place:
    """Where a node begins, a decorated one with its decorators."""
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)) and node.decorator_list:
        return start_of(node.decorator_list[0])
    return (node.lineno, node.col_offset)  # type: ignore[attr-defined]


def end_of(node: ast.AST) -> Place:
    """Where a node ends."""
    return (node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]


def _body(node: ast.AST) -> list[ast.stmt]:
    return node.body if isinstance(node, (ast.Module, *_FUNCTIONS, ast.ClassDef)) else []


def _parameters(node: ast.AST) -> Iterator[tuple[str, Binding]]:
    """The names that a function, lambda or comprehension binds before its body runs."""
    binding = Binding((), (0, 0))
    if isinstance(node, (*_FUNCTIONS, ast.Lambda)):
        for arg in ast.walk(node.args):
            if isinstance(arg, ast.arg):
                yield arg.arg, binding
    elif isinstance(node, _COMPREHENSIONS):
        for generator in node.generators:
            for target in ast.walk(generator.target):
                if isinstance(target, ast.Name):
                    yield target.id, binding


def _statements(body: Sequence[ast.stmt], path: Path) -> Iterator[tuple[ast.AST, Path]]:
    """The statements of one scope in the order of the text, and `except`, `case` for the names they bind."""
    for statement in body:
        yield statement, path
        if _is_scope(statement):
            continue
        for arm, block in _blocks(statement):
            yield from _statements(block, (*path, Arm(statement, arm, block)))
        for index, handler in enumerate(getattr(statement, "handlers", ())):
            inner = (*path, Arm(statement, f"handler {index}", handler.body))
            yield handler, inner
            yield from _statements(handler.body, inner)
        for index, case in enumerate(getattr(statement, "cases", ())):
            inner = (*path, Arm(statement, f"case {index}", case.body))
            yield case, inner
            yield from _statements(case.body, inner)


def _blocks(statement: ast.stmt) -> Iterator[tuple[str, list[ast.stmt]]]:
    if not (isinstance(statement, ast.If) and _for_type_checkers(statement.test)):
        yield "body", getattr(statement, "body", [])
    yield "orelse of try" if isinstance(statement, ast.Try) else "orelse", getattr(statement, "orelse", [])
    yield "finalbody", getattr(statement, "finalbody", [])


def _for_type_checkers(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in (getattr(test, "id", None), getattr(test, "attr", None))


def _bound_by(statement: ast.AST, path: Path) -> Iterator[tuple[str, Binding]]:
    """The names that one statement binds, without the statements inside of it."""
    place = (getattr(statement, "lineno", 0), getattr(statement, "col_offset", 0))
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            full = alias.name if alias.asname else alias.name.partition(".")[0]
            yield alias.asname or full, Binding(path, place, full)
    elif isinstance(statement, ast.ImportFrom):
        module = ImportStatement(statement, path).module
        for alias in () if _is_star(statement) else statement.names:
            yield alias.asname or alias.name, Binding(path, place, f"{module}.{alias.name}")
    elif isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
        yield statement.name, Binding(path, place)
    elif isinstance(statement, ast.Global | ast.Nonlocal):
        yield from ((name, Binding(path, place)) for name in statement.names)
    elif (
        isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
    ):
        missing = isinstance(statement.value, ast.Constant) and statement.value.value is None
        written = dotted_text(statement.value)
        yield statement.targets[0].id, Binding(path, place, alias=written, missing=missing)
        yield from ((name, Binding(path, place)) for name in _stored(statement.value))
    else:
        yield from ((name, Binding(path, place)) for name in _stored(statement))


def _stored(node: ast.AST) -> Iterator[str]:
    """The names that the expressions and patterns of a statement bind."""
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest
    comprehension = isinstance(node, _COMPREHENSIONS)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case | ast.Lambda):
            continue
        if comprehension:  # its own names end with it; `:=` is bound outside
            yield from (
                inner.target.id
                for inner in ast.walk(child)
                if isinstance(inner, ast.NamedExpr) and isinstance(inner.target, ast.Name)
            )
        else:
            yield from _stored(child)


def _is_star(statement: ast.ImportFrom) -> bool:
    return any(alias.name == "*" for alias in statement.names)


def dotted_text(node: ast.expr) -> str | None:
    """`a.b.c` for an expression that is written so."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None
