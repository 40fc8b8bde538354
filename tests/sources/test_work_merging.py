"""What is known of the work items of a change, put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.sources.work.merging import at_home, merged

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
    gone, stays = WorkItem("", "A-1", "jira", ()), WorkItem("", "A-2", "jira", ())
    assert [one.id for one in merged(FOUND, [gone, stays])] == ["W1", "W2", "W3", "W4"]
    assert [one.id for one in merged(FOUND, [stays], meant={"W3": "A-1", "W4": "A-2"})] == ["W1", "W2", "W4"]
    assert [one.id for one in merged(FOUND[1:], [stays], meant={"W1": "PAY-12", "W3": ""})] == ["W2", "W4"]


def test_references_found_in_another_order_keep_the_ids_that_a_ticket_knows() -> None:
    found = [WorkItem("", key, "", ()) for key in ("#9", "#7", "PAY-12", "#8")]
    assert [one.id for one in merged(found, meant={"W1": "PAY-12", "W3": "#8"})] == ["W2", "W4", "W1", "W3"]
    assert [one.id for one in merged(found)] == ["W1", "W2", "W3", "W4"]


def test_given_items_get_ids_of_their_own_or_that_of_what_they_say_more_of() -> None:
    given = [
        WorkItem("", key, "", (), title=title) for key, title in (("A-7", ""), ("A-2", ""), ("A-8", "x"), ("A-8", "y"))
    ]
    items = merged(FOUND, at_home(given), meant={"W4": "A-2"})
    assert [(one.id, one.title) for one in items[2:]] == [("W3", ""), ("W4", ""), ("W5", "y")]


def test_an_export_names_in_full_what_the_commits_of_a_repository_call_by_its_number() -> None:
    given = [WorkItem("", "Acme/Pay#12", "github", ()), WorkItem("", "acme/infra#12", "github", ())]
    assert [one.key for one in at_home(given, "acme/pay")] == ["#12", "acme/infra#12"]
    assert [one.key for one in at_home(given)] == ["Acme/Pay#12", "acme/infra#12"]
    assert [one.key for one in at_home([WorkItem("", "PAY-12", "jira", ())], "PAY")] == ["PAY-12"]


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


@pytest.mark.parametrize(
    "text", ["", "[" * 100_000, "[]", "1", '{"title": 3}', '{"found": [{"where": "above"}]}', '{"done": "no"}']
)
def test_what_is_no_item_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        WorkItem.from_json(text)
