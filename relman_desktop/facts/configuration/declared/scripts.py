"""Schemas of the environment in JavaScript: zod, Joi, envalid, convict and their like, by their objects."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...syntax import line_of, matches, text_of, tree
from ..lines import literal
from ..values import COMPUTED
from .field import Field

if TYPE_CHECKING:
    from tree_sitter import Node

_PAIRS = "(object (pair key: [(property_identifier) (string)] @key value: (call_expression) @value)) "
_OBJECTS = "(object) @object"
_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,79}")
_CHAIN = re.compile(r"\s*(?P<library>z|Joi|joi|yup|v|t)\s*\.\s*(?:coerce\s*\.\s*)?(?P<type>\w+)")
_ENVALID = re.compile(r"\s*(?P<type>str|num|bool|port|url|email|host|json)\s*\(")
_DEFAULT = re.compile(r"""\.default\(\s*((?:"[^"\n]*"|'[^'\n]*'|[^(){}\n]{1,80}))\s*\)|\.default\((?P<complex>)""")
_OPTIONAL = re.compile(r"\.(?:optional|nullish|allow\(\s*(?:null|''|\"\"))\b")
_QUICK = re.compile(
    r"""\b[A-Z][A-Z0-9_]{2,79}["']?:\s*(?:z|Joi|joi|yup|v|t|str|num|bool|port|url|email|host|json)\b|\benv:"""
)
_LONGEST = 4000  # characters of one value


def fields(text: str) -> Iterator[Field]:
    """Raises `Unread`."""
    if not _QUICK.search(text):
        return
    root = tree(text, "typescript")
    for found in matches(root, "typescript", _PAIRS):
        key, value = found["key"][0], found["value"][0]
        name, chain = text_of(key).strip("\"'"), text_of(value)[:_LONGEST]
        if _NAME.fullmatch(name):
            yield from _declared(name, chain, line_of(key), value.end_point[0] + 1)
    if "convict" in text:
        for found in matches(root, "typescript", _OBJECTS):
            yield from _of_convict(found["object"][0])


def _declared(name: str, chain: str, first: int, last: int) -> Iterator[Field]:
    if kind := _CHAIN.match(chain):
        default = _DEFAULT.search(chain)
        given = literal(default[1]) if default and default[1] else COMPUTED if default else None
        must = ".required(" in chain if kind["library"] in ("Joi", "joi", "yup") else not _OPTIONAL.search(chain)
        kind_name = None if kind["type"] in ("preprocess", "union", "optional", "pipe") else kind["type"]
        yield Field(name, first, last, default=given, required=must and not default, type=kind_name)
    elif kind := _ENVALID.match(chain):
        default = re.search(r"\bdefault:\s*((?:\"[^\"\n]*\"|'[^'\n]*'|[^,(){}\n]{1,80}))", chain)
        given = literal(default[1]) if default else None
        undefined = given == "undefined"
        yield Field(
            name,
            first,
            last,
            default=None if undefined else given,
            required=not default,
            type=kind["type"],
        )


def _of_convict(node: "Node") -> Iterator[Field]:
    pairs: dict[str, Node] = {}
    for pair in node.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if pair.type == "pair" and key and value:
            pairs[text_of(key).strip("\"'")] = value
    name = text_of(pairs["env"]).strip("\"'") if "env" in pairs else ""
    if "default" in pairs and _NAME.fullmatch(name):
        value = pairs["default"]
        simple = value.type in ("string", "number", "true", "false")
        default = literal(text_of(value)) if simple else None if value.type in ("null", "undefined") else COMPUTED
        kind = pairs.get("format")
        yield Field(
            name,
            line_of(node),
            node.end_point[0] + 1,
            default=default,
            required=False,
            type=text_of(kind).strip("\"'") if kind and kind.type == "string" else None,
        )
