"""What the fonts that come with the app can draw: read from the fonts themselves, so that nothing becomes a box."""

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ...files import resource
from ...wording import HARMLESS

FOLDER = "fonts"
_SUFFIXES = (".ttf", ".ttc")
_HARMLESS = re.compile(HARMLESS, re.MULTILINE)


def font_files() -> tuple[Path, ...]:
    """The fonts, in `resources/fonts`."""
    return tuple(sorted(path for path in resource(FOLDER).iterdir() if path.suffix in _SUFFIXES))


@cache
def drawn() -> frozenset[int]:
    """The code points that one of the fonts has a glyph for."""
    return frozenset(code for path in font_files() for code in _codes(path.read_bytes()))


def undrawn(text: str) -> tuple[str, ...]:
    """The characters of a text that no font can draw, each once; not those that draw nothing anyway."""
    left = {letter for letter in set(_HARMLESS.sub("", text)) if ord(letter) not in drawn() and letter not in "\n\t"}
    return tuple(sorted(left))


def _codes(font: bytes) -> Iterator[int]:
    """The code points in the character maps of a font or a collection (OpenType, `cmap`, formats 4 and 12)."""
    for start in _starts(font):
        for table, at in _tables(font, start):
            if table == b"cmap":
                yield from _mapped(font, at)


def _starts(font: bytes) -> tuple[int, ...]:
    if font[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", font, 8)
    return struct.unpack_from(f">{count}I", font, 12)


def _tables(font: bytes, start: int) -> Iterator[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", font, start + 4)
    for number in range(count):
        name, _, at, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * number)
        yield name, at


def _mapped(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", font, at + 2)
    for number in range(count):
        _, _, offset = struct.unpack_from(">HHI", font, at + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", font, at + offset)
        if form == 4:
            yield from _segments(font, at + offset)
        elif form == 12:
            yield from _groups(font, at + offset)


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(first + (glyph == 0), last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    count, ends = double // 2, at + 14
    starts, deltas, offsets = ends + double + 2, ends + 2 * double + 2, ends + 3 * double + 2
    columns = [struct.unpack_from(f">{count}H", font, place) for place in (ends, starts, deltas, offsets)]
    for number, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets + 2 * number + offset + 2 * (code - first))
            if glyph and (glyph + delta) & 0xFFFF:
                yield code
