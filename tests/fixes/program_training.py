"""Losses, metrics and training of generated programs."""

from __future__ import annotations

from program_draft import Draft, Pair
from program_layout import Simple, Statement, statements

CLASSES = {
    "binary": "BinaryCrossentropy",
    "categorical": "CategoricalCrossentropy",
    "sparse_categorical": "SparseCategoricalCrossentropy",
}
OPS = {
    "binary": "sigmoid_cross_entropy_with_logits",
    "categorical": "softmax_cross_entropy_with_logits",
    "sparse_categorical": "sparse_softmax_cross_entropy_with_logits",
}


def loss_object(draft: Draft, pair: Pair) -> str:
    """A call of the loss class."""
    if not pair.family:
        return draft.call(draft.spelling.name("losses.MeanSquaredError"))
    arguments = []
    if pair.on_logits:
        arguments.append(draft.one("from_logits=True", "from_logits=True", "True"))
    elif draft.chance(0.2):
        arguments.append(draft.one("from_logits=False", "False"))
    if pair.family != "sparse_categorical" and draft.chance(0.15):
        arguments.append("label_smoothing=0.1")
    if draft.chance(0.15):
        arguments.append(f"name={draft.string('loss')}")
    return draft.call(draft.spelling.name(f"losses.{CLASSES[pair.family]}"), *arguments)


def _function(draft: Draft, pair: Pair) -> str:
    return draft.spelling.name(f"losses.{pair.family}_crossentropy")


def compiled_loss(draft: Draft, pair: Pair, shared: str = "") -> str:
    """What is written for `loss=`; it may take a variable or function at module level."""
    if shared:
        pair.judged_by.add(shared)
        return shared
    if not pair.family:
        return draft.one(draft.string("mse"), loss_object(draft, pair))
    if pair.output and draft.chance(0.4):
        text = draft.string(f"{pair.family}_crossentropy")
        of_output = loss_object(draft, pair) if pair.on_logits or draft.chance(0.5) else text
        return f"{{{draft.string(pair.output)}: {of_output}}}"
    spelled = draft.one("object", "object", "variable", "custom")
    if not pair.on_logits and draft.chance(0.6):
        spelled = draft.one("string", "string", "function", "string variable", "list")
    if spelled == "object":
        return loss_object(draft, pair)
    if spelled == "string":
        return draft.string(f"{pair.family}_crossentropy")
    if spelled == "function":
        return _function(draft, pair)
    if spelled == "list":
        return draft.layout.list(draft.one(draft.string(f"{pair.family}_crossentropy"), loss_object(draft, pair)))
    if spelled == "custom":
        return _custom_loss(draft, pair)
    name = draft.fresh("loss_fn", "criterion", "loss_object")
    pair.judged_by.add(name)
    text = draft.string(f"{pair.family}_crossentropy") if spelled == "string variable" else loss_object(draft, pair)
    draft.body.append(Simple(f"{name} = {text}"))
    return name


def _custom_loss(draft: Draft, pair: Pair) -> str:
    name = draft.fresh("my_loss", "crossentropy", "objective")
    pair.judged_by.add(name)
    arguments = ["y_true", "y_pred", *(["from_logits=True"] if pair.on_logits else [])]
    value = draft.call(_function(draft, pair), *arguments)
    draft.add(f"def {name}(y_true, y_pred):\n    return <value>", value=value)
    return name


def metrics(draft: Draft, pair: Pair) -> list[str]:
    """What is written in `metrics=[...]`."""
    if pair.case == "right" or not pair.family:
        return _right_metrics(draft, pair)
    found: list[str] = []
    if pair.readers == "wrong" and pair.units == 1:
        wanted = [draft.rng.choice(["accuracy", "object"])]
    else:
        wanted = draft.rng.choice([[], [], ["accuracy"], ["accuracy"], ["object"], ["accuracy", "object"], ["rare"]])
    for kind in wanted:
        if kind == "accuracy":
            key = draft.one("accuracy", "acc", "accuracy")
            pair.keys.append(key)
            found.append(draft.string(key))
        else:
            found.append(_object(draft, pair) if kind == "object" else _rare(draft, pair))
    return found


def _right_metrics(draft: Draft, pair: Pair) -> list[str]:
    name = draft.spelling.name
    if not pair.family:
        return draft.rng.choice([[], [draft.string("mae")]])
    if not pair.binary:
        prefix = "Sparse" if pair.family == "sparse_categorical" else ""
        return draft.rng.choice([[], [draft.string("accuracy")], [f"{name(f'metrics.{prefix}CategoricalAccuracy')}()"]])
    threshold = draft.call(name("metrics.BinaryAccuracy"), "threshold=0.0", f"name={draft.string('accuracy')}")
    return draft.rng.choice([[], [threshold], [draft.call(name("metrics.AUC"), "from_logits=True")]])


def _object(draft: Draft, pair: Pair) -> str:
    if pair.binary:
        kind = draft.one("BinaryAccuracy", "BinaryAccuracy", "AUC", "Precision", "Recall", "BinaryCrossentropy")
        more = {"BinaryAccuracy": "threshold=0.5", "Precision": "thresholds=0.5", "AUC": "num_thresholds=50"}
    else:
        prefix = "Sparse" if pair.family == "sparse_categorical" else ""
        kind = draft.one(
            f"{prefix}CategoricalAccuracy", f"{prefix}TopKCategoricalAccuracy", f"{prefix}CategoricalCrossentropy"
        )
        more = {f"{prefix}TopKCategoricalAccuracy": "k=2"}
    arguments = [more[kind]] if kind in more and draft.chance(0.4) else []
    if draft.chance(0.3):
        arguments.append(f"name={draft.string('metric')}")
        pair.keys.append("metric")
    return draft.call(draft.spelling.name(f"metrics.{kind}"), *arguments)


def _rare(draft: Draft, pair: Pair) -> str:
    kind = draft.one("string", "custom", "custom", "F1")
    if kind == "string":
        name = "binary_accuracy" if pair.binary else f"{pair.family}_accuracy"
        pair.keys.append(name)
        return draft.string(name)
    if kind == "F1" and pair.family != "sparse_categorical":
        arguments = ["threshold=0.5"] if pair.binary else [f"average={draft.string('macro')}"]
        return draft.call(draft.spelling.name("metrics.F1Score"), *arguments)
    name = draft.fresh("mean_score", "my_metric")
    value = f"{draft.spelling.tf('reduce_mean')}(y_pred)"
    draft.add(f"def {name}(y_true, y_pred):\n    return {value}")
    return name


def optimizer(draft: Draft, pair: Pair) -> str:
    """An optimizer; most of them change nothing, so that results do not depend on rounding in training."""
    if draft.chance(0.2):
        pair.frozen = False
        return draft.string(draft.one("adam", "sgd", "rmsprop"))
    rate = draft.one("0.0", "learning_rate=0.0")
    return draft.call(draft.spelling.name("optimizers.SGD"), rate)


def compile_call(draft: Draft, pair: Pair, target: str, shared: str = "") -> list[Statement]:
    """The statements that compile the model."""
    loss = compiled_loss(draft, pair, shared)
    arguments = [optimizer(draft, pair), loss]
    if draft.chance(0.8):
        arguments = [f"optimizer={arguments[0]}", f"loss={loss}"]
        if draft.chance(0.3):
            arguments.reverse()
    written = metrics(draft, pair)
    before: list[Statement] = []
    if written or draft.chance(0.1):
        listed = draft.layout.list(*written)
        if draft.chance(0.15):
            before = [Simple(f"metric_list = {listed}")]
            listed = "metric_list"
        keyword = "weighted_metrics" if draft.chance(0.05) else "metrics"
        arguments.append(f"{keyword}={listed}")
    return [*before, Simple(draft.call(f"{target}.compile", *arguments))]


def fitted(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    """The statements that train a compiled model, and show how it went."""
    arguments = [pair.x, pair.y, "epochs=1", "verbose=0"]
    if draft.chance(0.2):
        arguments.append(f"batch_size={draft.one('8', '16')}")
    if draft.chance(0.1):
        arguments.append(f"validation_data=({pair.x}, {pair.y})")
    if draft.chance(0.1):
        stopping = draft.call(draft.spelling.name("callbacks.EarlyStopping"), f"monitor={draft.string('loss')}")
        arguments.append(f"callbacks=[{stopping}]")
    fit = draft.call(f"{target}.fit", *arguments)
    if draft.chance(0.5):
        return [Simple(fit)]
    pair.evaluated = True
    history = "history" if pair.number == 0 else f"history_{pair.number + 1}"
    keys = [key for key in ("loss", *pair.keys) if draft.chance(0.7)]
    shown = [Simple(f"print({history}.history[{draft.string(key)}])") for key in keys]
    return [Simple(f"{history} = {fit}"), *shown]


def evaluated(draft: Draft, pair: Pair, target: str) -> list[Statement]:
    """The statements that show what `evaluate` says."""
    pair.evaluated = True
    return [Simple(f"print({draft.call(f'{target}.evaluate', pair.x, pair.y, 'verbose=0')})")]


def trained_by_hand(draft: Draft, pair: Pair, target: str, shared: str = "") -> list[Statement]:
    """A loop with a tape; the loss is an object, a function or an op."""
    pair.evaluated = True
    pair.trained = (
        "object" if shared else draft.one("object", "object", "function", *(["op"] if pair.on_logits else []))
    )
    step, tuner = draft.fresh("train_step", "train_on", "update"), draft.fresh("optimizer", "opt")
    pair.judged_by |= {step}
    values = {
        "function": f"@{draft.spelling.tf('function')}\n" if draft.chance(0.3) else "",
        "tape": draft.spelling.tf("GradientTape"),
        "model": target,
        "loss": _applied(draft, pair, shared),
    }
    draft.add(f"{tuner} = <made>", made=draft.call(draft.spelling.name("optimizers.SGD"), "0.0"))
    metric, update = _updated(draft, pair)
    training = draft.one("", ", training=True")
    returned = draft.one("", ", predictions") if not metric else ""
    draft.extend(metric)
    draft.add(
        f"""{values["function"]}def {step}(images, labels):
    with <tape>() as tape:
        predictions = <model>(images{training})
        loss = <loss>
    gradients = tape.gradient(loss, <model>.trainable_variables)
    {tuner}.apply_gradients(zip(gradients, <model>.trainable_variables)){update}
    return loss{returned}""",
        **values,
    )
    shown = f"{step}({pair.x}, {pair.y})"
    if returned:
        loop = f"value, seen = {shown}\nprint(float(value))\nprint(seen)"
        return list(statements(loop))
    loop = f"for _ in range(2):\n    print(float({shown}))"
    return [*statements(loop), *([Simple(f"print(float({metric[0].text.split(' ')[0]}.result()))")] if metric else [])]


def _applied(draft: Draft, pair: Pair, shared: str) -> str:
    """The value of the loss for `labels` and `predictions`."""
    if pair.trained == "op":
        arguments = ["labels=labels", "logits=predictions"]
        return (
            f"{draft.spelling.tf('reduce_mean')}({draft.call(draft.spelling.tf(f'nn.{OPS[pair.family]}'), *arguments)})"
        )
    if pair.trained == "function":
        arguments = ["labels", "predictions"]
        if pair.on_logits:
            arguments.append(draft.one("from_logits=True", "True"))
        elif draft.chance(0.2):
            arguments.append(draft.one("from_logits=False", "False"))
        return f"{draft.spelling.tf('reduce_mean')}({draft.call(_function(draft, pair), *arguments)})"
    if shared:
        pair.judged_by.add(shared)
        return f"{shared}(labels, predictions)"
    if draft.chance(0.2):
        return f"{loss_object(draft, pair)}(labels, predictions)"
    name = draft.fresh("loss_fn", "criterion", "loss_object")
    pair.judged_by.add(name)
    draft.body.append(Simple(f"{name} = {loss_object(draft, pair)}"))
    return draft.one(f"{name}(labels, predictions)", f"{name}(y_true=labels, y_pred=predictions)")


def _updated(draft: Draft, pair: Pair) -> tuple[list[Simple], str]:
    """A metric that is updated by hand: how it is made, and the line that updates it."""
    if draft.chance(0.6):
        return [], ""
    name = draft.fresh("train_metric", "score_metric")
    if pair.case == "right" or (pair.readers == "right" and not pair.activation):
        if not pair.binary:
            prefix = "Sparse" if pair.family == "sparse_categorical" else ""
            made = draft.call(draft.spelling.name(f"metrics.{prefix}CategoricalAccuracy"))
        else:
            made = draft.call(draft.spelling.name("metrics.BinaryAccuracy"), "threshold=0.0")
    else:
        made = _object(draft, pair)
    applied = draft.one(f"{name}.update_state(labels, predictions)", f"{name}(labels, predictions)")
    return [Simple(f"{name} = {made}")], f"\n    {applied}"
