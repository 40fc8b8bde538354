"""What systems do with what they are sent, each in its own way, and what a person hears of it."""

import json
from pathlib import Path

import pytest

from relman_desktop.export.targets.around import Around
from relman_desktop.submitting.answer import Unsubmitted
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import What
from relman_desktop.ticket import Ticket
from tests.submitting.servers import SYSTEMS, TOKEN, SystemServer
from tests.submitting.servers.asked import Asked
from tests.submitting.servers.glpi import GlpiSystem
from tests.submitting.servers.servicenow import ServiceNowSystem

from .exporting import changed, every_served, export, number_of, quick_and_every_served, ready, schema_of

_STATES = ("state", "status", "status_id", "System.State", "state_event", "statecode", "phase")


@quick_and_every_served
def test_a_state_is_never_moved(server: SystemServer, ticket: Ticket) -> None:
    export(server, ready(server, changed(ticket, state="approved")))
    export(server, ready(server, changed(ticket, state="closed", title="Another title of ours")))
    bodies = [Asked(one).body.decode() for one in server.received if server.does(Asked(one)) == "update"]
    assert bodies
    for body in bodies:
        assert not any(f'"{name}"' in body or f"/fields/{name}" in body for name in _STATES)


@quick_and_every_served
def test_nobody_hears_the_token(server: SystemServer, ticket: Ticket, home: Path) -> None:
    schema = schema_of(server)
    prepared = ready(server, ticket, schema)
    ledger = Ledger()
    export(server, prepared, ledger)
    server.misbehave("echo", on="any", times=50)
    with pytest.raises(Unsubmitted) as raised:
        export(server, ready(server, changed(ticket, title="Another title of ours"), schema), ledger)
    assert TOKEN not in str(raised.value)
    assert TOKEN not in repr(raised.value.__cause__) + repr(prepared)
    kept = [path.read_text("utf-8") for path in home.rglob("*") if path.is_file()]
    assert kept
    assert not any(TOKEN in text for text in kept)
    assert not any(TOKEN in one.path for one in server.received)  # addresses stand in the logs of servers


@quick_and_every_served
def test_an_open_session_is_closed(server: SystemServer, ticket: Ticket) -> None:
    export(server, ready(server, ticket))
    server.misbehave("fault")
    if isinstance(server, GlpiSystem):
        assert server.opened > 0
        assert server.sessions == set()
    assert server.asked.count("open") == server.asked.count("close")


def test_fields_that_an_instance_does_not_have_are_told_as_ignored(ticket: Ticket) -> None:
    with ServiceNowSystem() as server:
        schema = schema_of(server)
        del server.fields["backout_plan"]  # as an administrator may, after it was asked
        outcome = export(server, ready(server, ticket, schema))
    assert [(one.theirs, one.sort) for one in outcome.differences] == [("backout_plan", "ignored")]
    assert outcome.what is What.CREATED


def test_fields_that_an_instance_is_known_not_to_have_go_into_the_description(ticket: Ticket) -> None:
    with ServiceNowSystem() as server:
        del server.fields["backout_plan"]
        outcome = export(server, ready(server, ticket))
        assert outcome.differences == ()
        assert ticket.entry("rollback").text.split(":")[0] in server.all_texts(number_of(outcome, server))


@pytest.mark.parametrize("name", ["jira-cloud", "jira-server", "azure", "itop"])
def test_a_field_that_is_refused_is_named_as_its_form_names_it(ticket: Ticket, name: str) -> None:
    fields = {
        "jira-cloud": "customfield_10042",
        "jira-server": "customfield_10042",
        "azure": "System.Tags",
        "itop": "fallback",
    }
    with SYSTEMS[name]() as server:
        schema = schema_of(server)
        prepared = ready(server, ticket, schema)
        label = next(one.field.label for one in prepared.parts if one.theirs == fields[name])
        if name.startswith("jira"):
            del server.screen[fields[name]]  # type: ignore[attr-defined]
        else:
            server.rights.discard("label")
            server.misbehave("invalid") if name == "itop" else None
            label = "Title" if name == "itop" else label
        with pytest.raises(Unsubmitted) as raised:
            export(server, prepared)
    assert label.lower() in str(raised.value).lower()
    assert server.records == {}


@pytest.mark.parametrize("name", ["gitlab", "github"])
def test_labels_that_are_dropped_without_a_word_are_told(ticket: Ticket, name: str) -> None:
    with SYSTEMS[name]() as server:
        server.rights.discard("label")
        outcome = export(server, ready(server, ticket))
    assert ("labels", "ignored") in [(one.theirs, one.sort) for one in outcome.differences]


@pytest.mark.parametrize("name", ["gitlab", "github", "azure"])
def test_labels_that_others_put_there_stay(ticket: Ticket, name: str) -> None:
    theirs = "System.Tags" if name == "azure" else "labels"
    with SYSTEMS[name]() as server:
        number = number_of(export(server, ready(server, ticket)), server)
        before = server.records[number].fields[theirs]
        server.records[number].fields[theirs] = f"{before}; team" if name == "azure" else [*before, "team"]
        outcome = export(server, ready(server, changed(ticket, title="Another title of ours", risk="low")))
        assert "team" in server.records[number].fields[theirs]
    assert outcome.what is What.UPDATED


def test_a_line_that_begins_as_a_quick_action_is_text(ticket: Ticket) -> None:
    """GitLab carries out what stands on such a line, and takes the line away."""
    text = "1. Run this:\n\n/close\n\n/title Owned\n\n   /label ~approved\n\nand look at `/merge`."
    with SYSTEMS["gitlab"]() as server:
        outcome = export(server, ready(server, changed(ticket, description=text, deployment=text, notes="/close")))
        record = server.records[number_of(outcome, server)]
    assert record.fields.get("state", "opened") == "opened"
    assert record.fields["title"] == ticket.entry("title").text
    assert outcome.differences == ()
    assert "close" in record.fields["description"]
    assert "close" in json.dumps(record.comments)


EMPTIED = {
    "servicenow": {"backout_plan": "", "risk": "", "start_date": "", "justification": ""},
    "jira-cloud": {"customfield_10042": None, "customfield_10044": None, "customfield_10047": None},
    "jira-server": {"customfield_10042": "", "customfield_10044": None, "customfield_10047": None},
    "jsm": {"customfield_10042": None, "customfield_10044": None, "customfield_10047": None},
    "freshservice": {"planned_start_date": None, "planned_end_date": None},
    "redmine": {"start_date": None, "due_date": None},
    "glpi": {"backoutplancontent": ""},
    "itop": {"fallback": "", "start_date": "", "reason": ""},
    "gitlab": {"labels": [], "due_date": None},
    "github": {"labels": []},
    "azure": {"Microsoft.VSTS.Common.Risk": None, "Microsoft.VSTS.Scheduling.StartDate": None},
}
_EMPTY = {"rollback": "", "justification": "", "risk": "", "schedule": "", "assignee": "", "risk_analysis": ""}


@every_served
def test_what_is_emptied_here_is_emptied_there_and_nothing_else(server: SystemServer, ticket: Ticket) -> None:
    ticket = changed(ticket, rollback="1. Roll the zebra back.")
    before = export(server, ready(server, ticket, around=WITHOUT))
    fields = server.records[number_of(before, server)].fields
    filled = {theirs for theirs in EMPTIED[server.target] if fields.get(theirs)}
    assert filled == EMPTIED[server.target].keys()
    after = ready(server, changed(ticket, **_EMPTY), around=WITHOUT)
    outcome = export(server, after)
    assert outcome.what is What.UPDATED
    left = {one.theirs: (one.ours, one.now) for one in outcome.differences}
    assert outcome.held == () and left.keys() == KEPT.get(server.target, set()), left
    fields = server.records[number_of(before, server)].fields
    assert {theirs: fields.get(theirs) or value for theirs, value in EMPTIED[server.target].items()} == EMPTIED[
        server.target
    ]
    assert "zebra" not in server.all_texts(number_of(before, server))
    assert server.text(number_of(outcome, server), "title") == ticket.entry("title").text
    assert export(server, after).what is What.UNCHANGED


WITHOUT = Around()
KEPT = {"freshservice": {"risk"}, "glpi": {"urgency"}}  # which always hold something there


@pytest.mark.parametrize(("name", "theirs"), [("gitlab", "labels"), ("github", "labels")])
def test_a_label_of_ours_goes_with_what_it_told(ticket: Ticket, name: str, theirs: str) -> None:
    with SYSTEMS[name]() as server:
        number = number_of(export(server, ready(server, ticket)), server)
        fields = server.records[number].fields
        fields[theirs] = [*fields[theirs], "team"]
        outcome = export(server, ready(server, changed(ticket, risk="low")))
        assert outcome.held == outcome.differences == ()
        assert len(server.records[number].fields[theirs]) == 2
        assert any("low" in label for label in server.records[number].fields[theirs])
        outcome = export(server, ready(server, changed(ticket, risk="")))
        assert server.records[number].fields[theirs] == ["team"]


def test_moments_are_meant_where_the_system_writes_them(ticket: Ticket) -> None:
    """20:00 in UTC is 21:00 in Berlin and Paris, in December."""
    stored = {}
    for name, theirs in (("servicenow", "start_date"), ("itop", "start_date"), ("jira-cloud", "customfield_10047")):
        with SYSTEMS[name]() as server:
            outcome = export(server, ready(server, ticket))
            assert outcome.differences == ()
            stored[name] = server.records[number_of(outcome, server)].fields[theirs]
    assert stored["servicenow"] == "2026-12-01 20:00:00"  # in UTC, as it keeps them
    assert stored["itop"] == "2026-12-01 21:00:00"
    assert stored["jira-cloud"].startswith("2026-12-01T20:00")


@pytest.mark.parametrize("name", ["azure", "gitlab", "redmine", "itop", "glpi"])
def test_a_file_that_was_not_attached_is_attached_later_and_once(
    ticket: Ticket, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with SYSTEMS[name]() as server:
        prepared = ready(server, ticket, mapping={"notes": "#attachment"})
        for call in ("upload", "attach"):
            server.misbehave("access", on=call)
        outcome = export(server, prepared)
        assert any("not added" in note for note in outcome.notes)
        for number in range(2):
            ledger = Ledger(tmp_path_factory.mktemp(f"machine{number}"))
            assert export(server, prepared, ledger).held == ()
        assert server.all_texts(number_of(outcome, server)).count("call the on-call of orders") == 1


def test_notes_are_for_those_who_work_on_the_change(ticket: Ticket) -> None:
    with SYSTEMS["jsm"]() as server:
        outcome = export(server, ready(server, ticket))
        (comment,) = server.records[number_of(outcome, server)].comments
    assert comment["properties"] == [{"key": "sd.public.comment", "value": {"internal": True}}]
    with SYSTEMS["redmine"]() as server:
        values = {**server.values, "private": "1"}
        outcome = export(server, ready(server, ticket, values=values))
        (note,) = server.records[number_of(outcome, server)].comments
    assert note["private_notes"] is True
