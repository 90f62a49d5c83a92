"""The table of cases, and cases made of findings."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from xent_lint.check import known_codes, pairs
from xent_lint.codes import OPT_IN
from xent_lint.diagnostics import Position, Span
from xent_lint.files import Disk
from xent_lint.found_pairs import FoundPair
from xent_lint.prove.cases import FAR, SWEEP, Case
from xent_lint.prove.from_findings import case_of
from xent_lint.prove.sweeps import parts, samples
from xent_lint.prove.table import CASES, UnmeasurableError, cases_of, codes, pair
from xent_lint.settings import Settings
from xent_lint.source import Source

FLAGGED = sorted(Path(__file__).parents[2].glob("fixtures/flagged/*.py"))


def found_in(text: str) -> list[FoundPair]:
    return pairs(Source.from_bytes("a.py", text.encode()), Settings())


def test_every_code_of_the_catalogue_has_cases() -> None:
    assert set(codes()) == set(known_codes()) - OPT_IN  # those speak of comments


def test_keys_are_unique_and_cases_go_through_json() -> None:
    assert len({case.key for case in CASES}) == len(CASES)
    for case in CASES:
        assert Case.from_json(json.loads(json.dumps(case.to_json()))) == case


def test_the_sweep_is_exact_in_bfloat16() -> None:
    """Eight significant bits: no precision rounds what a model is fed with."""
    for size in (*SWEEP, *FAR):
        mantissa, _ = np.frexp(size)
        assert mantissa * 256 == int(mantissa * 256)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_samples_are_the_parts_in_order(case: Case) -> None:
    logits, labels = samples(case)
    assert logits.shape == labels.shape == (len(case.sweep) * len(parts(case)), case.head.units)
    assert len({(part.side, part.label) for part in parts(case)}) == len(parts(case))


def test_prefixes_select_and_bring_the_right_pairs_along() -> None:
    chosen = cases_of(("XEN20",))
    assert {case.code for case in chosen} == {"", "XEN201", "XEN202", "XEN203", "XEN204"}
    assert cases_of(()) == CASES


def test_a_loss_without_a_reference_is_refused() -> None:
    with pytest.raises(UnmeasurableError, match="no reference for CTC"):
        pair("XEN102", "softmax", "keras.losses.CTC")


@pytest.mark.parametrize("path", FLAGGED, ids=lambda path: path.stem)
def test_a_flagged_fixture_becomes_cases_of_its_codes(path: Path) -> None:
    """Or the one reason why it cannot be measured sample by sample."""
    found = pairs(Source.from_bytes(str(path), path.read_bytes()), Settings(), Disk())
    assert found
    for each in found:
        try:
            assert case_of(each).code == each.code
        except UnmeasurableError as error:
            assert "no number of one sample" in str(error) or "no reference for CTC" in str(error)


def test_a_pair_is_described_by_head_loss_and_shadow() -> None:
    (found,) = found_in(
        "import keras\n"
        "m = keras.Sequential([keras.layers.Dense(7, activation='softmax'), keras.layers.Reshape((7,))])\n"
        "m.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\n"
    )
    assert (found.code, found.activation, found.shadow, found.units) == ("XEN102", "softmax", "lost", 7)
    assert (found.name, found.from_logits) == ("keras.losses.SparseCategoricalCrossentropy", True)
    assert found.span.start.row == 3
    assert case_of(found).title == 'Dense(7, "softmax"), Reshape -> SparseCategoricalCrossentropy(from_logits=True)'


def test_what_is_silenced_is_not_described() -> None:
    program = "import keras\nm = keras.Sequential([keras.layers.Dense(3)])\nm.compile(loss='categorical_crossentropy')"
    assert [each.code for each in found_in(program)] == ["XEN101"]
    assert found_in(program + "  # noqa: XEN101\n") == []


def test_many_units_are_measured_as_ten() -> None:
    place = Span("a.py", Position(1, 0), Position(1, 1))
    found = FoundPair("XEN101", place, "loss", units=1000, name="keras.losses.CategoricalCrossentropy")
    assert case_of(found).head.units == 10


def test_another_threshold_is_refused() -> None:
    place = Span("a.py", Position(1, 0), Position(1, 1))
    with pytest.raises(UnmeasurableError, match=r"threshold of 0\.4"):
        case_of(FoundPair("XEN302", place, "decision", threshold=0.4))


@pytest.mark.parametrize("half", ["float16", "bfloat16"])
def test_a_head_in_half_precision_is_measured_in_that_precision(half: str) -> None:
    text = (
        f"import keras\nkeras.config.set_dtype_policy('mixed_{half}')\n"
        "model = keras.Sequential([keras.layers.Dense(1, 'sigmoid')])\nmodel.compile(loss='binary_crossentropy')\n"
    )
    assert {case_of(each).head.policy for each in found_in(text)} == {f"mixed_{half}"}
