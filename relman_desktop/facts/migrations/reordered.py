"""Migrations whose classes have the same members in another order: they do what they did."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..formats import Unread
from ..production import language
from ..syntax import LANGUAGES, text_of, tree

if TYPE_CHECKING:
    from tree_sitter import Node

_MEMBERS = frozenset({"declaration_list", "class_body"})
_SILENT = frozenset({"comment", "line_comment", "block_comment"})
_CLOSING = (")", "]", "}")
_MOST_NODES = 50_000


def only_reordered(path: str, old: str | None, new: str | None) -> bool:
    """Whether both sides have the same members with the same words: layout, comments and the members' order apart."""
    written_in = language(path)
    if old is None or new is None or written_in not in LANGUAGES:
        return False
    try:
        return _said(old, written_in) == _said(new, written_in)
    except Unread:
        return False


def _said(text: str, written_in: str) -> tuple[list[str], list[list[str]]]:
    """The words around the members, and those of each member, the members sorted."""
    root = tree(text, written_in)
    if root.has_error:
        raise Unread("it has errors")
    around: list[Node] = []
    members: list[list[str]] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type in _MEMBERS:
            members += [_words(_leaves(member)) for member in node.named_children if member.type not in _SILENT]
        elif node.child_count:
            waiting += reversed(node.children)
        else:
            around.append(node)
    return _words(iter(around)), sorted(members)


def _leaves(node: "Node") -> Iterator["Node"]:
    waiting, seen = [node], 0
    while waiting:
        one, seen = waiting.pop(), seen + 1
        if seen > _MOST_NODES:
            raise Unread("it is too long")
        if one.child_count:
            waiting += reversed(one.children)
        else:
            yield one


def _words(leaves: Iterator["Node"]) -> list[str]:
    words = [text_of(leaf) for leaf in leaves if leaf.type not in _SILENT]
    return [word for word, after in zip(words, [*words[1:], ""], strict=False) if word != "," or after not in _CLOSING]
