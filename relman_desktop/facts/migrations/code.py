"""Migrations that are program code: Sequelize, Knex, TypeORM, Laravel, Go, ...

What they do is told from calls such as `addColumn("users", "age", ...)` and from the SQL in their texts.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from . import sql
from .calls import Call as Row
from .calls import calls
from .frameworks import rules
from .operations import Maker, Operation, Steps, limited, shown
from .source_code import Call, SourceCode, Text

_STATEMENT = re.compile(
    r"""\s*(?:(?:--[^\n]*\n|/\*.{0,2000}?\*/)\s*)*+
    (?: (?:CREATE|DROP|ALTER)\s+(?:OR\s+REPLACE\s+)?
        (?:TABLE|UNIQUE|INDEX|TYPE|DOMAIN|SCHEMA|VIEW|MATERIALIZED|SEQUENCE|TRIGGER|FUNCTION|EXTENSION|TEMP\w*)\b
      | RENAME\s+TABLE\s | INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?INTO\s | REPLACE\s+INTO\s | DELETE\s+FROM\s | TRUNCATE\s
      | UPDATE\s+\S+(?:\s+(?:AS\s+)?\w+)?\s+SET\s | WITH\s+\S+\s+AS\s
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_TYPE = re.compile(r"""\btype:\s*["'`]?([\w.]+(?:\([^()]{0,40}(?:\([^()]{0,40}\))?[^()]{0,40}\))?)""")
_PREFIX = re.compile(r"\b(?:Sequelize|DataTypes)\.")
_NULLABLE = re.compile(r"\b(?:allowNull|isNullable):\s*(true|false)\b")
_NAME = re.compile(r"""\b(?:name|indexName):\s*["'`]([\w.]+)["'`]""")
_DEFAULT = re.compile(r"\bdefault(?:Value|To)?\b\s*[:(]")
_CHAIN = re.compile(r"(?:\s*+(?:->|\.)\w++\([^()]{0,200}(?:\([^()]{0,200}\))?[^()]{0,200}\))*")
_ON = re.compile(r"""\s*\.\s*on\(\s*["'`]([\w.]+)["'`]""")
_ALTERED = re.compile(r"\b(?:change|alter)\(")
_NULLABLE_CALL = re.compile(r"\b(nullable|notNullable)\((?:value: *)?(false)?", re.IGNORECASE)
_NULLABLE_ITSELF = re.compile(r"nullable|rememberToken|softDeletes|timestamps|dropped")
_NUMBERS_ITSELF = re.compile(r"(?:\w*I|i)ncrements$|id$")
_BEAN = re.compile(r"\w+\(\s*(?:\w+,\s*)?&?([\w.]+)\{\}\s*[,)]")  # GORM's `DropColumn(&User{}, "Age")`
_STRUCT = re.compile(r"(?:\bnew\(|&)([\w.]+)[){]")  # xorm's `Sync(new(users))`, GORM's `AutoMigrate(&User{})`
_NAMED = ("add_index", "drop_index", "add_constraint", "drop_constraint")
_LAYOUT = re.compile(r"\s++|[,;](?=\s*[)\]}])")
_COMMENT = re.compile(r"(?<!:)//[^\n]*+|/\*.*?(?:\*/|\Z)", re.DOTALL)
_FUNCTION = re.compile(
    r"""(?:\b(?:static|async)\s+){0,2}(?:function|fn)\s*\([^()]{0,300}\)(?:\s*use\s*\([^()]{0,300}\))?(?:\s*:\s*\??[\w|\\]+)?(?:\s*=>)?
      | (?:\basync\s+)?(?:\([^()]{0,300}\)(?:\s*:\s*[\w<>.]+)?|\b\w+)\s*=>""",
    re.VERBOSE,
)
_NORMAL = 20_000  # characters of a call that are compared without their layout
_SHOWN = 2000  # characters of a call in which its options are looked for


def read(text: str) -> Steps:
    """Code in which // begins a comment. Raises `Unread`."""
    return _Code(SourceCode(text, _sections("up") | _sections("down"))).steps()


def read_python(text: str) -> Steps:
    """Code in which # begins a comment. Raises `Unread`."""
    return _Code(SourceCode(text, _sections("up") | _sections("down"), hashes=True)).steps()


@cache
def _sections(way: str) -> frozenset[str]:
    return frozenset(rules()["code"][way])


class _Code:
    """Reads the operations of a source."""

    def __init__(self, code: SourceCode) -> None:
        self._code = code

    def steps(self) -> Steps:
        found = [(call.start, call.way, op) for call in self._code.calls for op in self._called(call)]
        found += [(text.start, text.way, op) for text in self._code.texts for op in self._in_text(text)]
        found.sort(key=lambda one: one[0])
        back = limited(op for _, way, op in found if way in _sections("down"))
        forward = limited(_without_kept_null(op, back) for _, way, op in found if way not in _sections("down"))
        return Steps(forward, reversible=bool(back), transactional=self._transactional(forward))

    def _transactional(self, operations: tuple[Operation, ...]) -> bool | None:
        if any(op.concurrently for op in operations) or re.search(r"\btransaction: *false\b", self._code.source):
            return False
        return True if any(call.name == "transaction" for call in self._code.calls) else None

    def _in_text(self, text: Text) -> Iterator[Operation]:
        """The operations of a text that is SQL, and is not for people to read."""
        if text.holder.name not in rules()["code"]["talk"] and _STATEMENT.match(text.value):
            yield from sql.operations_of(text.value, self._code.line(text.start))

    def _called(self, call: Call) -> Iterator[Operation]:
        source = self._code.source[call.start : call.end]
        if call.on in rules()["code"]["block_variables"] and (block := _block(call)):
            if block.name in rules()["code"]["altered"]:
                chain = _CHAIN.match(self._code.source, call.end)
                yield from _in_block(call, block, chain[0] if chain else "", self._maker(call, source))
        elif builder := _builder(call):
            row = calls("code_chain").get(call.name)
            if row and builder.name in rules()["code"]["altered"]:
                yield from _in_chain(row, call, builder, source[:_SHOWN], self._maker(call, source))
        elif row := _row(call, "code"):
            on = _ON.match(self._code.source, call.end)
            yield from _operations(row, call, source[:_SHOWN], on[1] if on else "", self._maker(call, source))

    def _maker(self, call: Call, source: str) -> Maker:
        return Maker(self._code.line(call.start), _normal(source), shown(source))


def _without_kept_null(op: Operation, back: tuple[Operation, ...]) -> Operation:
    """`changeColumn` says all of a column again: what the way back says, too, has been so before."""
    if op.name != "alter_column" or not op.restated or op.nullable is None:
        return op
    restored = [other.nullable for other in back if other.place == op.place]
    return replace(op, nullable=None) if restored == [op.nullable] else op


def _block(call: Call) -> Call | None:
    """The call around that names the table: `knex.schema.alterTable("users", table => ...)`."""
    names = (*rules()["code"]["altered"], *rules()["code"]["created"])
    return next((outer for outer in call.around() if outer.name in names), None)


def _builder(call: Call) -> Call | None:
    """The call before it that names the table, and no more: Kysely's `alterTable("users").addColumn("age")`."""
    names = (*rules()["code"]["altered"], *rules()["code"]["created"])
    return next((one for one in call.before() if one.name in names and len(one.arguments) == 1 and _texts(one)), None)


def _normal(source: str) -> str:
    """A call's source without its layout: blanks, comments, the comma that a formatter puts last, the kind of quotes,
    and how a function in it is written.
    """
    begin, rest = _FUNCTION.sub("=>", _COMMENT.sub("", source[:_NORMAL])), source[_NORMAL:]
    return _LAYOUT.sub("", begin).replace("'", '"') + " ".join(rest.split())


def _row(call: Call, table: str) -> Row | None:
    """The row of a call, also by what it is called on: `Schema.create`."""
    return calls(table).get(f"{call.on}.{call.name}") or calls(table).get(call.name)


def _texts(call: Call) -> list[str]:
    """The arguments that are texts, from the first one on; "" for one that is something else."""
    texts = [argument[0].value if argument else "" for argument in call.arguments]
    first = next((place for place, text in enumerate(texts) if text), len(texts))
    return texts[first:]


def _in_chain(row: Row, call: Call, builder: Call, source: str, make: Maker) -> Iterator[Operation]:
    said: dict[str, str | bool | None] = {
        what: _plain(text) for what, text in zip(row.says, _texts(call), strict=False)
    }
    if row.operation == "add_column":
        said |= {"nullable": "notNull(" not in source, "default": _DEFAULT.search(source) is not None}
    yield make(row.operation, table=_plain(_texts(builder)[0]), **said)


def _operations(row: Row, call: Call, source: str, on: str, make: Maker) -> Iterator[Operation]:
    if row.operation == "sql":
        yield make.other()
        return
    if row.operation == "fit_table":
        structs = dict.fromkeys(_STRUCT.findall(source))
        yield from (make(row.operation, statement=struct) for struct in structs) if structs else (make.other(),)
        return
    if not row.says:
        yield make(row.operation)
        return
    name = _option(_NAME, source)  # TypeORM's `createTable(new Table({ name: "users", ... }))`
    bean = _BEAN.match(source)
    texts = ([bean[1].rpartition(".")[2]] if bean else []) + _texts(call) or ([name] if name else [])
    if len(texts) == 1 and row.operation.endswith("_index"):
        texts = [on, *texts]  # `createIndex("i").on("t")`, `dropIndex("i")`
    said = {what: _plain(text) for what, text in zip(row.says, texts, strict=False)}
    if on and len(texts) == 2:
        said["index"] = _plain(texts[1])
    if not said:
        return
    if "columns" in row.says:
        for column in _columns(call, texts[row.says.index("columns") :]):
            yield make(row.operation, table=said["table"], column=column)
        return
    if row.operation.partition(".")[0] in _NAMED:
        said["index"] = said.get("index") or name
    if row.operation == "add_index" and not said["index"]:
        said["column"] = ", ".join(_columns(call, texts[1:]))
    if "column" in row.says:
        said["column"] = said.get("column") or name
    more = _definition(source) if row.operation in ("add_column", "alter_column") else {}
    if row.operation == "alter_column":
        more |= {"restated": True} | ({} if _NULLABLE.search(source) else {"nullable": None})
    yield make(row.operation, **said, **more)


def _in_block(call: Call, block: Call, chain: str, make: Maker) -> Iterator[Operation]:
    """A call on the variable of a block, such as `table.dropColumn("age")`; any other with a text is a column's type.

    chain: the calls on what it returns, such as `.notNullable().alter()`.
    """
    table = _plain(next(iter(_texts(block)), ""))
    texts = _texts(call)
    row = _row(call, "code_block")
    if row and "columns" in row.says:
        for column in _columns(call, texts) or [""]:
            yield make(row.operation, table=table, column=column)
    elif row:
        said = {what: _plain(text) for what, text in zip(row.says, texts, strict=False)}
        yield make(row.operation, table=table, **said)
    elif (texts or _is_named_at_run_time(call)) and call.name not in rules()["code"]["no_column"]:
        name = "alter_column" if _ALTERED.search(chain) else "add_column"
        yield make(
            name,
            table=table,
            column=_plain(texts[0]) if texts else "",
            type=call.name,
            restated=name == "alter_column",
            nullable=_nullable(call, chain, name),
            default=bool(_DEFAULT.search(chain)) or _NUMBERS_ITSELF.match(call.name) is not None,
        )


def _is_named_at_run_time(call: Call) -> bool:
    """PHP's `$table->decimal($field)`."""
    return call.on.startswith("$") and call.begins_with_name


def _nullable(call: Call, chain: str, operation: str) -> bool | None:
    """Knex lets a column be NULL unless it is told otherwise, Laravel the other way round."""
    if found := _NULLABLE_CALL.search(chain):
        return found[1] == "nullable" and not found[2]
    if operation == "alter_column":
        return None
    return not call.on.startswith("$") or _NULLABLE_ITSELF.match(call.name) is not None


def _columns(call: Call, texts: list[str]) -> list[str]:
    return [_plain(text) for text in (*texts, *(inner.value for inner in call.inner)) if text]


def _plain(name: str) -> str:
    """A name; "" for one that is only known at run time."""
    return name if re.fullmatch(r"[\w.-]+", name) else ""


def _option(pattern: re.Pattern[str], source: str) -> str:
    found = pattern.search(source)
    return found[1] if found else ""


def _definition(source: str) -> dict[str, str | bool | None]:
    nullable = _option(_NULLABLE, source)
    by_itself = None if "{" not in source else "TableColumn" not in source  # TypeORM's is NOT NULL unless it is told
    return {
        "type": _PREFIX.sub("", _option(_TYPE, source)),
        "nullable": nullable == "true" if nullable else by_itself,
        "default": bool(_DEFAULT.search(source)),
    }
