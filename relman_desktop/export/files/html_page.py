"""The ticket as one HTML page that needs nothing else: no script, no picture, nothing from any other place.

Styles stand in the elements, so that they survive where the page is pasted into a mail or an editor; the few rules in
its head are for paper.
"""

import re
from collections.abc import Iterator
from html import escape

from ..markup import Flavour, render
from ..ticket_value import TicketFile
from .page import Page, Section, page_of, shown

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_FONT = "font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_WIDTH = "max-width:50em;margin:2em auto;padding:0 1.5em"
_BODY = f"{_FONT};font-size:15px;line-height:1.5;color:#1a1a1a;background:#fff;{_WIDTH}"
_TITLE = "font-size:1.6em;line-height:1.25;margin:0 0 0.8em 0"
_HEADING = (
    "font-size:1.15em;line-height:1.3;margin:1.8em 0 0.5em 0;padding-bottom:0.2em;border-bottom:1px solid #d0d4d9"
)
_TABLE = "border-collapse:collapse;margin:0 0 1em 0"
_NAME = (
    "text-align:left;vertical-align:top;font-weight:600;padding:0.15em 1.2em 0.15em 0;white-space:nowrap;color:#444c56"
)
_VALUE = "text-align:left;vertical-align:top;padding:0.15em 0"
_FOOT = "margin:2.5em 0 0 0;padding-top:0.6em;border-top:1px solid #d0d4d9;font-size:0.8em;color:#57606a"
_ALONE = re.compile(r"\A<p\b[^>]*>((?:(?!</?p\b).)*)</p>\Z", re.DOTALL)  # one paragraph, which needs no room below it
_PRINT = """@page { margin: 18mm 16mm; }
@media print {
  body { max-width: none !important; margin: 0 !important; padding: 0 !important; font-size: 10.5pt !important; }
  h1, h2, h3, h4 { break-after: avoid; }
  tr, blockquote { break-inside: avoid; }
  pre { white-space: pre-wrap !important; overflow-wrap: anywhere; }
}"""


def html_page(file: TicketFile) -> str:
    """The page. All that anybody wrote is escaped in it."""
    page = page_of(file)
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="generator" content="Relman Desktop">'
    yield f"<title>{_text(page.title)}</title>"
    yield f"<style>\n{_PRINT}\n</style>\n</head>"
    yield f'<body style="{_BODY}">'
    yield f'<h1 dir="auto" style="{_TITLE}">{_text(page.title)}</h1>'
    if page.details:
        yield from _details(page.details)
    for section in page.sections:
        yield f'<h2 id="{section.name}" style="{_HEADING}">{_text(section.label)}</h2>'
        yield _rendered(section.text)
    if page.links:
        yield f'<h2 id="work-tickets" style="{_HEADING}">Work tickets</h2>\n<ul>'
        yield from (f"<li>{_link(*one)}</li>" for one in page.links)
        yield "</ul>"
    foot = " · ".join(f"{_text(name)}: {_text(value)}" for name, value in page.foot)
    yield f'<p style="{_FOOT}">{foot}</p>\n</body>\n</html>'


def _details(details: tuple[Section, ...]) -> Iterator[str]:
    yield f'<table role="presentation" style="{_TABLE}">'
    for one in details:
        value = _ALONE.sub(r"\1", _rendered(one.text))
        yield f'<tr><th scope="row" style="{_NAME}">{_text(one.label)}</th><td style="{_VALUE}">{value}</td></tr>'
    yield "</table>"


def _link(key: str, title: str, address: str) -> str:
    name = f'<a href="{_text(address)}">{_text(key)}</a>' if address else _text(key)
    return f"{name} {_text(title)}".rstrip()


def _rendered(text: str) -> str:
    return render(shown(text), Flavour.HTML)


def _text(text: str) -> str:
    return escape(shown(text))
