"""One case in one mode on the framework at hand."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_lint.prove.cases import Case
from xent_lint.prove.measuring.backends import Backend
from xent_lint.prove.measuring.models import (
    SHIFT,
    build,
    compiled_loss,
    find,
    has_activation,
    has_use,
    inputs_of,
    labels_of,
    per_sample,
)

Floats = NDArray[np.float64]

COMPILED = ("fit", "eager")


@dataclass(frozen=True)
class Measured:
    """A number for each sample, the derivative of it with respect to the first logit, and what was warned of."""

    reported: Floats
    gradient: Floats | None = None
    warnings: tuple[str, ...] = ()


def why_absent(backend: Backend, case: Case, mode: str) -> str | None:
    """Why there is nothing to measure, or None."""
    if mode in backend.absent:
        return backend.absent[mode]
    if case.use.name.startswith("tensorflow.") and not hasattr(backend, "tf"):
        return "an op of TensorFlow alone"
    if not has_activation(backend, case.head.activation):
        return f"{backend.name} has no activation {case.head.activation}"
    if not has_use(backend, case.use):
        return f"{backend.name} has no {case.use.name}"
    if case.use.swapped and mode in COMPILED:
        return "compile passes labels and prediction itself, so they cannot be swapped"
    if case.kind == "metric" and mode not in ("fit", "call"):
        return "a metric is measured by evaluate and by its own object"
    if case.kind in ("decision", "probability") and mode not in ("predict", "call"):
        return "nothing is trained: what the model puts out is read"
    return None


def measure(backend: Backend, case: Case, mode: str) -> Measured:
    """Run it. Whatever the framework raises is raised."""
    backend.recorded.clear()
    run: dict[str, Callable[[Backend, Case, str], Measured]] = {
        "loss": _loss,
        "metric": _metric,
        "decision": _reading,
        "probability": _reading,
    }
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = run[case.kind](backend, case, mode)
    said = dict.fromkeys(" ".join(str(each.message).split()) for each in caught)
    return Measured(found.reported, found.gradient, tuple(text for text in said if "from_logits" in text))


def _loss(backend: Backend, case: Case, mode: str) -> Measured:
    model = build(backend, case)
    inputs, labels = inputs_of(case), labels_of(case)
    if mode in COMPILED:
        return _compiled(backend, case, model, mode)
    loss = per_sample(backend, case.use)
    given = backend.tensor(labels)
    if mode == "predict":
        outputs = model.predict(inputs, batch_size=len(labels), verbose=0)
        return Measured(backend.array(loss(given, backend.tensor(outputs))))
    tensors = [backend.tensor(each) for each in inputs]
    step = backend.call if mode == "call" else backend.graph
    reported, slopes = step(model, tensors, lambda outputs: loss(given, outputs))
    return Measured(reported, slopes[:, 0])


def _compiled(backend: Backend, case: Case, model: Any, mode: str) -> Measured:
    """The loss of evaluate and the gradient of one step of fit, all samples in one batch."""
    inputs, labels = inputs_of(case), labels_of(case)
    _compile(backend, model, mode, loss=compiled_loss(backend, case.use))
    model.evaluate(inputs, labels, batch_size=len(labels), verbose=0)
    backend.settle()
    reported = backend.recorded[-1]
    model.fit(inputs, labels, batch_size=len(labels), epochs=1, shuffle=False, verbose=0)
    backend.settle()
    (shift,) = model.get_layer(SHIFT).get_weights()
    return Measured(reported, 0.0 - np.asarray(shift, dtype=np.float64)[:, 0])


def _compile(backend: Backend, model: Any, mode: str, **settings: Any) -> None:
    optimizer = backend.keras.optimizers.SGD(learning_rate=1.0)
    model.compile(optimizer=optimizer, run_eagerly=mode == "eager", **settings, **backend.compile_options)


def _metric(backend: Backend, case: Case, mode: str) -> Measured:
    """A metric of one sample after the other: most of them are no mean over samples."""
    model = build(backend, case)
    inputs, labels = inputs_of(case), labels_of(case)
    rows = [slice(index, index + 1) for index in range(len(labels))]
    if mode == "call":
        metric = _metric_object(backend, case)
        logits = model.predict(inputs, batch_size=len(labels), verbose=0)
        values = []
        for row in rows:
            metric.reset_state()
            metric.update_state(labels[row], logits[row])
            values.append(float(metric.result()))
        return Measured(np.asarray(values))
    loss = backend.keras.losses.BinaryCrossentropy(from_logits=True)
    named = case.use.name if case.use.form == "function" else _metric_object(backend, case)
    _compile(backend, model, mode, loss=loss, metrics=[named])
    values = []
    for row in rows:
        model.reset_metrics()
        reported = model.test_on_batch([each[row] for each in inputs], labels[row], return_dict=True)
        values.append(float(next(value for key, value in reported.items() if key != "loss")))
    return Measured(np.asarray(values))


def _metric_object(backend: Backend, case: Case) -> Any:
    if case.use.form == "function":  # "accuracy", which compile resolves for one unit to this one
        return backend.keras.metrics.BinaryAccuracy()
    options: dict[str, Any] = {} if case.use.from_logits is None else {"from_logits": case.use.from_logits}
    return find(backend, case.use.name)(**options)


def _reading(backend: Backend, case: Case, mode: str) -> Measured:
    """A decision made from what the model puts out, or a second activation of it."""
    model = build(backend, case)
    inputs = inputs_of(case)
    if mode == "predict":
        outputs = model.predict(inputs, batch_size=len(inputs[0]), verbose=0)
    else:
        outputs = model([backend.tensor(each) for each in inputs])
    if case.kind == "probability":
        read = backend.array(backend.raw(case.use.name)(backend.tensor(outputs)))
    elif case.use.name == "round":
        read = np.round(backend.array(backend.tensor(outputs)))
    else:
        read = np.asarray(backend.array(backend.tensor(outputs)) > 0.5, dtype=np.float64)
    return Measured(read[:, 0])
