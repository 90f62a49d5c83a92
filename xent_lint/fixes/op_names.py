"""The stable operations that repairs write, named after the library that the operation at the place comes from."""

from __future__ import annotations

import libcst as cst

from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import LibraryNames
from xent_lint.fixes.tracing import op_called

TENSORFLOW = {
    "log_softmax": "tensorflow.nn.log_softmax",
    "log_sigmoid": "tensorflow.math.log_sigmoid",
    "softplus": "tensorflow.math.softplus",
    "softmax": "tensorflow.nn.softmax",
    "logsumexp": "tensorflow.reduce_logsumexp",
}
BACKEND = ("softmax", "softplus", "logsumexp")
"""What `keras.backend` offers of these."""


def stable_op(names: LibraryNames, name: str, kin: cst.Call) -> str:
    """How an operation is written where `kin` stands, a call of one of the same library. Raises NoRepairError."""
    spec = op_called(names.program, kin)
    if spec is None:
        raise NoRepairError("the operation is one of several")
    if spec.name.startswith("keras.ops."):
        return names.keras(f"ops.{name}", kin)
    if not spec.name.startswith(("tensorflow.", "keras.")):
        raise NoRepairError(f"{names.program.text(kin.func)} is no operation of TensorFlow or Keras")
    written = names.library(TENSORFLOW[name], kin)
    if written is not None:
        return written
    if spec.name.startswith("keras.backend.") and name in BACKEND:
        return names.keras(f"backend.{name}", kin)
    raise NoRepairError(f"keras.backend has no {name}, and the file has no TensorFlow")
