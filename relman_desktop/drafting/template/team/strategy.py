"""The team's release strategy: a canary in stages, two sides of which one is live, a toggle that switches it on."""

from collections.abc import Iterator

from ....sources.profile.profile import TeamEntry
from ....ticket import Claim
from ...proposal import Material
from ...team.applying import Applying, applying
from ...team.plain import bare, said
from ..versions import version
from .commands import is_sentence
from .steps import run, team_claim
from .watching import go_on

_MOST_STAGES = 8
_LONGEST_STAGE = 120  # characters
_BOTH_RUN = {"canary": "a canary keeps", "blue-green": "a deployment on two sides keeps"}


def strategy(material: Material) -> Applying | None:
    """The entry that says how the team releases; None where it says nothing, or nothing out of the ordinary."""
    told = (one for one in applying(material, "deployment") if one.entry.get("strategy") not in ("", "plain"))
    return next(told, None)


def keeps_both(material: Material) -> tuple[str, Applying] | None:
    """For a strategy that runs the old version beside the new one: how that begins a sentence."""
    one = strategy(material)
    words = _BOTH_RUN.get(one.entry.get("strategy"), "") if one else ""
    return (words, one) if one and words else None


def before(material: Material) -> Iterator[Claim]:
    """A feature toggle is off when its code arrives."""
    if one := _of(material, "feature toggle"):
        text = f"See that the change's toggle is off{_set_in(one.entry)}: users get it only when it is switched on."
        yield team_claim(material, text, one)


def stages(material: Material) -> Iterator[Claim]:
    """The stages of a canary with what lets it go on, or the switch to the side that is new."""
    if one := _of(material, "canary"):
        yield from _in_stages(material, one, "Canary", "deploy to a small part first")
    if one := _of(material, "blue-green"):
        yield _switched(material, one, "When the new side is well, switch to it", "switch")


def after(material: Material) -> Iterator[Claim]:
    """A feature toggle is what brings the change to its users."""
    if one := _of(material, "feature toggle"):
        yield from _in_stages(material, one, f"Switch the change's toggle on{_set_in(one.entry)}")


def back_first(material: Material) -> Iterator[Claim]:
    """Switching a toggle off comes before all else: often it is enough."""
    if one := _of(material, "feature toggle"):
        opening = f"Switch the change's toggle off first{_set_in(one.entry)}, and see whether that is enough"
        yield _switched(material, one, opening, "switch_back")


def back(material: Material) -> Iterator[Claim]:
    """Away from the new version: a canary is given up, the traffic goes back to the old side."""
    if one := _of(material, "canary"):
        yield _switched(material, one, f"Give up the canary: send all users to {_old(material)}", "switch_back")
    if one := _of(material, "blue-green"):
        yield _switched(material, one, f"Switch back to {_old(material)}", "switch_back")


def _old(material: Material) -> str:
    return version(material.change, old=True)


def _of(material: Material, kind: str) -> Applying | None:
    one = strategy(material)
    return one if one and one.entry.get("strategy") == kind else None


def _in_stages(material: Material, one: Applying, opening: str, otherwise: str = "") -> Iterator[Claim]:
    """A step for each stage; the first says what lets it go on, and how."""
    condition, behind = go_on(material)
    cited = tuple(each.entry.id for each in behind)
    told = [bare(stage, _LONGEST_STAGE) for stage in one.entry.texts("stages") if stage.strip()][:_MOST_STAGES]
    first = told[0] if told else otherwise
    rule = f"; {condition}" if condition and (len(told) != 1) else ""
    yield _switched(material, one, f"{opening}{f': {first}' if first else ''}{rule}", "switch", *cited)
    for number, stage in enumerate(told[1:], 2):
        rule = "; go on as before" if condition and number < len(told) else ""
        yield team_claim(material, f"Then {stage}{rule}.", one, further=cited if rule else ())


def _switched(material: Material, one: Applying, opening: str, key: str, *further: str) -> Claim:
    """A switch, which the team tells as a command or as who does it and where."""
    how = " ".join(one.entry.get(key).split())
    if how and is_sentence(how):
        return team_claim(material, f"{opening}. {said(how)}", one, further=further)
    return run(material, one, opening, *further, key=key)


def _set_in(entry: TeamEntry) -> str:
    """Where the team's toggles are set."""
    where = bare(entry.get("toggle"), 120)
    return f" ({where})" if where else ""
