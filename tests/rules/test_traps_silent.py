"""Traps: programs that look wrong at a glance and are right, or are not known for certain. All must stay silent."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, TF_KERAS, judged


def test_softmax_as_attention_weights() -> None:
    judged(
        """
        class Attention(layers.Layer):
            def __init__(self, units):
                super().__init__()
                self.query, self.key, self.value = layers.Dense(units), layers.Dense(units), layers.Dense(units)
                self.out = layers.Dense(5)

            def call(self, x):
                scores = ops.matmul(self.query(x), ops.transpose(self.key(x), (0, 2, 1)))
                weights = ops.softmax(scores, axis=-1)
                return self.out(ops.matmul(weights, self.value(x)))

        model = keras.Sequential([Attention(8), layers.GlobalAveragePooling1D()])
        model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        """,
        KERAS3,
    )


def test_attention_by_layers() -> None:
    judged(
        """
        i = keras.Input((10, 8))
        alpha = layers.Softmax(axis=1)(layers.Dense(1)(i))
        context = layers.Lambda(lambda t: tf.reduce_sum(t, axis=1))(layers.Multiply()([i, alpha]))
        gate = layers.Dense(8, activation="sigmoid")(context)
        out = layers.Dense(5)(layers.multiply([context, gate]))
        model = keras.Model(i, out)
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """
    )


def test_attention_in_tf1() -> None:
    judged(
        """
        states, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        energy = tf.layers.dense(tf.layers.dense(states, 16, activation=tf.nn.tanh), 1)
        alpha = tf.nn.softmax(energy, axis=1)
        pooled = tf.reduce_sum(states * alpha, axis=1)
        logits = tf.layers.dense(pooled, 2)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
        """,
        TF1,
    )


def test_softmax_as_soft_labels() -> None:
    judged(
        """
        class Distiller(keras.Model):
            def __init__(self, student, teacher, temperature=3.0):
                super().__init__()
                self.student, self.teacher, self.temperature = student, teacher, temperature
                self.soft = keras.losses.CategoricalCrossentropy(from_logits=True)
                self.divergence = keras.losses.KLDivergence()

            def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None):
                soft = ops.softmax(self.teacher(x) / self.temperature)
                a = self.soft(soft, self.student(x) / self.temperature)
                b = self.divergence(soft, ops.softmax(self.student(x) / self.temperature))
                return a + b * self.temperature**2

        teacher, student = keras.Sequential([layers.Dense(5)]), keras.Sequential([layers.Dense(5)])
        Distiller(student, teacher).fit(data)
        """,
        KERAS3,
    )


def test_softmax_in_an_entropy_bonus() -> None:
    judged(
        """
        class Agent(tf.keras.Model):
            def __init__(self, actions):
                super().__init__()
                self.policy, self.value = layers.Dense(actions), layers.Dense(1)

            def call(self, states):
                return self.policy(states), self.value(states)

        agent = Agent(4)
        nll = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

        def step(states, actions, advantages):
            logits, values = agent(states)
            chosen = nll(actions, logits, sample_weight=advantages)
            probabilities = tf.nn.softmax(logits)
            entropy = keras.losses.categorical_crossentropy(probabilities, logits, from_logits=True)
            return chosen - 0.01 * entropy
        """
    )


def test_softmax_in_a_metric_only() -> None:
    judged(
        """
        def confidence(y_true, y_pred):
            return tf.reduce_max(tf.nn.softmax(y_pred), axis=-1)

        auc = keras.metrics.AUC(multi_label=True)
        model = keras.Sequential([layers.Dense(5)])
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)
        model.compile(loss=loss, metrics=["accuracy", confidence])

        def test_step(x, y):
            logits = model(x, training=False)
            auc.update_state(y, tf.nn.softmax(logits))
            return loss(y, logits)
        """
    )


def test_softmax_in_a_metric_only_in_tf1() -> None:
    judged(
        """
        logits = tf.layers.dense(x, 5)
        predictions = {"classes": tf.argmax(logits, 1), "probabilities": tf.nn.softmax(logits, name="softmax")}
        loss = tf.losses.sparse_softmax_cross_entropy(labels=y, logits=logits)
        accuracy = tf.metrics.accuracy(y, predictions["classes"])
        auc = tf.metrics.auc(z, predictions["probabilities"][:, 1])
        """,
        TF1,
    )


@pytest.mark.parametrize(
    "consumer",
    [
        "tf.nn.softmax(model.predict(x))",
        "tf.nn.softmax(model.predict(x)).numpy()",
        "tf.nn.softmax(model(x, training=False), axis=-1)",
        "keras.Sequential([model, layers.Softmax()])",
        "tf.keras.Sequential([model, tf.keras.layers.Activation('softmax')]).predict(x)",
        "keras.layers.Softmax()(model(x))",
        "keras.activations.softmax(tf.convert_to_tensor(model.predict_on_batch(x)))",
        "scipy.special.softmax(model.predict(x), axis=1)",
        "[tf.nn.softmax(row) for row in model.predict(x)]",
        "np.argmax(model.predict(x), axis=1)",
        "tf.nn.softmax(model.predict(x)[0])",
        "tf.reduce_max(tf.nn.softmax(model.predict(x)), axis=1) > 0.5",
    ],
)
def test_softmax_after_training_on_a_linear_head(consumer: str) -> None:
    judged(
        f"""
        model = keras.Sequential([layers.Dense(5)])
        model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
        model.fit(x, y)
        result = {consumer}
        """
    )


def test_an_added_softmax_after_training() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(5)])
        model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        model.fit(x, y)
        serving = keras.Sequential([model])
        serving.add(layers.Softmax())
        serving.save("serving.keras")
        i = keras.Input((4,))
        exported = keras.Model(i, layers.Softmax()(model(i)))
        exported.predict(x)
        """,
        KERAS3,
    )


def test_a_sigmoid_in_a_decoder_beside_a_gan() -> None:
    judged(
        """
        bce = keras.losses.BinaryCrossentropy(from_logits=True)
        mse = keras.losses.MeanSquaredError()
        encoder = keras.Sequential([layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(16)])
        decoder = keras.Sequential([layers.Dense(49), layers.Conv2DTranspose(1, 3, activation="sigmoid")])
        critic = keras.Sequential([layers.Flatten(), layers.Dense(1)])

        @tf.function
        def step(images):
            rebuilt = decoder(encoder(images))
            real, fake = critic(images), critic(rebuilt)
            critic_loss = bce(tf.ones_like(real), real) + bce(tf.zeros_like(fake), fake)
            decoder_loss = mse(images, rebuilt) + 0.1 * bce(tf.ones_like(fake), fake)
            return critic_loss, decoder_loss
        """
    )


@pytest.mark.parametrize(
    "layer",
    [
        "NormDense(5, activation='linear')",
        "mylib.Dense(units=5, activation='linear')",
        "tfa.layers.Unheard(5, activation=None)",
        "build_head(5, activation='linear')",
    ],
)
@pytest.mark.parametrize("loss", ["'categorical_crossentropy'", "'binary_crossentropy'"])
def test_an_unknown_layer_with_a_linear_activation(layer: str, loss: str) -> None:
    judged(
        f"""
        i = keras.Input((4,))
        model = keras.Model(i, {layer}(i))
        model.compile(loss={loss})
        again = keras.Sequential([layers.Flatten(), {layer}])
        again.compile(loss={loss})
        """
    )


def test_a_variable_named_logits_that_holds_log_softmax() -> None:
    judged(
        """
        logits = tf.nn.log_softmax(layers.Dense(5)(x))
        a = -tf.reduce_sum(y * logits, axis=-1)
        b = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
        c = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        d = keras.losses.CategoricalCrossentropy(from_logits=True)(y, logits)
        e = tf.nn.ctc_loss(y, logits, n, m)
        p = tf.exp(logits)
        """
    )


def test_a_variable_named_probs_that_holds_logits() -> None:
    judged(
        """
        probs = layers.Dense(5)(x)
        softmax = keras.losses.CategoricalCrossentropy(from_logits=True)
        loss = softmax(y, probs)
        """,
        KERAS3,
    )


@pytest.mark.parametrize(
    "change",
    [
        "model.layers[-1].activation = keras.activations.linear",
        "model.layers[-1].activation = None",
        "for layer in model.layers: layer.activation = None",
        "setattr(model.layers[-1], 'activation', None)",
        "last = model.layers[-1]; last.activation = tf.keras.activations.linear",
        "model = utils.apply_modifications(model)",
    ],
)
def test_an_activation_that_is_set_afterwards(change: str) -> None:
    judged(
        f"""
        model = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(5, activation="softmax")])
        {change}
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """
    )


@pytest.mark.parametrize(
    "model",
    [
        "keras.models.load_model('model.keras')",
        "tf.keras.models.load_model('model.h5', custom_objects={'softmax': tf.nn.softmax})",
        "keras.models.model_from_json(open('model.json').read())",
        "keras.models.model_from_yaml(text)",
        "tf.saved_model.load('folder')",
        "keras.Model.from_config(config)",
        "pickle.load(stream)",
        "hub.load('https://example.org/model')",
    ],
)
@pytest.mark.parametrize("imports", [KERAS3, TF_KERAS])
def test_a_loaded_model(model: str, imports: str) -> None:
    judged(
        f"""
        model = {model}
        model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy", "AUC"])
        model.compile(loss="binary_crossentropy")
        loss = keras.losses.categorical_crossentropy(y, model(x))
        positive = model.predict(x) > 0.5
        twice = keras.activations.softmax(model.predict(x))
        """,
        imports,
    )


def test_a_model_that_may_be_loaded() -> None:
    judged(
        """
        if os.path.exists(path):
            model = keras.models.load_model(path)
        else:
            model = keras.Sequential([layers.Dense(5, activation="softmax")])
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """,
        KERAS3,
    )


def test_one_of_two_models_is_right() -> None:
    judged(
        """
        def build(flag):
            if flag:
                model = keras.Sequential([layers.Dense(5, activation="softmax")])
            else:
                model = keras.Sequential([layers.Dense(5)])
            model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
            return keras.losses.CategoricalCrossentropy(from_logits=True)(y, model(x))
        """,
        KERAS3,
    )


def test_sigmoid_of_two_towers_in_a_regression() -> None:
    judged(
        """
        score = keras.layers.Dot(axes=1)([layers.Dense(8)(a), layers.Dense(8)(b)])
        rating = layers.Lambda(lambda t: 5.0 * t)(layers.Activation("sigmoid")(score))
        model = keras.Model([a, b], rating)
        model.compile(loss="mse", metrics=["binary_crossentropy"])
        """,
        KERAS3,
    )


def test_plain_numpy_is_out_of_scope() -> None:
    judged(
        """
        import numpy as np

        def softmax(z):
            return np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)

        def cross_entropy(y, p):
            return -np.sum(y * np.log(softmax(p)))

        p = 1 / (1 + np.exp(-z))
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        """
    )


def test_softmax_at_inference_only() -> None:
    judged(
        """
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.head = layers.Dense(5)

            def call(self, x, training=False):
                x = self.head(x)
                if not training:
                    x = ops.softmax(x)
                return x

        model = Net()
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """,
        KERAS3,
    )


def test_an_estimator_in_tf1() -> None:
    judged(
        """
        def model_fn(features, labels, mode, params):
            net = tf.feature_column.input_layer(features, params["columns"])
            logits = tf.layers.dense(net, params["n_classes"], activation=None)
            if mode == tf.estimator.ModeKeys.PREDICT:
                predictions = {"probabilities": tf.nn.softmax(logits), "logits": logits}
                return tf.estimator.EstimatorSpec(mode, predictions=predictions)
            loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
            train = tf.train.AdamOptimizer().minimize(loss)
            return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)
        """,
        TF1,
    )
