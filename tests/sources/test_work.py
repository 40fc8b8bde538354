"""References to work items: what is one, what only looks like one, and where each was found."""

from dataclasses import replace

import pytest

from relman_desktop.sources.change import Change, Commit
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.sources.work.keys import find_references, warnings
from tests.facts.changes import a_change


def of_commits(*messages: str, branch: str | None = None) -> Change:
    """A change whose commits have these messages (subject, blank line, body)."""
    commits = []
    for number, message in enumerate(messages, 1):
        subject, _, body = message.partition("\n\n")
        oid = f"{number:040x}"
        commits.append(Commit(f"C{number}", oid, (), "Maya", "maya@example.com", "2026-09-01T09:00:00Z", subject, body))
    return replace(a_change({"a.py": ("", "x\n")}), commits=tuple(commits), branch=branch)


def found(*messages: str, branch: str | None = None) -> dict[str, list[str]]:
    """The keys found, each with where."""
    return {
        item.key: [one.where for one in item.found] for item in find_references(of_commits(*messages, branch=branch))
    }


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("PAY-212: Give up sooner", {"PAY-212": ["mention"]}),
        ("Give up sooner\n\nRefs: PAY-212, PAY-9", {"PAY-212": ["trailer"], "PAY-9": ["trailer"]}),
        ("Fixes #431", {"#431": ["closing"]}),
        ("Fix it\n\nCloses: #1, #2 and #3", {"#1": ["closing"], "#2": ["closing"], "#3": ["closing"]}),
        ("Implements acme/orders#7", {"acme/orders#7": ["closing"]}),
        ("AB#4711 done", {"AB#4711": ["mention"]}),
        ("A thing (#12)", {"#12": ["mention"]}),
        ("See https://github.com/acme/orders/issues/5", {"acme/orders#5": ["mention"]}),
        ("See https://git.acme.test/a/b/-/merge_requests/8", {"a/b#8": ["mention"]}),
        ("See https://acme.test/jira/browse/PAY-3", {"PAY-3": ["mention"]}),
    ],
)
def test_references_are_found_with_where_they_stand(message: str, expected: dict[str, list[str]]) -> None:
    assert found(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "Use UTF-8 and SHA-256",
        "CVE-2025-64459, RFC-2616, ISO-8601",
        "colour #fff000 and #0",
        "x86-64, a-1, v1-2",
        "A&#39;b",
    ],
)
def test_noise_is_no_ticket(message: str) -> None:
    assert found(message) == {}


def test_a_branch_is_read_in_any_case_and_what_is_believed_most_comes_first() -> None:
    items = find_references(of_commits("Mentions OPS-1", "x\n\nRefs: PAY-2", branch="feature/pay-3_timeout"))
    assert [(item.id, item.key) for item in items] == [("W1", "PAY-2"), ("W2", "PAY-3"), ("W3", "OPS-1")]


def test_a_branch_and_commits_that_disagree_are_warned_of() -> None:
    change = of_commits("PAY-9: Something", branch="pay-3")
    assert warnings(change, find_references(change)) == ("The branch pay-3 names PAY-3, but its commits name PAY-9.",)
    agreeing = of_commits("PAY-3: Something, see PAY-9", branch="pay-3")
    assert warnings(agreeing, find_references(agreeing)) == ()


def test_a_ticket_knows_its_commits() -> None:
    items: tuple[WorkItem, ...] = find_references(of_commits("PAY-1 a", "PAY-1 b", "c"))
    assert items[0].commits == ("C1", "C2")


def test_a_hostile_message_takes_no_time() -> None:
    assert found("A-" * 50_000 + "\n\n" + "#1" * 50_000 + "\n" + "https://a/" * 20_000) is not None
