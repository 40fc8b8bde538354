"""Whatever a value holds, it stays in the place of the request that it was put into."""

import json
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import InputError
from relman_desktop.export.targets.target import Call
from relman_desktop.submitting.templates import Attached, Filling, Request, as_patch, filled

HOSTILE = [
    "../../admin", "..", ".", "", "a/b?c=d#e", "x&key=y", "{token}", "{fields}", '"}, "admin": {"x": "', "%", "\\",
    "a\r\nX-Evil: 1", "%2e%2e", "%2e%2e%2f", "ü€\u202e\0", "' OR 1=1 --", "^ORactive=true", "//evil.example",
    "@evil.example", "\ud800", "a" * 5_000,
]  # fmt: skip
hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


def whole(value: str) -> str:
    """The value as it can be sent."""
    return value.encode("utf-8", "replace").decode()


def path_of(request: Request) -> str:
    return urlsplit("http://h" + request.path).path


@given(hostile)
def test_a_value_stays_one_segment_of_a_path(value: str) -> None:
    call = Call("GET", "/api/records/{id}/comments")
    try:
        request = filled(call, Filling({"id": value}))
    except InputError:
        return
    before, api, records, id, comments = request.path.split("/")
    assert (before, api, records, comments) == ("", "api", "records", "comments") and unquote(id) == whole(value)
    assert not {"?", "#", "\\", " ", "\r", "\n"} & set(request.path) and id.lower() not in (".", "..", "", "%2e%2e")


@given(hostile, hostile)
def test_a_value_stays_one_value_of_a_query(project: str, words: str) -> None:
    call = Call("GET", "/api", query={"project": "{project}", "q": "is {text}"})
    values = {"project": project, "text": words}
    request = filled(call, Filling(values))
    asked = dict(parse_qsl(urlsplit("http://h" + request.path).query, keep_blank_values=True))
    assert set(asked) <= {"project", "q"} and path_of(request) == "/api"


@given(hostile)
def test_a_value_never_ends_a_search_that_it_stands_in(value: str) -> None:
    call = Call("GET", "/api", query={"jql": 'project = "{project}" AND labels = x'})
    try:
        request = filled(call, Filling({"project": value}))
    except InputError:
        return
    jql = dict(parse_qsl(urlsplit("http://h" + request.path).query))["jql"]
    assert jql.count('"') == 2 and jql.endswith('" AND labels = x') and "\\" not in jql


@given(hostile, hostile)
def test_a_value_stays_one_string_of_json(value: str, words: str) -> None:
    call = Call("POST", "/api", json={"a": {"b": ["{id}", "is {text}"]}, "c": "{fields}", "n": 3})
    request = filled(call, Filling({"id": value, "text": words}, {"subject": value}))
    told = json.loads(request.content)
    assert told["a"] == {"b": [whole(value), f"is {whole(words)}"]} and told["n"] == 3
    assert list(told) == ["a", "c", "n"] and list(told["c"]) == ["subject"]


@given(hostile)
def test_a_value_stays_one_field_of_a_form(value: str) -> None:
    call = Call("POST", "/api", form={"user": "{user}", "data": "{json}"}, json={"id": "{user}"})
    form = dict(parse_qsl(filled(call, Filling({"user": value})).content.decode(), keep_blank_values=True))
    assert form["user"] == whole(value) and json.loads(form["data"]) == {"id": whole(value)} and len(form) == 2


@given(hostile)
def test_a_value_stays_one_header(value: str) -> None:
    call = Call("GET", "/api", headers={"X-Key": "{token}"})
    try:
        request = filled(call, Filling({"token": value}))
    except InputError:
        assert not value.isascii() or not value.isprintable()
        return
    assert request.headers.get("x-key", "") == whole(value) and set(request.headers) <= {"accept", "x-key"}


@pytest.mark.parametrize("place", ["path", "query"])
def test_a_token_is_in_no_address(place: str) -> None:
    made: dict[str, Any] = {"path": "/api/{token}"} if place == "path" else {"path": "/api", "query": {"k": "{token}"}}
    with pytest.raises(InputError, match="token"):
        filled(Call("GET", **made), Filling({"token": "secret"}))


def test_what_a_value_says_is_filled_in_nowhere() -> None:
    call = Call("POST", "/api", json={"a": "{text}", "b": "{fields}"})
    told = json.loads(filled(call, Filling({"text": "{token}", "token": "secret"}, {"x": "{token}"})).content)
    assert told == {"a": "{token}", "b": {"x": "{token}"}}


def test_a_name_that_stands_for_nothing_is_told() -> None:
    with pytest.raises(InputError, match=r"“{projekt}”.*correct that table"):
        filled(Call("GET", "/api/{projekt}"), Filling({"project": "x"}))


def test_a_patch_names_fields_as_they_are_called() -> None:
    patch = (as_patch("System.Title", "a"), as_patch("a/b~c", 1), as_patch("/relations/-", {}))
    call = Call("POST", "/api", headers={"Content-Type": "application/json-patch+json"}, json="{patch}")
    request = filled(call, Filling({}, {}, patch))
    told = json.loads(request.content)
    assert [one["path"] for one in told] == ["/fields/System.Title", "/fields/a~1b~0c", "/relations/-"]
    assert request.headers["content-type"] == "application/json-patch+json"


def test_an_attachment_is_sent_as_a_part_as_bytes_or_within_json() -> None:
    attached = Attached("a.md", b"\x00\xff", "text/markdown")
    filling = Filling({"name": "a.md", "media": "text/markdown"}, attached=attached)
    part = filled(Call("POST", "/api", file="file"), filling)
    raw = filled(Call("POST", "/api", query={"filename": "{name}"}), filling)
    within = filled(Call("POST", "/api", json={"data": "{base64}", "type": "{media}"}), filling)
    assert part.part == "file" and part.attached == attached and not part.content
    assert raw.content == b"\x00\xff" and raw.headers["content-type"] == "text/markdown"
    assert json.loads(within.content) == {"data": "AP8=", "type": "text/markdown"}


def test_a_document_is_sent_as_such() -> None:
    call = Call("POST", "/api", json={"body": "{text}"})
    assert json.loads(filled(call, Filling({"text": "x"}, document={"type": "doc"})).content) == {
        "body": {"type": "doc"}
    }


def test_what_is_empty_is_left_out() -> None:
    call = Call("GET", "/api", query={"a": "{a}", "b": "1"}, headers={"App-Token": "{a}"})
    request = filled(call, Filling({"a": ""}))
    assert request.path == "/api?b=1" and "app-token" not in request.headers


def test_nothing_shows_what_fills_a_request() -> None:
    filling = Filling({"token": "secret-4711"}, attached=Attached("a", b"b", "c"))
    request = filled(Call("POST", "/api", headers={"k": "{token}"}, form={"p": "{token}"}), filling)
    assert "secret" not in repr(filling) + repr(request)
