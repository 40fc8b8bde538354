"""The hunks of a section, parsed by unidiff behind headers that we write ourselves.

unidiff gets hunk lines only, split at line feeds, decoded and with plain line ends: paths, prefixes, colours, mails and
time stamps never reach it, and what it returns must have the counts of the index.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from ...errors import InputError
from ...jobs import Cancel
from ..change import Hunk, Line
from .lines import HUNK
from .section import Data, Section, readable

if TYPE_CHECKING:  # unidiff is slow to import, and `relman files` does not need it
    from unidiff.patch import Hunk as ParsedHunk

_NO_NEWLINE = "\\ No newline at end of file\n"
_FIRST_LINE = re.compile(rb"[^\n]*\r\n")
_BETWEEN_CHECKS = 4096  # lines
_MOST_LINES = 1_500_000  # about 250 bytes each; detectors ask for every file again, and parsing is what costs


def parse_hunks(
    data: Data, section: Section, file_id: str, first: int = 1, cancel: Cancel | None = None
) -> tuple[Hunk, ...]:
    """The hunks of one section, numbered `F3.h1` on from `first`; () where it has none.

    Raises InputError that names the section's line if they are not what the index counted.
    """
    if section.body == section.end:
        return ()
    from unidiff.errors import UnidiffParseError
    from unidiff.patch import PatchSet

    try:
        patch = PatchSet(_plain_lines(data, section, cancel or Cancel()))
    except UnidiffParseError as error:
        raise _unequal(section) from error
    if (patch.added, patch.removed) != (section.added, section.removed):
        raise _unequal(section)
    return tuple(_hunk(f"{file_id}.h{number}", hunk) for number, hunk in enumerate(patch[0], start=first))


class PatchReader:
    """Hunks of an indexed patch; those of the first files asked for stay in memory, up to so many lines.

    Detectors go through all files one after another. Keeping the first files serves each of them; keeping the last
    ones would serve none, once the change is larger than what is kept.
    """

    def __init__(self, data: Data, most_lines: int = _MOST_LINES) -> None:
        self._data = data
        self._room = most_lines
        self._kept: dict[str, tuple[Hunk, ...]] = {}
        self._latest: tuple[str, tuple[Hunk, ...]] = ("", ())

    def hunks(self, sections: Iterable[Section], file_id: str, cancel: Cancel) -> tuple[Hunk, ...]:
        """The hunks of all sections of one file, numbered on from one to the next."""
        if file_id == self._latest[0]:
            return self._latest[1]
        hunks = self._kept.get(file_id)
        if hunks is None:
            hunks = self._read(sections, file_id, cancel)
        self._latest = (file_id, hunks)
        return hunks

    def _read(self, sections: Iterable[Section], file_id: str, cancel: Cancel) -> tuple[Hunk, ...]:
        hunks: tuple[Hunk, ...] = ()
        for section in sections:
            cancel.check()
            hunks += parse_hunks(self._data, section, file_id, len(hunks) + 1, cancel)
        lines = sum(len(hunk.lines) for hunk in hunks)
        if lines <= self._room:
            self._room -= lines
            self._kept[file_id] = hunks
        return hunks


def _plain_lines(data: Data, section: Section, cancel: Cancel) -> Iterator[str]:
    """The section as unidiff reads it rightly."""
    yield "--- old\n"
    yield "+++ new\n"
    ending = b"\r\n" if _FIRST_LINE.match(data, section.start) else b"\n"
    for number, raw in enumerate(BytesIO(data[section.body : section.end])):
        if not number % _BETWEEN_CHECKS:
            cancel.check()
        yield _plain_line(raw.removesuffix(ending).removesuffix(b"\n"))


def _plain_line(raw: bytes) -> str:
    """A line starts with its sign: inside a section, only a hunk's header starts with @."""
    if raw.startswith(b"@") and (found := HUNK.match(raw)):
        old_start, old, new_start, new, title = found.groups()
        sizes = (int(old_start), int(old or 1), int(new_start), int(new or 1))
        return "@@ -{},{} +{},{} @@ ".format(*sizes) + readable(title) + "\n"
    if raw.startswith(b"\\"):
        return _NO_NEWLINE
    if raw[:1] in (b"", b"\r"):  # a context line that lost its space
        raw = b" " + raw
    return readable(raw) + "\n"


def _hunk(hunk_id: str, hunk: "ParsedHunk") -> Hunk:
    lines: list[Line] = []
    for line in hunk:
        if line.line_type == "\\":
            lines[-1:] = [_unended(last) for last in lines[-1:]]
        else:
            lines.append(Line(line.line_type, line.value[:-1], line.source_line_no, line.target_line_no))
    return Hunk(
        id=hunk_id,
        old_start=hunk.source_start,
        old_count=hunk.source_length,
        new_start=hunk.target_start,
        new_count=hunk.target_length,
        section=hunk.section_header.strip(),
        lines=tuple(lines),
    )


def _unended(line: Line) -> Line:
    return Line(line.sign, line.text, line.old, line.new, newline=False)


def _unequal(section: Section) -> InputError:
    return InputError(f"The patch, line {section.line}: the hunks of this file do not hold what was counted.")
