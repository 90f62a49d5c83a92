"""The gate before libcst: every program goes through `ast.parse` first, and a hostile one ends here with one line.

libcst must never see hostile text: `a and a and ...` with 10,000 terms and 5,000 nested parentheses end
`libcst.parse_module` in a segmentation fault, 3,000 chained calls take it 14 s. `ast.parse` answers in a fraction of a
second and cannot crash, with one exception (see `_chain_is_long`).
"""

from __future__ import annotations

import ast
import functools
import io
import re
import sys
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xent_lint.source import Source, SourceError, TooComplexError

MAX_CHARACTERS: Final = 2_000_000
"""Larger programs are refused. Of 23,430 real files (standard library, site-packages with TensorFlow and SymPy, 35
Keras projects) the largest that is code and not one big literal has 0.8 million; libcst needs 2 to 9 s and 450 MB of
memory for each million."""

MAX_DEPTH: Final = 300
"""Deepest tree that is analysed.

Of the same files 99.9 % are at most 35 deep, all but one at most 230, and that one (a table of SymPy) has 569. An
`elif` chain adds one for each branch, so 200 of them pass. At 300 `libcst.parse_module` takes at most 0.3 s for one
expression; it dies between 3,000 and 10,000.
"""

DEEP: Final = 50
MAX_DEEP_NODES: Final = 5_000
"""At most this many nodes may lie deeper than DEEP: libcst takes 0.2 s for *each* expression of 200 nested calls, so a
file of a few hundred of them would take minutes. An `elif` chain of 200 branches with 30 nodes each still passes.
Of the 23,430 files both limits together refuse four, all of them tables and tests of polynomials in SymPy."""

MAX_LINKS: Final = 5_000
"""Longest chain (`a.b().c()`, `a + b + c`) handed to `ast.parse` by Python 3.10, which crashes above 50,000, and most
dots in one run of imports by any Python: time and memory for `import a.a.a` are quadratic, gigabytes for 240,000."""

_LEAVES: Final = frozenset(("ctx", "op", "ops", "id", "attr", "arg", "module", "level", "kind", "conversion", "asname"))
"""Fields that hold an operator, a context or no node at all."""

_IMPORT: Final = re.compile(r"\b(?:import|from)\b[\w.,\s\\]*")
_LINK: Final = re.compile(r"[.(\[+\-*/%|&^@~]")
_PYTHON_2: Final = re.compile(
    r"""^\s*(?:
        print\s+[^\s=(.,\[:)]                 # print "x", print x
      | print\s*>>                            # print >>sys.stderr, x
      | except\s+[\w.]+\s*,\s*\w+\s*:         # except E, e:
      | raise\s+[\w.]+\s*,                    # raise E, "message"
      | exec\s+["'\w]
    )""",
    re.VERBOSE,
)
_PYTHON_2_MESSAGES: Final = ("Missing parentheses in call to", "multiple exception types must be parenthesized")
"""How the Python of today answers the statements above; 3.10 to 3.13 agree."""


def parse(source: Source) -> ast.Module:
    """The syntax tree of a program that libcst can take without harm; everything else raises SourceError."""
    return read(source).tree


@dataclass(frozen=True)
class Syntax:
    """A program that has passed the gate, as `ast` sees it."""

    tree: ast.Module
    nodes: tuple[ast.AST, ...]
    """All nodes but operators and contexts, level by level: nobody needs to walk the tree again."""


def read(source: Source) -> Syntax:
    """What `parse` gives, with its nodes."""
    if len(source.text) > MAX_CHARACTERS:
        raise TooComplexError(source.filename, f"too large: more than {MAX_CHARACTERS:,} characters of program")
    if any(run.group().count(".") > MAX_LINKS for run in _IMPORT.finditer(source.text)):
        raise TooComplexError(source.filename, _too_complex("a dotted name is too long"))
    if sys.version_info < (3, 11) and _chain_is_long(source.text):
        raise TooComplexError(source.filename, _too_complex("a chain of calls or operators is too long"))
    try:
        with warnings.catch_warnings():  # a file of others may hold "\d" or `x is 1`: not for our users' eyes
            warnings.simplefilter("ignore")
            tree = ast.parse(source.text, source.filename)
    except SyntaxError as error:
        raise _syntax_error(source, error) from None
    except (RecursionError, MemoryError):
        raise TooComplexError(source.filename, _too_complex("it is nested too deeply for Python's parser")) from None
    except ValueError as error:  # a NUL character or half of a surrogate pair
        raise SourceError(source.filename, f"not Python text: {' '.join(str(error).split())}") from None
    return Syntax(tree, _nodes(source, tree))


def _too_complex(reason: str) -> str:
    return f"too complex to analyse: {reason}"


def _nodes(source: Source, tree: ast.Module) -> tuple[ast.AST, ...]:
    """All nodes, or SourceError when the tree is too deep for libcst and a recursive interpreter.

    The tree is walked level by level, without recursion. `ast` shows some things flat that libcst nests; the largest of
    each level is added, so the measured depth is never below that of libcst's tree.
    """
    depth = 0
    deep_nodes = 0
    nodes: list[ast.AST] = []
    level: list[ast.AST] = [tree]
    while level:
        depth += 1 + max(_hidden_depths(level), default=0)
        if depth > DEEP:
            deep_nodes += len(level)
        if depth > MAX_DEPTH or deep_nodes > MAX_DEEP_NODES:
            raise _too_deep(source, level[0])
        nodes += level
        level = _next_level(level)
    return tuple(nodes)


def _next_level(level: list[ast.AST]) -> list[ast.AST]:
    """What is directly below; by hand, because `ast.iter_child_nodes` takes three times as long."""
    below: list[ast.AST] = []
    for node in level:
        for name in _fields_with_nodes(type(node)):  # type: ignore[arg-type] # a class can be hashed
            value = getattr(node, name, None)
            if type(value) is list:
                below += value
            elif isinstance(value, ast.AST):
                below.append(value)
    return [node for node in below if isinstance(node, ast.AST)]  # no names of `global`, no None of `{**x}`


@functools.cache
def _fields_with_nodes(kind: type[ast.AST]) -> tuple[str, ...]:
    return tuple(name for name in kind._fields if name not in _LEAVES)


def _hidden_depths(level: list[ast.AST]) -> Iterator[int]:
    """How much deeper than `ast` libcst nests the nodes of one level."""
    for node in level:
        kind = type(node)
        if kind is ast.BoolOp:
            yield len(node.values) - 2  # type: ignore[attr-defined]
        elif kind is ast.alias:
            yield node.name.count(".")  # type: ignore[attr-defined]
        elif kind is ast.ImportFrom:
            yield (node.module or "").count(".")  # type: ignore[attr-defined]
        elif kind in (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp):
            yield len(node.generators) - 1  # type: ignore[attr-defined]


def _too_deep(source: Source, node: ast.AST) -> TooComplexError:
    message = _too_complex(f"more than {MAX_DEPTH} levels deep, or thousands of nodes below level {DEEP}")
    row = getattr(node, "lineno", None)
    if row is None:
        return TooComplexError(source.filename, message)
    position, cell = source.position(row, source.column(row, node.col_offset))  # type: ignore[attr-defined]
    return TooComplexError(source.filename, message, position, cell)


def _syntax_error(source: Source, error: SyntaxError) -> SourceError:
    """The error with its position, and the right name when the program is Python 2."""
    row = min(max(error.lineno or 1, 1), len(source.lines))
    column = max((error.offset or 1) - 1, 0)
    detail = " ".join((error.msg or "invalid syntax").split())
    if detail.startswith(_PYTHON_2_MESSAGES) or _PYTHON_2.match(source.lines[row - 1]):
        return _at(source, row, column, f"this looks like Python 2 code: {detail}")
    return _at(source, row, column, f"syntax error: {detail}")


def _at(source: Source, row: int, column: int, message: str) -> SourceError:
    position, cell = source.position(row, column)
    return SourceError(source.filename, message, position, cell)


def _chain_is_long(text: str) -> bool:
    """Whether Python 3.10 could crash in `ast.parse`.

    3.10 builds a chain of 60,000 attributes and calls by recursion in C without looking at the depth; 3.11 and later
    raise RecursionError there.

    A link is whatever may nest without a comma in between; the longest run of links at one bracket level is measured.
    """
    if len(_LINK.findall(text)) <= MAX_LINKS:
        return False
    runs = [0]
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NEWLINE:
                runs = [0]
            elif token.type == tokenize.OP and token.string in ")]}":
                if len(runs) > 1:
                    runs.pop()
            elif token.type == tokenize.OP and token.string in ",;":
                runs[-1] = 0
            elif token.type == tokenize.OP or token.string in ("and", "or", "not", "if", "else", "lambda", "await"):
                runs[-1] += 1
                if runs[-1] > MAX_LINKS:
                    return True
                if token.string in "([{":
                    runs.append(0)
    except (tokenize.TokenError, SyntaxError):  # not a program at all: ast.parse will say so, before it builds a tree
        return False
    return False
