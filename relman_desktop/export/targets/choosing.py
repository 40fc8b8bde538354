"""What one of ours is called there: by the person's own word for it, the table, the names of the site's choices."""

from collections.abc import Iterable, Mapping

from ...risk.axis import LEVELS
from ...settings import System
from ...wording import joined, quoted
from .mapping import Place
from .ours import label_of
from .target import Choice, TargetField

_MOST_NAMED = 12
_HIGH = LEVELS.index("high")


def choice_of(field: TargetField, ours: str, level: str) -> Choice | None:
    """What the table says that one of ours is there, at a level of risk; None where it does not say."""
    is_high = level in LEVELS and LEVELS.index(level) >= _HIGH
    return (field.from_high.get(ours) if is_high else None) or field.choices.get(ours)


def back(field: TargetField, value: str) -> tuple[str, ...]:
    """Which of ours a value there may stand for; more than one cannot be told apart there."""
    tables: tuple[Mapping[str, Choice], ...] = (field.choices, field.from_high)
    return tuple(ours for ours in field.choices if any(one[ours].value == value for one in tables if ours in one))


def chosen(place: Place, ours: str, level: str, system: System) -> tuple[Choice | None, str]:
    """The choice that one of ours becomes, or a sentence why there is none.

    The person's own word for it goes first, then the table's, then ours itself; each may be a value or a label. Where
    the site tells its choices it must be one of them.
    """
    field = place.field
    own = system.choices.get(f"{field.ours}={ours}", "")
    told = Choice(own, own) if own else choice_of(field, ours, level) or Choice(ours, ours)
    offered = place.site.choices if place.site else ()
    if not offered:
        known = own or not field.choices or choice_of(field, ours, level)
        among = _among(told, tuple(field.choices.values()))
        return (among or told, "") if known else (None, _none(field, ours, field.choices.values()))
    found = _among(told, offered)
    return (found, "") if found else (None, _none(field, own or told.label, offered))


def _among(told: Choice, offered: Iterable[Choice]) -> Choice | None:
    """The choice of a site that is meant: by its label, as people know it, else by its value."""
    offered = tuple(offered)
    by_label = next((one for one in offered if _same(one.label, told.label)), None)
    return by_label or next((one for one in offered if _same(one.value, told.value)), None)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _none(field: TargetField, wanted: str, offered: Iterable[Choice]) -> str:
    labels = joined([quoted(one.label) for one in dict.fromkeys(offered)], _MOST_NAMED)
    return (
        f"“{field.label}” has no choice {quoted(wanted)} for the {label_of(field.ours).lower()}; it has {labels}: "
        "choose one for it in the system's mapping."
    )
