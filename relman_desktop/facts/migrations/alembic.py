"""Alembic's migrations: the calls that `upgrade()` makes, and whether `downgrade()` makes any."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from . import sql
from .calls import calls
from .operations import NOTHING_SEEN, Maker, Operation, Steps, Unread, limited, shown
from .python import (
    Names,
    arguments,
    functions,
    is_constant,
    is_given,
    keyword,
    last_name,
    name_of,
    names_of,
    parsed,
    source,
    text_of,
)

_CONSTRAINTS = {
    "create_unique_constraint": "UNIQUE",
    "create_check_constraint": "CHECK",
    "create_exclude_constraint": "EXCLUDE",
    "create_primary_key": "PRIMARY",
    "create_foreign_key": "FOREIGN",
}
_ROWS = ("insert", "update", "delete")


def read(text: str) -> Steps:
    """A module with `def upgrade()`. Raises `Unread`."""
    module = parsed(text)
    forward = tuple(_calls_of("upgrade", functions(module)))
    names = names_of(module)
    operations = limited(operation for made in forward for operation in _operations(made, names))
    if forward and not operations:
        raise Unread(NOTHING_SEEN)
    return Steps(
        operations,
        reversible=_goes_back(functions(module), names) if operations else None,
        transactional=False if any(_leaves_transaction(made.call) for made in forward) else None,
    )


def _goes_back(defined: dict[str, ast.FunctionDef], names: Names) -> bool:
    """Whether `downgrade()` does anything, and does not refuse."""
    if "downgrade" not in defined or any(isinstance(node, ast.Raise) for node in defined["downgrade"].body):
        return False
    return any(True for made in _calls_of("downgrade", defined) for _ in _operations(made, names))


def _leaves_transaction(call: ast.Call) -> bool:
    return last_name(call.func) in ("autocommit_block", "commit")


# --- Which calls are made ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Made:
    """A call, and the table of the `batch_alter_table` that it stands in."""

    call: ast.Call
    batch: ast.expr | None = None


def _calls_of(name: str, defined: dict[str, ast.FunctionDef]) -> Iterator[_Made]:
    """The calls of a function in their order, with those of the module's functions that it calls."""
    entered = {name}
    waiting = [iter(_calls_in(defined[name]))] if name in defined else []
    while waiting:
        made = next(waiting[-1], None)
        if made is None:
            waiting.pop()
            continue
        yield made
        called = last_name(made.call.func)
        if isinstance(made.call.func, ast.Name) and called in defined and called not in entered:
            entered.add(called)
            waiting.append(iter(_calls_in(defined[called])))


def _calls_in(node: ast.AST, batches: dict[str, ast.expr] | None = None) -> Iterator[_Made]:
    """The calls below a node in the order of the source, the outer one of nested calls first."""
    batches = dict(batches or {})
    if isinstance(node, ast.With):
        batches |= dict(_batches(node))
    if isinstance(node, ast.Call):
        on = node.func.value if isinstance(node.func, ast.Attribute) else None
        yield _Made(node, batches.get(last_name(on)) if isinstance(on, ast.Name) else None)
    for child in ast.iter_child_nodes(node):
        yield from _calls_in(child, batches)


def _batches(node: ast.With) -> Iterator[tuple[str, ast.expr]]:
    """The names that `with op.batch_alter_table("t") as name` gives."""
    for item in node.items:
        call = item.context_expr
        if isinstance(call, ast.Call) and last_name(call.func) == "batch_alter_table" and item.optional_vars:
            table = next(iter(call.args), keyword(call, "table_name"))
            yield last_name(item.optional_vars), table or call


# --- What a call does ----------------------------------------------------------------------------------------------


def _operations(made: _Made, names: Names) -> Iterator[Operation]:
    call = made.call
    name = last_name(call.func)
    row = calls("alembic").get(name)
    if row is None and name not in ("execute", "create", "drop"):
        return
    make = Maker(call.lineno, source(call), name)
    if row and isinstance(call.func, ast.Attribute) and (made.batch or last_name(call.func.value) == "op"):
        said = arguments(call, row, without="table" if made.batch else "")
        yield from _operation(row.operation, call, said | ({"table": made.batch} if made.batch else {}), make, names)
    elif name == "execute" and call.args:
        yield from _executed(call.args[0], make, names)
    elif name in ("create", "drop") and (enum := _enum(call, names)):
        yield make(f"{name}_type", type=enum)


def _operation(
    operation: str, call: ast.Call, said: dict[str, ast.expr], make: Maker, names: Names
) -> Iterator[Operation]:
    parts = {what: name_of(node, names) for what, node in said.items() if what not in ("field", "-")}
    if operation == "alter_column":
        yield from _alter_column(call, parts, make, names)
    elif isinstance(column := said.get("field"), ast.Call):
        yield make(operation, **parts, **_column(column, names))
    elif operation == "add_constraint":
        not_valid = is_constant(keyword(call, "postgresql_not_valid"), True)
        yield make(operation, **parts, type=_CONSTRAINTS[last_name(call.func)], not_valid=not_valid)
    elif operation in ("add_index", "drop_index"):
        yield make(operation, **parts, concurrently=is_constant(keyword(call, "postgresql_concurrently"), True))
    else:
        yield make(operation, **parts)


def _column(column: ast.Call, names: Names) -> dict[str, str | bool]:
    """What `sa.Column("name", sa.Integer(), nullable=False)` says."""
    name, kind = [*column.args, None, None][:2]
    nullable, primary = keyword(column, "nullable"), keyword(column, "primary_key")
    return {
        "column": name_of(name, names),
        "type": _type(kind),
        "nullable": not is_constant(nullable, False) and not is_constant(primary, True),
        "default": keyword(column, "server_default") is not None,
        "indexed": any(is_constant(keyword(column, word), True) for word in ("index", "unique")),
    }


def _alter_column(call: ast.Call, parts: dict[str, str], make: Maker, names: Names) -> Iterator[Operation]:
    """A renaming, another change, or both."""
    if (new := keyword(call, "new_column_name")) is not None:
        yield make("rename_column", **parts, new_name=name_of(new, names))
    nullable, default = keyword(call, "nullable"), keyword(call, "server_default")
    changes = (keyword(call, "type_"), nullable, default, keyword(call, "comment"))
    if new is None or any(change is not None for change in changes):
        yield make(
            "alter_column",
            **parts,
            type=_type(changes[0]),
            old_type=_type(keyword(call, "existing_type")),
            nullable=nullable.value if isinstance(nullable, ast.Constant) else None,
            default=is_given(default) if default is not None else None,
        )


def _type(node: ast.expr | None, most: int = 40) -> str:
    """`String(64)` of `sa.String(64)`; only the name where the arguments are long."""
    if node is None:
        return ""
    name = last_name(node.func if isinstance(node, ast.Call) else node)
    shown = name + source(node).partition(name)[2].removesuffix("()")
    return shown if len(shown) <= most else name


def _enum(call: ast.Call, names: Names) -> str:
    """The name of the type in `sa.Enum("a", "b", name="mood").create(...)`."""
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(on, ast.Name):
        on = names.values.get(on.id)
    if isinstance(on, ast.Call) and last_name(on.func) in ("Enum", "ENUM"):
        return text_of(keyword(on, "name"), names) or ""
    return ""


def _executed(node: ast.expr, make: Maker, names: Names) -> Iterator[Operation]:
    """A statement as a text, or built by calls such as `table.update().values(...)`."""
    text = text_of(node, names)
    if text is not None and text.strip() != "{}":
        yield from sql.operations_of(text, _first_line(node))
        return
    built = [last_name(part.func) for part in ast.walk(node) if isinstance(part, ast.Call)]
    rows = next((name for name in built if name in _ROWS), "")
    if rows:
        yield make(f"data.{rows}")
    elif "select" not in built:
        yield make("sql", statement=shown(source(node)))


def _first_line(node: ast.expr) -> int:
    texts = (part for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return next((text.lineno for text in texts), node.lineno)
