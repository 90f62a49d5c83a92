"""What a fix takes away takes its import along, unless something else still speaks of it."""

from __future__ import annotations

from xent_lint.check import check
from xent_lint.files import Disk
from xent_lint.fixing import fix
from xent_lint.settings import Settings
from xent_lint.source import Source

MODEL = """
model = Sequential()
model.add(Dense(1))
model.add(Activation("sigmoid"))
model.compile(loss="binary_crossentropy")
"""


def fixed_imports(imports: str, more: str = "", filename: str = "m.py") -> str:
    """The imports of a program after its fix."""
    result = fix(Source(filename, imports + MODEL + more), Settings(), Disk(), check, unsafe=True)
    assert 'Activation("sigmoid")' not in result.source.text
    return result.source.text[: result.source.text.index("\nmodel = Sequential()")]


IMPORTS = "import keras\nfrom keras.models import Sequential\nfrom keras.layers import Dense, Activation\n"


def test_one_of_several_names() -> None:
    assert fixed_imports(IMPORTS) == IMPORTS.replace("Dense, Activation", "Dense")


def test_a_statement_of_its_own() -> None:
    imports = "import keras\nfrom keras.models import Sequential\nfrom keras.layers import Activation\n"
    alone = imports + "from keras.layers import Dense\n"
    assert fixed_imports(alone) == alone.replace("from keras.layers import Activation\n", "")


def test_in_parentheses() -> None:
    imports = IMPORTS.replace("Dense, Activation", "(\n    Dense,\n    Activation,\n)")
    assert fixed_imports(imports) == IMPORTS.replace("Dense, Activation", "(\n    Dense,\n)")


def test_beside_new_imports() -> None:
    without_keras = IMPORTS.replace("import keras\n", "")
    expected = without_keras.replace("Dense, Activation", "Dense") + "from keras.losses import BinaryCrossentropy\n"
    assert fixed_imports(without_keras) == expected


def test_what_is_used_elsewhere_stays() -> None:
    assert fixed_imports(IMPORTS, 'other = Activation("relu")\n') == IMPORTS


def test_what_a_string_names_stays() -> None:
    assert fixed_imports(IMPORTS, '__all__ = ["Activation"]\n') == IMPORTS


def test_a_package_hands_its_imports_on() -> None:
    assert fixed_imports(IMPORTS, filename="package/__init__.py") == IMPORTS


def test_an_import_with_a_comment_stays() -> None:
    imports = IMPORTS.replace("Dense, Activation", "Activation  # noqa: F401") + "from keras.layers import Dense\n"
    assert fixed_imports(imports) == imports
