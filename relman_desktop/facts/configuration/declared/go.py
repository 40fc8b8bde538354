"""Structs of Go whose tags bind them to the environment or to a configuration file."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..rules import Role
from .field import Field

_STRUCT = re.compile(r"^\s*type\s+(\w+)\s+struct\s*\{\s*$")
_FIELD = re.compile(r"^\s*(?P<name>[A-Z]\w*)\s+(?P<type>[^`\n]{1,120}?)\s*`(?P<tags>[^`\n]{1,1000})`")
_TAG = re.compile(r'(\w+):"((?:[^"\\]|\\.){0,600})"')
_FILES = ("yaml", "toml", "mapstructure", "koanf", "hcl", "json")
_SETS = re.compile(r"^func \((\w+) \*?(\w+)\) SetDefaults\(\) \{\s*$")
_DEFAULT = re.compile(r"^\t(\w+)\.(\w+) = (?:\w+\.To\()?(-?\d[\d_.]*|true|false|\"[^\"\n]{1,200}\")\)?\s*(?://.*)?$")
_GIVEN = re.compile(r"\b([A-Z]\w{0,80})(?: =(?!=)|:(?!=))")  # `p.Buffering = standard`, `Config{Buffering: true}`
_NAME = re.compile(r"[A-Z][A-Z0-9_]{1,79}")


def fields(text: str) -> Iterator[Field]:
    """Variables by their tag and the prefix of the field that holds the struct; other fields as `Struct.key`.

    Fields that only `json` binds are data that go over a wire, unless they are described.
    """
    lines = text.split("\n")
    prefixes, defaults, given = _prefixes(lines), _defaults(lines), frozenset(_GIVEN.findall(text))
    by_method = ") SetDefaults() {" in text  # elsewhere a function of another file may give them
    struct = ""
    for number, line in enumerate(lines, 1):
        if len(line) > 2000:
            continue
        if head := _STRUCT.match(line):
            struct = head[1]
        elif line.startswith("}"):
            struct = ""
        elif struct and (found := _FIELD.match(line)):
            default = defaults.get((struct, found["name"]))
            for field in _field(found, number, struct, prefixes.get(struct, "")):
                is_off = by_method and found["type"].strip() == "bool" and found["name"] not in given
                yield _with_default(field, default, is_off=is_off)


def _with_default(field: Field, default: tuple[str, int] | None, *, is_off: bool) -> Field:
    """The field with the default that a method gives it; a switch that nothing in the file sets is off."""
    if field.default is not None or field.role is not Role.KEY:
        return field
    if default:
        return replace(field, default=default[0], default_line=default[1])
    return replace(field, default="false") if is_off else field


def _defaults(lines: list[str]) -> dict[tuple[str, str], tuple[str, int]]:
    """The literals that the method `SetDefaults` of a struct gives its fields, each with its line."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    inside: re.Match[str] | None = None
    for number, line in enumerate(lines, 1):
        if len(line) > 2000:
            continue
        if head := _SETS.match(line):
            inside = head
        elif line.startswith("}"):
            inside = None
        elif inside and (given := _DEFAULT.match(line)) and given[1] == inside[1]:
            found[inside[2], given[2]] = given[3].strip('"'), number
    return found


def described(text: str) -> Iterator[Field]:
    """The fields that a description explains to whoever configures them, in files of whatever name."""
    lines = text.split("\n")
    return (field for field in fields(text) if 'description:"' in lines[field.line - 1])


def _prefixes(lines: list[str]) -> dict[str, str]:
    """What a field with `envPrefix` puts before the variables of its struct."""
    found: dict[str, str] = {}
    for line in lines:
        if "envPrefix:" in line and len(line) <= 2000 and (field := _FIELD.match(line)):
            found[field["type"].lstrip("*[]").strip()] = dict(_TAG.findall(field["tags"])).get("envPrefix", "")
    return found


def _field(found: re.Match[str], number: int, struct: str, prefix: str) -> Iterator[Field]:
    tags: dict[str, str] = dict(_TAG.findall(found["tags"]))
    if "envPrefix" in tags:
        return
    name, _, options = (tags.get("env") or tags.get("envconfig") or "").partition(",")
    if _NAME.fullmatch(name):
        default = tags.get("envDefault", tags.get("default"))
        must = any(word in options for word in ("required", "notEmpty")) or tags.get("required") == "true"
        yield Field(
            prefix + name,
            number,
            number,
            default=default or None,
            required=False if default else must or None,
            type=_kind(found["type"]),
            deprecated="deprecated" in found[0].lower(),
            written=name,
        )
        return
    bound = next((tags[tag].partition(",")[0] for tag in _FILES if tags.get(tag)), "")
    only_json = not any(tag in tags for tag in _FILES[:-1]) and "description" not in tags
    if bound and bound != "-" and not only_json:
        told = tags.get("description", "") + tags.get("usage", "")
        yield Field(
            f"{struct}.{bound}",
            number,
            number,
            Role.KEY,
            type=_kind(found["type"]),
            default=tags.get("default") or None,
            required=False,
            deprecated="deprecated" in told.lower(),
            written=bound,
        )


def _kind(text: str) -> str:
    """A type without its package and its asterisk, which whoever configures does not see."""
    return re.sub(r"\*|\b\w+\.", "", text.strip())
