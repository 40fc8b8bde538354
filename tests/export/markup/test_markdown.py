"""Markdown for sites: read back by a parser that knows all of CommonMark or GFM, it is the same document."""

from hypothesis import given, settings

from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.markup.model import Document
from relman_desktop.export.markup.reading import read

from . import sites
from .texts import letters, texts
from .trees import mapped, words


@settings(deadline=None, max_examples=100)
@given(texts)
def test_github_reads_the_same_document(text: str) -> None:
    assert _comparable(sites.github(render(text, Flavour.GFM))) == _comparable(read(text))


@settings(deadline=None, max_examples=40)
@given(texts)
def test_gitlab_reads_the_same_document(text: str) -> None:
    assert _comparable(sites.github(render(text, Flavour.GLFM))) == _comparable(read(text))


@settings(deadline=None, max_examples=40)
@given(texts)
def test_commonmark_reads_the_same_words_where_it_knows_no_tables(text: str) -> None:
    assert letters(words(sites.commonmark(render(text, Flavour.COMMONMARK)))) == letters(words(read(text)))


def test_what_sites_know_beside_commonmark_is_escaped() -> None:
    text = "> [!NOTE] a\n\n[^1] costs $5 or $HOME/$USER\n/close\n\n[[_TOC_]] {+ added +}"
    assert render(text, Flavour.GFM) == (
        "> \\[!NOTE] a\n\n\\[^1] costs \\$5 or \\$HOME/\\$USER  \n/close\n\n[[_TOC\\_]] {+ added +}"
    )
    told = render(text, Flavour.GLFM)
    assert "\n\\/close\n" in told and "\\[[" in told and "\\{+" in told
    assert render("a\n\n---\n\nb", Flavour.GLFM) == "a\n\n---\n\nb"
    assert not render("---\n\ntitle: x\n\n---", Flavour.GLFM).startswith("---")  # which would be front matter


def test_plain_words_are_not_cluttered() -> None:
    for text in (
        "Deploy `orders` at 20:00 UTC, then restart (see C:\\temp).",
        "Done! It takes 5 - 10 minutes & costs < 2 % of snake_case_names.",
        "1. One\n2. Two\n   - three",
        "- [ ] one\n- [x] two",
        "[the plan](https://e.org/a_b?c=1)",
    ):
        assert render(text, Flavour.GFM) == text


def _comparable(document: Document) -> Document:
    return mapped(document, lambda run: run)
