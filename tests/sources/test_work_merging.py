"""What is known of the work items of a change, put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.sources.work.merging import merged, with_ids

FOUND = (
    WorkItem("W1", "PAY-12", "jira", (Found("trailer", "C1"),)),
    WorkItem("W2", "#7", "", (Found("mention", "C2"),)),
)


def test_what_a_person_gave_stands_over_what_a_tracker_told() -> None:
    mine = WorkItem("", "PAY-12", "jira", (Found("given", "items.csv"),), title="Exports are slow")
    told = WorkItem("", "PAY-12", "jira", (), title="Slow", status="Done", done=True, fetched=True)
    item = merged(FOUND, [mine], {"PAY-12": told})[0]
    assert (item.id, item.title, item.status, item.done) == ("W1", "Exports are slow", "Done", True)
    assert item.fetched and [one.where for one in item.found] == ["given", "trailer"]


def test_a_given_item_is_what_the_change_is_for_though_its_number_is_also_a_pull_requests() -> None:
    found = WorkItem("W1", "#13", "github", (Found("mention", "C1"),), kind="pull request")
    mine = WorkItem("", "#13", "github", (Found("given", "items.csv"),), title="Exports are slow")
    asked = {"#13": WorkItem("", "#13", "github", (), title="Slow", kind="Pull request", fetched=True)}
    assert all(one.is_request for one in (*merged([found]), *merged([found], (), asked)))
    for item in (*merged([found], [mine]), *merged([found], [mine], asked)):
        assert item.is_named and not item.is_request


def test_a_feature_request_is_no_pull_request() -> None:
    assert not WorkItem("W1", "PAY-12", "jira", (Found("trailer", "C1"),), kind="Feature request").is_request


def test_what_was_not_done_stays_so() -> None:
    told = WorkItem("", "#7", "github", (), done=False, fetched=True)
    later = WorkItem("", "#7", "github", (Found("given", ""),), done=None)
    item = merged(FOUND, [later], {"#7": told})[1]
    assert item.done is False and item.tracker == "github"


def test_a_given_item_keeps_the_id_that_sentences_cite() -> None:
    gone, stays = WorkItem("W3", "A-1", "jira", ()), WorkItem("W4", "A-2", "jira", ())
    assert [one.id for one in merged(FOUND, [gone, stays])] == ["W1", "W2", "W3", "W4"]
    assert [one.id for one in merged(FOUND, [stays])] == ["W1", "W2", "W4"]


def test_given_items_get_ids_of_their_own_or_that_of_what_they_say_more_of() -> None:
    known = merged(FOUND, [WorkItem("W4", "A-2", "jira", ())])
    given = [
        WorkItem("", key, "", (), title=title) for key, title in (("A-7", ""), ("A-2", ""), ("A-8", "x"), ("A-8", "y"))
    ]
    assert [(one.id, one.title) for one in with_ids(given, known)] == [("W5", ""), ("W4", ""), ("W6", "y")]


def test_an_export_names_in_full_what_the_commits_of_a_repository_call_by_its_number() -> None:
    known = (WorkItem("W1", "#12", "", ()),)
    given = [WorkItem("", "Acme/Pay#12", "github", ()), WorkItem("", "acme/infra#12", "github", ())]
    assert [(one.id, one.key) for one in with_ids(given, known, "acme/pay")] == [("W1", "#12"), ("W2", "acme/infra#12")]
    assert [one.key for one in with_ids(given, known)] == ["Acme/Pay#12", "acme/infra#12"]
    assert [one.key for one in with_ids([WorkItem("", "PAY-12", "jira", ())], (), "PAY")] == ["PAY-12"]


def test_an_id_that_the_change_has_taken_since_is_not_given_twice() -> None:
    later = WorkItem("W2", "A-1", "jira", ())
    assert [one.id for one in merged(FOUND, [later])] == ["W1", "W2", "W3"]


texts = st.text(max_size=20)
items = st.builds(
    WorkItem,
    id=texts,
    key=texts,
    tracker=texts,
    found=st.lists(st.builds(Found, st.sampled_from(["given", "branch"]), texts), max_size=2).map(tuple),
    title=texts,
    body=texts,
    fetched=st.booleans(),
    done=st.sampled_from([None, True, False]),
    criteria=st.lists(texts, max_size=2).map(tuple),
)


@given(items)
def test_an_item_comes_back_from_its_json(item: WorkItem) -> None:
    assert WorkItem.from_json(item.to_json()) == item


@pytest.mark.parametrize("text", ["", "[]", "1", '{"title": 3}', '{"found": [{"where": "above"}]}', '{"done": "no"}'])
def test_what_is_no_item_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        WorkItem.from_json(text)
