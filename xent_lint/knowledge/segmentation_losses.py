"""The losses of segmentation_models. All want probabilities and none has a form on logits.

The lower-case names are ready objects that are called as functions, `dice_loss(gt, pr)`; sums of them with `+` are what
`bce_dice_loss` and its like are. `binary_crossentropy` is Keras' backend function, with its rescue; the categorical and
the focal ones are written with clip and log of their own, and sums with an overlap need the probabilities anyway.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Expects, Family, Form, LossSpec, Rescue, Source

ENTRIES: tuple[LossSpec, ...] = (
    LossSpec(
        "segmentation_models.losses.JaccardLoss", Form.CLASS,
        "(class_weights=None, class_indexes=None, per_image=False, smooth=1e-05)",
        Family.OVERLAP, Expects.PROBABILITIES, y_true="gt", y_pred="pr", cross_entropy=False,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 7),
    ),
    LossSpec(
        "segmentation_models.losses.DiceLoss", Form.CLASS,
        "(beta=1, class_weights=None, class_indexes=None, per_image=False, smooth=1e-05)",
        Family.OVERLAP, Expects.PROBABILITIES, y_true="gt", y_pred="pr", cross_entropy=False,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 51),
    ),
    LossSpec(
        "segmentation_models.losses.BinaryCELoss", Form.CLASS, "()",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr", rescue=Rescue.FULL,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 108),
    ),
    LossSpec(
        "segmentation_models.losses.CategoricalCELoss", Form.CLASS, "(class_weights=None, class_indexes=None)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 133),
    ),
    LossSpec(
        "segmentation_models.losses.CategoricalFocalLoss", Form.CLASS, "(alpha=0.25, gamma=2.0, class_indexes=None)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 170),
    ),
    LossSpec(
        "segmentation_models.losses.BinaryFocalLoss", Form.CLASS, "(alpha=0.25, gamma=2.0)",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 210),
    ),
    LossSpec(
        "segmentation_models.losses.jaccard_loss", Form.FUNCTION, "(gt, pr)",
        Family.OVERLAP, Expects.PROBABILITIES, y_true="gt", y_pred="pr", cross_entropy=False,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 242),
    ),
    LossSpec(
        "segmentation_models.losses.dice_loss", Form.FUNCTION, "(gt, pr)",
        Family.OVERLAP, Expects.PROBABILITIES, y_true="gt", y_pred="pr", cross_entropy=False,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 243),
    ),
    LossSpec(
        "segmentation_models.losses.binary_focal_loss", Form.FUNCTION, "(gt, pr)",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 245),
    ),
    LossSpec(
        "segmentation_models.losses.categorical_focal_loss", Form.FUNCTION, "(gt, pr)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 246),
    ),
    LossSpec(
        "segmentation_models.losses.binary_crossentropy", Form.FUNCTION, "(gt, pr)",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr", rescue=Rescue.FULL,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 248),
    ),
    LossSpec(
        "segmentation_models.losses.categorical_crossentropy", Form.FUNCTION, "(gt, pr)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 249),
    ),
    LossSpec(
        "segmentation_models.losses.bce_dice_loss", Form.FUNCTION, "(gt, pr)",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 252),
    ),
    LossSpec(
        "segmentation_models.losses.bce_jaccard_loss", Form.FUNCTION, "(gt, pr)",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 253),
    ),
    LossSpec(
        "segmentation_models.losses.cce_dice_loss", Form.FUNCTION, "(gt, pr)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 255),
    ),
    LossSpec(
        "segmentation_models.losses.cce_jaccard_loss", Form.FUNCTION, "(gt, pr)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr",
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 256),
    ),
    LossSpec(
        "segmentation_models.losses.binary_focal_dice_loss", Form.FUNCTION, "(gt, pr)",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 258),
    ),
    LossSpec(
        "segmentation_models.losses.binary_focal_jaccard_loss", Form.FUNCTION, "(gt, pr)",
        Family.BINARY, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 259),
    ),
    LossSpec(
        "segmentation_models.losses.categorical_focal_dice_loss", Form.FUNCTION, "(gt, pr)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 261),
    ),
    LossSpec(
        "segmentation_models.losses.categorical_focal_jaccard_loss", Form.FUNCTION, "(gt, pr)",
        Family.CATEGORICAL, Expects.PROBABILITIES, y_true="gt", y_pred="pr", focal=True,
        gone=Source("qubvel/segmentation_models", "1.0.1", "segmentation_models/losses.py", 262),
    ),
)
