"""The bytes of a diff file as a patch that can be indexed: UTF-8 (or what was there), without colours.

They are copied into a temporary file of our own and mapped: a file that its owner rewrites while it is mapped would end
the process, a pipe cannot be mapped, and a diff of 200 MB need not be in memory.
"""

import codecs
import hashlib
import mmap
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ...errors import InputError
from ...jobs import Cancel, Progress
from .section import Data

_CHUNK = 1 << 20  # bytes
_MOST = 2 << 30
_UTF8 = codecs.BOM_UTF8
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what `git diff > file` writes in Windows PowerShell
_COLOURED = re.compile(rb"^(?:\x1b\[[0-9;]*m)+(?:diff |--- |\+\+\+ |@@ -|index |Index: |commit [0-9a-f])", re.MULTILINE)
_COLOUR = re.compile(rb"\x1b\[[0-9;]*[mK]")


@dataclass(frozen=True, slots=True)
class Spooled:
    """A patch's bytes, ready to be read in any order; `sha256` is of the bytes as they were given."""

    data: Data
    sha256: str


def spool(source: BinaryIO, name: str, size: int | None, cancel: Cancel, progress: Progress) -> Spooled:
    """Read a diff to its end; `size` in bytes, where it is known, is for the progress.

    Raises InputError for text that is not what its byte order mark says, and for more than 2 GB.
    """
    digest = hashlib.sha256()

    def chunks() -> Iterator[bytes]:
        read = 0
        while lines := source.readlines(_CHUNK):
            cancel.check()
            chunk = b"".join(lines)
            digest.update(chunk)
            read += len(chunk)
            if read > _MOST:
                raise InputError(f"{name} is larger than {_MOST >> 30} GB: give the diff in parts.")
            progress("Opening the diff", read / size if size else None)
            yield chunk

    with tempfile.TemporaryFile() as file:
        file.writelines(_uncoloured(_unmarked(chunks(), name)))
        file.flush()
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.tell() else b""
    return Spooled(data, digest.hexdigest())


def _unmarked(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The chunks without a byte order mark; UTF-16 as UTF-8."""
    first = next(chunks, b"")
    if not first.startswith(_UTF16):
        yield first.removeprefix(_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        yield decoder.decode(first).encode()
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        decoder.decode(b"", final=True)
    except UnicodeError:
        raise InputError(f"{name} starts as UTF-16 text and is not: save it as UTF-8.") from None


def _uncoloured(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks without colours, if the first one shows a coloured header; chunks end where lines end."""
    first = next(chunks, b"")
    if not _COLOURED.search(first):
        yield first
        yield from chunks
        return
    yield _COLOUR.sub(b"", first)
    for chunk in chunks:
        yield _COLOUR.sub(b"", chunk)
