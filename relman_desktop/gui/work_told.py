"""A work item with all that there is to show of it: the ticket's sentences, the change's commits, what the gaps say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..facts.fact import Fact
from ..known import Use
from ..sources.work.item import WorkItem

_TOPIC = "gap"  # of the facts that hold work items against the code


Criterion = tuple[str, bool | None]  # its text, and whether the change speaks of it; None where that is not known


@dataclass(frozen=True, slots=True)
class WorkTold:
    """What the page of one item draws. `asked`: where it would be asked for again, "" for nowhere."""

    item: WorkItem
    criteria: tuple[Criterion, ...]
    refs: tuple[str, ...]  # evidence ids: the commits that name it, the facts and the files that belong to it
    gaps: tuple[Fact, ...]  # what the gap check says of it
    uses: tuple[Use, ...]
    given: bool = False
    asked: str = ""
    known: frozenset[str] = frozenset()  # keys of all items of the change


def told_of(
    item: WorkItem,
    criteria: Sequence[Criterion],
    facts: Iterable[Fact],
    uses: Sequence[Use],
    *,
    given: bool = False,
    asked: str = "",
    known: frozenset[str] = frozenset(),
) -> WorkTold:
    """An item with what is known of it; `facts` are all of the change."""
    citing = tuple(fact for fact in facts if item.id in fact.evidence)
    gaps = tuple(fact for fact in citing if fact.topic == _TOPIC)
    refs = tuple(dict.fromkeys((*item.commits, *(fact.id for fact in citing), *_files(gaps))))
    return WorkTold(item, tuple(criteria), refs, gaps, tuple(uses), given, asked, known)


def _files(gaps: Sequence[Fact]) -> Iterator[str]:
    for fact in gaps:
        yield from (one for one in fact.evidence if one[:1] == "F")
