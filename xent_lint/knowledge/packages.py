"""How Keras and TensorFlow are spelled: prefixes, private submodules, and the names that snippets use unbound.

Prefixes are applied longest first and again to the result, so `tensorflow.compat.v1.keras.layers.Dense` becomes
`keras.layers.Dense`. `keras.backend` is the backend of Keras 1 and 2, `K`; `np` is NumPy's and no library of ours.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import ModulePrefix, Package

KERAS = Package(
    prefixes=(
        ModulePrefix("tf_keras.api._v1.keras", "keras"),
        ModulePrefix("tf_keras.api._v2.keras", "keras"),
        ModulePrefix("tf_keras.src", "keras"),
        ModulePrefix("tf_keras", "keras"),
        ModulePrefix("keras.api._v1.keras", "keras"),
        ModulePrefix("keras.api._v2.keras", "keras"),
        ModulePrefix("keras.api", "keras"),
        ModulePrefix("keras.src", "keras"),
        ModulePrefix("keras._tf_keras.keras", "keras"),
        ModulePrefix("keras.legacy", "keras"),
        ModulePrefix("keras_core", "keras"),
        ModulePrefix("keras.objectives", "keras.losses"),
        ModulePrefix("keras.utils.np_utils", "keras.utils"),
        ModulePrefix("keras.utils.vis_utils", "keras.utils"),
        ModulePrefix("keras.ops.nn", "keras.ops"),
        ModulePrefix("keras.ops.numpy", "keras.ops"),
        ModulePrefix("keras.engine.training.Model", "keras.Model"),
        ModulePrefix("keras.engine.functional.Functional", "keras.Model"),
        ModulePrefix("keras.engine.training", "keras.models"),
        ModulePrefix("keras.engine.sequential", "keras.models"),
        ModulePrefix("keras.engine.topology", "keras.layers"),
        ModulePrefix("keras.engine.base_layer", "keras.layers"),
        ModulePrefix("keras.engine.input_layer", "keras.layers"),
        ModulePrefix("keras.engine.topology.Input", "keras.Input"),
        ModulePrefix("keras.engine.Model", "keras.Model"),
        ModulePrefix("keras.engine.Input", "keras.Input"),
        ModulePrefix("keras.engine", "keras.layers"),
        ModulePrefix("keras.models.model.Model", "keras.Model"),
        ModulePrefix("keras.models.sequential.Sequential", "keras.Sequential"),
        ModulePrefix("keras.models.functional.Functional", "keras.Model"),
    ),
    collapse=(
        "keras.layers",
        "keras.losses",
        "keras.metrics",
        "keras.models",
        "keras.activations",
        "keras.applications",
        "keras.backend",
    ),
    implicit=(
        ("keras", "keras"),
        ("layers", "keras.layers"),
        ("K", "keras.backend"),
        ("Sequential", "keras.Sequential"),
        ("Dense", "keras.layers.Dense"),
    ),
)

TENSORFLOW = Package(
    prefixes=(
        ModulePrefix("tensorflow.compat.v1", "tensorflow"),
        ModulePrefix("tensorflow.compat.v2", "tensorflow"),
        ModulePrefix("tensorflow._api.v1", "tensorflow"),
        ModulePrefix("tensorflow._api.v2", "tensorflow"),
        ModulePrefix("tensorflow._api.v2.v2", "tensorflow"),
        ModulePrefix("tensorflow_core", "tensorflow"),
        ModulePrefix("tensorflow.keras", "keras"),
        ModulePrefix("tensorflow._keras", "keras"),
        ModulePrefix("tensorflow.python.keras", "keras"),
        ModulePrefix("tensorflow.python.keras.api._v1.keras", "keras"),
        ModulePrefix("tensorflow.python.keras.api._v2.keras", "keras"),
        ModulePrefix("tensorflow.contrib.keras", "keras"),
        ModulePrefix("tensorflow.contrib.keras.api.keras", "keras"),
        ModulePrefix("tensorflow.contrib.keras.python.keras", "keras"),
        ModulePrefix("tensorflow.python.ops.nn", "tensorflow.nn"),
        ModulePrefix("tensorflow.python.ops.nn_ops", "tensorflow.nn"),
        ModulePrefix("tensorflow.python.ops.nn_impl", "tensorflow.nn"),
        ModulePrefix("tensorflow.python.ops.math_ops", "tensorflow.math"),
        ModulePrefix("tensorflow.python.ops.array_ops", "tensorflow"),
        ModulePrefix("tensorflow.python.ops.losses.losses", "tensorflow.losses"),
        ModulePrefix("tensorflow.python.ops.losses.losses_impl", "tensorflow.losses"),
        ModulePrefix("tensorflow.python.layers.core", "tensorflow.layers"),
        ModulePrefix("tensorflow.python.layers.layers", "tensorflow.layers"),
        ModulePrefix("tensorflow.python.layers.convolutional", "tensorflow.layers"),
    ),
    implicit=(("tf", "tensorflow"),),
)

ADDONS = Package(
    prefixes=(
        ModulePrefix("keras_cv.src", "keras_cv"),
        ModulePrefix("tf_slim", "tensorflow.contrib.slim"),
        ModulePrefix("tensorflow.contrib.slim.python.slim", "tensorflow.contrib.slim"),
        ModulePrefix("tensorflow.contrib.layers.python.layers", "tensorflow.contrib.layers"),
        ModulePrefix("tensorflow.contrib.losses.python.losses", "tensorflow.contrib.losses"),
        ModulePrefix("tensorflow.contrib.framework.python.ops", "tensorflow.contrib.framework"),
    ),
    collapse=(
        "keras_cv.losses",
        "tensorflow_addons.activations",
        "tensorflow_addons.layers",
        "tensorflow_addons.losses",
        "tensorflow_addons.seq2seq",
        "tensorflow.contrib.layers",
        "tensorflow.contrib.losses",
        "tensorflow.contrib.slim.losses",
    ),
    implicit=(("tfa", "tensorflow_addons"), ("slim", "tensorflow.contrib.slim")),
)

MODELS = Package(
    prefixes=(
        ModulePrefix("keras_hub.src", "keras_hub"),
        ModulePrefix("keras_hub.api", "keras_hub"),
        ModulePrefix("keras_nlp", "keras_hub"),
        ModulePrefix("keras_cv.api", "keras_cv"),
    ),
    collapse=("keras_hub.models", "keras_cv.models"),
)

PACKAGES: tuple[Package, ...] = (KERAS, TENSORFLOW, ADDONS, MODELS)

WORDS: tuple[bytes, ...] = (  # each entry for a loss has one of these in its short names and in its strings
    b"cross",
    b"bce",
    b"kld",
    b"kl_div",
    b"kullback",
    b"ctc",
    b"dice",
    b"tversky",
    b"log_loss",
    b"sequence_loss",
    b"focalloss",
    b"focal_loss",
    b"jaccard",
    b"celoss",  # BinaryCELoss, SequenceLoss
    b"kappaloss",
    b"sparsemaxloss",
    b"classhead",
    b"labelhead",
)
