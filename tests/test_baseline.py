"""Baselines: what keeps a finding known, and what does not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from xent_lint.baseline import Baseline, BaselineError, baseline_bytes, read_baseline
from xent_lint.diagnostics import Diagnostic, Severity
from xent_lint.source import Source


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def program(text: str, name: str = "m.py") -> tuple[Source, list[Diagnostic]]:
    """A program with a finding at each LOSS."""
    source = Source(name, text)
    found = [
        Diagnostic("XEN102", "name", "message", Severity.ERROR, source.span(row, column, row, column + 4))
        for row, line in enumerate(source.lines, 1)
        for column in [line.find("LOSS")]
        if column >= 0
    ]
    return source, found


def baseline(*programs: tuple[Source, list[Diagnostic]], path: str = "base.json") -> Baseline:
    """A baseline of these programs, written and read."""
    found = [each for _, diagnostics in programs for each in diagnostics]
    sources = {source.filename: source for source, _ in programs}
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(baseline_bytes(path, found, sources))
    return read_baseline(path, path)


BEFORE = "import x\nf(LOSS, 'a')\ny = 1\n"


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        "# a comment\n\n\nimport x\nimport z\nf(LOSS, 'a')\n",
        "if x:\n    f( LOSS,'a' )  # a comment\n",
        'f(LOSS, "a")',
        "def g():\r\n\tf(LOSS, 'a')\r\n",
    ],
)
def test_a_finding_stays_known_wherever_its_line_goes(after: str) -> None:
    known = baseline(program(BEFORE))
    source, found = program(after)
    assert known.known(source, found) == [True]
    assert known.unmatched(source, found) == {}


@pytest.mark.parametrize("after", ["f(LOSS, 'b')\n", "f(LOSS, '#a')\n", "g(LOSS, 'a')\n"])
def test_another_line_is_a_new_finding_and_the_entry_is_stale(after: str) -> None:
    known = baseline(program(BEFORE))
    source, found = program(after)
    assert known.known(source, found) == [False]
    assert known.unmatched(source, found) == {"XEN102": 1}


def test_of_equal_lines_as_many_are_known_as_there_were() -> None:
    known = baseline(program("f(LOSS)\nf(LOSS)\n"))
    source, found = program("f(LOSS)\n" * 3)
    assert known.known(source, found) == [True, True, False]
    source, found = program("f(LOSS)\n")
    assert known.unmatched(source, found) == {"XEN102": 1}


def test_another_code_or_file_is_not_known() -> None:
    known = baseline(program(BEFORE))
    source, found = program(BEFORE, "other.py")
    assert known.known(source, found) == [False]
    source, (finding,) = program(BEFORE)
    other = Diagnostic("XEN101", "name", "message", Severity.ERROR, finding.span)
    assert known.known(source, [other]) == [False]


def test_paths_are_relative_to_the_baseline_wherever_the_run_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [program(BEFORE, "src/모델 1.py"), program(BEFORE, "../out.py")]
    known = baseline(*sources, path="ci/base.json")
    assert sorted(json.loads(Path("ci/base.json").read_bytes())["findings"]) == ["../../out.py", "../src/모델 1.py"]
    Path("src").mkdir()
    monkeypatch.chdir("src")
    source, found = program(BEFORE, "모델 1.py")
    assert known.known(source, found) == [True]
    source, found = program(BEFORE, str(Path("모델 1.py").absolute()))
    assert known.known(source, found) == [True]


def test_a_name_that_is_no_text_is_kept() -> None:
    name = os.fsdecode(b"\xff.py")
    known = baseline(program(BEFORE, name))
    source, found = program(BEFORE, name)
    assert known.known(source, found) == [True]


def test_the_file_is_sorted_and_has_an_entry_a_line() -> None:
    one = [program("f(LOSS)\ng(LOSS)\n", "b.py"), program("h(LOSS)\n", "a.py")]
    baseline(*one)
    text = Path("base.json").read_text()
    baseline(*reversed(one))
    assert Path("base.json").read_text() == text
    lines = [line.strip() for line in text.splitlines()]
    assert lines[:4] == ["{", '"findings": {', '"a.py": {', lines[3]]
    assert sum("XEN102 " in line for line in lines) == 3
    assert text.endswith('"version": 1\n}\n')


def test_files_that_are_gone() -> None:
    Path("b.py").touch()
    known = baseline(program(BEFORE, "a.py"), program(BEFORE, "b.py"))
    assert list(known.gone()) == ["a.py"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a baseline: line 1: Expecting value; --write-baseline writes it anew"),
        ("[1]", "not a baseline of version 1; --write-baseline writes it anew"),
        ('{"version": 2}', "not a baseline of version 1; --write-baseline writes it anew"),
        ('{"version": 1}', "not a baseline: no table of findings for ''; --write-baseline writes it anew"),
        ('{"version": 1, "findings": {"a.py": 3}}', "not a baseline: no table of findings for 'a.py'; "),
        ('{"version": 1, "findings": {"a.py": {"XEN102": 1}}}', "not a baseline: a.py: bad entry 'XEN102'; "),
        ('{"version": 1, "findings": {"a.py": {"XEN102 a": "1"}}}', "not a baseline: a.py: bad entry 'XEN102 a'; "),
        ("[" * 100_000, "not a baseline: "),
    ],
)
def test_what_is_no_baseline_is_told(text: str, says: str) -> None:
    Path("base.json").write_text(text)
    with pytest.raises(BaselineError) as raised:
        read_baseline("base.json", "base.json")
    assert raised.value.message.startswith(says)


def test_a_missing_baseline_tells_how_to_make_one() -> None:
    with pytest.raises(BaselineError, match="No such file or directory; --write-baseline makes a baseline"):
        read_baseline("base.json", "base.json")
