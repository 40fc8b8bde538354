"""The test of a system tells what works there and what does not, and writes nothing."""

from dataclasses import replace
from typing import Any

import pytest

from relman_desktop.export.targets.target import Call
from relman_desktop.jobs import Cancel, silent
from relman_desktop.net.report import Report
from relman_desktop.submitting.testing import test_system as tested
from tests.net.server import Scripted, plain, refusing

from .making import TOKEN, system, target
from .office import Office

MAY = Call("GET", "/api/projects/{project}", ok={"name": "Payments"})


def report(url: str, token: str = TOKEN, may: Call | None = MAY, **more: Any) -> Report:
    of = target()
    of = replace(of, calls={**of.calls, **({"may": may} if may else {})})
    return tested(of, system(url, **more), token, Cancel(), silent)


def marks(told: Report) -> dict[str, str]:
    return {line.what: line.mark for line in told.lines}


def test_a_system_that_works_is_told_line_by_line(office: Office) -> None:
    told = report(office.url)
    assert told.works and marks(told) == dict.fromkeys(["Reachable", "Token", "Project", "Search", "Creating"], "ok")
    said = {line.what: line.said for line in told.lines}
    assert "“pat”" in said["Token"] and "“Payments”" in said["Project"]
    assert all(visit.method == "GET" for visit in office.visits) and not office.records


def test_whether_it_may_create_is_left_open_where_nobody_can_tell(office: Office) -> None:
    assert marks(report(office.url, may=None))["Creating"] == "warn"


def test_a_token_that_may_not_create_is_told(office: Office) -> None:
    assert marks(report(office.url, may=replace(MAY, ok={"name": "Other"})))["Creating"] == "fail"


@pytest.mark.parametrize(
    ("status", "line"), [("401 No", "Token"), ("403 No", "Token"), ("500 No", "Reachable"), ("302 No", "Reachable")]
)
def test_what_is_wrong_is_told_where_it_is_mended(status: str, line: str) -> None:
    with Scripted(refusing({"error": "no"}, status)) as server:
        told = report(f"http://127.0.0.1:{server.port}")
    assert not told.works and marks(told)[line] == "fail"


def test_a_page_in_place_of_an_answer_is_told() -> None:
    with Scripted(plain("<html><title>Sign in</title></html>", kind="text/html")) as server:
        told = report(f"http://127.0.0.1:{server.port}")
    assert marks(told) == {"Reachable": "fail"} and "web page titled “Sign in”" in told.lines[0].said


def test_a_project_that_is_not_there_is_told(office: Office) -> None:
    told = report(office.url, values={"project": "gone"})
    assert not told.works and marks(told)["Project"] == "fail"


def test_what_was_not_given_is_told() -> None:
    assert marks(report("http://127.0.0.1:1", values={})) == {"Settings": "fail"}
    assert marks(report("http://127.0.0.1:1", token=" ")) == {"Settings": "fail"}
    assert marks(report("nonsense")) == {"Reachable": "fail"}
    assert marks(report("http://127.0.0.1:1")) == {"Reachable": "fail"}
