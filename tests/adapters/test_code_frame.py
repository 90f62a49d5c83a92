"""How places are drawn under lines of code."""

from __future__ import annotations

from xent_lint.adapters.code_frame import MIN_WIDTH, Mark, frames, render
from xent_lint.source import Source


def plain(text: str, role: str) -> str:
    return text


def mark(source: Source, word: str, label: str = "", primary: bool = False) -> Mark:
    """A mark under the only occurrence of a word."""
    row = next(number for number, line in enumerate(source.lines, 1) if word in line)
    column = source.lines[row - 1].index(word)
    return Mark(source.span(row, column, row, column + len(word)), label, primary)


def drawn(text: str, *marks: tuple[str, str], width: int = 80) -> str:
    """The frame of a program; the mark without a label is the primary one."""
    source = Source("m.py", text)
    made = [mark(source, word, label, not label) for word, label in marks]
    return "\n".join(render(source.lines, made, len(str(len(source.lines))), width, plain))


def test_places_have_carets_and_labels() -> None:
    assert drawn("a = HEAD\n\nf(LOSS)\n", ("LOSS", ""), ("HEAD", "the head")) == (
        "  |\n1 | a = HEAD\n  |     ---- the head\n2 |\n3 | f(LOSS)\n  |   ^^^^\n  |"
    )


def test_two_places_in_one_row_are_marked_one_below_the_other() -> None:
    assert drawn("f(HEAD, LOSS)", ("LOSS", ""), ("HEAD", "the head")) == (
        "  |\n1 | f(HEAD, LOSS)\n  |   ---- the head\n  |         ^^^^\n  |"
    )


def test_wide_characters_take_two_cells_and_tabs_up_to_four() -> None:
    assert drawn("\tf('한국', LOSS)  # 주석", ("LOSS", "")) == (
        "  |\n1 |     f('한국', LOSS)  # 주석\n  |               ^^^^\n  |"
    )


def test_control_characters_never_reach_the_terminal() -> None:
    assert "\x1b" not in drawn("LOSS  # \x1b[31m\x07", ("LOSS", ""))


def test_rows_between_far_places_are_left_out() -> None:
    assert "...\n" in drawn("HEAD\n" + "x\n" * 8 + "LOSS\n", ("LOSS", ""), ("HEAD", "the head"))


def test_long_lines_are_cut_around_the_place() -> None:
    text = drawn("y" * 500 + "LOSS" + "z" * 500, ("LOSS", ""), width=60)
    code, underline = text.splitlines()[1:3]
    assert max(map(len, text.splitlines())) <= 60
    assert code.index("LOSS") == underline.index("^^^^")
    assert code.count("…") == 2
    assert len(drawn("LOSS" + "z" * 500, ("LOSS", ""), width=1).splitlines()[1]) <= MIN_WIDTH + len("1 | ")


def test_a_place_over_several_rows_is_marked_to_the_end_of_its_first() -> None:
    source = Source("m.py", "x = f(\n    1,\n)\n")
    frame = list(render(source.lines, [Mark(source.span(1, 4, 3, 1), primary=True)], 1, 80, plain))
    assert frame[2] == "  |     ^^"


def test_an_empty_place_has_one_caret() -> None:
    source = Source("m.py", "x = 1\n")
    assert list(render(source.lines, [Mark(source.span(1, 5, 1, 5), primary=True)], 1, 80, plain))[2] == "  |      ^"


def test_near_places_share_a_frame_and_the_primary_place_comes_first() -> None:
    source = Source("m.py", "FAR\n" + "x\n" * 30 + "HEAD\nx\nLOSS\n")
    marks = [mark(source, "LOSS", primary=True), mark(source, "FAR", "f"), mark(source, "HEAD", "h")]
    assert [[each.label for each in frame] for frame in frames(marks)] == [["h", ""], ["f"]]
