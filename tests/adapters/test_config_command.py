"""`xent-lint config` and `xent-lint version`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from wrong_programs import xent_lint

import xent_lint as package
from xent_lint.check import known_codes
from xent_lint.keys import KEYS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(*arguments: str) -> str:
    ended = xent_lint("config", *arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_the_settings_in_force_and_where_they_come_from() -> None:
    Path("pyproject.toml").write_text(
        '[tool.xent-lint]\nignore = ["XEN2"]\nkeras-backend = "jax"\nper-file-ignores = { "t/*" = ["XEN1"] }\n'
    )
    Path("t").mkdir()
    Path("t/a.py").touch()
    lines = printed().splitlines()
    origins = {line.partition(" = ")[0]: line.rpartition("  # ")[2] for line in lines if " = " in line}
    assert {name for name, origin in origins.items() if origin == "pyproject.toml"} == {
        *("ignore", "keras-backend", "per-file-ignores")
    }
    assert origins["src"] == "default"
    listed = tomllib.loads("\n".join(lines[:-1]))
    assert (listed["keras-backend"], listed["per-file-ignores"]) == ("jax", {"t/*": ["XEN1"]})
    assert lines[-1].startswith("Codes reported in .: XEN101, ")
    assert printed("t/a.py").splitlines()[-1] == "Codes reported in t/a.py: XEN301, XEN302, XEN303"


def test_the_settings_for_programs() -> None:
    Path("ours.toml").write_text('select = ["XEN2"]\n')
    entry = json.loads(printed("--config", "ours.toml", "--output-format", "json", "."))
    assert entry["settings"]["select"] == [{"value": ["XEN2"], "origin": "ours.toml"}]
    assert entry["settings"]["baseline"] == [{"value": None, "origin": "default"}]
    assert entry["codes"] == [code for code in known_codes() if code.startswith("XEN2")]


def test_an_excluded_path_is_told() -> None:
    Path("build").mkdir()
    assert "\nbuild is excluded.\n" in printed("build")


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_has_a_page(key: object) -> None:
    from xent_lint.adapters.config_command import _page
    from xent_lint.keys import Key

    assert isinstance(key, Key)
    page = _page(key)
    assert key.example in page and "Default value: " in page and f"Type: {key.kind}" in page
    assert max(map(len, page.splitlines())) < 700


def test_the_page_of_a_key_is_printed() -> None:
    assert "```toml\n[tool.xent-lint]\nkeras-backend =" in printed("keras-backend")
    assert json.loads(printed("keras-backend", "--output-format", "json"))["default"] == "any"


def test_what_is_neither_a_key_nor_a_path() -> None:
    ended = xent_lint("config", "keras_backnd")
    assert ended.returncode == 2
    assert ended.stderr.endswith("'keras_backnd' is no key and no path; did you mean keras-backend?\n")
    Path("pyproject.toml").write_text("[tool.xent-lint]\nx = 1\n")
    ended = xent_lint("config")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)


def test_the_version() -> None:
    assert xent_lint("version").stdout == f"xent-lint {package.__version__}\n"
    assert json.loads(xent_lint("version", "--output-format", "json").stdout) == {"version": package.__version__}
