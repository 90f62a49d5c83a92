"""First-party imports: what other files of the project define is known in the file that is checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

import xent_lint
from xent_lint.check import check
from xent_lint.diagnostics import Diagnostic
from xent_lint.settings import Settings
from xent_lint.source import Source

IMPORT = "import keras\nfrom keras import layers\n"
MODEL = IMPORT + 'def build():\n    return keras.Sequential([layers.Dense(5, activation="softmax")])\n'
ON_LOGITS = "loss=keras.losses.CategoricalCrossentropy(from_logits=True)"
COMPILE = f"import keras\nmodel.compile({ON_LOGITS})\n"
TRAIN = IMPORT + "model = keras.Sequential([layers.Dense(5, activation='softmax')])\n"


class Folder:
    """Files in a dict; counts what is read."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        self.read_names: list[str] = []

    def read(self, path: str) -> bytes:
        """See FileReader."""
        self.read_names.append(path)
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return path in self._files


def found_in(name: str, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
    """The findings in one of the files."""
    folder = Folder(files)
    return check(Source.from_bytes(name, folder.read(name)), Settings(), folder)


def codes(name: str, files: Mapping[str, str | bytes]) -> list[str]:
    """Row and code of each finding in one of the files."""
    return [f"{each.span.start.row} {each.code}" for each in found_in(name, files)]


@pytest.mark.parametrize(
    "imports",
    [
        "from net import build\nmodel = build()",
        "import net\nmodel = net.build()",
        "import net as n\nmodel = n.build()",
        "from net import build as make\nmodel = make()",
        "from net import *\nmodel = build()",
        "from .net import build\nmodel = build()",
        "from . import net\nmodel = net.build()",
        "from . import net as n\nmodel = n.build()",
        "import importlib, net\nmodel = getattr(net, 'build')()",
        "def main():\n    from net import build\n    return build()\nmodel = main()",
        "try:\n    from net import build\nexcept ImportError:\n    raise\nmodel = build()",
    ],
)
def test_a_file_beside_it(imports: str) -> None:
    rows = imports.count("\n") + 3
    assert codes("train.py", {"net.py": MODEL, "train.py": f"{imports}\n{COMPILE}"}) == [f"{rows} XEN102"]


@pytest.mark.parametrize(
    ("importer", "imports"),
    [
        ("train.py", "from models.net import build\nmodel = build()"),
        ("train.py", "import models.net\nmodel = models.net.build()"),
        ("train.py", "import models.net as m\nmodel = m.build()"),
        ("train.py", "from models import net\nmodel = net.build()"),
        ("train.py", "from .models.net import build\nmodel = build()"),
        ("scripts/train.py", "from models.net import build\nmodel = build()"),
        ("scripts/train.py", "from ..models.net import build\nmodel = build()"),
        ("scripts/train.py", "from ..models import net\nmodel = net.build()"),
        ("scripts/deep/er/train.py", "from models.net import build\nmodel = build()"),
        ("scripts/deep/er/train.py", "from ....models.net import build\nmodel = build()"),
        ("models/train.py", "from models.net import build\nmodel = build()"),
        ("models/train.py", "from .net import build\nmodel = build()"),
        ("models/train.py", "from . import net\nmodel = net.build()"),
    ],
)
@pytest.mark.parametrize("package", [True, False])
def test_packages(importer: str, imports: str, package: bool) -> None:
    files = {"models/net.py": MODEL, importer: f"{imports}\n{COMPILE}"}
    if package:
        files["models/__init__.py"] = ""
    assert codes(importer, files) == ["4 XEN102"]


@pytest.mark.parametrize(
    ("package", "imports"),
    [
        ("from .net import build\n", "from models import build\nmodel = build()"),
        ("from .net import *\n", "from models import build\nmodel = build()"),
        ("from .net import *\n", "from models import *\nmodel = build()"),
        ("from models.net import build\n", "import models\nmodel = models.build()"),
        ("from . import net\nbuild = net.build\n", "from models import build\nmodel = build()"),
        ("from .net import build as make\n__all__ = ['make']\n", "from models import make\nmodel = make()"),
        ("from . import net\n", "import models\nmodel = models.net.build()"),
        ("", "import models.net\nmodel = models.net.build()"),
        ("from .net import build\nBUILDERS = {'net': build}\n", "import models\nmodel = models.BUILDERS['net']()"),
    ],
)
def test_what_a_package_hands_on(package: str, imports: str) -> None:
    files = {"models/__init__.py": package, "models/net.py": MODEL, "train.py": f"{imports}\n{COMPILE}"}
    assert codes("train.py", files) == ["4 XEN102"]


def test_a_package_goes_before_a_plain_module() -> None:
    files = {
        "net.py": MODEL.replace('"softmax"', "None"),
        "net/__init__.py": MODEL,
        "train.py": f"from net import build\nmodel = build()\n{COMPILE}",
    }
    assert codes("train.py", files) == ["4 XEN102"]


def test_the_nearest_file_goes_before_one_further_up() -> None:
    files = {
        "net.py": MODEL.replace('"softmax"', "None"),
        "scripts/net.py": MODEL,
        "scripts/train.py": f"from net import build\nmodel = build()\n{COMPILE}",
    }
    assert codes("scripts/train.py", files) == ["4 XEN102"]


def test_a_cycle_is_followed_as_far_as_it_goes() -> None:
    files = {
        "a.py": IMPORT + f"from b import build\nFROM_LOGITS = True\nmodel = build()\nmodel.compile({ON_LOGITS})\n",
        "b.py": IMPORT + "import a\nfrom a import FROM_LOGITS\n" + MODEL,
    }
    assert codes("a.py", files) == ["6 XEN102"]
    assert codes("b.py", files) == []


def test_cycles_end() -> None:
    files = {"a.py": "from b import *\nfrom a import y\n", "b.py": "from c import *\n", "c.py": "from a import *\n"}
    for name in files:
        assert codes(name, {**files, name: files[name] + f"model = build()\n{COMPILE}"}) == []


def test_a_file_that_imports_itself() -> None:
    text = f"import me\nfrom me import build\nmodel = build()\n{COMPILE}"
    assert codes("me.py", {"me.py": text}) == []


@pytest.mark.parametrize(
    ("module", "row"),
    [
        ("ACTIVATION = 'softmax'\n", True),
        ("ACTIVATION = None\n", False),
        ("class Config:\n    activation = 'softmax'\nACTIVATION = Config.activation\n", True),
        ("ACTIVATION = os.environ['ACT']\n", False),
        ("ACTIVATION = None\nif cfg.soft:\n    ACTIVATION = 'softmax'\n", False),
        ("def choose():\n    return 'softmax'\nACTIVATION = choose()\n", True),
    ],
)
def test_settings_in_another_file(module: str, row: bool) -> None:
    train = IMPORT + "import settings\nmodel = keras.Sequential([layers.Dense(5, activation=settings.ACTIVATION)])\n"
    files = {"settings.py": module, "train.py": f"{train}{COMPILE}"}
    assert codes("train.py", files) == (["6 XEN102"] if row else [])


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"net.py": "def build(:\n"},
        {"net.py": b"\xff\xfe\x00"},
        {"net.py": "(" * 5000},
        {"net.py": ""},
        {"net.py": f"# {'x' * 400_000}\n{MODEL}"},
        {"net.py": "from missing import build\n"},
        {"net.py": "raise SystemExit\n" + MODEL},
        {"net.pyx": MODEL},
        {"other/net.py": MODEL},
    ],
)
@pytest.mark.parametrize("imports", ["from net import build", "from .net import build", "from net import *"])
def test_modules_that_are_missing_or_broken(broken: Mapping[str, str | bytes], imports: str) -> None:
    files = {**broken, "train.py": f"{imports}\nmodel = build()\n{COMPILE}"}
    assert codes("train.py", files) == []


def test_the_rest_of_the_file_is_judged_when_an_import_is_broken() -> None:
    train = (
        f"from net import build\n{IMPORT}model = keras.Sequential([layers.Dense(5, activation='softmax')])\n{COMPILE}"
    )
    assert codes("train.py", {"net.py": "def (", "train.py": train}) == ["6 XEN102"]


SPIN = "x = 0\nfor n in range(24):\n" + "    x = f(x) + g(x)\n" * 200
"""More steps than an imported file is given."""


def test_a_module_that_uses_up_its_budget_stays_unknown() -> None:
    files = {"net.py": MODEL + SPIN, "train.py": f"from net import build\nmodel = build()\n{COMPILE}"}
    assert codes("train.py", files) == []
    light = MODEL + SPIN.replace("range(24)", "range(2)")
    assert codes("train.py", {**files, "net.py": light}) == ["4 XEN102"]


def test_a_heavy_module_leaves_the_checked_file_its_budget() -> None:
    train = f"import spin\n{TRAIN}{COMPILE}"
    assert codes("train.py", {"spin.py": SPIN, "train.py": train}) == ["6 XEN102"]


def test_many_modules_end() -> None:
    files = {f"m{n}.py": f"from m{n + 1} import build\n" for n in range(200)} | {"m200.py": MODEL}
    assert codes("train.py", {**files, "train.py": f"from m0 import build\nmodel = build()\n{COMPILE}"}) == []
    assert codes("train.py", {**files, "train.py": f"from m190 import build\nmodel = build()\n{COMPILE}"}) == [
        "4 XEN102"
    ]


def notebook(*cells: str) -> bytes:
    """A notebook of code cells."""
    made = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_a_notebook_imports_modules() -> None:
    files: dict[str, str | bytes] = {
        "src/net.py": MODEL,
        "src/nb.ipynb": notebook("%matplotlib inline\nfrom net import build", "model = build()", COMPILE),
    }
    (found,) = found_in("src/nb.ipynb", files)
    assert (found.code, found.span.cell, found.span.start.row) == ("XEN102", 3, 2)
    assert {(each.span.filename, each.span.cell) for each in found.related} == {
        ("src/net.py", None),
        ("src/nb.ipynb", 3),
    }


def test_a_head_in_another_file_is_named_with_its_file() -> None:
    train = f"from models.net import build\nmodel = build()\n{COMPILE}"
    (found,) = found_in("train.py", {"models/net.py": "\n\n" + MODEL, "train.py": train})
    assert found.message == (
        "softmax head (models/net.py, line 6) given to CategoricalCrossentropy(from_logits=True): softmax is applied"
        ' twice, unless Keras on TensorFlow recovers the logits; remove activation="softmax"'
    )
    assert (found.span.filename, found.span.start.row, found.span.start.column) == ("train.py", 4, 19)
    head, layer, compiled = found.related
    assert (head.span.filename, head.span.start.row, head.span.start.column) == ("models/net.py", 6, 45)
    assert (layer.span.filename, layer.span.start.row) == ("models/net.py", 6)
    assert (compiled.span.filename, compiled.span.start.row) == ("train.py", 4)


CE = "import keras\nce = keras.losses.CategoricalCrossentropy(from_logits=True)\n"


@pytest.mark.parametrize(
    ("module", "loss"),
    [
        (CE, "m.ce"),
        (CE + "ALL = {'ce': ce}\n", "m.ALL['ce']"),
        (CE + "def choose(name):\n    return {'ce': ce, 'kl': 'kld'}[name]\n", "m.choose('ce')"),
        (
            "import keras\ndef loss(logits):\n    return keras.losses.CategoricalCrossentropy(from_logits=logits)\n",
            "m.loss(True)",
        ),
        (
            "import functools, keras\n"
            "loss = functools.partial(keras.losses.categorical_crossentropy, from_logits=True)\n",
            "m.loss",
        ),
        ("FROM_LOGITS = True\n", "keras.losses.CategoricalCrossentropy(from_logits=m.FROM_LOGITS)"),
        (CE, "[m.ce]"),
        (CE, "{'out': m.ce}"),
    ],
)
def test_a_loss_in_another_file(module: str, loss: str) -> None:
    """The finding is in the file that brings head and loss together, also when that file names no loss itself."""
    (found,) = found_in("train.py", {"m.py": module, "train.py": f"import m\n{TRAIN}model.compile(loss={loss})\n"})
    assert (found.code, found.span.filename, found.span.start.row) == ("XEN102", "train.py", 5)
    assert found.span.end.column - found.span.start.column in (len(loss), len("m.ce"))


@pytest.mark.parametrize("call", ["value = m.ce(y, model(x))", "model.compile('adam', m.ce)"])
def test_a_loss_in_another_file_that_is_called_or_given_by_position(call: str) -> None:
    assert codes("train.py", {"m.py": CE, "train.py": f"import m\n{TRAIN}{call}\n"}) == ["5 XEN102"]


def test_metrics_in_another_file() -> None:
    module = "import keras\nauc = keras.metrics.AUC()\nMETRICS = ['accuracy', auc]\n"
    train = f"import m\n{TRAIN.replace('5', '1').replace('softmax', 'linear')}"
    loss = "loss=keras.losses.BinaryCrossentropy(from_logits=True)"
    for metrics, count in (("[m.auc]", 1), ("['accuracy', m.auc]", 2)):
        files = {"m.py": module, "train.py": f"{train}model.compile({loss}, metrics={metrics})\n"}
        assert codes("train.py", files) == ["5 XEN301"] * count


LOSS_FUNCTION = """\
import keras

def loss(y_true, y_pred):
    return keras.ops.categorical_crossentropy(y_true, y_pred, from_logits=True)
"""

LOSS_CLASS = """\
import keras

class Loss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return keras.ops.categorical_crossentropy(y_true, y_pred, from_logits=True)
"""


def test_a_right_pair_inside_a_custom_loss_of_another_file() -> None:
    for module, loss in ((LOSS_FUNCTION, "m.loss"), (LOSS_CLASS, "m.Loss()")):
        train = f"import m\n{TRAIN.replace('softmax', 'linear')}model.compile(loss={loss})\n"
        assert codes("train.py", {"m.py": module, "train.py": train}) == []


@pytest.mark.parametrize(("module", "loss"), [(LOSS_FUNCTION, "m.loss"), (LOSS_CLASS, "m.Loss()")])
def test_a_wrong_pair_inside_a_custom_loss_of_another_file(module: str, loss: str) -> None:
    """The loss is right by itself, and the head is wrong for it: it is said in the file that brings them together."""
    (found,) = found_in("train.py", {"m.py": module, "train.py": f"import m\n{TRAIN}model.compile(loss={loss})\n"})
    assert (found.code, found.span.filename, found.span.start.row) == ("XEN102", "train.py", 5)
    assert "m.py" in {each.span.filename for each in found.related}


TRAINER = """\
import keras

class Trainer:
    def __init__(self, model):
        self.model = model
        self.loss = keras.losses.CategoricalCrossentropy(from_logits=True)

    def prepare(self):
        self.model.compile(loss=self.loss)
"""


def test_a_trainer_in_another_file() -> None:
    train = f"from m import Trainer\n{TRAIN}trainer = Trainer(model)\ntrainer.prepare()\n"
    (found,) = found_in("train.py", {"m.py": TRAINER, "train.py": train})
    assert (found.code, found.span.filename) == ("XEN102", "train.py")


def test_a_model_class_in_another_file() -> None:
    module = """\
import keras

class Net(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.out = keras.layers.Dense(classes, activation="softmax")

    def call(self, x):
        return self.out(x)
"""
    train = f"from m import Net\nmodel = Net(5)\n{COMPILE}"
    (found,) = found_in("train.py", {"m.py": module, "train.py": train})
    assert (found.code, found.span.start.row) == ("XEN102", 4)
    assert "(m.py, line 6)" in found.message
    derived = f"import keras, m\nclass Mine(m.Net):\n    pass\nmodel = Mine(5)\n{COMPILE}"
    assert codes("train.py", {"m.py": module, "train.py": derived}) == ["6 XEN102"]


def test_a_finding_of_the_other_file_stays_there() -> None:
    wrong = MODEL + f"model = build()\nmodel.compile({ON_LOGITS})\n"
    train = "from net import build, model\nimport keras\nmodel.fit(x, y)\nkeras.losses.Dice()(y, build()(x))\n"
    files = {"net.py": wrong, "train.py": train}
    assert codes("train.py", files) == []
    assert codes("net.py", files) == ["6 XEN102"]


def test_the_main_part_of_an_imported_file_is_not_run() -> None:
    module = MODEL + "ACT = None\nif __name__ == '__main__':\n    ACT = 'softmax'\n    build = None\n"
    train = (
        IMPORT + f"from net import ACT, build\nmodel = keras.Sequential([layers.Dense(5, activation=ACT)])\n{COMPILE}"
    )
    assert codes("train.py", {"net.py": module, "train.py": train}) == []
    assert codes("train.py", {"net.py": module, "train.py": f"from net import build\nmodel = build()\n{COMPILE}"}) == [
        "4 XEN102"
    ]


def test_the_main_part_of_the_checked_file_is_run() -> None:
    train = f"from net import build\nif __name__ == '__main__':\n    model = build()\n    model.compile({ON_LOGITS})\n"
    assert codes("train.py", {"net.py": MODEL, "train.py": f"import keras\n{train}"}) == ["5 XEN102"]


def test_two_files_import_the_same_module() -> None:
    files = {
        "net.py": MODEL,
        "a.py": "from net import build\nmodel = build()\n",
        "b.py": "from net import build as make\nother = make()\n",
        "train.py": f"import keras\nimport a, b\na.model.compile({ON_LOGITS})\nb.other.compile({ON_LOGITS})\n",
    }
    folder = Folder(files)
    found = check(Source("train.py", files["train.py"]), Settings(), folder)
    assert [(each.span.start.row, each.code) for each in found] == [(3, "XEN102"), (4, "XEN102")]
    assert {each.span.filename for diagnostic in found for each in diagnostic.related} == {"net.py", "train.py"}
    assert [f"from {each}" for each in folder.read_names].count("from a.py") == 1


def test_a_shared_model_is_one_model() -> None:
    files = {
        "net.py": IMPORT + "model = keras.Sequential([layers.Dense(5)])\n",
        "tail.py": "from net import model\nfrom keras import layers\nmodel.add(layers.Softmax())\n",
        "train.py": f"import tail\nfrom net import model\n{COMPILE}",
        "other.py": f"from net import model\n{COMPILE}",
    }
    assert codes("train.py", files) == ["4 XEN102"]
    assert codes("other.py", files) == []


def test_a_file_named_like_a_library_does_not_hide_it() -> None:
    train = TRAIN + COMPILE
    assert codes("train.py", {"keras.py": "", "tensorflow.py": "", "train.py": train}) == ["5 XEN102"]


def test_without_files_other_modules_are_unknown() -> None:
    train = f"from net import build\nmodel = build()\n{COMPILE}"
    assert check(Source("train.py", train), Settings()) == []


def test_nothing_is_read_for_a_file_that_concerns_nobody() -> None:
    folder = Folder({"net.py": MODEL, "main.py": "import net\nprint(net)\n"})
    assert check(Source("main.py", "import net\nprint(net)\n"), Settings(), folder) == []
    assert folder.read_names == []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package and a script on the disk."""
    files = {
        "models/__init__.py": "from .net import build\n",
        "models/net.py": MODEL,
        "train.py": f"from models import build\nmodel = build()\n{COMPILE}",
        "scripts/again.py": f"from models.net import build\nmodel = build()\n{COMPILE}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A module of Python as a command."""
    environment = {**os.environ, "PYTHONPATH": str(Path(xent_lint.__file__).parents[1])}
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, timeout=60, env=environment)


PLACES = ["scripts/again.py:4:20: XEN102 ", "train.py:4:20: XEN102 "]


def test_flake8_resolves_them(project: Path) -> None:
    ended = run("flake8", "--isolated", "--select", "XEN", "-j1", ".")
    assert (ended.stderr, ended.returncode) == ("", 1)
    lines = sorted(line.removeprefix("./") for line in ended.stdout.splitlines())
    assert [line[: len(place)] for line, place in zip(lines, PLACES, strict=True)] == PLACES
    assert all("models/net.py, line 4)" in line for line in lines)


def test_flake8_resolves_them_for_one_file(project: Path) -> None:
    ended = run("flake8", "--isolated", "--select", "XEN", str(project / "train.py"))
    assert (ended.stderr, len(ended.stdout.splitlines())) == ("", 1)


def test_the_command_resolves_them(project: Path) -> None:
    ended = run("xent_lint.adapters.cli", "check", "--output-format", "concise", ".")
    assert (ended.stderr, ended.returncode) == ("", 1)
    lines = [line for line in ended.stdout.splitlines() if "XEN102" in line]
    assert [line[: len(place)] for line, place in zip(lines, PLACES, strict=True)] == PLACES
    assert all("(models/net.py, line 4)" in line for line in lines)


def test_the_command_shows_the_other_file(project: Path) -> None:
    ended = run("xent_lint.adapters.cli", "check", "train.py")
    assert 'return keras.Sequential([layers.Dense(5, activation="softmax")])' in ended.stdout
    assert "models/net.py" in ended.stdout
