"""Source code of the common languages as syntax trees, by tree-sitter: nothing of it runs, and nothing is refused.

A tree is there for any text, also for one that does not parse or is only a piece of a file; what could not be read
is an `ERROR` node in it. Patterns are tree-sitter's own queries, so that rules can be data.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from .formats import Unread

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Query

LARGEST = 250_000  # characters; a longer source file is generated
_DEEPEST = 1_000  # open brackets; the parser's own recursion dies at some 100,000
_BRACKETS = re.compile(r"[(\[{]+|[)\]}]+")
_GAP = re.compile(r"[ \t]{2000}")  # for which the scanners of some grammars need the square of its length
_PIECE = 1 << 16  # bytes that the parser is given at a time
_MOST_STEPS = 2_500  # of a parse: 8 for a kilobyte of code in 0.1 ms, and 30 in 10 ms where it mends errors
_MOST_MATCHES = 20_000  # of one query in one text

# Our name of a language: the package of its grammar, and the function there that gives it.
GRAMMARS = {
    "go": ("tree_sitter_go", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "typescript": ("tree_sitter_typescript", "language_tsx"),  # reads plain TypeScript too, but for `<T>value` casts
    "ruby": ("tree_sitter_ruby", "language"),
    "java": ("tree_sitter_java", "language"),
    "kotlin": ("tree_sitter_kotlin", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "rust": ("tree_sitter_rust", "language"),
    "elixir": ("tree_sitter_elixir", "language"),
    "hcl": ("tree_sitter_hcl", "language"),
}
LANGUAGES = frozenset(GRAMMARS)


def tree(text: str, language: str) -> "Node":
    """The root of the syntax tree of a text. Raises `Unread` for what is too long, too deep or not source code."""
    from tree_sitter import Parser  # slow to import, and not every change needs it

    if len(text) > LARGEST:
        raise Unread(f"it is longer than {LARGEST:,} characters")
    if _GAP.search(text):
        raise Unread("it holds thousands of spaces in a row")
    if _depth(text) > _DEEPEST:
        raise Unread("it is nested too deeply")
    data = text.encode("utf-8", "surrogateescape")
    try:
        parsed = Parser(_language(language)).parse(
            lambda at, _: data[at : at + _PIECE], progress_callback=_Patience().is_over
        )
    except ValueError as error:
        raise Unread(f"it is not {language}") from error
    return parsed.root_node


def matches(node: "Node", language: str, pattern: str) -> Iterator[dict[str, list["Node"]]]:
    """The places below a node that a query finds, in order: for each the captured nodes by their names."""
    from tree_sitter import QueryCursor

    cursor = QueryCursor(_query(language, pattern), match_limit=_MOST_MATCHES)
    for _, captured in cursor.matches(node):
        yield captured


def text_of(node: "Node") -> str:
    """What stands at a node, as it is written."""
    return (node.text or b"").decode("utf-8", "surrogateescape")


def line_of(node: "Node") -> int:
    """The line of a node's beginning, from 1."""
    return int(node.start_point[0]) + 1


class _Patience:
    """Ends a parse that goes on for a second, counted in steps so that the same text always gives the same."""

    def __init__(self) -> None:
        self._steps = 0

    def is_over(self, at: int, has_error: bool) -> bool:
        self._steps += 1
        return self._steps > _MOST_STEPS


@cache
def _language(name: str) -> "Language":
    from tree_sitter import Language

    module, function = GRAMMARS[name]
    return Language(getattr(import_module(module), function)())


@cache
def _query(language: str, pattern: str) -> "Query":
    from tree_sitter import Query

    return Query(_language(language), pattern)


def _depth(text: str) -> int:
    deepest = depth = 0
    for run in _BRACKETS.findall(text):
        depth = depth + len(run) if run[0] in "([{" else max(0, depth - len(run))
        deepest = max(deepest, depth)
    return deepest
