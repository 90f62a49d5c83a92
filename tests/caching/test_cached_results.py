"""When a result may be used again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from xent_lint.caching.dependencies import Present, Recorder
from xent_lint.caching.results import Memory, Results, cached_check, checked
from xent_lint.diagnostics import Diagnostic, Severity
from xent_lint.files import FileReader
from xent_lint.importers import Importer
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError

TEXT = b"f(LOSS)\n"


class Files(dict[str, bytes]):
    """Files in memory; `unreadable` ones are there."""

    unreadable: frozenset[str] = frozenset()

    def read(self, path: str) -> bytes:
        if path in self.unreadable or path not in self:
            raise OSError(path)
        return self[path]

    def exists(self, path: str) -> bool:
        return path in self

    def importers(self, path: str) -> tuple[Importer, ...]:
        return ()


class Counting:
    """A check that looks at `other.py` and `package/__init__.py`, and counts its runs."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        self.runs += 1
        if "BROKEN" in source.text:
            raise SourceError(source.filename, "broken")
        files.exists("package/__init__.py")
        if files.exists("other.py"):
            try:
                message = files.read("other.py").decode()
            except OSError:
                message = "?"
            return [Diagnostic("XEN102", "n", message, Severity.ERROR, source.span(1, 0, 1, 1))]
        return []


def files() -> Files:
    return Files({"other.py": b"one"})


def source(data: bytes = TEXT, name: str = "m.py") -> Source:
    return Source.from_bytes(name, data)


def test_the_same_question_is_answered_once() -> None:
    check, reader = Counting(), files()
    cached = cached_check(check, Results(Memory(), "linter"))
    first = cached(source(), Settings(), reader)
    assert cached(source(), Settings(), reader) == first
    assert [each.message for each in first] == ["one"]
    assert check.runs == 1


def changed_text(reader: Files) -> None:
    reader["other.py"] = b"two"


def gone(reader: Files) -> None:
    del reader["other.py"]


def appeared(reader: Files) -> None:
    reader["package/__init__.py"] = b""


def unreadable(reader: Files) -> None:
    reader.unreadable = frozenset({"other.py"})


@pytest.mark.parametrize("change", [changed_text, gone, appeared, unreadable])
def test_another_file_that_changed_makes_it_outdated(change: object) -> None:
    check, reader = Counting(), files()
    cached = cached_check(check, Results(Memory(), "linter"))
    cached(source(), Settings(), reader)
    assert callable(change)
    change(reader)
    assert cached(source(), Settings(), reader) == Counting()(source(), Settings(), reader)
    assert check.runs == 2


def test_a_file_that_nobody_asked_for_does_not_matter() -> None:
    check, reader = Counting(), files()
    cached = cached_check(check, Results(Memory(), "linter"))
    cached(source(), Settings(), reader)
    reader["third.py"] = b""
    cached(source(), Settings(), reader)
    assert check.runs == 1


@pytest.mark.parametrize(
    "other",
    [
        source(b"f(LOSS) \n"),
        source(b"f(LOSS)\r\n"),
        source(b"\xef\xbb\xbff(LOSS)\n"),
        source(name="n.py"),
        replace(source(), encoding="latin-1"),
    ],
)
def test_another_program_has_another_result(other: Source) -> None:
    check = Counting()
    cached = cached_check(check, Results(Memory(), "linter"))
    for each in (source(), other):
        cached(each, Settings(), files())
    assert check.runs == 2


def test_a_cell_that_moves_makes_another_program() -> None:
    code = {"cell_type": "code", "source": "f(LOSS)"}
    text = {"cell_type": "markdown", "source": "x"}
    check = Counting()
    cached = cached_check(check, Results(Memory(), "linter"))
    for cells in ([code, text], [text, code]):
        cached(source(json.dumps({"cells": cells}).encode(), "nb.ipynb"), Settings(), files())
    assert check.runs == 2


def test_other_settings_have_another_result_and_leave_the_first_one() -> None:
    check = Counting()
    cached = cached_check(check, Results(Memory(), "linter"))
    for each in (Settings(), Settings(select=("XEN1",)), Settings(noqa=False), Settings()):
        cached(source(), each, files())
    assert check.runs == 3


def test_another_linter_has_another_result() -> None:
    check, store = Counting(), Memory()
    for linter in ("one", "one", "two"):
        cached_check(check, Results(store, linter))(source(), Settings(), files())
    assert check.runs == 2


def test_another_current_folder_has_another_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check, store = Counting(), Memory()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        cached_check(check, Results(store, "linter"))(source(), Settings(), files())
    assert check.runs == 2


def test_failures_are_not_kept() -> None:
    check = Counting()
    cached = cached_check(check, Results(Memory(), "linter"))
    for _ in range(2):
        with pytest.raises(SourceError, match="broken"):
            cached(source(b"BROKEN"), Settings(), files())
    assert check.runs == 2


def test_a_file_that_changes_under_the_check_gives_a_result_that_is_not_kept() -> None:
    reader = files()

    def restless(source: Source, settings: Settings, through: FileReader) -> list[Diagnostic]:
        through.read("other.py")
        reader["other.py"] = b"two"
        through.read("other.py")
        return []

    assert checked(restless, source(), Settings(), reader).dependencies is None
    results = Results(Memory(), "linter")
    reader["other.py"] = b"one"
    cached_check(restless, results)(source(), Settings(), reader)
    assert results.get(source(), Settings(), Present(reader)) is None


def test_the_recorder_hides_nothing() -> None:
    recorder = Recorder(files())
    assert recorder.read("other.py") == b"one"
    assert recorder.exists("other.py") and not recorder.exists("none.py")
    with pytest.raises(OSError, match=r"none\.py"):
        recorder.read("none.py")
