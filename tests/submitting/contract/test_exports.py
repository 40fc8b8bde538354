"""One ticket in every change system: made once, found again, set anew, and over nobody's edits."""

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import What
from relman_desktop.submitting.testing import test_system
from relman_desktop.ticket import Ticket

from .exporting import Server, changed, every_system, export, number_of, quick_and_every_system, ready, target_of


@every_system
def test_a_system_that_is_set_up_right_passes_its_test(server: Server) -> None:
    report = test_system(target_of(server), server.system(), server.token, Cancel(), silent)
    assert report.works, [line for line in report.lines if line.mark == "fail"]


@every_system
def test_a_ticket_is_made_once_and_holds_what_was_sent(server: Server, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    assert not prepared.wrong
    outcome = export(server, prepared)
    assert outcome.what is What.CREATED
    assert outcome.differences == ()
    assert outcome.notes == ()
    assert server.count(prepared.our_id) == 1
    assert outcome.record.url.startswith(server.url)
    assert server.text(number_of(outcome, server), "title") == ticket.entry("title").text


@quick_and_every_system
def test_a_ticket_that_is_there_is_not_made_again(server: Server, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    first = export(server, prepared)
    again = export(server, prepared)
    assert again.what is What.UNCHANGED
    assert again.record.id == first.record.id
    assert again.sent == ()
    assert server.count(prepared.our_id) == 1


@every_system
def test_a_ticket_is_found_again_where_the_ledger_is_lost(
    server: Server, ticket: Ticket, tmp_path_factory: pytest.TempPathFactory
) -> None:
    prepared = ready(server, ticket)
    first = export(server, prepared)
    again = export(server, prepared, Ledger(tmp_path_factory.mktemp("another machine")))
    assert again.what is What.FOUND
    assert again.record.id == first.record.id
    assert again.differences == again.held == ()
    assert server.count(prepared.our_id) == 1


@quick_and_every_system
def test_only_what_was_changed_is_set_anew(server: Server, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    first = export(server, prepared)
    title = "Upgrade orders-service to v1.5.1: security fixes"
    outcome = export(server, ready(server, changed(ticket, title=title)))
    assert outcome.what is What.UPDATED
    assert outcome.record.id == first.record.id
    assert outcome.sent == (target_of(server).taking("title")[0].theirs,)
    assert outcome.differences == outcome.held == ()
    assert server.text(number_of(outcome, server), "title") == title


@every_system
def test_what_somebody_edited_there_is_held_and_told(server: Server, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    number = number_of(export(server, prepared), server)
    server.edit(number, "title", "Edited by the change manager")
    changes = ready(server, changed(ticket, title="Another title of ours"))
    outcome = export(server, changes)
    title = target_of(server).taking("title")[0]
    assert [(one.theirs, one.now) for one in outcome.held] == [(title.theirs, "Edited by the change manager")]
    assert server.text(number, "title") == "Edited by the change manager"
    outcome = export(server, changes, over=frozenset({title.theirs}))
    assert outcome.held == ()
    assert server.text(number, "title") == "Another title of ours"


@quick_and_every_system
def test_a_text_over_its_limit_goes_whole_where_it_is_said_to_go(server: Server, ticket: Ticket) -> None:
    words = [f"word{number:06}" for number in range(5_800)]
    long = " ".join(words)
    prepared = ready(server, changed(ticket, rollback=long))
    assert not prepared.wrong
    outcome = export(server, prepared)
    assert outcome.what is What.CREATED
    assert outcome.differences == ()
    assert outcome.notes == ()
    there = server.all_texts(number_of(outcome, server))
    assert [word for word in words if word not in there] == []
    again = export(server, prepared)
    assert again.what is What.UNCHANGED  # and what went beside it is not added again
    assert again.held == ()
