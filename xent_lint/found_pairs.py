"""A finding as an abstract pair: what head is given to what. Plain data from which the pair can be built anew."""

from __future__ import annotations

from dataclasses import dataclass

from xent_lint.diagnostics import Span


@dataclass(frozen=True)
class FoundPair:
    """One alternative of a finding.

    `kind`: "loss", "metric", "decision", "probability" (activated once more), "log", "log of sum" or "quotient" (a
    softmax by hand). `activation` is a value of `specs.Activation`, or the activation's own name where that says
    `other`. `shadow`: where the logits behind it can still be found: "attached", "graph" or "lost". `name` is the
    canonical name of the loss or metric, or how a decision is made. `guard`: what was done before a log. `half`: the
    half precision that the head is computed in, empty for none.
    """

    code: str
    span: Span
    kind: str
    activation: str = "identity"
    shadow: str = "lost"
    units: int | None = None
    half: str = ""
    name: str = ""
    from_logits: bool | None = None
    swapped: bool = False
    threshold: float | None = None
    guard: str = ""
