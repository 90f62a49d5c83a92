"""Programs drawn from a grammar: how models are built x heads x losses x metrics x what reads the output x formatting.

Every program is one that TensorFlow runs, and what it means is known by construction.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from program_draft import FEATURES, ROWS, Draft, Pair
from program_layout import Compound, Layout, Simple, Statement, statements
from program_models import construct
from program_reading import read
from program_spelling import Spelling
from program_training import compile_call, evaluated, fitted, loss_object, trained_by_hand

CASES = ("XEN201",) * 12 + ("right",) * 4 + ("XEN102",) * 3 + ("XEN101",) * 3 + ("readers",) * 2
RARE_CASES = ("XEN103", "XEN104", "other loss")
CONTINUING = ("else", "except")
"""How the headers begin that belong to the statement before."""

NOQA = ("# noqa", "# noqa: XEN", "# noqa: XEN201", "# noqa: XEN201, XEN102", "# noqa: E501", "# noqa:XEN3")


@dataclass(frozen=True)
class Generated:
    """A program, and what is known of it. `number` is the seed that gives it again."""

    number: int
    filename: str
    data: bytes
    pairs: tuple[Pair, ...]
    runs: bool
    later: tuple[str, ...]

    @property
    def escapes(self) -> bool:
        """Whether a model is handed to code that is not seen."""
        return any(pair.escapes for pair in self.pairs)

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong with it."""
        return all(pair.case == "right" for pair in self.pairs)


def generate(number: int) -> Generated:
    """The program of a number."""
    rng = random.Random(number)
    draft = Draft(rng, Layout.drawn(rng), Spelling.drawn(rng))
    pairs = [_pair(draft, 0)]
    if draft.chance(0.2):
        pairs.append(_pair(draft, 1))
    shared = ""
    if len(pairs) == 2 and draft.chance(0.5) and pairs[0].family:
        pairs[1] = _with_the_loss_of(draft, pairs[0])
        shared = draft.fresh("loss_fn", "shared_loss")
    for pair in pairs:
        _data(draft, pair)
    if shared:
        draft.add(f"{shared} = <loss>", loss=loss_object(draft, pairs[0]))
    for pair in pairs:
        _model(draft, pair, shared)
    body = draft.body
    if draft.chance(0.08) and "__all__" not in repr(body):
        body = [Compound("def main():", tuple(body)), *_main(draft)]
        draft.later.clear()
    body = _silenced(draft, body)
    imports = _imports(draft, body)
    filename, data = _written(draft, imports, body)
    return Generated(number, filename, data, tuple(pairs), draft.runs, tuple(draft.later))


def _pair(draft: Draft, number: int) -> Pair:
    case = draft.one(*CASES) if draft.chance(0.9) else draft.one(*RARE_CASES)
    family = draft.one("binary", "binary", "categorical", "sparse_categorical")
    units = 1 if family == "binary" and draft.chance(0.7) else 3
    activation = "sigmoid" if family == "binary" else "softmax"
    pair = Pair(case, activation, family, units, on_logits=case in ("XEN102", "right", "readers"), number=number)
    if case in ("right", "readers", "XEN101"):
        pair.activation = ""
    if case == "readers":
        pair.readers = "wrong"
    if case in ("XEN201", "XEN102", "XEN101"):
        pair.readers = "of probabilities"
    if case == "XEN103":
        pair.activation, pair.units = ("softmax", 3) if family == "binary" else ("sigmoid", 3)
        pair.on_logits, pair.readers = draft.chance(0.5), "of probabilities"
    if case == "XEN104":
        pair.activation, pair.units = draft.rng.choice(
            [("softmax", 1), ("", 1) if family != "binary" else ("softmax", 1)]
        )
        pair.on_logits, pair.readers = draft.chance(0.5), "of probabilities"
        draft.runs = draft.runs and family != "sparse_categorical"
    if case == "other loss":
        pair.activation, pair.family, pair.case = draft.one("", "sigmoid"), "", "right"
        pair.readers = "of anything"
    return pair


def _with_the_loss_of(draft: Draft, first: Pair) -> Pair:
    """A second model that is given the same loss object."""
    pair = replace(first, number=1, built_by=set(), judged_by=set(), keys=[])
    if first.case in ("XEN201", "XEN102", "XEN101", "readers", "right") and draft.chance(0.3):
        other = {"": "sigmoid" if first.binary else "softmax"}.get(first.activation, "")
        pair.activation = other
        pair.case = {(True, True): "XEN102", (True, False): "XEN201", (False, False): "XEN101"}.get(
            (bool(other), first.on_logits), "right"
        )
        pair.readers = "right" if pair.case == "right" else "of probabilities"
    return pair


def _data(draft: Draft, pair: Pair) -> None:
    random_ = draft.np("random")
    pair.x = draft.fresh("x_train", "X", "samples_in", "x")
    pair.y = draft.fresh("y_train", "Y", "targets", "y")
    draft.add(f'{pair.x} = {random_}.uniform(-2, 2, size=({ROWS}, {FEATURES})).astype("float32")')
    if pair.family == "sparse_categorical":
        draft.add(f"{pair.y} = {random_}.randint(0, {pair.units}, size={ROWS})")
    elif pair.family == "categorical":
        rows = f'{draft.np("eye")}({pair.units}, dtype="float32")'
        draft.add(f"{pair.y} = {rows}[{random_}.randint(0, {pair.units}, size={ROWS})]")
    else:
        draft.add(f'{pair.y} = {random_}.randint(0, 2, size=({ROWS}, {pair.units})).astype("float32")')
    pair.units_text = str(pair.units)
    if draft.chance(0.2):
        name = draft.fresh("num_classes", "n_out", "CLASSES")
        unknown = f"int(os.environ.get({draft.string('N')}, {draft.string(str(pair.units))}))"
        shape = f"{pair.y}.shape[-1]" if pair.family != "sparse_categorical" else unknown
        draft.add(f"{name} = {draft.one(str(pair.units), shape, unknown)}")
        pair.units_text = name
    pair.units_outside = pair.units_text


def _model(draft: Draft, pair: Pair, shared: str) -> None:
    """Build, compile, train and read one model."""
    pair.target = draft.fresh("model", "net", "clf")
    places = [_from_builder, _from_builder, _compiled_in_builder, _helper, _in_class, _unseen]
    place = draft.rng.choice([*[_plain] * 5, *places])
    by_hand = bool(pair.family) and draft.chance(0.15) and place in (_plain, _from_builder)
    ready = place(draft, pair, shared, by_hand)
    if place is _unseen:
        return
    if by_hand:
        draft.extend(trained_by_hand(draft, pair, pair.target, shared))
    else:
        draft.extend(ready)
    late: Sequence[Statement] = ()
    if not by_hand and draft.chance(0.7):
        trained = fitted(draft, pair, pair.target)
        if pair.frozen:
            draft.extend(trained)
        else:
            late = trained
    for _ in range(draft.rng.choice([0, 1, 1, 2, 3])):
        read(draft, pair)
    if not by_hand and draft.chance(0.2):
        draft.extend(evaluated(draft, pair, pair.target))
    if draft.chance(0.15):
        _escape(draft, pair)
    draft.extend(late)


def _plain(draft: Draft, pair: Pair, shared: str, by_hand: bool) -> Sequence[Statement]:
    pair.built_by.add(pair.target)
    draft.extend(construct(draft, pair, pair.target))
    return () if by_hand else compile_call(draft, pair, pair.target, shared)


def _from_builder(draft: Draft, pair: Pair, shared: str, by_hand: bool) -> Sequence[Statement]:
    name = draft.fresh("build_model", "make_model", "create")
    pair.built_by.add(name)
    units, parameter = pair.units_text, draft.one("", "", "units", "units=1")
    if parameter:
        pair.units_text = "units"
    built = construct(draft, pair, "network")
    pair.units_text = units
    draft.body.append(Compound(f"def {name}({parameter}):", (*built, *statements("return network"))))
    argument = draft.one(units, f"units={units}") if parameter else ""
    draft.add(f"{pair.target} = {name}({argument})")
    return () if by_hand else compile_call(draft, pair, pair.target, shared)


def _compiled_in_builder(draft: Draft, pair: Pair, shared: str, by_hand: bool) -> Sequence[Statement]:
    name = draft.fresh("build_model", "get_model", "create")
    pair.built_by.add(name)
    pair.judged_by.add(name)
    body = (*construct(draft, pair, "network"), *compile_call(draft, pair, "network", shared))
    draft.body.append(Compound(f"def {name}():", (*body, *statements("return network"))))
    draft.add(f"{pair.target} = {name}()")
    return ()


def _helper(draft: Draft, pair: Pair, shared: str, by_hand: bool) -> Sequence[Statement]:
    """Compiled in a function that is given the model."""
    pair.built_by.add(pair.target)
    draft.extend(construct(draft, pair, pair.target))
    name = draft.fresh("prepare", "compile_model")
    pair.judged_by.add(name)
    body = compile_call(draft, pair, "network", shared)
    draft.body.append(Compound(f"def {name}(network):", tuple(body)))
    return statements(f"{name}({pair.target})")


def _in_class(draft: Draft, pair: Pair, shared: str, by_hand: bool) -> Sequence[Statement]:
    """An attribute of an object, compiled there or from outside."""
    name = draft.fresh("Trainer", "Experiment")
    pair.built_by.add(name)
    init = construct(draft, pair, "self.model")
    instance = draft.fresh("trainer", "experiment")
    outside = draft.chance(0.3)
    compiled = compile_call(draft, pair, f"{instance}.model" if outside else "self.model", shared)
    own = draft.chance(0.5) and not outside
    body: list[Statement] = [Compound("def __init__(self):", (*init, *(() if own or outside else compiled)))]
    if own:
        body.append(Compound("def prepare(self):", tuple(compiled)))
    draft.body.append(Compound(f"class {name}:", tuple(body)))
    if not outside:
        pair.judged_by.add(name)
    pair.target = f"{instance}.model"
    draft.add(f"{instance} = {name}()")
    return compiled if outside else statements(f"{instance}.prepare()") if own else ()


def _unseen(draft: Draft, pair: Pair, shared: str, by_hand: bool) -> Sequence[Statement]:
    """A function that nobody calls here builds, compiles and returns the model."""
    name = draft.fresh("make_unseen", "get_unseen")
    pair.built_by.add(name)
    pair.judged_by.add(name)
    body = (*construct(draft, pair, "network"), *compile_call(draft, pair, "network", shared))
    draft.body.append(Compound(f"def {name}():", (*body, *statements("return network"))))
    pair.escapes = True
    return ()


def _escape(draft: Draft, pair: Pair) -> None:
    """Hand the model to code that is not seen."""
    pair.escapes = True
    kind = draft.one("given", "in list", "saved", "function", "checkpoint", "listed", "kept", "lost")
    if kind == "listed" and "." in pair.target:
        kind = "given"
    if kind == "given":
        draft.add(f"telemetry.register({pair.target})")
    elif kind == "in list":
        draft.add(f"telemetry.register([1, {pair.target}])")
    elif kind == "kept":
        draft.add(draft.one(f"telemetry.current = {pair.target}", f'telemetry.models["a"] = {pair.target}'))
    elif kind == "lost":
        models = draft.fresh("models", "networks")
        draft.add(f"{models} = {{telemetry.name: {pair.target}}}")
        draft.add(f"telemetry.register({models}[telemetry.name])")
    elif kind == "function":
        draft.add(f"def {draft.fresh('give_model', 'hand_out')}():\n    return {pair.target}")
    elif kind == "listed":
        draft.add(f"__all__ = [{draft.string(pair.target)}]")
    else:
        draft.runs = False  # it would write files
        path = draft.string("best.keras")
        if kind == "saved":
            draft.add(f"{pair.target}.save({path})")
        else:
            saver = draft.call(draft.spelling.name("callbacks.ModelCheckpoint"), path)
            draft.add(f"{pair.target}.fit({pair.x}, {pair.y}, callbacks=[<saver>])", saver=saver)


def _main(draft: Draft) -> tuple[Statement, ...]:
    return statements(draft.one("main()", 'if __name__ == "__main__":\n    main()'))


def _silenced(draft: Draft, body: Sequence[Statement]) -> list[Statement]:
    """The statements, one of which has a `# noqa`, perhaps."""
    if not draft.chance(0.1):
        return list(body)
    comment = draft.one(*NOQA)

    def with_comment(each: Statement) -> Statement:
        if isinstance(each, Compound):
            return replace(each, body=tuple(map(with_comment, each.body)))
        likely = ".compile(" in each.text or "> 0.5" in each.text or "loss" in each.text
        return replace(each, comment=comment) if likely and draft.chance(0.7) else each

    return [with_comment(each) for each in body]


def _imports(draft: Draft, body: Sequence[Statement]) -> list[Statement]:
    text = repr(body)
    lines = list(draft.spelling.imports)
    lines += [f"import {name}" for name in ("os", "telemetry") if f"{name}." in text]
    draft.rng.shuffle(lines)
    return [Simple(line) for line in lines]


def _written(draft: Draft, imports: Sequence[Statement], body: Sequence[Statement]) -> tuple[str, bytes]:
    if draft.chance(0.1):
        return "program.ipynb", _notebook(draft, [*imports, *body])
    head = '"""Trains a model."""\n' if draft.chance(0.3) else ""
    encoding = draft.one(*["utf-8"] * 18, "utf-8-sig", "latin-1")
    if encoding == "latin-1":
        head = f"# -*- coding: latin-1 -*-\n{head}"
    gap = draft.one("\n", "\n\n")
    text = draft.layout.finished(head + draft.layout.render(imports) + gap + draft.layout.render(body))
    if draft.chance(0.1):
        text = text.rstrip("\r\n")
    return "program.py", text.encode(encoding)


def _continues(statement: Statement) -> bool:
    return isinstance(statement, Compound) and statement.header.startswith(CONTINUING)


def _notebook(draft: Draft, body: Sequence[Statement]) -> bytes:
    cells: list[dict[str, object]] = []
    pending = list(body)
    while pending:
        size = draft.rng.randint(1, 6)
        while size < len(pending) and _continues(pending[size]):
            size += 1
        chunk, pending = pending[:size], pending[size:]
        text = draft.layout.render(chunk).rstrip("\n")
        if draft.chance(0.15):
            text = draft.one("%matplotlib inline\n", "!pip list\n", "%%time\n") + text
        if draft.chance(0.2):
            cells.append({"cell_type": "markdown", "metadata": {}, "source": ["## Part\n", 'with "softmax"']})
        source = text.splitlines(keepends=True) if draft.chance(0.9) else text
        cells.append({"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, indent=1, ensure_ascii=draft.chance(0.3)) + "\n").encode()


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(generate(int(argument)).data.decode("utf-8", "replace"))
