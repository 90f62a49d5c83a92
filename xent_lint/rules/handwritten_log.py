"""hand-written log of an activation, or hand-written cross-entropy

## What it does
Finds the log of a sigmoid or softmax (also with an epsilon or a clip), as in a cross-entropy written out by hand, and
`log(1 + exp(z))`.

## Why is this bad?
In float32 a sigmoid is exactly 1 from 17 on, so that log(1 - p) is -inf there; a softmax is exactly 0 where a logit is
88 below the largest (103 where a framework keeps subnormal numbers, as torch does; the gradient is lost at 89 there
too). The log is then -inf, or NaN after a product with 0, and one such value ruins all weights. An epsilon or a clip
hides the NaN and bounds the loss at 16.12 (for 1e-7), without a gradient beyond 24. `exp(z)` overflows from 89 on.

## Example
```python
import tensorflow as tf

z = tf.keras.layers.Dense(3)(tf.random.normal((2, 4)))
log_p = tf.math.log(tf.nn.softmax(z))
```

## Use instead
```python
import tensorflow as tf

z = tf.keras.layers.Dense(3)(tf.random.normal((2, 4)))
log_p = tf.nn.log_softmax(z)
```

## Fix safety
Safe without an epsilon or clip, else unsafe: the bounded values change. Shown only where the input of the activation
is not at hand: inside of a model, or another value by then.

## References
- Mächler, Accurately computing log(1 - exp(-|a|)) (2012)
"""

from __future__ import annotations

from xent_lint.analysis.observations import LogTaken
from xent_lint.analysis.values import Exponential, Tensor
from xent_lint.diagnostics import Severity
from xent_lint.fixes.logs import StableLog
from xent_lint.knowledge.specs import Activation
from xent_lint.rules.registry import Facts, Verdict, rule


@rule(code="XEN202", name="handwritten-log", severity=Severity.WARNING, observes=LogTaken)
def check(seen: LogTaken, facts: Facts) -> Verdict | None:
    """Judge one logarithm."""
    first = seen.arguments[0]
    if isinstance(first, Exponential):
        if first.form != "one plus":
            return None
        repair = "use softplus"
        message = f"log(1 + exp(z)) overflows for large z; {repair}"
        fix = StableLog("Use softplus", seen)
        return Verdict(message, repair, seen.place, once_per=(seen.statement, "softplus"), repairs=(fix,))
    if not all(isinstance(each, Tensor) and each.head is not None for each in seen.arguments):
        return None
    return _log_of(first, seen)


def _log_of(tensor: Tensor, seen: LogTaken) -> Verdict | None:
    if tensor.head is None:
        return None
    sigmoid = tensor.activation is Activation.SIGMOID
    repair = "use log_sigmoid of the logits" if sigmoid else "use log_softmax of the logits"
    damage = {
        "": "is -inf or NaN where it is rounded to 0",
        "part": "is -inf or NaN where it is rounded to 0",
        "epsilon": "is bounded by the epsilon, and so is its gradient",
        "part, epsilon": "is bounded by the epsilon, and so is its gradient",
        "clip": "is bounded by the clip, and its gradient vanishes there",
    }.get(tensor.guard, "loses precision")
    message = f"the log of {tensor.label} ({{head}}) {damage}; {repair}"
    related = (("head", tensor.head, f"{tensor.label} applied here"),)
    fix = StableLog(repair[0].upper() + repair[1:], seen)
    return Verdict(message, repair, seen.place, related, once_per=(seen.statement, tensor.head), repairs=(fix,))
