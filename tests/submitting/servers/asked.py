"""A request to a change system, taken apart: its query, and its body as JSON, as a form or as parts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import HTTP
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.net.server import Received


@dataclass(frozen=True)
class Part:
    """One part of a multipart body."""

    name: str
    filename: str
    media: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    request: Received

    @property
    def method(self) -> str:
        return self.request.method

    @property
    def headers(self) -> Mapping[str, str]:
        return self.request.headers

    @property
    def path(self) -> str:
        """As it came: a server that is told "/" for "%2F" finds nothing."""
        return urlsplit(self.request.path).path

    @property
    def words(self) -> list[str]:
        """The path's segments, decoded."""
        return [unquote(word) for word in self.path.strip("/").split("/")]

    @cached_property
    def query(self) -> Mapping[str, str]:
        return _last(urlsplit(self.request.path).query)

    @cached_property
    def form(self) -> Mapping[str, str]:
        """The fields of a form, however it was sent."""
        if self.media == "multipart/form-data":
            return {part.name: part.content.decode() for part in self.parts if not part.filename}
        return _last(self.request.body.decode())

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def json(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.request.body)
        except ValueError:
            return None

    @cached_property
    def parts(self) -> list[Part]:
        head = f"Content-Type: {self.headers.get('content-type', '')}\r\n\r\n".encode()
        told = message_from_bytes(head + self.request.body, policy=HTTP)
        return [_part(one) for one in told.iter_parts()]

    @property
    def body(self) -> bytes:
        return self.request.body


def _part(told: Any) -> Part:
    name = told.get_param("name", "", header="content-disposition")
    return Part(str(name), told.get_filename("") or "", told.get_content_type(), told.get_payload(decode=True) or b"")


def _last(text: str) -> Mapping[str, str]:
    return {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}
