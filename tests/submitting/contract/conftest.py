"""A real ticket, and the systems that it is put into."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from relman_desktop.drafting.template import draft_ticket
from relman_desktop.loaded import Loaded
from relman_desktop.submitting import client, following, holding, making
from relman_desktop.ticket import Ticket, drafted_id
from tests.submitting.servers import SYSTEMS
from tests.trackers.redmine import RealRedmine, real_redmine, skip_without_redmine

from .exporting import REAL, Server
from .real import RealSystem

TOLD = {
    "risk": "high",
    "change_type": "normal",
    "change_id": "CHG-2026-0142",
    "assignee": "Ada Lovelace",
    "validator": "Grace Hopper",
    "schedule": "2026-12-01 20:00 to 21:30 UTC",
    "notes": "`docs/runbook.md` is the runbook; call the on-call of orders before you begin.",
    "risk_analysis": "The column `order.legacy_id` is dropped: **no rollback** brings its values back.",
}


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits as short as a server on this machine allows: only a silence that is meant is a short one."""
    told = getattr(request.node, "callspec", None)
    is_silent = str(told.params.get("failure", "") if told else "").startswith("silent")
    monkeypatch.setattr(making, "LEAST_S", 0.5)
    monkeypatch.setattr(making, "SLOW_S", 0.5)
    monkeypatch.setattr(following, "_PAUSE_S", 0.05)
    monkeypatch.setattr(making, "_PAUSES_S", (0.02, 0.05, 0.1))
    monkeypatch.setattr(client, "SILENCE_S", 2.0 if is_silent else 60.0)
    monkeypatch.setattr(client, "MOST_BYTES", 1 << 20)
    monkeypatch.setattr(client, "_AGAIN_S", (0.01, 0.02))
    monkeypatch.setattr(holding, "WAIT_S", 0.5)


@pytest.fixture(scope="session")
def drafted(loaded: Loaded) -> Ticket:
    """A ticket as it is drafted from the sample's release, with what a person adds to it."""
    change = loaded.reference
    ticket = Ticket(drafted_id(change.base, change.head, change.diff_sha256), change)
    for name, proposal in draft_ticket(loaded.material(ticket)).proposals.items():
        ticket = ticket.with_text(name, proposal.text)
    for name, text in TOLD.items():
        ticket = ticket.with_text(name, text)
    return ticket


@pytest.fixture
def ticket(drafted: Ticket, request: pytest.FixtureRequest) -> Ticket:
    """The same for each test, under an id of its own: a real system keeps what other tests made."""
    return replace(drafted, id=drafted_id(request.node.nodeid, "", ""))


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealRedmine]:
    """A real Redmine, started once."""
    skip_without_redmine()
    with real_redmine(tmp_path_factory.mktemp("redmine")) as real:
        yield real


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A change system that behaves."""
    if request.param == REAL:
        yield RealSystem(request.getfixturevalue("installed"))
        return
    with SYSTEMS[request.param]() as made:
        yield made
