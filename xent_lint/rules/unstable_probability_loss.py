"""sigmoid or softmax head with the matching loss on probabilities

## What it does
Finds the classic pair: a sigmoid head with binary cross-entropy, or a softmax head with a categorical one, with
`from_logits=False`.

## Why is this bad?
It is right on paper and loses precision in floating point. The probabilities are clipped to [1e-7, 1 - 1e-7]: the loss
stays at about 1e-7 where the exact one falls further (in Keras 2 a binary one drops to 0), it cannot rise above 16.12,
and beyond a logit of 17 the gradient is exactly 0, so the worst mistakes are not learnt from. Keras on the TensorFlow
backend recovers the logits behind its own activations in `fit` and `evaluate`, which then are right; nothing does on
JAX and torch, after a further layer, for raw ops in eager code, or when the loss is computed on predicted values.

## Example
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy")
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
```

## Fix safety
Safe when every consumer of the output is seen and moved along, else unsafe: the output becomes logits. Where the
activation is an op and the loss a function, only the arguments of the loss change, which is safe.

## References
- Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021)
"""

from __future__ import annotations

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Scale
from xent_lint.diagnostics import Severity
from xent_lint.fixes.input_passing import PassInput
from xent_lint.fixes.on_logits import ToLogits
from xent_lint.knowledge.specs import Activation, Expects, Family
from xent_lint.rules.registry import Verdict, pair_rule
from xent_lint.rules.wording import (
    CATEGORICAL,
    Recovery,
    axis_unknown,
    clipped,
    finder,
    head_name,
    in_graph,
    is_op,
    loss_name,
    places,
    recovery,
    wants,
)


@pair_rule(code="XEN201", name="unstable-probability-loss", severity=Severity.WARNING)
def check(pair: Pair, applied: LossApplied) -> Verdict | None:
    """Judge one pair."""
    head, loss = pair.head, pair.loss
    if head.scale is not Scale.PROBABILITIES or wants(loss) is not Expects.PROBABILITIES or head.axis != -1:
        return None
    if axis_unknown(loss):
        return None
    if not loss.spec.cross_entropy or loss.spec.family is Family.SEQUENCE:
        return None
    if loss.spec.focal:  # Keras clips these with from_logits=True too: there is no better form to move to
        return None
    sigmoid = head.activation is Activation.SIGMOID and loss.spec.family is Family.BINARY
    softmax = head.activation is Activation.SOFTMAX and loss.spec.family in CATEGORICAL
    if not sigmoid and not softmax:
        return None
    truth = {
        Recovery.ALWAYS: (
            f"exact only where {finder(pair, applied)} on TensorFlow recovers the logits, clipped everywhere else"
        ),
        Recovery.IN_GRAPH: f"exact only {in_graph(pair, applied)}, clipped everywhere else",
        Recovery.NEVER: clipped(pair),
    }[recovery(pair, applied)]
    linear = "pass its input" if is_op(head) else "use a linear head"
    repair = f"{linear} and from_logits=True" if loss.spec.from_logits else "use the loss on logits"
    if head.guard == "average":  # there are no logits of a mean of probabilities
        repair = "average by logsumexp of the log-probabilities"
    message = f"{head_name(head)} ({{head}}) given to {loss_name(loss)}: {truth}; {repair}"
    linear_head = ToLogits(f"Take the {head.label} off the head and compute the loss from logits", applied, keeps=True)
    passed = PassInput(f"Pass the input of {head.label} to the loss", applied, linear_head, keeps=True)
    fix = passed if is_op(head) else linear_head
    return Verdict(message, repair, applied.place, places(pair, applied), repairs=(fix,))
