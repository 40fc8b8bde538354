"""A change system of the tests' own on 127.0.0.1: it keeps records, comments and files, and fails exactly as told.

    with Office() as office:
        office.mishap = lambda visit: "502 after" if visit.method == "POST" else ""

A mishap is a word on how the answer fails, and "before" or "after" on whether what was asked for is done by then:
"reset", "stall", "cut", "page", "junk", or a status.
"""

import json
import re
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

STALL_S = 30.0


@dataclass(frozen=True)
class Visit:
    """A request."""

    method: str
    path: str  # without its query
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    number: int

    @property
    def kind(self) -> str:
        """What it is about: "find", "create", "read", "update", "comment", "comments", ..."""
        end = self.path.rpartition("/")[2]
        if end in ("comments", "files"):
            return end if self.method == "GET" else end[:-1]
        kinds = {"GET": "find" if end == "records" else "read", "POST": "create", "PUT": "update"}
        return kinds[self.method] if "/records" in self.path else end


@dataclass
class Office:
    """The server; a context manager."""

    mishap: Callable[[Visit], str] = lambda visit: ""
    served: Callable[[Visit], None] = lambda visit: None  # told before a request is done
    done: Callable[[Visit], None] = lambda visit: None  # told when it is done, before it is answered
    lag_s: float = 0.0  # for which a new record is in no list
    drops: tuple[str, ...] = ()  # fields that it ignores
    rewrites: Callable[[str, Any], Any] = lambda name, value: value
    echo: bool = False  # it repeats the headers that it was sent
    per_page: int = 50
    records: dict[int, dict[str, Any]] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)  # by kind: what is answered in place of the truth

    def __enter__(self) -> Self:
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._born: dict[int, float] = {}
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.office = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def add(self, **fields: Any) -> int:
        """A record of somebody's."""
        with self._lock:
            id = max(self.records, default=0) + 1
            self.records[id] = {"comments": [], "files": [], **fields}
            self._born[id] = monotonic()
            return id

    def count(self, kind: str) -> int:
        """How often it was asked for something."""
        return sum(visit.kind == kind for visit in self.visits)

    def serve(self, visit: Visit, connection: socket.socket) -> None:
        with self._lock:
            self.visits.append(visit)
        self.served(visit)
        mishap = self.mishap(visit)
        word, _, when = mishap.partition(" ")
        if word and when != "after":
            return self._fail(word, connection, b"{}")
        with self._lock:
            status, answer = self._answer(visit)
        self.done(visit)
        if self.echo:
            answer = {**answer, "seen": dict(visit.headers), "said": f"You sent {visit.headers}"}
        content = json.dumps(self.answers.get(visit.kind, answer)).encode() if status != 204 else b""
        if word:
            return self._fail(word, connection, content)
        connection.sendall(_head(status, len(content)) + content)

    def _fail(self, word: str, connection: socket.socket, content: bytes) -> None:
        if word == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif word == "stall":
            self._over.wait(STALL_S)
        elif word == "cut":
            connection.sendall(_head(201, len(content) + 400) + content[: len(content) // 2])
        elif word == "page":
            page = b"<!doctype html><html><head><title>Sign in to Office</title></head></html>"
            connection.sendall(_head(200, len(page), "text/html") + page)
        elif word == "junk":
            connection.sendall(_head(201, 9) + b'{"record"')
        else:
            said = json.dumps({"error": "It went wrong."}).encode()
            connection.sendall(_head(int(word), len(said)) + said)

    def _answer(self, visit: Visit) -> tuple[int, dict[str, Any]]:
        found = re.fullmatch(r"/api/records(?:/(\d+))?(?:/(comments|files))?", visit.path)
        if visit.path == "/api/me":
            return 200, {"login": "pat"}
        if found is None:
            return (200, {"name": "Payments"}) if visit.path == "/api/projects/pay" else (404, {"error": "none"})
        id, below = found[1], found[2]
        if id is None:
            return self._created(visit) if visit.method == "POST" else self._listed(visit)
        record = self.records.get(int(id))
        if record is None:
            return 404, {"error": "There is no such record."}
        if below:
            return self._beside(visit, record, below)
        if visit.method == "PUT":
            record.update(self._taken(json.loads(visit.body)["record"]))
            return 204, {}
        return 200, {"record": self._shown(int(id))}

    def _beside(self, visit: Visit, record: dict[str, Any], below: str) -> tuple[int, dict[str, Any]]:
        if visit.method == "GET":
            return 200, {below: record[below]}
        if below == "comments":
            record["comments"].append({"text": json.loads(visit.body)["text"]})
        else:
            name = re.search(rb'filename="([^"]*)"', visit.body)
            record["files"].append({"name": unquote(name[1].decode()) if name else "?", "body": visit.body.decode()})
        return 201, {"ok": True}

    def _created(self, visit: Visit) -> tuple[int, dict[str, Any]]:
        id = self.add(**self._taken(json.loads(visit.body)["record"]))
        return 201, {"record": {"id": id, "ref": f"C-{id:04}"}}

    def _taken(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: self.rewrites(name, value) for name, value in fields.items() if name not in self.drops}

    def _listed(self, visit: Visit) -> tuple[int, dict[str, Any]]:
        now = monotonic()
        there = [id for id in sorted(self.records, reverse=True) if now - self._born[id] >= self.lag_s]
        first = (int(visit.query.get("page", "1")) - 1) * self.per_page
        return 200, {"records": [self._shown(id) for id in there[first : first + self.per_page]]}

    def _shown(self, id: int) -> dict[str, Any]:
        beside = ("comments", "files")
        return {"id": id, "ref": f"C-{id:04}"} | {k: v for k, v in self.records[id].items() if k not in beside}


def _head(status: int, length: int, kind: str = "application/json") -> bytes:
    return (
        f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n".encode()
    )


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64
    office: Office

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes in the middle is what many tests are about."""


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        method, asked, _ = self.rfile.readline().decode("latin-1").split()
        headers: dict[str, str] = {}
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        body = self.rfile.read(length)
        if len(body) < length:  # who asked is gone before all of it came, and no server takes a half
            return
        parts = urlsplit(asked)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        office = self.server.office
        office.serve(Visit(method, parts.path, query, headers, body, len(office.visits)), self.connection)
