"""What an editor of a system's mapping shows: where each of ours goes, what else there is, and what is always there."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...fields import BY_NAME, FIELDS
from ...settings import System
from ..markup import Flavour
from .choosing import chosen
from .mapping import ASIDE, ATTACHMENT, COMMENT, FOLDED, NOT_SENT, Homeless, Origin, Place, mapped
from .ours import NOT_SENT as NEVER
from .ours import label_of
from .schema import Schema
from .target import Choice, Sort, Target

_PLACES = ("1", "2", "3", "4", "5")
_AROUND = ("start", "end", "impact", "group", "links")
_VALUES = {"impact": _PLACES, "likelihood": _PLACES}


@dataclass(frozen=True, slots=True)
class Offer:
    """Where one of ours could go: a value of `System.mapping`, and what people call it."""

    theirs: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What one of our choices is there; kept as `System.choices[key]`."""

    key: str  # "risk=high"
    ours: str  # "high"
    theirs: str  # the label there; "" where the site has none for it
    offered: tuple[Choice, ...] = ()
    origin: Origin = Origin.TABLE


@dataclass(frozen=True, slots=True)
class MappingRow:
    """Where one of ours goes."""

    ours: str
    label: str
    theirs: str  # a field there, or one of `mapping.ASIDE`
    their_label: str
    origin: Origin
    offered: tuple[Offer, ...] = ()
    choices: tuple[ChoiceRow, ...] = ()
    limit: int | None = None
    note: str = ""  # a sentence: what is lost or chosen there, or why it has no field
    sort: Sort | None = None  # of the field there
    markup: Flavour | None = None


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A field there that nothing of ours goes to; kept as `System.fixed[theirs]`."""

    theirs: str
    label: str
    value: str
    required: bool = False
    offered: tuple[Choice, ...] = ()


def mapping_rows(target: Target, system: System, schema: Schema | None = None) -> tuple[MappingRow, ...]:
    """A row for each of ours, in the order of the ticket's fields; several where one goes to several fields."""
    places = mapped(target, system, schema)
    offered = tuple(_offers(target, schema))
    rows = [_row(one, target, system, offered) for one in places if _ours(one) in _shown()]
    named = {row.ours for row in rows}
    rows += (_row(Homeless(ours), target, system, offered) for ours in _shown() if ours not in named)
    return tuple(sorted(rows, key=lambda row: _shown().index(row.ours)))


def fixed_rows(target: Target, system: System, schema: Schema | None = None) -> tuple[FixedRow, ...]:
    """The fields that always hold the same, the site's own that nothing fills first if it wants them."""
    taken = {one.theirs for one in mapped(target, system, schema) if isinstance(one, Place)}
    free = [one for one in (schema.fields.values() if schema else ()) if one.theirs not in taken]
    rows = [FixedRow(one.theirs, one.name, system.fixed.get(one.theirs, ""), one.required, one.choices) for one in free]
    told = {row.theirs for row in rows}
    rows += (FixedRow(theirs, theirs, value) for theirs, value in system.fixed.items() if theirs not in told)
    return tuple(sorted(rows, key=lambda row: (not row.required, not row.value, row.label.casefold())))


def _shown() -> tuple[str, ...]:
    own = [field.name for field in FIELDS if field.name not in (*NEVER, "schedule")]
    return (*own, *_AROUND)


def _ours(one: Place | Homeless) -> str:
    return one.field.ours if isinstance(one, Place) else one.ours


def _row(one: Place | Homeless, target: Target, system: System, offered: tuple[Offer, ...]) -> MappingRow:
    ours = _ours(one)
    is_bound = ours in ("title", "start", "end", "impact", target.fold.into if target.fold else "")
    offers = offered[len(ASIDE) :] if is_bound else offered
    if isinstance(one, Homeless):
        label = next((offer.label for offer in offered if offer.theirs == one.to), "")
        note = one.why or (f"There is no “{one.field}” on this site, as far as is known." if one.field else "")
        return MappingRow(ours, label_of(ours), one.to, label, one.origin, offers, note=note)
    choices = tuple(_choices(one, system))
    field = one.field
    return MappingRow(
        ours,
        label_of(ours),
        one.theirs,
        field.label,
        one.origin,
        offers,
        choices,
        field.limit,
        field.why,
        field.sort,
        field.markup,
    )


def _offers(target: Target, schema: Schema | None) -> Iterator[Offer]:
    """The places that are no field, then the fields of the site, else those of the table."""
    fold = f"In the {target.taking(target.fold.into)[0].label.lower()}" if target.fold else "Where there is room"
    yield from (
        Offer(FOLDED, fold),
        Offer(COMMENT, "In a comment"),
        Offer(ATTACHMENT, "In an attached file"),
        Offer(NOT_SENT, "Nowhere"),
    )
    seen = set()
    for site in sorted(schema.fields.values(), key=lambda one: one.name.casefold()) if schema else ():
        seen.add(site.theirs)
        yield Offer(site.theirs, site.name)
    for field in target.fields:
        is_told = field.by_name or not field.theirs or (schema and schema.complete)
        if field.ours and not is_told and field.theirs not in seen and field.sort is not Sort.LABELS:
            seen.add(field.theirs)
            yield Offer(field.theirs, field.label)


def _choices(place: Place, system: System) -> Iterator[ChoiceRow]:
    """The choices of ours, each with what it is there."""
    field = place.field
    if field.sort not in (Sort.CHOICE, Sort.NUMBER, Sort.LABELS) or not field.ours:
        return
    known = BY_NAME[field.ours].choices if field.ours in BY_NAME else _VALUES.get(field.ours, ())
    offered = place.site.choices if place.site else tuple(dict.fromkeys(field.choices.values()))
    for ours in known:
        found, _ = chosen(place, ours, "", system)
        key = f"{field.ours}={ours}"
        origin = Origin.PERSON if key in system.choices else Origin.TABLE
        yield ChoiceRow(key, ours, found.label if found else "", offered, origin)
