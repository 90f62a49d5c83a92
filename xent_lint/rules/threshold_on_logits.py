"""logits compared with 0.5 or rounded

## What it does
Finds the output of a linear head that is trained with a cross-entropy on logits being compared with 0.5 or rounded, as
if it were a probability.

## Why is this bad?
The decision between two classes is at the logit 0. A threshold of 0.5 on logits is one of 0.62 on probabilities, so
positives are missed without any error. Rounding a logit gives numbers that are no classes at all.

## Example
```python
import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
positive = model.predict(x) > 0.5
```

## Use instead
```python
import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
positive = model.predict(x) > 0.0
```

## Fix safety
Unsafe: the decisions change, as they must.

## References
- tensorflow/models#3269
"""

from __future__ import annotations

from xent_lint.analysis.observations import OutputConsumed
from xent_lint.analysis.values import Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.readings import ReadAsProbability
from xent_lint.rules.registry import Facts, Verdict, rule


@rule(code="XEN302", name="threshold-on-logits", severity=Severity.ERROR, observes=OutputConsumed)
def check(seen: OutputConsumed, facts: Facts) -> Verdict | None:
    """Judge one comparison or rounding."""
    if not all(each.scale is Scale.LOGITS and each.head in facts.trained_on_logits for each in seen.tensors):
        return None
    head = seen.tensors[0].head
    if head is None or seen.threshold not in (None, 0.5):
        return None
    what = "compared with 0.5" if seen.how == "compared" else "rounded"
    message = f"logits of the linear head ({{head}}) {what}"
    if head in facts.logits_of_softmax:
        repair = "apply softmax first"
    else:
        repair = "compare with 0.0" if seen.how == "compared" else "compare with 0.0, or apply sigmoid first"
    label = "softmax" if head in facts.logits_of_softmax else "sigmoid"
    fix = ReadAsProbability(repair[:1].upper() + repair[1:], seen, label)
    return Verdict(f"{message}; {repair}", repair, seen.place, (("head", head, "linear head"),), repairs=(fix,))
