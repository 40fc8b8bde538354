"""iTop: persons, teams and organizations; what attributes a class has, no service of it tells (core/restservices)."""

from dataclasses import replace

from ...export.targets.schema import SiteField
from ...export.targets.target import Call, Choice, Sort
from ..pointers import words_at
from .asks import Asks
from .told import Told, choices, name_at, people

_PERSONS = "SELECT Person WHERE status = 'active'"


async def asked(asks: Asks) -> Told:
    """The links of a change to others, with what they may lead to."""
    organizations = await asks.rows("", None, "objects.*", _call(asks, "Organization", "SELECT Organization"))
    persons = _named(await _objects(asks, "Person", _PERSONS))
    teams = _named(await _objects(asks, "Team", "SELECT Team"))
    return Told(
        (
            SiteField(
                "org_id", "Organization", Sort.CHOICE, choices=choices(organizations, "key", "fields.friendlyname")
            ),
            SiteField("caller_id", "Caller", Sort.PERSON, choices=persons),
            SiteField("agent_id", "Agent", Sort.PERSON, choices=persons),
            SiteField("team_id", "Team", Sort.PERSON, choices=teams),
        )
    )


async def _objects(asks: Asks, kind: str, query: str) -> list[object]:
    return await asks.rows_if_may("", None, "objects.*", _call(asks, kind, query)) or []


def _call(asks: Asks, kind: str, query: str) -> Call:
    told = {"operation": "core/get", "class": kind, "key": query, "output_fields": "friendlyname", "limit": 1000}
    return replace(asks.target.calls["find"], json=told | {"page": 1})


def _named(rows: list[object]) -> tuple[Choice, ...]:
    return people((words_at(row, "key"), name_at(row, "fields.friendlyname"), "") for row in rows)
