"""Files of which little is needed: parsed without the bodies of their functions, each of which follows when it is run.

Of an imported file mostly constants, classes and signatures are wanted, and of the functions those few that are called.
`libcst.parse_module` takes 2 to 9 s for a million characters, `ast.parse` a tenth of that; so the `ast` tree tells
where the bodies are, and libcst is given the text with `...` in their place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import libcst as cst

from xent_lint import gate
from xent_lint.source import Source, SourceError, line_starts

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


def parse_tree(source: Source, text: str | None = None) -> cst.Module:
    """The tree of a file that has passed the gate, or of a text made from it."""
    try:
        return cst.parse_module(source.text if text is None else text)
    except cst.ParserSyntaxError as error:
        raise SourceError(source.filename, f"libcst cannot parse it: {error.message}") from error


@dataclass(frozen=True)
class Rows:
    """Rows of a file, from 1, both included."""

    first: int
    last: int


class Outline:
    """A file with the bodies of its functions parsed on demand. Immutable as far as anybody can tell."""

    def __init__(self, source: Source, module: cst.Module, tree: ast.Module, rows: dict[cst.FunctionDef, Rows]) -> None:
        self.source = source
        self.module = module
        self.tree = tree
        self._rows = rows
        self._parsed: dict[cst.FunctionDef, cst.Module] = {}

    def body(self, function: cst.FunctionDef) -> cst.BaseSuite:
        """What a function of this file does. Raises SourceError where libcst cannot parse it."""
        if function not in self._rows:
            return function.body
        if function not in self._parsed:
            self._parsed[function] = self._parse(self._rows[function])
        return block_of(self._parsed[function])

    @property
    def is_whole(self) -> bool:
        """Whether no body is left out."""
        return not self._rows

    def leaves_out_body(self, node: cst.CSTNode) -> bool:
        """Whether `node` is a function whose body is not below it."""
        return node in self._rows

    def parsed_body(self, node: cst.CSTNode) -> cst.Module | None:
        """The program that the body of a function was parsed in: `block_of` it. None: it never was."""
        return self._parsed.get(node) if isinstance(node, cst.FunctionDef) else None

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return _row_bounds(self.source)

    def _parse(self, rows: Rows) -> cst.Module:
        starts = self._starts
        text = self.source.text[starts[rows.first - 1] : starts[rows.last]]
        return parse_tree(self.source, f"if 1:{self.source.newline}{text}")


def block_of(program: cst.Module) -> cst.IndentedBlock:
    """The body that a program of one `if` stands around, because it is indented."""
    return cst.ensure_type(cst.ensure_type(program.body[0], cst.If).body, cst.IndentedBlock)


@lru_cache(maxsize=256)
def outline(source: Source) -> Outline:
    """The outline of a file, shared by all files that import it. Raises SourceError for what the gate refuses."""
    tree = gate.parse(source)
    rows = {definition: rows for definition in _definitions(tree.body) if (rows := _body_rows(definition, source))}
    try:
        module = parse_tree(source, _without(source, list(rows.values())))
    except SourceError:  # an odd layout: `@(` on one row and the decorator on the next
        return Outline(source, parse_tree(source), tree, {})
    functions = {
        node: rows[definition] for node, definition in _functions(module.body, tree.body) if definition in rows
    }
    return Outline(source, module, tree, functions)


def paired(statements: Sequence[cst.BaseStatement], trees: Sequence[ast.stmt]) -> Iterator[tuple[Statement, ast.stmt]]:
    """The statements of one block, each with its `ast` statement, the first one for a line like `a; b`."""
    index = 0
    for statement in statements:
        assert isinstance(statement, Statement)
        yield statement, trees[index]
        index += len(statement.body) if isinstance(statement, cst.SimpleStatementLine) else 1


def _definitions(trees: Sequence[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module, and the methods of its classes."""
    for tree in trees:
        if isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef):
            yield tree
        elif isinstance(tree, ast.ClassDef):
            yield from _definitions(tree.body)


def _functions(
    statements: Sequence[cst.BaseStatement], trees: Sequence[ast.stmt]
) -> Iterator[tuple[cst.FunctionDef, ast.stmt]]:
    """The same in libcst's tree, each with its `ast` statement."""
    for statement, tree in paired(statements, trees):
        if isinstance(statement, cst.FunctionDef):
            yield statement, tree
        elif isinstance(tree, ast.ClassDef):
            block = cst.ensure_type(statement, cst.ClassDef).body
            if isinstance(block, cst.IndentedBlock):
                yield from _functions(block.body, tree.body)


def _body_rows(definition: ast.FunctionDef | ast.AsyncFunctionDef, source: Source) -> Rows | None:
    """The rows that hold the body of a function and nothing else; None when it shares one with something."""
    first, last = definition.body[0], definition.body[-1]
    decorators = getattr(first, "decorator_list", [])
    start = min((first, *decorators), key=lambda node: node.lineno)
    rows = Rows(start.lineno, last.end_lineno or last.lineno)
    before = source.lines[rows.first - 1][: start.col_offset].strip().removeprefix("@")
    continued = source.lines[rows.last - 1].endswith("\\") or source.lines[rows.first - 2].endswith("\\")
    return None if before.strip() or continued else rows


def _row_bounds(source: Source) -> tuple[int, ...]:
    """Where each row begins, and where the last one ends."""
    return (*line_starts(source.text), len(source.text))


def _without(source: Source, bodies: list[Rows]) -> str:
    """The text with `...` for the rows of each body, which must not overlap."""
    starts = _row_bounds(source)
    kept: list[str] = []
    above = 0
    for rows in sorted(bodies, key=lambda each: each.first):
        row = source.lines[rows.first - 1]
        kept.append(source.text[starts[above] : starts[rows.first - 1]])
        kept.append(f"{row[: len(row) - len(row.lstrip())]}...{source.newline}")
        above = rows.last
    return "".join((*kept, source.text[starts[above] :]))
