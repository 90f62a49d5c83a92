"""A loss that is called gets the input of an activation that is an op, where that is at hand."""

from __future__ import annotations

import pytest
from fixed_programs import DISPLAY_ONLY, SAFE, UNSAFE, first_fixes, offered, rewritten

LOSS = "tf.nn.softmax_cross_entropy_with_logits"


def in_function(*lines: str) -> str:
    """A function that computes logits `z` of `h` and does something with them."""
    body = "".join(f"    {line}\n" for line in ("z = keras.layers.Dense(3)(h)", *lines))
    return f"def train(y, h, w, c):\n{body}"


NOT_AT_HAND = {
    "the input is another one by then": ("p = tf.nn.softmax(z)", "z = z + w", f"return {LOSS}(y, p)"),
    "the input is set in a branch": ("p = tf.nn.softmax(z)", "if c:", "    z = w", f"return {LOSS}(y, p)"),
    "the last round's probabilities": (
        "p = tf.nn.softmax(z)",
        "for i in range(c):",
        f"    tf.print({LOSS}(y, p))",
        "    z = keras.layers.Dense(3)(w)",
        "    p = tf.nn.softmax(z)",
    ),
    "one of two inputs": (
        "if c:",
        "    p = tf.nn.softmax(z)",
        "else:",
        "    p = tf.nn.softmax(z + 1)",
        f"return {LOSS}(y, p)",
    ),
    "computed in between": ("p = tf.nn.softmax(z)", "p = p[tf.shape(w)[0]:]", f"return {LOSS}(y, p)"),
}


@pytest.mark.parametrize("lines", NOT_AT_HAND.values(), ids=NOT_AT_HAND)
def test_what_is_not_certainly_the_input_is_not_passed(lines: tuple[str, ...]) -> None:
    found = first_fixes(in_function(*lines), "XEN102")
    assert not any(each.message.startswith("Pass the input") for each in found)


def test_what_a_parameter_holds_is_not_known_here() -> None:
    program = f"""
        def loss_of(y, p):
            return {LOSS}(y, p)
        def train(y, h):
            z = keras.layers.Dense(3)(h)
            return loss_of(y, tf.nn.softmax(z))
        """
    (found,) = first_fixes(program, "XEN102")
    assert not found.message.startswith("Pass the input")


def test_one_minus_a_probability_is_not_that_of_the_input() -> None:
    program = in_function("return K.binary_crossentropy(y, 1 - tf.sigmoid(z), from_logits=True)")
    assert offered(program, "XEN102") == [DISPLAY_ONLY]


def test_a_comment_in_the_argument_stays() -> None:
    program = in_function(f"return {LOSS}(y, tf.nn.softmax(  # twice", "    z))")
    assert not any(each.message.startswith("Pass the input") for each in first_fixes(program, "XEN102"))


PASSED = {
    "in the call": ((f"return {LOSS}(labels=y, logits=tf.nn.softmax(z))",), [f"return {LOSS}(labels=y, logits=z)"]),
    "by a name": (("p = tf.nn.softmax(z)", f"return {LOSS}(y, p), p"), [f"return {LOSS}(y, z), p"]),
    "over two names": (("p = tf.nn.softmax(z)", "q = p", f"return {LOSS}(y, q)"), [f"return {LOSS}(y, z)"]),
    "in blocks that always run": (
        (
            "with tf.name_scope('a'):",
            "    p = tf.nn.softmax(z)",
            "with tf.name_scope('b'):",
            f"    return {LOSS}(y, p)",
        ),
        [f"return {LOSS}(y, z)"],
    ),
    "a change of shape stays": (
        (f"return {LOSS}(y, tf.reshape(tf.nn.softmax(z), [-1, 3]))",),
        [f"return {LOSS}(y, tf.reshape(z, [-1, 3]))"],
    ),
    "a clip goes": (
        ("p = tf.clip_by_value(tf.nn.softmax(z), 1e-7, 1.0)", f"return {LOSS}(y, p)"),
        [f"return {LOSS}(y, z)"],
    ),
    "an expression in the call": ((f"return {LOSS}(y, tf.nn.softmax(z + w))",), [f"return {LOSS}(y, z + w)"]),
    "the negative of a name": (
        ("p = tf.sigmoid(-z)", "return tf.nn.sigmoid_cross_entropy_with_logits(y, p)"),
        ["return tf.nn.sigmoid_cross_entropy_with_logits(y, -z)"],
    ),
    "to an object": (
        ("p = tf.nn.softmax(z)", "return keras.losses.CategoricalCrossentropy(from_logits=True)(y, p)"),
        ["return keras.losses.CategoricalCrossentropy(from_logits=True)(y, z)"],
    ),
    "by the old name of the argument": (
        ("p = tf.nn.softmax(z)", "return tf.compat.v1.nn.ctc_loss(y, inputs=p, sequence_length=w)"),
        ["return tf.compat.v1.nn.ctc_loss(y, inputs=z, sequence_length=w)"],
    ),
}


@pytest.mark.parametrize(("lines", "after"), PASSED.values(), ids=PASSED)
def test_the_input_is_passed(lines: tuple[str, ...], after: list[str]) -> None:
    program = in_function(*lines)
    assert offered(program, "XEN102") == [UNSAFE]
    assert rewritten(program, "XEN102") == after


def test_an_input_without_a_name_gets_one() -> None:
    program = f"""
        def train(y, h, W, b):
            p = tf.nn.softmax(
                keras.layers.Dense(3)(h)
                + b)
            return {LOSS}(y, p), p
        """
    assert rewritten(program, "XEN102") == [
        "logits = (keras.layers.Dense(3)(h)",
        "+ b)",
        "logits)",
        f"return {LOSS}(y, logits), p",
    ]


def test_two_inputs_without_names_get_different_ones() -> None:
    program = f"""
        def train(y, h):
            p = tf.nn.softmax(keras.layers.Dense(3)(h))
            q = tf.nn.softmax(keras.layers.Dense(3)(h + 1))
            return {LOSS}(y, p), {LOSS}(y, q), p, q
        """
    assert rewritten(program, "XEN102") == [
        "p_logits = keras.layers.Dense(3)(h)",
        "p = tf.nn.softmax(p_logits)",
        "q_logits = keras.layers.Dense(3)(h + 1)",
        "q = tf.nn.softmax(q_logits)",
        f"return {LOSS}(y, p_logits), {LOSS}(y, q_logits), p, q",
    ]


def test_a_name_that_is_taken_is_not_given_again() -> None:
    program = f"""
        def other(logits):
            return logits
        def train(y, h):
            p = tf.nn.softmax(keras.layers.Dense(3)(h))
            return {LOSS}(y, p), p
        """
    assert rewritten(program, "XEN102")[0] == "p_logits = keras.layers.Dense(3)(h)"


def test_an_input_that_is_not_always_computed_gets_no_name() -> None:
    program = f"""
        def train(y, h, c):
            p = tf.nn.softmax(keras.layers.Dense(3)(h)) if c else tf.nn.softmax(keras.layers.Dense(3)(h))
            return {LOSS}(y, p), p
        """
    assert not any(each.message.startswith("Pass the input") for each in first_fixes(program, "XEN102"))


def test_a_function_on_probabilities_is_told_that_it_gets_logits() -> None:
    program = in_function("p = tf.sigmoid(z)", "return K.binary_crossentropy(y, p), p")
    assert offered(program, "XEN201") == [SAFE]
    assert rewritten(program, "XEN201") == ["return K.binary_crossentropy(y, z, from_logits=True), p"]


def test_its_setting_is_changed_where_it_stands() -> None:
    program = in_function("return K.categorical_crossentropy(y, tf.nn.softmax(z), False)")
    assert rewritten(program, "XEN201") == ["return K.categorical_crossentropy(y, z, True)"]


def test_without_the_clip_it_is_not_the_same() -> None:
    program = in_function("p = tf.clip_by_value(tf.sigmoid(z), 1e-7, 1 - 1e-7)", "return K.binary_crossentropy(y, p)")
    assert offered(program, "XEN201") == [UNSAFE]


def test_a_loss_object_that_is_set_elsewhere_is_not_told_by_the_call() -> None:
    program = """
        bce = keras.losses.BinaryCrossentropy()
        def train(y, h):
            z = keras.layers.Dense(1)(h)
            return bce(y, tf.sigmoid(z))
        """
    (found,) = first_fixes(program, "XEN201")
    assert not found.message.startswith("Pass the input")
