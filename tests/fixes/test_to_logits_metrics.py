"""Metrics move along with their head: those that cannot, and what is written for the others."""

from __future__ import annotations

import pytest
from fixed_programs import UNSAFE, offered, rewritten
from to_logits_programs import LINEAR_HEAD, reasons, safely

M = "keras.metrics"
SIGMOID = 'model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1, activation="sigmoid")])\n'
SOFTMAX = 'model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(3, activation="softmax")])\n'
LOSS = "loss=keras.losses.BinaryCrossentropy(from_logits=True)"


def binary(metrics: str, more: str = "") -> str:
    """A binary classifier with these metrics."""
    return f'{SIGMOID}model.compile(loss="binary_crossentropy", metrics={metrics})\n{more}'


def softmax(metrics: str) -> str:
    """A classifier of three classes with these metrics."""
    return f'{SOFTMAX}model.compile(loss="categorical_crossentropy", metrics={metrics})\n'


NO_FORM = {
    "F1 at a threshold": (binary(f"[{M}.F1Score(threshold=0.5)]"), "F1Score"),
    "precision at a recall": (binary(f"[{M}.PrecisionAtRecall(0.5)]"), "PrecisionAtRecall"),
    "decisions": (binary(f"[{M}.Accuracy()]"), "Accuracy"),
    "a divergence": (softmax(f"[{M}.KLDivergence()]"), "KLDivergence"),
    "AUC of a softmax": (softmax('["AUC"]'), "AUC"),
    "precision of a softmax": (softmax(f"[{M}.Precision()]"), "Precision"),
}


@pytest.mark.parametrize(("program", "name"), NO_FORM.values(), ids=NO_FORM)
def test_a_metric_without_a_form_on_logits_makes_the_fix_display_only(program: str, name: str) -> None:
    assert reasons(program) == [f"the metric {name} (line 5) has no form on logits"]
    assert rewritten(program) == []


UNREPAIRED = {
    "a threshold of its own": (
        binary(f"[{M}.BinaryAccuracy(threshold=0.7)]"),
        "the metric BinaryAccuracy (line 5) has a threshold of its own",
    ),
    "a function of the program's own": (
        "def near(y, p):\n    return tf.reduce_mean(y * p)\n" + binary("[near]"),
        "a metric of the program's own reads probabilities (line 5)",
    ),
    "an object that is not known": (
        binary("[F1()]"),
        "a loss or metric that is not known judges the same output (line 5)",
    ),
    "metrics that are not known": (
        binary("metrics_of(task)"),
        "a loss or metric that is not known judges the same output (line 5)",
    ),
    "a list that is plotted": (
        'METRICS = ["accuracy"]\n' + binary("METRICS", "for name in METRICS:\n    plot(name)\n"),
        "the list of metrics is read at another place too (line 7)",
    ),
    "a list that a softmax shares": (
        'METRICS = ["accuracy"]\n'
        + binary("METRICS")
        + "other = keras.Sequential([keras.layers.Dense(3)])\n"
        + "other.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True), metrics=METRICS)\n",
        "a metric also judges another output (line 4)",
    ),
    "a list that an unknown model shares": (
        'METRICS = ["accuracy"]\n' + binary("METRICS", 'other.compile(loss="mse", metrics=METRICS)\n'),
        "the list of metrics is read at another place too (line 7)",
    ),
    "an object that judges another output": (
        f"accuracy = {M}.BinaryAccuracy()\n" + binary("[accuracy]", "accuracy.update_state(y, other)\n"),
        "a metric also judges an output that is not known (line 7)",
    ),
    "an object that unseen code gets": (
        f"accuracy = {M}.BinaryAccuracy()\n" + binary("[accuracy]", "log(accuracy)\n"),
        "a metric is given to a call that is not seen (line 7)",
    ),
    "a name in a variable": (
        'name = "accuracy"\n' + binary("[name]"),
        "a metric is chosen elsewhere (line 6)",
    ),
    "units that are not known": (
        'model = keras.Sequential([keras.layers.Dense(n, activation="sigmoid")])\n'
        'model.compile(loss="binary_crossentropy", metrics=["accuracy"])\n',
        'how many units "accuracy" looks at is not known (line 5)',
    ),
    "one list for two outputs": (
        """
i = keras.Input((3,))
p = keras.layers.Dense(1, activation="sigmoid")(i)
model = keras.Model(i, [p, keras.layers.Dense(2)(i)])
model.compile(loss=["binary_crossentropy", "mse"], metrics=["accuracy"])
""",
        "a loss or metric that is not known judges the same output (line 7)",
    ),
}


@pytest.mark.parametrize(("program", "reason"), UNREPAIRED.values(), ids=UNREPAIRED)
def test_a_metric_that_cannot_be_edited_is_left_with_the_reason(program: str, reason: str) -> None:
    assert reasons(program) == [reason]
    assert rewritten(program) == []


MOVED = {
    "accuracy": ('["accuracy"]', f'[{M}.BinaryAccuracy(threshold=0.0, name="accuracy")]'),
    "acc": ("['acc']", f"[{M}.BinaryAccuracy(threshold=0.0, name='acc')]"),
    "in capitals": ('["Accuracy"]', f'[{M}.BinaryAccuracy(threshold=0.0, name="Accuracy")]'),
    "no list": ('"accuracy"', f'[{M}.BinaryAccuracy(threshold=0.0, name="accuracy")]'),
    "by its name": ('["binary_accuracy"]', f"[{M}.BinaryAccuracy(threshold=0.0)]"),
    "by another name": ('["BinaryAccuracy"]', f'[{M}.BinaryAccuracy(threshold=0.0, name="BinaryAccuracy")]'),
    "a function": (f"[{M}.binary_accuracy]", f"[{M}.BinaryAccuracy(threshold=0.0)]"),
    "an object": (f"[{M}.BinaryAccuracy()]", f"[{M}.BinaryAccuracy(threshold=0.0)]"),
    "an object with a name": (
        f'[{M}.BinaryAccuracy(name="a")]',
        f'[{M}.BinaryAccuracy(name="a", threshold=0.0)]',
    ),
    "one half, written": (f"[{M}.BinaryAccuracy(threshold=0.5)]", f"[{M}.BinaryAccuracy(threshold=0.0)]"),
    "precision": (f"[{M}.Precision()]", f"[{M}.Precision(thresholds=0.0)]"),
    "precision by string": ('["Precision"]', f'[{M}.Precision(thresholds=0.0, name="Precision")]'),
    "recall": (f"[{M}.Recall()]", f"[{M}.Recall(thresholds=0.0)]"),
    "true positives": (f"[{M}.TruePositives()]", f"[{M}.TruePositives(thresholds=0.0)]"),
    "true negatives": (f"[{M}.TrueNegatives()]", f"[{M}.TrueNegatives(thresholds=0.0)]"),
    "false positives": (f"[{M}.FalsePositives()]", f"[{M}.FalsePositives(thresholds=0.0)]"),
    "false negatives": (f"[{M}.FalseNegatives()]", f"[{M}.FalseNegatives(thresholds=0.0)]"),
    "overlap": (f"[{M}.BinaryIoU()]", f"[{M}.BinaryIoU(threshold=0.0)]"),
    "AUC": (f"[{M}.AUC()]", f"[{M}.AUC(from_logits=True)]"),
    "AUC of a curve": (f'[{M}.AUC(curve="PR")]', f'[{M}.AUC(curve="PR", from_logits=True)]'),
    "AUC by string": ('["AUC"]', f'[{M}.AUC(from_logits=True, name="AUC")]'),
    "cross-entropy": (f"[{M}.BinaryCrossentropy()]", f"[{M}.BinaryCrossentropy(from_logits=True)]"),
    "cross-entropy by string": ('["bce"]', f'[{M}.BinaryCrossentropy(from_logits=True, name="bce")]'),
    "several": (
        f'["accuracy", {M}.AUC(name="auc")]',
        f'[{M}.BinaryAccuracy(threshold=0.0, name="accuracy"), {M}.AUC(name="auc", from_logits=True)]',
    ),
}


@pytest.mark.parametrize(("before", "after"), MOVED.values(), ids=MOVED)
def test_a_metric_of_one_unit_moves_along(before: str, after: str) -> None:
    assert safely(binary(before)) == [LINEAR_HEAD, f"model.compile({LOSS}, metrics={after})"]


SAME_ON_LOGITS = {
    "accuracy of classes": '["accuracy"]',
    "categorical accuracy": '["categorical_accuracy"]',
    "an object": f"[{M}.CategoricalAccuracy()]",
    "top k": f"[{M}.TopKCategoricalAccuracy(k=2)]",
    "overlap": f"[{M}.OneHotIoU(num_classes=3, target_class_ids=[0])]",
    "none": "None",
    "empty": "[]",
}


@pytest.mark.parametrize("metrics", SAME_ON_LOGITS.values(), ids=SAME_ON_LOGITS)
def test_a_metric_that_looks_at_the_order_stays(metrics: str) -> None:
    loss = "keras.losses.CategoricalCrossentropy(from_logits=True)"
    assert safely(softmax(metrics))[1] == f"model.compile(loss={loss}, metrics={metrics})"


def test_the_cross_entropy_of_a_softmax_moves_along() -> None:
    after = f'metrics=[{M}.CategoricalCrossentropy(from_logits=True, name="categorical_crossentropy")])'
    written = safely(softmax('["categorical_crossentropy"]'))[1]
    assert written.endswith(after.replace(', name="categorical_crossentropy"', ""))


def test_metrics_of_outputs_by_name() -> None:
    program = """
i = keras.Input((3,))
a = keras.layers.Dense(1, activation="sigmoid", name="a")(i)
b = keras.layers.Dense(2, name="b")(i)
model = keras.Model(i, [a, b])
model.compile(loss={"a": "binary_crossentropy", "b": "mse"}, metrics={"a": "accuracy", "b": ["mae"]})
"""
    assert f'metrics={{"a": {M}.BinaryAccuracy(threshold=0.0, name="accuracy"), "b": ["mae"]}})' in safely(program)[1]


def test_weighted_metrics_move_along() -> None:
    program = SIGMOID + 'model.compile(loss="binary_crossentropy", weighted_metrics=["accuracy"])\n'
    assert f'weighted_metrics=[{M}.BinaryAccuracy(threshold=0.0, name="accuracy")]' in safely(program)[1]


def test_a_list_in_a_variable_that_only_compile_reads() -> None:
    program = f'METRICS = ["accuracy", {M}.AUC()]\n' + binary("METRICS")
    assert safely(program)[0] == (
        f'METRICS = [{M}.BinaryAccuracy(threshold=0.0, name="accuracy"), {M}.AUC(from_logits=True)]'
    )


def test_two_models_that_share_a_list_become_linear_together() -> None:
    program = (
        'METRICS = ["accuracy"]\n'
        + binary("METRICS")
        + SIGMOID.replace("model", "other", 1)
        + "other.compile(loss=keras.losses.BinaryCrossentropy(), metrics=METRICS)\n"
    )
    assert safely(program) == [
        f'METRICS = [{M}.BinaryAccuracy(threshold=0.0, name="accuracy")]',
        LINEAR_HEAD,
        f"model.compile({LOSS}, metrics=METRICS)",
        LINEAR_HEAD.replace("model", "other", 1),
        f"other.compile({LOSS}, metrics=METRICS)",
    ]


def test_a_metric_updated_by_hand() -> None:
    program = f"accuracy = {M}.BinaryAccuracy()\n{SIGMOID}" + (
        'model.compile(loss="binary_crossentropy")\naccuracy.update_state(y, model(x))\nprint(accuracy.result())\n'
    )
    assert safely(program)[0] == f"accuracy = {M}.BinaryAccuracy(threshold=0.0)"


def test_a_metric_function_that_is_called() -> None:
    program = f'{SIGMOID}model.compile(loss="binary_crossentropy")\na = {M}.binary_accuracy(y, model(x))\n'
    assert safely(program)[2] == f"a = {M}.binary_accuracy(y, model(x), threshold=0.0)"


ON_LOGITS = f"model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile({LOSS}, metrics=%s)\n"


@pytest.mark.parametrize(("before", "after"), MOVED.values(), ids=MOVED)
def test_a_metric_that_gets_logits_is_repaired_alone(before: str, after: str) -> None:
    program = ON_LOGITS % before
    assert set(offered(program, "XEN301")) == {UNSAFE}
    assert rewritten(program, "XEN301") == [f"model.compile({LOSS}, metrics={after})"]


def test_a_shared_metric_that_gets_logits_is_left() -> None:
    program = 'METRICS = ["accuracy"]\n' + ON_LOGITS % "METRICS"
    program += 'many = keras.Sequential([keras.layers.Dense(3)])\nmany.compile(loss="mse", metrics=METRICS)\n'
    assert reasons(program) == ["a metric also judges another output (line 4)"]


def test_results_shown_by_the_names_of_their_metrics_are_no_way_out() -> None:
    program = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.correct = keras.metrics.BinaryAccuracy(name="correct")
        self.judge = keras.losses.BinaryCrossentropy()
        self.inner = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    def train_step(self, data):
        x, y = data
        p = self.inner(x)
        loss = self.judge(y, p)
        self.correct.update_state(y, p)
        return {each.name: each.result() for each in [self.correct]}
Net().fit(x)
"""
    assert safely(program)[0] == 'self.correct = keras.metrics.BinaryAccuracy(name="correct", threshold=0.0)'
