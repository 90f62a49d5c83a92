"""What a file has no name for is imported beside its kin."""

from __future__ import annotations

import json

import pytest
from edited import applied, find_call, program_of

from xent_lint.fixes.spelling import Spelling, spell

LOSS = "losses.BinaryCrossentropy"

NEW_LINES = {
    "below its kin": (
        "keras",
        "BinaryCrossentropy",
        """
from keras.layers import Dense
+from keras.losses import BinaryCrossentropy
import os
f(1)
""",
    ),
    "below the last of its kin": (
        "keras",
        "BinaryCrossentropy",
        """
'''Doc.'''
from __future__ import annotations
from keras.layers import Dense
from keras.models import Model  # c
+from keras.losses import BinaryCrossentropy
f(1)
""",
    ),
    "Keras 1": (
        "keras",
        "BinaryCrossentropy",
        """
from keras.layers.core import Dense
+from keras.losses import BinaryCrossentropy
f(1)
""",
    ),
    "a module that is no attribute": (
        "tensorflow.python.keras",
        "BinaryCrossentropy",
        """
import tensorflow as tf
from tensorflow.python.keras.layers import Dense
+from tensorflow.python.keras.losses import BinaryCrossentropy
f(1)
""",
    ),
    "not in an import with parentheses": (
        "keras",
        "BinaryCrossentropy",
        """
from keras.losses import (
    MeanSquaredError,
)
+from keras.losses import BinaryCrossentropy
f(1)
""",
    ),
    "not in an import with a comment": (
        "keras",
        "BinaryCrossentropy",
        """
from keras.losses import MeanSquaredError  # c
+from keras.losses import BinaryCrossentropy
f(1)
""",
    ),
    "the name is taken": (
        "keras",
        LOSS,
        """
from keras.layers import Dense
from keras.metrics import BinaryCrossentropy
+from keras import losses
f(1)
""",
    ),
    "in try": (
        "keras",
        "BinaryCrossentropy",
        """
try:
    from keras.layers import Dense
+    from keras.losses import BinaryCrossentropy
except ImportError:
    raise
f(1)
""",
    ),
    "in both arms": (
        "keras | tensorflow.keras",
        "BinaryCrossentropy",
        """
try:
    from keras.layers import Dense
+    from keras.losses import BinaryCrossentropy
except ImportError:
    from tensorflow.keras.layers import Dense
+    from tensorflow.keras.losses import BinaryCrossentropy
f(1)
""",
    ),
    "not in an arm": (
        "keras",
        "BinaryCrossentropy",
        """
from keras.layers import Dense
+from keras.losses import BinaryCrossentropy
if x:
    from keras.models import Model
f(1)
""",
    ),
    "in with": (
        "keras",
        "BinaryCrossentropy",
        """
with warnings.catch_warnings():
    from keras.layers import Dense
+    from keras.losses import BinaryCrossentropy
f(1)
""",
    ),
    "in a function": (
        "keras",
        "BinaryCrossentropy",
        """
def g():
\tfrom keras.layers import Dense
+\tfrom keras.losses import BinaryCrossentropy
\tf(1)
""",
    ),
    "before its use": (
        "keras",
        "BinaryCrossentropy",
        """
from keras.layers import Dense
+from keras.losses import BinaryCrossentropy
f(1)
from keras.models import Model
""",
    ),
    "not for type checkers": (
        "keras",
        "BinaryCrossentropy",
        """
from keras.layers import Dense
+from keras.losses import BinaryCrossentropy
if TYPE_CHECKING:
    from keras.losses import BinaryCrossentropy
f(1)
""",
    ),
}
"""The lines with a plus are those that come."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("root", "text", "lines"), NEW_LINES.values(), ids=NEW_LINES)
def test_what_is_not_there_is_imported(root: str, text: str, lines: str, newline: str) -> None:
    rows = lines.splitlines()[1:]
    before = "".join(f"{row}{newline}" for row in rows if not row.startswith("+"))
    after = "".join(f"{row.removeprefix('+')}{newline}" for row in rows)
    program = program_of(before)
    found = spell(program, LOSS, root, find_call(program))
    assert found is not None
    assert found.text == text
    assert applied(program, found.imports) == after


GROWN = {
    "the same module": (
        "from keras.losses import MeanSquaredError\nfrom keras.layers import Dense",
        "from keras.losses import MeanSquaredError, BinaryCrossentropy\nfrom keras.layers import Dense",
        "BinaryCrossentropy",
    ),
    "modules": ("from keras import layers, models", "from keras import layers, models, losses", LOSS),
    "a block on one line": (
        "if 1: from keras.layers import Dense",
        "if 1: from keras.layers import Dense; from keras.losses import BinaryCrossentropy",
        "BinaryCrossentropy",
    ),
    "several on a line": (
        "from keras.layers import Dense; import os",
        "from keras.layers import Dense; from keras.losses import BinaryCrossentropy; import os",
        "BinaryCrossentropy",
    ),
}


@pytest.mark.parametrize(("before", "after", "text"), GROWN.values(), ids=GROWN)
def test_an_import_grows(before: str, after: str, text: str) -> None:
    program = program_of(f"{before}\nf(1)\n")
    found = spell(program, LOSS, "keras", find_call(program))
    assert found is not None
    assert found.text == text
    assert applied(program, found.imports) == f"{after}\nf(1)\n"


def test_two_names_of_one_fix_do_not_collide() -> None:
    program = program_of("from keras.layers import Dense\nf(1)\n")
    call = find_call(program)
    spelling = Spelling(program)
    loss = spelling.keras(LOSS, "keras", call)
    assert loss is not None
    metric = spelling.keras("metrics.BinaryCrossentropy", "keras", call, also=[loss])
    assert metric is not None
    assert (loss.text, metric.text) == ("BinaryCrossentropy", "metrics.BinaryCrossentropy")
    edits = dict.fromkeys([*loss.imports, *metric.imports])
    assert applied(program, edits) == (
        "from keras.layers import Dense\nfrom keras.losses import BinaryCrossentropy\nfrom keras import metrics\nf(1)\n"
    )
    again = spelling.keras(LOSS, "keras", call, also=[loss, metric])
    assert again == loss


def test_in_a_notebook_the_import_goes_into_the_cell_of_its_kin() -> None:
    cells = ["%matplotlib inline\nimport os", "from keras.layers import Dense", "import sys", "f(1)"]
    notebook = {"cells": [{"cell_type": "code", "source": cell} for cell in cells], "metadata": {}}
    program = program_of(json.dumps(notebook), "a.ipynb")
    found = spell(program, LOSS, "keras", find_call(program))
    assert found is not None
    (edit,) = found.imports
    assert (edit.span.cell, edit.span.start.row, edit.span.start.column) == (2, 1, 30)
    assert edit.replacement == "\nfrom keras.losses import BinaryCrossentropy"
