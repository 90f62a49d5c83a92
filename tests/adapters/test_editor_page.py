"""docs/editor.md: what it tells people to copy is what the server understands."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from editor_client import editor
from wrong_programs import ROOT

from xent_lint.adapters.server.preferences import preferences
from xent_lint.keys import BY_NAME

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    """The blocks in a language."""
    return [text for name, text in BLOCKS if name == language]


@pytest.mark.parametrize("text", blocks("json"))
def test_json_is_json(text: str) -> None:
    assert json.loads(text)


def test_the_settings_of_helix_start_the_server() -> None:
    (text,) = blocks("toml")
    server = tomllib.loads(text)["language-server"]["xent-lint"]
    assert [server["command"], *server["args"]] == ["xent-lint", "server"]


def test_the_example_of_settings_is_understood() -> None:
    read = preferences(json.loads(blocks("json")[-1]))
    assert (read.command, read.problems) == ({"select": ("XEN1", "XEN3"), "unsafe-fixes": False}, ())


def test_the_table_has_all_settings_and_no_other() -> None:
    table = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    names = [name for row in table for name in re.findall(r"`(\w+)`", row)]
    keys = [re.sub("[A-Z]", lambda match: f"-{match[0].lower()}", name) for name in names]
    refused = [key for key in BY_NAME if any("unknown key" in line for line in preferences({key: 3}).problems)]
    assert sorted(keys) == sorted({"configuration", *BY_NAME} - {*refused})


def test_the_program_of_the_page_has_the_finding_that_the_page_promises(tmp_path: Path) -> None:
    (text,) = blocks("python")
    with editor(tmp_path) as made:
        uri = made.open("train.py", text)
        (found,) = made.found(uri)
        assert found.code == "XEN201"
        assert text.splitlines()[found.range.start.line][found.range.start.character :].startswith(
            '"sparse_categorical'
        )
