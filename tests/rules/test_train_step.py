"""The loss that compile() was given, applied by a train_step; and a compute_loss of the user's own."""

from __future__ import annotations

from linting import judged


def test_own_head_through_compiled_loss() -> None:
    judged(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.head = layers.Dense(1, activation="sigmoid")
            def train_step(self, data):
                x, y = data
                return self.compiled_loss(y, self.head(x))  # expect: XEN102
        net = Net()
        net.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
        net.fit(batches)
        """
    )


def test_compute_loss_of_keras_3() -> None:
    judged(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.head = layers.Dense(1)
            def train_step(self, data):
                x, y = data
                return self.compute_loss(x=x, y=y, y_pred=self.head(x))  # expect: XEN101
        net = Net()
        net.compile(loss="binary_crossentropy")
        net.fit(batches)
        """
    )


def test_reported_once_where_compile_knows_the_output() -> None:
    judged(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.head = layers.Dense(1)
            def call(self, x):
                return self.head(x)
            def train_step(self, data):
                x, y = data
                return self.compiled_loss(y, self(x))
        net = Net()
        net.compile(loss="binary_crossentropy")  # expect: XEN101
        net.fit(batches)
        """
    )


def test_own_compute_loss_gets_what_the_model_puts_out() -> None:
    judged(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.head = layers.Dense(1, activation="sigmoid")
            def call(self, x):
                return self.head(x)
            def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None):
                return keras.losses.BinaryCrossentropy(from_logits=True)(y, y_pred)  # expect: XEN102
        net = Net()
        net.compile("adam")
        """
    )


def test_right_pairs_are_silent() -> None:
    judged(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.head = layers.Dense(1)
            def train_step(self, data):
                x, y = data
                return self.compiled_loss(y, self.head(x))
        net = Net()
        net.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
        net.fit(batches)
        """
    )
