"""Which programs of a project import a file, and what of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from xent_lint import importers as module
from xent_lint.check import check
from xent_lint.diagnostics import Applicability
from xent_lint.files import Disk
from xent_lint.importers import Importers
from xent_lint.settings import Settings
from xent_lint.source import Source

MODEL = """import keras
model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy")
"""
BUILDER = """import keras
def build():
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy")
    return model
def load(path):
    return open(path)
build().fit(load("x"))
"""
TRAINER = """import keras
class Trainer:
    def __init__(self):
        self.model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
        self.model.compile(loss="binary_crossentropy")
    def run(self):
        self.model.fit(x, y)
Trainer().run()
"""
NETWORK = """import keras
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = keras.layers.Dense(1, activation="sigmoid")
    def call(self, x):
        return self.head(x)
net = Net()
net.compile(loss="binary_crossentropy")
"""


Write = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Write:
    """Writes files, by name without `.py`, and gives the folder."""

    def write(**files: str) -> Path:
        (tmp_path / "pyproject.toml").touch()
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def used(folder: Path, name: str = "train.py") -> dict[str, tuple[str, ...]]:
    """What the others use of a file."""
    return {each.filename.removeprefix(f"{folder}/"): each.names for each in Importers().of(str(folder / name))}


SPELLINGS = {
    "from train import a": ("a",),
    "from train import (\n    a,\n    b as c,\n)": ("a", "b"),
    "from train import *": ("*",),
    "import train\ntrain.a()": ("a",),
    "import train as t\nprint(t.a, t.b)": ("a", "b"),
    "import os\nimport sys\n\nfrom train import a\n": ("a",),
    "import os, train as t, sys\nt.a": ("a",),
    "import train\nuse(train)": ("*",),
    "def f():\n    from train import a": ("a",),
    "from . import train\ntrain.a": ("a",),
    "from .train import a": ("a",),
    "import importlib\nm = importlib.import_module('train')": ("*",),
    'm = __import__("train").a': ("*",),
    "import train": (),
    "import training": (),
    "from other.train import a": (),
    "train.a": (),
    "from train import a !!": (),
}


@pytest.mark.parametrize(("text", "names"), SPELLINGS.items())
def test_the_names_that_are_used(project: Write, text: str, names: tuple[str, ...]) -> None:
    folder = project(train=MODEL, use=text, other__train="")
    assert used(folder) == ({"use.py": names} if names else {})


def test_packages(project: Write) -> None:
    folder = project(net__train=MODEL, use="import net.train\nnet.train.a\n")
    (folder / "net" / "__init__.py").write_text("from .train import model\n")
    assert used(folder, "net/train.py") == {"net/__init__.py": ("model",), "use.py": ("a",)}
    assert used(folder, "net/__init__.py") == {}
    assert used(project(deep__use="from net import model\n"), "net/__init__.py") == {"deep/use.py": ("model",)}


def test_a_root_that_is_not_known_here(project: Write) -> None:
    folder = project(src__net__train=MODEL, scripts__use="from net.train import model\n")
    assert used(folder, "src/net/train.py") == {"scripts/use.py": ("model",)}


def test_notebooks(project: Write) -> None:
    folder = project(train=MODEL)
    cells = '[{"cell_type": "code", "source": ["from train import (\\n", "  model)\\n", "!ls"]}]'
    (folder / "use.ipynb").write_text(f'{{"cells": {cells}, "nbformat": 4}}')
    assert used(folder) == {"use.ipynb": ("model",)}


def test_other_peoples_code_is_not_looked_at(project: Write) -> None:
    text = "from train import model\n"
    folder = project(train=MODEL, env__lib__use=text, node_modules__use=text)
    (folder / "env" / "pyvenv.cfg").touch()
    assert used(folder) == {}


def test_without_a_mark_the_project_is_the_folder_of_the_file(project: Write) -> None:
    text = "from train import model\n"
    folder = project(train=MODEL, use=text, deep__use=text)
    assert set(used(folder)) == {"use.py", "deep/use.py"}
    (folder / "pyproject.toml").rename(folder / "README.md")
    assert set(used(folder)) == {"use.py", "deep/use.py"}
    (folder / "README.md").unlink()
    assert set(used(folder)) == {"use.py"}


def test_a_pipe_is_no_program(project: Write) -> None:
    folder = project(train=MODEL)
    os.mkfifo(folder / "use.py")
    assert used(folder) == {}


def test_a_project_of_too_many_files(project: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(train=MODEL, use="")
    monkeypatch.setattr(module, "MAX_PROGRAMS", 1)
    assert Importers().of(str(folder / "train.py")) == (module.UNSEEN,)
    (fix,) = fixes(folder)
    assert fix[1].endswith("the model may be imported in a project of too many files (line 2)")


def test_what_has_changed_is_read_again(project: Write) -> None:
    folder = project(train=MODEL, use="")
    first = Importers()
    assert first.of(str(folder / "train.py")) == ()
    project(use="from train import model\n")
    assert first.of(str(folder / "train.py")) == ()
    assert len(Importers(first).of(str(folder / "train.py"))) == 1


def fixes(folder: Path) -> list[tuple[Applicability, str]]:
    """The fixes for `train.py`."""
    path = folder / "train.py"
    found = check(Source.from_bytes(str(path), path.read_bytes()), Settings(), Disk())
    return [(fix.applicability, fix.message.partition("; note that ")[2]) for each in found for fix in each.fixes]


UNSAFE = {
    "a model": (MODEL, "from train import model\n", "the model is imported by {} (line 2)"),
    "its builder": (
        BUILDER,
        "import train\ntrain.build()",
        "the model is returned by build, which is imported by {} (line 2)",
    ),
    "a class that has it": (
        TRAINER,
        "from train import Trainer\n",
        "the model is kept as .model of objects that are made elsewhere (line 2)",
    ),
    "its class": (NETWORK, "from train import Net\n", "its output can be got at by its layer (line 2)"),
    "all": (MODEL, "from train import *\n", "the model is imported by {} (line 2)"),
}


@pytest.mark.parametrize(("text", "use", "note"), UNSAFE.values(), ids=UNSAFE)
def test_what_another_file_uses_gets_no_safe_fix(project: Write, text: str, use: str, note: str) -> None:
    folder = project(train=text, use=use)
    assert fixes(folder) == [(Applicability.UNSAFE, note.format(folder / "use.py"))]


@pytest.mark.parametrize("use", ["import train\n", "from train import load\n", "from training import build\n"])
def test_what_no_other_file_uses_is_as_safe_as_before(project: Write, use: str) -> None:
    assert fixes(project(train=BUILDER, use=use)) == [(Applicability.SAFE, "")]


def test_a_threshold_in_a_function_that_others_call_stays(project: Write) -> None:
    """They may call it with other numbers; the output gets its sigmoid back where it is handed over."""
    text = MODEL + "def decide(p):\n    return p > 0.5\nprint(decide(model.predict(x)))\n"
    folder = project(train=text, use="from train import decide\n")
    path = folder / "train.py"
    (found,) = check(Source.from_bytes(str(path), path.read_bytes()), Settings(), Disk())
    assert found.fixes[0].applicability is Applicability.SAFE
    assert not any(edit.replacement == "0.0" for edit in found.fixes[0].edits)
