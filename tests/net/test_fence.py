"""A request goes to the configured server or nowhere."""

import asyncio

import pytest

from relman_desktop.net.http import OWN, Elsewhere, connected

from .server import Scripted, plain


@pytest.mark.parametrize(
    "elsewhere",
    ["http://127.0.0.2:{port}/", "https://127.0.0.1:{port}/", "http://127.0.0.1:{other}/", "http://a@[::1]/"],
)
def test_another_server_is_asked_nothing(elsewhere: str) -> None:
    async def ask(url: str, wanted: str) -> None:
        async with connected(url, {"Authorization": "Bearer secret"}) as client:
            await client.get(wanted)

    with Scripted(plain({})) as server, Scripted(plain({})) as other:
        wanted = elsewhere.format(port=server.port, other=other.port)
        with pytest.raises(Elsewhere):
            asyncio.run(ask(f"http://127.0.0.1:{server.port}/base", wanted))
        asyncio.run(ask(f"http://127.0.0.1:{server.port}/base", f"http://127.0.0.1:{server.port}/x"))
        assert not other.received and [one.path for one in server.received] == ["/x"]
        assert server.received[0].headers["authorization"] == "Bearer secret"


def test_no_header_of_a_request_names_another_host() -> None:
    async def ask(url: str) -> None:
        async with connected(url, {"Authorization": "Bearer secret"}) as client:
            await client.get(url, extensions={OWN: {"Host": "evil.example", "X-Own": "1", "Content-Length": "9"}})

    with Scripted(plain({})) as server:
        asyncio.run(ask(f"http://127.0.0.1:{server.port}/x"))
        headers = server.received[0].headers
        assert (headers["host"], headers["x-own"]) == (f"127.0.0.1:{server.port}", "1") and not server.received[0].body
