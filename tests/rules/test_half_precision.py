"""XEN204: a sigmoid or softmax computed in half precision before a cross-entropy."""

from __future__ import annotations

import pytest
from linting import KERAS3, codes, judged, lint

HALF = "keras.mixed_precision.set_global_policy('mixed_float16')\n"


def program(policy: str, head: str, loss: str) -> str:
    return f"{policy}m = keras.Sequential([{head}])\nm.compile(loss={loss})\n"


@pytest.mark.parametrize(
    ("policy", "head", "loss"),
    [
        ("", "layers.Dense(5, 'softmax')", "'kl_divergence'"),
        ("keras.mixed_precision.set_global_policy('float32')\n", "layers.Dense(5, 'softmax')", "'kld'"),
        (HALF, "layers.Dense(5, 'softmax', dtype='float32')", "'kl_divergence'"),
        (HALF, "layers.Dense(5, 'softmax', dtype=tf.float32)", "'kl_divergence'"),
        (HALF, "layers.Dense(5)", "keras.losses.CategoricalCrossentropy(from_logits=True)"),
        (HALF, "layers.Dense(5), layers.Activation('softmax', dtype='float32')", "'kl_divergence'"),
        (HALF, "layers.Dense(5), layers.Softmax(dtype='float32')", "'kl_divergence'"),
        (HALF, "layers.Dense(5, 'softmax')", "'mse'"),
        (HALF, "layers.Dense(5, 'softmax')", "unknown_loss"),
        (HALF, "layers.Dense(5, 'softmax', **settings)", "'kl_divergence'"),
        ("keras.mixed_precision.set_global_policy(cfg.policy)\n", "layers.Dense(5, 'softmax')", "'kld'"),
        ("if cfg.half:\n    " + HALF, "layers.Dense(5, 'softmax')", "'kl_divergence'"),
        (HALF, "MyDense(5, 'softmax')", "'categorical_crossentropy'"),
    ],
)
def test_silent(policy: str, head: str, loss: str) -> None:
    assert "XEN204" not in codes(program(policy, head, loss))


def test_a_policy_that_is_taken_back() -> None:
    judged(
        """
        keras.mixed_precision.set_global_policy("mixed_float16")
        keras.mixed_precision.set_global_policy("float32")
        model = keras.Sequential([layers.Dense(5, activation="softmax")])
        model.compile(loss="categorical_crossentropy")  # expect: XEN201
        """,
        KERAS3,
    )


def test_a_policy_that_comes_too_late() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(5, activation="softmax")])
        keras.mixed_precision.set_global_policy("mixed_float16")
        model.compile(loss="categorical_crossentropy")  # expect: XEN201
        """,
        KERAS3,
    )


@pytest.mark.parametrize(
    ("policy", "head", "loss", "said"),
    [
        (HALF, "layers.Dense(5, activation='softmax')", "'categorical_crossentropy'", "6:38 {softmax}"),
        (
            "keras.mixed_precision.set_global_policy('mixed_bfloat16')\n",
            "layers.Dense(5, 'softmax')",
            "'categorical_crossentropy'",
            "6:38 {softmax}",
        ),
        (
            "tf.keras.mixed_precision.set_global_policy(tf.keras.mixed_precision.Policy('mixed_float16'))\n",
            "layers.Dense(5, 'softmax')",
            "'categorical_crossentropy'",
            "6:38 {softmax}",
        ),
        (
            "keras.mixed_precision.experimental.set_policy('mixed_float16')\n",
            "layers.Dense(5, 'softmax')",
            "'categorical_crossentropy'",
            "6:38 {softmax}",
        ),
        ("pass\n", "layers.Dense(5, 'softmax', dtype='float16')", "'categorical_crossentropy'", "6:38 {softmax}"),
        (HALF, "layers.Dense(5), layers.Activation('softmax')", "'categorical_crossentropy'", "6:39 {softmax}"),
        (HALF, "layers.Dense(5), layers.Softmax()", "'categorical_crossentropy'", "6:39 {Softmax}"),
        (HALF, "layers.Dense(1, 'sigmoid')", "'binary_crossentropy'", "6:38 {sigmoid}"),
    ],
)
def test_findings(policy: str, head: str, loss: str, said: str) -> None:
    place, label = said.split(" {")
    found = [each for each in lint(program(policy, head, loss)) if "XEN204" in each]
    assert found == [
        f"{place} XEN204 {label[:-1]} head is computed in half precision, given to {loss[1:-1]} (line 7);"
        ' give the head dtype="float32"'
    ]


def test_it_stands_beside_the_code_of_the_pair() -> None:
    judged(
        """
        keras.mixed_precision.set_global_policy("mixed_float16")
        model = keras.Sequential([
            layers.Dense(5, activation="softmax"),  # expect: XEN204
        ])
        model.compile(loss="categorical_crossentropy")  # expect: XEN201
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        """,
        KERAS3,
    )


def test_a_call_of_the_loss() -> None:
    judged(
        """
        keras.config.set_dtype_policy("mixed_float16")
        i = keras.Input((4,))
        out = layers.Dense(1, activation="sigmoid")(i)  # expect: XEN204
        model = keras.Model(i, out)
        loss = keras.losses.Dice()
        value = keras.losses.BinaryCrossentropy()(y, model(x))  # expect: XEN201
        """,
        KERAS3,
    )
