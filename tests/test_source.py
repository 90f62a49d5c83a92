"""How bytes become text, and how places in the text are counted."""

from __future__ import annotations

import pickle

import pytest

from xent_lint.diagnostics import Position
from xent_lint.source import Source, SourceError


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source = Source.from_bytes("m.py", b"\xef\xbb\xbfx = 1\n")
    assert (source.text, source.encoding, source.bom) == ("x = 1\n", "utf-8", True)


def test_an_encoding_cookie_is_obeyed() -> None:
    source = Source.from_bytes("m.py", "# coding: latin-1\nx = 'é'\n".encode("latin-1"))
    assert source.lines[1] == "x = 'é'"
    assert source.encoding == "iso-8859-1"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept_and_recognised(newline: str) -> None:
    source = Source.from_bytes("m.py", f"x{newline}y{newline}".encode())
    assert source.text == f"x{newline}y{newline}"
    assert source.newline == newline
    assert source.lines == ("x", "y", "")


def test_only_what_ends_a_line_for_python_ends_a_row() -> None:
    assert Source.from_bytes("m.py", "x = '\u2028\x0c'\ny".encode()).lines == ("x = '\u2028\x0c'", "y")


def test_columns_of_ast_become_code_points() -> None:
    source = Source("m.py", "한국 = loss\n")
    assert source.column(1, len("한국 = ".encode())) == 5


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"x = 1\ny = '\xe9'\n", "m.py:2:6: cannot decode byte 0xe9 as utf-8; declare the encoding (PEP 263) or save"),
        (b"a\nb\n\xc3\xa9\xff\n", "m.py:3:2: cannot decode byte 0xff"),
        (b"\x7fELF\n\0\0", "m.py:2:1: not a text file: it contains a NUL byte"),
        (b"# coding: utf-99\n", "m.py:1:1: cannot decode: unknown encoding"),
        (b"# coding: hex\nx\n", "m.py:1:1: cannot decode: "),
    ],
)
def test_what_is_no_text_is_named_in_one_line(data: bytes, line: str) -> None:
    with pytest.raises(SourceError) as caught:
        Source.from_bytes("m.py", data)
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


def test_an_error_survives_pickling() -> None:
    error = SourceError("nb.ipynb", "bad", Position(2, 4), 3)
    assert str(pickle.loads(pickle.dumps(error))) == "nb.ipynb:cell 3:2:5: bad"
    assert str(SourceError("m.py", "bad")) == "m.py: bad"
