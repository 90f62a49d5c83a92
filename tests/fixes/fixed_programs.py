"""Small programs and what the fixes make of them."""

from __future__ import annotations

import difflib
import textwrap

from xent_lint.check import check
from xent_lint.diagnostics import Applicability, Diagnostic, Fix
from xent_lint.files import Disk
from xent_lint.fixing import fix
from xent_lint.settings import Settings
from xent_lint.source import Source

TF = "import tensorflow as tf\nfrom tensorflow import keras\nK = keras.backend\n"
KERAS_ONLY = "import keras\nfrom keras import backend as K, layers, ops\n"

SAFE = Applicability.SAFE
UNSAFE = Applicability.UNSAFE
DISPLAY_ONLY = Applicability.DISPLAY_ONLY


def source(program: str, imports: str = TF) -> Source:
    """A program below its imports."""
    return Source("program.py", imports + textwrap.dedent(program).strip("\n") + "\n")


def findings(program: str, imports: str = TF) -> list[Diagnostic]:
    """What is found in a program."""
    return check(source(program, imports), Settings())


def first_fixes(program: str, code: str, imports: str = TF) -> list[Fix]:
    """The first fix of each finding of a code."""
    return [each.fixes[0] for each in findings(program, imports) if each.code == code]


def offered(program: str, code: str, imports: str = TF) -> list[Applicability]:
    """What these fixes promise."""
    return [each.applicability for each in first_fixes(program, code, imports)]


def rewritten(program: str, *codes: str, imports: str = TF) -> list[str]:
    """The lines that fixing the findings of these codes adds, without their indentation."""
    before = source(program, imports)
    result = fix(before, Settings(select=codes or ("XEN",)), Disk(), check, unsafe=True)
    assert (result.errors, result.remarks) == ((), ())
    again = fix(result.source, Settings(select=codes or ("XEN",)), Disk(), check, unsafe=True)
    assert again.source == result.source
    compared = difflib.ndiff(before.text.splitlines(), result.source.text.splitlines())
    return [line[2:].strip() for line in compared if line.startswith("+ ")]
