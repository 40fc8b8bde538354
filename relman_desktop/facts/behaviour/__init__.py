"""Behaviour and safety: what the change does to log-ins, permissions, cryptography, payments, personal data and limits.

Only changed lines of code of the product count. What stands in settings and data files is told as configuration.
"""

from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind
from ..fact import Finding
from ..production import is_program, production
from . import marks, personal, telling, topics, values
from .event import Event
from .rules import is_interface, is_made_up, written_in
from .source import Moved, Source

_MODELS = (".sql", ".prisma")  # hold what is stored, beside source code


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`behaviour.<theme>`: values and marks that change, personal data, themes whose code is touched; and `.unread`."""
    files = [file for file in production(change.files) if _is_read(file)]
    moved = Moved()
    for file in files:
        cancel.check()
        for hunk in change.hunks(file, cancel):
            moved.note(hunk.lines)
    events: list[Event] = []
    marked: list[marks.Mark] = []
    touched: list[topics.Touched] = []
    data: list[personal.Datum] = []
    for file in files:
        cancel.check()
        source = Source(change, file, moved, cancel)
        data += personal.detect(source, written_in(file.path))
        if file.kind is not Kind.MIGRATION and not is_interface(file.path):
            events += values.detect(source)
            marked += marks.detect(source)
            touched += topics.touched(source)
            yield from topics.unread(source)
    yield from telling.findings([*events, *marks.events(marked)])
    yield from personal.findings(data)
    yield from topics.findings(touched)


def _is_read(file: FileChange) -> bool:
    return (
        not file.binary
        and not is_made_up(file.path)
        and (is_program(file.path) or file.path.endswith((*_MODELS, ".tf")))
    )
