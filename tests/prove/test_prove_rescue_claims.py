"""What the tables and messages claim of the recovered logits, against what the workers measured.

An entry that says "rescued" where the installed library does not, or the other way round, makes these tests fail.
"""

from __future__ import annotations

import libcst as cst
import numpy as np
import pytest
from measured import RESCUABLE, on_logits_case, rescue_case, rescues

from xent_lint.analysis.observations import Execution, LossApplied, Pair
from xent_lint.analysis.values import Loss, Origin, Scale, Shadow, Tensor
from xent_lint.knowledge.specs import Family, LossSpec, Rescue
from xent_lint.prove.cases import FORMS
from xent_lint.prove.results import Results
from xent_lint.rules.wording import Recovery, recovery

SHADOWS = {"layer": Shadow.ATTACHED, "op": Shadow.GRAPH, "reshaped": Shadow.LOST}
WORLDS = ("tensorflow", "tf_keras")

EACH = [
    (entry, form, logits)
    for entry in RESCUABLE
    for form in FORMS
    for logits in (False, True)
    # it clips what it makes of logits as well, so with from_logits=False nothing tells whether it found them
    if logits or not (entry.focal and entry.family is Family.CATEGORICAL)
]
BY_ENTRY = pytest.mark.parametrize(
    ("entry", "form", "from_logits"), EACH, ids=[f"{entry.name}-{form}-{logits}" for entry, form, logits in EACH]
)


def found_again(results: Results, entry: LossSpec, form: str, from_logits: bool, mode: str) -> bool:
    """Whether the loss far out on the wrong side is what the same loss makes of the logits themselves."""
    (found,) = results.of(rescue_case(entry, form, from_logits), mode=mode)
    (meant,) = results.of(on_logits_case(entry), mode=mode)
    assert found.curves, found.error or found.absent
    wrong = [(one, other) for one, other in zip(found.curves, meant.curves, strict=True) if one.side == "wrong"]
    return all(bool(np.isclose(one.reported[-1], other.reported[-1], rtol=1e-3)) for one, other in wrong)


def promised(entry: LossSpec, from_logits: bool, world: str) -> bool:
    """What the table says of logits that are attached."""
    rescue = entry.legacy_rescue if world == "tf_keras" and entry.legacy_rescue is not None else entry.rescue
    return rescue is Rescue.FULL or (rescue is Rescue.PARTIAL and not from_logits)


def claimed(entry: LossSpec, form: str, from_logits: bool) -> Recovery:
    """What messages say, for either Keras."""
    place = Origin("a.py", cst.Name("loss"))
    head = Tensor(Scale.PROBABILITIES, shadow=SHADOWS[form])
    pair = Pair(Loss(entry, from_logits), head)
    return recovery(pair, LossApplied(place, (pair,), Execution.CALLED))


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize(
    ("entry", "from_logits"),
    [(entry, logits) for entry, form, logits in EACH if form == "layer"],
    ids=[f"{entry.name}-{logits}" for entry, form, logits in EACH if form == "layer"],
)
def test_the_table(entry: LossSpec, from_logits: bool, world: str) -> None:
    assert found_again(rescues(world), entry, "layer", from_logits, "call") == promised(entry, from_logits, world)


@BY_ENTRY
def test_the_words_of_messages(entry: LossSpec, form: str, from_logits: bool) -> None:
    """Eager code and graphs, in whichever Keras: which one it is cannot be told from `tf.keras`."""
    claim = claimed(entry, form, from_logits)
    eager = {found_again(rescues(world), entry, form, from_logits, "call") for world in WORLDS}
    graph = {found_again(rescues(world), entry, form, from_logits, "graph") for world in WORLDS}
    assert (True in eager) == (claim is Recovery.ALWAYS)
    assert (True in graph) == (claim in (Recovery.ALWAYS, Recovery.IN_GRAPH))
