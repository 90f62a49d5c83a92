"""Logs of activations, and of one plus an exponential, become the library's own."""

from __future__ import annotations

import pytest
from fixed_programs import DISPLAY_ONLY, KERAS_ONLY, SAFE, TF, UNSAFE, first_fixes, offered, rewritten


def of_logits(*lines: str) -> str:
    """A function with logits `z`."""
    body = "".join(f"    {line}\n" for line in ("z = keras.layers.Dense(3)(h)", *lines))
    return f"def loss(y, h, a, k):\n{body}"


SHOWN = {
    "the input is another one by then": ("p = tf.nn.softmax(z)", "z = z + 1", "return tf.math.log(p)"),
    "one of two": (
        "if k:",
        "    p = tf.nn.softmax(z)",
        "else:",
        "    p = tf.nn.softmax(z)",
        "return tf.math.log(p)",
    ),
    "an axis of which the name is set again": (
        "k = -1",
        "p = tf.nn.softmax(z, axis=k)",
        "return tf.math.log(p)",
    ),
    "the sum that picks one class": (
        "p = tf.nn.softmax(z)",
        "return tf.math.log(tf.reduce_sum(tf.one_hot(a, 3) * p, axis=1))",
    ),
    "the largest": ("p = tf.nn.softmax(z)", "return tf.math.log(tf.reduce_max(p, axis=1))"),
    "one of the logs": ("p = tf.sigmoid(z)", "q = p", "if k:", "    q = p", "return tf.math.log(p) + tf.math.log(q)"),
    "an exponent without a name": ("e = tf.exp(keras.layers.Dense(3)(z))", "return tf.math.log(1 + e)"),
    "a comment": ("return tf.math.log(  # small", "    tf.nn.softmax(z))"),
}


@pytest.mark.parametrize("lines", SHOWN.values(), ids=SHOWN)
def test_what_is_not_certain_is_shown_only(lines: tuple[str, ...]) -> None:
    program = of_logits(*lines)
    assert offered(program, "XEN202") == [DISPLAY_ONLY]
    assert rewritten(program, "XEN202") == []


def test_the_log_of_what_a_model_puts_out_is_shown_only() -> None:
    program = """
        model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
        def loss(x):
            return tf.math.log(model(x))
        """
    (found,) = first_fixes(program, "XEN202")
    assert found.applicability is DISPLAY_ONLY
    assert found.message == "Use log_softmax of the logits, by hand: it comes out of model(...)"


def test_keras_backend_alone_has_no_such_log() -> None:
    program = "def loss(y, h):\n    z = layers.Dense(3)(h)\n    return K.log(K.softmax(z))"
    assert offered(program, "XEN202", KERAS_ONLY) == [DISPLAY_ONLY]


WRITTEN = {
    "softmax": (("return tf.math.log(tf.nn.softmax(z))",), "return tf.nn.log_softmax(z)"),
    "with its axis": (("return tf.math.log(tf.nn.softmax(z, axis=1))",), "return tf.nn.log_softmax(z, axis=1)"),
    "with its axis by position": (
        ("return tf.math.log(tf.nn.softmax(z, -1))",),
        "return tf.nn.log_softmax(z, axis=-1)",
    ),
    "by a name": (("p = tf.nn.softmax(z)", "return tf.math.log(p), p"), "return tf.nn.log_softmax(z), p"),
    "sigmoid": (("return tf.math.log(tf.sigmoid(z))",), "return tf.math.log_sigmoid(z)"),
    "one minus it": (("return tf.math.log(1 - tf.sigmoid(z))",), "return tf.math.log_sigmoid(-z)"),
    "one minus it, of a sum": (
        ("return tf.math.log(1.0 - tf.sigmoid(z + a))",),
        "return tf.math.log_sigmoid(-(z + a))",
    ),
    "one minus one minus it": (("q = 1 - tf.sigmoid(z)", "return tf.math.log(1 - q)"), "return tf.math.log_sigmoid(z)"),
    "written out": (("return tf.math.log(1 / (1 + tf.exp(-z)))",), "return tf.math.log_sigmoid(z)"),
    "of one class": (("p = tf.nn.softmax(z)", "return tf.math.log(p[:, 1])"), "return tf.nn.log_softmax(z)[:, 1]"),
    "gathered": (
        ("p = tf.nn.softmax(z)", "q = tf.gather(p, a, axis=1)", "return tf.math.log(q)"),
        "return tf.gather(tf.nn.log_softmax(z), a, axis=1)",
    ),
    "gathered over several lines": (
        ("q = tf.gather(", "    tf.nn.softmax(z),", "    a, axis=1", ")", "return tf.math.log(q)"),
        "return tf.gather(tf.nn.log_softmax(z), a, axis=1)",
    ),
    "its name": (("return tf.math.log(tf.nn.softmax(z), name='l')",), "return tf.nn.log_softmax(z, name='l')"),
    "softplus": (("return tf.math.log(1 + tf.exp(z))",), "return tf.math.softplus(z)"),
    "softplus the other way round": (("e = tf.exp(-z)", "return tf.math.log(e + 1.0)"), "return tf.math.softplus(-z)"),
    "softplus by log1p": (("return tf.math.log1p(tf.exp(z))",), "return tf.math.softplus(z)"),
    "keras.backend where there is TensorFlow": (("return K.log(K.sigmoid(z))",), "return tf.math.log_sigmoid(z)"),
}


@pytest.mark.parametrize(("lines", "after"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_instead(lines: tuple[str, ...], after: str) -> None:
    program = of_logits(*lines)
    assert offered(program, "XEN202") == [SAFE]
    assert rewritten(program, "XEN202") == [after]


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ("tf.nn.softmax(z) + 1e-7", "tf.nn.log_softmax(z)"),
        ("1e-7 + tf.nn.softmax(z)", "tf.nn.log_softmax(z)"),
        ("tf.nn.softmax(z) + K.epsilon()", "tf.nn.log_softmax(z)"),
        ("tf.clip_by_value(tf.nn.softmax(z), 1e-7, 1.0)", "tf.nn.log_softmax(z)"),
        ("tf.maximum(tf.sigmoid(z), 1e-7)", "tf.math.log_sigmoid(z)"),
        ("1 - tf.sigmoid(z) + 1e-7", "tf.math.log_sigmoid(-z)"),
        ("tf.reshape(tf.nn.softmax(z) + 1e-7, [-1])", "tf.reshape(tf.nn.log_softmax(z), [-1])"),
    ],
)
def test_without_the_bound_it_is_not_the_same(given: str, after: str) -> None:
    program = of_logits(f"return tf.math.log({given})")
    assert offered(program, "XEN202") == [UNSAFE]
    assert rewritten(program, "XEN202") == [f"return {after}"]


def test_all_logs_of_a_statement_change_together() -> None:
    program = of_logits("p = tf.sigmoid(z)", "return -y * tf.math.log(p) - (1 - y) * tf.math.log(1 - p)")
    assert rewritten(program, "XEN202") == ["return -y * tf.math.log_sigmoid(z) - (1 - y) * tf.math.log_sigmoid(-z)"]


def test_an_input_without_a_name_gets_one() -> None:
    program = """
        def loss(y, h):
            p = tf.nn.softmax(keras.layers.Dense(3)(h))
            return -y * tf.math.log(p), p
        """
    assert rewritten(program, "XEN202") == [
        "logits = keras.layers.Dense(3)(h)",
        "p = tf.nn.softmax(logits)",
        "return -y * tf.nn.log_softmax(logits), p",
    ]


def test_the_imports_of_what_goes_away_go_with_it() -> None:
    program = """
        from tensorflow.math import exp, log
        from tensorflow.nn import log_softmax, softmax
        def loss(h):
            z = keras.layers.Dense(3)(h)
            return exp(z), log(softmax(z))
        """
    assert rewritten(program, "XEN202") == [
        "from tensorflow.math import exp",
        "from tensorflow.nn import log_softmax",
        "return exp(z), log_softmax(z)",
    ]


def test_a_named_softmax_that_goes_away_may_be_missed() -> None:
    program = of_logits("return tf.math.log(tf.nn.softmax(z, name='p'))")
    assert offered(program, "XEN202") == [UNSAFE]


def test_the_library_of_the_log_is_kept() -> None:
    program = "def loss(y, h):\n    z = layers.Dense(3)(h)\n    return ops.log(ops.softmax(z, axis=1))"
    assert rewritten(program, "XEN202", imports=KERAS_ONLY) == ["return ops.log_softmax(z, axis=1)"]


def test_the_old_name_of_the_axis_is_not_kept() -> None:
    program = "def loss(y, h):\n    z = tf.layers.dense(h, 3)\n    return tf.log(tf.nn.softmax(z, dim=1))"
    assert rewritten(program, "XEN202", imports=TF) == ["return tf.nn.log_softmax(z, axis=1)"]
