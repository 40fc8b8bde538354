"""Routes of ASP.NET's minimal APIs, below their groups."""

from itertools import islice
from typing import TYPE_CHECKING

from ...syntax import line_of, tree
from .nodes import arguments, chain, field, literal, name_of, walk
from .route import Route, Table, absolute, join

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = {f"Map{verb.title()}": verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE")}
_LONGEST_CHAIN = 20  # calls that make a group


def read(text: str) -> Table:
    """The routes of a C# file that `MapGet()` and the like declare. Raises `Unread`."""
    reader = _Reader()
    walk(tree(text, "csharp"), True, reader.step)
    return Table(reader.routes)


class _Reader:
    def __init__(self) -> None:
        self.routes: list[Route] = []
        self._groups: dict[str, str] = {}

    def step(self, node: "Node", around: bool) -> bool | None:
        if node.type == "variable_declarator" and len(node.named_children) > 1:
            prefix = self._prefix(node.named_children[-1])
            if prefix:
                self._groups[name_of(field(node, "name"))] = prefix
        elif node.type == "invocation_expression":
            callee, given = field(node, "function"), arguments(node, "arguments")
            verb = _VERBS.get(name_of(field(callee, "name"))) if callee else None
            path = literal(given[0]) if verb and len(given) > 1 else None
            if verb and callee is not None and path is not None:
                below = join(self._prefix(field(callee, "expression")), path)
                self.routes.append(Route(verb, absolute(below), line_of(node), heads_code=True))
        return around

    def _prefix(self, node: "Node | None") -> str:
        """The prefix of a group: of a variable, or of the calls that make it."""
        parts: list[str] = []
        for link in islice(chain(node, "function", "expression"), _LONGEST_CHAIN) if node is not None else ():
            callee = field(link, "function") if link.type == "invocation_expression" else None
            if callee is None:
                parts.append(self._groups.get(name_of(link), ""))
            elif name_of(field(callee, "name")) == "MapGroup":
                parts.append(literal(next(iter(arguments(link)), None)) or "")
        prefix = ""
        for part in reversed(parts):
            prefix = join(prefix, part)
        return prefix
