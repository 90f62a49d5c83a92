"""XEN106: log-probabilities given to a loss that wants something else."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, codes, compiled, judged, lint


@pytest.mark.parametrize(
    ("head", "loss"),
    [
        ("layers.Dense(5, 'log_softmax')", "keras.losses.CategoricalCrossentropy(from_logits=True)"),
        ("layers.Dense(5, tf.nn.log_softmax)", "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),
        ("layers.Dense(5, 'log_softmax')", "keras.losses.CTC()"),
        ("layers.Dense(5), layers.Lambda(tf.nn.log_softmax)", "keras.losses.CategoricalCrossentropy(True)"),
        ("layers.Dense(5, 'log_softmax')", "'mse'"),
        ("layers.Dense(5, 'log_softmax')", "nll"),
        ("layers.Dense(5, 'log_softmax')", "keras.losses.CategoricalCrossentropy(from_logits=cfg.logits)"),
        ("layers.Dense(5, 'log_softmax'), MyLayer()", "'categorical_crossentropy'"),
        ("layers.Dense(5, 'log_softmax'), layers.Lambda(tf.exp)", "keras.losses.KLDivergence()"),
        ("layers.Dense(5, 'log_softmax' if cfg.a else None)", "keras.losses.CategoricalCrossentropy(True)"),
    ],
)
def test_silent(head: str, loss: str) -> None:
    assert codes(compiled(head, loss)) == []


def test_silent_ops() -> None:
    judged(
        """
        z = tf.layers.dense(x, 5)
        log_p = tf.nn.log_softmax(z)
        a = tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=log_p)
        b = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=log_p)
        c = -tf.reduce_sum(y * log_p, axis=1)
        d = tf.losses.softmax_cross_entropy(y, log_p)
        e = tf.nn.ctc_loss(y, log_p, lengths)
        f = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.exp(log_p), logits=z)
        """,
        TF1,
    )


@pytest.mark.parametrize(
    ("head", "loss", "message"),
    [
        (
            "layers.Dense(5, activation='log_softmax')",
            "'categorical_crossentropy'",
            "log_softmax head (line 5) given to categorical_crossentropy, which wants probabilities;"
            " remove activation='log_softmax' and use from_logits=True",
        ),
        (
            "layers.Dense(5, activation=tf.nn.log_softmax)",
            "keras.losses.SparseCategoricalCrossentropy()",
            "log_softmax head (line 5) given to SparseCategoricalCrossentropy(), which wants probabilities;"
            " remove activation=tf.nn.log_softmax and use from_logits=True",
        ),
        (
            "layers.Dense(5, 'log_softmax')",
            "'binary_crossentropy'",
            "log_softmax head (line 5) given to binary_crossentropy, which wants probabilities;"
            " remove 'log_softmax' and use from_logits=True",
        ),
        (
            "layers.Dense(5, 'log_softmax')",
            "keras.losses.BinaryCrossentropy(from_logits=True)",
            "log_softmax head (line 5) given to BinaryCrossentropy(from_logits=True), which wants logits;"
            " remove 'log_softmax'",
        ),
        (
            "layers.Dense(1, activation='log_sigmoid')",
            "keras.losses.BinaryCrossentropy(from_logits=True)",
            "log_sigmoid head (line 5) given to BinaryCrossentropy(from_logits=True), which wants logits;"
            " remove activation='log_sigmoid'",
        ),
        (
            "layers.Dense(5, 'log_softmax')",
            "keras.losses.KLDivergence()",
            "log_softmax head (line 5) given to KLDivergence(), which wants probabilities;"
            " use softmax instead of log_softmax",
        ),
        (
            "layers.Dense(5), layers.Activation(tf.nn.log_softmax)",
            "'sparse_categorical_crossentropy'",
            "log_softmax head (line 5) given to sparse_categorical_crossentropy, which wants probabilities;"
            " remove layers.Activation(tf.nn.log_softmax) and use from_logits=True",
        ),
    ],
)
def test_findings(head: str, loss: str, message: str) -> None:
    assert lint(compiled(head, loss)) == [f"6:33 XEN106 {message}"]


def test_findings_at_ops() -> None:
    assert lint(
        """
        z = layers.Dense(5)(x)
        a = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.nn.log_softmax(z))
        b = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.math.log_sigmoid(z))
        """
    ) == [
        "6:4 XEN106 log_softmax head (line 6) given to tf.nn.sigmoid_cross_entropy_with_logits, which wants logits;"
        " remove tf.nn.log_softmax(z)",
        "7:4 XEN106 log_sigmoid head (line 7) given to tf.nn.sigmoid_cross_entropy_with_logits, which wants logits;"
        " remove tf.math.log_sigmoid(z)",
    ]


def test_it_comes_before_102_and_101() -> None:
    judged(
        """
        log_p = ops.log_softmax(layers.Dense(5)(x))
        a = ops.binary_crossentropy(y, log_p, from_logits=True)  # expect: XEN106
        b = ops.categorical_crossentropy(y, log_p)  # expect: XEN106
        c = ops.categorical_crossentropy(y, log_p, from_logits=True)
        """,
        KERAS3,
    )


def test_log_probabilities_of_one_unit_are_104_first() -> None:
    assert codes(compiled("layers.Dense(1, 'log_sigmoid')", "'categorical_crossentropy'")) == ["XEN104"]
