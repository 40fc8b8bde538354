"""A server on 127.0.0.1 that does exactly what a test tells it, byte by byte.

    with Scripted(plain({"name": "hello"})) as server:
        ask(server.port, ...)
        assert server.received[0].json["stream"]

What it does on a connection is a script: bytes to send, seconds to wait (a `float`), and `RESET` to drop the connection
with. A script is given the request, and how many came before it.
"""

import json
import os
import select
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Self

RESET = object()
SILENCE = 3_600.0
Step = bytes | float | object


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    number: int  # of the requests before it

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Script = Callable[[Received], Iterable[Step]]


@dataclass
class Scripted:
    """The server; a context manager."""

    script: Script
    received: list[Received] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)  # a client went while it was to wait
    left_at: float = 0.0

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.scripted = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        port: int = self._server.server_address[1]
        return port

    def play(self, request: Received, connection: socket.socket) -> None:
        self.received.append(request)
        for step in self.script(request):
            if isinstance(step, float):
                if not self._waited(step, connection):
                    return
            elif isinstance(step, bytes):
                connection.sendall(step)
            else:
                connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
                )
                return

    def _waited(self, seconds: float, connection: socket.socket) -> bool:
        """Wait, and notice a client that goes or a test that ends; whether to go on."""
        end = monotonic() + seconds
        while (rest := end - monotonic()) > 0:
            if self._over.is_set():
                return False
            readable, _, _ = select.select([connection], [], [], min(rest, 0.01))
            if readable and not connection.recv(1, socket.MSG_PEEK):
                self.left_at = monotonic()
                self.left.set()
                return False
        return True


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = False
    block_on_close = True
    scripted: Scripted

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes in the middle is what many tests are about."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        scripted = self.server.scripted
        self.request.settimeout(5)
        stream = self.request.makefile("rb")
        try:
            first = stream.readline().decode("latin-1").split()
            if len(first) != 3:
                return
            headers = dict(_headers(stream))
            body = stream.read(int(headers.get("content-length", "0")))
            scripted.play(Received(first[0], first[1], headers, body, len(scripted.received)), self.request)
        except OSError:
            scripted.left_at = scripted.left_at or monotonic()
            scripted.left.set()
        finally:
            stream.close()


def _headers(stream: Any) -> Iterator[tuple[str, str]]:
    while line := stream.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        yield name.lower(), value.strip()


# What scripts are made of


def head(status: str = "200 OK", kind: str = "application/json", **headers: str) -> bytes:
    """The beginning of a response that ends with its connection."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\nconnection: close\r\n{more}\r\n".encode()


def plain(body: object, status: str = "200 OK", kind: str = "application/json", **headers: str) -> Script:
    """A response in one piece."""
    content = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    return lambda request: [head(status, kind, content_length=str(len(content)), **headers), content]


def refusing(body: object, status: str = "400 Bad Request", **headers: str) -> Script:
    return plain(body, status, **headers)


def in_turn(*scripts: Script) -> Script:
    """One script a request; the last for all that follow."""
    return lambda request: scripts[min(request.number, len(scripts) - 1)](request)


def by_path(paths: Mapping[str, Script]) -> Script:
    """A script by what the path begins with; 404 for another."""
    missing = plain({"error": "not found"}, "404 Not Found")
    return lambda request: next((one for path, one in paths.items() if request.path.startswith(path)), missing)(request)
