"""What of the previous version's code reads a table or a column: searched in its whole tree."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...jobs import Cancel
from ...sources.change import Change, Kind, Match
from ...sources.kinds import kind_of
from ..fact import Place
from ..production import is_program, stem
from .names import folded, is_telling, spellings, table_forms, words_of

_REMARKS = re.compile(r"\s*(?:#|//|\*|--|/\*|<!--|(?:import|from|use|using|require|require_relative|package)\b)")
_DEFINES = re.compile(
    r"\s*(?:export |public |pub |abstract |final |partial |default )*"
    r"(?:class|struct|type|interface|model|record|def|schema|table!?)\b"
    r"|\s*(?:pub |self\.)?\w+:? ?[:=]"
)
_MOST_FILES = 400  # that are read to see which table they are about


@dataclass(frozen=True, slots=True)
class Thing:
    """A table (`column` is "") or a column of it, by the names that the migration gives."""

    table: str
    column: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}".strip(".")

    @property
    def words(self) -> frozenset[str]:
        """What its readers hold, whatever the case."""
        if self.column:
            return spellings(self.column)
        forms = table_forms(self.table)
        return forms | frozenset(spelling for form in _numbers(self.table) for spelling in spellings(form))


def _numbers(table: str) -> tuple[str, ...]:
    return table, table.removesuffix("s"), table + "s"


@dataclass
class Readers:
    """The previous version's tree, searched once for many things."""

    change: Change
    cancel: Cancel
    unread: tuple[str, ...] = ()  # programs of the previous version that are not here
    _words: dict[str, frozenset[str]] = field(default_factory=dict)  # of the files that were read

    def of(self, things: Iterable[Thing]) -> dict[Thing, tuple[Match, ...]] | None:
        """The lines that read each of the things, in the order of their paths; None where the tree is not known."""
        wanted = list(dict.fromkeys(things))
        words = {word for thing in wanted for word in thing.words}
        found = self.change.content.search(words, "old", self.cancel)
        if found is None:
            return None
        self.unread = tuple(filter(_is_code, found.unread))
        matches = (one for one in found.matches if _is_code(one.path) and not _REMARKS.match(one.text))
        lines = [(one, words_of(one.text)) for one in matches]
        return {thing: tuple(self._reading(thing, lines)) for thing in wanted}

    @staticmethod
    def best(lines: Iterable[Match]) -> list[Match]:
        """The lines without repetition, definitions first."""
        return sorted(dict.fromkeys(lines), key=lambda line: not _DEFINES.match(line.text))

    def cite(self, match: Match) -> str | Place:
        """The hunk that shows a line of the base, else the line itself."""
        file = next((one for one in self.change.files if one.old_side_path == match.path), None)
        for hunk in self.change.hunks(file, self.cancel) if file else ():
            if hunk.old_start <= match.line < hunk.old_start + hunk.old_count:
                return hunk.id
        return Place(match.path, match.line, match.text, "old")

    def _reading(self, thing: Thing, lines: Iterable[tuple[Match, frozenset[str]]]) -> Iterator[Match]:
        tables = table_forms(thing.table) if thing.table else frozenset()
        words = frozenset(map(folded, thing.words))
        for line, said in lines:
            self.cancel.check()
            if words.isdisjoint(said):
                continue
            if not thing.column or self._is_about(line, said, tables, telling=is_telling(thing.column)):
                yield line

    def _is_about(self, line: Match, said: frozenset[str], tables: frozenset[str], *, telling: bool) -> bool:
        """Whether a line with the column's name means the column of this table."""
        if not tables:
            return telling
        if folded(stem(line.path)) in tables or not tables.isdisjoint(said):
            return True
        return telling and not tables.isdisjoint(self._words_of_file(line.path))

    def _words_of_file(self, path: str) -> frozenset[str]:
        if path not in self._words and len(self._words) < _MOST_FILES:
            self._words[path] = words_of(self.change.content.read(path, self.cancel, "old") or "")
        return self._words.get(path, frozenset())


def _is_code(path: str) -> bool:
    """Whether a file runs and may ask a database: programs, and queries in files of their own."""
    return kind_of(path) is Kind.CODE and (is_program(path) or path.endswith((".sql", ".xml", ".hbm.xml", ".graphql")))
