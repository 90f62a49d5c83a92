"""Lints small programs and says what is found in one line each: `row:column code message`, columns counted from 0."""

from __future__ import annotations

import re
import textwrap

from xent_lint.check import check
from xent_lint.diagnostics import Diagnostic
from xent_lint.settings import Settings
from xent_lint.source import Source

PREAMBLE = (
    "import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\nK = keras.backend\n"
)
"""Four lines, so that a program's first line is row 5."""


def diagnose(program: str) -> list[Diagnostic]:
    """The findings in a program that starts with the preamble."""
    text = PREAMBLE + textwrap.dedent(program).strip("\n") + "\n"
    return check(Source(filename="program.py", text=text), Settings())


def lint(program: str) -> list[str]:
    """The findings as text."""
    return [f"{each.span.start.row}:{each.span.start.column} {each.code} {each.message}" for each in diagnose(program)]


def codes(program: str) -> list[str]:
    """The codes that are found."""
    return [each.code for each in diagnose(program)]


def compiled(head: str, loss: str) -> str:
    """A Sequential with these layers in row 5, compiled with this loss, which stands in row 6, column 33."""
    return f"m = keras.Sequential([{head}])\nm.compile(optimizer='adam', loss={loss})\n"


def called(head: str, loss: str) -> str:
    """An expression given to a loss that is called: `{y}` is a label, `{p}` the prediction."""
    return f"p = {head}\nloss = {loss}\n"


TF1 = "import tensorflow.compat.v1 as tf\ntf.disable_eager_execution()\n"
KERAS3 = "import keras\nfrom keras import layers, ops\n"
TF_KERAS = "import tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n"

_MARK = re.compile(r"# expect: (?P<codes>XEN\d+(?:, XEN\d+)*)$")


def judged(program: str, imports: str = TF_KERAS) -> None:
    """Assert that a program has exactly the findings that the comments `# expect: XEN101, XEN301` on its lines say."""
    text = imports + textwrap.dedent(program).strip("\n") + "\n"
    lines = text.splitlines()
    wanted = [
        (row, code)
        for row, line in enumerate(lines, 1)
        if (mark := _MARK.search(line)) is not None
        for code in mark["codes"].split(", ")
    ]
    found = check(Source(filename="program.py", text=text), Settings())
    actual = sorted((each.span.start.row, each.code) for each in found)
    wrong = [f"{'-+'[item in actual]} {item[1]}: {lines[item[0] - 1]}" for item in sorted({*wanted} ^ {*actual})]
    assert actual == sorted(wanted), "\n".join(
        ["expected (-) and found (+):", *wrong, *(each.message for each in found)]
    )
