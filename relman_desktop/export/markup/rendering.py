"""One text in one markup."""

from collections.abc import Callable, Mapping

from .adf import adf
from .flavour import Flavour
from .html import html
from .markdown import markdown
from .model import Document
from .plain import plain_document
from .reading import read
from .textile import textile
from .wiki import wiki

_WRITERS: Mapping[Flavour, Callable[[Document], str]] = {
    Flavour.PLAIN: plain_document,
    Flavour.CRLF: lambda document: plain_document(document).replace("\n", "\r\n"),
    Flavour.COMMONMARK: lambda document: markdown(document, Flavour.COMMONMARK),
    Flavour.GFM: lambda document: markdown(document, Flavour.GFM),
    Flavour.GLFM: lambda document: markdown(document, Flavour.GLFM),
    Flavour.HTML: html,
    Flavour.WIKI: wiki,
    Flavour.ADF: adf,
    Flavour.TEXTILE: textile,
}


def render(text: str, flavour: Flavour) -> str:
    """A field's text in another markup. It loses no word, takes linear time and never fails, whatever the text is."""
    return write(read(text), flavour)


def write(document: Document, flavour: Flavour) -> str:
    return _WRITERS[flavour](document)
