"""an activation that gives neither logits nor probabilities before a cross-entropy

## What it does
Finds a head that ends in relu, tanh, leaky_relu or another activation that is made for hidden layers (also the tanh of
an LSTM as the last layer), given to a cross-entropy.

## Why is this bad?
On a loss on probabilities, values outside of (0, 1) are clipped and get no gradient, and a relu that has died never
trains again. On a loss on logits the activation bounds what the model can say: with a sigmoid, relu leaves no
probability below 1/2, and tanh none above 0.73.

## Example
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1, activation="relu")])
model.compile(optimizer="adam", loss="binary_crossentropy")
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
```

## Fix safety
Shown only: the right head depends on what the model is for.

## References
- Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.2.2: output units
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.by_hand import ByHand
from xent_lint.knowledge.specs import Expects, Family
from xent_lint.rules.registry import Verdict, pair_rule
from xent_lint.rules.wording import CATEGORICAL, head_name, loss_name, places, wants


@pair_rule(code="XEN107", name="unsuitable-activation", severity=Severity.ERROR)
def check(pair: Pair, applied: LossApplied) -> Verdict | None:
    """Judge one pair."""
    loss = pair.loss
    if pair.head.scale is not Scale.ACTIVATED or not loss.spec.cross_entropy:
        return None
    if loss.spec.family is not Family.BINARY and loss.spec.family not in CATEGORICAL:
        return None
    scale = "logits" if wants(loss) is Expects.LOGITS else "probabilities"
    if loss.spec.from_logits is not None or wants(loss) is Expects.LOGITS:
        repair = "use a linear head and from_logits=True" if scale == "probabilities" else "use a linear head"
    else:
        repair = "use " + ("sigmoid" if loss.spec.family is Family.BINARY else "softmax")
    message = f"{head_name(pair.head)} ({{head}}) given to {loss_name(loss)}, which wants {scale}; {repair}"
    ways = (ByHand(repair[0].upper() + repair[1:]),)
    return Verdict(message, repair, applied.place, places(pair, applied), repairs=ways)
