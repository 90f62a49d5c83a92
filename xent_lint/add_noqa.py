"""Writes `# noqa: CODE` comments for findings."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from xent_lint.diagnostics import Diagnostic
from xent_lint.source import Source, SourceError, Splice, line_starts
from xent_lint.suppressions import NoqaComment, NoqaTable


def with_noqa(source: Source, diagnostics: Iterable[Diagnostic]) -> tuple[Source, int]:
    """The program with comments that silence the findings, and how many comments are new or changed.

    All codes of a statement go into one comment, because flake8 reads only the first: the one that is there, or a new
    one in the row of the first finding. Raises SourceError where that would change the program.
    """
    table = NoqaTable.from_source(source)
    codes: dict[int, list[str]] = {}
    first: dict[int, Diagnostic] = {}
    for each in sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key):
        statement = table.statement(source.program_row(each.span))
        first.setdefault(statement, each)
        if each.code not in codes.setdefault(statement, []):
            codes[statement].append(each.code)
    splices: dict[int | None, list[Splice]] = {}
    for statement in sorted(codes):
        finding, listed = first[statement], ", ".join(sorted(codes[statement]))
        comment = next((each for each in table.at(source.program_row(finding.span)) if each.lists_codes), None)
        cell, splice = (
            _appended(source, table, finding, listed) if comment is None else _merged(source, comment, listed)
        )
        splices.setdefault(cell, []).append(splice)
    after = source.edited(splices)
    if not _same_program(source, after):
        raise SourceError(source.filename, "a comment cannot be written without changing the program")
    return after, len(codes)


def _appended(source: Source, table: NoqaTable, finding: Diagnostic, listed: str) -> tuple[int | None, Splice]:
    """A new comment at the end of a row."""
    row = table.noqa_row(finding.span)
    line = source.lines_around(finding.span)[row - 1]
    kept = len(line.rstrip())
    start = _offset(source, finding.span.cell, row)
    return finding.span.cell, Splice(start + kept, start + len(line), f"  # noqa: {listed}")


def _merged(source: Source, comment: NoqaComment, listed: str) -> tuple[int | None, Splice]:
    """Further codes after the last one of a comment."""
    position, cell = source.position(comment.row, comment.columns[1])
    at = _offset(source, cell, position.row) + position.column
    return cell, Splice(at, at, f", {listed}")


def _offset(source: Source, cell: int | None, row: int) -> int:
    return line_starts(source.written(cell) or "")[row - 1]


def _same_program(before: Source, after: Source) -> bool:
    try:
        return ast.dump(ast.parse(before.text)) == ast.dump(ast.parse(after.text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
