"""A step in the team's own words: its command word for word, with what the facts add and what to know of it."""

from collections.abc import Iterator, Sequence

from ....sources.profile.profile import TeamEntry
from ....ticket import Claim, Layout, Status
from ...proposal import Material
from ...team.applying import Applying
from ...team.plain import bare, command, plain, said
from ...verify.acts import asserts
from ..steps import has_placeholder
from .commands import filled, is_sentence, is_words

OF_THE_PROFILE = "The team's profile says it; nothing shows it."
IN_REVIEW = "Written in the change under review: read it before you rely on it."
_MOST_CITED = 8
_BACK = ("restore", "switch_back")  # keys of what leads back to the previous version
MOST_STEPS = 40  # of the team's, of one phase
_LONGEST_TEXT = 280  # characters of a step's words


def team_claim(
    material: Material,
    text: str,
    *said: Applying,
    further: tuple[str, ...] = (),
    quote: str = "",
    layout: Layout = Layout.STEP,
    weak: str = "",
) -> Claim:
    """A sentence that rests on entries of the profile, on what makes them apply, and on further evidence.

    `weak`: why it is weak. What the change itself writes into the profile is weak always.
    """
    reasons = (weak,) if weak else ()
    if any(one.entry.id in material.in_review for one in said):
        reasons = (*reasons, IN_REVIEW)
    behind = (one for each in said for one in each.because)
    cited = tuple(dict.fromkeys((*(one.entry.id for one in said), *further, *behind)))[:_MOST_CITED]
    status = Status.WEAK if reasons else Status.SUPPORTED
    return Claim(text, cited, quote, status, reasons, layout)


def team_step(
    material: Material, one: Applying, opening: str, *further: str, about: str = "", key: str = "command"
) -> Claim:
    """The team's words, or `opening` where it gives only a command; `about` is what facts add to them.

    The command is the value of `key`.
    """
    entry = one.entry
    words = bare(entry.get("text"), _LONGEST_TEXT) if key == "command" else ""
    return run(material, one, f"{words or opening}{about}", *further, key=key)


def run(material: Material, one: Applying, opening: str, *further: str, key: str = "command") -> Claim:
    """A step that runs the command of an entry, if it has one, with its place and what to know of it."""
    quote = one.entry.get(key).strip("\n").strip()
    old = one.entry.part == "rollback_steps" or key in _BACK
    shown, opening = (filled(text, material.change, old=old) for text in (quote, opening))
    words = is_sentence(quote) if key in _BACK else is_words(quote)
    notes = "; ".join((*_notes(one.entry, key), *(_of_command(one.entry, shown, key) if quote and not words else ())))
    told = f" ({notes})" if notes else ""
    if words:
        text = f"{opening}{told}. {said(quote)}"
    elif not quote:
        text = f"{opening}{told}."
    elif "\n" in quote:
        text = f"{opening}{told}:{command(shown)}"
    else:
        text = f"{opening}: {command(shown)}{told}"
    weak = OF_THE_PROFILE if asserts(one.entry.get("text")) else ""
    return team_claim(material, text, one, further=further, quote=quote if shown == quote else "", weak=weak)


def further(material: Material, rest: Sequence[Applying]) -> Iterator[Claim]:
    """What stands for steps that are too many to be told."""
    if rest:
        place = place_of(rest[0].entry)
        where = f", from {place} on" if place else ""
        text = f"Take the further steps of the team's profile{where}."
        yield team_claim(material, text, *rest[:_MOST_CITED])


def _notes(entry: TeamEntry, key: str) -> Iterator[str]:
    if environment := bare(entry.get("environment"), 60):
        yield f"in {environment}"
    if (minutes := entry.get("minutes")) and (entry.part != "backups" or key == "restore"):  # of restoring it
        yield f"about {plain(minutes, 20)} min"
    if entry.values.get("automated") is True and entry.part != "testing":
        yield "runs by itself"
    if plan_of_it := bare(entry.get("plan"), 160):
        yield f"plan: {plan_of_it}"


def _of_command(entry: TeamEntry, quote: str, key: str) -> Iterator[str]:
    if has_placeholder(quote):
        yield "fill in what stands between < and >"
    if place := place_of(entry, key):
        yield place


def place_of(entry: TeamEntry, key: str = "") -> str:
    """Where an entry, or a value of it, stands, for whoever reads the ticket; "" where that is no file of the
    repository."""
    place = entry.places.get(key, entry.place)
    return place if ":" in place and " " not in place else ""
