"""KerasHub's classifiers and segmenters (before 0.16: KerasNLP's text classifiers). All end in logits by default.

Read from the sources: no class has had another default than `activation=None` since the parameter came (KerasNLP 0.5;
until then there was none, and the outputs were logits). `from_preset` hands its keyword arguments on to the class. A
preset may bring a saved configuration with an activation in it; those that KerasHub's own tools write bring none, but a
directory of the user's own can. `compile(loss="auto")` looks at the activation, and is right for None and softmax.
`MobileNetImageClassifier` took `activation` up to 0.18, which is what stands here, and ends in logits since. SAM,
BASNet and the detectors, which are not trained with one cross-entropy, are left out.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Activation, ModelRole, ModelSpec, Source

_FROM_PRESET = "(preset, load_weights=True, *, num_classes=..., activation=None, **kwargs)"

ENTRIES: tuple[ModelSpec, ...] = (
    ModelSpec(
        "keras_hub.models.AlbertTextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, dropout=0.1, **kwargs)",
        aliases=("keras_hub.models.AlbertClassifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/albert/albert_text_classifier.py", 20),
    ),
    ModelSpec(
        "keras_hub.models.BertTextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, dropout=0.1, **kwargs)",
        aliases=("keras_hub.models.BertClassifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/bert/bert_text_classifier.py", 18),
    ),
    ModelSpec(
        "keras_hub.models.CSPNetImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/cspnet/cspnet_image_classifier.py", 10),
    ),
    ModelSpec(
        "keras_hub.models.DebertaV3TextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, hidden_dim=None, dropout=0.0, **kwargs)",
        aliases=("keras_hub.models.DebertaV3Classifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/deberta_v3/deberta_v3_text_classifier.py", 22
        ),
    ),
    ModelSpec(
        "keras_hub.models.DeepLabV3ImageSegmenter", ModelRole.PRETRAINED,
        "(backbone, num_classes, activation=None, preprocessor=None, **kwargs)", activation="activation",
        units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/deeplab_v3/deeplab_v3_segmenter.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.DeiTImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='token', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/deit/deit_image_classifier.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.DenseNetImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/densenet/densenet_image_classifier.py", 10
        ),
    ),
    ModelSpec(
        "keras_hub.models.DistilBertTextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, hidden_dim=None, dropout=0.2, **kwargs)",
        aliases=("keras_hub.models.DistilBertClassifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/distil_bert/distil_bert_text_classifier.py", 22
        ),
    ),
    ModelSpec(
        "keras_hub.models.ESMProteinClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, hidden_dim=None, dropout=0.0, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/esm/esm_classifier.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.EfficientNetImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/efficientnet/efficientnet_image_classifier.py", 12
        ),
    ),
    ModelSpec(
        "keras_hub.models.FNetTextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, dropout=0.1, **kwargs)",
        aliases=("keras_hub.models.FNetClassifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/f_net/f_net_text_classifier.py", 18),
    ),
    ModelSpec(
        "keras_hub.models.HGNetV2ImageClassifier", ModelRole.PRETRAINED,
        "(backbone, preprocessor, num_classes, head_filters=None, pooling='avg', activation=None, "
        "dropout=0.0, head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/hgnetv2/hgnetv2_image_classifier.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.ImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/image_classifier.py", 8),
    ),
    ModelSpec(
        "keras_hub.models.ImageSegmenter", ModelRole.PRETRAINED, "(*args, **kwargs)", activation="activation",
        units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/image_segmenter.py", 8),
    ),
    ModelSpec(
        "keras_hub.models.MiTImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/mit/mit_image_classifier.py", 10),
    ),
    ModelSpec(
        "keras_hub.models.MobileNetImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.18.1", "keras_hub/src/models/mobilenet/mobilenet_image_classifier.py", 7
        ),
    ),
    ModelSpec(
        "keras_hub.models.MobileNetV5ImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, head_hidden_size=2048, global_pool='avg', drop_rate=0.0, "
        "head_dtype=None, **kwargs)",
        units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/mobilenetv5/mobilenetv5_image_classifier.py", 19
        ),
    ),
    ModelSpec(
        "keras_hub.models.ResNetImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/resnet/resnet_image_classifier.py", 10),
    ),
    ModelSpec(
        "keras_hub.models.RobertaTextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, hidden_dim=None, dropout=0.0, **kwargs)",
        aliases=("keras_hub.models.RobertaClassifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/roberta/roberta_text_classifier.py", 20),
    ),
    ModelSpec(
        "keras_hub.models.RoformerV2TextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, hidden_dim=None, dropout=0.0, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/roformer_v2/roformer_v2_text_classifier.py", 14
        ),
    ),
    ModelSpec(
        "keras_hub.models.SegFormerImageSegmenter", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, **kwargs)", units="num_classes", head=Activation.IDENTITY,
        constructors=("from_preset",), constructor_signature=_FROM_PRESET, attaches_logits=False,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/segformer/segformer_image_segmenter.py", 12
        ),
    ),
    ModelSpec(
        "keras_hub.models.SwinTransformerImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, dropout=0.0, head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1",
            "keras_hub/src/models/swin_transformer/swin_transformer_image_classifier.py", 16
        ),
    ),
    ModelSpec(
        "keras_hub.models.TextClassifier", ModelRole.PRETRAINED, "(*args, **kwargs)",
        aliases=("keras_hub.models.Classifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/text_classifier.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.VGGImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', pooling_hidden_dim=4096, activation=None, "
        "dropout=0.0, head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/vgg/vgg_image_classifier.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.ViTImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='token', intermediate_dim=None, activation=None, "
        "dropout=0.0, head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/vit/vit_image_classifier.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.XLMRobertaTextClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, activation=None, hidden_dim=None, dropout=0.0, **kwargs)",
        aliases=("keras_hub.models.XLMRobertaClassifier",), activation="activation", units="num_classes",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/xlm_roberta/xlm_roberta_text_classifier.py", 22
        ),
    ),
    ModelSpec(
        "keras_hub.models.XceptionImageClassifier", ModelRole.PRETRAINED,
        "(backbone, num_classes, preprocessor=None, pooling='avg', activation=None, dropout=0.0, "
        "head_dtype=None, **kwargs)",
        activation="activation", units="num_classes", head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source(
            "keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/xception/xception_image_classifier.py", 10
        ),
    ),
)
