"""The likelihood part of an assessment."""

from dataclasses import dataclass
from math import exp

from ..assessment import CommitRisk, Contribution, FileRisk
from ..case import Case
from .basis import basis_of
from .card import weights
from .explaining import Explainer
from .files import file_risks
from .scoring import scored, together

_NOTHING = "The change holds no more than tests and documentation, so nothing of it adds to the chance of a fault."


@dataclass(frozen=True)
class Chance:
    """How likely a fault is, with its reasons."""

    chance: float | None  # 0..1, that at least one commit proves faulty
    contributions: tuple[Contribution, ...]
    commits: tuple[CommitRisk, ...] = ()  # the riskiest first
    files: tuple[FileRisk, ...] = ()  # the riskiest first
    notes: tuple[str, ...] = ()


def likelihood(case: Case) -> Chance:
    """The chance of a fault by the weights in resources/risk/likelihood.toml."""
    basis = basis_of(case, weights())
    found = (scored(id, past, basis.but, card, basis.shift) for id, past, card in basis.pieces)
    commits = sorted(filter(None, found), key=lambda one: -one.points)
    ids = case.material.change.ids_by_path
    files = file_risks(commits, ids)
    if not commits:
        return Chance(0.0, (), (), files, (*basis.notes, _NOTHING))
    count = weights().together
    chance = 1 / (1 + exp(-together(commits, count)))
    merges = any(one.is_merge for one in case.material.change.commits)
    explainer = Explainer(ids, basis.constant, basis.unnamed, merges=merges)
    contributions = explainer.whole(commits, count, chance)
    return Chance(chance, contributions, tuple(explainer.risk(one) for one in commits if one.id), files, basis.notes)
