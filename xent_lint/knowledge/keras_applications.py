"""Keras' ready models. With their top (the default) they end in `classifier_activation` over `classes` units.

tf_keras has the same parameters in the same order, without `name`, and takes `classifier_activation` of ResNet50, 101
and 152 by `**kwargs`; ConvNeXt alone is different there.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import ModelRole, ModelSpec

ENTRIES: tuple[ModelSpec, ...] = (
    ModelSpec(
        "keras.applications.DenseNet121", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='densenet121')",
        aliases=("keras.applications.densenet.DenseNet121",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.DenseNet169", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='densenet169')",
        aliases=("keras.applications.densenet.DenseNet169",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.DenseNet201", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='densenet201')",
        aliases=("keras.applications.densenet.DenseNet201",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB0", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb0')",
        aliases=("keras.applications.efficientnet.EfficientNetB0",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB1", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb1')",
        aliases=("keras.applications.efficientnet.EfficientNetB1",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB2", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb2')",
        aliases=("keras.applications.efficientnet.EfficientNetB2",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB3", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb3')",
        aliases=("keras.applications.efficientnet.EfficientNetB3",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB4", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb4')",
        aliases=("keras.applications.efficientnet.EfficientNetB4",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB5", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb5')",
        aliases=("keras.applications.efficientnet.EfficientNetB5",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB6", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb6')",
        aliases=("keras.applications.efficientnet.EfficientNetB6",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetB7", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='efficientnetb7')",
        aliases=("keras.applications.efficientnet.EfficientNetB7",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetV2B0", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', include_preprocessing=True, "
        "name='efficientnetv2-b0')",
        aliases=("keras.applications.efficientnet_v2.EfficientNetV2B0",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', "
                         "include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetV2B1", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', include_preprocessing=True, "
        "name='efficientnetv2-b1')",
        aliases=("keras.applications.efficientnet_v2.EfficientNetV2B1",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', "
                         "include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetV2B2", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', include_preprocessing=True, "
        "name='efficientnetv2-b2')",
        aliases=("keras.applications.efficientnet_v2.EfficientNetV2B2",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', "
                         "include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetV2B3", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', include_preprocessing=True, "
        "name='efficientnetv2-b3')",
        aliases=("keras.applications.efficientnet_v2.EfficientNetV2B3",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', "
                         "include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetV2L", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', include_preprocessing=True, "
        "name='efficientnetv2-l')",
        aliases=("keras.applications.efficientnet_v2.EfficientNetV2L",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', "
                         "include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetV2M", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', include_preprocessing=True, "
        "name='efficientnetv2-m')",
        aliases=("keras.applications.efficientnet_v2.EfficientNetV2M",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', "
                         "include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.EfficientNetV2S", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', include_preprocessing=True, "
        "name='efficientnetv2-s')",
        aliases=("keras.applications.efficientnet_v2.EfficientNetV2S",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', "
                         "include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.InceptionResNetV2", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='inception_resnet_v2')",
        aliases=("keras.applications.inception_resnet_v2.InceptionResNetV2",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.InceptionV3", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='inception_v3')",
        aliases=("keras.applications.inception_v3.InceptionV3",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.MobileNet", ModelRole.PRETRAINED,
        "(input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, "
        "weights='imagenet', input_tensor=None, pooling=None, classes=1000, "
        "classifier_activation='softmax', name=None)",
        aliases=("keras.applications.mobilenet.MobileNet",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, "
                         "include_top=True, weights='imagenet', input_tensor=None, pooling=None, "
                         "classes=1000, classifier_activation='softmax', **kwargs)",
    ),
    ModelSpec(
        "keras.applications.MobileNetV2", ModelRole.PRETRAINED,
        "(input_shape=None, alpha=1.0, include_top=True, weights='imagenet', input_tensor=None, "
        "pooling=None, classes=1000, classifier_activation='softmax', name=None)",
        aliases=("keras.applications.mobilenet_v2.MobileNetV2",), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(input_shape=None, alpha=1.0, include_top=True, weights='imagenet', "
                         "input_tensor=None, pooling=None, classes=1000, classifier_activation='softmax', "
                         "**kwargs)",
    ),
    ModelSpec(
        "keras.applications.MobileNetV3Large", ModelRole.PRETRAINED,
        "(input_shape=None, alpha=1.0, minimalistic=False, include_top=True, weights='imagenet', "
        "input_tensor=None, classes=1000, pooling=None, dropout_rate=0.2, classifier_activation='softmax', "
        "include_preprocessing=True, name='MobileNetV3Large')",
        top="include_top", activation="classifier_activation", units="classes",
        legacy_signature="(input_shape=None, alpha=1.0, minimalistic=False, include_top=True, "
                         "weights='imagenet', input_tensor=None, classes=1000, pooling=None, "
                         "dropout_rate=0.2, classifier_activation='softmax', include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.MobileNetV3Small", ModelRole.PRETRAINED,
        "(input_shape=None, alpha=1.0, minimalistic=False, include_top=True, weights='imagenet', "
        "input_tensor=None, classes=1000, pooling=None, dropout_rate=0.2, classifier_activation='softmax', "
        "include_preprocessing=True, name='MobileNetV3Small')",
        top="include_top", activation="classifier_activation", units="classes",
        legacy_signature="(input_shape=None, alpha=1.0, minimalistic=False, include_top=True, "
                         "weights='imagenet', input_tensor=None, classes=1000, pooling=None, "
                         "dropout_rate=0.2, classifier_activation='softmax', include_preprocessing=True)",
    ),
    ModelSpec(
        "keras.applications.NASNetLarge", ModelRole.PRETRAINED,
        "(input_shape=None, include_top=True, weights='imagenet', input_tensor=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='nasnet_large')",
        aliases=("keras.applications.nasnet.NASNetLarge",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(input_shape=None, include_top=True, weights='imagenet', input_tensor=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.NASNetMobile", ModelRole.PRETRAINED,
        "(input_shape=None, include_top=True, weights='imagenet', input_tensor=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='nasnet_mobile')",
        aliases=("keras.applications.nasnet.NASNetMobile",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(input_shape=None, include_top=True, weights='imagenet', input_tensor=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.ResNet101", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='resnet101')",
        aliases=("keras.applications.resnet.ResNet101",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, **kwargs)",
    ),
    ModelSpec(
        "keras.applications.ResNet101V2", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='resnet101v2')",
        aliases=("keras.applications.resnet_v2.ResNet101V2",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.ResNet152", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='resnet152')",
        aliases=("keras.applications.resnet.ResNet152",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, **kwargs)",
    ),
    ModelSpec(
        "keras.applications.ResNet152V2", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='resnet152v2')",
        aliases=("keras.applications.resnet_v2.ResNet152V2",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.ResNet50", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='resnet50')",
        aliases=("keras.applications.resnet.ResNet50", "keras.applications.resnet50.ResNet50"), top="include_top",
        activation="classifier_activation", units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, **kwargs)",
    ),
    ModelSpec(
        "keras.applications.ResNet50V2", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='resnet50v2')",
        aliases=("keras.applications.resnet_v2.ResNet50V2",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.VGG16", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='vgg16')",
        aliases=("keras.applications.vgg16.VGG16",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.VGG19", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='vgg19')",
        aliases=("keras.applications.vgg19.VGG19",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.Xception", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
        "classes=1000, classifier_activation='softmax', name='xception')",
        aliases=("keras.applications.xception.Xception",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(include_top=True, weights='imagenet', input_tensor=None, input_shape=None, "
                         "pooling=None, classes=1000, classifier_activation='softmax')",
    ),
)
