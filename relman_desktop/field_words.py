"""A site's own fields and what of ours goes where, for the command line: as text and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .export.targets.mapping import ASIDE, Place, mapped
from .export.targets.ours import label_of
from .export.targets.schema import Schema, SiteField
from .export.targets.target import Target
from .settings import System
from .wording import counted, printable

_ELSEWHERE = dict(
    zip(ASIDE, ("in the text that takes the rest", "a comment", "an attachment", "not sent"), strict=True)
)


def fields_text(target: Target, system: System, schema: Schema) -> str:
    return "\n".join(_lines(target, system, schema)) + "\n"


def _lines(target: Target, system: System, schema: Schema) -> Iterator[str]:
    yield f"{counted(len(schema.fields), 'field')} of {printable(system.host)}"
    for one in schema.fields.values():
        yield f"  {_about(one)}"
    yield "\nWhat goes where"
    for place in mapped(target, system, schema):
        if isinstance(place, Place):
            ours = label_of(place.field.ours) if place.field.ours else f"always {place.field.value}"
            theirs = f"{printable(place.theirs)}; by {place.origin}"
            yield f"  {printable(ours):<22}{printable(place.field.label)} ({theirs})"
        else:
            why = f"; the site has no {printable(place.field)}" if place.field else ""
            yield f"  {printable(label_of(place.ours)):<22}{_ELSEWHERE.get(place.to, place.to)}{why}"


def _about(one: SiteField) -> str:
    limit = f"{one.limit:,} characters" if one.limit else ""
    choices = counted(len(one.choices), "choice") if one.choices else ""
    told = ", ".join(filter(None, (one.sort, "wanted" if one.required else "", limit, choices)))
    return f"{printable(one.name)} ({printable(one.theirs)}): {told}"


def fields_object(target: Target, system: System, schema: Schema) -> dict[str, Any]:
    places = [
        {"ours": place.field.ours, "field": place.theirs, "label": place.field.label, "by": place.origin}
        if isinstance(place, Place)
        else {"ours": place.ours, "field": "", "to": place.to, "by": place.origin}
        for place in mapped(target, system, schema)
    ]
    return {"fields": [asdict(one) for one in schema.fields.values()], "mapping": places, "complete": schema.complete}
