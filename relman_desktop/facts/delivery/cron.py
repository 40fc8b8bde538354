"""What changes in a cron table: the commands, by when they run."""

import re
from collections.abc import Iterator

from ..sides import Text
from .clock import schedule_sentence
from .difference import Difference

_FIELD = r"[\d*/,A-Za-z?L#-]+"
_ENTRY = re.compile(rf"\s*(@\w+|{_FIELD}(?:\s+{_FIELD}){{4}})\s+(\S.*?)\s*$")
_SILENT = re.compile(r"\s*(?:#|[A-Za-z_]\w*\s*=)")  # remarks and variables
_LONGEST = 2_000  # characters of a line

Entry = tuple[str, str]  # command, schedule


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None of a script that stands among cron's."""
    before, after = (_entries(text) for text in (old, new))
    return _compared(before, after) if before or after else None


def _compared(before: dict[Entry, int], after: dict[Entry, int]) -> Iterator[Difference]:
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    for command, when in list(gone):
        same = next((one for one in come if one[0] == command), None)
        if same:
            gone.remove((command, when))
            come.remove(same)
            yield schedule_sentence(command, when, same[1], (before[command, when], after[same]))
    for command, when in gone:
        yield schedule_sentence(command, when, None, (before[command, when], None))
    for command, when in come:
        yield schedule_sentence(command, None, when, (None, after[command, when]))


def _entries(text: Text) -> dict[Entry, int]:
    """Each command with its schedule, and the line, from 1, that it stands in."""
    found: dict[Entry, int] = {}
    for piece in text.pieces:
        for number, line in enumerate(piece.split("\n"), 1):
            entry = None if len(line) > _LONGEST or _SILENT.match(line) else _ENTRY.match(line)
            if entry:
                found[entry[2], " ".join(entry[1].split())] = number if text.whole else 0
    return found
