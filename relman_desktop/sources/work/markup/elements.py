"""Which elements of HTML do what to the words in them: `resources/markup.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ....files import resource


@dataclass(frozen=True, slots=True)
class Elements:
    paragraphs: frozenset[str]  # of an HTML document: each begins a paragraph
    unread: frozenset[str]  # of one: what nobody reads
    in_markdown: Mapping[str, str]  # what stands for a tag that somebody wrote into Markdown


@cache
def elements() -> Elements:
    table = tomllib.loads(resource("markup.toml").read_text("utf-8"))
    told = table["in_markdown"]
    stands_for = {"br": "\n", "li": "\n- "}
    for name, words in (("paragraphs", "\n\n"), ("lines", "\n"), ("blanks", " "), ("nothing", "")):
        stands_for |= dict.fromkeys(told[name], words)
    return Elements(frozenset(table["html"]["paragraphs"]), frozenset(table["html"]["unread"]), stands_for)
