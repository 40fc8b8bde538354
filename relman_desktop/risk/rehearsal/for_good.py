"""What cannot be undone: what no revert, no old image and no way down brings back."""

from collections.abc import Sequence

from ...facts.book import Facts
from ...facts.fact import Fact
from ...wording import counted
from .migrated import topic_of
from .rehearsal import Finding
from .table import table

NAME = "for_good"
_CANNOT = 100  # the weight of what cannot be undone
_MOST_CITED = 8
_MOST_DETAILS = 20
_NOTHING = (
    "Nothing was found that cannot be undone; looked for were data that migrations drop, delete or write over, "
    "resources that are destroyed with their data, data stores that are upgraded, secrets that are published, and what "
    "the authors' notes say."
)


def for_good(facts: Facts) -> Finding:
    """What is lost, out, or written over. "yes" says no more than that nothing of what was looked for was found."""
    lost = _once([one for one in facts.items if _is_lost(one)])
    rewritten = _once([one for one in facts.items if one.kind in table().rewrites and one not in lost])
    unread = facts.of("migration.unread")
    cited = tuple(dict.fromkeys(one.id for one in (*lost, *rewritten, *unread)))[:_MOST_CITED]
    details = _details([*lost, *rewritten, *unread])
    if lost:
        text = f"{_number(lost)} of this change cannot be undone{_but(lost)}: {lost[0].text}"
        return Finding(NAME, "no", text, cited, details)
    if unread:
        count = counted(len(unread), "migration")
        return Finding(
            NAME, "unknown", f"{count} could not be read, so what they take away is not known.", cited, details
        )
    if rewritten:
        text = f"Data is written over, which only a backup brings back as it was: {rewritten[0].text}"
        return Finding(NAME, "partly", text, cited, details)
    return Finding(NAME, "yes", _NOTHING)


def _is_lost(fact: Fact) -> bool:
    rows = table()
    loses = fact.kind.startswith(rows.loses) and bool(fact.data.get("loses_data")) and fact.kind != "migration.file"
    told = fact.kind.startswith("rollback.") and topic_of(fact) == NAME
    return loses or told or fact.kind in rows.published or fact.weight >= _CANNOT


def _once(facts: Sequence[Fact]) -> list[Fact]:
    return list({fact.text: fact for fact in facts}.values())


def _number(lost: Sequence[Fact]) -> str:
    return "One thing" if len(lost) == 1 else f"{len(lost):,} things"


def _but(lost: Sequence[Fact]) -> str:
    """A backup brings data back; not a secret that is out."""
    return " without a backup" if all(fact.data.get("loses_data") for fact in lost) else ""


def _details(facts: Sequence[Fact]) -> tuple[str, ...]:
    rest = len(facts) - _MOST_DETAILS
    return (*(one.text for one in facts[:_MOST_DETAILS]), *([f"{rest:,} more"] if rest > 0 else []))
