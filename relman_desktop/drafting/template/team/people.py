"""Who deploys and who validates, by the team's roles, and which of its services the change touches."""

from collections.abc import Iterator

from ....ticket import Claim, Layout
from ....wording import joined
from ...proposal import Material
from ...team.applying import Applying, applying, services
from ...team.plain import bare, in_quotes, name, plain
from ...verify.acts import claims_much
from .steps import OF_THE_PROFILE, team_claim

_MOST_SERVICES = 8
_MOST_TOLD = 3
_SEVERE = ("high", "critical")


def person(material: Material, role: str, but: str = "") -> list[Claim]:
    """The person or group of a role who is the nearest to what changes; never `but`."""
    found = [one for one in applying(material, "people") if role in one.entry.texts("roles")]
    others = [one for one in found if plain(one.entry.get("name"), 120) not in ("", but)]
    nearest = sorted(others, key=lambda one: not one.because)[:1]
    return [_named(material, one) for one in nearest]


def _named(material: Material, one: Applying) -> Claim:
    told = plain(one.entry.get("name"), 120)
    return team_claim(material, told, one, layout=Layout.SENTENCE, weak=_weak(told))


def _weak(told: str) -> str:
    return OF_THE_PROFILE if claims_much(told) else ""


def affected(material: Material) -> list[Claim]:
    """The team's names of the services that the change touches."""
    told = [one for one in services(material) if plain(one.entry.get("name"), 80)][:_MOST_SERVICES]
    if not told:
        return []
    names = joined([plain(one.entry.get("name"), 80) for one in told], _MOST_SERVICES)
    behind = tuple(one.entry.id for one in told)
    return [team_claim(material, names, told[0], further=behind, layout=Layout.SENTENCE)]


def of_services(material: Material) -> Iterator[Claim]:
    """How much the team's services that it touches matter, and to whom: a sentence for one, else a list."""
    found = sorted(services(material), key=_by_weight)[:_MOST_TOLD]
    told = [(one, "; ".join(said)) for one in found if (said := tuple(_told(one)))]
    if len(told) == 1:
        one, words = told[0]
        text = f"It touches the service {in_quotes(one.entry.get('name'), 80)} ({words})."
        yield team_claim(material, text, one, layout=Layout.SENTENCE, weak=_weak(words))
    elif told:
        behind = tuple(one.entry.id for one, _ in told)
        yield team_claim(material, "It touches these services:", told[0][0], further=behind, layout=Layout.PARAGRAPH)
        for one, words in told:
            yield team_claim(
                material,
                f"{in_quotes(one.entry.get('name'), 80)}: {words}.",
                one,
                layout=Layout.ITEM,
                weak=_weak(words),
            )


def runbooks(material: Material) -> Iterator[Claim]:
    """Where the team's runbooks of these services are, each once."""
    by_runbook: dict[str, list[Applying]] = {}
    for one in services(material)[:_MOST_SERVICES]:
        if runbook := bare(one.entry.get("runbook"), 200):
            by_runbook.setdefault(runbook, []).append(one)
    for runbook, theirs in by_runbook.items():
        names = joined([in_quotes(one.entry.get("name"), 80) for one in theirs], _MOST_SERVICES)
        shown = runbook if "://" in runbook else name(runbook)  # no full stop behind an address: it would be part of it
        yield team_claim(material, f"{shown} is the runbook of {names}.", *theirs, layout=Layout.SENTENCE)


def _by_weight(one: Applying) -> bool:
    return one.entry.get("criticality") not in _SEVERE


def _told(one: Applying) -> Iterator[str]:
    entry = one.entry
    if criticality := bare(entry.get("criticality"), 20):
        yield f"criticality: {criticality}"
    if users := bare(entry.get("users"), 120):
        yield f"users: {users}"
    if owner := bare(entry.get("owner"), 80):
        yield f"owner: {owner}"
