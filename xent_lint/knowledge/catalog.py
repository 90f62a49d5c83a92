"""All tables behind one look-up: `catalog().find("tf.keras.losses.BinaryCrossentropy")` in any spelling.

`find` knows one entry for a name. Functions that are losses and metrics at once (`keras.metrics.binary_crossentropy`)
are the `LossSpec`; `metric_string("binary_crossentropy")` is the metric class.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

from xent_lint.knowledge import (
    addons,
    consumer_ops,
    gone,
    gone_keras,
    gone_layers,
    keras_activations,
    keras_applications,
    keras_applications_legacy,
    keras_backend_losses,
    keras_callbacks,
    keras_functions,
    keras_hub_classifiers,
    keras_hub_language,
    keras_layers_affine,
    keras_layers_other,
    keras_layers_recurrent,
    keras_layers_shape,
    keras_losses,
    keras_metrics,
    keras_models,
    keras_ops,
    keras_policies,
    library_functions,
    model_wrappers,
    numpy_ops,
    segmentation_losses,
    tensor_activations,
    tensorflow_images,
    tensorflow_layers,
    tensorflow_losses,
    tensorflow_ops,
    transformers_models,
    vision_models,
)
from xent_lint.knowledge.packages import PACKAGES, WORDS
from xent_lint.knowledge.specs import ActivationSpec, Family, LossSpec, MetricSpec, Spec

_ENTRIES: tuple[tuple[Spec, ...], ...] = (
    keras_losses.ENTRIES,
    keras_backend_losses.ENTRIES,
    tensorflow_losses.ENTRIES,
    keras_activations.ENTRIES,
    tensor_activations.ENTRIES,
    keras_layers_affine.ENTRIES,
    keras_layers_recurrent.ENTRIES,
    keras_layers_shape.ENTRIES,
    keras_layers_other.ENTRIES,
    tensorflow_layers.ENTRIES,
    tensorflow_ops.ENTRIES,
    tensorflow_images.ENTRIES,
    keras_ops.ENTRIES,
    keras_policies.ENTRIES,
    keras_callbacks.ENTRIES,
    consumer_ops.ENTRIES,
    keras_metrics.ENTRIES,
    keras_functions.ENTRIES,
    keras_models.ENTRIES,
    keras_applications.ENTRIES,
    keras_applications_legacy.ENTRIES,
    library_functions.ENTRIES,
    model_wrappers.ENTRIES,
    addons.ENTRIES,
    keras_hub_classifiers.ENTRIES,
    keras_hub_language.ENTRIES,
    transformers_models.ENTRIES,
    vision_models.ENTRIES,
    segmentation_losses.ENTRIES,
    gone.ENTRIES,
    gone_keras.ENTRIES,
    gone_layers.ENTRIES,
)


@dataclass(frozen=True)
class Catalog:
    """The tables, indexed. Build it by `catalog()`."""

    entries: tuple[Spec, ...]
    implicit: Mapping[str, str]  # names that snippets use unbound -> the module they stand for
    words: frozenset[bytes]  # a file without any of them (in lower case) applies no loss of the tables
    _names: Mapping[str, Spec]  # canonical names and aliases
    _prefixes: Mapping[str, str]
    _collapse: frozenset[str]
    _packages: frozenset[str]
    _members: Mapping[str, tuple[str, ...]]
    _loss_strings: Mapping[str, LossSpec]
    _loss_serialized: Mapping[str, LossSpec]
    _activation_strings: Mapping[str, ActivationSpec]
    _metric_strings: Mapping[str, MetricSpec]
    _metric_serialized: Mapping[str, MetricSpec]
    _compiled_metrics: Mapping[str, Mapping[Family, MetricSpec]]

    def canonical(self, dotted: str) -> str:
        """The tables' own spelling of a dotted name; a name they do not know comes back with its prefix rewritten."""
        spelled = self._skip_private(self._rewrite(dotted))
        entry = self._names.get(spelled)
        return spelled if entry is None else entry.name

    def find(self, dotted: str) -> Spec | None:
        """The entry for a dotted name in any spelling."""
        return self._names.get(self._skip_private(self._rewrite(dotted)))

    def members(self, module: str) -> tuple[str, ...]:
        """The short names known directly below a module, for `from module import *`."""
        return self._members.get(self._skip_private(self._rewrite(module)), ())

    def is_package(self, dotted: str) -> bool:
        """Whether a dotted name can be a module of a known library (and not one of its objects)."""
        if dotted in self._packages:
            return True
        spelled = self._rewrite(dotted)
        if spelled in self._packages:
            return True
        parent, _, last = self._skip_private(spelled).rpartition(".")
        return parent in self._collapse and last.islower() and f"{parent}.{last}" not in self._names

    def loss_string(self, identifier: str) -> LossSpec | None:
        """What `compile(loss="...")` means."""
        return self._loss_strings.get(identifier)

    def loss_serialized(self, class_name: str) -> LossSpec | None:
        """What `{"class_name": ..., "config": ...}` means as a loss."""
        return self._loss_serialized.get(class_name)

    def activation_string(self, identifier: str) -> ActivationSpec | None:
        """What `activation="..."` means."""
        return self._activation_strings.get(identifier)

    def metric_string(self, identifier: str) -> MetricSpec | None:
        """What `compile(metrics=["..."])` means, but for the strings of `compiled_metric`."""
        return self._metric_strings.get(identifier)

    def metric_serialized(self, class_name: str) -> MetricSpec | None:
        """What `{"class_name": ..., "config": ...}` means as a metric."""
        return self._metric_serialized.get(class_name)

    def is_compiled_metric(self, identifier: str) -> bool:
        """Whether `compile` settles the string by the shapes of labels and outputs: "accuracy", "acc", "ce", ..."""
        return identifier.lower() in self._compiled_metrics

    def compiled_metric(self, identifier: str, family: Family) -> MetricSpec | None:
        """What `compile` makes of "accuracy" over one unit (BINARY), and over more with one-hot labels or indices."""
        return self._compiled_metrics.get(identifier.lower(), {}).get(family)

    def _rewrite(self, dotted: str) -> str:
        """Applies the longest spelled prefix, and again to what comes out. Every rewriting shortens or leaves Keras."""
        for _ in range(len(self._prefixes)):
            for prefix in _prefixes_longest_first(dotted):
                canonical = self._prefixes.get(prefix)
                if canonical is not None:
                    dotted = canonical + dotted[len(prefix) :]
                    break
            else:
                break
        return dotted

    def _skip_private(self, dotted: str) -> str:
        """`keras.layers.core.dense.Dense` -> `keras.layers.Dense`, but `keras.layers.Dense.from_config` stays."""
        if dotted in self._names or dotted in self._collapse:
            return dotted
        for prefix in _prefixes_longest_first(dotted):
            if prefix in self._names:
                return dotted
            if prefix in self._collapse:
                between = dotted[len(prefix) + 1 :].split(".")
                return f"{prefix}.{between[-1]}" if all(part.islower() for part in between[:-1]) else dotted
        return dotted


def _prefixes_longest_first(dotted: str) -> Iterator[str]:
    parts = dotted.split(".")
    return reversed(list(accumulate(parts, "{}.{}".format)))


def _names(entry: Spec) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


def _packages(dotted_names: Iterable[str]) -> Iterator[str]:
    for dotted in dotted_names:
        parent = dotted.rpartition(".")[0]
        if parent:
            yield from _prefixes_longest_first(parent)


@functools.cache
def catalog() -> Catalog:
    """The one catalog of a process."""
    entries = tuple(entry for table in _ENTRIES for entry in table)
    names: dict[str, Spec] = {}
    members: dict[str, dict[str, None]] = {}
    for entry in entries:
        for name in _names(entry):
            names[name] = entry
            parent, _, short = name.rpartition(".")
            members.setdefault(parent, {})[short] = None
    packages = frozenset(_packages(names))
    # NumPy is no library of ours: a star import of it binds more than the tables know, and its folder is nobody's
    names.update((name, entry) for entry in numpy_ops.ENTRIES for name in _names(entry))
    losses = [entry for entry in entries if isinstance(entry, LossSpec)]
    activations = [entry for entry in entries if isinstance(entry, ActivationSpec)]
    metrics = [entry for entry in entries if isinstance(entry, MetricSpec)]
    metric_classes = {entry.name: entry for entry in metrics}
    prefixes = {rule.spelled: rule.canonical for package in PACKAGES for rule in package.prefixes}
    modules = {*prefixes, *(name for package in PACKAGES for name in package.collapse)}
    return Catalog(
        entries=entries,
        implicit=MappingProxyType(dict(pair for package in PACKAGES for pair in package.implicit)),
        words=frozenset(WORDS),
        _names=names,
        _prefixes=prefixes,
        _collapse=frozenset(name for package in PACKAGES for name in package.collapse),
        _packages=frozenset(modules - names.keys()) | packages | frozenset(_packages(modules)),
        _members={module: tuple(sorted(short)) for module, short in members.items()},
        _loss_strings={string: entry for entry in losses for string in entry.strings},
        _loss_serialized={name: entry for entry in losses for name in entry.serialized},
        _activation_strings={string: entry for entry in activations for string in entry.strings},
        _metric_strings={string: entry for entry in metrics for string in entry.strings},
        _metric_serialized={name: entry for entry in metrics for name in entry.serialized},
        _compiled_metrics={
            string: {family: metric_classes[name] for family, name in choices.items()}
            for string, choices in keras_metrics.COMPILED.items()
        },
    )
