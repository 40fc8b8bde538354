"""A tracker while the person writes it, and how each of its inputs is read."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlunsplit

from ..errors import InputError
from ..net.address import Wanted, mended
from ..settings import Tracker
from .server_entry import Fields, KeyState, ServerEntry, a_name, a_variable, free_name, read_texts
from .shown import visible

_ADDRESS = Wanted("a tracker", "token", "https://example.atlassian.net")
_MOST_PROJECTS, _LONGEST = 100, 200
_SEPARATORS = re.compile(r"[,;\s]+")
_PAGES = re.compile(r"/(?:browse|issues|-|_workitems|rest|api|projects|login|dashboard)(?:/.*)?\Z", re.IGNORECASE)


_NO_TOKEN = KeyState(words="No token is kept.")


@dataclass(eq=False)
class TrackerEntry(ServerEntry[Tracker]):
    """One tracker of the settings page."""

    key: KeyState = _NO_TOKEN
    kind: str = ""
    reads: bool = True

    def read(self, taken: Collection[str]) -> tuple[Tracker | None, dict[str, str]]:
        values, wrong = read_texts(self.texts, FIELDS, taken, "tracker")
        return (None if wrong else Tracker(kind=self.kind, reads=self.reads, **values)), wrong


def entry_of(tracker: Tracker) -> TrackerEntry:
    """The inputs of a tracker that is set."""
    texts = {name: getattr(tracker, name) for name in FIELDS if name != "projects"}
    return TrackerEntry(
        {**texts, "projects": ", ".join(tracker.projects)}, tracker, kind=tracker.kind, reads=tracker.reads
    )


def new_entry(tracker: Tracker, name: str, taken: Collection[str]) -> TrackerEntry:
    """The inputs of a new tracker, with what is known of it; its name is different from those that are taken."""
    entry = entry_of(tracker)
    entry.kept = None
    entry.texts["name"] = free_name(name, taken)
    return entry


def _url(text: str) -> str:
    """The address of a tracker; of one of its pages, the part that all have in common."""
    if not text:
        raise InputError(
            "Give the tracker's address, as it stands in a browser, such as https://example.atlassian.net."
        )
    if "<" in text:
        raise InputError(f"Write your own in place of {text[text.index('<') : text.find('>') + 1 or None]}.")
    parts = mended(text, _ADDRESS)
    return urlunsplit((parts.scheme, parts.netloc, _PAGES.sub("", parts.path).rstrip("/"), "", ""))


def _user(text: str) -> str:
    if visible(text) != text or ":" in text:
        raise InputError("Give the user's name or e-mail address alone; the token has its own place below.")
    return text


def _projects(text: str) -> tuple[str, ...]:
    """`PAY, OPS`, `owner/repo`; () for any."""
    projects = tuple(dict.fromkeys(filter(None, _SEPARATORS.split(text))))
    odd = next((one for one in projects if visible(one) != one or len(one) > _LONGEST or "://" in one), "")
    if odd or len(projects) > _MOST_PROJECTS:
        raise InputError("Give keys such as PAY, or paths such as owner/repo, with commas between; empty for any.")
    return projects


FIELDS: Fields = {
    "name": a_name,
    "url": _url,
    "user": _user,
    "projects": _projects,
    "key_variable": a_variable,
}
