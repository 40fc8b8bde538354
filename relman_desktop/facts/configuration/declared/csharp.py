"""Options classes of .NET: their properties with what they begin with."""

import re
from collections.abc import Iterator

from ..lines import literal
from ..rules import Role
from ..values import COMPUTED
from .field import Field

_CLASS = re.compile(
    r"^\s*(?:public|internal)\s+(?:sealed\s+|partial\s+|readonly\s+)*(?:record\s+(?:class|struct)|class|record|struct)\s+(\w+)"
)
_SECTION = re.compile(r'\bconst\s+string\s+(?:Section\w*|Position|Key|Name)\s*=\s*"([\w:.]+)"')
_PROPERTY = re.compile(
    r"^\s*public\s+(?P<required>required\s+)?(?P<type>[\w<>?,.\[\] ]{1,80}?)\s+(?P<name>[A-Z]\w*)\s*\{\s*get;"
    r"[^}\n]{0,40}\}(?:\s*=\s*(?P<value>[^;\n]{1,200});)?"
)
_LITERAL = re.compile(r"""-?[\d.]+[fdmL]?|true|false|"[^"\n]*\"""")


def fields(text: str) -> Iterator[Field]:
    """`Section:Name` where the class says its section, else `Class.Name`."""
    section = ""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > 2000:
            continue
        if head := _CLASS.match(line):
            section = f"{head[1]}."
        elif constant := _SECTION.search(line):
            section = f"{constant[1]}:"
        elif section and (found := _PROPERTY.match(line)):
            above = lines[max(0, number - 4) : number - 1]
            yield _field(found, number, section, above)


def _field(found: re.Match[str], number: int, section: str, above: list[str]) -> Field:
    attributes = " ".join(line.strip() for line in above if line.strip().startswith("["))
    value = found["value"]
    default = None if value in (None, "null", "null!", "default!") else value
    if default is not None:
        default = literal(default) if _LITERAL.fullmatch(default) else COMPUTED
    must = bool(found["required"]) or "[Required" in attributes
    return Field(
        section + found["name"],
        number,
        number,
        Role.KEY,
        default or None,
        must and not default,
        found["type"].rstrip("?"),
        "[Obsolete" in attributes,
        found["name"],
    )
