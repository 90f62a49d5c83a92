"""Positions of one statement are those that PositionProvider gives for the whole module."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from xent_lint import gate
from xent_lint.analysis.values import Origin
from xent_lint.diagnostics import Span
from xent_lint.locate import Locator
from xent_lint.outline import parse_tree
from xent_lint.source import Source

ROOT = Path(__file__).parents[1]
FIXTURES = sorted((ROOT / "fixtures").rglob("*.py"))

DECORATED = """\
#!/usr/bin/env python
# -*- coding: utf-8 -*-
# a header comment

import os  # and a comment of its own
# before the decorator
@first

# between the decorators
@(
    second
)  # after one
# before the class
class A(Base, metaclass=Meta):
    # before the first statement
    '''Docstring
    of two rows'''

    @property
    # before the method
    def f(self, *, x: int = (3), **rest) -> int:
        async def g(): yield await x
        class Inner:
            def h(self): return lambda y, /, *z: y
            # the end of the inner class
        if x: return 1
        elif y:
            return (2)
        else:
            pass
        # the end of the method

    # still the class
  # less indented

# the end of the class
@third
async def h():
    async with a as b, c: pass
    async for d in e:
        continue
    else: pass
# the end of the file
"""

ONE_ROW = """\
a = 1; b = f(2) ; c = [3];
class A: x = 1; y = 2
class B: pass
def f(): return 1; return 2
if a: b; c
for i in a: print(i); break
while a: pass
x = 1; y = 2 \\
  ; z = 3
"""

ROWS_OF_STATEMENTS = """\
'''first
string''' ; x = '''second
string'''
(
    a
    + b  # c
)
x = a + \\
    b; y = \\
    2
f(
    a, *b,
    c = 1,

    **d
)
from a import (
    b as c,
    d,
)
import e.f as g, h
global_ = f'''{
    x!r:>{width}} text
{y}''' 'implicit' \\
    "joined"
with (open(a) as b, c):
    try:
        x[1:2, ...] : int = y if z else w
    except (A, B) as error: raise C from error
    finally:
        del x[0], (y)
match x:
    case {"a": [1, *_], **rest} if rest:
        pass
    case A(b=1) | None: pass
"""

INDENTS = """\
class A:
 def f(self):
        if self:
           return 1
        x = 2
 y = 3
class B:
\tdef f(self):
\t\treturn 1

\t# comment
\tx = [
  1,
]
def g():
    class C:
      def h(self):
            pass
      # footer
    return C
"""

NON_ASCII = """\
# ä comment
größe = "🙂nicode — ñ" + 'e\u0301'; ß = größe
def 函数(参数="値"):
    '''日本語 🙂'''
    return f"{参数}é" + 'x'
"""

PROGRAMS = {
    "decorators and comments": DECORATED,
    "several statements on one row": ONE_ROW,
    "statements of several rows": ROWS_OF_STATEMENTS,
    "indents": INDENTS,
    "non-ASCII": NON_ASCII,
    "carriage returns": DECORATED.replace("\n", "\r\n"),
    "carriage returns in strings": ROWS_OF_STATEMENTS.replace("\n", "\r\n"),
    "carriage returns alone": ROWS_OF_STATEMENTS.replace("\n", "\r"),
    "mixed line ends": "a = 1\r\nb = 2\rc = 3\nclass A:\r\n  x = '''\r\n'''\r  y = 2\n",
    "form feeds": "a = 1\n\x0c\nb = 2\n\x0cc = 3\n\x0c# d\nclass A:\n    x = 1\n\x0c\n    y = 2\n",
    "other separators": "a = '\u2028'; b = '\x0b\x1c\x85'\nc = f(a)\n",
    "no last line end": "a = 1\nclass A:\n    def f(self):\n        return 1",
    "blank rows and continuations": "\n\n   \\\n\na = 1\nclass A:\n    x = 1\n    \\\n\n    y = 2\n",
    "only a docstring": '"""Doc."""',
    "spaces at row ends": "a = 1   \nif a :   \n    b = ( 2 )   ;   \n    \n    c = 3\n",
}


def nodes_below(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    yield node
    for child in node.children:
        yield from nodes_below(child)


def differences(source: Source) -> list[tuple[str, Span, Span]]:
    """Each node below a statement whose span is another one than in the whole module."""
    module = parse_tree(source)
    whole = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    locator = Locator(source, module, gate.parse(source), None)
    found = []
    for node in reversed([node for statement in module.body for node in nodes_below(statement)]):
        place = whole[node]
        expected = source.span(place.start.line, place.start.column, place.end.line, place.end.column)
        span = locator.span(Origin(source.filename, node))
        if span != expected:
            found.append((type(node).__name__, span, expected))
    return found


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_the_span_of_every_node_is_that_in_the_whole_module(text: str) -> None:
    assert differences(Source.from_bytes("m.py", text.encode())) == []


def test_a_byte_order_mark_moves_nothing() -> None:
    source = Source.from_bytes("m.py", b"\xef\xbb\xbf" + DECORATED.encode())
    assert source.bom
    assert differences(source) == []


def test_other_encodings_count_code_points() -> None:
    assert differences(Source.from_bytes("m.py", "# coding: latin-1\nä = 'é' + f(ö)\n".encode("latin-1"))) == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_span_of_every_node_of_a_fixture_is_that_in_the_whole_module(path: Path) -> None:
    assert differences(Source.from_bytes(str(path), path.read_bytes())) == []


def test_the_cells_of_a_notebook_count_their_own_rows() -> None:
    cells = [
        "%matplotlib inline\nimport os\n",
        "# comment\n@a\ndef f():\n    return 1",
        "not python (",
        "x = f(\n 1)\n",
    ]
    notebook = {
        "cells": [{"cell_type": "code", "source": text, "outputs": [], "metadata": {}} for text in cells],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    source = Source.from_bytes("n.ipynb", json.dumps(notebook).encode())
    assert len(source.cells) == 3
    assert differences(source) == []


def test_a_continuation_before_a_statement_which_libcst_drops_counts() -> None:
    source = Source.from_bytes("m.py", b"a = 1\n\\\nb = 2\nclass A:\n    x = 1\n\\\n    y = 2\n")
    module = parse_tree(source)
    assert len(module.code) < len(source.text)
    locator = Locator(source, module, gate.parse(source), None)
    block = cst.ensure_type(module.body[2], cst.ClassDef).body
    assert locator.span(Origin("m.py", module.body[1])).start.row == 3
    assert locator.span(Origin("m.py", block.body[1])).start.row == 7


def test_a_node_of_another_program_has_no_place() -> None:
    source = Source.from_bytes("m.py", b"a = 1\n")
    locator = Locator(source, parse_tree(source), gate.parse(source), None)
    with pytest.raises(KeyError, match=r"Name is below no statement of m\.py"):
        locator.span(Origin("m.py", cst.Name("a")))


def test_only_the_statements_that_are_asked_for_are_generated(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source.from_bytes("m.py", b"class A:\n" + b"    def f(self): return 1\n" * 50 + b"x = 2\n" * 50)
    module = parse_tree(source)
    locator = Locator(source, module, gate.parse(source), None)
    generated: list[cst.CSTNode] = []
    monkeypatch.setattr(cst.FunctionDef, "_codegen_impl", lambda self, state, **_: generated.append(self))
    assert locator.span(Origin("m.py", module.body[-1])).start.row == 101
    assert generated == []
