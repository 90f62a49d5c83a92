"""Findings: code, place, message; every test of a rule follows the silent ones in test_rules_silent.py."""

from __future__ import annotations

import pytest
from linting import codes, compiled, diagnose, lint

SEED = "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)"


@pytest.mark.parametrize(
    ("head", "loss", "message"),
    [
        (
            "layers.Dense(10)",
            "'sparse_categorical_crossentropy'",
            "linear head (line 5) given to sparse_categorical_crossentropy, which wants probabilities;"
            " use from_logits=True",
        ),
        (
            "layers.Dense(1)",
            "'binary_crossentropy'",
            "linear head (line 5) given to binary_crossentropy, which wants probabilities; use from_logits=True",
        ),
        (
            "layers.Dense(10)",
            "keras.losses.CategoricalCrossentropy()",
            "linear head (line 5) given to CategoricalCrossentropy(), which wants probabilities; use from_logits=True",
        ),
        (
            "layers.Dense(10)",
            "keras.losses.KLDivergence()",
            "linear head (line 5) given to KLDivergence(), which wants probabilities; add the activation to the head",
        ),
        (
            "layers.Dense(1)",
            "keras.losses.Dice()",
            "linear head (line 5) given to Dice(), which wants probabilities; add the activation to the head",
        ),
        (
            "layers.Dense(4), layers.Dropout(0.5)",
            "keras.losses.categorical_crossentropy",
            "linear head (line 5) given to categorical_crossentropy, which wants probabilities; use from_logits=True",
        ),
    ],
)
def test_101(head: str, loss: str, message: str) -> None:
    assert lint(compiled(head, loss)) == [f"6:33 XEN101 {message}"]


@pytest.mark.parametrize(
    ("head", "loss", "message"),
    [
        (
            "layers.Dense(10, activation='softmax')",
            "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
            "softmax head (line 5) given to SparseCategoricalCrossentropy(from_logits=True): softmax is applied twice,"
            " unless Keras on TensorFlow recovers the logits; remove activation='softmax'",
        ),
        (
            "layers.Dense(1, 'sigmoid')",
            "keras.losses.BinaryCrossentropy(True)",
            "sigmoid head (line 5) given to BinaryCrossentropy(from_logits=True): sigmoid is applied twice,"
            " unless Keras on TensorFlow recovers the logits; remove 'sigmoid'",
        ),
        (
            "layers.Dense(1, tf.nn.sigmoid)",
            "keras.losses.BinaryCrossentropy(from_logits=True)",
            "sigmoid head (line 5) given to BinaryCrossentropy(from_logits=True): sigmoid is applied twice,"
            " unless it runs inside tf.function on TensorFlow; remove tf.nn.sigmoid",
        ),
        (
            "layers.Dense(10, 'softmax'), layers.Reshape((2, 5))",
            "keras.losses.CategoricalCrossentropy(from_logits=True)",
            "softmax head (line 5) given to CategoricalCrossentropy(from_logits=True): softmax is applied twice;"
            " remove 'softmax'",
        ),
        (
            "layers.Dense(1, 'hard_sigmoid')",
            "keras.losses.BinaryCrossentropy(from_logits=True)",
            "hard_sigmoid head (line 5) given to BinaryCrossentropy(from_logits=True): hard_sigmoid is applied twice,"
            " unless it runs inside tf.function on TensorFlow; remove 'hard_sigmoid'",
        ),
    ],
)
def test_102(head: str, loss: str, message: str) -> None:
    assert lint(compiled(head, loss)) == [f"6:33 XEN102 {message}"]


def test_102_at_an_op() -> None:
    assert lint(
        """
        logits = layers.Dense(10)(x)
        loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.nn.softmax(logits))
        """
    ) == [
        "6:7 XEN102 softmax head (line 6) given to tf.nn.softmax_cross_entropy_with_logits: softmax is applied twice;"
        " remove tf.nn.softmax(logits)"
    ]


def test_102_is_never_rescued_in_ctc() -> None:
    found = codes("p = layers.Dense(10, 'softmax')(x)\nloss = tf.nn.ctc_loss(y, p, a, b)\n")
    assert found == ["XEN102"]


@pytest.mark.parametrize(
    ("head", "loss", "message"),
    [
        (
            "layers.Dense(10, 'softmax')",
            "'binary_crossentropy'",
            "softmax head (line 5) given to binary_crossentropy: the units exclude each other, but the loss takes each"
            " one for itself (Keras on TensorFlow trains a sigmoid for each unit); use categorical cross-entropy,"
            " or sigmoid for labels that do not exclude each other",
        ),
        (
            "layers.Dense(10, 'sigmoid')",
            "'categorical_crossentropy'",
            "sigmoid head (line 5) given to categorical_crossentropy: the units are independent, but the loss takes"
            " them as one distribution (Keras on TensorFlow trains a softmax over them); use softmax for classes that"
            " exclude each other, or binary cross-entropy",
        ),
        (
            "layers.Dense(10, tf.nn.softmax)",
            "'binary_crossentropy'",
            "softmax head (line 5) given to binary_crossentropy: the units exclude each other, but the loss takes each"
            " one for itself; use categorical cross-entropy, or sigmoid for labels that do not exclude each other",
        ),
    ],
)
def test_103(head: str, loss: str, message: str) -> None:
    assert lint(compiled(head, loss)) == [f"6:33 XEN103 {message}"]


@pytest.mark.parametrize(
    ("head", "loss"),
    [
        ("layers.Dense(2, 'softmax')", "'binary_crossentropy'"),
        ("layers.Dense(9, 'softmax')", "keras.losses.BinaryCrossentropy(from_logits=True)"),
        ("layers.Dense(9, 'sigmoid')", "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),
        ("layers.Dense(9, 'hard_sigmoid')", "'categorical_crossentropy'"),
        ("layers.Dense(9, 'softmax')", "keras.losses.BinaryFocalCrossentropy()"),
        ("layers.Conv2D(3, 1, activation='softmax')", "'binary_crossentropy'"),
        ("layers.TimeDistributed(layers.Dense(3, 'sigmoid'))", "'sparse_categorical_crossentropy'"),
    ],
)
def test_103_comes_before_the_others(head: str, loss: str) -> None:
    assert codes(compiled(head, loss)) == ["XEN103"]


def test_104_softmax_over_one_unit_is_reported_at_the_head() -> None:
    assert lint(compiled("layers.Dense(1, activation='softmax')", "'binary_crossentropy'")) == [
        "5:38 XEN104 softmax over one unit is the constant 1, given to binary_crossentropy (line 6),"
        " though Keras on TensorFlow trains a sigmoid;"
        " use sigmoid, or a linear head and from_logits=True, with binary cross-entropy"
    ]


@pytest.mark.parametrize(
    ("head", "loss", "name"),
    [
        ("layers.Dense(1)", "'sparse_categorical_crossentropy'", "linear"),
        ("layers.Dense(1, 'sigmoid')", "'categorical_crossentropy'", "sigmoid"),
        ("layers.Dense(1, 'relu')", "'categorical_crossentropy'", "relu"),
    ],
)
def test_104_one_unit_with_a_categorical_loss(head: str, loss: str, name: str) -> None:
    assert lint(compiled(head, loss)) == [
        f"6:33 XEN104 {name} head of one unit (line 5) given to {loss[1:-1]}, which is 0 over a single class"
        " whatever the model says; use binary cross-entropy, or one unit for each class"
    ]


@pytest.mark.parametrize(
    ("head", "loss"),
    [
        ("layers.Dense(1, 'softmax')", "'categorical_crossentropy'"),
        ("layers.Dense(1, 'softmax')", "keras.losses.BinaryCrossentropy(from_logits=True)"),
        ("layers.Dense(1), layers.Softmax()", "'binary_crossentropy'"),
        ("layers.Dense(1), layers.Activation('softmax')", "'sparse_categorical_crossentropy'"),
        ("layers.Dense(1, tf.nn.softmax), layers.Flatten()", "'binary_crossentropy'"),
        ("layers.Conv1D(1, 3, activation='softmax')", "'binary_crossentropy'"),
        ("layers.Dense(1)", "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),
        ("layers.Dense(1, 'softmax')", "keras.losses.BinaryFocalCrossentropy()"),
    ],
)
def test_104_comes_first(head: str, loss: str) -> None:
    assert codes(compiled(head, loss)) == ["XEN104"]


def test_104_over_a_flattened_softmax_over_many_units_is_none() -> None:
    assert codes(compiled("layers.Dense(4, 'softmax'), layers.Reshape((4, 1))", "keras.losses.KLDivergence()")) == []


@pytest.mark.parametrize(
    ("head", "loss", "message"),
    [
        (
            "layers.Dense(1, activation='relu')",
            "'binary_crossentropy'",
            "relu head (line 5) given to binary_crossentropy, which wants probabilities;"
            " use a linear head and from_logits=True",
        ),
        (
            "layers.Dense(3, 'tanh')",
            "keras.losses.CategoricalCrossentropy(from_logits=True)",
            "tanh head (line 5) given to CategoricalCrossentropy(from_logits=True), which wants logits;"
            " use a linear head",
        ),
        (
            "layers.LSTM(3)",
            "'categorical_crossentropy'",
            "tanh head (line 5) given to categorical_crossentropy, which wants probabilities;"
            " use a linear head and from_logits=True",
        ),
        (
            "layers.Dense(3), layers.LeakyReLU()",
            "'sparse_categorical_crossentropy'",
            "LeakyReLU head (line 5) given to sparse_categorical_crossentropy, which wants probabilities;"
            " use a linear head and from_logits=True",
        ),
    ],
)
def test_107(head: str, loss: str, message: str) -> None:
    assert lint(compiled(head, loss)) == [f"6:33 XEN107 {message}"]


@pytest.mark.parametrize(
    ("head", "loss", "message"),
    [
        (
            "layers.Dense(1, 'sigmoid')",
            "'binary_crossentropy'",
            "sigmoid head (line 5) given to binary_crossentropy: exact only where Keras on TensorFlow recovers the"
            " logits, clipped everywhere else; use a linear head and from_logits=True",
        ),
        (
            "layers.Dense(10, 'softmax')",
            "keras.losses.SparseCategoricalCrossentropy()",
            "softmax head (line 5) given to SparseCategoricalCrossentropy(): exact only where Keras on TensorFlow"
            " recovers the logits, clipped everywhere else; use a linear head and from_logits=True",
        ),
        (
            "layers.Dense(10), layers.Softmax(), layers.Flatten()",
            "'categorical_crossentropy'",
            "Softmax head (line 5) given to categorical_crossentropy: clipped probabilities: the loss cannot"
            " exceed 16.12 and its gradient is 0 where the label's logit is 17 below the largest (float32); use a"
            " linear head and from_logits=True",
        ),
        (
            "layers.Dense(10, tf.nn.softmax)",
            "'categorical_crossentropy'",
            "softmax head (line 5) given to categorical_crossentropy: exact only inside tf.function on TensorFlow,"
            " clipped everywhere else; use a linear head and from_logits=True",
        ),
    ],
)
def test_201(head: str, loss: str, message: str) -> None:
    assert lint(compiled(head, loss)) == [f"6:33 XEN201 {message}"]


@pytest.mark.parametrize(
    ("head", "loss"),
    [
        ("layers.Dense(5, 'sigmoid')", "'bce'"),
        ("layers.Dense(5, 'softmax')", "keras.losses.get('categorical_crossentropy')"),
        ("layers.Dense(5, 'softmax')", "keras.losses.CategoricalCrossentropy(label_smoothing=0.1)"),
        ("layers.Conv2D(1, 1, activation='sigmoid')", "'binary_crossentropy'"),
        ("layers.TimeDistributed(layers.Dense(5, 'softmax'))", "'sparse_categorical_crossentropy'"),
        ("layers.Dense(5, 'softmax'), layers.GlobalAveragePooling1D()", "'categorical_crossentropy'"),
        ("keras.applications.MobileNetV2(weights=None, classes=3)", "'categorical_crossentropy'"),
    ],
)
def test_201_in_other_spellings(head: str, loss: str) -> None:
    assert codes(compiled(head, loss)) == ["XEN201"]


@pytest.mark.parametrize(
    ("head", "loss", "code"),
    [
        ("layers.Dense(10)", "keras.losses.binary_crossentropy(y, p)", "XEN101"),
        ("layers.Dense(10)", "K.categorical_crossentropy(y, p)", "XEN101"),
        ("layers.Dense(10)", "keras.ops.sparse_categorical_crossentropy(y, p)", "XEN101"),
        ("layers.Dense(1)", "tf.compat.v1.losses.log_loss(y, p)", "XEN101"),
        ("layers.Dense(10)", "K.ctc_batch_cost(y, p, a, b)", "XEN101"),
        ("layers.Dense(10, 'softmax')", SEED, "XEN102"),
        ("layers.Dense(10, 'softmax')", "keras.losses.CTC()(y, p)", "XEN102"),
        ("layers.Dense(1, 'sigmoid')", "tf.nn.sigmoid_cross_entropy_with_logits(y, p)", "XEN102"),
        ("layers.Dense(1, 'sigmoid')", "tf.compat.v1.losses.sigmoid_cross_entropy(y, p)", "XEN102"),
        ("layers.Dense(10, 'softmax')", "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=p)", "XEN103"),
        ("layers.Dense(10, 'sigmoid')", SEED, "XEN103"),
        ("layers.Dense(1, 'softmax')", SEED, "XEN104"),
        ("layers.Dense(10, 'relu')", SEED, "XEN107"),
        ("layers.Dense(10, 'softmax')", "keras.losses.categorical_crossentropy(y, p)", "XEN201"),
        ("layers.Dense(10, 'softmax')", "keras.losses.CategoricalCrossentropy()(y, p)", "XEN201"),
    ],
)
def test_expressions(head: str, loss: str, code: str) -> None:
    assert codes(f"p = {head}(x)\nloss = {loss}\n") == [code]


def test_alternatives_that_are_wrong_in_different_ways_are_not_proved() -> None:
    found = codes(
        """
        def build(flag):
            m = keras.Sequential([layers.Dense(3, activation="softmax" if flag else "relu")])
            m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """
    )
    assert found == []


def test_alternatives_that_are_wrong_in_one_way() -> None:
    found = lint(
        """
        def build(flag):
            m = keras.Sequential([layers.Dense(3, activation="relu" if flag else "tanh")])
            m.compile(loss="categorical_crossentropy")
        """
    )
    assert {each.split()[0] for each in found} == {"7:19"}
    assert {each.split()[1] for each in found} == {"XEN107"}


def test_places_of_a_compiled_pair() -> None:
    (found,) = diagnose(
        """
        head = layers.Dense(
            10,
            activation="softmax",
        )
        model = keras.Sequential([head])
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)
        model.compile(
            "adam",
            loss,
        )
        """
    )
    assert (found.span.start.row, found.span.start.column, found.span.end.column) == (13, 4, 8)
    assert [(each.span.start.row, each.message) for each in found.related] == [
        (7, "softmax head"),
        (5, "the layer"),
        (10, "CategoricalCrossentropy(from_logits=True)"),
        (11, "compiled"),
    ]
    assert found.suggestion == 'remove activation="softmax"'
    assert (found.name, found.severity.value) == ("activated-to-logits-loss", "warning")


def test_the_column_counts_characters_and_not_bytes() -> None:
    (found,) = diagnose(
        compiled("layers.Dense(3, name='größe')", "'categorical_crossentropy'").replace("'adam'", "'é'")
    )
    assert (found.span.start.row, found.span.start.column) == (6, 30)


def test_one_finding_for_a_line_that_is_run_twice() -> None:
    found = codes(
        """
        def build(n):
            m = keras.Sequential([layers.Dense(n)])
            m.compile(loss="binary_crossentropy")
        build(2)
        build(3)
        for k in (4, 5):
            build(k)
        """
    )
    assert found == ["XEN101"]


def test_findings_are_sorted() -> None:
    rows = [
        each.span.start.row
        for each in diagnose(
            """
            def late():
                m = keras.Sequential([layers.Dense(2)])
                m.compile(loss="binary_crossentropy")
            m = keras.Sequential([layers.Dense(2)])
            m.compile(loss="binary_crossentropy")
            keras.losses.categorical_crossentropy(y, m(x))
            """
        )
    ]
    assert rows == sorted(rows)
    assert len(rows) == 3


def test_each_output_on_its_own() -> None:
    found = lint(
        """
        i = keras.Input((4,))
        m = keras.Model(i, [layers.Dense(3, "softmax")(i), layers.Dense(3)(i), layers.Dense(1)(i)])
        m.compile(loss=[
            keras.losses.CategoricalCrossentropy(from_logits=True),
            "categorical_crossentropy",
            "mse",
        ])
        """
    )
    assert [each.split()[:2] for each in found] == [["8:4", "XEN102"], ["9:4", "XEN101"]]


def test_a_custom_loss_is_reported_where_it_applies() -> None:
    found = lint(
        """
        def loss(y, p):
            return tf.reduce_mean(keras.losses.binary_crossentropy(y, p))
        m = keras.Sequential([layers.Dense(1)])
        m.compile(loss=loss)
        """
    )
    assert [each.split()[:2] for each in found] == [["6:26", "XEN101"]]
