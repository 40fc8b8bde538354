"""The mapping of a change system as rows: each of ours, where it goes by the table and by the person's word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..export.targets.mapping import ATTACHMENT, COMMENT, FOLDED, NOT_SENT, Homeless, Origin, Place, mapped
from ..export.targets.ours import label_of
from ..export.targets.schema import Schema, SiteField
from ..export.targets.target import Choice, Sort, Target
from ..fields import BY_NAME, FIELDS
from ..settings import System
from .system_entry import PREFIX, SystemEntry

USUAL, ANOTHER = "*", "+"
"""What stands in a row's choice in place of a field: as without the person's word, and a field that is typed."""
ASIDES = (
    (FOLDED, "In the main text, under its heading"),
    (COMMENT, "As a comment"),
    (ATTACHMENT, "As an attached file"),
    (NOT_SENT, "Not sent"),
)
_NOT_OURS = ("state", "outcome", "schedule")
_BESIDE = ("group", "links")
_ONLY_WHERE_TAKEN = ("start", "end", "impact", "likelihood")
_MARKUPS = {"plain": "plain text", "crlf": "plain text", "html": "HTML", "wiki": "Jira’s wiki markup", "adf": "ADF"}


@dataclass(frozen=True)
class Row:
    """One of ours."""

    ours: str
    label: str
    chosen: str  # what is chosen: `USUAL`, one of `ASIDES`, or a field's name there
    where: str  # in words, where it goes now
    takes: str  # what that field takes: "plain text, 4,000 characters"
    wrong: str  # a sentence
    places: tuple[Place, ...]
    aside: str  # where it goes that has no field: one of `ASIDES`


@dataclass(frozen=True)
class ChoiceOf:
    """One of our choices, and what it is there."""

    key: str  # of `System.choices`: "risk=low"
    ours: str
    usual: str  # the label that the table gives it
    chosen: str  # the person's word; "" for none
    offered: tuple[Choice, ...]
    wrong: str


def system_of(entry: SystemEntry) -> System:
    """The system as it is being written, right or wrong: its mapping can be looked at all the same."""
    values = {one.name: entry.texts.get(PREFIX + one.name, "") for one in entry.settings}
    system = System(entry.name, entry.target, entry.texts["url"], values=values)
    return replace(system, mapping=dict(entry.mapping), choices=dict(entry.choices), fixed=dict(entry.fixed))


def rows_of(entry: SystemEntry) -> tuple[Row, ...]:
    """The rows of a system, in the order of the ticket's form."""
    if not entry.kind:
        return ()
    found: dict[str, list[Place | Homeless]] = {}
    for one in mapped(entry.kind, system_of(entry), entry.schema):
        found.setdefault(one.field.ours if isinstance(one, Place) else one.ours, []).append(one)
    return tuple(_row(ours, found.get(ours, []), entry, entry.kind) for ours in _ours(entry.kind, found))


def choices_of(entry: SystemEntry) -> Iterator[tuple[Row, tuple[ChoiceOf, ...]]]:
    """The fields of which our choices are mapped one by one."""
    for row in rows_of(entry):
        place = next((one for one in row.places if one.field.sort in (Sort.CHOICE, Sort.LABELS)), None)
        ours = BY_NAME[row.ours].choices if row.ours in BY_NAME else tuple(place.field.choices) if place else ()
        if place and ours:
            yield row, tuple(_choice(place, one, entry) for one in ours)


def fields_of(target: Target, schema: Schema | None) -> tuple[tuple[str, str], ...]:
    """All fields that can be chosen there, by name and in words: the site's own, or those of the table."""
    if schema and schema.fields:
        told = [(one.theirs, _told(one)) for one in schema.fields.values()]
    else:
        told = [(one.theirs, one.label) for one in target.fields if one.theirs and not one.value]
    return tuple(sorted(dict(told).items(), key=lambda one: one[1].casefold()))


def _ours(target: Target, found: Mapping[str, object]) -> Iterator[str]:
    for field in FIELDS:
        if field.name not in _NOT_OURS or field.name in found:
            yield field.name
        if field.name == "schedule":
            yield from (one for one in ("start", "end") if target.taking(one) or one in found)
    yield from _BESIDE
    yield from (one for one in _ONLY_WHERE_TAKEN[2:] if target.taking(one) or one in found)


def _row(ours: str, found: list[Place | Homeless], entry: SystemEntry, target: Target) -> Row:
    places = tuple(one for one in found if isinstance(one, Place))
    homeless = next((one for one in found if isinstance(one, Homeless)), None)
    aside = "" if places else homeless.to if homeless else COMMENT if ours == "notes" else FOLDED
    wrong = ""
    if homeless and not places and homeless.field and homeless.origin is Origin.PERSON:
        wrong = f"The site has no field “{homeless.field}”; choose another one, or have its fields read again."
    where = " and ".join(f"{one.field.label}" for one in places) or dict(ASIDES).get(aside, "")
    chosen = entry.mapping.get(ours, USUAL)
    return Row(ours, label_of(ours), chosen, where, _takes(places), wrong, places, aside)


def _takes(places: tuple[Place, ...]) -> str:
    """What a field takes, in words."""
    if not places:
        return ""
    field = places[0].field
    if field.sort in (Sort.TEXT, Sort.LINE):
        markup = _MARKUPS.get(field.markup, field.markup.capitalize()) if field.sort is Sort.TEXT else "one line"
        return ", ".join((markup, *([f"{field.limit:,} characters"] if field.limit else ())))
    return {
        Sort.CHOICE: "one of its choices",
        Sort.MOMENT: "date and time",
        Sort.DAY: "a day",
        Sort.PERSON: "a person or group",
        Sort.NUMBER: "a number",
        Sort.LABELS: "labels",
    }[field.sort]


def _choice(place: Place, ours: str, entry: SystemEntry) -> ChoiceOf:
    key = f"{place.field.ours}={ours}"
    of_table = place.field.choices.get(ours) or Choice(ours, ours.capitalize())
    offered = place.site.choices if place.site and place.site.choices else tuple(place.field.choices.values())
    offered, chosen = tuple(dict.fromkeys(offered)), entry.choices.get(key, "")
    from_site = bool(place.site and place.site.choices)
    told = chosen or of_table.label
    known = any(told.casefold() in (one.value.casefold(), one.label.casefold()) for one in offered)
    known = known or (not chosen and any(of_table.value == one.value for one in offered))
    wrong = f"“{place.field.label}” has no choice “{told}” on this site." if from_site and not known else ""
    return ChoiceOf(key, ours, of_table.label, chosen, offered, wrong)


def _told(one: SiteField) -> str:
    name = one.name or one.theirs
    limit = f", {one.limit:,}" if one.limit else ""
    return f"{name}{f' ({one.theirs}{limit})' if name != one.theirs or limit else ''}"
