"""XEN301: metrics that want probabilities and get logits."""

from __future__ import annotations

import pytest
from linting import KERAS3, codes, judged, lint

ON_LOGITS = "keras.losses.BinaryCrossentropy(from_logits=True)"


def program(metric: str, head: str = "layers.Dense(1)", loss: str = ON_LOGITS) -> str:
    return f"m = keras.Sequential([{head}])\nm.compile(loss={loss}, metrics=[{metric}])\n"


@pytest.mark.parametrize(
    "metric",
    [
        "keras.metrics.BinaryAccuracy(threshold=0.0)",
        "keras.metrics.BinaryAccuracy('accuracy', None, 0.0)",
        "keras.metrics.BinaryAccuracy(threshold=0)",
        "keras.metrics.BinaryAccuracy(threshold=cfg.threshold)",
        "keras.metrics.Precision(thresholds=0.0)",
        "keras.metrics.Recall(thresholds=0)",
        "keras.metrics.AUC(from_logits=True)",
        "keras.metrics.AUC(from_logits=cfg.logits)",
        "keras.metrics.BinaryCrossentropy(from_logits=True)",
        "keras.metrics.F1Score()",
        "keras.metrics.SparseCategoricalAccuracy()",
        "keras.metrics.CategoricalAccuracy()",
        "keras.metrics.MeanSquaredError()",
        "'mae'",
        "'mse'",
        "'no_such_metric'",
        "my_metric",
        "cfg.metric",
        "lambda y, p: tf.reduce_mean(p)",
        "MyMetric()",
    ],
)
def test_silent_metrics(metric: str) -> None:
    assert codes(program(metric)) == []


@pytest.mark.parametrize(
    ("head", "loss", "metric"),
    [
        ("layers.Dense(3)", "keras.losses.CategoricalCrossentropy(from_logits=True)", "'accuracy'"),
        ("layers.Dense(3)", "keras.losses.SparseCategoricalCrossentropy(from_logits=True)", "'acc'"),
        ("layers.Dense(n)", ON_LOGITS, "'accuracy'"),
        ("layers.Dense(1, 'sigmoid')", "keras.losses.Dice()", "'accuracy'"),
        ("layers.Dense(1, 'sigmoid')", "keras.losses.Dice()", "keras.metrics.AUC()"),
        ("layers.Dense(1)", "'mse'", "'accuracy'"),
        ("layers.Dense(1)", "'hinge'", "keras.metrics.BinaryAccuracy()"),
        ("layers.Dense(1)", "unknown_loss", "keras.metrics.Precision()"),
        ("MyDense(1)", ON_LOGITS, "'accuracy'"),
        ("layers.Dense(1, activation=cfg.act)", ON_LOGITS, "'accuracy'"),
    ],
)
def test_silent_heads(head: str, loss: str, metric: str) -> None:
    assert codes(program(metric, head, loss)) == []


def test_silent_on_activated_outputs() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(1)])
        bce = keras.losses.BinaryCrossentropy(from_logits=True)
        auc, accuracy = keras.metrics.AUC(), keras.metrics.BinaryAccuracy()

        def step(x, y):
            z = model(x)
            auc.update_state(y, ops.sigmoid(z))
            accuracy(y, ops.sigmoid(z))
            return bce(y, z)
        """,
        KERAS3,
    )


HALF = "which compares with 0.5; use {}=0.0"
WANTS = "which wants probabilities; use from_logits=True"
NONE = "which wants probabilities and has no form on logits; give it the activated output"


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        (
            "'accuracy'",
            '"accuracy", which compares one unit with 0.5; use BinaryAccuracy(threshold=0.0, name="accuracy")',
        ),
        ("'acc'", '"acc", which compares one unit with 0.5; use BinaryAccuracy(threshold=0.0, name="acc")'),
        ("keras.metrics.BinaryAccuracy()", "BinaryAccuracy(), " + HALF.format("threshold")),
        ("keras.metrics.BinaryAccuracy(threshold=0.5)", "BinaryAccuracy(), " + HALF.format("threshold")),
        ("keras.metrics.Precision()", "Precision(), " + HALF.format("thresholds")),
        ("keras.metrics.Recall(name='r')", "Recall(), " + HALF.format("thresholds")),
        ("keras.metrics.FalsePositives()", "FalsePositives(), " + HALF.format("thresholds")),
        ("keras.metrics.AUC()", "AUC(), " + WANTS),
        ("keras.metrics.AUC(curve='PR')", "AUC(), " + WANTS),
        ("keras.metrics.BinaryCrossentropy()", "BinaryCrossentropy(), " + WANTS),
        ("keras.metrics.F1Score(threshold=0.5)", "F1Score(), " + NONE),
    ],
)
def test_compiled(metric: str, said: str) -> None:
    assert lint(program(metric)) == [f"6:75 XEN301 linear head (line 5) given to the metric {said}"]


@pytest.mark.parametrize(
    ("metric", "name", "message"),
    [
        ("'binary_accuracy'", "BinaryAccuracy()", HALF.format("threshold")),
        ("'binary_crossentropy'", "BinaryCrossentropy()", WANTS),
        ("keras.metrics.binary_crossentropy", "BinaryCrossentropy()", WANTS),
        ("'AUC'", "AUC()", WANTS),
    ],
)
def test_compiled_by_other_names(metric: str, name: str, message: str) -> None:
    assert lint(program(metric)) == [f"6:75 XEN301 linear head (line 5) given to the metric {name}, {message}"]


def test_categorical_ones() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(3)])
        model.compile(
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=[
                "accuracy",
                keras.metrics.SparseCategoricalCrossentropy(),  # expect: XEN301
                keras.metrics.SparseCategoricalCrossentropy(from_logits=True),
                keras.metrics.SparseTopKCategoricalAccuracy(k=2),
                keras.metrics.KLDivergence(),  # expect: XEN301
            ],
        )
        """,
        KERAS3,
    )


SIGMOID_ONLY = "which wants probabilities, and on logits knows a sigmoid only; give it the activated output"


@pytest.mark.parametrize("metric", ["BinaryAccuracy", "Precision", "Recall", "AUC", "TruePositives"])
def test_no_form_on_logits_where_a_softmax_is_missing(metric: str) -> None:
    loss = "keras.losses.CategoricalCrossentropy(from_logits=True)"
    assert lint(program(f"keras.metrics.{metric}()", "layers.Dense(3)", loss)) == [
        f"6:80 XEN301 linear head (line 5) given to the metric {metric}(), {SIGMOID_ONLY}"
    ]


def test_updated_by_hand() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(1)])
        bce = keras.losses.BinaryCrossentropy(from_logits=True)
        accuracy = tf.keras.metrics.BinaryAccuracy()
        right = tf.keras.metrics.BinaryAccuracy(threshold=0.0)
        mean = tf.keras.metrics.Mean()

        @tf.function
        def step(x, y):
            with tf.GradientTape() as tape:
                z = model(x, training=True)
                loss = bce(y, z)
            accuracy.update_state(y, z)  # expect: XEN301
            right.update_state(y, z)
            mean.update_state(loss)
            return tf.keras.metrics.binary_accuracy(y, z)  # expect: XEN301
        """
    )


def test_metrics_by_the_name_of_the_output() -> None:
    judged(
        """
        i = keras.Input((4,))
        model = keras.Model(i, [layers.Dense(1, name="a")(i), layers.Dense(3, name="b")(i)])
        model.compile(
            loss={
                "a": keras.losses.BinaryCrossentropy(from_logits=True),
                "b": keras.losses.CategoricalCrossentropy(from_logits=True),
            },
            metrics={
                "a": ["accuracy", keras.metrics.AUC(from_logits=True)],  # expect: XEN301
                "b": "accuracy",
            },
        )
        """,
        KERAS3,
    )


def test_places_of_a_metric() -> None:
    assert lint(
        """
        head = layers.Dense(1)
        auc = keras.metrics.AUC()
        model = keras.Sequential([head])
        model.compile("adam", keras.losses.BinaryCrossentropy(True), [auc])
        """
    ) == ["8:62 XEN301 linear head (line 5) given to the metric AUC(), which wants probabilities; use from_logits=True"]


def test_weighted_metrics() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(1)])
        model.compile(
            loss=keras.losses.BinaryCrossentropy(from_logits=True),
            weighted_metrics=["accuracy"],  # expect: XEN301
        )
        """,
        KERAS3,
    )
