"""The justification: what the tickets and the authors say the change is for, and what of the team's goals is linked to
it. The rest is asked."""

from collections.abc import Iterator, Sequence

from ...facts.fact import Fact
from ...ticket import Claim, Layout, Status
from ...wording import counted, joined
from ..proposal import Material
from . import saying
from .saying import AUTHORS
from .team.goals import goals
from .team.tickets import told_items, what_it_is_for

_MOST = 3  # examples
_FEW_TICKETS = 4  # that are named: the description names more


def draft(material: Material) -> list[Claim]:
    """Why it is worth deploying, as far as somebody wrote it down."""
    told = (what_it_is_for, goals, _security, _features_and_fixes, _closed)
    return [claim for group in told for claim in group(material)]


def _security(material: Material) -> Iterator[Claim]:
    told = _told_once(material.facts.of("notes.security"))
    if told:
        fixes = "a security fix" if len(told) == 1 else f"{len(told)} security fixes"
        text = f"Its authors name {fixes}: {'; '.join(_problem(fact) for fact in told[:_MOST])}"
        more = f"; and {len(told) - _MOST} more" if len(told) > _MOST else ""
        cited = tuple(one for fact in told[:_MOST] for one in (*fact.evidence[:1], fact.id))
        yield _paragraph(f"{text}{more}.", cited, told[0].get("text"))


def _problem(fact: Fact) -> str:
    """The authors' words, and the numbers of the problems that they do not hold themselves."""
    ids = fact.data.get("ids")
    words = saying.said(saying.without_prefix(fact.get("text") or fact.text)).rstrip(".")
    missing = [one for one in ids if one not in words] if isinstance(ids, list) else []
    return f"{words} ({joined(missing, 3)})" if missing else words


def _told_once(told: Sequence[Fact]) -> list[Fact]:
    """Without the security notes that name only problems which an earlier one names."""
    kept, named = [], set[str]()
    for fact in told:
        ids = fact.data.get("ids")
        new = set(ids) - named if isinstance(ids, list) and ids else {fact.id}
        named |= new
        if new:
            kept.append(fact)
    return kept


def _features_and_fixes(material: Material) -> Iterator[Claim]:
    """How many; the fixes by examples, where the description lists the features."""
    new, mended = (saying.entries(material.facts, sort) for sort in ("feature", "fix"))
    if new or mended:
        text = f"The release notes name {saying.counts(len(new), len(mended))}"
        examples = f", among them: {_examples(mended)}" if new and mended else "."
        cited = tuple(fact.id for fact in [*new[:2], *mended[:_MOST]])
        yield _paragraph(f"{text}{examples}", cited, mended[0].get("text") if new and mended else "")
    else:
        yield from _by_commits(material)


def _examples(facts: Sequence[Fact]) -> str:
    return saying.examples([fact.get("text") for fact in facts], _MOST)


def _by_commits(material: Material) -> Iterator[Claim]:
    """The same by the commits, where nobody wrote notes and the commits say which they are."""
    fixes = [one for one in saying.in_order(material.change.commits) if saying.sort_of(one) == "fix"]
    if len(fixes) > 1:
        examples = saying.examples([saying.without_prefix(one.subject) for one in fixes], _MOST)
        among = ", among them" if len(fixes) > _MOST else ""
        cited = [one.id for one in fixes]
        yield _paragraph(f"Its commits name {len(fixes):,} fixes{among}: {examples}", cited, "")


def _closed(material: Material) -> Iterator[Claim]:
    told = {item.id for item in told_items(material)}  # their titles stand above
    closed = [
        item
        for item in material.work
        if item.id not in told and any(found.where in ("closing", "trailer") for found in item.found)
    ]
    if closed:
        named = joined([item.key for item in closed], most=_FEW_TICKETS)
        tickets = counted(len(closed), "ticket") if len(closed) > _FEW_TICKETS else f"the tickets {named}"
        tickets = f"the ticket {named}" if len(closed) == 1 else tickets
        yield _paragraph(f"Its commits say that they settle {tickets}.", tuple(item.id for item in closed[:8]), "")


def _paragraph(text: str, cited: Sequence[str], quote: str) -> Claim:
    return Claim(text, tuple(dict.fromkeys(cited))[:8], quote, Status.WEAK, AUTHORS, Layout.PARAGRAPH)
