"""The points of commits as reasons: each in a sentence, with the commit and the files that make it."""

from collections.abc import Mapping, Sequence

from ...wording import counted, percent
from ..assessment import Axis, CommitRisk, Contribution
from .card import Term
from .parts import heaviest
from .scoring import Scored, summed

_MOST = 8  # ids of evidence
_OTHERS = "With the other {commits}, the chance that at least one of them all proves faulty is {chance}."


class Explainer:
    """Knows the ids of the change's files."""

    def __init__(self, ids: Mapping[str, str], constant: str, unnamed: str, *, merges: bool = False) -> None:
        self._ids = ids
        self._merges = merges  # whether the change has commits that are not told, since they only merge
        self._constant = constant  # a sentence about how often commits prove faulty
        self._unnamed = unnamed  # what is of no commit

    def whole(self, commits: Sequence[Scored], count: float, chance: float) -> tuple[Contribution, ...]:
        """The reasons of the points of a whole change: those of the riskiest commit, and what the others add.

        The riskiest is the first; each other counts by `count`.
        """
        first, *others = commits
        which = "The riskiest commit" if others else "The commit"
        reasons = list(self.commit(first, which if first.id else self._unnamed))
        points, known = first.points, [first]
        for some in ([one for one in others if one.id], [one for one in others if not one.id]):
            if some:
                known += some
                sum_ = first.card.points_of(summed(known, count))
                told = self._others(some, sum_ - points, chance) if some[0].id else self._rest(some[0], sum_ - points)
                reasons.append(told)
                points = sum_
        return tuple(reasons)

    def _rest(self, one: Scored, points: int) -> Contribution:
        """What is of no commit, beside a riskier one."""
        added, removed = (sum(lines) for lines in zip(*((file.added, file.removed) for file in one.files), strict=True))
        files = counted(len(one.files), "file")
        text = f"{self._unnamed} touches {files}, with {counted(added, 'line')} added and {removed:,} deleted."
        heavy = sorted(one.files, key=lambda file: -(file.added + file.removed))
        evidence = tuple(dict.fromkeys(filter(None, (self._ids.get(file.path, "") for file in heavy))))[:_MOST]
        return Contribution("no_commit", Axis.LIKELIHOOD, files, points, text, evidence, learned=True)

    def _others(self, commits: Sequence[Scored], points: int, chance: float) -> Contribution:
        number = counted(len(commits), "commit")
        told = f"{number} that {'is no merge' if len(commits) == 1 else 'are no merges'}" if self._merges else number
        text = _OTHERS.format(commits=told, chance=percent(chance))
        evidence = tuple(one.id for one in commits[:_MOST])
        return Contribution("other_commits", Axis.LIKELIHOOD, number, points, text, evidence, learned=True)

    def risk(self, one: Scored) -> CommitRisk:
        return CommitRisk(one.id, one.chance, self.commit(one, "The commit"))

    def commit(self, one: Scored, which: str) -> tuple[Contribution, ...]:
        """The reasons of a commit's points; they sum to them."""
        value = f"an average commit: {percent(one.usual)}"
        constant = Contribution("base_rate", Axis.LIKELIHOOD, value, one.constant, self._constant, (), learned=True)
        return (constant, *(self._term(one, term, points, which) for term, points in one.terms))

    def _term(self, one: Scored, term: Term, points: int, which: str) -> Contribution:
        value, text = term.value(one.features), term.sentence(one.features, which)
        return Contribution(term.name, Axis.LIKELIHOOD, value, points, text, self._evidence(one, term), learned=True)

    def _evidence(self, one: Scored, term: Term) -> tuple[str, ...]:
        """The commit, and the files that make the term, the heaviest first."""
        if term.of == "repository":
            return ()
        files = heaviest(one.files, term.column, _MOST)
        ids = [one.id, *(self._ids.get(file.path, "") for file in files)]
        return tuple(dict.fromkeys(filter(None, ids)))[:_MOST]
