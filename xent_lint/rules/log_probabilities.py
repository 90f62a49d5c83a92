"""log-probabilities given to a loss that wants another scale

## What it does
Finds the result of log_softmax or log_sigmoid given to a loss that wants probabilities, or to a loss on logits of
another family. A log_softmax before a softmax cross-entropy on logits is left alone: normalising twice changes nothing.

## Why is this bad?
Log-probabilities are never positive. As probabilities a binary loss, and the sparse one of Keras on TensorFlow, clip
them all to the smallest value, and are a constant without a gradient; the other categorical ones divide by their sum
first, which makes the least likely class the most likely one. As logits of a sigmoid they say that every class is
unlikely.

## Example
```python
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(3, activation="log_softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy")
```

## Use instead
```python
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(3)])
model.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
```

## Fix safety
Unsafe: training becomes another one, as it must. Shown only where activation and loss belong to different families.

## References
- TensorFlow API: `tf.nn.log_softmax`
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Scale, Tensor
from xent_lint.diagnostics import Severity
from xent_lint.fixes.by_hand import ByHand
from xent_lint.fixes.component import MATCHING
from xent_lint.fixes.input_passing import PassInput
from xent_lint.fixes.on_logits import ToLogits
from xent_lint.knowledge.specs import Activation, Expects, Family
from xent_lint.rules.registry import Repair, Verdict, pair_rule
from xent_lint.rules.wording import CATEGORICAL, head_name, is_op, loss_name, places, removal, wants


@pair_rule(code="XEN106", name="log-probabilities-to-loss", severity=Severity.ERROR)
def check(pair: Pair, applied: LossApplied) -> Verdict | None:
    """Judge one pair."""
    head, loss = pair.head, pair.loss
    if head.scale is not Scale.LOG_PROBABILITIES or wants(loss) is Expects.LOG_PROBABILITIES:
        return None
    if wants(loss) is Expects.LOGITS:
        same = head.activation is Activation.LOG_SOFTMAX and loss.spec.family in (*CATEGORICAL, Family.SEQUENCE)
        if same:
            return None
        repair = removal(head)
    elif loss.spec.from_logits is not None:
        repair = f"{removal(head)} and use from_logits=True"
    else:
        repair = f"use {_plain(head)} instead of {head.label}"
    scale = "logits" if wants(loss) is Expects.LOGITS else "probabilities"
    message = f"{head_name(head)} ({{head}}) given to {loss_name(loss)}, which wants {scale}; {repair}"
    return Verdict(message, repair, applied.place, places(pair, applied), repairs=_repairs(pair, applied))


def _plain(head: Tensor) -> str:
    """The activation without the log."""
    return head.activation.value.removeprefix("log_")


def _repairs(pair: Pair, applied: LossApplied) -> tuple[Repair, ...]:
    head, loss = pair.head, pair.loss
    on_logits = loss.spec.from_logits is not None or wants(loss) is Expects.LOGITS
    if not on_logits and loss.spec.family in (Family.DIVERGENCE, *MATCHING.get(head.activation, ())):
        return (ByHand(f"Use {_plain(head)} instead of {head.label}"),)
    if loss.spec.family in MATCHING.get(head.activation, ()):
        linear = ToLogits(f"Take the {head.label} off the head and compute the loss from logits", applied)
        return (PassInput(f"Pass the input of {head.label} to the loss", applied, linear) if is_op(head) else linear,)
    takes = "a linear head" if wants(loss) is Expects.LOGITS else _OTHER[head.activation]
    kept, other = f"keep {loss_name(loss)} and use {takes}", "cross-entropy on logits with a linear head"
    binary = loss.spec.family is Family.BINARY
    return (
        ByHand(f"Classes that exclude each other: {f'use a categorical {other}' if binary else kept}"),
        ByHand(f"Labels that do not exclude each other: {kept if binary else f'use a binary {other}'}"),
    )


_OTHER = {Activation.LOG_SOFTMAX: "sigmoid", Activation.LOG_SIGMOID: "softmax"}
"""The activation of the family that a log-probability does not belong to."""
