"""What a Django migration changes, seen against the earlier ones of its app.

`AlterField` repeats the whole field, even where only a help text changed; `RemoveField` and `DeleteModel` do not say
whether there was a column or a table at all. The migrations before it do.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...jobs import Cancel
from ...sources.change import Change
from .calls import calls
from .django import entries, has_no_table, is_link, is_virtual, quietened
from .frameworks import Migration
from .operations import CODE_LIMIT, Operation, Unread
from .python import NO_NAMES, arguments, items, last_name, name_of, parsed, source

_MOST = 400  # earlier migrations of an app that are looked into
_NOT_STORED = ("default", "auto_now", "auto_now_add")  # Django gives these to each row; the database keeps none


@dataclass(frozen=True, slots=True)
class _Said:
    """What a migration says of a field, or of a model where `field` is "".

    defined: the field, where it is created or altered; None where it is removed.
    old_name: what it was called, where it is renamed.
    """

    model: str
    field: str = ""
    defined: ast.Call | None = None
    old_name: str = ""
    has_table: bool = True


class Earlier:
    """The migrations at the head, for looking back from one of them. Nothing is known of a diff file's."""

    def __init__(self, change: Change, cancel: Cancel) -> None:
        self._change = change
        self._cancel = cancel
        self._folders: dict[str, list[str]] = {}  # of the whole tree
        self._texts: dict[str, str] = {}
        self._said: dict[str, tuple[_Said, ...]] = {}

    def seen(self, migration: Migration, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """The operations of a migration as its database notices them."""
        touched: set[tuple[str, str]] = set()
        seen: list[Operation] = []
        for operation in operations:
            place = (operation.table, operation.column)
            known = (
                operation.on_model and place not in touched
            )  # else an operation before it in the same file says more
            seen += self._noticed(migration, operation) if known else [operation]
            touched |= {place, (operation.table, operation.new_name), (operation.new_name.lower(), "")}
        return tuple(seen)

    def _noticed(self, migration: Migration, operation: Operation) -> Iterator[Operation]:
        if operation.name == "drop_table":
            said = self._find(migration, operation.table, "")
            yield from () if said and not said.has_table else (operation,)
        elif operation.name in ("alter_column", "drop_column"):
            said = self._find(migration, operation.table, operation.column)
            yield from _against(operation, said.defined) if said and said.defined else (operation,)
        else:
            yield operation

    def _find(self, migration: Migration, model: str, field: str) -> _Said | None:
        """What was last said of a field or a model before a migration, under the names that it had then."""
        for path in self._before(migration.path):
            text = self._text(path).lower()
            if model not in text or field.lower() not in text:
                continue
            for said in reversed(self._in(path)):
                if (said.model, said.field) == (model, field) and not said.old_name:
                    return said
                if (said.model, said.field) == (model, field) and field:
                    field = said.old_name
                elif said.old_name and (said.model, said.field) == (model, ""):
                    model = said.old_name
        return None

    def _before(self, path: str) -> list[str]:
        """The paths of the migrations before one, the latest first; their names begin with their numbers."""
        folder = path.rpartition("/")[0]
        if not self._folders:
            for other in self._change.content.tree(self._cancel):
                self._folders.setdefault(other.rpartition("/")[0], []).append(other)
        paths = [other for other in self._folders.get(folder, ()) if other < path and other.endswith(".py")]
        return sorted(paths, reverse=True)[:_MOST]

    def _text(self, path: str) -> str:
        self._cancel.check()
        if path not in self._texts:
            text = self._change.content.read(path, self._cancel) or ""
            self._texts[path] = text if len(text) <= CODE_LIMIT else ""
        return self._texts[path]

    def _in(self, path: str) -> tuple[_Said, ...]:
        if path not in self._said:
            try:
                self._said[path] = tuple(_all_said(self._text(path)))
            except (Unread, RecursionError, MemoryError):
                self._said[path] = ()
        return self._said[path]


def _against(operation: Operation, before: ast.Call) -> Iterator[Operation]:
    """An operation on a column, where we know how its field was defined before."""
    if operation.name == "alter_column":
        after = _said_of(ast.parse(operation.code, mode="eval").body)
        fields = [said.defined for said in after if said.defined]
        yield from _altered(operation, quietened(before), fields[0]) if fields else (operation,)
    elif is_link(before):
        yield replace(operation, name="drop_table", table=f"{operation.table}_{operation.column}", column="")
    elif not is_virtual(before):
        yield replace(operation, old_type=_type(before))


def _altered(operation: Operation, before: ast.Call, after: ast.Call) -> Iterator[Operation]:
    """What of a field's definition the database notices: an index and a constraint are things of their own."""
    old, new = _stored(before), _stored(after)
    changed = {word for word in old.keys() | new.keys() if old.get(word) != new.get(word)}
    for word, thing in _THINGS.items():
        if word in changed and "True" in (old.get(word), new.get(word)):
            verb = "add" if new.get(word) == "True" else "drop"
            yield replace(operation, name=f"{verb}_{thing}", type=_SORTS[word], nullable=None, default=None)
    if changed - _THINGS.keys():
        is_null = new.get("null") == "True"
        others = sorted(changed - {*_THINGS, *_SIZES, "null", ""})
        yield replace(
            operation,
            type=_type(after) if _type(after) != _type(before) else "",
            old_type=_type(before),
            nullable=is_null if "null" in changed else None,
            statement=", ".join(others),
        )


_THINGS = {"unique": "constraint", "db_index": "index"}
_SORTS = {"unique": "UNIQUE", "db_index": ""}
_SIZES = ("max_length", "max_digits", "decimal_places")


def _stored(field: ast.Call) -> dict[str, str]:
    """What of a field's definition the database keeps, by its keywords; "" is its class and what has no keyword."""
    words = {word.arg or "": source(word.value) for word in field.keywords if word.arg not in _NOT_STORED}
    words = {word: value for word, value in words.items() if value not in ("False", "None")}  # as if it were not said
    return words | {"": f"{last_name(field.func)} {[source(one) for one in field.args]}"}


def _type(field: ast.Call) -> str:
    """`CharField(max_length=20)`."""
    sizes = [f"{word.arg}={source(word.value)}" for word in field.keywords if word.arg in _SIZES]
    return last_name(field.func) + (f"({', '.join(sizes)})" if sizes else "")


def _all_said(text: str) -> Iterator[_Said]:
    """What a migration says of models and fields, in order; what reaches only Django's state counts as well."""
    for entry in entries(parsed(text)):
        yield from _said_of(entry)


def _said_of(entry: ast.expr) -> Iterator[_Said]:
    if not isinstance(entry, ast.Call):
        return
    name = last_name(entry.func)
    if name == "SeparateDatabaseAndState":
        for word in entry.keywords:
            for inner in items(word.value, NO_NAMES):
                yield from _said_of(inner)
        return
    row = calls("django").get(name)
    said = arguments(entry, row) if row else {}
    model = name_of(said.get("table"), NO_NAMES).lower()
    field, new_name = name_of(said.get("column"), NO_NAMES), name_of(said.get("new_name"), NO_NAMES)
    defined = said.get("field")
    if name == "CreateModel":
        yield _Said(model, has_table=not has_no_table(said.get("options")))
        for pair in items(said.get("fields"), NO_NAMES):
            field_name, definition = [*items(pair, NO_NAMES), None, None][:2]
            yield _Said(model, name_of(field_name, NO_NAMES), definition if isinstance(definition, ast.Call) else None)
    elif name == "RenameModel":
        yield _Said(new_name.lower(), old_name=model)
    elif name == "RenameField":
        yield _Said(model, new_name, old_name=field)
    elif name in ("AddField", "AlterField", "RemoveField"):
        yield _Said(model, field, defined if isinstance(defined, ast.Call) else None)
