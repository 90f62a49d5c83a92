"""JSON lines, GitHub, GitLab and JUnit as the real program prints them, beside what the installed ruff prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from wrong_programs import SAFE, SHOWN, UNSAFE, notebook, ruff, xent_lint

EMOJI = 'title = "😀"; '


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(output_format: str, *arguments: str, code: int = 1, **environment: str) -> str:
    ended = xent_lint("check", "--output-format", output_format, *arguments, **environment)
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended.stderr
    return ended.stdout


def three_files() -> None:
    """One of each kind of fix, and a file that cannot be read."""
    for name, text in (("safe", SAFE), ("shown", SHOWN), ("unsafe", UNSAFE)):
        Path(f"{name}.py").write_text(text)
    Path("bad.py").write_bytes(b"\xff")


# JSON lines


def test_json_lines_are_the_entries_of_the_json() -> None:
    three_files()
    lines = printed("json-lines", code=2).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(printed("json", code=2))
    assert [json.loads(line)["fix"]["applicability"] for line in lines] == ["safe", "displayonly", "unsafe"]


def test_json_lines_of_nothing_are_nothing() -> None:
    Path("m.py").write_text("x = 1\n")
    assert printed("json-lines", code=0) == ""


# GitHub

COMMAND = re.compile(r"::(error|warning) ((?:[a-zA-Z]+=[^,:]*,?)+)::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Kind, properties and message of workflow commands, as the runner of GitHub takes them apart."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        properties = dict(each.split("=", 1) for each in match[2].split(","))
        found.append((match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    for escaped, plain in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escaped, plain)
    return text


def test_an_annotation_has_the_properties_of_ruff(folder: Path) -> None:
    Path("m.py").write_text("import os\n" + UNSAFE)
    ((_, theirs, _),) = commands(ruff("--output-format", "github", "--select", "F401", "m.py"))
    ((kind, ours, message),) = commands(printed("github"))
    assert ours.keys() == theirs.keys()
    assert (kind, ours["file"], ours["line"], ours["title"]) == (
        "error",
        str(folder / "m.py"),
        "5",
        "xent-lint (XEN102)",
    )
    assert message.startswith("m.py:5:20: XEN102 softmax head (line 4) given to")
    assert "\n  unsafe fix: " in message


def test_kinds_follow_severity_and_errors_are_told() -> None:
    three_files()
    told = commands(printed("github", code=2))
    assert [kind for kind, _, _ in told] == ["error", "warning", "error", "error"]
    assert told[0][1] == {"title": "xent-lint"}
    assert told[0][2].startswith("bad.py:1:1: cannot decode")
    assert "\n  safe fix: " in told[1][2]
    assert "\n  help: " in told[2][2]


def test_a_name_that_looks_like_a_command_does_no_harm(folder: Path) -> None:
    name = "a,line=9::warning::100%\n::error::b.py"
    Path(name).write_text(UNSAFE)
    ((kind, properties, message),) = commands(printed("github"))
    assert (kind, properties["file"], properties["line"]) == ("error", str(folder / name), "4")
    assert message.startswith(f"{name}:4:20: ")


def test_a_range_over_rows_has_no_columns() -> None:
    Path("m.py").write_text(UNSAFE.replace("from_logits=True", "\n    from_logits=True\n"))
    ((_, properties, _),) = commands(printed("github"))
    assert properties.keys() == {"title", "file", "line", "endLine"}


def test_a_finding_in_a_notebook_stands_at_its_row_of_the_json() -> None:
    text = notebook("x = 1\n", SAFE)
    Path("nb.ipynb").write_text(text, encoding="utf-8")
    ((_, properties, message),) = commands(printed("github"))
    assert "sparse_categorical_crossentropy" in text.splitlines()[int(properties["line"]) - 1]
    assert message.startswith("nb.ipynb:cell 3:4:")


def test_no_findings_are_no_annotations() -> None:
    Path("m.py").write_text("x = 1\n")
    assert printed("github", code=0) == ""


# GitLab


def quality(code: int = 1) -> list[dict[str, Any]]:
    entries = json.loads(printed("gitlab", code=code))
    assert isinstance(entries, list)
    return entries


def test_an_entry_has_the_keys_of_ruff_and_the_lines_that_gitlab_asks_for() -> None:
    Path("m.py").write_text(EMOJI + "import os\n" + UNSAFE, encoding="utf-8")
    theirs = json.loads(ruff("--output-format", "gitlab", "--select", "F401", "m.py"))[0]
    (ours,) = quality()
    assert ours.keys() - {"fix"} == theirs.keys()
    assert ours["location"].keys() - {"lines"} == theirs["location"].keys()
    assert ours["location"]["positions"]["begin"] == {"line": 5, "column": 20}
    assert (ours["location"]["path"], ours["location"]["lines"]) == ("m.py", {"begin": 5, "end": 5})
    assert (ours["check_name"], ours["severity"], ours["fix"]["applicability"]) == ("XEN102", "major", "unsafe")
    assert ours["description"].startswith("XEN102: softmax head")


def test_severities_are_words_of_gitlab() -> None:
    three_files()
    assert [entry["severity"] for entry in quality(code=2)] == ["minor", "major", "major"]


def test_fingerprints_are_unique_and_stay_when_rows_move() -> None:
    repeated = UNSAFE.split("\n", 2)[2]
    Path("a.py").write_text(UNSAFE + repeated)
    Path("b.py").write_text(UNSAFE)
    before = [entry["fingerprint"] for entry in quality()]
    assert len(set(before)) == 3
    Path("a.py").write_text("'''Moved.'''\n\n" + UNSAFE + "\n# and apart\n\n" + repeated.replace("(loss", "( loss"))
    after = [entry["fingerprint"] for entry in quality()]
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1] not in before  # its row was edited


def test_no_findings_are_an_empty_array() -> None:
    Path("m.py").write_text("x = 1\n")
    assert quality(code=0) == []


# JUnit


def shape(element: ElementTree.Element) -> tuple[str, tuple[str, ...], list[Any]]:
    """The names of an element, its attributes and what is in it."""
    return element.tag, tuple(sorted(element.attrib)), [shape(child) for child in element]


def test_junit_has_the_shape_of_ruff(folder: Path) -> None:
    Path("m.py").write_text("import os\n" + SHOWN)
    theirs = ElementTree.fromstring(ruff("--output-format", "junit", "--select", "F401", "m.py"))
    ours = ElementTree.fromstring(printed("junit"))
    for fix in ours.findall(".//property[@name='fix (display-only)']"):
        ours.find(".//properties").remove(fix)  # type: ignore[union-attr]
    assert shape(ours) == shape(theirs)
    case = ours[0][0]
    assert case.attrib == {
        "name": "org.xent-lint.XEN103",
        "classname": str(folder / "m"),
        "line": "5",
        "column": "20",
    }
    assert (ours.get("tests"), ours.get("failures"), ours.get("errors")) == ("1", "1", "0")
    assert case.findtext("failure", "").startswith("line 5, col 20, softmax head")


def test_junit_tells_errors_and_counts_everything() -> None:
    three_files()
    suites = ElementTree.fromstring(printed("junit", code=2))
    assert (suites.get("tests"), suites.get("failures"), suites.get("errors")) == ("4", "3", "1")
    assert [suite.get("tests") for suite in suites] == ["1", "1", "1", "1"]
    error = suites.find("testsuite/testcase/error")
    assert error is not None and error.get("message", "").startswith("bad.py:1:1: cannot decode")
    names = {each.get("name") for each in suites.iter("property")}
    assert {"severity", "fix (safe)", "fix (unsafe)", "fix (display-only)"} <= names


def test_junit_is_well_formed_whatever_a_name_holds() -> None:
    Path("a\x1b<&>\udcff 모델.py").write_text(UNSAFE)
    text = printed("junit", PYTHONIOENCODING="latin-1")
    suite = ElementTree.fromstring(text)[0]
    assert suite.get("name", "").endswith("a\ufffd<&>\ufffd 모델.py")


def test_junit_without_findings_is_a_test_that_passed() -> None:
    Path("m.py").write_text("x = 1\n")
    theirs = ElementTree.fromstring(ruff("--output-format", "junit", "m.py"))
    ours = ElementTree.fromstring(printed("junit", code=0))
    assert shape(ours) == shape(theirs)
    assert [case.get("name") for case in ours.iter("testcase")] == ["No errors found"]
