"""What bounds the cost of a check: files that are not read, not parsed or not followed, and the collector's pause."""

from __future__ import annotations

import gc

import pytest
from project_files import COMPILE, IMPORT, MODEL, Folder, codes

from xent_lint import outline, project
from xent_lint.analysis import limits
from xent_lint.check import MAX_BUILDER_BYTES, check
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError

TRAIN = f"from net import build\nmodel = build()\n{COMPILE}"
FOUND = ["4 XEN102"]
PADDING = "# tensorflow " + "-" * 86 + "\n"


def test_files_beyond_the_limit_are_not_even_read() -> None:
    imports = "".join(f"import part{number}\n" for number in range(limits.MAX_MODULES + 5))
    parts = {f"part{number}.py": "x = 1\n" for number in range(limits.MAX_MODULES + 5)}
    folder = Folder(parts)
    check(Source("train.py", f"{imports}{IMPORT}{COMPILE}"), Settings(), folder)
    assert sorted(folder.read_names) == sorted(list(parts)[: limits.MAX_MODULES])


def test_a_file_is_read_once_for_all_questions() -> None:
    net = f"{MODEL}loss = 'categorical_crossentropy'\ndef train(model): model.compile(loss=loss)\n"
    folder = Folder({"net.py": net})
    text = f"{IMPORT}import net\nfrom net import train\ndef main():\n    import net as n\n    train(keras.Model())\n"
    check(Source("main.py", text), Settings(), folder)
    assert folder.read_names == ["net.py"]


@pytest.mark.parametrize(("rows", "expected"), [(100, FOUND), (2_700, FOUND), (2_800, [])])
def test_the_bytes_of_all_imported_files_are_limited(rows: int, expected: list[str]) -> None:
    others = {f"part{number}.py": PADDING * rows for number in range(5)}
    assert sum(map(len, others.values())) < project.MAX_ALL_BYTES + 100_000
    imports = "".join(f"import {name.removesuffix('.py')}; " for name in others)
    net = MODEL + PADDING * (1_450 if rows > 100 else 0)
    assert codes("train.py", {**others, "net.py": net, "train.py": f"{imports}{TRAIN}"}) == expected


@pytest.mark.parametrize(("rows", "expected"), [(10, ["5 XEN102"]), (MAX_BUILDER_BYTES // len(PADDING) + 1, [])])
def test_a_large_file_that_names_no_loss_is_not_followed_into_its_imports(rows: int, expected: list[str]) -> None:
    trainer = "import keras\ndef train(model):\n    model.compile(loss=keras.losses.CategoricalCrossentropy(True))\n"
    main = f"{IMPORT}import trainer\nmodel = keras.Sequential([layers.Dense(5, activation='softmax')])\n"
    main += "trainer.train(model)\n" + PADDING * rows
    assert codes("main.py", {"trainer.py": trainer, "main.py": main}) == expected


def test_bodies_that_nobody_calls_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = outline.parse_tree

    def counted(source: Source, text: str | None = None) -> object:
        parsed.append(source.text if text is None else text)
        return parse(source, text)

    monkeypatch.setattr(outline, "parse_tree", counted)
    net = f"{MODEL}def other():\n    unused = 1\n    return unused\n"
    assert codes("train.py", {"net.py": net, "train.py": TRAIN}) == FOUND
    assert any("Sequential" in text for text in parsed)
    assert not any("unused" in text for text in parsed)


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        check(Source("m.py", IMPORT + COMPILE), Settings())
        assert gc.isenabled() is enabled
        with pytest.raises(SourceError):
            check(Source("m.py", "x = = 1\n"), Settings())
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
