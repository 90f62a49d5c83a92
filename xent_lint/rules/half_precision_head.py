"""sigmoid or softmax head computed in half precision

## What it does
Finds a head whose sigmoid or softmax is computed in float16 or bfloat16 under a mixed-precision policy and whose output
goes into a cross-entropy.

## Why is this bad?
A sigmoid is rounded to 1 from a logit of 8 or 9 on in float16, of 6 or 7 in bfloat16, and of 17 in float32. Keras 3
casts the rounded probabilities to float32 and clips them: the loss jumps to 15.9 there, and the gradient of such a
mistake is 0. In float16 the gradient of a softmax is NaN from 11 on, and that of a sigmoid infinite from 12 on in
TensorFlow and torch, where nothing scales the loss; the scaling that `compile` adds under the policy mixed_float16
skips such steps until they fit. Keras 2 (tf_keras) on TensorFlow recovers the logits in `fit` and `evaluate`, so there
only predicted values are rounded. Keras' own guide on mixed precision asks for `dtype="float32"` on the last
activation.

## Example
```python
import keras

keras.mixed_precision.set_global_policy("mixed_float16")
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss="categorical_crossentropy")
```

## Use instead
```python
import keras

keras.mixed_precision.set_global_policy("mixed_float16")
model = keras.Sequential([keras.layers.Dense(10, dtype="float32")])
model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
```

## Fix safety
Unsafe: the outputs become float32, and training changes within rounding.

## References
- TensorFlow guide "Mixed precision", section "Building the model"
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied
from xent_lint.analysis.values import Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.half_precision import HeadInFloat32
from xent_lint.rules.registry import Facts, Verdict, rule
from xent_lint.rules.wording import head_name, loss_name, without_gradient


@rule(code="XEN204", name="half-precision-head", severity=Severity.WARNING, observes=LossApplied)
def check(applied: LossApplied, facts: Facts) -> Verdict | None:
    """Judge the heads given to one loss."""
    heads = [pair.head for pair in applied.pairs]
    if not all(head.half and head.scale is Scale.PROBABILITIES and head.head is not None for head in heads):
        return None
    head, loss = heads[0], applied.pairs[0].loss
    if head.head is None or not loss.spec.cross_entropy:
        return None
    repair = 'give the head dtype="float32"'
    damage = without_gradient(applied.pairs[0], applied)
    message = f"{head_name(head)} is computed in {head.half}, given to {loss_name(loss)} ({{loss}}){damage}; {repair}"
    related = (("loss", applied.place, loss_name(loss)),)
    fix = HeadInFloat32("Compute the head in float32", head)
    return Verdict(message, repair, head.head, related, once_per=head.head, repairs=(fix,))
