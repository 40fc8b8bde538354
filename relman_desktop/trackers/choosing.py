"""Which tracker is asked for which key. Nothing is sent for that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import InputError
from ..net.address import parts_of
from ..settings import Tracker
from ..wording import joined, quoted
from .known import kind_of

_BEFORE_HOSTS = ("api.", "www.")  # of which a repository's own address has none
Project = tuple[str, str]  # host and path of a repository's origin: ("github.com", "owner/repo")


@dataclass(frozen=True, slots=True)
class Choice:
    """The tracker that is asked for a key."""

    tracker: Tracker
    native: str  # how it knows the item
    others: tuple[Tracker, ...] = ()  # that could be asked as well


def choices(keys: Iterable[str], trackers: Sequence[Tracker], project: Project) -> Mapping[str, Choice]:
    """A choice for each key that one of the trackers could hold.

    A tracker that names its projects comes before one that takes any; then the first that is set counts.
    """
    chosen = ((key, _choice(key, trackers, project)) for key in dict.fromkeys(keys))
    return {key: choice for key, choice in chosen if choice}


def doubts(keys: Iterable[str], trackers: Sequence[Tracker], project: Project) -> tuple[str, ...]:
    """A sentence for each tracker whose items could be another's as well."""
    unclear: dict[tuple[Tracker, ...], list[str]] = {}
    for key, choice in choices(keys, trackers, project).items():
        if choice.others:
            unclear.setdefault((choice.tracker, *choice.others), []).append(key)
    return tuple(
        f"{joined(named, 3)} may be of {joined([quoted(one.name) for one in ones], 4)}; {quoted(ones[0].name)} is "
        "asked. Name each one's projects under Trackers to have it asked for its own."
        for ones, named in unclear.items()
    )


def _choice(key: str, trackers: Sequence[Tracker], project: Project) -> Choice | None:
    natives = [(one, native) for one in trackers if (native := _native(key, one, project))]
    best = [pair for pair in natives if pair[0].projects] or natives
    return Choice(*best[0], tuple(one for one, _ in best[1:])) if best else None


def _native(key: str, tracker: Tracker, project: Project) -> str:
    path = project[1]
    try:
        return kind_of(tracker).native(key, tracker, path if lies_at(tracker, project) else "")
    except InputError:
        return ""


def lies_at(tracker: Tracker, project: Project) -> bool:
    """Whether a repository's own numbers are the tracker's: the person named its path there, or it lies there.

    A copy of a repository may have its origin at another host. A tracker's interface may have a name of its own.
    """
    host, path = project
    if path and path.casefold() in {one.strip("/ ").casefold() for one in tracker.projects if "/" in one}:
        return True
    own = parts_of(tracker.url).hostname or ""
    for before in _BEFORE_HOSTS:
        own = own.removeprefix(before)
    return bool(host) and own == host.lower().strip("[]")
