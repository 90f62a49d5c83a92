"""Models of generated programs: every way to build one, with every way to write its head."""

from __future__ import annotations

from dataclasses import dataclass

from program_draft import FEATURES, Draft, Pair
from program_layout import Simple, Statement, statements

WIDTHS = ("4", "8", "16")


@dataclass(frozen=True)
class Head:
    """The layers that end a model, and an op after them (its name; empty: none)."""

    layers: tuple[str, ...]
    op: str = ""


def construct(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    """The statements that build the model into `target`."""
    style = draft.rng.choice(
        [_list, _list, _list, _list_variable, _added, _added, _loop, _functional, _functional, _subclassed, _nested]
    )
    built = style(draft, pair, target)
    if style is not _functional:
        pair.output = ""  # others have none, or not before they are built
    return built


def _dense(draft: Draft, *arguments: str) -> str:
    return draft.call(draft.spelling.layer("Dense"), *arguments)


def _hidden(draft: Draft, count: int) -> list[str]:
    found = []
    for number in range(count):
        activation = draft.one("relu", "tanh", "relu")
        arguments = [draft.one(*WIDTHS), f"activation={draft.string(activation)}"]
        if number == 0 and draft.chance(0.2):
            arguments.append(f"input_shape=({FEATURES},)")
        found.append(_dense(draft, *arguments))
    return found


def _activation(draft: Draft, name: str) -> str:
    """What is written for an activation where a layer takes one."""
    spelling = draft.spelling
    kind = draft.one("string", "string", "string", "nn", "function", "layer")
    if kind == "nn":
        return spelling.tf(f"nn.{name}")
    if kind == "function":
        return spelling.name(f"activations.{name}")
    if kind == "layer" and name == "softmax" and draft.chance(0.3):
        return f"{spelling.layer('Softmax')}()"
    return draft.string(name)


def _last(draft: Draft, pair: Pair, activation: str) -> str:
    """The layer with the units."""
    units = pair.units_text
    if not activation:
        linear = draft.one("", "", "", "activation=None", f"activation={draft.string('linear')}")
        arguments = [units, *([linear] if linear else [])]
    elif draft.chance(0.2):
        arguments = [units, _activation(draft, activation)]
    elif draft.chance(0.15):
        arguments = [f"activation={_activation(draft, activation)}", f"units={units}"]
    else:
        arguments = [draft.one(units, units, f"units={units}"), f"activation={_activation(draft, activation)}"]
    if draft.chance(0.25):
        more = draft.one(f"name={draft.string('out')}", "use_bias=True", f"dtype={draft.string('float32')}")
        arguments.append(more)
        pair.output = "out" if more.startswith("name") else ""
    if draft.chance(0.05) and arguments[-1].count("="):
        arguments.append("**{}")
    return _dense(draft, *arguments)


def _head(draft: Draft, pair: Pair, ops: tuple[str, ...] = ()) -> Head:
    """A head; `ops` are the modules whose functions may be called on its tensor."""
    name = pair.activation
    form = draft.one("argument", "argument", "argument", "layer", *(["op", "op"] if ops else []))
    if not name:
        layers = [_last(draft, pair, "")]
        if draft.chance(0.1):
            layers.append(draft.call(draft.spelling.layer("Activation"), draft.string("linear")))
            pair.output = ""
        return Head(tuple(layers))
    if form == "argument":
        return Head((_last(draft, pair, name),))
    if form == "op":
        module = draft.one(*ops)
        op = draft.spelling.tf(f"nn.{name}") if module == "tf" else draft.spelling.name(f"{module}.{name}")
        last = _last(draft, pair, "")
        pair.output = ""
        return Head((last,), op)
    if name == "softmax" and draft.chance(0.4):
        last = _last(draft, pair, "")
        pair.output = ""
        return Head((last, draft.call(draft.spelling.layer("Softmax"))))
    keyword = draft.one("", "", "activation=")
    layer = draft.call(draft.spelling.layer("Activation"), keyword + _activation(draft, name))
    last = _last(draft, pair, "")
    pair.output = ""
    return Head((last, layer))


def _input(draft: Draft) -> str:
    return draft.call(draft.spelling.input(), f"shape=({FEATURES},)")


def _named(draft: Draft) -> list[str]:
    return [f"name={draft.string('net')}"] if draft.chance(0.1) else []


def _sequential(draft: Draft, layers: str) -> str:
    return draft.call(draft.spelling.model("Sequential"), layers, *_named(draft))


def _all_layers(draft: Draft, pair: Pair) -> list[str]:
    first = [_input(draft)] if draft.chance(0.4) else []
    return [*first, *_hidden(draft, draft.rng.choice([0, 1, 1, 2])), *_head(draft, pair).layers]


def _list(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    return [Simple(f"{target} = {_sequential(draft, draft.layout.list(*_all_layers(draft, pair)))}")]


def _list_variable(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    stack = draft.fresh("stack", "blocks", "parts")
    pair.built_by.add(stack)
    hidden, head = _hidden(draft, 1), _head(draft, pair).layers
    made = _sequential(draft, stack)
    width, last = draft.one(*WIDTHS), draft.layout.list(*head)
    if draft.chance(0.4):
        relu = _dense(draft, "width", f"activation={draft.string('relu')}")
        joined = draft.one(f"{stack} + {last}", f"[*{stack}, {', '.join(head)}]")
        return [
            Simple(f"{stack} = [{relu} for width in ({width}, {width})]"),
            Simple(f"{target} = {_sequential(draft, joined)}"),
        ]
    if draft.chance(0.5):
        more = [Simple(f"{stack}.append({each})") for each in head]
        return [Simple(f"{stack} = {draft.layout.list(*hidden)}"), *more, Simple(f"{target} = {made}")]
    return [Simple(f"{stack} = {draft.layout.list(*hidden, *head)}"), Simple(f"{target} = {made}")]


def _added(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    made = draft.call(draft.spelling.model("Sequential"), *_named(draft))
    added = [Simple(draft.call(f"{target}.add", each)) for each in _all_layers(draft, pair)]
    return [Simple(f"{target} = {made}"), *added]


def _loop(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    made = draft.spelling.model("Sequential")
    widths = draft.one("(8, 4)", "[4] * 2", "range(4, 6)", "widths")
    before = "widths = [8, 8]\n" if widths == "widths" else ""
    hidden = _dense(draft, "width", f"activation={draft.string('relu')}")
    head = [Simple(draft.call(f"{target}.add", each)) for each in _head(draft, pair).layers]
    loop = f"{before}<target> = <made>()\nfor width in {widths}:\n    <target>.add(<hidden>)"
    return [*statements(loop, target=target, made=made, hidden=hidden), *head]


def _functional(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    local = "." in target or target == "network"  # names of a function's or method's own
    inputs = "inputs" if local else draft.fresh("inputs", "features_in")
    outputs = "outputs" if local else draft.fresh("outputs", "out", "probs")
    pair.built_by |= {inputs, outputs}
    head = _head(draft, pair, ops=("activations", "ops"))
    made = [Simple(f"{inputs} = {_input(draft)}")]
    current = inputs
    if draft.chance(0.15) and not head.op and len(head.layers) == 1:
        made.append(Simple(f"{outputs} = {head.layers[0]}({_hidden(draft, 1)[0]}({inputs}))"))
    else:
        layers = [*_hidden(draft, draft.rng.choice([0, 1, 2])), *head.layers]
        name = draft.one(outputs, outputs, f"{outputs}_h")
        pair.built_by.add(name)
        for layer in layers:
            last = layer is layers[-1] and not head.op
            made.append(Simple(f"{outputs if last else name} = {layer}({current})"))
            current = name
        if head.op:
            made.append(Simple(f"{outputs} = {draft.call(head.op, current)}"))
    ends = draft.one(f"{inputs}, {outputs}", f"inputs={inputs}, outputs={outputs}", f"{inputs}, [{outputs}]")
    made.append(Simple(f"{target} = {draft.call(draft.spelling.model('Model'), *ends.split(', '))}"))
    return list(made)


def _subclassed(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    name = draft.fresh("Classifier", "Net", "MyModel")
    pair.built_by.add(name)
    units, pair.units_text = pair.units_text, pair.units_outside
    head = _head(draft, pair, ops=("tf", "tf", "activations"))
    pair.units_text = units
    parts = [("hidden", _hidden(draft, 1)[0]), ("head", head.layers[0])]
    parts += [("final", each) for each in head.layers[1:]]
    init = "".join(f"\n        self.{part} = <{part}>" for part, _ in parts)
    value = "self.hidden(inputs)"
    lines = []
    for part, _ in parts[1:]:
        if draft.chance(0.5):
            lines.append(f"\n        h = {value}")
            value = "h"
        value = f"self.{part}({value})"
    if head.op:
        if draft.chance(0.5):
            lines.append(f"\n        z = {value}")
            value = "z"
        value = f"{head.op}({value})"
    signature = draft.one("self, inputs", "self, inputs, training=False", "self, inputs, training=None")
    draft.add(
        f"class {name}(<model>):\n    def __init__(self):\n        super().__init__(){init}\n"
        f"    def call({signature}):{''.join(lines)}\n        return {value}",
        model=draft.spelling.model("Model"),
        **dict(parts),
    )
    return [Simple(f"{target} = {name}()")]


def _nested(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    inner = draft.fresh("base", "encoder", "backbone")
    pair.built_by.add(inner)
    if draft.chance(0.6):  # a body of its own, below the head
        made = _sequential(draft, draft.layout.list(_input(draft), *_hidden(draft, 1)))
        outer = _sequential(draft, draft.layout.list(inner, *_head(draft, pair).layers))
        return [Simple(f"{inner} = {made}"), Simple(f"{target} = {outer}")]
    made = _sequential(draft, draft.layout.list(_input(draft), *_hidden(draft, 1), *_head(draft, pair).layers))
    ending = draft.one(
        f"{target} = <sequential>([<inner>])",
        f"entry = <input>\n{target} = <model>(entry, <inner>(entry))",
    )
    values = {
        "sequential": draft.spelling.model("Sequential"),
        "inner": inner,
        "input": _input(draft),
        "model": draft.spelling.model("Model"),
    }
    return [Simple(f"{inner} = {made}"), *statements(ending, **values)]
