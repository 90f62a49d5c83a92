"""Callbacks of `fit` that neither save the model nor read what it puts out."""

from __future__ import annotations

from xent_lint.knowledge.specs import FunctionRole, FunctionSpec

ENTRIES: tuple[FunctionSpec, ...] = (
    FunctionSpec(
        "keras.callbacks.EarlyStopping",
        FunctionRole.CALLBACK,
        "(monitor='val_loss', min_delta=0, patience=0, verbose=0, mode='auto', baseline=None, "
        "restore_best_weights=False, start_from_epoch=0)",
    ),
    FunctionSpec(
        "keras.callbacks.ReduceLROnPlateau",
        FunctionRole.CALLBACK,
        "(monitor='val_loss', factor=0.1, patience=10, verbose=0, mode='auto', min_delta=0.0001, cooldown=0, "
        "min_lr=0.0, **kwargs)",
        legacy_signature="(monitor='val_loss', factor=0.1, patience=10, verbose=0, mode='auto', min_delta=0.0001, "
        "cooldown=0, min_lr=0, **kwargs)",
    ),
    FunctionSpec("keras.callbacks.LearningRateScheduler", FunctionRole.CALLBACK, "(schedule, verbose=0)"),
    FunctionSpec(
        "keras.callbacks.TensorBoard",
        FunctionRole.CALLBACK,
        "(log_dir='logs', histogram_freq=0, write_graph=True, write_images=False, write_steps_per_second=False, "
        "update_freq='epoch', profile_batch=0, embeddings_freq=0, embeddings_metadata=None)",
        legacy_signature="(log_dir='logs', histogram_freq=0, write_graph=True, write_images=False, "
        "write_steps_per_second=False, update_freq='epoch', profile_batch=0, embeddings_freq=0, "
        "embeddings_metadata=None, **kwargs)",
    ),
    FunctionSpec("keras.callbacks.CSVLogger", FunctionRole.CALLBACK, "(filename, separator=',', append=False)"),
    FunctionSpec(
        "keras.callbacks.TerminateOnNaN",
        FunctionRole.CALLBACK,
        "(raise_error=False)",
        legacy_signature="()",
    ),
    FunctionSpec(
        "keras.callbacks.ProgbarLogger",
        FunctionRole.CALLBACK,
        "()",
        legacy_signature="(count_mode='samples', stateful_metrics=None)",
    ),
    FunctionSpec("keras.callbacks.History", FunctionRole.CALLBACK, "()"),
    FunctionSpec(
        "keras.callbacks.RemoteMonitor",
        FunctionRole.CALLBACK,
        "(root='http://localhost:9000', path='/publish/epoch/end/', field='data', headers=None, send_as_json=False)",
    ),
)
