"""What is measured is measured once for all test modules."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from xent_lint.knowledge.keras_losses import ENTRIES
from xent_lint.knowledge.specs import Family, Form, LossSpec
from xent_lint.prove.cases import FORMS, Case
from xent_lint.prove.results import MODES, Results
from xent_lint.prove.run import prove, why_missing
from xent_lint.prove.table import CASES, pair

FAR_OUT = (2.0, 12.0, 20.0, 40.0)
"""Sizes that tell whether the logits were found again, for cases that ask nothing else."""

RESCUABLE = tuple(entry for entry in ENTRIES if entry.reference is not None and entry.form is Form.CLASS)
"""The functions behind them are measured, with the attached logits, by tests/knowledge/test_knowledge_meaning.py."""


def _measured(cases: Sequence[Case], backend: str, modes: Sequence[str] = MODES) -> Results:
    results = prove(cases, [backend], modes=modes)
    assert results.failures == ()
    assert {each.backend for each in results.measurements} == {backend}
    return results


def rescue_case(entry: LossSpec, form: str, from_logits: bool) -> Case:
    """The head that a loss has its logits found behind, or not."""
    activation = "sigmoid" if entry.family is Family.BINARY else "softmax"
    code = "XEN102" if from_logits else "XEN201"
    return replace(pair(code, activation, entry.name, from_logits, form=form), sweep=FAR_OUT)


def on_logits_case(entry: LossSpec) -> Case:
    """The same loss on the logits themselves."""
    return replace(pair("", "linear", entry.name, True), sweep=FAR_OUT)


def rescue_cases() -> list[Case]:
    """Every loss of Keras, with and without from_logits, on every form of head, and on logits."""
    found = [rescue_case(entry, form, logits) for entry in RESCUABLE for form in FORMS for logits in (False, True)]
    return [*found, *map(on_logits_case, RESCUABLE)]


def skip_without(backend: str) -> None:
    """Skip the test that asks, with the reason, where the backend is not installed."""
    reason = why_missing(backend)
    if reason is not None:
        pytest.skip(reason)


@functools.cache
def on_tensorflow() -> Results:
    """All cases of the catalogue in all modes on TensorFlow."""
    return _measured(CASES, "tensorflow")


@functools.cache
def rescues(backend: str) -> Results:
    """The recovery of the logits, in Keras 3 (tensorflow) or Keras 2 (tf_keras)."""
    return _measured(rescue_cases(), backend, ("call", "graph"))


@functools.cache
def elsewhere(backend: str) -> Results:
    """The pairs that TensorFlow rescues, on a backend that does not."""
    codes = ("", "XEN102", "XEN103", "XEN104", "XEN201")
    plain = [case for case in CASES if case.code in codes and case.head.form == "layer"]
    return _measured(plain, backend, ("fit", "call", "predict"))
