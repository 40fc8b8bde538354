"""Models whose fields are columns (GORM, xorm, SQLAlchemy, Prisma), changed where no migration of the change says so.

Such tables are fitted to their models by the program itself or by a tool (`AutoMigrate`, `Sync`, `create_all`,
`db push`), or somebody forgot the migration.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind, Match, Status
from ...sources.kinds import kind_of
from ...wording import listed, named
from .. import formats, production, syntax
from ..fact import Finding, Place
from ..sides import Finder, Text, sides
from . import sentences
from .findings import weight
from .frameworks import may_be_migration, rules
from .operations import CODE_LIMIT, Unread
from .pairs import Pair
from .python import NO_NAMES, assigned, last_name, parsed, source, text_of

Columns = Mapping[str, str]  # `User.age` to its definition without its layout

_FIELD = re.compile(r"^\s*(\w+)\s+(\w+)(\[\])?(\??)\s*(.*?)\s*(?://.*)?$")
_MODEL = re.compile(r"^\s*(model|enum|type|view)\s+(\w+)\s*\{")
_MAP = re.compile(r'@map\("(\w+)"\)')
_TAG = re.compile(r'\b(gorm|xorm):"((?:[^"\\]|\\.)*)"')
_COLUMN = re.compile(r"""\bcolumn:(\w+)|'(\w+)'""")
_NO_COLUMN = re.compile(r"^-$|\b(?:foreignKey|many2many|references|polymorphic|embedded|extends)\b", re.IGNORECASE)
_STRUCTS = """(type_declaration (type_spec name: (type_identifier) @model
  type: (struct_type (field_declaration_list (field_declaration name: (field_identifier) @name type: (_) @type
    tag: (raw_string_literal) @tag)))))"""
_QUIET = (
    "default",
    "default_factory",
    "onupdate",
    "comment",
    "doc",
    "key",
    "info",
    "init",
    "repr",
)  # kept by no database
_KEY = re.compile(r"\bpk\b|\bautoincr|\bprimary_?key\b", re.IGNORECASE)
_FITS = ("Sync", "Sync2", "AutoMigrate")
_FITS_ALL = re.compile(r"\.(?:Sync2?|AutoMigrate)\((?!ctx\b|context\b)[A-Za-z_]\w*(?:\.\.\.)?\)")
_FITS_SOME = re.compile(_FITS_ALL.pattern + r"|\.(?:Sync2?|AutoMigrate)\((?:new\(|&|\w+\.\w+|$)")
_ORM = re.compile(r"\b[xg]orm\b")
_FITTED = 30  # weight
_APART = 3  # files that are still told one by one
_SNAKE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to write models: a sign that a file has them, and how their columns are read, which may raise `Unread`."""

    sign: re.Pattern[str]
    read: Callable[[str], Columns]
    tells_changes: bool = False  # whether what is written of a column is all that the database keeps of it


def models(change: Change, pairs: Sequence[Pair], cancel: Cancel) -> Iterator[Finding]:
    """What comes, goes or changes in models and no new migration names; one finding for all where files are many."""
    found = list(_models(change, pairs, cancel))
    found = [_together(found)] if len(found) > _APART else found
    of_go = found and all(str(one.data["path"]).endswith(".go") for one in found)
    fitting = _fitting(change, cancel) if of_go else None
    yield from (_fitted(one, fitting) for one in found) if fitting else found


def _fitting(change: Change, cancel: Cancel) -> Match | None:
    """Where the program lets its ORM fit the tables to all of its models."""
    found = change.content.search(_FITS, "new", cancel)
    for line in found.matches if found else ():
        own = _FITS_ALL if may_be_migration(line.path) else _FITS_SOME
        runs = production.is_program(line.path) and kind_of(line.path) is not Kind.TEST
        if runs and own.search(line.text) and _ORM.search(change.content.read(line.path, cancel) or ""):
            return line
    return None


def _fitted(finding: Finding, fitting: Match) -> Finding:
    """The finding with what does it instead of a migration."""
    place = f"{fitting.path}:{fitting.line}"
    text = finding.text.replace(sentences.about("model_unfitted"), sentences.about("model_fitted", place=place))
    evidence = (*finding.evidence, Place(fitting.path, fitting.line, fitting.text))
    return replace(finding, text=text, evidence=evidence, data={**finding.data, "fitting": place}, weight=_FITTED)


def _models(change: Change, pairs: Sequence[Pair], cancel: Cancel) -> Iterator[Finding]:
    told = [(pair.new.text or "").lower() for pair in pairs if pair.new and pair.old is None]
    gone = {file.name for file in change.files if file.status is Status.DELETED}  # it may only have moved
    for file in production.production(change.files):
        cancel.check()
        if file.status is Status.DELETED or (file.status is Status.ADDED and file.name in gone):
            continue
        form = _FORMS.get(file.path.rpartition(".")[2])
        if form and not file.binary and not may_be_migration(file.path) and _touches(change, file, form, cancel):
            yield from _compared(change, file, form, told, cancel)


def _touches(change: Change, file: FileChange, form: _Form, cancel: Cancel) -> bool:
    return any(
        line.sign != " " and form.sign.search(line.text[:500])
        for hunk in change.hunks(file, cancel)
        for line in hunk.lines
    )


def _compared(change: Change, file: FileChange, form: _Form, told: Sequence[str], cancel: Cancel) -> Iterator[Finding]:
    try:
        old, new = (_columns(form, side) for side in sides(change, file, cancel))
    except (Unread, formats.Unread, RecursionError):
        return  # it is a program first, and others read it
    parts = {
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
        "changed": [name for name in new if form.tells_changes and old.get(name, new[name]) != new[name]],
    }
    untold = {
        part: [name for name in names if not _is_told(name, new.get(name) or old[name], told)]
        for part, names in parts.items()
    }
    if any(untold.values()):
        yield _finding(change, file, untold, cancel)


def _columns(form: _Form, side: Text) -> Columns:
    if not side.whole or any(len(piece) > CODE_LIMIT for piece in side.pieces):
        raise Unread("its whole text is not known")
    return {name: said for piece in side.pieces for name, said in form.read(piece).items()}


def _is_told(name: str, said: str, told: Sequence[str]) -> bool:
    """Whether a new migration names the column, as it is, in the way of databases or by Prisma's `@map`."""
    column = name.partition(".")[2]
    spellings = {column.lower(), _SNAKE.sub("_", column).lower()} | {one.lower() for one in _MAP.findall(said)}
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for text in told for one in sorted(spellings))


def _finding(change: Change, file: FileChange, parts: Mapping[str, list[str]], cancel: Cancel) -> Finding:
    text = sentences.about("model", path=named(file.path), how=_how(parts))
    finder = Finder(file, change.hunks(file, cancel))
    columns = [name.partition(".")[2] for names in parts.values() for name in names]
    evidence = tuple(dict.fromkeys(finder.find(column) for column in columns[:8]))
    return Finding("migration.model", text, evidence, {"path": file.path, **parts}, weight("model"))


def _together(found: Sequence[Finding]) -> Finding:
    """One finding for the models of many files."""
    parts: dict[str, list[str]] = {}
    for part in ("added", "removed", "changed"):
        names = (name for finding in found for name in _names(finding, part))
        parts[part] = list(dict.fromkeys(names))
    text = sentences.about("models", count=f"{len(found):,}", how=_how(parts))
    evidence = tuple(dict.fromkeys(one for finding in found for one in finding.evidence[:1]))
    data = {"path": found[0].data["path"], "paths": [str(one.data["path"]) for one in found], **parts}
    return Finding("migration.model", text, evidence[:8], data, weight("model"))


def _names(finding: Finding, part: str) -> list[str]:
    names = finding.data[part]
    return names if isinstance(names, list) else []


def _how(parts: Mapping[str, list[str]]) -> str:
    said = [sentences.about(f"model_{part}", names=listed(names, 4)) for part, names in parts.items() if names]
    return " and ".join(said)


# --- How models are written -------------------------------------------------------------------------------------


def _prisma(text: str) -> Columns:
    """The scalar fields of the models; a field whose type is a model is a relation."""
    fields: dict[str, tuple[str, str]] = {}
    kinds: dict[str, str] = {}
    inside = ""
    for line in text.splitlines():
        if found := _MODEL.match(line):
            inside = found[2] if found[1] == "model" else ""
            kinds[found[2]] = found[1]
        elif line.strip() == "}":
            inside = ""
        elif inside and (field := _FIELD.match(line[:1000])):
            fields[f"{inside}.{field[1]}"] = (field[2], " ".join(field.group(2, 4, 5)))
    return {name: said for name, (kind, said) in fields.items() if kinds.get(kind) != "model"}


def _go(text: str) -> Columns:
    """The tagged fields of structs that have a key; one without is only what a query gives."""
    columns = {}
    keyed: set[str] = set()
    for found in syntax.matches(syntax.tree(text, "go"), "go", _STRUCTS):
        model, field, kind, tag = (syntax.text_of(found[part][0]) for part in ("model", "name", "type", "tag"))
        said = _TAG.search(tag)
        if said and (field == "ID" or _KEY.search(said[2])):
            keyed.add(model)
        if said and not _NO_COLUMN.search(said[2]):
            columns[f"{model}.{_column_of(field, said[1], said[2])}"] = f"{kind} {said[2]}"
    return {name: said for name, said in columns.items() if name.partition(".")[0] in keyed or "gorm.Model" in text}


def _column_of(field: str, form: str, tag: str) -> str:
    """The column that a tag names: `column:age` of GORM, `'age'` or `age` among the words of xorm; else the field's."""
    if found := _COLUMN.search(tag):
        return found[1] or found[2]
    words = rules()["models"]["xorm"] if form == "xorm" else ()
    named_so = [word for word in tag.split() if words and word not in words and re.fullmatch(r"[a-z_][a-z0-9_]*", word)]
    return named_so[0] if named_so else _SNAKE.sub("_", field).lower()


def _sqlalchemy(text: str) -> Columns:
    columns: dict[str, str] = {}
    for model in parsed(text).body:
        if isinstance(model, ast.ClassDef) and _has_table(model):
            pairs = (pair for statement in model.body for pair in assigned(statement))
            columns |= dict(_column(model.name, name, value) for name, value in pairs if _is_column(value))
    return columns


def _has_table(model: ast.ClassDef) -> bool:
    names = {name for statement in model.body for name, _ in assigned(statement)}
    return "__tablename__" in names or any(source(base) == "db.Model" for base in model.bases)


def _is_column(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and last_name(value.func) in ("Column", "mapped_column")


def _column(model: str, name: str, value: ast.expr) -> tuple[str, str]:
    first = value.args[0] if isinstance(value, ast.Call) and value.args else None
    return f"{model}.{text_of(first, NO_NAMES) or name}", source(value)


_FORMS: dict[str, _Form] = {
    "go": _Form(re.compile(r'\b(?:gorm|xorm):"'), _go),
    "py": _Form(re.compile(r"\b(?:Column|mapped_column)\("), _sqlalchemy),
    "prisma": _Form(re.compile(r"\w\s+\w"), _prisma, tells_changes=True),
}
