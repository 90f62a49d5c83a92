"""Keras' layers through which a tensor passes: activation, dropout, shape, pooling, normalisation.

`Identity`, `Dropout` at inference and the noises hand on the very tensor in Keras 3, so its logits stay attached;
tf_keras' `Identity` and `Dropout` copy it. Up-sampling counts as a reshape: it repeats or interpolates values.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import LayerRole, LayerSpec

ENTRIES: tuple[LayerSpec, ...] = (
    LayerSpec("keras.layers.Activation", LayerRole.APPLY_ACTIVATION, "(activation, **kwargs)", activation="activation"),
    LayerSpec(
        "keras.layers.Lambda", LayerRole.APPLY_FUNCTION,
        "(function, output_shape=None, mask=None, arguments=None, **kwargs)", inner="function",
    ),
    LayerSpec(
        "keras.layers.Identity", LayerRole.IDENTITY, "(**kwargs)",
        legacy_signature="(trainable=True, name=None, dtype=None, dynamic=False, **kwargs)",
    ),
    LayerSpec("keras.layers.ActivityRegularization", LayerRole.IDENTITY, "(l1=0.0, l2=0.0, **kwargs)"),
    LayerSpec("keras.layers.Dropout", LayerRole.DROPOUT, "(rate, noise_shape=None, seed=None, **kwargs)"),
    LayerSpec(
        "keras.layers.SpatialDropout1D", LayerRole.DROPOUT, "(rate, seed=None, name=None, dtype=None)",
        legacy_signature="(rate, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.SpatialDropout2D", LayerRole.DROPOUT,
        "(rate, data_format=None, seed=None, name=None, dtype=None)",
        legacy_signature="(rate, data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.SpatialDropout3D", LayerRole.DROPOUT,
        "(rate, data_format=None, seed=None, name=None, dtype=None)",
        legacy_signature="(rate, data_format=None, **kwargs)",
    ),
    LayerSpec("keras.layers.GaussianDropout", LayerRole.DROPOUT, "(rate, seed=None, **kwargs)"),
    LayerSpec("keras.layers.GaussianNoise", LayerRole.DROPOUT, "(stddev, seed=None, **kwargs)"),
    LayerSpec("keras.layers.AlphaDropout", LayerRole.DROPOUT, "(rate, noise_shape=None, seed=None, **kwargs)"),
    LayerSpec("keras.layers.Masking", LayerRole.OPAQUE, "(mask_value=0.0, **kwargs)"),
    LayerSpec("keras.layers.Flatten", LayerRole.RESHAPE, "(data_format=None, **kwargs)", keeps_units=False),
    LayerSpec("keras.layers.Reshape", LayerRole.RESHAPE, "(target_shape, **kwargs)", keeps_units=False),
    LayerSpec("keras.layers.Permute", LayerRole.RESHAPE, "(dims, **kwargs)", keeps_units=False),
    LayerSpec("keras.layers.RepeatVector", LayerRole.RESHAPE, "(n, **kwargs)"),
    LayerSpec("keras.layers.UpSampling1D", LayerRole.RESHAPE, "(size=2, **kwargs)"),
    LayerSpec(
        "keras.layers.UpSampling2D", LayerRole.RESHAPE,
        "(size=(2, 2), data_format=None, interpolation='nearest', **kwargs)",
    ),
    LayerSpec("keras.layers.UpSampling3D", LayerRole.RESHAPE, "(size=(2, 2, 2), data_format=None, **kwargs)"),
    LayerSpec(
        "keras.layers.AveragePooling1D", LayerRole.AVERAGE,
        "(pool_size, strides=None, padding='valid', data_format=None, name=None, **kwargs)",
        aliases=("keras.layers.AvgPool1D",),
        legacy_signature="(pool_size=2, strides=None, padding='valid', data_format='channels_last', **kwargs)",
    ),
    LayerSpec(
        "keras.layers.AveragePooling2D", LayerRole.AVERAGE,
        "(pool_size, strides=None, padding='valid', data_format=None, name=None, **kwargs)",
        aliases=("keras.layers.AvgPool2D",),
        legacy_signature="(pool_size=(2, 2), strides=None, padding='valid', data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.AveragePooling3D", LayerRole.AVERAGE,
        "(pool_size, strides=None, padding='valid', data_format=None, name=None, **kwargs)",
        aliases=("keras.layers.AvgPool3D",),
        legacy_signature="(pool_size=(2, 2, 2), strides=None, padding='valid', data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GlobalAveragePooling1D", LayerRole.AVERAGE, "(data_format=None, keepdims=False, **kwargs)",
        aliases=("keras.layers.GlobalAvgPool1D",), legacy_signature="(data_format='channels_last', **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GlobalAveragePooling2D", LayerRole.AVERAGE, "(data_format=None, keepdims=False, **kwargs)",
        aliases=("keras.layers.GlobalAvgPool2D",),
    ),
    LayerSpec(
        "keras.layers.GlobalAveragePooling3D", LayerRole.AVERAGE, "(data_format=None, keepdims=False, **kwargs)",
        aliases=("keras.layers.GlobalAvgPool3D",),
    ),
    LayerSpec("keras.layers.AdaptiveAveragePooling1D", LayerRole.AVERAGE, "(output_size, data_format=None, **kwargs)"),
    LayerSpec("keras.layers.AdaptiveAveragePooling2D", LayerRole.AVERAGE, "(output_size, data_format=None, **kwargs)"),
    LayerSpec("keras.layers.AdaptiveAveragePooling3D", LayerRole.AVERAGE, "(output_size, data_format=None, **kwargs)"),
    LayerSpec(
        "keras.layers.MaxPooling1D", LayerRole.SELECT,
        "(pool_size=2, strides=None, padding='valid', data_format=None, name=None, **kwargs)",
        aliases=("keras.layers.MaxPool1D",),
        legacy_signature="(pool_size=2, strides=None, padding='valid', data_format='channels_last', **kwargs)",
    ),
    LayerSpec(
        "keras.layers.MaxPooling2D", LayerRole.SELECT,
        "(pool_size=(2, 2), strides=None, padding='valid', data_format=None, name=None, **kwargs)",
        aliases=("keras.layers.MaxPool2D",),
        legacy_signature="(pool_size=(2, 2), strides=None, padding='valid', data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.MaxPooling3D", LayerRole.SELECT,
        "(pool_size=(2, 2, 2), strides=None, padding='valid', data_format=None, name=None, **kwargs)",
        aliases=("keras.layers.MaxPool3D",),
        legacy_signature="(pool_size=(2, 2, 2), strides=None, padding='valid', data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GlobalMaxPooling1D", LayerRole.SELECT, "(data_format=None, keepdims=False, **kwargs)",
        aliases=("keras.layers.GlobalMaxPool1D",),
        legacy_signature="(data_format='channels_last', keepdims=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GlobalMaxPooling2D", LayerRole.SELECT, "(data_format=None, keepdims=False, **kwargs)",
        aliases=("keras.layers.GlobalMaxPool2D",),
    ),
    LayerSpec(
        "keras.layers.GlobalMaxPooling3D", LayerRole.SELECT, "(data_format=None, keepdims=False, **kwargs)",
        aliases=("keras.layers.GlobalMaxPool3D",),
    ),
    LayerSpec("keras.layers.AdaptiveMaxPooling1D", LayerRole.SELECT, "(output_size, data_format=None, **kwargs)"),
    LayerSpec("keras.layers.AdaptiveMaxPooling2D", LayerRole.SELECT, "(output_size, data_format=None, **kwargs)"),
    LayerSpec("keras.layers.AdaptiveMaxPooling3D", LayerRole.SELECT, "(output_size, data_format=None, **kwargs)"),
    LayerSpec("keras.layers.Cropping1D", LayerRole.SELECT, "(cropping=(1, 1), **kwargs)"),
    LayerSpec("keras.layers.Cropping2D", LayerRole.SELECT, "(cropping=((0, 0), (0, 0)), data_format=None, **kwargs)"),
    LayerSpec(
        "keras.layers.Cropping3D", LayerRole.SELECT, "(cropping=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.ZeroPadding1D", LayerRole.OPAQUE, "(padding=1, data_format=None, **kwargs)",
        legacy_signature="(padding=1, **kwargs)",
    ),
    LayerSpec("keras.layers.ZeroPadding2D", LayerRole.OPAQUE, "(padding=(1, 1), data_format=None, **kwargs)"),
    LayerSpec(
        "keras.layers.ZeroPadding3D", LayerRole.OPAQUE,
        "(padding=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs)",
        legacy_signature="(padding=(1, 1, 1), data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.BatchNormalization", LayerRole.NORMALIZE,
        "(axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
        "gamma_initializer='ones', moving_mean_initializer='zeros', moving_variance_initializer='ones', "
        "beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
        "renorm=False, renorm_clipping=None, renorm_momentum=0.99, synchronized=False, **kwargs)",
        legacy_signature="(axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, "
                         "beta_initializer='zeros', gamma_initializer='ones', "
                         "moving_mean_initializer='zeros', moving_variance_initializer='ones', "
                         "beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, "
                         "gamma_constraint=None, synchronized=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.LayerNormalization", LayerRole.NORMALIZE,
        "(axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
        "gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, "
        "gamma_constraint=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GroupNormalization", LayerRole.NORMALIZE,
        "(groups=32, axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
        "gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, "
        "gamma_constraint=None, **kwargs)",
    ),
    LayerSpec("keras.layers.RMSNormalization", LayerRole.NORMALIZE, "(axis=-1, epsilon=1e-06, **kwargs)"),
    LayerSpec("keras.layers.UnitNormalization", LayerRole.NORMALIZE, "(axis=-1, **kwargs)"),
)
