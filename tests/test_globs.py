"""Patterns of file names."""

from __future__ import annotations

import pytest

from xent_lint.globs import GlobError, Globs


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("a.py", "/p/a.py", True),
        ("a.py", "/p/sub/a.py", True),  # without a slash: at any depth
        ("a.py", "/p/ba.py", False),
        ("sub/a.py", "/p/sub/a.py", True),
        ("sub/a.py", "/p/x/sub/a.py", False),
        ("./sub/a.py", "/p/sub/a.py", True),
        ("../q/a.py", "/q/a.py", True),
        ("/q/*.py", "/q/a.py", True),
        ("sub/*", "/p/sub/x/a.py", True),  # `*` matches slashes, as in ruff and flake8
        ("**/sub/*", "/p/sub/a.py", True),
        ("**/sub/*", "/p/x/y/sub/a.py", True),
        ("sub/**/a.py", "/p/sub/a.py", True),
        ("*_pb2.py", "/p/x/a_pb2.py", True),
        ("?.py", "/p/ab.py", False),
        ("[a-c].py", "/p/b.py", True),
        ("[!a-c].py", "/p/b.py", False),
        ("[]].py", "/p/].py", True),
        ("{a,b*}.py", "/p/bcd.py", True),
        ("{a,b}.py", "/p/c.py", False),
        ("a+(b).py", "/p/a+(b).py", True),
        ("build/", "/p/x/build", True),
        ("모델*.py", "/p/모델 1.py", True),
    ],
)
def test_a_pattern_matches(pattern: str, path: str, matches: bool) -> None:
    assert Globs.of([pattern], "/p").match(path) is matches


def test_the_folder_of_the_configuration_is_no_pattern() -> None:
    globs = Globs.of(["sub/*.py"], "/p[1]{x}")
    assert globs.match("/p[1]{x}/sub/a.py")
    assert not globs.match("/p1x/sub/a.py")


def test_what_is_within_a_folder_that_matches() -> None:
    globs = Globs.of(["old", "x/y"], "/p")
    inside = ["/p/old/a.py", "/p/deep/old/b/a.py", "/p/x/y/a.py", "/p/x/z/a.py"]
    assert [globs.match_within(path) for path in inside] == [True, True, True, False]
    assert not any(globs.match(path) for path in inside)


def test_no_pattern_matches_nothing() -> None:
    assert not Globs.of([], "/p").match_within("/p/a.py")


@pytest.mark.parametrize("pattern", ["", "/", "a[b.py", "{a,b", "[z-a].py"])
def test_a_pattern_that_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(GlobError):
        Globs.of([pattern], "/p")
