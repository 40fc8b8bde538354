"""Systems that want a session, and those whose credentials stand in a form."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest

from relman_desktop.errors import RelmanError
from relman_desktop.export.targets.target import Auth, Call, Opening, Target
from relman_desktop.jobs import Cancel
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.outcome import What
from relman_desktop.submitting.submitting import submit
from tests.net.server import Received, Scripted, plain, refusing

from .making import TOKEN, comment, export, prepared, target

SESSION = "sess-0815-abcdefghijkl"


def with_session() -> Target:
    opening = Opening(Call("GET", "/api/open"), "session_token", "Session-Token", Call("GET", "/api/close"))
    auth = (Auth("user", "User token", {"Authorization": "user_token {token}"}),)
    return replace(target(), session=opening, auth=auth)


class Desk:
    """A system with sessions, of which it counts those that are open."""

    def __init__(self) -> None:
        self.open, self.opened, self.failing = 0, 0, ""

    def __call__(self, request: Received) -> Any:
        path = request.path.partition("?")[0]
        if path == "/api/open":
            assert request.headers["authorization"] == f"user_token {TOKEN}"
            self.open, self.opened = self.open + 1, self.opened + 1
            return plain({"session_token": SESSION})(request)
        assert request.headers["session-token"] == SESSION and "authorization" not in request.headers
        if path == "/api/close":
            self.open -= 1
            return plain("true")(request)
        if self.failing and request.method == self.failing:
            return refusing({"error": SESSION}, "500 No")(request)
        if request.method == "POST":
            return plain({"record": {"id": 1, "ref": "C-1"}})(request)
        return plain({"records": [], "record": {"id": 1}})(request)


@pytest.fixture
def desk() -> Iterator[tuple[Desk, str]]:
    desk = Desk()
    with Scripted(desk) as server:
        yield desk, f"http://127.0.0.1:{server.port}"
    assert desk.opened and desk.open == 0


def test_a_session_is_opened_and_closed(desk: tuple[Desk, str]) -> None:
    assert export(prepared(desk[1], of=with_session())).what is What.CREATED and desk[0].opened == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_session_is_closed_where_the_export_fails(desk: tuple[Desk, str], method: str) -> None:
    desk[0].failing = method
    try:
        outcome = export(prepared(desk[1], of=with_session(), asides=(comment(),)))
        assert SESSION not in repr(outcome)
    except RelmanError as error:
        assert SESSION not in str(error)


def test_a_session_is_closed_where_the_export_is_stopped(desk: tuple[Desk, str]) -> None:
    cancel = Cancel()

    def stop(what: str, part: float | None = None, /) -> None:
        if what.startswith("Making"):
            cancel.cancel()

    with pytest.raises(RelmanError):
        submit(prepared(desk[1], of=with_session()), TOKEN, Ledger(), cancel, stop)


def test_a_session_that_is_refused_is_told() -> None:
    with Scripted(refusing(["ERROR_GLPI_LOGIN", "wrong"], "401 No")) as server, pytest.raises(Unsubmitted) as raised:
        export(prepared(f"http://127.0.0.1:{server.port}", of=with_session()))
    assert raised.value.fault is Fault.REFUSED
    with Scripted(plain({"other": 1})) as server, pytest.raises(Unsubmitted, match="there is no session in it"):
        export(prepared(f"http://127.0.0.1:{server.port}", of=with_session()))


def in_a_form() -> Target:
    form = {"version": "1.3", "auth_user": "{user}", "auth_pwd": "{token}", "json_data": "{json}"}

    def call(operation: str, **more: Any) -> Call:
        told = {"operation": operation, **more.pop("told", {})}
        return Call("POST", "/rest.php", form=form, json=told, ok={"code": 0}, **more)

    calls = {
        "find": call("find", rows="objects.*", id="key", key="fields.ref", told={"q": "LIKE '%{our_id}%'"}),
        "create": call("create", id="objects.*.key", key="objects.*.fields.ref", told={"fields": "{fields}"}),
        "read": call("read", record="objects.*.fields", id="objects.*.key"),
        "update": call("update"),
    }
    return replace(target(), calls=calls, auth=(Auth("password", "Password"),))


def test_credentials_in_a_form_are_sent_there_alone() -> None:
    def script(request: Received) -> Any:
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        assert form["auth_pwd"] == TOKEN and TOKEN not in request.path + str(request.headers) + form["json_data"]
        found = {"C::5": {"key": 5, "fields": {"ref": "C-5"}}}
        answer = {"code": 0, "objects": None if '"find"' in form["json_data"] else found}
        return plain(answer)(request)

    with Scripted(script) as server:
        outcome = export(prepared(f"http://127.0.0.1:{server.port}", of=in_a_form()))
    assert (outcome.what, outcome.record.id, outcome.record.key) == (What.CREATED, "5", "C-5")


def test_a_refusal_with_a_status_of_success_is_one() -> None:
    def script(request: Received) -> Any:
        made = b"create" in request.body
        answer = {"code": 100, "message": "Short description: too long"} if made else {"code": 0, "objects": None}
        return plain(answer)(request)

    with Scripted(script) as server, pytest.raises(Unsubmitted, match="over “Short description”") as raised:
        export(prepared(f"http://127.0.0.1:{server.port}", of=in_a_form()))
    assert raised.value.fault is Fault.DECLINED
    assert Ledger().entry("0123456789abcdef", prepared(f"http://127.0.0.1:{server.port}").system) is None
