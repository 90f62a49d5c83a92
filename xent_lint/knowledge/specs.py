"""The vocabulary in which the tables describe a library. Data classes only; the tables are literals built from them.

Every `name` is a canonical dotted name: `keras.*` for anything that Keras offers under any of its spellings
(`tf.keras`, `tf_keras`, `tensorflow.python.keras`, ... are rewritten by `ModulePrefix` entries before the look-up),
`tensorflow.*` for TensorFlow proper. `aliases` lists further canonical names of the same object, explicitly.
A `signature` is written as Python writes it, `"(y_true, y_pred, from_logits=False, axis=-1)"`, without `self`. Where a
default is no literal it stands as `...`, and a default that is a function as that function's canonical name,
`activation_fn=tensorflow.nn.relu`.
Entries stand once in a table and are compared by identity, which keeps them cheap as keys.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Form(enum.Enum):
    """How an object of a library is used."""

    CLASS = "class"  # called once to build an object, which is called again to apply it
    FUNCTION = "function"  # applied by one call


class Family(enum.Enum):
    """Which distribution over the labels a loss speaks of, and so which activation belongs to it."""

    BINARY = "binary"  # every unit is a Bernoulli variable: sigmoid
    CATEGORICAL = "categorical"  # one-hot or soft labels over the units: softmax
    SPARSE_CATEGORICAL = "sparse_categorical"  # class indices: softmax
    DIVERGENCE = "divergence"  # divergences and scores between distributions; either activation may be meant
    OVERLAP = "overlap"  # Dice, Tversky: an overlap of masks, any activation to [0, 1]
    SEQUENCE = "sequence"  # CTC: softmax over symbols


class Expects(enum.Enum):
    """The scale that a loss wants its prediction in."""

    LOGITS = "logits"
    PROBABILITIES = "probabilities"
    LOG_PROBABILITIES = "log_probabilities"


class Rescue(enum.Enum):
    """How far the Keras TensorFlow backend recovers the logits behind a Keras activation, in eager code."""

    FULL = "full"  # the attached logits are used whatever `from_logits` says
    PARTIAL = "partial"  # with `from_logits=False` only (the binary focal loss)
    NONE = "none"


@dataclass(frozen=True)
class Source:
    """Where a fact about code that is no longer installed was read."""

    repository: str  # owner/name on GitHub
    version: str  # tag or commit
    path: str
    line: int


@dataclass(frozen=True, eq=False)
class LossSpec:
    """A loss whose prediction has a scale.

    `from_logits` names the parameter that switches to logits (None: there is none, `expects` always holds).
    `y_true` and `y_pred` name the parameters of the call that applies the loss (for Form.CLASS: of `__call__`).
    `extra_logits` and `extra_labels` name further parameters of a FUNCTION that take the prediction, or the labels,
    under another name in old versions.
    `strings` are the identifiers under which `compile(loss=...)` knows it, `serialized` its names in
    `{"class_name": ...}`. `cross_entropy` is False for divergences and overlaps, where an unusual activation is no
    error. `reference` names the function of stable_ref that has the same meaning with logits (None: there is none).
    `legacy_signature` is the signature in tf_keras (Keras 2), or in `tf.compat.v1` for TensorFlow's own, where it
    differs; `legacy_rescue` is tf_keras' rescue where that differs. `early_signature` is that of TensorFlow before 1.0,
    where it took its arguments in another order (1.x refuses them without keywords). `gone` tells that today's
    libraries no longer have the name, and where it was read.
    """

    name: str
    form: Form
    signature: str
    family: Family
    expects: Expects
    from_logits: str | None = None
    y_true: str = "y_true"
    y_pred: str = "y_pred"
    aliases: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    serialized: tuple[str, ...] = ()
    cross_entropy: bool = True
    focal: bool = False
    rescue: Rescue = Rescue.NONE
    reference: str | None = None
    legacy_signature: str | None = None
    axis: str | None = None
    gone: Source | None = None
    extra_logits: tuple[str, ...] = ()
    extra_labels: tuple[str, ...] = ()
    legacy_rescue: Rescue | None = None
    early_signature: str | None = None


class Activation(enum.Enum):
    """What an activation function makes of its input."""

    IDENTITY = "identity"
    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"
    LOG_SIGMOID = "log_sigmoid"
    LOG_SOFTMAX = "log_softmax"
    HARD_SIGMOID = "hard_sigmoid"  # in [0, 1], but not the sigmoid of the logits
    SPARSEMAX = "sparsemax"  # on the simplex, but not the softmax of the logits
    OTHER = "other"  # relu, tanh, ...: neither logits nor probabilities


@dataclass(frozen=True, eq=False)
class ActivationSpec:
    """An activation as a function (`Form.FUNCTION`) or as a layer (`Form.CLASS`).

    `attaches_logits`: the result carries its pre-activation tensor, which Keras' losses on TensorFlow look for.
    `input` names the parameter that takes the tensor (FUNCTION only). `strings`: identifiers of `activation="..."`.
    """

    name: str
    form: Form
    signature: str
    kind: Activation
    input: str = "x"
    aliases: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    axis: str | None = None
    attaches_logits: bool = False
    gone: Source | None = None
    legacy_signature: str | None = None


class LayerRole(enum.Enum):
    """What a layer does to the scale of the tensor that goes through it."""

    AFFINE = "affine"  # an affine map, then `activation`: Dense, Conv*, LocallyConnected, ...
    RECURRENT = "recurrent"  # LSTM, GRU, ...: gated, so the output is the activation's only for SimpleRNN
    SIMPLE_RECURRENT = "simple_recurrent"
    APPLY_ACTIVATION = "apply_activation"  # Activation("softmax"): `activation` is applied to the input
    APPLY_FUNCTION = "apply_function"  # Lambda(f)
    IDENTITY = "identity"  # the same tensor object may come out: Keras' logits stay attached (Identity, ...)
    DROPOUT = "dropout"  # identity at inference only
    RESHAPE = "reshape"  # the same numbers in another tensor: scale kept, attached logits lost
    AVERAGE = "average"  # convex combinations: logits stay logits, probabilities stay probabilities, shadow lost
    SELECT = "select"  # max pooling, cropping, ...: values are picked; scale kept, shadow lost
    NORMALIZE = "normalize"  # BatchNormalization, ...: logits stay logits, anything else becomes unknown
    SUM = "sum"  # Add, Subtract: of logits: logits; of anything else unknown
    CONCATENATE = "concatenate"  # of tensors of one scale: that scale
    PRODUCT = "product"  # Multiply, Dot: unknown
    WRAPPER = "wrapper"  # TimeDistributed(layer): the inner layer's output in a new tensor
    BIDIRECTIONAL = "bidirectional"
    SOURCE = "source"  # Input, InputLayer: where a graph begins
    FEATURES = "features"  # Embedding, preprocessing, ...: features, neither logits nor probabilities
    OPAQUE = "opaque"  # known to exist, its output is not described


@dataclass(frozen=True, eq=False)
class LayerSpec:
    """A layer class. `units` and `activation` name constructor parameters; None: it has no such parameter.

    The activation's default is read from `signature`. `inner` names the parameter that takes a wrapped layer or
    function. `last_axis` tells whether the units are on the last axis with default arguments and stay so
    (False: the number of units cannot be told, e.g. Flatten). `attaches_logits`: `activation="softmax"` given to it
    leaves the logits attached (every Keras layer that calls `keras.activations`).
    """

    name: str
    role: LayerRole
    signature: str
    units: str | None = None
    activation: str | None = None
    inner: str | None = None
    aliases: tuple[str, ...] = ()
    attaches_logits: bool = True
    keeps_units: bool = True
    legacy_signature: str | None = None
    gone: Source | None = None


class OpRole(enum.Enum):
    """What a function on tensors does to the scale of its (first) tensor argument."""

    IDENTITY = "identity"  # same numbers, same meaning: identity, stop_gradient, convert_to_tensor, cast to a float
    RESHAPE = "reshape"  # same numbers in another shape: reshape, squeeze, expand_dims, transpose, gather, slices
    AVERAGE = "average"  # reduce_mean over some axis
    SUM = "sum"  # add, subtract, bias_add: logits stay logits
    SCALE = "scale"  # multiply, divide: by a constant logits stay logits; by another tensor the result is unknown
    AFFINE = "affine"  # matmul, conv2d, tf.layers.dense, einsum: a fresh affine output
    CLIP = "clip"  # clip_by_value: probabilities stay probabilities (shadow lost), logits stay logits
    CONCATENATE = "concatenate"  # concat, stack
    LOG = "log"
    EXP = "exp"
    REDUCE_SUM = "reduce_sum"
    ARGMAX = "argmax"  # argmax, argsort, top_k: no scale left
    LABELS = "labels"  # one_hot, ones_like, zeros_like: label-like constants
    FEATURES = "features"  # placeholder, random ...: data
    WEIGHTS = "weights"  # Variable, get_variable: what is trained
    SELECT = "select"  # reduce_max, maximum, max_pool: values are picked; scale kept, attached logits lost
    DROPOUT = "dropout"  # tf.nn.dropout, tf.layers.dropout
    NORMALIZE = "normalize"  # tf.layers.batch_normalization: logits stay logits, anything else becomes unknown
    ROUND = "round"  # round, rint: to the nearest whole number, of a probability the decision at 0.5
    COMPARE = "compare"  # greater, less, ...: `input` with `other`; a decision, no scale left
    LOG1P = "log1p"  # log(1 + x), as in hand-written softplus
    LOGSUMEXP = "logsumexp"  # the normaliser of a log-softmax
    SPLIT = "split"  # split, unstack: several tensors of the same scale
    OPAQUE = "opaque"  # known to exist, result not described


@dataclass(frozen=True, eq=False)
class OpSpec:
    """A function on tensors. `input` names the parameter that takes the tensor (or the list of tensors).

    For AFFINE ops that take an activation of their own (`tf.layers.dense(activation=)`, slim's `activation_fn=`),
    `activation` and `units` name the parameters; the default is read from `signature`. `other` names the second tensor
    of a comparison, or into how many parts a SPLIT goes; `dtype` the type a cast goes to: the scale survives in
    floating types only.
    """

    name: str
    role: OpRole
    signature: str
    input: str
    aliases: tuple[str, ...] = ()
    activation: str | None = None
    units: str | None = None
    gone: Source | None = None
    legacy_signature: str | None = None
    other: str | None = None
    dtype: str | None = None


class ModelRole(enum.Enum):
    """What kind of model a name builds."""

    SEQUENTIAL = "sequential"
    FUNCTIONAL = "functional"  # keras.Model: functional when called with inputs and outputs, else a base class
    PRETRAINED = "pretrained"  # keras.applications.*: a head of its own unless `include_top=False`
    INPUT = "input"  # keras.Input(): a symbolic input tensor


@dataclass(frozen=True, eq=False)
class ModelSpec:
    """A model class or builder. For PRETRAINED the head is `activation` over `units`, their defaults from `signature`.

    `constructors` are class methods that build one too; `constructor_signature` is theirs, with the keyword arguments
    that they hand on to the class spelled out. `custom_head` names a parameter that takes the place of the head.
    `attaches_logits`: where the head has an activation, its result still carries the logits.
    """

    name: str
    role: ModelRole
    signature: str
    aliases: tuple[str, ...] = ()
    top: str | None = None  # parameter that says whether the head is there
    activation: str | None = None  # parameter with the head's activation
    units: str | None = None  # parameter with the number of classes
    head: Activation = Activation.SOFTMAX  # the head where there is no `activation` parameter
    constructors: tuple[str, ...] = ()  # class methods that build one too: from_preset, from_pretrained
    logits_attribute: str | None = None  # what it gives is an object with the logits under this name (and under [0])
    gone: Source | None = None
    legacy_signature: str | None = None
    constructor_signature: str | None = None
    custom_head: str | None = None
    attaches_logits: bool = True


class OnLogits(enum.Enum):
    """What becomes of a metric when it is given logits instead of probabilities."""

    INVARIANT = "invariant"  # it looks at the order only (argmax, top-k): nothing changes
    THRESHOLD = "threshold"  # it compares with `threshold`, 0.5 by default: 0.0 is the same for logits of a sigmoid
    FROM_LOGITS = "from_logits"  # it has a parameter that says so
    NONE = "none"  # it wants probabilities and has no form on logits
    CLASSES = "classes"  # it wants class indices or decisions: logits and probabilities are equally wrong


@dataclass(frozen=True)
class MetricCase:
    """A parameter that makes another metric of a metric: `Precision(top_k=1)` looks at the order only.

    `value` is the literal that does so; `...` stands for anything but None.
    """

    parameter: str
    value: object
    on_logits: OnLogits


@dataclass(frozen=True, eq=False)
class MetricSpec:
    """A metric whose prediction has a scale: classes (`Form.CLASS`) and functions.

    `y_true` and `y_pred` name the parameters of the call that feeds it (CLASS: of `update_state` and `__call__`).
    `threshold` and `from_logits` name the parameters that settle the scale. `sigmoid_only`: the form on logits is
    exact for sigmoid heads only (AUC, Precision, Recall, ...). `cases` override `on_logits`, the first that holds.
    `strings` are the identifiers of `metrics=["..."]`, except the ambiguous "accuracy", "acc", "crossentropy", "ce",
    which `compile` resolves by the shape of the output.
    """

    name: str
    form: Form
    signature: str
    on_logits: OnLogits
    family: Family | None = None
    threshold: str | None = None
    from_logits: str | None = None
    sigmoid_only: bool = False
    y_true: str = "y_true"
    y_pred: str = "y_pred"
    aliases: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    serialized: tuple[str, ...] = ()
    legacy_signature: str | None = None
    gone: Source | None = None
    cases: tuple[MetricCase, ...] = ()


class FunctionRole(enum.Enum):
    """Names that are neither layers, losses, activations nor tensor ops, and which the analysis has to know."""

    LOSS_GET = "loss_get"  # keras.losses.get / deserialize
    ACTIVATION_GET = "activation_get"  # keras.activations.get / deserialize
    CLONE_MODEL = "clone_model"
    EPSILON = "epsilon"  # Keras' fuzz factor, 1e-7 unless the program sets another
    POLICY = "policy"  # a mixed-precision policy by name: `subject` is the name
    SET_POLICY = "set_policy"  # sets the policy of all layers made from now on
    PASS_DECORATOR = "pass_decorator"  # tf.function: the decorated function computes the same
    HARMLESS = "harmless"  # takes a model or a layer and changes nothing (plot_model, set_seed, ...)
    SAVE = "save"  # writes a model to a file for other programs
    CALLBACK = "callback"  # a callback of fit that neither saves the model nor reads its output


@dataclass(frozen=True, eq=False)
class FunctionSpec:
    """A function with a role of its own. `subject` names the parameter it acts on."""

    name: str
    role: FunctionRole
    signature: str
    subject: str | None = None
    aliases: tuple[str, ...] = ()
    gone: Source | None = None
    legacy_signature: str | None = None


@dataclass(frozen=True)
class ModulePrefix:
    """A spelling of a package: names below `spelled` are names below `canonical`."""

    spelled: str
    canonical: str


@dataclass(frozen=True)
class Package:
    """A package's spellings and habits.

    `prefixes` rewrite spellings, longest first. `collapse`: packages whose private submodules are skipped, so that
    `keras.layers.core.Dense` is `keras.layers.Dense`. `implicit` maps names which snippets use without binding them
    (`tf`, `keras`, `layers`) to what they stand for.
    """

    prefixes: tuple[ModulePrefix, ...] = ()
    collapse: tuple[str, ...] = ()
    implicit: tuple[tuple[str, str], ...] = ()


Spec = LossSpec | ActivationSpec | LayerSpec | OpSpec | ModelSpec | MetricSpec | FunctionSpec
