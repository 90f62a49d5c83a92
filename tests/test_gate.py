"""What the gate lets through, and that nothing it is given can crash the process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from xent_lint import gate
from xent_lint.source import Source, SourceError


def refusal(text: str) -> str:
    with pytest.raises(SourceError) as caught:
        gate.parse(Source("m.py", text))
    assert "\n" not in str(caught.value)
    return str(caught.value)


HOSTILE = {
    "5,000 nested parentheses": '"(" * 5000 + ")" * 5000',
    "5,000 nested lists": '"[" * 5000 + "]" * 5000',
    "3,000 chained calls": '"f" + "()" * 3000',
    "3,000 chained methods": '"a" + ".b()" * 3000',
    "300,000 chained methods": '"a" + ".b()" * 300_000',
    "a sum of 20,000 terms": '" + ".join(["a"] * 20_000)',
    "a conjunction of 20,000 terms": '" and ".join(["a"] * 20_000)',
    "5,000 unary operators": '"-" * 5000 + "1"',
    "an elif chain of 3,000": '"if x: pass\\n" + "elif x: pass\\n" * 3000',
    "200,000 dots in an import": '"import a" + ".a" * 200_000',
    "a comprehension over 20,000 loops": '"[a" + " for a in b" * 20_000 + "]"',
    "a thousand expressions of 150 nested calls": '("f(" * 150 + ")" * 150 + "\\n") * 1000',
    "10 MB": '"x = 1\\n" * 1_700_000',
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused_with_one_line_and_no_crash(hostile: str) -> None:
    program = f"""
from xent_lint.gate import parse
from xent_lint.source import Source, SourceError
try:
    parse(Source("m.py", {hostile}))
except SourceError as error:
    print(error)
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) == 1
    assert ended.stdout.startswith("m.py:")


@pytest.mark.parametrize(
    "text",
    [
        "if x == 0: pass\n" + "".join(f"elif x == {i}:\n    y = f(a.b({i}), c=[1, 2])\n" for i in range(200)),
        "x = " + " + ".join(["'a'"] * 200),
        "x = a" + ".b()" * 100,
        "x = [" + "1, (2, 3), {'a': -1}, " * 20_000 + "]",
        "",
        "\n\n# nothing\n",
        "x: int = await f()\n",
    ],
    ids=["elif", "sum", "chain", "long literal", "empty", "comments", "await"],
)
def test_real_programs_pass(text: str) -> None:
    gate.parse(Source("m.py", text))


def test_a_syntax_error_has_its_place() -> None:
    assert refusal("x = 1\ny = = 2\n").startswith("m.py:2:5: syntax error: ")


@pytest.mark.parametrize(
    "statement",
    ["print 'hello'", "print 'a' % x", "try: f()\nexcept E, e: pass", "raise E, 'no'", "print >>f, 'a' % x, 'b' 1"],
)
def test_python_2_is_called_by_its_name(statement: str) -> None:
    assert "this looks like Python 2 code" in refusal(f"x = 1\n{statement}\n")


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert refusal("x = '\ud800'").startswith("m.py: not Python text")


def test_warnings_about_the_program_are_not_shown(recwarn: pytest.WarningsRecorder) -> None:
    gate.parse(Source("m.py", "x = '\\d'\ny = 1 is 1\n"))
    assert not recwarn.list
