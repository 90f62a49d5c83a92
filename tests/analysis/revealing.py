"""Runs the interpreter on small programs that say in comments what it must find.

`reveal(x)  # revealed: Tensor[logits units=3]` states the abstract values of an expression: alternatives are joined by
` | `, successive evaluations of one line (loop rounds, calls) by ` / `, and `never` is a line that is not reached.
`trace(x)  # traced: attached, head 3, layer 3` states where a tensor comes from. `# applied: Tensor[...] -> Loss[...]`
states what is observed on a line; a line without it must observe nothing.
"""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from xent_lint.analysis.contents import entries_of, sequence
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.entry import Analysis, analyse, called_names
from xent_lint.analysis.observations import LossApplied
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.values import (
    NONE,
    ActivationValue,
    Class,
    Constant,
    DictRef,
    Function,
    Instance,
    Layer,
    ListRef,
    Loss,
    Method,
    Model,
    Origin,
    Partial,
    Symbol,
    Tensor,
    Tuple,
    Value,
)
from xent_lint.overlays.described import DescribedLibrary

COMMENT = re.compile(r"#\s*(?P<kind>revealed|traced|applied):\s*(?P<text>.*?)\s*(?=#\s*\w+:|$)")
HOOKS = {"reveal": "revealed", "trace": "traced"}


class RevealingLibrary(DescribedLibrary):
    """The described library, and `reveal` and `trace` in every program."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, cst.CSTNode, str]] = []
        self.lines: dict[cst.CSTNode, int] = {}

    def implicit(self, name: str) -> str | None:
        return f"revealing.{name}" if name in HOOKS else super().implicit(name)

    def call_symbol(self, run: Run, symbol: Symbol, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        kind = HOOKS.get(symbol.name.removeprefix("revealing."))
        if kind is None:
            return super().call_symbol(run, symbol, args, node)
        values = args.positional[0].values.given(run.state.path)
        shown = {describe(run, b.value) if kind == "revealed" else self.track(b.value) for b in values}
        if not run.muted:
            self.seen.append((kind, node, " | ".join(sorted(shown)) or "Nothing"))
        return single(NONE)

    def track(self, value: Value) -> str:
        """Shadow and places of a tensor."""
        if not isinstance(value, Tensor):
            return "no tensor"
        return f"{value.shadow.value}, head {self.line(value.head)}, layer {self.line(value.layer)}"

    def line(self, origin: Origin | None) -> str:
        """The line of an origin."""
        return "-" if origin is None else str(self.lines[origin.node])


def describe(run: Run, value: Value) -> str:
    """One abstract value in a few words."""
    if isinstance(value, Tuple):
        return f"Tuple[{', '.join(describe_set(run, each) for each in value.items)}]"
    if isinstance(value, ListRef):
        items = sequence(run, value)
        return f"List[{', '.join(describe_set(run, each) for each in items)}]" if items is not None else "List[?]"
    if isinstance(value, DictRef):
        entries = entries_of(run, value)
        if entries is None:
            return "Dict[?]"
        known = [f"{key.value!r}: {describe_set(run, each)}" for key, each in entries.entries]
        return f"Dict[{', '.join([*known, *([] if entries.complete else ['?'])])}]"
    if isinstance(value, Partial):
        return f"Partial[{describe(run, value.callee)}]"
    return plain(value)


def describe_set(run: Run, values: ValueSet) -> str:
    """All alternatives of an item."""
    shown = {describe(run, binding.value) for binding in values.given(run.state.path)}
    return " | ".join(sorted(shown)) or "Nothing"


def plain(value: Value) -> str:
    """A value that holds no others."""
    if isinstance(value, Constant):
        return f"Constant[{value.value!r}]"
    if isinstance(value, Symbol):
        return f"Symbol[{value.name}]"
    if isinstance(value, Tensor):
        label = [value.label] if value.label not in ("linear", value.scale.value) else []
        units = [f"units={value.units}"] if value.units is not None else []
        part = [value.guard] if value.guard in ("part", "selected") else []
        return f"Tensor[{' '.join([value.scale.value, *label, *part, *units])}]"
    if isinstance(value, Loss):
        settings = "" if value.from_logits is None else f" from_logits={value.from_logits}"
        return f"Loss[{value.spec.name.rsplit('.', 1)[-1]}{settings}]"
    if isinstance(value, Layer):
        return f"Layer[{value.spec.name.rsplit('.', 1)[-1]}]"
    if isinstance(value, ActivationValue):
        return f"Activation[{value.label}]"
    if isinstance(value, Model):
        return f"Model[{value.kind}]"
    if isinstance(value, Function | Method):
        return f"{type(value).__name__}[{value.name}]"
    if isinstance(value, Class):
        return f"Class[{value.node.name.value}]"
    if isinstance(value, Instance):
        return f"Instance[{value.cls.node.name.value}]"
    return type(value).__name__


@dataclass(frozen=True)
class Followed:
    """What the interpreter found in a program."""

    analysis: Analysis
    found: dict[tuple[int, str], str]  # (line, kind of comment) -> text

    @property
    def applied(self) -> list[str]:
        """What is observed, in the order of the lines."""
        return [text for (_, kind), text in sorted(self.found.items()) if kind == "applied"]


def run(program: str) -> Followed:
    """Interpret a program with `reveal` and `trace`."""
    text = textwrap.dedent(program).strip("\n") + "\n"
    tree = ast.parse(text)
    module = cst.parse_module(text)
    positions = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    library = RevealingLibrary()
    library.lines = {node: place.start.line for node, place in positions.items()}
    analysis = analyse(module, "program.py", library, called_names(ast.walk(tree)))
    found: dict[tuple[int, str], list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in HOOKS:
            found[node.lineno, HOOKS[node.func.id]] = []
    for kind, call, shown in library.seen:
        texts = found[library.lines[call], kind]
        if not texts or texts[-1] != shown:
            texts.append(shown)
    for observation in analysis.observations:
        if not isinstance(observation, LossApplied):
            continue
        pairs = {f"{plain(pair.head)} -> {plain(pair.loss)}" for pair in observation.pairs}
        texts = found.setdefault((library.lines[observation.place.node], "applied"), [])
        shown = " | ".join(sorted(pairs))
        if shown not in texts:
            texts.append(shown)
    return Followed(analysis, {key: " / ".join(texts) or "never" for key, texts in found.items()})


def expected(program: str) -> dict[tuple[int, str], str]:
    """What the comments of a program say."""
    text = textwrap.dedent(program).strip("\n")
    return {
        (row, match["kind"]): match["text"]
        for row, line in enumerate(text.splitlines(), start=1)
        for match in COMMENT.finditer(line)
    }


def follow(program: str) -> None:
    """Assert that the interpreter finds exactly what the comments say."""
    found, wanted = run(program).found, expected(program)
    lines = textwrap.dedent(program).strip("\n").splitlines()
    wrong = [
        f"{lines[row - 1].split('#')[0].strip()}\n    expected {wanted.get(key)}\n    actual   {found.get(key)}"
        for key in sorted({*found, *wanted})
        if found.get(key) != wanted.get(key)
        for row in [key[0]]
    ]
    assert not wrong, "\n" + "\n".join(wrong)
