"""Searches and the test of a connection, whichever tracker it is."""

import os

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.trackers.answer import Unread
from relman_desktop.trackers.searching import search
from relman_desktop.trackers.testing import test_tracker
from tests.trackers.servers import SERVERS
from tests.trackers.servers.serving import TOKEN_VARIABLE
from tests.trackers.servers.stored import PAGED

from .serving import Server, every_kind, every_server, read


@every_server
def test_a_search_goes_through_the_pages(server: Server) -> None:
    found = search(server.tracker(), "invoice", Cancel(), most=len(PAGED) + 50)
    assert [one.key for one in found] == [server.key(one) for one in reversed(PAGED)]
    assert {one.title for one in found} == {f"Invoice {one} is late" for one in PAGED}
    assert all(one.status and one.url for one in found)


@every_server
def test_a_search_stops_at_as_many_as_are_wanted(server: Server) -> None:
    found = search(server.tracker(), "invoice", Cancel(), most=30)
    assert len(found) == 30
    assert len(server.received) <= 2


@every_server
def test_a_search_that_finds_nothing_is_no_failure(server: Server) -> None:
    assert search(server.tracker(), "zebra", Cancel()) == ()


@every_kind
@pytest.mark.parametrize("behaviour", ["fault", "login page", "cut", "a text", "twisted"])
def test_a_search_that_fails_says_why(kind: str, behaviour: str) -> None:
    with SERVERS[kind](behaviour) as server, pytest.raises(Unread) as raised:
        search(server.tracker(), "refund", Cancel())
    assert "“test” (127.0.0.1" in str(raised.value)


@every_server
def test_the_test_of_a_connection_says_whose_token_it_is(server: Server) -> None:
    report = test_tracker(server.tracker(), os.environ[TOKEN_VARIABLE], Cancel(), silent)
    said = " ".join(line.said for line in report.lines)
    assert "ada" in said.lower()
    assert not [line for line in report.lines if line.mark == "fail"]


@every_server
def test_the_test_of_a_connection_says_that_a_token_is_wrong(server: Server) -> None:
    report = test_tracker(server.tracker(), "another-token-that-is-wrong", Cancel(), silent)
    assert [line for line in report.lines if line.mark == "fail" and "token" in line.said]


@every_kind
def test_nothing_but_reading_is_asked(kind: str) -> None:
    with SERVERS[kind]() as server:
        read(server)
        search(server.tracker(), "refund", Cancel())
        test_tracker(server.tracker(), os.environ[TOKEN_VARIABLE], Cancel(), silent)
    posts = {one.path.partition("?")[0] for one in server.received if one.method != "GET"}
    assert posts <= {"/graphql", "/acme/_apis/wit/wiql"}
    assert all(not one.json.get("query", "").lstrip().startswith("mutation") for one in server.received if one.body)
