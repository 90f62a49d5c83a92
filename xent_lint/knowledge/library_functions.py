"""Functions with a role of their own: look-ups by name, decorators that change nothing, and calls that only look."""

from __future__ import annotations

from xent_lint.knowledge.specs import FunctionRole, FunctionSpec

ENTRIES: tuple[FunctionSpec, ...] = (
    FunctionSpec("keras.backend.epsilon", FunctionRole.EPSILON, "()", aliases=("keras.config.epsilon",)),
    FunctionSpec("keras.losses.get", FunctionRole.LOSS_GET, "(identifier)", subject="identifier"),
    FunctionSpec(
        "keras.losses.deserialize", FunctionRole.LOSS_GET, "(name, custom_objects=None)", subject="name",
        legacy_signature="(name, custom_objects=None, use_legacy_format=False)",
    ),
    FunctionSpec("keras.activations.get", FunctionRole.ACTIVATION_GET, "(identifier)", subject="identifier"),
    FunctionSpec(
        "keras.activations.deserialize", FunctionRole.ACTIVATION_GET, "(config, custom_objects=None)",
        subject="config", legacy_signature="(name, custom_objects=None, use_legacy_format=False)",
    ),
    FunctionSpec(
        "keras.models.clone_model", FunctionRole.CLONE_MODEL,
        "(model, input_tensors=None, clone_function=None, call_function=None, recursive=False, **kwargs)",
        subject="model", legacy_signature="(model, input_tensors=None, clone_function=None)",
    ),
    FunctionSpec(
        "tensorflow.function", FunctionRole.PASS_DECORATOR,
        "(func=None, input_signature=None, autograph=True, jit_compile=None, reduce_retracing=False, "
        "experimental_implements=None, experimental_autograph_options=None, experimental_attributes=None, "
        "experimental_relax_shapes=None, experimental_compile=None, experimental_follow_type_hints=None)",
        subject="func",
    ),
    FunctionSpec(
        "tensorflow.autograph.experimental.do_not_convert", FunctionRole.PASS_DECORATOR, "(func=None)", subject="func",
    ),
    FunctionSpec(
        "tensorflow.autograph.to_graph", FunctionRole.PASS_DECORATOR,
        "(entity, recursive=True, experimental_optional_features=None)", subject="entity",
        legacy_signature="(entity, recursive=True, arg_values=None, arg_types=None, "
                         "experimental_optional_features=None)",
    ),
    FunctionSpec("tensorflow.recompute_grad", FunctionRole.PASS_DECORATOR, "(f)", subject="f"),
    FunctionSpec(
        "keras.saving.register_keras_serializable", FunctionRole.PASS_DECORATOR, "(package='Custom', name=None)",
        aliases=("keras.utils.register_keras_serializable",),
    ),
    FunctionSpec(
        "keras.utils.plot_model", FunctionRole.HARMLESS,
        "(model, to_file='model.png', show_shapes=False, show_dtype=False, show_layer_names=False, "
        "rankdir='TB', expand_nested=False, dpi=200, show_layer_activations=False, show_trainable=False, "
        "splines='ortho', **kwargs)",
        subject="model",
        legacy_signature="(model, to_file='model.png', show_shapes=False, show_dtype=False, "
                         "show_layer_names=True, rankdir='TB', expand_nested=False, dpi=96, "
                         "layer_range=None, show_layer_activations=False, show_trainable=False)",
    ),
    FunctionSpec(
        "keras.utils.model_to_dot", FunctionRole.HARMLESS,
        "(model, show_shapes=False, show_dtype=False, show_layer_names=True, rankdir='TB', "
        "expand_nested=False, dpi=200, subgraph=False, show_layer_activations=False, show_trainable=False, "
        "splines='ortho', **kwargs)",
        subject="model",
        legacy_signature="(model, show_shapes=False, show_dtype=False, show_layer_names=True, rankdir='TB',"
                         " expand_nested=False, dpi=96, subgraph=False, layer_range=None, "
                         "show_layer_activations=False, show_trainable=False)",
    ),
    FunctionSpec("keras.utils.set_random_seed", FunctionRole.HARMLESS, "(seed)"),
    FunctionSpec("tensorflow.random.set_seed", FunctionRole.HARMLESS, "(seed)"),
    FunctionSpec("tensorflow.set_random_seed", FunctionRole.HARMLESS, "(seed)"),
    FunctionSpec(
        "keras.backend.clear_session", FunctionRole.HARMLESS, "(free_memory=True)",
        aliases=("keras.utils.clear_session",), legacy_signature="()",
    ),
    FunctionSpec("keras.backend.count_params", FunctionRole.HARMLESS, "(x)", subject="x"),
    FunctionSpec(
        "keras.models.save_model", FunctionRole.SAVE, "(model, filepath, overwrite=True, zipped=None, **kwargs)",
        subject="model", aliases=("keras.saving.save_model",),
        legacy_signature="(model, filepath, overwrite=True, save_format=None, **kwargs)",
    ),
    FunctionSpec("tensorflow.config.run_functions_eagerly", FunctionRole.HARMLESS, "(run_eagerly)"),
    FunctionSpec("tensorflow.print", FunctionRole.HARMLESS, "(*inputs, **kwargs)"),
)
