"""A program as text: decoded once, with the arithmetic between rows of the program, notebook cells and columns.

Rows count from 1 and columns count code points from 0, everywhere in the linter. `ast` counts columns in UTF-8 bytes;
`Source.column` translates.
"""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from xent_lint.diagnostics import Position, Span

_NEWLINE: Final = re.compile("\r\n|\r|\n")
"""What ends a line for Python and for libcst. `str.splitlines` also splits at form feeds, U+2028 and others."""


class SourceError(Exception):
    """A file that cannot be read as a program; `str()` is the one line shown to the user."""

    def __init__(self, filename: str, message: str, position: Position | None = None, cell: int | None = None) -> None:
        super().__init__(filename, message, position, cell)  # all arguments, so that it can be pickled
        self.filename = filename
        self.message = message
        self.position = position
        self.cell = cell

    def __str__(self) -> str:
        return f"{place(self.filename, self.position, self.cell)}: {self.message}"


class TooComplexError(SourceError):
    """A program that Python accepts and that is too large or too deep to be analysed."""


def place(filename: str, position: Position | None, cell: int | None = None) -> str:
    """How a place is written in all output for people: `m.py:3:1`, `nb.ipynb:cell 2:3:1`; columns from 1."""
    in_cell = f":cell {cell}" if cell is not None else ""
    at = f":{position.row}:{position.column + 1}" if position is not None else ""
    return f"{filename}{in_cell}{at}"


@dataclass(frozen=True)
class CellStart:
    """A notebook cell inside the joined program.

    `cell` counts from 1 over all cells of the notebook, `row` is its first row in the program, and `text` is as the
    author wrote it: the program may have `pass` where the author has a magic.
    """

    cell: int
    row: int
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The rows of the cell without their line ends."""
        return split_lines(self.text)


@dataclass(frozen=True)
class Splice:
    """Replace the characters from `start` up to `end`, counted from 0 in the text of a file or cell, by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Source:
    """The text of one program. For a notebook, the code cells that can be analysed, joined in order.

    `notebook` is then the JSON text, every character of which an edit leaves alone unless it is in a changed line.
    """

    filename: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"
    cells: tuple[CellStart, ...] = ()
    notebook: str | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_bytes(cls, filename: str, data: bytes) -> Source:
        """Decode a file as Python would (PEP 263, byte order mark), or read the notebook; else raise SourceError."""
        if filename.endswith(".ipynb"):
            from xent_lint.notebook_cells import read_notebook  # it is built on this module

            return read_notebook(filename, data)
        return _decode(filename, data)

    def to_bytes(self) -> bytes:
        """The file that this program stands in; UnicodeEncodeError where its encoding cannot write the text."""
        data = (self.text if self.notebook is None else self.notebook).encode(self.encoding)
        return codecs.BOM_UTF8 + data if self.bom else data

    def written(self, cell: int | None) -> str | None:
        """The text as the author wrote it, of the file (`cell` is None) or of a cell; None: there is no such cell."""
        if not self.cells:
            return self.text if cell is None and self.notebook is None else None
        return next((start.text for start in self.cells if start.cell == cell), None)

    def edited(self, splices: Mapping[int | None, Sequence[Splice]]) -> Source:
        """The program after edits, by cell (None for a plain file); those of one text are in order and do not overlap.

        Raises SourceError where a notebook's JSON is too odd to be edited in place.
        """
        if self.notebook is None:
            return replace(self, text=spliced(self.text, splices.get(None, ())))
        from xent_lint.notebook_cells import read_notebook  # they are built on this module
        from xent_lint.notebook_edit import edit_cells

        by_cell = {cell: edits for cell, edits in splices.items() if cell is not None}
        notebook = edit_cells(self.filename, self.notebook, by_cell)
        return read_notebook(self.filename, replace(self, notebook=notebook).to_bytes())

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The rows of the program without their line ends; row 1 is `lines[0]`."""
        return split_lines(self.text)

    def column(self, row: int, byte_column: int) -> int:
        """The column in code points of a column that counts UTF-8 bytes, as `ast` does."""
        line = self.lines[row - 1]
        if line.isascii():
            return byte_column
        return len(line.encode("utf-8", "surrogatepass")[:byte_column].decode("utf-8", "surrogatepass"))

    def span(self, start_row: int, start_column: int, end_row: int, end_column: int) -> Span:
        """The span of a range of the program, given in rows of the program and columns in code points."""
        cell, first_row = self._cell_at(start_row)
        start = Position(start_row - first_row + 1, start_column)
        return Span(self.filename, start, Position(end_row - first_row + 1, end_column), cell)

    def program_row(self, span: Span) -> int:
        """The row of the program where `span` starts: the way back from `span()`."""
        first_row = next((start.row for start in self.cells if start.cell == span.cell), 1)
        return first_row + span.start.row - 1

    def lines_around(self, span: Span) -> tuple[str, ...]:
        """The lines as the author sees them, numbered like the rows of `span`: of the file, or of the cell."""
        return next((start.lines for start in self.cells if start.cell == span.cell), self.lines)

    def position(self, row: int, column: int) -> tuple[Position, int | None]:
        """The position for the user, and its cell, of a place in the program."""
        cell, first_row = self._cell_at(row)
        return Position(row - first_row + 1, column), cell

    def _cell_at(self, row: int) -> tuple[int | None, int]:
        """The cell that holds a row of the program and the first row of it; a plain file is one cell from row 1."""
        index = bisect_right(self.cells, row, key=lambda start: start.row) - 1
        if index < 0:
            return None, 1
        return self.cells[index].cell, self.cells[index].row


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text after edits that are in order and do not overlap."""
    pieces: list[str] = []
    at = 0
    for splice in splices:
        pieces += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join([*pieces, text[at:]])


def line_starts(text: str) -> tuple[int, ...]:
    """Where each row of a text begins."""
    return (0, *(match.end() for match in _NEWLINE.finditer(text)))


def split_lines(text: str) -> tuple[str, ...]:
    """The rows of a text, split only where Python ends a line."""
    return tuple(_NEWLINE.split(text))


def _decode(filename: str, data: bytes) -> Source:
    if b"\0" in data:
        row = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise SourceError(filename, "not a text file: it contains a NUL byte", Position(row, 0))
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:  # an unknown codec, or bytes that are not UTF-8 in the first two lines
        declared = re.search(rb"\A(?:.*\n)?.*coding[:=][ \t]*([-\w.]+)", data)
        if declared is None:
            raise _undecodable(filename, data, "utf-8") from None
        raise SourceError(filename, f"cannot decode: {_one_line(error.msg)}", Position(1, 0)) from None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _undecodable(filename, data, encoding) from None
    except (LookupError, UnicodeError) as error:  # a declared codec that is not for text, such as `hex`
        raise SourceError(filename, f"cannot decode: {_one_line(str(error))}", Position(1, 0)) from None
    first_newline = _NEWLINE.search(text)
    bom = encoding == "utf-8-sig"
    return Source(
        filename=filename,
        text=text,
        encoding="utf-8" if bom else encoding,
        bom=bom,
        newline=first_newline.group() if first_newline else "\n",
    )


def _undecodable(filename: str, data: bytes, encoding: str) -> SourceError:
    """The error that names the first byte that cannot be decoded."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        start_of_row = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start_of_row : error.start].decode(encoding, "replace"))
        byte = data[error.start]
        message = f"cannot decode byte 0x{byte:02x} as {encoding}; declare the encoding (PEP 263) or save as UTF-8"
        return SourceError(filename, message, Position(row, column))
    return SourceError(filename, f"cannot decode as {encoding}")


def _one_line(message: str) -> str:
    return " ".join(message.split())
