"""ServiceNow: the dictionary of the change request, with what it has of the task, and the choices of its fields.

sys_db_object tells whose child a table is, sys_dictionary the fields, sys_choice the choices; a child's own go before
its parent's. Who may not read the dictionary hears the names of the fields that a record shows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ...export.targets.schema import SiteField
from ...export.targets.target import Choice, Sort
from ..pointers import at, words_at
from .asks import Asks
from .told import MOST_CHOICES, MOST_FIELDS, Told, is_true, name_at, number_at

_TABLE = "change_request"
_PARENT = "task"
_API = "/api/now/table/"
_SIZE = 1_000
_DEEPEST = 6  # tables that one comes from
_LINE = 255  # characters up to which a text is a line
_SORTS = {
    "journal": Sort.TEXT, "journal_input": Sort.TEXT, "html": Sort.TEXT, "translated_html": Sort.TEXT,
    "glide_date_time": Sort.MOMENT, "glide_date": Sort.DAY, "boolean": Sort.CHOICE, "choice": Sort.CHOICE,
}  # fmt: skip
_NUMBERS = ("integer", "decimal", "float", "longint")
_PEOPLE = ("sys_user", "sys_user_group")
_NEVER = ("conditions", "collection", "GUID", "glide_list", "variables", "user_image", "password", "password2")
_HTML = ("html", "translated_html")


async def asked(asks: Asks) -> Told:
    """The fields of a change request."""
    tables = await _tables(asks)
    fields = "name,element,column_label,internal_type,max_length,mandatory,read_only,reference,choice,default_value"
    query = f"nameIN{','.join(tables)}^elementISNOTEMPTY^active=true"
    rows = await _all(asks, "sys_dictionary", query, fields)
    if not rows:
        return Told(tuple(await _shown(asks)))
    offered = await _offered(asks, tables)
    nearest = _nearest(rows, tables)
    made = (_field(row, offered.get(element, ())) for element, row in nearest.items())
    return Told(tuple(one for one in made if one)[:MOST_FIELDS], complete=True)


async def _tables(asks: Asks) -> list[str]:
    """The table, and those that it comes from, the nearest first."""
    found = [_TABLE]
    while len(found) < _DEEPEST:
        query = {"sysparm_query": f"name={found[-1]}", "sysparm_fields": "name,super_class.name", "sysparm_limit": "1"}
        rows = await asks.rows_if_may(f"{_API}sys_db_object", query, "result")
        if rows is None:
            return [_TABLE, _PARENT]
        above = next((words_at(row, "super_class.name") for row in rows), "")
        if not above.replace("_", "").isalnum() or above in found:
            break
        found.append(above)
    return found


async def _all(asks: Asks, table: str, query: str, fields: str) -> list[Any] | None:
    asked = {"sysparm_query": query, "sysparm_fields": fields, "sysparm_limit": str(_SIZE)}
    asked |= {"sysparm_exclude_reference_link": "true"}
    return await asks.pages(f"{_API}{table}", asked, "result", "sysparm_offset", _SIZE, by_row=0)


async def _offered(asks: Asks, tables: list[str]) -> Mapping[str, tuple[Choice, ...]]:
    """The choices of each field, in their order; a table that has its own does not take its parent's."""
    query = f"nameIN{','.join(tables)}^inactive=false^language=en^ORDERBYsequence"
    rows = await _all(asks, "sys_choice", query, "name,element,value,label,sequence") or []
    found: dict[tuple[str, str], dict[str, Choice]] = {}
    for row in rows:
        value, label = words_at(row, "value"), name_at(row, "label")
        mine = found.setdefault((words_at(row, "element"), words_at(row, "name")), {})
        if value and label and len(mine) < MOST_CHOICES:
            mine.setdefault(value, Choice(value, label))
    by_distance = sorted(found.items(), key=lambda one: -_distance(one[0][1], tables))
    return {element: tuple(mine.values()) for (element, _), mine in by_distance if mine}


def _nearest(rows: Iterable[Any], tables: list[str]) -> Mapping[str, Any]:
    """The row of each field that counts: a child's own before its parent's."""
    by_distance = sorted(rows, key=lambda row: -_distance(words_at(row, "name"), tables))
    return {element: row for row in by_distance if (element := words_at(row, "element"))}


def _distance(table: str, tables: list[str]) -> int:
    return tables.index(table) if table in tables else len(tables)


def _field(row: Any, offered: tuple[Choice, ...]) -> SiteField | None:
    kind = words_at(row, "internal_type.value") or words_at(row, "internal_type")
    theirs, name = words_at(row, "element"), name_at(row, "column_label")
    if not name or kind in _NEVER or is_true(row, "read_only"):
        return None
    limit = number_at(row, "max_length")
    sort = _sort(kind, row, limit, bool(offered))
    required = is_true(row, "mandatory") and not name_at(row, "default_value")
    markup = "html" if kind in _HTML else ""
    return SiteField(theirs, name, sort, limit if sort in (Sort.TEXT, Sort.LINE) else None, required, offered, markup)


def _sort(kind: str, row: Any, limit: int | None, has_choices: bool) -> Sort:
    if kind == "reference":
        reference = words_at(row, "reference.value") or words_at(row, "reference")
        return Sort.PERSON if reference in _PEOPLE else Sort.LINE
    if has_choices and words_at(row, "choice") not in ("", "0"):
        return Sort.CHOICE
    if kind in _NUMBERS:
        return Sort.NUMBER
    return _SORTS.get(kind, Sort.LINE if limit is not None and limit <= _LINE else Sort.TEXT)


async def _shown(asks: Asks) -> list[SiteField]:
    """What a record shows: names, and nothing of what they are."""
    rows = await asks.rows(f"{_API}{_TABLE}", {"sysparm_limit": "1"}, "result")
    names = [name for row in rows for name in row if isinstance(name, str)]
    known = {one.theirs: one for one in asks.target.fields}
    return [
        SiteField(name, known[name].label, known[name].sort)
        for name in names[:MOST_FIELDS]
        if name in known and at(rows[0], name) is not None
    ]
