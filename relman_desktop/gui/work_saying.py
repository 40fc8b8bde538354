"""What is said above the work items of a change: warnings, what waits for a word of the person's, what went wrong."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..settings import Tracker
from ..sources.work.item import WorkItem
from ..wording import counted, quoted
from .shown import visible
from .tracker_words import consent_words, kind_title, unasked_words
from .work_asking import WorkAsking
from .work_remarks import Act, Remark
from .work_words import mentions_words


@dataclass(frozen=True)
class Doing:
    """What the buttons beside the sentences do."""

    agree: Callable[[], object]
    put_off: Callable[[], object]
    try_again: Callable[[], object]
    read_mentions: Callable[[], object]
    set_up: Callable[[], object]
    show_trackers: Callable[[], object]


def remarks_of(
    items: Sequence[WorkItem], warnings: Sequence[str], asking: WorkAsking, offer: Tracker | None, doing: Doing
) -> tuple[Remark, ...]:
    """The sentences, the weightiest first. `offer`: a tracker to set up, where items wait for one."""
    return tuple(_remarks(items, warnings, asking, offer, doing))


def _remarks(
    items: Sequence[WorkItem], warnings: Sequence[str], asking: WorkAsking, offer: Tracker | None, doing: Doing
) -> Iterator[Remark]:
    for warning in warnings:
        yield Remark(warning, look="warning")
    for doubt in asking.doubts:
        yield Remark(doubt)
    if waiting := asking.waiting:
        does = "Agrees that this place is asked, now and later, and asks it"
        yield Remark(
            consent_words(waiting),
            (Act("Read them", does, doing.agree), Act("Not now", "Leaves them unread", doing.put_off)),
        )
    if said := _faults(items, asking.fault):
        yield Remark(said, (Act("Try again", "Asks once more for what could not be read", doing.try_again),))
    if offer:
        yield _unasked(items, offer, asking, doing) or _offer(items, offer, doing)
    if unread := len(unread_mentions(items, asking)):
        does = f"Asks the tracker for all {unread:,}; most are pull requests"
        yield Remark(
            f"{mentions_words(unread, numbers=True)}, and not read.", (Act("Read all", does, doing.read_mentions),)
        )


def unread(items: Sequence[WorkItem]) -> list[WorkItem]:
    """The named items of which only the key is known."""
    return [one for one in items if one.is_named and not one.is_told]


def _faults(items: Sequence[WorkItem], fault: str) -> str:
    """What could not be read, in one sentence or two; "" where nothing went wrong."""
    faulty = [one for one in items if one.fault and one.is_named]
    if not faulty:
        return fault
    if len(faulty) == 1:
        return f"{visible(faulty[0].key)} could not be read."  # why stands where it is shown
    same = len({one.fault for one in faulty}) == 1
    key, said = visible(faulty[0].key), faulty[0].fault
    said = said if same or key in said else f"{key}: {said}"
    return f"{counted(len(faulty), 'work item')} could not be read. {said}"


def _offer(items: Sequence[WorkItem], offer: Tracker, doing: Doing) -> Remark:
    waiting = unread(items)
    place = kind_title(offer) if offer.kind else "a tracker"
    says = "it says" if len(waiting) == 1 else "they say"
    said = f"{counted(len(waiting), 'work item')} found; connect {place} to read what {says}."
    return Remark(said, (Act("Set up…", "Opens the window Trackers, with what is known filled in", doing.set_up),))


def _unasked(items: Sequence[WorkItem], offer: Tracker, asking: WorkAsking, doing: Doing) -> Remark | None:
    """Why a tracker of this kind that is set is not asked; None where none is set."""
    known = next((one for one in asking.trackers if one.kind == offer.kind), None)
    if known is None:
        return None
    found = counted(len(unread(items)), "work item")
    said = f"{found} found that {quoted(known.name)} is not asked for: {unasked_words(known, asking.project)}"
    act = Act("Trackers…", "Opens the window Trackers, where its projects are named", doing.show_trackers)
    return Remark(said, (act, Act("Set up…", "Begins another tracker, with what is known filled in", doing.set_up)))


def unread_mentions(items: Sequence[WorkItem], asking: WorkAsking) -> list[WorkItem]:
    """What is only mentioned, not read, and could be asked for."""
    places = asking.places
    return [one for one in items if not (one.is_named or one.is_told or one.fault) and one.key in places]
