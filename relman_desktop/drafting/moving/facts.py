"""The facts of a change that moved on, found again by what they say, else by what they say it of."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product

from ...facts.book import Facts
from ...facts.fact import Fact
from ...wording import quoted
from .counterpart import Counterpart, changed, gone
from .likeness import likeness

_ALIKE = 0.5  # of two facts that only their kind shows to be of the same
_NAMES = ("name", "area")  # the data that says what a fact is about
_MOST = 10_000  # pairs of facts that are compared
_LONGEST = 200  # characters of a fact's words in a reason

_Key = Callable[[Fact], Hashable]


class PairedFacts:
    """The facts of two changes, paired."""

    def __init__(self, old: Facts, new: Facts) -> None:
        self._old = {fact.id: fact for fact in old.items}
        self._same = dict(_in_turn(old.items, new.items))
        self._changed: dict[str, Fact] = {}
        taken = {fact.id for fact in self._same.values()}
        rest = [fact for fact in old.items if fact.id not in self._same]
        left = [fact for fact in new.items if fact.id not in taken]
        for key, least in _looks(old, new):
            pairs = dict(_alike(key, rest, left, least))
            self._changed |= pairs
            taken |= {fact.id for fact in pairs.values()}
            rest = [fact for fact in rest if fact.id not in pairs]
            left = [fact for fact in left if fact.id not in taken]
        self.new = frozenset(fact.id for fact in left)  # the ids of the facts that came

    def counterpart(self, fact_id: str) -> Counterpart | None:
        """None for an id that the old change does not have."""
        fact = self._old.get(fact_id)
        if fact is None:
            return None
        if same := self._same.get(fact_id):
            return Counterpart(fact_id, same.id)
        if now := self._changed.get(fact_id):
            return changed(fact_id, now.id, f"What was found reads otherwise now: {quoted(now.text, _LONGEST)}")
        return gone(fact_id, f"This is not found any more: {quoted(fact.text, _LONGEST)}")


def _looks(old: Facts, new: Facts) -> tuple[tuple[_Key, float], ...]:
    """By what facts are found again whose words changed, the surest first, and how alike their words must be then."""
    singles = _single_kinds(old.items) & _single_kinds(new.items)
    return (
        (lambda fact: (*_named(fact), fact.get("path")) if any(_named(fact)[1:]) else None, 0.0),
        (lambda fact: fact.kind if fact.kind in singles and not any(_named(fact)[1:]) else None, 0.0),
        (lambda fact: _named(fact) if any(_named(fact)[1:]) else None, _ALIKE),  # in another file
        (lambda fact: (*_named(fact), fact.get("path")), _ALIKE),
    )


def _named(fact: Fact) -> tuple[str, ...]:
    """The kind of a fact, and the names of what it is about; where it has none, none."""
    return (fact.kind, *(fact.get(name) for name in _NAMES))


def _single_kinds(facts: Iterable[Fact]) -> set[str]:
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact.kind] = counts.get(fact.kind, 0) + 1
    return {kind for kind, count in counts.items() if count == 1}


def _in_turn(old: Iterable[Fact], new: Iterable[Fact]) -> Iterable[tuple[str, Fact]]:
    """Facts with equal keys, the first with the first."""
    found = _grouped(new, lambda fact: fact.key)
    for key, facts in _grouped(old, lambda fact: fact.key).items():
        yield from ((fact.id, same) for fact, same in zip(facts, found.get(key, ()), strict=False))


def _alike(key: _Key, old: Iterable[Fact], new: Iterable[Fact], least: float) -> Iterable[tuple[str, Fact]]:
    """Facts of the same look, those first whose words are most alike."""
    found = _grouped(new, key)
    for look, facts in _grouped(old, key).items():
        others = found.get(look, ())
        if look is not None and len(facts) * len(others) <= _MOST:
            yield from _best(facts, others, least)


def _best(old: Sequence[Fact], new: Sequence[Fact], least: float) -> Iterable[tuple[str, Fact]]:
    pairs = [(likeness(one.text, other.text), one.id, other) for one, other in product(old, new)]
    taken: set[str] = set()
    for alike, fact_id, other in sorted(pairs, key=lambda pair: -pair[0]):
        if alike >= least and not {fact_id, f"now {other.id}"} & taken:
            taken |= {fact_id, f"now {other.id}"}
            yield fact_id, other


def _grouped(facts: Iterable[Fact], key: _Key) -> dict[Hashable, list[Fact]]:
    groups: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return groups
