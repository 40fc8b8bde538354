"""What the window says of the risk."""

from collections.abc import Sequence

from ..risk.assessment import Assessment, Axis, Contribution, Level, Lowering
from ..risk.scale import PLACES
from ..wording import counted, joined, percent, shorten
from .risk_chip import RiskState

TITLE = "How risky this change is"
LOOKING = "Working out the risk…"
STOPPED = "You stopped it before the history was read, so no risk is computed."
NOT_YET = "The risk is not worked out yet; it is proposed as soon as it is."
AGAIN, READ = "Try again", "Work it out"
WHERE = "Its place in the matrix"
WHY = "What makes it so"
LOWER = "What would lower it"
LOOKING_LOWER = "Working out what would lower it…"
NOTHING_LOWER = "Nothing that could be split out or answered would lower it."
COMMITS, FILES, RESTS = "Riskiest commits", "Riskiest files", "What this rests on"
LEARNED, JUDGED = "learned from commits that proved faulty", "judged"
NO_CHANCE = "How often such changes proved faulty cannot be told here{}."
REASON = "Your reason is kept with the ticket, as evidence."
ON_TICKET = "Level on the ticket"
TAKE = "Take the computed level"
TAKES = "Puts the computed level on the ticket, and takes your reason back"
_SHORT = {Axis.LIKELIHOOD: "Likelihood", Axis.IMPACT: "Impact"}
_ONE_IN = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100)
_LONGEST = 240  # characters of the sentence in the head
_RARE, _OFTEN = 0.01, 0.95
_MINUS = "\N{MINUS SIGN}"


def headline(now: Assessment) -> str:
    return f"{now.level.capitalize()} · {now.score} of 100"


def weighs_most(now: Assessment) -> str:
    """A sentence of what adds most; not the constant, which speaks of no change; "" where nothing adds."""
    adds = [one for one in now.contributions if one.points > 0 and (one.evidence or not one.learned)]
    found = max(adds, key=lambda one: one.points, default=None)
    told = " ".join(shorten(found.text, _LONGEST).split()) if found else ""
    return f"What weighs most: {told}" if told else ""


def type_told(now: Assessment) -> str:
    """The type of change that is suggested, with the reason."""
    return f"Suggested type of change: {now.suggested.type}. {shorten(now.suggested.reason, _LONGEST)}"


def chance_told(now: Assessment) -> str:
    """The chance of a fault with what it means; where there is none, that it cannot be told."""
    if now.chance is None:
        return NO_CHANCE.format(f"; “{RESTS}” says why" if now.notes else ": no history was learned from")
    return f"Chance of a fault {percent(now.chance)}: {often(now.chance)} changes like this proved faulty."


def often(chance: float) -> str:
    """A chance as a person can picture it: `about 1 in 5`."""
    if chance < _RARE:
        return "fewer than 1 in 100"
    if chance >= _OFTEN:
        return "nearly all"
    if chance >= 0.45:
        return f"about {round(chance * 10)} in 10"
    return f"about 1 in {min(_ONE_IN, key=lambda number: abs(1 / number - chance))}"


def signed(points: int) -> str:
    """`+12`, `−3`."""
    return f"+{points}" if points >= 0 else f"{_MINUS}{-points}"


def axis_title(now: Assessment, axis: Axis) -> str:
    """`Likelihood · 31 of 50 · possible`."""
    return f"{_SHORT[axis]} · {now.points(axis)} of {now.scale.most} · {place_name(now, axis)}"


def place_name(now: Assessment, axis: Axis) -> str:
    return now.scale.name(axis, now.likelihood if axis is Axis.LIKELIHOOD else now.impact)


def sum_told(now: Assessment) -> str:
    """How the points of both axes make the score."""
    parts = " + ".join(f"{now.points(axis)} of {axis}" for axis in Axis)
    return f"Sum: {parts} = {now.score}"


def place_told(now: Assessment) -> str:
    """Where the change stands in the matrix, in words."""
    parts = (f"{_SHORT[axis]}: {place_name(now, axis)}, {now.points(axis)} of {now.scale.most}." for axis in Axis)
    return f"{' '.join(parts)} Together that is {now.level}."


def matrix_told(now: Assessment) -> str:
    """The whole matrix in words, the highest impact first."""
    scale = now.scale
    names = joined([scale.name(Axis.LIKELIHOOD, place) for place in PLACES])
    rows = (f"Impact {scale.name(Axis.IMPACT, place)}: {', '.join(scale.levels[place])}." for place in PLACES[::-1])
    return f"{place_told(now)} The levels from {names}: {' '.join(rows)}"


def cell_told(now: Assessment, likelihood: int, impact: int) -> str:
    """A cell of the matrix in words."""
    scale = now.scale
    places = f"{scale.name(Axis.LIKELIHOOD, likelihood)}, impact {scale.name(Axis.IMPACT, impact)}"
    return f"Likelihood {places}: {scale.level(likelihood, impact)}"


def contribution_told(one: Contribution) -> str:
    """A reason as a screen reader says it."""
    how = LEARNED if one.learned else JUDGED
    return f"{signed(one.points)} points of {one.axis}: {one.value}. {one.text} ({how})"


def found_told(one: Contribution) -> str:
    """What was found, in short; "" where the sentence or the points say it already."""
    value = " ".join(one.value.split())
    return "" if value in one.text or value == signed(one.points) else value


def folded_told(folded: Sequence[Contribution]) -> str:
    """What the smaller reasons that are not shown add up to."""
    return f"{counted(len(folded), 'smaller reason')}: {signed(sum(one.points for one in folded))}"


def lowering_told(one: Lowering) -> str:
    return f"{one.text}: from {one.before} to {one.after}, {one.level}"


def is_overridden(now: Assessment, on_ticket: str) -> bool:
    """Whether the ticket's level is another than the computed one."""
    return bool(on_ticket.strip()) and on_ticket.strip().casefold() != now.level


def computed(level: Level, score: int) -> str:
    return f"Computed: {level}, {score} of 100."


def against_level(now: Assessment | None, on_ticket: str, *, has_reason: bool) -> str:
    """What the details say under a level that is another than the computed one."""
    if now is None or not is_overridden(now, on_ticket):
        return ""
    told = computed(now.level, now.score)
    return told if has_reason else f"{told} Say why in the Risk tab."


def state_of(now: Assessment | None, on_ticket: str, missing: str) -> RiskState:
    """What the chip shows. `missing`: why there is no assessment."""
    if now is None:
        return RiskState(("…",) if missing == LOOKING else ("not known",), missing)
    if not is_overridden(now, on_ticket):
        words = f"{now.level.capitalize()} {now.score}"
        return RiskState((words, f"{now.score}"), f"The risk is {now.level}: {now.score} of 100.", now.level)
    own = on_ticket.strip()
    words = f"{own[:1].upper()}{own[1:]}"
    long = f"{words} · computed {now.level} {now.score}"
    told = f"The ticket says {own}, which somebody chose. {computed(now.level, now.score)}"
    return RiskState((long, words), told, own.casefold(), by_person=True)
