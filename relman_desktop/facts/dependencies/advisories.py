"""What the commits and notes of a range say about the packages that it moves: security fixes, yanks, replacements.

They are claims of their authors: a number counts for a package where one line names both, or where the whole commit is
about this package.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ...jobs import Cancel
from ...sources.change import Change
from ..notes.cleaning import advisories
from ..notes.rules import documents

_MOST_COMMITS = 5_000
_LONGEST_LINE = 2_000  # characters
_LONGEST_MESSAGE = 20_000
_WORD = re.compile(r"@?\w[\w./@:-]*")
_YANKED = re.compile(r"\b(?:yanked|yank|retracted|unpublished|withdrawn)\b", re.IGNORECASE)
_OLD, _NEW = (rf"`?(?P<{side}>[@\w][\w./:-]{{0,100}})`?" for side in ("old", "new"))
_REPLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:replac(?:es?|ed|ing)|swap(?:s|ped)?) {_OLD} (?:with|by|for) {_NEW}",
        rf"\b(?:migrat|switch|mov|chang)(?:es?|ed|ing)? from {_OLD} to {_NEW}",
        rf"\buses? {_NEW} instead of {_OLD}",
    )
)


@dataclass(frozen=True)
class _Line:
    """A line that says something. subject: the one package that the whole commit is about, in small letters, or ""."""

    evidence: str
    text: str
    subject: str
    numbers: tuple[str, ...]
    yanked: bool

    def is_about(self, name: str, versions: Iterable[str]) -> bool:
        """A name that may be a word of plain language counts only beside a version, or as code."""
        if self.subject:
            return self.subject == name
        distinct = not name.isalpha() or f"`{name}`" in self.text
        return distinct or any(_has_version(self.text, version) for version in versions)


@dataclass(frozen=True)
class Said:
    """A claim about one package."""

    numbers: tuple[str, ...]  # CVE and GHSA ids, in their order
    yanked: bool
    evidence: tuple[str, ...]


class Claims:
    """What is said in a range, read once, when first asked for."""

    def __init__(self, change: Change, cancel: Cancel) -> None:
        self._change, self._cancel = change, cancel

    def about(self, name: str, versions: Iterable[str] = ()) -> Said:
        """What is said about a package that moves from and to versions."""
        known = [*versions]
        names = dict.fromkeys(
            (name.lower(), name.lower().rpartition(":")[2])
        )  # an artifact goes without its group, too
        lines = [line for one in names for line in self._by_word.get(one, []) if line.is_about(one, known)]
        numbers = tuple(sorted({number for line in lines for number in line.numbers}))
        evidence = tuple(dict.fromkeys(line.evidence for line in lines))
        return Said(numbers, any(line.yanked for line in lines), evidence[:3])

    @cached_property
    def replaced(self) -> dict[tuple[str, str], str]:
        """Pairs of names, the old and the new in small letters, with the commit that says so."""
        found: dict[tuple[str, str], str] = {}
        for commit in self._change.commits[:_MOST_COMMITS]:
            self._cancel.check()
            for pattern in _REPLACES:
                for one in pattern.finditer(f"{commit.subject}\n{commit.body}"[:_LONGEST_MESSAGE]):
                    found.setdefault((one["old"].lower().rstrip("."), one["new"].lower().rstrip(".")), commit.id)
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[_Line]]:
        found: dict[str, list[_Line]] = {}
        for line in (*self._of_commits(), *self._of_notes()):
            for word in _words(f"{line.text} {line.subject}"):
                found.setdefault(word, []).append(line)
        return found

    def _of_commits(self) -> Iterator[_Line]:
        for commit in self._change.commits[:_MOST_COMMITS]:
            self._cancel.check()
            message = f"{commit.subject}\n{commit.body}"[:_LONGEST_MESSAGE]
            if advisories(message) or _YANKED.search(message):
                subject = _ONE_PACKAGE.search(commit.subject)
                yield from _lines(message.splitlines(), commit.id, subject[1].lower() if subject else "")

    def _of_notes(self) -> Iterator[_Line]:
        for file in self._change.files:
            if not file.binary and _is_notes(file.path):
                for hunk in self._change.hunks(file, self._cancel):
                    yield from _lines((line.text for line in hunk.added), hunk.id, "")


# The subject of a bot's commit, which is about one package, so that all numbers in it are of its advisories.
_ONE_PACKAGE = re.compile(
    r"\b(?:bump|upgrade|update)s? (?:the )?(?:dependency |module |package |gem |crate )?`?([@\w][\w./:-]*\w)`?"
    r"(?: from \S+)? (?:to \S+|in /\S*)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\d+(?:\.\w+)*")


def _lines(lines: Iterable[str], evidence: str, subject: str) -> Iterator[_Line]:
    for line in lines:
        short = line[:_LONGEST_LINE]
        numbers, yanked = advisories(short), bool(_YANKED.search(short))
        if numbers or yanked:
            yield _Line(evidence, short.lower(), subject, tuple(numbers), yanked)


def _has_version(text: str, version: str) -> bool:
    found = _VERSION.search(version)
    return found is not None and bool(re.search(rf"(?<![\w.]){re.escape(found[0])}(?!\w|\.\d)", text))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower().rstrip("./:-@") for word in _WORD.findall(text))


def _is_notes(path: str) -> bool:
    return any(documents(sort).search("/" + path) for sort in ("changelog", "upgrade"))
