"""Sequential models in every spelling."""

from __future__ import annotations

import pytest
from revealing import follow

SOFTMAX = "Tensor[probabilities softmax units=3]"


@pytest.mark.parametrize(
    "program",
    [
        "m = keras.Sequential([layers.Dense(8), layers.Dense(3, 'softmax')])",
        "m = keras.models.Sequential([layers.Dense(8), layers.Dense(3, 'softmax')])",
        "m = tf.keras.Sequential(layers=[layers.Dense(3, 'softmax')], name='m')",
        "m = keras.Sequential((layers.Dense(8), layers.Dense(3, 'softmax')))",
        "m = keras.Sequential([layers.Dense(3), layers.Activation('softmax')])",
        "stack = [layers.Dense(8)]\nstack.append(layers.Dense(3, 'softmax'))\nm = keras.Sequential(stack)",
        "m = keras.Sequential([layers.Dense(8)] + [layers.Dense(3, 'softmax')])",
        "m = keras.Sequential([*[layers.Dense(8) for _ in range(3)], layers.Dense(3, 'softmax')])",
        "m = keras.Sequential([layers.Dense(n, 'softmax') for n in (8, 3)])",
        "m = keras.Sequential()\nm.add(layers.Dense(8))\nm.add(layers.Dense(3, 'softmax'))",
        "m = keras.Sequential()\nadd = m.add\nadd(layers.Dense(8))\nadd(layers.Dense(3, 'softmax'))",
        "m = keras.Sequential()\nother = m\nother.add(layers.Dense(3, activation='softmax'))",
        "m = keras.Sequential()\nm.add(layer=layers.Dense(3, activation='softmax'))",
        "m = keras.Sequential()\nfor n in [8, 3]:\n    m.add(layers.Dense(n, 'softmax'))",
        "m = keras.Sequential()\nfor n in unbound:\n    m.add(layers.Dense(n))\nm.add(layers.Dense(3, 'softmax'))",
        "m = keras.Sequential()\nif unbound:\n    m.add(layers.Dropout(0.5))\nm.add(layers.Dense(3, 'softmax'))",
        "m = keras.Sequential([unknown_layer, layers.Dense(3, 'softmax')])",
        "m = keras.Sequential(unbound)\nm.add(layers.Dense(3, 'softmax'))",
        "m = keras.Sequential([keras.Sequential([layers.Dense(3, 'softmax')])])",
        "m = keras.Sequential()\ninner = keras.Sequential()\ninner.add(layers.Dense(3))\nm.add(inner)\n"
        "m.add(layers.Activation('softmax'))",
        "m = keras.Sequential([layers.Dense(3, 'softmax'), layers.Dense(9)])\nm.pop()",
        "m = keras.Sequential([layers.Dense(3, 'softmax'), layers.Dense(9)])\nm.layers.pop()",
        "def build():\n    m = keras.Sequential()\n    m.add(layers.Dense(3, 'softmax'))\n    return m\nm = build()",
        "def head(m):\n    m.add(layers.Dense(3, 'softmax'))\nm = keras.Sequential()\nhead(m)",
        "m = keras.models.clone_model(keras.Sequential([layers.Dense(3, 'softmax')]))",
        "m = keras.Sequential([keras.Input((4,)), layers.Dense(3, 'softmax')])",
        "m = keras.Sequential([layers.InputLayer((4,)), layers.Dense(3, 'softmax'), layers.Identity()])",
        "m = keras.Sequential([layers.Dense(3, 'softmax'), layers.Activation('linear')])",
        "m = keras.Sequential([keras.Sequential([layers.Dense(3)]), layers.Lambda(tf.nn.softmax)])",
        "m = keras.Sequential([layers.Dense(3, 'softmax')])\nm = keras.Sequential([m])\nm.build(4)\nm.summary()",
        "with strategy.scope():\n    m = keras.Sequential([layers.Dense(3, 'softmax')])",
        "m = (lambda: keras.Sequential([layers.Dense(3, 'softmax')]))()",
        "base = keras.applications.VGG16(include_top=False)\nm = keras.Sequential([base, layers.Dense(3, 'softmax')])",
        "m = keras.Sequential(\n    [layers.Dense(8), layers.Dense(3, activation='softmax')][1:]\n)",
    ],
)
def test_softmax_head(program: str) -> None:
    follow(f"{program}\nreveal(m(x))  # revealed: {SOFTMAX}\nreveal(m.output)  # revealed: {SOFTMAX}\n")


@pytest.mark.parametrize(
    "program",
    [
        "m = keras.Sequential(unbound)",
        "m = keras.Sequential([layers.Dense(3), unknown_layer])",
        "m = keras.Sequential([layers.Dense(3), MyLayer(3)])",
        "m = keras.Sequential([layers.Dense(3)] + unbound)",
        "m = keras.Sequential([layers.Dense(3), *unbound])",
        "m = keras.Sequential(*unbound)",
        "m = keras.Sequential([layers.Dense(3)])\nm.add(unknown())",
        "m = keras.Sequential([layers.Dense(3)])\nm.add(layers.Multiply())",
        "m = keras.Sequential([layers.Dense(3)])\nm.layers[-1].activation = f",
        "m = keras.Sequential([layers.Dense(3)])\nm.load(x)\nm = load(m)",
        "m = keras.Sequential([])\nm.add(unbound)",
        "m = keras.Sequential([layers.Dense(3, 'softmax'), layers.Dropout(0.5)])",
    ],
)
def test_unknown_head(program: str) -> None:
    follow(f"{program}\nreveal(m(x))  # revealed: Unknown\n")


def test_a_head_under_if() -> None:
    follow(
        """
        flag = ask()
        m = keras.Sequential()
        m.add(layers.Dense(3))
        if flag:
            m.add(layers.Softmax())
        reveal(m(x))  # revealed: Tensor[logits units=3] | Tensor[probabilities Softmax units=3]
        if flag:
            reveal(m(x))  # revealed: Tensor[probabilities Softmax units=3]
        """
    )


def test_the_last_layer_in_a_loop_of_unknown_length() -> None:
    follow(
        """
        m = keras.Sequential()
        m.add(layers.Dense(3, "softmax"))
        for n in unbound:
            m.add(layers.Dense(5))
        reveal(m(x))  # revealed: Tensor[logits units=5] | Tensor[probabilities softmax units=3]
        """
    )


def test_a_layer_that_changes_in_a_loop_of_unknown_length() -> None:
    follow(
        """
        m = keras.Sequential()
        for i in range(unbound):
            m.add(layers.Dense(8, "relu"))
        m.add(layers.Dense(1))
        reveal(m(x))  # revealed: Tensor[logits units=1]
        """
    )


def test_models_from_one_builder_are_two_models() -> None:
    follow(
        """
        def build():
            m = keras.Sequential()
            m.add(layers.Dense(3))
            return m
        a, b = build(), build()
        a.add(layers.Softmax())
        reveal(a(x))  # revealed: Tensor[probabilities Softmax units=3]
        reveal(b(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_a_model_rebound_is_another_model() -> None:
    follow(
        """
        m = keras.Sequential([layers.Dense(3)])
        first = m
        m = keras.Sequential([m, layers.Softmax()])
        reveal(first(x))  # revealed: Tensor[logits units=3]
        reveal(m(x))  # revealed: Tensor[probabilities Softmax units=3]
        """
    )


def test_a_list_changed_after_it_was_given_does_not_change_the_model() -> None:
    follow(
        """
        stack = [layers.Dense(3)]
        m = keras.Sequential(stack)
        stack.append(layers.Softmax())
        reveal(m(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_inner_layers_of_a_sequential() -> None:
    follow(
        """
        m = keras.Sequential([layers.Dense(3), layers.Softmax()])
        reveal(m.layers[-1].output)  # revealed: Tensor[probabilities Softmax units=3]
        reveal(m.layers[-2].output)  # revealed: Tensor[logits units=3]
        reveal(m.layers[0].output)  # revealed: Tensor[logits units=3]
        reveal(m.layers[9].output)  # revealed: Unknown
        reveal(m.layers[unbound].output)  # revealed: Unknown
        inner = keras.Model(m.input, m.layers[-2].output)
        reveal(inner(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_pop_changes_only_this_model() -> None:
    follow(
        """
        flag = ask()
        m = keras.Sequential([layers.Dense(3), layers.Softmax()])
        if flag:
            m.pop()
        reveal(m(x))  # revealed: Tensor[logits units=3] | Tensor[probabilities Softmax units=3]
        """
    )


def test_a_clone_is_another_model() -> None:
    follow(
        """
        m = keras.Sequential([layers.Dense(3)])
        c = keras.models.clone_model(m)
        c.add(layers.Softmax())
        reveal(m(x))  # revealed: Tensor[logits units=3]
        reveal(c(x))  # revealed: Tensor[probabilities Softmax units=3]
        """
    )


def test_a_shared_inner_model_grows() -> None:
    follow(
        """
        inner = keras.Sequential([layers.Dense(3)])
        outer = keras.Sequential([inner])
        inner.add(layers.Softmax())
        reveal(outer(x))  # revealed: Tensor[probabilities Softmax units=3]
        """
    )


def test_a_sequential_subclass() -> None:
    follow(
        """
        class Net(keras.Sequential):
            def __init__(self, n):
                super().__init__()
                self.add(layers.Dense(n))
                self.add(layers.Softmax())
        reveal(Net(3)(x))  # revealed: Tensor[probabilities Softmax units=3]
        class Other(keras.Sequential):
            def __init__(self):
                super().__init__([layers.Dense(3)])
        reveal(Other()(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_conditional_expression_among_the_layers() -> None:
    follow(
        """
        flag = ask()
        m = keras.Sequential([layers.Dense(3), layers.Softmax() if flag else layers.Identity()])
        if flag:
            reveal(m(x))  # revealed: Tensor[probabilities Softmax units=3]
        else:
            reveal(m(x))  # revealed: Tensor[logits units=3]
        """
    )
