"""activated output given to a loss that wants logits

## What it does
Finds probabilities, the output of a sigmoid or softmax, given to a loss that applies that activation itself:
`from_logits=True`, the `*_with_logits` ops, CTC.

## Why is this bad?
The activation is applied twice. The inner one squeezes everything into [0, 1], so the outer one can never say more than
e / (e + n - 1): the loss has a floor far above 0 and its gradient is small. Keras on the TensorFlow backend recovers
the logits behind a Keras activation and so trains right there, with a warning; on JAX and torch, for raw ops, after a
further layer and on predicted values nothing is recovered. Where the file uses tf.keras or tf_keras, or the
configuration says `keras-backend = "tensorflow"`, a pair that is saved in this way is a warning and no error.

## Example
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10)])
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
```

## Fix safety
Unsafe: training changes, and what the model puts out becomes logits. Where the activation is an op and the loss is
called, only the argument of the loss changes.

## References
- TensorFlow API: the warning on `tf.nn.softmax_cross_entropy_with_logits` about unscaled logits
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.input_passing import PassInput
from xent_lint.fixes.on_logits import ToLogits
from xent_lint.knowledge.specs import Expects
from xent_lint.rules.registry import Verdict, pair_rule
from xent_lint.rules.wording import (
    Recovery,
    axis_unknown,
    finder,
    head_name,
    in_graph,
    is_op,
    loss_name,
    places,
    recovery,
    removal,
    rescued,
    wants,
)


@pair_rule(code="XEN102", name="activated-to-logits-loss", severity=Severity.ERROR)
def check(pair: Pair, applied: LossApplied) -> Verdict | None:
    """Judge one pair."""
    if pair.head.scale is not Scale.PROBABILITIES or wants(pair.loss) is not Expects.LOGITS:
        return None
    if pair.head.axis is None or axis_unknown(pair.loss):
        return None
    repair = removal(pair.head)
    label = pair.head.label
    truth = {
        Recovery.ALWAYS: f"{label} is applied twice, unless {finder(pair, applied)} on TensorFlow recovers the logits",
        Recovery.IN_GRAPH: f"{label} is applied twice, unless it runs {in_graph(pair, applied)}",
        Recovery.NEVER: f"{label} is applied twice",
    }[recovery(pair, applied)]
    message = f"{head_name(pair.head)} ({{head}}) given to {loss_name(pair.loss)}: {truth}; {repair}"
    linear = ToLogits(f"Take the {label} off the head", applied)
    fix = PassInput(f"Pass the input of {label} to the loss", applied, linear) if is_op(pair.head) else linear
    saved = rescued(pair, applied)
    return Verdict(message, repair, applied.place, places(pair, applied), repairs=(fix,), rescued=saved)
