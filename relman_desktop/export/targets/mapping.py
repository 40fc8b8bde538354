"""Which field there each of ours goes to: by the target's table, by the site's own fields, by what the person chose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ...settings import System
from ..markup import Flavour
from .ours import NOT_SENT as NEVER
from .ours import is_text, label_of, sort_of
from .schema import Schema, SiteField
from .target import Over, Sort, Target, TargetField

COMMENT = f"#{Over.COMMENT}"
ATTACHMENT = f"#{Over.ATTACHMENT}"
NOT_SENT = "#not-sent"
FOLDED = ""
_SENT = {Over.COMMENT: COMMENT, Over.ATTACHMENT: ATTACHMENT, Over.FOLD: FOLDED, Over.NOWHERE: NOT_SENT}
ASIDE = (FOLDED, COMMENT, ATTACHMENT, NOT_SENT)
"""What may stand in `System.mapping` in place of a field: where the text goes that has none of its own."""


_WRITTEN = ("markup", "wrap", "form", "zone_by", "takes", "join", "known")  # how a value is written, by its sort


_NO_TEXT = "“{}” takes no text on this site, so “{}” goes elsewhere."


class Origin(StrEnum):
    """Who says where one of ours goes."""

    TABLE = "table"
    SITE = "site"  # the field that has that name there
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Place:
    """A field there that one of ours goes to, as the site has it."""

    field: TargetField
    theirs: str
    site: SiteField | None = None
    origin: Origin = Origin.TABLE


@dataclass(frozen=True, slots=True)
class Homeless:
    """One of ours that has no field there."""

    ours: str
    to: str = FOLDED  # one of `ASIDE`
    why: str = ""  # a sentence, where more is to say than that the site has no such field
    field: str = ""  # the field that the table or the person has for it, and the site has not, or perhaps not
    origin: Origin = Origin.TABLE


def mapped(target: Target, system: System, schema: Schema | None) -> tuple[Place | Homeless, ...]:
    """Where all goes that the target's table or the person names, in the table's order; fixed values, too."""
    found: list[Place | Homeless] = []
    chosen = dict(system.mapping)
    for field in target.fields:
        if field.ours and field.ours in system.mapping:
            if field.ours in chosen:
                found.append(_chosen(field.ours, chosen.pop(field.ours), target, schema))
        else:
            found.append(_of_table(field, target, system, schema))
    found += (_chosen(ours, theirs, target, schema) for ours, theirs in chosen.items())
    return tuple(found)


def _of_table(field: TargetField, target: Target, system: System, schema: Schema | None) -> Place | Homeless:
    if not field.theirs:
        return Homeless(field.ours, _SENT[field.over])
    field = _marked_up(field, target, system)
    site = _site_field(field, schema)
    if site and not _takes(field, site):
        return Homeless(field.ours, why=_NO_TEXT.format(site.name, label_of(field.ours)))
    if site:
        origin = Origin.SITE if field.by_name else Origin.TABLE
        return Place(as_site_has_it(field, site, target), site.theirs if field.by_name else field.theirs, site, origin)
    is_missing = bool(schema and schema.complete and (field.ours or field.sort is Sort.LABELS))
    if field.by_name or is_missing:
        return Homeless(field.ours, field=field.label)
    return Place(field, field.theirs)


def marked_up(target: Target, system: System) -> Target:
    """A target whose rows are in the markup that the system says its site has, those of comments, too."""
    return replace(target, fields=tuple(_marked_up(field, target, system) for field in target.fields))


def _marked_up(field: TargetField, target: Target, system: System) -> TargetField:
    """A field in the markup that the system says its site has."""
    row = next((one for one in target.settings if one.name == field.markup_by), None)
    said = system.values.get(field.markup_by, "").strip() or (row.default if row else "")
    return replace(field, markup=Flavour(said)) if said in [*Flavour] else field


def _site_field(field: TargetField, schema: Schema | None) -> SiteField | None:
    if schema is None:
        return None
    if field.by_name:
        return schema.named(field.theirs)
    return schema.fields.get(field.theirs) or schema.fields.get(field.theirs.partition(".")[0])


def as_site_has_it(field: TargetField, site: SiteField, target: Target) -> TargetField:
    """A field of the table with what the site tells of it, which goes before the table."""
    limit = field.limit if site.limit is None else site.limit
    field = replace(field, limit=limit, required=field.required or site.required, read=site.read or field.read)
    if field.by_name:
        field = _written_as(field, site, target)
    if site.markup and field.sort is Sort.TEXT:
        field = replace(field, markup=Flavour(site.markup))
    return field


def _takes(field: TargetField, site: SiteField) -> bool:
    """Whether a field of the site can hold what it is to hold: of texts one that has choices can not."""
    return not is_text(field.ours) or site.sort in (Sort.TEXT, Sort.LINE)


def _written_as(field: TargetField, site: SiteField, target: Target) -> TargetField:
    """A field whose sort only the site knows: written as the target writes fields of that sort."""
    how = target.sorts.get(site.sort)
    markup = Flavour.PLAIN if site.sort is Sort.LINE else field.markup
    kept = replace(field, sort=site.sort, markup=markup)
    if how is None:
        return kept
    return replace(
        kept, **{name: getattr(how, name) for name in ("markup", "wrap", "form", "zone_by", "takes", "join", "known")}
    )


def _chosen(ours: str, theirs: str, target: Target, schema: Schema | None) -> Place | Homeless:
    """What the person says of one of ours."""
    if theirs in ASIDE or ours in NEVER:  # a state is moved there, whatever somebody wrote into the settings
        return Homeless(ours, theirs if theirs in ASIDE else FOLDED, origin=Origin.PERSON)
    base = next(iter(target.taking(ours)), TargetField(theirs, label_of(ours), ours, sort_of(ours)))
    site = (schema.fields.get(theirs) or schema.named(theirs)) if schema else None
    known = next((one for one in target.fields if one.theirs == theirs and not one.by_name), None)
    if schema and schema.complete and not site and not known:
        return Homeless(ours, field=theirs, origin=Origin.PERSON)
    if known:
        whose = base if base.choices else known
        base = replace(
            known, ours=ours, required=base.required, choices=whose.choices, from_high=whose.from_high, value=""
        )
    elif theirs != base.theirs:
        base = replace(base, theirs=theirs, label=theirs, by_name=True, limit=None, read="")
    if site and not _takes(base, site):
        return Homeless(ours, why=_NO_TEXT.format(site.name, label_of(ours)), origin=Origin.PERSON)
    if site:
        base = replace(as_site_has_it(base, site, target), label=site.name or base.label)
    elif base.by_name and base.sort is Sort.TEXT and Sort.TEXT in target.sorts:
        base = replace(base, markup=target.sorts[Sort.TEXT].markup)
    return Place(base, site.theirs if site else theirs, site, Origin.PERSON)


def required_elsewhere(schema: Schema | None, filled: Mapping[str, object]) -> Iterator[SiteField]:
    """The fields that the site wants and that nothing fills."""
    for site in schema.fields.values() if schema else ():
        if site.required and not any(
            theirs == site.theirs or theirs.startswith(f"{site.theirs}.") for theirs in filled
        ):
            yield site
