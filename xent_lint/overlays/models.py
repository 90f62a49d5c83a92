"""Models: Sequential, functional, pretrained and subclassed ones, and what their outputs are."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from xent_lint.analysis import calls, classes, containers, contents, limits
from xent_lint.analysis.domain import NO_CHOICES, Choices, Site, ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments, Bound, bind
from xent_lint.analysis.values import (
    NONE,
    Constant,
    DictRef,
    Function,
    Instance,
    Items,
    Layer,
    LibraryObject,
    ListRef,
    Model,
    Origin,
    Rest,
    Symbol,
    Tensor,
    Tuple,
    Value,
)
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Activation, ModelRole, ModelSpec
from xent_lint.overlays import activations, layers, tensors

LAYERS = "<layers>"
OUTPUTS = "<outputs>"
BUILT = "<built>"


def construct(run: Run, spec: ModelSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """Call a model class or builder."""
    if spec.role is ModelRole.INPUT:
        return single(tensors.data(run.origin(node)), run.origin(node))
    if spec.role is ModelRole.SEQUENTIAL:
        model = Model(run.site(node), "sequential", origin=run.origin(node))
        _set_layers(run, model, args, node)
        if _wraps_a_model(run, model):
            output(run, model, tensors.data(run.origin(node)), node)  # what is put on top of it is seen now
        return single(model, run.origin(node))
    if spec.role is ModelRole.PRETRAINED:
        return _pretrained(run, spec, bind(spec.signature, args), node)
    model = Model(run.site(node), "functional", origin=run.origin(node))
    set_outputs(run, model.site, args, node)
    return single(model, run.origin(node))


def _set_layers(run: Run, model: Model, args: Arguments, node: cst.CSTNode) -> None:
    given = args.first("layers")
    states = []
    for binding in given.values if given is not None else single(NONE):
        if isinstance(binding.value, ListRef):  # a list that is built under `if` has alternatives
            states.append((run.state.get((binding.value.site, "items")) or ValueSet()).under(binding.choices))
            continue
        items = () if binding.value == NONE else contents.raw_items(run, binding.value)
        rest = (single(Rest("layers that are not known one by one", run.origin(node))),)
        states.append(single(Items(rest if items is None else items), choices=binding.choices))
    run.state.set((model.site, LAYERS), join(states))
    run.state.set((model.site, BUILT), ValueSet())


def _wraps_a_model(run: Run, model: Model) -> bool:
    states = (binding.value for binding in run.state.get((model.site, LAYERS)) or ())
    items = [values for state in states if isinstance(state, Items) for values in state.items]
    return any(isinstance(values.only, Model) for values in items)


def set_outputs(run: Run, site: object, args: Arguments, node: cst.CSTNode) -> None:
    """`Model(inputs, outputs)` under all the names its parameters ever had."""
    found = args.positional[1] if len(args.positional) > 1 else None
    for name in ("outputs", "output"):
        found = args.keywords.get(name, found)
    values = found.values if found is not None else single(run.unknown("a model without known outputs", node))
    run.state.set((site, OUTPUTS), join(_snapshot(run, b.value).under(b.choices) for b in values))
    run.state.set((site, BUILT), single(Constant(True)))


def _snapshot(run: Run, value: Value) -> ValueSet:
    """A list of outputs as it is now: appending to it later does not change the model. One of a single output is that
    output: the model gives the tensor itself when it is called (Keras 3.15 and tf_keras 2.21)."""
    if not isinstance(value, ListRef | Tuple):
        return single(value)
    items = contents.sequence(run, value)
    if items is None:
        return single(run.unknown("outputs that are not known one by one"))
    return items[0] if len(items) == 1 else single(Tuple(items))


def construct_preset(run: Run, spec: ModelSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`ImageClassifier.from_preset(...)`, `TFAutoModel....from_pretrained(...)`."""
    return _pretrained(run, spec, bind(spec.constructor_signature or spec.signature, args), node)


def _pretrained(run: Run, spec: ModelSpec, bound: Bound, node: cst.CSTNode) -> ValueSet:
    """A model of a library with a head of its own, unless it is asked for without its top."""
    model = Model(run.site(node), "functional", spec.logits_attribute, run.origin(node))
    results = []
    top = bound.get(spec.top) if spec.top else single(Constant(True))
    units = bound.get(spec.units) if spec.units else single(NONE)
    own_head = spec.custom_head is not None and bound.has(spec.custom_head)
    for (has_top, activation, size), choices in run.combinations(top, _head_activation(spec, bound), units):
        verdict = contents.truth(run, has_top)
        if verdict and not own_head:
            count = size.value if isinstance(size, Constant) and isinstance(size.value, int) else None
            place = bound.node(spec.activation)
            head = run.origin(place if place is not None else node)
            output = tensors.affine(count, head, run.origin(node))
            values = activations.apply(run, activations.resolve(activation), output, head, run.origin(node), node)
            if not spec.attaches_logits:
                values = ValueSet(tuple(b._replace(value=tensors.lost(b.value, count)) for b in values))
        elif verdict is False:
            values = single(run.unknown("features of a network without its top", node))
        else:
            values = single(run.unknown("a network that may have its top or not", node))
        results.append(values.under(choices))
    run.state.set((model.site, OUTPUTS), join(results))
    run.state.set((model.site, BUILT), single(Constant(True)))
    return single(model, run.origin(node))


def _head_activation(spec: ModelSpec, bound: Bound) -> ValueSet:
    if spec.activation is not None:
        return bound.get(spec.activation)
    return single(activations.LINEAR if spec.head is Activation.IDENTITY else Constant(spec.head.value))


def as_model(run: Run, value: Value) -> Model | None:
    """The library model behind a value: itself, or what a user subclass inherits."""
    if isinstance(value, Model):
        return value
    if isinstance(value, Instance):
        if run.state.get((value.site, LAYERS)):
            return Model(value.site, "sequential")
        if run.state.get((value.site, OUTPUTS)):
            return Model(value.site, "functional")
    return None


def initialise_base(run: Run, instance: Instance, base: Symbol, args: Arguments, node: cst.CSTNode) -> None:
    """`super().__init__(...)` of a user subclass of a library model."""
    spec = catalog().find(base.name)
    if not isinstance(spec, ModelSpec):
        return
    if spec.role is ModelRole.SEQUENTIAL:
        _set_layers(run, Model(instance.site, "sequential"), args, node)
    elif len(args.positional) > 1 or any(name in args.keywords for name in ("outputs", "output")):
        set_outputs(run, instance.site, args, node)


def output(run: Run, value: Value, inputs: Value, node: cst.CSTNode, training: bool | None = None) -> ValueSet:
    """What a model gives for `inputs`; `training` is what the library passes to a `call` that asks for it."""
    values = _output(run, value, inputs, node, training)
    if isinstance(value, Instance | Model):
        each_output(run, values, lambda tensor: _note_head(run, value.site, tensor))
    return values


def _note_head(run: Run, site: Site, tensor: Value) -> Value:
    if isinstance(tensor, Tensor) and tensor.head is not None:
        run.flows.heads.setdefault(site, {})[tensor.head] = None
    return tensor


def _output(run: Run, value: Value, inputs: Value, node: cst.CSTNode, training: bool | None) -> ValueSet:
    if isinstance(value, Instance):
        method = classes.method(run, value, "call")
        if method is not None:
            prepare(run, value, node)
            keywords = {}
            if training is not None and method.function is not None and _asks_for_training(method.function):
                keywords["training"] = Argument(single(Constant(training)))
            return calls.call(run, method, Arguments((Argument(single(inputs)),), keywords), node)
    model = as_model(run, value)
    if model is None:
        return single(run.unknown("a model whose output is not known", node))
    if model.kind == "functional":
        return run.state.get((model.site, OUTPUTS)) or single(run.unknown("a model without known outputs", node))
    if model.site in run.busy:
        return single(run.unknown("a model inside itself", node))
    run.busy.add(model.site)
    results = []
    for (state,), choices in run.combinations(run.state.get((model.site, LAYERS)) or ValueSet()):
        if isinstance(state, Items):
            results.append(_through(run, state.items, inputs, node).under(choices))
        else:
            results.append(single(state, choices=choices))
    run.busy.discard(model.site)
    return join(results)


def _asks_for_training(function: Function) -> bool:
    parameters = function.node.params
    return any(each.name.value == "training" for each in (*parameters.params, *parameters.kwonly_params))


def as_outputs(run: Run, values: ValueSet, source: Origin | None = None) -> ValueSet:
    """The values with a mark that they came out of a whole model, by the call `source`."""
    node = source.node if source is not None else None
    return each_output(run, values, lambda value: tensors.from_model(value, source), node)


def each_output(
    run: Run, values: ValueSet, change: Callable[[Value], Value], node: cst.CSTNode | None = None
) -> ValueSet:
    """What `change` makes of every output, also of those in a list, or in a dict: a fresh one, made at `node`."""
    results = []
    for binding in values:
        items = contents.sequence(run, binding.value)
        entries = contents.entries_of(run, binding.value)
        value: Value | None = None
        if items is not None:
            value = Tuple(tuple(each_output(run, each, change, node) for each in items))
        elif entries is not None:
            changed: dict[Value, ValueSet] = {k: each_output(run, each, change, node) for k, each in entries.entries}
            fresh = node is not None and changed != dict(entries.entries)
            value = containers.dict_of(run, node, changed, entries.complete).only if node and fresh else binding.value
        results.append(single(change(binding.value) if value is None else value, binding.origin, binding.choices))
    return join(results)


def wrapped(run: Run, model: Model, values: ValueSet) -> ValueSet:
    """What a call of the model gives: its output, or the object that has it as an attribute."""
    if model.wraps is None:
        return values
    return ValueSet(tuple(b._replace(value=LibraryObject(f"output with {model.wraps}", b.value)) for b in values))


def unwrapped(value: LibraryObject, key: object) -> Value | None:
    """`output.logits`, `output["logits"]`, `output[0]`; None for anything else."""
    name = value.kind.removeprefix("output with ")
    wanted = name != value.kind and key in (name, 0)
    return value.data if wanted and isinstance(value.data, Value) else None


def is_model(run: Run, instance: Instance) -> bool:
    """Whether a user class is derived from a library's model class, and not from a layer."""
    specs = [catalog().find(base.name) for base in classes.foreign_bases(run, instance.cls) if isinstance(base, Symbol)]
    return any(isinstance(spec, ModelSpec) for spec in specs)


def prepare(run: Run, instance: Instance, node: cst.CSTNode) -> None:
    """Run `build` of a user subclass, once, as the library does before the first call."""
    build = classes.method(run, instance, "build")
    if build is not None and not run.state.get((instance.site, "<has been built>")):
        run.state.set((instance.site, "<has been built>"), single(Constant(True)))
        shape = Argument(single(run.unknown("an input shape", node)))
        calls.call(run, build, Arguments((shape,)), node)


def _through(run: Run, stack: tuple[ValueSet, ...], inputs: Value, node: cst.CSTNode) -> ValueSet:
    """The last layer's output. Layers before the last one that sets a scale of its own are of no account."""
    start = len(stack)
    while start > 0:
        start -= 1
        if all(layers.resets(binding.value) for binding in stack[start]):
            break
    for binding in (binding for hidden in stack[:start] for binding in hidden):
        inside = binding.value
        if isinstance(inside, Layer) and inside.activation_origin is not None:
            run.flows.inner[inside.activation_origin] = run.origin(node)
        elif isinstance(inside, Model | Instance):
            run.flows.inner[inside.site] = run.origin(node)
    current = single(inputs)
    for layer_values in stack[start:]:
        results = []
        for (layer, tensor), choices in run.combinations(layer_values, current):
            if isinstance(layer, Model | Instance) and not isinstance(layer, Layer):
                values = as_outputs(run, output(run, layer, tensor, node))
            else:
                values = layers.apply(run, layer, tensor, node)
            kept = choices if not layers.resets(layer) else _choices_of(layer_values, layer)
            results.append(values.under(kept))
        current = join(results)
    return current


def _choices_of(values: ValueSet, value: Value) -> Choices:
    return next((binding.choices for binding in values if binding.value == value), NO_CHOICES)


def add(run: Run, model: Model, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`model.add(layer)`."""
    given = args.first("layer")
    layer = given.values if given is not None else single(run.unknown("no layer", node))
    _change_layers(run, model, lambda state: _with_layer(state, layer))
    return single(NONE)


def pop(run: Run, model: Model, node: cst.CSTNode) -> ValueSet:
    """`model.pop()`, and `model.layers.pop()` which does the same to old Keras models."""
    if model.kind == "sequential":
        _change_layers(run, model, _without_last)
    else:
        become_unknown(run, model, "a layer was taken off")
    return single(run.unknown("a layer taken off", node))


def _change_layers(run: Run, model: Model, change: Callable[[Items], Items]) -> None:
    """Change the layers of a Sequential, in each of the alternatives that it may be."""
    states = []
    for (state,), choices in run.combinations(run.state.get((model.site, LAYERS)) or ValueSet()):
        states.append(single(change(state) if isinstance(state, Items) else state, choices=choices))
    run.state.set((model.site, LAYERS), join(states))


def _with_layer(state: Items, layer: ValueSet) -> Items:
    """One more layer. Of a very long model only the end is kept, for that is what tells its output."""
    items = (*state.items, layer)
    if len(items) > limits.MAX_ITEMS:
        items = (single(Rest("many layers")), *items[-limits.MAX_ITEMS // 2 :])
    return Items(items)


def _without_last(state: Items) -> Items:
    """Taking a layer off an unknown rest leaves an unknown rest."""
    return state if not state.items or contents.is_rest(state.items[-1]) else Items(state.items[:-1])


def become_unknown(run: Run, model: Model, reason: str) -> None:
    """The model was changed in a way that is not followed."""
    if model.kind == "sequential":  # layers that are added from now on are known again
        run.state.set((model.site, LAYERS), single(Items((single(Rest(reason, model.origin)),))))
    else:
        run.state.set((model.site, OUTPUTS), single(run.unknown(reason)))


def mark_built(run: Run, value: Value) -> None:
    """The model has been used as it is: code that gets it from now on does not add layers to it."""
    if isinstance(value, Model):
        run.state.set((value.site, BUILT), single(Constant(True)))


def clone(run: Run, value: Value, node: cst.CSTNode) -> ValueSet:
    """`clone_model(model)`: another model with the same layers."""
    model = as_model(run, value)
    if isinstance(value, Layer):
        return single(value)
    if model is None:
        return single(run.unknown("a clone of an unknown model", node))
    copy = Model(run.site(node), model.kind, model.wraps, run.origin(node))
    for name in (LAYERS, OUTPUTS, BUILT):
        values = run.state.get((model.site, name))
        if values is not None:
            run.state.set((copy.site, name), values)
    return single(copy, run.origin(node))


def layers_before(run: Run, model: Model, index: int, node: cst.CSTNode) -> ValueSet:
    """`model.layers[index].output`."""
    results = []
    if model.kind == "functional":
        if index == -1:
            return run.state.get((model.site, OUTPUTS)) or single(run.unknown("unknown outputs", node))
        return single(run.unknown("an inner layer of a functional model", node))
    for (state,), choices in run.combinations(run.state.get((model.site, LAYERS)) or ValueSet()):
        counted = state.items[: index + 1] if isinstance(state, Items) and index >= 0 else ()
        counted = state.items[index:] if isinstance(state, Items) and index < 0 else counted
        known = not any(contents.is_rest(each) for each in counted)
        if isinstance(state, Items) and -len(state.items) <= index < len(state.items) and known:
            part = state.items[: len(state.items) + index + 1 if index < 0 else index + 1]
            results.append(_through(run, part, tensors.data(None), node).under(choices))
        else:
            results.append(single(run.unknown("a layer that is not known", node), choices=choices))
    return join(results)


def outputs_by_name(run: Run, values: ValueSet) -> list[tuple[str | None, ValueSet]]:
    """A model's outputs one by one, each with the name of the layer that makes it."""
    only = values.only
    if isinstance(only, Tuple):
        return [(_name(each), each) for each in only.items]
    if isinstance(only, DictRef):
        entries = contents.entries_of(run, only)
        if entries is not None and entries.complete:
            return [(str(key.value), each) for key, each in entries.entries]
        return [(None, single(run.unknown("outputs under unknown names")))]
    return [(_name(values), values)]


def _name(values: ValueSet) -> str | None:
    value = values.only
    return value.name if isinstance(value, Tensor) else None
