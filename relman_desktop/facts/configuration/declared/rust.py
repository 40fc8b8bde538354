"""Structs of Rust that a configuration is deserialised into."""

import re
from collections.abc import Iterator

from ..rules import Role
from .field import Field

_STRUCT = re.compile(r"^\s*pub(?:\(crate\))?\s+struct\s+(\w+)\s*\{\s*$")
_FIELD = re.compile(r"^\s+pub(?:\(crate\))?\s+(?:r#)?(\w+):\s*([^\n]{1,160}?),?\s*$")
_DEFAULT = re.compile(r"#\[(?:default\(|serde\(default\s*=\s*|builder\(default\s*=\s*)(.{1,120}?)\)\]")
_LITERAL = re.compile(r'-?[\d._]+|true|false|"[^"]*"')


def fields(text: str) -> Iterator[Field]:
    """The fields of the structs that derive `Deserialize`, as `Struct.field`."""
    struct, derives, attributes = "", False, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if len(line) > 2000:
            continue
        if bare.startswith(("#[", "///")):
            attributes.append(bare)
        elif head := _STRUCT.match(line):
            derives = any("Deserialize" in one for one in attributes)
            struct, attributes = head[1], []
        elif line.startswith("}"):
            struct, attributes = "", []
        elif struct and derives and (found := _FIELD.match(line)):
            yield _field(found, number, struct, attributes)
            attributes = []
        elif bare and not bare.startswith(("//", "#")):
            attributes = []


def _field(found: re.Match[str], number: int, struct: str, attributes: list[str]) -> Field:
    said = " ".join(one for one in attributes if one.startswith("#["))
    stated = _DEFAULT.search(said)
    value = stated[1].strip() if stated else None
    default = value.strip('"').replace("_", "") if value and _LITERAL.fullmatch(value) else None
    return Field(
        f"{struct}.{found[1]}",
        number,
        number,
        Role.KEY,
        default,
        False if stated or found[2].startswith("Option<") or "default" in said else None,
        found[2].removeprefix("Option<").removesuffix(">") if found[2].startswith("Option<") else found[2],
        "deprecated" in said,
        found[1],
    )
