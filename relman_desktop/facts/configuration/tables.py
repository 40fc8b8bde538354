"""Configuration files as flat tables: each value by its path, from whole texts and from the hunks of a diff."""

import re
from collections.abc import Callable, Mapping

from ..formats import Path, Scalars, Unread, json_value, scalars, toml_table, yaml_scalars
from ..sides import Text
from . import code_tables
from .remarks import code
from .settings import settings, settings_of_lines
from .values import Value

Table = dict[tuple[str, ...], Value]  # by the keys on the way to it

PIECE = "\0"  # begins the first part of a path within a hunk, which is only numbered

_ASSIGNMENT = re.compile(r"\s*([^\s=:#;\[][^=:\n]{0,120}?)\s*[=:]\s*(.*?)\s*")
_SECTION = re.compile(r"\s*\[([^\]\n]{1,200})\]")
_OUTLINE = re.compile(r"""(\s*)((?:-\s+)?)["']?([\w.$/@ -]{1,120}?)["']?\s*:(?:\s+(.*?))?,?\s*""")
_LONGEST_LINE = 2000
_LAST_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_TEMPLATE_LINE = re.compile(r"(?m)^[ \t]{0,80}<%(?!=)[^%\n]{0,500}%>[ \t]*$")
_TEMPLATE = re.compile(r"<%[^%\n]{0,500}%>")


def read(suffix: str, text: Text) -> Table:
    """One side of a file by its suffix; {} for one that is no table of keys. Raises `Unread`.

    Of a diff's hunks each is a table of its own, whose paths begin with `PIECE` and the number of the hunk.
    """
    whole, piece = _FORMATS[suffix]
    if text.whole:
        return whole(text.pieces[0]) if text.pieces else {}
    pieces = (piece(part) for part in text.pieces)
    return {(f"{PIECE}{number}", *path): value for number, table in enumerate(pieces) for path, value in table.items()}


def lines(text: str) -> Table:
    """`key = value` and `key: value` below `[section]` lines: INI, properties; a repeated key makes a list."""
    section: tuple[str, ...] = ()
    found: dict[tuple[str, ...], list[str]] = {}
    for line in text.splitlines():
        if len(line) > _LONGEST_LINE or line.lstrip().startswith(("#", ";", "!")):
            continue
        if head := _SECTION.match(line):
            section = (head[1].strip(),)
        elif pair := _ASSIGNMENT.fullmatch(line):
            found.setdefault((*section, pair[1]), []).append(pair[2].strip("\"'"))
    return _valued(found)


def outline(text: str) -> Table:
    """What can be told of YAML, JSON and the like from some of its lines, by their indentation."""
    found: dict[tuple[str, ...], list[str]] = {}
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        pair = _OUTLINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if not pair or line.lstrip().startswith(("#", "//")):
            continue
        indent = len(pair[1]) + len(pair[2])
        while above and above[-1][0] >= indent:
            above.pop()
        value = (pair[4] or "").strip().rstrip(",").strip("\"'")
        if value and value not in ("{", "[", "|", ">", "|-", ">-"):
            found.setdefault((*(name for _, name in above), pair[3]), []).append(value)
        above.append((indent, pair[3]))
    return _valued(found)


def _valued(found: Mapping[tuple[str, ...], list[str]]) -> Table:
    return {path: values[0] if len(values) == 1 else tuple(values) for path, values in found.items()}


def _nested(found: Scalars) -> Table:
    """Scalars by their keys. A list is one value: its scalars, or for tables in it one text each."""
    flat: Table = {}
    listed: dict[tuple[str, ...], dict[int, dict[str, str]]] = {}
    for path, text in found:
        place = next((index for index, part in enumerate(path) if isinstance(part, int)), None)
        if place is None:
            flat[_names(path)] = text
            continue
        items = listed.setdefault(_names(path[:place]), {})
        inside = ".".join(map(str, path[place + 1 :]))
        number = path[place]
        assert isinstance(number, int)
        items.setdefault(number, {})[inside] = text
    for path, items in listed.items():
        flat[path] = tuple(map(_item, items.values()))
    flat.pop((), None)  # a document that is a list or a scalar has no keys
    return flat


def _item(parts: Mapping[str, str]) -> str:
    """An item of a list as one text; a name with its value, as Kubernetes writes a variable, is `name: value`."""
    if parts.keys() == {"name", "value"}:
        return f"{parts['name']}: {parts['value']}"
    return ", ".join(f"{name}: {text}" if name else text for name, text in parts.items())


def _names(path: Path) -> tuple[str, ...]:
    return tuple(map(str, path))


def _yaml(text: str) -> Table:
    return _nested(yaml_scalars(_without_templates(text) if "<%" in text else text))


def _without_templates(text: str) -> str:
    """YAML as Rails reads it: what ERB puts in is a value that is computed."""
    return _TEMPLATE.sub("computed", _TEMPLATE_LINE.sub("", text))


def _json(text: str) -> Table:
    """JSON; where it is none, perhaps with remarks and commas that many programs take."""
    try:
        value = json_value(text)
    except Unread:
        value = json_value(_LAST_COMMA.sub("", code(text, "a.json")))
    return _nested(scalars(value))


def _toml(text: str) -> Table:
    return _nested(scalars(toml_table(text)))


def _arrows(text: str) -> Table:
    """PHP's `'key' => value` and Elixir's `key: value`, by their indentation."""
    return code_tables.without_environment(outline(text.replace("=>", ":")))


_FORMATS: Mapping[str, tuple[Callable[[str], Table], Callable[[str], Table]]] = {
    "yaml": (_yaml, outline),
    "yml": (_yaml, outline),
    "json": (_json, outline),
    "json5": (outline, outline),
    "jsonc": (_json, outline),
    "toml": (_toml, lines),
    "ini": (lines, lines),
    "cfg": (lines, lines),
    "cnf": (lines, lines),
    "properties": (lines, lines),
    "py": (settings, settings_of_lines),
    "php": (code_tables.php, _arrows),
    "exs": (code_tables.elixir, _arrows),
    "rb": (code_tables.rails, code_tables.rails),
}


def is_readable(suffix: str) -> bool:
    return suffix in _FORMATS
