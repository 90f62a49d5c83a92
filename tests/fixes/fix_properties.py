"""What must be true of every fix of every generated program, and which programs break it."""

from __future__ import annotations

import ast
import difflib
import io
import re
import tokenize
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from fixed_bytes import expected_bytes
from program_grammar import Generated, generate
from program_names import meaningless
from program_scales import scales

from xent_lint.check import check
from xent_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Position
from xent_lint.files import FileReader
from xent_lint.fixing import FixResult, fix
from xent_lint.importers import Importer
from xent_lint.settings import Settings
from xent_lint.source import Source

PARSES = "what is fixed parses, and no fix is refused or fails"
NAMES = "every name is bound, and imported from where it is"
COMMENTS = "every comment stays, in its order"
BYTES = "nothing is changed outside of the edits"
CLAIMS = "what a fix claims to repair is repaired"
NOTHING_NEW = "no finding is introduced"
STABLE = "a second fix changes nothing"
TWO_STEPS = "the safe fixes first and then all of them lead to the same as all at once"
SILENCED = "what a noqa comment silences is not fixed"
SCALES = "head and loss fit together after a fix, and are left alone without one"
RIGHT = "a right program gets no finding and no edit"
ESCAPES = "no fix is safe where a model is handed to code that is not seen"

ENDS = "checking and fixing end without an exception"

FACTS = (ENDS, PARSES, NAMES, COMMENTS, BYTES, CLAIMS, NOTHING_NEW, STABLE, TWO_STEPS, SILENCED, SCALES, RIGHT, ESCAPES)

PAIR_CODES = ("XEN101", "XEN102", "XEN104", "XEN201")


class NoFiles:
    """There is no other file."""

    def read(self, path: str) -> bytes:
        """See FileReader."""
        raise FileNotFoundError(path)

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return False

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        return ()


@dataclass(frozen=True)
class Failure:
    """A program that breaks a fact."""

    fact: str
    number: int
    reason: str
    diff: str

    def __str__(self) -> str:
        return f"generate({self.number}): not true that {self.fact}: {self.reason}\n{self.diff}"


@dataclass
class Round:
    """A text, what was found in it, and which of that was fixed."""

    source: Source
    found: list[Diagnostic]
    fixed: list[Diagnostic] = field(default_factory=list)

    @property
    def edits(self) -> list[Edit]:
        """What was changed, each once; the fix that begins first in the text writes first where two write."""
        fixes = sorted((each.fixes[0] for each in self.fixed), key=_beginning)
        return list(dict.fromkeys(edit for fix_ in fixes for edit in fix_.edits))


def _beginning(made: Fix) -> tuple[int, Position]:
    return min((edit.span.cell or 0, edit.span.start) for edit in made.edits)


class CheckOnce:
    """Checks every text once; `rounds` are those of the fix that is running."""

    def __init__(self) -> None:
        self.known: dict[bytes, list[Diagnostic]] = {}
        self.rounds: list[Round] = []

    def __call__(self, source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        data = source.to_bytes()
        if data not in self.known:
            self.known[data] = check(source, settings, files)
        self.rounds.append(Round(source, self.known[data]))
        return self.known[data]

    def fixed(self, source: Source, unsafe: bool) -> tuple[FixResult, list[Round]]:
        """A fix, with its rounds."""
        self.rounds = []
        result = fix(source, Settings(), NoFiles(), self, unsafe)
        claimed = {id(each) for each in result.fixed}
        for each in self.rounds[:-1]:
            each.fixed = [diagnostic for diagnostic in each.found if id(diagnostic) in claimed]
        return result, self.rounds


@dataclass
class Tally:
    """What became of many programs."""

    failures: list[Failure] = field(default_factory=list)
    programs: int = 0
    found: int = 0  # programs of which what is wrong with them was found
    wrong: int = 0
    changed: Counter[bool] = field(default_factory=Counter)  # by unsafe


def examine_all(numbers: range) -> Tally:
    """Examine the programs of some numbers."""
    tally = Tally()
    for number in numbers:
        examine(generate(number), tally)
    return tally


def examine(generated: Generated, tally: Tally) -> None:
    """Fix one program safely, and also unsafely, and note what is not as it must be."""
    checks = CheckOnce()
    source = Source.from_bytes(generated.filename, generated.data)
    tally.programs += 1
    results: list[Source] = []
    for unsafe in (False, True):
        try:
            result, rounds = checks.fixed(source, unsafe)
        except Exception:
            reason = "".join(traceback.format_exc().splitlines(keepends=True)[-7:])
            tally.failures.append(Failure(ENDS, generated.number, reason, source.text))
            return
        results.append(result.source)
        tally.changed[unsafe] += result.source != source
        for fact, reason in _broken(generated, result, rounds, checks, unsafe):
            tally.failures.append(Failure(fact, generated.number, reason, text_diff(source, result.source)))
    if len(generated.pairs) == 1:  # of two models, the first to be fixed has the choice of how imports are written
        safe, at_once = results
        then = checks.fixed(safe, unsafe=True)[0].source
        if then.to_bytes() != at_once.to_bytes():
            tally.failures.append(Failure(TWO_STEPS, generated.number, "another text", text_diff(at_once, then)))
    _count_found(generated, checks.known[source.to_bytes()], tally)


def _count_found(generated: Generated, found: list[Diagnostic], tally: Tally) -> None:
    wanted = {pair.case for pair in generated.pairs if pair.case.startswith("XEN")}
    if wanted and b"noqa" not in generated.data:
        tally.wrong += 1
        tally.found += wanted <= {each.code for each in found}


def text_diff(before: Source, after: Source) -> str:
    """The whole text with what was changed in it."""
    old, new = before.text.splitlines(), after.text.splitlines()
    return "\n".join(difflib.unified_diff(old, new, lineterm="", n=200)) or before.text


def _broken(
    generated: Generated, result: FixResult, rounds: list[Round], checks: CheckOnce, unsafe: bool
) -> Iterator[tuple[str, str]]:
    for line in (*result.errors, *result.remarks):
        yield PARSES, line
    if result.errors:
        return  # the last round was undone
    for before, after in pairwise(rounds):
        yield from _broken_by_round(before, after)
    names = meaningless(result.source.text)
    if names:
        yield NAMES, ", ".join(sorted(names))
    if _comments(rounds[0].source.text) != _comments(result.source.text):
        yield COMMENTS, "the comments differ"
    again, _ = checks.fixed(Source.from_bytes(generated.filename, result.source.to_bytes()), unsafe)
    if again.source.to_bytes() != result.source.to_bytes():
        yield STABLE, text_diff(result.source, again.source)
    fixed = [each for round_ in rounds for each in round_.fixed]
    yield from _broken_by_scales(generated, result, fixed)
    if generated.clean and (rounds[0].found or fixed):
        yield RIGHT, "; ".join(each.message for each in rounds[0].found)
    if generated.escapes and len(generated.pairs) == 1:
        for each in rounds[0].found:
            if each.code in PAIR_CODES and each.fixes and each.fixes[0].applicability is Applicability.SAFE:
                yield ESCAPES, f"the fix of {each.code} is safe: {each.fixes[0].message}"


def _broken_by_round(before: Round, after: Round) -> Iterator[tuple[str, str]]:
    try:
        ast.parse(after.source.text)
    except SyntaxError as error:
        yield PARSES, str(error)
    if expected_bytes(before.source, before.edits) != after.source.to_bytes():
        yield BYTES, f"the edits are {before.edits}"
    old, new = _codes(before.found), _codes(after.found)
    claimed = _codes(before.fixed)
    for code in sorted({*old, *new}):
        if new[code] > old[code]:
            texts = [each.message for each in after.found if each.code == code]
            yield NOTHING_NEW, f"{new[code]} of {code}, {old[code]} before: {texts}"
        elif new[code] > old[code] - claimed[code]:
            texts = [each.message for each in after.found if each.code == code]
            yield CLAIMS, f"{new[code]} of {code} after {claimed[code]} of {old[code]} were fixed: {texts}"
    for each in before.fixed:
        silenced = _noqa_at(before.source, before.source.program_row(each.span))
        if any(each.code.startswith(prefix) for prefix in silenced):
            yield SILENCED, f"{each.code} in line {each.span.start.row}"


def _codes(found: list[Diagnostic]) -> Counter[str]:
    return Counter(each.code for each in found)


def _comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def _noqa_at(source: Source, row: int) -> list[str]:
    """What the comments of the statement in a row silence: beginnings of codes."""
    found: list[str] = []
    lines = re.split("\r\n|\n", source.text)
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and node.lineno <= row <= (node.end_lineno or 0):
            for line in lines[node.lineno - 1 : node.end_lineno]:
                for codes in re.findall(r"# noqa(?!\w)(?::\s?([A-Z0-9, ]+))?", line):
                    found += re.split("[, ]+", codes.strip()) if codes else [""]
    return found


def _broken_by_scales(generated: Generated, result: FixResult, fixed: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    changed = 0
    for pair in generated.pairs:
        if not pair.family:
            continue
        before = (bool(pair.activation), pair.on_logits)
        try:
            after = scales(result.source.text, pair)
        except AssertionError as error:
            yield SCALES, str(error)
            continue
        changed += before != after
        if after not in (before, (False, True)):
            yield SCALES, f"activated, on logits: {before} before, {after} after"
    pair_fixes = [each.code for each in fixed if each.code in PAIR_CODES]
    if pair_fixes and not changed:
        yield SCALES, f"nothing became of {pair_fixes}"
    if changed and not pair_fixes:
        yield SCALES, f"a pair was changed by {[each.code for each in fixed]}"
