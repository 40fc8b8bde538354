"""What came of putting a ticket into a change system, for the command line: as text and as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from .export.differing import from_difference
from .settings import System
from .submitting.outcome import Difference, Outcome, What, in_part
from .wording import counted, printable, shorten

_LONGEST = 200  # characters of a text that is shown beside another
_DONE = {
    What.CREATED: "Created",
    What.FOUND: "Found, and linked rather than made a second time:",
    What.UPDATED: "Updated",
    What.UNCHANGED: "Nothing to update:",
}
_SORTS = {
    "ignored": "is empty there: the system did not take it",
    "altered": "holds something else there",
    "edited": "was edited there by somebody since",
}


def outcome_text(outcome: Outcome, system: System) -> str:
    return "\n".join(_lines(outcome, system)) + "\n"


def _lines(outcome: Outcome, system: System) -> Iterator[str]:
    record = outcome.record
    part = in_part(outcome)
    told = f"; {part}" if part else ""
    yield f"{_DONE[outcome.what]} {printable(record.key or record.id)} in {printable(system.name)}{told}"
    if record.url:
        yield printable(record.url)
    yield from _differences("Not as it was sent", outcome.differences)
    yield from _differences("Left alone, for somebody edited it there; --over FIELD writes over it", outcome.held)
    yield from map(printable, outcome.notes)


def _differences(heading: str, differences: Iterable[Difference]) -> Iterator[str]:
    told = tuple(differences)
    if not told:
        return
    yield f"\n{heading} ({counted(len(told), 'field')})"
    for one in told:
        yield f"  {printable(one.label)} ({printable(one.theirs)}) {_SORTS.get(one.sort, one.sort)}"
        ours, now = from_difference(one.ours, one.now)
        yield f"    ours: {_short(ours)}"
        yield f"    now:  {_short(now)}"


def _short(text: str) -> str:
    return printable(shorten(" ⏎ ".join(text.split("\n")), _LONGEST)) or "(nothing)"


def outcome_object(outcome: Outcome, system: System) -> dict[str, Any]:
    record = outcome.record
    return {
        "system": {"name": system.name, "target": system.target, "url": system.address},
        "what": outcome.what,
        "record": {"id": record.id, "key": record.key, "url": record.url},
        "sent": list(outcome.sent),
        "differences": [asdict(one) for one in outcome.differences],
        "held": [asdict(one) for one in outcome.held],
        "missing": list(outcome.missing),
        "notes": list(outcome.notes),
    }
