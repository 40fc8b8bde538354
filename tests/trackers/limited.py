"""A tracker on 127.0.0.1 that takes so many requests a second, refuses the rest, and counts how many come at once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic
from typing import Self


@dataclass
class Limited:
    """The server; a context manager. `answer` gives status and body for a path; it may be slow."""

    a_second: int = 1_000_000
    slow_s: float = 0.0
    says_when: bool = True  # whether a refusal tells for how long
    status: Callable[[str], str] = lambda path: "200 OK"
    taken: list[str] = field(default_factory=list)
    refused: int = 0
    most_at_once: int = 0
    _now: int = 0
    _second: int = 0
    _in_second: int = 0

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(self._start())
        self.port: int = self._server.sockets[0].getsockname()[1]
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                await self._answer(request.split()[1].decode(), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await asyncio.sleep(self.slow_s)
            status, body, more = self._decided(path)
        finally:
            self._now -= 1
        kind = "content-type: application/json\r\n"
        writer.write(f"HTTP/1.1 {status}\r\n{kind}{more}content-length: {len(body)}\r\n\r\n{body}".encode())
        await writer.drain()

    def _decided(self, path: str) -> tuple[str, str, str]:
        second = int(monotonic())
        if second != self._second:
            self._second, self._in_second = second, 0
        self._in_second += 1
        if self._in_second > self.a_second:
            self.refused += 1
            return "429 Too Many Requests", "{}", "retry-after: 1\r\n" if self.says_when else ""
        status = self.status(path)
        self.taken.append(path)
        return status, f'{{"title": "The item at {path}"}}' if status.startswith("200") else "{}", ""
