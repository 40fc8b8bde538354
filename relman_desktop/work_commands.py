"""What the commands read of work items: from files, from the trackers that are set up, or as they were read before."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError
from .jobs import Cancel, Progress
from .settings import Tracker, load_settings
from .sources.work.item import WorkItem
from .wording import counted, joined, quoted

_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the trackers told."""

    read: Mapping[str, WorkItem]  # by the key that was asked for
    notes: tuple[str, ...]  # sentences: what could not be read, and of whom it was not asked
    failed: str  # a sentence where a tracker failed, rather than an item of it; else ""


def given_in_files(paths: Sequence[Path], cancel: Cancel, progress: Progress) -> tuple[WorkItem, ...]:
    """The work items of files, in their order. Raises `InputError` for a file that holds none."""
    if not paths:
        return ()
    from .sources.work.files import read_work_file

    items: list[WorkItem] = []
    for number, path in enumerate(paths):
        progress(f"Reading {path.name}", number / len(paths))
        items += read_work_file(path, cancel)
    return tuple(items)


def read_before(keys: Sequence[str], project: tuple[str, str]) -> Mapping[str, WorkItem]:
    """What was read of these keys before, by key. Asks nobody."""
    trackers = load_settings().trackers
    if not trackers:
        return {}
    from .trackers.cache import cached

    return cached(keys, trackers, project)


def looked_up(
    parsed: Namespace, items: Sequence[WorkItem], project: tuple[str, str], cancel: Cancel, progress: Progress
) -> LookedUp:
    """Ask the trackers that are set up for the items that somebody named, and with --mentions for all of them.

    Raises `InputError` where no tracker is set up, and where the person has agreed to none that would be asked.
    """
    from .trackers.answer import Fault, Unread
    from .trackers.choosing import doubts
    from .trackers.lookup import asked_of, look_up

    settings = load_settings()
    trackers = settings.trackers
    if not trackers:
        raise InputError("No tracker is set up, so nothing was looked up; set one up in the window, under Trackers.")
    wanted = list(dict.fromkeys(one.key for one in items if one.is_named or parsed.mentions))
    places = asked_of(wanted, trackers, project)
    agreed = [key for key, place in places.items() if parsed.agree or settings.may_ask(place)]
    not_agreed = _not_agreed(tuple(place for key, place in places.items() if key not in agreed))
    if not_agreed and not agreed:
        raise InputError(f"Nothing was looked up: {not_agreed}")
    troubled: dict[str, Tracker] = {}

    def failed(tracker: Tracker, unread: Unread) -> None:
        if unread.fault not in (Fault.MISSING, Fault.GONE):
            troubled[tracker.name] = tracker

    told = look_up(agreed, trackers, project, cancel, progress, failed=failed)
    left = f"Not all was looked up: {not_agreed}" if not_agreed else ""
    notes = (*doubts(agreed, trackers, project), *_homeless(wanted, places), left, *_faults(told))
    return LookedUp({item.key: item for item in told}, tuple(filter(None, notes)), _failure(tuple(troubled)))


def check_words(parsed: Namespace) -> None:
    """Raise `InputError` for words that say how to look up, where nothing is to be looked up."""
    given = [f"--{name}" for name in ("mentions", "agree") if getattr(parsed, name)]
    if given and not parsed.look_up:
        raise InputError(f"{given[0]} is for looking up; add --look-up, or leave {given[0]} out.")


def _not_agreed(places: Sequence[Tracker]) -> str:
    """What the person has to agree to first; "" for nothing."""
    if not places:
        return ""
    keys, go = counted(len(places), "key"), "goes" if len(places) == 1 else "go"
    return (
        f"nobody has agreed yet that {keys} of work items {go} to {joined(sorted({one.host for one in places}), 5)}. "
        "Add --agree to send them, or agree once in the window."
    )


def _homeless(keys: Sequence[str], places: Mapping[str, Tracker]) -> tuple[str, ...]:
    left = [key for key in keys if key not in places]
    return (f"No tracker that is set up holds {joined(left, 5)}.",) if left else ()


def _faults(items: Sequence[WorkItem]) -> tuple[str, ...]:
    """Each fault once; of very many, some."""
    said = tuple(dict.fromkeys(item.fault for item in items if item.fault))
    more = len(said) - _MOST_NOTES
    return (*said[:_MOST_NOTES], f"And {more:,} more could not be read.") if more > 0 else said


def _failure(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"Not all work items could be read from {joined([*map(quoted, names)], 5)}; what could be is here."
