"""Whatever fails, wherever it fails: in the end there is exactly one record for each ticket, and all of it is there."""

import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from relman_desktop.errors import RelmanError
from relman_desktop.export.targets.prepared import our_id_of
from relman_desktop.jobs import Cancel, silent
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.submitting import submit

from . import children
from .making import TOKEN, attachment, comment, prepared, target
from .office import Office, Visit

WORDS = ("reset", "stall", "cut", "page", "junk", "500", "502", "503", "429", "401", "403", "404", "409", "422")
AFTER = ("reset", "stall", "cut", "page", "junk", "500", "502", "503", "409")  # of what was done all the same
TRIES = 12


def mishaps(chance: random.Random, share: float) -> Callable[[Visit], str]:
    """Mishaps at random; a refusal is one of what was not done."""

    def mishap(visit: Visit) -> str:
        if chance.random() >= share:
            return ""
        if chance.random() < 0.5:
            return f"{chance.choice(AFTER)} after"
        return f"{chance.choice(WORDS)} before"

    return mishap


def ticket_of(number: int) -> str:
    return f"{number:016x}"


def ours(office: Office, ticket: str) -> list[int]:
    return [id for id, one in office.records.items() if our_id_of(ticket) in one.get("text", "")]


def assert_whole(office: Office, ticket: str) -> None:
    """One record, with one comment and one attachment."""
    ids = ours(office, ticket)
    assert len(ids) == 1, f"{len(ids)} records for {ticket}"
    record = office.records[ids[0]]
    assert (len(record["comments"]), len(record["files"])) == (1, 1), (ticket, record)


def spoil(chance: random.Random, home: Path, ticket: str, may_lose: bool) -> None:
    """Have the ledger damaged, of a newer version, or lost, now and then."""
    folder = Ledger(home / "exports").folder(ticket)
    for path in folder.glob("*.json") if chance.random() < 0.15 else ():
        how = chance.choice(["cut", "newer", "empty", *(["lost"] if may_lose else [])])
        if how == "lost":
            path.unlink()
        else:
            content = {"cut": path.read_bytes()[:40], "newer": b'{"version": 99}', "empty": b""}[how]
            path.write_bytes(content)


def attempt(url: str, ticket: str, words: str, chance: random.Random) -> bool:
    """An export in this process, which the person may stop. Whether it came to its end."""
    ready = prepared(url, words, ticket=ticket, asides=(comment(), attachment()), of=target(settles_s=0.05))
    cancel = Cancel()
    clock = threading.Timer(chance.uniform(0.0, 0.1), cancel.cancel)
    if chance.random() < 0.3:
        clock.start()
    try:
        outcome = submit(ready, TOKEN, Ledger(), cancel, silent)
    except RelmanError:
        return False
    finally:
        clock.cancel()
    return not outcome.notes


def faulted(office: Office, numbers: range, home: Path, seed: int) -> None:
    for number in numbers:
        chance, ticket = random.Random(seed + number), ticket_of(number)
        office.lag_s = chance.choice([0.0, 0.0, 0.02])
        office.mishap = mishaps(chance, chance.choice([0.1, 0.3, 0.6]))
        for _ in range(chance.randint(1, 4)):
            attempt(office.url, ticket, "Totals are rounded.", chance)
            spoil(chance, home, ticket, may_lose=office.lag_s == 0 and bool(ours(office, ticket)))
        office.mishap = lambda visit: ""
        assert any(attempt(office.url, ticket, "Totals are rounded.", random.Random(1)) for _ in range(TRIES))
        assert_whole(office, ticket)


def test_some_exports_with_faults_end_with_one_record_each(office: Office, home: Path) -> None:
    faulted(office, range(1, 9), home, seed=1)


@pytest.mark.slow
def test_300_exports_with_faults_at_every_point_end_with_one_record_each(office: Office, home: Path) -> None:
    faulted(office, range(1, 301), home, seed=1_000)


def killed(office: Office, ticket: str, home: Path, chance: random.Random) -> None:
    """An export that is killed by the office at a request, or by itself, or comes to its end before that."""
    victim: list[int] = []
    doomed, moment = chance.randint(1, 9), chance.choice(["served", "done"])
    count = 0

    def shoot(visit: Visit) -> None:
        nonlocal count
        count += 1
        if count == doomed and victim:
            children.os.kill(victim[0], children.signal.SIGKILL)

    office.served = shoot if moment == "served" else lambda visit: None
    office.done = shoot if moment == "done" else lambda visit: None
    kill = children.any_kill(chance) if chance.random() < 0.6 else ""
    child = children.begin(office.url, home, ticket, "Totals are rounded.", kill)
    victim.append(child.pid or 0)
    child.join(60)
    assert child.exitcode is not None
    office.served = office.done = lambda visit: None


@pytest.mark.slow
def test_200_exports_whose_process_is_killed_end_with_one_record_each(office: Office, home: Path) -> None:
    died = 0
    for number in range(1, 201):
        chance, ticket = random.Random(number), ticket_of(number)
        office.lag_s = chance.choice([0.0, 0.02])
        office.mishap = mishaps(chance, chance.choice([0.0, 0.2]))
        for _ in range(chance.randint(1, 3)):
            killed(office, ticket, home, chance)
            died += 1
            spoil(chance, home, ticket, may_lose=office.lag_s == 0 and bool(ours(office, ticket)))
        office.mishap = lambda visit: ""
        last = [children.begin(office.url, home, ticket, "Totals are rounded.") for _ in range(1)]
        last[0].join(60)
        assert last[0].exitcode == 0
        assert_whole(office, ticket)
    assert died >= 200


def race(office: Office, numbers: range, home: Path) -> None:
    for number in numbers:
        chance, ticket = random.Random(number), ticket_of(number)
        office.lag_s = chance.choice([0.0, 0.02])
        office.mishap = mishaps(chance, chance.choice([0.0, 0.2]))
        kills = [children.any_kill(chance) if chance.random() < 0.5 else "" for _ in range(2)]
        racers = [children.begin(office.url, home, ticket, "Totals are rounded.", kill) for kill in kills]
        for one in racers:
            one.join(60)
        office.mishap = lambda visit: ""
        last = children.begin(office.url, home, ticket, "Totals are rounded.")
        last.join(60)
        assert last.exitcode == 0
        assert_whole(office, ticket)


@pytest.mark.slow
def test_100_exports_by_two_processes_at_once_end_with_one_record_each(office: Office, home: Path) -> None:
    race(office, range(1, 101), home)


def test_two_processes_at_once_make_one_record(office: Office, home: Path) -> None:
    racers = [children.begin(office.url, home, ticket_of(1), "Totals are rounded.") for _ in range(2)]
    for one in racers:
        one.join(60)
    assert [one.exitcode for one in racers] == [0, 0]
    assert_whole(office, ticket_of(1))
