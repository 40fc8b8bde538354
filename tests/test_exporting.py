"""The ticket on its way into change systems, without a window."""

from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.errors import InputError
from relman_desktop.export.targets.around import Around
from relman_desktop.export.targets.table import shipped
from relman_desktop.exported import changed_since, taken_back
from relman_desktop.exporting import Exporting
from relman_desktop.jobs import Cancel, silent
from relman_desktop.keys import keeping, system
from relman_desktop.loaded import Loaded
from relman_desktop.reaching import NoToken, looker, target_of
from relman_desktop.session import Session
from relman_desktop.settings import Settings, System
from relman_desktop.sources.profile.profile import Profile, TeamEntry
from relman_desktop.submitting.export import Export, State
from relman_desktop.submitting.job import sent_of
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.ticket import ChangeRef, Ticket

ONE = System("One", "redmine", "https://one.example.org", values={"project": "p", "tracker": "3"})
TWO = System("Two", "servicenow", "https://two.example.org", user="ada")
TICKET = (
    Ticket("0123456789abcdef", ChangeRef("/r", "a..b", "a", "b", "c"))
    .with_text("title", "Upgrade orders")
    .with_text("description", "All of it.")
    .with_text("risk", "medium")
)


def exporting(team: str = "", last: str = "", ticket: Ticket = TICKET) -> Exporting:
    return Exporting(Settings(systems=(ONE, TWO), system=last), ticket, Around(), team)


@pytest.mark.parametrize(
    ("team", "last", "usual"),
    [("", "", "One"), ("servicenow", "One", "Two"), ("two", "", "Two"), ("", "Two", "Two"), ("x", "gone", "One")],
)
def test_the_usual_system_is_the_teams_else_the_last_one_else_the_first(team: str, last: str, usual: str) -> None:
    found = exporting(team, last).usual()
    assert found and found.name == usual


def test_a_ticket_goes_on_to_where_it_is_already(home: Path) -> None:
    Ledger(home / "exports").write(made_of(TICKET, ONE), ONE)
    found = exporting("servicenow", "Two").usual()
    assert found and found.name == "One"


def test_without_systems_there_is_none() -> None:
    assert Exporting(Settings(), TICKET, Around()).usual() is None


def test_what_is_known_beside_the_ticket_comes_from_the_session(loaded: Loaded) -> None:
    people = TeamEntry("people", {"name": "Maya Lindqvist", "group": "Orders on-call"}, "x.toml", 1)
    profile = Profile((people,), said={"target": "servicenow", "time_zone": "Europe/Berlin"})
    session = Session(Settings(systems=(ONE, TWO)))
    session.show(replace(loaded, profile=profile))
    session.edit("assignee", "maya lindqvist")
    made = session.exporting()
    assert made.around.group == "Orders on-call" and str(made.around.zone) == "Europe/Berlin"
    assert [one.key for one in made.around.links] == [one.key for one in session.material.work]
    assert made.usual() == TWO and made.around.impact == 0, "the risk is not known yet"
    session.close()


def made_of(ticket: Ticket, system: System, **changed: object) -> Export:
    prepared = exporting(ticket=ticket).prepared(system)
    fields = {part.theirs: part.value for part in prepared.parts}
    told = {"id": "7", "key": "7", "fields": fields, "sent": sent_of(prepared)} | changed
    return Export(ticket.id, system.name, system.target, system.address, prepared.our_id, State.MADE, **told)  # type: ignore[arg-type]


def test_nothing_is_told_to_have_changed_that_was_not() -> None:
    assert changed_since(exporting().prepared(TWO), made_of(TICKET, TWO)) == ()


def test_an_edit_since_is_told_by_the_name_that_the_form_has() -> None:
    edited = TICKET.with_text("title", "Upgrade orders, now")
    assert changed_since(exporting(ticket=edited).prepared(TWO), made_of(TICKET, TWO)) == ("Short description",)
    undone = edited.with_text("title", "Upgrade orders")
    assert changed_since(exporting(ticket=undone).prepared(TWO), made_of(TICKET, TWO)) == ()


def test_what_the_site_altered_is_no_change_of_ours() -> None:
    export = made_of(TICKET, TWO)
    cut = replace(export, fields={**export.fields, "short_description": "Upgrade"})
    assert changed_since(exporting().prepared(TWO), cut) == ()
    unread = replace(export, fields={})
    assert changed_since(exporting().prepared(TWO), unread) == (), "it could not be read back"


def test_theirs_is_taken_only_into_a_field_that_holds_nothing_else() -> None:
    there, here = exporting().prepared(TWO), exporting().prepared(ONE)
    assert taken_back(there, "short_description", "Theirs") == {"title": "Theirs"}
    assert taken_back(there, "risk", "Moderate") == {"risk": "medium"} and taken_back(there, "risk", "Odd") == {}
    assert taken_back(here, "description", "Theirs") == {}, "other fields stand in it, too"
    assert taken_back(here, "no such field", "x") == {} and taken_back(there, "start_date", "x") == {}


def test_a_broken_file_of_another_kind_keeps_no_system_from_being_used(home: Path) -> None:
    folder = home / "targets"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("title = ")
    assert target_of(TWO) == shipped()["servicenow"]
    with pytest.raises(InputError, match=r"mine\.toml"):
        target_of(System("Mine", "mine", "https://mine.example.org"))
    with pytest.raises(InputError, match="of which no table tells"):
        target_of(System("Gone", "gone", "https://gone.example.org"))


def test_without_a_token_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_session", {})
    monkeypatch.setattr(system, "_clerk", system._Clerk())
    with pytest.raises(NoToken, match="No token is kept for One"):
        looker(exporting().prepared(ONE))(Cancel(), silent)
