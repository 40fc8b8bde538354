"""Whatever a server answers, reading it gives an item of sound texts, or says what is odd."""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.settings import Tracker
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.trackers.kind import Ask, Kind, Page, Unreadable
from relman_desktop.trackers.kinds import KINDS, answers
from tests.trackers.servers import SERVERS
from tests.trackers.servers.serving import Asked, TrackerServer
from tests.trackers.servers.stored import LETTERS, LONG, MOVED, REFUND

WEIRD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=40)
    | st.sampled_from(
        ["\ud800", "\x00", "javascript:alert(1)", "https://x@evil.example/", "PAY-12", "#1", "-1", "9" * 400, 10**30]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


class _Recorded:
    """What one kind asks and its server answers, without a network between them."""

    def __init__(self, name: str) -> None:
        self.kind: Kind = KINDS[name]
        self.server: TrackerServer = SERVERS[name]()
        with self.server:  # a server that listens has an address
            self.tracker: Tracker = self.server.tracker()
            self.asks = dict(self._asks())
            self.answers = {what: self._answer(ask) for what, (ask, _) in self.asks.items()}

    def _asks(self) -> Iterator[tuple[str, tuple[Ask, str]]]:
        for number in (REFUND, LONG, LETTERS, MOVED):
            native = self.kind.native(self.server.key(number), self.tracker, "acme/shop")
            yield f"item {number}", (self.kind.ask(self.tracker, native), native)
        yield "self", (self.kind.ask_self(self.tracker), "")
        yield "found", (self.kind.ask_found(self.tracker, "invoice"), "")

    def _answer(self, ask: Ask) -> Any:
        prefix = self.kind.base(self.tracker).removeprefix(self.server.url)
        asked = Asked("POST" if ask.body else "GET", prefix + ask.path, ask.query, {}, ask.body)
        return self.server.answer(asked).body

    def read(self, what: str, answer: Any) -> WorkItem | Page | str:
        ask, native = self.asks[what]
        if what == "self":
            return self.kind.read_self(self.tracker, answer)
        if what == "found":
            return self.kind.read_found(
                self.tracker, ask, answer, {"link": '<?page=2>; rel="next"', "x-next-page": "2"}
            )
        return self.kind.read(self.tracker, native, answer)


@cache
def recorded(name: str) -> _Recorded:
    return _Recorded(name)


def places(told: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to each part of an answer."""
    yield path
    parts: Any = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for name, part in parts:
        yield from places(part, (*path, name))


def changed(told: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    whole = copy.deepcopy(told)
    part = whole
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return whole


def sound(item: WorkItem) -> None:
    """All of it can be shown, kept and read back."""
    kept = WorkItem.from_json(item.to_json())
    assert kept == item
    for one in fields(item):
        value = getattr(item, one.name)
        texts = value if isinstance(value, tuple) else (value,)
        for text in texts:
            if isinstance(text, str):
                text.encode()  # no half of a pair
                assert len(text) <= answers.BODY_LIMIT + 10
                assert "\x00" not in text
                assert one.name in ("body", "criteria") or "\n" not in text
    assert item.url == "" or item.url.startswith(("http://", "https://"))
    assert isinstance(item.done, bool | None)


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_part_that_is_something_else_ends_in_an_item_or_a_reason(name: str, data: st.DataObject) -> None:
    whole = recorded(name)
    what = data.draw(st.sampled_from(sorted(whole.asks)))
    told = whole.answers[what]
    for _ in range(data.draw(st.integers(1, 3))):
        told = changed(told, data.draw(st.sampled_from(list(places(told)))), data.draw(WEIRD))
    try:
        read = whole.read(what, told)
    except Unreadable as odd:
        assert str(odd)
        assert "\n" not in str(odd)
        return
    for item in read.items if isinstance(read, Page) else [read] if isinstance(read, WorkItem) else []:
        sound(item)


@pytest.mark.parametrize("name", KINDS)
@given(status=st.integers(100, 599), answer=WEIRD, headers=st.dictionaries(
    st.sampled_from(["x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-requests-remaining", "retry-after",
                     "x-ratelimit-requests-reset", "x-github-sso", "x-seraph-loginreason"]),
    st.text(max_size=20) | st.sampled_from(["0", "nan", "inf", "-1", "9" * 400]),
))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_answer_is_told_from_a_refusal(name: str, status: int, answer: Any, headers: Mapping[str, str]) -> None:
    refusal = KINDS[name].refusal(status, headers, answer)
    assert refusal is not None or status == 200
    assert refusal is None or 0 <= refusal.until < 1e12


@pytest.mark.parametrize("name", KINDS)
@given(answer=WEIRD)
@settings(max_examples=40, deadline=None)
def test_nothing_of_a_stranger_is_taken_for_an_item(name: str, answer: Any) -> None:
    whole = recorded(name)
    for what in ("item 12", "self"):
        with pytest.raises(Unreadable):
            whole.read(what, answer)


@pytest.mark.parametrize("name", KINDS)
def test_an_answer_of_the_real_shape_is_read(name: str) -> None:
    whole = recorded(name)
    assert whole.read("self", whole.answers["self"])
    item = whole.read("item 12", json.loads(json.dumps(whole.answers["item 12"])))
    assert isinstance(item, WorkItem)
    sound(item)


def grown(told: Any) -> Any:
    """The same answer with long texts, and long lists of what is no list, in place of short ones."""
    if isinstance(told, dict):
        return {name: grown(one) for name, one in told.items()}
    if isinstance(told, list) and told:
        one = grown(told[0])
        return [one] * (2_000 if len(json.dumps(one)) < 1_000 else 2)
    return "<p>*# [a](b) {code} @x@ \n" * 10_000 if isinstance(told, str) and len(told) > 40 else told


@pytest.mark.parametrize("name", KINDS)
def test_a_huge_answer_is_read_in_a_moment_and_cut(name: str) -> None:
    whole = recorded(name)
    began = monotonic()
    item = whole.read("item 14", grown(whole.answers["item 14"]))
    assert monotonic() - began < 20
    assert isinstance(item, WorkItem)
    sound(item)
