"""What reads the output keeps what it reads: thresholds move, orders stay, numbers get the activation back."""

from __future__ import annotations

import pytest
from fixed_programs import KERAS_ONLY, rewritten
from to_logits_programs import LINEAR, SIGMOID, after_sigmoid, after_softmax, reasons, safely

P = "p = model.predict(x)"
WRAPPED = "p = tf.nn.sigmoid(model.predict(x)).numpy()"
OUTPUTS = """
i = keras.Input((3,))
a = keras.layers.Dense(1, activation="sigmoid")(i)
b = keras.layers.Dense(1, activation="sigmoid")(i)
model = keras.Model(i, [a, b])
model.compile(loss="binary_crossentropy")
"""
JUDGED = SIGMOID + "loss_fn = keras.losses.BinaryCrossentropy()\np = model(x)\nvalue = loss_fn(y, p)\n"

UNREPAIRED = {
    "several outputs printed at once": (
        OUTPUTS + "print(model.predict(x))",
        "several outputs are read at once (line 9)",
    ),
    "one of several, not known which": (
        OUTPUTS + "ps = model.predict(x)\nq = ps[k]",
        "several outputs are read at once (line 10)",
    ),
    "several outputs put together": (
        OUTPUTS + "q = np.concatenate(model.predict(x))",
        "several outputs are read at once (line 9)",
    ),
    "several outputs returned": (
        OUTPUTS + "def show(x):\n    return model.predict(x)",
        "several outputs are read at once (line 10)",
    ),
    "several outputs with a rest": (
        OUTPUTS + "first, *others = model.predict(x)",
        "several outputs are read at once (line 9)",
    ),
    "judged and kept in a list": (
        SIGMOID + "loss_fn = keras.losses.BinaryCrossentropy()\nps = [model(x)]\nvalue = loss_fn(y, ps[0])\n"
        "print(ps[0] > 0.5)",
        "its output is kept where it is read again (line 7)",
    ),
    "judged and appended to a list": (
        JUDGED + "ps = []\nps.append(p)\nprint(ps[0] > 0.5)",
        "its output is kept where it is read again (line 10)",
    ),
    "judged and gone through": (
        JUDGED + "for q in p:\n    print(q > 0.5)",
        "its output is kept where it is read again (line 9)",
    ),
    "judged and changed in place": (
        JUDGED + "p *= 100\nprint(p)",
        "its output is kept where it is read again (line 9)",
    ),
    "an output that is changed while the model is built": (
        'i = keras.Input((3,))\np = keras.layers.Dense(1, activation="sigmoid")(i)\nmodel = keras.Model(i, p)\n'
        'model.compile(loss="binary_crossentropy")\np += 1\nother = keras.Model(i, p)',
        "its output is kept where it is read again (line 8)",
    ),
    "a further layer": (
        'i = keras.Input((3,))\np = keras.layers.Dense(1, activation="sigmoid")(i)\nmodel = keras.Model(i, p)\n'
        'model.compile(loss="binary_crossentropy")\nother = keras.Model(i, keras.layers.Dense(3)(p))',
        "its output goes on into a further layer (line 8)",
    ),
    "inside of another model": (
        SIGMOID + "other = keras.Sequential([model, keras.layers.Dense(3)])\nprint(other.predict(x))",
        "its output goes on into another model (line 7)",
    ),
}


@pytest.mark.parametrize(("program", "reason"), UNREPAIRED.values(), ids=UNREPAIRED)
def test_what_cannot_be_wrapped_is_left_with_the_reason(program: str, reason: str) -> None:
    assert reasons(program) == [reason]
    assert rewritten(program) == []


THRESHOLDS = {
    "above": ("q = p > 0.5", "q = p > 0.0"),
    "at least": ("q = p >= 0.5", "q = p >= 0.0"),
    "below": ("q = p < 0.5", "q = p < 0.0"),
    "at most": ("q = p <= 0.5", "q = p <= 0.0"),
    "without a zero": ("q = p > .5", "q = p > 0.0"),
    "the other way round": ("q = 0.5 < p", "q = 0.0 < p"),
    "a function": ("q = tf.greater(p, 0.5)", "q = tf.greater(p, 0.0)"),
    "a function, the other way round": ("q = tf.math.less(0.5, p)", "q = tf.math.less(0.0, p)"),
    "a column": ("q = p[:, 0] > 0.5", "q = p[:, 0] > 0.0"),
    "an element": ("q = p[0][0] > 0.5", "q = p[0][0] > 0.0"),
    "flattened": ("q = p.flatten() > 0.5", "q = p.flatten() > 0.0"),
    "the largest": ("q = p.max() > 0.5", "q = p.max() > 0.0"),
    "as numbers": ('q = (p > 0.5).astype("int32")', 'q = (p > 0.0).astype("int32")'),
    "words": ('q = np.where(p > 0.5, "a", "b")', 'q = np.where(p > 0.0, "a", "b")'),
    "twice": ("q = p > 0.5\nr = p < 0.5", "q = p > 0.0\nr = p < 0.0"),
    "checked before": ("q = None if p is None else p > 0.5", "q = None if p is None else p > 0.0"),
    "deleted after": ("q = p > 0.5\ndel p", "q = p > 0.0"),
    "its shape": ("n = len(p), p.shape, isinstance(p, list)\nq = p > 0.5", "q = p > 0.0"),
}


@pytest.mark.parametrize(("before", "after"), THRESHOLDS.values(), ids=THRESHOLDS)
def test_one_half_becomes_zero(before: str, after: str) -> None:
    assert after_sigmoid("import numpy as np", P, before) == after.split("\n")


READS = {
    "another threshold": "q = p > 0.7",
    "a threshold in a variable": "t = 0.5\nq = p > t",
    "two thresholds": "q = 0.5 < p <= 1.0",
    "an unknown threshold": "q = p > best",
    "several thresholds": "q = [p > t for t in (0.3, 0.5)]",
    "compared and read": "q = np.where(p > 0.5, p, 0)",
    "equal": "q = p == 0.5",
    "rounded": "q = np.round(p)",
    "rounded by its method": "q = p.round()",
    "a mean": "q = p.mean() > 0.5",
    "the complement": "q = 1 - p > 0.5",
    "in text": 'q = f"{p} {p > 0.5}"',
    "printed": "print(p)",
    "given away": "score(y, p)",
    "kept in a list": "ps = []\nps.append(p)\nq = ps[0] > 0.5",
    "kept in a dict": 'ps = {"a": p}\nq = ps["a"] > 0.5',
    "put into a dict": 'ps = {}\nps["a"] = p\nq = ps["a"] > 0.5',
    "gone through": "for q in p:\n    print(q > 0.5)",
    "beside labels": "for q, t in zip(p, y):\n    print(q > 0.5, t)",
    "changed in place": "p[p > 0.5] = 1\np[p <= 0.5] = 0",
    "changed by an operator": "p *= 100",
    "kept by an unknown object": "task.predicted = p",
    "labels of another loss": "value = keras.losses.mean_squared_error(p, y)",
    "the targets of a model": "other.fit(x, p)",
}


@pytest.mark.parametrize("lines", READS.values(), ids=READS)
def test_what_reads_the_number_gets_the_activation_back_where_it_comes_out(lines: str) -> None:
    assert after_sigmoid("import numpy as np", P, lines) == [WRAPPED]


ORDERS = {
    "the last axis": "k = np.argmax(p, axis=-1)",
    "axis 1": "k = np.argmax(p, axis=1)",
    "by position": "k = np.argmax(p, 1)",
    "a method": "k = p.argmax(axis=1)",
    "a method by position": "k = p.argmax(-1)",
    "TensorFlow's": "k = tf.argmax(p, axis=-1)",
    "Keras', whose default is the last axis": "k = keras.backend.argmax(p)",
    "sorted": "k = np.argsort(p, axis=1)",
    "one row": "k = np.argmax(p[0])",
    "one row by a count": "ks = [np.argmax(p[i]) for i in range(4)]",
    "one row, all columns": "k = np.argmax(p[0, :])",
    "the last row, all columns": "k = np.argmax(p[-1, :])",
}


@pytest.mark.parametrize("line", ORDERS.values(), ids=ORDERS)
def test_the_largest_of_a_row_is_the_same_for_logits(line: str) -> None:
    assert after_softmax("import numpy as np", P, line) == []


def test_an_output_in_a_list_that_others_are_added_to_becomes_one_of_a_model() -> None:
    program = """
i = keras.Input((3,))
p = keras.layers.Dense(3, activation="softmax")(i)
model = keras.Model(i, p)
model.compile(loss="sparse_categorical_crossentropy")
states = [keras.layers.Dense(2)(i)]
q, state = keras.Model([i], [p] + states).predict(x)
print(q)
"""
    assert safely(program)[2:] == ["print(tf.nn.softmax(q).numpy())"]


NO_ORDERS = {
    "down the rows": "k = np.argmax(p, axis=0)",
    "over everything": "k = np.argmax(p)",
    "the default of TensorFlow": "k = tf.argmax(p)",
    "an axis that is not written": "k = np.argmax(p, axis=a)",
    "rows under a mask": "k = np.argmax(p[mask])",
    "a row along another axis": "k = np.argmax(p[0], axis=0)",
    "the values too": "q, k = tf.math.top_k(p, 2)",
    "a column": "q = p[:, 1] > 0.5",
}


@pytest.mark.parametrize("line", NO_ORDERS.values(), ids=NO_ORDERS)
def test_any_other_largest_reads_the_number(line: str) -> None:
    assert after_softmax("import numpy as np", P, line) == ["p = tf.nn.softmax(model.predict(x)).numpy()"]


def test_the_second_axis_of_an_image_is_not_its_classes() -> None:
    program = """
model = keras.Sequential([keras.layers.Conv2D(3, 3, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
rows = np.argmax(model.predict(x), axis=1)
classes = np.argmax(model.predict(x), axis=-1)
"""
    assert safely("import numpy as np\n" + program)[2:] == [
        "rows = np.argmax(tf.nn.softmax(model.predict(x)).numpy(), axis=1)"
    ]


KINDS = {
    "an array": ("print(model.predict(x))", "print(tf.nn.sigmoid(model.predict(x)).numpy())"),
    "of a batch": ("print(model.predict_on_batch(x))", "print(tf.nn.sigmoid(model.predict_on_batch(x)).numpy())"),
    "a list of arrays": (
        "ps = [model.predict(b) for b in batches]",
        "ps = [tf.nn.sigmoid(model.predict(b)).numpy() for b in batches]",
    ),
    "in a function": (
        "def show(x):\n    return model.predict(x)",
        "return tf.nn.sigmoid(model.predict(x)).numpy()",
    ),
    "one by one": (
        "def show(bs):\n    for b in bs:\n        yield model.predict(b)",
        "yield tf.nn.sigmoid(model.predict(b)).numpy()",
    ),
}


@pytest.mark.parametrize(("before", "after"), KINDS.values(), ids=KINDS)
def test_an_array_stays_an_array(before: str, after: str) -> None:
    assert after_sigmoid(before) == [after]


def test_an_array_stays_an_array_without_tensorflow() -> None:
    wrapped = "keras.ops.convert_to_numpy(keras.ops.sigmoid(model.predict(x)))"
    spelled = wrapped.replace("keras.ops", "ops")
    assert safely(SIGMOID + "print(model.predict(x))", KERAS_ONLY)[-1] in (f"print({wrapped})", f"print({spelled})")


def test_several_outputs_that_are_taken_apart() -> None:
    written = safely(OUTPUTS + "p, q = model.predict(x)\nprint(p > 0.5, q)\nfor r in model.predict(x):\n    print(r)")
    assert written[3:] == ["print(p > 0.0, tf.nn.sigmoid(q).numpy())", "print(tf.nn.sigmoid(r).numpy())"]


def test_a_threshold_in_a_function_that_gets_other_values_too_stays() -> None:
    program = "def decide(p):\n    return p > 0.5\nprint(decide(model.predict(x)), decide(other))"
    assert after_sigmoid(program) == ["print(decide(tf.nn.sigmoid(model.predict(x)).numpy()), decide(other))"]


def test_a_threshold_in_a_function_of_these_outputs_moves() -> None:
    assert after_sigmoid("def decide(p):\n    return p > 0.5\nprint(decide(model.predict(x)))") == ["return p > 0.0"]


def test_a_threshold_by_default_stays() -> None:
    program = "def decide(p, t=0.5):\n    return p > t\nprint(decide(model.predict(x)))"
    assert after_sigmoid(program) == ["print(decide(tf.nn.sigmoid(model.predict(x)).numpy()))"]


def test_a_logarithm_reads_the_number() -> None:
    assert rewritten(SIGMOID + f"{P}\nq = tf.math.log(p)", "XEN201")[-1] == WRAPPED


def test_targets_made_by_the_same_head_stay_probabilities() -> None:
    program = """
model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
def step(x, y):
    return keras.losses.categorical_crossentropy(tf.stop_gradient(model(x)), model(y))
step(a, b)
"""
    assert safely(program)[1] == (
        "return keras.losses.categorical_crossentropy("
        "tf.stop_gradient(keras.activations.softmax(model(x))), model(y), from_logits=True)"
    )


def test_the_labels_of_a_metric_stay_probabilities() -> None:
    lines = "seen = keras.metrics.BinaryAccuracy()\nseen.update_state(model(x), model(y))"
    assert after_sigmoid(lines) == [
        "seen = keras.metrics.BinaryAccuracy(threshold=0.0)",
        "seen.update_state(keras.activations.sigmoid(model(x)), model(y))",
    ]


@pytest.mark.parametrize(("before", "after"), THRESHOLDS.values(), ids=THRESHOLDS)
def test_a_threshold_on_logits_is_repaired_alone(before: str, after: str) -> None:
    lines = f"import numpy as np\n{P}\n"
    assert rewritten(LINEAR + lines + before, "XEN302") == after.split("\n")


def test_rounded_logits_get_the_activation() -> None:
    lines = f"import numpy as np\n{P}\nq = np.round(p)"
    assert rewritten(LINEAR + lines, "XEN302") == ["q = np.round(tf.nn.sigmoid(p).numpy())"]


def test_a_threshold_that_other_values_reach_is_left() -> None:
    lines = "def decide(p):\n    return p > 0.5\nprint(decide(model.predict(x)))\nq = decide(other)"
    assert rewritten(LINEAR + lines, "XEN302") == []
