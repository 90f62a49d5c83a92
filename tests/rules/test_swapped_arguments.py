"""XEN105: what a network puts out where the labels belong, and labels where the prediction belongs."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, codes, judged, lint

START = "y = tf.one_hot(indices, 3)\nz = layers.Dense(3)(x)\np = layers.Softmax()(z)\n"

RIGHT_ORDER = [
    "keras.losses.categorical_crossentropy(y, z, from_logits=True)",
    "keras.losses.CategoricalCrossentropy(from_logits=True)(y, z)",
    "keras.losses.categorical_crossentropy(y_pred=z, y_true=y, from_logits=True)",
    "keras.losses.kl_divergence(y, p)",
    "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)",
    "tf.nn.softmax_cross_entropy_with_logits(logits=z, labels=y)",
    "tf.nn.softmax_cross_entropy_with_logits(y, z)",
    "tf.nn.sigmoid_cross_entropy_with_logits(tf.ones_like(z), z)",
    "tf.compat.v1.losses.softmax_cross_entropy(y, z)",
]

NOT_PROVED = [
    "keras.losses.categorical_crossentropy(z, unknown, from_logits=True)",
    "keras.losses.categorical_crossentropy(unknown, unknown, from_logits=True)",
    "keras.losses.CategoricalCrossentropy(from_logits=True)(teacher(x), z)",
    "keras.losses.CategoricalCrossentropy(from_logits=True)(p, z)",
    "keras.losses.CategoricalCrossentropy(from_logits=True)(p, layers.Dense(3)(x))",
    "tf.nn.softmax_cross_entropy_with_logits(labels=p, logits=z)",
    "tf.nn.softmax_cross_entropy_with_logits(labels=tf.stop_gradient(p), logits=z)",
    "keras.losses.mean_squared_error(z, y)",
    "keras.losses.MeanAbsoluteError()(z, y)",
    "keras.losses.KLDivergence()(p, ops.softmax(layers.Dense(3)(x)))",
]


@pytest.mark.parametrize("loss", [*RIGHT_ORDER, *NOT_PROVED])
def test_silent(loss: str) -> None:
    assert codes(f"{START}loss = {loss}\n") == []


def test_an_autoencoder_is_in_the_right_order() -> None:
    judged(
        """
        x = tf.placeholder(tf.float32, [None, 784])
        z = tf.layers.dense(tf.layers.dense(x, 32, tf.nn.relu), 784)
        a = tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=z)
        b = tf.losses.sigmoid_cross_entropy(x, z)
        """,
        TF1,
    )


MESSAGE = " as the labels, and labels as the prediction; swap the two arguments"


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (
            "keras.losses.categorical_crossentropy(z, y, from_logits=True)",
            "linear head (line 6) given to categorical_crossentropy(from_logits=True)",
        ),
        (
            "keras.losses.CategoricalCrossentropy(from_logits=True)(z, y)",
            "linear head (line 6) given to CategoricalCrossentropy(from_logits=True)",
        ),
        (
            "keras.losses.CategoricalCrossentropy()(p, y)",
            "Softmax head (line 7) given to CategoricalCrossentropy()",
        ),
        (
            "keras.losses.categorical_crossentropy(y_true=p, y_pred=y)",
            "Softmax head (line 7) given to categorical_crossentropy",
        ),
        (
            "tf.nn.softmax_cross_entropy_with_logits(labels=z, logits=y)",
            "linear head (line 6) given to tf.nn.softmax_cross_entropy_with_logits",
        ),
        (
            "tf.nn.sigmoid_cross_entropy_with_logits(z, tf.ones_like(z))",
            "linear head (line 6) given to tf.nn.sigmoid_cross_entropy_with_logits",
        ),
        (
            "keras.losses.binary_crossentropy(tf.sigmoid(z), tf.zeros_like(z))",
            "sigmoid head (line 8) given to binary_crossentropy",
        ),
        (
            "tf.compat.v1.losses.softmax_cross_entropy(z, y)",
            "linear head (line 6) given to tf.losses.softmax_cross_entropy",
        ),
    ],
)
def test_findings(loss: str, said: str) -> None:
    assert lint(f"{START}loss = {loss}\n") == [f"8:7 XEN105 {said}{MESSAGE}"]


def test_one_code_for_a_swapped_pair() -> None:
    judged(
        """
        y = keras.ops.one_hot(indices, 3)
        p = layers.Dense(3, activation="softmax")(x)
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)(p, y)  # expect: XEN105
        """,
        KERAS3,
    )


def test_placeholders_are_labels() -> None:
    judged(
        """
        x, y = tf.placeholder(tf.float32, [None, 4]), tf.placeholder(tf.float32, [None, 3])
        z = tf.layers.dense(x, 3)
        wrong = tf.nn.softmax_cross_entropy_with_logits(labels=z, logits=y)  # expect: XEN105
        right = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)
        """,
        TF1,
    )


def test_the_place_in_a_gan() -> None:
    assert lint(
        """
        bce = keras.losses.BinaryCrossentropy(from_logits=True)
        critic = keras.Sequential([layers.Flatten(), layers.Dense(1)])
        def loss(images):
            real = critic(images)
            return (bce(real, tf.ones_like(real)))
        """
    ) == [f"9:12 XEN105 linear head (line 6) given to BinaryCrossentropy(from_logits=True){MESSAGE}"]


EARLY = """
x, y = tf.placeholder(tf.float32, [None, 4]), tf.placeholder(tf.float32, [None, 3])
z = tf.matmul(x, tf.Variable(tf.zeros([4, 3])))
"""


def test_the_order_before_tensorflow_1() -> None:
    judged(
        EARLY
        + "right = tf.nn.softmax_cross_entropy_with_logits(z, y)\n"
        + "also_right = tf.nn.sigmoid_cross_entropy_with_logits(z, y)\n"
        + "twice = tf.nn.softmax_cross_entropy_with_logits(tf.nn.softmax(z), y)  # expect: XEN102\n",
        TF1,
    )


def test_an_activated_placeholder_is_no_output_of_a_network() -> None:
    judged(EARLY + "entropy = tf.nn.sigmoid_cross_entropy_with_logits(logits=x, labels=tf.sigmoid(x))\n", TF1)
    judged(
        EARLY + "wrong = tf.nn.sigmoid_cross_entropy_with_logits(logits=y, labels=tf.sigmoid(z))  # expect: XEN105\n",
        TF1,
    )
