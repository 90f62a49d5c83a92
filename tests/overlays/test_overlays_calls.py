"""Losses applied by the program: custom loops, ops, backends, metrics that are none."""

from __future__ import annotations

import pytest
from revealing import follow

PREFIX = "model = keras.Sequential([layers.Dense(3)])\nlogits = model(x)\np = tf.nn.softmax(logits)\n"
LOGITS, SOFTMAX = "Tensor[logits units=3]", "Tensor[probabilities softmax units=3]"


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("keras.losses.binary_crossentropy(y, logits)", f"{LOGITS} -> Loss[binary_crossentropy from_logits=False]"),
        (
            "keras.losses.binary_crossentropy(y_pred=logits, y_true=y)",
            f"{LOGITS} -> Loss[binary_crossentropy from_logits=False]",
        ),
        (
            "keras.losses.binary_crossentropy(y, logits, True)",
            f"{LOGITS} -> Loss[binary_crossentropy from_logits=True]",
        ),
        ("keras.losses.BinaryCrossentropy()(y, p)", f"{SOFTMAX} -> Loss[BinaryCrossentropy from_logits=False]"),
        (
            "keras.losses.BinaryCrossentropy()(y_true=y, y_pred=p)",
            f"{SOFTMAX} -> Loss[BinaryCrossentropy from_logits=False]",
        ),
        (
            "keras.losses.BinaryCrossentropy()(y, p, sample_weight=w)",
            f"{SOFTMAX} -> Loss[BinaryCrossentropy from_logits=False]",
        ),
        ("keras.losses.BinaryCrossentropy().call(y, p)", f"{SOFTMAX} -> Loss[BinaryCrossentropy from_logits=False]"),
        ("keras.losses.get('binary_crossentropy')(y, p)", f"{SOFTMAX} -> Loss[binary_crossentropy from_logits=False]"),
        (
            "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)",
            f"{SOFTMAX} -> Loss[softmax_cross_entropy_with_logits]",
        ),
        ("tf.nn.softmax_cross_entropy_with_logits(y, logits)", f"{LOGITS} -> Loss[softmax_cross_entropy_with_logits]"),
        (
            "tf.nn.sparse_softmax_cross_entropy_with_logits(logits=p, labels=y)",
            f"{SOFTMAX} -> Loss[sparse_softmax_cross_entropy_with_logits]",
        ),
        (
            "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=p)",
            f"{SOFTMAX} -> Loss[sigmoid_cross_entropy_with_logits]",
        ),
        ("K.categorical_crossentropy(y, p)", f"{SOFTMAX} -> Loss[categorical_crossentropy from_logits=False]"),
        (
            "K.categorical_crossentropy(y, p, from_logits=True)",
            f"{SOFTMAX} -> Loss[categorical_crossentropy from_logits=True]",
        ),
        ("keras.ops.binary_crossentropy(y, logits)", f"{LOGITS} -> Loss[binary_crossentropy from_logits=False]"),
        ("tf.compat.v1.losses.softmax_cross_entropy(y, p)", f"{SOFTMAX} -> Loss[softmax_cross_entropy]"),
        (
            "tf.compat.v1.losses.sigmoid_cross_entropy(multi_class_labels=y, logits=p)",
            f"{SOFTMAX} -> Loss[sigmoid_cross_entropy]",
        ),
        ("tf.compat.v1.losses.log_loss(y, logits)", f"{LOGITS} -> Loss[log_loss]"),
        ("tf.losses.softmax_cross_entropy(onehot_labels=y, logits=p)", f"{SOFTMAX} -> Loss[softmax_cross_entropy]"),
    ],
)
def test_applied(call: str, shown: str) -> None:
    follow(f"{PREFIX}{call}  # applied: {shown}\n")


@pytest.mark.parametrize(
    "call",
    [
        "keras.losses.BinaryCrossentropy()(p, y)",
        "keras.losses.BinaryCrossentropy()(y, unbound)",
        "keras.losses.BinaryCrossentropy()(y, *unbound)",
        "keras.losses.BinaryCrossentropy()(y)",
        "keras.losses.BinaryCrossentropy()",
        "keras.losses.BinaryCrossentropy(from_logits=unbound)(y, p)",
        "keras.losses.binary_crossentropy(y, p, **unbound)",
        "keras.losses.BinaryCrossentropy()(y, tf.one_hot(y, 3))",
        "keras.losses.BinaryCrossentropy()(y, x)",
        "keras.losses.BinaryCrossentropy()(y, keras.Input((3,)))",
        "tf.nn.softmax_cross_entropy_with_logits(labels=p, logits=y)",
        "keras.losses.MeanSquaredError()(y, p)",
        "keras.metrics.BinaryCrossentropy()(y, p)",
        "keras.metrics.BinaryCrossentropy(name='x').update_state(y, p)",
        "my.binary_crossentropy(y, p)",
        "np.log(p)",
        "tf.nn.sampled_softmax_loss(w, b, y, p, 5, 10)",
        "tf.nn.nce_loss(w, b, y, p, 5, 10)",
    ],
)
def test_silent(call: str) -> None:
    follow(f"{PREFIX}{call}\n")


def test_a_custom_loop() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        loss_fn = keras.losses.SparseCategoricalCrossentropy()
        optimizer = keras.optimizers.Adam()
        for epoch in range(2):
            for step, (xb, yb) in enumerate(dataset):
                with tf.GradientTape() as tape:
                    out = model(xb, training=True)
                    loss = loss_fn(yb, out)  # applied: Tensor[logits units=3] -> Loss[SparseCategoricalCrossentropy from_logits=False]
                grads = tape.gradient(loss, model.trainable_weights)
                optimizer.apply_gradients(zip(grads, model.trainable_weights))
        """  # noqa: E501
    )


def test_a_custom_loop_under_tf_function() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3, "softmax")])
        loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        @tf.function
        def step(xb, yb):
            with tf.GradientTape() as tape:
                loss = loss_fn(yb, model(xb))  # applied: Tensor[probabilities softmax units=3] -> Loss[SparseCategoricalCrossentropy from_logits=True]
            return loss
        for xb, yb in dataset:
            step(xb, yb)
        """  # noqa: E501
    )


def test_model_and_loss_as_arguments() -> None:
    follow(
        """
        def compute(model, loss_fn, xb, yb):
            return loss_fn(yb, model(xb))  # applied: Tensor[logits units=3] -> Loss[BinaryCrossentropy from_logits=False]
        compute(keras.Sequential([layers.Dense(3)]), keras.losses.BinaryCrossentropy(), x, y)
        """  # noqa: E501
    )


def test_a_nested_function_that_is_called() -> None:
    follow(
        """
        def main():
            model = keras.Sequential([layers.Dense(3)])
            loss_fn = keras.losses.BinaryCrossentropy()
            @tf.function
            def step(xb, yb):
                return loss_fn(yb, model(xb))  # applied: Tensor[logits units=3] -> Loss[BinaryCrossentropy from_logits=False]
            for xb, yb in data:
                step(xb, yb)
        main()
        """  # noqa: E501
    )


def test_a_loss_under_an_unknown_condition() -> None:
    follow(
        """
        flag = ask()
        model = keras.Sequential([layers.Dense(3, None if flag else "softmax")])
        if flag:
            keras.losses.categorical_crossentropy(y, model(x), from_logits=True)  # applied: Tensor[logits units=3] -> Loss[categorical_crossentropy from_logits=True]
        else:
            keras.losses.categorical_crossentropy(y, model(x))  # applied: Tensor[probabilities softmax units=3] -> Loss[categorical_crossentropy from_logits=False]
        """  # noqa: E501
    )


def test_softmax_at_inference_only() -> None:
    follow(
        """
        def forward(training):
            out = layers.Dense(3)(x)
            if not training:
                out = tf.nn.softmax(out)
            return out
        tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=forward(True))  # applied: Tensor[logits units=3] -> Loss[softmax_cross_entropy_with_logits]
        """  # noqa: E501
    )


def test_dead_code_is_not_observed() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        if False:
            model.compile(loss="bce")
        DEBUG = 0
        if DEBUG:
            model.compile(loss="bce")
        """
    )


def test_predicted_values_have_lost_their_logits() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3, "softmax")])
        p = model.predict(x)
        trace(p)  # traced: lost, head 1, layer 1
        keras.losses.binary_crossentropy(y, p)  # applied: Tensor[probabilities softmax units=3] -> Loss[binary_crossentropy from_logits=False]
        """  # noqa: E501
    )
