"""Programs that are checked are never run, even where their names are those of modules that the linter imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import ROOT, UNSAFE, environment_of

LIBRARIES = ("click", "rich", "libcst", "pathspec", "tomli", "yaml", "flake8", "xent_lint")
TRAP = "import os\nopen(os.environ['RAN'], 'a').write(__file__ + '\\n')\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program for each module that there is, and enough to read that processes are started."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in (*sorted(sys.stdlib_module_names), *LIBRARIES):
        Path(f"{name}.py").write_text(TRAP)
    for number in range(4):
        Path(f"model_{number}.py").write_text(UNSAFE + "# filler\n" * 4000)
    return tmp_path


def found(command: list[str], folder: Path) -> int:
    arguments = ["check", "--no-cache", "--jobs", "2", "--output-format", "concise"]
    environment = environment_of(RAN=str(folder / "ran"))
    ended = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=300, env=environment)
    assert (ended.returncode, ended.stderr) == (1, "")
    return ended.stdout.count("XEN102")


def ran(folder: Path) -> list[str]:
    """The programs that were run."""
    log = folder / "ran"
    return log.read_text().splitlines() if log.exists() else []


def test_the_installed_script_runs_none_of_them(folder: Path) -> None:
    script = folder / "xent-lint"
    start = "from xent_lint.__main__ import main\nif __name__ == '__main__':\n    main()\n"  # as pip writes it
    script.write_text(f"import sys\nsys.path.insert(1, {str(ROOT)!r})\n{start}")
    assert found([sys.executable, str(script)], folder) == 4
    assert ran(folder) == []


def test_as_a_module_it_runs_none_once_python_has_found_it(folder: Path) -> None:
    # Python itself looks here first, for the package and for what it needs to find it
    for name in ("xent_lint", "runpy", "importlib", "pkgutil", "encodings", "site"):
        Path(f"{name}.py").unlink(missing_ok=True)
    assert found([sys.executable, "-m", "xent_lint"], folder) == 4
    assert ran(folder) == []
