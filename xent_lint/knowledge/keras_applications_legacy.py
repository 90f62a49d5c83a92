"""Ready models that only tf_keras offers, RegNet and ResNet-RS, and ConvNeXt, whose parameters differ there."""

from __future__ import annotations

from xent_lint.knowledge.specs import ModelRole, ModelSpec

ENTRIES: tuple[ModelSpec, ...] = (
    ModelSpec(
        "keras.applications.ConvNeXtBase", ModelRole.PRETRAINED,
        "(include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, "
        "input_shape=None, pooling=None, classes=1000, classifier_activation='softmax', "
        "name='convnext_base')",
        aliases=("keras.applications.convnext.ConvNeXtBase",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(model_name='convnext_base', include_top=True, include_preprocessing=True, "
                         "weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
                         "classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.ConvNeXtLarge", ModelRole.PRETRAINED,
        "(include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, "
        "input_shape=None, pooling=None, classes=1000, classifier_activation='softmax', "
        "name='convnext_large')",
        aliases=("keras.applications.convnext.ConvNeXtLarge",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(model_name='convnext_large', include_top=True, include_preprocessing=True, "
                         "weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
                         "classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.ConvNeXtSmall", ModelRole.PRETRAINED,
        "(include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, "
        "input_shape=None, pooling=None, classes=1000, classifier_activation='softmax', "
        "name='convnext_small')",
        aliases=("keras.applications.convnext.ConvNeXtSmall",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(model_name='convnext_small', include_top=True, include_preprocessing=True, "
                         "weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
                         "classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.ConvNeXtTiny", ModelRole.PRETRAINED,
        "(include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, "
        "input_shape=None, pooling=None, classes=1000, classifier_activation='softmax', "
        "name='convnext_tiny')",
        aliases=("keras.applications.convnext.ConvNeXtTiny",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(model_name='convnext_tiny', include_top=True, include_preprocessing=True, "
                         "weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
                         "classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.ConvNeXtXLarge", ModelRole.PRETRAINED,
        "(include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, "
        "input_shape=None, pooling=None, classes=1000, classifier_activation='softmax', "
        "name='convnext_xlarge')",
        aliases=("keras.applications.convnext.ConvNeXtXLarge",), top="include_top", activation="classifier_activation",
        units="classes",
        legacy_signature="(model_name='convnext_xlarge', include_top=True, include_preprocessing=True, "
                         "weights='imagenet', input_tensor=None, input_shape=None, pooling=None, "
                         "classes=1000, classifier_activation='softmax')",
    ),
    ModelSpec(
        "keras.applications.RegNetX002", ModelRole.PRETRAINED,
        "(model_name='regnetx002', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX002",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX004", ModelRole.PRETRAINED,
        "(model_name='regnetx004', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX004",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX006", ModelRole.PRETRAINED,
        "(model_name='regnetx006', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX006",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX008", ModelRole.PRETRAINED,
        "(model_name='regnetx008', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX008",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX016", ModelRole.PRETRAINED,
        "(model_name='regnetx016', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX016",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX032", ModelRole.PRETRAINED,
        "(model_name='regnetx032', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX032",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX040", ModelRole.PRETRAINED,
        "(model_name='regnetx040', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX040",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX064", ModelRole.PRETRAINED,
        "(model_name='regnetx064', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX064",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX080", ModelRole.PRETRAINED,
        "(model_name='regnetx080', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX080",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX120", ModelRole.PRETRAINED,
        "(model_name='regnetx120', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX120",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX160", ModelRole.PRETRAINED,
        "(model_name='regnetx160', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX160",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetX320", ModelRole.PRETRAINED,
        "(model_name='regnetx320', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetX320",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY002", ModelRole.PRETRAINED,
        "(model_name='regnety002', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY002",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY004", ModelRole.PRETRAINED,
        "(model_name='regnety004', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY004",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY006", ModelRole.PRETRAINED,
        "(model_name='regnety006', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY006",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY008", ModelRole.PRETRAINED,
        "(model_name='regnety008', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY008",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY016", ModelRole.PRETRAINED,
        "(model_name='regnety016', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY016",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY032", ModelRole.PRETRAINED,
        "(model_name='regnety032', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY032",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY040", ModelRole.PRETRAINED,
        "(model_name='regnety040', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY040",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY064", ModelRole.PRETRAINED,
        "(model_name='regnety064', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY064",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY080", ModelRole.PRETRAINED,
        "(model_name='regnety080', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY080",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY120", ModelRole.PRETRAINED,
        "(model_name='regnety120', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY120",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY160", ModelRole.PRETRAINED,
        "(model_name='regnety160', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY160",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.RegNetY320", ModelRole.PRETRAINED,
        "(model_name='regnety320', include_top=True, include_preprocessing=True, weights='imagenet', "
        "input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax')",
        aliases=("keras.applications.regnet.RegNetY320",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.ResNetRS101", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, "
        "pooling=None, classifier_activation='softmax', include_preprocessing=True)",
        aliases=("keras.applications.resnet_rs.ResNetRS101",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.ResNetRS152", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, "
        "pooling=None, classifier_activation='softmax', include_preprocessing=True)",
        aliases=("keras.applications.resnet_rs.ResNetRS152",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.ResNetRS200", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, "
        "pooling=None, classifier_activation='softmax', include_preprocessing=True)",
        aliases=("keras.applications.resnet_rs.ResNetRS200",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.ResNetRS270", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, "
        "pooling=None, classifier_activation='softmax', include_preprocessing=True)",
        aliases=("keras.applications.resnet_rs.ResNetRS270",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.ResNetRS350", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, "
        "pooling=None, classifier_activation='softmax', include_preprocessing=True)",
        aliases=("keras.applications.resnet_rs.ResNetRS350",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.ResNetRS420", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, "
        "pooling=None, classifier_activation='softmax', include_preprocessing=True)",
        aliases=("keras.applications.resnet_rs.ResNetRS420",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
    ModelSpec(
        "keras.applications.ResNetRS50", ModelRole.PRETRAINED,
        "(include_top=True, weights='imagenet', classes=1000, input_shape=None, input_tensor=None, "
        "pooling=None, classifier_activation='softmax', include_preprocessing=True)",
        aliases=("keras.applications.resnet_rs.ResNetRS50",), top="include_top", activation="classifier_activation",
        units="classes",
    ),
)
