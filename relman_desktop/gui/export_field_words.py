"""A field of a change system in words: what of ours goes there, and how its value is read."""

from ..export.targets.ours import label_of
from ..export.targets.prepared import Part
from ..export.targets.target import Sort
from ..fields import BY_NAME
from ..wording import joined

_OTHERS = {  # what of ours is no field of the ticket: in words, and the field in which the person changes it
    "our_id": ("by which it is found again", ""),
    "start": ("from the schedule’s start", "schedule"),
    "end": ("from the schedule’s end", "schedule"),
    "impact": ("from the risk’s impact", "risk"),
    "likelihood": ("from the risk’s likelihood", "risk"),
    "group": ("the assignee’s group, from the team’s profile", "assignee"),
    "links": ("from the work items", ""),
    "everything": ("the whole ticket", ""),
}


def from_words(part: Part) -> str:
    """What of ours goes there: `from Deployment steps`."""
    ours = part.field.ours
    if not ours:
        return "always the same, from the settings of this system"
    if len(part.holds) > 1:
        return f"holds {joined([label_of(one) for one in part.holds], 9)}"
    if ours in BY_NAME:
        label = BY_NAME[ours].label
        return "" if label.casefold() == part.field.label.casefold() else f"from {label}"
    return _OTHERS.get(ours, (f"from {ours}", ""))[0]


def goes_to(part: Part) -> str:
    """The field of the ticket in which the person changes what goes there; "" where there is none."""
    ours = part.field.ours
    return ours if ours in BY_NAME else _OTHERS.get(ours, ("", ""))[1]


def is_long(part: Part) -> bool:
    """Whether it is a text, of which the length counts."""
    return part.field.sort in (Sort.TEXT, Sort.LINE) and part.field.ours != "our_id" and bool(part.field.ours)


def value_words(part: Part) -> str:
    """A short value; with what the API is sent, where that is another word."""
    sent = part.value
    while isinstance(sent, (dict, list)) and len(sent) == 1:
        sent = next(iter(sent.values())) if isinstance(sent, dict) else sent[0]
    told = sent if isinstance(sent, (str, int, float)) and not isinstance(sent, bool) else None
    if not part.text:
        return "nothing" if told is None else str(told)
    return part.text if told is None or str(told) == part.text else f"{part.text} (sent as {told})"
