"""Variables and settings that a schema declares: classes, structs and objects that are read as whole files.

Their names come from more than one line: a prefix of the class, the name of a field, a section around it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ....jobs import Cancel
from ....sources.change import Change, FileChange, Hunk, Side
from ...formats import Unread
from ...sides import Text, sides
from ..changed import Changed
from ..lines import is_deprecated, shape
from ..mentions import Mention
from ..rules import Role, is_ignored
from . import csharp, go, java, json_schema, python, rust, scripts
from .field import Field

_COMPOSED = re.compile(r"[A-Z]\w*[.:]")  # a type of code and its field, not a name that a person writes
Reader = Callable[[str], Iterable[Field]]


@dataclass(frozen=True, slots=True)
class _Schema:
    """paths: of the files; words: one of them stands in every text that the reader understands.

    hint: stands in a hunk that changes what is declared; reading whole files takes time.
    """

    paths: re.Pattern[str]
    words: tuple[str, ...]
    hint: re.Pattern[str]
    reader: Reader


_ANNOTATION = re.compile(r"(?m)^\s{1,40}\w{1,80}\s*:\s*[A-Za-z\"']|env_prefix|Env\(|=\s*\(")
_ENTRY = re.compile(r"\b[A-Z][A-Z0-9_]{2,79}[\"']?\s*:|\benv:|\bdefault")
_TAGS = re.compile(r"`\w{1,30}:|\bSetDefaults\b")
_ANY = re.compile("")
_SETTINGS_CLASSES = ("BaseSettings", "pydantic_settings", "environ.Env(")
_SCHEMAS = (
    _Schema(
        re.compile(r"/(?:config|settings|configuration)(?:/[^/]+)?\.py$"),
        (*_SETTINGS_CLASSES, "@attr", "@define", "@dataclass"),
        _ANNOTATION,
        python.configured,
    ),
    _Schema(re.compile(r"\.py$"), _SETTINGS_CLASSES, _ANNOTATION, python.fields),
    _Schema(
        re.compile(r"\.[cm]?[jt]s$"), ("zod", "joi", "Joi", "envalid", "convict", "t3-oss"), _ENTRY, scripts.fields
    ),
    _Schema(
        re.compile(r"(?:Propert|Config|Setting|Mapping|Options)[^/]*\.java$"),
        ("@ConfigurationProperties", "@ConfigMapping"),
        _ANY,
        java.fields,
    ),
    _Schema(
        re.compile(r"/[^/]*(?:config|settings|options?|static|dynamic|conf|env)[^/]*(?:/[^/]*)?\.go$", re.IGNORECASE),
        ("yaml:", "toml:", "mapstructure:", "koanf:", "env:", "envconfig:"),
        _TAGS,
        go.fields,
    ),
    _Schema(re.compile(r"\.go$"), ('description:"',), _TAGS, go.described),
    _Schema(re.compile(r"(?:Options|Settings|Config(?:uration)?)\.cs$"), ("{ get;",), _ANY, csharp.fields),
    _Schema(
        re.compile(r"/(?:values|[^/]*(?:config(?:uration)?|settings|options))\.schema\.json$"),
        ("properties",),
        _ANY,
        json_schema.fields,
    ),
    _Schema(re.compile(r"/(?:settings|config|configuration)(?:/[^/]+)?\.rs$"), ("Deserialize",), _ANY, rust.fields),
)


def declared(change: Change, file: FileChange, cancel: Cancel) -> tuple[list[Mention], list[Mention]]:
    """What the schemas in a file declare, before and after."""
    schema = next((one for one in _SCHEMAS if one.paths.search("/" + file.path)), None)
    if (
        not schema
        or not schema.paths.search("/" + file.old_side_path)
        or not any(schema.hint.search(hunk.text) for hunk in change.hunks(file, cancel))
    ):
        return [], []
    old, new = sides(change, file, cancel)
    if not any(word in piece for text in (old, new) for piece in text.pieces for word in schema.words):
        return [], []
    hunks = change.hunks(file, cancel)
    return list(_mentions(schema, file, hunks, old, "old")), list(_mentions(schema, file, hunks, new, "new"))


def _mentions(schema: _Schema, file: FileChange, hunks: Sequence[Hunk], text: Text, side: Side) -> Iterator[Mention]:
    for place, piece in enumerate(text.pieces):
        where = Changed(hunks if text.whole else hunks[place : place + 1], side, whole=text.whole)
        lines = piece.split("\n")
        with suppress(Unread):
            for field in schema.reader(piece):
                if not is_ignored(field.name):
                    yield _mention(file.old_side_path if side == "old" else file.path, file, field, lines, where)


def _scope(path: str) -> str:
    """Where a type's name stands for one type: in Go a folder, elsewhere rather all of the project."""
    folder, _, name = path.rpartition("/")
    return folder if name.endswith(".go") else "*"


def _mention(path: str, file: FileChange, field: Field, lines: Sequence[str], where: Changed) -> Mention:
    first = lines[field.line - 1] if field.line <= len(lines) else ""
    evidence = where.hunk(field.line, field.end)
    shown = evidence or (where.hunk(field.default_line, field.default_line) if field.default_line else None)
    return Mention(
        field.name,
        field.default,
        field.required,
        field.role,
        evidence is not None,
        path,
        shown or file.id,
        field.line,
        shape(first, field.written or field.name),
        where.run(field.line, field.end),
        type=field.type,
        deprecated=field.deprecated or is_deprecated(lines, field.line - 1, field.written or field.name),
        instead_of=field.instead_of,
        scope=_scope(path) if field.role is Role.KEY and _COMPOSED.match(field.name) else "",
    )
