"""What the pages of the rules say in numbers, and of recovered logits, against what was measured.

Every number on a page, and every sentence on what a backend recovers, is part of a phrase that is listed here with its
test on the recorded table or with a reference loss; the table itself is held against the installed libraries by
test_recorded_still_true.py. A page that is edited to say something else fails.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pytest

from stable_ref import sigmoid
from xent_lint.knowledge.measured import Row, rows_of
from xent_lint.prove.measuring.by_hand import EPSILON
from xent_lint.rules.registry import all_rules

CURRENT = ("tensorflow", "jax", "torch")
TRAINING = {"fit", "eager", "call", "graph"}


def rows(code: str, pair: str = "", *backends: str) -> list[Row]:
    """The rows of a code whose pair contains these words, on these backends or all; there is one."""
    found = [row for row in rows_of(code) if pair in row.pair and (not backends or row.backend in backends)]
    assert found, (code, pair, backends)
    return found


def trained(found: list[Row]) -> list[Row]:
    return [row for row in found if TRAINING & {*row.modes}]


def begins(found: list[Row], name: str, lowest: float, highest: float) -> bool:
    """Whether something begins in all of these rows, between two whole logits."""
    sizes = [getattr(row, name) for row in found]
    return all(size is not None and lowest <= math.ceil(size) <= highest for size in sizes)


def kinds(found: list[Row]) -> set[str]:
    return {row.kind for row in found}


def near(value: float | None, said: float) -> bool:
    """Whether a number is the one that is said, as far as its digits go."""
    return value is not None and math.isclose(value, said, rel_tol=5e-3)


def _softmax_floor() -> bool:
    least = -math.log(math.e / (math.e + 3 - 1))
    found = trained(rows("XEN102", 'Dense(3, "softmax") -> CategoricalCrossentropy(', "jax", "torch"))
    return all(near(row.floor, least) for row in found)


def _rescued_but_elsewhere(code: str) -> bool:
    """Attached logits are found in training on TensorFlow, and nowhere else."""
    attached = [
        row
        for row in rows(code)
        if row.form == "layer" and row.use.startswith("keras.") and "Focal" not in row.use and row.policy == "float32"
    ]
    on_tensorflow = [row for row in attached if row.backend in ("tensorflow", "tf_keras")]
    elsewhere = [row for row in attached if row.backend in ("jax", "torch")]
    lost = [row for row in rows(code) if row.form == "reshaped"]
    eager = [row for row in rows(code) if row.form == "op" and "call" in row.modes]
    return (
        kinds(trained(on_tensorflow)) == {"rescued"}
        and not {"rescued", "right"} & kinds([row for row in on_tensorflow if "predict" in row.modes])
        and not {"rescued", "right"} & kinds([*elsewhere, *lost, *eager])
    )


def _by_hand(formula: str, lowest: int, highest: int, *backends: str, predicted: bool | None = None) -> bool:
    """Where a formula stops being a number, of predicted values or in training where it matters."""
    found = [
        row
        for row in rows("XEN202", f"by_hand.{formula}", *backends)
        if row.use == f"by_hand.{formula}" and predicted in (None, row.modes == ("predict",))
    ]
    return begins(found, "nonfinite_from", lowest, highest)


def _half(policy: str, head: str, name: str, lowest: int, highest: int, *backends: str) -> bool:
    """Where something begins when a head in half precision is trained with Keras 3."""
    found = trained(rows("XEN204", f"Dense({head}) in mixed_{policy}", *(backends or CURRENT)))
    return begins(found, name, lowest, highest)


def _half_in_keras_2() -> bool:
    """In bfloat16 a loss that is recovered is rounded still."""
    found = rows("XEN204", "", "tf_keras")
    predicted = [row for row in found if row.modes == ("predict",)]
    return kinds(trained(found)) <= {"rescued", "loses precision"} and kinds(predicted) == {"saturates"}


def _bounded_by_hand() -> bool:
    bounded = [row for row in rows("XEN202") if row.use.endswith(("_epsilon", "_clip"))]
    return (
        EPSILON == 1e-7
        and all(near(row.ceiling, 16.12) for row in bounded)
        and all((row.vanishes_from or math.inf) <= 24 for row in trained(bounded))
    )


def _floors() -> bool:
    lost = [row for row in rows("XEN201") if row.form == "reshaped"]
    binary = [row for row in lost if row.backend == "tf_keras" and row.family == "binary"]
    others = [row for row in lost if row not in binary]
    return {row.floor for row in binary} == {0.0} and all(5e-8 < (row.floor or 0.0) < 3e-7 for row in others)


def _clipped() -> bool:
    lost = [row for row in rows("XEN201") if row.form == "reshaped"]
    return near(max(row.ceiling or 0.0 for row in lost), 16.12) and begins(trained(lost), "vanishes_from", 16, 17)


def probability(logit: float, said: float) -> bool:
    """Whether the sigmoid of a logit is that, to its digits."""
    return round(float(sigmoid(np.array(logit))), 2) == said


Claim = Callable[[], bool]

SIGMOID, SOFTMAX = '1, "sigmoid"', '3, "softmax"'

CLAIMS: dict[str, dict[str, Claim]] = {
    "XEN101": {
        "clipped to [1e-7, 1 - 1e-7], so the loss has a plateau with gradient exactly 0 on both sides": lambda: (
            {row.vanishes_from for row in trained(rows("XEN101", "Dense(1)"))} == {0.0}
            and all(near(row.floor, 1.192e-7) for row in rows("XEN101", "Dense(1)", *CURRENT))
        ),
        "NaN where the logits are all 0": lambda: (
            {row.nonfinite_from for row in rows("XEN101", "-> CategoricalCrossentropy")} == {0.0}
        ),
    },
    "XEN102": {
        "never say more than e / (e + n - 1): the loss has a floor far above 0": _softmax_floor,
        "Keras on the TensorFlow backend recovers the logits behind a Keras activation and so trains right there, with "
        "a warning; on JAX and torch, for raw ops, after a further layer and on predicted values nothing is "
        "recovered": lambda: _rescued_but_elsewhere("XEN102"),
    },
    "XEN103": {
        "on TensorFlow, Keras recovers the logits, so that softmax with binary cross-entropy trains a sigmoid for each "
        "unit": lambda: all(
            "binary cross-entropy of the logits" in row.text
            for row in trained(rows("XEN103", "softmax", "tensorflow", "tf_keras"))
        ),
        "for exactly two one-hot units it then equals categorical cross-entropy": lambda: (
            kinds(rows("XEN103", "Dense(2", "jax", "torch")) == {"saturates"}
            and kinds(rows("XEN103", 'Dense(3, "softmax")', "jax", "torch")) == {"another loss"}
        ),
    },
    "XEN104": {
        "A softmax over one unit is the constant 1": lambda: all(
            "a constant" in row.text for row in rows("XEN104", "softmax") if row.modes == ("predict",)
        ),
        "where nothing recovers the logits no gradient": lambda: (
            kinds(trained(rows("XEN104", "softmax", "tensorflow", "tf_keras"))) == {"rescued"}
            and {row.vanishes_from for row in trained(rows("XEN104", "softmax", "jax", "torch"))} == {0.0}
        ),
        "over one unit is 0 for every input (sparse labels other than 0 are out of range)": lambda: all(
            (row.ceiling or 0.0) < 2e-7 for row in rows("XEN104", "Sparse")
        ),
    },
    "XEN106": {
        "a binary loss, and the sparse one of Keras on TensorFlow, clip them all to the smallest value, and are a "
        "constant without a gradient": lambda: all(
            "a constant" in row.text
            for row in (
                *rows("XEN106", '"log_sigmoid") -> BinaryCrossentropy()'),
                *rows("XEN106", "-> Sparse", "tensorflow", "tf_keras"),
            )
        ),
        "the other categorical ones divide by their sum first": lambda: (
            not any(
                "a constant" in row.text
                for row in (*rows("XEN106", "-> Categorical"), *rows("XEN106", "-> Sparse", "jax", "torch"))
            )
        ),
    },
    "XEN107": {
        "values outside of (0, 1) are clipped and get no gradient": lambda: (
            {row.vanishes_from for row in trained(rows("XEN107", "BinaryCrossentropy()"))} == {0.0}
        ),
        "with a sigmoid, relu leaves no probability below 1/2": lambda: probability(0.0, 0.5),
        "and tanh none above 0.73": lambda: (
            probability(1.0, 0.73)
            and all(near(row.floor, -math.log(0.7311)) for row in rows("XEN107", 'Dense(1, "tanh")'))
        ),
    },
    "XEN201": {
        "clipped to [1e-7, 1 - 1e-7]: the loss stays at about 1e-7 where the exact one falls further (in Keras 2 a "
        "binary one drops to 0)": _floors,
        "cannot rise above 16.12, and beyond a logit of 17 the gradient is exactly 0": _clipped,
        "Keras on the TensorFlow backend recovers the logits behind its own activations in `fit` and `evaluate`, "
        "which then are right; nothing does on JAX and torch, after a further layer, for raw ops in eager code, or "
        "when the loss is computed on predicted values": lambda: _rescued_but_elsewhere("XEN201"),
    },
    "XEN202": {
        "a sigmoid is exactly 1 from 17 on, so that log(1 - p) is -inf there": lambda: _by_hand("binary", 17, 17),
        "a softmax is exactly 0 where a logit is 88 below the largest": (
            lambda: _by_hand("categorical", 88, 88, "tensorflow", "jax", "tf_keras")
        ),
        "(103 where a framework keeps subnormal numbers, as torch does; the gradient is lost at 89 there "
        "too)": lambda: (
            _by_hand("categorical", 103, 103, "torch", predicted=True)
            and _by_hand("categorical", 89, 89, "torch", predicted=False)
        ),
        "-inf, or NaN after a product with 0": lambda: any("NaN/inf" in row.text for row in rows("XEN202", "binary")),
        "bounds the loss at 16.12 (for 1e-7), without a gradient beyond 24": _bounded_by_hand,
        "overflows from 89 on": lambda: _by_hand("softplus", 89, 89),
    },
    "XEN203": {
        "overflows float32 from 89 on, and inf / inf is NaN": lambda: (
            begins(rows("XEN203", "log_sum_exp"), "nonfinite_from", 89, 89)
            and begins(rows("XEN203", "by_hand.softmax"), "nonfinite_from", 88, 89)  # JAX: e**88 * 3 overflows
        ),
    },
    "XEN204": {
        "rounded to 1 from a logit of 8 or 9 on in float16, of 6 or 7 in bfloat16, and of 17 in float32": lambda: (
            _half("float16", SIGMOID, "saturates_from", 8, 9)
            and _half("bfloat16", SIGMOID, "saturates_from", 6, 7)
            and _by_hand("binary", 17, 17)
        ),
        "the loss jumps to 15.9 there, and the gradient of such a mistake is 0": lambda: (
            {near(row.lowest_ceiling, 15.94) for row in rows("XEN204", "sigmoid", *CURRENT)} == {True}
            and _half("float16", SIGMOID, "vanishes_from", 8, 9)
        ),
        "In float16 the gradient of a softmax is NaN from 11 on, and that of a sigmoid infinite from 12 on in "
        "TensorFlow and torch": lambda: (
            _half("float16", SOFTMAX, "nonfinite_from", 11, 11)
            and _half("float16", SIGMOID, "nonfinite_from", 12, 12, "tensorflow", "torch")
        ),
        "Keras 2 (tf_keras) on TensorFlow recovers the logits in `fit` and `evaluate`, so there only predicted values "
        "are rounded": _half_in_keras_2,
    },
    "XEN301": {
        "The logit 0 is the probability 0.5": lambda: probability(0.0, 0.5),
        "only logits above 0.5 as positive, which is a probability of 0.62": lambda: (
            probability(0.5, 0.62)
            and {row.text for row in rows("XEN301") if "Crossentropy" not in row.use}
            == {"another metric for |logit| from 0.125 to 0.5"}
        ),
        "clip the logits to [0, 1]": lambda: kinds(rows("XEN301", "BinaryCrossentropy()")) == {"another loss"},
    },
    "XEN302": {
        "A threshold of 0.5 on logits is one of 0.62 on probabilities": lambda: (
            probability(0.5, 0.62)
            and {row.text for row in rows("XEN302", "> 0.5")} == {"another decision for |logit| from 0.125 to 0.5"}
        ),
        "at the logit 0": lambda: probability(0.0, 0.5),
    },
    "XEN303": {
        "A second sigmoid maps [0, 1] to [0.5, 0.73], so that every prediction compared with 0.5 is positive": lambda: (
            probability(0.0, 0.5) and probability(1.0, 0.73)
        ),
    },
}

NOTATION = (
    r"float(16|32)", r"bfloat16", r"Keras [23]", r"log\(1 \+ exp\(z\)\)", r"[\[(]0, 1[\])]", r"compare[sd] with 0\.5",
    r"Keras 3\.3 and older reject a threshold of 0\.0", r"XEN\d+",
)  # fmt: skip
"""What has digits and is no result: names, formulas, ranges, what a program says."""


def prose(code: str) -> str:
    """The sections of a page that speak, on one line."""
    speaking = all_rules()[code].documentation.partition("## Example")[0]
    return " ".join(speaking.split())


@pytest.mark.parametrize(("code", "phrase"), [(code, phrase) for code, said in CLAIMS.items() for phrase in said])
def test_what_a_page_says_was_measured(code: str, phrase: str) -> None:
    assert phrase in prose(code)
    assert CLAIMS[code][phrase]()


@pytest.mark.parametrize("code", all_rules())
def test_a_page_has_no_other_numbers(code: str) -> None:
    text = prose(code)
    for phrase in sorted(CLAIMS.get(code, {}), key=len, reverse=True):
        text = text.replace(phrase, "")
    for known in NOTATION:
        text = re.sub(known, "", text)
    assert not re.findall(r"[^.;:]*\d[^.;:]*", text)


@pytest.mark.parametrize("code", all_rules())
def test_a_page_says_nothing_else_of_what_is_recovered(code: str) -> None:
    text = prose(code)
    for phrase in CLAIMS.get(code, {}):
        text = text.replace(phrase, "")
    assert "recover" not in text
