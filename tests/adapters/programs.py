"""A check that finds marked words, so that output is tested apart from the analysis."""

from __future__ import annotations

from xent_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from xent_lint.files import FileReader
from xent_lint.settings import Settings
from xent_lint.source import Source


def find_marked(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
    """A finding at each LOSS, related to each HEAD; BOOM is a defect of the linter."""
    spots: dict[str, list[Span]] = {"HEAD": [], "LOSS": []}
    for row, line in enumerate(source.lines, 1):
        if "BOOM" in line:
            raise KeyError("boom\nboom")
        for word, found in spots.items():
            if word in line:
                found.append(source.span(row, line.index(word), row, line.index(word) + len(word)))
    return [
        Diagnostic(
            code="XEN102",
            name="double-activation",
            message="softmax is applied twice",
            severity=Severity.ERROR,
            span=loss,
            related=tuple(Related(head, "the head") for head in spots["HEAD"]),
            suggestion='remove activation="softmax"',
            fixes=(Fix("Remove it", Applicability.DISPLAY_ONLY, (Edit(loss, "x"),)),),
        )
        for loss in spots["LOSS"]
    ]
