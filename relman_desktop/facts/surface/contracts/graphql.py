"""What a GraphQL schema says before and after: types, fields, arguments, values, and what becomes deprecated."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ....jobs import Cancel
from ....sources.change import Change, FileChange, Side
from ....wording import counted, listed, named
from ...fact import Finding, Value
from ...formats import Unread
from . import described, text_of, unread
from .evidence import Words
from .schemas import Difference, breaks, clauses

if TYPE_CHECKING:
    from graphql import DocumentNode, GraphQLSchema

_LARGEST = 400_000  # characters
_MOST_TOKENS = 60_000  # some 0.6 s
_DEFINES = re.compile(r"^[ \t]*(?:extend[ \t]+)?(?:type|input|enum|interface|union|scalar|schema)\b", re.MULTILINE)
_DEFINED = re.compile(r"\b(?:type|input|enum|interface|union|scalar)[ \t]+(\w+)")
_MOST = 8  # types that are told one by one
_BREAKS, _WORTH_KNOWING = 55, 15
_ENTRIES = {"Query": "query", "Mutation": "mutation", "Subscription": "subscription"}
_COORDINATE = re.compile(r"@?(?P<type>\w+)(?:\.(?P<field>\w+))?(?:\((?P<argument>\w+):\))?")
_MOVE = re.compile(r" from (?P<old>\S+) to (?P<new>\S+)\.$")

# What graphql-core calls a change, and the clause for it; {name} is the field, value or argument.
_CLAUSES = {
    "TYPE_CHANGED_KIND": "it becomes another kind of type",
    "TYPE_REMOVED_FROM_UNION": "it no longer holds {name}",
    "VALUE_REMOVED_FROM_ENUM": "the value {name} is removed: clients that send it fail",
    "REQUIRED_INPUT_FIELD_ADDED": "the field {name} is now required: clients that send no {name} fail",
    "IMPLEMENTED_INTERFACE_REMOVED": "it no longer implements an interface",
    "FIELD_REMOVED": "the field {name} is removed: clients that ask for it fail",
    "FIELD_CHANGED_KIND": "the field {name} changes from {old} to {new}",
    "REQUIRED_ARG_ADDED": "the argument {argument} of {name} is now required: clients that give none fail",
    "ARG_REMOVED": "the argument {argument} of {name} is removed: clients that give it fail",
    "ARG_CHANGED_KIND": "the argument {argument} of {name} changes from {old} to {new}",
    "VALUE_ADDED_TO_ENUM": "the value {name} is new: clients may be answered with it",
    "TYPE_ADDED_TO_UNION": "it may be another type too",
    "OPTIONAL_INPUT_FIELD_ADDED": "the optional field {name} is new",
    "OPTIONAL_ARG_ADDED": "the optional argument {argument} of {name} is new",
    "ARG_DEFAULT_VALUE_CHANGE": "the default of the argument {argument} of {name} changes",
    "FIELD_ADDED": "the field {name} is new",
    "FIELD_CHANGED_KIND_SAFE": "the field {name} changes from {old} to {new}",
    "ARG_CHANGED_KIND_SAFE": "the argument {argument} of {name} changes from {old} to {new}",
}


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`surface.graphql_added`, `_removed`, `_changed` and `_deprecated` of the schemas that a change touches.

    The changed files of a folder are one schema: what moves between them is not told.
    """
    folders: dict[str, list[FileChange]] = {}
    for file in described(change.files, (".graphql", ".graphqls", ".gql")):
        folders.setdefault(file.path.rpartition("/")[0], []).append(file)
    for files in folders.values():
        cancel.check()
        try:
            yield from _of(change, files, cancel)
        except Unread as error:
            yield unread(files[0], error, "GraphQL schema")


def _of(change: Change, files: list[FileChange], cancel: Cancel) -> Iterator[Finding]:
    texts = {file: (_text(change, file, "old", cancel), _text(change, file, "new", cancel)) for file in files}
    texts = {file: both for file, both in texts.items() if any(_DEFINES.search(text) for text in both)}
    if not texts:
        return
    old, new = (_schema("\n".join(both[side] for both in texts.values())) for side in (0, 1))
    told = _Telling(change, texts, cancel)
    yield from told.changes(old, new)
    yield from told.deprecations(old, new)


def _text(change: Change, file: FileChange, side: Side, cancel: Cancel) -> str:
    text = text_of(change, file, side, cancel)
    if text is None:
        raise Unread("only its changed lines are known")
    return text


def _schema(text: str) -> "GraphQLSchema":
    """The schema of a text; a name that it does not define stands for a scalar. Raises `Unread`."""
    from graphql import GraphQLError, build_ast_schema, parse  # slow to import

    if len(text) > _LARGEST:
        raise Unread(f"it is longer than {_LARGEST:,} characters")
    try:
        document = parse(text, no_location=True, max_tokens=_MOST_TOKENS) if text.strip() else None
        return build_ast_schema(_completed(document), assume_valid=True, assume_valid_sdl=True)
    except RecursionError as error:
        raise Unread("it is nested too deeply") from error
    except (GraphQLError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise Unread("it is not a whole GraphQL schema") from error


def _completed(document: "DocumentNode | None") -> "DocumentNode":
    """The document with extensions as definitions, and scalars for the types that other files define."""
    from graphql import DocumentNode, ScalarTypeDefinitionNode, specified_scalar_types
    from graphql.language import NamedTypeNode, NameNode, TypeDefinitionNode, TypeExtensionNode, Visitor, ast, visit

    definitions: dict[str, Any] = {}
    rest = []
    for one in document.definitions if document else ():
        if isinstance(one, TypeExtensionNode):
            kind = getattr(ast, type(one).__name__.replace("Extension", "Definition"))
            values = {key: getattr(one, key, None) for key in one.keys}
            one = kind(**values)
        if isinstance(one, TypeDefinitionNode):
            definitions[one.name.value] = _joined(definitions.get(one.name.value), one)
        elif type(one).__name__ in ("SchemaDefinitionNode", "DirectiveDefinitionNode"):
            rest.append(one)
    used: dict[str, None] = {}

    class Names(Visitor):
        def enter_named_type(self, node: NamedTypeNode, *_: object) -> None:
            used.setdefault(node.name.value)

    for one in [*definitions.values(), *rest]:
        visit(one, Names())
    missing = [name for name in used if name not in definitions and name not in specified_scalar_types]
    scalars = [ScalarTypeDefinitionNode(name=NameNode(value=name), directives=()) for name in missing]
    return DocumentNode(definitions=(*definitions.values(), *rest, *scalars))


def _joined(first: Any, second: Any) -> Any:
    """One definition with the members of both."""
    if first is None or type(first) is not type(second):
        return second
    more = {
        key: (*(getattr(first, key) or ()), *(getattr(second, key) or ()))
        for key in ("fields", "values", "types", "interfaces")
        if getattr(first, key, None) or getattr(second, key, None)
    }
    return type(first)(**{**{key: getattr(first, key, None) for key in first.keys}, **more})


class _Telling:
    def __init__(self, change: Change, texts: Mapping[FileChange, tuple[str, str]], cancel: Cancel) -> None:
        self._finders = {file: Words(file, change.hunks(file, cancel)) for file in texts}
        self._files: dict[str, list[FileChange]] = {}  # by the type that they define or extend
        for file, both in texts.items():
            for name in dict.fromkeys(found[1] for text in both for found in _DEFINED.finditer(text)):
                self._files.setdefault(name, []).append(file)

    def changes(self, old: "GraphQLSchema", new: "GraphQLSchema") -> Iterator[Finding]:
        from graphql.utilities import find_schema_changes

        by_type: dict[str, list[Difference]] = {}
        added, removed = list[str](), list[str]()
        for one in find_schema_changes(old, new):
            kind, at = one.type.name, _place(one.type.name, one.description)
            name = at["type"] or ""
            entry = _ENTRIES.get(name)
            if kind in ("TYPE_ADDED", "TYPE_REMOVED"):
                (added if kind == "TYPE_ADDED" else removed).append(name)
            elif entry and kind in ("FIELD_ADDED", "FIELD_REMOVED"):
                yield self._entry(entry, name, at["field"] or "", is_new=kind == "FIELD_ADDED")
            elif kind in _CLAUSES:
                words = {key: named(at[key] or "") for key in ("argument", "old", "new")}
                clause = _CLAUSES[kind].format(name=named(at["field"] or name), **words)
                by_type.setdefault(name, []).append(Difference(clause, _is_breaking(one)))
        yield from self._types(added, is_new=True)
        yield from self._types(removed, is_new=False)
        yield from self._all_changed(by_type)

    def deprecations(self, old: "GraphQLSchema", new: "GraphQLSchema") -> Iterator[Finding]:
        for name, kind in new.type_map.items():
            before = _members(old.type_map.get(name))
            for member, now in _members(kind).items():
                was = before.get(member)
                reason = getattr(now, "deprecation_reason", None)
                if was is not None and reason is not None and getattr(was, "deprecation_reason", None) is None:
                    full = f"{name}.{member}"
                    text = f"The GraphQL field {named(full)} is deprecated now."
                    yield self._finding("deprecated", full, text, 35, breaking=False, words=(member, "@deprecated"))

    def _entry(self, entry: str, kind: str, field: str, *, is_new: bool) -> Finding:
        what = f"The GraphQL {entry} {named(field)}"
        text = f"{what} is new." if is_new else f"{what} is removed: clients that still ask for it fail."
        event, weight = ("added", 20) if is_new else ("removed", 60)
        return self._finding(event, f"{kind}.{field}", text, weight, breaking=not is_new, words=(field,))

    def _types(self, names: list[str], *, is_new: bool) -> Iterator[Finding]:
        if not names:
            return
        are = "is" if len(names) == 1 else "are"
        event = "new" if is_new else "removed"
        what = f"{counted(len(names), 'GraphQL type')} {are} {event}: {listed(names)}."
        if len(names) == 1:
            why = "" if is_new else ": clients that still use it fail"
            what = f"The GraphQL type {named(names[0])} is {event}{why}."
        event, weight = ("added", 10) if is_new else ("removed", 50)
        yield self._finding(event, names[0], what, weight, breaking=not is_new, words=(names[0],), names=names)

    def _all_changed(self, by_type: Mapping[str, list[Difference]]) -> Iterator[Finding]:
        """The types that change, those that break clients first; what is too much is told in one sentence."""
        for is_breaking, most in ((True, 2 * _MOST), (False, _MOST)):
            names = [name for name, told in by_type.items() if breaks(told) is is_breaking]
            yield from (self._changed(name, by_type[name]) for name in names[:most])
            if rest := names[most:]:
                are = "type changes" if len(rest) == 1 else "types change"
                text = f"{len(rest):,} more GraphQL {are}: {listed(rest)}."
                weight = _BREAKS if is_breaking else _WORTH_KNOWING
                yield self._finding("changed", rest[0], text, weight, breaking=is_breaking, words=rest[:3], names=rest)

    def _changed(self, name: str, told: list[Difference]) -> Finding:
        breaking = breaks(told)
        text = f"The GraphQL type {named(name)} changes: {clauses(told)}."
        words = [word for one in told for word in re.findall(r"`(\w+)`", one.text)]
        return self._finding(
            "changed", name, text, _BREAKS if breaking else _WORTH_KNOWING, breaking=breaking, words=(*words[:2], name)
        )

    def _finding(
        self,
        event: str,
        name: str,
        text: str,
        weight: int,
        *,
        breaking: bool,
        words: Iterable[str],
        names: list[str] | None = None,
    ) -> Finding:
        file, evidence = self._evidence(name.partition(".")[0], [word for word in words if word])
        data: dict[str, Value] = {"name": name, "path": file.path, "breaking": breaking}
        if names:
            data["names"] = names
        return Finding(f"surface.graphql_{event}", text, (evidence,), data, weight)

    def _evidence(self, kind: str, words: list[str]) -> tuple[FileChange, str]:
        """The hunk that tells of the words, in a file that defines the type."""
        files = self._files.get(kind) or list(self._finders)
        for file in files:
            found = self._finders[file].find(*words)
            if found != file.id:
                return file, found
        return files[0], files[0].id


def _place(kind: str, description: str) -> Mapping[str, str | None]:
    """What a description of graphql-core's is about: the type, the field, the argument, the old and the new."""
    text = re.sub(
        r"^(?:A required field|An optional field|A required argument|An optional argument|Argument|Field|Enum value) ",
        "",
        description,
    )
    if kind in ("TYPE_ADDED_TO_UNION", "TYPE_REMOVED_FROM_UNION"):
        member, _, union = text.partition(" was ")
        return {
            "type": union.rpartition(" ")[2].rstrip("."),
            "field": member,
            "argument": None,
            "old": None,
            "new": None,
        }
    at, move = _COORDINATE.search(text), _MOVE.search(text)
    found = at.groupdict() if at else {"type": None, "field": None, "argument": None}
    return {**found, "old": move["old"] if move else None, "new": move["new"] if move else None}


def _is_breaking(change: object) -> bool:
    return type(change).__name__ == "BreakingChange"


def _members(kind: object) -> Mapping[str, object]:
    found = getattr(kind, "fields", None) or getattr(kind, "values", None)
    return found if isinstance(found, Mapping) else {}
