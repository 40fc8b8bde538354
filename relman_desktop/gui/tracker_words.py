"""Trackers in words: what kind they are of, and where requests to them go."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from ..settings import Settings, Tracker, is_local
from ..wording import counted, joined
from .shown import visible


def kind_title(tracker: Tracker) -> str:
    """The kind as people call it: `Jira Cloud`."""
    from ..trackers.kinds import KINDS  # which reads what answers look like, and no start needs

    return KINDS[tracker.kind].title if tracker.kind in KINDS else tracker.kind


def address_of(tracker: Tracker) -> str:
    """Where its requests go, which may be another host than the one that a person knows."""
    from ..trackers.kinds import KINDS

    return KINDS[tracker.kind].base(tracker) if tracker.kind in KINDS else tracker.url


def host_of(tracker: Tracker) -> str:
    """Host and port of its requests, as a person is asked about them."""
    return urlsplit(address_of(tracker)).netloc.rpartition("@")[2]


def origin_of(tracker: Tracker) -> str:
    """What the person agrees to: scheme, host and port."""
    return f"{urlsplit(address_of(tracker)).scheme}://{host_of(tracker).lower()}"


def place_words(tracker: Tracker) -> str:
    """`Jira at example.atlassian.net`."""
    return f"{kind_title(tracker)} at {visible(host_of(tracker))}"


def agreed(settings: Settings, tracker: Tracker) -> bool:
    """Whether the person agreed before that requests go there; what stays on this machine needs no word."""
    return is_local(address_of(tracker)) or origin_of(tracker) in settings.consented


def consent_words(asked: Sequence[tuple[Tracker, int]]) -> str:
    """`12 keys will be asked of Jira Cloud at example.atlassian.net.`"""
    told = [
        f"{counted(number, 'key') if at == 0 else number} of {place_words(one)}"
        for at, (one, number) in enumerate(asked)
    ]
    return f"{joined(told).replace(' of ', ' will be asked of ', 1)}."
