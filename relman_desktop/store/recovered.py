"""What a recovery found and what it did not, in sentences for the person."""

from dataclasses import dataclass
from pathlib import Path

from ..wording import counted, joined, quoted
from .gathering import Gathered
from .losses import lost_sentences, name_of


@dataclass(frozen=True)
class Recovered:
    """`said`: what was recovered and what happened; `lost`: what was not, a sentence each; `damaged`: the bad file."""

    said: tuple[str, ...]
    lost: tuple[str, ...] = ()
    damaged: Path | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.said + self.lost


def told(reason: str, found: Gathered, damaged: Path | None) -> Recovered:
    """The sentences of a recovery, the good news first. `reason`: a sentence of what was wrong."""
    tickets = counted(len({one.ticket for one in found.records.values()}), "ticket")
    end = "; nothing that was kept is missing" if found.whole and not found.lost else ""
    kept = (f"The damaged file is kept as {damaged}.",) if damaged else ()
    said = (
        f"{tickets} with {counted(len(found.records), 'edit')} {'was' if tickets == '1 ticket' else 'were'} recovered"
    )
    lost = lost_sentences(found.lost, found.records, found.traces)
    if not found.whole and not lost:
        lost = ("If the last words before that are missing, they could not be recovered.",)
    return Recovered((f"{said}{end}.", reason, *_two_ways(found), *kept), lost, damaged)


def _two_ways(found: Gathered) -> tuple[str, ...]:
    """A sentence where records of another timeline came in (`timeline`)."""
    tickets = dict.fromkeys(one.ticket for one in found.records.values() if one.sha256 in found.strangers)
    if not tickets:
        return ()
    titles = joined([quoted(name_of(one, found.records) or "a ticket without a title") for one in tickets], 3)
    return (
        f"Copies of your tickets had gone two ways, in {titles}: of each field you see the newest text, the others are"
        " in the history.",
    )
