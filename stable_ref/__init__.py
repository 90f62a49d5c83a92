"""Reference cross-entropies from logits: values and gradients in NumPy float64, stable over the whole range of floats.

Every function takes array-likes, computes in float64, never warns, and follows one policy for infinities and NaN,
told in the docstring of its module: `binary`, `softmax` and `categorical`, `focal`, `reduction`.
"""

from stable_ref.binary import (
    binary_crossentropy,
    binary_crossentropy_gradient,
    log_sigmoid,
    sigmoid,
    sigmoid_cross_entropy,
    sigmoid_cross_entropy_gradient,
)
from stable_ref.categorical import (
    categorical_crossentropy,
    categorical_crossentropy_gradient,
    log_softmax,
    log_sum_exp,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
    sparse_categorical_crossentropy,
    sparse_categorical_crossentropy_gradient,
    sparse_softmax_cross_entropy,
    sparse_softmax_cross_entropy_gradient,
)
from stable_ref.focal import (
    binary_focal_crossentropy,
    binary_focal_crossentropy_gradient,
    categorical_focal_crossentropy,
    categorical_focal_crossentropy_gradient,
)
from stable_ref.reduction import Reduction, reduce, reduce_gradient

__all__ = [
    "Reduction",
    "binary_crossentropy",
    "binary_crossentropy_gradient",
    "binary_focal_crossentropy",
    "binary_focal_crossentropy_gradient",
    "categorical_crossentropy",
    "categorical_crossentropy_gradient",
    "categorical_focal_crossentropy",
    "categorical_focal_crossentropy_gradient",
    "log_sigmoid",
    "log_softmax",
    "log_sum_exp",
    "reduce",
    "reduce_gradient",
    "sigmoid",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_gradient",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
    "sparse_categorical_crossentropy",
    "sparse_categorical_crossentropy_gradient",
    "sparse_softmax_cross_entropy",
    "sparse_softmax_cross_entropy_gradient",
]
