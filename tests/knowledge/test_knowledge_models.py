"""Ready models of libraries that are not installed: shape of the entries, their sources, and each default head."""

from __future__ import annotations

import ast
import sys

import pytest
from installed_libraries import ENTRIES

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Activation, Expects, Family, LayerRole, LayerSpec, LossSpec, ModelRole, ModelSpec

LIBRARIES = {
    "keras_hub": "keras-team/keras-hub", "keras_cv": "keras-team/keras-cv", "transformers": "huggingface/transformers",
    "segmentation_models": "qubvel/segmentation_models", "efficientnet": "qubvel/efficientnet",
}  # fmt: skip
MODELS = [
    entry
    for entry in ENTRIES
    if isinstance(entry, ModelSpec) and entry.name.partition(".")[0] in LIBRARIES
]


def ident(entry: ModelSpec) -> str:
    return entry.name


def below(library: str) -> list[ModelSpec]:
    return [entry for entry in MODELS if entry.name.startswith(f"{library}.")]


def defaults(signature: str) -> dict[str, object]:
    """The literal defaults of a signature; those that are no literals are left out."""
    definition = ast.parse(f"def f{signature}: ...").body[0]
    assert isinstance(definition, ast.FunctionDef)
    head = definition.args
    names = [arg.arg for arg in (*head.posonlyargs, *head.args)]
    pairs = [
        *zip(names[len(names) - len(head.defaults) :], head.defaults, strict=True),
        *((arg.arg, value) for arg, value in zip(head.kwonlyargs, head.kw_defaults, strict=True) if value is not None),
    ]
    return {name: ast.literal_eval(value) for name, value in pairs}


def default_head(entry: ModelSpec) -> Activation | None:
    """What the model ends in when its activation is not chosen."""
    if entry.activation is None:
        return entry.head
    chosen = {**defaults(entry.constructor_signature or "()"), **defaults(entry.signature)}.get(entry.activation)
    found = catalog().activation_string(chosen) if isinstance(chosen, str) else None
    return Activation.IDENTITY if chosen is None else found.kind if found is not None else None


def test_how_many() -> None:
    assert {library: len(below(library)) for library in LIBRARIES} == {
        "keras_hub": 61, "keras_cv": 4, "transformers": 150, "segmentation_models": 4, "efficientnet": 9,
    }  # fmt: skip


def test_none_of_the_libraries_is_imported_here() -> None:
    assert set(LIBRARIES).isdisjoint(sys.modules)


@pytest.mark.parametrize("entry", MODELS, ids=ident)
def test_entry(entry: ModelSpec) -> None:
    library, *_, short = entry.name.split(".")
    assert entry.role is ModelRole.PRETRAINED
    assert short[0].isupper()
    assert entry.gone is not None
    assert entry.gone.repository == LIBRARIES[library]
    assert entry.gone.version.lstrip("v")[0].isdigit()
    assert (entry.constructor_signature is not None) == bool(entry.constructors)


@pytest.mark.parametrize("entry", below("keras_hub"), ids=ident)
def test_keras_hub_ends_in_logits(entry: ModelSpec) -> None:
    assert default_head(entry) is Activation.IDENTITY
    assert entry.head is Activation.IDENTITY
    assert entry.constructors == ("from_preset",)
    assert (entry.units is None) == entry.name.endswith("LM")


@pytest.mark.parametrize("entry", below("keras_cv"), ids=ident)
def test_keras_cv_ends_in_softmax(entry: ModelSpec) -> None:
    assert default_head(entry) is Activation.SOFTMAX
    assert entry.units == "num_classes"


@pytest.mark.parametrize("entry", below("efficientnet"), ids=ident)
def test_efficientnet_ends_in_softmax_with_its_top(entry: ModelSpec) -> None:
    assert default_head(entry) is Activation.SOFTMAX
    assert entry.top is not None
    assert defaults(entry.signature)[entry.top] is True


@pytest.mark.parametrize(
    ("name", "head", "classes"),
    [("Unet", Activation.SIGMOID, 1), ("Linknet", Activation.SIGMOID, 1), ("FPN", Activation.SOFTMAX, 21),
     ("PSPNet", Activation.SOFTMAX, 21)],
)
def test_segmentation_models(name: str, head: Activation, classes: int) -> None:
    entry = catalog().find(f"segmentation_models.{name}")
    assert isinstance(entry, ModelSpec)
    assert default_head(entry) is head
    assert entry.units is not None
    assert defaults(entry.signature)[entry.units] == classes


@pytest.mark.parametrize("entry", below("transformers"), ids=ident)
def test_transformers_give_an_object_with_logits(entry: ModelSpec) -> None:
    assert default_head(entry) is Activation.IDENTITY
    assert entry.logits_attribute == "logits"
    assert "from_pretrained" in entry.constructors
    assert entry.name.startswith("transformers.TF")
    assert entry.gone is not None
    assert entry.gone.path.startswith("src/transformers/models/")
    labelled = entry.name.endswith(("Classification", "SemanticSegmentation"))
    assert entry.units == ("num_labels" if labelled else None)


@pytest.mark.parametrize(
    "name", ["TFAutoModelForQuestionAnswering", "TFBertForPreTraining", "TFBertModel", "TFRagTokenForGeneration"]
)
def test_transformers_without_one_tensor_of_logits_are_unknown(name: str) -> None:
    assert catalog().find(f"transformers.{name}") is None


def test_tensorflow_hub_tells_nothing() -> None:
    entry = catalog().find("tensorflow_hub.KerasLayer")
    assert isinstance(entry, LayerSpec)
    assert entry.role is LayerRole.OPAQUE
    assert entry.gone is not None


def test_segmentation_losses() -> None:
    losses = [entry for entry in ENTRIES if isinstance(entry, LossSpec) and "segmentation_models" in entry.name]
    assert len(losses) == 20
    assert {entry.expects for entry in losses} == {Expects.PROBABILITIES}
    assert {entry.from_logits for entry in losses} == {None}
    assert {(entry.y_true, entry.y_pred) for entry in losses} == {("gt", "pr")}
    for entry in losses:
        overlap = entry.name.endswith((".JaccardLoss", ".DiceLoss", ".jaccard_loss", ".dice_loss"))
        assert (entry.family is Family.OVERLAP) == overlap
        assert entry.cross_entropy != overlap
