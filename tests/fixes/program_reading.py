"""Where generated programs read outputs: in the module, in functions with and without callers, in methods and loops."""

from __future__ import annotations

from program_draft import Draft, Pair
from program_layout import Compound, Statement, statements
from program_readers import (
    AGAIN,
    ANY_ARRAY,
    ANY_TENSOR,
    BINARY_ARRAY,
    BINARY_TENSOR,
    CATEGORICAL_ARRAY,
    CATEGORICAL_TENSOR,
    RIGHT_ON_LOGITS,
)


def read(draft: Draft, pair: Pair) -> None:
    """Write down one place that reads what the model puts out."""
    place = draft.rng.choice([_here, _here, _here, _here, _in_function, _with_model, _later, _in_method, _in_loop])
    place(draft, pair)


def _template(draft: Draft, pair: Pair, tensor: bool) -> str:
    if pair.readers == "right" and not pair.activation:
        return draft.rng.choice(RIGHT_ON_LOGITS)
    if pair.activation and pair.family and pair.case != "right" and draft.chance(0.04):
        return draft.rng.choice(AGAIN)
    if tensor:
        special = BINARY_TENSOR if pair.binary else CATEGORICAL_TENSOR
        return draft.rng.choice(special if draft.chance(0.5) else ANY_TENSOR)
    special = BINARY_ARRAY if pair.binary else CATEGORICAL_ARRAY
    return draft.rng.choice(special if draft.chance(0.6) else ANY_ARRAY)


def _output(draft: Draft, model: str, features: str, tensor: bool) -> str:
    """A call of the model."""
    if tensor:
        return draft.one(f"{model}({features})", f"{model}({features}, training=False)")
    return draft.one(
        draft.call(f"{model}.predict", features),
        f"{model}.predict({features}, verbose=0)",
        f"{model}.predict({features})",
        f"{model}.predict_on_batch({features})",
    )


def _statements(draft: Draft, pair: Pair, model: str, features: str) -> tuple[Statement, ...]:
    tensor = draft.chance(0.25) and pair.readers != "right"
    template = _template(draft, pair, tensor)
    if not pair.family and "math.log" in template:
        template = "print(<p>)"  # for it is another finding, whatever the loss
    if features == "batch" and "<y>" in template:
        template = "print(<p>)"  # there are fewer outputs than labels
    if features != pair.x:
        template = template.replace("<x>", features)
    output, before = _output(draft, model, features, tensor), ""
    if template.count("<p>") > 1 or "f'" in template or draft.chance(0.4):
        before = f"{draft.one('pred', 'p', 'y_pred', 'predictions')} = <output>"
        output, made = before.partition(" ")[0], output
    else:
        made = output
    values = {
        "x": pair.x,
        "y": pair.y,
        "p": output,
        "nl": "\n",
        "output": made,
        "activation": "sigmoid" if pair.binary else "softmax",
    }
    if "<np>" in template:
        values["np"] = draft.np("")[:-1]
    if "<tf>" in template:
        values["tf"] = draft.spelling.tf("")[:-1]
    return (*(statements(before, **values) if before else ()), *statements(template, **values))


def _here(draft: Draft, pair: Pair) -> None:
    draft.extend(_statements(draft, pair, pair.target, pair.x))


def _in_function(draft: Draft, pair: Pair) -> None:
    name = draft.fresh("report", "show_results", "check_on")
    if draft.chance(0.5):
        draft.body.append(Compound(f"def {name}():", _statements(draft, pair, pair.target, pair.x)))
        draft.add(f"{name}()")
        return
    draft.body.append(Compound(f"def {name}(samples):", _statements(draft, pair, pair.target, "samples")))
    draft.add(f"{name}({pair.x})")


def _with_model(draft: Draft, pair: Pair) -> None:
    name = draft.fresh("assess", "show_model")
    draft.body.append(Compound(f"def {name}(network, samples):", _statements(draft, pair, "network", "samples")))
    draft.add(f"{name}({pair.target}, {pair.x})")


def _later(draft: Draft, pair: Pair) -> None:
    """A function that nobody calls here."""
    name = draft.fresh("later_predict", "later_decide", "later_rank")
    draft.later.append(name)
    if pair.readers == "right" and not pair.activation:
        body = statements(f"return {pair.target}.predict(samples)")
    elif draft.chance(0.4):
        ending = " > 0.5" if pair.binary else ".argmax(axis=1)"
        body = statements(
            draft.one("return <p>", f"return <p>{ending}", f"scores = <p>\nreturn scores, scores{ending}"),
            p=_output(draft, pair.target, "samples", tensor=False),
        )
    else:
        body = _statements(draft, pair, pair.target, "samples")
    draft.body.append(Compound(f"def {name}(samples):", body))


def _in_method(draft: Draft, pair: Pair) -> None:
    name = draft.fresh("Reporter", "Predictor")
    init = statements("def __init__(self, network):\n    self.network = network")
    method = Compound("def report(self, samples):", _statements(draft, pair, "self.network", "samples"))
    draft.body.append(Compound(f"class {name}:", (*init, method)))
    draft.add(f"{name}({pair.target}).report({pair.x})")


def _in_loop(draft: Draft, pair: Pair) -> None:
    header = draft.one("for _ in range(2):", f"for batch in {draft.np('array_split')}({pair.x}, 2):")
    features = "batch" if "batch" in header else pair.x
    draft.body.append(Compound(header, _statements(draft, pair, pair.target, features)))
