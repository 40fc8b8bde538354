"""The ticket as a page: whole, on paper too, and in which nobody's text is anything but text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.export.files.html_page import html_page
from relman_desktop.export.targets.around import Link
from relman_desktop.export.ticket_value import TicketFile
from relman_desktop.fields import FIELDS

from ...making_tickets import TEXTS, a_ticket
from ..files_data import is_golden, real_ticket

KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "input"),
    *("pre", "code", "strong", "em", "del", "blockquote"),
}


class Seen(HTMLParser):
    """What a reader of a page meets."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_all_of_the_ticket_is_on_it() -> None:
    file = TicketFile(a_ticket(), "orders-service", links=(Link("PAY-7", "A <b>title</b>", "https://x.example/7"),))
    seen = Seen(html_page(file))
    assert {"h1", "h2", "table", "ol", "ul", "pre", "code", "blockquote"} <= set(seen.tags)
    for text in (
        "Apply migration 0042.",
        TEXTS["assignee"],
        "helm rollback orders <REV>",
        "__init__",
        "A <b>title</b>",
    ):
        assert text in seen.text
    for one in FIELDS:
        assert one.label in seen.text or not file.ticket.entry(one.name).text or one.name == "title"
    assert "relman-0123456789abcdef" in seen.text and ("href", "https://x.example/7") in seen.attributes


def test_it_needs_nothing_else_and_prints() -> None:
    page = html_page(real_ticket())
    seen = Seen(page)
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & set(seen.tags)
    assert "default-src 'none'" in page and "@media print" in page and '<meta charset="utf-8">' in page
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in ("src", "srcset")]


ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=x>', "</style><script>", "</title><b>",
    "[x](javascript:alert(1))", "<javascript:alert(1)>", "&lt;script&gt;", "<!-- x", "`</code><script>`",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_markup(attack: str) -> None:
    ticket = a_ticket()
    for one in FIELDS:
        ticket = ticket.with_text(one.name, attack)
    seen = Seen(html_page(TicketFile(ticket, attack, links=(Link(attack, attack, attack),))))
    assert set(seen.tags) <= KNOWN
    assert not [value for name, value in seen.attributes if name == "href"]


@settings(max_examples=60)
@given(st.text())
def test_any_text_stays_text(text: str) -> None:
    seen = Seen(html_page(TicketFile(a_ticket().with_text("title", text).with_text("notes", f"x {text} y"))))
    assert set(seen.tags) <= KNOWN
    assert {value.partition(":")[0].lower() for name, value in seen.attributes if name == "href" and value} <= {
        "https", "http", "mailto"
    }  # fmt: skip


def test_what_hides_is_shown() -> None:
    assert "⟨U+202E⟩" in html_page(TicketFile(a_ticket().with_text("notes", "pay \u202e001")))


def test_the_real_ticket() -> None:
    assert is_golden("ticket.html", html_page(real_ticket()).encode())
