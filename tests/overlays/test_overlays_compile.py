"""compile: which loss meets which output."""

from __future__ import annotations

import pytest
from revealing import follow

LINEAR = "model = keras.Sequential([layers.Dense(3)])\n"
APPLIED = "Tensor[logits units=3] -> "


@pytest.mark.parametrize(
    ("loss", "shown"),
    [
        ("'categorical_crossentropy'", "categorical_crossentropy from_logits=False"),
        ("'sparse_categorical_crossentropy'", "sparse_categorical_crossentropy from_logits=False"),
        ("'binary_crossentropy'", "binary_crossentropy from_logits=False"),
        ("'bce'", "binary_crossentropy from_logits=False"),
        ("'BinaryCrossentropy'", "BinaryCrossentropy from_logits=False"),
        ("f'{\"binary\"}_crossentropy'", "binary_crossentropy from_logits=False"),
        ("'%s_crossentropy' % 'binary'", "binary_crossentropy from_logits=False"),
        ("keras.losses.binary_crossentropy", "binary_crossentropy from_logits=False"),
        ("tf.keras.losses.binary_crossentropy", "binary_crossentropy from_logits=False"),
        ("keras.losses.BinaryCrossentropy()", "BinaryCrossentropy from_logits=False"),
        ("keras.losses.BinaryCrossentropy(True)", "BinaryCrossentropy from_logits=True"),
        ("keras.losses.BinaryCrossentropy(from_logits=True)", "BinaryCrossentropy from_logits=True"),
        ("keras.losses.BinaryCrossentropy(from_logits=not False)", "BinaryCrossentropy from_logits=True"),
        ("keras.losses.BinaryCrossentropy(**{'from_logits': True})", "BinaryCrossentropy from_logits=True"),
        ("keras.losses.BinaryCrossentropy(label_smoothing=0.1)", "BinaryCrossentropy from_logits=False"),
        ("keras.losses.get('binary_crossentropy')", "binary_crossentropy from_logits=False"),
        ("keras.losses.get('BinaryCrossentropy')", "BinaryCrossentropy from_logits=False"),
        (
            "{'class_name': 'BinaryCrossentropy', 'config': {'from_logits': True}}",
            "BinaryCrossentropy from_logits=True",
        ),
        (
            "keras.losses.deserialize({'class_name': 'BinaryCrossentropy', 'config': {}})",
            "BinaryCrossentropy from_logits=False",
        ),
        ("['binary_crossentropy']", "binary_crossentropy from_logits=False"),
        ("{'out': 'binary_crossentropy'}", "binary_crossentropy from_logits=False"),
        ("keras.losses.KLDivergence()", "KLDivergence"),
    ],
)
def test_spellings_of_a_loss(loss: str, shown: str) -> None:
    follow(f"{LINEAR}model.compile(optimizer='adam', loss={loss})  # applied: {APPLIED}Loss[{shown}]\n")


@pytest.mark.parametrize(
    "call",
    [
        "model.compile('adam', 'bce')",
        "model.compile('adam', loss='bce', metrics=['accuracy'])",
        "model.compile(loss='bce', optimizer=unbound)",
        "model.compile(**{'loss': 'bce'})",
        "model.compile('adam', *['bce'])",
        "model.compile(loss='bce', **unbound)",
        "compile = model.compile\ncompile(loss='bce')",
        "getattr(model, 'compile')(loss='bce')",
    ],
)
def test_spellings_of_compile(call: str) -> None:
    follow(f"{LINEAR}{call}  # applied: {APPLIED}Loss[binary_crossentropy from_logits=False]\n")


@pytest.mark.parametrize(
    "call",
    [
        "model.compile('adam')",
        "model.compile(optimizer='adam', loss=None)",
        "model.compile(loss=unbound)",
        "model.compile(loss='mse')",
        "model.compile(loss='binary_cross_entropy')",
        "model.compile(loss='auto')",
        "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits='auto'))",
        "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=unbound))",
        "model.compile(loss=keras.losses.BinaryCrossentropy(**unbound))",
        "model.compile(loss=keras.losses.BinaryCrossentropy(*unbound))",
        "model.compile(loss=my_loss)",
        "model.compile(loss=make_loss())",
        "model.compile(loss=['bce', 'bce'])",
        "model.compile(loss=[])",
        "model.compile(loss={})",
        "model.compile(loss={unbound: 'bce'})",
        "model.compile(loss={'class_name': 'Other'})",
        "model.compile(loss={'class_name': 'BinaryCrossentropy', 'config': unbound})",
        "model.compile(*unbound)",
        "model.compile(**unbound)",
        "other.compile(loss='bce')",
        "re.compile('bce')",
        "model.compile(metrics=['binary_crossentropy'])",
        "model.compile(loss_weights='bce')",
        "model.compile",
    ],
)
def test_silent(call: str) -> None:
    follow(f"{LINEAR}{call}\n")


def test_losses_by_list() -> None:
    follow(
        """
        i = keras.Input((4,))
        m = keras.Model(i, [layers.Dense(3, "softmax")(i), layers.Dense(1)(i)])
        m.compile(loss=[
            "categorical_crossentropy",  # applied: Tensor[probabilities softmax units=3] -> Loss[categorical_crossentropy from_logits=False]
            "mse",
        ])
        m.compile(loss=[
            None,
            "binary_crossentropy",  # applied: Tensor[logits units=1] -> Loss[binary_crossentropy from_logits=False]
        ])
        m.compile(loss=("mse", "mse", "bce"))
        m.compile(loss=["bce"])
        """  # noqa: E501
    )


def test_losses_by_name() -> None:
    follow(
        """
        i = keras.Input((4,))
        m = keras.Model(i, [layers.Dense(3, "softmax", name="a")(i), layers.Dense(1, name="b")(i)])
        m.compile(loss={
            "a": "categorical_crossentropy",  # applied: Tensor[probabilities softmax units=3] -> Loss[categorical_crossentropy from_logits=False]
            "b": "binary_crossentropy",  # applied: Tensor[logits units=1] -> Loss[binary_crossentropy from_logits=False]
        })
        m.compile(loss={"b": "bce"})  # applied: Tensor[logits units=1] -> Loss[binary_crossentropy from_logits=False]
        m.compile(loss={"c": "bce"})
        """  # noqa: E501
    )


def test_losses_by_the_keys_of_a_dict_of_outputs() -> None:
    follow(
        """
        i = keras.Input((4,))
        m = keras.Model(i, {"a": layers.Dense(3, "softmax")(i), "b": layers.Dense(1)(i)})
        m.compile(loss={"a": "mse", "b": "bce"})  # applied: Tensor[logits units=1] -> Loss[binary_crossentropy from_logits=False]
        """  # noqa: E501
    )


def test_the_name_of_the_last_layer_counts() -> None:
    follow(
        """
        i = keras.Input((4,))
        z = layers.Dense(1, name="z")(i)
        m = keras.Model(i, [layers.Activation("sigmoid", name="p")(z), layers.Dense(1)(i)])
        m.compile(loss={"z": "bce"})
        m.compile(loss={"p": "bce"})  # applied: Tensor[probabilities sigmoid units=1] -> Loss[binary_crossentropy from_logits=False]
        """  # noqa: E501
    )


def test_one_loss_for_all_outputs() -> None:
    follow(
        """
        i = keras.Input((4,))
        m = keras.Model(i, [layers.Dense(1, "sigmoid")(i), layers.Dense(1)(i)])
        m.compile(loss="bce")  # applied: Tensor[probabilities sigmoid units=1] -> Loss[binary_crossentropy from_logits=False] / Tensor[logits units=1] -> Loss[binary_crossentropy from_logits=False]
        """  # noqa: E501
    )


def test_the_head_at_the_time_of_compile_counts() -> None:
    follow(
        """
        m = keras.Sequential([layers.Dense(3)])
        m.compile(loss="mse")
        m.add(layers.Softmax())
        m.compile(loss="categorical_crossentropy")  # applied: Tensor[probabilities Softmax units=3] -> Loss[categorical_crossentropy from_logits=False]
        """  # noqa: E501
    )


def test_a_setting_computed_from_a_flag_is_not_known() -> None:
    follow(
        """
        def build(flag):
            m = keras.Sequential([layers.Dense(3, activation="softmax" if flag else None)])
            m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=not flag))
        """
    )


def test_one_flag_for_head_and_loss_in_arms() -> None:
    follow(
        """
        def build(flag):
            if flag:
                act, logits = "softmax", False
            else:
                act, logits = None, True
            m = keras.Sequential([layers.Dense(3, activation=act)])
            loss = keras.losses.CategoricalCrossentropy(from_logits=logits)
            m.compile(loss=loss)  # applied: Tensor[logits units=3] -> Loss[CategoricalCrossentropy from_logits=True] | Tensor[probabilities softmax units=3] -> Loss[CategoricalCrossentropy from_logits=False]
        """  # noqa: E501
    )


def test_two_flags_give_every_pair() -> None:
    follow(
        """
        def build(p, q):
            m = keras.Sequential([layers.Dense(1, activation="sigmoid" if p else None)])
            m.compile(loss="bce" if q else "hinge")
        """
    )


def test_compile_in_both_arms() -> None:
    follow(
        """
        def build(binary):
            if binary:
                m = keras.Sequential([layers.Dense(1, "sigmoid")])
            else:
                m = keras.Sequential([layers.Dense(3, "softmax")])
            if binary:
                m.compile(loss="bce")  # applied: Tensor[probabilities sigmoid units=1] -> Loss[binary_crossentropy from_logits=False]
            else:
                m.compile(loss="categorical_crossentropy")  # applied: Tensor[probabilities softmax units=3] -> Loss[categorical_crossentropy from_logits=False]
        """  # noqa: E501
    )


def test_a_custom_loss_is_followed_with_the_head_as_prediction() -> None:
    follow(
        """
        def mine(y_true, y_pred):
            return tf.reduce_mean(keras.losses.binary_crossentropy(y_true, y_pred))  # applied: Tensor[logits units=3] -> Loss[binary_crossentropy from_logits=False]
        model = keras.Sequential([layers.Dense(3)])
        model.compile(loss=mine)
        """  # noqa: E501
    )


def test_a_closure_and_a_partial_as_loss() -> None:
    follow(
        """
        import functools
        def make(weight):
            def loss(y_true, y_pred):
                return weight * K.binary_crossentropy(y_true, y_pred)  # applied: Tensor[logits units=3] -> Loss[binary_crossentropy from_logits=False]
            return loss
        def other(y_true, y_pred, alpha):
            return alpha * keras.losses.binary_crossentropy(y_true, y_pred, from_logits=True)  # applied: Tensor[logits units=3] -> Loss[binary_crossentropy from_logits=True]
        model = keras.Sequential([layers.Dense(3)])
        model.compile(loss=make(2.0))
        model.compile(loss=functools.partial(other, alpha=0.5))
        model.compile(loss=functools.partial(keras.losses.binary_crossentropy, from_logits=True))  # applied: Tensor[logits units=3] -> Loss[binary_crossentropy from_logits=True]
        model.compile(loss=lambda y, p: keras.losses.binary_crossentropy(y, p))  # applied: Tensor[logits units=3] -> Loss[binary_crossentropy from_logits=False]
        """  # noqa: E501
    )


def test_a_loss_subclass() -> None:
    follow(
        """
        class Mine(keras.losses.Loss):
            def __init__(self, **kwargs):
                super().__init__(**kwargs)
                self.inner = keras.losses.BinaryCrossentropy()
            def call(self, y_true, y_pred):
                return self.inner(y_true, y_pred)  # applied: Tensor[logits units=3] -> Loss[BinaryCrossentropy from_logits=False]
        model = keras.Sequential([layers.Dense(3)])
        model.compile(loss=Mine())
        """  # noqa: E501
    )


def test_a_subclass_of_a_loss_of_the_tables() -> None:
    follow(
        """
        class Mine(keras.losses.BinaryCrossentropy):
            def __init__(self):
                super().__init__(from_logits=True)
        model = keras.Sequential([layers.Dense(3, "sigmoid")])
        model.compile(loss=Mine())
        class Other(keras.losses.BinaryCrossentropy):
            def call(self, y_true, y_pred):
                return super().call(y_true, tf.sigmoid(y_pred))
        model.compile(loss=Other())
        """
    )


def test_a_custom_loss_called_with_other_things_too() -> None:
    follow(
        """
        def mine(y_true, y_pred):
            return keras.losses.binary_crossentropy(y_true, tf.sigmoid(y_pred))  # applied: Tensor[probabilities sigmoid units=3] -> Loss[binary_crossentropy from_logits=False]
        model = keras.Sequential([layers.Dense(3)])
        model.compile(loss=mine)
        """  # noqa: E501
    )


def test_compile_of_a_model_from_a_function_in_one_expression() -> None:
    follow(
        """
        def build():
            return keras.Sequential([layers.Dense(3)])
        build().compile(loss="bce")  # applied: Tensor[logits units=3] -> Loss[binary_crossentropy from_logits=False]
        """
    )


def test_an_unnamed_pass_through_layer_takes_the_name_away() -> None:
    follow(
        """
        i = keras.Input((4,))
        z = layers.Flatten()(layers.Dense(1, name="z")(i))
        m = keras.Model(i, [z, layers.Dense(1, name="other")(i)])
        m.compile(loss={"z": "bce"})
        """
    )
