"""What the kinds of trackers share."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, ClassVar

from ...settings import Tracker
from ...sources.work.item import WorkItem
from ..kind import Refusal
from . import places
from .refusals import refusal

PAGE = 50  # items that are asked for at once


class Common:
    """A tracker whose interface lies below its own address, and that refuses as HTTP has it."""

    name: str
    title: str
    wants_user: bool = False
    address: str
    word: ClassVar[str]  # as in `WorkItem.tracker`
    why: ClassVar[Mapping[int, str]] = {}  # what it means by a status, where there is more to tell

    def base(self, tracker: Tracker) -> str:
        return places.root(tracker)

    def refusal(self, status: int, headers: Mapping[str, str], answer: Any) -> Refusal | None:
        return refusal(status, answer, self.why)

    def item(self, tracker: Tracker, key: str, **told: Any) -> WorkItem:
        """An item of this tracker."""
        source = f"{self.title} at {places.host(tracker)}"
        return WorkItem("", key, self.word, (), fetched=True, source=source, **told)


def basic(user: str, token: str) -> str:
    """An `Authorization` of the scheme Basic."""
    return "Basic " + b64encode(f"{user}:{token}".encode()).decode()
