"""`# noqa` comments with flake8's meaning.

`# noqa` silences everything and `# noqa: XEN102, E501` the codes that begin so, for all rows of the statement it stands
in. `# flake8: noqa` and `# flake8: noqa: XEN102` on a row of their own do it for the whole file (for a notebook, all of
its cells). Two things differ from flake8 on purpose: only comments count, not text in a string that looks like one; and
inside brackets the comment counts for every row of the statement, because a finding here concerns several rows.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xent_lint.diagnostics import Diagnostic, Span
from xent_lint.source import Source

_CODES: Final = r"(?::\s?(?P<codes>(?:[A-Z]+[0-9]+(?:[,\s]+)?)+))?"
_INLINE: Final = re.compile(rf"# ?noqa(?!\w){_CODES}", re.IGNORECASE)
_WHOLE_FILE: Final = re.compile(rf"#\s*flake8[:=]\s*noqa{_CODES}\s*$", re.IGNORECASE)
_NOT_OF_A_STATEMENT: Final = (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)


@dataclass(frozen=True)
class NoqaTable:
    """What the comments of one program silence, as prefixes of codes; the empty prefix begins every code.

    `by_row` has the rows of the program that a comment counts for. After the rows in `unfinished` no comment can stand,
    because they end inside a string or with a backslash.
    """

    source: Source
    whole_file: tuple[str, ...]
    by_row: dict[int, tuple[str, ...]]
    unfinished: frozenset[int]

    @classmethod
    def from_source(cls, source: Source) -> NoqaTable:
        """Read the comments. This tokenizes the program, so ask only for a file that has findings."""
        whole_file: list[str] = []
        by_row: dict[int, tuple[str, ...]] = {}
        unfinished: set[int] = set()
        first_row: int | None = None  # of the statement at hand; None between statements
        prefixes: tuple[str, ...] = ()
        previous = (tokenize.NL, 1)  # type and last row of the token before
        for token in _tokens(source.text):
            if first_row is None and token.type not in _NOT_OF_A_STATEMENT:
                first_row = token.start[0]
            if previous[0] not in (tokenize.NEWLINE, tokenize.NL):  # rows without an end of line: backslashes
                unfinished.update(range(previous[1], token.start[0]))
            unfinished.update(range(token.start[0], token.end[0]))  # a string over several rows
            previous = (token.type, token.end[0])
            if token.type == tokenize.COMMENT:
                comes_first = not token.line[: token.start[1]].strip()
                file_level = _WHOLE_FILE.match(token.string) if comes_first else None
                inline = _INLINE.search(token.string) if file_level is None else None
                whole_file.extend(_prefixes(file_level))
                prefixes += _prefixes(inline) if first_row is not None else ()
            elif token.type == tokenize.NEWLINE and first_row is not None:
                if prefixes:
                    by_row.update(dict.fromkeys(range(first_row, token.start[0] + 1), prefixes))
                first_row, prefixes = None, ()
        return cls(source, tuple(whole_file), by_row, frozenset(unfinished))

    def silences(self, code: str, span: Span) -> bool:
        """Whether a comment silences this code at the row where the span starts."""
        prefixes = self.whole_file + self.by_row.get(self.source.program_row(span), ())
        return code.startswith(prefixes) if prefixes else False

    def noqa_row(self, span: Span) -> int:
        """The row (of the file or the cell) at whose end a new `# noqa` belongs.

        As in ruff it is the row of the finding, or, when that row ends inside a string or with a backslash, the first
        later one that does not.
        """
        row = first = self.source.program_row(span)
        while row in self.unfinished:
            row += 1
        return span.start.row + row - first


def is_suppressed(diagnostic: Diagnostic, table: NoqaTable) -> bool:
    """Whether a comment silences this finding at its primary place."""
    return table.silences(diagnostic.code, diagnostic.span)


def _prefixes(match: re.Match[str] | None) -> tuple[str, ...]:
    if match is None:
        return ()
    codes = match["codes"]
    return tuple(re.findall(r"\w+", codes.upper())) if codes else ("",)


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    """The tokens up to where `tokenize` gives up; it is a little stricter than the parser in odd places."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(text, newline=None).readline)
    except (tokenize.TokenError, SyntaxError):
        return
