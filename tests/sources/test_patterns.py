"""Patterns of paths as in .gitignore, from hostile text."""

from time import perf_counter

import pytest

from relman_desktop.sources.patterns import LONGEST, Patterns, WrongPattern, forgiving


def test_the_last_pattern_that_matches_decides() -> None:
    paths = ["db/a.sql", "db/old/b.sql", "app/c.py"]
    assert Patterns(["db/**", "!db/old/**"]).matching(paths) == ("db/a.sql",)


@pytest.mark.parametrize("pattern", ["!", "[z-a]", "\\", "[[:alpha:]]x[", "a" * (LONGEST + 1)])
def test_a_pattern_that_means_nothing_is_told(pattern: str) -> None:
    with pytest.raises(WrongPattern):
        Patterns([pattern])
    assert forgiving([pattern, "*.py"]).matching(["a.py", "b.sql"]) == ("a.py",)


def test_many_stars_take_no_time_and_a_path_that_is_not_utf8_is_matched() -> None:
    began = perf_counter()
    assert not Patterns(["*a" * 30 + "b"]).matches("a" * 4000)
    assert Patterns(["*.py"]).matches("\udcff.py")
    assert perf_counter() - began < 1
