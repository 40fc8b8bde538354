"""What an OpenAPI (Swagger) description says before and after: operations, parameters, bodies, answers, schemas."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ....jobs import Cancel
from ....sources.change import Change, FileChange
from ....wording import listed, named
from ...fact import Finding, Value
from ...formats import Unread
from ..differences import Seen, Sighting
from ..items import Item
from . import described, text_of, unread
from .document import Node, document, followed, operations, said, schemas, table
from .evidence import Words
from .schemas import Difference, breaks, clauses, compared, directions

_NAME = re.compile(r"(?:openapi|swagger|api|spec)[^/]*\.(?:json|ya?ml)$", re.IGNORECASE)
_IS_ONE = re.compile(
    r"""^[ \t{]*["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]|"(?:openapi|swagger)"\s*:""", re.MULTILINE
)
_SURELY = re.compile(r"(?:^|/)[^/]*(?:openapi|swagger)[^/]*$", re.IGNORECASE)
_BREAKS, _WORTH_KNOWING = 55, 15


def detect(change: Change, cancel: Cancel) -> Iterator[Seen | Finding]:
    """Sightings of operations that come and go; findings of those that change, and of the schemas behind them."""
    for file in described(change.files, (".json", ".yaml", ".yml")):
        if _NAME.search(file.path):
            cancel.check()
            try:
                yield from _of(change, file, cancel)
            except Unread as error:
                yield unread(file, error, "API description")


def _of(change: Change, file: FileChange, cancel: Cancel) -> Iterator[Seen | Finding]:
    texts = [text_of(change, file, side, cancel) for side in ("old", "new")]
    if any(text is None for text in texts) or not any(_is_one(text or "", file.path) for text in texts):
        return
    old, new = (document(text, file.path) if text else {} for text in texts)
    if not old or not new:
        yield _whole(file, is_new=not old)
        return
    finder = Words(file, change.hunks(file, cancel))
    before, after = ({(verb, route): (one, item) for verb, route, one, item in operations(root)} for root in (old, new))
    for (verb, route), _ in before.items():
        if (verb, route) not in after:
            yield Sighting(Item("endpoint", route, verb), file, finder.find(route), "old")
    for (verb, route), (operation, item) in after.items():
        if (verb, route) not in before:
            yield Sighting(Item("endpoint", route, verb), file, finder.find(route), "new")
            continue
        told = list(_operation(old, new, *before[verb, route], operation, item))
        is_deprecated = _is_deprecated(operation) and not _is_deprecated(before[verb, route][0])
        if not told and not is_deprecated:
            continue
        evidence = finder.find(*_words(told), route)
        if is_deprecated:
            yield _deprecated(file, verb, route, evidence)
        yield from _told(file, verb, route, told, evidence)
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
        for one_difference in compared(_schema(old), _schema(one), sent=True, answered=False):
            clause = one_difference.text.replace("the value", what, 1)
            yield Difference(clause, one_difference.breaking)
    for key in before:
        if key not in after and key[0] != "path":
            yield Difference(f"it no longer takes the {key[0]} parameter {named(key[1])}", True)


def _schema(parameter: Node) -> object:
    return parameter.get("schema", {key: parameter[key] for key in ("type", "enum", "items") if key in parameter})


def _body(old: Node, new: Node) -> Iterator[Difference]:
    if new and said(new, "required") == "true" and said(old, "required") != "true":
        yield Difference("a body is now required: clients that send none fail", True)
    for media in table(old, "content"):
        if new and media not in table(new, "content"):
            yield Difference(f"it no longer takes {named(str(media))}", True)
        else:
            yield from compared(
                table(old, "content", media, "schema"),
                table(new, "content", media, "schema"),
                sent=True,
                answered=False,
            )


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
                yield from compared(was, now, sent=False, answered=True)
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


def _deprecated(file: FileChange, verb: str, route: str, evidence: str) -> Finding:
    text = f"The API description {named(file.path)} marks {named(f'{verb} {route}')} as deprecated."
    data: dict[str, Value] = {"method": verb, "route": route, "path": file.path, "breaking": False}
    return Finding("surface.endpoint_deprecated", text, (evidence,), data, 35)


def _told(file: FileChange, verb: str, route: str, told: Sequence[Difference], evidence: str) -> Iterator[Finding]:
    if told:
        text = f"{named(f'{verb} {route}')} changes in {named(file.path)}: {clauses(told)}."
        data: dict[str, Value] = {"method": verb, "route": route, "path": file.path, "breaking": breaks(told)}
        weight = _BREAKS if breaks(told) else _WORTH_KNOWING
        yield Finding("surface.endpoint_changed", text, (evidence,), data, weight)


def _schemas(old: Node, new: Node, file: FileChange, finder: Words) -> Iterator[Finding]:
    """The named schemas that differ; one that comes or goes tells itself by the operations that name it."""
    before, after = schemas(old), schemas(new)
    sent, answered = (one | other for one, other in zip(directions(old), directions(new), strict=True))
    for name, schema in after.items():
        if name not in before or before[name] == schema:
            continue
        told = list(compared(before[name], schema, sent=name in sent, answered=name in answered))
        if told:
            text = f"The schema {named(str(name))} changes in {named(file.path)}: {clauses(told)}."
            data: dict[str, Value] = {"name": str(name), "path": file.path, "breaking": breaks(told)}
            evidence = finder.find(*_words(told), str(name))
            weight = _BREAKS if breaks(told) else _WORTH_KNOWING
            yield Finding("surface.schema_changed", text, (evidence,), data, weight)
