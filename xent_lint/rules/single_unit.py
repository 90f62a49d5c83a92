"""softmax over one unit, or one unit with a categorical loss

## What it does
Finds a softmax over a single unit, and a head of a single unit whose loss is a categorical cross-entropy.

## Why is this bad?
A softmax over one unit is the constant 1: the model predicts the same for every input, and where nothing recovers the
logits no gradient reaches its weights. A categorical cross-entropy over one unit is 0 for every input (sparse labels
other than 0 are out of range), so nothing is learnt.

## Example
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(optimizer="adam", loss="binary_crossentropy")
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
```

## Fix safety
Unsafe: the model becomes another one, as it must.

## References
- Keras API: `keras.activations.softmax`, `keras.losses.SparseCategoricalCrossentropy`
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Tensor
from xent_lint.diagnostics import Severity
from xent_lint.fixes.on_logits import ToLogits
from xent_lint.knowledge.specs import Activation, Family
from xent_lint.rules.registry import Verdict, pair_rule
from xent_lint.rules.wording import CATEGORICAL, Recovery, finder, head_name, loss_name, places, recovery


@pair_rule(code="XEN104", name="single-unit-softmax", severity=Severity.ERROR)
def check(pair: Pair, applied: LossApplied) -> Verdict | None:
    """Judge one pair."""
    head, loss = pair.head, pair.loss
    if not loss.spec.cross_entropy:
        return None
    if head.activation is Activation.SOFTMAX and _normalized_units(head) == 1 and head.axis == -1:
        if head.head is None:
            return None
        repair = "use sigmoid, or a linear head and from_logits=True, with binary cross-entropy"
        # a raw op is not found: inside tf.function a binary loss looks for the op of a sigmoid alone
        trains = loss.spec.family is Family.BINARY and recovery(pair, applied) is Recovery.ALWAYS
        truth = f", though {finder(pair, applied)} on TensorFlow trains a sigmoid" if trains else ""
        message = f"softmax over one unit is the constant 1, given to {loss_name(loss)} ({{loss}}){truth}; {repair}"
        related = tuple(place for place in places(pair, applied) if place[0] != "head")
        if loss.origin is None:
            related = (*related, ("loss", applied.place, loss_name(loss)))
        return Verdict(message, repair, head.head, related, repairs=(_repair(applied),))
    if head.units == 1 and loss.spec.family in CATEGORICAL:
        repair = "use binary cross-entropy, or one unit for each class"
        message = (
            f"{head_name(head)} of one unit ({{head}}) given to {loss_name(loss)}, "
            f"which is 0 over a single class whatever the model says; {repair}"
        )
        return Verdict(message, repair, applied.place, places(pair, applied), repairs=(_repair(applied),))
    return None


def _repair(applied: LossApplied) -> ToLogits:
    return ToLogits("Use one linear unit with binary cross-entropy on logits", applied, binary=True)


def _normalized_units(head: Tensor) -> int | None:
    """The number of units that the softmax was taken over, also when the result was reshaped since."""
    return head.before.units if isinstance(head.before, Tensor) else head.units
