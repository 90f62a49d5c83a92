"""`# noqa` comments with flake8's meaning.

`# noqa` silences everything and `# noqa: XEN102, E501` the codes that begin so, for all rows of the statement it stands
in. `# flake8: noqa` and `# flake8: noqa: XEN102` on a row of their own do it for the whole file (for a notebook, all of
its cells), and `# xent-lint: ignore-file` for this linter alone. Two things differ from flake8 on purpose: only
comments count, not text in a string that looks like one; and where a statement has several of them, all count.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xent_lint.comments import comments, tokens
from xent_lint.diagnostics import Diagnostic, Span
from xent_lint.source import Source

_CODES: Final = r"(?::\s?(?P<codes>(?:[A-Z]+[0-9]+(?:[,\s]+)?)+))?"
_INLINE: Final = re.compile(rf"# ?noqa(?!\w){_CODES}", re.IGNORECASE)
_WHOLE_FILE: Final = re.compile(rf"#\s*flake8[:=]\s*noqa{_CODES}\s*$", re.IGNORECASE)
_IGNORE_FILE: Final = re.compile(r"#\s*xent-lint:\s*ignore-file\b", re.IGNORECASE)
_FORMATTED_STARTS: Final = {getattr(tokenize, name, None) for name in ("FSTRING_START", "TSTRING_START")}
_FORMATTED_ENDS: Final = {getattr(tokenize, name, None) for name in ("FSTRING_END", "TSTRING_END")}
_NOT_OF_A_STATEMENT: Final = (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)


@dataclass(frozen=True)
class NoqaComment:
    """One comment: where it stands in the program, and what it silences where.

    `columns` are those of the words from `noqa` (or `flake8`) to the last code. `prefixes` are the codes; the empty one
    begins every code. `rows` are those of its statement, from the first up to before the last; None: the whole file.
    """

    row: int
    columns: tuple[int, int]
    prefixes: tuple[str, ...]
    rows: range | None

    @property
    def lists_codes(self) -> bool:
        """Whether it names codes, and does not silence everything."""
        return self.prefixes != ("",)

    def covers(self, row: int) -> bool:
        """Whether it counts for a row of the program."""
        return self.rows is None or row in self.rows


@dataclass(frozen=True)
class NoqaTable:
    """What the comments of one program silence.

    After the rows in `unfinished` no comment can stand, because they end inside a string or with a backslash. `starts`
    has the first row of the statement for the further rows of statements.
    """

    source: Source
    comments: tuple[NoqaComment, ...]
    unfinished: frozenset[int]
    starts: Mapping[int, int]

    @classmethod
    def from_source(cls, source: Source) -> NoqaTable:
        """Read the comments. This tokenizes the program, so ask only for a file that has findings."""
        found: list[NoqaComment] = []
        starts: dict[int, int] = {}
        inside: list[tokenize.TokenInfo] = []  # the comments of the statement at hand
        first_row: int | None = None  # of the statement at hand; None between statements
        read = list(tokens(source.text))
        for token in read:
            if first_row is None and token.type not in _NOT_OF_A_STATEMENT:
                first_row = token.start[0]
            if token.type == tokenize.COMMENT and first_row is not None:
                inside.append(token)
            elif token.type == tokenize.COMMENT:
                found += _read(token, range(0))
            elif token.type == tokenize.NEWLINE and first_row is not None:
                rows = range(first_row, token.start[0] + 1)
                starts.update(dict.fromkeys(rows[1:], first_row))
                found += (comment for each in inside for comment in _read(each, rows))
                first_row, inside = None, []
        return cls(source, tuple(found), frozenset(_unfinished(read)), starts)

    def silencing(self, code: str, span: Span) -> tuple[NoqaComment, ...]:
        """The comments that silence this code at the row where the span starts."""
        row = self.source.program_row(span)
        nearby = (*self._by_row.get(row, ()), *self.whole_file)
        return tuple(comment for comment in nearby if code.startswith(comment.prefixes))

    def silences(self, code: str, span: Span) -> bool:
        """Whether a comment silences this code at the row where the span starts."""
        return bool(self.silencing(code, span))

    def at(self, row: int) -> tuple[NoqaComment, ...]:
        """The comments that count for a row of the program because of its statement, in order."""
        return tuple(self._by_row.get(row, ()))

    def statement(self, row: int) -> int:
        """The first row of the statement that a row of the program belongs to."""
        return self.starts.get(row, row)

    def noqa_row(self, span: Span) -> int:
        """The row (of the file or the cell) at whose end a new `# noqa` belongs.

        As in ruff it is the row of the finding, or, when that row ends inside a string or with a backslash, the first
        later one that does not.
        """
        row = first = self.source.program_row(span)
        while row in self.unfinished:
            row += 1
        return span.start.row + row - first

    @cached_property
    def _by_row(self) -> dict[int, list[NoqaComment]]:
        by_row: dict[int, list[NoqaComment]] = {}
        for comment in self.comments:
            for row in comment.rows or ():
                by_row.setdefault(row, []).append(comment)
        return by_row

    @cached_property
    def whole_file(self) -> tuple[NoqaComment, ...]:
        """The comments that count for the whole file."""
        return tuple(comment for comment in self.comments if comment.rows is None)


def is_suppressed(diagnostic: Diagnostic, table: NoqaTable) -> bool:
    """Whether a comment silences this finding at its primary place."""
    return table.silences(diagnostic.code, diagnostic.span)


def ignores_file(source: Source) -> bool:
    """Whether a comment on a row of its own takes the program out of our hands."""
    if not _IGNORE_FILE.search(source.text):  # tokenizing takes a while
        return False
    return any(_stands_alone(token) and _IGNORE_FILE.match(token.string) for token in comments(source.text))


def _unfinished(read: Sequence[tokenize.TokenInfo]) -> Iterator[int]:
    """The rows that end inside a string or with a backslash."""
    formatted: list[int] = []  # where the formatted strings at hand begin
    previous = (tokenize.NL, 1)  # type and last row of the token before
    for token in read:
        if previous[0] not in (tokenize.NEWLINE, tokenize.NL):  # rows without an end of line: backslashes
            yield from range(previous[1], token.start[0])
        yield from range(token.start[0], token.end[0])  # a string over several rows
        previous = (token.type, token.end[0])
        if token.type in _FORMATTED_STARTS:
            formatted.append(token.start[0])
        elif token.type in _FORMATTED_ENDS:  # older versions of Python allow no comment in it
            yield from range(formatted.pop(), token.end[0])


def _read(token: tokenize.TokenInfo, rows: range) -> Iterator[NoqaComment]:
    """What one comment silences, if anything; `rows` are those of the statement that it stands in."""
    file_level = _WHOLE_FILE.match(token.string) if _stands_alone(token) else None
    match = file_level or _INLINE.search(token.string)
    if match is None:
        return
    codes = match["codes"]
    prefixes = tuple(re.findall(r"\w+", codes.upper())) if codes else ("",)
    end = match.start() + len(match.group().rstrip(", \t\f"))
    columns = token.start[1] + match.start(), token.start[1] + end
    yield NoqaComment(token.start[0], columns, prefixes, None if file_level else rows)


def _stands_alone(token: tokenize.TokenInfo) -> bool:
    return not token.line[: token.start[1]].strip()
