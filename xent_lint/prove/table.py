"""The cases of the catalogue: for every code at least one pair, and the right pairs beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Family, Form, LossSpec
from xent_lint.prove.cases import FAR, NEAR, Case, Head, Use

SOFTMAX_LIKE: Final = ("softmax", "log_softmax", "sparsemax", "by_hand.softmax")

BY_HAND: Final = {
    "by_hand.binary": "binary",
    "by_hand.binary_epsilon": "binary",
    "by_hand.binary_clip": "binary",
    "by_hand.softplus": "binary",
    "by_hand.categorical": "categorical",
    "by_hand.categorical_epsilon": "categorical",
    "by_hand.categorical_clip": "categorical",
    "by_hand.log_sum_exp": "categorical",
}
"""Formulas of `measuring.by_hand`, and the family of their labels."""


class UnmeasurableError(Exception):
    """There is no reference for such a pair, or it is not a function of one sample."""


def use_of(name: str, from_logits: bool = False, swapped: bool = False) -> tuple[Use, str]:
    """A loss by its canonical name, and the family of its labels.

    Raises:
        UnmeasurableError: the tables know no such loss, or nothing to hold it against.
    """
    if name in BY_HAND:
        return Use(name, "function"), BY_HAND[name]
    spec = catalog().find(name)
    if not isinstance(spec, LossSpec):
        raise UnmeasurableError(f"{name} is no loss of the tables")
    if spec.reference is None and spec.family is not Family.DIVERGENCE:
        raise UnmeasurableError(f"there is no reference for {name.rpartition('.')[2]}, sample by sample")
    setting = None if spec.from_logits is None else from_logits
    form = "class" if spec.form is Form.CLASS else "function"
    family = "categorical" if spec.family is Family.DIVERGENCE else spec.family.value
    return Use(spec.name, form, setting, spec.y_true, spec.y_pred, swapped), family


def meant(code: str, head: Head, use: Use, family: str) -> str:
    """The reference: what the author of such a pair meant. Of a mismatch of families it is the head's own family."""
    if head.units == 1:
        binary = True
    elif code == "XEN103":
        binary = head.activation not in SOFTMAX_LIKE
    else:
        binary = family == "binary"
    focal = "focal" in use.name.lower() and code != "XEN103"
    return ("binary" if binary else "categorical") + ("_focal" if focal else "")


def pair(
    code: str,
    activation: str,
    loss: str,
    from_logits: bool = False,
    *,
    form: str = "layer",
    units: int | None = None,
    policy: str = "float32",
    swapped: bool = False,
) -> Case:
    """The case for a head and a loss; one unit for binary losses and three for the others if nothing else is said.

    Raises:
        UnmeasurableError: see use_of.
    """
    use, family = use_of(loss, from_logits, swapped)
    if units is None:
        units = 1 if family == "binary" and activation not in SOFTMAX_LIKE else 3
    head = Head(activation, form, units, policy)
    case = Case(code, head, use, family, meant(code, head, use, family))
    by_hand = loss in BY_HAND or activation.startswith("by_hand.")
    return replace(case, sweep=FAR) if by_hand else case


def metric(name: str, reference: str, form: str = "class", from_logits: bool | None = None) -> Case:
    """A metric on the output of one linear unit."""
    use = Use(f"keras.metrics.{name}" if form == "class" else name, form, from_logits)
    return Case("XEN301", Head(), use, "binary", reference, kind="metric", sweep=NEAR)


def decision(name: str) -> Case:
    """A decision made from the logits of one linear unit: `> 0.5`, `round`."""
    return Case("XEN302", Head(), Use(name, "function"), "binary", "positive", kind="decision", sweep=NEAR)


def activated_twice(activation: str, units: int) -> Case:
    """A probability that is activated once more."""
    family = "binary" if activation == "sigmoid" else "categorical"
    use = Use(activation, "function")
    return Case("XEN303", Head(activation, units=units), use, family, activation, kind="probability")


_BINARY: Final = "keras.losses.BinaryCrossentropy"
_CATEGORICAL: Final = "keras.losses.CategoricalCrossentropy"
_SPARSE: Final = "keras.losses.SparseCategoricalCrossentropy"
_BINARY_FOCAL: Final = "keras.losses.BinaryFocalCrossentropy"
_CATEGORICAL_FOCAL: Final = "keras.losses.CategoricalFocalCrossentropy"
_SIGMOID_OP: Final = "tensorflow.nn.sigmoid_cross_entropy_with_logits"
_SOFTMAX_OP: Final = "tensorflow.nn.softmax_cross_entropy_with_logits"

CASES: Final = (
    pair("", "linear", _BINARY, True),
    pair("", "linear", _CATEGORICAL, True),
    pair("", "linear", _SPARSE, True),
    pair("", "linear", _BINARY, True, policy="mixed_float16"),
    pair("", "linear", _SIGMOID_OP),
    pair("XEN101", "linear", _BINARY),
    pair("XEN101", "linear", _CATEGORICAL),
    pair("XEN101", "linear", _SPARSE),
    pair("XEN101", "linear", "keras.losses.KLDivergence"),
    pair("XEN102", "sigmoid", _BINARY, True),
    pair("XEN102", "sigmoid", _BINARY, True, form="op"),
    pair("XEN102", "sigmoid", _BINARY, True, form="reshaped"),
    pair("XEN102", "sigmoid", _BINARY_FOCAL, True),
    pair("XEN102", "sigmoid", _SIGMOID_OP),
    pair("XEN102", "softmax", _CATEGORICAL, True),
    pair("XEN102", "softmax", _SPARSE, True),
    pair("XEN102", "softmax", _SPARSE, True, form="op"),
    pair("XEN102", "softmax", _SPARSE, True, form="reshaped"),
    pair("XEN102", "softmax", _CATEGORICAL_FOCAL, True),
    pair("XEN102", "softmax", _SOFTMAX_OP),
    pair("XEN103", "softmax", _BINARY, units=3),
    pair("XEN103", "softmax", _BINARY, units=2),
    pair("XEN103", "sigmoid", _CATEGORICAL),
    pair("XEN104", "softmax", _BINARY, units=1),
    pair("XEN104", "sigmoid", _SPARSE, units=1),
    pair("XEN105", "linear", "keras.losses.categorical_crossentropy", True, swapped=True),
    pair("XEN105", "linear", _SIGMOID_OP, swapped=True),
    pair("XEN106", "log_softmax", _CATEGORICAL),
    pair("XEN106", "log_softmax", _BINARY, True),
    pair("XEN106", "log_softmax", _SPARSE),
    pair("XEN106", "log_sigmoid", _BINARY),
    pair("XEN106", "log_sigmoid", _BINARY, True),
    pair("XEN107", "relu", _BINARY),
    pair("XEN107", "relu", _BINARY, True),
    pair("XEN107", "tanh", _BINARY, True),
    pair("XEN107", "tanh", _SPARSE, True),
    pair("XEN201", "sigmoid", _BINARY),
    pair("XEN201", "sigmoid", _BINARY, form="op"),
    pair("XEN201", "sigmoid", _BINARY, form="reshaped"),
    pair("XEN201", "softmax", _CATEGORICAL),
    pair("XEN201", "softmax", _SPARSE),
    pair("XEN201", "softmax", _SPARSE, form="op"),
    pair("XEN201", "softmax", _SPARSE, form="reshaped"),
    pair("XEN201", "softmax", _CATEGORICAL, form="reshaped", units=2),  # with two classes clipping begins last
    pair("XEN201", "softmax", _SPARSE, form="reshaped", units=2),
    pair("XEN202", "sigmoid", "by_hand.binary"),
    pair("XEN202", "sigmoid", "by_hand.binary_epsilon"),
    pair("XEN202", "sigmoid", "by_hand.binary_clip"),
    pair("XEN202", "softmax", "by_hand.categorical"),
    pair("XEN202", "softmax", "by_hand.categorical_epsilon"),
    pair("XEN202", "linear", "by_hand.softplus"),
    pair("XEN203", "by_hand.softmax", _CATEGORICAL),
    pair("XEN203", "linear", "by_hand.log_sum_exp"),
    pair("XEN204", "sigmoid", _BINARY, policy="mixed_float16"),
    pair("XEN204", "sigmoid", _BINARY, policy="mixed_bfloat16"),
    pair("XEN204", "softmax", _CATEGORICAL, policy="mixed_float16"),
    pair("XEN204", "softmax", _SPARSE, policy="mixed_float16"),
    pair("XEN204", "softmax", _CATEGORICAL, policy="mixed_bfloat16"),
    pair("XEN204", "softmax", _SPARSE, policy="mixed_bfloat16"),
    metric("accuracy", "accuracy", form="function"),
    metric("BinaryAccuracy", "accuracy"),
    metric("Precision", "found_positive"),
    metric("Recall", "found_positive"),
    metric("BinaryCrossentropy", "binary", from_logits=False),
    decision("> 0.5"),
    decision("round"),
    activated_twice("sigmoid", 1),
    activated_twice("softmax", 3),
)
"""Every code of the catalogue, and pairs that are right for comparison (their code is empty)."""


def codes() -> tuple[str, ...]:
    """The codes that have cases."""
    return tuple(sorted({case.code for case in CASES if case.code}))


def cases_of(wanted: tuple[str, ...]) -> tuple[Case, ...]:
    """The cases of codes or prefixes of them, after the right pairs of the same losses; all when nothing is named."""
    if not wanted:
        return CASES
    return with_right([case for case in CASES if any(case.code.startswith(prefix) for prefix in wanted)])


def with_right(chosen: Iterable[Case]) -> tuple[Case, ...]:
    """These cases, after the right pairs of the same losses in float32, for comparison."""
    cases = {case.key: case for case in chosen}
    losses = {case.use.name for case in cases.values()}
    right = (each for each in CASES if not each.code and each.head.policy == "float32" and each.use.name in losses)
    return tuple({**{case.key: case for case in right}, **cases}.values())
