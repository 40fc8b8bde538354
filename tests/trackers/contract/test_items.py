"""What a person sees of an item, whichever tracker holds it."""

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.trackers.kinds import KINDS
from relman_desktop.trackers.lookup import look_up
from tests.trackers.servers import SERVERS
from tests.trackers.servers.stored import (
    ARABIC,
    CHINESE,
    CODE,
    DROPPED,
    EMPTY,
    EPIC,
    FAMILY,
    HEBREW,
    LETTERS,
    LINKED,
    LONG,
    LONG_TEXT,
    MOVED,
    REFUND,
)

from .serving import ORIGIN, Server, every_server, read


def text_of(item: WorkItem) -> str:
    return " ".join(item.body.split())


def test_there_is_a_server_for_each_kind() -> None:
    assert SERVERS.keys() == KINDS.keys()


@every_server
def test_an_item_is_read_with_all_that_its_tracker_tells(server: Server) -> None:
    item = read(server)
    assert item.fault == ""
    assert item.fetched
    assert item.key == server.key(REFUND)
    assert item.now == ""
    assert item.title == "Refund is paid twice"
    assert item.status in ("In Progress", "open", "opened", "Active")
    assert item.done is False
    assert item.kind in {"linear": ("",), "gitlab": ("Incident",)}.get(server.kind, ("Bug",))
    assert set(item.labels) == ({"payments"} if server.kind == "redmine" else {"payments", "urgent"})
    assert item.assignee == ("ada" if server.kind == "github" else "Ada Lovelace")
    assert item.parent == (f"acme&{EPIC}" if server.kind == "gitlab" else server.key(EPIC))
    assert item.links == (() if server.kind in ("github", "gitlab") else (server.key(LINKED),))
    assert item.criteria == (
        "A second refund of the same order is refused.",
        "The customer sees why it was refused.",
    )
    assert item.updated == "2026-03-04T10:20:30+00:00"
    assert item.url.startswith(("http://127.0.0.1", "https://linear.app/acme/issue/PAY-12"))
    assert str(REFUND) in item.url
    assert item.source.endswith(server.tracker().host)
    assert item.read_at


@every_server
def test_a_body_is_markdown_whatever_it_was_written_in(server: Server) -> None:
    lines = read(server).body.splitlines()
    assert lines[0] == "A refund that is asked for twice is paid twice."
    assert "## What happens" in lines
    assert [line.lstrip("-*+ ") for line in lines if line.startswith(("- ", "* ", "+ "))][:2] == [
        "open the order",
        "press Refund two times",
    ]
    start = next(place for place, line in enumerate(lines) if line.startswith("```"))
    assert lines[start + 1 : start + 5] == CODE.splitlines()
    assert lines[start + 5] == "```"


@every_server
def test_a_long_body_comes_whole(server: Server) -> None:
    item = read(server, LONG)
    assert LONG_TEXT in text_of(item)
    assert text_of(item).endswith("The end of it.")


@every_server
def test_emoji_and_writing_from_right_to_left_stay_as_they_are(server: Server) -> None:
    item = read(server, LETTERS)
    assert item.title == f"Refund 🎉 {HEBREW}"
    for word in (ARABIC, CHINESE, FAMILY, f"print('{HEBREW}')  # 🧾"):
        assert word in item.body
    assert item.labels == (ARABIC,)


@every_server
def test_an_item_of_a_title_only_is_an_item(server: Server) -> None:
    item = read(server, EMPTY)
    assert (item.title, item.body, item.criteria, item.fault) == ("Nothing but a title", "", (), "")
    assert (item.assignee, item.parent, item.labels, item.links) == ("", "", (), ())


@every_server
def test_done_is_what_the_tracker_counts_as_done(server: Server) -> None:
    done, dropped = read(server, LINKED), read(server, DROPPED)
    assert done.done is True
    assert done.status in ("Closed", "closed", "Done")
    # where a tracker has a sort of its own for what is closed and not done, that is not done
    assert dropped.done is (server.kind not in ("github", "azure", "linear"))
    assert dropped.status in ("Won't Do", "closed as not planned", "closed", "Removed", "Rejected", "Canceled")


@every_server
def test_a_moved_item_says_where_it_is(server: Server) -> None:
    item = read(server, MOVED)
    if server.kind == "github":
        assert item.title == ""
        assert "where we do not follow" in item.fault
        assert "transferred to another repository" in item.fault
        assert all(one.path.startswith("/api/v3/repos/acme/shop/issues/16") for one in server.received)
    elif server.kind == "gitlab":
        assert (item.status, item.done, item.fault) == ("closed (moved)", None, "")
    else:
        assert item.fault == ""
        assert item.key == server.key(MOVED)
        assert item.now == ("" if server.keeps_number else "SHOP-3")


@pytest.mark.parametrize(
    ("kind", "key", "sort"), [("github", "#900", "Pull request"), ("gitlab", "!900", "Merge request")]
)
def test_a_pull_request_says_that_it_is_one(kind: str, key: str, sort: str) -> None:
    with SERVERS[kind]() as server:
        (item,) = look_up([key], [server.tracker()], ORIGIN, Cancel(), silent)
    assert (item.key, item.kind, item.status, item.done) == (key, sort, "merged", True)
