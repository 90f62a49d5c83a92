"""Repairs of one operation: hand-written softmax, half precision, swapped arguments, a second activation."""

from __future__ import annotations

import pytest
from fixed_programs import DISPLAY_ONLY, KERAS_ONLY, SAFE, UNSAFE, findings, offered, rewritten

LOGITS = "z = keras.layers.Dense(3)(h)"
MODEL = """model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
model.compile(loss=keras.losses.KLDivergence())
"""
HALF = 'import keras\nkeras.mixed_precision.set_global_policy("mixed_float16")\n'
FOCAL = "model.compile(loss=keras.losses.CategoricalFocalCrossentropy())"


def of_logits(*lines: str) -> str:
    """A function with logits `z`."""
    return "def g(h, y, k):\n" + "".join(f"    {line}\n" for line in (LOGITS, *lines))


SOFTMAX_SHOWN = {
    "no keepdims": "tf.exp(z) / tf.reduce_sum(tf.exp(z), axis=-1)",
    "no axis": "tf.exp(z) / tf.reduce_sum(tf.exp(z), keepdims=True)",
    "two axes": "tf.exp(z) / tf.reduce_sum(tf.exp(z), axis=[1, 2], keepdims=True)",
    "a mean": "tf.exp(z) / tf.reduce_mean(tf.exp(z), axis=-1, keepdims=True)",
    "written in two ways": "tf.exp(z) / tf.reduce_sum(tf.exp((z + 0)), axis=-1, keepdims=True)",
}


@pytest.mark.parametrize("expression", SOFTMAX_SHOWN.values(), ids=SOFTMAX_SHOWN)
def test_what_is_no_softmax_along_one_axis_is_not_rewritten(expression: str) -> None:
    program = of_logits(f"return {expression}")
    assert offered(program, "XEN203") in ([DISPLAY_ONLY], [])
    assert rewritten(program, "XEN203") == []


def test_an_exponential_of_another_value_by_then_is_not_rewritten() -> None:
    program = of_logits("e = tf.exp(z)", "z = z + 1", "return e / tf.reduce_sum(e, axis=-1, keepdims=True)")
    assert offered(program, "XEN203") == [DISPLAY_ONLY]


HAND_WRITTEN = {
    "softmax": ("tf.exp(z) / tf.reduce_sum(tf.exp(z), axis=-1, keepdims=True)", SAFE, "tf.nn.softmax(z, axis=-1)"),
    "a list of one axis": (
        "tf.exp(z) / tf.reduce_sum(tf.exp(z), [1], True)",
        SAFE,
        "tf.nn.softmax(z, axis=1)",
    ),
    "by the function": (
        "tf.divide(tf.exp(z), tf.reduce_sum(tf.exp(z), axis=1, keepdims=True))",
        SAFE,
        "tf.nn.softmax(z, axis=1)",
    ),
    "with an epsilon": (
        "tf.exp(z) / (tf.reduce_sum(tf.exp(z), axis=1, keepdims=True) + 1e-9)",
        UNSAFE,
        "tf.nn.softmax(z, axis=1)",
    ),
    "logsumexp": ("tf.math.log(tf.reduce_sum(tf.exp(z), axis=1))", SAFE, "tf.reduce_logsumexp(z, axis=1)"),
    "logsumexp over all": ("tf.math.log(tf.reduce_sum(tf.exp(z)))", SAFE, "tf.reduce_logsumexp(z)"),
    "logsumexp that keeps the axes": (
        "tf.math.log(tf.reduce_sum(tf.exp(z), axis=[0, 1], keepdims=True))",
        SAFE,
        "tf.reduce_logsumexp(z, axis=[0, 1], keepdims=True)",
    ),
    "logsumexp with an epsilon": (
        "tf.math.log(tf.reduce_sum(tf.exp(z), axis=1) + 1e-9)",
        UNSAFE,
        "tf.reduce_logsumexp(z, axis=1)",
    ),
}


@pytest.mark.parametrize(("expression", "promise", "after"), HAND_WRITTEN.values(), ids=HAND_WRITTEN)
def test_hand_written_softmax(expression: str, promise: object, after: str) -> None:
    program = of_logits(f"return {expression}")
    assert offered(program, "XEN203") == [promise]
    assert rewritten(program, "XEN203") == [f"return {after}"]


def test_exponentials_with_names() -> None:
    program = of_logits("e = tf.exp(z)", "s = tf.reduce_sum(e, axis=1, keepdims=True)", "return e / s")
    assert rewritten(program, "XEN203") == ["return tf.nn.softmax(z, axis=1)"]


def test_keras_backend_has_a_softmax_of_its_own() -> None:
    program = "def g(h):\n    z = layers.Dense(3)(h)\n    return K.exp(z) / K.sum(K.exp(z), axis=1, keepdims=True)"
    assert rewritten(program, "XEN203", imports=KERAS_ONLY) == ["return K.softmax(z, axis=1)"]


def test_a_softmax_that_a_function_applies_has_no_dtype_to_set() -> None:
    program = f"""
x = keras.Input((3,))
model = keras.Model(x, keras.layers.Lambda(keras.activations.softmax)(keras.layers.Dense(3)(x)))
{FOCAL}
"""
    assert rewritten(program, "XEN204", imports=HALF) == []


@pytest.mark.parametrize(
    ("layers", "after"),
    [
        ("keras.layers.Dense(3, activation='softmax')", "keras.layers.Dense(3, activation='softmax', dtype='float32')"),
        (
            'keras.layers.Dense(3, activation="softmax", dtype="mixed_float16")',
            'keras.layers.Dense(3, activation="softmax", dtype="float32")',
        ),
        (
            'keras.layers.Dense(3), keras.layers.Activation("softmax")',
            'keras.layers.Dense(3), keras.layers.Activation("softmax", dtype="float32")',
        ),
        (
            "keras.layers.Dense(3), keras.layers.Softmax()",
            'keras.layers.Dense(3), keras.layers.Softmax(dtype="float32")',
        ),
    ],
)
def test_the_head_computes_in_float32(layers: str, after: str) -> None:
    program = f"model = keras.Sequential([{layers}])\n{FOCAL}"
    assert offered(program, "XEN204", HALF) == [UNSAFE]
    assert rewritten(program, "XEN204", imports=HALF) == [f"model = keras.Sequential([{after}])"]


def test_a_head_that_becomes_linear_gets_the_dtype_as_well() -> None:
    program = (
        'model = keras.Sequential([keras.layers.Dense(3, "softmax")])\nmodel.compile(loss="categorical_crossentropy")'
    )
    assert rewritten(program, imports=HALF) == [
        'model = keras.Sequential([keras.layers.Dense(3, dtype="float32")])',
        "model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))",
    ]


def test_arguments_that_are_not_written_out_are_not_swapped() -> None:
    program = of_logits("both = (z, tf.one_hot(y, 3))", "return keras.losses.categorical_crossentropy(*both)")
    assert offered(program, "XEN105") == [DISPLAY_ONLY]


def test_arguments_of_which_one_sets_the_other_are_not_swapped() -> None:
    program = of_logits("return keras.losses.categorical_crossentropy(q := z, tf.ones_like(q), from_logits=True)")
    assert offered(program, "XEN105") == [DISPLAY_ONLY]


SWAPPED = {
    "by position": (
        "keras.losses.categorical_crossentropy(z, tf.one_hot(y, 3), from_logits=True)",
        "keras.losses.categorical_crossentropy(tf.one_hot(y, 3), z, from_logits=True)",
    ),
    "by keyword": (
        "tf.nn.softmax_cross_entropy_with_logits(logits=tf.one_hot(y, 3), labels=z)",
        "tf.nn.softmax_cross_entropy_with_logits(logits=z, labels=tf.one_hot(y, 3))",
    ),
    "mixed": (
        "keras.losses.categorical_crossentropy(z, y_pred=(tf.one_hot(y, 3)), from_logits=True)",
        "keras.losses.categorical_crossentropy((tf.one_hot(y, 3)), y_pred=z, from_logits=True)",
    ),
    "of an object": (
        "keras.losses.BinaryCrossentropy(from_logits=True)(z, tf.ones_like(z))",
        "keras.losses.BinaryCrossentropy(from_logits=True)(tf.ones_like(z), z)",
    ),
}


@pytest.mark.parametrize(("before", "after"), SWAPPED.values(), ids=SWAPPED)
def test_swapped_arguments(before: str, after: str) -> None:
    program = of_logits(f"return {before}")
    assert offered(program, "XEN105") == [UNSAFE]
    assert rewritten(program, "XEN105") == [f"return {after}"]


def test_an_activation_of_something_else_too_is_not_dropped() -> None:
    program = f"""
{MODEL}
raw = keras.Sequential([keras.layers.Dense(3)])
soften = keras.layers.Softmax()
a = soften(model(h))
b = soften(raw(h))
"""
    assert offered(program, "XEN303") == [DISPLAY_ONLY]


SECOND = {
    "of an array": ("p = tf.nn.softmax(model.predict(h))", ["p = model.predict(h)"]),
    "made an array again": ("p = tf.nn.softmax(model.predict(h)).numpy()", ["p = model.predict(h)"]),
    "of a tensor, made an array": ("p = tf.nn.softmax(model(h)).numpy()", ["p = model(h).numpy()"]),
    "used as a tensor": (
        "p = tf.nn.softmax(model.predict(h))\nprint(p[0].numpy())",
        ["p = tf.convert_to_tensor(model.predict(h))"],
    ),
    "with a name that may be looked up": (
        "p = tf.nn.softmax(model(h), name='p')",
        ["p = tf.identity(model(h), name='p')"],
    ),
    "in a list": (
        "m = keras.Sequential([model, keras.layers.Softmax()])\nm.predict(h)",
        ["m = keras.Sequential([model])"],
    ),
    "added": ("m = keras.Sequential()\nm.add(model)\nm.add(keras.layers.Softmax())\nm.predict(h)", []),
    "functional": (
        'x = keras.Input((3,))\nm = keras.Model(x, keras.layers.Activation("softmax")(model(x)))',
        ["m = keras.Model(x, model(x))"],
    ),
    "by keras.ops": ("p = keras.ops.softmax(model.predict(h), axis=-1)", ["p = model.predict(h)"]),
}


@pytest.mark.parametrize(("lines", "after"), SECOND.values(), ids=SECOND)
def test_a_second_activation_goes_away(lines: str, after: list[str]) -> None:
    assert offered(MODEL + lines, "XEN303") == [UNSAFE]
    assert rewritten(MODEL + lines, "XEN303") == after


def test_the_first_and_the_second_activation_do_not_go_away_together() -> None:
    program = """
model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
model.compile(loss="categorical_crossentropy")
served = keras.Sequential([model, keras.layers.Softmax()])
served.predict(h)
"""
    assert rewritten(program) == [
        "model = keras.Sequential([keras.layers.Dense(3)])",
        "model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))",
    ]


def test_several_second_activations_of_one_model_go_away_in_one_round() -> None:
    lines = "".join(f"p{n} = tf.nn.softmax(model.predict(h))\n" for n in range(15))
    assert len(rewritten(MODEL + lines, "XEN303")) == 15


def test_the_import_of_what_goes_away_goes_with_it() -> None:
    program = f"""
from tensorflow.keras.layers import Activation, Dense
{MODEL}
m = keras.Sequential([model, Activation("softmax")])
m.predict(Dense(3)(h))
"""
    assert rewritten(program, "XEN303")[0] == "from tensorflow.keras.layers import Dense"


def test_log_probabilities_are_put_back_where_they_are_read() -> None:
    program = """
        m = keras.Sequential([keras.layers.Dense(3, activation="log_softmax")])
        m.compile(loss="categorical_crossentropy")
        print(m.predict(h))
        """
    assert rewritten(program, "XEN106") == [
        "m = keras.Sequential([keras.layers.Dense(3)])",
        "m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))",
        "print(tf.nn.log_softmax(m.predict(h)).numpy())",
    ]


def test_a_softmax_layer_is_put_back_as_the_function() -> None:
    program = """
        m = keras.Sequential([keras.layers.Dense(3), keras.layers.Softmax()])
        m.compile(loss="categorical_crossentropy")
        print(m.predict(h))
        """
    assert rewritten(program, "XEN201")[-1] == "print(tf.nn.softmax(m.predict(h)).numpy())"


def test_log_sigmoid_before_a_loss_on_logits_is_dropped() -> None:
    program = of_logits("return tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.math.log_sigmoid(z))")
    assert rewritten(program, "XEN106") == ["return tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)"]


@pytest.mark.parametrize(
    ("code", "head", "loss", "words"),
    [
        ("XEN103", "softmax", "'binary_crossentropy'", ["categorical cross-entropy", "sigmoid instead of softmax"]),
        ("XEN103", "sigmoid", "'categorical_crossentropy'", ["softmax instead of sigmoid", "binary cross-entropy"]),
        ("XEN106", "log_softmax", "'binary_crossentropy'", ["a categorical cross-entropy on logits", "use sigmoid"]),
        ("XEN106", "log_sigmoid", "'categorical_crossentropy'", ["use softmax", "a binary cross-entropy on logits"]),
        ("XEN106", "log_softmax", "keras.losses.KLDivergence()", ["softmax instead of log_softmax"]),
        ("XEN107", "relu", "'categorical_crossentropy'", ["a linear head and from_logits=True"]),
    ],
)
def test_ways_out_that_the_author_chooses(code: str, head: str, loss: str, words: list[str]) -> None:
    program = f"m = keras.Sequential([keras.layers.Dense(3, activation='{head}')])\nm.compile(loss={loss})"
    (found,) = [each for each in findings(program) if each.code == code]
    assert [each.applicability for each in found.fixes] == [DISPLAY_ONLY] * len(words)
    assert all(word in each.message for word, each in zip(words, found.fixes, strict=True))
    assert not any(each.edits for each in found.fixes)
