"""Who notices the change, and what of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...facts.fact import Fact
from ...ticket import Claim, Layout, Status
from ..proposal import Material
from . import naming, saying

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """People, the kinds of facts that they notice, which of those, and how it is said of one or of many."""

    who: str
    kinds: tuple[str, ...]
    counts: Callable[[Fact], bool]
    one: str
    many: str
    names: Callable[[Fact], list[str]]


def _breaks(fact: Fact) -> bool:
    return bool(fact.data.get("breaking"))


def _is_needed(fact: Fact) -> bool:
    return not fact.kind.endswith("_added") or (bool(fact.data.get("required")) and not fact.get("default"))


def _any(fact: Fact) -> bool:
    return True


_ROWS = (
    _Row(
        "Clients of its API",
        ("surface.endpoint_removed",),
        _any,
        "{names} is gone",
        "{n} endpoints are gone: {names}",
        naming.routes,
    ),
    _Row(
        "Clients of its API",
        ("surface.endpoint_changed",),
        _breaks,
        "{names} works in another way",
        "{n} endpoints work in another way: {names}",
        naming.routes,
    ),
    _Row(
        "Clients of its API",
        ("surface.field_removed",),
        _any,
        "{names} is gone",
        "{n} fields are gone: {names}",
        naming.names,
    ),
    _Row(
        "Whoever calls its commands",
        ("surface.cli_removed",),
        _any,
        "{names} is gone",
        "{n} options are gone: {names}",
        naming.names,
    ),
    _Row(
        "Whoever runs it",
        ("config.env_added", "config.env_required", "config.key_required", "config.input_required"),
        _is_needed,
        "{names} must be set",
        "{n} settings must be set: {names}",
        naming.names,
    ),
    _Row(
        "Whoever watches it",
        ("surface.metric_removed", "surface.alert_removed"),
        _any,
        "{names} is gone",
        "{n} metrics and alerts are gone: {names}",
        naming.names,
    ),
)


def audience(material: Material) -> Iterator[Claim]:
    """A paragraph and an item for each group of people; nothing where nobody is known to notice anything."""
    found = list(_found(material))
    if found:
        yield Claim("Who notices what:", tuple(claim.evidence[0] for claim in found)[:5], layout=Layout.PARAGRAPH)
        yield from found


def _found(material: Material) -> Iterator[Claim]:
    for who in dict.fromkeys(row.who for row in _ROWS):
        rows = [row for row in _ROWS if row.who == who]
        told = [
            (row, facts) for row in rows if (facts := [one for one in material.facts.of(*row.kinds) if row.counts(one)])
        ]
        if told:
            text = "; ".join(_said(row, facts) for row, facts in told)
            yield Claim(f"{who}: {text}.", tuple(one.id for _, facts in told for one in facts)[:8], layout=Layout.ITEM)
    yield from _users(material)


def _said(row: _Row, facts: Sequence[Fact]) -> str:
    number = naming.how_many(facts, row.names)
    return (row.one if number == 1 else row.many).format(n=number, names=naming.some(facts, row.names, _MOST_NAMED))


def _users(material: Material) -> Iterator[Claim]:
    """How many features and fixes, by the notes; by the commits where nobody wrote notes."""
    facts = material.facts
    new, mended = (saying.entries(facts, sort) for sort in ("feature", "fix"))
    breaking, going = (saying.entries(facts, sort) for sort in ("breaking", "deprecated"))
    if told := saying.counts(len(new), len(mended), len(breaking), len(going)):
        cited = tuple(found[0].id for found in (breaking, going, new, mended) if found)
        yield _counted(f"Users: {told}, by the authors' notes.", cited, "Counted in the authors' own notes.")
        return
    sorts = {
        sort: [one.id for one in material.change.commits if saying.sort_of(one) == sort] for sort in ("feature", "fix")
    }
    if told := saying.counts(len(sorts["feature"]), len(sorts["fix"])):
        cited = (*sorts["feature"][:4], *sorts["fix"][:4])
        yield _counted(f"Users: {told}, by the commits' words.", cited, "Counted in the subjects of the commits.")


def _counted(text: str, cited: Sequence[str], reason: str) -> Claim:
    return Claim(text, tuple(cited), status=Status.WEAK, reasons=(reason,), layout=Layout.ITEM)
