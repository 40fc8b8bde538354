"""The notes that a change writes into changelogs, release notes and upgrade notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Status
from ..fact import Finding
from .cleaning import cleaned, references, title
from .document import Heading, Note, notes
from .releases import Version, is_new, release_of, version_of
from .rules import Section, demands, documents, section, section_of
from .telling import entry, upgrade
from .written import Written

_ALIKE = 30  # first characters that a note has in common with the line that it replaces
_MARKED = re.compile(
    r"^\W{0,3}"
    r"(?P<sort>feat|fix|perf|docs?|chore|refactor|tests?|ci|build|deps|security|breaking(?: changes?)?|deprecated)"
    r"(?:\((?P<scope>[^)]{0,60})\))?(?P<breaking>!?)\W{0,3}:",
    re.IGNORECASE,
)
_PACKAGES = re.compile(r"(?:dev-)?dep(?:s|endenc(?:y|ies))(?:-dev)?$", re.IGNORECASE)
_SHOUTED = re.compile(
    r"^\W{0,3}(SECURITY|BREAKING(?: CHANGES?)?|DEPRECATED|DEPRECATION|REMOVED|NEW FEATURE|FIX)(?=\W|$)"
)
_ONE_RELEASE = re.compile(r"\d\.\d+\.\d")  # `version-4.6.md` is of all 4.6.x
_FIRST_SENTENCE = re.compile(r"(?<=\w[\w`)\]][.!])\s+(?=[A-Z(\[`*]).*$")  # what follows it
_TOLD_IN_PARAGRAPHS = ("breaking", "deprecated", "security", "upgrade")
_STRONG_HEADINGS = ("breaking", "security")  # what stands under them is that, whatever else a note calls itself


@dataclass(frozen=True)
class _Document:
    """A changed document of notes, and what is needed to judge what stands in it."""

    file: FileChange
    hunks: tuple[Hunk, ...]
    lines: tuple[tuple[Written, ...], ...]  # all of it, or of each hunk
    is_upgrade: bool

    def hunk_of(self, number: int) -> str:
        """The hunk that wrote a line."""
        hits = (hunk.id for hunk in self.hunks if hunk.new_start <= number < hunk.new_start + hunk.new_count)
        return next(hits, self.file.id)


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`notes.entry` and `notes.security` for each note, `notes.upgrade` for what stands under one heading."""
    read = [_read(change, file, cancel) for file in change.files if _is_document(file)]
    base = version_of(change.base_name)
    replaced = _Replaced(line.text for document in read for hunk in document.hunks for line in hunk.removed)
    for document in read:
        cancel.check()
        fresh = [note for note in _new_notes(document, base) if not replaced.has(note)]
        for headings, group in groupby(fresh, key=lambda note: note.headings):
            yield from _told(document, headings, list(group))


def _is_document(file: FileChange) -> bool:
    ours = documents("changelog").search(file.path) or documents("upgrade").search(file.path)
    unread = file.binary or file.generated or file.status is Status.DELETED or documents("not_notes").search(file.path)
    return bool(ours) and not unread


def _read(change: Change, file: FileChange, cancel: Cancel) -> _Document:
    hunks = change.hunks(file, cancel)
    whole = change.content.text(file, "new", cancel)
    written = {line.new for hunk in hunks for line in hunk.added}
    if whole is None:
        lines = tuple(
            tuple(Written(line.new or 0, line.text, line.sign == "+") for line in hunk.lines if line.sign != "-")
            for hunk in hunks
        )
    else:
        lines = (tuple(Written(n, text, n in written) for n, text in enumerate(whole.split("\n"), 1)),)
    return _Document(file, hunks, lines, bool(documents("upgrade").search(file.path)))


def _new_notes(document: _Document, base: Version | None) -> Iterator[Note]:
    """The added notes that do not stand under a release, or in its document, that is in production already."""
    own = version_of(document.file.name)
    if own and base and own <= base and _ONE_RELEASE.search(document.file.name):
        return
    for piece in document.lines:
        found = list(notes(piece))
        newest = next(filter(None, (release_of(note.headings) for note in found)), None)
        for note in found:
            release = release_of(note.headings)
            if note.added and (release is None or is_new(release, base, newest=release is newest)):
                yield note


class _Replaced:
    """The notes that the change takes away, to tell what is only edited or moved from what is new."""

    def __init__(self, removed: Iterable[str]) -> None:
        texts = list(removed)
        self._references = {tuple(references(text)) for text in texts} - {()}
        self._beginnings = {cleaned(text.lstrip(" -*+"))[:_ALIKE] for text in texts}

    def has(self, note: Note) -> bool:
        return tuple(references(note.text)) in self._references or cleaned(note.text)[:_ALIKE] in self._beginnings


def _told(document: _Document, headings: Sequence[Heading], group: list[Note]) -> Iterator[Finding]:
    release = release_of(headings)
    heading, sort = _section(headings, release)
    if document.is_upgrade or sort.name == "upgrade":
        name = title(headings[-1].text) if headings else document.file.name
        yield from _upgrade(document, name, group, general=document.is_upgrade and release is None)
        return
    warnings = [note for note in group if note.is_warning]
    asked = list(_asking(group)) if release is not None and headings[-1] is release else []
    if warnings or asked:
        name = title(headings[-1].text) if headings else "Warning"
        yield from _upgrade(
            document, name, [note for note in group if note in warnings or note in asked], general=False
        )
        group = [note for note in group if note not in asked]
    if sort.name == "feature" and headings[-1] is not heading and not any(note.is_bullet for note in group):
        group = [_under_its_title(headings[-1], group[0])]
    for note in group:
        marked = sort if sort.name in _STRONG_HEADINGS else _marked(note.text) or sort
        if not note.is_warning and (note.is_bullet or marked.name in _TOLD_IN_PARAGRAPHS):
            above = title(heading.text) if heading else None
            ref = f"{document.file.path}:{note.number}"
            yield from entry(note.text, above, marked, ref, document.hunk_of(note.number))


def _asking(group: list[Note]) -> Iterator[Note]:
    """The paragraphs right below a release's heading that ask something of operators, with the steps that follow."""
    leads = False
    for note in group:
        if not note.is_bullet:
            asks = bool(demands().search(cleaned(note.text)))
            leads = asks and note.text.rstrip(" *_").endswith(":")
            if asks:
                yield note
        elif leads:
            yield note


def _under_its_title(heading: Heading, note: Note) -> Note:
    """What is new may have a heading of its own: that, with the first sentence below it, is the note."""
    text = f"{title(heading.text)}: {_FIRST_SENTENCE.sub('', note.text)}"
    return replace(note, text=text, is_bullet=True)


def _upgrade(document: _Document, name: str, group: list[Note], *, general: bool) -> Iterator[Finding]:
    first = group[0].number
    commands = [command for note in group for command in note.commands]
    ref, hunk = f"{document.file.path}:{first}", document.hunk_of(first)
    yield from upgrade(name, [note.text for note in group], ref, hunk, general=general, commands=commands)


def _section(headings: Sequence[Heading], release: Heading | None) -> tuple[Heading | None, Section]:
    """The heading below the release's that says most, and its sort of notes."""
    below = headings[headings.index(release) + 1 :] if release else [one for one in headings if one.level > 1]
    sorts = [(heading, section_of(heading.text)) for heading in reversed(below)]
    telling = next((one for one in sorts if one[1].name != "other"), None)
    return telling or (sorts[0] if sorts else (None, section("other")))


def _marked(text: str) -> Section | None:
    """The sort that a note itself names: `fix(api): ...`, `BREAKING: ...`, `**SECURITY** ...`."""
    shouted, found = _SHOUTED.match(text), _MARKED.match(text)
    if shouted:
        return section_of(shouted[1])
    if not found:
        return None
    of_packages = _PACKAGES.match(found["scope"] or "")  # a package's new version mends nothing that anybody named
    return section_of("breaking" if found["breaking"] else "deps" if of_packages else found["sort"])
