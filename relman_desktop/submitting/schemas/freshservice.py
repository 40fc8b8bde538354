"""Freshservice: the form of a change (change_form_fields), the agents and their groups (api.freshservice.com)."""

from collections.abc import Mapping
from typing import Any

from ...export.targets.schema import SiteField
from ...export.targets.target import Choice, Sort
from ..pointers import at, words_at
from .asks import Asks
from .told import MOST_CHOICES, MOST_FIELDS, Told, is_true, name_at, people

_SORTS = {
    "paragraph": Sort.TEXT, "text": Sort.LINE, "dropdown": Sort.CHOICE, "number": Sort.NUMBER, "decimal": Sort.NUMBER,
    "date": Sort.DAY, "date_time": Sort.MOMENT, "checkbox": Sort.CHOICE,
}  # fmt: skip
_OWN = {  # what the form's own fields are called in requests, and what they hold
    "requester": ("requester_id", Sort.NUMBER), "subject": ("subject", Sort.LINE),
    "description": ("description", Sort.TEXT), "agent": ("agent_id", Sort.PERSON),
    "group": ("group_id", Sort.PERSON), "change_type": ("change_type", Sort.NUMBER), "status": ("status", Sort.NUMBER),
    "priority": ("priority", Sort.NUMBER), "impact": ("impact", Sort.NUMBER), "risk": ("risk", Sort.NUMBER),
    "planned_start_date": ("planned_start_date", Sort.MOMENT), "planned_end_date": ("planned_end_date", Sort.MOMENT),
    "category": ("category", Sort.CHOICE), "department": ("department_id", Sort.NUMBER),
}  # fmt: skip
_PLANS = ("reason_for_change", "change_impact", "rollout_plan", "backout_plan")
_SIZE = 100


async def asked(asks: Asks) -> Told:
    """The fields of a change: its form, and the plans that stand beside it."""
    rows = await asks.rows("/api/v2/change_form_fields", None, "change_fields")
    agents = await asks.pages("/api/v2/agents", {"per_page": str(_SIZE)}, "agents", "page", _SIZE)
    groups = await asks.pages("/api/v2/groups", {"per_page": str(_SIZE)}, "groups", "page", _SIZE)
    persons = {
        "agent_id": people((words_at(row, "id"), _full(row), name_at(row, "email")) for row in agents or ()),
        "group_id": people((words_at(row, "id"), name_at(row, "name"), "") for row in groups or ()),
    }
    made = (_field(row, persons) for row in rows[:MOST_FIELDS])
    plans = (SiteField(f"planning_fields.{one}.description", one.replace("_", " ").capitalize()) for one in _PLANS)
    return Told((*(one for one in made if one), *plans), complete=True)


def _full(row: Any) -> str:
    return f"{name_at(row, 'first_name')} {name_at(row, 'last_name')}".strip()


def _field(row: Any, persons: Mapping[str, tuple[Choice, ...]]) -> SiteField | None:
    name, label = words_at(row, "name"), name_at(row, "label", "name")
    kind = name_at(row, "field_type")
    if kind.startswith("custom_"):
        sort = _SORTS.get(kind.removeprefix("custom_"))
        theirs = f"custom_fields.{name}"
    else:
        theirs, sort = _OWN.get(name, ("", None))
    if not name or not theirs or sort is None:
        return None
    limit = 255 if sort is Sort.LINE else None
    required = is_true(row, "required_for_agents") or is_true(row, "required")
    return SiteField(theirs, label, sort, limit, required, persons.get(theirs) or _choices(row))


def _choices(row: Any) -> tuple[Choice, ...]:
    """Its choices, which it tells as objects, as pairs of a name and a number, or as names alone."""
    told = at(row, "choices")
    pairs = (_choice(one) for one in (told if isinstance(told, list) else [])[:MOST_CHOICES])
    return tuple(dict.fromkeys(one for one in pairs if one))


def _choice(told: Any) -> Choice | None:
    if isinstance(told, list) and len(told) == 2:
        told = {"value": told[0], "id": told[1]}
    elif isinstance(told, str):
        told = {"value": told, "id": told}
    value, label = words_at(told, "id"), name_at(told, "value", "label", "name")
    return Choice(value or label, label) if label else None
