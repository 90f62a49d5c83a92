"""logits given to a loss that wants probabilities

## What it does
Finds a model (or expression) that ends in a linear layer and whose output is given to a loss that takes probabilities:
a cross-entropy with `from_logits=False`, which is the default, a divergence, Dice or Tversky.

## Why is this bad?
Nothing raises an error. Logits outside of (0, 1) are clipped to [1e-7, 1 - 1e-7], so the loss has a plateau with
gradient exactly 0 on both sides and is another function in between. A categorical loss that divides by the sum first is
NaN where the logits are all 0.

## Example
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10)])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10)])
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
```

## Fix safety
Unsafe: training becomes another one, as it must.

## References
- Keras API: `from_logits` of `keras.losses.BinaryCrossentropy` and its siblings
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.on_logits import ToLogits
from xent_lint.knowledge.specs import Expects
from xent_lint.rules.registry import Verdict, pair_rule
from xent_lint.rules.wording import head_name, loss_name, places, wants


@pair_rule(code="XEN101", name="logits-to-probability-loss", severity=Severity.ERROR)
def check(pair: Pair, applied: LossApplied) -> Verdict | None:
    """Judge one pair."""
    if pair.head.scale is not Scale.LOGITS or wants(pair.loss) is not Expects.PROBABILITIES:
        return None
    repair = "use from_logits=True" if pair.loss.spec.from_logits is not None else "add the activation to the head"
    message = f"{head_name(pair.head)} ({{head}}) given to {loss_name(pair.loss)}, which wants probabilities; {repair}"
    fix = ToLogits(f"Compute {loss_name(pair.loss)} from logits", applied)
    return Verdict(message, repair, applied.place, places(pair, applied), repairs=(fix,))
