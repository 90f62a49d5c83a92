"""A fixture's text: the program, the codes expected on its lines, and how it says it is proved.

See `stable_ref.harness` for what the keys of PROOF mean; here they are only read and held to their shape.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stable_ref.readings import MAPS, READINGS
from stable_ref.reduction import Reduction
from stable_ref.references import REFERENCES

EFFECTS = ("right", "wrong", "fragile", "unstable", "raises")
KINDS = ("model", "loss_of_logits", "of_logits", "session")
PRECISIONS = ("float32", "float16", "bfloat16")
REDUCTIONS = ("mean", "sum", "none")
MODERATE = 3.0
LARGE = 40.0

_EXPECTATION = re.compile(r"#\s*expect:\s*(XEN\d{3}(?:\s*,\s*XEN\d{3})*)\s*$")


class HarnessError(Exception):
    """A fixture that cannot be measured: a bad PROOF, a head that was never called, a name that is not there."""


@dataclass(frozen=True)
class Output:
    """One output of a model: where its logits come from, its labels, and the loss it should have."""

    reference: str
    options: Mapping[str, Any] = field(default_factory=dict)
    head: str | None = None
    labels: str | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Read:
    """What is read from an output: the name of a reading, and the head, inputs and labels where they are others."""

    reference: str
    head: str | None = None
    inputs: str | None = None
    labels: str | None = None


@dataclass(frozen=True)
class Proof:
    """The PROOF literal of a fixture. Strings that name things of the program are Python expressions over its names."""

    effect: str
    outputs: tuple[Output, ...]
    differs: tuple[str, ...] = ()
    model: str | None = None
    inputs: str | None = None
    labels: str | None = None
    sample_weight: str | None = None
    loss: str | None = None
    step: str | None = None
    loss_of_logits: str | None = None
    of_logits: str | None = None
    logits: str | None = None
    session: str | None = None
    feed: str | None = None
    reduction: Reduction = "mean"
    scale: float | None = MODERATE
    raises: str | None = None
    readings: Mapping[str, Read] = field(default_factory=dict)
    metrics: Mapping[str, Read] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    precision: str = "float32"

    @property
    def scales(self) -> tuple[float | None, ...]:
        """The sizes of logits to measure at. An unstable program must first be right at moderate ones."""
        return (MODERATE, self.scale) if self.effect == "unstable" else (self.scale,)


@dataclass(frozen=True)
class Program:
    path: Path
    source: str
    expectations: Mapping[int, tuple[str, ...]]
    proof: Proof


def read(path: Path) -> Program:
    """Reads a fixture without running it."""
    return parse(path, path.read_text(encoding="utf-8"))


def parse(path: Path, source: str) -> Program:
    """Reads the text of a fixture without running it."""
    return Program(path, source, expectations(source), read_proof(source))


def expectations(source: str) -> dict[int, tuple[str, ...]]:
    """Line -> codes, from the `# expect:` comments.

    >>> expectations("loss = 'bce'  # expect: XEN101, XEN107")
    {1: ('XEN101', 'XEN107')}
    """
    found = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        match = _EXPECTATION.search(token.string) if token.type == tokenize.COMMENT else None
        if match:
            found[token.start[0]] = tuple(code.strip() for code in match[1].split(","))
        elif token.type == tokenize.COMMENT and "expect" in token.string:
            raise HarnessError(f"line {token.start[0]}: unreadable expectation {token.string!r}")
    return found


def read_proof(source: str) -> Proof:
    """The PROOF at the bottom of a fixture, checked for unknown keys and contradictions."""
    last = ast.parse(source).body[-1]
    if not (isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name) and last.targets[0].id == "PROOF"):
        raise HarnessError("the last statement must be PROOF = {...}")
    literal: dict[str, Any] = ast.literal_eval(last.value)
    try:
        return _check(_build(literal))
    except (TypeError, KeyError) as problem:
        raise HarnessError(f"PROOF: {problem}") from problem


def _build(literal: dict[str, Any]) -> Proof:
    rest = dict(literal)
    if "outputs" in rest:
        outputs = tuple(Output(**output) for output in rest.pop("outputs"))
    elif "reference" in rest:
        own = {key: rest.pop(key) for key in ("reference", "options", "head") if key in rest}
        outputs = (Output(**own),)
    else:
        outputs = ()
    for key in ("readings", "metrics"):
        reads = rest.get(key, {}).items()
        rest[key] = {mode: Read(read) if isinstance(read, str) else Read(**read) for mode, read in reads}
    if rest.get("effect") == "unstable":
        rest.setdefault("scale", LARGE)
    for key in ("differs", "unchanged"):
        rest[key] = tuple(rest.get(key, ()))
    return Proof(**{**rest, "outputs": outputs})


def _check(proof: Proof) -> Proof:
    trains = bool(proof.outputs)
    kinds = [kind for kind in KINDS if getattr(proof, kind)]
    reads = [*proof.readings.values(), *proof.metrics.values()]
    known = MAPS if proof.of_logits else REFERENCES
    problems = {
        f"unknown effect {proof.effect!r}": proof.effect not in EFFECTS,
        f"unknown reduction {proof.reduction!r}": proof.reduction not in REDUCTIONS,
        f"unknown precision {proof.precision!r}": proof.precision not in PRECISIONS,
        f"name exactly one of {', '.join(KINDS)}": len(kinds) != 1 and (trains or len(kinds) > 1 or not proof.logits),
        "a right program differs nowhere": proof.effect == "right" and bool(proof.differs),
        "list the modes in which the numbers differ": proof.effect != "right" and not proof.differs,
        "`raises` names the exception of effect 'raises'": (proof.effect == "raises") != bool(proof.raises),
        "model needs inputs": bool(proof.model) and not proof.inputs,
        "a loss needs labels": trains and not proof.of_logits and not proof.labels,
        "metrics need a model and labels": bool(proof.metrics) and not (proof.model and proof.labels),
        "a function of logits needs logits": bool(proof.loss_of_logits or proof.of_logits) and not proof.logits,
        "session needs logits": bool(proof.session) and not proof.logits,
        "session needs loss": bool(proof.session) and trains and not proof.loss,
        "loss and step exclude each other": bool(proof.loss and proof.step),
        "many outputs are for models": len(proof.outputs) > 1 and not proof.model,
        "unstable is shown at logits larger than moderate": proof.effect == "unstable"
        and (proof.scale or 0) <= MODERATE,
        "nothing is measured: no reference, readings or metrics": not (trains or proof.readings or proof.metrics),
        "unknown reference": any(output.reference not in known for output in proof.outputs),
        "unknown reading": any(read.reference not in READINGS for read in reads),
    }
    for problem, present in problems.items():
        if present:
            raise HarnessError(f"PROOF: {problem}")
    return proof
