"""The team's release strategy: a canary in stages, two sides of which one is live, a toggle that switches it on."""

from collections.abc import Iterator

from ....ticket import Claim
from ...proposal import Material
from ...team.applying import Applying, applying
from ...team.plain import bare, name, plain
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
    if (one := strategy(material)) and one.entry.get("strategy") == "feature toggle":
        yield team_claim(
            material, f"See that {_toggle(one)} is off, so that the deployment itself changes nothing.", one
        )


def stages(material: Material) -> Iterator[Claim]:
    """The stages of a canary with what lets it go on, or the switch to the side that is new."""
    one = strategy(material)
    if one and one.entry.get("strategy") == "canary":
        yield from _canary(material, one)
    elif one and one.entry.get("strategy") == "blue-green":
        yield run(material, one, "When the new side is well, switch to it", key="switch")


def _canary(material: Material, one: Applying) -> Iterator[Claim]:
    condition, behind = go_on(material)
    cited = tuple(each.entry.id for each in behind)
    told = [bare(stage, _LONGEST_STAGE) for stage in one.entry.texts("stages") if stage.strip()][:_MOST_STAGES]
    if not told:
        rule = condition or "look at it before all users get it"
        yield team_claim(material, f"Canary: deploy to a small part first; {rule}.", one, further=cited)
    for number, stage in enumerate(told):
        is_last = number == len(told) - 1
        rule = "" if is_last or not condition else f"; {condition}" if not number else "; go on as before"
        text = f"Canary: {stage}{rule}." if not number else f"Then {stage}{rule}."
        yield team_claim(material, text, one, further=cited if rule else ())


def after(material: Material) -> Iterator[Claim]:
    """A feature toggle is what brings the change to its users."""
    if (one := strategy(material)) and one.entry.get("strategy") == "feature toggle":
        yield _switched(material, one, f"Switch {_toggle(one)} on", "switch")


def back_first(material: Material) -> Iterator[Claim]:
    """Switching a toggle off comes before all else: often it is enough."""
    if (one := strategy(material)) and one.entry.get("strategy") == "feature toggle":
        opening = f"Switch {_toggle(one)} off first, and see whether that is enough"
        yield _switched(material, one, opening, "switch_back")


def back(material: Material) -> Iterator[Claim]:
    """Away from the new version: a canary is given up, the traffic goes back to the old side."""
    one = strategy(material)
    kind = one.entry.get("strategy") if one else ""
    if one and kind == "canary":
        yield _switched(material, one, "Give up the canary: send all traffic to the previous version", "switch_back")
    elif one and kind == "blue-green":
        yield _switched(material, one, "Switch back to the previous side", "switch_back")


def _switched(material: Material, one: Applying, opening: str, key: str) -> Claim:
    """A switch, which the team tells as a command or as who does it and where."""
    how = " ".join(one.entry.get(key).split())
    if how and is_sentence(how):
        return team_claim(material, f"{opening}: {plain(how).rstrip('.')}.", one)
    return run(material, one, opening, key=key)


def is_sentence(text: str) -> bool:
    """Whether what is told of a switch is words for a person, rather than a command."""
    first = text.partition(" ")[0]
    return first[:1].isupper() and first[1:].islower() and " " in text


def _toggle(one: Applying) -> str:
    return f"the toggle {name(one.entry.get('toggle'))}" if one.entry.get("toggle").strip() else "the change's toggle"
