"""Patterns of paths as in .gitignore, from hostile text: matched in linear time, and a wrong one is told."""

import re
import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import PathSpec, Pattern

LONGEST = 300  # characters of one
_NOT_UTF8 = re.compile("[\ud800-\udfff]")


class WrongPattern(ValueError):
    """A pattern, or all of them together, that means nothing."""


class Patterns:
    """A list of patterns, the later ones stronger. Raises `WrongPattern`."""

    def __init__(self, patterns: Sequence[str]) -> None:
        if any(len(one) > LONGEST for one in patterns):
            raise WrongPattern("too long")
        self._spec = _spec(patterns)

    def matching(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of the paths that they match, in their order."""
        return tuple(filter(self.matches, paths))

    def matches(self, path: str) -> bool:
        return self._spec.match_file(_NOT_UTF8.sub("\ufffd", path))


def forgiving(patterns: Sequence[str]) -> Patterns:
    """Those of the patterns that mean something."""
    with suppress(WrongPattern):
        return Patterns(patterns)
    return Patterns([one for one in patterns if means_something(one)])


def means_something(pattern: str) -> bool:
    """Whether a pattern can be matched."""
    try:
        Patterns([pattern])
    except WrongPattern:
        return False
    return True


def _spec(patterns: Sequence[str]) -> "PathSpec[Pattern]":
    from pathspec import PathSpec  # slow to import, and few entries name paths

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # what `re` thinks of "[[" is nobody's concern
            return PathSpec.from_lines("gitignore", patterns, backend="re2")  # `re` is not linear
    except Exception as error:  # re2's own errors have no other base
        raise WrongPattern(str(error)) from error
