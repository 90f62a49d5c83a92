"""prediction and label swapped in a loss call

## What it does
Finds a loss that is given what a network puts out where it takes the labels, and labels (or an input) where it takes
the prediction.

## Why is this bad?
A cross-entropy is not symmetric: the labels go through the log, the prediction does not, and the gradient that trains
the network is another one altogether. Keras takes `(y_true, y_pred)`, `tf.nn` takes keywords, PyTorch and optax take
the prediction first.

## Example
```python
import tensorflow as tf

y = tf.one_hot([1, 0], 3)
logits = tf.keras.layers.Dense(3)(tf.random.normal((2, 4)))
loss = tf.keras.losses.categorical_crossentropy(logits, y, from_logits=True)
```

## Use instead
```python
import tensorflow as tf

y = tf.one_hot([1, 0], 3)
logits = tf.keras.layers.Dense(3)(tf.random.normal((2, 4)))
loss = tf.keras.losses.categorical_crossentropy(y, logits, from_logits=True)
```

## Fix safety
Unsafe: training becomes another one, as it must.

## References
- Keras API: `keras.losses.Loss.__call__(y_true, y_pred)`
"""

from __future__ import annotations

from xent_lint.analysis.observations import LabelsSwapped
from xent_lint.diagnostics import Severity
from xent_lint.fixes.swapping import SwapArguments
from xent_lint.rules.registry import Facts, Verdict, rule
from xent_lint.rules.wording import head_name, loss_name


@rule(code="XEN105", name="swapped-arguments", severity=Severity.ERROR, observes=LabelsSwapped)
def check(seen: LabelsSwapped, facts: Facts) -> Verdict | None:
    """Judge one call."""
    if not seen.loss.spec.cross_entropy or seen.prediction.head is None:
        return None
    repair = "swap the two arguments"
    name = head_name(seen.prediction)
    message = f"{name} ({{head}}) given to {loss_name(seen.loss)} as the labels, and labels as the prediction; {repair}"
    fix = SwapArguments("Swap the two arguments", seen)
    return Verdict(message, repair, seen.place, (("head", seen.prediction.head, name),), repairs=(fix,))
