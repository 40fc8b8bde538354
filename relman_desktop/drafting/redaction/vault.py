"""The values that were found, in memory only, and the placeholders that stand for them."""

from collections import Counter
from typing import NoReturn

from .finding import Finding, Rank
from .forms import forms
from .needles import Needles
from .record import Redaction
from .values import telling


class Vault:
    """Knows every value and its placeholder. It shows none and refuses to be copied or written out."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}  # value -> the value whose placeholder it has
        self._origins: dict[str, tuple[str, str]] = {}  # first value -> rule, kind
        self._placeholders: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._masked: dict[str, tuple[str, str]] = {}  # placeholder -> rule, ref
        self._needles = Needles()

    def __repr__(self) -> str:
        return f"Vault({len(self._masked)} placeholders)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("The values of secrets stay in memory: they cannot be copied or pickled.")

    def learn(self, finding: Finding) -> None:
        """Know the values of a finding from now on. Those found together share a placeholder."""
        values = finding.values
        if finding.rank is Rank.RANDOM:  # it may be a known value in base64
            values = (*values, *(value for _, _, value in self.found(values[0])))
        first = next((self._first[value] for value in values if value in self._first), values[0])
        self._origins.setdefault(first, (finding.rule, finding.kind))
        for value in finding.values:
            if value in self._first:
                continue
            self._first[value] = first
            if telling(value):
                for form in forms(value):
                    self._needles.add(form, value)

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and value of every telling value in a text, in whatever form it stands there."""
        return list(self._needles.found(text))

    def mask(self, finding: Finding, ref: str) -> str:
        """The placeholder for a finding, counted once more; numbered by kind in the order of the first masking."""
        first = self._first[finding.values[0]]
        if first not in self._placeholders:
            rule, kind = self._origins[first]
            self._numbers[kind] += 1
            self._placeholders[first] = f"[[SECRET_{kind}_{self._numbers[kind]}]]"
            self._masked[self._placeholders[first]] = (rule, ref)
        placeholder = self._placeholders[first]
        self._counts[placeholder] += 1
        return placeholder

    def name(self, value: str) -> str:
        """The placeholder of a value; of one that was never masked, what it is."""
        return self._placeholders.get(self._first[value], "a secret that was not masked")

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        return tuple(
            Redaction(placeholder, rule, ref, self._counts[placeholder])
            for placeholder, (rule, ref) in self._masked.items()
        )
