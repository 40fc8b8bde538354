"""No word of a ticket that was mended stays as it was in a record, and no word mended there is written over."""

import json
import re
from typing import Any

import pytest

from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import What
from relman_desktop.ticket import Ticket
from tests.submitting.servers import SystemServer

from .exporting import changed, each_with, export, number_of, quick_and_every_served, ready, schema_of

MENDED = {
    "star": ("1. Run `rm -rf build/`.", "1. Run `rm -rf build/*`."),
    "cron": ("1. Set cron to `0 0 1 * *`.", "1. Set cron to `0 0 1`."),
    "struck": ("1. Deploy now", "1. ~~Deploy now~~"),
    "pipe": ("1. a\n2. cat x | sh", "1. a\n2. cat x sh"),
    "order": ("1. Stop\n2. Start", "1. Start\n2. Stop"),
    "bold": ("1. Deploy now", "1. **Deploy** now"),
}


@each_with(MENDED, "what")
def test_what_was_mended_here_is_sent(server: SystemServer, ticket: Ticket, what: str) -> None:
    before, after = (changed(ticket, deployment=text) for text in MENDED[what])
    schema = schema_of(server)
    first, second = (ready(server, one, schema) for one in (before, after))
    sent = [{part.theirs: part.value for part in one.parts} for one in (first, second)]
    if sent[0] == sent[1]:
        pytest.skip("a plain text has no marks")
    export(server, first)
    assert export(server, first).what is What.UNCHANGED
    outcome = export(server, second)
    assert outcome.what is What.UPDATED and not outcome.differences and not outcome.held
    assert export(server, second).what is What.UNCHANGED


def exchanged(value: Any, old: str, new: str) -> Any:
    return json.loads(re.sub(old, new, json.dumps(value)))


@quick_and_every_served
def test_a_command_that_was_mended_there_is_held(server: SystemServer, ticket: Ticket) -> None:
    schema, ledger = schema_of(server), Ledger()
    first = changed(ticket, deployment="1. Run `rm -rf build/*`.")
    record = server.records[number_of(export(server, ready(server, first, schema), ledger), server)]
    for name, value in list(record.fields.items()):
        record.fields[name] = exchanged(value, r"build/\\*\*", "build/")
    outcome = export(server, ready(server, changed(ticket, deployment="1. Run `x`.\n2. Wait."), schema), ledger)
    assert outcome.held and re.search(r"build/[^\\*]", json.dumps(record.fields))


@quick_and_every_served
def test_a_word_that_was_set_in_another_way_there_is_held_as_well(server: SystemServer, ticket: Ticket) -> None:
    schema, ledger = schema_of(server), Ledger()
    first = changed(ticket, deployment="1. Quietly deploy")
    record = server.records[number_of(export(server, ready(server, first, schema), ledger), server)]
    adf = '{"type": "text", "text": "Quietly'
    strong = '{"type": "text", "text": "Quietly", "marks": [{"type": "strong"}]}, {"type": "text", "text": "'
    for name, value in list(record.fields.items()):
        mended = exchanged(value, adf, strong)
        record.fields[name] = mended if mended != value else exchanged(value, "Quietly", "<b>Quietly</b>")
    assert "Quietly" in json.dumps(record.fields)
    for _ in range(2):  # the first finds the same words, and must not take them for what it has read back
        export(server, ready(server, first, schema), ledger)
    outcome = export(server, ready(server, changed(ticket, deployment="1. Do not deploy"), schema), ledger)
    assert outcome.held and "Quietly" in json.dumps(record.fields)


@quick_and_every_served
def test_what_a_site_made_of_a_text_is_not_sent_again_until_something_changed(
    server: SystemServer, ticket: Ticket
) -> None:
    schema, ledger = schema_of(server), Ledger()
    keep = type(server).keep
    server.keep = lambda fields: keep(server, exchanged(fields, "Quietly", "Loudly"))  # type: ignore[method-assign]
    first = ready(server, changed(ticket, deployment="1. Quietly deploy"), schema)
    made = export(server, first, ledger)
    assert made.differences
    again = export(server, first, ledger)
    assert again.what is What.UNCHANGED and again.differences and not again.held
    names = frozenset(one.theirs for one in made.differences)
    assert export(server, first, ledger, over=names).what is What.UPDATED
    second = ready(server, changed(ticket, deployment="1. Quietly deploy twice"), schema)
    assert export(server, second, ledger).what is What.UPDATED
    assert "Quietly deploy twice" in json.dumps(server.records[number_of(made, server)].fields)
