"""No finding: pairs that are right, pairs that are not known for certain, and pairs that are out of scope."""

from __future__ import annotations

import pytest
from linting import codes, compiled

RIGHT = [
    ("layers.Dense(10)", "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),
    ("layers.Dense(10)", "keras.losses.CategoricalCrossentropy(from_logits=True)"),
    ("layers.Dense(1)", "keras.losses.BinaryCrossentropy(from_logits=True)"),
    ("layers.Dense(7)", "keras.losses.BinaryCrossentropy(from_logits=True)"),
    ("layers.Dense(1)", "keras.losses.BinaryFocalCrossentropy(from_logits=True)"),
    ("layers.Dense(10)", "keras.losses.CategoricalFocalCrossentropy(from_logits=True)"),
    ("layers.Dense(10, activation='linear')", "keras.losses.SparseCategoricalCrossentropy(True)"),
    ("layers.Dense(10), layers.Dropout(0.1)", "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),
    ("layers.Dense(10), layers.BatchNormalization()", "keras.losses.CategoricalCrossentropy(from_logits=True)"),
    ("layers.Dense(10), layers.Lambda(lambda z: z / 2)", "keras.losses.CategoricalCrossentropy(from_logits=True)"),
    ("layers.Dense(10, 'log_softmax')", "keras.losses.CategoricalCrossentropy(from_logits=True)"),
    ("layers.Dense(10), layers.Lambda(tf.nn.log_softmax)", "keras.losses.SparseCategoricalCrossentropy(True)"),
    ("layers.Dense(10, 'softmax')", "'kl_divergence'"),
    ("layers.Dense(10, 'softmax')", "keras.losses.KLDivergence()"),
    ("layers.Dense(1, 'sigmoid')", "keras.losses.Dice()"),
    ("layers.Dense(1, 'sigmoid')", "keras.losses.Tversky()"),
    ("layers.Dense(3, 'softmax')", "'dice'"),
    ("layers.Dense(10)", "keras.losses.CTC()"),
    ("layers.Dense(1, 'hard_sigmoid')", "'binary_crossentropy'"),
    ("layers.Dense(1, 'hard_sigmoid')", "keras.losses.BinaryCrossentropy()"),
    ("layers.Dense(10, 'relu')", "keras.losses.KLDivergence()"),
    ("layers.Dense(10, 'relu')", "keras.losses.Dice()"),
    ("layers.Dense(1, 'sigmoid')", "'mse'"),
    ("layers.Dense(10, 'softmax')", "'mean_absolute_error'"),
    ("layers.Dense(1, 'tanh')", "'hinge'"),
    ("layers.Dense(1)", "'mse'"),
    ("layers.Dense(1, 'softmax')", "'mse'"),
    ("layers.Dense(1)", "'categorical_hinge'"),
    ("layers.Dense(3, 'relu')", "'poisson'"),
    ("layers.LSTM(3)", "'mse'"),
]

UNCERTAIN = [
    ("layers.Dense(10)", "keras.losses.SparseCategoricalCrossentropy(from_logits='auto')"),
    ("layers.Dense(10, 'softmax')", "keras.losses.SparseCategoricalCrossentropy(from_logits='auto')"),
    ("layers.Dense(10, 'softmax')", "keras.losses.SparseCategoricalCrossentropy(from_logits=args.logits)"),
    ("layers.Dense(10)", "keras.losses.SparseCategoricalCrossentropy(**settings)"),
    ("layers.Dense(10)", "'auto'"),
    ("layers.Dense(10)", "'binary_cross_entropy'"),
    ("layers.Dense(10)", "'categorical-crossentropy'"),
    ("layers.Dense(10)", "args.loss"),
    ("layers.Dense(10)", "my_crossentropy"),
    ("layers.Dense(10)", "make_crossentropy(from_logits=False)"),
    ("layers.Dense(10, activation=args.activation)", "'categorical_crossentropy'"),
    ("layers.Dense(10, activation=my_activation)", "'categorical_crossentropy'"),
    ("layers.Dense(10, activation='my_activation')", "'categorical_crossentropy'"),
    ("layers.Dense(10, **settings)", "'categorical_crossentropy'"),
    ("MyDense(10)", "'categorical_crossentropy'"),
    ("MyDense(10, activation='linear')", "'categorical_crossentropy'"),
    ("layers.Dense(10), MyLayer()", "'categorical_crossentropy'"),
    ("*stack", "'categorical_crossentropy'"),
    ("layers.Dense(10), tail", "'categorical_crossentropy'"),
    ("layers.Dense(10), layers.Lambda(my_function)", "'categorical_crossentropy'"),
    ("layers.Dense(10, 'softmax'), layers.Dropout(0.5)", "'categorical_crossentropy'"),
    ("layers.Dense(10, 'softmax'), layers.BatchNormalization()", "'categorical_crossentropy'"),
    ("layers.Dense(10), layers.Softmax(axis=1)", "'categorical_crossentropy'"),
    ("layers.Dense(10), layers.Softmax(axis=1)", "'binary_crossentropy'"),
    ("layers.Dense(1), layers.Softmax(axis=0)", "'categorical_hinge'"),
    ("layers.Embedding(10, 4), layers.GlobalAveragePooling1D()", "'binary_crossentropy'"),
    ("keras.applications.ResNet50(include_top=False)", "'categorical_crossentropy'"),
    ("layers.LSTM(4, activation='sigmoid')", "'binary_crossentropy'"),
    ("layers.Dense(10, activation='softmax' if args.p else None)", "'categorical_crossentropy'"),
    ("layers.Dense(10)", "'mse' if args.p else 'categorical_crossentropy'"),
]


@pytest.mark.parametrize(("head", "loss"), RIGHT)
def test_right(head: str, loss: str) -> None:
    assert codes(compiled(head, loss)) == []


@pytest.mark.parametrize(("head", "loss"), UNCERTAIN)
def test_uncertain(head: str, loss: str) -> None:
    assert codes(compiled(head, loss)) == []


@pytest.mark.parametrize(
    "expression",
    [
        "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)",
        "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)",
        "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits / 0.5)",
        "tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=logits, pos_weight=2.0)",
        "tf.nn.softmax_cross_entropy_with_logits(labels=tf.nn.softmax(logits), logits=logits)",
        "tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.sigmoid(logits), logits=logits)",
        "tf.compat.v1.losses.softmax_cross_entropy(y, logits)",
        "tf.compat.v1.losses.sigmoid_cross_entropy(y, logits)",
        "tf.nn.ctc_loss(y, logits, a, b)",
        "tf.compat.v1.nn.ctc_loss(y, logits, a)",
        "K.ctc_batch_cost(y, tf.nn.softmax(logits), a, b)",
        "tf.nn.sampled_softmax_loss(w, b, y, tf.nn.softmax(logits), 5, 10)",
        "tf.nn.nce_loss(w, b, y, tf.nn.softmax(logits), 5, 10)",
        "K.binary_crossentropy(y, logits, from_logits=True)",
        "K.categorical_crossentropy(y, logits, True)",
        "keras.ops.binary_crossentropy(y, logits, from_logits=True)",
        "keras.ops.sparse_categorical_crossentropy(y, logits, from_logits=True)",
        "keras.losses.BinaryCrossentropy(from_logits=True)(tf.ones_like(logits), logits)",
        "keras.losses.BinaryCrossentropy()(logits, unknown)",
        "keras.losses.BinaryCrossentropy()(unknown, unknown)",
        "keras.losses.KLDivergence()(tf.nn.softmax(logits), tf.nn.softmax(logits))",
        "keras.losses.kl_divergence(y, tf.nn.softmax(logits))",
        "keras.losses.binary_crossentropy(y, tf.clip_by_value(logits, 0.0, 1.0))",
        "keras.losses.categorical_crossentropy(y, tf.nn.softmax(logits, axis=1))",
        "keras.losses.categorical_crossentropy(y, tf.nn.softmax(logits)[:, 0])",
        "keras.losses.binary_crossentropy(y, tf.sigmoid(logits) * mask)",
        "keras.losses.binary_crossentropy(y, tf.reduce_sum(tf.nn.softmax(logits)))",
        "keras.metrics.BinaryCrossentropy()(y, logits)",
        "keras.metrics.binary_crossentropy_of_mine(y, logits)",
        "np_crossentropy(y, logits)",
        "mine.losses.binary_crossentropy(y, logits)",
    ],
)
def test_right_or_uncertain_expressions(expression: str) -> None:
    assert codes(f"logits = layers.Dense(10)(x)\nloss = {expression}\n") == []


def test_options_of_no_account() -> None:
    assert (
        codes(
            """
            m = keras.Sequential([layers.Dense(3)])
            loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1, reduction="sum")
            m.compile(optimizer="adam", loss=loss, loss_weights=[0.5], metrics=["accuracy"], run_eagerly=True)
            m.fit(x, y, class_weight={0: 1.0}, sample_weight=w)
            """
        )
        == []
    )


def test_one_flag_for_head_and_loss() -> None:
    assert (
        codes(
            """
            def build(probabilities):
                m = keras.Sequential([layers.Dense(3, activation="log_softmax" if probabilities else None)])
                m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
            def other(logits):
                if logits:
                    head, loss = layers.Dense(3), keras.losses.CategoricalCrossentropy(from_logits=True)
                else:
                    head, loss = layers.Dense(3, "softmax"), keras.losses.KLDivergence()
                m = keras.Sequential([head])
                m.compile(loss=loss)
            """
        )
        == []
    )


def test_head_and_loss_chosen_by_the_number_of_classes() -> None:
    assert (
        codes(
            """
            def build(n):
                units = 1 if n == 2 else n
                m = keras.Sequential([layers.Dense(units)])
                if n == 2:
                    m.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
                else:
                    m.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
            """
        )
        == []
    )


def test_one_of_two_alternatives_is_right() -> None:
    assert (
        codes(
            """
            def build(act):
                m = keras.Sequential([layers.Dense(3, activation=None if act else "softmax")])
                m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
            def other(logits):
                m = keras.Sequential([layers.Dense(3)])
                m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True if logits else False))
            """
        )
        == []
    )


def test_a_loss_name_that_matches_no_output() -> None:
    assert (
        codes(
            """
            i = keras.Input((4,))
            m = keras.Model(i, [layers.Dense(3, name="a")(i), layers.Dense(1, name="b")(i)])
            m.compile(loss={"c": "binary_crossentropy"})
            """
        )
        == []
    )


def test_softmax_at_inference_only() -> None:
    assert (
        codes(
            """
            class Net(keras.Model):
                def __init__(self):
                    super().__init__()
                    self.out = layers.Dense(3)
                def call(self, h, training=False):
                    h = self.out(h)
                    return h if training else tf.nn.softmax(h)
            m = Net()
            loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)
            def step(x, y):
                return loss_fn(y, m(x, training=True))
            """
        )
        == []
    )


def test_a_model_loaded_or_changed_out_of_sight() -> None:
    assert (
        codes(
            """
            a = keras.models.load_model("a.keras")
            a.compile(loss="binary_crossentropy")
            b = keras.Sequential([layers.Dense(3)])
            b.layers[-1].activation = keras.activations.softmax
            b.compile(loss="categorical_crossentropy")
            c = keras.Sequential([layers.Dense(3)])
            finish(c)
            c.compile(loss="categorical_crossentropy")
            d = keras.models.model_from_json(text)
            d.compile(loss="binary_crossentropy")
            """
        )
        == []
    )


def test_popped_and_inner_outputs() -> None:
    assert (
        codes(
            """
            a = keras.Sequential([layers.Dense(3), layers.Softmax()])
            a.pop()
            a.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
            b = keras.Sequential([layers.Dense(3), layers.Softmax()])
            c = keras.Model(b.input, b.layers[-2].output)
            c.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
            """
        )
        == []
    )


def test_functions_under_unknown_decorators() -> None:
    assert (
        codes(
            """
            @gin.configurable
            def head():
                return layers.Dense(3)
            m = keras.Sequential([head()])
            m.compile(loss="categorical_crossentropy")
            """
        )
        == []
    )


def test_autoencoder_and_distillation_targets() -> None:
    assert (
        codes(
            """
            m = keras.Sequential([layers.Dense(4)])
            loss_fn = keras.losses.BinaryCrossentropy(from_logits=True)
            loss_fn(x, m(x))
            teacher = keras.Sequential([layers.Dense(3, "softmax")])
            student = keras.Sequential([layers.Dense(3)])
            keras.losses.CategoricalCrossentropy(from_logits=True)(teacher(x), student(x))
            """
        )
        == []
    )


def test_suppressed_and_dead_code() -> None:
    assert (
        codes(
            """
            m = keras.Sequential([layers.Dense(3)])
            m.compile(loss="categorical_crossentropy")  # noqa: XEN101
            m.compile(loss="categorical_crossentropy")  # noqa
            if False:
                m.compile(loss="categorical_crossentropy")
            """
        )
        == []
    )


def test_shadowed_names_are_not_the_library() -> None:
    assert (
        codes(
            """
            def f(keras, layers):
                m = keras.Sequential([layers.Dense(3)])
                m.compile(loss="categorical_crossentropy")
            class keras_like:
                pass
            tf = keras_like()
            tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.nn.softmax(z))
            """
        )
        == []
    )
