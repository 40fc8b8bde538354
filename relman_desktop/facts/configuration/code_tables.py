"""Configuration that is written as code: arrays of PHP, `config` of Elixir and of Rails. None of it runs."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..syntax import text_of, tree
from .lines import literal
from .remarks import code
from .values import COMPUTED, Value

if TYPE_CHECKING:
    from tree_sitter import Node

Entries = dict[tuple[str, ...], Value]

_ENVIRONMENT = re.compile(r"\benv\(|\bENV\b|System\.(?:get_env|fetch_env)")  # told as environment variables
_RAILS = re.compile(r"^\s*(?:\w+\.)?config\.([a-z][\w.]{1,80})\s*(?:<<|\|\|)?=\s*([^=~\s][^\n]{0,300}?)\s*$")
_LITERALS = {
    *("string", "encapsed_string", "integer", "float", "boolean", "null", "nil", "atom", "quoted_atom"),
    *("unary_operator", "unary_op_expression", "sigil", "alias", "class_constant_access_expression", "name"),
}
_KEYS = ("string", "encapsed_string", "integer")  # any other key is the code's own, as are the words below it
_DEEPEST = 8


def php(text: str) -> Entries:
    """The keys of the array that the file returns. Raises `Unread`."""
    root = tree(text, "php")
    returned = (node for node in root.named_children if node.type == "return_statement")
    found: Entries = {}
    for node in returned:
        for child in node.named_children:
            found |= dict(_of_array(child))
    return found


def _of_array(node: "Node") -> Iterator[tuple[tuple[str, ...], Value]]:
    waiting: list[tuple[tuple[str, ...], Node]] = [((), node)]
    while waiting:
        path, node = waiting.pop()
        items = [child for child in node.named_children if child.type == "array_element_initializer"]
        pairs = [item.named_children for item in items if len(item.named_children) == 2]
        if node.type == "array_creation_expression" and pairs and len(path) < _DEEPEST:
            told = [(text_of(key), value) for key, value in reversed(pairs) if key.type in _KEYS]
            waiting += [((*path, literal(key)), value) for key, value in told]
        elif path:
            yield from _entry(path, node, [item.named_children[0] for item in items if len(item.named_children) == 1])


def _entry(path: tuple[str, ...], node: "Node", items: list["Node"]) -> Iterator[tuple[tuple[str, ...], Value]]:
    text = text_of(node)
    if _ENVIRONMENT.search(text):
        return
    if items:
        yield path, tuple(literal(text_of(item)) for item in items)
    else:
        yield path, literal(text) if node.type in _LITERALS else COMPUTED


def elixir(text: str) -> Entries:
    """The keys of each `config :app, Module, key: value`. Raises `Unread`."""
    found: Entries = {}
    waiting = [tree(text, "elixir")]
    while waiting:
        node = waiting.pop()
        target = node.child_by_field_name("target") if node.type == "call" else None
        if target is not None and text_of(target) == "config":
            found |= dict(_of_config(node))
        else:
            waiting += [child for child in reversed(node.named_children) if child.type in _BLOCKS]
    return found


_BLOCKS = ("call", "do_block", "else_block", "body", "arguments", "source")


def _of_config(call: "Node") -> Iterator[tuple[tuple[str, ...], Value]]:
    arguments = next((child for child in call.named_children if child.type == "arguments"), None)
    path: tuple[str, ...] = ()
    for child in arguments.named_children if arguments else ():
        if child.type in ("atom", "alias"):
            path = (*path, text_of(child).lstrip(":"))
        elif child.type == "keywords":
            yield from _of_keywords(child, path)


def _of_keywords(node: "Node", path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value]]:
    waiting: list[tuple[tuple[str, ...], Node]] = [(path, node)]
    while waiting:
        path, node = waiting.pop()
        inner = (
            node if node.type == "keywords" else next((n for n in node.named_children if n.type == "keywords"), None)
        )
        if inner is not None and node.type in ("keywords", "list") and len(path) < _DEEPEST:
            pairs = [pair.named_children for pair in inner.named_children if len(pair.named_children) == 2]
            waiting += [((*path, text_of(key).strip(": ")), value) for key, value in reversed(pairs)]
        else:
            yield from _entry(path, node, node.named_children if node.type == "list" else [])


def rails(text: str) -> Entries:
    """`config.name = value`, a line each."""
    found: Entries = {}
    for line in code(text, "a.rb").split("\n"):
        if len(line) <= 400 and (pair := _RAILS.match(line)) and not _ENVIRONMENT.search(pair[2]):
            value = pair[2]
            opens = value.endswith(("{", "[", "(", ",", "do")) or value.startswith("->")
            found.setdefault(tuple(pair[1].split(".")), COMPUTED if opens else literal(value))
    return found


def without_environment(table: Entries) -> Entries:
    return {path: value for path, value in table.items() if not (isinstance(value, str) and _ENVIRONMENT.search(value))}
