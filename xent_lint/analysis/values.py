"""Abstract values. Each is immutable and hashable; what changes (lists, instances, models) is a reference to a site
whose state lives in the store (see environment.py)."""

from __future__ import annotations

import enum
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, NamedTuple

import libcst as cst

from xent_lint.analysis.domain import Site, ValueSet
from xent_lint.knowledge.specs import Activation, LayerSpec, LossSpec, MetricSpec, OnLogits


class Origin(NamedTuple):
    """The syntax that made a value. `module` is the file's name."""

    module: str
    node: cst.CSTNode


@dataclass(frozen=True, eq=False)  # or a subclass that compares by identity would inherit "all are equal"
class Value:
    """Base of all abstract values."""

    is_unknown: ClassVar[bool] = False


@dataclass(frozen=True, eq=False)
class Unknown(Value):
    """Any value at all. Never a singleton: `reason` answers why the linter is silent, and identity tells whether two
    conditions ask about the same unknown value."""

    reason: str
    origin: Origin | None = None
    negates: Unknown | None = None  # it is true exactly when this one is false
    may_be: tuple[Value, ...] = ()  # values that were lost from sight where there were too many of them
    is_unknown: ClassVar[bool] = True


@dataclass(frozen=True, eq=False)
class Rest(Unknown):
    """Any number of unknown items of a list, or of unknown layers of a model. `like`: the tensor that each of them is,
    or a tuple with such tensors, where that is known."""

    like: Value | None = None


@dataclass(frozen=True, eq=False)
class Constant(Value):
    """A Python literal: None, bool, int, float, complex, str, bytes or Ellipsis."""

    value: bool | int | float | complex | str | bytes | object | None

    def _key(self) -> tuple[type, Hashable]:
        # repr keeps -0.0 and nan apart from 0.0 and other nans
        return type(self.value), repr(self.value) if isinstance(self.value, float) else self.value

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Constant) and self._key() == other._key())

    def __hash__(self) -> int:
        return hash(self.value if self.value == self.value else "nan")


NONE = Constant(None)


@dataclass(frozen=True)
class Symbol(Value):
    """An object of a library or a builtin, by canonical dotted name; `spelled` is the name as the file imports it."""

    name: str
    spelled: str = field(default="", compare=False)


@dataclass(frozen=True)
class Tuple(Value):
    """A tuple of known length."""

    items: tuple[ValueSet, ...]


@dataclass(frozen=True)
class Slice(Value):
    """`start:stop:step` with known bounds."""

    start: int | None
    stop: int | None
    step: int | None

    def of(self, items: tuple[ValueSet, ...]) -> tuple[ValueSet, ...]:
        """The part of a sequence that it selects."""
        return items[slice(self.start, self.stop, self.step)]


@dataclass(frozen=True)
class ListRef(Value):
    """A list; its items are in the store."""

    site: Site


@dataclass(frozen=True)
class DictRef(Value):
    """A dict; its items are in the store."""

    site: Site


@dataclass(frozen=True)
class Items(Value):
    """The state of a list."""

    items: tuple[ValueSet, ...]


@dataclass(frozen=True)
class Entries(Value):
    """The state of a dict with constant keys. `complete` is False when unknown keys may be there too."""

    entries: tuple[tuple[Constant, ValueSet], ...]
    complete: bool = True

    def get(self, key: Constant) -> ValueSet | None:
        """The value under `key`, None when it is not among the known ones."""
        return next((values for known, values in self.entries if known == key), None)


@dataclass(frozen=True, eq=False)
class Scope:
    """One activation of a module, class body or function: the namespace that its names live in."""

    kind: str
    parent: Scope | None
    module: str
    site: Site


@dataclass(frozen=True)
class ModuleRef(Value):
    """Another module of the same project."""

    scope: Scope
    filename: str = field(compare=False)

    @property
    def is_package(self) -> bool:
        """Whether it is the `__init__.py` of a folder, which may have submodules."""
        return self.filename.replace("\\", "/").endswith("/__init__.py") or self.filename == "__init__.py"


@dataclass(frozen=True)
class ScopeLink(Value):
    """Marks a name as declared `global` or `nonlocal`: the scope it really lives in."""

    scope: Scope


@dataclass(frozen=True)
class Function(Value):
    """A user function, method or lambda with the scope it closes over."""

    node: cst.FunctionDef | cst.Lambda
    scope: Scope
    defaults: tuple[tuple[str, ValueSet], ...] = field(default=(), compare=False)
    kind: str = "function"  # or "staticmethod", "classmethod", "property"

    @property
    def name(self) -> str:
        """The function's name, for reasons and messages."""
        return self.node.name.value if isinstance(self.node, cst.FunctionDef) else "<lambda>"


@dataclass(frozen=True)
class Class(Value):
    """A user class: its members live in `scope`, its bases are values."""

    node: cst.ClassDef
    scope: Scope
    bases: tuple[Value, ...] = ()
    fields: tuple[tuple[str, bool], ...] = field(default=(), compare=False)  # of a dataclass: (name, has default)

    def __hash__(self) -> int:
        return hash(self.scope)  # there is one for each scope, and the bases would take long

    @cached_property
    def order(self) -> tuple[Value, ...]:
        """The class and its bases in the order in which Python asks them for an attribute (C3)."""
        of_bases = [base.order if isinstance(base, Class) else (base,) for base in self.bases]
        pending: list[Sequence[Value]] = [*of_bases, self.bases]
        order: list[Value] = [self]
        while pending := [sequence for sequence in pending if sequence]:
            heads = [sequence[0] for sequence in pending]
            tails = {each for sequence in pending for each in sequence[1:]}
            chosen = next((head for head in heads if head not in tails), heads[0])  # or the program itself fails
            order.append(chosen)
            pending = [[each for each in sequence if each != chosen] for sequence in pending]
        return tuple(order)


@dataclass(frozen=True)
class Instance(Value):
    """An object of a user class; its attributes are in the store."""

    site: Site
    cls: Class

    def __hash__(self) -> int:
        return hash(self.site)


@dataclass(frozen=True)
class Method(Value):
    """`receiver.name`, to be called. `function` is the user function, None for a library's or builtin's method."""

    receiver: Value
    name: str
    function: Function | None = None


@dataclass(frozen=True)
class Super(Value):
    """`super()` inside a method of `cls`."""

    instance: Value
    cls: Class


@dataclass(frozen=True)
class Partial(Value):
    """functools.partial."""

    callee: Value
    positional: tuple[ValueSet, ...]
    keywords: tuple[tuple[str, ValueSet], ...]
    origin: Origin | None = field(default=None, compare=False)


class Scale(enum.Enum):
    """What the numbers of a tensor mean."""

    LOGITS = "logits"  # an affine map's unconstrained output
    PROBABILITIES = "probabilities"
    LOG_PROBABILITIES = "log-probabilities"
    ACTIVATED = "activated"  # another activation: relu, tanh, ...
    LABELS = "labels"  # one_hot, ones_like, ...
    WEIGHTS = "weights"  # a trainable variable
    DATA = "data"  # placeholders, inputs, features


class Shadow(enum.Enum):
    """Whether the logits behind probabilities can still be found by Keras on the TensorFlow backend."""

    ATTACHED = "attached"  # by the Keras activation, to the tensor itself
    GRAPH = "graph"  # only as the producing op inside tf.function
    LOST = "lost"


@dataclass(frozen=True)
class Tensor(Value):
    """A tensor with a scale.

    `activation` is what was applied last to reach the scale. `units`: size of the last axis (None: not known). `axis`:
    softmax axis (None: not known). `before`: the tensor the activation was applied to. `head`: where the activation
    is written (or the layer, when it has none); `layer`: the call that makes the layer.
    """

    scale: Scale
    activation: Activation = Activation.IDENTITY
    label: str = "linear"  # the activation's name for messages
    shadow: Shadow = Shadow.LOST
    units: int | None = None
    axis: int | None = -1
    before: Value | None = field(default=None, compare=False)
    head: Origin | None = None
    layer: Origin | None = field(default=None, compare=False)
    name: str | None = field(default=None, compare=False)  # of the layer that made it: losses may go by it
    guard: str = ""  # what was done before a log or exp: "epsilon", "clip", "shift", "average"
    complement: bool = False  # it is 1 - p
    of_model: bool = False  # it came out of a whole model
    half: str = ""  # "float16" or "bfloat16" where it is surely computed in one of them
    source: Origin | None = None  # the call of a model that it came out of
    array: bool = False  # it is a NumPy array


@dataclass(frozen=True)
class Exponential(Value):
    """Something made of `exp(of)`: "exp" itself, "one plus" it, or the "sum" of it over an axis."""

    form: str
    of: Value
    guard: str = ""


@dataclass(frozen=True)
class Metric(Value):
    """A metric object or function with its settings; None where a setting is not known or the metric has none."""

    spec: MetricSpec
    from_logits: bool | None = None
    threshold: float | None = None
    known: bool = True  # whether every setting that matters is known
    on_logits: OnLogits = OnLogits.NONE  # what becomes of it on logits, with its settings
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Layer(Value):
    """A layer object: its table entry and the arguments it was built with."""

    spec: LayerSpec
    site: Site
    activation: Value | None = None  # resolved activation
    activation_origin: Origin | None = field(default=None, compare=False)
    units: int | None = None
    inner: Value | None = None
    origin: Origin | None = field(default=None, compare=False)
    half: str = ""  # "float16" or "bfloat16" where it surely computes in one of them
    detail: Hashable = None  # what else its role needs (target shape, ...)
    name: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ActivationValue(Value):
    """An activation function or activation layer, resolved."""

    kind: Activation
    label: str
    attaches_logits: bool
    axis: int | None = -1
    half: str = ""
    name: str | None = field(default=None, compare=False)  # of an activation layer
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Model(Value):
    """A model built by the library; its layers or outputs are in the store under `site`."""

    site: Site
    kind: str  # "sequential" or "functional"
    wraps: str | None = field(default=None, compare=False)  # its output is an object with the tensor under this name
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Loss(Value):
    """A loss object or function with its settings. `from_logits` is None when the setting is not known."""

    spec: LossSpec
    from_logits: bool | None
    axis: int | None = -1
    origin: Origin | None = None  # compared: two places that make like losses are two places to repair
    setting: Origin | None = field(default=None, compare=False)  # the `from_logits=` argument


@dataclass(frozen=True)
class LibraryObject(Value):
    """An object a library made that only its overlay understands (`kind` tells which)."""

    kind: str
    data: Hashable = None
