"""a metric that thresholds or wants probabilities gets logits

## What it does
Finds a metric that compares with 0.5, or that computes with probabilities, on the output of a linear head that is
trained on logits.

## Why is this bad?
The logit 0 is the probability 0.5: `BinaryAccuracy()`, `Precision()` and `metrics=["accuracy"]` on one unit count only
logits above 0.5 as positive, which is a probability of 0.62. A crossentropy metric without `from_logits=True` and an
AUC clip the logits to [0, 1]. With two or more units "accuracy" looks at the largest one and is right.

## Example
```python
import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
```

## Use instead
```python
import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0, name="accuracy")],
)
```

## Fix safety
Unsafe: what is reported changes, as it must. Keras 3.3 and older reject a threshold of 0.0.

## References
- tensorflow/tensorflow#41413, keras-team/keras#15271
"""

from __future__ import annotations

from xent_lint.analysis.observations import MetricApplied
from xent_lint.analysis.values import Metric, Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.readings import MetricOnLogits
from xent_lint.knowledge.specs import Form, OnLogits
from xent_lint.rules.registry import Facts, Verdict, rule


@rule(code="XEN301", name="metric-on-logits", severity=Severity.ERROR, observes=MetricApplied)
def check(seen: MetricApplied, facts: Facts) -> Verdict | None:
    """Judge one metric."""
    heads = seen.heads
    if not all(head.scale is Scale.LOGITS and head.head in facts.trained_on_logits for head in heads):
        return None
    head = heads[0]
    if head.head is None:
        return None
    if seen.metric is None:
        if not all(each.units == 1 for each in heads):
            return None
        name, truth = f'"{seen.by_name}"', "which compares one unit with 0.5"
        repair = f'use BinaryAccuracy(threshold=0.0, name="{seen.by_name}")'
    else:
        judged = _judge(seen.metric, head.head in facts.logits_of_softmax)
        if judged is None:
            return None
        truth, repair = judged
        name = seen.metric.spec.name.rpartition(".")[2] + ("()" if seen.metric.spec.form is Form.CLASS else "")
    message = f"linear head ({{head}}) given to the metric {name}, {truth}; {repair}"
    related = [("head", head.head, "linear head")]
    if seen.metric is not None and seen.metric.origin is not None:
        related.append(("metric", seen.metric.origin, name))
    fix = MetricOnLogits(_capitalized(repair), seen, head.head in facts.logits_of_softmax)
    return Verdict(message, repair, seen.place, tuple(related), once_per=(seen.place, name), repairs=(fix,))


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _judge(metric: Metric, of_softmax: bool) -> tuple[str, str] | None:
    """What is wrong with it on logits, and the repair; None when nothing is."""
    spec = metric.spec
    thresholded = metric.on_logits is OnLogits.THRESHOLD and metric.threshold in (None, 0.5)
    squashes = metric.on_logits is OnLogits.FROM_LOGITS and not metric.from_logits
    if of_softmax and spec.sigmoid_only and (thresholded or squashes):
        return "which wants probabilities, and on logits knows a sigmoid only", "give it the activated output"
    if thresholded:
        return "which compares with 0.5", f"use {spec.threshold}=0.0"
    if squashes:
        return "which wants probabilities", "use from_logits=True"
    if metric.on_logits is OnLogits.NONE:
        return "which wants probabilities and has no form on logits", "give it the activated output"
    return None
