"""Choices: what one flag decides together is paired by its arms; what different, known values decide is reported."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, judged

PAIR = [
    ("'softmax' if logits else None", "not logits"),
    ("None if logits else 'softmax'", "logits"),
    ("None if logits else 'softmax'", "bool(logits)"),
    ("None if logits else 'softmax'", "True if logits else False"),
    ("'softmax' if not logits else 'linear'", "True if logits else False"),
    ("{True: None, False: 'softmax'}[logits]", "logits"),
    ("None if logits is True else 'softmax'", "logits is True"),
]


@pytest.mark.parametrize(("activation", "setting"), PAIR)
def test_one_flag_for_activation_and_setting(activation: str, setting: str) -> None:
    judged(
        f"""
        def build(logits):
            model = keras.Sequential([layers.Dense(5, activation={activation})])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits={setting}))
        """,
        KERAS3,
    )


def test_two_ifs_on_one_unchanged_name() -> None:
    judged(
        """
        def build(logits):
            if logits:
                head = layers.Dense(5)
            else:
                head = layers.Dense(5, activation="softmax")
            model = keras.Sequential([layers.Flatten(), head])
            print("built", model)
            if logits:
                loss = keras.losses.CategoricalCrossentropy(from_logits=True)
            else:
                loss = keras.losses.KLDivergence()
            model.compile(loss=loss)
        """,
        KERAS3,
    )


def test_two_ifs_on_one_unchanged_name_the_wrong_way_round() -> None:
    judged(
        """
        def build(logits):
            if logits:
                head = layers.Dense(5, activation="softmax")
            else:
                head = layers.Dense(5)
            model = keras.Sequential([layers.Flatten(), head])
            if logits:
                model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
            else:
                model.compile(loss="categorical_crossentropy")  # expect: XEN101
        """,
        KERAS3,
    )


def test_two_ifs_on_a_name_that_changed_between() -> None:
    judged(
        """
        def build(logits):
            if logits:
                head = layers.Dense(5, activation="softmax")
            else:
                head = layers.Dense(5)
            logits = ask(logits)
            model = keras.Sequential([head])
            if logits:
                model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
            else:
                model.compile(loss="kl_divergence")
        """,
        KERAS3,
    )


def test_two_ifs_on_one_comparison() -> None:
    judged(
        """
        def build(classes):
            if classes == 2:
                head = layers.Dense(1, activation="sigmoid")
            else:
                head = layers.Dense(classes, activation="softmax")
            model = keras.Sequential([head])
            if classes == 2:
                model.compile(loss=keras.losses.Dice())
            else:
                model.compile(loss=keras.losses.KLDivergence())
        """,
        KERAS3,
    )


def test_two_ifs_on_one_attribute() -> None:
    judged(
        """
        class Trainer:
            def __init__(self, config):
                self.config = config
                self.logits = config.logits

            def run(self):
                head = layers.Dense(5) if self.logits else layers.Dense(5, activation="softmax")
                model = keras.Sequential([head])
                if self.logits:
                    model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
                else:
                    model.compile(loss="kld")
        """,
        KERAS3,
    )


def test_a_negated_condition() -> None:
    judged(
        """
        def build(probabilities):
            if not probabilities:
                head, loss = layers.Dense(5), keras.losses.CategoricalCrossentropy(from_logits=True)
            if probabilities:
                head, loss = layers.Dense(5, activation="softmax"), keras.losses.KLDivergence()
            model = keras.Sequential([head])
            model.compile(loss=loss)
        """,
        KERAS3,
    )


def test_an_early_return() -> None:
    judged(
        """
        def head(x, logits):
            z = layers.Dense(5)(x)
            if logits:
                return z
            return layers.Softmax()(z)

        def train(x, y, logits):
            output = head(x, logits)
            if logits:
                return ops.categorical_crossentropy(y, output, from_logits=True)
            return keras.losses.kl_divergence(y, output)
        """,
        KERAS3,
    )


def test_an_early_return_leaves_one_arm() -> None:
    judged(
        """
        def train(x, y, logits):
            z = layers.Dense(5)(x)
            output = z if logits else ops.softmax(z)
            if logits:
                return ops.categorical_crossentropy(y, output, from_logits=True)
            return ops.categorical_crossentropy(y, output, from_logits=True)  # expect: XEN102
        """,
        KERAS3,
    )


def test_an_early_raise() -> None:
    judged(
        """
        def build(kind):
            if kind == "binary":
                act = "sigmoid"
            elif kind == "multi":
                act = "softmax"
            else:
                raise ValueError(kind)
            model = keras.Sequential([layers.Dense(5, activation=act)])
            if kind == "binary":
                model.compile(loss=keras.losses.Dice())
            elif kind == "multi":
                model.compile(loss=keras.losses.KLDivergence())
        """,
        KERAS3,
    )


def test_an_elif_chain_that_is_wrong_in_one_arm() -> None:
    judged(
        """
        def build(kind):
            if kind == "binary":
                act = "sigmoid"
            elif kind == "multi":
                act = "softmax"
            else:
                act = None
            model = keras.Sequential([layers.Dense(5, activation=act)])
            if kind == "binary":
                model.compile(loss=keras.losses.Dice())
            elif kind == "multi":
                model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
            else:
                model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
        """,
        KERAS3,
    )


def test_different_flags_with_unknown_values_are_silent() -> None:
    judged(
        """
        def build(activate, logits):
            model = keras.Sequential([layers.Dense(5, activation="softmax" if activate else None)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True if logits else False))
        """,
        KERAS3,
    )


def test_different_flags_with_known_values_are_reported() -> None:
    judged(
        """
        def build(activate, logits):
            model = keras.Sequential([layers.Dense(5, activation="softmax" if activate else None)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=logits))  # expect: XEN102
            return model

        build(activate=True, logits=True)
        """,
        KERAS3,
    )


def test_different_flags_at_the_top_of_the_file() -> None:
    judged(
        """
        ACTIVATE = True
        FROM_LOGITS = True
        model = keras.Sequential([layers.Dense(5, activation="softmax" if ACTIVATE else None)])
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=FROM_LOGITS))  # expect: XEN102
        right = keras.Sequential([layers.Dense(5, activation=None if ACTIVATE else "softmax")])
        right.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=FROM_LOGITS))
        """,
        KERAS3,
    )


def test_a_choice_that_is_wrong_both_ways() -> None:
    judged(
        """
        def build(wide):
            act = "softmax" if wide else tf.nn.softmax
            model = keras.Sequential([layers.Dense(5, activation=act)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102, XEN102
        """,
        "import tensorflow as tf\n" + KERAS3,
    )


def test_defaults_are_known_and_calls_go_before_them() -> None:
    judged(
        """
        def build(activation="softmax", logits=True):
            model = keras.Sequential([layers.Dense(5, activation=activation)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=logits))

        def other(activation="softmax", logits=True):
            model = keras.Sequential([layers.Dense(5, activation=activation)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=logits))  # expect: XEN102

        build(activation=None)
        """,
        KERAS3,
    )


def test_one_flag_through_two_functions() -> None:
    judged(
        """
        def make_model(probabilities):
            return keras.Sequential([layers.Dense(5, activation="softmax" if probabilities else None)])

        def make_loss(probabilities):
            if probabilities:
                return keras.losses.KLDivergence()
            return keras.losses.CategoricalCrossentropy(from_logits=True)

        def main(probabilities):
            model = make_model(probabilities)
            model.compile(loss=make_loss(probabilities))

        def wrong(probabilities):
            model = make_model(probabilities)
            model.compile(loss=make_loss(not probabilities))
        """,
        KERAS3,
    )


def test_one_flag_of_the_command_line() -> None:
    judged(
        """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--logits", action="store_true")
        args = parser.parse_args()
        model = keras.Sequential([layers.Dense(5)])
        if not args.logits:
            model.add(layers.Softmax())
        if args.logits:
            loss = keras.losses.CategoricalCrossentropy(from_logits=True)
        else:
            loss = keras.losses.KLDivergence()
        model.compile(loss=loss)
        """,
        KERAS3,
    )


def test_one_flag_in_tf1() -> None:
    judged(
        """
        def loss(z, y, multi):
            output = tf.nn.sigmoid(z) if multi else tf.nn.softmax(z)
            if multi:
                return tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z), output
            return tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=z), output

        z = tf.layers.dense(tf.placeholder(tf.float32, [None, 3]), 5)
        a, b = loss(z, y, FLAGS.multi)
        """,
        TF1,
    )


def test_a_mapping_from_one_key() -> None:
    judged(
        """
        ACTIVATIONS = {"a": None, "b": "softmax"}
        LOSSES = {"a": keras.losses.CategoricalCrossentropy(from_logits=True), "b": keras.losses.KLDivergence()}

        def build(kind):
            model = keras.Sequential([layers.Dense(5, activation=ACTIVATIONS[kind])])
            model.compile(loss=LOSSES[kind])

        def known(kind="b"):
            model = keras.Sequential([layers.Dense(5, activation=ACTIVATIONS[kind])])
            model.compile(loss=LOSSES["a"])  # expect: XEN102
        """,
        KERAS3,
    )


def test_an_or_of_two_flags_is_no_algebra() -> None:
    judged(
        """
        def build(a, b):
            act = "softmax" if a or b else None
            model = keras.Sequential([layers.Dense(5, activation=act)])
            if a:
                model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """,
        KERAS3,
    )


def test_a_try_that_falls_back() -> None:
    judged(
        """
        try:
            import fast
            act = None
        except ImportError:
            act = "softmax"
        model = keras.Sequential([layers.Dense(5, activation=act)])
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """,
        KERAS3,
    )
