"""Rounds of checking and fixing, with a check that is made for the test."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from repairs import DISPLAY_ONLY, SAFE, UNSAFE, finding, row_insertion

from xent_lint.check import check as real_check
from xent_lint.diagnostics import Applicability, Diagnostic, Edit
from xent_lint.files import Disk, FileReader, Overlay
from xent_lint.fixing import MAX_ROUNDS, Check, fix
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError


def rewriting(pattern: str, new: str, applicability: Applicability = SAFE, code: str = "XEN102") -> Check:
    """A check that finds a pattern and replaces it."""

    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        found = []
        for row, line in enumerate(source.lines, 1):
            for match in re.finditer(pattern, line):
                place = source.span(row, match.start(), row, match.end())
                edit = Edit(place, match.expand(new))
                found.append(finding(edit, code=code, applicability=applicability))
        return found

    return check


def fixed(text: str, check: Check, unsafe: bool = False) -> tuple[str, int, int]:
    result = fix(Source("m.py", text), Settings(), Disk(), check, unsafe)
    assert (result.errors, result.remarks) == ((), ())
    return result.source.text, len(result.fixed), len(result.remaining)


def test_rounds_go_on_until_nothing_is_left_to_apply() -> None:
    """A mild finding may come to light where a grave one was."""

    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        grave, mild = rewriting("a", "b"), rewriting("b", "c", code="XEN201")
        return grave(source, settings, files) + mild(source, settings, files)

    assert fixed("x = aa\ny = b\n", check) == ("x = cc\ny = c\n", 5, 0)


def test_what_is_not_wanted_remains() -> None:
    check = rewriting("a", "b", UNSAFE)
    assert fixed("x = a\n", check) == ("x = a\n", 0, 1)
    assert fixed("x = a\n", check, unsafe=True) == ("x = b\n", 1, 0)
    assert fixed("x = a\n", rewriting("a", "b", DISPLAY_ONLY), unsafe=True) == ("x = a\n", 0, 1)


@pytest.mark.parametrize("new", ["aa", "a + 1", "c"])
def test_a_fix_that_leaves_its_finding_or_brings_another_is_undone(new: str) -> None:
    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        other = rewriting("c", "cc", code="XEN105")(source, settings, files)
        return rewriting("a", new)(source, settings, files) + rewriting("d", "e")(source, settings, files) + other

    result = fix(Source("m.py", "x = a\ny = d\n"), Settings(), Disk(), check)
    assert result.source.text == "x = a\ny = e\n"
    assert [each.code for each in result.remaining] == ["XEN102"]
    assert result.errors == (
        "m.py:1:5: internal error: the fix of XEN102 does not repair it, so it was not applied; please report it",
    )


def test_fixes_that_do_not_settle_are_a_defect_and_end() -> None:
    """Each of them also writes into the first row, so there is one a round."""

    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        rows = [row for row, line in enumerate(source.lines, 1) if line == "a"]
        return [finding(Edit(source.span(row, 0, row, 1), "b"), row_insertion(1, f"c{row}; ")) for row in rows]

    result = fix(Source("m.py", "d\n" + "a\n" * (MAX_ROUNDS + 1)), Settings(), Disk(), check)
    assert (len(result.fixed), len(result.remaining)) == (MAX_ROUNDS, 1)
    assert result.errors == (
        "m.py:12:1: internal error: fixes did not settle after 10 rounds (XEN102); please report it",
    )


def test_a_fix_whose_text_does_not_parse_is_one_line_and_the_finding_remains() -> None:
    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        broken = rewriting("a", "a =", code="XEN301")(source, settings, files)
        return broken + rewriting("c", "d")(source, settings, files)

    result = fix(Source("m.py", "x = a\ny = c\n"), Settings(), Disk(), check)
    assert result.source.text == "x = a =\ny = c\n".replace("a =", "a").replace("c", "d")
    assert [each.code for each in result.remaining] == ["XEN301"]
    assert result.errors == (
        "m.py:1:5: internal error: the fix of XEN301 gives text that does not parse, so it was not applied; "
        "please report it",
    )


def test_a_fix_that_would_delete_a_comment_is_a_remark() -> None:
    result = fix(Source("m.py", "x = a  # why\n"), Settings(), Disk(), rewriting("a  # why", "b"))
    assert (result.source.text, len(result.remaining), result.errors) == ("x = a  # why\n", 1, ())
    assert result.remarks == ("m.py:1:5: the fix of XEN102 would delete a comment",)


def test_a_text_that_cannot_be_checked_is_undone() -> None:
    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        if "c" in source.text:
            raise SourceError("m.py", "too complex")
        mild = rewriting("b", "c", code="XEN201")
        return mild(source, settings, files) + rewriting("a", "b")(source, settings, files)

    result = fix(Source("m.py", "x = a\n"), Settings(), Disk(), check)
    assert (result.source.text, len(result.fixed), len(result.remaining)) == ("x = b\n", 1, 1)
    assert result.errors == (
        "m.py:1:5: internal error: the fix of XEN201 gives text that cannot be checked (too complex); please report it",
    )


def test_what_the_check_raises_at_first_goes_through() -> None:
    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        raise SourceError("m.py", "syntax error")

    with pytest.raises(SourceError):
        fix(Source("m.py", "x ="), Settings(), Disk(), check)


def test_the_check_of_the_next_round_reads_the_fixed_text() -> None:
    seen = []

    def check(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        seen.append(files.read("./sub/../m.py"))
        return rewriting("a", "b")(source, settings, files)

    fix(Source("m.py", "x = a\n"), Settings(), Overlay(Disk(), {"m.py": b"x = a\n"}), check)
    assert seen == [b"x = a\n", b"x = b\n"]


MODELS = """\
from tensorflow import keras
one = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
one.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # noqa: XEN102
two = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
two.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
"""


def test_what_a_comment_silences_is_not_fixed() -> None:
    """The real check finds, and `# noqa` silences; the fix is made here and takes the loss object away."""

    def with_fixes(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        found = real_check(source, settings, files)
        fixes = [finding(Edit(each.span, '"mse"'), code=each.code).fixes for each in found]
        return [replace(each, fixes=made) for each, made in zip(found, fixes, strict=True)]

    result = fix(Source("m.py", MODELS), Settings(select=("XEN102",)), Disk(), with_fixes)
    changed = [
        row for row, (old, new) in enumerate(zip(MODELS.split("\n"), result.source.lines, strict=True), 1) if old != new
    ]
    assert changed == [5]
    silenced = fix(Source("m.py", MODELS), Settings(select=("XEN102",), noqa=False), Disk(), with_fixes)
    assert len(silenced.fixed) == 2


SERVED = """import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4, activation="softmax")])
model.compile("sgd", "{loss}")
served = tf.keras.Sequential([model, tf.keras.layers.Softmax()])
"""


def test_a_second_activation_stays_where_the_first_one_goes() -> None:
    text = SERVED.format(loss="categorical_crossentropy")
    result = fix(Source("m.py", text), Settings(), Disk(), real_check, unsafe=True)
    assert [each.code for each in result.fixed] == ["XEN201"]
    assert "Dense(4)]" in result.source.text
    assert "[model, tf.keras.layers.Softmax()]" in result.source.text
    assert result.remaining == ()


def test_a_second_activation_goes_where_the_first_one_stays() -> None:
    result = fix(Source("m.py", SERVED.format(loss="kl_divergence")), Settings(), Disk(), real_check, unsafe=True)
    assert [each.code for each in result.fixed] == ["XEN303"]
    assert "[model])" in result.source.text


def test_a_fix_that_changes_what_a_further_activation_gives_is_not_safe() -> None:
    text = SERVED.format(loss="categorical_crossentropy")
    result = fix(Source("m.py", text), Settings(), Disk(), real_check)
    assert (result.source.text, result.fixed) == (text, ())
    assert "its output again (line 5)" in result.remaining[0].fixes[0].message
