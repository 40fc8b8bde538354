"""What a kind of tracker must tell, so that one client can read work items from all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from ..settings import Tracker
from ..sources.work.item import WorkItem


class Unreadable(Exception):
    """An answer that is not what this tracker answers; the message is a clause that says what is odd about it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that reads. It goes to the tracker's own address and nowhere else, whatever an answer names."""

    path: str  # below the kind's `base`, with what stands in it percent-encoded: "/rest/api/3/issue/PAY-12"
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None  # JSON, where reading is a POST (GraphQL, WIQL)
    left: tuple[str, ...] = ()  # what the kind has to know again for the page behind the answer; it is not sent


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and how to ask for the next one; None where it is the last.

    One without items is not the end: a tracker may tell the numbers first, and the items when asked for those.
    """

    items: tuple[WorkItem, ...]
    next: Ask | None = None


Sort = Literal["token", "access", "missing", "moved", "limit", "fault", "odd"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an answer means that tells no item.

    token: the token is not taken; access: it is, but may not read this; missing: there is no such item, or none that
    may be seen; moved: it lies at another address; limit: too many requests; fault: the server failed; odd: the rest.
    """

    sort: Sort
    why: str = ""  # a sentence on what this tracker means by it and what to do, where there is more to tell
    until: float = 0  # when requests are taken again, in seconds since 1970, where no Retry-After says so


class Kind(Protocol):
    """A kind of tracker: which requests it takes and how its answers map to work items. It does no input or output.

    `read...` raise `Unreadable`, whatever the answer is: it is hostile input.
    """

    name: str  # as in `Tracker.kind`
    title: str  # for people: "Jira Cloud"
    wants_user: bool  # whether the token goes with a user's name
    address: str  # an example of its address, or the address where there is only one

    def base(self, tracker: Tracker) -> str:
        """Where its requests go, without a slash at the end: the tracker's address as the person knows it, or where its
        maker documents that the API of that address lies ("https://github.com" -> "https://api.github.com").

        The scheme is the address's own. It is the only place that a token is sent to.
        """
        ...

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        """What authorises a request, and what media type it asks for."""
        ...

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        """How the tracker knows what a change calls `key`; "" where it is not one of its own.

        `project`: the path of the repository at its host ("owner/repo"), for a bare `#12`; "" where that is not known
        or lies at another host than this tracker.
        """
        ...

    def refusal(self, status: int, headers: Mapping[str, str], answer: Any) -> Refusal | None:
        """What an answer means that tells no item; None for one that tells some.

        To be asked for every answer, for some trackers refuse with a status of 200 or 400. `headers` have lower-case
        names; `answer` is the JSON that came, or None where it is none.
        """
        ...

    def ask(self, tracker: Tracker, native: str) -> Ask:
        """The request for one item."""
        ...

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        """The item that a JSON answer tells; `now` says the key that it has, where that is another one."""
        ...

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        """The request for the items that hold words, the newest first."""
        ...

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        """A page of them. `headers` have lower-case names."""
        ...

    def ask_self(self, tracker: Tracker) -> Ask:
        """The request that tells whose token it is."""
        ...

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        """Whose token it is, for people."""
        ...
