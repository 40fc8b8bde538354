"""A search reads page after page, and no more than was asked for."""

import json
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

import pytest

from relman_desktop.errors import Cancelled, InputError
from relman_desktop.jobs import Cancel
from relman_desktop.trackers import searching
from relman_desktop.trackers.answer import Fault, Unread
from relman_desktop.trackers.searching import search
from tests.net.server import Received, Scripted, Step, plain, refusing

from .conftest import tracker_at

pytestmark = pytest.mark.usefixtures("plain_kind", "token")


def _pages(last: int, each: int = 10, again: bool = False) -> object:
    """A tracker with so many pages; `again`: which tells the same items on each."""

    def script(request: Received) -> Iterable[Step]:
        page = int(parse_qs(urlsplit(request.path).query)["page"][0])
        first = 0 if again else page * 100
        items = [{"key": f"PAY-{first + one}", "title": f"Item {one}"} for one in range(each)]
        body = {"items": items, "next": str(page + 1) if page < last else ""}
        return plain(json.dumps(body))(request)

    return script


@pytest.mark.parametrize(("most", "requests"), [(50, 3), (25, 3), (10, 1), (11, 2)])
def test_pages_are_read_until_there_are_enough(most: int, requests: int) -> None:
    with Scripted(_pages(3)) as server:  # type: ignore[arg-type]
        found = search(tracker_at(server.port), "pay & go", Cancel(), most)
        assert len(server.received) == requests
        assert parse_qs(urlsplit(server.received[0].path).query)["words"] == ["pay & go"]
    assert len(found) == min(most, 30) == len({item.key for item in found}) and found[0].key == "PAY-100"


@pytest.mark.parametrize(("each", "again"), [(0, False), (10, True)])
def test_a_tracker_that_pages_for_ever_is_left(each: int, again: bool) -> None:
    with Scripted(_pages(10**9, each, again)) as server:  # type: ignore[arg-type]
        assert len(search(tracker_at(server.port), "pay", Cancel())) == each
        assert len(server.received) == searching._MOST_PAGES


def test_a_next_page_that_is_this_one_is_not_asked() -> None:
    with Scripted(plain({"items": [], "next": "1"})) as server:
        assert search(tracker_at(server.port), "pay", Cancel()) == ()
        assert len(server.received) == 1


def test_what_goes_wrong_is_told() -> None:
    with Scripted(refusing({"message": "no"}, "403 Forbidden")) as server, pytest.raises(Unread) as raised:
        search(tracker_at(server.port), "pay", Cancel())
    assert raised.value.fault is Fault.FORBIDDEN and "read the search" in str(raised.value)
    with pytest.raises(InputError, match="of no kind that is known"):
        search(tracker_at(1, kind="other"), "pay", Cancel())


def test_no_words_ask_nothing_and_a_stopped_search_neither() -> None:
    cancel = Cancel()
    cancel.cancel()
    with Scripted(_pages(1)) as server:  # type: ignore[arg-type]
        assert search(tracker_at(server.port), " \n", Cancel()) == ()
        with pytest.raises(Cancelled):
            search(tracker_at(server.port), "pay", cancel)
        assert not server.received
