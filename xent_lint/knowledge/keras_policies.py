"""Mixed-precision policies: how they are named and set."""

from __future__ import annotations

from xent_lint.knowledge.specs import FunctionRole, FunctionSpec, Source

_OLD = "tensorflow/python/keras/mixed_precision/experimental/policy.py"

ENTRIES: tuple[FunctionSpec, ...] = (
    FunctionSpec(
        "keras.mixed_precision.set_global_policy", FunctionRole.SET_POLICY, "(policy)", subject="policy",
        aliases=("keras.mixed_precision.set_dtype_policy", "keras.config.set_dtype_policy"),
    ),
    FunctionSpec(
        "keras.mixed_precision.Policy", FunctionRole.POLICY, "(name=None)", subject="name", legacy_signature="(name)",
        aliases=("keras.mixed_precision.DTypePolicy", "keras.DTypePolicy", "keras.dtype_policies.DTypePolicy"),
    ),
    FunctionSpec(
        "keras.mixed_precision.experimental.set_policy", FunctionRole.SET_POLICY, "(policy)", subject="policy",
        gone=Source("tensorflow/tensorflow", "v2.3.0", _OLD, 515),
    ),
    FunctionSpec(
        "keras.mixed_precision.experimental.Policy", FunctionRole.POLICY, "(name, loss_scale='auto')", subject="name",
        gone=Source("tensorflow/tensorflow", "v2.3.0", _OLD, 29),
    ),
)
