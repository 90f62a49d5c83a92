"""Every spelling of an import leads to the same canonical name."""

from __future__ import annotations

import pytest
from revealing import follow

DENSE = [
    "import tensorflow as tf\nD = tf.keras.layers.Dense",
    "import tensorflow\nD = tensorflow.keras.layers.Dense",
    "import tensorflow.keras as tk\nD = tk.layers.Dense",
    "import tensorflow.keras.layers\nD = tensorflow.keras.layers.Dense",
    "import tensorflow.keras.layers as tkl\nD = tkl.Dense",
    "from tensorflow import keras\nD = keras.layers.Dense",
    "from tensorflow import keras as k\nD = k.layers.Dense",
    "import keras\nD = keras.layers.Dense",
    "from keras import layers as L\nD = L.Dense",
    "from keras.layers import Dense as D",
    "from keras.layers import (\n    Conv2D,\n    Dense as D,\n)",
    "from keras.layers.core import Dense as D",
    "from keras.layers.core.dense import Dense as D",
    "from tensorflow.keras.layers import Dense\nD = Dense",
    "from tensorflow.python.keras.layers import Dense as D",
    "from tensorflow.python.keras import layers\nD = layers.Dense",
    "import tensorflow.compat.v1 as tf\nD = tf.keras.layers.Dense",
    "import tensorflow as tf1\ntf = tf1.compat.v1\nD = tf.keras.layers.Dense",
    "import tf_keras\nD = tf_keras.layers.Dense",
    "import tf_keras as keras\nD = keras.layers.Dense",
    "from tf_keras.layers import Dense as D",
    "from tensorflow.contrib.keras import layers\nD = layers.Dense",
    "from keras.src.layers import Dense as D",
    "import tensorflow as tf\nkeras = tf.keras\nlayers = keras.layers\nD = layers.Dense",
    "import tensorflow as tf\nlayers, losses = tf.keras.layers, tf.keras.losses\nD = layers.Dense",
    "from keras.layers import *\nD = Dense",
    "from tensorflow.keras.layers import *\nD = Dense",
    "from keras.layers import *\nfrom unheard_of import thing\nD = Dense",
    "try:\n    from tf_keras.layers import Dense as D\nexcept ImportError:\n    from keras.layers import Dense as D",
    "try:\n    import keras\nexcept ImportError:\n    from tensorflow import keras\nD = keras.layers.Dense",
    "if flag:\n    from keras.layers import Dense as D\nelse:\n    from tensorflow.keras.layers import Dense as D",
    "D = keras.layers.Dense",
    "D = tf.keras.layers.Dense",
    "D = layers.Dense",
    "import tensorflow as tf\nD = getattr(tf.keras.layers, 'Dense')",
    "import importlib\nimport keras; D = keras.layers.Dense",
]


@pytest.mark.parametrize("spelling", DENSE)
def test_dense_is_dense(spelling: str) -> None:
    follow(f"{spelling}\nreveal(D)  # revealed: Symbol[keras.layers.Dense]\n")


@pytest.mark.parametrize(
    "spelling",
    [
        "from tensorflow.keras.losses import BinaryCrossentropy as B",
        "from keras.losses import BinaryCrossentropy as B",
        "import tensorflow as tf\nB = tf.losses.BinaryCrossentropy",
        "import tensorflow as tf\nB = tf.keras.losses.BinaryCrossentropy",
        "from tensorflow.keras import losses\nB = losses.BinaryCrossentropy",
        "from keras.src.losses.losses import BinaryCrossentropy as B",
        "from tf_keras.losses import *\nB = BinaryCrossentropy",
    ],
)
def test_binary_crossentropy_is_itself(spelling: str) -> None:
    follow(f"{spelling}\nreveal(B())  # revealed: Loss[BinaryCrossentropy from_logits=False]\n")


def test_import_inside_a_function() -> None:
    follow(
        """
        def build():
            from tensorflow.keras.layers import Dense
            return Dense(3)(x)
        reveal(build())  # revealed: Tensor[logits units=3]
        """
    )


def test_a_name_bound_by_the_file_is_no_library() -> None:
    follow(
        """
        layers = make()
        reveal(layers.Dense(3)(x))  # revealed: Unknown
        """
    )


def test_a_local_name_is_no_library() -> None:
    follow(
        """
        def build(keras):
            reveal(keras.layers.Dense(3)(x))  # revealed: Unknown
        """
    )


def test_a_relative_import_is_unknown() -> None:
    follow(
        """
        from .layers import Dense
        from . import keras
        reveal(Dense(3)(x))  # revealed: Unknown
        reveal(keras.layers.Dense(3)(x))  # revealed: Unknown
        """
    )


def test_another_package_with_the_same_names_is_unknown() -> None:
    follow(
        """
        from mylib.keras.layers import Dense
        import theano.layers as layers
        reveal(Dense(3)(x))  # revealed: Unknown
        reveal(layers.Dense(3)(x))  # revealed: Unknown
        """
    )


def test_a_star_import_from_an_unknown_module_may_bind_anything() -> None:
    follow(
        """
        from revealing import reveal
        from helpers import *
        reveal(Dense(3)(x))  # revealed: Unknown
        reveal(keras.layers.Dense(3)(x))  # revealed: Unknown
        """
    )


def test_a_relative_star_import_may_bind_anything() -> None:
    follow(
        """
        from revealing import reveal
        from .common import *
        reveal(layers.Dense(3)(x))  # revealed: Unknown
        """
    )


def test_a_star_import_overrides_what_came_before() -> None:
    follow(
        """
        Dense = make
        from keras.layers import *
        reveal(Dense(3)(x))  # revealed: Tensor[logits units=3]
        Dense = make
        reveal(Dense(3)(x))  # revealed: Unknown
        """
    )


def test_import_order_counts() -> None:
    follow(
        """
        from keras.layers import Dense
        from mylib import Dense
        reveal(Dense(3)(x))  # revealed: Unknown
        """
    )


def test_try_import_with_a_fallback_to_none() -> None:
    follow(
        """
        try:
            from tensorflow import keras
        except ImportError:
            keras = None
        reveal(keras.layers.Dense(3)(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_try_import_with_two_losses() -> None:
    follow(
        """
        try:
            from mylib import Dense
        except ImportError:
            from keras.layers import Dense
        reveal(Dense(3)(x))  # revealed: Tensor[logits units=3] | Unknown
        """
    )


def test_a_star_import_from_an_unknown_module_may_rebind_names() -> None:
    follow(
        """
        from revealing import reveal
        from keras.layers import Dense
        from helpers import *
        reveal(Dense(3)(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_deleted_names() -> None:
    follow(
        """
        from keras.layers import Dense
        del Dense
        reveal(Dense)  # revealed: Unknown
        """
    )


def test_future_import_is_harmless() -> None:
    follow(
        """
        from __future__ import annotations
        reveal(layers.Dense(3)(x))  # revealed: Tensor[logits units=3]
        """
    )
