"""Where a new import goes: beside its kin, the imports of the same package that reach the place of its use."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from xent_lint.diagnostics import Edit
from xent_lint.fixes.layout import BLANK, Layout
from xent_lint.fixes.names import ImportStatement, Names, Path, Place


@dataclass(frozen=True)
class Wanted:
    """`from module import name`, or with an empty module `import name as short`."""

    module: str
    name: str
    short: str = ""

    @property
    def text(self) -> str:
        """The statement."""
        if self.module:
            return f"from {self.module} import {self.name}"
        return f"import {self.name}" + (f" as {self.short}" if self.short != self.name else "")


def kin_of(names: Names, root: str) -> list[ImportStatement]:
    """The imports of a package beside which one may be written for the place of `names`, the last one best.

    Those at the level of the module that always run are preferred, then those of the function around the place, then
    those in arms of `if` and `try`; and of each kind those above the place.
    """
    ranked: dict[tuple[bool, bool, bool, bool], list[ImportStatement]] = {}
    for scope in names.scopes:
        if not isinstance(scope.node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for statement in scope.imports:
            if names.runs_in(scope) and statement.place > names.place:
                continue
            near = _nearness(statement, root)
            if near is not None:
                late = statement.place > names.place  # it may still run before the function around the place does
                rank = (not near, not _reaches(statement.path, names.place), scope is not names.module, late)
                ranked.setdefault(rank, []).append(statement)
    return ranked[min(ranked)] if ranked else []


def new_import(layout: Layout, kin: list[ImportStatement], wanted: Wanted) -> Edit:
    """Add to an import of the same module, or write a line below the last of the kin."""
    for statement in reversed(kin):
        if wanted.module and statement.module == wanted.module and _can_grow(layout, statement):
            end = _end(layout, statement)
            return layout.edit(end, end, f", {wanted.name}")
    return _beside(layout, kin[-1], wanted.text)


def imports_modules(kin: list[ImportStatement], root: str) -> bool:
    """Whether the file always writes `from root import module` and never `from root.module import name`."""
    from_root = [statement for statement in kin if statement.module == root]
    from_below = [statement for statement in kin if statement.module.startswith(f"{root}.")]
    modules = any(alias.name.islower() for statement in from_root for alias in statement.node.names)
    return modules and not from_below


def _nearness(statement: ImportStatement, root: str) -> bool | None:
    """True for an import from the package, False for one of a package around it, None for others."""
    if any(f"{dotted}.".startswith(f"{root}.") for dotted in statement.dotted):
        return True
    return False if any(root.startswith(f"{dotted}.") for dotted in statement.dotted) else None


def _reaches(path: Path, place: Place) -> bool:
    """Whether a statement in these blocks has run whenever a later place is reached."""
    return all(arm.always_runs or arm.encloses(place) for arm in path)


def _can_grow(layout: Layout, statement: ImportStatement) -> bool:
    """Whether a name can be written at the end: one line, no parentheses, no star, no comment."""
    start, end = layout.offset(*statement.place), _end(layout, statement)
    text = layout.text[start:end]
    return layout.same_line(start, end) and not set("(*") & set(text) and "#" not in layout.after(end)


def _end(layout: Layout, statement: ImportStatement) -> int:
    node = statement.node
    assert node.end_lineno is not None and node.end_col_offset is not None
    return layout.offset(node.end_lineno, node.end_col_offset)


def _beside(layout: Layout, statement: ImportStatement, text: str) -> Edit:
    start, end = layout.offset(*statement.place), _end(layout, statement)
    rest = layout.after(end).lstrip(BLANK)
    if layout.begins_line(start) and (not rest or rest.startswith("#")):
        line_end = layout.line_end(end)
        return layout.edit(line_end, line_end, f"{layout.newline}{layout.indentation(start)}{text}")
    return layout.edit(end, end, f"; {text}")
