"""Which changed files matter most to whoever deploys the change, and of which no hunk is ever packed."""

import re
from collections import Counter as Tally
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ...facts.dependencies.readers import rule_of
from ...facts.production import is_beside
from ...sources.change import FileChange, Kind, Status
from ...wording import counted
from ..proposal import Material
from .rules import rules

_WORD = re.compile(r"[\w.@/-]+")
_MOST_READ = 200_000  # characters of tickets, subjects and answers that are searched for file names
_ABOUT_SETTINGS = ("surface", "config")  # topics whose facts make a file part of the public surface
_MOST_CITED = 12  # evidence of a fact that is about its files; one with more only counts them
_OF_TOLD = 4  # a note, or a test that is gone, is told by its fact already: its hunk is worth a part of the weight


@dataclass(frozen=True, slots=True)
class Ranked:
    """A file whose hunks may be packed."""

    file: FileChange
    worth: int
    must: bool  # all its hunks are packed before those of others: what is deployed, not what builds or edits it


@dataclass(frozen=True)
class Ranking:
    """The files by worth, most first; why others are never packed by their hunks; what facts add to single hunks."""

    files: tuple[Ranked, ...]
    never: Mapping[str, str]  # the reason by file id
    weights: Mapping[str, int]  # by id of a hunk that facts cite
    untold_locks: tuple[FileChange, ...]  # lock files that no fact tells of


def rank(material: Material) -> Ranking:
    weights = _weights(material)
    surface = {
        one.partition(".")[0]
        for fact in material.facts.items
        if fact.topic in _ABOUT_SETTINGS and len(fact.evidence) <= _MOST_CITED
        for one in fact.evidence
    }
    mentioned = _mentioned(material)
    never = {file.id: reason for file in material.change.files if (reason := _never(file))}
    ranked = [
        Ranked(file, _worth(file, weights, surface, mentioned), file.kind in rules().must and not is_beside(file.path))
        for file in material.change.files
        if file.id not in never
    ]
    ranked.sort(
        key=lambda one: (
            not one.must,
            -one.worth,
            one.file.added + one.file.removed,
            _number(one.file.id),
        )
    )
    locks = [file for file in material.change.files if file.id in never and is_lock(file.path) and not file.binary]
    return Ranking(tuple(ranked), never, weights, tuple(file for file in locks if file.id not in weights))


def _number(file_id: str) -> int:
    return int(file_id[1:]) if file_id[1:].isdigit() else 0


def _worth(file: FileChange, weights: Mapping[str, int], surface: Collection[str], mentioned: Collection[str]) -> int:
    table = rules().worth
    beside = file.kind in rules().must and is_beside(file.path)
    worth = table["beside" if beside else file.kind.value]
    if file.kind is Kind.TEST:
        return worth + (table["mentioned"] // 2 if file.id in mentioned else 0)
    worth += weights.get(file.id, 0) // 2
    worth += table["surface"] * (file.id in surface)
    worth += table["deleted"] * (file.status is Status.DELETED)
    return worth + table["mentioned"] * (file.id in mentioned)


def _weights(material: Material) -> dict[str, int]:
    """The weight of the heaviest fact that cites a hunk or a file; a file's is also that of its hunks."""
    weights: Tally[str] = Tally()
    for fact in material.facts.items:
        if len(fact.evidence) > _MOST_CITED:
            continue
        weight = fact.weight // _OF_TOLD if fact.is_told or fact.topic == "tests" else fact.weight
        for one in fact.evidence:
            for cited in {one, one.partition(".")[0]}:
                weights[cited] = max(weights[cited], weight)
    return weights


def _mentioned(material: Material) -> set[str]:
    """The files that somebody names, by their path or by a name that is no other changed file's."""
    words = set(_words(material))
    names = Tally(file.name for file in material.change.files)
    return {
        file.id
        for file in material.change.files
        if file.path in words or (file.name in words and names[file.name] == 1 and not rules().common.match(file.name))
    }


def _words(material: Material) -> Iterator[str]:
    left = _MOST_READ
    for text in _texts(material):
        yield from (word.strip(".") for word in _WORD.findall(text[:left]))
        left -= len(text)
        if left <= 0:
            return


def _texts(material: Material) -> Iterator[str]:
    yield from material.answers.values()
    for item in material.work:
        yield from (item.title, item.body)
    yield from (commit.subject for commit in material.change.commits)


def _never(file: FileChange) -> str:
    """Why no hunk of a file is packed, in a sentence; "" for one whose hunks may be."""
    lines = counted(file.added + file.removed, "changed line")
    if file.binary or file.kind is Kind.BINARY:
        return "Binary: there is no text to show."
    if is_lock(file.path):
        return f"Lock file: {lines} that a program wrote."
    if rules().vendored.search(file.path):
        return f"Vendored: {lines} of somebody else's code."
    if file.generated or file.kind is Kind.GENERATED:
        return f"Generated: {lines} that nobody wrote by hand."
    return ""


def is_lock(path: str) -> bool:
    """Whether a POSIX path is that of a lock file."""
    rule = rule_of(path)
    return bool(rule and rule.lock) or rules().lock.search(path) is not None
