"""A file of known findings, so that a project with many of them can begin to use the linter.

An entry says how often a code is found on lines of one fingerprint in a file. It holds no line numbers and no absolute
paths, so that edits elsewhere, other machines and merges do not touch it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xent_lint.comments import comments
from xent_lint.diagnostics import Diagnostic
from xent_lint.source import Source

VERSION: Final = 1

_SPACE: Final = re.compile(r"\s+")


class BaselineError(Exception):
    """A baseline that cannot be used."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


Finding = tuple[str, str]
"""The code and the fingerprint of the line."""


@dataclass(frozen=True)
class Baseline:
    """The known findings of files, by path relative to the absolute `folder`, with forward slashes. `path` is for
    messages."""

    path: str
    folder: str
    findings: Mapping[str, Mapping[Finding, int]]

    def known(self, source: Source, diagnostics: Sequence[Diagnostic]) -> list[bool]:
        """For each finding of one file whether it is a known one; of equal ones the first are."""
        left = Counter(dict(self._of(source.filename)))
        fingerprints = Fingerprints(source)
        answers = []
        for diagnostic in diagnostics:
            finding = (diagnostic.code, fingerprints.of(diagnostic))
            answers.append(left[finding] > 0)
            left[finding] -= 1
        return answers

    def unmatched(self, source: Source, diagnostics: Sequence[Diagnostic]) -> Counter[str]:
        """How many entries of each code match no finding of a file any more."""
        fingerprints = Fingerprints(source)
        left = Counter(dict(self._of(source.filename)))
        left.subtract(Counter((each.code, fingerprints.of(each)) for each in diagnostics))
        unmatched: Counter[str] = Counter()
        for (code, _), count in left.items():
            unmatched[code] += max(count, 0)
        return +unmatched

    def gone(self) -> Iterator[str]:
        """The files with entries that are no longer there."""
        return (name for name in self.findings if not Path(self.folder, name).exists())

    def _of(self, filename: str) -> Mapping[Finding, int]:
        return self.findings.get(relative(filename, self.folder), {}) if self.findings else {}


class Fingerprints:
    """The fingerprints of the lines of one program."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._comments: dict[int, int] | None = None

    def of(self, diagnostic: Diagnostic) -> str:
        """That of the line where a finding begins. White space, comments and the kind of quotes do not count."""
        if self._comments is None:
            self._comments = {token.start[0]: token.start[1] for token in comments(self._source.text)}
        row = self._source.program_row(diagnostic.span)
        line = self._source.lines[row - 1][: self._comments.get(row)]
        normal = _SPACE.sub("", line).replace("'", '"')
        return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def relative(filename: str, folder: str) -> str:
    """The path of a file as a baseline in the folder writes it."""
    absolute = os.path.abspath(filename)  # noqa: PTH100 - links stay links
    try:
        return os.path.relpath(absolute, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return absolute.replace(os.sep, "/")


def read_baseline(path: str, shown: str) -> Baseline:
    """The baseline in a file, which users know as `shown`; raises BaselineError."""
    try:
        content = json.loads(Path(path).read_bytes().decode("utf-8", "surrogateescape"))
    except OSError as error:
        raise BaselineError(f"{error.strerror or error}; --write-baseline makes a baseline") from None
    except (ValueError, RecursionError) as error:
        detail = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else "unreadable JSON"
        raise BaselineError(f"not a baseline: {detail}; --write-baseline writes it anew") from None
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise BaselineError(f"not a baseline of version {VERSION}; --write-baseline writes it anew")
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
    return Baseline(shown, folder, _findings(content.get("findings")))


def _findings(value: Any) -> dict[str, dict[Finding, int]]:
    found: dict[str, dict[Finding, int]] = {}
    for name, entries in value.items() if isinstance(value, dict) else [("", None)]:
        if not isinstance(entries, dict):
            raise BaselineError(f"not a baseline: no table of findings for {name!r}; --write-baseline writes it anew")
        for key, count in entries.items():
            code, _, fingerprint = key.partition(" ")
            if not fingerprint or not isinstance(count, int):
                raise BaselineError(f"not a baseline: {name}: bad entry {key!r}; --write-baseline writes it anew")
            found.setdefault(name, {})[code, fingerprint] = count
    return found


def baseline_bytes(path: str, diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> bytes:
    """What a baseline at `path` holds for these findings: sorted, with an entry a line."""
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
    by_file = {filename: Fingerprints(source) for filename, source in sources.items()}
    findings: dict[str, Counter[str]] = {}
    for each in diagnostics:
        counts = findings.setdefault(relative(each.span.filename, folder), Counter())
        counts[f"{each.code} {by_file[each.span.filename].of(each)}"] += 1
    content = {"version": VERSION, "findings": findings}
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode("utf-8", "surrogateescape")
