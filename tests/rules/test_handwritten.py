"""XEN202 and XEN203: logarithms of activations, softmax and log-sum-exp written by hand."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, codes, judged, lint

START = "z = layers.Dense(3)(x)\np = tf.nn.softmax(z)\nq = tf.sigmoid(z)\n"


@pytest.mark.parametrize(
    "expression",
    [
        "tf.nn.log_softmax(z)",
        "tf.math.log_sigmoid(z)",
        "tf.math.softplus(z)",
        "tf.reduce_logsumexp(z, axis=-1)",
        "tf.math.log(x)",
        "tf.math.log(unknown(z))",
        "tf.math.log(tf.reduce_mean(x))",
        "tf.math.log(1.0 + x)",
        "tf.math.log(z)",
        "tf.math.log1p(x)",
        "tf.math.log(tf.reduce_sum(p, axis=-1))",
        "tf.math.log(p * mask)",
        "tf.math.log(1.0 - p)",
        "np.log(tf.nn.softmax(z))",
        "np.log(model.predict(x))",
        "tf.math.log(tf.reduce_mean(p, axis=0))",
        "tf.math.log(K.mean(q))",
        "tf.nn.softmax(tf.math.log(x))",
        "math.log(0.5)",
        "logging.log(10, tf.nn.softmax(z))",
    ],
)
def test_202_silent(expression: str) -> None:
    assert codes(f"{START}value = {expression}\n") == []


def test_202_silent_in_programs() -> None:
    judged(
        """
        import math

        def perplexity(model, x, y):
            loss = ops.mean(ops.sparse_categorical_crossentropy(y, model(x), from_logits=True))
            return math.exp(loss), ops.log(loss)

        def label_entropy(labels):
            return -ops.sum(labels * ops.log(labels + 1e-7))

        def kl(mean, log_var):
            return -0.5 * ops.sum(1 + log_var - ops.square(mean) - ops.exp(log_var))
        """,
        KERAS3,
    )


BOUNDED = "is bounded by the {}, and "
EXACT = "is -inf or NaN where it is rounded to 0"
EPSILON = BOUNDED.format("epsilon") + "so is its gradient"
CLIP = BOUNDED.format("clip") + "its gradient vanishes there"
SOFTMAX = "use log_softmax of the logits"
SIGMOID = "use log_sigmoid of the logits"


@pytest.mark.parametrize(
    ("expression", "column", "message"),
    [
        ("tf.math.log(p)", 8, f"the log of softmax (line 6) {EXACT}; {SOFTMAX}"),
        ("tf.math.log(tf.nn.softmax(z))", 8, f"the log of softmax (line 8) {EXACT}; {SOFTMAX}"),
        ("-y * tf.math.log(q)", 13, f"the log of sigmoid (line 7) {EXACT}; {SIGMOID}"),
        ("K.log(p + 1e-7)", 8, f"the log of softmax (line 6) {EPSILON}; {SOFTMAX}"),
        ("keras.ops.log(q + K.epsilon())", 8, f"the log of sigmoid (line 7) {EPSILON}; {SIGMOID}"),
        ("tf.math.log(p[:, 0] + 1e-8)", 8, f"the log of softmax (line 6) {EPSILON}; {SOFTMAX}"),
        ("keras.ops.log(keras.config.epsilon() + q)", 8, f"the log of sigmoid (line 7) {EPSILON}; {SIGMOID}"),
        ("keras.ops.log(q + 1e-6)", 8, f"the log of sigmoid (line 7) {EPSILON}; {SIGMOID}"),
        ("tf.math.log(tf.clip_by_value(p, 1e-8, 1.0))", 8, f"the log of softmax (line 6) {CLIP}; {SOFTMAX}"),
        ("tf.math.log(tf.maximum(q, 1e-6))", 8, f"the log of sigmoid (line 7) {CLIP}; {SIGMOID}"),
        ("tf.math.log(1.0 - q)", 8, f"the log of sigmoid (line 7) {EXACT}; {SIGMOID}"),
        ("tf.math.log(1 - q + 1e-8)", 8, f"the log of sigmoid (line 7) {EPSILON}; {SIGMOID}"),
        ("tf.math.log(1 + tf.exp(z))", 8, "log(1 + exp(z)) overflows for large z; use softplus"),
        ("tf.math.log1p(tf.exp(z))", 8, "log(1 + exp(z)) overflows for large z; use softplus"),
        ("keras.ops.log(tf.exp(z) + 1.0)", 8, "log(1 + exp(z)) overflows for large z; use softplus"),
    ],
)
def test_202(expression: str, column: int, message: str) -> None:
    assert lint(f"{START}value = {expression}\n") == [f"8:{column} XEN202 {message}"]


def test_202_once_for_one_formula() -> None:
    assert lint(f"{START}bce = -y * tf.math.log(q) - (1 - y) * tf.math.log(1 - q)\n") == [
        f"8:11 XEN202 the log of sigmoid (line 7) {EXACT}; {SIGMOID}"
    ]


def test_202_in_tf1() -> None:
    judged(
        """
        x, y = tf.placeholder(tf.float32, [None, 784]), tf.placeholder(tf.float32, [None, 10])
        w, b = tf.Variable(tf.zeros([784, 10])), tf.Variable(tf.zeros([10]))
        p = tf.nn.softmax(tf.matmul(x, w) + b)
        loss = tf.reduce_mean(-tf.reduce_sum(y * tf.log(p), reduction_indices=[1]))  # expect: XEN202
        right = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=tf.matmul(x, w) + b))
        """,
        TF1,
    )


def test_202_in_a_policy_gradient() -> None:
    judged(
        """
        p = layers.Dense(4, activation="softmax")(states)
        taken = ops.sum(ops.log(p) * ops.one_hot(actions, 4), axis=1)  # expect: XEN202
        loss = -ops.mean(taken * advantages)
        """,
        KERAS3,
    )


def test_202_in_the_losses_of_a_gan() -> None:
    judged(
        """
        critic = keras.Sequential([layers.Dense(1, activation="sigmoid")])

        def losses(real, fake):
            a, b = critic(real), critic(fake)
            first = -tf.reduce_mean(tf.math.log(a) + tf.math.log(1.0 - b))  # expect: XEN202
            second = -tf.reduce_mean(tf.math.log(b + 1e-8))  # expect: XEN202
            return first, second
        """
    )


def test_202_through_helpers_and_variables() -> None:
    judged(
        """
        def safe_log(t):
            return tf.math.log(tf.clip_by_value(t, 1e-7, 1.0))  # expect: XEN202

        p = layers.Dense(4, activation="softmax")(x)
        loss = -tf.reduce_sum(y * safe_log(p))
        """
    )


@pytest.mark.parametrize(
    "expression",
    [
        "tf.nn.softmax(z)",
        "tf.exp(z - tf.reduce_max(z)) / tf.reduce_sum(tf.exp(z - tf.reduce_max(z)))",
        "tf.reduce_logsumexp(z)",
        "tf.exp(z) / 10.0",
        "tf.exp(z) / tf.exp(z)",
        "tf.exp(z) / tf.reduce_sum(tf.exp(other))",
        "tf.exp(z) / (1 + tf.exp(z))",
        "tf.reduce_sum(tf.exp(z))",
        "tf.exp(z) / tf.reduce_max(tf.exp(z))",
        "tf.exp(x) / tf.reduce_sum(tf.exp(x))",
        "np.exp(z) / np.sum(np.exp(z))",
        "tf.exp(q) / tf.reduce_sum(tf.exp(q))",
        "tf.exp(tf.nn.log_softmax(z)) / tf.reduce_sum(tf.exp(tf.nn.log_softmax(z)))",
        "tf.math.log(tf.reduce_sum(x))",
        "tf.math.log(tf.reduce_sum(tf.exp(z - tf.reduce_max(z))))",
        "z / tf.reduce_sum(z)",
    ],
)
def test_203_silent(expression: str) -> None:
    assert "XEN203" not in codes(f"{START}value = {expression}\n")


def test_203_silent_with_the_shift_on_a_line_of_its_own() -> None:
    judged(
        """
        def softmax(z):
            z = z - ops.max(z, axis=-1, keepdims=True)
            e = ops.exp(z)
            return e / ops.sum(e, axis=-1, keepdims=True)

        p = softmax(layers.Dense(3)(x))
        """,
        KERAS3,
    )


OVERFLOWS = "exp(z) overflows for z > 88 (float32); use"
HAND = f"hand-written softmax: {OVERFLOWS} softmax, which subtracts the maximum first"
LSE = f"hand-written log-sum-exp: {OVERFLOWS} logsumexp, which subtracts the maximum first"


@pytest.mark.parametrize(
    ("expression", "column", "message"),
    [
        ("tf.exp(z) / tf.reduce_sum(tf.exp(z), axis=-1, keepdims=True)", 8, HAND),
        ("tf.math.exp(z) / tf.math.reduce_sum(tf.math.exp(z))", 8, HAND),
        ("tf.divide(tf.exp(z), tf.reduce_sum(tf.exp(z), -1, keepdims=True))", 8, HAND),
        ("K.exp(z) / K.sum(K.exp(z), axis=-1, keepdims=True)", 8, HAND),
        ("keras.ops.exp(z) / keras.ops.sum(keras.ops.exp(z), axis=1, keepdims=True)", 8, HAND),
        ("1.0 * (tf.exp(z) / (tf.reduce_sum(tf.exp(z)) + 1e-8))", 15, HAND),
        ("tf.math.log(tf.reduce_sum(tf.exp(z)))", 8, LSE),
        ("z - keras.ops.log(keras.ops.sum(keras.ops.exp(z), axis=-1))", 12, LSE),
    ],
)
def test_203(expression: str, column: int, message: str) -> None:
    assert lint(f"{START}value = {expression}\n") == [f"8:{column} XEN203 {message}"]


def test_203_through_variables_and_functions() -> None:
    judged(
        """
        def softmax(t):
            e = tf.exp(t)
            return e / tf.reduce_sum(e, axis=-1, keepdims=True)  # expect: XEN203

        p = softmax(tf.layers.dense(x, 3))

        def unseen(scores):
            numerator = tf.exp(scores)
            return tf.div(numerator, tf.reduce_sum(numerator, 1, keep_dims=True))  # expect: XEN203
        """,
        TF1,
    )


def test_203_in_a_bahdanau_attention() -> None:
    judged(
        """
        class Attention(layers.Layer):
            def build(self, shape):
                self.w = self.add_weight(name="w", shape=(shape[-1], 1))

            def call(self, x):
                e = ops.exp(ops.matmul(x, self.w))
                a = e / ops.sum(e, axis=1, keepdims=True)  # expect: XEN203
                return ops.sum(x * a, axis=1)
        """,
        KERAS3,
    )
