"""Whatever fails on the way: one sentence that names the system and what to do, or the one record that was made."""

import json
from dataclasses import replace
from threading import Timer

import pytest

from relman_desktop.errors import Cancelled
from relman_desktop.jobs import Cancel, silent
from relman_desktop.submitting import client, making
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import What
from relman_desktop.submitting.submitting import submit
from relman_desktop.ticket import Ticket
from tests.submitting.servers import TOKEN, SystemServer

from .exporting import each_with, every_served, export, number_of, quick_and_every_served, ready, schema_of

BEFORE = {
    "access": (Fault.FORBIDDEN, Fault.DECLINED),
    "invalid": (Fault.INVALID, Fault.DECLINED),
    "limit": (Fault.BUSY,),
    "redirect": (Fault.MOVED, Fault.UNSURE),
    "login page": (Fault.SIGN_IN, Fault.UNSURE),
    "silent": (Fault.UNSURE, Fault.STALLED),
    "cut": (Fault.UNSURE, Fault.CUT_OFF),
    "gateway": (Fault.UNSURE, Fault.SERVER),
    "fault": (Fault.UNSURE, Fault.SERVER),
}
AFTER = ("silent after", "cut after", "half after", "gateway after", "fault after", "nonsense after", "late")


@each_with(BEFORE, "failure")
def test_what_was_not_made_is_said_in_a_sentence(server: SystemServer, ticket: Ticket, failure: str) -> None:
    prepared = ready(server, ticket)
    server.misbehave(failure)
    with pytest.raises(Unsubmitted) as raised:
        export(server, prepared)
    said = str(raised.value)
    assert raised.value.fault in BEFORE[failure], said
    assert "“change system of the test” (127.0.0.1" in said
    assert said.rstrip().endswith((".", "”.", "?"))
    assert "\n" not in said
    assert TOKEN not in said
    assert server.records == {}
    assert len([one for one in server.asked if one == "create"]) == 1  # what writes is not sent again by itself


@pytest.mark.slow
@each_with(BEFORE, "failure")
def test_what_was_not_made_can_be_made_afterwards(server: SystemServer, ticket: Ticket, failure: str) -> None:
    prepared = ready(server, ticket)
    server.misbehave(failure)
    with pytest.raises(Unsubmitted):
        export(server, prepared)
    assert export(server, prepared).what is What.CREATED
    assert server.count(prepared.our_id) == len(server.records) == 1


@each_with(AFTER, "failure")
def test_what_was_made_without_an_answer_is_found(server: SystemServer, ticket: Ticket, failure: str) -> None:
    prepared = ready(server, ticket)
    server.misbehave(failure)
    outcome = export(server, prepared)
    assert outcome.what is What.FOUND
    assert outcome.differences == ()
    assert server.count(prepared.our_id) == len(server.records) == 1
    assert export(server, prepared).what is What.UNCHANGED


@quick_and_every_served
def test_a_search_that_lags_makes_no_second_record(
    server: SystemServer, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = ready(server, ticket)
    server.lag_s = 0.1
    server.misbehave("cut after")
    assert export(server, prepared).what is What.FOUND
    assert len(server.records) == 1


@quick_and_every_served
def test_a_record_that_no_search_finds_is_not_made_again_by_who_made_it(server: SystemServer, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    export(server, prepared)
    server.blind = True
    assert export(server, prepared).what is What.UNCHANGED  # the ledger knows its number
    assert len(server.records) == 1


@quick_and_every_served
def test_a_token_that_is_not_taken_is_sent_once(server: SystemServer, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    before = len(server.received)
    with pytest.raises(Unsubmitted) as raised:
        submit(prepared, "another-token-that-is-wrong", Ledger(), Cancel(), silent)
    assert raised.value.fault in (Fault.REFUSED, Fault.DECLINED, Fault.SIGN_IN)
    assert "another-token-that-is-wrong" not in str(raised.value)
    assert len(server.received) - before <= 2  # so that no account is locked; where there is a session, it is closed
    assert server.records == {}


@quick_and_every_served
def test_a_token_without_the_right_to_create_is_said_to_have_none(server: SystemServer, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    server.rights.discard("create")
    with pytest.raises(Unsubmitted) as raised:
        export(server, prepared)
    assert raised.value.fault in (Fault.FORBIDDEN, Fault.DECLINED, Fault.INVALID)
    assert server.records == {}


@quick_and_every_served
def test_a_project_that_is_not_there_is_said_not_to_be_there(server: SystemServer, ticket: Ticket) -> None:
    names = [name for name in ("project", "repository", "organization") if name in server.values]
    if not names:
        pytest.skip("it has no projects")
    values = {**server.values, names[0]: "Refunds"}
    prepared = ready(server, ticket, schema_of(server))
    prepared = replace(prepared, system=replace(prepared.system, values=values))
    parts = [replace(one, value="Refunds") if one.field.value == f"{{{names[0]}}}" else one for one in prepared.parts]
    prepared = replace(prepared, parts=tuple(parts))
    with pytest.raises(Unsubmitted):
        export(server, prepared)
    assert server.records == {}


@quick_and_every_served
def test_two_records_of_one_ticket_are_told(server: SystemServer, ticket: Ticket) -> None:
    prepared = ready(server, ticket)
    first = export(server, prepared)
    with server.somebody():
        made = server.records[number_of(first, server)]
        server.keep(dict(made.fields))  # somebody copied it there
    outcome = export(server, prepared)
    assert outcome.record.id == first.record.id
    assert "only" in " ".join(outcome.notes)
    assert len(server.records) == 2


@every_served
def test_a_record_behind_many_newer_ones_is_found_or_not_made_a_second_time(
    server: SystemServer, ticket: Ticket, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 32 << 20)
    prepared = ready(server, ticket)
    first = export(server, prepared)
    whole = server.records[number_of(first, server)].fields
    for _ in range(1_050):  # somebody else's
        server.keep(json.loads(json.dumps(whole).replace(prepared.our_id, "another")))
    ledger = Ledger(tmp_path_factory.mktemp("another machine"))
    try:
        assert export(server, prepared, ledger).record.id == first.record.id
    except Unsubmitted as fault:
        assert (fault.fault, server.target) == (Fault.UNSEEN, "freshservice")
    assert server.count(prepared.our_id) == 1


@quick_and_every_served
def test_an_export_that_is_stopped_leaves_one_record_at_most(
    server: SystemServer, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "LEAST_S", 5.0)
    prepared = ready(server, ticket)
    server.misbehave("silent after")
    cancel = Cancel()
    Timer(0.2, cancel.cancel).start()
    with pytest.raises((Unsubmitted, Cancelled)) as raised:
        submit(prepared, server.token, Ledger(), cancel, silent)
    assert not isinstance(raised.value, Cancelled) or server.records == {}
    outcome = export(server, prepared)
    assert outcome.what in (What.FOUND, What.CREATED)
    assert len(server.records) == 1


@each_with(["a list", "nothing", "deep", "binary", "endless"], "failure")
def test_an_answer_that_is_none_never_makes_a_second_record(server: SystemServer, ticket: Ticket, failure: str) -> None:
    prepared = ready(server, ticket)
    server.misbehave(failure, on="find", times=3)
    with pytest.raises(Unsubmitted) as raised:
        export(server, prepared)
    assert raised.value.fault in (Fault.UNREADABLE, Fault.NOT_JSON, Fault.TOO_LARGE, Fault.DECLINED)
    assert server.records == {}
