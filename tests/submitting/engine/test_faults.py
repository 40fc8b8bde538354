"""Every refusal is one sentence: what, where, what to do next; with the fields in the words of the form."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import InputError
from relman_desktop.settings import System
from relman_desktop.submitting.answer import Fault, Unsubmitted
from relman_desktop.submitting.client import calling
from relman_desktop.submitting.complaints import complaints
from tests.net.server import RESET, SILENCE, Received, Script, Scripted, by_path, head, plain, refusing

from .making import TOKEN, export, prepared, system, target

LABELS = {
    "short_description": "Short description",
    "customfield_10032": "Backout plan",
    "System.Title": "Title",
    "planning_fields.rollout_plan.description": "Rollout plan",
    "subject": "Subject",
}


def creating(script: Script) -> Script:
    """The office, where only the request that makes a record is answered otherwise."""

    def answer(request: Received) -> Any:
        if request.method == "POST":
            return script(request)
        return plain({"records": []})(request)

    return answer


def raised_by(script: Script, **fields: str) -> Unsubmitted:
    with Scripted(script) as server, pytest.raises(Unsubmitted) as raised:
        export(prepared(f"http://127.0.0.1:{server.port}", **fields))
    return raised.value


SAYS: list[tuple[Fault, str, Script]] = [
    (Fault.INVALID, "over “Short description” (Title)", refusing({"errors": {"subject": ["is too long"]}}, "422 No")),
    (Fault.INVALID, "It says: “Short description is too long", refusing({"errors": ["Short description is too long"]})),
    (Fault.REFUSED, "does not take the token: it is wrong or expired", refusing({"error": "no"}, "401 No")),
    (Fault.FORBIDDEN, "does not let this token make the ticket", refusing({"error": "no"}, "403 No")),
    (Fault.MISSING, "check the address and the project", refusing({"error": "no"}, "404 No")),
    (Fault.CONFLICT, "for something there stands against it", refusing({"error": "there is one"}, "409 No")),
    (Fault.GONE, "no longer has", refusing({"error": "use the new API"}, "410 No")),
    (Fault.TOO_LONG, "shorten the ticket's longest field", refusing("<html></html>", "413 No")),
    (Fault.FORMAT, "does not take this kind of request (status 415)", refusing({"error": "no"}, "415 No")),
    (Fault.BUSY, "export again in 90 s", refusing({"error": "slow"}, "429 No", retry_after="90")),
    (Fault.BUSY, "export again in a few minutes", refusing({"error": "slow"}, "429 No")),
    (Fault.BAD_REQUEST, "refuses to make the ticket (status 418)", refusing({"error": "no"}, "418 No")),
    (Fault.UNREACHABLE, "the proxy before it", refusing({}, "407 No")),
]
UNSURE: list[tuple[str, Script]] = [
    ("for it failed (status 500); export again: it is looked for first", refusing({"error": "x"}, "500 No")),
    ("It says: “database is locked”", refusing({"error": "database is locked"}, "503 No")),
    ("for it answered with a web page", plain("<html><title>Sign in</title></html>", kind="text/html")),
    ("for its answer was no JSON", plain("{nothing", kind="application/json")),
    ("for its answer names no record", plain({"record": {}})),
    ("for its answer names no record", plain([])),
    ("for it broke off", lambda request: [head(content_length="100"), b'{"rec', RESET]),
    ("for it broke off", lambda request: [RESET]),
    ("for no whole answer came in time", lambda request: [head(), b'{"rec', SILENCE]),
    ("for it sent us elsewhere", refusing({}, "302 Found", location="http://127.0.0.1:9/login")),
]


@pytest.mark.parametrize(("fault", "said", "script"), SAYS)
def test_a_refusal_is_told_in_a_sentence(fault: Fault, said: str, script: Script) -> None:
    raised = raised_by(creating(script))
    assert raised.fault is fault and said in str(raised) and str(raised).startswith("“The office” (127.0.0.1")


@pytest.mark.parametrize(("said", "script"), UNSURE)
def test_what_leaves_it_open_whether_it_was_made_says_so(said: str, script: Script) -> None:
    raised = raised_by(creating(script))
    assert raised.fault is Fault.UNSURE and said in str(raised) and not raised.nothing


def test_a_search_that_fails_is_never_taken_for_nothing_found() -> None:
    odd: list[Any] = [
        {},
        [],
        None,
        {"records": {}},
        {"records": ["a"]},
        {"records": [{"ref": "x"}]},
        "",
        {"error": "x"},
    ]
    for answer in odd:
        with Scripted(plain(answer)) as server:
            if answer == {"records": {}}:
                continue  # an object without records in it is an empty list
            with pytest.raises(Unsubmitted) as raised:
                export(prepared(f"http://127.0.0.1:{server.port}"))
            assert raised.value.fault is Fault.UNREADABLE
            assert not [one for one in server.received if one.method == "POST"], answer


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 502, 302])
def test_nothing_is_made_where_the_search_is_refused(status: int) -> None:
    with Scripted(refusing({"error": "no"}, f"{status} No", location="http://127.0.0.1:9/")) as server:
        with pytest.raises(Unsubmitted) as raised:
            export(prepared(f"http://127.0.0.1:{server.port}"))
        assert not [one for one in server.received if one.method == "POST"] and "look for the ticket" in str(
            raised.value
        ) + " look for the ticket" * (status in (401, 429))


def test_what_only_reads_is_asked_again_and_what_writes_is_not() -> None:
    answers = iter(["502 No", "503 No"])

    def script(request: Received) -> Any:
        if status := next(answers, None):
            return refusing({}, status)(request)
        return creating(refusing({}, "500 No"))(request)

    with Scripted(script) as server, pytest.raises(Unsubmitted):
        export(prepared(f"http://127.0.0.1:{server.port}"))
    assert sum(one.method == "POST" for one in server.received) == 1 and len(server.received) > 3


def test_an_answer_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relman_desktop.submitting.client.MOST_BYTES", 1_000)
    raised = raised_by(plain({"records": ["x" * 2_000]}))
    assert raised.fault is Fault.TOO_LARGE


def test_a_server_that_is_not_there_is_told() -> None:
    with Scripted(plain({})) as server:
        port = server.port
    with pytest.raises(Unsubmitted, match="cannot be reached: nothing listens there"):
        export(prepared(f"http://127.0.0.1:{port}"))


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ({"errors": {"customfield_10032": "It is needed."}}, {"customfield_10032": "It is needed."}),
        (
            {"errorMessages": ["Field 'customfield_10032' cannot be set."]},
            {"customfield_10032": "Field “Backout plan” cannot be set."},
        ),
        ({"errors": [{"field": "rollout_plan", "message": "missing", "code": "x"}]}, {}),
        (
            {"errors": [{"field": "planning_fields", "message": "missing"}]},
            {"planning_fields.rollout_plan.description": "missing"},
        ),
        ({"message": {"subject": ["can't be blank", "is short"]}}, {"subject": "can't be blank, is short"}),
        ({"errors": ["Subject cannot be blank"]}, {"subject": "Subject cannot be blank"}),
        (
            {"errors": [{"fieldReferenceName": "System.Title", "errorMessage": "Required"}]},
            {"System.Title": "Required"},
        ),
        (
            {"error": {"detail": "short_description is mandatory"}},
            {"short_description": "“Short description” is mandatory"},
        ),
        (["ERROR", "nothing of ours"], {}),
        (None, {}),
    ],
)
def test_a_complaint_is_put_down_to_its_field(answer: Any, about: Mapping[str, str]) -> None:
    assert complaints(answer, LABELS) == about


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*LABELS, "errors", "field", "id"]), inner)
    ),
    max_leaves=25,
)


@given(json)
def test_no_refusal_is_too_odd(answer: Any) -> None:
    assert set(complaints(answer, LABELS)) <= set(LABELS)


@given(json)
def test_no_answer_is_too_odd(answer: Any) -> None:
    from relman_desktop.submitting.faults import Faults
    from relman_desktop.submitting.secrets import Secrets

    faults = Faults(target(), system("http://h"), Secrets(TOKEN), LABELS)
    assert str(faults.declined(answer, "make the ticket")).startswith("“The office” (h) refuses to make the ticket")


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(Unsubmitted, match="its address is no web address"):
        export(prepared("nonsense"))


def test_a_setting_or_a_way_to_sign_in_that_is_missing_is_told() -> None:
    async def ask(one: System) -> None:
        async with calling(target(), one, TOKEN):
            pass

    with pytest.raises(InputError, match="“The office” has no project"):
        asyncio.run(ask(system("http://h", values={})))
    with pytest.raises(InputError, match="no way to sign in"):
        asyncio.run(ask(system("http://h", auth="oauth")))


def test_a_table_without_a_call_that_is_needed_begins_nothing() -> None:
    with Scripted(by_path({})) as server:
        ready = prepared(f"http://127.0.0.1:{server.port}", of=target(without=("read",)))
        with pytest.raises(InputError, match="has no call “read”"):
            export(ready)
        assert not server.received
