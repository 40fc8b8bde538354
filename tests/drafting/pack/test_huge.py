"""A change of more than a million lines is packed without reading it: only what could fit is looked at."""

from collections.abc import Iterable
from dataclasses import replace

from relman_desktop.drafting.pack import Level, pack
from relman_desktop.drafting.proposal import Material
from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel
from relman_desktop.sources.change import Change, FileChange, Hunk, Kind, Line, Status
from tests.facts.changes import TextContent, a_change

from .making import Masker, Words
from .reader import read

_FILES = 1000
_LINES = 1100


class Counted(TextContent):
    """Makes hunks when they are asked for, and counts their lines."""

    def __init__(self) -> None:
        super().__init__({}, {"old": {}, "new": {}}, whole=False)
        self.read = 0
        self.fetched: list[str] = []

    def prefetch(self, files: Iterable[FileChange], cancel: Cancel) -> None:
        self.fetched += [file.id for file in files]

    def hunks(self, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
        self.read += file.added
        lines = tuple(Line("+", f"value_{number} = {number}", None, number) for number in range(1, file.added + 1))
        return (Hunk(f"{file.id}.h1", 0, 0, 1, file.added, "", lines),)


def _change(content: Counted) -> Change:
    files = tuple(
        FileChange(f"F{number}", f"src/m{number}.py", None, Status.ADDED, Kind.CODE, _LINES, 0)
        for number in range(1, _FILES + 1)
    )
    config = FileChange(f"F{_FILES + 1}", "config/app.yml", None, Status.ADDED, Kind.CONFIG, 12, 0)
    giant = FileChange(f"F{_FILES + 2}", "config/giant.yml", None, Status.ADDED, Kind.CONFIG, 900_000, 0)
    return replace(a_change({}), files=(*files, config, giant), content=content)


def test_reads_no_more_than_could_fit() -> None:
    content = Counted()
    made = pack(Material(_change(content), Facts()), 30_000, Words(), Masker(), Cancel())
    assert content.read <= 30_000
    assert sum(one.level is Level.FULL for one in made.coverage) == 1
    assert made.coverage[-2].level is Level.FULL
    assert made.coverage[-1].reason == "Budget: 900,000 changed lines are more than could be looked into."
    assert len(read(made.text).files) == _FILES + 2


def test_asks_for_all_that_it_reads_at_once() -> None:
    content = Counted()
    made = pack(Material(_change(content), Facts()), 30_000, Words(), Masker(), Cancel())
    assert {one.id for one in made.coverage if one.hunks} <= {*content.fetched}
    assert len(content.fetched) == len({*content.fetched})
