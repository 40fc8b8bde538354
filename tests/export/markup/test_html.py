"""HTML: an independent parser reads the same words and the same structure, and nothing in it that runs."""

from collections.abc import Iterator

from hypothesis import given, settings
from lxml import html as lxml_html

from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.markup.model import (
    Block,
    Code,
    Heading,
    Item,
    Line,
    List,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from relman_desktop.export.markup.nesting import Span, nested
from relman_desktop.export.markup.reading import read
from relman_desktop.sources.work.markup import html_to_markdown

from .texts import letters, texts

_TAGS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "code",
    "blockquote",
    "ul",
    "ol",
    "li",
    "hr",
    "table",
    "tr",
    "th",
    "td",
}
_TAGS |= {"br", "strong", "del", "a", "div", "tbody"}
_ATTRIBUTES = {"style", "href", "start", "border", "cellspacing", "cellpadding", "dir"}


@settings(deadline=None, max_examples=100)
@given(texts)
def test_lxml_reads_the_same_document(text: str) -> None:
    root = _parsed(render(text, Flavour.HTML))
    assert _blocks(root) == list(map(_outline, read(text).blocks))


@settings(deadline=None, max_examples=40)
@given(texts)
def test_nothing_runs_and_nothing_is_loaded(text: str) -> None:
    for element in _parsed(render(text, Flavour.HTML)).iter():
        assert element.tag in _TAGS and set(element.attrib) <= _ATTRIBUTES
        assert element.get("href", "https://").startswith(("https://", "http://", "mailto:"))
        assert "url(" not in element.get("style", "") and "expression" not in element.get("style", "")


@settings(deadline=None, max_examples=40)
@given(texts)
def test_our_own_reader_of_html_finds_the_words(text: str) -> None:
    told = letters(html_to_markdown(render(text, Flavour.HTML)))
    assert all(letters(word) in told for word in text.split() if word.isalnum() and not word.isdigit())


def test_it_is_seen_on_white_and_on_dark() -> None:
    told = render("| a |\n| - |\n| **b** |\n\n> `c`\n\n```\nd\n```", Flavour.HTML)
    assert "color:#" not in told.replace("border", "") and "background" not in told and "class=" not in told


def test_right_to_left_says_so() -> None:
    assert render("مرحبا", Flavour.HTML).startswith('<p dir="auto"')


def _parsed(told: str) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(told, create_parent="div")


def _blocks(parent: lxml_html.HtmlElement) -> list[object]:
    return [_block(one) for one in parent]


def _block(one: lxml_html.HtmlElement) -> object:
    if one.tag == "pre":
        return ("code", (one.text or "").lstrip("\n"))
    if one.tag == "blockquote":
        return ("quote", _blocks(one))
    if one.tag == "hr":
        return ("rule",)
    if one.tag == "table":
        return ("table", [[_words(cell) for cell in row] for row in one.iter("tr")])
    if one.tag in ("ul", "ol"):
        start = int(one.get("start", 1)) if one.tag == "ol" else None
        return ("list", start, [_item(item) for item in one])
    return (one.tag, _words(one))


def _item(item: lxml_html.HtmlElement) -> object:
    blocks = [
        one for one in item if one.tag in ("p", "pre", "blockquote", "hr", "table", "ul", "ol") or one.tag[0] == "h"
    ]
    return (_words(item, skip=set(blocks)), [_block(one) for one in blocks])


def _words(parent: lxml_html.HtmlElement, skip: set[lxml_html.HtmlElement] | None = None) -> str:
    """The words with their marks in brackets."""
    return "".join(_inline(parent, skip or set()))


def _inline(parent: lxml_html.HtmlElement, skip: set[lxml_html.HtmlElement]) -> Iterator[str]:
    yield parent.text or ""
    for one in parent:
        if one.tag == "br":
            yield "\n"
        elif one not in skip:
            yield from _marked(one, "".join(_inline(one, skip)))
        yield one.tail or ""


def _marked(one: lxml_html.HtmlElement, inside: str) -> Iterator[str]:
    yield f"⟦{one.get('href') or one.tag}:{inside}⟧"


def _outline(block: Block) -> object:
    """A block as `_block` tells it."""
    match block:
        case Code():
            return ("code", block.text.lstrip("\n"))
        case Quote():
            return ("quote", [_outline(one) for one in block.blocks])
        case Rule():
            return ("rule",)
        case Table():
            return ("table", [[_told(cell) for cell in row] for row in block.rows])
        case List():
            return ("list", block.start, [_outline_item(item) for item in block.items])
        case Heading():
            return (f"h{block.level}", _told(block.words))
        case Paragraph():
            return ("p", "\n".join(map(_told, block.lines)))


def _outline_item(item: Item) -> object:
    box = {None: "", True: "☑ ", False: "☐ "}[item.done]
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph):
        return (box + "\n".join(map(_told, first.lines)), [_outline(one) for one in item.blocks[1:]])
    return (box, [_outline(one) for one in item.blocks])


def _told(line: Line) -> str:
    return "".join(map(_span, nested(line)))


def _span(span: Span | Run) -> str:
    if isinstance(span, Run):
        return f"⟦code:{span.text}⟧" if span.mark & Mark.CODE else span.text
    name = {Mark.BOLD: "strong", Mark.STRUCK: "del"}.get(span.mark, span.url)
    return f"⟦{name}:{''.join(map(_span, span.inside))}⟧"
