"""A check that finds marked words, so that output is tested apart from the analysis."""

from __future__ import annotations

import re

from xent_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Related, Severity, Span
from xent_lint.files import FileReader
from xent_lint.resolver import Resolver
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
            fixes=(Fix("Remove it, by hand", Applicability.DISPLAY_ONLY, (Edit(loss, "x"),)),),
        )
        for loss in spots["LOSS"]
    ]


FIXES = {
    "OLD": ("XEN102", Applicability.SAFE, "NEW"),
    "RISKY": ("XEN201", Applicability.UNSAFE, "CALM"),
    "SHOWN": ("XEN103", Applicability.DISPLAY_ONLY, "never"),
    "BROKEN": ("XEN301", Applicability.SAFE, "= ="),
    "COMMENTED": ("XEN302", Applicability.SAFE, None),
    "IMPORTED": ("XEN303", Applicability.SAFE, "import keras\n"),
}
"""What is found, its code, the kind of its fix, and what that writes instead. None: it takes the rest of the row."""


CODES = tuple(sorted({"XEN101", *(code for code, _, _ in FIXES.values())}))


def defaults() -> Resolver:
    """No configuration, and all codes of these programs."""
    return Resolver(CODES, isolated=True)


def find_fixable(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
    """A finding with a fix at each word of FIXES. OTHER is found while `other.py` holds NEW."""
    found = []
    for row, line in enumerate(source.lines, 1):
        for word in re.findall(r"[A-Z]{3,}", line):
            at = line.index(word)
            here = source.span(row, at, row, at + len(word))
            if word == "OTHER" and b"NEW" in files.read("other.py"):
                found.append(Diagnostic("XEN101", "other", "the other file is new", Severity.ERROR, here))
            if word not in FIXES:
                continue
            code, applicability, new = FIXES[word]
            edits = [Edit(here if new is not None else source.span(row, at, row, len(line)), new or "x")]
            if word == "IMPORTED":
                edits = [Edit(source.span(1, 0, 1, 0), "import keras\n"), Edit(here, "keras")]
            fixes = (
                Fix(f"Replace {word}", applicability, tuple(edits)),
                Fix(f"Think about {word}", Applicability.DISPLAY_ONLY),
            )
            message = f"{word.lower()} is wrong"
            found.append(Diagnostic(code, f"{word.lower()}-word", message, Severity.ERROR, here, (), "mend it", fixes))
    return [diagnostic for diagnostic in found if settings.enabled(diagnostic.code)]
