"""A kind of tracker that is as simple as one can be, for tests of what is the same for all of them.

Its items are `{"key": "PAY-1", "title": ...}` at `/item/PAY-1`; a found list is `{"items": [...], "next": "2"}`.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from relman_desktop.settings import Tracker
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.trackers.kind import Ask, Page, Refusal, Sort, Unreadable

_SORTS: Mapping[int, Sort] = {401: "token", 403: "access", 404: "missing", 410: "missing", 429: "limit"}


class PlainKind:
    name = "plain"
    title = "Plain"
    wants_user = False
    address = "https://plain.example"

    def base(self, tracker: Tracker) -> str:
        return tracker.url.rstrip("/")

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        if key.startswith("#"):
            return f"{project}{key}" if project else ""
        fits = re.fullmatch(r"([A-Z]+)-\d+", key)
        return key if fits and (not tracker.projects or fits[1] in tracker.projects) else ""

    def refusal(self, status: int, headers: Mapping[str, str], answer: Any) -> Refusal | None:
        if status == 200:
            return Refusal("odd") if answer is None else None
        if isinstance(answer, dict) and answer.get("message") == "slow down":
            return Refusal("limit", until=float(answer.get("until", 0)))
        if isinstance(answer, dict) and answer.get("says"):
            return Refusal("odd", f"It says {answer['says']}")
        sort: Sort = "moved" if status < 400 else "fault" if status >= 500 else _SORTS.get(status, "odd")
        return Refusal(sort)

    def ask(self, tracker: Tracker, native: str) -> Ask:
        return Ask(f"/item/{quote(native, safe='')}")

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        if not isinstance(answer, dict) or not isinstance(answer.get("title"), str):
            raise Unreadable("it has no title")
        now = answer.get("key", native)
        return WorkItem("", native, "plain", (), title=answer["title"], now="" if now == native else now)

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        return Ask("/found", {"words": words, "page": "1"})

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        items = tuple(WorkItem("", one["key"], "plain", (), title=one["title"]) for one in answer["items"])
        more = answer.get("next")
        return Page(items, Ask("/found", {**asked.query, "page": more}) if more else None)

    def ask_self(self, tracker: Tracker) -> Ask:
        return Ask("/self")

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        if not isinstance(answer, dict) or not answer.get("name"):
            raise Unreadable("it names nobody")
        return str(answer["name"])
