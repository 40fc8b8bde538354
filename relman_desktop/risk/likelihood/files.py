"""What each file of a change adds to the log-odds of its commits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...wording import counted
from ..assessment import FileRisk
from ..past.past import FilePast
from .card import Card
from .parts import alone
from .scoring import Scored

_FEW = 0.05  # log-odds that no sentence is worth


def file_risks(
    commits: Iterable[Scored], but: frozenset[str], card: Card, ids: Mapping[str, str]
) -> tuple[FileRisk, ...]:
    """All files of the change, the riskiest first; one that does not count weighs nothing."""
    weights: dict[str, float] = defaultdict(float)
    touched: dict[str, list[FilePast]] = defaultdict(list)
    for one in commits:
        files = [file for file in one.past.files if file.path not in but]
        for file, weight in zip(files, _weights(one, files, card), strict=True):
            if id := ids.get(file.path):
                weights[id] += weight
                touched[id].append(file)
    risks = (FileRisk(id, round(weights[id], 4), 0, _text(touched[id], weights[id])) for id in {*ids.values()})
    return tuple(sorted(risks, key=lambda one: (-one.weight, len(one.id), one.id)))


def _weights(one: Scored, files: Sequence[FilePast], card: Card) -> list[float]:
    """The log-odds that a commit would lose without each of its files."""
    lost = [0.0] * len(files)
    for term in card.terms:
        value = one.features[term.column]
        full = term.log_odds(one.features)
        for place, less in enumerate(alone(files, term.column)):
            lost[place] += full - term.log_odds({term.column: value - less}) if less else 0.0
    return lost


def _text(files: Sequence[FilePast], weight: float) -> str:
    """What makes the file weigh, in a sentence."""
    return f"{', '.join(_said(files))}." if weight > _FEW else ""


def _said(files: Sequence[FilePast]) -> Iterator[str]:
    added, removed = sum(one.added for one in files), sum(one.removed for one in files)
    yield f"{counted(added, 'line')} added and {removed:,} deleted by {counted(len(files), 'commit')}"
    fixes = 0
    for one in files:
        fixes |= one.fixes
    if fixes:
        yield f"{counted(fixes.bit_count(), 'fix')} touched it in the year before"
