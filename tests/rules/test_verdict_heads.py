"""The table "Verdicts" of the rule catalogue: the rows about heads, and what stands between a head and its loss."""

from __future__ import annotations

import pytest
from linting import KERAS3, TF1, codes, compiled, judged


@pytest.mark.parametrize("name", ["hard_sigmoid", "sparsemax"])
def test_other_probabilities_on_the_scale_of_logits(name: str) -> None:
    family = "BinaryCrossentropy" if name == "hard_sigmoid" else "CategoricalCrossentropy"
    head = f"layers.Dense(5, activation='{name}')"
    assert codes(compiled(head, f"keras.losses.{family}(from_logits=True)")) == ["XEN102"]
    assert codes(compiled(head, f"keras.losses.{family}()")) == []


@pytest.mark.parametrize(
    "layer",
    [
        "layers.LSTM(5)",
        "layers.GRU(5)",
        "layers.LSTM(5, return_sequences=True)",
        "layers.GRU(5, activation='tanh')",
        "layers.SimpleRNN(5)",
        "layers.Bidirectional(layers.LSTM(5))",
    ],
)
@pytest.mark.parametrize("loss", ["'categorical_crossentropy'", "keras.losses.BinaryCrossentropy(from_logits=True)"])
def test_a_recurrent_layer_as_the_head(layer: str, loss: str) -> None:
    assert codes(compiled(layer, loss)) == ["XEN107"]


def test_a_recurrent_layer_before_the_head() -> None:
    loss = "keras.losses.CategoricalCrossentropy(from_logits=True)"
    assert codes(compiled("layers.LSTM(8), layers.Dense(5)", loss)) == []
    assert codes(compiled("layers.LSTM(5)", "'mse'")) == []
    assert codes(compiled("layers.LSTM(5, activation=None)", "'categorical_crossentropy'")) == []
    assert codes(compiled("layers.LSTM(5, activation=cfg.act)", "'categorical_crossentropy'")) == []


@pytest.mark.parametrize(
    "tail",
    [
        "layers.BatchNormalization()",
        "layers.Dropout(0.5)",
        "layers.Lambda(lambda z: z / 0.7)",
        "layers.Lambda(lambda z: 2.0 * z)",
        "layers.Lambda(lambda z: z - 1.0)",
        "layers.Activation('linear')",
        "layers.Flatten()",
        "layers.Reshape((-1,))",
        "layers.GlobalAveragePooling1D()",
        "layers.BatchNormalization(), layers.Dropout(0.1), layers.Flatten()",
    ],
)
def test_still_logits(tail: str) -> None:
    head = f"layers.Dense(5), {tail}"
    assert codes(compiled(head, "keras.losses.BinaryCrossentropy(from_logits=True)")) == []
    assert codes(compiled(head, "'binary_crossentropy'")) == ["XEN101"]


def test_sums_and_temperatures_of_logits() -> None:
    judged(
        """
        a, b = layers.Dense(5)(x), layers.Dense(5)(x)
        right = ops.categorical_crossentropy(y, a + b, from_logits=True)
        one = ops.categorical_crossentropy(y, a + b)  # expect: XEN101
        two = ops.categorical_crossentropy(y, layers.Add()([a, b]))  # expect: XEN101
        three = ops.categorical_crossentropy(y, layers.add([a, b]))  # expect: XEN101
        four = ops.categorical_crossentropy(y, layers.Average()([a, b]))  # expect: XEN101
        five = ops.categorical_crossentropy(y, a / 3.0)  # expect: XEN101
        six = ops.categorical_crossentropy(y, ops.divide(a, 3.0))  # expect: XEN101
        seven = ops.categorical_crossentropy(y, ops.add(a, b))  # expect: XEN101
        """,
        KERAS3,
    )


def test_sums_and_temperatures_of_logits_in_tf1() -> None:
    judged(
        """
        x = tf.placeholder(tf.float32, [None, 4])
        w, b = tf.Variable(tf.zeros([4, 3])), tf.Variable(tf.zeros([3]))
        z = tf.matmul(x, w) + b
        right = tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=z / 2.0)
        also = tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=tf.nn.dropout(z, keep_prob=0.5))
        wrong = tf.losses.log_loss(y, tf.add(tf.matmul(x, w), b))  # expect: XEN101
        """,
        TF1,
    )


def test_the_mean_of_probabilities_has_no_shadow() -> None:
    judged(
        """
        i = keras.Input((8,))
        p = layers.Dense(5, activation="softmax")(i)
        q = layers.Dense(5, activation="softmax")(i)
        model = keras.Model(i, layers.Average()([p, q]))
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        model.compile(loss="categorical_crossentropy")  # expect: XEN201
        pooled = keras.Model(i, layers.GlobalAveragePooling1D()(layers.Dense(5, activation="softmax")(i)))
        pooled.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        pooled.compile(loss="categorical_crossentropy")  # expect: XEN201
        mean = ops.mean(layers.Dense(5, activation="sigmoid")(i), axis=1)
        a = ops.binary_crossentropy(y, mean, from_logits=True)  # expect: XEN102
        b = ops.binary_crossentropy(y, mean)  # expect: XEN201
        """,
        KERAS3,
    )


@pytest.mark.parametrize(
    "tail",
    [
        "layers.Dropout(0.5)",
        "layers.BatchNormalization()",
        "layers.Lambda(lambda p: p * 0.5)",
        "layers.Lambda(lambda p: p * p)",
        "layers.LayerNormalization()",
        "layers.Dropout(0.5), layers.Flatten()",
    ],
)
@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
def test_probabilities_that_are_no_longer_known(activation: str, tail: str) -> None:
    head = f"layers.Dense(5, '{activation}'), {tail}"
    family = "Categorical" if activation == "softmax" else "Binary"
    assert codes(compiled(head, f"keras.losses.{family}Crossentropy(from_logits=True)")) == []
    assert codes(compiled(head, f"keras.losses.{family}Crossentropy()")) == []


def test_a_product_of_probabilities_is_not_known() -> None:
    judged(
        """
        p = layers.Dense(5, activation="sigmoid")(x)
        q = layers.Dense(5, activation="sigmoid")(x)
        a = ops.binary_crossentropy(y, p * q)
        b = ops.binary_crossentropy(y, ops.multiply(p, q), from_logits=True)
        c = ops.binary_crossentropy(y, layers.Multiply()([p, q]), from_logits=True)
        d = ops.binary_crossentropy(y, p * mask, from_logits=True)
        """,
        KERAS3,
    )


@pytest.mark.parametrize(
    "activation",
    [
        "layers.Softmax()",
        "keras.layers.Softmax(axis=-1)",
        "tf.nn.softmax",
        "keras.activations.softmax",
        "keras.activations.get('softmax')",
        "'softmax'",
    ],
)
def test_activations_as_objects_are_followed(activation: str) -> None:
    head = f"layers.Dense(5, activation={activation})"
    assert codes(compiled(head, "keras.losses.CategoricalCrossentropy(from_logits=True)")) == ["XEN102"]
    assert codes(compiled(head, "'categorical_crossentropy'")) == ["XEN201"]


@pytest.mark.parametrize("activation", ["keras.activations.linear", "'linear'", "None", "keras.activations.get(None)"])
def test_linear_activations_are_followed(activation: str) -> None:
    head = f"layers.Dense(5, activation={activation})"
    assert codes(compiled(head, "keras.losses.CategoricalCrossentropy(from_logits=True)")) == []
    assert codes(compiled(head, "'categorical_crossentropy'")) == ["XEN101"]


@pytest.mark.parametrize(
    "layer",
    [
        "MyDense(5, activation='linear')",
        "MyDense(5, activation=None)",
        "mine.layers.Dense(5, activation='softmax')",
        "MyDense(5, activation='softmax')",
        "tfa.layers.NoSuchLayer(5, activation='sigmoid')",
        "tfp.layers.DenseVariational(5, f, g, activation='softmax')",
    ],
)
@pytest.mark.parametrize("setting", ["", "from_logits=True"])
def test_an_unknown_layer_is_unknown_whatever_its_activation(layer: str, setting: str) -> None:
    assert codes(compiled(layer, f"keras.losses.CategoricalCrossentropy({setting})")) == []


def test_a_subclass_with_a_call_out_of_sight_is_unknown() -> None:
    judged(
        """
        from elsewhere import Base

        class Mine(Base):
            def __init__(self, units, activation=None):
                super().__init__(units, activation=activation)

        model = keras.Sequential([Mine(5, activation="linear")])
        model.compile(loss="categorical_crossentropy")
        """,
        KERAS3,
    )


def test_popped_layers() -> None:
    judged(
        """
        model = keras.Sequential([layers.Dense(5), layers.Softmax()])
        model.pop()
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        model.compile(loss="categorical_crossentropy")  # expect: XEN101
        model.add(layers.Dense(3, activation="softmax"))
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        """,
        KERAS3,
    )


def test_inner_outputs() -> None:
    judged(
        """
        head = layers.Activation("softmax", name="p")
        base = keras.Sequential([keras.Input((4,)), layers.Dense(5, name="logits"), head])
        inner = keras.Model(base.input, base.layers[-2].output)
        inner.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        inner.compile(loss="categorical_crossentropy")  # expect: XEN101
        named = keras.Model(base.inputs, base.get_layer("logits").output)
        named.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        named.compile(loss="categorical_crossentropy")  # expect: XEN101
        last = keras.Model(base.input, base.get_layer(name="p").output)
        last.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        """,
        KERAS3,
    )


def test_activation_layers_have_names() -> None:
    judged(
        """
        base = keras.Sequential([keras.Input((4,)), layers.Dense(5, name="z"), layers.Softmax(name="p")])
        last = keras.Model(base.input, base.get_layer(name="p").output)
        last.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        i = keras.Input((4,))
        p = layers.Softmax(name="p")(layers.Dense(5, name="z")(i))
        model = keras.Model(i, [p, layers.Dense(1, name="q")(i)])
        model.compile(loss={
            "p": keras.losses.CategoricalCrossentropy(from_logits=True),  # expect: XEN102
            "q": keras.losses.BinaryCrossentropy(from_logits=True),
        })
        model.compile(loss={"z": "categorical_crossentropy"})
        """,
        KERAS3,
    )


def test_inner_outputs_that_are_not_found() -> None:
    judged(
        """
        base = keras.Sequential([keras.Input((4,)), layers.Dense(5), layers.Softmax()])
        some = keras.Model(base.input, base.get_layer("block_3").output)
        some.compile(loss="categorical_crossentropy")
        other = keras.Model(base.input, base.layers[cfg.cut].output)
        other.compile(loss="categorical_crossentropy")
        network = keras.applications.ResNet50(weights=None)
        cut = keras.Model(network.input, network.layers[-2].output)
        cut.compile(loss="categorical_crossentropy")
        """,
        KERAS3,
    )


def test_clones() -> None:
    judged(
        """
        base = keras.Sequential([layers.Dense(5, activation="softmax")])
        copy = keras.models.clone_model(base)
        copy.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        copy.compile(loss="kl_divergence")
        """,
        KERAS3,
    )


def test_add_metric_is_a_metric() -> None:
    judged(
        """
        i = keras.Input((4,))
        z = layers.Dense(1)(i)
        model = keras.Model(i, z)
        model.add_metric(keras.metrics.BinaryAccuracy()(y, z), name="accuracy")  # expect: XEN301
        model.add_metric(keras.metrics.BinaryAccuracy(threshold=0.0)(y, z), name="right")
        model.add_metric(tf.reduce_mean(z), name="mean", aggregation="mean")
        model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
        """
    )


@pytest.mark.parametrize(
    "change",
    [
        "model.layers[-1].activation = keras.activations.linear",
        "model.layers[1].activation = None",
        "model.get_layer('head').activation = tf.nn.softmax",
        "model = keras.models.load_model(path)",
        "model = tf.keras.models.load_model(path, compile=False)",
        "model = keras.models.model_from_json(text)",
        "model = keras.Model.from_config(config)",
        "model = tf.saved_model.load(path)",
        "head.activation = keras.activations.linear",
    ],
)
def test_unknown_from_there_on(change: str) -> None:
    judged(
        f"""
        head = layers.Dense(5, activation="softmax", name="head")
        model = keras.Sequential([layers.Flatten(), head])
        model.compile(loss="categorical_crossentropy")  # expect: XEN201
        {change}
        model.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        """
    )


@pytest.mark.parametrize("name", ["ResNet50", "MobileNetV2", "EfficientNetB0", "VGG16", "InceptionV3", "DenseNet121"])
def test_pretrained_networks(name: str) -> None:
    judged(
        f"""
        top = keras.applications.{name}(weights=None, classes=7)
        top.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        top.compile(loss="categorical_crossentropy")  # expect: XEN201
        linear = keras.applications.{name}(classifier_activation=None)
        linear.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        linear.compile(loss="categorical_crossentropy")  # expect: XEN101
        features = keras.applications.{name}(include_top=False, pooling="avg")
        features.compile(loss="categorical_crossentropy")
        maybe = keras.applications.{name}(include_top=cfg.top)
        maybe.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))
        model = keras.Sequential([features, layers.Dense(3)])
        model.compile(loss="sparse_categorical_crossentropy")  # expect: XEN101
        """,
        KERAS3,
    )


def test_classifiers_of_further_libraries() -> None:
    judged(
        """
        import keras_hub, keras_cv
        hub = keras_hub.models.ImageClassifier.from_preset("resnet_50_imagenet", num_classes=3)
        hub.compile(loss="auto")
        hub.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        hub.compile(loss="sparse_categorical_crossentropy")  # expect: XEN101
        text = keras_hub.models.TextClassifier.from_preset("bert_base_en", num_classes=3, activation="softmax")
        text.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # expect: XEN102
        cv = keras_cv.models.ImageClassifier(backbone=backbone, num_classes=3)
        cv.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: XEN102
        """,
        KERAS3,
    )


def test_classifiers_of_transformers() -> None:
    judged(
        """
        from transformers import TFAutoModelForSequenceClassification

        model = TFAutoModelForSequenceClassification.from_pretrained("bert-base-cased", num_labels=3)
        model.compile(loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        model.compile(loss="sparse_categorical_crossentropy")  # expect: XEN101
        model.compile(optimizer="adam")
        """
    )
