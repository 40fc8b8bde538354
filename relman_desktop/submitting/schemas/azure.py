"""Azure DevOps: the fields of a type of work item, their sorts, and the people of the project's teams.

specification/wit/7.1 and specification/core/7.1 of github.com/MicrosoftDocs/vsts-rest-api-specs.
"""

from collections.abc import Mapping
from typing import Any

from ...export.targets.schema import SiteField
from ...export.targets.target import Choice, Sort
from ..pointers import at, words_at
from .asks import Asks
from .told import MOST_CHOICES, MOST_FIELDS, Told, is_true, name_at, people

_VERSION = {"api-version": "7.1"}
_SORTS = {
    "html": Sort.TEXT, "plainText": Sort.TEXT, "history": Sort.TEXT, "string": Sort.LINE, "treePath": Sort.LINE,
    "dateTime": Sort.MOMENT, "integer": Sort.NUMBER, "double": Sort.NUMBER, "boolean": Sort.CHOICE,
}  # fmt: skip
_MARKUPS = {"html": "html", "history": "html", "plainText": "plain"}
_MOST_TEAMS = 10
_TAGS, _TITLE = "System.Tags", "System.Title"


async def asked(asks: Asks) -> Told:
    """The fields that may be set in a work item of the type."""
    whole = {**_VERSION, "$expand": "all"}
    rows = await asks.rows("/{project}/_apis/wit/workitemtypes/{type}/fields", whole, "value")
    kinds = await asks.rows("/{project}/_apis/wit/fields", _VERSION, "value")
    by_name = {words_at(row, "referenceName"): row for row in kinds}
    persons = await _people(asks)
    made = (_field(row, by_name.get(words_at(row, "referenceName")), persons) for row in rows[:MOST_FIELDS])
    return Told(tuple(one for one in made if one), complete=True)


def _field(row: Any, kind: Any, persons: tuple[Choice, ...]) -> SiteField | None:
    theirs, name = words_at(row, "referenceName"), name_at(row, "name")
    sort = _SORTS.get(name_at(kind, "type"))
    if not theirs or not name or sort is None or is_true(kind, "readOnly"):
        return None
    offered = _offered(row)
    limit = 255 if sort is Sort.LINE else None
    if is_true(kind, "isIdentity"):
        sort, offered, limit = Sort.PERSON, persons, None
    elif theirs == _TAGS:
        sort = Sort.LABELS
    elif offered and sort is Sort.LINE:
        sort = Sort.CHOICE
    markup = _MARKUPS.get(name_at(kind, "type"), "") if sort is Sort.TEXT else ""
    return SiteField(theirs, name, sort, limit, _is_wanted(row, theirs), offered, markup)


def _is_wanted(row: Mapping[str, Any], theirs: str) -> bool:
    """Whether somebody must fill it; what the system needs, it mostly fills itself."""
    is_own = theirs.startswith("System.") and theirs != _TITLE
    return is_true(row, "alwaysRequired") and not is_own and at(row, "defaultValue") in (None, "")


def _offered(row: Any) -> tuple[Choice, ...]:
    values = at(row, "allowedValues")
    words = [one for one in values if isinstance(one, str)] if isinstance(values, list) else []
    return tuple(Choice(one, one) for one in dict.fromkeys(words[:MOST_CHOICES]))


async def _people(asks: Asks) -> tuple[Choice, ...]:
    """Who is in the project's teams, where the token may ask for that."""
    teams = await asks.rows_if_may("/_apis/projects/{project}/teams", {**_VERSION, "$top": str(_MOST_TEAMS)}, "value")
    found: dict[str, Any] = {}
    for team in teams or ():
        path = "/_apis/projects/{project}/teams/" + _safe(words_at(team, "id")) + "/members"
        for row in await asks.rows_if_may(path, {**_VERSION, "$top": "500"}, "value") or ():
            found.setdefault(words_at(row, "identity.uniqueName"), row)
    named = ((unique, name_at(row, "identity.displayName"), unique) for unique, row in found.items())
    return people(named)


def _safe(id: str) -> str:
    """The id of a team, which is a GUID and nothing else."""
    return "".join(letter for letter in id if letter.isalnum() or letter == "-") or "-"
