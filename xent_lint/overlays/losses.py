"""Losses: what `loss=` may be, how they are built, and what applying one to a prediction shows."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis import calls, contents
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.observations import Execution, LabelsSwapped, LossApplied, Pair
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments, Bound, bind
from xent_lint.analysis.values import (
    Constant,
    DictRef,
    Function,
    Instance,
    Loss,
    Method,
    Origin,
    Partial,
    Scale,
    Symbol,
    Tensor,
    Unknown,
    Value,
)
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Form, LossSpec
from xent_lint.overlays import tensors

HEADS = (Scale.LOGITS, Scale.PROBABILITIES, Scale.LOG_PROBABILITIES, Scale.ACTIVATED)
"""Scales of what a network puts out. Labels, inputs and weights given to a loss tell nothing about a head."""


def construct(run: Run, spec: LossSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`BinaryCrossentropy(from_logits=True)`."""
    return _settings(run, spec, bind(spec.signature, args), run.origin(node))


def _settings(run: Run, spec: LossSpec, bound: Bound, origin: Origin) -> ValueSet:
    """The loss for each known value of `from_logits`."""
    if spec.from_logits is None:
        return single(Loss(spec, from_logits=None, origin=origin), origin)
    place = bound.node(spec.from_logits)
    results = []
    for (setting,), choices in run.combinations(bound.get(spec.from_logits)):
        if isinstance(setting, Constant) and isinstance(setting.value, bool | int):
            loss: Value = Loss(
                spec,
                bool(setting.value),
                _axis(bound, spec),
                origin,
                run.origin(place) if place is not None else None,
            )
        else:
            loss = Unknown("from_logits is not known", origin)
        results.append(single(loss, origin, choices))
    return join(results)


def _with_settings(run: Run, spec: LossSpec, args: Arguments, origin: Origin | None) -> Value:
    """The one loss that these settings make; unknown where they leave alternatives."""
    place = origin or Origin("", cst.Name("loss"))
    return _settings(run, spec, bind(spec.signature, args), place).only or Unknown("a loss with alternatives")


def _axis(bound: Bound, spec: LossSpec) -> int | None:
    value = bound.get(spec.axis).only if spec.axis is not None else Constant(-1)
    return value.value if isinstance(value, Constant) and isinstance(value.value, int) else None


def of_spec(spec: LossSpec, origin: Origin | None) -> Loss:
    """The loss with its default settings."""
    return Loss(spec, None if spec.from_logits is None else False, origin=origin)


def resolve(run: Run, value: Value, origin: Origin | None) -> Value:
    """What `compile(loss=value)` stands for: a Loss, something to call, or unknown."""
    if isinstance(value, Constant) and isinstance(value.value, str):
        spec = catalog().loss_string(value.value)
        return of_spec(spec, origin) if spec is not None else Unknown(f"{value.value!r} is no loss of the tables")
    if isinstance(value, Symbol):
        found = catalog().find(value.name)
        if isinstance(found, LossSpec):
            return of_spec(found, origin)
        return Unknown(f"{value.name} is no loss of the tables")
    if isinstance(value, DictRef):
        return _deserialize(run, value, origin)
    if isinstance(value, Partial) and isinstance(value.callee, Symbol):
        found = catalog().find(value.callee.name)
        if isinstance(found, LossSpec) and not value.positional:
            keywords = {name: Argument(each) for name, each in value.keywords}
            return _with_settings(run, found, Arguments((), keywords), value.origin or origin)
    if isinstance(value, Loss | Function | Method | Partial | Instance | Unknown):
        return value
    return Unknown("not a loss")


def _deserialize(run: Run, value: DictRef, origin: Origin | None) -> Value:
    """`{"class_name": "BinaryCrossentropy", "config": {"from_logits": True}}`."""
    entries = contents.entries_of(run, value)
    name = entries.get(Constant("class_name")) if entries is not None else None
    kind = name.only if name is not None else None
    spec = catalog().loss_serialized(kind.value) if isinstance(kind, Constant) and isinstance(kind.value, str) else None
    if entries is None or spec is None:
        return Unknown("a dict that is no serialized loss")
    config = entries.get(Constant("config"))
    settings = contents.entries_of(run, config.only) if config is not None and config.only is not None else None
    if config is not None and settings is None:
        return Unknown("a serialized loss with an unknown config")
    keywords = {
        key.value: Argument(values)
        for key, values in (settings.entries if settings is not None else ())
        if isinstance(key.value, str)
    }
    more = settings is not None and not settings.complete
    return _with_settings(run, spec, Arguments((), keywords, more_keywords=more), origin)


def get(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`keras.losses.get(identifier)`."""
    first = args.first("identifier")
    values = first.values if first is not None else single(run.unknown("no identifier", node))
    return join(single(resolve(run, b.value, run.origin(node)), run.origin(node), b.choices) for b in values)


def call_function(run: Run, spec: LossSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """A loss function applied: `binary_crossentropy(y, p)`, `tf.nn.sigmoid_cross_entropy_with_logits(...)`."""
    bound = bind(_signature(spec, args), args)
    prediction = next((name for name in spec.extra_logits if bound.has(name)), spec.y_pred)
    labels = next((name for name in spec.extra_labels if bound.has(name)), spec.y_true)
    losses = _settings(run, spec, bound, run.origin(node))
    execution = Execution.OP if spec.name.startswith("tensorflow.") else Execution.CALLED
    if bound.complete:
        observe(run, losses, bound.get(prediction), run.origin(node), execution)
        _swapped(run, losses, bound.get(labels), bound.get(prediction), run.origin(node))
    return single(run.unknown("the value of a loss", node))


def _signature(spec: LossSpec, args: Arguments) -> str:
    """TensorFlow's early one where an output is given first and a placeholder second, without keywords: later versions
    either refuse that or have no placeholders."""
    if spec.early_signature is None or len(args.positional) < 2:
        return spec.signature
    first, second = (argument.values.only for argument in args.positional[:2])
    output = isinstance(first, Tensor) and first.scale in HEADS
    placeholder = isinstance(second, Tensor) and second.scale is Scale.DATA
    return spec.early_signature if output and placeholder else spec.signature


def call_object(run: Run, loss: Loss, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """A loss object applied: `loss_fn(y, model(x))`."""
    bound = bind(
        loss.spec.signature if loss.spec.form is Form.FUNCTION else "(y_true, y_pred, sample_weight=None)", args
    )
    prediction = bound.get(loss.spec.y_pred if loss.spec.form is Form.FUNCTION else "y_pred")
    if bound.complete:
        observe(run, single(loss), prediction, run.origin(node), Execution.CALLED)
        labels = bound.get(loss.spec.y_true if loss.spec.form is Form.FUNCTION else "y_true")
        _swapped(run, single(loss), labels, prediction, run.origin(node))
    return single(run.unknown("the value of a loss", node))


def _swapped(run: Run, losses: ValueSet, labels: ValueSet, prediction: ValueSet, place: Origin) -> None:
    """A trained output where the labels belong, and something label-like where the prediction belongs."""
    loss, output, target = losses.only, labels.only, prediction.only
    if not isinstance(loss, Loss) or not isinstance(output, Tensor) or not isinstance(target, Tensor):
        return
    if output.scale in HEADS and _is_trained(output) and target.scale in (Scale.LABELS, Scale.DATA):
        run.observe(place, LabelsSwapped(place, loss, output, target))


def _is_trained(output: Tensor) -> bool:
    """Whether there are weights behind an output. The sigmoid of a placeholder may well be a label."""
    source: Value | None = output
    while isinstance(source, Tensor) and source.before is not None:
        source = source.before
    return output.of_model or (isinstance(source, Tensor) and source.scale in HEADS)


def observe(
    run: Run,
    losses: ValueSet,
    heads: ValueSet,
    place: Origin,
    execution: Execution,
    compile_call: Origin | None = None,
) -> None:
    """Record that `heads` are given to `losses`, if every compatible combination is known."""
    pairs = []
    for (loss, head), _ in run.combinations(losses, heads):
        whole = isinstance(head, Tensor) and head.guard not in tensors.INCOMPLETE
        if not isinstance(loss, Loss) or not isinstance(head, Tensor) or head.scale not in HEADS or not whole:
            if not run.muted:
                run.flows.meets_unknown(place, losses, heads)
            return
        pairs.append(Pair(loss, head))
    if pairs:
        run.observe(place, LossApplied(place, tuple(pairs), execution, compile_call))


def compiled(
    run: Run, losses: ValueSet, head: ValueSet, place: Origin, compile_call: Origin, node: cst.CSTNode
) -> None:
    """One output of a model with the loss that `compile` was given for it."""
    known = join(
        single(resolve(run, binding.value, binding.origin or place), binding.origin, binding.choices)
        for binding in losses
        if binding.value != Constant(None)
    )
    if all(isinstance(binding.value, Loss | Unknown) for binding in known):
        observe(run, known, head, place, Execution.COMPILED, compile_call)
        return
    for (loss,), choices in run.combinations(known):
        if isinstance(loss, Function | Method | Partial | Instance):
            base = run.state
            run.state = base.fork(choices)
            labels = Argument(single(Tensor(Scale.LABELS, label="labels", head=place)))
            with run.flows.within("loss function"):
                given = calls.call(run, loss, Arguments((labels, Argument(head))), place.node)
            run.state = base
            trained = ValueSet(each for each in given if isinstance(each.value, Tensor))
            run.flows.meets_unknown(place, trained)  # the output itself, or a part of it, is what is minimized
