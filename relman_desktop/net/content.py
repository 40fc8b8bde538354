"""What a server sends, read so that it can make us hold no more than we would."""

import json
from typing import TYPE_CHECKING, Any

import jiter

if TYPE_CHECKING:
    import httpx2


class TooMuch(Exception):
    """A server sends without end."""


async def some_of(response: "httpx2.Response", most: int) -> bytes:
    """The beginning of a response's content, decoded."""
    content = bytearray()
    async for part in response.aiter_bytes():  # which are a megabyte at most, whatever they were packed into
        content += part
        if len(content) > most:
            break
    return bytes(content[:most])


async def whole_of(response: "httpx2.Response", most: int) -> bytes:
    """A response's content, decoded. Raises `TooMuch` where that is longer than `most` bytes."""
    content = await some_of(response, most + 1)
    if len(content) > most:
        raise TooMuch
    return content


def json_of(content: bytes) -> Any:
    """What JSON says. Half a surrogate pair, which a server may cut a character into, is read as it is.

    Raises `ValueError` for what is none, and for what is nested deeper than anybody means.
    """
    try:
        return jiter.from_json(content)
    except ValueError:
        pass
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
