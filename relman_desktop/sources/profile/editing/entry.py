"""One entry of a profile while it is edited: every value as the text that a person types, and what is wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..profile import Value
from ..reading import Problem, entry_problems
from ..schema import Key, Part
from ..showing import as_value
from ..values import Wrong, value_of

LISTS = ("texts", "paths", "choices")  # kinds of which a text holds one item a line
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_PARTLY = re.compile(r"[+-]?\d{1,15}\.\d{1,15}")
_BECOMES = re.compile(r" \((?:the entry is (?:left out|used without it)|they are shown instead)\)\Z")


@dataclass(eq=False)
class EditedEntry:
    """What is typed, over what the file says. A text is "" where nothing is said."""

    part: Part
    table: Mapping[str, Any] = field(default_factory=dict)  # what the file says, as TOML gives it
    place: int | None = None  # among the entries of its part in the file; None: it is not in the file
    texts: dict[str, str] = field(default_factory=dict)  # by key
    said: Mapping[str, str] = field(default_factory=dict)  # the file's, as texts
    theirs: dict[str, str] = field(default_factory=dict)  # what the file says under keys that were changed here, too
    refused: str = ""  # why it could not be written, though nothing is wrong with it

    @classmethod
    def of(cls, part: Part, table: Mapping[str, Any], place: int) -> "EditedEntry":
        """An entry as the file has it."""
        said = texts_of(table)
        return cls(part, table, place, dict(said), said)

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    @property
    def blank(self) -> bool:
        """Whether nothing is typed."""
        return not any(text.strip() for text in self.texts.values())

    @property
    def strange(self) -> tuple[str, ...]:
        """The keys that stand in it and that its part does not know."""
        names = (*self.table, *(name for name, text in self.texts.items() if text.strip() and name not in self.table))
        return tuple(name for name in names if name not in self.part.by_name)

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys under which another thing is typed than the file says."""
        return tuple(name for name in {**self.said, **self.texts} if not self._as_said(name))

    @property
    def waiting(self) -> bool:
        """Whether something of it is typed that is not in the file."""
        return bool(self.changed) if self.place is not None else not self.blank

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it as it is typed; nothing with one in which nothing is typed yet."""
        if self.blank and (self.place is None or self.part.single):
            return ()
        return entry_problems(self.part, dict(self._given()))

    def wrong(self) -> dict[str, str]:
        """What is wrong, a sentence for each key; "" for what is about the whole entry."""
        found = {name: sentence_of(self.part, self.part.by_name.get(name), one) for name, one in self._by_key()}
        return {**({"": self.refused} if self.refused else {}), **found}

    def missing(self) -> tuple[str, ...]:
        """The needed keys of a new entry that nobody has typed yet: it is not finished, and not wrong for that."""
        new = self.place is None and not self.blank
        return tuple(key.name for key in self.part.keys if new and key.required and not self.text(key.name).strip())

    @property
    def ready(self) -> bool:
        """Whether it can be written: nothing is wrong that is not wrong in the file already, and nothing is open."""
        if self.theirs:
            return False
        before = Counter(one.text for one in entry_problems(self.part, self.table)) if self.place is not None else {}
        return not Counter(one.text for one in self.problems()) - Counter(before)

    def written(self) -> tuple[dict[str, Value], tuple[str, ...]]:
        """The values to write, and the keys that stay as the file has them."""
        values: dict[str, Value] = {}
        kept: list[str] = []
        for name, given in self._given():
            key = self.part.by_name.get(name)
            try:
                if key is None:
                    raise Wrong
                values[name] = value_of(key, given)
            except Wrong:
                kept.append(name)
        return values, tuple(kept)

    def take(self, table: Mapping[str, Any], place: int) -> None:
        """Know what the file says now. What is typed stays; where both are new, `theirs` has the file's."""
        before, now = dict(self.said), texts_of(table)
        changed = self.changed
        self.table, self.said, self.place = table, now, place
        for name in {**before, **now}:
            if name not in changed:
                self.texts[name] = now.get(name, "")
            elif now.get(name, "") != before.get(name, "") and not self._as_said(name):
                self.theirs[name] = now.get(name, "")

    def settle(self, key: str, *, mine: bool) -> None:
        """Decide between what is typed here and what the file says."""
        text = self.theirs.pop(key, self.text(key))
        if not mine:
            self.texts[key] = text

    def is_same_thing(self, table: Mapping[str, Any]) -> bool:
        """Whether a table of the file is about the same thing as what the file said of this one."""
        if self.part.single:
            return True
        now = texts_of(table)
        names = [name for name in self.part.same if self.said.get(name) or now.get(name)]
        return bool(names) and all(_plain(self.said.get(name, "")) == _plain(now.get(name, "")) for name in names)

    def _given(self) -> Iterator[tuple[str, Any]]:
        """What is typed as TOML would give it; what is as the file says it is as the file has it."""
        for name in {**self.table, **self.texts}:
            if name in self.table and self._as_said(name):
                yield name, self.table[name]
            elif self.text(name).strip():
                key = self.part.by_name.get(name)
                yield name, given_of(key.kind if key else "text", self.text(name))

    def _as_said(self, name: str) -> bool:
        if self.text(name) == self.said.get(name, ""):
            return True
        key = self.part.by_name.get(name)
        if key is None or key.kind == "text" or name not in self.said or not self.text(name).strip():
            return name not in self.said and not self.text(name).strip()
        try:
            typed, said = (value_of(key, given_of(key.kind, text)) for text in (self.text(name), self.said[name]))
        except Wrong:
            return False
        return typed == said

    def _by_key(self) -> Iterator[tuple[str, Problem]]:
        """The first problem of each key."""
        told: set[str] = set()
        for one in self.problems():
            if one.key not in told:
                told.add(one.key)
                yield one.key, one


def sentence_of(part: Part, key: Key | None, problem: Problem) -> str:
    """A problem as it is said beside an input, where there are neither quotes nor lines."""
    text = _BECOMES.sub("", problem.text).replace(" in quotes", "").replace(" without quotes", "")
    if key:
        text = text.replace(f"`{key.shown}`", as_text(key.example).replace("\n", ", "))
    text = text.replace(f"{part.heading} ", "this entry ", 1).removeprefix(f"`{problem.key}` ")
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


def texts_of(table: Mapping[str, Any]) -> dict[str, str]:
    """What TOML's values are as a person types them, by key."""
    return {name: as_text(value) for name, value in table.items()}


def as_text(given: Any) -> str:
    """A value of TOML, or one of ours, as a person types it: a list has an item a line."""
    if isinstance(given, list | tuple):
        return "\n".join(map(as_text, given))
    value = as_value(given)
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def given_of(kind: str, text: str) -> Any:
    """What is typed, as TOML would give it; what it cannot be stays text, and is told to be wrong."""
    if kind in LISTS:
        return [line.strip() for line in text.split("\n") if line.strip()]
    plain = text.strip()
    if kind == "number":
        return int(plain) if _WHOLE.fullmatch(plain) else float(plain) if _PARTLY.fullmatch(plain) else plain
    if kind == "yes":
        return {"true": True, "false": False}.get(plain.lower(), plain)
    return text if kind == "text" else plain


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
