"""Small projects in a dict: files that import each other, and what is found in one of them."""

from __future__ import annotations

from collections.abc import Mapping

from xent_lint.check import check
from xent_lint.diagnostics import Diagnostic
from xent_lint.importers import Importer
from xent_lint.settings import Settings
from xent_lint.source import Source

IMPORT = "import keras\nfrom keras import layers\n"
MODEL = IMPORT + 'def build():\n    return keras.Sequential([layers.Dense(5, activation="softmax")])\n'
ON_LOGITS = "loss=keras.losses.CategoricalCrossentropy(from_logits=True)"
COMPILE = f"import keras\nmodel.compile({ON_LOGITS})\n"
TRAIN = IMPORT + "model = keras.Sequential([layers.Dense(5, activation='softmax')])\n"


class Folder:
    """Files in a dict; counts what is read."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        self.read_names: list[str] = []

    def read(self, path: str) -> bytes:
        """See FileReader."""
        self.read_names.append(path)
        if path not in self._files:
            raise FileNotFoundError(path)
        return self._files[path]

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return path in self._files

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        return ()


def found_in(name: str, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
    """The findings in one of the files."""
    folder = Folder(files)
    return check(Source.from_bytes(name, folder.read(name)), Settings(), folder)


def codes(name: str, files: Mapping[str, str | bytes]) -> list[str]:
    """Row and code of each finding in one of the files."""
    return [f"{each.span.start.row} {each.code}" for each in found_in(name, files)]
