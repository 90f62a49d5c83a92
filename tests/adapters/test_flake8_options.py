"""The options of the plugin, and flake8's own selection, in the real flake8."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import SAFE, UNSAFE, environment_of


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("m.py").write_text(UNSAFE)
    Path("s.py").write_text(SAFE)
    return tmp_path


def flake8(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flake8", "--extend-ignore", "E,F,W", *arguments, "."]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment_of())


def found(*arguments: str) -> list[str]:
    """File and code of each finding."""
    ended = flake8(*arguments)
    assert ended.stderr == ""
    return sorted(f"{Path(line.partition(':')[0])} {line.split()[1]}" for line in ended.stdout.splitlines())


def test_selection_is_that_of_flake8() -> None:
    assert found() == ["m.py XEN102", "s.py XEN201"]
    assert found("--select", "XEN2") == ["s.py XEN201"]
    assert found("--extend-ignore", "E,F,W,XEN2") == ["m.py XEN102"]
    Path(".flake8").write_text("[flake8]\nper-file-ignores =\n    m.py: XEN1\n")
    assert found("-j2") == ["s.py XEN201"]


@pytest.mark.parametrize("arguments", [(), ("-j2",)])
def test_the_backend_is_read_from_the_configuration_of_flake8(arguments: tuple[str, ...]) -> None:
    Path("tox.ini").write_text("[flake8]\nxent-keras-backend = jax\n")
    Path("n.py").write_text(UNSAFE)  # with two files flake8 starts its processes
    assert "TensorFlow recovers" not in flake8("--select", "XEN102", *arguments).stdout
    command_line = ("--xent-keras-backend", "any")
    assert flake8("--select", "XEN102", *arguments, *command_line).stdout.count("TensorFlow recovers") == 2


def test_a_backend_that_there_is_not_is_told() -> None:
    Path("setup.cfg").write_text("[flake8]\nxent-keras-backend = pytorch\n")
    ended = flake8()
    assert ended.returncode == 1
    line = "xent-keras-backend: 'pytorch' is none of any, tensorflow, jax, torch; did you mean 'torch'?"
    assert ended.stdout.splitlines()[-1] == line
    assert ended.stderr == ""


def test_imports_start_from_src() -> None:
    Path("lib").mkdir()
    Path("m.py").unlink()
    build = 'import keras\ndef build():\n    return keras.Sequential([keras.layers.Dense(9, "softmax")])\n'
    Path("lib/nets.py").write_text(build)
    Path("scripts").mkdir()
    call = "build().compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\n"
    Path("scripts/t.py").write_text(f"import keras\nfrom nets import build\n{call}")
    assert found("--select", "XEN1") == []
    assert found("--select", "XEN1", "--xent-src", "lib") == ["scripts/t.py XEN102"]
    Path(".flake8").write_text("[flake8]\nxent-src =\n    ./none,\n    ./lib\n")
    assert found("--select", "XEN1") == ["scripts/t.py XEN102"]


def test_a_file_that_asks_for_it_is_ignored_unless_comments_are() -> None:
    Path("m.py").write_text(f"# xent-lint: ignore-file\n{UNSAFE}")
    assert found() == ["s.py XEN201"]
    assert found("--disable-noqa") == ["m.py XEN102", "s.py XEN201"]
