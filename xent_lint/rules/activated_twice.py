"""a probability output activated once more at inference

## What it does
Finds a sigmoid or softmax applied to what a whole model puts out, when the model ends in that activation already.

## Why is this bad?
A second sigmoid maps [0, 1] to [0.5, 0.73], so that every prediction compared with 0.5 is positive; a second softmax
makes all classes nearly alike. The order stays, so accuracy by argmax hides it, but no probability is right.

## Example
```python
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(10, activation="softmax")])
model.compile(loss=tf.keras.losses.KLDivergence())
probabilities = tf.nn.softmax(model.predict(x))
```

## Use instead
```python
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(10, activation="softmax")])
model.compile(loss=tf.keras.losses.KLDivergence())
probabilities = model.predict(x)
```

## Fix safety
Unsafe: the probabilities change, as they must.

## References
- keras-team/keras-hub#1008
"""

from __future__ import annotations

from xent_lint.analysis.observations import ActivationApplied
from xent_lint.analysis.values import Scale, Tensor
from xent_lint.diagnostics import Severity
from xent_lint.fixes.second_activation import DropSecond
from xent_lint.knowledge.specs import Activation
from xent_lint.rules.registry import Facts, Verdict, rule
from xent_lint.rules.wording import head_name


@rule(code="XEN303", name="activated-twice", severity=Severity.ERROR, observes=ActivationApplied)
def check(seen: ActivationApplied, facts: Facts) -> Verdict | None:
    """Judge one activation."""
    if not all(_twice(result) for result in seen.results):
        return None
    result = seen.results[0]
    before = result.before
    if not isinstance(before, Tensor) or before.head is None:
        return None
    repair = f"drop the second {result.label}"
    message = f"{head_name(before)} ({{head}}) activated once more by {result.label}; {repair}"
    fix = DropSecond(f"Drop the second {result.label}", seen)
    return Verdict(message, repair, seen.place, (("head", before.head, head_name(before)),), repairs=(fix,))


def _twice(result: Tensor) -> bool:
    before = result.before
    if not isinstance(before, Tensor) or before.scale is not Scale.PROBABILITIES:
        return False
    return result.activation in (Activation.SIGMOID, Activation.SOFTMAX) and result.activation is before.activation
