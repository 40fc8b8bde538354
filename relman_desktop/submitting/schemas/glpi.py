"""GLPI: who may be assigned, and the groups; the fields of a change are the same everywhere (its own table)."""

from ...export.targets.schema import SiteField
from ...export.targets.target import Choice, Sort
from ..pointers import words_at
from .asks import Asks
from .told import Told, name_at, people

_RANGE = {"range": "0-999", "get_hateoas": "false"}


async def asked(asks: Asks) -> Told:
    """The actors of a change: its other fields no site names."""
    users = await asks.rows_if_may("/apirest.php/User", {**_RANGE, "searchText[is_active]": "1"}, "")
    groups = await asks.rows_if_may("/apirest.php/Group", _RANGE, "")
    named = ((words_at(row, "id"), _full(row), name_at(row, "name")) for row in users or ())
    return Told(
        (
            SiteField("_users_id_assign", "Assigned to", Sort.PERSON, choices=people(named)),
            SiteField("_groups_id_assign", "Assigned group", Sort.PERSON, choices=_groups(groups or [])),
        )
    )


def _full(row: object) -> str:
    return f"{name_at(row, 'firstname')} {name_at(row, 'realname')}".strip()


def _groups(rows: list[object]) -> tuple[Choice, ...]:
    return people((words_at(row, "id"), name_at(row, "name"), name_at(row, "completename")) for row in rows)
