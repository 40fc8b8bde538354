"""The title: one sentence that names what changes and where."""

import re

from ...facts.book import Facts
from ...fields import BY_NAME
from ...sources.change import Change, Commit
from ...sources.work.item import Found
from ...ticket import Claim, Status
from ...wording import joined, shorten
from ..proposal import Material
from .versions import is_relative, version_name

_VERSION = re.compile(r"v?\d+(\.\d+)+([-.]?(rc|alpha|beta|a|b|dev)[-.]?\d*)?", re.IGNORECASE)
_KEYED = ("jira", "linear")  # whose keys say by themselves what they are
_SHORT = 100  # characters: change systems show about so much of a title in their lists


def draft(material: Material) -> list[Claim]:
    """One claim: a release by its versions, one piece of work by its subject, anything else by its areas."""
    change, facts = material.change, material.facts
    work = [commit for commit in change.commits if not commit.is_merge]
    if all(_VERSION.search(name) and not is_relative(name) for name in (change.head_name, change.base_name)):
        return [_release(change, facts)]
    if len(work) == 1:
        return [_single(material, work[0])]
    return [_areas(change, facts)]


def _release(change: Change, facts: Facts) -> Claim:
    start = f"{_verb(facts)} {change.repo} from {change.base_name} to {change.head_name}"
    return _with_effects(start, facts)


def _single(material: Material, commit: Commit) -> Claim:
    """The subject of the only commit, after the key of the ticket that it is for, where it names none itself."""
    key = _key(material, commit)
    subject = shorten(f"{key}: {commit.subject}" if key else commit.subject, BY_NAME["title"].limit or 160)
    reason = "Rests on the commit's subject: its author's words."
    return Claim(subject, (commit.id,), commit.subject, Status.WEAK, (reason,))


def _key(material: Material, commit: Commit) -> str:
    """The first ticket that the commit or its branch says it is for; not one that is given or mentioned beside it."""
    keyed = [item for item in material.work if item.tracker in _KEYED]
    if any(re.search(rf"(?<!\w){re.escape(item.key)}(?!\w)", commit.subject, re.IGNORECASE) for item in keyed):
        return ""
    return next((item.key for item in keyed if any(_is_of(found, commit) for found in item.found)), "")


def _is_of(found: Found, commit: Commit) -> bool:
    return found.where == "branch" or (found.where in ("trailer", "closing") and found.ref == commit.id)


def _areas(change: Change, facts: Facts) -> Claim:
    areas = [fact.get("area") for fact in facts.of("change.area")][:3]
    where = f" ({joined(areas)})" if areas else ""
    if change.origin == "diff":
        return _with_effects(f"Change {joined(areas)}" if areas else f"Apply {change.repo}", facts)
    head = f" to {version_name(change)}" if _VERSION.search(change.head_name) else ""
    return _with_effects(f"Update {change.repo}{head}{where}", facts)


def _verb(facts: Facts) -> str:
    """A release that brings nothing and takes commits away is a way back."""
    size, leaving = facts.first("change.size"), facts.first("change.divergence")
    return "Roll back" if size and leaving and not size.data.get("commits") else "Upgrade"


def _with_effects(start: str, facts: Facts) -> Claim:
    """The start with the one or two weightiest parts of the summary that still fit."""
    summary = facts.first("change.summary")
    parts = summary.data.get("parts") if summary else None
    text, chosen = start, list[str]()
    for words in parts if isinstance(parts, list) else ():
        longer = f"{start}: {joined([*chosen, words])}"
        if len(longer) <= _SHORT and len(chosen) < 2:
            chosen.append(words)
            text = longer
    cited = [fact.id for fact in facts.of("change.size")] + [summary.id for _ in chosen[:1] if summary]
    return Claim(text, tuple(cited))
