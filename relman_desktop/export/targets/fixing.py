"""What stands in fields that nothing of ours goes to: what the person says always stands there, and what is lacking."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...settings import System
from .filling import Filling, named_choice
from .mapping import Origin, Place, required_elsewhere
from .prepared import Part
from .schema import Schema
from .target import Sort, Target, TargetField


def fixed_parts(
    target: Target, system: System, schema: Schema | None, filled: Mapping[str, Part], filling: Filling
) -> Iterator[Part]:
    """What the person says always stands in fields that the table does not name."""
    for theirs, value in system.fixed.items():
        if value and theirs not in filled:
            site = schema.fields.get(theirs) if schema else None
            sort, label = (site.sort, site.name) if site else (Sort.LINE, theirs)
            how = target.sorts.get(sort, TargetField(theirs, label))
            place = Place(replace(how, theirs=theirs, label=label, sort=sort), theirs, site, Origin.PERSON)
            yield filling.part(place, named_choice(place, value))


def lacking_parts(schema: Schema | None, filled: Mapping[str, Part]) -> Iterator[Part]:
    """The fields that the site wants and that nothing fills: they keep the ticket from being sent."""
    for site in required_elsewhere(schema, filled):
        field = TargetField(site.theirs, site.name, sort=site.sort, required=True)
        advice = "map a field of the ticket to it, or fix a value"
        wrong = f"The site wants “{site.name}”, and nothing goes there: {advice}."
        yield Part(field, site.theirs, "", None, site.limit, wrong=wrong)
