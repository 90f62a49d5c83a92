"""XEN204: a sigmoid or softmax computed in half precision before a cross-entropy."""

from __future__ import annotations

import re

import pytest
from linting import KERAS3, codes, judged, lint

HALF = "keras.mixed_precision.set_global_policy('mixed_float16')\n"
BRAIN = "keras.mixed_precision.set_global_policy('mixed_bfloat16')\n"
CATEGORICAL = "'categorical_crossentropy'"


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
    ("policy", "head", "loss", "place", "label", "half"),
    [
        (HALF, "layers.Dense(5, activation='softmax')", CATEGORICAL, "6:38", "softmax", "float16"),
        (BRAIN, "layers.Dense(5, 'softmax')", CATEGORICAL, "6:38", "softmax", "bfloat16"),
        (
            "tf.keras.mixed_precision.set_global_policy(tf.keras.mixed_precision.Policy('mixed_float16'))\n",
            "layers.Dense(5, 'softmax')",
            CATEGORICAL,
            "6:38",
            "softmax",
            "float16",
        ),
        (
            "keras.mixed_precision.experimental.set_policy('mixed_float16')\n",
            "layers.Dense(5, 'softmax')",
            CATEGORICAL,
            "6:38",
            "softmax",
            "float16",
        ),
        ("pass\n", "layers.Dense(5, 'softmax', dtype='float16')", CATEGORICAL, "6:38", "softmax", "float16"),
        (HALF, "layers.Dense(5), layers.Activation('softmax')", CATEGORICAL, "6:39", "softmax", "float16"),
        (HALF, "layers.Dense(5), layers.Softmax()", CATEGORICAL, "6:39", "Softmax", "float16"),
        (HALF, "layers.Dense(1, 'sigmoid')", "'binary_crossentropy'", "6:38", "sigmoid", "float16"),
        (BRAIN, "layers.Dense(1, 'sigmoid')", "'binary_crossentropy'", "6:38", "sigmoid", "bfloat16"),
    ],
)
def test_findings(policy: str, head: str, loss: str, place: str, label: str, half: str) -> None:
    found = [each for each in lint(program(policy, head, loss)) if "XEN204" in each]
    size = {("sigmoid", "float16"): 9, ("sigmoid", "bfloat16"): 7}.get((label, half), 16)
    beyond = (
        f"beyond |logit| = {size}" if label == "sigmoid" else f"where the label's logit is {size} below the largest"
    )
    assert found == [
        f"{place} XEN204 {label} head is computed in {half}, given to {loss[1:-1]} (line 7): "
        f"Keras 3 does not learn from some mistakes {beyond}, while Keras 2 on TensorFlow recovers the logits; "
        'give the head dtype="float32"'
    ]


@pytest.mark.parametrize(
    ("head", "loss"),
    [
        ("layers.Dense(1, 'sigmoid')", "keras.losses.BinaryCrossentropy(from_logits=True)"),
        ("layers.Dense(1, 'sigmoid')", "keras.losses.BinaryFocalCrossentropy()"),
        ("layers.Dense(5, 'sigmoid')", "'categorical_crossentropy'"),
    ],
)
def test_what_was_not_measured_gets_no_number(head: str, loss: str) -> None:
    (found,) = [each for each in lint(program(HALF, head, loss)) if "XEN204" in each]
    assert '(line 7); give the head dtype="float32"' in found


@pytest.mark.parametrize(
    ("head", "loss", "said"),
    [
        ("layers.Dense(1, 'sigmoid')", "'bce'", "XEN201 .*exact only where Keras 2 on TensorFlow recovers the logits"),
        ("layers.Dense(1, tf.sigmoid)", "'bce'", "XEN201 .*exact only inside tf.function on TensorFlow with Keras 2,"),
        (
            "layers.Dense(1, 'sigmoid')",
            "keras.losses.BinaryCrossentropy(from_logits=True)",
            "XEN102 .*applied twice, unless Keras 2 on TensorFlow recovers the logits",
        ),
        ("layers.Dense(3, 'softmax')", "'bce'", "XEN103 .*Keras 2 on TensorFlow trains a sigmoid for each unit"),
        ("layers.Dense(3, 'softmax', dtype='float32')", "'cce'", "XEN201 .*exact only where Keras on TensorFlow"),
    ],
)
def test_keras_3_finds_no_logits_behind_half_precision(head: str, loss: str, said: str) -> None:
    loss = loss.replace("'cce'", CATEGORICAL)
    assert any(re.search(said, each) for each in lint(program(HALF, head, loss)))


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


def test_a_linear_activation_in_float32_comes_too_late() -> None:
    judged(
        """
        keras.mixed_precision.set_global_policy("mixed_float16")
        model = keras.Sequential([
            layers.Dense(5, activation="softmax"),  # expect: XEN204
            layers.Activation("linear", dtype="float32"),
        ])
        model.compile(loss="categorical_crossentropy")  # expect: XEN201
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


def test_a_function_that_is_called_by_itself_finds_the_logits() -> None:
    program = HALF + "m = keras.Sequential([layers.Dense(1, 'sigmoid')])\nkeras.losses.binary_crossentropy(y, m(x))\n"
    found = lint(program)
    assert any("XEN201" in each and "exact only where Keras on TensorFlow recovers" in each for each in found)
    assert all("Keras 3 does not learn" not in each for each in found)
