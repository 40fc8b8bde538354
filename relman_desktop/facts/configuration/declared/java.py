"""Settings that Spring's `@ConfigurationProperties` and Quarkus' `@ConfigMapping` bind, by their relaxed names."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...syntax import line_of, matches, text_of, tree
from ..lines import literal
from ..rules import Role
from ..values import COMPUTED
from .field import Field

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES = "[(class_declaration) (record_declaration) (interface_declaration)] @type"
_PREFIX = re.compile(r"""@Config(?:urationProperties|Mapping)\(\s*(?:(?:prefix|value)\s*=\s*)?"([^"\n]*)\"""")
_WITH_DEFAULT = re.compile(r"""@(?:DefaultValue|WithDefault)\(\s*"([^"\n]*)\"""")
_MUST = re.compile(r"@(?:NotNull|NotBlank|NotEmpty)\b")
_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")


def fields(text: str) -> Iterator[Field]:
    """Raises `Unread`."""
    for found in matches(tree(text, "java"), "java", _TYPES):
        node = found["type"][0]
        head = text_of(node)[:2000].partition("{")[0]
        if prefix := _PREFIX.search(head):
            yield from _of_type(node, prefix[1])


def _of_type(node: "Node", prefix: str) -> Iterator[Field]:
    if node.type == "record_declaration":
        parameters = node.child_by_field_name("parameters")
        for one in parameters.named_children if parameters else ():
            if one.type == "formal_parameter":
                yield from _field(one, prefix, one.child_by_field_name("name"), None)
        return
    body = node.child_by_field_name("body")
    for one in body.named_children if body else ():
        if one.type == "field_declaration" and "static" not in text_of(one).partition(" ")[0:1][0]:
            declarator = one.child_by_field_name("declarator")
            if declarator and "static " not in text_of(one)[:80]:
                name, value = (declarator.child_by_field_name(part) for part in ("name", "value"))
                yield from _field(one, prefix, name, value)
        elif one.type == "method_declaration" and node.type == "interface_declaration":
            yield from _field(one, prefix, one.child_by_field_name("name"), None, bound=True)


def _field(
    node: "Node", prefix: str, name: "Node | None", value: "Node | None", *, bound: bool = False
) -> Iterator[Field]:
    kind = node.child_by_field_name("type")
    if not name or not kind:
        return
    text, type_name = text_of(node), text_of(kind)
    stated = _WITH_DEFAULT.search(text)
    default = stated[1] if stated else _value(value)
    optional = type_name.startswith("Optional")
    required = True if _MUST.search(text) and default is None else not (default or optional) if bound else None
    yield Field(
        f"{prefix}.{_HUMP.sub(lambda hump: '-' + hump[1], text_of(name)).lower()}".lstrip("."),
        line_of(name),
        node.end_point[0] + 1,
        Role.KEY,
        default,
        False if default is not None else required,
        type_name,
        "@Deprecated" in text or "@DeprecatedConfigurationProperty" in text,
        text_of(name),
    )


def _value(node: "Node | None") -> str | None:
    if node is None or node.type == "null_literal":
        return None
    text = text_of(node)
    return literal(text) if node.type.endswith("literal") or node.type in ("true", "false") else COMPUTED
