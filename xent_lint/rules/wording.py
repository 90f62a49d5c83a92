"""How messages name heads, losses and places, and what a backend recovers of a pair."""

from __future__ import annotations

import enum
import math

import libcst as cst

from xent_lint.analysis.observations import Execution, LossApplied, Pair
from xent_lint.analysis.values import Loss, Origin, Scale, Shadow, Tensor
from xent_lint.knowledge.measured import rows_of
from xent_lint.knowledge.specs import Activation, Expects, Family, Form, Rescue

SOFTMAX_LIKE = (Activation.SOFTMAX, Activation.SPARSEMAX)
SIGMOID_LIKE = (Activation.SIGMOID, Activation.HARD_SIGMOID)
CATEGORICAL = (Family.CATEGORICAL, Family.SPARSE_CATEGORICAL)


class Recovery(enum.Enum):
    """Where Keras on the TensorFlow backend finds the logits behind an activated output again."""

    ALWAYS = "always"  # they are attached to the tensor
    IN_GRAPH = "in graph"  # only inside tf.function, by the producing op; fit and evaluate run there
    NEVER = "never"


def wants(loss: Loss) -> Expects:
    """The scale that the loss takes its prediction in, with its settings."""
    return Expects.LOGITS if loss.from_logits else loss.spec.expects


def axis_unknown(loss: Loss) -> bool:
    """Whether the classes may lie on another axis than the activation's. A binary loss looks at no axis."""
    return loss.axis is None and loss.spec.family in CATEGORICAL


def _finders(pair: Pair, applied: LossApplied) -> tuple[bool, bool]:
    """Whether Keras 3 and whether Keras 2 can find attached logits with this loss. Keras 3 casts an output in half
    precision to float32 before a loss object sees it, and nothing is attached to the new tensor; a function that is
    called by itself sees the output as it is."""
    spec = pair.loss.spec
    legacy = spec.rescue if spec.legacy_rescue is None else spec.legacy_rescue
    cast = pair.head.half and not (spec.form is Form.FUNCTION and applied.execution is Execution.CALLED)
    current = Rescue.NONE if cast else spec.rescue
    third, second = (
        kind is Rescue.FULL or (kind is Rescue.PARTIAL and not pair.loss.from_logits) for kind in (current, legacy)
    )
    return third, second


def finder(pair: Pair, applied: LossApplied) -> str:
    """Who finds the logits, for messages: `Keras`, or `Keras 2` where no newer one does."""
    return "Keras" if _finders(pair, applied)[0] else "Keras 2"


def recovery(pair: Pair, applied: LossApplied) -> Recovery:
    """Whether the logits behind the head are found again when this pair is trained on TensorFlow, by some version of
    Keras: which one it is cannot be told from `tf.keras`."""
    head = pair.head
    if not any(_finders(pair, applied)) or applied.execution is Execution.OP:
        return Recovery.NEVER
    if head.shadow is Shadow.ATTACHED:
        return Recovery.ALWAYS
    return Recovery.IN_GRAPH if head.shadow is Shadow.GRAPH else Recovery.NEVER


def rescued(pair: Pair, applied: LossApplied) -> bool:
    """Whether the logits are found again in every version of Keras that the pair may be trained with on TensorFlow."""
    if not all(_finders(pair, applied)):
        return False
    found = recovery(pair, applied)
    return found is Recovery.ALWAYS or (found is Recovery.IN_GRAPH and applied.execution is Execution.COMPILED)


def in_graph(pair: Pair, applied: LossApplied) -> str:
    """Where a raw op is found, for messages."""
    return "inside tf.function on TensorFlow" + ("" if _finders(pair, applied)[0] else " with Keras 2")


def clipped(pair: Pair) -> str:
    """What clipping does to a pair whose logits are never found again: in numbers where those were measured."""
    ceiling, vanishes = _limits(pair)
    if ceiling is None or vanishes is None:
        return "clipped probabilities: the loss saturates and its gradient vanishes on the worst mistakes"
    size = math.ceil(vanishes)
    beyond = f"beyond |logit| = {size}"
    if pair.loss.spec.family in CATEGORICAL:
        beyond = f"where the label's logit is {size} below the largest"
    highest = math.ceil(100 * ceiling) / 100
    return f"clipped probabilities: the loss cannot exceed {highest:g} and its gradient is 0 {beyond} (float32)"


def without_gradient(pair: Pair, applied: LossApplied) -> str:
    """From where on mistakes are not learnt from when Keras 3 clips probabilities that were rounded to half precision,
    and who does better; empty where it was not measured."""
    head, spec = pair.head, pair.loss.spec
    if _finders(pair, applied)[0]:
        return ""
    if head.guard or wants(pair.loss) is not Expects.PROBABILITIES or spec.focal or not spec.name.startswith("keras."):
        return ""
    vanishing = [
        row.vanishes_from
        for row in rows_of("XEN204")
        if (row.activation, row.policy, row.family) == (head.activation.value, f"mixed_{head.half}", spec.family.value)
        and row.backend != "tf_keras"
        and row.vanishes_from is not None
    ]
    if not vanishing:
        return ""
    size = math.ceil(max(vanishing))
    beyond = f"beyond |logit| = {size}"
    if spec.family in CATEGORICAL:
        beyond = f"where the label's logit is {size} below the largest"
    better = ", while Keras 2 on TensorFlow recovers the logits" if recovery(pair, applied) is Recovery.ALWAYS else ""
    return f": Keras 3 does not learn from some mistakes {beyond}{better}"


def _limits(pair: Pair) -> tuple[float | None, float | None]:
    """What the loss never exceeds and from which logit on its gradient is gone, on whichever backend: measured for
    Keras' own losses on probabilities in float32 that nothing has changed."""
    head, spec = pair.head, pair.loss.spec
    if head.half or head.guard or spec.focal or not spec.name.startswith("keras."):
        return None, None
    activation = "sigmoid" if spec.family is Family.BINARY else "softmax"
    rows = [
        row
        for row in rows_of("XEN201")
        if (row.activation, row.form, row.policy) == (activation, "reshaped", "float32")
        and row.family == spec.family.value
    ]
    ceilings = [row.ceiling for row in rows if row.ceiling is not None]
    vanishing = [row.vanishes_from for row in rows if row.vanishes_from is not None]
    return max(ceilings, default=None), max(vanishing, default=None)


def head_name(head: Tensor) -> str:
    """`softmax head`, `linear head`."""
    return "linear head" if head.scale is Scale.LOGITS else f"{head.label} head"


def loss_name(loss: Loss) -> str:
    """`BinaryCrossentropy(from_logits=True)`, `sparse_categorical_crossentropy`."""
    short = loss.spec.name.rsplit(".", 1)[-1]
    if loss.spec.name.startswith("tensorflow."):
        return loss.spec.name.replace("tensorflow.", "tf.", 1)
    if loss.from_logits:
        return f"{short}(from_logits=True)"
    return f"{short}()" if loss.spec.form is Form.CLASS else short


def places(pair: Pair, applied: LossApplied) -> tuple[tuple[str, Origin, str], ...]:
    """The further places that belong to a pair: the head, its layer, the loss object, the compile call."""
    found: list[tuple[str, Origin, str]] = []
    head = pair.head
    found.append(("head", head.head or head.layer or applied.place, head_name(head)))
    if head.layer is not None and head.layer != head.head:
        found.append(("layer", head.layer, "the layer"))
    if pair.loss.origin is not None:
        found.append(("loss", pair.loss.origin, loss_name(pair.loss)))
    if applied.compile_call is not None:
        found.append(("compile", applied.compile_call, "compiled"))
    return tuple(found)


def written(origin: Origin | None) -> str:
    """The source of a short expression, for quoting in a message; empty when it is long."""
    if origin is None:
        return ""
    node = origin.node
    if isinstance(node, cst.Arg):
        node = node.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=cst.SimpleWhitespace(""))
    text = cst.Module(body=[]).code_for_node(node)
    return text if len(text) <= 60 and "\n" not in text else ""


def is_op(head: Tensor) -> bool:
    """Whether the activation is an op of its own on a tensor, and no setting of a layer."""
    return head.layer is None and head.head is not None and isinstance(head.head.node, cst.Call)


def removal(head: Tensor) -> str:
    """How to take the activation off: `remove activation="softmax"`, or the layer or op that applies it."""
    if isinstance(head.before, Tensor) and head.before.layer is not None and head.before.layer == head.head:
        return f"switch off its {head.label}"  # the default of a layer or model that brings its activation along
    text = written(head.head)
    if head.head is not None and isinstance(head.head.node, cst.Arg) and text:
        return f"remove {text}"
    return f"remove {text}" if text else f"remove the {head.label}"
