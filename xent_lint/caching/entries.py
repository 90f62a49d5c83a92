"""One result as the bytes of a file. What is damaged in any way is no entry."""

from __future__ import annotations

import json
from dataclasses import dataclass

from xent_lint.caching.dependencies import Dependencies, digest
from xent_lint.caching.plain_data import made, plain
from xent_lint.diagnostics import Diagnostic


@dataclass(frozen=True)
class Entry:
    """What was found in a program, and all that it depends on: this linter, the program, and other files."""

    linter: str
    program: str
    dependencies: Dependencies
    diagnostics: tuple[Diagnostic, ...]


def to_bytes(entry: Entry) -> bytes:
    """A line with the digest of the rest, then the entry as JSON."""
    text = json.dumps(plain(entry), separators=(",", ":")).encode("ascii")
    return digest(text).encode("ascii") + b"\n" + text


def from_bytes(data: bytes) -> Entry | None:
    """The entry, or None where the bytes are not those of one."""
    told, _, text = data.partition(b"\n")
    if told != digest(text).encode("ascii"):
        return None
    try:
        return made(Entry, json.loads(text))
    except (ValueError, TypeError, RecursionError):  # written by another version, in which an entry looks different
        return None
