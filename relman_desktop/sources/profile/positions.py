"""On which line each entry of a profile and each of its keys stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

TABLES = ("table", "table_array_element")
_KEYS = ("bare_key", "quoted_key", "dotted_key")


@dataclass
class Lines:
    """The lines of a document's parts, from 1; 0 for what was not found."""

    entries: dict[tuple[str, int], int] = field(default_factory=dict)  # by part and place among its entries, from 0
    keys: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def entry(self, part: str, place: int = 0) -> int:
        return self.entries.get((part, place), 0)

    def key(self, part: str, place: int, key: str) -> int:
        return self.keys.get((part, place, key)) or self.entry(part, place)


def lines_of(text: str) -> Lines:
    """The lines of a text that is known to be TOML."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser  # slow to import, and most changes have no profile

    found = Lines()
    counts: Counter[str] = Counter()
    for node in (
        Parser(Language(tree_sitter_toml.language())).parse(text.encode("utf-8", "replace")).root_node.named_children
    ):
        if node.type in TABLES:
            _take_table(node, found, counts)
        elif node.type == "pair":
            _take_pair(node, found)
    return found


def top_nodes(content: bytes) -> Sequence["Node"]:
    """The tables, and the pairs before them, of what is known to be TOML."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser  # slow to import, and most changes have no profile

    return Parser(Language(tree_sitter_toml.language())).parse(content).root_node.named_children


def _take_table(node: "Node", found: Lines, counts: Counter[str]) -> None:
    """[part] or [[part]], or a table below the last entry of a part."""
    part, *below = names_of(node)
    if node.type == "table_array_element" and not below:
        counts[part] += 1
    place = max(counts[part] - 1, 0)
    found.entries.setdefault((part, place), _line(node))
    if below:
        found.keys.setdefault((part, place, below[0]), _line(node))
    else:
        _take_keys(node, part, place, found)


def _take_pair(node: "Node", found: Lines) -> None:
    """A key before any table: `goals = [{ … }, { … }]`, `team = { … }`, `team.name = …`."""
    part, *below = names_of(node)
    found.entries.setdefault((part, 0), _line(node))
    if below:
        found.keys.setdefault((part, 0, below[0]), _line(node))
    for place, table in enumerate(inline_tables(node)):
        found.entries[part, place] = _line(table)
        _take_keys(table, part, place, found)


def _take_keys(table: "Node", part: str, place: int, found: Lines) -> None:
    for node in table.named_children:
        if node.type == "pair":
            found.keys.setdefault((part, place, names_of(node)[0]), _line(node))


def inline_tables(pair: "Node") -> Iterator["Node"]:
    """The tables that are the value of a pair, or stand in its list."""
    value = value_node(pair)
    inside = value.named_children if value.type == "array" else [value]
    return (node for node in inside if node.type == "inline_table")


def value_node(pair: "Node") -> "Node":
    """What stands behind the `=`; a pair before all tables holds the comment behind it, too."""
    return [child for child in pair.named_children if child.type != "comment"][-1]


def names_of(node: "Node") -> list[str]:
    """The parts of the key of a table or a pair."""
    key = next((child for child in node.named_children if child.type in _KEYS), None)
    if key is None:
        return [""]
    nodes = [key]
    while nodes[0].type == "dotted_key":  # nested to the left
        nodes[:1] = [child for child in nodes[0].named_children if child.type in _KEYS]
    return [(node.text or b"").decode("utf-8", "replace").strip("\"'") for node in nodes]


def _line(node: "Node") -> int:
    return int(node.start_point[0]) + 1
