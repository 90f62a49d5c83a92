"""The table "Verdicts" of the rule catalogue: the rows about labels, custom losses, outputs and names of losses."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, TF_KERAS, codes, compiled, judged


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
