"""Finds the codes in `# noqa` comments that silence nothing. What they are for is in `rules/unused_noqa.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from xent_lint.codes import EVERYTHING, UNUSED_NOQA
from xent_lint.diagnostics import Applicability, Diagnostic, Fix, Severity
from xent_lint.source import Source
from xent_lint.suppressions import NoqaComment, NoqaTable

NAME: Final = "unused-noqa"


def unused_noqa(
    source: Source, silenced: Sequence[Diagnostic], enabled: Callable[[str], bool], known: Sequence[str]
) -> list[Diagnostic]:
    """A finding for each comment with codes of ours of which none silences anything.

    `silenced` are the findings that comments have silenced. A code that is not enabled in this run may be needed in
    another, so it is not judged; nor are comments for everything, which may be meant for other linters.
    """
    table = NoqaTable.from_source(source)
    used = {
        (comment, prefix)
        for each in silenced
        for comment in table.silencing(each.code, each.span)
        for prefix in comment.prefixes
        if each.code.startswith(prefix)
    }
    found = []
    for comment in table.comments:
        idle = [prefix for prefix in _judged(comment, enabled, known) if (comment, prefix) not in used]
        if idle and not _silenced_itself(comment, table):
            found.append(_diagnostic(source, comment, idle, known))
    return found


def _judged(comment: NoqaComment, enabled: Callable[[str], bool], known: Sequence[str]) -> Iterator[str]:
    """The codes of ours that an enabled rule may have, or no rule at all."""
    for prefix in dict.fromkeys(comment.prefixes):
        if not prefix.startswith(EVERYTHING):
            continue
        meant = [code for code in known if code.startswith(prefix) and code != UNUSED_NOQA]
        if any(map(enabled, meant)) or not any(code.startswith(prefix) for code in known):
            yield prefix


def _silenced_itself(comment: NoqaComment, table: NoqaTable) -> bool:
    """Whether the comment, or one for the whole file, names the code of unused comments."""
    return any(
        prefix and UNUSED_NOQA.startswith(prefix) for each in (comment, *table.whole_file) for prefix in each.prefixes
    )


def _diagnostic(source: Source, comment: NoqaComment, idle: Sequence[str], known: Sequence[str]) -> Diagnostic:
    unknown = [prefix for prefix in idle if not any(code.startswith(prefix) for code in known)]
    listed = ", ".join(idle)
    where = "in this file" if comment.rows is None else "here"
    why = f" ({', '.join(unknown)} is no code of this linter)" if unknown else ""
    repair = f"remove {listed} from the comment"
    start, end = comment.columns
    return Diagnostic(
        code=UNUSED_NOQA,
        name=NAME,
        message=f"# noqa: {listed} silences nothing {where}{why}; {repair}",
        severity=Severity.WARNING,
        span=source.span(comment.row, start, comment.row, end),
        suggestion=repair,
        fixes=(Fix(repair[0].upper() + repair[1:], Applicability.DISPLAY_ONLY),),
    )
