"""Words that stand in a field there as a person would have typed them here."""

import re
from collections.abc import Callable, Mapping

from .export.markup import Flavour
from .export.markup.phrases import ends_of_code
from .sources.work.markup import textile_to_markdown, wiki_to_markdown

# What HTML and ADF say is told as Markdown already (`seeing`).
_TO_MARKDOWN: Mapping[Flavour, Callable[[str], str]] = {
    Flavour.WIKI: wiki_to_markdown,
    Flavour.TEXTILE: textile_to_markdown,
}
_AS_TYPED = (Flavour.PLAIN, Flavour.CRLF)
_FENCED = re.compile(r"^([ >]*)(`{3,}|~{3,})[^\n]*\n.*?(?:^[ >]*\2[`~]*[ ]*$|\Z)", re.MULTILINE | re.DOTALL)
_TICK = re.compile(r"\\`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def typed(text: str, flavour: Flavour) -> str:
    """A text in a target's markup as our dialect has it, in which a backslash escapes nothing."""
    if flavour in _AS_TYPED:
        return text
    markdown = _TO_MARKDOWN.get(flavour, str)(text)
    told: list[str] = []
    place = 0
    for found in _FENCED.finditer(markdown):
        told += [_unescaped(markdown[place : found.start()]), found[0]]
        place = found.end()
    return "".join([*told, _unescaped(markdown[place:])])


def _unescaped(text: str) -> str:
    """What stands outside of code without its backslashes."""
    told: list[str] = []
    place = 0
    for start, end in sorted(ends_of_code(_TICK.sub("  ", text)).items()):
        if start >= place:
            told += [_ESCAPE.sub(r"\1", text[place:start]), text[start:end]]
            place = end
    return "".join([*told, _ESCAPE.sub(r"\1", text[place:])])
