"""What is measured: a head, what its output is given to, and the sweep of logits. Plain data that goes through JSON.

A case is measured on the smallest model there is: the head's layer with an identity kernel and no bias, so that its
logits are exactly the numbers of the sweep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

KINDS: Final = ("loss", "metric", "decision", "probability")
"""What is made of the output: a loss, a metric, a comparison with a threshold, or a second activation."""

FORMS: Final = ("layer", "op", "reshaped")
"""How the activation is there: `activation=` of the layer, the framework's raw op after it, or a layer with a Reshape
behind it."""

_SIXTEEN: Final = tuple(15.5 + step / 8 for step in range(21))
"""Where a probability in float32 becomes 0 or 1: in fine steps."""

SWEEP: Final = (
    *(0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0),
    *_SIXTEEN,
    *(18.5, 19.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0, 34.0, 36.0, 38.0, 40.0),
)
"""Sizes of the logit. Each is exact in bfloat16 too, so that no precision rounds what the model is fed with."""

FAR: Final = (*SWEEP, 50.0, 60.0, 70.0, 80.0, 86.0, 88.0, 88.5, 89.0, 90.0, 100.0, 103.0, 104.0, 110.0, 120.0)
"""Up to where exp overflows float32 (88.7) and a softmax underflows (-104)."""

NEAR: Final = (0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 1.0, 1.5, 2.0, 4.0)
"""Around the threshold 0.5, for decisions and metrics."""


@dataclass(frozen=True)
class Head:
    """What a model ends in. `activation` is a Keras identifier, or `by_hand.softmax`: exp(z) / sum(exp(z))."""

    activation: str = "linear"
    form: str = "layer"
    units: int = 1
    policy: str = "float32"  # or mixed_float16, mixed_bfloat16


@dataclass(frozen=True)
class Use:
    """What the output is given to.

    `name` is a canonical dotted name of the tables (`keras.losses.BinaryCrossentropy`,
    `tensorflow.nn.sigmoid_cross_entropy_with_logits`, `keras.metrics.Precision`), a formula of
    `prove.measuring.by_hand` (`by_hand.binary`), a decision (`> 0.5`, `round`) or an activation. `form`: "class" or
    "function". `from_logits` is None where there is no such setting. `y_true` and `y_pred` name the parameters.
    """

    name: str
    form: str = "class"
    from_logits: bool | None = None
    y_true: str = "y_true"
    y_pred: str = "y_pred"
    swapped: bool = False

    @property
    def short(self) -> str:
        """`BinaryCrossentropy(from_logits=True)`, `tf.nn.softmax_cross_entropy_with_logits`."""
        name = self.name.removeprefix("keras.losses.").removeprefix("keras.metrics.").replace("tensorflow.", "tf.")
        if self.from_logits:
            name += "(from_logits=True)"
        elif self.form == "class":
            name += "()"
        return f"{name}, swapped" if self.swapped else name


@dataclass(frozen=True)
class Case:
    """One pair to measure.

    `code` is the rule that reports it, empty for a pair that is right. `family` says what labels the loss takes
    (binary, categorical: one-hot; sparse_categorical: indices). `reference` names what was meant, a key of
    `stable_ref.references.REFERENCES` or of `prove.exact`. `sweep` are the sizes of the logit.
    """

    code: str
    head: Head
    use: Use
    family: str
    reference: str
    kind: str = "loss"
    sweep: tuple[float, ...] = SWEEP

    @property
    def key(self) -> str:
        """Identifies the case: its code, head and use."""
        head = self.head
        parts = (self.code or "right", head.activation, head.form, str(head.units), head.policy, self.use.short)
        return "|".join(parts)

    @property
    def head_text(self) -> str:
        """`Dense(1, "sigmoid")`, with the op or layer after it and the policy."""
        head = self.head
        given = "" if head.activation == "linear" or head.form == "op" else f', "{head.activation}"'
        text = f"Dense({head.units}{given})"
        if head.form == "op" and head.activation != "linear":
            text += f", raw {head.activation}"
        elif head.form == "reshaped":
            text += ", Reshape"
        return text if head.policy == "float32" else f"{text} in {head.policy}"

    @property
    def title(self) -> str:
        """The pair in words: `Dense(1, "sigmoid") -> BinaryCrossentropy()`."""
        return f"{self.head_text} -> {self.use.short}"

    def to_json(self) -> dict[str, Any]:
        """Plain data; `from_json` gives an equal case."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Case:
        """The case that `to_json` wrote."""
        head, use = Head(**data["head"]), Use(**data["use"])
        return replace(cls(**{**data, "head": head, "use": use}), sweep=tuple(data["sweep"]))
