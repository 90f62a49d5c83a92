"""XEN302 and XEN303: thresholds on logits, rounding of logits, and a second activation at inference."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, codes, judged, lint

LOGITS = (
    "import numpy as np; m = keras.Sequential([layers.Dense(1)])\n"
    "m.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))\n"
)
OTHER = "m = keras.Sequential([layers.Dense(1, 'sigmoid')])\nm.compile(loss=keras.losses.Dice())\n"


@pytest.mark.parametrize(
    "expression",
    [
        "m.predict(x) > 0.0",
        "m.predict(x) > 0",
        "m.predict(x) >= 0.0",
        "tf.sigmoid(m.predict(x)) > 0.5",
        "tf.round(tf.sigmoid(m.predict(x)))",
        "(tf.nn.sigmoid(m(x)).numpy() > 0.5).astype(int)",
        "m.predict(x) > threshold",
        "m.predict(x) > 2.5",
        "m.predict(x) == 0.5",
        "other.predict(x) > 0.5",
        "m.evaluate(x, y) > 0.5",
        "scipy.special.expit(m.predict(x)) > 0.5",
        "np.argmax(m.predict(x), axis=1)",
        "m.predict(x).shape[0] > 0.5",
        "x > 0.5",
        "[p > 0 for p in m.predict(x)]",
        "len(m.predict(x)) > 0.5",
    ],
)
def test_302_silent(expression: str) -> None:
    assert codes(f"{LOGITS}value = {expression}\n") == []


@pytest.mark.parametrize("expression", ["m.predict(x) > 0.5", "np.round(m.predict(x))", "m(x) >= 0.5"])
def test_302_silent_on_probabilities(expression: str) -> None:
    assert codes(f"{OTHER}value = {expression}\n") == []


@pytest.mark.parametrize(
    ("head", "loss"),
    [
        ("layers.Dense(1)", "'mse'"),
        ("layers.Dense(1)", "'hinge'"),
        ("MyDense(1)", "keras.losses.BinaryCrossentropy(from_logits=True)"),
        ("layers.Dense(1)", "unknown"),
    ],
)
def test_302_silent_without_a_loss_on_logits(head: str, loss: str) -> None:
    assert codes(f"m = keras.Sequential([{head}])\nm.compile(loss={loss})\nvalue = m.predict(x) > 0.5\n") == []


COMPARED = "logits of the linear head (line 5) compared with 0.5; compare with 0.0"
ROUNDED = "logits of the linear head (line 5) rounded; compare with 0.0, or apply sigmoid first"


@pytest.mark.parametrize(
    ("expression", "column", "message"),
    [
        ("m.predict(x) > 0.5", 8, COMPARED),
        ("m.predict(x) >= .5", 8, COMPARED),
        ("m.predict(x) < 0.5", 8, COMPARED),
        ("0.5 < m.predict(x)", 8, COMPARED),
        ("(m.predict(x) > 0.5).astype('int32')", 9, COMPARED),
        ("np.where(m.predict_on_batch(x) > 0.5, 1, 0)", 17, COMPARED),
        ("tf.cast(m(x) > 0.5, tf.int32)", 16, COMPARED),
        ("tf.greater(m(x, training=False), 0.5)", 8, COMPARED),
        ("1 if m.predict(x)[0][0] > 0.5 else 0", 13, COMPARED),
        ("m.predict(x).flatten() > 0.5", 8, COMPARED),
        ("np.squeeze(m.predict(x)) > 0.5", 8, COMPARED),
        ("np.round(m.predict(x))", 8, ROUNDED),
        ("tf.round(m(x))", 8, ROUNDED),
        ("m.predict(x).round()", 8, ROUNDED),
        ("round(m.predict(x)[0, 0])", 8, ROUNDED),
        ("np.rint(m.predict(x))", 8, ROUNDED),
    ],
)
def test_302(expression: str, column: int, message: str) -> None:
    assert lint(f"{LOGITS}value = {expression}\n") == [f"7:{column} XEN302 {message}"]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("m.predict(x) > 0.5", "compared with 0.5"),
        ("m.predict(x)[:, 1] > 0.5", "compared with 0.5"),
        ("np.round(m.predict(x))", "rounded"),
    ],
)
def test_302_where_a_softmax_is_missing(expression: str, said: str) -> None:
    program = LOGITS.replace("Dense(1)", "Dense(5)").replace("Binary", "Categorical")
    assert lint(f"{program}value = {expression}\n") == [
        f"7:8 XEN302 logits of the linear head (line 5) {said}; apply softmax first"
    ]


def test_302_in_programs() -> None:
    judged(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.hidden, self.out = layers.Dense(8, activation="relu"), layers.Dense(1)

            def call(self, x):
                return self.out(self.hidden(x))

        model = Net()
        model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
        model.fit(x, y)
        scores = model.predict(x_test)
        labels = []
        for score in scores:
            if score > 0.5:  # expect: XEN302
                labels.append(1)
        again = [1 if s >= 0.5 else 0 for s in scores]  # expect: XEN302
        once_more = list(map(lambda s: s > 0.5, scores))  # expect: XEN302
        good = [1 if s >= 0.0 else 0 for s in scores]
        """,
        KERAS3,
    )


def test_302_in_tf1() -> None:
    judged(
        """
        z = tf.layers.dense(tf.placeholder(tf.float32, [None, 4]), 1)
        loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)
        wrong = tf.cast(tf.greater(z, 0.5), tf.float32)  # expect: XEN302
        also = tf.round(z)  # expect: XEN302
        right = tf.round(tf.nn.sigmoid(z))
        """,
        TF1,
    )


def test_302_before_the_model_is_compiled() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(1)])

        def classify(x):
            return model.predict(x) > 0.5  # expect: XEN302

        model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
        """,
        KERAS3,
    )


SOFTMAX = "m = keras.Sequential([layers.Dense(5, 'softmax')])\nm.compile(loss=keras.losses.KLDivergence())\n"
LINEAR = (
    "m = keras.Sequential([layers.Dense(5)])\nm.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))\n"
)


@pytest.mark.parametrize(
    "expression",
    [
        "tf.nn.softmax(m.predict(x))",
        "tf.nn.softmax(m(x))",
        "keras.Sequential([m, layers.Softmax()])",
        "layers.Softmax()(m(x))",
        "keras.ops.softmax(m.predict(x))",
    ],
)
def test_303_silent_on_a_linear_head(expression: str) -> None:
    assert codes(f"{LINEAR}value = {expression}\n") == []


@pytest.mark.parametrize(
    "expression",
    [
        "m.predict(x)",
        "tf.argmax(m.predict(x), axis=1)",
        "tf.nn.softmax(unknown.predict(x))",
        "tf.nn.softmax(unknown(m.predict(x)))",
        "tf.nn.softmax(tf.matmul(m.predict(x), w))",
        "tf.nn.softmax(layers.Dense(3)(m(x)))",
        "keras.Sequential([m, layers.Dense(3), layers.Softmax()])",
        "tf.nn.relu(m.predict(x))",
        "tf.nn.softmax(tf.math.log(m.predict(x)) / 0.5)",
        "keras.Sequential([m, layers.Activation('linear')])",
        "tf.nn.softmax(m.layers[-2].output)",
    ],
)
def test_303_silent(expression: str) -> None:
    assert "XEN303" not in codes(f"{SOFTMAX}value = {expression}\n")


def test_303_silent_inside_a_model() -> None:
    judged(
        """
        gate = layers.Dense(8, activation="sigmoid")(x)
        mixed = layers.Multiply()([gate, x])
        weights = layers.Softmax()(layers.Dense(3, activation="sigmoid")(mixed))
        """,
        KERAS3,
    )


TWICE = "softmax head (line 5) activated once more by {0}; drop the second {0}"


@pytest.mark.parametrize(
    ("expression", "column", "second"),
    [
        ("tf.nn.softmax(m.predict(x))", 8, "softmax"),
        ("tf.nn.softmax(m.predict(x)[0])", 8, "softmax"),
        ("tf.nn.softmax(m(x)).numpy()", 8, "softmax"),
        ("keras.activations.softmax(m.predict_on_batch(x))", 8, "softmax"),
        ("keras.ops.softmax(m(x, training=False))", 8, "softmax"),
        ("layers.Softmax()(m(x))", 8, "Softmax"),
        ("keras.Sequential([m, layers.Softmax()])", 29, "Softmax"),
        ("keras.Sequential([m, layers.Softmax()]).predict(x)", 29, "Softmax"),
        ("keras.Sequential([m, layers.Activation('softmax')])", 29, "softmax"),
        ("keras.Sequential([m, layers.Activation('softmax')]).predict(x)", 29, "softmax"),
        ("layers.Activation('softmax')(m(x))", 8, "softmax"),
        ("tf.argmax(tf.nn.softmax(m.predict(x)), axis=1)", 18, "softmax"),
    ],
)
def test_303(expression: str, column: int, second: str) -> None:
    assert lint(f"{SOFTMAX}value = {expression}\n") == [f"7:{column} XEN303 {TWICE.format(second)}"]


def test_303_at_a_layer_over_a_model() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(5, activation="softmax")])
        model.compile(loss=keras.losses.KLDivergence())
        model.fit(x, y)
        serving = keras.Sequential([
            model,
            layers.Softmax(),  # expect: XEN303
        ])
        predictions = serving.predict(x)
        other = keras.Sequential([model])
        other.add(layers.Activation("softmax"))  # expect: XEN303
        other.predict(x)
        """,
        KERAS3,
    )


def test_a_sigmoid_head_doubled_everywhere() -> None:
    """From a real program: every prediction is class 1."""
    judged(
        """
        def build():
            i = keras.Input((32,))
            h = layers.Dense(16, activation="relu")(i)
            return keras.Model(i, layers.Dense(1, activation="sigmoid")(h))

        model = build()
        bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)
        accuracy = tf.keras.metrics.BinaryAccuracy()

        @tf.function
        def step(x, y):
            with tf.GradientTape() as tape:
                p = model(x, training=True)
                loss = bce(y, p)  # expect: XEN102
            return loss

        def classify(x):
            p = tf.math.sigmoid(model(x, training=False))  # expect: XEN303
            return tf.cast(p > 0.5, tf.int32)
        """
    )


def test_the_same_with_compile_and_predict() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(1, activation="sigmoid")])
        model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))  # expect: XEN102
        model.fit(x, y)
        p = keras.ops.sigmoid(model.predict(x))  # expect: XEN303
        labels = p > 0.5
        """,
        KERAS3,
    )
