"""What an OpenAPI (Swagger) description says before and after: operations, parameters, bodies, answers, schemas."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ....jobs import Cancel
from ....sources.change import Change, FileChange, Side
from ....wording import listed, named
from ...fact import Finding, Value
from ...formats import Unread
from ..differences import Deprecation, Seen, Sighting
from ..items import Item
from . import described, text_of, unread
from .document import Node, document, embedded, followed, operations, said, schemas, table
from .evidence import Words
from .schemas import Difference, breaks, clauses, compared, directions

_NAME = re.compile(r"(?:openapi|swagger|api|spec)[^/]*\.(?:json|ya?ml)$|(?:^|/)docs\.go$", re.IGNORECASE)
_IS_ONE = re.compile(
    r"""^[ \t{]*["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]|"(?:openapi|swagger)"\s*:""", re.MULTILINE
)
_SURELY = re.compile(r"(?:^|/)[^/]*(?:openapi|swagger)[^/]*$", re.IGNORECASE)
_SIDES: tuple[Side, Side] = ("old", "new")
_BREAKS, _WORTH_KNOWING = 55, 15
_MOST = 8  # schemas, and endpoints that break nobody, that are told one by one


def detect(change: Change, cancel: Cancel) -> Iterator[Seen | Finding]:
    """Sightings of operations that come and go; findings of those that change, and of the schemas behind them."""
    alone: dict[bool, list[tuple[FileChange, Node]]] = {False: [], True: []}  # descriptions that go, and that come
    for file in described(change.files, (".json", ".yaml", ".yml", "/docs.go")):
        if not _NAME.search(file.path):
            continue
        cancel.check()
        try:
            old, new = _documents(change, file, cancel)
        except Unread as error:
            yield unread(file, error, "API description")
            continue
        if file.path.endswith(".go"):  # its routes are told from the code, which knows what is put before them
            found = _compared(change, file, old, new, cancel) if old and new else ()
            yield from (one for one in found if isinstance(one, Finding))
        elif old and new:
            yield from _compared(change, file, old, new, cancel)
        elif old or new:
            alone[bool(new)].append((file, new or old))
    moved = {gone.name: (gone, old) for gone, old in alone[False]}
    for file, new in alone[True]:
        if file.name in moved:
            yield from _compared(change, file, moved.pop(file.name)[1], new, cancel)
        else:
            yield _whole(file, is_new=True)
            for verb, route, _, _ in operations(new):  # what code no longer declares, it may be made from
                yield Sighting(Item("endpoint", route, verb), file, file.id, "new", sure=False, described=True)
    yield from (_whole(file, is_new=False) for file, _ in moved.values())


def _documents(change: Change, file: FileChange, cancel: Cancel) -> tuple[Node, Node]:
    """The description before and after; {} where there is none. Raises `Unread`."""
    before, after = (text_of(change, file, side, cancel) for side in _SIDES)
    if file.path.endswith(".go"):
        before, after = (text and embedded(text) for text in (before, after))
    if before is None or after is None or not any(_is_one(text, file.path) for text in (before, after)):
        return {}, {}
    old, new = (document(text, file.path) if text else {} for text in (before, after))
    return old, new


def _compared(change: Change, file: FileChange, old: Node, new: Node, cancel: Cancel) -> Iterator[Seen | Finding]:
    finder = Words(file, change.hunks(file, cancel))
    before, after = ({(verb, route): (one, item) for verb, route, one, item in operations(root)} for root in (old, new))
    for (verb, route), _ in before.items():
        if (verb, route) not in after:
            yield Sighting(Item("endpoint", route, verb), file, finder.find(route), "old", described=True)
    changed: list[_Changed] = []
    for (verb, route), (operation, item) in after.items():
        if (verb, route) not in before:
            yield Sighting(Item("endpoint", route, verb), file, finder.find(route), "new", described=True)
            continue
        told = list(_operation(old, new, *before[verb, route], operation, item))
        is_deprecated = _is_deprecated(operation) and not _is_deprecated(before[verb, route][0])
        if not told and not is_deprecated:
            continue
        evidence = finder.find(*_words(told), route)
        if is_deprecated:
            yield Deprecation(Item("endpoint", route, verb), file, evidence)
        if told:
            changed.append(_Changed(verb, route, told, evidence))
    yield from _operations_changed(file, changed)
    yield from _schemas(old, new, file, finder)


def _whole(file: FileChange, *, is_new: bool) -> Finding:
    """A description that comes or goes says nothing of its endpoints: they may have been there, and may stay."""
    text = f"The API description {named(file.path)} is {'new' if is_new else 'removed'}."
    event = "added" if is_new else "removed"
    return Finding(f"surface.description_{event}", text, (file.id,), {"name": file.path, "path": file.path}, 12)


def _is_one(text: str, path: str) -> bool:
    return bool(_IS_ONE.search(text[:20_000])) or bool(_SURELY.search(path) and "paths" in text)


def _is_deprecated(operation: Node) -> bool:
    return said(operation, "deprecated") == "true"


def _operation(old: Node, new: Node, was: Node, was_in: Node, now: Node, now_in: Node) -> Iterator[Difference]:
    before, after = _parameters(old, was, was_in), _parameters(new, now, now_in)
    yield from _parameters_differ(before, after)
    yield from _body(followed(old, was.get("requestBody")), followed(new, now.get("requestBody")))
    yield from _answers(old, new, table(was, "responses"), table(now, "responses"))
    yield from _security(_scopes(old, was), _scopes(new, now))


def _parameters(root: Node, operation: Node, item: Node) -> dict[tuple[str, str], Node]:
    found: dict[tuple[str, str], Node] = {}
    for held in (item, operation):
        for one in table(held, "parameters").values():
            parameter = followed(root, one)
            if name := said(parameter, "name"):
                found[said(parameter, "in"), name] = parameter
    return found


def _parameters_differ(before: dict[tuple[str, str], Node], after: dict[tuple[str, str], Node]) -> Iterator[Difference]:
    for key, one in after.items():
        name, required = named(key[1]), said(one, "required") == "true"
        what = f"the {key[0]} parameter {name}" if key[0] not in ("body", "formData") else f"the field {name}"
        old = before.get(key)
        if old is None and key[0] == "path":
            continue  # a name in the route
        if old is None:
            text = f"{what} is now required: clients that send no {name} fail"
            yield Difference(text if required else f"it takes {what.replace('the ', 'the optional ', 1)}", required)
            continue
        if required and said(old, "required") != "true":
            yield Difference(f"{what} is now required: clients that send no {name} fail", True)
        yield from _called(what, compared(_schema(old), _schema(one), sent=True, answered=False))
    for key in before:
        if key not in after and key[0] != "path":
            yield Difference(f"it no longer takes the {key[0]} parameter {named(key[1])}", True)


def _called(what: str, told: Iterable[Difference]) -> Iterator[Difference]:
    """The differences with what the value itself is."""
    return (Difference(one.text.replace("the value", what, 1), one.breaking) for one in told)


def _schema(parameter: Node) -> object:
    return parameter.get("schema", {key: parameter[key] for key in ("type", "enum", "items") if key in parameter})


def _body(old: Node, new: Node) -> Iterator[Difference]:
    if new and said(new, "required") == "true" and said(old, "required") != "true":
        yield Difference("a body is now required: clients that send none fail", True)
    for media in table(old, "content"):
        if new and media not in table(new, "content"):
            yield Difference(f"it no longer takes {named(str(media))}", True)
        else:
            was, now = (table(body, "content", media, "schema") for body in (old, new))
            yield from _called("the body", compared(was, now, sent=True, answered=False))


def _answers(old_root: Node, new_root: Node, old: Node, new: Node) -> Iterator[Difference]:
    for code, one in old.items():
        before, after = followed(old_root, one), followed(new_root, new.get(code))
        if code not in new:
            if str(code).startswith("2"):
                yield Difference(f"it no longer answers with {named(str(code))}", True)
            continue
        for media in table(before, "content") or [""]:
            was = table(before, "content", media, "schema") or table(before, "schema")
            now = table(after, "content", media, "schema") or table(after, "schema")
            if was and media and media not in table(after, "content"):
                yield Difference(f"it no longer answers in {named(str(media))}", True)
            elif was or now:
                yield from _called("the answer", compared(was, now, sent=False, answered=True))
    more = [str(code) for code in new if code not in old and not str(code).startswith("x-")]
    if more:
        yield Difference(f"it may answer with {listed(more, 3)} too", False)


def _scopes(root: Node, operation: Node) -> set[str]:
    """What a client must have been granted: `oauth orders:read`, or the scheme alone."""
    held = operation.get("security", root.get("security"))
    found: set[str] = set()
    for choice in table(held).values():
        for scheme, scopes in table(choice).items():
            found |= {str(scope) for scope in table(scopes).values()} or {str(scheme)}
    return found


def _security(old: set[str], new: set[str]) -> Iterator[Difference]:
    if more := sorted(new - old):
        yield Difference(f"it asks for {listed(more, 3)} now: clients without that are refused", True)
    if less := sorted(old - new):
        yield Difference(f"it no longer asks for {listed(less, 3)}", False)


def _words(told: Iterable[Difference]) -> list[str]:
    return [word for one in told for word in re.findall(r"`([^`]+)`", one.text) for word in word.split(".")][:5]


@dataclass(frozen=True, slots=True)
class _Changed:
    """An operation with what differs."""

    verb: str
    route: str
    told: list[Difference]
    evidence: str

    @property
    def name(self) -> str:
        return f"{self.verb} {self.route}"


def _operations_changed(file: FileChange, changed: list[_Changed]) -> Iterator[Finding]:
    """The operations that differ, those that break clients first; what is too much is told in one sentence."""
    for is_breaking, most in ((True, 2 * _MOST), (False, _MOST)):
        same = [one for one in changed if breaks(one.told) is is_breaking]
        for one in same[:most]:
            text = f"{named(one.name)} changes in {named(file.path)}: {clauses(one.told)}."
            yield _operation_finding(file, [one], text, breaking=is_breaking)
        if rest := same[most:]:
            are = "endpoint changes" if len(rest) == 1 else "endpoints change"
            text = f"{len(rest):,} more {are} in {named(file.path)}: {listed([one.name for one in rest])}."
            yield _operation_finding(file, rest, text, breaking=is_breaking)


def _operation_finding(file: FileChange, told: list[_Changed], text: str, *, breaking: bool) -> Finding:
    first = told[0]
    data: dict[str, Value] = {"method": first.verb, "route": first.route, "path": file.path, "breaking": breaking}
    if len(told) > 1:
        data["names"] = [one.name for one in told]
    weight = _BREAKS if breaking else _WORTH_KNOWING
    return Finding("surface.endpoint_changed", text, (first.evidence,), data, weight)


def _schemas(old: Node, new: Node, file: FileChange, finder: Words) -> Iterator[Finding]:
    """The named schemas that differ; one that comes or goes tells itself by the operations that name it."""
    before, after = schemas(old), schemas(new)
    sent, answered = (one | other for one, other in zip(directions(old), directions(new), strict=True))
    told: list[tuple[str, list[Difference]]] = []
    for name, schema in after.items():
        if name in before and before[name] != schema:
            found = list(compared(before[name], schema, sent=name in sent, answered=name in answered))
            told += [(str(name), found)] if found else []
    told.sort(key=lambda one: not breaks(one[1]))
    for name, found in told[:_MOST]:
        text = f"The schema {named(name)} changes in {named(file.path)}: {clauses(found)}."
        yield _schema_finding(file, [name], text, finder.find(*_words(found), name), breaking=breaks(found))
    if rest := told[_MOST:]:
        names = [name for name, _ in rest]
        are = "schema changes" if len(rest) == 1 else "schemas change"
        text = f"{len(rest):,} more {are} in {named(file.path)}: {listed(names)}."
        yield _schema_finding(file, names, text, finder.find(*names[:3]), breaking=any(breaks(one) for _, one in rest))


def _schema_finding(file: FileChange, names: list[str], text: str, evidence: str, *, breaking: bool) -> Finding:
    data: dict[str, Value] = {"name": names[0], "path": file.path, "breaking": breaking}
    if len(names) > 1:
        data["names"] = names
    return Finding("surface.schema_changed", text, (evidence,), data, _BREAKS if breaking else _WORTH_KNOWING)
