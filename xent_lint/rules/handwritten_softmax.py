"""hand-written softmax or log-sum-exp without the max shift

## What it does
Finds `exp(z) / sum(exp(z))` and `log(sum(exp(z)))` in TensorFlow and Keras code where nothing was subtracted from `z`.

## Why is this bad?
`exp` overflows float32 from 89 on, and inf / inf is NaN. The softmax and logsumexp of the library subtract the maximum
first, which changes nothing in exact arithmetic.

## Example
```python
import tensorflow as tf

z = tf.keras.layers.Dense(3)(tf.random.normal((2, 4)))
p = tf.exp(z) / tf.reduce_sum(tf.exp(z), axis=-1, keepdims=True)
```

## Use instead
```python
import tensorflow as tf

z = tf.keras.layers.Dense(3)(tf.random.normal((2, 4)))
p = tf.nn.softmax(z, axis=-1)
```

## Fix safety
Safe, with an epsilon unsafe. A softmax without axis or keepdims is shown only: its shape decides what it is.

## References
- Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021)
"""

from __future__ import annotations

from xent_lint.analysis.observations import LogTaken, NormalizedByHand
from xent_lint.analysis.values import Exponential
from xent_lint.diagnostics import Severity
from xent_lint.fixes.handwritten import LibrarySoftmax
from xent_lint.rules.registry import Facts, Verdict, rule


@rule(code="XEN203", name="handwritten-softmax", severity=Severity.WARNING, observes=NormalizedByHand | LogTaken)
def check(seen: NormalizedByHand | LogTaken, facts: Facts) -> Verdict | None:
    """Judge one quotient or logarithm."""
    if isinstance(seen, NormalizedByHand):
        repair = "use softmax, which subtracts the maximum first"
        message = f"hand-written softmax: exp(z) overflows for z > 88 (float32); {repair}"
        fix = LibrarySoftmax("Use the softmax of the library", seen)
        return Verdict(message, repair, seen.place, repairs=(fix,))
    first = seen.arguments[0]
    if isinstance(first, Exponential) and first.form == "sum" and first.guard != "shift":
        repair = "use logsumexp, which subtracts the maximum first"
        message = f"hand-written log-sum-exp: exp(z) overflows for z > 88 (float32); {repair}"
        fix = LibrarySoftmax("Use the logsumexp of the library", seen)
        return Verdict(message, repair, seen.place, repairs=(fix,))
    return None
