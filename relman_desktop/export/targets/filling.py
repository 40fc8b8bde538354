"""One of ours in its field there: every sort but the texts, which may have to make room for one another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ...errors import InputError
from ...settings import System
from ...wording import quoted
from ..markup import render
from ..suggested import SUGGESTED, is_suggested
from .choosing import back, chosen
from .limits import is_over, too_long
from .mapping import Homeless, Place
from .moments import comes_twice, when_of, written, zone_for, zone_named
from .ours import Ours, label_of
from .prepared import Part
from .target import Choice, Sort, Target
from .wrapping import empty_value, filled, label_value, wrapped

Made = Part | Homeless | None


class Filling:
    """Fills the fields of a target for one ticket."""

    def __init__(self, ours: Ours, target: Target, system: System) -> None:
        self.ours = ours
        self.target = target
        self.system = system

    def made(self, place: Place) -> Made:
        """The part; None where there is nothing to send; `Homeless` where the site cannot take it there."""
        if not place.field.ours:
            return self._fixed(place)
        if place.field.sort in (Sort.MOMENT, Sort.DAY):
            return self._moment(place)
        text = self.ours.texts.get(place.field.ours, "")
        if not text:
            return _missing(place) if place.field.required else None
        return _SORTS[place.field.sort](self, place, text)

    def emptied(self, place: Place) -> Part:
        """What empties a field that an earlier export filled; it is sent for nothing else."""
        field = replace(place.field, emptied=place.field.emptied or self.target.emptied)
        return Part(field, place.theirs, "", empty_value(field), place.field.limit, emptied=True)

    def part(self, place: Place, choice: Choice, *said: str) -> Part:
        """A part that holds a choice, or a text that is its own label."""
        value: float | str = choice.label if place.field.takes == "label" else choice.value
        wrong = ""
        if place.field.sort is Sort.NUMBER:
            value, wrong = _number(choice.value, place)
        holds = (place.field.ours,) if place.field.ours else ()
        whole = wrapped(place.field.wrap, value)
        return Part(place.field, place.theirs, choice.label, whole, place.field.limit, None, said, wrong, holds)

    def _fixed(self, place: Place) -> Part | None:
        template = self.system.fixed.get(place.theirs) or place.field.value
        try:
            text = filled(template, self.target, self.system)
        except InputError as error:
            return replace(self.part(place, Choice("", "")), value=None, wrong=str(error))
        return self.part(place, named_choice(place, text)) if text else None

    def _moment(self, place: Place) -> Part | None:
        when = when_of(self.ours, place.field.ours)
        if when is None:
            return _missing(place) if place.field.required else None
        try:
            zone = zone_for(place.field, self.target, self.system, self.ours.around)
        except InputError as error:
            return replace(self.part(place, Choice("", "")), value=None, wrong=str(error))
        text = written(when, place.field, zone)
        said: tuple[str, ...] = ()
        if place.field.zone_by and not zone_named(place.field, self.target, self.system):
            said = (f"It is written in the team's time zone, {zone}: that of the account there must be the same.",)
        part = replace(self.part(place, Choice(text, text), *said), when=when)
        if not comes_twice(when, place.field, zone):
            return part
        twice = f"“{place.field.label}”, {text}, comes twice in {zone}, where clocks are set back in that hour: "
        return replace(part, wrong=f"{twice}move it, or give the account there and the system here the zone UTC.")

    def line(self, place: Place, text: str) -> Part:
        """One line; one that is too long keeps the ticket from being sent."""
        line = " ".join(render(text, place.field.markup).split())
        part = self.part(place, Choice(line, line))
        label = label_of(place.field.ours)
        if is_over(line, place.field):
            return replace(part, wrong=too_long(f"The {label.lower()}", line, place.field, "shorten it"))
        warn = place.field.warn_above
        if warn is not None and part.length > warn:
            said = f"The {label.lower()} has {part.length:,} characters; some sites show or keep {warn:,} of it."
            return replace(part, said=(*part.said, said))
        return part

    def choice(self, place: Place, text: str) -> Part | Homeless:
        """A choice of the site's, or what is wrong; `known` where it goes elsewhere instead."""
        level = self.ours.texts.get("risk", "")
        found, wrong = chosen(place, text, level, self.system)
        if place.field.known and (found is None or not (place.site and place.site.choices)):
            return Homeless(place.field.ours, why=wrong)
        if found is None:
            return replace(self.part(place, Choice(text, text)), value=None, wrong=wrong)
        same = back(place.field, found.value)
        is_told = text in place.field.tells or (len(same) > 1 and text in same)
        said = (place.field.why,) if place.field.why and is_told else ()
        return self.part(place, found, *said)

    def person(self, place: Place, text: str) -> Part | Homeless:
        """A person or a group as the site knows them; whom it does not know goes there as words elsewhere."""
        name = " ".join(text.split())
        if is_suggested(self.ours.ticket, place.field.ours):
            return Homeless(place.field.ours, why=_only_suggested(place, name))
        own = self.system.choices.get(f"{place.field.ours}={name}")
        offered = place.site.choices if place.site else ()
        known = next((one for one in offered if _is_meant(one, own or name)), None)
        if known or own:
            return self.part(place, known or Choice(own or name, name))
        if offered or place.field.known:
            return Homeless(place.field.ours, why=self._unknown(place, name))
        return self.part(place, Choice(name, name))

    def labels(self, place: Place, text: str) -> Part:
        """A word of a list."""
        found, wrong = chosen(place, text, self.ours.texts.get("risk", ""), self.system)
        word = " ".join((found.value if found else text).split())
        return replace(self.part(place, Choice(word, word)), wrong=wrong)

    def _unknown(self, place: Place, name: str) -> str:
        return (
            f"{self.target.title} does not know {quoted(name)} by that name as “{place.field.label}”: "
            "name the account in the system's mapping."
        )


_SORTS: Mapping[Sort, Callable[[Filling, Place, str], Made]] = {
    Sort.LINE: Filling.line,
    Sort.CHOICE: Filling.choice,
    Sort.NUMBER: Filling.choice,
    Sort.PERSON: Filling.person,
    Sort.LABELS: Filling.labels,
}


def named_choice(place: Place, text: str) -> Choice:
    """A fixed value, or the choice of the site that has it for its value or label."""
    offered = place.site.choices if place.site else ()
    return next((one for one in offered if _is_meant(one, text)), Choice(text, text))


def joined_labels(parts: Sequence[Part]) -> Part:
    """Labels go into one list, or one text, whichever rows of the table they come from."""
    first = parts[0]
    words = [*dict.fromkeys(part.text for part in parts if part.text)]
    value = label_value(first.field, words)
    holds = tuple(one for part in parts for one in part.holds)
    wrong = next((part.wrong for part in parts if part.wrong), "")
    return replace(first, text=", ".join(words), value=value, holds=holds, wrong=wrong)


def _only_suggested(place: Place, name: str) -> str:
    """Nobody is made the one who answers for a change by having written code."""
    who = name.removesuffix(SUGGESTED)
    return f"{quoted(who)} is only suggested by the commits, so “{place.field.label}” is left to people there."


def _is_meant(choice: Choice, text: str) -> bool:
    return text.casefold() in (choice.value.casefold(), choice.label.casefold())


def _missing(place: Place) -> Part:
    wrong = f"“{place.field.label}” must be filled there, and the {label_of(place.field.ours).lower()} is empty."
    return Part(place.field, place.theirs, "", None, place.field.limit, wrong=wrong, holds=(place.field.ours,))


def _number(value: str, place: Place) -> tuple[int | float | str, str]:
    try:
        number = float(value)
    except ValueError:
        return value, f"“{place.field.label}” takes a number, and {quoted(value)} is none."
    return (int(number) if number.is_integer() else number), ""
