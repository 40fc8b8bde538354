"""What changes in templates of CloudFormation and SAM: resources that come and go, and those created anew."""

from collections.abc import Iterator, Mapping

from ...wording import listed, named
from ..sides import Text
from .compose import line_of
from .difference import Difference
from .formats import is_stateful_resource, replacing_properties
from .yamltext import Tree, line_at, read

_KIND = "delivery.cloudformation"
_SHOWN = 4


def looks_like_it(text: Text) -> bool:
    """Whether a YAML or JSON text looks like a template, at little cost."""
    return any("Resources" in piece and "AWS::" in piece for piece in text.pieces)


def differences(path: str, old: Text, new: Text) -> Iterator[Difference] | None:
    """None of a piece. Raises `Unread`."""
    if not (old.whole and new.whole):
        return None
    return _compared(*(_resources(text) for text in (old, new)))


def _resources(text: Text) -> dict[str, Tree]:
    top = next(iter(read("".join(text.pieces))), None)
    found = top.get("Resources") if isinstance(top, dict) else None
    return found if isinstance(found, dict) else {}


def _compared(before: dict[str, Tree], after: dict[str, Tree]) -> Iterator[Difference]:
    for name, old in before.items():
        if name not in after and isinstance(old, dict):
            yield _loss(name, old, line_at(before, name))
    for name, new in after.items():
        at, was = (line_at(before, name), line_at(after, name)), before.get(name)
        if not isinstance(new, dict):
            continue
        if not isinstance(was, dict):
            note = f"It is of the type {named(_type(new))}."
            yield Difference(_KIND, "resource", None, name, 50, note=note, more=(("action", "created"),), at=at)
        elif was != new:
            yield from _of_resource(name, was, new, at)


def _loss(name: str, old: Mapping[str, Tree], line: int | None) -> Difference:
    if old.get("DeletionPolicy") in ("Retain", "Snapshot"):
        note = f"Its deletion policy is {named(line_of(old.get('DeletionPolicy')) or '')}."
        return Difference(
            _KIND, "resource", name, None, 45, note=note, more=(("action", "forgotten"),), at=(line, None)
        )
    loses = bool(is_stateful_resource(_type(old)))
    note = "CloudFormation deletes it" + (", with the data that it holds." if loses else ".")
    more = (("action", "destroyed"), ("loses_data", loses))
    return Difference(_KIND, "resource", name, None, 90 if loses else 70, note=note, more=more, at=(line, None))


def _of_resource(
    name: str, old: Mapping[str, Tree], new: Mapping[str, Tree], at: tuple[int | None, int | None]
) -> Iterator[Difference]:
    loses = bool(is_stateful_resource(_type(old)))
    note = "CloudFormation replaces the resource" + (", and its data goes." if loses else ".")
    more = (("action", "replaced"), ("loses_data", loses))
    weight = 90 if loses else 70
    if _type(old) != _type(new):
        yield Difference(_KIND, f"type of {named(name)}", _type(old), _type(new), weight, note=note, more=more, at=at)
        return
    names = _changed(old, new)
    for one in [one for one in names if one in replacing_properties()]:
        was, now = (line_of(_properties(side).get(one)) for side in (old, new))
        yield Difference(_KIND, f"{named(one)} of {named(name)}", was, now, weight, note=note, more=more, at=at)
    rest = [one for one in names if one not in replacing_properties()]
    if rest:
        verb = "change" if len(rest) > 1 else "changes"
        said = f"{listed(rest, _SHOWN)} of the resource {named(name)} {verb} in {{where}}."
        yield Difference(_KIND, f"properties of {named(name)}", None, None, 45, said=said, at=at)


def _changed(old: Mapping[str, Tree], new: Mapping[str, Tree]) -> list[str]:
    was, now = (
        {**_properties(side), **{k: v for k, v in side.items() if k not in ("Properties", "Metadata")}}
        for side in (old, new)
    )
    return [key for key in {**was, **now} if was.get(key) != now.get(key)]


def _properties(resource: Mapping[str, Tree]) -> Mapping[str, Tree]:
    found = resource.get("Properties")
    return found if isinstance(found, dict) else {}


def _type(resource: Mapping[str, Tree]) -> str:
    return line_of(resource.get("Type")) or ""
