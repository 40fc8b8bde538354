"""The team's profile in the pack: an entry a line, those that are about this change first.

     N3 [monitoring] metric: checkout_error_rate / where: Grafana / threshold: above 1 %

A value of several lines stands indented below. What nobody needs for the six fields is not sent: people, calendars,
the ticket's templates; nor what is about other files than those that change, so that no step is made of it.
"""

from ...sources.evidence import Evidence, Trust
from ...sources.profile.profile import TeamEntry
from ...wording import counted
from ..proposal import Material
from ..team.applying import why_applying
from .offers import Offer, Section, form, indented, within
from .outside import Counting, Outside
from .rules import rules

_LONGEST = 2_000  # characters of a value
_HEADING = "the team's profile, by the team: its word counts, but it says nothing of what this change does"
_IN_REVIEW = "; what stands in a file that this change alters is a claim"


def team_section(material: Material, outside: Outside, counter: Counting, room: int) -> Section:
    """The entries of the parts that are sent, in the order of the change's need of them."""
    every = [one for one in material.profile.entries if one.part in rules().team]
    about = {one.id: why for one in every if (why := why_applying(one, material)) is not None}
    ranked = sorted((one for one in every if one.id in about), key=lambda one: _rank(one, about[one.id]))
    offers = within((_entry(one, material, outside, counter) for one in ranked), room)
    heading = _HEADING + (_IN_REVIEW if material.in_review else "") + _elsewhere(len(every) - len(ranked))
    place = {one.id: number for number, one in enumerate(ranked)}
    return Section("team", heading, "entry", offers, len(ranked), order=lambda offer: place[offer.id])


def _elsewhere(number: int) -> str:
    return f"; {counted(number, 'entry', 'entries')} about other files not shown" if number else ""


def _rank(entry: TeamEntry, about: tuple[str, ...]) -> tuple[bool, int]:
    """What is about the change for a reason, then what is about any change."""
    return not about, rules().team.index(entry.part)


def _entry(entry: TeamEntry, material: Material, outside: Outside, counter: Counting) -> Offer:
    told = [(key, _value(entry, key, outside)) for key in entry.values if key not in rules().team_unsent]
    line = " / ".join(f"{key}: {value}" for key, value in told if "\n" not in value)
    below = "\n".join(f"{key}:\n{value}" for key, value in told if "\n" in value)
    line = f"[{entry.part}] {line}".rstrip()
    text = f" {entry.id} {line}\n" + (indented(below) if below else "")
    trust = Trust.CLAIM if entry.id in material.in_review else Trust.TEAM
    said = "\n".join(part for part in (line, below) if part)
    evidence = Evidence(entry.id, "team", outside.line(entry.place, entry.id), said, trust)
    return Offer(entry.id, (form(text, counter, evidence),))


def _value(entry: TeamEntry, key: str, outside: Outside) -> str:
    """A value with its secrets masked; one of several lines keeps them."""
    shown, cut = outside.opening(entry.get(key).strip(), _LONGEST, entry.id)
    lines = shown.strip() if "\n" in shown.strip() else " ".join(shown.split())
    return lines + (f" … {cut:,} more characters" if cut else "")
