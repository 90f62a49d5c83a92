"""What a result was made from besides its own program: other files that were read, and names that were looked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeVar

from xent_lint.files import FileReader
from xent_lint.importers import Importer

Answer = TypeVar("Answer")


def digest(*texts: bytes) -> str:
    """A fingerprint of the texts; where one ends and the next begins counts."""
    hashed = hashlib.blake2b(digest_size=20)
    for text in texts:
        hashed.update(len(text).to_bytes(8, "big"))
        hashed.update(text)
    return hashed.hexdigest()


@dataclass(frozen=True)
class Dependencies:
    """Other files. `texts` are the digests of those that were read, None where reading failed.

    A file that was looked for and not found is among the `absent`: when it appears, an import may mean it.
    """

    texts: tuple[tuple[str, str | None], ...] = ()
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    importers: tuple[tuple[str, tuple[Importer, ...]], ...] = ()


class Recorder:
    """Reads files and remembers what was asked and what the answer was."""

    def __init__(self, files: FileReader) -> None:
        self._files = files
        self._texts: dict[str, str | None] = {}
        self._names: dict[str, bool] = {}
        self._importers: dict[str, tuple[Importer, ...]] = {}
        self._is_consistent = True

    def read(self, path: str) -> bytes:
        """See FileReader."""
        try:
            data = self._files.read(path)
        except OSError:
            self._note(self._texts, path, None)
            raise
        self._note(self._texts, path, digest(data))
        return data

    def exists(self, path: str) -> bool:
        """See FileReader."""
        found = self._files.exists(path)
        self._note(self._names, path, found)
        return found

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        found = self._files.importers(path)
        self._note(self._importers, path, found)
        return found

    def dependencies(self) -> Dependencies | None:
        """What was asked so far; None when one question had two answers, because a file changed in between."""
        if not self._is_consistent:
            return None
        return Dependencies(
            texts=tuple(sorted(self._texts.items())),
            present=tuple(sorted(path for path, found in self._names.items() if found)),
            absent=tuple(sorted(path for path, found in self._names.items() if not found)),
            importers=tuple(sorted(self._importers.items(), key=lambda item: item[0])),
        )

    def _note(self, answers: dict[str, Answer], path: str, answer: Answer) -> None:
        if answers.setdefault(path, answer) != answer:
            self._is_consistent = False


class Present:
    """How the files are now. Each is looked at once: a run shows the project as it was at some moment of the run."""

    def __init__(self, files: FileReader) -> None:
        self._files = files
        self._texts: dict[str, str | None] = {}
        self._names: dict[str, bool] = {}

    def agrees(self, recorded: Dependencies) -> bool:
        """Whether every question of then has the same answer now."""
        return (
            all(self._text(path) == text for path, text in recorded.texts)
            and all(map(self._exists, recorded.present))
            and not any(map(self._exists, recorded.absent))
            and all(self._files.importers(path) == found for path, found in recorded.importers)
        )

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            try:
                self._texts[path] = digest(self._files.read(path))
            except OSError:
                self._texts[path] = None
        return self._texts[path]

    def _exists(self, path: str) -> bool:
        if path not in self._names:
            self._names[path] = self._files.exists(path)
        return self._names[path]
