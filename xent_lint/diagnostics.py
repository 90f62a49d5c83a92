"""What the linter says about a program: plain, frozen, picklable data, with no syntax tree in it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

PAIR_ORDER = ("XEN105", "XEN104", "XEN103", "XEN106", "XEN102", "XEN101", "XEN107", "XEN201")
"""One code per pair of head and loss: the first of these that applies. All other codes are additional."""


class Severity(enum.Enum):
    """How bad a finding is; both kinds make the command exit with 1."""

    ERROR = "error"
    WARNING = "warning"


class Applicability(enum.Enum):
    """What a fix promises; the words are ruff's.

    SAFE: what the program computes and predicts stays the same (or only gains precision) and every consumer was seen.
    UNSAFE: very likely what was meant, but training results or the scale of the outputs change.
    DISPLAY_ONLY: shown, never applied: two repairs are equally likely, or the place to edit is out of sight.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY_ONLY = "display-only"


@dataclass(frozen=True, order=True)
class Position:
    """A place in the decoded text. `row` counts from 1, `column` counts code points from 0."""

    row: int
    column: int


@dataclass(frozen=True, order=True)
class Span:
    """A half-open range of text in one file. `cell` is the notebook cell (from 1 over all cells), else None."""

    filename: str
    start: Position
    end: Position
    cell: int | None = None


@dataclass(frozen=True)
class Edit:
    """Replace the text of `span` by `replacement`; an empty span inserts."""

    span: Span
    replacement: str


@dataclass(frozen=True)
class Fix:
    """One repair: all of its edits or none."""

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Related:
    """A further place that belongs to a finding: the head, the loss, the compile call, ..."""

    span: Span
    message: str


@dataclass(frozen=True)
class Diagnostic:
    """One finding.

    `suggestion` is the repair in one phrase; `fixes` holds what can be shown or applied, best first (may be empty).
    """

    code: str
    name: str
    message: str
    severity: Severity
    span: Span
    related: tuple[Related, ...] = ()
    suggestion: str = ""
    fixes: tuple[Fix, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, Position, str, str]:
        """Order of the output: by file, cell, position, code, and message to make it total."""
        return (self.span.filename, self.span.cell or 0, self.span.start, self.code, self.message)
