"""The table "Verdicts" of the rule catalogue: the rows about losses, settings of losses, and labels."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, TF_KERAS, codes, compiled, judged


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


def test_soft_labels_are_right() -> None:
    judged(
        """
        teacher = keras.Sequential([layers.Dense(5, activation="softmax")])
        student = keras.Sequential([layers.Dense(5)])
        soft = keras.losses.CategoricalCrossentropy(from_logits=True)

        def step(x):
            p = teacher(x, training=False)
            return soft(p, student(x, training=True))

        def by_ops(x, temperature):
            labels = tf.nn.softmax(teacher_logits(x) / temperature)
            return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=student(x) / temperature)

        def stopped(x):
            return tf.nn.softmax_cross_entropy_with_logits(tf.stop_gradient(teacher(x)), student(x))
        """
    )


def test_an_entropy_bonus_is_right() -> None:
    judged(
        """
        logits = tf.layers.dense(tf.placeholder(tf.float32, [None, 8]), 4)
        policy = tf.nn.softmax(logits)
        entropy = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=policy, logits=logits))
        chosen = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits)
        loss = tf.reduce_mean(chosen * advantages) - 0.01 * entropy
        """,
        TF1,
    )


def test_a_divergence_between_two_outputs_is_right() -> None:
    judged(
        """
        teacher = keras.Sequential([layers.Dense(5, activation="softmax")])
        z = layers.Dense(5)(x)
        first = keras.losses.KLDivergence()(teacher(x), ops.softmax(z))
        second = keras.losses.kl_divergence(ops.softmax(z / 2.0), ops.softmax(layers.Dense(5)(x)))
        """,
        KERAS3,
    )


@pytest.mark.parametrize("labels", ["ones_like", "zeros_like"])
def test_the_losses_of_a_gan_are_right(labels: str) -> None:
    judged(
        f"""
        cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
        discriminator = keras.Sequential([layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(1)])
        generator = keras.Sequential([layers.Dense(64), layers.Conv2DTranspose(3, 3, activation="tanh")])

        def loss(noise):
            output = discriminator(generator(noise), training=True)
            return cross_entropy(tf.{labels}(output), output)
        """
    )


def test_the_losses_of_a_gan_with_a_sigmoid() -> None:
    judged(
        """
        cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
        discriminator = keras.Sequential([layers.Flatten(), layers.Dense(1, activation="sigmoid")])

        def loss(images):
            output = discriminator(images)
            return cross_entropy(tf.ones_like(output), output)  # expect: XEN102
        """
    )


def test_an_autoencoders_targets_are_right() -> None:
    judged(
        """
        x = keras.Input((784,))
        z = layers.Dense(784)(layers.Dense(32, activation="relu")(x))
        model = keras.Model(x, z)
        model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
        model.fit(data, data)
        a = keras.losses.binary_crossentropy(x, z, from_logits=True)
        b = tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=z)
        """
    )


def test_a_custom_function_is_followed() -> None:
    judged(
        """
        def weighted(y_true, y_pred):
            return 2.0 * ops.categorical_crossentropy(y_true, y_pred, from_logits=True)  # expect: XEN102

        model = keras.Sequential([layers.Dense(5, activation="softmax")])
        model.compile(loss=weighted)

        def right(y_true, y_pred):
            return ops.mean(ops.categorical_crossentropy(y_true, y_pred, from_logits=True))

        model = keras.Sequential([layers.Dense(5)])
        model.compile(loss=right)
        """,
        KERAS3,
    )


def test_a_closure_is_followed() -> None:
    judged(
        """
        def make(weights, logits):
            weights = tf.constant(weights)
            def loss(y_true, y_pred):
                each = keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=logits)  # expect: XEN101
                return tf.reduce_sum(each * weights)
            return loss

        model = keras.Sequential([layers.Dense(5)])
        model.compile(loss=make([1.0, 2.0], False))
        """
    )


def test_a_closure_used_rightly() -> None:
    judged(
        """
        def make(logits):
            def loss(y_true, y_pred):
                return keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=logits)
            return loss

        linear = keras.Sequential([layers.Dense(5)])
        linear.compile(loss=make(True))
        """
    )


def test_a_subclass_of_loss_is_followed() -> None:
    judged(
        """
        class Smoothed(keras.losses.Loss):
            def __init__(self, smoothing=0.1):
                super().__init__(name="smoothed")
                self.smoothing = smoothing

            def call(self, y_true, y_pred):
                y_true = y_true * (1 - self.smoothing)
                return tf.nn.softmax_cross_entropy_with_logits(y_true, y_pred)  # expect: XEN102

        model = keras.Sequential([layers.Dense(5, activation="softmax")])
        model.compile(loss=Smoothed())
        """
    )


def test_a_focal_loss_by_hand_with_clipping() -> None:
    judged(
        """
        K = keras.backend

        def focal(gamma=2.0, alpha=0.25):
            def loss(y_true, y_pred):
                y_pred = K.clip(y_pred, K.epsilon(), 1.0 - K.epsilon())
                each = -y_true * K.log(y_pred)  # expect: XEN202
                return K.sum(alpha * K.pow(1 - y_pred, gamma) * each, axis=1)
            return loss

        model = keras.Sequential([layers.Dense(5, activation="softmax")])
        model.compile(loss=focal())
        """
    )


def test_one_loss_for_many_outputs() -> None:
    judged(
        """
        i = keras.Input((4,))
        both = keras.Model(i, [layers.Dense(3)(i), layers.Dense(2)(i)])
        both.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        one = keras.Model(i, [layers.Dense(3)(i), layers.Dense(2, activation="relu")(i)])
        one.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN107
        """,
        KERAS3,
    )


def test_dicts_and_lists_of_losses() -> None:
    judged(
        """
        i = keras.Input((4,))
        kind = layers.Dense(3, activation="softmax", name="kind")(i)
        sure = layers.Dense(1, name="sure")(i)
        model = keras.Model(i, [kind, sure])
        model.compile(loss={
            "kind": keras.losses.CategoricalCrossentropy(from_logits=True),  # expect: XEN102
            "sure": keras.losses.BinaryCrossentropy(from_logits=True),
        })
        model.compile(loss=[
            "kl_divergence",
            "binary_crossentropy",  # expect: XEN101
        ])
        model.compile(loss={"sort": keras.losses.CategoricalCrossentropy(from_logits=True), "shure": "bce"})
        model.compile(loss={cfg.name: "bce"})
        model.compile(loss=["bce"])
        """,
        KERAS3,
    )


@pytest.mark.parametrize(
    "loss",
    ["binary_cross_entropy", "cross_entropy", "categorical-crossentropy", "softmax_cross_entropy", "nll", "focal"],
)
def test_strings_that_keras_does_not_know(loss: str) -> None:
    assert codes(compiled("layers.Dense(5)", f"'{loss}'")) == []


@pytest.mark.parametrize(
    "loss",
    [
        "keras.losses.get('categorical_crossentropy')",
        "keras.losses.get('CategoricalCrossentropy')",
        "tf.keras.losses.get(keras.losses.categorical_crossentropy)",
        "'CategoricalCrossentropy'",
        "{'class_name': 'CategoricalCrossentropy', 'config': {'from_logits': False}}",
        "keras.losses.get({'class_name': 'CategoricalCrossentropy', 'config': {}})",
        "keras.losses.deserialize('categorical_crossentropy')",
    ],
)
def test_losses_are_resolved_as_keras_does(loss: str) -> None:
    assert codes(compiled("layers.Dense(5)", loss)) == ["XEN101"]
    assert codes(compiled("layers.Dense(5, 'softmax')", loss)) == ["XEN201"]


def test_a_serialized_loss_on_logits() -> None:
    loss = "{'class_name': 'CategoricalCrossentropy', 'config': {'from_logits': True}}"
    assert codes(compiled("layers.Dense(5)", loss)) == []
    assert codes(compiled("layers.Dense(5, 'softmax')", loss)) == ["XEN102"]
    assert codes(compiled("layers.Dense(5, 'softmax')", f"keras.losses.get({loss})")) == ["XEN102"]


@pytest.mark.parametrize("imports", [KERAS3, TF_KERAS])
def test_the_same_words_in_both_kerases(imports: str) -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(1, activation="sigmoid")])
        model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))  # expect: XEN102
        model.compile(loss=keras.losses.BinaryCrossentropy())  # expect: XEN201
        """,
        imports,
    )
