"""References in names of branches: what is a ticket's number there, and what a version, a date or a count."""

import pytest

from tests.sources.test_work import found


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ("feature/pay-12-refunds", ["PAY-12"]),
        ("PAY-12_fix", ["PAY-12"]),
        ("maya/fix-PAY-12", ["PAY-12"]),
        ("maya_pay-12", ["PAY-12"]),
        ("PAY-12-OPS-3-x", ["PAY-12", "OPS-3"]),
        ("123-fix-login", ["#123"]),
        ("acme/4474_date-properties", ["#4474"]),
        ("issue-123", ["#123"]),
        ("issue/123", ["#123"]),
        ("gh-123", ["#123"]),
        ("maya/fix-issue-592-race", ["#592"]),
        ("bugfix/1798", ["#1798"]),
        ("fix-8952", ["#8952"]),
        ("feature/664-filter", ["#664"]),
        ("ab#12-x", ["AB#12"]),
        ("revert-12-pay-3-x", ["PAY-3"]),
        ("ios-12-login", []),
        ("patch-1", []),
        ("release/2.4", []),
        ("release-2", []),
        ("v2-11-preparations", []),
        ("20260926-import", []),
        ("2026-11-26-import", []),
        ("2026-roadmap", []),
        ("2-factor-login", []),
        ("18-stable", []),
        ("5-0-stable", []),
        ("fix-2", []),
        ("1.2-fix", []),
        ("python-3-12", []),
        ("dependabot/docker/node-20-alpine", []),
        ("renovate/lodash-4-x", []),
        ("pay-12.5", []),
        ("use-utf-8", []),
        ("UTF-8-paths", []),
        ("oauth-2", []),
    ],
)
def test_what_a_branch_names(branch: str, expected: list[str]) -> None:
    assert list(found("Do it", branch=branch)) == expected


def test_what_may_be_something_else_counts_beside_commits_that_name_it() -> None:
    assert "branch" in found("Fixes #2: Log in", branch="fix-2")["#2"]
    assert "branch" in found("IOS-11: Log in", branch="ios-12-login")["IOS-12"]
    assert "branch" in found("Fixes #2026: Plan", branch="2026-roadmap")["#2026"]


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ("eng-55-checkout", ["ENG-55"]),
        ("return-404-when-missing", []),
        ("stats-30-days", []),
        ("typo-1", []),
        ("readonly-3", []),
    ],
)
def test_of_the_many_branches_that_were_merged_small_letters_count_less(branch: str, expected: list[str]) -> None:
    merged = found(f"Merge pull request #900 from maya/{branch}")
    assert [key for key in merged if key != "#900"] == expected


def test_branches_that_name_several_tickets_of_a_project_bear_each_other_out() -> None:
    assert set(found(*(f"Merge branch 'um-{number}'" for number in (1, 2, 3)))) == {"UM-1", "UM-2", "UM-3"}
    assert found(*(f"Merge branch 'um-{number}'" for number in (1, 2))) == {}
