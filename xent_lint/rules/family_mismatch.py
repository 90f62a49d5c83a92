"""activation and loss of different families

## What it does
Finds a softmax over several units with a binary cross-entropy, and independent sigmoids with a categorical one.

## Why is this bad?
The head says "exactly one of these classes", the loss "each of these for itself", or the other way round. What is
trained depends on the backend: on TensorFlow, Keras recovers the logits, so that softmax with binary cross-entropy
trains a sigmoid for each unit and the softmax is only used for prediction. On JAX and torch the loss is computed on the
softmax; for exactly two one-hot units it then equals categorical cross-entropy.

## Example
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="binary_crossentropy")
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10)])
model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy(from_logits=True))
```

## Fix safety
Shown only: whether the labels exclude each other is for the author to say.

## References
- Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.6: canonical link functions
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.by_hand import ByHand
from xent_lint.knowledge.specs import Expects, Family
from xent_lint.rules.registry import Verdict, pair_rule
from xent_lint.rules.wording import (
    CATEGORICAL,
    SIGMOID_LIKE,
    SOFTMAX_LIKE,
    Recovery,
    finder,
    head_name,
    loss_name,
    places,
    recovery,
    wants,
)


@pair_rule(code="XEN103", name="activation-loss-family-mismatch", severity=Severity.ERROR)
def check(pair: Pair, applied: LossApplied) -> Verdict | None:
    """Judge one pair."""
    head, loss = pair.head, pair.loss
    if head.scale is not Scale.PROBABILITIES or not loss.spec.cross_entropy or head.axis != -1:
        return None
    softmax = head.activation in SOFTMAX_LIKE and loss.spec.family is Family.BINARY
    sigmoid = head.activation in SIGMOID_LIKE and loss.spec.family in CATEGORICAL
    if not softmax and not sigmoid:
        return None
    # inside tf.function each loss looks for the op of its own family only, so a raw op of the other one is not found
    recovered = recovery(pair, applied) is Recovery.ALWAYS
    takes_logits = wants(loss) is Expects.LOGITS
    if softmax:
        truth = "the units exclude each other, but the loss takes each one for itself"
        if recovered:
            truth += f" ({finder(pair, applied)} on TensorFlow trains a sigmoid for each unit)"
        elif head.units == 2:
            truth += " (which for two one-hot units is categorical cross-entropy)"
        other = "a linear head" if takes_logits else "sigmoid"
        repair = f"use categorical cross-entropy, or {other} for labels that do not exclude each other"
        ways = (
            ByHand("Classes that exclude each other: use categorical cross-entropy"),
            ByHand(f"Labels that do not exclude each other: use {other} instead of {head.label}"),
        )
    else:
        truth = "the units are independent, but the loss takes them as one distribution"
        truth += f" ({finder(pair, applied)} on TensorFlow trains a softmax over them)" if recovered else ""
        other = "a linear head" if takes_logits else "softmax"
        repair = f"use {other} for classes that exclude each other, or binary cross-entropy"
        ways = (
            ByHand(f"Classes that exclude each other: use {other} instead of {head.label}"),
            ByHand("Labels that do not exclude each other: use binary cross-entropy"),
        )
    message = f"{head_name(head)} ({{head}}) given to {loss_name(loss)}: {truth}; {repair}"
    return Verdict(message, repair, applied.place, places(pair, applied), repairs=ways)
