"""The endpoints while the person works on them: all entries, which is looked at, which drafts, what was removed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..settings import Endpoint
from .endpoint_entry import Entry, KeyState, entry_of, read

Told = tuple[tuple[Endpoint, ...], str]  # what is set: the endpoints, the name of the one that drafts or ""


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal took, and from where."""

    at: int
    entry: Entry
    drafted: bool


class EndpointBook:
    """Plain state of the settings page; no widget knows more than it."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.current: Entry | None = None
        self.drafting: Entry | None = None
        self.removed: Removed | None = None
        self._asked: dict[Endpoint, Entry] = {}  # an answer finds its entry after renaming, too

    def open(self, endpoints: Sequence[Endpoint], drafting: str) -> None:
        """Begin with what is set."""
        self.entries = [entry_of(one) for one in endpoints]
        self.drafting = next((one for one in self.entries if one.name == drafting), None)
        self.current = self.drafting or next(iter(self.entries), None)
        self.removed = None

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.current = entry

    def remove(self, entry: Entry) -> None:
        """Take an entry away; the one after it is looked at then."""
        at = self.entries.index(entry)
        self.removed = Removed(at, entry, entry is self.drafting)
        self.entries.remove(entry)
        self.drafting = None if entry is self.drafting else self.drafting
        self.current = self.entries[min(at, len(self.entries) - 1)] if self.entries else None

    def undo(self) -> None:
        """Put the last removed entry back."""
        if back := self.removed:
            self.entries.insert(back.at, back.entry)
            self.drafting = back.entry if back.drafted else self.drafting
            self.current, self.removed = back.entry, None

    def names(self, but: Entry | None = None) -> set[str]:
        """The names that the other entries have."""
        return {one.texts["name"].strip() for one in self.entries if one is not but}

    def wrong(self, entry: Entry) -> dict[str, str]:
        """What is wrong with an entry's inputs, a sentence for each wrong one."""
        wrong = read(entry, self.names(entry))[1]
        if "url" in wrong and entry.kept:
            wrong["url"] += f" Until it is right, {entry.kept.url} stays set."
        return wrong

    def settle(self, entry: Entry) -> bool:
        """Take what stands in an entry's inputs where it is right; gives whether its key may be another one now."""
        endpoint, _ = read(entry, self.names(entry))
        if endpoint is None:
            return False
        before, entry.kept = entry.kept, endpoint
        entry.texts["url"] = endpoint.url
        return before is None or _key_of(before) != _key_of(endpoint)

    def ask_with(self, entry: Entry | None) -> Endpoint | None:
        """The endpoint to ask a server with, or None where an input is wrong."""
        if entry is None or entry.kept is None or self.wrong(entry):
            return None
        self._asked[entry.kept] = entry
        return entry.kept

    def asked(self, endpoint: Endpoint) -> Entry | None:
        """The entry for which an answer comes."""
        return self._asked.get(endpoint)

    @property
    def told(self) -> Told:
        """What is to be set: of each entry what was last right."""
        drafting = self.drafting.kept.name if self.drafting and self.drafting.kept else ""
        return tuple(one.kept for one in self.entries if one.kept), drafting


def take_key_state(entry: Entry, state: KeyState) -> str:
    """Take where a key is kept; one that was given and is not held stays typed, and the reason is given back."""
    failed = entry.key_given and not state.held
    entry.key = replace(state, words=KeyState().words) if failed else state
    entry.key_given = False
    if state.held:
        entry.key_typed = ""
    return state.words if failed else ""


def _key_of(endpoint: Endpoint) -> tuple[str, str]:
    return endpoint.url, endpoint.key_variable  # under which keys are kept
