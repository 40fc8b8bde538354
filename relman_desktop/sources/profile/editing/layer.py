"""One file of a profile while it is edited, and what happens to it meanwhile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ....errors import InputError, ServiceError, cause
from ....files import read_file
from ...toml import TomlFault, toml_of
from ..profile import Profile, Value
from ..reading import LARGEST, read_all
from ..schema import Part, parts
from ..writing import BEGINNING, Overtaken, with_changed, with_entry, with_swapped, without_entry, write_profile
from .entry import EditedEntry, texts_of
from .typed import keep_typed, read_typed


@dataclass(frozen=True)
class Removed:
    """What a removal took, and the file before and after it."""

    entry: EditedEntry
    at: int  # among the entries of its part
    before: str
    after: str


class EditedLayer:
    """The entries of a file, those among them that are not in it yet, and why it cannot be edited, if it cannot."""

    def __init__(self, path: Path | None, name: str) -> None:
        """`path`: None for a text that nobody may change. `name`: as a person knows the file."""
        self.path, self.name = path, name
        self.text = ""
        self.fault = ""  # why nothing of the file can be read; it is left alone then
        self.entries: dict[str, list[EditedEntry]] = {part.name: [] for part in parts()}
        self.profile = Profile()
        self.removed: Removed | None = None
        self._content: bytes | None = None  # of the file as it was read last; None: it is not there
        self._missed = False  # whether it could not be read
        if path:
            self._read()
            self._take(read_typed(path))

    @property
    def writable(self) -> bool:
        return self.path is not None and not self.fault

    def all(self) -> Iterator[EditedEntry]:
        for entries in self.entries.values():
            yield from entries

    def look(self) -> bool:
        """Take in what somebody else wrote into the file; gives whether there was something."""
        if self.path is None or not self._read():
            return False
        self._take([*self.all()])
        return True

    def settle(self) -> bool:
        """Write what is right, and keep what is not; gives whether the file is another. Raises `ServiceError`."""
        if self.path is None:
            return False
        try:
            return self._settled()
        finally:
            keep_typed(self.path, (one for one in self.all() if one.waiting))

    def _settled(self, tries: int = 5) -> bool:
        looked = self.look()
        text = self.text if self.fault else self._written()
        if text == self.text:
            return looked
        try:
            self._write(text)
        except Overtaken:
            if tries <= 1:
                raise
            return self._settled(tries - 1)
        return True

    def show(self, text: str) -> None:
        """Take a text that nobody may change."""
        self._take_text(text)
        self._take([])

    def add(self, part: Part, texts: Mapping[str, str] | None = None) -> EditedEntry:
        """An entry more, which is in the file as soon as it is right."""
        entry = EditedEntry(part, texts=dict(texts or {}))
        self.entries[part.name].append(entry)
        return entry

    def single(self, part: Part) -> EditedEntry:
        """The entry of a part that is written once."""
        return next(iter(self.entries[part.name]), None) or self.add(part)

    def remove(self, entry: EditedEntry) -> None:
        """Take an entry out. Raises `InputError` or `ServiceError`; then it is still there."""
        self.settle()
        entries = self.entries[entry.part.name]
        if entry not in entries:
            return
        at, before = entries.index(entry), self.text
        after = before if entry.place is None else without_entry(before, entry.part.name, entry.place)
        if entry.place is not None:
            self._write(after, [one for one in self.all() if one is not entry])
        else:
            entries.remove(entry)
        self.removed = Removed(entry, at, before, after)
        self.settle()

    def put_back(self) -> EditedEntry | None:
        """Put the entry back that was taken out last, where it was, as it was typed."""
        removed, self.removed = self.removed, None
        if removed is None:
            return None
        self.look()
        texts, part = dict(removed.entry.texts), removed.entry.part
        if removed.entry.place is not None and self.text == removed.after:
            self._write(removed.before, [*self.all()])
            entry = self.entries[part.name][removed.at]
            entry.texts = texts
        else:
            entry = self.add(part, texts)
        self.settle()
        return entry

    def move(self, entry: EditedEntry, by: int) -> bool:
        """Have an entry change places with the one before (-1) or after it (1) in the file."""
        self.settle()
        there = [one for one in self.entries[entry.part.name] if one.place is not None]
        at = there.index(entry) if entry in there else -1
        if at < 0 or not 0 <= at + by < len(there):
            return False
        text = with_swapped(self.text, entry.part.name, min(at, at + by))
        there[at].place, there[at + by].place = there[at + by].place, there[at].place
        self._write(text)
        self.entries[entry.part.name].sort(key=_order)
        return True

    def _written(self) -> str:
        """The text with all that is right."""
        text = self.text
        for entry in self.all():
            if entry.waiting and entry.ready:
                try:
                    text = self._with(text or BEGINNING, entry)
                    entry.refused = ""
                except InputError as error:
                    entry.refused = str(error)
        return text

    def _with(self, text: str, entry: EditedEntry) -> str:
        name = entry.part.name
        values, kept = entry.written()
        if entry.place is None:
            after = with_entry(text, name, values)
            others = (one.place for one in self.entries[name] if one.place is not None)
            entry.place = max(others, default=-1) + 1
            return after
        if entry.part.single and not values and not kept:
            after = without_entry(text, name, 0)
            entry.place = None
            return after
        return with_changed(text, name, entry.place, values, kept)

    def _write(self, text: str, old: list[EditedEntry] | None = None) -> None:
        """Write a text, whose entries are those that are known, at their places; or else find the `old` ones in it."""
        assert self.path
        try:
            write_profile(self.path, text, self._content)
        except ServiceError:
            self._take([*self.all()])  # which are where they were
            raise
        self._content = text.encode("utf-8")
        self._take_text(text)
        if old is not None:
            self._take(old)
        else:
            self._know()

    def _know(self) -> None:
        """Know what the file says of the entries at their places; what is typed stays as it is typed."""
        for part, tables in self._tables():
            for entry in self.entries[part.name]:
                if entry.place is None:
                    entry.table, entry.said = {}, {}
                elif entry.place < len(tables):
                    entry.table = tables[entry.place]
                    entry.said = texts_of(entry.table)

    def _read(self) -> bool:
        """Read the file; gives whether it is another than the one that is known."""
        assert self.path
        try:
            content: bytes | None = read_file(self.path)
        except (FileNotFoundError, NotADirectoryError):
            content = None
        except OSError as error:
            self.fault = f"{self.path} cannot be read ({cause(error)}). Nothing is written to it."
            self._missed = True
            return False
        if content == self._content and not self._missed:
            return False
        self._content, self._missed = content, False
        try:
            self._take_text((content or b"").decode("utf-8"))
        except UnicodeDecodeError:
            self.fault = f"{self.path} is not UTF-8 text; save it as UTF-8, and it is read again."
        return True

    def _take_text(self, text: str) -> None:
        self.text, self.fault = text, ""
        read = read_all(text, self.name)
        self.profile = Profile(tuple(read.entries), tuple(one.told(self.name) for one in read.problems))
        if read.problems and read.problems[0].whole:
            self.fault = read.problems[0].told(str(self.path or self.name))

    def _tables(self) -> Iterator[tuple[Part, list[Mapping[str, Any]]]]:
        """What the text says, by part."""
        try:
            document = toml_of(self.text.removeprefix("\ufeff").replace("\r\n", "\n")) if not self.fault else {}
        except TomlFault:  # too large
            document = {}
        for part in parts():
            value = document.get(part.name, [])
            listed = [value] if isinstance(value, dict) else value
            right = isinstance(listed, list) and all(isinstance(one, dict) for one in listed)
            yield part, listed if right else []

    def _take(self, old: list[EditedEntry]) -> None:
        """Find the old entries in what the text says now; those that are not there stay where something is typed."""
        for part, tables in self._tables():
            left = [one for one in old if one.part is part]
            found = dict(_matched(left, tables))
            entries = []
            for place, table in enumerate(tables):
                entry = found.get(place) or EditedEntry.of(part, table, place)
                if place in found:
                    entry.take(table, place)
                entries.append(entry)
            entries += [_let_go(one) for one in left if one not in found.values() and (not one.said or _typed(one))]
            self.entries[part.name] = entries


def _matched(old: list[EditedEntry], tables: list[Mapping[str, Any]]) -> Iterator[tuple[int, EditedEntry]]:
    """Which entry is the table at which place: first those that say the same, then those about the same thing."""
    entries = [one for one in old if one.said or one.part.single]
    places = list(range(len(tables)))
    for same in (lambda one, table: one.said == texts_of(table), EditedEntry.is_same_thing):
        for entry in tuple(entries):
            place = next((at for at in places if same(entry, tables[at])), None)
            if place is not None:
                entries.remove(entry)
                places.remove(place)
                yield place, entry


def _typed(entry: EditedEntry) -> bool:
    return not entry.blank and bool(entry.changed)


def _let_go(entry: EditedEntry) -> EditedEntry:
    """An entry that is not in the file any more: what is typed of it is a new one."""
    entry.place, entry.table, entry.said, entry.theirs = None, {}, {}, {}
    return entry


def _order(entry: EditedEntry) -> int:
    return LARGEST if entry.place is None else entry.place


def team_layer(text: str, name: str) -> EditedLayer:
    """The profile of the repository at a commit, to be read only."""
    layer = EditedLayer(None, name)
    layer.show(text)
    return layer


def as_texts(values: Mapping[str, Value]) -> dict[str, str]:
    """An entry's values as a person types them."""
    return texts_of(values)
