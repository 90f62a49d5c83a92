"""Functions that give back a model with the head of the one they are given."""

from __future__ import annotations

from xent_lint.knowledge.specs import FunctionRole, FunctionSpec, Source

_TFMOT = "tensorflow/model-optimization"
_COMMIT = "6fbc2cec3984877251aa6ce961aceb7049cf2b25"
_CORE = "tensorflow_model_optimization/python/core"

ENTRIES: tuple[FunctionSpec, ...] = (
    FunctionSpec(
        "keras.utils.multi_gpu_model", FunctionRole.CLONE_MODEL,
        "(model, gpus=None, cpu_merge=True, cpu_relocation=False)", subject="model",
        gone=Source("keras-team/keras", "2.3.1", "keras/utils/multi_gpu_utils.py", 24),
    ),
    FunctionSpec(
        "tensorflow_model_optimization.sparsity.keras.prune_low_magnitude", FunctionRole.CLONE_MODEL,
        "(to_prune, pruning_schedule=..., block_size=(1, 1), block_pooling_type='AVG', pruning_policy=None, "
        "sparsity_m_by_n=None, **kwargs)",
        subject="to_prune", gone=Source(_TFMOT, _COMMIT, f"{_CORE}/sparsity/keras/prune.py", 58),
    ),
    FunctionSpec(
        "tensorflow_model_optimization.sparsity.keras.strip_pruning", FunctionRole.CLONE_MODEL, "(model)",
        subject="model", gone=Source(_TFMOT, _COMMIT, f"{_CORE}/sparsity/keras/prune.py", 224),
    ),
    FunctionSpec(
        "tensorflow_model_optimization.quantization.keras.quantize_model", FunctionRole.CLONE_MODEL,
        "(to_quantize, quantized_layer_name_prefix='quant_')", subject="to_quantize",
        gone=Source(_TFMOT, _COMMIT, f"{_CORE}/quantization/keras/quantize.py", 83),
    ),
)
