"""The shipped vocabularies: read from their compact form, proved by tiktoken's own hashes, and never downloaded.

tiktoken's own loader fetches a vocabulary that it does not find, without a time limit, so it is not used: an encoding
is made from the parts.
"""

import hashlib
import lzma
import tomllib
from binascii import b2a_base64
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypedDict

from ...errors import InputError
from ...files import resource

if TYPE_CHECKING:
    from tiktoken import Encoding

_BYTES = 256  # tokens of one byte come first
_MOST_UNPACKED = 8_000_000  # bytes
_lock = Lock()
_made: dict[str, "Encoding | InputError"] = {}


class _Entry(TypedDict):
    sha256: str
    pattern: list[str]


def vocabulary(name: str) -> "Encoding":
    """The encoding "o200k_base" or "cl100k_base"; made once, by whichever thread comes first.

    Raises `InputError` when its file is missing or damaged.
    """
    with _lock:
        if name not in _made:
            try:
                _made[name] = _make(name)
            except InputError as error:
                _made[name] = error
        made = _made[name]
    if isinstance(made, InputError):
        raise InputError(str(made))
    return made


def names() -> tuple[str, ...]:
    """The vocabularies that are shipped."""
    return tuple(_entries())


def _make(name: str) -> "Encoding":
    from tiktoken import Encoding  # slow to import

    entry = _entries()[name]
    tokens = _tokens(name)
    if hashlib.sha256(as_tiktoken(tokens)).hexdigest() != entry["sha256"]:
        raise _damaged(name)
    ranks = {token: rank for rank, token in enumerate(tokens)}
    # Without special tokens: in a text that is counted, "<|endoftext|>" is text.
    return Encoding(name, pat_str="|".join(entry["pattern"]), mergeable_ranks=ranks, special_tokens={})


@cache
def _entries() -> dict[str, _Entry]:
    entries: dict[str, _Entry] = tomllib.loads(resource("tokens/encodings.toml").read_text("utf-8"))
    return entries


def _tokens(name: str) -> list[bytes]:
    """The tokens by rank; see `encodings.toml` for the form."""
    data = _unpacked(name)
    tokens = [data[at : at + 1] for at in range(_BYTES)]
    count = (len(data) - _BYTES) // 6
    planes = [data[_BYTES + at * count : _BYTES + (at + 1) * count] for at in range(6)]
    try:
        for high, middle, low, right_high, right_middle, right_low in zip(*planes, strict=True):
            left = high << 16 | middle << 8 | low
            tokens.append(tokens[left] + tokens[right_high << 16 | right_middle << 8 | right_low])
    except IndexError:
        raise _damaged(name) from None
    return tokens


def _unpacked(name: str) -> bytes:
    try:
        unpacker = lzma.LZMADecompressor()
        data = unpacker.decompress(_packed(name).read_bytes(), _MOST_UNPACKED)
    except (OSError, lzma.LZMAError) as error:
        raise _damaged(name) from error
    if not unpacker.eof or (len(data) - _BYTES) % 6:
        raise _damaged(name)
    return data


def as_tiktoken(tokens: list[bytes]) -> bytes:
    """The bytes of tiktoken's own file: a line a token, its base64 and its rank."""
    return b"".join([b"%s %d\n" % (b2a_base64(token, newline=False), rank) for rank, token in enumerate(tokens)])


def _packed(name: str) -> Path:
    return resource(f"tokens/{name}.merges.xz")


def _damaged(name: str) -> InputError:
    return InputError(f"The vocabulary {_packed(name)} is missing or damaged; install the product again.")
