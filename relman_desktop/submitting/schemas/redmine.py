"""Redmine: the project's trackers, members and custom fields.

What a custom field is tells custom_fields.json, and only to an administrator (custom_fields_controller.rb,
require_admin); anybody else hears the names of the project's, which must do.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import InputError
from ...export.targets.schema import SiteField
from ...export.targets.target import Choice, Sort
from ...wording import joined, quoted
from ..pointers import at, rows_at, words_at
from .asks import Asks
from .told import MOST_FIELDS, Told, choices, is_true, name_at, number_at, people

_CORE = {
    "assigned_to_id": ("Assignee", Sort.PERSON),
    "due_date": ("Due date", Sort.DAY),
    "start_date": ("Start date", Sort.DAY),
}
_SORTS = {
    "string": Sort.LINE, "text": Sort.TEXT, "link": Sort.LINE, "list": Sort.CHOICE, "enumeration": Sort.CHOICE,
    "bool": Sort.CHOICE, "date": Sort.DAY, "int": Sort.NUMBER, "float": Sort.NUMBER, "user": Sort.PERSON,
}  # fmt: skip
_YES_NO = (Choice("1", "Yes"), Choice("0", "No"))


async def asked(asks: Asks) -> Told:
    """The fields of an issue of the project and the tracker."""
    query = {"include": "trackers,issue_custom_fields"}
    project = await asks.told("/projects/{project}.json", query)
    trackers = choices(at(project, "project.trackers"), "id", "name")
    tracker = _tracker(asks, trackers)
    members = await _members(asks)
    core = await asks.rows_if_may("/trackers.json", None, "trackers")
    rows = await asks.rows_if_may("/custom_fields.json", None, "custom_fields")
    known = {words_at(row, "id"): row for row in rows or ()}
    theirs = [*(rows_at(project, "project.issue_custom_fields") or ()), *await _seen(asks, tracker)]
    of_project = {words_at(row, "id"): row for row in theirs or rows or ()}
    custom = (_custom(row, known, tracker, members, asks) for row in [*of_project.values()][:MOST_FIELDS])
    fields = (*_fixed(trackers), *_core(core, tracker, members), *(one for one in custom if one))
    return Told(fields, complete=rows is not None)


async def _seen(asks: Asks, tracker: str) -> list[Any]:
    """The custom fields of issues that are there: a project does not tell those that all projects have."""
    query = {"project_id": "{project}", "tracker_id": tracker, "status_id": "*", "limit": "25"}
    rows = await asks.rows_if_may("/issues.json", query, "issues") or []
    told = (rows_at(row, "custom_fields") for row in rows)
    return [field for fields in told for field in fields or ()]


def _tracker(asks: Asks, trackers: tuple[Choice, ...]) -> str:
    """The number of the tracker that the settings name."""
    named = asks.setting("tracker")
    found = next((one for one in trackers if named.casefold() in (one.value, one.label.casefold())), None)
    if trackers and not found:
        have = joined([quoted(one.label) for one in trackers], 8)
        raise InputError(
            f"The project {quoted(asks.setting('project'))} has no tracker {quoted(named)}; it has {have}: "
            "choose one of them under Change systems."
        )
    return found.value if found else ""


async def _members(asks: Asks) -> tuple[Choice, ...]:
    query = {"limit": "100"}
    rows = await asks.pages("/projects/{project}/memberships.json", query, "memberships", "offset", 100, by_row=0)
    named = (
        (words_at(row, f"{kind}.id"), name_at(row, f"{kind}.name"), "")
        for row in rows or ()
        for kind in ("user", "group")
    )
    return people(named)


def _fixed(trackers: tuple[Choice, ...]) -> Iterator[SiteField]:
    yield SiteField("subject", "Subject", Sort.LINE, 255, required=True)
    yield SiteField("description", "Description")
    yield SiteField("project_id", "Project", Sort.LINE)
    yield SiteField("tracker_id", "Tracker", Sort.CHOICE, choices=trackers)


def _core(rows: list[Any] | None, tracker: str, members: tuple[Choice, ...]) -> Iterator[SiteField]:
    """The standard fields that the tracker has switched on; all, where it does not say."""
    told = next((at(row, "enabled_standard_fields") for row in rows or () if words_at(row, "id") == tracker), None)
    for theirs, (label, sort) in _CORE.items():
        if not isinstance(told, list) or theirs in told:
            yield SiteField(theirs, label, sort, choices=members if sort is Sort.PERSON else ())


def _custom(
    named: Any, known: Mapping[str, Any], tracker: str, members: tuple[Choice, ...], asks: Asks
) -> SiteField | None:
    """A custom field; None for one that the tracker does not have, or of a sort that nothing of ours goes into."""
    number, name = words_at(named, "id"), name_at(named, "name")
    if not number.isdecimal() or not name:
        return None
    theirs, read = f"custom_field_values.{number}", f"custom_fields.id={number}.value"
    row = known.get(number)
    if row is None:
        return SiteField(theirs, name, _sort_named(name, asks), read=read)
    sort = _SORTS.get(name_at(row, "field_format"))
    trackers = (
        [words_at(one, "id") for one in at(row, "trackers") or ()] if isinstance(at(row, "trackers"), list) else []
    )
    if sort is None or (tracker and trackers and tracker not in trackers):
        return None
    required = is_true(row, "is_required") and not name_at(row, "default_value")
    offered = {"bool": _YES_NO, "user": members}.get(name_at(row, "field_format"))
    if offered is None:
        offered = choices(at(row, "possible_values"), "value", "label")
    return SiteField(theirs, name, sort, number_at(row, "max_length"), required, offered, read=read)


def _sort_named(name: str, asks: Asks) -> Sort:
    """What a field of that name is in the table: the site does not say what it is."""
    fields = (one for one in asks.target.fields if one.by_name and one.theirs.casefold() == name.casefold())
    return next((one.sort for one in fields), Sort.TEXT)
