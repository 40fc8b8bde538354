"""References to work items: what is one, what only looks like one, and where each was found."""

from dataclasses import replace

import pytest

from relman_desktop.export.listing import work_text
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
    return {item.key: [one.where for one in item.found] for item in items(*messages, branch=branch)}


def items(*messages: str, branch: str | None = None, projects: tuple[str, ...] = (), home: str = "") -> list[WorkItem]:
    return [*find_references(of_commits(*messages, branch=branch), projects, home)]


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
        ("See https://git.acme.test/a/b/-/merge_requests/8", {"a/b!8": ["mention"]}),
        ("See https://acme.test/jira/browse/PAY-3", {"PAY-3": ["mention"]}),
        ("x\n\nRelates: PAY-1 PAY-2", {"PAY-1": ["trailer"], "PAY-2": ["trailer"]}),
        ("x\n\nJira: https://acme.atlassian.net/browse/PAY-9", {"PAY-9": ["trailer"]}),
        ("x\n\nrefs #12, #13", {"#12": ["trailer"], "#13": ["trailer"]}),  # Redmine's
        ("x\n\nRefs #12 came to nothing", {"#12": ["mention"]}),
        ("x\n\nIssue: 123, 124", {"#123": ["trailer"], "#124": ["trailer"]}),
        ("x\n\nFixes: 99", {"#99": ["closing"]}),
        ('x\n\nFixes: 1a2b3c4d5e ("Older commit")', {}),
        ("x\n\nPart of #8", {"#8": ["trailer"]}),
        ("Fixes issue #12 and #13", {"#12": ["closing"], "#13": ["closing"]}),
        ("Fixes #12, where #13 was meant", {"#12": ["closing"], "#13": ["mention"]}),
        ("Closes GH-17", {"#17": ["closing"]}),
        ("Resolves [#5](https://github.com/acme/orders/issues/5)", {"acme/orders#5": ["closing"]}),
        ("Fixes issue#12", {"#12": ["closing"]}),
        ("x\n\ncloses group/sub/project#123", {"group/sub/project#123": ["closing"]}),
        ("x\n\n* PAY-7: one thing\n* PAY-8: another", {"PAY-7": ["mention"], "PAY-8": ["mention"]}),
        ("[#7] A title", {"#7": ["mention"]}),
        ("修复PAY-12问题", {"PAY-12": ["mention"]}),
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
        "colour #123456",
        "x86-64, a-1, v1-2",
        "A&#39;b",
        "COVID-19, GPT-4, X86-64, HTTP-2, H-264, GPL-3 and AGPL-3.0",
        "See CHANGELOG-2.md and NOTES-4.0",
        "PHASE-2: the second step\n\nSTEP-1 first",
        "Step #2 of build #431, line #7",
        "Anchor docs/a.md#12 and C#7",
        "x\n\n```\nPAY-12 #13\n```\n> PAY-14 was quoted",
        "Bump it\n\nBumps [lib](https://example.org) from 1 to 2.\n- Fixes #12 (ABC-3)",
        "Bump it\n\n<details>\n<summary>Notes</summary>\nFixes #12, ABC-3\n</details>",
        "https://acme.sentry.io/issues/551231234/ and https://example.org/a/b?x=#12",
        "https://dependabot.com and https://github.com/acme/orders/discussions/7",
        "Revert 2026-11-26",
    ],
)
def test_noise_is_no_ticket(message: str) -> None:
    assert found(message) == {}


@pytest.mark.parametrize(
    ("address", "key", "tracker", "kind"),
    [
        ("https://github.com/acme/orders/issues/5#issuecomment-1", "acme/orders#5", "github", ""),
        ("https://github.com/acme/orders/pull/6/files", "acme/orders#6", "github", "pull request"),
        ("https://gitlab.com/g/s/p/-/issues/7", "g/s/p#7", "gitlab", ""),
        ("https://gitlab.com/g/s/p/-/work_items/7?x=1", "g/s/p#7", "gitlab", ""),
        ("https://gitlab.acme.test/g/p/merge_requests/8/diffs", "g/p!8", "gitlab", "merge request"),
        ("https://acme.atlassian.net/browse/PAY-12?focus=1", "PAY-12", "jira", ""),
        ("https://acme.atlassian.net/jira/software/projects/PAY/boards/1?selectedIssue=PAY-13", "PAY-13", "jira", ""),
        ("https://jira.acme.test/secure/browse/PAY-14", "PAY-14", "jira", ""),
        ("https://dev.azure.com/org/My%20Project/_workitems/edit/12", None, "", ""),
        ("https://dev.azure.com/org/shop/_workitems/edit/12", "AB#12", "azure", ""),
        ("https://dev.azure.com/org/shop/_boards/board/t/team/Stories/?workitem=13", "AB#13", "azure", ""),
        ("https://dev.azure.com/org/shop/_git/api/pullrequest/77", "org/shop/api!77", "", "pull request"),
        ("https://redmine.acme.test/issues/12", "#12", "redmine", ""),
        ("https://acme.test/redmine/issues/12.", "#12", "redmine", ""),
        ("https://linear.app/acme/issue/ENG-12/give-up-sooner", "ENG-12", "linear", ""),
        ("https://bitbucket.org/acme/orders/pull-requests/4", "acme/orders#4", "", "pull request"),
    ],
)
def test_the_address_of_an_item_tells_its_key_and_its_tracker(
    address: str, key: str | None, tracker: str, kind: str
) -> None:
    read = items(f"Something\n\nIt is told at <{address}>, in full.")
    assert [(one.key, one.tracker, one.kind) for one in read] == ([(key, tracker, kind)] if key else [])
    assert all(one.url.startswith("https://") for one in read)


def test_a_password_in_an_address_does_not_come_out() -> None:
    (item,) = items("See https://maya:s3cret@git.acme.test/acme/orders/issues/5?token=s3cret")
    assert "s3cret" not in repr(item)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Merge pull request #12 from maya/pay-12-refunds", {"PAY-12": "branch", "#12": "pull request"}),
        (
            "Merge pull request #12 from acme/123-log-in\n\nFixes #123",
            {"#123": "closing", "#12": "pull request"},
        ),
        ("Merge branch 'feature/PAY-12' into main", {"PAY-12": "branch"}),
        ("Merge branch 'main' into feature/PAY-12_x", {"PAY-12": "branch"}),
        ("Merge remote-tracking branch 'origin/pay-12-x'", {"PAY-12": "branch"}),
        ("Merge branches 'PAY-1-a' and 'PAY-2-b'", {"PAY-1": "branch", "PAY-2": "branch"}),
        ("Merged in feature/PAY-12-x (pull request #4)", {"PAY-12": "branch", "#4": "pull request"}),
        ("Merged PR 77: PAY-12 Give up", {"PAY-12": "mention", "!77": "pull request"}),
        ("Merge x\n\nSee merge request group/project!45", {"group/project!45": "merge request"}),
        ("Title (#123)", {"#123": "pull request"}),
        ("Fixes #22: Title (#123)", {"#22": "closing", "#123": "pull request"}),
        ("Title (#22) (#123)", {"#22": "mention", "#123": "pull request"}),
        ('Revert "Fixes #22: Title (#123)" (#124)', {"#22": "mention", "#123": "pull request", "#124": "pull request"}),
        ("Title (!45)", {"!45": "merge request"}),
        ("Title\n\nPR-URL: https://github.com/acme/orders/pull/7", {"acme/orders#7": "pull request"}),
        ("Title\n\nIt follows PR #7.", {"#7": "pull request"}),
        ("Title (#7)\n\nFixes #7", {"#7": "closing"}),
    ],
)
def test_how_a_commit_came_in_is_told_apart_from_what_it_is_for(message: str, expected: dict[str, str]) -> None:
    assert {item.key: item.kind or item.found[0].where for item in items(message)} == expected


def test_nothing_is_settled_by_what_is_taken_back() -> None:
    taken_back = 'Revert "Fixes #9: Give up sooner"\n\nThis reverts commit ' + f"{2:040x}."
    told = found(taken_back, "Fixes #9: Give up sooner", "Fixes #8")
    assert told == {"#8": ["closing"], "#9": ["mention", "mention"]}
    again = 'Revert "Revert "Fixes #9: Give up sooner""\n\nThis reverts commit ' + f"{2:040x}."
    older = 'Revert "Fixes #9: Give up sooner"\n\nThis reverts commit ' + f"{3:040x}."
    assert "closing" in found(again, older, "Fixes #9: Give up sooner")["#9"]


def test_a_number_before_the_title_counts_where_the_others_are_like_it() -> None:
    assert found("22745 - Enforce permissions") == {}
    assert found("22745 - Enforce permissions", "Fixes #22744: Hide") == {"#22744": ["closing"], "#22745": ["mention"]}
    assert found("2048 is the new default", "Fixes #22744: Hide") == {"#22744": ["closing"]}


def test_a_key_in_prose_that_nothing_bears_out_is_of_no_tracker() -> None:
    (item,) = items("Show the news\n\nThe probe ROSETTA-2 is told of too")
    assert (item.tracker, item.is_named) == ("", False)
    assert all(item.is_named for item in items("ROSETTA-1: News\n\nThe work in ROSETTA-2 goes on"))


def test_only_the_keys_of_the_given_projects_count() -> None:
    message = "PAY-1 OPS-2 CVE-2026 SHA-3 #4"
    assert {item.key for item in items(message, projects=("pay", "SHA"))} == {"PAY-1", "SHA-3", "#4"}


def test_an_item_of_the_repository_itself_is_known_by_its_number() -> None:
    both = ("Fixes #5", "See https://github.com/Acme/Orders/issues/5 and acme/stock#5")
    read = {item.key: item for item in items(*both, home="acme/orders")}
    assert set(read) == {"#5", "acme/stock#5"}
    assert read["#5"].url == "https://github.com/Acme/Orders/issues/5" and len(read["#5"].found) == 2


def test_a_branch_is_read_in_any_case_and_what_is_believed_most_comes_first() -> None:
    items = find_references(of_commits("Mentions OPS-1", "x\n\nRefs: PAY-2", branch="feature/pay-3_timeout"))
    assert [(item.id, item.key) for item in items] == [("W1", "PAY-2"), ("W2", "PAY-3"), ("W3", "OPS-1")]


def test_a_branch_and_commits_that_disagree_are_warned_of() -> None:
    change = of_commits("PAY-9: Something", branch="pay-3")
    assert warnings(change, find_references(change)) == ("The branch pay-3 names PAY-3, but its commits name PAY-9.",)
    agreeing = of_commits("PAY-3: Something, see PAY-9", branch="pay-3")
    assert warnings(agreeing, find_references(agreeing)) == ()


def test_a_branch_and_commits_of_two_trackers_do_not_disagree() -> None:
    change = of_commits("Fixes #12: Something", "Title (#13)", branch="PAY-3_x")
    assert warnings(change, find_references(change)) == ()
    change = of_commits("Fixes #12: Something", branch="14-something-else")
    assert warnings(change, find_references(change)) == (
        "The branch 14-something-else names #14, but its commits name #12.",
    )


def test_a_key_that_is_a_slip_away_from_the_others_is_asked_about() -> None:
    change = of_commits("PAY-1: a", "PAY-2: b", "PAY-3: c", "PYA-4: d", "OPS-1: e")
    assert warnings(change, find_references(change)) == (
        "PYA-4 is named once, and 3 other keys of this change begin with PAY-: was PAY-4 meant?",
    )


def test_a_ticket_knows_its_commits() -> None:
    first = items("PAY-1 a", "PAY-1 b", "c", branch="CORE-1")[-1]
    assert first.commits == ("C1", "C2")
    assert items("x", branch="CORE-1")[0].commits == ()


def test_the_command_line_tells_where_and_how_often() -> None:
    commits = [f"PAY-1: part {number}" for number in range(9)]
    text = work_text(items(*commits, "Fixes PAY-1 (#7)"), ())
    assert text == (
        "W1   PAY-1                   closing C10, mention C1 C2 C3 C4 and 5 more\n"
        "W2   #7                      pull request, mention C10\n"
    )
