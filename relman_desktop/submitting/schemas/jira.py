"""Jira: the fields on the screen for new issues of a project and a type, and who may be assigned.

Cloud: developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues (createmeta by project and type, in pages);
Data Center has the same from 8.4 on, with other names for its rows (docs.atlassian.com/software/jira/docs/api/REST).
"""

from typing import Any

from ...errors import InputError
from ...export.targets.schema import SiteField
from ...export.targets.target import Choice, Sort
from ...wording import joined, quoted
from ..pointers import at, words_at
from .asks import Asks
from .told import MOST_FIELDS, Told, choices, is_true, name_at, people

_SORTS = {
    "string": Sort.LINE, "option": Sort.CHOICE, "priority": Sort.CHOICE, "resolution": Sort.CHOICE,
    "securitylevel": Sort.CHOICE, "user": Sort.PERSON, "date": Sort.DAY, "datetime": Sort.MOMENT,
    "number": Sort.NUMBER, "project": Sort.LINE, "issuetype": Sort.LINE,
}  # fmt: skip
_LONG = ("description", "environment")  # system fields that hold texts
_AREA = ":textarea"
_LONGEST, _LINE = 32_767, 255
_SIZE = 50


async def asked_cloud(asks: Asks) -> Told:
    """The fields of a new issue; people by the ids of their accounts."""
    fields = await _fields(asks, "/rest/api/3", ("issueTypes", "fields"))
    return _told(fields, await _people(asks, "/rest/api/3", "accountId", "emailAddress"))


async def asked_server(asks: Asks) -> Told:
    """The fields of a new issue; people by their names for signing in."""
    fields = await _fields(asks, "/rest/api/2", ("values", "values"))
    return _told(fields, await _people(asks, "/rest/api/2", "name", "emailAddress"))


async def _fields(asks: Asks, api: str, rows: tuple[str, str]) -> list[Any]:
    path = api + "/issue/createmeta/{project}/issuetypes"
    query = {"maxResults": str(_SIZE)}
    types = await asks.pages(path, query, rows[0], "startAt", _SIZE, by_row=0)
    if types is None:  # one that is older, or a project that the token does not see
        return await _at_once(asks, api)
    number = _type(asks, types)
    found = await asks.pages(f"{path}/{number}", query, rows[1], "startAt", _SIZE, by_row=0)
    return found or []


def _type(asks: Asks, types: list[Any]) -> str:
    """The number of the type of issue that the settings name."""
    named = asks.setting("issue_type").casefold()
    ids = {
        word: words_at(row, "id") for row in types for word in (words_at(row, "id"), name_at(row, "name").casefold())
    }
    if ids.get(named, "").isdecimal():
        return ids[named]
    have = joined([quoted(name_at(row, "name")) for row in types if not is_true(row, "subtask")], 8)
    raise InputError(
        f"The project {quoted(asks.setting('project'))} has no issue type {quoted(asks.setting('issue_type'))}; "
        f"it has {have}: choose one of them under Change systems."
    )


async def _at_once(asks: Asks, api: str) -> list[Any]:
    """As Jira told it before 8.4: all in one answer."""
    query = {"projectKeys": "{project}", "issuetypeNames": "{issue_type}", "expand": "projects.issuetypes.fields"}
    answer = await asks.told(f"{api}/issue/createmeta", query)
    fields = at(answer, "projects.0.issuetypes.0.fields")
    if not isinstance(fields, dict):
        raise InputError(
            f"The token may create no {quoted(asks.setting('issue_type'))} in the project "
            f"{quoted(asks.setting('project'))}; correct both under Change systems."
        )
    return [{"fieldId": name, **row} for name, row in fields.items() if isinstance(row, dict)]


async def _people(asks: Asks, api: str, *pointers: str) -> tuple[Choice, ...]:
    """Who may be assigned, the first thousand of them."""
    query = {"project": "{project}", "maxResults": "1000"}
    rows = await asks.rows_if_may(f"{api}/user/assignable/search", query, "")
    active = (row for row in rows or () if at(row, "active") is not False)
    return people(
        (words_at(row, pointers[0]), name_at(row, "displayName"), name_at(row, pointers[1])) for row in active
    )


def _told(rows: list[Any], persons: tuple[Choice, ...]) -> Told:
    made = (_field(row, persons) for row in rows[:MOST_FIELDS])
    return Told(tuple(one for one in made if one), complete=True)


def _field(row: Any, persons: tuple[Choice, ...]) -> SiteField | None:
    theirs, name = words_at(row, "fieldId") or words_at(row, "key"), name_at(row, "name")
    sort = _sort(row, theirs)
    if not theirs or not name or (sort is None and not _is_wanted(row)):
        return None
    limit = {Sort.TEXT: _LONGEST, Sort.LINE: _LINE}.get(sort or Sort.CHOICE)
    offered = choices(at(row, "allowedValues"), "id", "value", "name")
    if sort is Sort.PERSON:
        offered = persons
    return SiteField(theirs, name, sort or Sort.CHOICE, limit, _is_wanted(row), offered)


def _is_wanted(row: Any) -> bool:
    return is_true(row, "required") and not is_true(row, "hasDefaultValue")


def _sort(row: Any, theirs: str) -> Sort | None:
    """What a field holds; None for what nothing of ours goes into: components, links, several choices at once."""
    kind, items = name_at(row, "schema.type"), name_at(row, "schema.items")
    if kind == "array":
        return Sort.LABELS if items == "string" else None
    if kind == "string" and (theirs in _LONG or name_at(row, "schema.custom").endswith(_AREA)):
        return Sort.TEXT
    return _SORTS.get(kind)
