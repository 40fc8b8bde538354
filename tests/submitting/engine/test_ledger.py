"""The ledger is an aid: lost or damaged it makes no second record; where it cannot be written nothing is sent."""

import errno
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import ServiceError
from relman_desktop.settings import System
from relman_desktop.submitting import holding, ledger, making
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.export import DONE, Export, State
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import What

from .making import TICKET, comment, export, prepared, system
from .office import Office

ONE = Export(TICKET, "The office", "office", "http://h", "relman-x", State.MADE, "1", "C-1", asides={"comment:1": DONE})
PLACE = system("http://h")


def full(at: int) -> Callable[..., None]:
    """A disk that is full from a write on."""
    real, count = ledger.write_atomically, 0

    def write(path: Path, content: bytes, **more: Any) -> None:
        nonlocal count
        count += 1
        if count >= at:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, content, **more)

    return write


def test_what_is_written_is_read_again() -> None:
    Ledger().write(ONE, PLACE)
    assert Ledger().entry(TICKET, PLACE) == ONE and Ledger().exports(TICKET) == (ONE,)
    assert Ledger().entry("other", PLACE) is None and Ledger().exports("other") == ()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"version": 2}', b'{"version": 1, "state": "made"}', b"\xff" * 50]
)
def test_what_cannot_be_read_counts_as_begun(content: bytes) -> None:
    Ledger().write(ONE, PLACE)
    path = Ledger().file(TICKET, PLACE)
    path.write_bytes(content)
    found = Ledger().entry(TICKET, PLACE)
    assert found and (found.state, found.linked) == (State.BEGUN, True) and found.begun_at
    assert Ledger().exports(TICKET) == ()
    Ledger().write(ONE, PLACE)
    assert Ledger().entry(TICKET, PLACE) == ONE and path.with_suffix(".unread").read_bytes() == content


@pytest.mark.parametrize("name", ["state", "id", "fields", "asides", "linked", "begun_at"])
@pytest.mark.parametrize("value", [7, None, ["x"], "nonsense", {"a": 1}])
def test_what_is_of_another_kind_counts_as_begun(name: str, value: Any) -> None:
    Ledger().write(ONE, PLACE)
    path = Ledger().file(TICKET, PLACE)
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps(told | {name: value}))
    found = Ledger().entry(TICKET, PLACE)
    assert found and (found.state is State.BEGUN or type(getattr(found, name)) is type(getattr(ONE, name)))


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_name_leads_out_of_the_folder(ticket: str, name: str) -> None:
    folder = Path("/nowhere/exports")
    path = Ledger(folder).file(ticket, System(name, name, name, values={name: name}))
    assert path.parent.parent == folder and "\0" not in str(path) and path.name.isascii() and ".." not in path.parts


def test_nothing_is_sent_where_it_cannot_be_written_down(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "write_atomically", full(1))
    with pytest.raises(Unsubmitted, match=r"Nothing was sent.*No space left on device") as raised:
        export(prepared(office.url))
    assert raised.value.fault is Fault.UNKEPT and office.count("create") == 0
    monkeypatch.undo()


def test_nothing_is_changed_where_it_cannot_be_written_down(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    export(prepared(office.url))
    monkeypatch.setattr(ledger, "write_atomically", full(1))
    with pytest.raises(Unsubmitted, match="Nothing was sent"):
        export(prepared(office.url, subject="B"))
    assert office.count("update") == 0


@pytest.mark.parametrize("at", [2, 3, 4, 5])
def test_a_disk_that_is_full_after_the_record_was_made_makes_no_second(
    office: Office, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "write_atomically", full(at))
        outcome = export(prepared(office.url, asides=(comment(),)))
        assert outcome.what is What.CREATED and outcome.notes
    assert not export(prepared(office.url, asides=(comment(),))).held
    assert len(office.records) == 1 and len(office.records[1]["comments"]) == 1


def test_a_folder_that_cannot_be_made_is_told(office: Office, home: Path) -> None:
    home.mkdir()
    (home / "exports").write_text("a file")
    with pytest.raises(Unsubmitted, match="Nothing was sent"):
        export(prepared(office.url))
    assert not office.visits


def test_a_begun_export_of_another_day_is_waited_for_as_well(office: Office) -> None:
    """Whatever the calendar says: the clock of this machine may be wrong in either direction."""
    for at in ("2001-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00", "nonsense", ""):
        office.visits.clear()
        ready = prepared(office.url, ticket=f"{hash(at) & 0xFFFFFFFF:016x}")
        one = replace(ONE, ticket=ready.ticket, state=State.BEGUN, id="", begun_at=at)
        Ledger().write(one, ready.system)
        assert export(ready).what is What.CREATED and office.count("find") >= 3


def test_a_ticket_that_is_erased_leaves_nothing(office: Office, home: Path) -> None:
    export(prepared(office.url))
    Ledger().forget(TICKET)
    assert not Ledger().folder(TICKET).exists() and Ledger().exports(TICKET) == ()
    Ledger().forget(TICKET)


def test_a_ticket_that_is_being_sent_is_not_forgotten(office: Office) -> None:
    import asyncio

    async def within() -> None:
        async with holding.held(Ledger().lock(TICKET, PLACE)):
            with pytest.raises(ServiceError, match="being sent"):
                Ledger().forget(TICKET)

    asyncio.run(within())
    Ledger().forget(TICKET)


def test_another_process_that_is_at_it_is_waited_for_and_then_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    monkeypatch.setattr(holding, "WAIT_S", 0.1)
    ready = prepared(office.url)

    async def within() -> None:
        async with holding.held(Ledger().lock(TICKET, ready.system)):
            with pytest.raises(Unsubmitted, match="Another Relman Desktop is sending this ticket") as raised:
                await asyncio.to_thread(export, ready)
            assert raised.value.fault is Fault.TAKEN and not office.visits

    asyncio.run(within())
    assert export(ready).what is What.CREATED


@pytest.mark.parametrize(
    ("target", "values", "other", "same"),
    [
        ("gitlab", {"project": "a/b"}, {"project": "a/b", "internal": "true"}, True),
        ("gitlab", {"project": "a/b"}, {"project": "a/c"}, False),
        ("redmine", {"project": "a", "tracker": "1"}, {"project": "a", "tracker": "2", "markup": "plain"}, True),
        ("jira-cloud", {"project": "A", "issue_type": "Task"}, {"project": "A", "issue_type": "Change"}, True),
        ("servicenow", {}, {"time_zone": "Europe/Berlin"}, True),
        ("github", {"owner": "a", "repository": "b"}, {"owner": "a", "repository": "c"}, False),
    ],
)
def test_only_what_a_search_is_limited_by_makes_another_place(
    target: str, values: dict[str, str], other: dict[str, str], same: bool
) -> None:
    one, two = (System("s", target, "https://h.example", values=told) for told in (values, other))
    assert (Ledger().file(TICKET, one) == Ledger().file(TICKET, two)) is same
    assert Ledger().lock(TICKET, one) == Ledger().lock(TICKET, replace(two, url="https://other.example"))


def test_what_was_begun_under_another_address_is_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.mishap = lambda visit: "reset after" if visit.kind == "create" else ""
    office.lag_s = 0.3
    with pytest.raises(Unsubmitted) as raised:
        export(prepared(office.url))
    assert raised.value.fault is Fault.UNSURE
    office.mishap = lambda visit: ""
    monkeypatch.setattr(making, "LEAST_S", 5.0)
    outcome = export(prepared(office.url.replace("127.0.0.1", "localhost")))
    assert outcome.what is What.FOUND and len(office.records) == 1
