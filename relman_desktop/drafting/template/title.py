"""The title: one sentence that names what changes and where."""

import re
from collections.abc import Iterator

from ...facts.book import Facts
from ...facts.fact import Fact
from ...fields import BY_NAME
from ...sources.change import Change, Commit
from ...ticket import Claim, Status
from ...wording import counted, joined, shorten
from ..proposal import Material

_VERSION = re.compile(r"v?\d+(\.\d+)+([-.]?(rc|alpha|beta|a|b|dev)[-.]?\d*)?", re.IGNORECASE)
_SHORT = 100  # characters: change systems show about so much of a title in their lists


def draft(material: Material) -> list[Claim]:
    """One claim: a release by its versions, one piece of work by its subject, anything else by its areas."""
    change, facts = material.change, material.facts
    work = [commit for commit in change.commits if not commit.is_merge]
    if _VERSION.search(change.head_name) and _VERSION.search(change.base_name):
        return [_release(change, facts)]
    if len(work) == 1:
        return [_single(material, work[0])]
    return [_areas(change, facts)]


def _release(change: Change, facts: Facts) -> Claim:
    start = f"{_verb(facts)} {change.repo} from {change.base_name} to {change.head_name}"
    return _with_effects(start, facts)


def _single(material: Material, commit: Commit) -> Claim:
    """The subject of the only commit, after its ticket's key if it does not name it already."""
    keys = [item.key for item in material.work if item.tracker == "jira" and item.key not in commit.subject]
    subject = shorten(f"{keys[0]}: {commit.subject}" if keys else commit.subject, BY_NAME["title"].limit or 160)
    reason = "Rests on the commit's subject: its author's words."
    return Claim(subject, (commit.id,), commit.subject, Status.WEAK, (reason,))


def _areas(change: Change, facts: Facts) -> Claim:
    areas = [fact.get("area") for fact in facts.of("change.area")][:3]
    where = f" ({joined(areas)})" if areas else ""
    if change.origin == "diff":
        return _with_effects(f"Change {joined(areas)}" if areas else f"Apply {change.repo}", facts)
    head = f" to {change.head_name}" if _VERSION.search(change.head_name) else ""
    return _with_effects(f"Update {change.repo}{head}{where}", facts)


def _verb(facts: Facts) -> str:
    """A release that brings nothing and takes commits away is a way back."""
    size, leaving = facts.first("change.size"), facts.first("change.divergence")
    return "Roll back" if size and leaving and not size.data.get("commits") else "Upgrade"


def _with_effects(start: str, facts: Facts) -> Claim:
    """The start with the one or two weightiest effects that still fit."""
    text, cited = start, [fact.id for fact in facts.of("change.size")]
    chosen: list[str] = []
    for words, ids in _effects(facts):
        longer = f"{start}: {joined([*chosen, words])}"
        if len(longer) <= _SHORT and len(chosen) < 2:
            chosen.append(words)
            text = longer
            cited += ids
    return Claim(text, tuple(cited))


def _effects(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    """What weighs in this change, in few words each, with the facts behind it; the weightiest first."""
    lost = facts.of("migration.drop_table", "migration.drop_column")
    if lost:
        yield f"removal of {_dropped(lost)}", _ids(lost)
    security = facts.of("notes.security")
    if security:
        yield "security fixes", _ids(security)
    migrations = facts.of("migration.file")
    if migrations:
        yield counted(len(migrations), "database migration"), _ids(migrations)
    runtimes = facts.of("dependency.runtime")
    for fact in runtimes[:1]:
        yield f"{fact.get('name')} {fact.get('new')}", [fact.id]
    settings = facts.of("config.env_added")
    if settings:
        yield counted(len(settings), "new setting"), _ids(settings)


def _dropped(facts: tuple[Fact, ...]) -> str:
    names = [".".join(part for part in (fact.get("table"), fact.get("column")) if part) for fact in facts]
    return joined(names, most=1) if len(names) == 1 else counted(len(names), "table or column", "tables or columns")


def _ids(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.id for fact in facts[:5]]
