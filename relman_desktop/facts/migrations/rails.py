"""Rails' migrations: the calls in `change` and `up`, and whether there is a way down."""

import re
from collections.abc import Iterator

from . import sql
from .calls import calls
from .frameworks import rules
from .operations import NOTHING_SEEN, Maker, Operation, Steps, Unread, limited, shown
from .ruby import Call, calls_of, name_of, names_of, text_of

_FORWARD = ("change", "up")
_TABLE_BLOCKS = ("create_table", "change_table", "create_join_table")
_ROWS = re.compile(
    r"^([A-Z][\w:]*)?.*\.(?:(insert_all|upsert_all|create)|(delete_all|destroy_all|destroy)|(update(?:_\w+)?|save))\b",
    re.DOTALL,
)


def read(text: str) -> Steps:
    """A class that is an `ActiveRecord::Migration`. Raises `Unread`."""
    made = tuple(calls_of(text))
    forward = [call for call in made if _method(call) in _FORWARD and not _is_in(call, "down")]
    helpers = {call.name for call in forward} - {"down"}
    forward += [call for call in made if _method(call) in helpers]
    back = [call for call in made if _method(call) == "down"]
    operations = _once(limited(operation for call in forward for operation in _operations(call)))
    if forward and not operations:
        raise Unread(NOTHING_SEEN)
    return Steps(
        operations,
        reversible=_has_way_back(forward, back) if operations else None,
        transactional=not any(call.name == "disable_ddl_transaction!" for call in made),
    )


def _once(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """Without a column that is added a second time: by the other branch, for another engine."""
    added: dict[object, Operation] = {}
    for at, one in enumerate(operations):
        named = one.name == "add_column" and one.table and one.column
        added.setdefault((one.table, one.column) if named else at, one)
    return tuple(added.values())


def _method(call: Call) -> str:
    return call.blocks[0].arguments[0] if call.blocks and call.blocks[0].name == "def" else ""


def _is_in(call: Call, name: str) -> bool:
    """Whether a call stands in a block of that name, such as `dir.down do`."""
    return any(block.name == name for block in call.blocks)


def _has_way_back(forward: list[Call], back: list[Call]) -> bool:
    if any("IrreversibleMigration" in call.statement.text for call in (*forward, *back)):
        return False
    if any(_method(call) == "up" for call in forward):
        return any(True for call in back for _ in _operations(call))
    return all(
        _can_be_undone(call) for call in forward if not _is_in(call, "reversible") and not _is_in(call, "up_only")
    )


def _can_be_undone(call: Call) -> bool:
    """Whether Rails can undo a call in `change`; some only where they say what was there before."""
    needs = rules()["rails"]["undone"].get(call.name)
    if needs is None:
        return not any(_rows(call))
    return any(_gives(call, need) for need in needs)


def _gives(call: Call, need: str) -> bool:
    """Whether a call has what it needs: a block, a named argument, or so many arguments."""
    if need == "block":
        return call.has_block
    return len(call.arguments) >= int(need) if need.isdigit() else need in call.options


def _operations(call: Call) -> Iterator[Operation]:
    block = next((block for block in call.blocks if call.on and block.variable == call.on), None)
    if block and block.name in _TABLE_BLOCKS:
        if block.name == "change_table":
            for table in _names(call, next(iter(block.arguments), "")):
                yield from _operation(call, "rails_block", table)
    elif call.name == "execute":
        for argument in call.arguments[:1]:
            yield from _executed(call, argument)
    elif call.name in calls("rails"):
        yield from _operation(call, "rails", None)
    else:
        yield from _rows(call)


def _executed(call: Call, argument: str) -> Iterator[Operation]:
    statement = text_of(argument)
    if statement is None:
        yield Operation("sql", call.statement.line, statement=shown(call.code), code=call.code)
    else:
        yield from sql.operations_of(statement, call.statement.line)


def _operation(call: Call, table_of_calls: str, table: str | None) -> Iterator[Operation]:
    """The operations of a call: one for each column or table that it names."""
    row = calls(table_of_calls).get(call.name)
    operation = row.operation if row else "add_column"  # `t.string :a, :b`
    said = dict(zip(row.says if row else (), call.arguments, strict=False))
    make = Maker(call.statement.line, call.code, call.name)
    common = _common(call, operation, said)
    if row is None:
        common["type"] = call.name
    if operation == "drop_table":
        for written in call.arguments:
            yield from (make(operation, table=name) for name in _names(call, written))
        return
    for name in _names(call, said.get("table", "")) if table is None else [table]:
        for column in _columns(call, row.says if row else ("columns",), said):
            yield make(operation, **{**common, "table": name}, column=column)


def _names(call: Call, written: str) -> tuple[str, ...]:
    """What a name is; of a block's variable all that it stands for."""
    around = (block.each for block in reversed(call.blocks) if written and block.variable == written)
    return next(around, ()) or (name_of(written),)


def _columns(call: Call, says: tuple[str, ...], said: dict[str, str]) -> list[str]:
    if call.name.endswith("timestamps"):
        return ["created_at", "updated_at"]
    if "columns" in says:
        written = call.arguments[says.index("columns") :]
        return [name for one in written for name in names_of(one)]
    if "index_columns" in said:
        return [", ".join(names_of(said["index_columns"]))]
    if "reference" in said:
        return [f"{name_of(said['reference'])}_id"]
    return [name_of(said["column"])] if "column" in said else [""]


def _common(call: Call, operation: str, said: dict[str, str]) -> dict[str, str | bool | None]:
    options = call.options
    null = said.get("nullable") or options.get("null")
    is_column = operation in ("add_column", "alter_column")
    return {
        "new_name": name_of(said.get("new_name", "")),
        "type": name_of(said.get("type", "")),
        "index": name_of(options.get("name", said.get("index", ""))),
        "nullable": _nullable(call, null) if is_column and (null or operation == "add_column") else None,
        "default": "default" in options if is_column else None,
        "concurrently": "concurrently" in options.get("algorithm", ""),
        "not_valid": options.get("validate") == "false",
        "indexed": "reference" in said and operation == "add_column" and _is_indexed(options.get("index", "")),
    }


def _is_indexed(index: str) -> bool:
    """Whether a reference comes with an index that is not built concurrently: it does unless it is told otherwise."""
    return index != "false" and "concurrently" not in index


def _nullable(call: Call, null: str | None) -> bool:
    """A column may be NULL unless it is told otherwise, but for time stamps."""
    return null == "true" if call.name.endswith("timestamps") else null != "false"


def _rows(call: Call) -> Iterator[Operation]:
    """Rows that are changed through a model: `User.where(...).update_all(...)`."""
    found = _ROWS.match(call.statement.text)
    if found:
        table, inserts, deletes, _ = found.groups()
        kind = "insert" if inserts else "delete" if deletes else "update"
        yield Maker(call.statement.line, call.code, "")(f"data.{kind}", table=table or "")
