"""What programs do with models: compile, fit, predict, call; also for user subclasses of the library's classes."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis import calls, classes, contents
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments, bind
from xent_lint.analysis.values import (
    NONE,
    Constant,
    Instance,
    LibraryObject,
    Method,
    Origin,
    Scale,
    Symbol,
    Tensor,
    Tuple,
    Value,
)
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import LayerSpec, ModelRole, ModelSpec
from xent_lint.overlays import losses, metrics, model_layers, models, tensors

COMPILE = "(optimizer='rmsprop', loss=None, metrics=None, loss_weights=None)"
"""The parameters of `compile` that have kept their order from Keras 2 to 3; Keras 1 had `loss` second as well."""

MODEL_METHODS = frozenset(
    """compile fit fit_generator evaluate evaluate_generator predict predict_generator predict_on_batch train_on_batch
    test_on_batch summary build save export to_yaml save_weights load_weights get_config get_layer add pop get_weights
    set_weights stateless_call add_loss add_metric reset_states to_json count_params predict_proba""".split()
)

PREDICTIONS = frozenset(["predict", "predict_on_batch", "predict_generator", "predict_proba"])
"""Methods that give the output as arrays, to which nothing is attached."""

FIT = "(x=None, y=None, batch_size=None, epochs=1, verbose='auto', callbacks=None)"
"""The parameters of `fit` that have kept their order from Keras 2 to 3."""

EVALUATE = "(x=None, y=None, batch_size=None, verbose='auto', sample_weight=None, steps=None, callbacks=None)"
PREDICT = "(x, batch_size=None, verbose='auto', steps=None, callbacks=None)"
WITH_CALLBACKS = {
    "fit": FIT,
    "fit_generator": FIT,
    "evaluate": EVALUATE,
    "evaluate_generator": EVALUATE,
    "predict": PREDICT,
    "predict_generator": PREDICT,
}
"""Methods that run callbacks, with their parameters as far as they have kept their order."""

SEEN = frozenset(
    """compile fit fit_generator evaluate evaluate_generator train_on_batch test_on_batch summary build add pop
    get_layer get_weights set_weights save_weights load_weights add_loss add_metric reset_states reset_metrics
    count_params""".split()
)
"""Methods that show nothing of what the model puts out, or that are followed."""

SAVING = frozenset(["save", "export", "to_json", "to_yaml"])
"""Methods that hand the model on to other programs."""

LAYER_METHODS = frozenset(["add_weight", "add_variable", "add_loss", "add_metric", "build", "get_config"])


COMPILED_LOSS = frozenset(("compiled_loss", "compute_loss"))
"""What a `train_step` calls to apply the loss that `compile` was given."""

LOSS = "<loss>"


def _is_judged_at_compile(run: Run, instance: Instance) -> bool:
    """Whether compile() knows what the model puts out, so that its loss was judged there."""
    return classes.method(run, instance, "call") is not None or models.as_model(run, instance) is not None


def inherited(run: Run, instance: Instance, base: Symbol, name: str) -> ValueSet | None:
    """A method that a user class has from a library's model or layer class; None when it has no such method."""
    spec = catalog().find(base.name)
    if isinstance(spec, ModelSpec) and spec.role in (ModelRole.FUNCTIONAL, ModelRole.SEQUENTIAL):
        if name in MODEL_METHODS or name in LAYER_METHODS:
            return single(Method(instance, name))
        if name in COMPILED_LOSS and not _is_judged_at_compile(run, instance):
            return single(Method(instance, name))
        if name == "loss" and not _is_judged_at_compile(run, instance):
            return run.state.get((instance.site, LOSS))
        if name == "layers" and models.as_model(run, instance) is None:
            return single(run.unknown("the layers of a subclassed model"))
    if isinstance(spec, LayerSpec | ModelSpec):
        if name in LAYER_METHODS:
            return single(Method(instance, name))
        if name == "__init__":
            return single(Method(LibraryObject("base", (instance, base)), name))
    return None


def call_instance(run: Run, instance: Instance, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    """`model(x)` or `layer(x)` for an object of a user subclass."""
    method = classes.method(run, instance, "call")
    if method is not None:
        models.prepare(run, instance, node)
        outputs = calls.call(run, method, args, node)
        return models.as_outputs(run, outputs, run.origin(node)) if models.is_model(run, instance) else outputs
    if models.as_model(run, instance) is None:
        return None
    return models.output(run, instance, tensors.data(run.origin(node)), node)


def call_method(run: Run, receiver: Value, name: str, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    """A library's method of a model or of an object of a user subclass."""
    model = models.as_model(run, receiver)
    if name == "compile":
        _compile(run, receiver, args, node)
        _own_compute_loss(run, receiver, node)
        models.mark_built(run, receiver)
        return single(NONE)
    if model is not None and model.kind == "sequential" and name == "add":
        return models.add(run, model, args, node)
    if model is not None and name == "pop":
        return models.pop(run, model, node)
    if name in ("add_weight", "add_variable"):
        return single(Tensor(Scale.WEIGHTS, label="weights", head=run.origin(node)), run.origin(node))
    if name in COMPILED_LOSS and isinstance(receiver, Instance):
        _apply_compiled_loss(run, receiver, name, args, node)
        return single(run.unknown("the value of a loss", node))
    _callbacks(run, receiver, name, args, node)
    if name in PREDICTIONS:
        models.mark_built(run, receiver)
        outputs = _by_own_step(run, receiver, node)
        if outputs is None:
            outputs = models.as_outputs(run, _outputs(run, receiver, node, training=False), run.origin(node))
        predicted = models.each_output(run, outputs, tensors.as_array, node)
        return models.wrapped(run, model, predicted) if model is not None else predicted
    if name == "stateless_call":
        outputs = models.as_outputs(run, _outputs(run, receiver, node, training=False), run.origin(node))
        return single(Tuple((outputs, single(run.unknown("the variables of a model", node)))), run.origin(node))
    if name in SAVING:
        calls.release(run, receiver, node, "is saved", whole=False)
    elif name == "predict_classes":
        _classes(run, receiver, node)
    elif name not in SEEN:
        calls.release(run, receiver, node, f"is used by .{name}(), which is not followed", whole=False)
    if name == "fit" and isinstance(receiver, Instance):
        step = classes.method(run, receiver, "train_step")
        if step is not None:
            calls.call(run, step, Arguments((Argument(_batch(run, node)),)), node)
    models.mark_built(run, receiver)
    if name == "get_layer" and model is not None:
        return single(LibraryObject("layer", (model, model_layers.index_of(run, model, args))), run.origin(node))
    return single(run.unknown(f"the result of .{name}()", node))


def _callbacks(run: Run, model: Value, method: str, args: Arguments, node: cst.CSTNode) -> None:
    """Callbacks get the model: some save it, and one of the user's own may do anything with what it puts out."""
    if method not in WITH_CALLBACKS:
        return
    given = bind(WITH_CALLBACKS[method], args)
    if not given.complete and not given.has("callbacks"):
        calls.release(run, model, node, "is given to callbacks that are not seen", whole=False)
    for binding in given.get("callbacks") if given.has("callbacks") else ():
        items = contents.sequence(run, binding.value)
        for each in items if items is not None else (single(binding.value),):
            harmless = (NONE, LibraryObject("callback"))
            if not all(callback.value in harmless for callback in each):
                how = "is given to a callback that may save it or read its output"
                calls.release(run, model, node, how, whole=False)


def _by_own_step(run: Run, receiver: Value, node: cst.CSTNode) -> ValueSet | None:
    """What a `predict_step` of the user's own makes of a batch, which `predict` then gives."""
    step = classes.method(run, receiver, "predict_step") if isinstance(receiver, Instance) else None
    if step is None:
        return None
    results = calls.call(run, step, Arguments((Argument(_batch(run, node)),)), node)
    if not all(isinstance(each.value, Tensor) for each in results):
        calls.release(run, receiver, node, "is used by a predict_step that is not followed", whole=False)
    return results


def _batch(run: Run, node: cst.CSTNode) -> ValueSet:
    """A batch of which nothing is known."""
    return single(run.unknown("a batch of data", node))


def _classes(run: Run, model: Value, node: cst.CSTNode) -> None:
    """`predict_classes` of Keras 2: the largest of many units, the same for logits; of one, what is above 0.5."""
    for binding in _outputs(run, model, node, training=False):
        output = binding.value
        if not isinstance(output, Tensor) or output.units is None or output.units < 2:
            run.flows.meets_unknown(run.origin(node), single(output))


def _own_compute_loss(run: Run, receiver: Value, node: cst.CSTNode) -> None:
    """A `compute_loss` of the user's own, which fit calls with what the model puts out."""
    method = classes.method(run, receiver, "compute_loss") if isinstance(receiver, Instance) else None
    if method is None or method.function is None:
        return
    names = [each.name.value for each in method.function.node.params.params]
    if "y_pred" in names:
        outputs = Argument(_outputs(run, receiver, node, training=True))
        calls.call(run, method, Arguments((), {"y_pred": outputs}, more_keywords=True), node)


def _apply_compiled_loss(run: Run, instance: Instance, name: str, args: Arguments, node: cst.CSTNode) -> None:
    """`self.compiled_loss(y, y_pred)`, `self.compute_loss(x, y, y_pred)`."""
    bound = bind("(y, y_pred)" if name == "compiled_loss" else "(x=None, y=None, y_pred=None)", args)
    place = run.origin(node)
    given = run.state.get((instance.site, LOSS))
    if given is not None and bound.has("y_pred"):
        losses.compiled(run, given, bound.get("y_pred"), place, place, node)


def _outputs(run: Run, receiver: Value, node: cst.CSTNode, training: bool) -> ValueSet:
    return models.output(run, receiver, tensors.data(run.origin(node)), node, training)


def _compile(run: Run, receiver: Value, args: Arguments, node: cst.CSTNode) -> None:
    """`model.compile(loss=...)`: each output meets its loss."""
    bound = bind(COMPILE, args)
    argument = bound.node("loss")
    if argument is None:
        return
    place = run.origin(argument.value)
    outputs = _outputs(run, receiver, node, training=True)
    if isinstance(receiver, Instance):
        run.state.set((receiver.site, LOSS), bound.get("loss"))
    named = models.outputs_by_name(run, outputs)
    single_losses = []
    for binding in bound.get("loss").given(run.state.path):
        items = contents.sequence(run, binding.value)
        entries = _losses_by_name(run, binding.value)
        if items is None and entries is None:
            single_losses.append(binding)
            continue
        if items is not None:
            heads = [values for _, values in named]
            matched = list(zip(items, heads, strict=True)) if len(items) == len(heads) else []
        else:
            matched = _match(entries or {}, named)
        for each, head in matched:
            at = _written(run, argument.value, each, place)
            losses.compiled(run, each.under(binding.choices), head, at, run.origin(node), node)
    if single_losses:
        for _, head in named:
            losses.compiled(run, ValueSet(tuple(single_losses)), head, place, run.origin(node), node)
    for name in ("metrics", "weighted_metrics"):
        _metrics(run, args.keywords.get(name) or (bound.given.get(name) if name == "metrics" else None), named, node)


def _metrics(run: Run, argument: Argument | None, named: list[tuple[str | None, ValueSet]], node: cst.CSTNode) -> None:
    """The metrics of each output: a list for the only output, a list of lists, or a dict by name."""
    value = argument.values.only if argument is not None else None
    if argument is None or value is None or argument.node is None:
        if argument is not None:
            run.flows.meets_unknown(run.origin(node), *(head for _, head in named))
        return
    place = run.origin(argument.node.value)
    entries = contents.entries_of(run, value)
    if entries is not None:
        by_name = {str(key.value): values for key, values in entries.entries}
        matched = _match(by_name, named)
    elif len(named) == 1:
        matched = [(argument.values, named[0][1])]
    else:  # a list as long as the outputs: one metric, or list of metrics, for each
        each_own = contents.sequence(run, value) or ()
        heads = [values for _, values in named]
        matched = list(zip(each_own, heads, strict=True)) if len(each_own) == len(heads) else []
        if not matched and value != NONE:  # Keras 2 gives each of them to every output
            run.flows.meets_unknown(place, *heads)
    for values, head in matched:
        only = values.only
        items = contents.sequence(run, only) if only is not None else None
        for each in items if items is not None else (values,):
            made = each.bindings[0].origin if each and items is not None else None
            known = made if made is not None and made.module == place.module else place
            at = _written(run, argument.node.value, each, known)
            metrics.compiled(run, each, head, at, run.origin(node), node)


def _written(run: Run, display: cst.BaseExpression, values: ValueSet, otherwise: Origin) -> Origin:
    """Where an element of a list or dict that is written out in the call stands; else the whole argument."""
    pending: list[cst.BaseExpression] = [display]
    while pending:
        node = pending.pop(0)
        if isinstance(node, cst.List | cst.Tuple | cst.Dict):
            elements = [each for each in node.elements if isinstance(each, cst.Element | cst.DictElement)]
            pending.extend(element.value for element in elements)
        elif node is not display and run.evaluate(node) == values:
            return run.origin(node)
    return otherwise


def _losses_by_name(run: Run, value: Value) -> dict[str, ValueSet] | None:
    """A dict of losses; None for anything else, also for a serialized loss."""
    entries = contents.entries_of(run, value)
    if entries is None or entries.get(Constant("class_name")) is not None:
        return None
    return {str(key.value): values for key, values in entries.entries}


def _match(entries: dict[str, ValueSet], named: list[tuple[str | None, ValueSet]]) -> list[tuple[ValueSet, ValueSet]]:
    """Losses and outputs of one name. The only loss of an only, unnamed output can mean nothing else."""
    if len(entries) == 1 and len(named) == 1 and named[0][0] is None:
        return [(next(iter(entries.values())), named[0][1])]
    return [(entries[name], values) for name, values in named if name in entries]
