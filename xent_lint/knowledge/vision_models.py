"""Ready vision models of further libraries: KerasCV, segmentation_models, efficientnet; and TensorFlow Hub's layer.

KerasCV's classifiers and segmenters end in softmax, KerasHub's in logits. A preset of KerasCV may bring a saved
activation with it; KerasCV's own have the default. `SegFormer` resizes the probabilities: they have no logits behind
them. segmentation_models' Unet and Linknet end in a sigmoid over one class by default, FPN and PSPNet in a softmax over
21. `classification_models` gives its models through `Classifiers.get(name)` and is left out. What a TensorFlow Hub
handle puts out is not written in the program.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import LayerRole, LayerSpec, ModelRole, ModelSpec, Source

_FROM_PRESET = (
    "(preset, load_weights=None, input_shape=None, *, num_classes=..., activation='softmax', **kwargs)"
)
_FROM_PRESET_SOFTMAX = (
    "(preset, load_weights=None, input_shape=None, *, num_classes=..., segmentation_head=None, **kwargs)"
)
_EFFICIENTNET = (
    "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000, **kwargs)"
)

ENTRIES: tuple[LayerSpec | ModelSpec, ...] = (
    ModelSpec(
        "keras_cv.models.ImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, pooling='avg', activation='softmax', **kwargs)",
        activation="activation", units="num_classes", constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-cv", "v0.9.0", "keras_cv/src/models/classification/image_classifier.py", 37),
    ),
    ModelSpec(
        "keras_cv.models.VideoClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, pooling='avg', activation='softmax', **kwargs)",
        activation="activation", units="num_classes", constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-cv", "v0.9.0", "keras_cv/src/models/classification/video_classifier.py", 37),
    ),
    ModelSpec(
        "keras_cv.models.DeepLabV3Plus", ModelRole.PRETRAINED,
        "(backbone, num_classes, projection_filters=48, spatial_pyramid_pooling=None, "
        "segmentation_head=None, **kwargs)",
        units="num_classes", custom_head="segmentation_head", constructors=("from_preset",),
        constructor_signature=_FROM_PRESET_SOFTMAX,
        gone=Source(
            "keras-team/keras-cv", "v0.9.0", "keras_cv/src/models/segmentation/deeplab_v3_plus/deeplab_v3_plus.py", 39,
        ),
    ),
    ModelSpec(
        "keras_cv.models.SegFormer", ModelRole.PRETRAINED,
        "(backbone, num_classes, projection_filters=256, **kwargs)",
        units="num_classes", constructors=("from_preset",),
        constructor_signature="(preset, num_classes, load_weights=None, input_shape=None, **kwargs)",
        attaches_logits=False,
        gone=Source("keras-team/keras-cv", "v0.9.0", "keras_cv/src/models/segmentation/segformer/segformer.py", 34),
    ),
    ModelSpec(
        "segmentation_models.Unet", ModelRole.PRETRAINED,
        "(backbone_name='vgg16', input_shape=(None, None, 3), classes=1, activation='sigmoid', weights=None, "
        "encoder_weights='imagenet', encoder_freeze=False, encoder_features='default', "
        "decoder_block_type='upsampling', decoder_filters=(256, 128, 64, 32, 16), decoder_use_batchnorm=True, "
        "**kwargs)",
        activation="activation", units="classes",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/models/unet.py", 162),
    ),
    ModelSpec(
        "segmentation_models.FPN", ModelRole.PRETRAINED,
        "(backbone_name='vgg16', input_shape=(None, None, 3), classes=21, activation='softmax', weights=None, "
        "encoder_weights='imagenet', encoder_freeze=False, encoder_features='default', "
        "pyramid_block_filters=256, pyramid_use_batchnorm=True, pyramid_aggregation='concat', pyramid_dropout=None, "
        "**kwargs)",
        activation="activation", units="classes",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/models/fpn.py", 175),
    ),
    ModelSpec(
        "segmentation_models.Linknet", ModelRole.PRETRAINED,
        "(backbone_name='vgg16', input_shape=(None, None, 3), classes=1, activation='sigmoid', weights=None, "
        "encoder_weights='imagenet', encoder_freeze=False, encoder_features='default', "
        "decoder_block_type='upsampling', decoder_filters=(None, None, None, None, 16), decoder_use_batchnorm=True, "
        "**kwargs)",
        activation="activation", units="classes",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/models/linknet.py", 185),
    ),
    ModelSpec(
        "segmentation_models.PSPNet", ModelRole.PRETRAINED,
        "(backbone_name='vgg16', input_shape=(384, 384, 3), classes=21, activation='softmax', weights=None, "
        "encoder_weights='imagenet', encoder_freeze=False, "
        "downsample_factor=8, psp_conv_filters=512, psp_pooling_type='avg', psp_use_batchnorm=True, psp_dropout=None, "
        "**kwargs)",
        activation="activation", units="classes",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/models/pspnet.py", 155),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB0", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB0", "efficientnet.EfficientNetB0"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 462),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB1", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB1", "efficientnet.EfficientNetB1"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 481),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB2", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB2", "efficientnet.EfficientNetB2"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 500),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB3", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB3", "efficientnet.EfficientNetB3"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 517),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB4", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB4", "efficientnet.EfficientNetB4"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 534),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB5", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB5", "efficientnet.EfficientNetB5"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 553),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB6", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB6", "efficientnet.EfficientNetB6"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 572),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetB7", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetB7", "efficientnet.EfficientNetB7"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 591),
    ),
    ModelSpec(
        "efficientnet.tfkeras.EfficientNetL2", ModelRole.PRETRAINED, _EFFICIENTNET,
        aliases=("efficientnet.keras.EfficientNetL2", "efficientnet.EfficientNetL2"), top="include_top",
        units="classes", gone=Source("qubvel/efficientnet", "v1.1.1", "efficientnet/model.py", 610),
    ),
    LayerSpec(
        "tensorflow_hub.KerasLayer", LayerRole.OPAQUE,
        "(handle, trainable=False, arguments=None, _sentinel=None, tags=None, signature=None, "
        "signature_outputs_as_dict=None, output_key=None, output_shape=None, load_options=None, **kwargs)",
        attaches_logits=False, gone=Source("tensorflow/hub", "v0.16.1", "tensorflow_hub/keras_layer.py", 44),
    ),
)
