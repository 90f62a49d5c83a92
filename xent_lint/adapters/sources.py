"""The programs that a report speaks of, read again where they are needed to show or to locate something."""

from __future__ import annotations

from xent_lint.adapters.file_text import FileText, Region, Replacement
from xent_lint.adapters.run import Report
from xent_lint.diagnostics import Diagnostic, Fix, Span
from xent_lint.files import FileReader
from xent_lint.source import Source, SourceError
from xent_lint.suppressions import NoqaTable


class Sources:
    """The programs of the files with findings, and those that their related places are in."""

    def __init__(self, report: Report, files: FileReader) -> None:
        self._sources: dict[str, Source | None] = dict(report.sources)
        self._texts: dict[str, FileText | None] = {}
        self._tables: dict[str, NoqaTable] = {}
        self._files = files

    def get(self, filename: str) -> Source | None:
        """The program of a file, or None."""
        if filename not in self._sources:
            self._sources[filename] = self._read(filename)
        return self._sources[filename]

    def noqa_row(self, span: Span) -> int | None:
        """See NoqaTable.noqa_row; the program is tokenized once."""
        source = self.get(span.filename)
        if source is None:
            return None
        if span.filename not in self._tables:
            self._tables[span.filename] = NoqaTable.from_source(source)
        return self._tables[span.filename].noqa_row(span)

    def line(self, span: Span) -> str:
        """The row that a span starts in, as the author wrote it; empty when the file is no longer at hand."""
        source = self.get(span.filename)
        lines = source.lines_around(span) if source is not None else ()
        return lines[span.start.row - 1] if span.start.row <= len(lines) else ""

    def region(self, span: Span) -> Region | None:
        """See FileText.region."""
        text = self._text(span.filename)
        return text.region(span) if text is not None else None

    def replacements(self, diagnostic: Diagnostic, fix: Fix) -> tuple[Replacement, ...]:
        """See FileText.replacements; the fix is one of the file that the finding is in."""
        text = self._text(diagnostic.span.filename)
        return text.replacements(fix) if text is not None else ()

    def _text(self, filename: str) -> FileText | None:
        if filename not in self._texts:
            source = self.get(filename)
            if source is not None and source.cells and source.notebook is None:
                source = self._read(filename)  # reports keep the code of a notebook and not its JSON text
            self._texts[filename] = FileText(source) if source is not None else None
        return self._texts[filename]

    def _read(self, filename: str) -> Source | None:
        try:
            return Source.from_bytes(filename, self._files.read(filename))
        except (OSError, SourceError):
            return None
