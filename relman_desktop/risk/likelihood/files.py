"""What each file of a change adds to the log-odds of its commits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...wording import counted
from ..assessment import FileRisk
from ..past.past import FilePast
from .parts import alone
from .scoring import Scored

_FEW = 0.05  # log-odds that no sentence is worth
_MOST = 200  # files that get a sentence


def file_risks(commits: Iterable[Scored], ids: Mapping[str, str]) -> tuple[FileRisk, ...]:
    """All files of the change, the riskiest first; one that does not count weighs nothing."""
    weights: dict[str, float] = dict.fromkeys(ids.values(), 0.0)
    touched: dict[str, list[FilePast]] = defaultdict(list)
    for one in commits:
        for file, weight in zip(one.files, _weights(one), strict=True):
            if id := ids.get(file.path):
                weights[id] += weight
                touched[id].append(file)
    order = sorted(weights, key=lambda id: (-weights[id], len(id), id))
    texts = {id: _text(touched[id], weights[id]) for id in order[:_MOST]}
    return tuple(FileRisk(id, round(weights[id], 4), 0, texts.get(id, "")) for id in order)


def _weights(one: Scored) -> list[float]:
    """The log-odds that a commit would lose without each of its files."""
    lost = [0.0] * len(one.files)
    for term in one.card.terms:
        value = one.features[term.column]
        for place, less in enumerate(alone(one.files, term.column)):
            if less:
                lost[place] += term.difference(value, value - less)
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
