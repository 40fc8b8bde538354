"""A token is nowhere but in the request's own place, and no request goes anywhere but to the configured system."""

import json
import logging
import os
import traceback
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.errors import RelmanError
from relman_desktop.export.targets.target import Auth, Call
from relman_desktop.jobs import Cancel, silent
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.submitting.secrets import Secrets
from relman_desktop.submitting.submitting import look, submit
from relman_desktop.submitting.testing import test_system as tested
from tests.net.server import Received, Scripted, plain, refusing

from .making import TICKET, TOKEN, attachment, comment, export, prepared, system, target
from .office import Office

USER = "pat@example.com"
SHOWN = (TOKEN, TOKEN[:8], b64encode(TOKEN.encode()).decode()[:12], b64encode(f"{USER}:{TOKEN}".encode()).decode()[20:])
BASIC = replace(target(), auth=(Auth("basic", "Basic", {"Authorization": "Basic {basic}"}, wants_user=True),))


def leaks(text: str) -> list[str]:
    return [one for one in SHOWN if one in text]


def files_of(home: Path) -> Iterator[str]:
    for path in home.rglob("*"):
        yield path.name
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")


def attempts(url: str) -> Iterator[str]:
    """All that is said of exports to a place."""
    for of in (target(), BASIC):
        ready = prepared(url, asides=(comment(), attachment()), of=of)
        ready = replace(ready, system=replace(ready.system, user=USER))
        yield repr(ready)
        for work in (submit, look):
            try:
                yield repr(work(ready, TOKEN, Ledger(), Cancel(), silent))  # type: ignore[operator]
            except RelmanError as error:
                yield from (str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error)))
                yield repr(error.__cause__) + repr(error.__context__)
        yield repr(tested(of, ready.system, TOKEN, Cancel(), silent))


@pytest.mark.parametrize("mishap", ["", "500", "422", "401 after", "cut after", "page after", "reset after"])
def test_a_system_that_echoes_the_token_gets_it_nowhere(
    office: Office, home: Path, mishap: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    office.echo = True
    office.rewrites = lambda name, value: f"{value} {TOKEN} {b64encode(TOKEN.encode()).decode()}"
    office.mishap = lambda visit: mishap if visit.kind in ("create", "comment") else ""
    said = list(attempts(office.url))
    assert any(TOKEN in str(visit.headers) for visit in office.visits)
    for text in (*said, *files_of(home), caplog.text, *capfd.readouterr()):
        assert not leaks(text), text[:500]
    assert list(Ledger().exports(TICKET)) or mishap in ("500", "422", "401 after")


@pytest.mark.parametrize("status", ["400 No", "401 No", "403 No", "409 No", "422 No", "429 No", "500 No", "302 Found"])
def test_a_refusal_that_echoes_the_token_does_not_show_it(status: str, home: Path) -> None:
    def script(request: Received) -> Any:
        sent = json.dumps(dict(request.headers)).replace('"', "'")
        page = f"<title>{TOKEN}</title>" if request.number % 3 == 1 else {"error": sent, "errors": {"subject": sent}}
        if request.number % 5 == 0:
            page = {TOKEN: TOKEN[:12], "message": f"bad key {TOKEN[:10]}..."}
        where = f"http://{TOKEN}.example/{TOKEN}"
        return refusing(page, status, location=where, **{f"x_{TOKEN[:6]}": TOKEN})(request)

    with Scripted(script) as server:
        for text in (*attempts(f"http://127.0.0.1:{server.port}"), *files_of(home)):
            assert not leaks(text), text[:500]


@pytest.mark.parametrize(
    "password",
    ["s3cr3t-4711-abcdefghijklmnop", "pa\"ss'wo<rd>&1", "Ünicode".encode().hex(), "a/b+c=d?e&f", "back\\slash\\1"],
)
def test_a_secret_is_known_in_every_form(password: str) -> None:
    from html import escape
    from urllib.parse import quote, quote_plus

    secrets = Secrets(password)
    coded = b64encode(password.encode()).decode()
    for form in (
        password,
        coded,
        quote(password, safe=""),
        quote_plus(password),
        escape(password),
        json.dumps(password)[1:-1],
    ):
        shown = secrets.masked(f"before {form} after")
        assert form not in shown and password not in shown and shown.startswith("before ") and "after" in shown
        assert form not in json.dumps(secrets.cleaned({"a": [f"x {form}"], form: 1}), ensure_ascii=False)
    assert password not in repr(secrets)


def test_a_password_that_is_a_word_leaves_the_ticket_as_it_is() -> None:
    told = {"text": "Deployment steps", "admin": "the admin"}
    assert Secrets("Deployment").cleaned(told) == told and Secrets("admin").cleaned(told) == told
    assert "Deployment" not in Secrets("Deployment").masked("wrong password Deployment")


@pytest.fixture
def stranger() -> Iterator[Scripted]:
    """A server that must be asked nothing."""
    with Scripted(plain({})) as one:
        yield one
        assert not one.received


def test_no_redirect_is_followed(stranger: Scripted) -> None:
    there = f"http://127.0.0.1:{stranger.port}/login"
    for status in ("301 Moved", "302 Found", "303 See", "307 Moved", "308 Moved"):
        with Scripted(refusing({}, status, location=there)) as server, pytest.raises(RelmanError, match="sends us"):
            export(prepared(f"http://127.0.0.1:{server.port}"))


def test_no_address_in_an_answer_is_asked_or_shown(office: Office, stranger: Scripted) -> None:
    there = f"http://127.0.0.1:{stranger.port}/x"
    links = {"url": there, "next": there, "self": there, "html_url": there, "Location": there}
    base = target()
    calls = {
        name: replace(call, url="record.url", id=call.id) if name in ("create", "read") else call
        for name, call in base.calls.items()
    }
    office.answers = {"create": {"record": {"id": 1, "ref": "C-1", **links}, **links}}
    office.add(subject="x", text="y")
    outcome = export(prepared(office.url, of=replace(base, calls=calls)))
    assert outcome.record.url == f"{office.url}/see/1"
    office.answers = {"read": {"record": {"id": 1, "ref": "C-1", "url": f"{office.url}/browse/C-1"}}}
    assert export(prepared(office.url, of=replace(base, calls=calls))).record.url == f"{office.url}/browse/C-1"


@pytest.mark.parametrize(
    "id", ["http://evil.example/", "//evil.example/x", "@evil.example", "1/../../admin", "..", "1?x=1"]
)
def test_an_id_leads_nowhere_else(office: Office, id: str) -> None:
    office.answers = {"create": {"record": {"id": id, "ref": "C-1"}}}
    with suppress(RelmanError):
        export(prepared(office.url, asides=(comment(),)))
    for visit in office.visits:
        assert visit.path == "/api/records" or visit.path.startswith("/api/records/"), visit.path
        assert "admin" not in visit.path.split("/") and visit.headers["host"] in office.url


def test_a_proxy_that_is_set_is_not_asked_for_this_machine(
    office: Office, stranger: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{stranger.port}")
    export(prepared(office.url))
    assert office.records and os.environ["HTTP_PROXY"]


def test_a_call_whose_path_names_a_host_is_not_made(office: Office, stranger: Scripted) -> None:
    base = target()
    for path in (f"@127.0.0.1:{stranger.port}/x", f"http://127.0.0.1:{stranger.port}/x", "//evil.example/x", ":1/x"):
        calls = {**base.calls, "find": Call("GET", path, rows="records")}
        with pytest.raises(RelmanError, match="no address to ask"):
            export(prepared(office.url, of=replace(base, calls=calls)))
    assert not office.visits


def test_a_preview_and_a_system_hold_no_token(office: Office) -> None:
    assert not leaks(repr(prepared(office.url)) + repr(system(office.url)))
