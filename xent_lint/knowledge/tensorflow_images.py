"""Resizing: what stands in a pixel stays what it is, or is a mean of such."""

from __future__ import annotations

from xent_lint.knowledge.specs import OpRole, OpSpec

V1 = "(images, size, align_corners=False, name=None, half_pixel_centers=False)"

ENTRIES: tuple[OpSpec, ...] = (
    OpSpec(
        "tensorflow.image.resize", OpRole.AVERAGE,
        "(images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None)", "images",
        legacy_signature="(images, size, method=0, align_corners=False, preserve_aspect_ratio=False, name=None)",
    ),
    OpSpec(
        "tensorflow.image.resize_images", OpRole.AVERAGE,
        "(images, size, method=0, align_corners=False, preserve_aspect_ratio=False, name=None)", "images",
    ),
    OpSpec("tensorflow.image.resize_bilinear", OpRole.AVERAGE, V1, "images"),
    OpSpec("tensorflow.image.resize_nearest_neighbor", OpRole.AVERAGE, V1, "images"),
    OpSpec(
        "keras.ops.image.resize", OpRole.AVERAGE,
        "(images, size, interpolation='bilinear', antialias=False, crop_to_aspect_ratio=False, "
        "pad_to_aspect_ratio=False, fill_mode='constant', fill_value=0.0, data_format=None)",
        "images",
    ),
)
