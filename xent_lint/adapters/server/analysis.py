"""One version of a program, checked: what was found, and what the editor is to show of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lsprotocol import types
from pygls.uris import from_fs_path

from xent_lint.adapters.attempts import complaint
from xent_lint.adapters.server.configurations import FileSettings
from xent_lint.adapters.server.documents import Opened
from xent_lint.adapters.server.program import Program, filename
from xent_lint.adapters.server.text_index import TextIndex
from xent_lint.caching.results import Check
from xent_lint.codes import UNUSED_NOQA
from xent_lint.diagnostics import Diagnostic, Fix, Related, Severity, Span
from xent_lint.files import FileReader
from xent_lint.importers import Importer
from xent_lint.source import Source, SourceError, TooComplexError

SOURCE = "xent-lint"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
}


@dataclass(frozen=True)
class Finding:
    """A finding, and what the editor is told about it in which document."""

    diagnostic: Diagnostic
    uri: str
    shown: types.Diagnostic


@dataclass(frozen=True)
class Analysis:
    """What a check has found in one version of a program. `program` is None where there was nothing to check.

    `read` are the absolute paths of the other files that were asked for; `complaint` is a line for the log. `repaired`
    keeps what became of fixes that were tried, because editors ask again with each movement of the cursor.
    """

    opened: Opened
    program: Program | None = None
    configured: FileSettings | None = None
    findings: tuple[Finding, ...] = ()
    read: frozenset[str] = frozenset()
    complaint: str = ""
    repaired: dict[Fix, Source | None] = field(default_factory=dict, compare=False)

    def by_document(self) -> Mapping[str, tuple[types.Diagnostic, ...]]:
        """What to show in each document of the program, also in those that have nothing."""
        return MappingProxyType(
            {
                document.uri: tuple(each.shown for each in self.findings if each.uri == document.uri)
                for document in self.opened.documents
            }
        )


def analysed(opened: Opened, configured: FileSettings, files: FileReader, check: Check, related: bool) -> Analysis:
    """Check what is open; `related` says whether the editor shows places that belong to a finding.

    What cannot be read as a program has no findings. Whoever types has a syntax error half of the time, which the
    editor's own support of Python shows better than we could.
    """
    if configured.excluded or not any(document.is_python for document in opened.documents):
        return Analysis(opened, configured=configured)
    recorder = Recorder(files)
    try:
        program = Program.of(opened)
        diagnostics = found(program.source, configured, recorder, check)
        places = _Places(program, files, related)
        findings = tuple(places.finding(each) for each in diagnostics)
    except TooComplexError as error:
        return Analysis(opened, configured=configured, read=recorder.paths(), complaint=str(error))
    except SourceError:
        return Analysis(opened, configured=configured, read=recorder.paths())
    except Exception as error:  # a defect of ours must not end the server: it is told in the log
        line = complaint(filename(opened), error)
        return Analysis(opened, configured=configured, read=recorder.paths(), complaint=line)
    return Analysis(opened, program, configured, findings, recorder.paths())


def found(source: Source, configured: FileSettings, files: FileReader, check: Check) -> list[Diagnostic]:
    """The findings that no baseline knows."""
    diagnostics = check(source, configured.settings, files)
    if configured.baseline is None:
        return diagnostics
    known = configured.baseline.known(source, diagnostics)
    return [each for each, is_known in zip(diagnostics, known, strict=True) if not is_known]


class Recorder:
    """Reads files and remembers what was asked for, found or not."""

    def __init__(self, files: FileReader) -> None:
        self._files = files
        self._names: set[str] = set()

    def read(self, path: str) -> bytes:
        """See FileReader."""
        self._names.add(path)
        return self._files.read(path)

    def exists(self, path: str) -> bool:
        """See FileReader."""
        self._names.add(path)
        return self._files.exists(path)

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        found = self._files.importers(path)
        self._names.update(each.filename for each in found)
        return found

    def paths(self) -> frozenset[str]:
        """The absolute paths."""
        return frozenset(map(os.path.abspath, self._names))


class _Places:
    """Turns spans into ranges of documents and files."""

    def __init__(self, program: Program, files: FileReader, related: bool) -> None:
        self._program = program
        self._files = files
        self._related = related
        self._others: dict[str, TextIndex | None] = {}

    def finding(self, diagnostic: Diagnostic) -> Finding:
        """What the editor is told."""
        span = diagnostic.span
        unused = diagnostic.code == UNUSED_NOQA
        shown = types.Diagnostic(
            range=self._program.index(span.cell).of_span(span),
            message=diagnostic.message,
            severity=_SEVERITIES[diagnostic.severity],
            code=diagnostic.code,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if unused else None,
            related_information=[*filter(None, map(self._information, diagnostic.related))] if self._related else None,
        )
        return Finding(diagnostic, self._program.document(span.cell).uri, shown)

    def _information(self, related: Related) -> types.DiagnosticRelatedInformation | None:
        location = self._location(related.span)
        return None if location is None else types.DiagnosticRelatedInformation(location, related.message)

    def _location(self, span: Span) -> types.Location | None:
        if span.filename == self._program.source.filename:
            return types.Location(self._program.document(span.cell).uri, self._program.index(span.cell).of_span(span))
        if span.filename not in self._others:
            self._others[span.filename] = self._index(span.filename)
        index = self._others[span.filename]
        uri = from_fs_path(os.path.abspath(span.filename))  # noqa: PTH100
        return None if index is None or uri is None else types.Location(uri, index.of_span(span))

    def _index(self, path: str) -> TextIndex | None:
        """The places of another file, which may be open too; None when it is gone."""
        try:
            return TextIndex(Source.from_bytes(path, self._files.read(path)).text, self._program.opened.encoding)
        except (OSError, SourceError):
            return None
