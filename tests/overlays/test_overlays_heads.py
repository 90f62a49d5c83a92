"""Heads in every spelling, and what layers after them keep."""

from __future__ import annotations

import pytest
from revealing import follow

SOFTMAX = "Tensor[probabilities softmax units=3]"


@pytest.mark.parametrize(
    "head",
    [
        "layers.Dense(3, activation='softmax')(x)",
        "layers.Dense(3, 'softmax')(x)",
        "layers.Dense(units=3, activation='softmax')(x)",
        "layers.Dense(3, activation=tf.nn.softmax)(x)",
        "layers.Dense(3, activation=keras.activations.softmax)(x)",
        "layers.Dense(3, activation=tf.keras.activations.softmax)(x)",
        "layers.Dense(3, activation=keras.activations.get('softmax'))(x)",
        "layers.Dense(3, activation=lambda t: tf.nn.softmax(t))(x)",
        "layers.Activation('softmax')(layers.Dense(3)(x))",
        "layers.Activation(tf.nn.softmax)(layers.Dense(3)(x))",
        "layers.Activation(activation='softmax')(layers.Dense(3)(x))",
        "layers.Lambda(tf.nn.softmax)(layers.Dense(3)(x))",
        "layers.Lambda(lambda t: tf.nn.softmax(t))(layers.Dense(3)(x))",
        "layers.Lambda(function=lambda t: keras.ops.softmax(t))(layers.Dense(3)(x))",
        "tf.nn.softmax(layers.Dense(3)(x))",
        "tf.nn.softmax(logits=layers.Dense(3)(x), axis=-1)",
        "tf.keras.activations.softmax(layers.Dense(3)(x))",
        "keras.activations.softmax(layers.Dense(3)(x))",
        "keras.ops.softmax(layers.Dense(3)(x))",
        "K.softmax(layers.Dense(3)(x))",
        "layers.Dropout(0.0)(layers.Dense(3, 'softmax')(x)) if False else layers.Dense(3, 'softmax')(x)",
    ],
)
def test_softmax(head: str) -> None:
    follow(f"reveal({head})  # revealed: {SOFTMAX}\n")


@pytest.mark.parametrize(
    "head", ["layers.Softmax()(layers.Dense(3)(x))", "layers.Softmax(axis=-1)(layers.Dense(3)(x))"]
)
def test_softmax_layer(head: str) -> None:
    follow(f"reveal({head})  # revealed: Tensor[probabilities Softmax units=3]\n")


def test_an_activation_layer_as_activation_argument() -> None:
    follow(
        "reveal(layers.Dense(3, activation=layers.Softmax())(x))  # revealed: Tensor[probabilities Softmax units=3]\n"
    )


@pytest.mark.parametrize(
    "head",
    [
        "layers.Dense(3)(x)",
        "layers.Dense(3, None)(x)",
        "layers.Dense(3, activation=None)(x)",
        "layers.Dense(3, activation='linear')(x)",
        "layers.Dense(3, activation=keras.activations.linear)(x)",
        "layers.Activation('linear')(layers.Dense(3)(x))",
        "layers.Dense(3, activation=lambda t: t)(x)",
        "layers.Lambda(lambda t: t)(layers.Dense(3)(x))",
        "layers.Dense(3, activation='softmax' if False else None)(x)",
        "layers.Dense(3, use_bias=False, kernel_initializer='zeros')(x)",
        "tf.identity(layers.Dense(3)(x))",
        "layers.Dense(3)(x) / 2.0",
        "layers.Dense(3)(x) * 0.5",
        "0.5 * layers.Dense(3)(x)",
        "-layers.Dense(3)(x)",
        "layers.Dense(3)(x) + layers.Dense(3)(x)",
        "layers.Add()([layers.Dense(3)(x), layers.Dense(3)(x)])",
        "layers.BatchNormalization()(layers.Dense(3)(x))",
        "layers.Dropout(0.5)(layers.Dense(3)(x))",
        "layers.Dense(3)(layers.Dense(5, 'softmax')(x))",
    ],
)
def test_linear(head: str) -> None:
    follow(f"reveal({head})  # revealed: Tensor[logits units=3]\n")


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("layers.Dense(1, 'sigmoid')(x)", "Tensor[probabilities sigmoid units=1]"),
        ("tf.sigmoid(layers.Dense(1)(x))", "Tensor[probabilities sigmoid units=1]"),
        ("tf.nn.sigmoid(layers.Dense(1)(x))", "Tensor[probabilities sigmoid units=1]"),
        ("tf.math.sigmoid(layers.Dense(1)(x))", "Tensor[probabilities sigmoid units=1]"),
        ("layers.Dense(1, 'hard_sigmoid')(x)", "Tensor[probabilities hard_sigmoid units=1]"),
        ("layers.Dense(3, 'log_softmax')(x)", "Tensor[log-probabilities log_softmax units=3]"),
        ("tf.nn.log_softmax(layers.Dense(3)(x))", "Tensor[log-probabilities log_softmax units=3]"),
        ("layers.Dense(3, 'relu')(x)", "Tensor[activated relu units=3]"),
        ("layers.ReLU()(layers.Dense(3)(x))", "Tensor[activated ReLU units=3]"),
        ("layers.LeakyReLU(0.1)(layers.Dense(3)(x))", "Tensor[activated LeakyReLU units=3]"),
        ("layers.Dense(3, tf.nn.tanh)(x)", "Tensor[activated tanh units=3]"),
        ("layers.Conv2D(3, 1, activation='softmax')(x)", "Tensor[probabilities softmax units=3]"),
        ("layers.Conv2D(1, 1, padding='same')(x)", "Tensor[logits units=1]"),
        ("layers.Conv2DTranspose(2, 3)(x)", "Tensor[logits units=2]"),
        ("layers.LSTM(3)(x)", "Tensor[activated tanh units=3]"),
        ("layers.GRU(3, return_sequences=True)(x)", "Tensor[activated tanh units=3]"),
        ("layers.SimpleRNN(3)(x)", "Tensor[activated tanh units=3]"),
        ("layers.SimpleRNN(3, activation='softmax')(x)", "Tensor[probabilities softmax units=3]"),
        ("layers.LSTM(3, activation='sigmoid')(x)", "Unknown"),
        ("layers.LSTM(3, return_state=True)(x)", "Unknown"),
        ("layers.TimeDistributed(layers.Dense(3, 'softmax'))(x)", "Tensor[probabilities softmax units=3]"),
        ("layers.TimeDistributed(layers.Dense(3))(x)", "Tensor[logits units=3]"),
        ("layers.Bidirectional(layers.LSTM(3))(x)", "Tensor[activated tanh]"),
        ("layers.Flatten()(layers.Dense(1, 'sigmoid')(x))", "Tensor[probabilities sigmoid]"),
        ("layers.Reshape((4, 3))(layers.Dense(12, 'softmax')(x))", "Tensor[probabilities softmax units=3]"),
        ("layers.Reshape((-1,))(layers.Dense(3)(x))", "Tensor[logits]"),
        ("tf.reshape(layers.Dense(3)(x), [-1])", "Tensor[logits]"),
        ("tf.squeeze(layers.Dense(1, 'sigmoid')(x))", "Tensor[probabilities sigmoid]"),
        ("layers.Dense(1, 'sigmoid')(x)[:, 0]", "Tensor[probabilities sigmoid]"),
        ("layers.Dense(3, 'softmax')(x)[:, 0]", "Tensor[probabilities softmax part]"),
        ("layers.Dense(3, 'softmax')(x)[:2]", "Tensor[probabilities softmax units=3]"),
        ("layers.Dense(3, 'softmax')(x)[..., 1]", "Tensor[probabilities softmax part]"),
        ("layers.Dense(3)(x)[:, 0]", "Tensor[logits]"),
        ("layers.GlobalAveragePooling1D()(layers.Dense(3, 'softmax')(x))", "Tensor[probabilities softmax units=3]"),
        ("layers.GlobalAveragePooling2D()(layers.Conv2D(3, 1)(x))", "Tensor[logits units=3]"),
        ("layers.Average()([layers.Dense(3, 'softmax')(x), layers.Dense(3, 'softmax')(x)])", SOFTMAX),
        ("layers.Average()([layers.Dense(3, 'softmax')(x), layers.Dense(3)(x)])", "Unknown"),
        ("layers.Multiply()([layers.Dense(3, 'softmax')(x), layers.Dense(3)(x)])", "Unknown"),
        ("layers.Dense(3, 'softmax')(x) * layers.Dense(3, 'softmax')(x)", "Unknown"),
        ("layers.Dense(3, 'softmax')(x) * 2", "Unknown"),
        ("1 - layers.Dense(1, 'sigmoid')(x)", "Tensor[probabilities sigmoid units=1]"),
        ("layers.Dense(1, 'sigmoid')(x) + 1", "Unknown"),
        ("layers.Dense(1, 'sigmoid')(x) ** 2", "Unknown"),
        ("layers.BatchNormalization()(layers.Dense(3, 'softmax')(x))", "Unknown"),
        ("layers.Dropout(0.5)(layers.Dense(3, 'softmax')(x))", "Unknown"),
        ("layers.Add()([layers.Dense(3, 'relu')(x), layers.Dense(3)(x)])", "Unknown"),
        (
            "layers.Concatenate()([layers.Dense(1, 'sigmoid')(x), layers.Dense(1, 'sigmoid')(x)])",
            "Tensor[probabilities sigmoid]",
        ),
        ("layers.Concatenate()([layers.Dense(3, 'softmax')(x), layers.Dense(3, 'softmax')(x)])", "Unknown"),
        ("layers.Concatenate()([layers.Dense(3)(x), layers.Dense(3)(x)])", "Tensor[logits]"),
        ("layers.Dense(3, activation='unheard_of')(x)", "Unknown"),
        ("layers.Dense(3, activation=unbound)(x)", "Unknown"),
        ("layers.Dense(unbound, activation='softmax')(x)", "Tensor[probabilities softmax]"),
        ("MyDense(3, activation='linear')(x)", "Unknown"),
        ("layers.Unheard(3, activation='softmax')(x)", "Unknown"),
        ("layers.Embedding(10, 3)(x)", "Tensor[data]"),
        ("layers.Input((3,))", "Tensor[data]"),
        ("keras.Input(shape=(3,))", "Tensor[data]"),
        ("tf.one_hot(y, 3)", "Tensor[labels]"),
        ("tf.ones_like(y)", "Tensor[labels]"),
        ("tf.argmax(layers.Dense(3, 'softmax')(x))", "Unknown"),
        ("tf.exp(layers.Dense(3)(x))", "Exponential"),
        ("tf.clip_by_value(layers.Dense(3, 'softmax')(x), 1e-7, 1 - 1e-7)", "Tensor[probabilities softmax units=3]"),
        ("tf.clip_by_value(layers.Dense(3)(x), 0., 1.)", "Unknown"),
        ("tf.reduce_mean(layers.Dense(3, 'softmax')(x), axis=0)", "Tensor[probabilities softmax]"),
        ("tf.matmul(x, tf.Variable(w)) + tf.Variable(b)", "Tensor[logits]"),
        ("tf.matmul(q, k)", "Unknown"),
        ("keras.applications.ResNet50()(x)", "Tensor[probabilities softmax units=1000]"),
        ("keras.applications.ResNet50(weights=None, classes=3)(x)", SOFTMAX),
        ("keras.applications.ResNet50(classes=3, classifier_activation=None)(x)", "Tensor[logits units=3]"),
        ("keras.applications.ResNet50(include_top=False)(x)", "Unknown"),
        ("keras.applications.VGG16(include_top=unbound)(x)", "Unknown"),
    ],
)
def test_other_heads(head: str, shown: str) -> None:
    follow(f"reveal({head})  # revealed: {shown}\n")


def test_a_choice_of_activations() -> None:
    follow(
        """
        flag = ask()
        h = layers.Dense(3, activation="softmax" if flag else None)(x)
        reveal(h)  # revealed: Tensor[logits units=3] | Tensor[probabilities softmax units=3]
        if flag:
            reveal(h)  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_choice_of_units_and_activation_by_one_flag() -> None:
    follow(
        """
        def build(binary):
            units = 1 if binary else 3
            act = "sigmoid" if binary else "softmax"
            h = layers.Dense(units, activation=act)(x)
            reveal(h)  # revealed: Tensor[probabilities sigmoid units=1] | Tensor[probabilities softmax units=3]
        """
    )


def test_units_by_number_of_classes() -> None:
    follow(
        """
        def build(n):
            if n == 2:
                units, act = 1, "sigmoid"
            else:
                units, act = n, "softmax"
            h = layers.Dense(units, activation=act)(x)
            reveal(h)  # revealed: Tensor[probabilities sigmoid units=1] | Tensor[probabilities softmax]
            if n == 2:
                reveal(h)  # revealed: Tensor[probabilities sigmoid units=1]
            if n != 2:
                reveal(h)  # revealed: Tensor[probabilities softmax]
        """
    )


@pytest.mark.parametrize(
    ("program", "trace"),
    [
        ("h = layers.Dense(3,\n  activation='softmax')(x)\ntrace(h)", "attached, head 2, layer 1"),
        ("h = layers.Dense(3)(x)\ntrace(h)", "lost, head 1, layer 1"),
        ("a = layers.Activation('softmax')\nh = a(\n  layers.Dense(3)(x))\ntrace(h)", "attached, head 1, layer 1"),
        ("z = layers.Dense(3)(x)\nh = tf.nn.softmax(z)\ntrace(h)", "graph, head 2, layer -"),
        ("h = layers.Dense(3, tf.nn.softmax)(x)\ntrace(h)", "graph, head 1, layer 1"),
        ("h = keras.activations.softmax(layers.Dense(3)(x))\ntrace(h)", "attached, head 1, layer -"),
        ("h = layers.Softmax()(layers.Dense(3)(x))\ntrace(h)", "attached, head 1, layer 1"),
        ("h = layers.Flatten()(\n  layers.Dense(3, 'softmax')(x))\ntrace(h)", "lost, head 2, layer 2"),
        ("h = layers.TimeDistributed(layers.Dense(3, 'softmax'))(x)\ntrace(h)", "lost, head 1, layer 1"),
        ("h = layers.Dense(3, 'softmax')(x)[:4]\ntrace(h)", "lost, head 1, layer 1"),
        ("h = tf.clip_by_value(layers.Dense(3, 'softmax')(x), 0., 1.)\ntrace(h)", "lost, head 1, layer 1"),
        ("h = layers.Identity()(layers.Dense(3, 'softmax')(x))\ntrace(h)", "attached, head 1, layer 1"),
        ("h = layers.Activation('linear')(layers.Dense(3, 'softmax')(x))\ntrace(h)", "attached, head 1, layer 1"),
        ("h = layers.Lambda(lambda t:\n  tf.nn.softmax(t))(layers.Dense(3)(x))\ntrace(h)", "graph, head 2, layer -"),
    ],
)
def test_shadow_and_places(program: str, trace: str) -> None:
    follow(f"{program}  # traced: {trace}\n")


def test_a_nested_model_keeps_the_shadow() -> None:
    follow(
        """
        inner = keras.Sequential([layers.Dense(3, activation="softmax")])
        outer = keras.Sequential([inner])
        trace(outer(x))  # traced: attached, head 1, layer 1
        functional = keras.Model(inputs, inner(inputs))
        trace(functional(x))  # traced: attached, head 1, layer 1
        """
    )
