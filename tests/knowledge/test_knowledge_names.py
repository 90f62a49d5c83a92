"""Every name of the tables exists in the installed libraries, means one object, and takes the parameters written."""

from __future__ import annotations

import ast
import inspect
from typing import Any

import pytest
from installed_libraries import ENTRIES, PRESENT, installed, legacy_default, names, resolve, written_signature

from xent_lint.knowledge.specs import Form, ModelRole, ModelSpec, Spec


def ident(entry: Spec) -> str:
    return entry.name


def unwrapped(target: Any) -> Any:
    """Below the decorators: `tf.compat.v1` wraps one implementation in deprecation notices and dispatchers, so two
    names of one function are different objects there and only what they wrap is the same."""
    return inspect.unwrap(target)


def test_both_worlds_are_installed() -> None:
    assert not legacy_default()


@pytest.mark.parametrize("entry", PRESENT, ids=ident)
def test_every_name_exists(entry: Spec) -> None:
    assert [name for name in names(entry) if not installed(name)] == []


@pytest.mark.parametrize("legacy", [False, True], ids=["modern", "legacy"])
@pytest.mark.parametrize("entry", [entry for entry in PRESENT if entry.aliases], ids=ident)
def test_names_of_an_entry_are_one_object(entry: Spec, legacy: bool) -> None:
    found = {name: unwrapped(target) for name in names(entry) for target in resolve(name, legacy=legacy)}
    assert len({id(target) for target in found.values()}) <= 1, found


def test_no_name_stands_twice() -> None:
    listed = [name for entry in ENTRIES for name in names(entry)]
    assert sorted(name for name in set(listed) if listed.count(name) > 1) == []


def primary(entry: Spec) -> Any:
    return (resolve(entry.name, legacy=False) or resolve(entry.name, legacy=True))[0]


@pytest.mark.parametrize("entry", PRESENT, ids=ident)
def test_signature(entry: Spec) -> None:
    if entry.name == "keras.Model":  # its constructor is settled by inspection of `inputs` and `outputs`
        assert entry.signature == "(*args, **kwargs)"
        return
    assert written_signature(primary(entry)) == entry.signature


@pytest.mark.parametrize("entry", [entry for entry in PRESENT if entry.name != "keras.Model"], ids=ident)
def test_legacy_signature(entry: Spec) -> None:
    old = resolve(entry.name, legacy=True)
    if not old or not resolve(entry.name, legacy=False):  # known to one world only: `signature` is all there is
        assert entry.legacy_signature is None
    elif isinstance(entry, ModelSpec) and entry.role is ModelRole.PRETRAINED and entry.legacy_signature is None:
        written = written_signature(old[0])
        theirs = [default for default in defaults(written) if not default.startswith("name=")]
        ours = [default for default in defaults(entry.signature) if not default.startswith("name=")]
        assert [default for default in ours if default in theirs] == theirs
        assert ours == theirs or (set(ours) - set(theirs) == {"classifier_activation='softmax'"} and "**" in written)
    else:
        assert written_signature(old[0]) == (entry.legacy_signature or entry.signature)


def function_head(signature: str) -> ast.arguments:
    definition = ast.parse(f"def f{signature}: ...").body[0]
    assert isinstance(definition, ast.FunctionDef)
    return definition.args


def defaults(signature: str) -> list[str]:
    """The parameters of a ready model, all of which have a default."""
    head = function_head(signature)
    return [f"{arg.arg}={ast.unparse(value)}" for arg, value in zip(head.args, head.defaults, strict=True)]


def parameters(signature: str) -> list[str]:
    head = function_head(signature)
    starred = [arg for arg in (head.vararg, head.kwarg) if arg is not None]
    return [arg.arg for arg in (*head.posonlyargs, *head.args, *head.kwonlyargs, *starred)]


@pytest.mark.parametrize("entry", ENTRIES, ids=ident)
def test_roles_name_parameters_of_the_signature(entry: Spec) -> None:
    signatures = (entry.signature, entry.legacy_signature, getattr(entry, "constructor_signature", None))
    written = {parameter for signature in signatures for parameter in parameters(signature or "()")}
    is_class = getattr(entry, "form", None) is Form.CLASS
    fields = ["from_logits", "threshold", "axis", "units", "activation", "inner", "top", "subject", "other", "dtype",
              "custom_head"]
    fields += [] if is_class else ["y_true", "y_pred", "input"]
    named = {field: getattr(entry, field) for field in fields if getattr(entry, field, None) is not None}
    assert {field: name for field, name in named.items() if name not in written} == {}
