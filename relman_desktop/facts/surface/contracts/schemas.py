"""Schemas of an API description before and after: what a client must send, and what it is sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ....wording import listed, named
from .document import Node, reference, said, schemas, table

_DEEPEST = 4
_MOST_TOLD = 3  # differences in one sentence
_MOST = 300  # properties of one schema
_PARTS = ("allOf", "oneOf", "anyOf")


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause that tells a difference, such as "the field `x` is new", and whether it breaks clients."""

    text: str
    breaking: bool


def breaks(told: Iterable[Difference]) -> bool:
    """Whether one of them breaks clients."""
    return any(one.breaking for one in told)


def clauses(told: Iterable[Difference]) -> str:
    """The differences in one breath, those that break clients first."""
    ordered = list(dict.fromkeys(one.text for one in sorted(told, key=lambda one: not one.breaking)))
    more = len(ordered) - _MOST_TOLD
    return "; ".join([*ordered[:_MOST_TOLD], *([f"and {more} more"] if more > 0 else [])])


@dataclass(frozen=True, slots=True)
class _Field:
    type: str
    required: bool
    values: tuple[str, ...]  # of an enumeration
    deprecated: bool


def compared(old: object, new: object, *, sent: bool, answered: bool) -> Iterator[Difference]:
    """What differs between two schemas of what clients send, are answered with, or both."""
    before, after = _fields(old), _fields(new)
    for name, field in after.items():
        if name not in before:
            yield from _added(name, field, sent)
        else:
            yield from _changed(name, before[name], field, sent=sent, answered=answered)
    for name in before:
        if name not in after and not any(name.startswith(f"{other}.") for other in before if other not in after):
            why = "clients that read it find nothing" if answered else "clients that send it are ignored or refused"
            yield Difference(f"{_what(name)} is removed: {why}", answered or sent)


def _what(name: str) -> str:
    return f"the field {named(name)}" if name else "the value"


def _added(name: str, field: _Field, sent: bool) -> Iterator[Difference]:
    if sent and field.required and "." not in name:
        yield Difference(f"the field {named(name)} is now required: clients that send no {named(name)} fail", True)
    else:
        yield Difference(f"the field {named(name)} is new", False)


def _changed(name: str, old: _Field, new: _Field, *, sent: bool, answered: bool) -> Iterator[Difference]:
    what = _what(name)
    if old.type != new.type and old.type and new.type:
        wider = (old.type, new.type) == ("integer", "number") and not answered
        yield Difference(f"{what} changes from {named(old.type)} to {named(new.type)}", not wider)
    if new.required and not old.required and sent:
        yield Difference(f"{what} is now required: clients that send none fail", True)
    if old.required and not new.required and name:
        yield Difference(f"{what} may be missing now", answered)
    gone, more = ([one for one in a.values if one not in b.values] for a, b in ((old, new), (new, old)))
    if gone and new.values:
        yield Difference(f"{what} no longer has {listed(gone, 3)}", sent)
    if more and old.values:
        yield Difference(f"{what} may be {listed(more, 3)} too", False)
    if more and not old.values and sent:
        yield Difference(f"{what} may only be {listed(more, 3)} now", True)
    if new.deprecated and not old.deprecated:
        yield Difference(f"{what} is deprecated now", False)


def _fields(schema: object) -> dict[str, _Field]:
    """The properties of a schema by their dotted names, "" for the schema itself; a named schema is its name."""
    found: dict[str, _Field] = {}
    waiting: list[tuple[str, object, bool, int]] = [("", schema, False, 0)]
    while waiting and len(found) < _MOST:
        name, node, required, depth = waiting.pop(0)
        values = tuple(str(value) for value in table(node, "enum").values())
        if name or depth == 0:
            found.setdefault(name, _Field(_type(node), required, values, said(node, "deprecated") == "true"))
        for part in [node, *(one for key in ("allOf",) for one in table(node, key).values())]:
            needed = set(map(str, table(part, "required").values()))
            for key, inner in table(part, "properties").items() if depth < _DEEPEST else ():
                waiting.append((f"{name}.{key}" if name else str(key), inner, str(key) in needed, depth + 1))
        items = table(node, "items")
        if table(items, "properties") and depth < _DEEPEST:
            waiting.append((f"{name}[]" if name else "[]", items, False, depth + 1))
    return found


def _type(node: object) -> str:
    """`string`, `array of Order`, `Order`, `string or null`; "" where it is not told."""
    if reference(node):
        return reference(node)
    kind = table(node).get("type", "")
    if isinstance(kind, Mapping):
        kind = " or ".join(map(str, kind.values()))
    if kind == "array":
        inner = _plain(table(node, "items"))
        return f"array of {inner}" if inner else "array"
    for part in _PARTS:
        names = [name for one in table(node, part).values() if (name := _plain(one))]
        if names and not kind:
            return " or ".join(sorted(names))
    return _plain(node)


def _plain(node: object) -> str:
    kind = table(node).get("type", "")
    form = said(node, "format")
    bare = kind if isinstance(kind, str) else " or ".join(map(str, kind.values()))
    return reference(node) or (f"{bare} ({form})" if form in ("binary", "byte") else bare)


def directions(root: Node) -> tuple[set[str], set[str]]:
    """The names of the schemas that clients send, and of those that they are answered with."""
    sent, answered = set[str](), set[str]()
    for item in table(root, "paths").values():
        for operation in table(item).values():
            for key, part in table(operation).items():
                names = answered if key in ("responses", "callbacks") else sent
                names |= _named(part)
    for part in table(root, "components", "responses").values():
        answered |= _named(part)
    for kind in ("parameters", "requestBodies"):
        sent |= _named(table(root, "components", kind))
    return _reached(root, sent), _reached(root, answered)


def _named(node: object) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            waiting += one.values()
            if isinstance(one.get("$ref"), str):
                found.add(reference(one))
    return found


def _reached(root: Node, names: set[str]) -> set[str]:
    known = schemas(root)
    waiting, found = sorted(names), set(names)
    while waiting:
        for name in sorted(_named(known.get(waiting.pop())) - found):
            found.add(name)
            waiting.append(name)
    return found
