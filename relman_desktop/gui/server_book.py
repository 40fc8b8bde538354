"""The servers of a settings page while the person works on them: all entries, which is looked at, what was removed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from .server_entry import KeyState, ServerEntry

E = TypeVar("E", bound=ServerEntry[Any])
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Removed(Generic[E]):
    """What a removal took, and from where."""

    at: int
    entry: E


class ServerBook(Generic[E, Kept]):
    """Plain state of a settings page; no widget knows more than it."""

    def __init__(self) -> None:
        self.entries: list[E] = []
        self.current: E | None = None
        self.removed: Removed[E] | None = None
        self._asked: dict[Kept, E] = {}  # an answer finds its entry after renaming, too

    def begin(self, entries: Iterable[E]) -> None:
        """Begin with what is set."""
        self.entries = list(entries)
        self.current = next(iter(self.entries), None)
        self.removed = None

    def add(self, entry: E) -> None:
        self.entries.append(entry)
        self.current = entry

    def remove(self, entry: E) -> None:
        """Take an entry away; the one after it is looked at then."""
        at = self.entries.index(entry)
        self.removed = Removed(at, entry)
        self.entries.remove(entry)
        self.current = self.entries[min(at, len(self.entries) - 1)] if self.entries else None

    def drop(self, entry: E) -> None:
        """Take an entry away of which nothing is kept."""
        self.entries.remove(entry)
        if self.current is entry:
            self.current = next(iter(self.entries), None)

    def undo(self) -> None:
        """Put the last removed entry back."""
        if back := self.removed:
            self.entries.insert(back.at, back.entry)
            self.current, self.removed = back.entry, None

    def names(self, but: E | None = None) -> set[str]:
        """The names that the other entries have."""
        return {one.texts["name"].strip() for one in self.entries if one is not but}

    def wrong(self, entry: E) -> dict[str, str]:
        """What is wrong with an entry's inputs, a sentence for each wrong one."""
        wrong = entry.read(self.names(entry))[1]
        if "url" in wrong and entry.kept:
            wrong["url"] += f" Until it is right, {entry.kept.url} stays set."
        return wrong

    def settle(self, entry: E) -> bool:
        """Take what stands in an entry's inputs where it is right; gives whether its key may be another one now."""
        server, _ = entry.read(self.names(entry))
        if server is None or entry.offered:
            return False
        before, entry.kept = entry.kept, server
        entry.texts["url"] = server.url
        return before is None or _key_of(before) != _key_of(server)

    def ask_with(self, entry: E | None) -> Kept | None:
        """The server to ask, or None where an input is wrong."""
        if entry is None or entry.kept is None or self.wrong(entry):
            return None
        kept: Kept = entry.kept
        self._asked[kept] = entry
        return kept

    def asked(self, server: Kept) -> E | None:
        """The entry for which an answer comes."""
        return self._asked.get(server)

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What is to be set: of each entry what was last right."""
        return tuple(one.kept for one in self.entries if one.kept)


def take_key_state(entry: ServerEntry[Any], state: KeyState) -> str:
    """Take where a key is kept; one that was given and is not held stays typed, and the reason is given back."""
    failed = entry.key_given and not state.held
    entry.key = replace(state, words=type(entry).key.words) if failed else state
    entry.key_given = False
    if state.held:
        entry.key_typed = ""
    return state.words if failed else ""


def _key_of(server: Any) -> tuple[str, str]:
    return server.kept_as, server.key_variable
