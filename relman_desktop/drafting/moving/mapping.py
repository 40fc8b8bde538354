"""From the evidence of a change to that of the same range later: ids are numbers in an order, so each must be found."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from ...facts.book import EvidenceBook
from ...facts.configuration.secrets import HIDDEN
from ...jobs import Cancel
from ...sources.between import Between
from ...sources.change import FileChange, Hunk
from ...wording import quoted
from ..redaction import Redactor
from ..redaction.masking import MASKED
from .commits import Commits
from .counterpart import Counterpart, changed, gone
from .facts import PairedFacts
from .files import Files, is_surely_same
from .meanings import Meanings
from .places import changed_item, place_now


class Evidence:
    """The evidence of two changes, the old one's found again in the new one. Reads only what it is asked for."""

    def __init__(
        self,
        old: EvidenceBook,
        new: EvidenceBook,
        between: Between | None,
        cancel: Cancel,
        meanings: Meanings | None = None,
    ) -> None:
        """`between` leads from the old head to the new one; None where there is no repository.

        `meanings` tells what an id of the profile, of a work item, of an answer meant; without it each is what it was.
        """
        self._old, self._new = old, new
        self._meanings = meanings or Meanings()
        self._between = between
        self._cancel = cancel
        self.facts = PairedFacts(old.facts, new.facts)
        self.commits = Commits(old.change.commits, new.change.commits)
        self._leaving = Commits(old.change.leaving, new.change.leaving)
        self._renames = between.renames(cancel) if between else {}
        self._files = Files(old.change, new.change, self._renames, cancel)
        self._touching: Mapping[str, tuple[str, ...]] = {}
        self._patches: dict[str, str] = {}
        self._redactor = Redactor()

    def counterparts(self, ids: Iterable[str]) -> dict[str, Counterpart]:
        """What became of each of these pieces of evidence."""
        asked = list(dict.fromkeys(ids))
        self._read_ahead(asked)
        found = {}
        for one in asked:
            self._cancel.check()
            found[one] = self._without_secrets(self._counterpart(one) or gone(one, f"{quoted(one)} is not known."))
        return found

    def _without_secrets(self, found: Counterpart) -> Counterpart:
        """A reason may quote a commit or a note, and is kept with the ticket."""
        reason = MASKED.sub(HIDDEN, self._redactor.redact(found.reason, "")) if found.reason else ""
        return replace(found, reason=reason) if reason != found.reason else found

    @property
    def came(self) -> frozenset[str]:
        """The ids of the facts, commits, work items and entries of the profile that are new."""
        return self.facts.new.union((commit.id for commit in self.commits.new), self._meanings.came)

    def _read_ahead(self, ids: Collection[str]) -> None:
        """Ask for hunks, for commits that touched a file and for patches once, and not for each piece of evidence."""
        cited = dict.fromkeys(one.partition(".")[0] for one in ids if one.startswith("F"))
        files = [file for one in cited if (file := self._old.change.file(one))]
        self._files.prefetch(files)
        if not self._between:
            return
        pairs = [(file, new) for file in files if (new := self._files.pair(file))]
        paths = {new.path for file, new in pairs if not is_surely_same(file, new)}
        self._touching = self._between.touching(paths, self._cancel)
        rewritten = self.commits.rewritten(ids) | self._leaving.rewritten(ids)
        self._patches = dict(self._between.patch_ids((*rewritten, *rewritten.values()), self._cancel))

    def _counterpart(self, one: str) -> Counterpart | None:
        finders: dict[str, Callable[[str], Counterpart | None]] = {
            "F": self._hunk if "." in one else self._file,
            "C": lambda commit: self.commits.counterpart(commit, self._patches),
            "L": lambda commit: self._leaving.counterpart(commit, self._patches),
            "X": self.facts.counterpart,
            "R": self._place,
            "W": self._work_item,
            "A": self._meanings.counterpart,
            "N": self._meanings.counterpart,
        }
        find = finders.get(one[:1])
        return find(one) if find else None

    def _file(self, file_id: str) -> Counterpart | None:
        file = self._old.change.file(file_id)
        new = self._files.pair(file) if file else None
        if file is None:
            return None
        if new is None:
            return gone(file_id, self._not_changed_now(file))
        if self._files.is_same(file, new):
            return Counterpart(file_id, new.id, former=_former(file, new))
        return changed(file_id, new.id, f"{quoted(file.path)} changed again{self._in_commit(new)}.")

    def _hunk(self, hunk_id: str) -> Counterpart | None:
        file = self._old.change.file(hunk_id.partition(".")[0])
        new = self._files.pair(file) if file else None
        if file is None:
            return None
        if new is None:
            return gone(hunk_id, self._not_changed_now(file))
        if is_surely_same(file, new):
            return Counterpart(hunk_id, new.id + hunk_id[len(file.id) :], former=_former(file, new))
        hunk = next((one for one, _ in self._files.hunks_of_old(file) if one.id == hunk_id), None)
        if hunk is None:
            return None
        now, same = self._files.hunk(file, hunk_id, new)
        where = quoted(f"{file.path}:{_first_line(hunk)}")
        if now is None:
            return gone(hunk_id, f"What changed at {where} is not part of the change any more{self._by_commit(new)}.")
        if same:
            return Counterpart(hunk_id, now.id, former=_former(file, new))
        return changed(hunk_id, now.id, f"{where} changed again{self._in_commit(new)}.")

    def _place(self, place_id: str) -> Counterpart | None:
        place, change = self._old.facts.places.get(place_id), self._new.change
        places = self._new.facts.places
        return place_now(place_id, place, places, self._renames, change, self._cancel) if place else None

    def _work_item(self, item_id: str) -> Counterpart | None:
        if not self._meanings.knows(item_id):
            return None
        found = self._meanings.counterpart(item_id)
        old = next((one for one in self._old.work if one.id == item_id), None)
        new = next((one for one in self._new.work if one.id == found.new), None)
        return changed_item(old, new) or found if old and new else found

    @cached_property
    def _came(self) -> dict[str, str]:
        return {commit.oid: commit.short for commit in self.commits.new}

    def _in_commit(self, file: FileChange) -> str:
        """ " in commit 1a2b3c4d5e", the newest of those that came and touched the file; "" where that is not known."""
        found = (self._came[oid] for oid in self._touching.get(file.path, ()) if oid in self._came)
        short = next(found, "")
        return f" in commit {short}" if short else ""

    def _by_commit(self, file: FileChange) -> str:
        return self._in_commit(file).replace(" in commit", ", by commit")

    def _not_changed_now(self, file: FileChange) -> str:
        change = self._new.change
        if change.origin == "diff":
            return f"{quoted(file.path)} is not in the diff any more."
        base, head = quoted(change.base_name), quoted(change.head_name)
        return f"{quoted(file.path)} no longer differs between {base} and {head}."


def _first_line(hunk: Hunk) -> int:
    """The number of the first line that a hunk changes, in the new file; in the old one where it only removes."""
    new = next((line.new for line in hunk.lines if line.sign == "+"), None)
    return new or next((line.old for line in hunk.lines if line.sign == "-"), None) or hunk.new_start


def _former(file: FileChange, new: FileChange) -> tuple[str, ...]:
    """The names that a file had and has no more."""
    if file.path == new.path:
        return ()
    return (file.path, file.name) if file.name != new.name else (file.path,)


def unknown(ids: Iterable[str], reason: str, meanings: Meanings) -> dict[str, Counterpart]:
    """What became of evidence whose change cannot be read any more: only what the ticket keeps of it is known."""
    return {one: meanings.counterpart(one) if _is_kept(one, meanings) else gone(one, reason) for one in ids}


def _is_kept(one: str, meanings: Meanings) -> bool:
    return one[:1] in ("A", "N") or meanings.knows(one)
