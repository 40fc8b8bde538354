"""What the banner may hold: one notice for each topic, and which topics weigh more than others."""

from collections.abc import Callable
from dataclasses import dataclass

TOPICS = (  # the weightiest first; a later notice of a topic takes the place of the one before
    "read-only",  # nothing can be changed, as long as it is told
    "closing",  # nothing can be written anywhere, and the window was to be closed
    "unsaved",  # what was written is not on the disk
    "elsewhere",  # the tickets are kept in another place than they should be
    "fault",  # of ours
    "failed",  # what the person wanted did not work
    "recovered",  # what was found damaged, or put back, at the start
    "holes",  # what is probably missing in the ticket that is shown
    "profile",  # what the ticket says of the team may be about to change
    "store",  # what the store has to say beside that
    "guard",  # what the second copy, the backups and the whole check have to say
    "space",  # the disk is nearly full
    "settings",  # they cannot be written
)


@dataclass(frozen=True)
class Offer:
    """Something that can be done about what a notice tells, as a button."""

    text: str
    do: Callable[[], object]


@dataclass(frozen=True)
class Notice:
    """A sentence or some, with at most three offers.

    `kind`: what it tells apart from how it stands with it now; as long as that is the same and the topic is not over,
    a notice that was put away stays away, and one that is shown is not announced anew. "": each tells something new.
    `stays`: it cannot be put away.
    """

    sentence: str
    offers: tuple[Offer, ...] = ()
    kind: str = ""
    stays: bool = False
