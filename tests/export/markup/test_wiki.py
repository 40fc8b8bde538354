"""Jira's wiki markup: its marks are ours, and nothing that was typed becomes one."""

import re

from hypothesis import given, settings

from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.markup.reading import read
from relman_desktop.sources.work.markup import wiki_to_markdown

from . import sites
from .texts import stands_in, texts
from .trees import words

_MACRO = re.compile(r"(?<![\\{])\{(?P<name>[a-z]+)(?::[a-z#+]+)?\}(?!\})")


@settings(deadline=None, max_examples=100)
@given(texts)
def test_our_reader_of_wiki_markup_finds_the_same_words(text: str) -> None:
    told = sites.github(wiki_to_markdown(render(text, Flavour.WIKI)), footnotes=False)
    assert stands_in(words(read(text)), words(told, told=True))


@settings(deadline=None, max_examples=60)
@given(texts)
def test_no_macro_but_ours(text: str) -> None:
    told = render(text, Flavour.WIKI)
    for macro in ("code", "noformat"):
        begin, end = rf"^(?:(?:[*#]+|\d+\.) )*\{{{macro}(?::[^}}]+)?\}}\n", rf"\n\{{{macro}\}}$"
        told = re.sub(f"(?s){begin}.*?{end}", "", told, flags=re.MULTILINE)
    assert {found["name"] for found in _MACRO.finditer(told)} <= {"quote"}
