"""How generated programs are written down: calls on one or many lines, comments, tabs, `;`, continuation lines."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

INDENT = "    "
WORDS = ("as in the paper", "see #12", "größer", "TODO: tune", 'not "softmax"', "0.5", "keep", "type: ignore")


@dataclass(frozen=True)
class Simple:
    """A statement without a body; its text may have several lines. `comment` ends it."""

    text: str
    comment: str = ""


@dataclass(frozen=True)
class Compound:
    """A header that ends with a colon, and the statements below it."""

    header: str
    body: tuple[Statement, ...]


Statement = Simple | Compound


@dataclass
class Layout:
    """The habits of one program's author."""

    rng: random.Random
    spread: float  # how often a call takes several lines
    commented: float  # how often something gets a comment
    quote: str
    indent: str = INDENT
    newline: str = "\n"
    joined: float = 0.0  # how often two statements share a line
    continued: float = 0.0  # how often an assignment continues after a backslash
    notes: int = field(default=0)

    @classmethod
    def drawn(cls, rng: random.Random) -> Layout:
        """An author."""
        return cls(
            rng,
            spread=rng.choice([0.0, 0.3, 0.8]),
            commented=rng.choice([0.0, 0.1, 0.4]),
            quote=rng.choice(["'", '"', '"']),
            indent=rng.choice([INDENT] * 5 + ["\t", "  "]),
            newline=rng.choice(["\n"] * 5 + ["\r\n"]),
            joined=rng.choice([0.0, 0.0, 0.0, 0.3]),
            continued=rng.choice([0.0, 0.0, 0.0, 0.2]),
        )

    def string(self, text: str) -> str:
        """A literal in the author's quotes."""
        return f"{self.quote}{text}{self.quote}"

    def call(self, function: str, *arguments: str) -> str:
        """A call; arguments are written out, keywords with them."""
        return f"{function}({self._items(arguments)})"

    def list(self, *items: str) -> str:
        """A list display."""
        return f"[{self._items(items)}]"

    def note(self) -> str:
        """A comment, or nothing."""
        if self.rng.random() >= self.commented:
            return ""
        self.notes += 1
        return f"  # {self.rng.choice(WORDS)} ({self.notes})"

    def _items(self, items: Sequence[str]) -> str:
        if not items or self.rng.random() >= self.spread:
            return self._on_one_line(items)
        kind = self.rng.choice(["closed", "closed", "closed", "open", "hugging", "comma first"])
        if kind == "comma first":
            return f"\n{INDENT}  " + f"\n{INDENT}, ".join(map(_indented, items)) + "\n"
        lines = []
        for index, item in enumerate(items):
            comma = "," if index + 1 < len(items) or kind == "closed" else ""
            before = f"{INDENT}# about the next one {self.notes}\n" if self.rng.random() < self.commented / 8 else ""
            lines.append(f"{before}{INDENT}{_indented(item)}{comma}{self.note()}")
        if kind == "hugging" and not lines[-1].rpartition("\n")[2].count("#"):
            return "\n" + "\n".join(lines)
        return "\n" + "\n".join(lines) + "\n"

    def _on_one_line(self, items: Sequence[str]) -> str:
        separator = self.rng.choice([", ", ", ", ", ", ",", " , "])
        text = separator.join(items)
        if items and self.rng.random() < 0.05:
            text += ","
        return f" {text} " if items and self.rng.random() < 0.05 else text

    def render(self, statements: Sequence[Statement], depth: int = 0) -> str:
        """The text of some statements, with "\n" at line ends and four spaces for each level."""
        lines: list[str] = []
        open_line = False  # whether the last line may be continued with `;`
        for statement in statements:
            if isinstance(statement, Compound):
                lines.append(INDENT * depth + statement.header.replace("\n", "\n" + INDENT * depth) + self.note())
                lines.append(self.render(statement.body, depth + 1).rstrip("\n"))
                open_line = False
                continue
            text = self._statement(statement)
            single = "\n" not in text and "#" not in text
            if open_line and single and self.rng.random() < self.joined:
                lines[-1] += f"; {text}"
                continue
            if depth == 0 and self.rng.random() < 0.1:
                lines.append("")
            if self.rng.random() < self.commented / 4:
                lines.append(f"{INDENT * depth}# next: {self.rng.choice(WORDS)}")
            lines.append(INDENT * depth + text.replace("\n", "\n" + INDENT * depth))
            open_line = single
        return "\n".join(lines) + "\n"

    def _statement(self, statement: Simple) -> str:
        text = statement.text
        name, equals, value = text.partition(" = ")
        if equals and name.isidentifier() and self.rng.random() < self.continued:
            text = f"{name} = \\\n{INDENT}{value}"
        return text + (f"  {statement.comment}" if statement.comment else self.note())

    def finished(self, text: str) -> str:
        """The text with the author's indentation and line ends."""
        if self.indent != INDENT:
            text = re.sub(r"^( {4})+", lambda found: self.indent * (len(found[0]) // 4), text, flags=re.MULTILINE)
        return text.replace("\n", self.newline)


def _indented(text: str) -> str:
    """A text whose further lines are one level deeper."""
    return text.replace("\n", "\n" + INDENT)


def statements(template: str, **values: str) -> tuple[Statement, ...]:
    """The statements of a template, in which `<name>` stands for a value that may have several lines."""
    lines = [line for line in template.strip("\n").split("\n") if line.strip()]
    base = len(lines[0]) - len(lines[0].lstrip())
    return tuple(_block([line[base:] for line in lines], values))


def _block(lines: Sequence[str], values: dict[str, str]) -> list[Statement]:
    found: list[Statement] = []
    index = 0
    while index < len(lines):
        end = index + 1
        while end < len(lines) and lines[end].startswith(" "):
            end += 1
        text = _filled(lines[index], values)
        if text.startswith("@"):
            decorated = _block(lines[end:], values)
            first = decorated.pop(0)
            assert isinstance(first, Compound)
            return [*found, Compound(f"{text}\n{first.header}", first.body), *decorated]
        if end == index + 1:
            found.append(Simple(text))
        else:
            body = [line[len(INDENT) :] for line in lines[index + 1 : end]]
            found.append(Compound(text, tuple(_block(body, values))))
        index = end
    return found


def _filled(line: str, values: dict[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda found: values.get(found[1], found[0]), line)
