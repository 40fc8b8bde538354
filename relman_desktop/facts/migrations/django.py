"""Django's migrations: the operations of `class Migration`, read from its syntax tree."""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from . import sql
from .calls import Call, calls
from .frameworks import rules
from .operations import OPERATION_LIMIT, Maker, Operation, Steps, limited
from .python import (
    Names,
    arguments,
    assigned,
    functions,
    is_constant,
    is_given,
    items,
    keyword,
    last_name,
    name_of,
    names_of,
    parsed,
    reached,
    source,
    source_of_function,
    text_of,
)

Arguments = Mapping[str, ast.expr]
_NAMES = ("table", "column", "new_name", "index")


def read(text: str) -> Steps:
    """A module with a `class Migration`. Raises `Unread`."""
    module = parsed(text)
    said = _body(module)
    reader = _Reader(names_of(module), functions(module))
    steps = tuple(islice(reader.steps(items(said.get("operations"), reader.names)), OPERATION_LIMIT + 1))
    return Steps(
        operations=limited(operation for step in steps for operation in step.operations),
        reversible=_all(step.reversible for step in steps),
        transactional=not is_constant(said.get("atomic"), False),
        replaces=_named_in(said.get("replaces"), reader.names),
        follows=_named_in(said.get("dependencies"), reader.names),
    )


def entries(module: ast.Module) -> Iterator[ast.expr]:
    """The entries of a migration's `operations`."""
    return items(_body(module).get("operations"), names_of(module))


def _body(module: ast.Module) -> dict[str, ast.expr]:
    """What the class `Migration` assigns."""
    body = next((node.body for node in module.body if isinstance(node, ast.ClassDef) and node.name == "Migration"), [])
    return {name: value for statement in body for name, value in assigned(statement)}


@dataclass(frozen=True, slots=True)
class _Step:
    """What an entry of `operations` does, and whether Django can undo it; None for an entry that we do not know."""

    operations: tuple[Operation, ...] = ()
    reversible: bool | None = True


class _Reader:
    """Reads the entries of `operations`."""

    def __init__(self, names: Names, functions: Mapping[str, ast.FunctionDef]) -> None:
        self.names = names
        self._functions = functions

    def steps(self, entries: Iterable[ast.expr]) -> Iterator[_Step]:
        for entry in entries:
            yield self._step(entry) if isinstance(entry, ast.Call) else _Step(reversible=None)

    def _step(self, call: ast.Call) -> _Step:
        name = last_name(call.func)
        django = rules()["django"]
        if name in django["no_schema"]:
            return _Step()
        if name in _BY_CODE:
            return _BY_CODE[name](self, call)
        make = Maker(call.lineno, "", name)
        row = calls("django").get(name)
        made = (make.other(),) if row is None else tuple(self._operations(row, arguments(call, row), make))
        code = source(quietened(call))
        is_known = row is not None or name in django["extensions"]
        return _Step(
            tuple(replace(operation, code=code, on_model=True) for operation in made), True if is_known else None
        )

    def _operations(self, row: Call, said: Arguments, make: Maker) -> Iterator[Operation]:
        parts = {what: name_of(said[what], self.names) for what in _NAMES if what in said}
        parts["table"] = parts.get("table", "").lower()  # the model, as Django itself compares it
        if "named" in said:
            parts["index"] = self._own_name(said["named"])
        if row.operation == "create_table":
            yield from self._create(parts["table"], said, make)
        elif "field" in said:
            yield from _field(row.operation, parts, said["field"], make)
        elif "together" in said and not any(items(said["together"], self.names)):
            yield make(row.operation.replace("add_", "drop_"), **parts)
        elif row.operation == "add_constraint":
            yield make(row.operation, **parts, type=self._sort(said), not_valid=make.head.endswith("NotValid"))
        else:
            yield make(row.operation, **parts, concurrently=make.head.endswith("Concurrently"))

    def _sort(self, said: Arguments) -> str:
        """The sort of a constraint: CHECK of a `CheckConstraint`."""
        constraint = said.get("named")
        kind = last_name(constraint.func) if isinstance(constraint, ast.Call) else ""
        return "UNIQUE" if "together" in said else _SORTS.get(kind, "")

    def _own_name(self, index: ast.expr) -> str:
        return name_of(keyword(index, "name"), self.names) if isinstance(index, ast.Call) else ""

    def _create(self, table: str, said: Arguments, make: Maker) -> Iterator[Operation]:
        """A table, and one for each many-to-many field; none for a proxy or for a model that Django does not manage."""
        if has_no_table(said.get("options")):
            return
        yield make("create_table", table=table)
        for pair in items(said.get("fields"), self.names):
            name, field = [*items(pair, self.names), None, None][:2]
            if isinstance(field, ast.Call) and is_link(field):
                yield make("create_table", table=f"{table}_{text_of(name, self.names)}")

    def _run_python(self, call: ast.Call) -> _Step:
        row = arguments(call, Call("data", (("code", "code"), ("reverse_code", "reverse_code"))))
        step = source(row["code"]) if "code" in row else ""
        if step.endswith("noop"):
            return _Step()
        code = "\n".join([source(call), *map(source_of_function, reached(step, self._functions))])
        make = Maker(call.lineno, code, step)
        return _Step((make("data", statement=step),), is_given(row.get("reverse_code")))

    def _run_sql(self, call: ast.Call) -> _Step:
        row = arguments(call, Call("sql", (("sql", "sql"), ("reverse_sql", "reverse_sql"))))
        return _Step(tuple(self._sql(row.get("sql"))), is_given(row.get("reverse_sql")))

    def _sql(self, node: ast.expr | None) -> Iterator[Operation]:
        """SQL as a text, or as a list of texts and of (text, parameters)."""
        text = text_of(node, self.names)
        if node is not None and text is not None:
            yield from sql.operations_of(text, node.lineno)
        elif isinstance(node, ast.Tuple):
            yield from self._sql(node.elts[0] if node.elts else None)
        else:
            for item in items(node, self.names):
                yield from self._sql(item)

    def _database_only(self, call: ast.Call) -> _Step:
        """`SeparateDatabaseAndState`: what it does to the state of the models reaches no database."""
        row = arguments(call, Call("", (("database_operations", "database"),)))
        steps = tuple(self.steps(items(row.get("database"), self.names)))
        return _Step(tuple(op for step in steps for op in step.operations), _all(step.reversible for step in steps))


_SORTS = {"UniqueConstraint": "UNIQUE", "CheckConstraint": "CHECK", "ExclusionConstraint": "EXCLUDE"}
_BY_CODE: dict[str, Callable[[_Reader, ast.Call], _Step]] = {
    "RunPython": _Reader._run_python,
    "RunSQL": _Reader._run_sql,
    "SeparateDatabaseAndState": _Reader._database_only,
}


def _field(operation: str, parts: dict[str, str], field: ast.expr, make: Maker) -> Iterator[Operation]:
    """What adding or altering a field does: a many-to-many field is a table, some fields are nothing."""
    kind = last_name(field.func) if isinstance(field, ast.Call) else ""
    if not isinstance(field, ast.Call) or not kind:
        yield make(operation, **parts)
    elif is_link(field):
        if operation == "add_column":
            yield make("create_table", table=f"{parts['table']}_{parts['column']}")
    elif not is_virtual(field):
        nullable = is_constant(keyword(field, "null"), True)
        default = _has_default(field) or (not nullable and _may_be_empty(field, kind))
        indexed = operation == "add_column" and _is_indexed(field, kind)
        yield make(operation, **parts, type=kind, nullable=nullable, default=default, indexed=indexed)


def is_virtual(field: ast.Call) -> bool:
    """A field that the database does not know, or whose table is that of another model."""
    kind = last_name(field.func)
    return kind in rules()["django"]["no_column"] or (kind == "ManyToManyField" and not is_link(field))


def has_no_table(options: ast.expr | None) -> bool:
    """The options of a proxy, or of a model that Django does not manage."""
    return _has(options, "proxy", True) or _has(options, "managed", False)


def _has_default(field: ast.Call) -> bool:
    return any(
        word.arg in ("default", "db_default", "auto_now", "auto_now_add", "expression") for word in field.keywords
    )


def _is_indexed(field: ast.Call, kind: str) -> bool:
    """Whether an index comes with a field: a foreign key has one unless it is told otherwise."""
    by_itself = kind in ("ForeignKey", "OneToOneField", "SlugField") and not is_constant(
        keyword(field, "db_index"), False
    )
    return by_itself or any(is_constant(keyword(field, word), True) for word in ("unique", "db_index"))


def _may_be_empty(field: ast.Call, kind: str) -> bool:
    """Whether Django fills rows with "": where the field may be left blank, and is of texts."""
    return is_constant(keyword(field, "blank"), True) and kind not in rules()["django"]["never_empty"]


def is_link(field: ast.Call) -> bool:
    """A many-to-many field with a table of its own."""
    return last_name(field.func) == "ManyToManyField" and keyword(field, "through") is None


def _has(options: ast.expr | None, key: str, value: bool) -> bool:
    if not isinstance(options, ast.Dict):
        return False
    pairs = zip(options.keys, options.values, strict=True)
    return any(
        isinstance(name, ast.Constant) and name.value == key and is_constant(given, value) for name, given in pairs
    )


def quietened(call: ast.Call) -> ast.Call:
    """A call, also those inside it, made to lose what changes nothing in the database, such as a help text."""
    quiet = rules()["django"]["quiet"]
    for node in ast.walk(call):
        if isinstance(node, ast.Call):
            node.keywords = [word for word in node.keywords if word.arg not in quiet]
    return call


def _all(answers: Iterable[bool | None]) -> bool | None:
    """False where one is false, None where one is not known, else True."""
    given = set(answers)
    return False if False in given else None if None in given else True


def _named_in(pairs: ast.expr | None, names: Names) -> tuple[str, ...]:
    """`app.name` of each `("app", "name")` in a list."""
    return tuple(_dotted(pair, names) for pair in islice(items(pairs, names), OPERATION_LIMIT))


def _dotted(pair: ast.expr, names: Names) -> str:
    return ".".join(text_of(part, names) or "" for part in items(pair, names))
