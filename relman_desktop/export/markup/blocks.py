"""The blocks of Markdown as markdown-it finds them, with what our dialect takes away.

markdown-it leaves out what is nested too deep, and takes the rest of a text for code where a fence is never closed:
both would lose words, so rules of our own stand before its.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_DEEPEST = 16  # levels; a list takes two, a quote one
_ZERO = re.compile(r"[ \t]*0\d")
_FENCE = re.compile("(`{3,}|~{3,})")
_Rule = Callable[["StateBlock", int, int, bool], bool]


@cache
def parser() -> "MarkdownIt":
    """What finds the blocks; the words within them are read by `phrases`."""
    from markdown_it import MarkdownIt  # slow to import, and `relman files` does not need it
    from markdown_it.rules_block import blockquote, fence, list_block

    made = MarkdownIt("commonmark", {"maxNesting": 1000}).enable("table")
    made.disable(["html_block", "lheading", "reference"])
    made.core.ruler.enableOnly(["normalize", "block"])
    for name, rule in (("list", _counting(list_block)), ("blockquote", blockquote)):
        made.block.ruler.at(name, _shallow(rule), {"alt": ["paragraph", "reference", "blockquote"]})
    made.block.ruler.at("fence", _closed(fence), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return made


def _shallow(rule: _Rule) -> _Rule:
    def shallow(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return shallow


def _counting(rule: _Rule) -> _Rule:
    """Lists whose number does not begin with a zero, which it would lose."""

    def counting(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        return not _ZERO.match(state.src, state.bMarks[start] + state.tShift[start]) and rule(state, start, end, silent)

    return counting


def _closed(rule: _Rule) -> _Rule:
    """Fences that are closed. Where one was looked for in vain, it is not looked for again in the same block."""

    def closed(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        fence = _FENCE.match(state.src, state.bMarks[start] + state.tShift[start])
        if not fence:
            return False
        place = f"unclosed {fence[0][0]} {state.level} {state.blkIndent}"
        shortest, until = state.env.get(place, (0, 0))
        if start < until and len(fence[0]) >= shortest:
            return False
        before = state.line
        if not rule(state, start, end, False):
            return False
        last = state.line - 1
        line = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]].strip(" \t")
        is_closed = last > start and len(line) >= len(fence[0]) and not line.strip(fence[0][0])
        if not is_closed:
            state.env[place] = (len(fence[0]), state.line)
        if silent or not is_closed:
            state.tokens.pop()
            state.line = before
        return is_closed

    return closed
