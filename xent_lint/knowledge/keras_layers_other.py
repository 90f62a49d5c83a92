"""Keras' merging layers, sources, embeddings, preprocessing, and layers known by name only."""

from __future__ import annotations

from xent_lint.knowledge.specs import LayerRole, LayerSpec

ENTRIES: tuple[LayerSpec, ...] = (
    LayerSpec("keras.layers.Average", LayerRole.AVERAGE, "(**kwargs)"),
    LayerSpec("keras.layers.Maximum", LayerRole.SELECT, "(**kwargs)"),
    LayerSpec("keras.layers.Minimum", LayerRole.SELECT, "(**kwargs)"),
    LayerSpec("keras.layers.Add", LayerRole.SUM, "(**kwargs)"),
    LayerSpec("keras.layers.Subtract", LayerRole.SUM, "(**kwargs)"),
    LayerSpec("keras.layers.Multiply", LayerRole.PRODUCT, "(**kwargs)"),
    LayerSpec("keras.layers.Dot", LayerRole.PRODUCT, "(axes, normalize=False, **kwargs)", keeps_units=False),
    LayerSpec("keras.layers.Concatenate", LayerRole.CONCATENATE, "(axis=-1, **kwargs)", keeps_units=False),
    LayerSpec(
        "keras.layers.InputLayer", LayerRole.SOURCE,
        "(shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, "
        "input_tensor=None, optional=False, name=None, **kwargs)",
        legacy_signature="(input_shape=None, batch_size=None, dtype=None, input_tensor=None, sparse=None, "
                         "name=None, ragged=None, type_spec=None, optional=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Embedding", LayerRole.FEATURES,
        "(input_dim, output_dim, embeddings_initializer='uniform', embeddings_regularizer=None, "
        "embeddings_constraint=None, mask_zero=False, weights=None, lora_rank=None, lora_alpha=None, "
        "quantization_config=None, **kwargs)",
        units="output_dim",
        legacy_signature="(input_dim, output_dim, embeddings_initializer='uniform', "
                         "embeddings_regularizer=None, activity_regularizer=None, "
                         "embeddings_constraint=None, mask_zero=False, input_length=None, sparse=False, "
                         "**kwargs)",
    ),
    LayerSpec(
        "keras.layers.ReversibleEmbedding", LayerRole.FEATURES,
        "(input_dim, output_dim, tie_weights=True, embeddings_initializer='uniform', "
        "embeddings_regularizer=None, embeddings_constraint=None, mask_zero=False, reverse_dtype=None, "
        "logit_soft_cap=None, **kwargs)",
        units="output_dim",
    ),
    LayerSpec(
        "keras.layers.Normalization", LayerRole.FEATURES,
        "(axis=-1, mean=None, variance=None, invert=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Discretization", LayerRole.FEATURES,
        "(bin_boundaries=None, num_bins=None, epsilon=0.01, output_mode='int', sparse=False, dtype=None, name=None)",
        legacy_signature="(bin_boundaries=None, num_bins=None, epsilon=0.01, output_mode='int', "
                         "sparse=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.CategoryEncoding", LayerRole.FEATURES,
        "(num_tokens=None, output_mode='multi_hot', sparse=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Hashing", LayerRole.FEATURES,
        "(num_bins, mask_value=None, salt=None, output_mode='int', sparse=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.HashedCrossing", LayerRole.FEATURES,
        "(num_bins, output_mode='int', sparse=False, name=None, dtype=None, **kwargs)",
        legacy_signature="(num_bins, output_mode='int', sparse=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.IntegerLookup", LayerRole.FEATURES,
        "(max_tokens=None, num_oov_indices=1, mask_token=None, oov_token=-1, vocabulary=None, "
        "vocabulary_dtype='int64', idf_weights=None, invert=False, output_mode='int', sparse=False, "
        "pad_to_max_tokens=False, oov_method='floormod', salt=None, name=None, **kwargs)",
        legacy_signature="(max_tokens=None, num_oov_indices=1, mask_token=None, oov_token=-1, "
                         "vocabulary=None, vocabulary_dtype='int64', idf_weights=None, invert=False, "
                         "output_mode='int', sparse=False, pad_to_max_tokens=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.StringLookup", LayerRole.FEATURES,
        "(max_tokens=None, num_oov_indices=1, mask_token=None, oov_token='[UNK]', vocabulary=None, "
        "idf_weights=None, invert=False, output_mode='int', pad_to_max_tokens=False, sparse=False, "
        "encoding='utf-8', name=None, salt=None, **kwargs)",
        legacy_signature="(max_tokens=None, num_oov_indices=1, mask_token=None, oov_token='[UNK]', "
                         "vocabulary=None, idf_weights=None, encoding='utf-8', invert=False, "
                         "output_mode='int', sparse=False, pad_to_max_tokens=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.TextVectorization", LayerRole.FEATURES,
        "(max_tokens=None, standardize='lower_and_strip_punctuation', split='whitespace', ngrams=None, "
        "output_mode='int', output_sequence_length=None, pad_to_max_tokens=False, vocabulary=None, "
        "idf_weights=None, sparse=False, ragged=False, encoding='utf-8', name=None, **kwargs)",
        legacy_signature="(max_tokens=None, standardize='lower_and_strip_punctuation', split='whitespace', "
                         "ngrams=None, output_mode='int', output_sequence_length=None, "
                         "pad_to_max_tokens=False, vocabulary=None, idf_weights=None, sparse=False, "
                         "ragged=False, encoding='utf-8', **kwargs)",
    ),
    LayerSpec("keras.layers.Rescaling", LayerRole.FEATURES, "(scale, offset=0.0, **kwargs)"),
    LayerSpec(
        "keras.layers.Resizing", LayerRole.FEATURES,
        "(height, width, interpolation='bilinear', crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, "
        "fill_mode='constant', fill_value=0.0, antialias=False, data_format=None, **kwargs)",
        legacy_signature="(height, width, interpolation='bilinear', crop_to_aspect_ratio=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.CenterCrop", LayerRole.FEATURES, "(height, width, data_format=None, **kwargs)",
        legacy_signature="(height, width, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomBrightness", LayerRole.FEATURES, "(factor, value_range=(0, 255), seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomContrast", LayerRole.FEATURES, "(factor, value_range=(0, 255), seed=None, **kwargs)",
        legacy_signature="(factor, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomCrop", LayerRole.FEATURES,
        "(height, width, seed=None, data_format=None, name=None, **kwargs)",
        legacy_signature="(height, width, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomFlip", LayerRole.FEATURES,
        "(mode='horizontal_and_vertical', seed=None, data_format=None, **kwargs)",
        legacy_signature="(mode='horizontal_and_vertical', seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomHeight", LayerRole.FEATURES, "(factor, interpolation='bilinear', seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomWidth", LayerRole.FEATURES, "(factor, interpolation='bilinear', seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomRotation", LayerRole.FEATURES,
        "(factor, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0, "
        "data_format=None, **kwargs)",
        legacy_signature="(factor, fill_mode='reflect', interpolation='bilinear', seed=None, "
                         "fill_value=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomTranslation", LayerRole.FEATURES,
        "(height_factor, width_factor, fill_mode='reflect', interpolation='bilinear', seed=None, "
        "fill_value=0.0, data_format=None, **kwargs)",
        legacy_signature="(height_factor, width_factor, fill_mode='reflect', interpolation='bilinear', "
                         "seed=None, fill_value=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomZoom", LayerRole.FEATURES,
        "(height_factor, width_factor=None, fill_mode='reflect', interpolation='bilinear', seed=None, "
        "fill_value=0.0, data_format=None, **kwargs)",
        legacy_signature="(height_factor, width_factor=None, fill_mode='reflect', interpolation='bilinear',"
                         " seed=None, fill_value=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.DenseFeatures", LayerRole.FEATURES, "(feature_columns, trainable=True, name=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.AugMix", LayerRole.FEATURES,
        "(value_range=(0, 255), num_chains=3, chain_depth=3, factor=0.3, alpha=1.0, all_ops=True, "
        "interpolation='bilinear', seed=None, data_format=None, **kwargs)",
    ),
    LayerSpec("keras.layers.AutoContrast", LayerRole.FEATURES, "(value_range=(0, 255), **kwargs)"),
    LayerSpec(
        "keras.layers.ContrastLimitedAdaptiveHistogramEqualization", LayerRole.FEATURES,
        "(value_range=(0, 255), clip_limit=4.0, tile_grid_size=(8, 8), data_format=None, **kwargs)",
    ),
    LayerSpec("keras.layers.CutMix", LayerRole.FEATURES, "(factor=1.0, seed=None, data_format=None, **kwargs)"),
    LayerSpec(
        "keras.layers.Equalization", LayerRole.FEATURES,
        "(value_range=(0, 255), bins=256, data_format=None, **kwargs)",
    ),
    LayerSpec("keras.layers.MaxNumBoundingBoxes", LayerRole.FEATURES, "(max_number, fill_value=-1, **kwargs)"),
    LayerSpec(
        "keras.layers.MelSpectrogram", LayerRole.FEATURES,
        "(fft_length=2048, sequence_stride=512, sequence_length=None, window='hann', sampling_rate=16000, "
        "num_mel_bins=128, min_freq=20.0, max_freq=None, power_to_db=True, top_db=80.0, mag_exp=2.0, "
        "min_power=1e-10, ref_power=1.0, **kwargs)",
    ),
    LayerSpec("keras.layers.MixUp", LayerRole.FEATURES, "(alpha=0.2, data_format=None, seed=None, **kwargs)"),
    LayerSpec(
        "keras.layers.RandAugment", LayerRole.FEATURES,
        "(value_range=(0, 255), num_ops=2, factor=0.5, interpolation='bilinear', seed=None, "
        "data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomColorDegeneration", LayerRole.FEATURES,
        "(factor, value_range=(0, 255), data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomColorJitter", LayerRole.FEATURES,
        "(value_range=(0, 255), brightness_factor=None, contrast_factor=None, saturation_factor=None, "
        "hue_factor=None, seed=None, data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomElasticTransform", LayerRole.FEATURES,
        "(factor=1.0, scale=1.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, "
        "value_range=(0, 255), seed=None, data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomErasing", LayerRole.FEATURES,
        "(factor=1.0, scale=(0.02, 0.33), fill_value=None, value_range=(0, 255), seed=None, "
        "data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomGaussianBlur", LayerRole.FEATURES,
        "(factor=1.0, kernel_size=3, sigma=1.0, value_range=(0, 255), data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomGrayscale", LayerRole.FEATURES, "(factor=0.5, data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomHue", LayerRole.FEATURES,
        "(factor, value_range=(0, 255), data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomInvert", LayerRole.FEATURES,
        "(factor=1.0, value_range=(0, 255), seed=None, data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomPerspective", LayerRole.FEATURES,
        "(factor=1.0, scale=1.0, interpolation='bilinear', fill_value=0.0, seed=None, data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomPosterization", LayerRole.FEATURES,
        "(factor, value_range=(0, 255), data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomSaturation", LayerRole.FEATURES,
        "(factor, value_range=(0, 255), data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomSharpness", LayerRole.FEATURES,
        "(factor, value_range=(0, 255), data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RandomShear", LayerRole.FEATURES,
        "(x_factor=0.0, y_factor=0.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, "
        "data_format=None, seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.STFTSpectrogram", LayerRole.FEATURES,
        "(mode='log', frame_length=256, frame_step=None, fft_length=None, window='hann', periodic=False, "
        "scaling='density', padding='valid', expand_dims=False, data_format=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Solarization", LayerRole.FEATURES,
        "(addition_factor=0.0, threshold_factor=0.0, value_range=(0, 255), seed=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Layer", LayerRole.OPAQUE,
        "(*, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, **kwargs)",
        aliases=("keras.Layer",), legacy_signature="(trainable=True, name=None, dtype=None, dynamic=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.AbstractRNNCell", LayerRole.OPAQUE,
        "(trainable=True, name=None, dtype=None, dynamic=False, **kwargs)",
    ),
    LayerSpec("keras.layers.FlaxLayer", LayerRole.OPAQUE, "(module, method=None, variables=None, **kwargs)"),
    LayerSpec(
        "keras.layers.JaxLayer", LayerRole.OPAQUE,
        "(call_fn, init_fn=None, params=None, state=None, seed=None, native_serialization_platforms=None, **kwargs)",
    ),
    LayerSpec("keras.layers.Pipeline", LayerRole.OPAQUE, "(layers, name=None)"),
    LayerSpec(
        "keras.layers.TFSMLayer", LayerRole.OPAQUE,
        "(filepath, call_endpoint='serve', call_training_endpoint=None, trainable=True, name=None, dtype=None)",
    ),
    LayerSpec("keras.layers.TorchModuleWrapper", LayerRole.OPAQUE, "(module, name=None, output_shape=None, **kwargs)"),
)
