"""Entity Framework's migrations: what `Up` calls on its migration builder, and whether `Down` calls anything."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import syntax
from . import sql
from .calls import Call, calls
from .operations import Maker, Operation, Steps, Unread, limited, shown

if TYPE_CHECKING:
    from tree_sitter import Node

_METHODS = '((method_declaration name: (identifier) @name body: (block) @body) (#match? @name "^(Up|Down)$"))'
_CALLS = """(invocation_expression
  function: (member_access_expression name: [(identifier) @name (generic_name . (identifier) @name)])
  arguments: (argument_list) @arguments) @call"""
_NO_TRANSACTION = ("suppressTransaction", "true")
Arguments = dict[str, "Node"]


def read(text: str) -> Steps:
    """A class that is a `Migration`. Raises `Unread`."""
    bodies = _bodies(text)
    if "Up" not in bodies:
        raise Unread("it has no method Up")
    forward = limited(_operations(bodies["Up"]))
    if not forward and bodies["Up"].has_error:
        raise Unread("it is not valid C#")
    back = next(_operations(bodies["Down"]), None) if "Down" in bodies else None
    suppressed = any(_is_suppressed(said) for _, _, said in _calls(bodies["Up"]))
    return Steps(forward, reversible=back is not None, transactional=False if suppressed else None)


def _bodies(text: str) -> dict[str, "Node"]:
    root = syntax.tree(text, "csharp")
    found = (one for one in syntax.matches(root, "csharp", _METHODS))
    return {syntax.text_of(one["name"][0]): one["body"][0] for one in found}


def _calls(body: "Node") -> Iterator[tuple["Node", str, Arguments]]:
    for found in sorted(syntax.matches(body, "csharp", _CALLS), key=lambda one: one["call"][0].start_byte):
        name = syntax.text_of(found["name"][0])
        yield found["call"][0], name, _arguments(found["arguments"][0], calls("entity_framework").get(name))


def _arguments(given: "Node", row: Call | None) -> Arguments:
    """The arguments by their names; those without one by their places."""
    parameters = iter(name for name, _ in row.parameters) if row else iter(())
    said: Arguments = {}
    for argument in given.named_children:
        name = argument.child_by_field_name("name")
        key = syntax.text_of(name) if name else next(parameters, "")
        if key and argument.named_children:
            said[key] = argument.named_children[-1]
    return said


def _operations(body: "Node") -> Iterator[Operation]:
    for call, name, said in _calls(body):
        row = calls("entity_framework").get(name)
        code = " ".join(syntax.text_of(call).split())
        make = Maker(syntax.line_of(call), code, name)
        if name == "Sql" and "sql" in said:
            yield from _sql(said["sql"], make)
        elif row:
            yield from _operation(row, said, make)


def _sql(given: "Node", make: Maker) -> Iterator[Operation]:
    text = literal(given)
    if text is None:
        yield make("sql", statement=shown(syntax.text_of(given)))
    else:
        yield from sql.operations_of(text, syntax.line_of(given))


def _operation(row: Call, said: Arguments, make: Maker) -> Iterator[Operation]:
    parts = {what: literal(said[name]) or "" for name, what in row.parameters if name in said and what != "-"}
    if row.operation == "rename_table" and not parts.get("new_name"):
        return  # it only moves to another schema
    if row.operation == "add_column":
        parts["type"] = parts.get("type") or _generic(make)
        yield make(row.operation, **parts, nullable=_is(said, "nullable"), default=_has_default(said))
    elif row.operation == "alter_column":
        yield make(row.operation, **parts | _changed(said))
    else:
        yield make(row.operation, **parts)


def _changed(said: Arguments) -> dict[str, str | bool | None]:
    """What of a column's definition differs: Entity Framework repeats what it was."""
    new, old = literal(said.get("type")) or "", literal(said.get("oldType")) or ""
    nullable, was = _is(said, "nullable"), _is(said, "oldNullable")
    return {
        "type": new if new != old else "",
        "old_type": old,
        "nullable": nullable if nullable != was else None,
        "default": _has_default(said),
    }


def _generic(make: Maker) -> str:
    """`int` of `AddColumn<int>(...)`."""
    _, _, rest = make.code.partition(f"{make.head}<")
    return rest.partition(">")[0] if rest else ""


def _is(said: Arguments, name: str) -> bool:
    return name in said and syntax.text_of(said[name]) == "true"


def _has_default(said: Arguments) -> bool:
    names = ("defaultValue", "defaultValueSql", "computedColumnSql")
    return any(name in said and syntax.text_of(said[name]) != "null" for name in names)


def _is_suppressed(said: Arguments) -> bool:
    name, value = _NO_TRANSACTION
    return name in said and syntax.text_of(said[name]) == value


def literal(node: "Node | None") -> str | None:
    """The text of a string, plain, verbatim or raw, also of several that are added; None for anything else."""
    if node is None:
        return None
    if node.type == "binary_expression":
        parts = [literal(child) for child in node.named_children]
        return None if None in parts else "".join(part or "" for part in parts)
    if not node.type.endswith("string_literal") and not node.type.startswith("interpolated_string"):
        return None
    return syntax.text_of(node).lstrip("$@").strip('"').strip("\r\n") if node.text else None
