"""Between places in a text and positions of the protocol, which count code units from 0."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from lsprotocol import types

from xent_lint.diagnostics import Position, Span
from xent_lint.source import line_starts

_BYTES: Final = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
"""How a text is written, and how many bytes a code unit has."""


class TextIndex:
    """One text, and the code units that the client counts in.

    Lines end where Python ends them, which is also where the protocol does.
    """

    def __init__(self, text: str, encoding: types.PositionEncodingKind) -> None:
        self._text = text
        self._codec, self._width = _BYTES[encoding]
        self._starts = line_starts(text)

    def offset(self, position: types.Position) -> int:
        """The character at a position; one behind the end of a line is that end, one inside a character its start."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        end = self._starts[position.line + 1] if position.line + 1 < len(self._starts) else len(self._text)
        line = self._text[start:end].rstrip("\r\n")
        if line.isascii():
            return start + min(position.character, len(line))
        units = 0
        for column, character in enumerate(line):
            units += self._units(character)
            if units > position.character:
                return start + column
        return start + len(line)

    def position(self, offset: int) -> types.Position:
        """The position of a character."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        """The range from one character up to another."""
        return types.Range(self.position(start), self.position(end))

    def of_span(self, span: Span) -> types.Range:
        """The range of a span in this text; what is no longer there is moved to the end."""
        return self.range(self._at(span.start), self._at(span.end))

    def _at(self, position: Position) -> int:
        if position.row > len(self._starts):
            return len(self._text)
        return min(self._starts[position.row - 1] + position.column, len(self._text))

    def _units(self, text: str) -> int:
        if text.isascii():
            return len(text)
        return len(text.encode(self._codec, "surrogatepass")) // self._width


def changed(
    text: str, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: types.PositionEncodingKind
) -> str:
    """The text after changes, each of which is about the text that the one before has left."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            index = TextIndex(text, encoding)
            start, end = index.offset(change.range.start), index.offset(change.range.end)
            text = text[:start] + change.text + text[max(start, end) :]
        else:
            text = change.text
    return text
