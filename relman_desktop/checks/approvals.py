"""Who approves: somebody is named where the risk is severe, and all whom the team's policy wants."""

import re
from collections.abc import Iterator, Sequence

from ..drafting.team.applying import why_applying
from ..fields import FIELDS
from ..risk.questions.table import reviewing
from ..sources.profile.profile import TeamEntry
from ..wording import counted, joined, quoted
from .case import Case
from .finding import Mend
from .found import Found
from .mends import appended
from .persons import Person, persons_in
from .table import Row, words

_LONGEST = 20_000  # characters that are read
_MOST_COMMITS = 2_000
_MOST_NAMED = 5
LEAD = "Approver: "


def applies(entry: TeamEntry, case: Case) -> bool:
    """Whether a rule of the team's is about this ticket: its level, its type, its services, its files."""
    levels, types = entry.texts("levels"), entry.texts("types")
    if levels and case.level not in levels:
        return False
    if types and case.value("change_type").casefold() not in types:
        return False
    services = [one.casefold() for one in entry.texts("services")]
    if services:
        named = case.value("services").casefold()
        return any(_stands(one, named) for one in services)
    return not entry.texts("paths") or not case.is_known or why_applying(entry, case.material) is not None


def no_approver(row: Row, case: Case) -> Iterator[Found]:
    if not case.is_severe or any(applies(one, case) for one in case.profile.of("approvals")):
        return  # a policy has a check of its own
    team = [one for one in case.profile.of("people") if "approver" in one.texts("roles")]
    said = _said(case)
    if not approvers_in(said) and not any(_stands(one.get("name"), said) for one in team):
        names = [one.get("name") for one in team]
        yield Found({"level": case.level}, evidence=tuple(one.id for one in team), mend=_naming(case, names[:1]))


def missing_approval(row: Row, case: Case) -> Iterator[Found]:
    for entry in case.profile.of("approvals"):
        if applies(entry, case):
            yield from _of_policy(entry, case)


def _of_policy(entry: TeamEntry, case: Case) -> Iterator[Found]:
    said, looked = _said(case), _reviewers(case)
    wanted = entry.texts("from")
    missing = [one for one in wanted if not _is_named(one, said, looked)]
    least = int(float(entry.get("number") or 0)) or len(wanted)
    there = {_key(one) for one in (*approvers_in(said), *looked)} | {one for one in wanted if one not in missing}
    policy = f"The policy {quoted(entry.get('name'), 60)} ({entry.id})"
    if missing and (least >= len(wanted) or len(wanted) - len(missing) < least):
        told = {"policy": policy, "wanted": _of(wanted, least), "missing": _list(missing)}
        yield Found(told, place=entry.key, evidence=(entry.id,), mend=_naming(case, missing))
    elif not wanted and len(there) < least:
        told = {"policy": policy, "wanted": counted(least, "person", "people"), "missing": "as many"}
        yield Found(told, place=entry.key, evidence=(entry.id,))


def _of(wanted: tuple[str, ...], least: int) -> str:
    names = _list(wanted)
    return names if least >= len(wanted) else f"{least} of {names}"


def _list(names: Sequence[str]) -> str:
    return joined([quoted(one, 60) for one in names], _MOST_NAMED)


def approvers_in(text: str) -> tuple[Person, ...]:
    """Those whom a text names as approving."""
    lines = (found["who"] for found in words().people["approver"].finditer(text[:_LONGEST]))
    named = (one for line in lines for one in persons_in(line.partition(". ")[0].rstrip(".")))
    return tuple(one for one in named if one.said[:1].isupper() or one.said[:1] == "@" or one.address)


def _said(case: Case) -> str:
    """All that the ticket says, the person's answers too."""
    fields = (case.text(one.name) for one in FIELDS if one.name not in ("assignee", "validator"))
    return "\n".join((*fields, *case.ticket.answers.values()))[:_LONGEST]


def _reviewers(case: Case) -> tuple[Person, ...]:
    """Who reviewed, by the commits' last lines."""
    found: dict[str, Person] = {}
    for commit in case.material.change.commits[:_MOST_COMMITS]:
        for line in commit.body.splitlines()[-40:]:
            if len(line) < 500 and (one := reviewing().reviewers.search(line)):
                found.setdefault(line, Person(f"{one['name']} <{one['email'] or ''}>"))
    return tuple(found.values())


def _is_named(name: str, said: str, looked: tuple[Person, ...]) -> bool:
    return _stands(name, said) or any(Person(name).same_as(one) for one in looked)


def _stands(name: str, text: str) -> bool:
    """Whether a name stands in a text as a whole, in whatever capitals."""
    bare = " ".join(name.casefold().split()).lstrip("@")
    return bool(bare) and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", " ".join(text.casefold().split())) is not None


def _key(one: Person) -> str:
    return min(one.whole, default=one.said)


def _naming(case: Case, names: list[str]) -> Mend | None:
    if not names:
        return None
    line = f"{LEAD if len(names) == 1 else 'Approvers: '}{', '.join(names)}"
    return appended(case, "notes", line, f"Name {joined(names, 2)} in the notes")
