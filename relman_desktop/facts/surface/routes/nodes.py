"""What the readers of routes ask of syntax trees: walks without recursion, literals, calls with their arguments."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from ...syntax import line_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

Context = TypeVar("Context")

_QUOTES = "\"'`"
_STRINGS = frozenset(
    [
        "string",
        "string_literal",
        "interpreted_string_literal",
        "raw_string_literal",
        "template_string",
        "encapsed_string",
    ]
)
_SYMBOLS = frozenset(["simple_symbol", "hash_key_symbol", "atom"])


def walk(root: "Node", context: Context, step: Callable[["Node", Context], Context | None]) -> None:
    """Every named node in the order of the text; `step` gives the context of its children, or None to leave them."""
    waiting = [(root, context)]
    while waiting:
        node, around = waiting.pop()
        below = step(node, around)
        if below is not None:
            waiting += [(child, below) for child in reversed(node.named_children)]


def literal(node: "Node | None") -> str | None:
    """The text of a plain string or symbol; None for anything else."""
    if node is None:
        return None
    if node.type in _STRINGS:
        return text_of(node).strip().lstrip("r#").rstrip("#").strip(_QUOTES)
    if node.type in _SYMBOLS:
        return text_of(node).strip(":\"' ")
    return None


def field(node: "Node", name: str) -> "Node | None":
    """The child in a field."""
    return node.child_by_field_name(name)


def arguments(call: "Node", name: str = "arguments") -> list["Node"]:
    """The arguments of a call in their order, without comments."""
    held = call.child_by_field_name(name)
    found = held.named_children if held else []
    found = [one.named_children[-1] if one.type == "argument" and one.named_children else one for one in found]
    return [one for one in found if "comment" not in one.type]


def name_of(node: "Node | None") -> str:
    """What stands there, on one line and short: `s.router`."""
    return "".join(text_of(node).split())[:120] if node else ""


def chain(call: "Node", through: str, inner: str) -> Iterator["Node"]:
    """A chain of calls `a.b().c()` from its end to its beginning; the last one is what it begins with."""
    node: Node | None = call
    while node is not None:
        yield node
        callee = node.child_by_field_name(through) if through else node
        node = callee.child_by_field_name(inner) if callee else None


__all__ = ["arguments", "chain", "field", "line_of", "literal", "name_of", "text_of", "walk"]
