"""Opening the change of a ticket again, wherever the ticket comes from: at its commits, and as it has moved on."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from .drafting.proposal import Material
from .errors import InputError, RelmanError
from .facts.book import Facts
from .jobs import Cancel, Progress
from .loaded import Loaded, study, this_day
from .moving_on import bring_up_to_date
from .settings import load_settings
from .sources.change import Change
from .sources.diff import DiffContent
from .sources.moved import moved
from .sources.opening import Opened, open_diff, open_pinned
from .sources.profile.layers import Layer, layers_at, merged
from .sources.profile.profile import Profile
from .ticket import Ticket

_MISSING = (
    "The change of this ticket is not here, so its facts, its risk and whether the code moved on were not looked at;"
    " --repo PATH says where its repository is."
)


@dataclass(frozen=True)
class Reopened:
    """A ticket with its change as it is now; None where that is not here."""

    ticket: Ticket  # what lost its evidence since is marked in it
    loaded: Loaded | None
    profile: Profile  # the person's own, where the change is not here
    moved: str = ""  # how the code moved on: "3 new commits"
    notes: tuple[str, ...] = ()


def reopen(ticket: Ticket, repo: Path, layers: Sequence[Layer], cancel: Cancel, progress: Progress) -> Reopened:
    """Open the change of a ticket, at its own place or in `repo`. `layers`: of a profile, over those that are found."""
    opened = _opened(ticket, repo, cancel, progress)
    if opened is None:
        profile = merged((*layers_at(ticket.change.location, cancel), *layers), cancel)
        return Reopened(ticket, None, profile, notes=(_MISSING,))
    told = studied(opened, ticket, layers, cancel, progress)
    try:
        how = _how_moved(told, ticket, cancel)
        if not how:
            return Reopened(ticket, told, told.profile)
        now, brought = bring_up_to_date(told, ticket, None, cancel, progress, trackers=load_settings().trackers)
    except RelmanError as error:  # the range means nothing any more: what was pinned is still worth a look
        return Reopened(ticket, told, told.profile, notes=(f"Whether the code moved on is not known: {error}",))
    after = brought.after
    return Reopened(after, replace(now.for_ticket(after), profile=told.profile), told.profile, how)


def nothing_known(ticket: Ticket, profile: Profile) -> Material:
    """What may be said of a ticket whose change is not here: its own answers and the team's profile."""
    reference = ticket.change
    name = Path(reference.location).name
    change = Change(
        origin="diff",
        repo=name,
        base=reference.base,
        head=reference.head,
        base_name="",
        head_name="",
        merge_base=None,
        commits=(),
        leaving=(),
        files=(),
        diff_sha256=reference.diff_sha256,
        content=DiffContent(b"", {}),
    )
    answers, meant = ticket.answers, ticket.meant
    return Material(change, Facts(), answers=answers, profile=profile.numbered(meant), meant=meant)


def pinned_change(ticket: Ticket, place: Path, cancel: Cancel, progress: Progress) -> Opened:
    """The ticket's own change, as it was pinned, at a place. Raises `InputError` where it is not there."""
    reference = ticket.change
    if reference.head:
        return open_pinned(place, reference.range, reference.base, reference.head, cancel, progress)
    if not place.is_file():  # what a ticket names may be a device, which never ends
        raise InputError(f"{place} is no file that is here.")
    opened = open_diff(place, cancel, progress)
    if opened.change.diff_sha256 != reference.diff_sha256:
        raise InputError(f"{place} holds another change now.")
    return opened


def studied(opened: Opened, ticket: Ticket, layers: Sequence[Layer], cancel: Cancel, progress: Progress) -> Loaded:
    """All that is known of an opened change, for a ticket of it."""
    trackers = load_settings().trackers
    return study(opened, cancel, progress, trackers=trackers, profiles=layers, today=this_day()).for_ticket(ticket)


def _opened(ticket: Ticket, repo: Path, cancel: Cancel, progress: Progress) -> Opened | None:
    """The ticket's own change, from the places where it may be."""
    for place in dict.fromkeys((Path(ticket.change.location), repo)):
        with suppress(RelmanError):  # it is not there, or is another repository
            return pinned_change(ticket, place, cancel, progress)
    return None


def _how_moved(loaded: Loaded, ticket: Ticket, cancel: Cancel) -> str:
    """How its range has moved on since it was pinned; "" where it has not."""
    repository, reference = loaded.opened.repository, ticket.change
    if not repository or not reference.range:
        return ""
    found = moved(repository, reference.range, reference.base, reference.head, cancel)
    return found.text if found else ""
