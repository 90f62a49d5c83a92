"""First-party imports: what other files of the project define is known in the file that is checked."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from project_files import COMPILE, IMPORT, MODEL, ON_LOGITS, TRAIN, Folder, codes, found_in

from xent_lint.check import check
from xent_lint.settings import Settings
from xent_lint.source import Source


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


def test_the_project_above_the_current_folder_is_seen_too() -> None:
    train = f"from net.parts import build\nmodel = build()\n{COMPILE}"
    assert codes("train.py", {"train.py": train, "../net/parts.py": MODEL}) == ["4 XEN102"]
    assert codes("train.py", {"train.py": train.replace("net.parts", "..parts"), "../parts.py": MODEL}) == ["4 XEN102"]


def test_a_file_whose_imports_use_up_its_steps_is_judged_alone() -> None:
    lines = "".join(f"            x = [x, {number}, [y, {number}]]\n" for number in range(100))
    heavy = f"def burn(x):\n    for y in range(20):\n        for z in range(10):\n{lines}    return x\n"
    train = f"{IMPORT}from heavy import burn\ndef main(x):\n    burn(x)\n" + "".join(
        f"    {line}\n" for line in (TRAIN.splitlines()[-1], COMPILE.splitlines()[-1])
    )
    assert codes("train.py", {"train.py": train}) == ["7 XEN102"]
    assert codes("train.py", {"train.py": train, "heavy.py": heavy}) == ["7 XEN102"]


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
