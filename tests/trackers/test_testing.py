"""The connection test says what a person would mend, in that order, and sends nothing of theirs."""

from collections.abc import Mapping

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.net.report import Report
from relman_desktop.trackers.testing import test_tracker as try_tracker
from tests.net.server import Script, Scripted, by_path, plain, refusing

from .conftest import TOKEN, tracker_at

pytestmark = pytest.mark.usefixtures("plain_kind", "token")
SELF = plain({"name": "Ada Example"})
FOUND = plain({"items": [{"key": "PAY-12", "title": "Pay by card"}]})
NOBODY = refusing({"message": "Bad credentials"}, "401 Unauthorized")


def _report(paths: Mapping[str, Script], token: str = TOKEN) -> tuple[Report, list[str]]:
    with Scripted(by_path(paths)) as server:
        report = try_tracker(tracker_at(server.port), token, Cancel(), silent)
        return report, [request.path.partition("?")[0] for request in server.received]


def _said(report: Report) -> list[tuple[str, str]]:
    return [(line.mark, line.what) for line in report.lines]


def test_a_tracker_that_works() -> None:
    report, asked = _report({"/self": SELF, "/found": FOUND})
    assert _said(report) == [("ok", "Reachable"), ("ok", "Token"), ("ok", "Work items")] and report.works
    assert "“Ada Example”" in report.lines[1].said and "“PAY-12”" in report.lines[2].said
    assert asked == ["/self", "/found"]


def test_a_token_that_is_refused() -> None:
    report, asked = _report({"/self": NOBODY})
    assert _said(report) == [("ok", "Reachable"), ("fail", "Token")] and not report.works and asked == ["/self"]
    assert "Bad credentials" in report.lines[1].said and TOKEN not in str(report)


def test_a_public_tracker_without_a_token() -> None:
    report, _ = _report({"/self": NOBODY, "/found": FOUND}, "")
    assert _said(report) == [("ok", "Reachable"), ("warn", "Token"), ("ok", "Work items")] and report.works
    report, _ = _report({"/self": NOBODY, "/found": NOBODY}, "")
    assert _said(report) == [("ok", "Reachable"), ("fail", "Token"), ("fail", "Work items")]


def test_a_token_that_may_not_say_whose_it_is_but_reads() -> None:
    forbidden = refusing({}, "403 Forbidden")
    report, _ = _report({"/self": forbidden, "/found": FOUND})
    assert _said(report) == [("ok", "Reachable"), ("warn", "Token"), ("ok", "Work items")]
    report, _ = _report({"/self": SELF, "/found": forbidden})
    assert _said(report)[2] == ("fail", "Work items") and not report.works
    report, _ = _report({"/self": SELF, "/found": plain({"items": []})})
    assert _said(report)[2] == ("warn", "Work items") and "finds none" in report.lines[2].said


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (plain("<title>Log in</title>", kind="text/html"), "“Log in”"),
        (refusing({}, "404 Not Found"), "does not answer as Plain does"),
        (refusing("", "302 Found", location="https://sso.example/"), "“https://sso.example”"),
    ],
)
def test_an_address_of_something_else(script: Script, says: str) -> None:
    report, asked = _report({"/self": script})
    assert _said(report) == [("fail", "Reachable")] and says in report.lines[0].said and asked == ["/self"]


def test_nobody_is_there() -> None:
    report = try_tracker(tracker_at(1, url="no address"), TOKEN, Cancel(), silent)
    assert _said(report) == [("fail", "Reachable")]
    report = try_tracker(tracker_at(1, kind="other"), TOKEN, Cancel(), silent)
    assert _said(report) == [("fail", "Kind")]


@pytest.mark.parametrize("token", ["schlüssel", "a\nX-Header: b", "two words"])
def test_a_token_that_is_none_is_not_sent(token: str) -> None:
    report, asked = _report({"/self": SELF}, token)
    assert _said(report) == [("fail", "Token")] and not asked and token not in report.lines[0].said


def test_a_token_over_a_connection_that_anybody_reads_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(by_path({"http://tracker.example/self": SELF, "http://tracker.example/found": FOUND})) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        report = try_tracker(tracker_at(1, url="http://tracker.example"), TOKEN, Cancel(), silent)
    assert _said(report)[0] == ("warn", "Reachable") and "read the request and the token" in report.lines[0].said


def test_a_token_that_may_do_more_is_warned_of() -> None:
    rights = plain({"name": "ada"}, x_oauth_scopes="repo, read:org")
    report, _ = _report({"/self": rights, "/found": FOUND})
    assert _said(report)[-1] == ("warn", "Rights") and "(repo)" in report.lines[-1].said and report.works
    report, _ = _report({"/self": plain({"name": "ada"}, x_oauth_scopes="read:org"), "/found": FOUND})
    assert len(report.lines) == 3
