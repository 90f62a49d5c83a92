"""Names are spelled as the file spells them, with an import only where there is no shorter way."""

from __future__ import annotations

import libcst as cst
import pytest
from edited import applied, find_call, nodes_of, program_of

from xent_lint.fixes.spelling import flavour, flavour_of_file, spell, spell_module

LOSS = "losses.BinaryCrossentropy"

FLAVOURS = {
    "tf": ("import tensorflow as tf", "tf.keras.layers.Dense", "tensorflow.keras"),
    "tensorflow": ("import tensorflow", "tensorflow.keras.layers.Dense", "tensorflow.keras"),
    "submodule": ("import tensorflow.keras.layers", "tensorflow.keras.layers.Dense", "tensorflow.keras"),
    "keras of tf": ("from tensorflow import keras", "keras.layers.Dense", "tensorflow.keras"),
    "keras as keras": ("import tensorflow.keras as keras", "keras.layers.Dense", "tensorflow.keras"),
    "assigned": ("import tensorflow as tf\nkeras = tf.keras\nL = keras.layers", "L.Dense", "tensorflow.keras"),
    "class": ("from tensorflow.keras.layers import Dense", "Dense", "tensorflow.keras"),
    "class under another name": ("from tensorflow.keras.layers import Dense as D", "D", "tensorflow.keras"),
    "star": ("from tensorflow.keras.layers import *", "Dense", "tensorflow.keras"),
    "compat": ("import tensorflow.compat.v1 as tf", "tf.keras.layers.Dense", "tensorflow.compat.v1.keras"),
    "keras": ("import keras", "keras.layers.Dense", "keras"),
    "Keras 1": ("from keras.layers.core import Dense", "Dense", "keras"),
    "legacy": ("import tf_keras as keras", "keras.layers.Dense", "tf_keras"),
    "private": ("from keras.src.layers import Dense", "Dense", "keras"),
    "python": ("from tensorflow.python.keras.layers import Dense", "Dense", "tensorflow.python.keras"),
    "contrib": ("from tensorflow.contrib.keras import layers", "layers.Dense", "tensorflow.contrib.keras"),
    "alias of TensorFlow": ("import tensorflow as tf", "tf.losses.BinaryCrossentropy", "tensorflow.keras"),
    "snippet": ("", "keras.layers.Dense", "keras"),
    "snippet of tf": ("", "tf.keras.layers.Dense", "tensorflow.keras"),
    "handed on": ("from common import keras", "keras.layers.Dense", "common.keras"),
    "try": (
        "try:\n    import keras\nexcept ImportError:\n    from tensorflow import keras",
        "keras.layers.Dense",
        "keras | tensorflow.keras",
    ),
    "missing": ("try:\n    import keras\nexcept ImportError:\n    keras = None", "keras.layers.Dense", "keras"),
    "bound twice": ("import keras\nfrom tensorflow import keras", "keras.layers.Dense", None),
    "the same twice": ("import keras\nimport keras", "keras.layers.Dense", "keras"),
    "assigned again": ("import keras\nkeras = g()", "keras.layers.Dense", None),
    "a class of the file": ("import keras\nclass Dense(keras.layers.Dense): pass", "Dense", None),
    "a call": ("import keras", "g().layers.Dense", None),
    "no Keras": ("import tensorflow as tf", "tf.nn.softmax", None),
    "torch": ("from torch import nn", "nn.Linear", None),
}


@pytest.mark.parametrize(("imports", "text", "expected"), FLAVOURS.values(), ids=FLAVOURS)
def test_flavour(imports: str, text: str, expected: str | None) -> None:
    program = program_of(f"{imports}\nf({text}(1))\n")
    node = find_call(program).args[0].value
    assert flavour(program, node) == expected
    assert isinstance(node, cst.Call)
    assert flavour(program, node.func) == expected


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ("import tensorflow as tf", "tensorflow.keras"),
        ("import keras", "keras"),
        ("import keras\nfrom tensorflow.keras.layers import Dense", None),
        ("import os", None),
        ("import tensorflow as tf\nfrom wandb.keras import WandbCallback", "tensorflow.keras"),
        ("import tensorflow as tf\nfrom tensorflow.python.keras import layers", "tensorflow.python.keras"),
    ],
)
def test_flavour_of_file(imports: str, expected: str | None) -> None:
    assert flavour_of_file(program_of(imports)) == expected


VISIBLE = {
    "tf": ("import tensorflow as tf", "tensorflow.keras", "tf.keras.losses.BinaryCrossentropy"),
    "tensorflow": ("import tensorflow.keras.layers", "tensorflow.keras", f"tensorflow.keras.{LOSS}"),
    "keras": ("from tensorflow import keras", "tensorflow.keras", f"keras.{LOSS}"),
    "both": ("import tensorflow as tf\nfrom tensorflow import keras", "tensorflow.keras", f"keras.{LOSS}"),
    "losses": ("import tensorflow as tf\nfrom tensorflow.keras import losses", "tensorflow.keras", LOSS),
    "losses as": ("import keras.losses as KL", "keras", "KL.BinaryCrossentropy"),
    "private losses": ("from keras.src import losses", "keras", LOSS),
    "class": ("from keras.losses import BinaryCrossentropy", "keras", "BinaryCrossentropy"),
    "class as": ("from keras.losses import BinaryCrossentropy as BCE", "keras", "BCE"),
    "class, private": ("from keras.src.losses.losses import BinaryCrossentropy", "keras", "BinaryCrossentropy"),
    "class, assigned": ("import keras\nBCE = keras.losses.BinaryCrossentropy", "keras", "BCE"),
    "star": ("from keras.losses import *", "keras", "BinaryCrossentropy"),
    "assigned": ("import tensorflow as tf\nkeras = tf.keras", "tensorflow.keras", f"keras.{LOSS}"),
    "assigned twice over": (
        "import tensorflow as tf\nkeras = tf.keras\nL = keras.losses",
        "tensorflow.keras",
        "L.BinaryCrossentropy",
    ),
    "compat": ("import tensorflow.compat.v1 as tf", "tensorflow.compat.v1.keras", f"tf.keras.{LOSS}"),
    "handed on": ("from common import keras", "common.keras", f"keras.{LOSS}"),
    "not the metric": ("import keras\nfrom keras.metrics import BinaryCrossentropy", "keras", f"keras.{LOSS}"),
    "not another Keras": (
        "import tensorflow as tf\nfrom keras.losses import BinaryCrossentropy",
        "tensorflow.keras",
        f"tf.keras.{LOSS}",
    ),
    "try": (
        "try:\n    import keras\nexcept ImportError:\n    from tensorflow import keras",
        "keras | tensorflow.keras",
        f"keras.{LOSS}",
    ),
    "snippet": ("keras.Sequential()", "keras", f"keras.{LOSS}"),
    "snippet of tf": ("tf.keras.Sequential()", "tensorflow.keras", f"tf.keras.{LOSS}"),
    "rebound": (
        "import tensorflow as tf\nfrom tensorflow import keras\nkeras = 3",
        "tensorflow.keras",
        f"tf.keras.{LOSS}",
    ),
    "loop variable": (
        "import tensorflow as tf\nfrom tensorflow.keras import losses\nfor losses in x:\n    pass",
        "tensorflow.keras",
        f"tf.keras.{LOSS}",
    ),
}


@pytest.mark.parametrize(("imports", "root", "expected"), VISIBLE.values(), ids=VISIBLE)
def test_names_that_are_there_are_used(imports: str, root: str, expected: str) -> None:
    program = program_of(f"{imports}\nf(1)\n")
    found = spell(program, LOSS, root, find_call(program))
    assert found is not None
    assert (found.text, found.imports) == (expected, ())


IMPOSSIBLE = {
    "no Keras": ("f(1)\n", "keras"),
    "another Keras": ("from keras.layers import Dense\nf(1)\n", "tensorflow.keras"),
    "after its use": ("f(1)\nimport keras\n", "keras"),
    "both names are taken": (
        "from keras.layers import Dense\nBinaryCrossentropy = 1\ndef g(losses):\n    f(1)\n",
        "keras",
    ),
    "in another function": ("def g():\n    from keras.layers import Dense\nf(1)\n", "keras"),
    "handed on": ("from common.keras import layers\nf(1)\n", "common.keras"),
    "one arm only": (
        "try:\n    from keras.layers import Dense\nexcept ImportError:\n    pass\nf(1)\n",
        "keras | tf_keras",
    ),
}


@pytest.mark.parametrize(("before", "root"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_there_is_no_honest_way(before: str, root: str) -> None:
    program = program_of(before)
    assert spell(program, LOSS, root, find_call(program)) is None


SHADOWED = {
    "parameter": "def g(keras):\n    f(1)",
    "keyword-only parameter": "def g(*, keras):\n    f(1)",
    "local": "def g():\n    keras = 1\n    f(1)",
    "local afterwards": "def g():\n    f(1)\n    keras = 1",
    "local of the function around": "def g():\n    keras = 1\n    def h():\n        f(1)",
    "lambda": "g = lambda keras: f(1)",
    "comprehension": "[f(1) for keras in x]",
    "loop": "def g():\n    for keras in x:\n        f(1)",
    "with": "def g():\n    with x as (keras, y):\n        f(1)",
    "except": "def g():\n    try:\n        pass\n    except E as keras:\n        f(1)",
    "walrus": "def g():\n    if (keras := x):\n        f(1)",
    "walrus in a comprehension": "def g():\n    [(keras := y) for y in x]\n    f(1)",
    "match": "def g():\n    match x:\n        case [keras]:\n            f(1)",
    "delete": "def g():\n    del keras\n    f(1)",
    "function": "def g():\n    def keras(): pass\n    f(1)",
    "class": "def g():\n    class keras: pass\n    f(1)",
    "class body": "class A:\n    keras = 1\n    f(1)",
    "augmented": "def g():\n    keras += 1\n    f(1)",
    "global": "def g():\n    global keras\n    keras = 1\ndef h():\n    f(1)",
    "several targets": "def g():\n    a = keras = 1\n    f(1)",
}


@pytest.mark.parametrize("code", SHADOWED.values(), ids=SHADOWED)
def test_a_shadowed_name_is_not_used(code: str) -> None:
    program = program_of(f"import tensorflow as tf\nfrom tensorflow import keras\n{code}\n")
    found = spell(program, LOSS, "tensorflow.keras", find_call(program))
    assert found is not None
    assert found.text == f"tf.keras.{LOSS}"


NOT_SHADOWED = {
    "attribute of the class": "class A:\n    keras = 1\n    def g(self):\n        f(1)",
    "another function": "def g(keras): pass\nf(1)",
    "default": "def g(keras=f(1)): pass",
    "comprehension elsewhere": "[keras for keras in x]\nf(1)",
    "lambda elsewhere": "g = lambda keras: 1\nf(1)",
    "before the import is read": "def g():\n    f(1)",
}


@pytest.mark.parametrize("code", NOT_SHADOWED.values(), ids=NOT_SHADOWED)
def test_the_same_name_elsewhere_is_no_shadow(code: str) -> None:
    program = program_of(f"import tensorflow as tf\nfrom tensorflow import keras\n{code}\n")
    found = spell(program, LOSS, "tensorflow.keras", find_call(program))
    assert found is not None
    assert found.text == f"keras.{LOSS}"


MODULES = {
    "tf": ("import tensorflow as tf\nf(1)\n", "tensorflow.nn.sigmoid", "tf.nn.sigmoid", None),
    "compat": ("import tensorflow.compat.v1 as tf\nf(1)\n", "tensorflow.nn.sigmoid", "tf.nn.sigmoid", None),
    "nn": ("from tensorflow import nn\nf(1)\n", "tensorflow.nn.sigmoid", "nn.sigmoid", None),
    "snippet": ("tf.nn.relu(1)\nf(1)\n", "tensorflow.nn.sigmoid", "tf.nn.sigmoid", None),
    "versions": (
        "try:\n    import tensorflow.compat.v1 as tf\nexcept ImportError:\n    import tensorflow as tf\nf(1)\n",
        "tensorflow.nn.sigmoid",
        "tf.nn.sigmoid",
        None,
    ),
    "np": ("import numpy as np\nf(1)\n", "numpy.exp", "np.exp", None),
    "numpy": ("import numpy\nf(1)\n", "numpy.exp", "numpy.exp", None),
    "imported": (
        "from tensorflow.keras.layers import Dense\nf(1)\n",
        "tensorflow.nn.sigmoid",
        "tf.nn.sigmoid",
        "from tensorflow.keras.layers import Dense\nimport tensorflow as tf\nf(1)\n",
    ),
    "imported, name taken": (
        "from tensorflow.keras.layers import Dense\ntf = 1\nf(1)\n",
        "tensorflow.nn.sigmoid",
        "tensorflow.nn.sigmoid",
        "from tensorflow.keras.layers import Dense\nimport tensorflow\ntf = 1\nf(1)\n",
    ),
}


@pytest.mark.parametrize(("before", "dotted", "text", "after"), MODULES.values(), ids=MODULES)
def test_names_of_other_modules(before: str, dotted: str, text: str, after: str | None) -> None:
    program = program_of(before)
    found = spell_module(program, dotted, find_call(program))
    assert found is not None
    assert found.text == text
    assert applied(program, found.imports) == (after or before)


@pytest.mark.parametrize("text", ["f(1)", "import keras\nf(1)", "import torch\nf(1)"])
def test_no_name_of_a_module_that_the_file_does_not_have(text: str) -> None:
    program = program_of(text)
    assert spell_module(program, "tensorflow.nn.sigmoid", find_call(program)) is None


def test_in_an_old_file_the_flavour_of_the_head_serves() -> None:
    program = program_of(
        "from keras.models import Sequential\nfrom keras.layers.core import Dense, Activation\n"
        "model = Sequential([Dense(1), Activation('sigmoid')])\nf(model)\n"
    )
    calls = [node for node in nodes_of(program) if isinstance(node, cst.Call)]
    root = flavour(program, calls[1])
    assert root == "keras"
    found = spell(program, "layers.Activation", root, calls[-1])
    assert found is not None
    assert (found.text, found.imports) == ("Activation", ())
