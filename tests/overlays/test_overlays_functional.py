"""Functional models with one or several inputs and outputs."""

from __future__ import annotations

import pytest
from revealing import follow

PREFIX = "i = keras.Input(shape=(4,))\nz = layers.Dense(3)(i)\no = layers.Softmax()(z)\n"


@pytest.mark.parametrize(
    "model",
    [
        "keras.Model(i, o)",
        "keras.Model(inputs=i, outputs=o)",
        "keras.Model(outputs=o, inputs=i)",
        "keras.Model(input=i, output=o)",
        "keras.models.Model(i, o, name='m')",
        "tf.keras.Model([i], o)",
        "tf.keras.models.Model(inputs=[i, i], outputs=o)",
        "keras.Model(**{'inputs': i, 'outputs': o})",
        "keras.Model(*[i, o])",
        "keras.Model(inputs={'a': i}, outputs=o)",
        "keras.models.clone_model(keras.Model(i, o))",
        "keras.Model(i, keras.Sequential([layers.Softmax()])(z))",
        "keras.Model(i, keras.Model(i, o)(i))",
        "keras.Sequential([keras.Model(i, o)])",
    ],
)
def test_one_output(model: str) -> None:
    shown = "Tensor[probabilities Softmax units=3]"
    follow(f"{PREFIX}m = {model}\nreveal(m(x))  # revealed: {shown}\nreveal(m.output)  # revealed: {shown}\n")


@pytest.mark.parametrize(
    "model", ["keras.Model(i, [o])", "keras.Model(inputs=[i], outputs=[o])", "keras.Model(i, (o,))"]
)
def test_a_list_of_one_output_is_that_output_to_compile(model: str) -> None:
    follow(
        f"""{PREFIX}m = {model}
m.compile(
    loss="categorical_crossentropy",  # applied: Tensor[probabilities Softmax units=3] -> Loss[categorical_crossentropy from_logits=False]
)
"""  # noqa: E501
    )


def test_several_outputs() -> None:
    follow(
        """
        i = keras.Input((4,))
        a = layers.Dense(3, "softmax", name="a")(i)
        b = layers.Dense(1, name="b")(i)
        m = keras.Model(i, [a, b])
        reveal(m(x))  # revealed: Tuple[Tensor[probabilities softmax units=3], Tensor[logits units=1]]
        p, q = m(x)
        reveal(q)  # revealed: Tensor[logits units=1]
        reveal(m(x)[0])  # revealed: Tensor[probabilities softmax units=3]
        n = keras.Model(i, {"a": a, "b": b})
        reveal(n(x)["b"])  # revealed: Tensor[logits units=1]
        """
    )


def test_branches_of_a_network() -> None:
    follow(
        """
        i = keras.Input((4,))
        h = layers.Dense(8, "relu")(i)
        left, right = layers.Dense(4)(h), layers.Dense(4)(h)
        h = layers.Concatenate()([left, right])
        reveal(layers.Dense(1, "sigmoid")(h))  # revealed: Tensor[probabilities sigmoid units=1]
        """
    )


def test_a_chain_of_rebindings() -> None:
    follow(
        """
        x = i = layers.Input((4,))
        x = layers.Dense(8, activation="relu")(x)
        x = layers.Dense(3)(x)
        x = layers.Activation("softmax")(x)
        reveal(keras.Model(i, x).output)  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_name_rebound_after_the_model_was_made() -> None:
    follow(
        """
        i = layers.Input((4,))
        o = layers.Dense(3)(i)
        m = keras.Model(i, o)
        o = layers.Softmax()(o)
        reveal(m(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_a_list_of_outputs_changed_later() -> None:
    follow(
        """
        i = layers.Input((4,))
        outs = [layers.Dense(3)(i)]
        m = keras.Model(i, outs)
        outs.append(layers.Dense(2)(i))
        reveal(m(x))  # revealed: Tensor[logits units=3]
        m = keras.Model(i, outs)
        outs.append(layers.Dense(4)(i))
        reveal(m(x))  # revealed: Tuple[Tensor[logits units=3], Tensor[logits units=2]]
        """
    )


def test_outputs_from_a_loop_or_comprehension() -> None:
    follow(
        """
        i = layers.Input((4,))
        outs = [layers.Dense(n, "softmax")(i) for n in (2, 3)]
        reveal(keras.Model(i, outs)(x)[1])  # revealed: Tensor[probabilities softmax units=3]
        more = []
        for n in (2, 3):
            more.append(layers.Dense(n)(i))
        reveal(keras.Model(i, more)(x)[0])  # revealed: Tensor[logits units=2]
        """
    )


def test_an_output_under_if() -> None:
    follow(
        """
        def build(classes, top=True):
            i = layers.Input((4,))
            h = layers.Dense(classes)(i)
            if top:
                h = layers.Softmax()(h)
            return keras.Model(i, h)
        reveal(build(3).output)  # revealed: Tensor[probabilities Softmax units=3]
        reveal(build(3, top=False).output)  # revealed: Tensor[logits units=3]
        flag = ask()
        m = build(3, flag)
        if flag:
            reveal(m.output)  # revealed: Tensor[probabilities Softmax units=3]
        """
    )


def test_layers_kept_in_a_dict() -> None:
    follow(
        """
        heads = {}
        for name, act in [("a", "softmax"), ("b", "sigmoid")]:
            heads[name] = layers.Dense(3, act)
        reveal(heads["a"](x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_shared_layer_applied_twice() -> None:
    follow(
        """
        dense = layers.Dense(3)
        a, b = dense(x), dense(y)
        reveal(layers.Add()([a, b]))  # revealed: Tensor[logits units=3]
        """
    )


def test_unknown_parts_in_the_middle_do_not_matter() -> None:
    follow(
        """
        h = unknown(x)
        h = MyBlock(3)(h)
        reveal(layers.Dense(3, "softmax")(h))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_head_on_top_of_another_model() -> None:
    follow(
        """
        base = keras.applications.ResNet50(include_top=False, pooling="avg")
        o = layers.Dense(3, activation="softmax")(base.output)
        m = keras.Model(base.input, o)
        reveal(m(x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_models_without_known_outputs() -> None:
    follow(
        """
        reveal(keras.Model()(x))  # revealed: Unknown
        reveal(keras.Model(i)(x))  # revealed: Unknown
        reveal(keras.Model(*unbound)(x))  # revealed: Unknown
        reveal(keras.Model(i, o, **unbound)(x))  # revealed: Unknown
        """
    )


def test_a_functional_model_inside_a_sequential() -> None:
    follow(
        """
        i = keras.Input((4,))
        base = keras.Model(i, layers.Dense(3)(i))
        reveal(keras.Sequential([base, layers.Softmax()])(x))  # revealed: Tensor[probabilities Softmax units=3]
        """
    )


def test_pop_of_a_functional_models_layers_is_unknown() -> None:
    follow(
        """
        i = keras.Input((4,))
        m = keras.Model(i, layers.Softmax()(layers.Dense(3)(i)))
        m.layers.pop()
        reveal(m(x))  # revealed: Unknown
        """
    )
