"""What each tracker means by an answer that tells no item, in the shapes that are documented of it."""

from typing import Any

import pytest

from relman_desktop.trackers.kinds import KINDS

_LINEAR = {"errors": [{"message": "x", "extensions": {"code": "RATELIMITED", "type": "ratelimited"}}], "data": None}


@pytest.mark.parametrize(
    ("kind", "status", "headers", "answer", "sort"),
    [
        ("jira-cloud", 404, {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}, {"errorMessages": ["x"]}, "token"),
        ("jira-cloud", 404, {"x-seraph-loginreason": "OK"}, {"errorMessages": ["x"]}, "missing"),
        ("jira-cloud", 401, {}, {"message": "Client must be authenticated"}, "token"),
        ("jira-cloud", 410, {}, {"errorMessages": ["x"]}, "missing"),
        ("jira-server", 403, {"x-authentication-denied-reason": "CAPTCHA_CHALLENGE; login-url=x"}, None, "token"),
        ("jira-server", 401, {"x-seraph-loginreason": "AUTHENTICATION_DENIED"}, None, "token"),
        ("jira-server", 302, {}, None, "moved"),
        ("jira-server", 200, {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}, None, "token"),
        ("jira-server", 503, {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}, None, "fault"),
        ("github", 403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1772620000"}, {"message": "x"}, "limit"),
        ("github", 403, {"x-ratelimit-remaining": "42"}, {"message": "x"}, "access"),
        ("github", 403, {}, {"message": "You have exceeded a secondary rate limit."}, "limit"),
        ("github", 429, {}, None, "limit"),
        ("github", 403, {"x-github-sso": "required; url=https://github.com/orgs/acme/sso"}, {"message": "x"}, "access"),
        ("github", 410, {}, {"message": "This issue was deleted"}, "missing"),
        ("github", 301, {}, {"message": "Moved Permanently"}, "moved"),
        ("gitlab", 429, {}, None, "limit"),
        ("gitlab", 401, {}, {"error": "invalid_token"}, "token"),
        ("azure", 203, {}, None, "token"),
        ("azure", 302, {}, None, "token"),
        ("azure", 200, {"content-type": "text/html; charset=utf-8"}, None, "token"),
        ("azure", 200, {"content-type": "application/json"}, None, "odd"),
        ("redmine", 403, {}, None, "access"),
        ("redmine", 500, {}, None, "fault"),
        ("linear", 400, {}, _LINEAR, "limit"),
        ("linear", 200, {}, {"errors": [{"message": "Entity not found: Issue"}], "data": None}, "missing"),
        (
            "linear",
            200,
            {},
            {"errors": [{"message": "x", "extensions": {"type": "forbidden"}}], "data": None},
            "access",
        ),
        ("linear", 400, {}, {"errors": [{"message": "Syntax Error"}]}, "odd"),
    ],
)
def test_an_answer_is_sorted(kind: str, status: int, headers: dict[str, str], answer: Any, sort: str) -> None:
    refusal = KINDS[kind].refusal(status, headers, answer)
    assert refusal is not None
    assert refusal.sort == sort


def test_an_error_beside_an_item_leaves_the_item() -> None:
    answer = {"errors": [{"message": "labels are slow today"}], "data": {"issue": {"identifier": "PAY-12"}}}
    assert KINDS["linear"].refusal(200, {}, answer) is None


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_tells_something_is_none(kind: str) -> None:
    assert KINDS[kind].refusal(200, {"x-ratelimit-remaining": "0"}, {"id": 12}) is None


def test_what_anybody_may_see_is_read_even_with_a_wrong_token() -> None:
    assert KINDS["jira-server"].refusal(200, {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}, {"key": "X-1"}) is None


def test_it_says_when_requests_are_taken_again() -> None:
    github = KINDS["github"].refusal(403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1772620000"}, {})
    spent = {"x-ratelimit-complexity-remaining": "0", "x-ratelimit-complexity-reset": "1772620000000"}
    linear = KINDS["linear"].refusal(400, spent, _LINEAR)
    assert github is not None
    assert linear is not None
    assert github.until == linear.until == 1_772_620_000


def test_a_hint_says_what_only_this_tracker_means() -> None:
    hints = [
        ("redmine", 403, {}, "REST interface is off"),
        ("gitlab", 403, {}, "read_api"),
        ("azure", 403, {}, "Work Items (Read)"),
        ("github", 403, {"x-github-sso": "required; url=x"}, "single sign-on"),
        ("github", 301, {}, "transferred"),
    ]
    for kind, status, headers, words in hints:
        refusal = KINDS[kind].refusal(status, headers, None)
        assert refusal is not None
        assert words in refusal.why
