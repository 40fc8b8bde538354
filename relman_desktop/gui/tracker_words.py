"""Trackers in words: what kind they are of, and where requests to them go."""

from collections.abc import Sequence

from ..errors import InputError
from ..settings import Settings, Tracker
from ..wording import counted, joined
from .shown import visible


def kind_title(tracker: Tracker) -> str:
    """The kind as people call it: `Jira Cloud`."""
    from ..trackers.known import kind_of  # which reads what answers look like, and no start needs

    try:
        return kind_of(tracker).title
    except InputError:
        return visible(tracker.kind)


def place_words(tracker: Tracker) -> str:
    """`Jira at example.atlassian.net`."""
    return f"{kind_title(tracker)} at {visible(tracker.host)}"


def agreed(settings: Settings, tracker: Tracker) -> bool:
    """Whether the person agreed before that requests go there; what stays on this machine needs no word."""
    return settings.may_ask(tracker)


def consent_words(asked: Sequence[tuple[Tracker, int]]) -> str:
    """`12 keys will be asked of Jira Cloud at example.atlassian.net.`"""
    told = [
        f"{counted(number, 'key') if at == 0 else number} of {place_words(one)}"
        for at, (one, number) in enumerate(asked)
    ]
    return f"{joined(told).replace(' of ', ' will be asked of ', 1)}."
