"""What a library of 10,000 tickets costs beside the plainest way and beside an empty one, measured in the same run.

    python tests/benchmarks/library.py [--tickets 10000] [--rounds 5] [--trips]

Prints JSON, in milliseconds of a processor where nothing else is said. `search`: as a person types it, next to LIKE
over the same texts; `start`: opening the library, next to an empty one; `similar`: past tickets like one; `rebuild_s`:
all that is derived, made anew. `--trips` adds an export of everything and its import into an empty library, in
seconds. The texts are made of the words of our own sources, common ones often and rare ones seldom, as in any language.
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

import apsw

from relman_desktop.jobs import Cancel
from relman_desktop.store.backups import Backups
from relman_desktop.store.database import connect, transaction
from relman_desktop.store.deriving import rebuild
from relman_desktop.store.library import Library
from relman_desktop.store.listing import insert, last_number, list_ticket, prepare
from relman_desktop.store.portable import export_library, import_library
from relman_desktop.store.record import Record, What
from relman_desktop.store.search import Query
from relman_desktop.ticket import ChangeRef, Ticket

SOURCES = Path(__file__).parents[2] / "relman_desktop"
TYPED = ("m", "mi", "migr", "migration", "drop column", "the", "settings.py", "drop_column", "a b c", "zzzq", "PAY-12")
ALLOWED_MS, ALLOWED_SIMILAR_MS, ALLOWED_MORE_MS = 50.0, 100.0, 10.0
FIELDS = {"description": 120, "justification": 60, "deployment": 200, "rollback": 120, "validation": 100, "notes": 20}
PEOPLE = ("Ann", "Bob", "Priya Raman", "Zoë", "李雷")
OUTCOMES = ("", "successful", "successful", "with problems", "rolled back")


class Words:
    """Texts of the words of our sources, each as often as there."""

    def __init__(self, seed: int) -> None:
        text = "\n".join(path.read_text("utf-8") for path in sorted(SOURCES.rglob("*.py")))
        counts = Counter(re.findall(r"[\w./-]{2,40}", text))
        self._words, self._weights = list(counts), list(counts.values())
        self.paths = sorted(str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.py"))
        self.random = random.Random(seed)

    def text(self, words: int) -> str:
        chosen = self.random.choices(self._words, self._weights, k=words)
        return "\n".join(" ".join(chosen[start : start + 12]) for start in range(0, words, 12))

    def ticket(self, number: int) -> Ticket:
        place = f"/srv/git/repository-{number % 40}"
        ticket = Ticket(f"{number:016x}", ChangeRef(place, f"v{number}..v{number + 1}", "a" * 40, f"{number:040x}", ""))
        texts = {name: self.text(words) for name, words in FIELDS.items()} | {
            "title": self.text(8).replace("\n", " ") + f" (PAY-{number % 2000})",
            "change_id": f"CHG-2026-{number:04}",
            "state": self.random.choice(("draft", "closed", "closed")),
            "risk": self.random.choice(("low", "medium", "high")),
            "assignee": self.random.choice(PEOPLE),
            "outcome": self.random.choice(OUTCOMES),
        }
        for name, text in texts.items():
            ticket = ticket.with_text(name, text)
        return ticket

    def footprint(self) -> dict[str, list[str]]:
        return {
            "files": self.random.sample(self.paths, 25),
            "acts": [f"migration.drop_column table_{self.random.randrange(300)}", "config.env_added"],
            "tables": [f"table_{self.random.randrange(300)}" for _ in range(3)],
            "settings": [f"SETTING_{self.random.randrange(2000)}" for _ in range(3)],
        }


def records(words: Words, tickets: int) -> Iterator[tuple[list[Record], Ticket]]:
    """Each ticket as a session leaves it: begun, filled, edited, its change's footprint beside."""
    for number in range(1, tickets + 1):
        ticket = words.ticket(number)
        at = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T12:00:00.000Z"
        created = {"ticket": ticket.to_json(), "ordinal": number}
        typed = {"entries": {"notes": {"text": ticket.entry("notes").text}}}
        yield (
            [
                Record(ticket.id, What.CREATED, "template", f"a{number}", at, created),
                Record(ticket.id, What.FOOTPRINT, "template", f"b{number}", at, words.footprint()),
                *(Record(ticket.id, What.TYPED, "person", f"c{number}-{one}", at, typed) for one in range(4)),
            ],
            ticket,
        )


def make(path: Path, tickets: int) -> float:
    """A library of so many tickets; gives the milliseconds that one ticket took to be written."""
    words = Words(1)
    started = time.perf_counter()
    with closing(connect(path)) as connection:
        prepare(connection)
        connection.pragma("synchronous", "OFF")
        for group in _groups(records(words, tickets), 200):
            with transaction(connection):
                for kept, ticket in group:
                    first = last_number(connection) + 1
                    numbered = [Record(*_values(one), number=first + place) for place, one in enumerate(kept)]
                    insert(connection, numbered)
                    list_ticket(connection, ticket)
    taken = (time.perf_counter() - started) * 1000 / tickets
    Backups(path.parent / "backups").make(path, Cancel())
    return taken


def _values(one: Record) -> tuple[Any, ...]:
    return one.ticket, one.what, one.author, one.step, one.at, one.data


def _groups(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    group: list[Any] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def opened(folder: Path) -> Library:
    return Library(folder / "tickets.sqlite", backups=Backups(folder / "backups"))


Clock = Callable[[], float]


def milliseconds(action: Callable[[], object], rounds: int, clock: Clock = time.thread_time) -> float:
    """The median, of a processor's time: on a busy machine the clock on the wall says nothing."""
    times = []
    for _ in range(rounds):
        started = clock()
        action()
        times.append((clock() - started) * 1000)
    return round(median(times), 2)


def like(database: apsw.Connection, typed: str) -> list[Any]:
    """The plainest search: each word anywhere in the text of each ticket."""
    where = " AND ".join("text LIKE ?" for _ in typed.split())
    found = database.execute(f"SELECT ordinal FROM plain WHERE {where}", [f"%{word}%" for word in typed.split()])
    return found.fetchall()


def plain(library: Library) -> apsw.Connection:
    database = apsw.Connection("")
    database.execute("CREATE TABLE plain (ordinal INTEGER PRIMARY KEY, text TEXT)")
    from relman_desktop.store.entries import texts

    with library.snapshot() as connection:
        numbers = [row[0] for row in connection.execute("SELECT ordinal FROM library")]
        with database:
            for group in _groups(iter(numbers), 500):
                database.executemany("INSERT INTO plain VALUES (?, ?)", texts(connection, group).items())
    return database


def searching(library: Library, rounds: int) -> dict[str, Any]:
    database = plain(library)
    each = {}
    for typed in TYPED:
        product = milliseconds(lambda typed=typed: library.search(Query(typed)), rounds)
        baseline = milliseconds(lambda typed=typed: like(database, typed), rounds)
        total = library.search(Query(typed)).total
        each[typed] = {"found": total, "ms": product, "like_ms": baseline, "ratio": round(product / baseline, 3)}
    listed = milliseconds(lambda: library.search(Query()), rounds)
    filtered = milliseconds(lambda: library.search(Query(state="closed", person="Bob", since="2026-06-01")), rounds)
    worst = max(one["ms"] for one in each.values())
    return {
        "each": each,
        "worst_ms": worst,
        "list_ms": listed,
        "filtered_ms": filtered,
        "values_ms": milliseconds(library.values, rounds),
        "worst_ratio": max(one["ratio"] for one in each.values()),
        "allowed_ms": ALLOWED_MS,
        "within": max(worst, listed, filtered) <= ALLOWED_MS,
    }


def starting(full: Path, empty: Path, rounds: int) -> dict[str, Any]:
    """Opening and closing, in turns."""
    opened(empty).close()
    times: dict[Path, list[float]] = {full: [], empty: []}
    for _ in range(rounds + 1):
        for folder, taken in times.items():
            started = time.process_time()
            library = opened(folder)
            taken.append((time.process_time() - started) * 1000)
            library.close()
    product, baseline = (median(taken[1:]) for taken in times.values())
    ratio = round(product / baseline, 3)
    told = {"ms": round(product, 2), "empty_ms": round(baseline, 2), "ratio": ratio}
    return told | {"allowed_more_ms": ALLOWED_MORE_MS, "within": product - baseline <= ALLOWED_MORE_MS}


def likening(library: Library, tickets: int, rounds: int) -> dict[str, Any]:
    chosen = [library.history(f"{number:016x}").ticket for number in range(1, tickets, max(1, tickets // 8))]
    times = [milliseconds(lambda one=one: library.similar(one), rounds) for one in chosen if one]
    return {"ms": round(median(times), 2), "worst_ms": max(times), "within": max(times) <= ALLOWED_SIMILAR_MS}


def tripping(library: Library, folder: Path) -> dict[str, Any]:
    path = folder / "all.zip"
    wall = time.perf_counter
    out = milliseconds(lambda: export_library(library, path, Cancel()), 1, wall)
    with closing(opened(folder / "in")) as other:
        back = milliseconds(lambda: import_library(other, path, Cancel()), 1, wall)
        again = milliseconds(lambda: import_library(other, path, Cancel()), 1, wall)
    return {"export_s": out / 1000, "import_s": back / 1000, "again_s": again / 1000, "mb": path.stat().st_size / 1e6}


def rebuilding(library: Library) -> float:
    def anew(connection: apsw.Connection) -> None:
        with transaction(connection):
            rebuild(connection)

    return milliseconds(lambda: library.journal.do(anew).result(), 1, time.perf_counter) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--trips", action="store_true")
    parsed = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "full").mkdir()
        written = make(folder / "full" / "tickets.sqlite", parsed.tickets)
        told: dict[str, Any] = {"tickets": parsed.tickets, "ms_a_ticket": round(written, 2)}
        told["mb"] = round((folder / "full" / "tickets.sqlite").stat().st_size / 1e6, 1)
        told["start"] = starting(folder / "full", folder / "empty", parsed.rounds)
        with closing(opened(folder / "full")) as library:
            told["search"] = searching(library, parsed.rounds)
            told["similar"] = likening(library, parsed.tickets, parsed.rounds)
            told["rebuild_s"] = rebuilding(library)
            if parsed.trips:
                told["trips"] = tripping(library, folder)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
