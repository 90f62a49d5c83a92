"""What has to change together does, in one fix: models that share a loss, losses that share a model."""

from __future__ import annotations

from fixed_programs import first_fixes, rewritten
from to_logits_programs import LINEAR_HEAD, reasons, safely

ON_LOGITS = "keras.losses.BinaryCrossentropy(from_logits=True)"


def head(name: str) -> str:
    """A binary classifier."""
    return f'{name} = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1, activation="sigmoid")])\n'


def linear(name: str) -> str:
    """It, with a linear head."""
    return LINEAR_HEAD.replace("model", name, 1)


def test_two_models_of_one_loss_object() -> None:
    program = (
        "bce = keras.losses.BinaryCrossentropy()\n"
        + head("one")
        + head("two")
        + "one.compile(loss=bce)\ntwo.compile(loss=bce)\np = two.predict(x) > 0.5\n"
    )
    assert safely(program) == [f"bce = {ON_LOGITS}", linear("one"), linear("two"), "p = two.predict(x) > 0.0"]
    fixes = first_fixes(program, "XEN201")
    assert len(fixes) == 2
    assert fixes[0] == fixes[1]


def test_one_model_compiled_twice() -> None:
    program = (
        head("model")
        + 'model.compile(loss="binary_crossentropy", metrics=["accuracy"])\nmodel.fit(x, y)\n'
        + 'model.compile(loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1), metrics=["AUC"])\n'
    )
    assert safely(program) == [
        LINEAR_HEAD,
        f'model.compile(loss={ON_LOGITS}, metrics=[keras.metrics.BinaryAccuracy(threshold=0.0, name="accuracy")])',
        "model.compile(loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1, from_logits=True), "
        'metrics=[keras.metrics.AUC(from_logits=True, name="AUC")])',
    ]


def test_two_models_of_one_builder() -> None:
    program = (
        "def build():\n    " + head("model") + "    return model\n"
        "one, two = build(), build()\n"
        'one.compile(loss="binary_crossentropy")\n'
        "two.compile(loss=keras.losses.BinaryCrossentropy())\n"
    )
    assert safely(program) == [LINEAR_HEAD, f"one.compile(loss={ON_LOGITS})", f"two.compile(loss={ON_LOGITS})"]


def test_a_builder_whose_other_model_has_another_loss_is_left() -> None:
    program = (
        "def build():\n    " + head("model") + "    return model\n"
        "one, two = build(), build()\n"
        'one.compile(loss="binary_crossentropy")\ntwo.compile(loss="mse")\n'
    )
    assert reasons(program) == ["a loss or metric that is not known judges the same output (line 9)"]


def test_the_discriminator_of_a_gan_is_repaired_with_both_losses() -> None:
    program = (
        "generator = keras.Sequential([keras.layers.Dense(2)])\n"
        + head("critic")
        + """
bce = keras.losses.BinaryCrossentropy()
def critic_loss(real, fake):
    return bce(tf.ones_like(real), real) + bce(tf.zeros_like(fake), fake)
def generator_loss(fake):
    return bce(tf.ones_like(fake), fake)
@tf.function
def step(x, z):
    real, fake = critic(x), critic(generator(z))
    return critic_loss(real, fake), generator_loss(fake)
step(x, z)
print(critic(x) > 0.5)
"""
    )
    assert safely(program) == [linear("critic"), f"bce = {ON_LOGITS}", "print(critic(x) > 0.0)"]


def test_a_model_inside_of_a_model_is_repaired_with_it() -> None:
    program = (
        head("critic")
        + 'critic.compile(loss="binary_crossentropy", metrics=["accuracy"])\n'
        + "z = keras.Input((3,))\ncombined = keras.Model(z, critic(generator(z)))\n"
        + 'combined.compile(loss="binary_crossentropy")\n'
    )
    assert safely(program)[-1] == f"combined.compile(loss={ON_LOGITS})"


def test_a_distillation_keeps_what_the_teacher_says() -> None:
    program = (
        "def build():\n    " + head("model") + "    return model\n"
        "teacher, student = build(), build()\n"
        "bce = keras.losses.BinaryCrossentropy()\n"
        "def step(x):\n    return bce(teacher(x), student(x))\n"
        "step(x)\n"
    )
    assert safely(program) == [
        LINEAR_HEAD,
        f"bce = {ON_LOGITS}",
        "return bce(keras.activations.sigmoid(teacher(x)), student(x))",
    ]


def test_models_decided_about_by_the_same_code_are_repaired_together() -> None:
    program = (
        head("one")
        + head("two")
        + 'one.compile(loss="binary_crossentropy")\ntwo.compile(loss="binary_crossentropy")\n'
        + "def decide(p):\n    return p > 0.5\n"
        + "print(decide(one.predict(x)), decide(two.predict(x)))\n"
    )
    assert safely(program) == [
        linear("one"),
        linear("two"),
        f"one.compile(loss={ON_LOGITS})",
        f"two.compile(loss={ON_LOGITS})",
        "return p > 0.0",
    ]


def test_a_linear_head_that_shares_the_loss_stays_and_its_threshold_moves() -> None:
    program = (
        "bce = keras.losses.BinaryCrossentropy()\n"
        + head("one")
        + "two = keras.Sequential([keras.layers.Dense(1)])\n"
        + "one.compile(loss=bce)\ntwo.compile(loss=bce)\n"
        + "print(one.predict(x) > 0.5, two.predict(x) > 0.5)\n"
    )
    assert rewritten(program) == [
        f"bce = {ON_LOGITS}",
        linear("one"),
        "print(one.predict(x) > 0.0, two.predict(x) > 0.0)",
    ]


def test_the_outputs_of_one_model_are_repaired_each_for_itself() -> None:
    program = """
i = keras.Input((3,))
a = keras.layers.Dense(1, activation="sigmoid", name="a")(i)
b = keras.layers.Dense(2, activation="softmax", name="b")(i)
model = keras.Model(i, [a, b])
model.compile(
    loss={"a": "binary_crossentropy", "b": "categorical_crossentropy"}, metrics={"b": [keras.metrics.AUC()]}
)
p, q = model.predict(x)
print(p > 0.5, q.argmax(-1))
"""
    assert rewritten(program) == [
        'a = keras.layers.Dense(1, name="a")(i)',
        f'loss={{"a": {ON_LOGITS}, "b": "categorical_crossentropy"}}, metrics={{"b": [keras.metrics.AUC()]}}',
        "print(p > 0.0, q.argmax(-1))",
    ]


def test_a_subclassed_model_with_its_own_step() -> None:
    program = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.top = keras.layers.Dense(1, activation="sigmoid")
        self.bce = keras.losses.BinaryCrossentropy()
        self.seen = keras.metrics.BinaryAccuracy()
    def call(self, x):
        return self.top(x)
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            p = self(x, training=True)
            loss = self.bce(y, p)
        self.seen.update_state(y, p)
        return {"loss": loss, "seen": self.seen.result()}
net = Net()
net.compile("adam")
net.fit(x, y)
"""
    assert safely(program) == [
        "self.top = keras.layers.Dense(1)",
        f"self.bce = {ON_LOGITS}",
        "self.seen = keras.metrics.BinaryAccuracy(threshold=0.0)",
    ]


def test_the_same_class_never_made_here_is_left() -> None:
    program = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.top = keras.layers.Dense(1, activation="sigmoid")
        self.bce = keras.losses.BinaryCrossentropy()
    def call(self, x):
        return self.top(x)
    def train_step(self, data):
        x, y = data
        return {"loss": self.bce(y, self(x, training=True))}
"""
    assert reasons(program) == ["the loss is kept as .bce of objects that are made elsewhere (line 4)"]


def test_sigmoid_and_softmax_of_one_loss_are_left() -> None:
    program = (
        "bce = keras.losses.BinaryCrossentropy()\n"
        + head("one")
        + 'two = keras.Sequential([keras.layers.Dense(3, activation="softmax")])\n'
        + "one.compile(loss=bce)\ntwo.compile(loss=bce)\n"
    )
    fix = first_fixes(program, "XEN201")[0]
    assert fix.message.endswith(
        "by hand: softmax and keras.losses.BinaryCrossentropy belong to different families (line 8)"
    )
    assert rewritten(program) == []
