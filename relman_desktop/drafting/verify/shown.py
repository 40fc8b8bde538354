"""The facts as a request shows them: what was masked, cut or left out of it comes back by no other way.

A fact's own text and data are of the repository, secrets and all. Reasons are sent once more and quotations go into
the ticket, so both may only know the facts by the evidence that was sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, cached_property

from ...facts.book import Facts
from ...facts.fact import Fact, Value
from ...sources.evidence import Evidence
from .cited import squeezed
from .rules import rules


def as_shown(facts: Facts, evidence: Mapping[str, Evidence]) -> Facts:
    """The facts with the text of their evidence, and of their data only what stands somewhere in what was sent.

    Of a fact that was not sent the kind is left, and what the conditions of `verify.toml` ask for: it still
    contradicts an assurance, and nobody can learn its words. Places are evidence of their own.
    """
    sent = _Sent(evidence)
    return Facts(tuple(sent.shown(fact) for fact in facts.items))


class _Sent:
    """What was sent, read once for all facts."""

    def __init__(self, evidence: Mapping[str, Evidence]) -> None:
        self._evidence = evidence

    def shown(self, fact: Fact) -> Fact:
        own = self._evidence.get(fact.id)
        text = own.text if own else ""
        near = squeezed(text)
        return replace(fact, text=text, data={name: self._kept(name, one, near) for name, one in fact.data.items()})

    def _kept(self, name: str, value: Value, near: str) -> Value:
        if isinstance(value, list):
            return [one for one in value if self._stands(one, near)]
        if not isinstance(value, str) or (name, value) in _asked_for() or self._stands(value, near):
            return value
        return None

    def _stands(self, value: str, near: str) -> bool:
        """Whether each line of a value was sent, in the fact's text or elsewhere."""
        lines = [squeezed(line) for line in value.splitlines()]
        return all(line in near or line in self._whole for line in lines)

    @cached_property
    def _whole(self) -> str:
        return "\n".join(squeezed(f"{one.ref}\n{_without_signs(one)}") for one in self._evidence.values())


def _without_signs(evidence: Evidence) -> str:
    """A text whose lines follow each other as in the file."""
    lines = evidence.text.splitlines()
    return "\n".join(line[1:] for line in lines) if evidence.kind == "hunk" else evidence.text


@cache
def _asked_for() -> frozenset[tuple[str, str]]:
    """The data that conditions ask for: words of our own, such as ("verdict", "safe")."""
    conditions = (one for act in rules().assurances for one in (*act.borne_out, *act.against, *act.absent))
    asked = (one.partition(":")[2].partition("=") for one in conditions)
    return frozenset((name, value) for name, _, value in asked if name)
