"""Ecto's migrations (Elixir): what `change` and `up` call, and whether there is a way down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .. import syntax
from . import sql
from .calls import Call as Row
from .calls import calls
from .operations import NOTHING_SEEN, Maker, Operation, Steps, Unread, limited, shown

if TYPE_CHECKING:
    from tree_sitter import Node

_FORWARD = ("change", "up")
_DEFINES = ("def", "defp")
_NAMES = ("atom", "string", "quoted_atom", "sigil", "charlist")
_INDEXES = ("index", "unique_index")
_UNTRANSACTED = "@disable_ddl_transaction true"


def read(text: str) -> Steps:
    """A module that uses `Ecto.Migration`. Raises `Unread`."""
    root = syntax.tree(text, "elixir")
    made = tuple(_all_calls(root))
    forward = _reached(made, _FORWARD)
    operations = limited(operation for call in forward for operation in _operations(call))
    if not operations and (forward or root.has_error):
        raise Unread(NOTHING_SEEN if forward else "it is not valid Elixir")
    back = _reached(made, ("down",))
    return Steps(
        operations,
        reversible=_has_way_back(forward, back) if operations else None,
        transactional=False if _UNTRANSACTED in " ".join(text.split()) else None,
    )


@dataclass(frozen=True)
class _Call:
    """A call, the function that it stands in, and the calls around it inside of that, the nearest first."""

    node: "Node"
    name: str
    function: str
    outer: tuple["_Call", ...] = field(default=(), repr=False)

    @cached_property
    def given(self) -> list["Node"]:
        """The arguments without a name."""
        return [one for one in self._written if one.type != "keywords"]

    @cached_property
    def options(self) -> dict[str, "Node"]:
        """The named arguments."""
        pairs = [pair for one in self._written if one.type == "keywords" for pair in one.named_children]
        return {syntax.text_of(pair.children[0]).strip(" :"): pair.children[-1] for pair in pairs if pair.children}

    @property
    def _written(self) -> list["Node"]:
        return [one for child in self.node.named_children if child.type == "arguments" for one in child.named_children]


def _all_calls(root: "Node") -> Iterator[_Call]:
    """All calls in the order of the source, without recursion."""
    waiting: list[tuple[Node, str, tuple[_Call, ...]]] = [(root, "", ())]
    while waiting:
        node, function, outer = waiting.pop()
        if node.type == "call":
            call = _Call(node, syntax.text_of(node.children[0]), function, outer)
            if call.name in _DEFINES and call.given:
                function, outer = syntax.text_of(call.given[0]).partition("(")[0].partition(" ")[0], ()
            else:
                yield call
                outer = (call, *outer[:3])
        waiting += [(child, function, outer) for child in reversed(node.named_children)]


def _reached(made: tuple[_Call, ...], names: tuple[str, ...]) -> list[_Call]:
    """The calls of some functions, and of the module's functions that they call."""
    reached, before = set(names), 0
    while len(reached) > before:
        before = len(reached)
        reached |= {call.name for call in made if call.function in reached} - set(_FORWARD) - {"down"}
    return [call for call in made if call.function in reached]


def _has_way_back(forward: list[_Call], back: list[_Call]) -> bool:
    if any(call.name == "raise" for call in back):
        return False
    if any(call.function == "up" for call in forward):
        return any(True for call in back for _ in _operations(call))
    return all(_can_be_undone(call) for call in forward)


def _can_be_undone(call: _Call) -> bool:
    """Whether Ecto can undo a call in `change`: some only where they say what was there before."""
    if call.name in ("remove", "execute"):
        return len(call.given) > 1
    if call.name == "modify":
        return "from" in call.options
    if call.name in ("drop", "drop_if_exists") and call.given:
        return _name_of_call(call.given[0]) in _INDEXES
    return not any(operation.name == "data" for operation in _operations(call))


def _operations(call: _Call) -> Iterator[Operation]:
    make = Maker(syntax.line_of(call.node), _code(call), shown(syntax.text_of(call.node)))
    if row := calls("ecto").get(_key(call)):
        yield from _on_thing(row, call, _inner(call.given[0]), make)
    elif call.name in calls("ecto_block") and call.outer and call.outer[0].name == "alter":
        yield from _on_column(calls("ecto_block")[call.name], call, make)
    elif call.name == "execute" or call.name.endswith((".query!", ".query")):
        yield from _executed(call, make)
    elif row := calls("ecto_rows").get(call.name.rpartition(".")[2]) if "." in call.name else None:
        yield make(row.operation, table=_name(call.given[0]) if call.given else "")


def _key(call: _Call) -> str:
    """`create table` of `create table(:cars)`."""
    thing = _name_of_call(call.given[0]) if call.given else ""
    return f"{call.name.removesuffix('_if_not_exists').removesuffix('_if_exists')} {thing}"


def _inner(node: "Node") -> _Call:
    return _Call(node, _name_of_call(node), "")


def _on_thing(row: Row, call: _Call, thing: _Call, make: Maker) -> Iterator[Operation]:
    more = thing.given[1:]
    parts = {"table": _name(thing.given[0]) if thing.given else ""}
    if row.operation == "rename_table" and "to" in call.options:
        yield from _renamed(call, parts["table"], make)
        return
    if row.operation.endswith("_constraint"):
        parts["index"] = _name(more[0]) if more else ""
        kind = {"check": "CHECK", "exclude": "EXCLUDE"}
        parts["type"] = next((kind[option] for option in kind if option in thing.options), "")
        yield make(row.operation, **parts, not_valid=_is(thing, "validate", "false"))
    elif row.operation.endswith("_index"):
        parts["index"] = _name(thing.options.get("name"))
        parts["column"] = ", ".join(_names(more[0])) if more and not parts["index"] else ""
        yield make(row.operation, **parts, concurrently=_is(thing, "concurrently", "true"))
    else:
        yield make(row.operation, **parts)


def _renamed(call: _Call, table: str, make: Maker) -> Iterator[Operation]:
    """`rename table(:a), to: table(:b)`, or with a column before the `to`."""
    to = call.options["to"]
    if len(call.given) > 1:
        yield make("rename_column", table=table, column=_name(call.given[1]), new_name=_name(to))
    else:
        inner = _inner(to).given
        yield make("rename_table", table=table, new_name=_name(inner[0]) if inner else "")


def _on_column(row: Row, call: _Call, make: Maker) -> Iterator[Operation]:
    around = _inner(call.outer[0].given[0]).given if call.outer[0].given else []
    table = _name(around[0]) if around else ""
    if call.name == "timestamps":
        for name in ("inserted_at", "updated_at"):
            yield make(row.operation, table=table, column=name, nullable=_is(call, "null", "true"), default=False)
        return
    column = _name(call.given[0]) if call.given else ""
    if row.operation == "drop_column":
        old = _type(call.given[1]) if len(call.given) > 1 else ""
        yield make(row.operation, table=table, column=column, old_type=old)
        return
    default = "default" in call.options and syntax.text_of(call.options["default"]) != "nil"
    new = _sized(_type(call.given[1]), call.options) if len(call.given) > 1 else ""
    old = _before(call.options["from"]) if "from" in call.options else ""
    yield make(
        row.operation,
        table=table,
        column=column,
        type=new if new != old else "",
        old_type=old,
        nullable=_nullable(call, row.operation),
        default=default,
        rewrites=default and "uuid" in syntax.text_of(call.options["default"]),
    )


def _before(node: "Node") -> str:
    """The type in `from: :text` and in `from: {:decimal, precision: 6, scale: 2}`."""
    if node.type != "tuple" or not node.named_children:
        return _type(node)
    kind, *more = node.named_children
    pairs = [pair for one in more if one.type == "keywords" for pair in one.named_children]
    return _sized(_type(kind), {syntax.text_of(pair.children[0]).strip(" :"): pair.children[-1] for pair in pairs})


def _sized(kind: str, options: dict[str, "Node"]) -> str:
    """`decimal(6, 2)`."""
    sizes = [syntax.text_of(options[name]) for name in ("size", "precision", "scale") if name in options]
    return f"{kind}({', '.join(sizes)})" if sizes else kind


def _nullable(call: _Call, operation: str) -> bool | None:
    if "null" in call.options:
        return not _is(call, "null", "false")
    return True if operation == "add_column" else None


def _executed(call: _Call, make: Maker) -> Iterator[Operation]:
    text = _text(call.given[0]) if call.given else None
    if text is None:
        yield make.other()
    else:
        yield from sql.operations_of(text, syntax.line_of(call.given[0]))


def _code(call: _Call) -> str:
    """A call without its block and its layout."""
    text = syntax.text_of(call.node)
    block = next((child for child in call.node.named_children if child.type == "do_block"), None)
    return " ".join((text.partition(" do")[0] if block else text).split())


def _type(node: "Node") -> str:
    """`text` of `:text`, `references(:cars)` as it is."""
    return _name(node) or " ".join(syntax.text_of(node).split())[:40]


def _is(call: _Call, option: str, value: str) -> bool:
    return option in call.options and syntax.text_of(call.options[option]) == value


def _name_of_call(node: "Node") -> str:
    return syntax.text_of(node.children[0]) if node.type == "call" else ""


def _names(node: "Node") -> list[str]:
    return [_name(one) for one in node.named_children] if node.type == "list" else [_name(node)]


def _name(node: "Node | None") -> str:
    """The name that an atom or a string is; "" for what is only known at run time."""
    name = _text(node) if node is not None and node.type in _NAMES else None
    return name if name and "#{" not in name else ""


def _text(node: "Node") -> str | None:
    if node.type not in _NAMES:
        return None
    if node.type == "atom":
        return syntax.text_of(node).removeprefix(":")
    return "".join(syntax.text_of(child) for child in node.named_children if child.type == "quoted_content")
