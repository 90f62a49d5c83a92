"""The table "Verdicts" of the rule catalogue: the rows about losses and settings of losses."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, codes, compiled, judged


@pytest.mark.parametrize(
    "setting",
    [
        "'auto'",
        "cfg.logits",
        "os.environ.get('LOGITS')",
        "args['logits']",
        "np.random.rand() > 0.5",
        "flag()",
        "(1, 2)",
        "'yes' in cfg",
    ],
)
@pytest.mark.parametrize("head", ["layers.Dense(5)", "layers.Dense(5, 'softmax')", "layers.Dense(5, 'relu')"])
def test_a_setting_that_is_not_known_is_silent(head: str, setting: str) -> None:
    assert codes(compiled(head, f"keras.losses.CategoricalCrossentropy(from_logits={setting})")) == []


def test_a_setting_that_is_a_parameter_is_silent_and_its_default_is_not() -> None:
    judged(
        """
        def unknown(from_logits):
            model = keras.Sequential([layers.Dense(5)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=from_logits))

        def given(from_logits=False):
            model = keras.Sequential([layers.Dense(5)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=from_logits))  # expect: XEN101
        """
    )


@pytest.mark.parametrize(
    "options",
    [
        "label_smoothing=0.1",
        "label_smoothing=cfg.smoothing",
        "reduction='sum'",
        "reduction=tf.keras.losses.Reduction.NONE",
        "name='main'",
        "dtype='float32'",
    ],
)
def test_options_of_the_loss_change_no_verdict(options: str) -> None:
    right = f"keras.losses.CategoricalCrossentropy(from_logits=True, {options})"
    wrong = f"keras.losses.CategoricalCrossentropy({options})"
    assert codes(compiled("layers.Dense(5)", right)) == []
    assert codes(compiled("layers.Dense(5)", wrong)) == ["XEN101"]


def test_weights_of_samples_and_classes_change_no_verdict() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(5)])
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)
        model.compile(loss=loss, loss_weights=[0.3], weighted_metrics=["accuracy"])
        model.fit(x, y, sample_weight=w, class_weight={0: 2.0})
        value = loss(y, model(x), sample_weight=w)
        model.compile(
            loss_weights=[0.3],
            loss="categorical_crossentropy",  # expect: XEN101
        )
        model.fit(x, y, sample_weight=w, class_weight={0: 2.0})
        other = keras.losses.CategoricalCrossentropy()(y, model(x), sample_weight=w)  # expect: XEN101
        """,
        KERAS3,
    )


def test_weights_of_the_losses_of_tf1_change_no_verdict() -> None:
    judged(
        """
        z = tf.layers.dense(tf.placeholder(tf.float32, [None, 4]), 5)
        right = tf.losses.softmax_cross_entropy(y, z, weights=w, label_smoothing=0.1)
        wrong = tf.losses.softmax_cross_entropy(y, tf.nn.softmax(z), weights=w)  # expect: XEN102
        """,
        TF1,
    )


def test_indices_against_one_hot_labels_are_not_in_the_catalogue() -> None:
    judged(
        """
        y = keras.utils.to_categorical([0, 1, 2], 3)
        model = keras.Sequential([layers.Dense(3)])
        model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        model.fit(x, y)
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        model.fit(x, [0, 1, 2])
        """,
        KERAS3,
    )


@pytest.mark.parametrize(
    ("head", "loss", "found"),
    [
        ("layers.Softmax(axis=1)", "keras.losses.CategoricalCrossentropy()", []),
        ("layers.Softmax(axis=1)", "keras.losses.BinaryCrossentropy()", []),
        ("layers.Softmax(axis=cfg.axis)", "keras.losses.CategoricalCrossentropy(from_logits=True)", []),
        ("layers.Softmax()", "keras.losses.CategoricalCrossentropy(from_logits=True, axis=cfg.axis)", []),
        ("layers.Softmax(axis=cfg.axis)", "keras.losses.CategoricalCrossentropy()", []),
        ("layers.Softmax()", "keras.losses.CategoricalCrossentropy(axis=cfg.axis)", []),
        ("layers.Softmax(axis=-1)", "keras.losses.CategoricalCrossentropy(axis=-1)", ["XEN201"]),
        ("layers.Softmax(axis=-1)", "keras.losses.CategoricalCrossentropy(from_logits=True, axis=-1)", ["XEN102"]),
        ("layers.Softmax(axis=1)", "keras.losses.CategoricalCrossentropy(from_logits=True)", ["XEN102"]),
    ],
)
def test_axes(head: str, loss: str, found: list[str]) -> None:
    assert codes(compiled(f"layers.Dense(5), {head}", loss)) == found


def test_axes_of_ops() -> None:
    judged(
        """
        z = layers.Dense(5)(x)
        a = keras.losses.categorical_crossentropy(y, tf.nn.softmax(z, axis=cfg.axis))
        b = keras.losses.categorical_crossentropy(y, tf.nn.softmax(z, axis=1))
        c = keras.losses.categorical_crossentropy(y, tf.nn.softmax(z), axis=-1)  # expect: XEN201
        d = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.nn.softmax(z, -1))  # expect: XEN102
        """
    )


@pytest.mark.parametrize(
    "call",
    [
        "keras.losses.CTC()(y, {})",
        "keras.losses.ctc(y, {})",
        "tf.nn.ctc_loss(y, {}, a, b)",
        "tf.nn.ctc_loss(labels=y, logits={}, label_length=a, logit_length=b, blank_index=-1)",
        "tf.compat.v1.nn.ctc_loss(y, {}, a)",
        "tf.compat.v1.nn.ctc_loss(labels=y, inputs={}, sequence_length=a)",
        "tf.compat.v1.nn.ctc_loss(labels=y, logits={}, sequence_length=a)",
    ],
)
def test_ctc_wants_logits(call: str) -> None:
    def found(prediction: str) -> list[str]:
        return codes(f"z = layers.Dense(30)(x)\nloss = {call.format(prediction)}\n")

    assert found("z") == []
    assert found("tf.nn.log_softmax(z)") == []
    assert found("tf.nn.softmax(z)") == ["XEN102"]


def test_softmax_in_ctc_is_never_called_rescued() -> None:
    judged(
        """
        model = keras.Sequential([layers.LSTM(8, return_sequences=True), layers.Dense(30, activation="softmax")])
        model.compile(loss=keras.losses.CTC())  # expect: XEN102
        right = keras.Sequential([layers.LSTM(8, return_sequences=True), layers.Dense(30)])
        right.compile(loss=keras.losses.CTC())
        """,
        KERAS3,
    )


def test_the_batch_cost_wants_probabilities() -> None:
    judged(
        """
        K = keras.backend
        z = layers.Dense(30)(x)
        right = K.ctc_batch_cost(y, tf.nn.softmax(z), a, b)
        also = K.ctc_batch_cost(y_true=y, y_pred=layers.Softmax()(z), input_length=a, label_length=b)
        wrong = K.ctc_batch_cost(y, z, a, b)  # expect: XEN101
        """
    )


def test_the_batch_cost_in_a_lambda_layer() -> None:
    judged(
        """
        def ctc(args):
            p, y, a, b = args
            return keras.backend.ctc_batch_cost(y, p, a, b)

        p = layers.Dense(30, activation="softmax")(x)
        out = layers.Lambda(ctc)([p, y, a, b])
        model = keras.Model([x, y, a, b], out)
        model.compile(loss={"ctc": lambda y_true, y_pred: y_pred})
        """
    )


def test_the_inputs_of_sampled_losses_are_features() -> None:
    judged(
        """
        features = tf.layers.dense(x, 64)
        squashed = tf.nn.softmax(features)
        w, b = tf.get_variable("w", [100, 64]), tf.get_variable("b", [100])
        first = tf.nn.sampled_softmax_loss(w, b, y, features, 5, 100)
        second = tf.nn.sampled_softmax_loss(weights=w, biases=b, labels=y, inputs=squashed, num_sampled=5)
        third = tf.nn.nce_loss(w, b, y, features, 5, 100)
        fourth = tf.nn.nce_loss(w, b, y, tf.nn.sigmoid(features), 5, 100)
        """,
        TF1,
    )


@pytest.mark.parametrize("loss", ["Dice()", "Tversky()", "KLDivergence()", "Tversky(alpha=0.3, beta=0.7)"])
def test_losses_that_need_no_logits(loss: str) -> None:
    head = "softmax" if loss.startswith("KL") else "sigmoid"
    assert codes(compiled(f"layers.Dense(3, '{head}')", f"keras.losses.{loss}")) == []
    assert codes(compiled("layers.Dense(3)", f"keras.losses.{loss}")) == ["XEN101"]


@pytest.mark.parametrize("loss", ["'kl_divergence'", "'kld'", "'kullback_leibler_divergence'", "'dice'", "'tversky'"])
def test_losses_that_need_no_logits_by_string(loss: str) -> None:
    assert codes(compiled("layers.Dense(3, 'softmax')", loss)) == []


def test_bce_and_dice_on_the_same_probabilities() -> None:
    judged(
        """
        def combined(y_true, y_pred):
            bce = keras.losses.binary_crossentropy(y_true, y_pred)  # expect: XEN201
            return bce + keras.losses.dice(y_true, y_pred)

        model = keras.Sequential([layers.Conv2D(1, 1, activation="sigmoid")])
        model.compile(loss=combined)
        """,
        KERAS3,
    )


def test_bce_and_handwritten_dice() -> None:
    judged(
        """
        K = keras.backend

        def dice(y_true, y_pred, smooth=1.0):
            overlap = K.sum(y_true * y_pred)
            return 1 - (2.0 * overlap + smooth) / (K.sum(y_true) + K.sum(y_pred) + smooth)

        def combined(y_true, y_pred):
            return keras.losses.binary_crossentropy(y_true, y_pred) + dice(y_true, y_pred)  # expect: XEN201

        model = keras.Sequential([layers.Conv2D(1, 1, activation="sigmoid")])
        model.compile(loss=combined, metrics=[dice])
        only = keras.Sequential([layers.Conv2D(1, 1, activation="sigmoid")])
        only.compile(loss=dice)
        """
    )
