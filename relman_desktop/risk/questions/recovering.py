"""What shows that one could recover: backups, a plan, a rehearsed way back."""

from collections.abc import Iterator

from ...wording import named
from ..rehearsal.rehearsal import Finding
from .seen import Said, Seen, Shown
from .table import PARTLY, YES, Row

_LONGEST = 80
_CLAIM = " The change itself writes so, which is under review."
_REHEARSED = ("revert", "schema")  # what must have come out well


def backups(row: Row, seen: Seen) -> Iterator[Shown]:
    """A backup is one where it is said how it comes to be and how it is restored."""
    for one in _backed_up(seen):
        made, restored = one.told("every") or one.told("command"), one.told("restore") or one.told("plan")
        text = f"The team backs up {named(one.get('what'), _LONGEST)}"
        if made and restored:
            yield _of(one, YES, f"{text} and knows how to restore it.")
        else:
            missing = "how it is restored" if made else "when" if restored else "when, and how it is restored,"
            yield _of(one, PARTLY, f"{text}; {missing} is not said.")
    yield from _known(seen, "command.backup", "The repository says how to take a backup")


def recovery_plan(row: Row, seen: Seen) -> Iterator[Shown]:
    for one in _backed_up(seen):
        what = named(one.get("what"), _LONGEST)
        if one.told("plan"):
            yield _of(one, YES, f"The team's recovery plan for {what} is {named(one.get('plan'), _LONGEST)}.")
        elif one.told("restore"):
            yield _of(one, PARTLY, f"The team knows how to restore {what}; a plan for the worst case is not named.")
    for one in seen.said("services"):
        if one.told("runbook"):
            text = f"{named(one.get('name'), _LONGEST)} has the runbook {named(one.get('runbook'), _LONGEST)}"
            yield _of(one, PARTLY, f"{text}; whether it covers the worst case is not said.")
    yield from _known(seen, "command.restore", "The repository says how to restore a backup")


def rollback_tried(row: Row, seen: Seen) -> Iterator[Shown]:
    """Rehearsed is less than tried, and only a person knows of a trial."""
    rehearsal = seen.case.background.rehearsal
    if not rehearsal:
        return
    found = [one for name in _REHEARSED if (one := rehearsal.of(name))]
    against = [one for one in rehearsal.findings if one.outcome == "no"]
    if len(found) == len(_REHEARSED) and all(one.outcome == "yes" for one in found) and not against:
        yield Shown(PARTLY, f"Rehearsed, not tried: {_lower(found[0].text)}", _cited(found))
    elif against:
        yield Shown("", against[0].text, _cited(against[:1]))


def _backed_up(seen: Seen) -> Iterator[Said]:
    """The team's backups, but for entries that say there are none."""
    return (one for one in seen.said("backups") if one.is_about("what"))


def _of(one: Said, comes_to: str, text: str) -> Shown:
    """What an entry shows; what the change itself writes shows less."""
    if not one.is_claim:
        return Shown(comes_to, text, (one.id,))
    return Shown(PARTLY if comes_to == YES else "", text + _CLAIM, (one.id,))


def _known(seen: Seen, kind: str, text: str) -> Iterator[Shown]:
    """That a document tells how it is done does not show that the team does it."""
    if fact := seen.facts.first(kind):
        yield Shown("", f"{text} ({fact.get('path')}); whether you have done so is yours to say.", (fact.id,))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _cited(found: list[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for finding in found for one in finding.evidence))
