"""The public API: exact places, order, determinism, pickling, selection, and analyses that a limit cut short."""

from __future__ import annotations

import dataclasses
import json
import pickle
import random

import pytest

from xent_lint.check import check, known_codes
from xent_lint.codes import KNOWN_CODES
from xent_lint.diagnostics import Diagnostic, Position, Severity, Span
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError, TooComplexError

IMPORT = "import keras\nfrom keras import layers\n"
ON_LOGITS = "keras.losses.CategoricalCrossentropy(from_logits=True)"
WRONG = f"{IMPORT}m = keras.Sequential([layers.Dense(3, 'softmax')])\nm.compile(loss={ON_LOGITS})\n"


def lint(text: str, settings: Settings | None = None) -> list[Diagnostic]:
    """The findings in a program."""
    return check(Source("m.py", text), settings or Settings())


def texts(source: Source, span: Span) -> str:
    """The text that a span covers, in the lines that its author sees."""
    lines = source.lines_around(span)
    if span.start.row == span.end.row:
        return lines[span.start.row - 1][span.start.column : span.end.column]
    first, last = lines[span.start.row - 1][span.start.column :], lines[span.end.row - 1][: span.end.column]
    return "\n".join([first, *lines[span.start.row : span.end.row - 1], last])


def notebook(*cells: str | dict[str, object]) -> bytes:
    """A notebook; a dict is taken as a cell."""
    made = [cell if isinstance(cell, dict) else {"cell_type": "code", "source": cell} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


MARKDOWN: dict[str, object] = {"cell_type": "markdown", "source": ["# Title\n", "text"]}


def test_places_in_a_notebook() -> None:
    cells = (
        MARKDOWN,
        "!pip install keras\n%matplotlib inline\nimport keras\nfrom keras import layers",
        MARKDOWN,
        "%%time\nm = keras.Sequential([\n    layers.Dense(3, activation='softmax'),\n])",
        "not python at all ((",
        f"files = !ls\nm.compile(\n    'adam',\n    loss={ON_LOGITS},\n)",
    )
    source = Source.from_bytes("nb.ipynb", notebook(*cells))
    (found,) = check(source, Settings())
    assert found.span == Span("nb.ipynb", Position(4, 9), Position(4, 9 + len(ON_LOGITS)), 6)
    assert texts(source, found.span) == ON_LOGITS
    assert found.message.startswith("softmax head (cell 4, line 3) given to CategoricalCrossentropy(from_logits=True):")
    assert [(texts(source, each.span).split("\n")[0], each.span.cell) for each in found.related] == [
        ("activation='softmax'", 4),
        ("layers.Dense(3, activation='softmax')", 4),
        ("m.compile(", 6),
    ]


def test_a_place_in_the_same_cell_is_a_line_only() -> None:
    source = Source.from_bytes("nb.ipynb", notebook("x = 1", WRONG))
    (found,) = check(source, Settings())
    assert (found.span.cell, found.span.start) == (2, Position(4, 15))
    assert found.message.startswith("softmax head (line 3) given to")


def test_a_cell_that_is_indented_as_a_whole() -> None:
    indented = "\n".join(f"  {line}" for line in WRONG.splitlines())
    source = Source.from_bytes("nb.ipynb", notebook("x = 1", indented))
    (found,) = check(source, Settings())
    assert (found.span.cell, found.span.start) == (2, Position(4, 17))
    assert texts(source, found.span) == ON_LOGITS


def test_each_cell_with_its_own_finding() -> None:
    compiled = f"m.compile(loss={ON_LOGITS})"
    source = Source.from_bytes(
        "nb.ipynb",
        notebook(f"{IMPORT}{HEAD}m = keras.Sequential([head])", compiled, MARKDOWN, compiled),
    )
    found = check(source, Settings())
    assert [(each.span.cell, each.span.start) for each in found] == [(2, Position(1, 15)), (4, Position(1, 15))]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (f"m.compile('한국어', {ON_LOGITS})", 17),
        (f"m.compile('\U0001f600\U0001f600', {ON_LOGITS})", 16),
        (f"x = 'ä\u0308'; m.compile(loss={ON_LOGITS})", 25),
        (f"if x:\tm.compile(\tloss={ON_LOGITS})", 22),
        (f"if x:\n\t\tm.compile(loss={ON_LOGITS})", 17),
        (f"m . compile ( loss =  {ON_LOGITS} )", 22),
        (f"m.compile(loss=({ON_LOGITS}))", 16),
        (f"x = 1; m.compile(loss={ON_LOGITS}); y = 2", 22),
        (f"größe = m; größe.compile(loss={ON_LOGITS})", 30),
        (f"x = '\x0c'; m.compile(loss={ON_LOGITS})", 24),
        (f"x = '\u2028'; m.compile(loss={ON_LOGITS})", 24),
    ],
)
def test_columns_count_characters(line: str, column: int) -> None:
    text = f"{IMPORT}m = keras.Sequential([layers.Dense(3, 'softmax')])\n{line}\n"
    source = Source("m.py", text)
    (found,) = check(source, Settings())
    row = 5 if "\n" in line else 4
    assert found.span == Span("m.py", Position(row, column), Position(row, column + len(ON_LOGITS)))
    assert texts(source, found.span) == ON_LOGITS


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_marks_move_nothing(newline: str, bom: str) -> None:
    data = (bom + WRONG.replace("\n", newline)).encode()
    (found,) = check(Source.from_bytes("m.py", data), Settings())
    assert (found.span.start, found.span.end) == (Position(4, 15), Position(4, 15 + len(ON_LOGITS)))


def test_a_span_over_several_lines() -> None:
    loss = "keras.losses.CategoricalCrossentropy(\n    from_logits=True,\n  )"
    source = Source("m.py", WRONG.replace(ON_LOGITS, loss))
    (found,) = check(source, Settings())
    assert (found.span.start, found.span.end) == (Position(4, 15), Position(6, 3))
    assert texts(source, found.span) == loss


def test_an_encoding_that_is_declared() -> None:
    data = f"# coding: latin-1\nx = 'é'; y = 'ü'\n{WRONG}".encode("latin-1")
    (found,) = check(Source.from_bytes("m.py", data), Settings())
    assert found.span.start == Position(6, 15)


def test_all_fields() -> None:
    (found,) = lint(WRONG)
    assert (found.code, found.name, found.severity) == ("XEN102", "activated-to-logits-loss", Severity.ERROR)
    assert found.suggestion == "remove 'softmax'"
    assert found.message.endswith("; remove 'softmax'")
    assert [each.message for each in found.related] == ["softmax head", "the layer", "compiled"]
    assert found.span not in [each.span for each in found.related]


def many(seed: int) -> str:
    """A program with findings of many kinds, in an order of their own."""
    parts = [
        f"m{{0}} = keras.Sequential([layers.Dense(3, 'softmax')]); m{{0}}.compile(loss={ON_LOGITS})",
        "m{0} = keras.Sequential([layers.Dense(3)]); m{0}.compile(loss='categorical_crossentropy')",
        "m{0} = keras.Sequential([layers.Dense(1, 'softmax')]); m{0}.compile(loss='binary_crossentropy')",
        "def f{0}():\n    m = keras.Sequential([layers.Dense(3, 'relu')]); m.compile(loss='bce')",
        "a{0} = keras.ops.log(keras.ops.softmax(layers.Dense(3)(x)))",
        f"if flag:\n    b{{0}} = {ON_LOGITS}(y, keras.ops.softmax(layers.Dense(3)(x)))",
        "for k in range(3):\n    c{0} = keras.losses.binary_crossentropy(y, layers.Dense(k)(x))",
    ]
    shuffled = random.Random(seed).choices(parts, k=12)
    return IMPORT + "".join(part.format(n) + "\n" for n, part in enumerate(shuffled))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_is_that_of_the_text(seed: int) -> None:
    found = lint(many(seed))
    assert len(found) >= 10
    assert found == sorted(found, key=lambda each: each.sort_key)
    assert [each.span.start for each in found] == sorted(each.span.start for each in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("seed", range(5))
def test_two_runs_say_the_same(seed: int) -> None:
    assert lint(many(seed)) == lint(many(seed))


def test_findings_of_two_files_do_not_meet() -> None:
    first = check(Source("a.py", WRONG), Settings())
    second = check(Source("b.py", WRONG), Settings())
    assert [dataclasses.replace(each.span, filename="b.py") for each in first for _ in [0]] == [
        each.span for each in second
    ]
    assert {place.span.filename for each in second for place in each.related} == {"b.py"}


def test_diagnostics_survive_pickling() -> None:
    found = lint(many(7))
    again: list[Diagnostic] = pickle.loads(pickle.dumps(found))
    assert again == found
    assert [hash(each) for each in again] == [hash(each) for each in found]
    assert len(pickle.dumps(found)) < 1_000 * len(found)  # no tree hangs on them


def test_findings_are_frozen() -> None:
    (found,) = lint(WRONG)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.code = "XEN000"  # type: ignore[misc]


BOTH = WRONG.replace(ON_LOGITS, "'categorical_crossentropy'") + "p = keras.ops.softmax(m.predict(x))\n"


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        (Settings(), ["XEN201", "XEN303"]),
        (Settings(select=("XEN2",)), ["XEN201"]),
        (Settings(select=("XEN303",)), ["XEN303"]),
        (Settings(select=("XEN1",)), []),
        (Settings(ignore=("XEN2",)), ["XEN303"]),
        (Settings(ignore=("XEN",)), []),
        (Settings(select=("XEN303",), ignore=("XEN3",)), ["XEN303"]),
        (Settings(select=("XEN", "XEN2"), ignore=("XEN201",)), ["XEN303"]),
        (Settings(select=()), []),
    ],
)
def test_selection(settings: Settings, codes: list[str]) -> None:
    assert [each.code for each in lint(BOTH, settings)] == codes


def test_a_code_that_is_not_selected_makes_no_room_for_another() -> None:
    """One code for a pair: without XEN102 the pair is not XEN101 or XEN201 instead."""
    assert lint(WRONG, Settings(ignore=("XEN102",))) == []
    softmax = (
        f"{IMPORT}m = keras.Sequential([layers.Dense(1, 'softmax')])\nm.compile(loss='categorical_crossentropy')\n"
    )
    assert lint(softmax, Settings(ignore=("XEN104",))) == []


@pytest.mark.parametrize("comment", ["noqa", "noqa: XEN102", "noqa:XEN1", "NOQA: E501, XEN102", "type: ignore  # noqa"])
def test_suppression(comment: str) -> None:
    text = WRONG.rstrip("\n") + f"  # {comment}\n"
    assert lint(text) == []
    assert [each.code for each in lint(text, Settings(noqa=False))] == ["XEN102"]


@pytest.mark.parametrize("comment", ["noqa: XEN101", "noqa: E501", "no qa", "noqa at the head"])
def test_no_suppression(comment: str) -> None:
    text = WRONG.replace("'softmax')])\n", f"'softmax')])  # {comment}\n")
    assert [each.code for each in lint(text)] == ["XEN102"]


def test_suppression_in_a_notebook() -> None:
    text = WRONG.rstrip("\n") + "  # noqa: XEN102"
    assert check(Source.from_bytes("nb.ipynb", notebook("x = 1", text)), Settings()) == []


def test_the_table_of_codes_has_those_of_the_rules() -> None:
    assert known_codes() == KNOWN_CODES


@pytest.mark.parametrize("text", ["", "\n", "x = 1\n", "# categorical_crossentropy\n", "'softmax_cross_entropy'\n"])
def test_nothing_to_find(text: str) -> None:
    assert lint(text) == []


@pytest.mark.parametrize("text", ["def log_loss(:\n", "categorical_crossentropy = (\n", "print 'log_loss'\n"])
def test_a_syntax_error_is_told(text: str) -> None:
    with pytest.raises(SourceError):
        lint(text)


def test_depth_is_told_only_where_it_matters() -> None:
    deep = "x = " + "-" * 1000 + "1\n"
    assert lint(deep) == []
    with pytest.raises(TooComplexError):
        lint(deep + WRONG)


SPIN = "for n in range(24):\n" + "    x = f(x) + g(x)\n" * 800
"""More steps than a module body is given."""


def test_a_cut_after_a_finding_leaves_it() -> None:
    assert [each.code for each in lint(WRONG + SPIN)] == ["XEN102"]


def test_a_cut_before_a_finding_hides_it() -> None:
    assert lint(SPIN + WRONG) == []


HEAD = "head = layers.Dense(3, activation='softmax')\n"


@pytest.mark.parametrize(
    "repair",
    [
        "m = keras.Sequential([head])\n{spin}m.add(layers.Dense(3))\n",
        "act = 'softmax'\n{spin}act = None\nm = keras.Sequential([layers.Dense(3, activation=act)])\n",
        "m = keras.Sequential([head])\n{spin}m = keras.Sequential([layers.Dense(3)])\n",
    ],
)
def test_what_stands_after_a_cut_is_not_guessed(repair: str) -> None:
    """Functions are run after the module body; what the body would have changed after the cut is not known to them."""
    trains = f"def train():\n    m.compile(loss={ON_LOGITS})\n"
    for spin in (SPIN, ""):
        assert lint(IMPORT + HEAD + trains + repair.format(spin=spin)) == []


def test_a_function_that_uses_up_its_budget_leaves_the_others_theirs() -> None:
    inner = "".join(f"    {line}\n" for line in SPIN.splitlines())
    heavy = f"def heavy(x):\n{inner}    return x\n"
    light = f"def light():\n    m = keras.Sequential([layers.Dense(3, 'softmax')])\n    m.compile(loss={ON_LOGITS})\n"
    for text in (heavy + light, light + heavy):
        assert [each.code for each in lint(IMPORT + text)] == ["XEN102"]


def test_a_loss_after_the_cut_in_a_function_is_not_seen() -> None:
    inner = "".join(f"    {line}\n" for line in SPIN.splitlines())
    model = "m = keras.Sequential([layers.Dense(3, 'softmax')])"
    text = f"def train(x):\n    {model}\n{inner}    m.compile(loss={ON_LOGITS})\n"
    assert lint(IMPORT + text) == []


def test_an_attribute_after_a_cut_initialiser_is_not_guessed() -> None:
    inner = "".join(f"        {line}\n" for line in SPIN.splitlines())
    text = f"""\
class Net(keras.Model):
    def __init__(self, x):
        super().__init__()
        self.out = layers.Dense(3, activation="softmax")
{inner}        self.out = layers.Dense(3)

    def call(self, x):
        return self.out(x)

    def train(self, x, y):
        return {ON_LOGITS}(y, self(x))
"""
    assert lint(IMPORT + text) == []


@pytest.mark.parametrize("count", [9, 12, 20])
def test_more_alternatives_than_are_told_apart(count: int) -> None:
    arms = "".join(
        f"{'el' if n else ''}if k == {n}:\n    act = {['None', 'tf.nn.softmax'][n % 2]}\n" for n in range(count)
    )
    text = f"{IMPORT}import tensorflow as tf\n{arms}m = keras.Sequential([layers.Dense(3, activation=act)])\n"
    assert lint(f"{text}m.compile(loss={ON_LOGITS})\n") == []


def test_a_loop_longer_than_is_followed() -> None:
    loop = "for n in range(1000):\n    m.add(layers.Dense(n))\n"
    assert lint(WRONG.replace("m.compile", f"{loop}m.compile")) == []


def test_calls_deeper_than_are_followed() -> None:
    chain = "".join(f"def f{n}(act):\n    return f{n + 1}(act)\n" for n in range(40))
    text = f"{IMPORT}{chain}def f40(act):\n    return layers.Dense(3, activation=act)\n"
    assert lint(f"{text}m = keras.Sequential([f0('softmax')])\nm.compile(loss={ON_LOGITS})\n") == []
    assert len(lint(f"{text}m = keras.Sequential([f35('softmax')])\nm.compile(loss={ON_LOGITS})\n")) == 1
