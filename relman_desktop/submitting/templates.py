"""Fills a target's request. A value never breaks out of the place that it is put into, whatever it holds."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from ..errors import InputError
from ..export.targets.target import Call
from ..wording import quoted

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_DOTS = re.compile(r"(?:\.|%2e){0,2}", re.IGNORECASE)  # a segment that leads out of its folder, or is none
_PATH = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+/?")
_SIGNS = re.compile(r"[\"'`\\^\x00-\x1f\x7f]")  # that end a value in a query language: JQL, OQL, an encoded query
_AMONG_SIGNS = re.compile(r"[\"'`^=<>~]")
_SECRET = ("token", "basic")
_METHODS = ("GET", "POST", "PUT", "PATCH")

Clean = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Attached:
    """The bytes of an attachment."""

    name: str
    content: bytes
    media: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a request."""

    values: Mapping[str, str]
    fields: Mapping[str, Any] = field(default_factory=dict)
    patch: tuple[Mapping[str, Any], ...] = ()
    document: Any = None  # what `"{text}"` becomes where that is no text but JSON (ADF)
    attached: Attached | None = None

    def __repr__(self) -> str:
        return f"<what fills {', '.join(self.values)}>"  # and not what they are


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it leaves, but for what the client adds: length, host, the multipart's boundary."""

    method: str
    path: str  # with its query
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    form: Mapping[str, str] = field(default_factory=dict, repr=False)  # of a multipart request
    part: str = ""  # its part that is the attachment
    attached: Attached | None = field(default=None, repr=False)


def filled(call: Call, filling: Filling) -> Request:
    """The request. Raises `InputError` for a value that cannot stand where it is to, and for a table that is wrong."""
    if call.method not in _METHODS:
        raise InputError(f"{quoted(call.method)} is no method of a request; correct the target's table.")
    body = _Body(call, filling)
    headers = {"accept": "application/json"} | body.headers() | header_values(call.headers, filling.values)
    multipart = bool(call.file and filling.attached)
    return Request(
        call.method,
        _path(call, filling) + _query(call, filling),
        headers,
        b"" if multipart else body.content(),
        body.form() if multipart else {},
        call.file if multipart else "",
        filling.attached if multipart else None,
    )


def header_values(templates: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """Headers, their names in lower case; one that is empty then is left out. Raises `InputError`."""
    made = {name.lower(): _text(template, values, _as_is, secret=True) for name, template in templates.items()}
    for name, value in made.items():
        if not all(" " <= letter <= "~" for letter in value):
            raise InputError(f"What the header {quoted(name)} is to say has a sign that no header holds; correct it.")
    return {name: value for name, value in made.items() if value}


def as_patch(theirs: str, value: Any) -> Mapping[str, Any]:
    """An operation of a JSON Patch (RFC 6902) that sets a field of a work item; a `theirs` with a slash is a path."""
    escaped = theirs.replace("~", "~0").replace("/", "~1")
    return {"op": "add", "path": theirs if theirs.startswith("/") else f"/fields/{escaped}", "value": value}


class _Body:
    """What a request carries."""

    def __init__(self, call: Call, filling: Filling) -> None:
        self._call, self._filling = call, filling

    def headers(self) -> dict[str, str]:
        if self._call.form is not None and not self._call.file:
            return {"content-type": "application/x-www-form-urlencoded"}
        if self._raw:
            return {"content-type": self._raw.media}
        return {"content-type": "application/json"} if self._call.json is not None and not self._call.file else {}

    def content(self) -> bytes:
        if self._call.form is not None:
            return urlencode(self.form()).encode()
        if self._raw:
            return self._raw.content
        return self._json().encode() if self._call.json is not None else b""

    def form(self) -> dict[str, str]:
        values = dict(self._filling.values)
        form = self._call.form or {}
        if any("{json}" in template for template in form.values()):
            values["json"] = self._json()
        return {name: _text(template, values, _as_is, secret=True) for name, template in form.items()}

    @property
    def _raw(self) -> Attached | None:
        bare = self._call.json is None and self._call.form is None and not self._call.file
        return self._filling.attached if bare and self._call.method != "GET" else None

    def _json(self) -> str:
        whole = json.dumps(self._value(self._call.json), ensure_ascii=False, separators=(",", ":"))
        return whole.encode("utf-8", "surrogatepass").decode("utf-8", "replace")  # half a character is none

    def _value(self, template: Any) -> Any:
        if isinstance(template, Mapping):
            return {name: self._value(value) for name, value in template.items()}
        if isinstance(template, list):
            return [self._value(value) for value in template]
        if not isinstance(template, str):
            return template
        whole = {"{fields}": self._filling.fields, "{patch}": list(self._filling.patch)}
        if template in whole:
            return whole[template]
        if template == "{text}" and self._filling.document is not None:
            return self._filling.document
        if template == "{base64}" and self._filling.attached:
            return b64encode(self._filling.attached.content).decode()
        return _text(template, self._filling.values, _among_signs, secret=True)


def _path(call: Call, filling: Filling) -> str:
    path = _text(call.path, filling.values, lambda template, value: quote(value, safe=""))
    segments = path.removesuffix("/").split("/")[1:]
    if not _PATH.fullmatch(path) or any(map(_DOTS.fullmatch, segments)):
        raise InputError(
            f"{quoted(path, 200)} is no address to ask; correct what the change system's settings say, such as its "
            "project."
        )
    return path


def _query(call: Call, filling: Filling) -> str:
    query = {name: _text(template, filling.values, _among_signs) for name, template in call.query.items()}
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"?{asked}" if asked else ""


def _text(template: str, values: Mapping[str, str], clean: Clean, secret: bool = False) -> str:
    """A template with its values, each put in once: what a value holds is filled in nowhere."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name not in values or (name in _SECRET and not secret):
            raise InputError(
                f"The target's table fills in {quoted(found[0])} where there is no such thing; correct that table."
            )
        return clean(template, values[name].encode("utf-8", "replace").decode())  # half a character is none

    return _PLACE.sub(value, template)


def _as_is(template: str, value: str) -> str:
    return value


def _among_signs(template: str, value: str) -> str:
    """The value; where it stands among the signs of a query language it must hold none that could end it there."""
    inside = not _PLACE.fullmatch(template) and _AMONG_SIGNS.search(template)
    if inside and (sign := _SIGNS.search(value)):
        raise InputError(
            f"{quoted(value, 60)} holds {quoted(sign[0]) if sign[0].isprintable() else 'a sign that is not shown'}, "
            "which no search of this change system takes; correct what its settings say."
        )
    return value
