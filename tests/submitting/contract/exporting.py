"""What the tests of the contract share: each system, and the real way of a ticket into it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

import pytest

from relman_desktop.export.targets.around import Around, Link
from relman_desktop.export.targets.prepared import Prepared
from relman_desktop.export.targets.preparing import prepare
from relman_desktop.export.targets.schema import Schema
from relman_desktop.export.targets.table import targets
from relman_desktop.export.targets.target import Target
from relman_desktop.jobs import Cancel, silent
from relman_desktop.settings import System
from relman_desktop.submitting.asking import ask_schema
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import Outcome
from relman_desktop.submitting.submitting import submit
from relman_desktop.ticket import Ticket
from tests.submitting.servers import SYSTEMS

REAL = "a real Redmine"
every_system = pytest.mark.parametrize("server", [*SYSTEMS, pytest.param(REAL, marks=pytest.mark.slow)], indirect=True)
every_served = pytest.mark.parametrize("server", SYSTEMS, indirect=True)
_QUICK = ("servicenow", "redmine", "glpi")  # one by its own id, one by a text, one in a session
quick_and_every_system = pytest.mark.parametrize(
    "server",
    [pytest.param(name, marks=[] if name in _QUICK else pytest.mark.slow) for name in (*SYSTEMS, REAL)],
    indirect=True,
)
quick_and_every_served = pytest.mark.parametrize(
    "server", [pytest.param(name, marks=[] if name in _QUICK else pytest.mark.slow) for name in SYSTEMS], indirect=True
)


def each_with(words: Iterable[str], name: str) -> pytest.MarkDecorator:
    """Each word with each system; the quick tests have each word once and each system once."""
    words = list(words)
    rows = [
        pytest.param(system, word, marks=[] if place % max(len(words), 1) == number else pytest.mark.slow)
        for place, system in enumerate(SYSTEMS)
        for number, word in enumerate(words)
    ]
    return pytest.mark.parametrize(("server", name), rows, indirect=["server"])


AROUND = Around(impact=4, likelihood=3, group="Platform", links=(Link("PAY-208", "Refunds", "https://t.example/208"),))


class Server(Protocol):
    """A change system, ours or a real one."""

    target: Any

    @property
    def url(self) -> str: ...
    @property
    def token(self) -> str: ...
    def system(self, **changed: Any) -> System: ...
    def count(self, our_id: str) -> int: ...
    def text(self, number: int, ours: str) -> str: ...
    def edit(self, number: int, ours: str, text: str) -> None: ...
    def all_texts(self, number: int) -> str: ...


def target_of(server: Server) -> Target:
    """The target, whose search is no slower here than `making.LEAST_S`."""
    return replace(targets()[server.target], settles_s=0.0)


def schema_of(server: Server, **system: Any) -> Schema:
    """What the site tells of its fields."""
    return ask_schema(target_of(server), server.system(**system), server.token, Cancel(), silent)


def ready(
    server: Server, ticket: Ticket, schema: Schema | None = None, around: Around = AROUND, **system: Any
) -> Prepared:
    """The ticket for a system, by its site's own fields where they are not given."""
    schema = schema or schema_of(server, **system)
    return prepare(ticket, target_of(server), server.system(**system), schema, around)


def export(server: Server, prepared: Prepared, ledger: Ledger | None = None, **more: Any) -> Outcome:
    return submit(prepared, server.token, ledger or Ledger(), Cancel(), silent, **more)


def changed(ticket: Ticket, **texts: str) -> Ticket:
    for name, text in texts.items():
        ticket = ticket.with_text(name, text)
    return replace(ticket)


def number_of(outcome: Outcome, server: Server) -> int:
    """The number by which our servers keep a record."""
    found: int = server.number(outcome.record)  # type: ignore[attr-defined]
    return found
