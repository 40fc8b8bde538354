"""Patterns of paths as in .gitignore, from hostile text: matched in linear time, and a wrong one is told."""

import re
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import PathSpec, Pattern

MOST = 200  # patterns of one list
LONGEST = 300  # characters of one; their automaton has room for that many
_NOT_UTF8 = re.compile("[\ud800-\udfff]")


class WrongPattern(ValueError):
    """A pattern, or all of them together, that means nothing."""


class Patterns:
    """A list of patterns, the later ones stronger. Raises `WrongPattern`."""

    def __init__(self, patterns: Sequence[str]) -> None:
        if len(patterns) > MOST or any(len(one) > LONGEST for one in patterns):
            raise WrongPattern("too many or too long")
        self._spec = _spec(patterns)

    def matching(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of the paths that they match, in their order."""
        return tuple(path for path in paths if self._spec.match_file(_NOT_UTF8.sub("\ufffd", path)))


def _spec(patterns: Sequence[str]) -> "PathSpec[Pattern]":
    from pathspec import PathSpec  # slow to import, and few entries name paths

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # what `re` thinks of "[[" is nobody's concern
            return PathSpec.from_lines("gitignore", patterns, backend="re2")  # `re` is not linear
    except Exception as error:  # re2's own errors have no other base
        raise WrongPattern(str(error)) from error
