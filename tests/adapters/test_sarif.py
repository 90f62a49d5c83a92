"""SARIF as the real program writes it: valid by the official schema, and true about places and fixes."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from wrong_programs import ROOT, SAFE, SHOWN, UNSAFE, notebook, ruff, xent_lint

from xent_lint.rules.registry import all_rules
from xent_lint.source import line_starts

SCHEMA = ROOT / "tests" / "data" / "sarif" / "sarif-schema-2.1.0.json"
EMOJI = 'title = "😀"; '


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@lru_cache(maxsize=1)
def validator() -> Any:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker(["uri", "uri-reference"]))


def sarif(*arguments: str, code: int = 1, stdin: str | None = None) -> dict[str, Any]:
    """The only run of a log, which is valid."""
    ended = xent_lint("check", "--output-format", "sarif", *arguments, stdin=stdin)
    assert ended.returncode == code, ended.stderr
    log = json.loads(ended.stdout)
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def offset(text: str, row: int, column: int) -> int:
    """The character at a place that SARIF names: columns count UTF-16 code units."""
    start = line_starts(text)[row - 1]
    units = text[start:].encode("utf-16-le")
    return start + len(units[: 2 * (column - 1)].decode("utf-16-le"))


def marked(text: str, region: dict[str, int]) -> str:
    """The text of a region."""
    start = offset(text, region["startLine"], region["startColumn"])
    return text[start : offset(text, region["endLine"], region["endColumn"])]


def with_fix(text: str, fix: dict[str, Any]) -> str:
    """The text after the changes of a fix, made as SARIF says."""
    (change,) = fix["artifactChanges"]
    for each in reversed(change["replacements"]):
        region = each["deletedRegion"]
        start = offset(text, region["startLine"], region["startColumn"])
        end = offset(text, region["endLine"], region["endColumn"])
        text = text[:start] + each["insertedContent"]["text"] + text[end:]
    return text


def primary(result: dict[str, Any]) -> dict[str, Any]:
    place = result["locations"][0]["physicalLocation"]
    assert isinstance(place, dict)
    return place


def test_the_schema_refuses_what_is_no_sarif() -> None:
    place = {"physicalLocation": {"artifactLocation": {"uri": "a b"}, "region": {"startLine": 0}}}
    result = {"message": {"text": "x"}, "locations": [place], "colour": "red"}
    log = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [result]}]}
    assert len(list(validator().iter_errors(log))) == 3


def test_a_clean_run_is_a_log_with_all_rules() -> None:
    Path("m.py").write_text("x = 1\n")
    run = sarif(code=0)
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted(all_rules())


def test_a_rule_brings_its_page_and_its_level() -> None:
    Path("m.py").write_text(UNSAFE)
    run = sarif()
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (result["ruleId"], result["level"]) == (rule["id"], rule["defaultConfiguration"]["level"])
    assert rule["name"] == "ActivatedToLogitsLoss"
    assert rule["shortDescription"]["text"] == "Activated output given to a loss that wants logits."
    assert rule["fullDescription"]["text"].startswith("Finds probabilities, the output of a sigmoid or softmax, given")
    assert "## Why is this bad?" in rule["help"]["markdown"]
    assert "helpUri" not in rule
    kinds = {each["id"]: each["defaultConfiguration"]["level"] for each in run["tool"]["driver"]["rules"]}
    assert (kinds["XEN102"], kinds["XEN201"]) == ("error", "warning")


def test_places_are_relative_uris_and_utf_16_columns() -> None:
    Path("src dir").mkdir()
    file = Path("src dir", "모델 #1.py")
    text = UNSAFE.replace("model.compile", EMOJI + "model.compile")
    file.write_text(text, encoding="utf-8")
    run = sarif()
    (result,) = run["results"]
    place = primary(result)
    uri = "src%20dir/%EB%AA%A8%EB%8D%B8%20%231.py"
    assert place["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] + uri == file.resolve().as_uri()
    assert run["columnKind"] == "utf16CodeUnits"
    loss = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
    assert marked(text, place["region"]) == loss
    assert place["region"]["startColumn"] == text.splitlines()[3].index(loss) + 2  # the emoji is two units
    head_of_model = result["relatedLocations"][0]
    assert head_of_model["id"] == 1
    assert head_of_model["message"]["text"] == "softmax head"
    head = head_of_model["physicalLocation"]
    assert head["artifactLocation"] == place["artifactLocation"]
    assert marked(text, head["region"]) == 'activation="softmax"'


def test_a_file_outside_of_the_folder_has_an_absolute_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "m.py").write_text(UNSAFE)
    monkeypatch.chdir(tmp_path / "inner")
    (result,) = sarif("../m.py")["results"]
    assert primary(result)["artifactLocation"] == {"uri": (tmp_path / "m.py").as_uri()}


def test_standard_input_has_its_name() -> None:
    (result,) = sarif("-", "--stdin-filename", "nets/a.py", stdin=UNSAFE)["results"]
    assert primary(result)["artifactLocation"]["uri"] == "nets/a.py"
    (result,) = sarif("-", stdin=UNSAFE)["results"]
    assert primary(result)["artifactLocation"] == {"uri": "-"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("program", "flags"), [(SAFE, ()), (UNSAFE, ("--unsafe-fixes",))])
def test_the_changes_of_a_fix_give_what_the_command_writes(program: str, flags: tuple[str, ...], newline: str) -> None:
    file = Path("m.py")
    text = program.replace("model.compile", EMOJI + "model.compile").replace("\n", newline)
    file.write_bytes(text.encode())
    (result,) = sarif()["results"]
    (fix,) = result["fixes"]
    assert fix["properties"] == {"applicability": "unsafe" if flags else "safe"}
    assert fix["description"]["text"].endswith("(unsafe fix)" if flags else "(safe fix)")
    assert fix["artifactChanges"][0]["artifactLocation"] == primary(result)["artifactLocation"]
    assert xent_lint("check", "--fix", *flags).returncode == 0
    assert with_fix(text, fix).encode() == file.read_bytes() != text.encode()


@pytest.mark.parametrize("indent", [1, None])
def test_a_notebook_is_marked_and_fixed_in_its_json(indent: int | None) -> None:
    first, second = SAFE.split("model.compile")
    text = notebook(first, f"{EMOJI}model.compile{second}", indent=indent)
    Path("nb.ipynb").write_text(text, encoding="utf-8")
    (result,) = sarif()["results"]
    location = result["locations"][0]
    assert location["logicalLocations"] == [{"name": "cell 3", "fullyQualifiedName": "nb.ipynb/cell 3", "kind": "cell"}]
    assert result["message"]["text"].endswith("(cell 3, line 1)")
    assert marked(text, primary(result)["region"]) == r"\"sparse_categorical_crossentropy\""
    related = result["relatedLocations"][0]
    assert related["logicalLocations"][0]["name"] == "cell 2"
    assert related["message"]["text"] == "softmax head (cell 2, line 3)"
    assert marked(text, related["physicalLocation"]["region"]) == r"activation=\"softmax\""
    assert xent_lint("check", "--fix").returncode == 0
    assert with_fix(text, result["fixes"][0]) == Path("nb.ipynb").read_text(encoding="utf-8") != text


def test_a_repair_that_is_only_shown_is_no_fix() -> None:
    Path("m.py").write_text(SHOWN)
    (result,) = sarif()["results"]
    assert "fixes" not in result
    assert {each["applicability"] for each in result["properties"]["suggestions"]} == {"display-only"}


def test_fingerprints_differ_and_do_not_move_with_the_rows() -> None:
    body = UNSAFE.split("\n", 2)[2]
    Path("m.py").write_text(UNSAFE + body)
    before = [result["partialFingerprints"] for result in sarif()["results"]]
    assert before[0] != before[1]
    Path("m.py").write_text("import os\n\n\n" + UNSAFE + "\n\n" + body)
    assert [result["partialFingerprints"] for result in sarif()["results"]] == before


def test_a_file_that_cannot_be_checked_is_a_notification() -> None:
    Path("bad.py").write_bytes(b"\xff")
    Path("m.py").write_text(UNSAFE)
    run = sarif(code=2)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("bad.py:1:1: cannot decode byte 0xff")
    assert len(run["results"]) == 1


def test_what_ruff_tells_is_told() -> None:
    Path("m.py").write_text("import os\n" + UNSAFE)
    theirs = json.loads(ruff("--output-format", "sarif", "--select", "F401", "m.py"))["runs"][0]["results"][0]
    (ours,) = sarif()["results"]
    assert theirs.keys() <= ours.keys()
    assert theirs["fixes"][0].keys() <= ours["fixes"][0].keys()
