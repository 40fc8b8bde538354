"""Fills a target's request. A value never breaks out of the place that it is put into, whatever it holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from ..errors import InputError
from ..export.targets.target import Call
from ..wording import quoted
from .bodies import Body
from .placing import Attached, Filling, among_signs, header_values, put

__all__ = ["Attached", "Filling", "Request", "as_patch", "filled", "header_values"]

_DOTS = re.compile(r"(?:\.|%2e){0,2}", re.IGNORECASE)  # a segment that leads out of its folder, or is none
_PATH = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+/?")
_METHODS = ("GET", "POST", "PUT", "PATCH")


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
    body = Body(call, filling)
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


def as_patch(theirs: str, value: Any) -> Mapping[str, Any]:
    """An operation of a JSON Patch (RFC 6902) that sets a field of a work item, or takes away what stands in it.

    A `theirs` with a slash is a path.
    """
    escaped = theirs.replace("~", "~0").replace("/", "~1")
    path = theirs if theirs.startswith("/") else f"/fields/{escaped}"
    return {"op": "remove", "path": path} if value is None else {"op": "add", "path": path, "value": value}


def _path(call: Call, filling: Filling) -> str:
    path = put(call.path, filling.values, lambda template, value: quote(value, safe=""))
    segments = path.removesuffix("/").split("/")[1:]
    if not _PATH.fullmatch(path) or any(map(_DOTS.fullmatch, segments)):
        raise InputError(
            f"{quoted(path, 200)} is no address to ask; correct what the change system's settings say, such as its "
            "project."
        )
    return path


def _query(call: Call, filling: Filling) -> str:
    query = {name: put(template, filling.values, among_signs) for name, template in call.query.items()}
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"?{asked}" if asked else ""
