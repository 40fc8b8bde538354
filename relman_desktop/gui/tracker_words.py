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


def unasked_words(tracker: Tracker, project: tuple[str, str]) -> str:
    """Why a tracker that is set is not asked for the items of a repository at `project`, and what to do."""
    from ..trackers.choosing import lies_at

    host, path = project
    if path and tracker.projects and path.casefold() not in {one.casefold() for one in tracker.projects}:
        return f"its projects do not name {visible(path)}. Add it there, or set up another tracker."
    if not lies_at(tracker, project):
        where = f"the repository is from {visible(host)}" if host else "the repository has no origin"
        return f"it is at {visible(tracker.host)}, and {where}. Name the repository under its projects to ask it."
    return "it has none of these keys. Look at its projects."
