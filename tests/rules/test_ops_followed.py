"""What operations keep of a scale, seen by the losses behind them."""

from __future__ import annotations

from linting import KERAS3, TF1, judged

LOGITS = "x, y = tf.placeholder(tf.float32, [None, 4]), tf.placeholder(tf.float32, [None, 6])\n"
LOGITS += "w = tf.get_variable('w', [4, 6])\nz = tf.matmul(x, w)\n"


def test_parts_of_logits_are_logits() -> None:
    judged(
        LOGITS
        + "a, b = tf.split(z, 2, axis=1)\n"
        + "one = tf.losses.log_loss(y, tf.nn.sigmoid(a))  # expect: XEN201\n"
        + "two = tf.losses.log_loss(y, b)  # expect: XEN101\n"
        + "rows = tf.unstack(z, num=3)\n"
        + "three = tf.losses.log_loss(y, rows[1])  # expect: XEN101\n",
        TF1,
    )


def test_parts_of_a_distribution_are_none() -> None:
    judged(
        LOGITS
        + "a, b = tf.split(tf.nn.softmax(z), 2, axis=1)\n"
        + "loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=a)\n",
        TF1,
    )


def test_parts_that_are_not_counted() -> None:
    judged(LOGITS + "for part in tf.split(z, sizes):\n    tf.losses.log_loss(y, part)\n", TF1)


def test_einsum_with_weights() -> None:
    judged(
        LOGITS
        + "wrong = tf.losses.log_loss(y, tf.einsum('ij,jk->ik', x, w))  # expect: XEN101\n"
        + "unknown = tf.losses.log_loss(y, tf.einsum('ij,jk->ik', x, y))\n",
        TF1,
    )


def test_the_identity_is_a_linear_activation() -> None:
    judged("z = tf.layers.dense(x, 1, activation=tf.identity)\ntf.losses.log_loss(y, z)  # expect: XEN101\n", TF1)
    judged("z = tf.layers.dense(x, 1, activation=tf.cast)\ntf.losses.log_loss(y, z)\n", TF1)


def test_a_division_by_function_is_a_sigmoid_too() -> None:
    judged(
        LOGITS
        + "p = tf.div(1.0, 1.0 + tf.exp(-z))\n"
        + "cost = -tf.reduce_mean(y * tf.log(p) + (1 - y) * tf.log(1 - p))  # expect: XEN202\n"
        + "other = tf.log(tf.div(2.0, 1.0 + tf.exp(-z)))\n",
        TF1,
    )


def test_resized_maps() -> None:
    judged(
        """
        i = keras.Input((8, 8, 3))
        z = keras.ops.image.resize(layers.Conv2D(1, 1)(i), (16, 16))
        m = keras.Model(i, z)
        m.compile(loss="binary_crossentropy")  # expect: XEN101
        """,
        KERAS3,
    )


def test_stateless_calls() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(3, activation="softmax")])
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)
        def step(state, x, y):
            y_pred, state = model.stateless_call(state.trainable, state.rest, x, training=True)
            return loss(y, y_pred)  # expect: XEN102
        """,
        KERAS3,
    )


def test_the_compiled_loss_as_an_attribute() -> None:
    judged(
        """
        class Captioner(keras.Model):
            def __init__(self, decoder):
                super().__init__()
                self.decoder = decoder
            def train_step(self, data):
                images, y = data
                return {"loss": self.loss(y, self.decoder(images))}  # expect: XEN101
        m = Captioner(keras.Sequential([layers.Dense(9)]))
        m.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy())
        m.fit(data)
        """,
        KERAS3,
    )
