"""The ticket as text: nothing that was written gets lost on its way into a form."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.export.markup.plain import plain
from relman_desktop.export.text import FORMATS, TYPED
from relman_desktop.ticket import ChangeRef, Ticket

TICKET = (
    Ticket("t1", ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64))
    .with_text("title", "Drop `orders.legacy_id`")
    .with_text("description", "It drops a column.\n\n- `a`\n- b")
    .with_text("deployment", "1. Back up:\n   ```\n   make backup\n   ```\n2. Deploy.")
    .with_text("assignee", "Maya")
)


def test_markdown_has_a_title_values_and_sections_in_the_order_of_the_fields() -> None:
    text = FORMATS["markdown"].ticket(TICKET)
    assert text.startswith("# Drop `orders.legacy_id`\n\n- **Assignee:** Maya\n\n## Description\n")
    assert text.index("## Description") < text.index("## Deployment steps")
    assert "## Justification" not in text  # an empty field has no heading


def test_plain_text_has_no_marks_but_keeps_commands_and_lists() -> None:
    text = FORMATS["plain"].ticket(TICKET)
    assert "`" not in text and "#" not in text
    assert "1. Back up:\n   make backup\n2. Deploy." in text
    assert "- a\n- b" in text


def test_plain_keeps_what_only_looks_like_markup() -> None:
    for text in ("a __init__ and *star*", "List<String> & &amp;", "[x](y)", "# 3 is a number", "> quoted", "---"):
        assert plain(text) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="`\u2028\u2029\x85")))
def test_plain_loses_no_word(text: str) -> None:
    assert re.sub(r"[\W_]+", "", plain(text)) == re.sub(r"[\W_]+", "", text)


def test_one_field_alone_has_no_heading() -> None:
    assert FORMATS["markdown"].field("  Deploy it. ") == "Deploy it."


def test_every_format_tells_the_whole_ticket() -> None:
    for name, form in FORMATS.items():
        told = form.ticket(TICKET)
        assert all(word in told for word in ("legacy", "Maya", "make backup", "Deploy.", "Assignee")), name
    assert FORMATS["jira"].ticket(TICKET).startswith("h1. Drop {{orders.legacy_id}}\n\n* *Assignee:* Maya\n\nh2. ")
    assert json.loads(FORMATS["adf"].ticket(TICKET))["content"][0]["type"] == "heading"


def test_a_page_of_html_says_what_it_is_written_in() -> None:
    told = FORMATS["html"].file(TICKET.with_text("title", "Größe <b>"))
    assert told.startswith("<!DOCTYPE html>") and '<meta charset="utf-8"><title>Größe &lt;b&gt;</title>' in told
    assert "<html" not in FORMATS["html"].ticket(TICKET)


def test_headings_in_a_field_stand_under_its_own() -> None:
    told = FORMATS["markdown"].ticket(TICKET.with_text("description", "# Why\n\nSo."))
    assert "## Description\n\n### Why\n" in told


def test_markdown_as_it_was_typed_is_kept_beside_what_a_site_reads() -> None:
    ticket = TICKET.with_text("description", "a __init__ and <T>")
    assert "a __init__ and <T>" in FORMATS[TYPED].ticket(ticket)
    assert "a __init\\_\\_ and \\<T>" in FORMATS["markdown"].ticket(ticket)
