"""The libraries behind one door: which overlay answers for which table entry or object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import libcst as cst

from xent_lint.analysis import calls
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments, bind
from xent_lint.analysis.values import (
    NONE,
    ActivationValue,
    Constant,
    Instance,
    Layer,
    LibraryObject,
    Loss,
    Metric,
    Model,
    Symbol,
    Tensor,
    Value,
)
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import (
    ActivationSpec,
    Form,
    FunctionRole,
    FunctionSpec,
    LayerSpec,
    LossSpec,
    MetricSpec,
    ModelSpec,
    OpSpec,
)
from xent_lint.overlays import (
    activations,
    consumers,
    layers,
    losses,
    metrics,
    model_layers,
    models,
    ops,
    precision,
    tensors,
    training,
)

if TYPE_CHECKING:
    from xent_lint.analysis.library import Library

PURE_ROOTS = frozenset(
    """numpy math random os sys re json time logging matplotlib pandas sklearn scipy PIL cv2 seaborn tqdm argparse
    pathlib datetime itertools collections functools operator copy string glob pickle tensorflow keras""".split()
)
"""Packages whose functions do not add layers to a model they are given."""


ARRAY_METHODS = frozenset(("numpy", "copy", "astype"))
"""Methods of arrays that keep every number; only a float dtype is, `astype(int)` truncates what was compared before."""

PICKING_METHODS = frozenset(("item", "flatten", "ravel", "squeeze", "reshape", "tolist", "max", "min"))
"""Methods of arrays that keep some of the numbers, or all of them in another shape."""

CALLED = frozenset(("build", "call", "forward", "predict_step", "test_step", "train_step"))
"""Methods that Keras and torch call, of layers and models."""

ROOTS = frozenset(("keras", "tensorflow", "tf_keras", "tensorflow_addons", "tensorflow_core"))
"""Packages whose modules are never files of the linted project, also where the tables do not know the module."""


def _layer_of(value: LibraryObject) -> tuple[Model, int]:
    """The model and index that `model.layers[index]` stands for."""
    assert isinstance(value.data, tuple)
    return value.data


def _inherited_from(value: LibraryObject) -> tuple[Instance, Symbol]:
    """The object and library class that an inherited `__init__` was found with."""
    assert isinstance(value.data, tuple)
    return value.data


PLAIN_ATTRIBUTES = frozenset(
    """built dtype history input_names input_shape losses loss metrics metrics_names name non_trainable_variables
    non_trainable_weights optimizer output_names output_shape stop_training trainable trainable_variables
    trainable_weights variables weights""".split()
)
"""Attributes of a model that lead to nothing that it puts out."""


class DescribedLibrary:
    """Keras and TensorFlow as the tables and overlays describe them. Stateless."""

    def begin(self, run: Run) -> None:
        """Layers compute in float32 until a policy says otherwise."""
        precision.begin(run)

    def canonical(self, dotted: str) -> str:
        """The canonical name of a dotted name as spelled."""
        return catalog().canonical(dotted)

    def describes(self, dotted: str) -> bool:
        """Whether a module belongs to a described library."""
        return dotted.split(".", 1)[0] in ROOTS or catalog().is_package(dotted)

    def implicit(self, name: str) -> str | None:
        """What a never-bound name stands for."""
        return catalog().implicit.get(name)

    def star_names(self, module: str) -> Iterable[str]:
        """The names that a star import of a described module binds."""
        return catalog().members(module)

    def knows(self, symbol: Symbol) -> bool:
        """Whether the tables have an entry for the symbol."""
        return catalog().find(symbol.name) is not None

    def passes_through(self, decorator: Symbol) -> bool:
        """Whether the decorator leaves what a function computes as it is."""
        spec = catalog().find(decorator.name)
        return isinstance(spec, FunctionSpec) and spec.role is FunctionRole.PASS_DECORATOR

    def is_pure(self, symbol: Symbol) -> bool:
        """Whether calling it changes none of its arguments."""
        return symbol.name.split(".", 1)[0] in PURE_ROOTS

    def call_symbol(self, run: Run, symbol: Symbol, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        """Call a function or class of the tables."""
        if symbol.name.endswith(".arg_scope"):
            run.state.set(ops.SCOPED_DEFAULTS, single(Constant(True)))
            return None
        spec = catalog().find(symbol.name)
        if isinstance(spec, LossSpec):
            build = losses.construct if spec.form is Form.CLASS else losses.call_function
            return build(run, spec, args, node)
        if isinstance(spec, ActivationSpec):
            make = activations.construct if spec.form is Form.CLASS else activations.call_function
            return make(run, spec, args, node)
        if isinstance(spec, LayerSpec):
            return layers.construct(run, spec, args, node)
        if isinstance(spec, OpSpec):
            return ops.call(run, spec, args, node)
        if isinstance(spec, MetricSpec):
            make_metric = metrics.construct if spec.form is Form.CLASS else metrics.call_function
            return make_metric(run, spec, args, node)
        if isinstance(spec, ModelSpec):
            return models.construct(run, spec, args, node)
        if isinstance(spec, FunctionSpec):
            return self._call_function(run, spec, args, node)
        owner, _, constructor = symbol.name.rpartition(".")
        built = catalog().find(owner) if constructor else None
        if isinstance(built, ModelSpec) and constructor in built.constructors:
            return models.construct_preset(run, built, args, node)
        return None

    def _call_function(self, run: Run, spec: FunctionSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
        bound = bind(spec.signature, args)
        subject = bound.get(spec.subject) if spec.subject is not None else ValueSet()
        if spec.role is FunctionRole.LOSS_GET:
            return losses.get(run, args, node)
        if spec.role is FunctionRole.ACTIVATION_GET:
            return activations.get(run, subject, node)
        if spec.role is FunctionRole.CLONE_MODEL:
            return join(models.clone(run, b.value, node).under(b.choices) for b in subject)
        if spec.role is FunctionRole.SAVE:
            for binding in subject:
                calls.release(run, binding.value, node, "is saved")
        if spec.role is FunctionRole.CALLBACK:
            return single(LibraryObject("callback"), run.origin(node))
        if spec.role is FunctionRole.EPSILON:
            return single(Constant(1e-7), run.origin(node))
        if spec.role is FunctionRole.POLICY:
            return precision.policy(subject)
        if spec.role is FunctionRole.SET_POLICY:
            precision.set_policy(run, subject)
        if spec.role is FunctionRole.PASS_DECORATOR and subject and not subject.bindings[0].value.is_unknown:
            return subject
        return single(run.unknown(f"the result of {spec.name}", node))

    def call_value(self, run: Run, value: Value, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        """Call a layer, activation, model, loss or an object of a user subclass of one of them."""
        if isinstance(value, Layer):
            return layers.call(run, value, args, node)
        if isinstance(value, ActivationValue):
            return self._activate(run, value, args, node)
        if isinstance(value, Loss):
            return losses.call_object(run, value, args, node)
        if isinstance(value, Metric):
            return metrics.apply(run, value, args, node)
        if isinstance(value, Model):
            models.mark_built(run, value)
            inputs = args.first("inputs")
            return self._outputs(run, value, inputs, node)
        if isinstance(value, Instance):
            return training.call_instance(run, value, args, node)
        if isinstance(value, LibraryObject) and value.kind == "layer":
            model_layers.hand_on(run, value, node)
        return None

    def _activate(self, run: Run, value: ActivationValue, args: Arguments, node: cst.CSTNode) -> ValueSet:
        inputs = args.first("inputs") or args.first("x")
        given = inputs.values if inputs is not None else single(run.unknown("no input", node))
        place = value.origin or run.origin(node)
        return join(activations.apply(run, value, b.value, place, place, node).under(b.choices) for b in given)

    def _outputs(self, run: Run, model: Model, inputs: Argument | None, node: cst.CSTNode) -> ValueSet:
        given = inputs.values if inputs is not None else single(tensors.data(run.origin(node)))
        outputs = join(models.output(run, model, b.value, node).under(b.choices) for b in given)
        return models.wrapped(run, model, models.as_outputs(run, outputs, run.origin(node)))

    def call_method(self, run: Run, receiver: Value, name: str, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        """Call a method of a library's object, or one that a user class inherits from a library."""
        if isinstance(receiver, LibraryObject) and receiver.kind == "base":
            models.initialise_base(run, *_inherited_from(receiver), args, node)
            return single(NONE)
        if isinstance(receiver, Instance | Model):
            return training.call_method(run, receiver, name, args, node)
        if isinstance(receiver, Loss) and name in ("call", "__call__"):
            return losses.call_object(run, receiver, args, node)
        if isinstance(receiver, Layer) and name in ("call", "__call__"):
            return layers.call(run, receiver, args, node)
        if isinstance(receiver, LibraryObject) and receiver.kind == "layers" and name == "pop":
            assert isinstance(receiver.data, Model)
            return models.pop(run, receiver.data, node)
        if isinstance(receiver, Metric) and name in ("update_state", "__call__"):
            return metrics.apply(run, receiver, args, node)
        if isinstance(receiver, Tensor) and name in ARRAY_METHODS:
            return single(tensors.as_array(receiver), run.origin(node))
        if isinstance(receiver, Tensor) and name in PICKING_METHODS:
            return single(tensors.picked(receiver), run.origin(node))
        if isinstance(receiver, Tensor) and name == "round":
            consumers.rounded(run, single(receiver), node)
        if isinstance(receiver, Metric):
            return single(run.unknown(f"the result of .{name}()", node))
        if isinstance(receiver, Tensor | Layer | Loss | LibraryObject | ActivationValue):
            return single(run.unknown(f"the result of .{name}()", node))
        return None

    def attribute(self, run: Run, value: Value, name: str, node: cst.CSTNode) -> ValueSet | None:
        """Read an attribute of a library's object."""
        if isinstance(value, Model):
            return self._model_attribute(run, value, name, node)
        inside = models.unwrapped(value, name) if isinstance(value, LibraryObject) else None
        if inside is not None:
            return single(inside, run.origin(node))
        if isinstance(value, LibraryObject) and value.kind == "layer":
            found = model_layers.read(run, value, name, node)
            return single(run.unknown(f"the {name} of a layer of a model", node)) if found is None else found
        if isinstance(value, Layer) and name not in model_layers.FOLLOWED:
            if name not in model_layers.HARMLESS:
                model_layers.look_into(run, value, node, f"can be got at by .{name} of its layer")
            return single(run.derive(value, ("attribute", name), f"the {name} of a layer"))
        if isinstance(value, Tensor | Metric | Loss) and name in ("shape", "dtype", "name"):
            return single(run.unknown(f"the {name} of a {type(value).__name__.lower()}", node))
        return None

    def _model_attribute(self, run: Run, model: Model, name: str, node: cst.CSTNode) -> ValueSet | None:
        if name == "layers":
            return single(LibraryObject("layers", model), run.origin(node))
        if name in ("output", "outputs"):
            values = models.output(run, model, tensors.data(None), node)
            return values if name == "output" else single(run.unknown("a list of outputs", node))
        if name in ("input", "inputs"):
            return single(tensors.data(run.origin(node)), run.origin(node))
        if name == "loss":
            calls.release(run, model, node, "is asked for its loss", whole=False)
        if name in PLAIN_ATTRIBUTES:
            return single(run.derive(model, ("attribute", name), f"the {name} of a model"))
        return None

    def instance_attribute(self, run: Run, instance: Instance, base: Symbol, name: str) -> ValueSet | None:
        """What a user class inherits from a class of a library."""
        return training.inherited(run, instance, base, name)

    def calls(self, base: Symbol, name: str) -> bool:
        """Keras and torch call these for the output of a layer or model, and when it is trained."""
        return self.knows(base) and name in CALLED

    def set_attribute(self, run: Run, value: Value, name: str, new: ValueSet) -> None:
        """`layer.activation = ...` and `model.layers = ...` change what the tables describe."""
        if name in ("trainable", "name", "_name", "stop_training"):
            return
        if isinstance(value, LibraryObject) and value.kind == "layer":
            models.become_unknown(run, _layer_of(value)[0], f"the {name} of one of its layers was set")
        elif isinstance(value, Layer):
            run.state.set((value.site, "<changed>"), single(run.unknown(f"its {name} was set")))
        elif isinstance(value, Model) and name in ("layers", "outputs", "_layers"):
            models.become_unknown(run, value, f"its {name} were set")

    def subscript(self, run: Run, value: Value, index: ValueSet, node: cst.CSTNode) -> ValueSet | None:
        """`model.layers[-1]`, `tensor[:, 0]`."""
        if isinstance(value, LibraryObject) and value.kind == "layers" and isinstance(value.data, Model):
            key = index.only
            number = key.value if isinstance(key, Constant) and isinstance(key.value, int) else None
            if number is None:
                return single(LibraryObject("layer", (value.data, model_layers.UNKNOWN_INDEX)), run.origin(node))
            return single(LibraryObject("layer", (value.data, number)), run.origin(node))
        key = index.only
        inside = None
        if isinstance(value, LibraryObject) and isinstance(key, Constant):
            inside = models.unwrapped(value, key.value)
        if inside is not None:
            return single(inside, run.origin(node))
        if isinstance(value, Tensor):
            return single(ops.subscript(run, value, index), run.origin(node))
        return None

    def binary(self, run: Run, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value | None:
        """Arithmetic on tensors."""
        return ops.binary(run, operator, left, right, node)

    def unary(self, run: Run, operator: str, operand: Value, node: cst.CSTNode) -> Value | None:
        """Signs of tensors."""
        return ops.unary(operator, operand)

    def saw_operation(self, run: Run, operator: str, operands: tuple[ValueSet, ...], node: cst.CSTNode) -> None:
        """Comparisons and quotients that rules look at."""
        if operator == "Round":
            consumers.rounded(run, operands[0], node)
        elif operator == "Divide":
            consumers.divided(run, operands[0], operands[1], node)
        else:
            consumers.compared(run, operator, operands[0], operands[1], node)

    def escape(self, run: Run, value: Value) -> None:
        """Unseen code may add layers to a Sequential that is not used yet."""
        if isinstance(value, Model) and value.kind == "sequential" and not run.state.get((value.site, models.BUILT)):
            models.become_unknown(run, value, "given to code that is not seen before it was used")

    def released(self, run: Run, value: Value, node: cst.CSTNode) -> None:
        """A model that leaves what is seen takes its heads along, also when nothing here has used it yet."""
        if isinstance(value, Model | Instance) and value.site not in run.busy:
            with run.mute():
                models.output(run, value, tensors.data(None), node)
        elif isinstance(value, LibraryObject) and value.kind == "layer":
            model_layers.hand_on(run, value, node)
        elif isinstance(value, Layer):
            model_layers.look_into(run, value, node, "can be got at by its layer")


def library() -> Library:
    """The described libraries, as the interpreter takes them."""
    return DescribedLibrary()
