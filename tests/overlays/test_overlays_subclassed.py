"""User subclasses of the library's models and layers."""

from __future__ import annotations

from revealing import follow


def test_a_subclassed_model() -> None:
    follow(
        """
        class Net(keras.Model):
            def __init__(self, classes):
                super().__init__()
                self.hidden = layers.Dense(8, activation="relu")
                self.head = layers.Dense(classes, activation="softmax")
            def call(self, inputs, training=False):
                return self.head(self.hidden(inputs))
        m = Net(3)
        reveal(m(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(m(x, training=True))  # revealed: Tensor[probabilities softmax units=3]
        reveal(m.call(x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_subclassed_model_with_an_old_super_call() -> None:
    follow(
        """
        class Net(tf.keras.Model):
            def __init__(self):
                super(Net, self).__init__(name="net")
                self.out = tf.keras.layers.Dense(3)
            def call(self, x):
                return tf.nn.softmax(self.out(x))
        reveal(Net()(x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_subclassed_layer_in_a_sequential() -> None:
    follow(
        """
        class Head(layers.Layer):
            def __init__(self, n, **kwargs):
                super().__init__(**kwargs)
                self.dense = layers.Dense(n)
            def call(self, inputs):
                return tf.nn.softmax(self.dense(inputs))
        reveal(Head(3)(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(keras.Sequential([Head(3, name="h")])(x))  # revealed: Tensor[probabilities softmax units=3]
        class Same(keras.layers.Layer):
            def call(self, inputs):
                return inputs
        reveal(keras.Sequential([layers.Dense(3), Same()])(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_build_makes_weights() -> None:
    follow(
        """
        class Linear(layers.Layer):
            def build(self, input_shape):
                self.w = self.add_weight(shape=(3, 3))
                self.b = self.add_weight(shape=(3,))
            def call(self, inputs):
                return tf.matmul(inputs, self.w) + self.b
        reveal(Linear()(x))  # revealed: Tensor[logits]
        """
    )


def test_layers_in_a_list_or_inner_sequential() -> None:
    follow(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.stack = [layers.Dense(8), layers.Dense(3)]
                self.tail = keras.Sequential([layers.Softmax()])
            def call(self, h):
                for layer in self.stack:
                    h = layer(h)
                return self.tail(h)
        reveal(Net()(x))  # revealed: Tensor[probabilities Softmax units=3]
        """
    )


def test_a_subclass_that_calls_the_functional_constructor() -> None:
    follow(
        """
        class Net(keras.Model):
            def __init__(self):
                i = keras.Input((4,))
                o = layers.Dense(3)(i)
                super().__init__(inputs=i, outputs=o)
        reveal(Net()(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_a_call_that_depends_on_training() -> None:
    follow(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.out = layers.Dense(3)
            def call(self, h, training=None):
                h = self.out(h)
                return h if training else tf.nn.softmax(h)
        m = Net()
        reveal(m(x, training=True))  # revealed: Tensor[logits units=3]
        reveal(m(x, training=False))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_model_in_a_model() -> None:
    follow(
        """
        class Inner(keras.Model):
            def __init__(self):
                super().__init__()
                self.d = layers.Dense(3)
            def call(self, h):
                return self.d(h)
        class Outer(keras.Model):
            def __init__(self, inner):
                super().__init__()
                self.inner = inner
            def call(self, h):
                return tf.nn.softmax(self.inner(h))
        reveal(Outer(Inner())(x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_an_own_base_class_between() -> None:
    follow(
        """
        class Base(keras.Model):
            def call(self, h):
                return self.head(h)
        class Net(Base):
            def __init__(self):
                super().__init__()
                self.head = layers.Dense(3)
        reveal(Net()(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_a_model_without_call_is_unknown() -> None:
    follow(
        """
        class Net(keras.Model):
            pass
        reveal(Net()(x))  # revealed: Unknown
        from elsewhere import Base
        class Other(Base):
            def __init__(self):
                self.d = layers.Dense(3)
        reveal(Other()(x))  # revealed: Unknown
        """
    )


def test_a_tf_module() -> None:
    follow(
        """
        class Dense(tf.Module):
            def __init__(self):
                self.w = tf.Variable(w)
                self.b = tf.Variable(b)
            def __call__(self, x):
                return tf.nn.softmax(tf.matmul(x, self.w) + self.b)
        reveal(Dense()(x))  # revealed: Tensor[probabilities softmax]
        """
    )


def test_call_under_tf_function() -> None:
    follow(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.d = layers.Dense(3)
            @tf.function
            def call(self, h):
                return self.d(h)
        reveal(Net()(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_several_outputs_of_call() -> None:
    follow(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.a = layers.Dense(1)
                self.b = layers.Dense(3, "softmax")
            def call(self, h):
                return self.a(h), {"b": self.b(h)}
        a, rest = Net()(x)
        reveal(a)  # revealed: Tensor[logits units=1]
        reveal(rest["b"])  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_compile_in_a_method() -> None:
    follow(
        """
        class Trainer:
            def __init__(self):
                self.model = keras.Sequential([layers.Dense(3)])
                self.loss = "categorical_crossentropy"
            def prepare(self):
                self.model.compile(
                    "adam",
                    loss=self.loss,  # applied: Tensor[logits units=3] -> Loss[categorical_crossentropy from_logits=False]
                )
        Trainer().prepare()
        """  # noqa: E501
    )


def test_train_step_is_followed() -> None:
    follow(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.d = layers.Dense(3)
                self.ce = keras.losses.CategoricalCrossentropy()
            def call(self, h):
                return self.d(h)
            def train_step(self, data):
                h, y = data
                with tf.GradientTape() as tape:
                    p = self(h, training=True)
                    loss = self.ce(y, p)  # applied: Tensor[logits units=3] -> Loss[CategoricalCrossentropy from_logits=False]
                return {"loss": loss}
        """  # noqa: E501
    )


def test_a_gan() -> None:
    follow(
        """
        bce = keras.losses.BinaryCrossentropy(from_logits=True)
        disc = keras.Sequential([layers.Dense(1, activation="sigmoid")])
        def d_loss(real, fake):
            return bce(tf.ones_like(real), real) + bce(tf.zeros_like(fake), fake)  # applied: Tensor[probabilities sigmoid units=1] -> Loss[BinaryCrossentropy from_logits=True]
        @tf.function
        def step(images, noise):
            return d_loss(disc(images), disc(generate(noise)))
        """  # noqa: E501
    )
