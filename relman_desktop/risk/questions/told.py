"""What shows that the impact was thought of, and that the documentation went along."""

from collections.abc import Iterator

from ...drafting.team.applying import services
from ...wording import counted, joined, named
from .seen import Seen, Shown
from .table import NO, PARTLY, YES, Row, identified
from .understanding import tells

_MOST = 3
_LONGEST = 60
_NOTES = ("notes.breaking", "notes.upgrade", "notes.entry", "notes.security")


def impact(row: Row, seen: Seen) -> Iterator[Shown]:
    """Whom it affects and what it affects are all of it; each alone, or a ticket that tells of it, is a part."""
    users, touched = _answered(seen, "users"), _answered(seen, "services") or _services(seen)
    if users and touched:
        yield Shown(YES, "You said what users notice, and the services that it affects are known.", (*users, *touched))
    if users:
        yield Shown(PARTLY, "You said what users notice; which services it affects is not said.", users)
    if touched:
        yield Shown(PARTLY, "The services that it affects are known; what users notice is not said.", touched)
    told = [one for one in seen.material.work if one.is_named and not one.is_request and (one.body or one.criteria)]
    if told:
        keys = joined([named(one.key, _LONGEST) for one in told], _MOST)
        text = f"{keys} {'tells' if len(told) == 1 else 'tell'} what it is for; whom else it affects is not said."
        yield Shown(PARTLY, text, tuple(one.id for one in told[:_MOST]))
    yield from _noted(seen, "what users notice of it; what else it affects is not said")


def documentation(row: Row, seen: Seen) -> Iterator[Shown]:
    """That pages change does not show that they tell all of it; that a setting is in none shows the contrary."""
    if missing := seen.facts.first("config.undocumented"):
        yield Shown(NO, missing.text, (missing.id,))
        return
    if pages := seen.facts.first("docs.changed"):
        text = f"{pages.text.removesuffix('.')}; that they tell all that changes is yours to say."
        yield Shown(PARTLY, text, (pages.id,))
    yield from _noted(seen, "what changes; that the documentation does is yours to say")


def _noted(seen: Seen, what: str) -> Iterator[Shown]:
    """The authors' notes that are in a file of the change: a commit message is no document."""
    notes = [one for one in seen.facts.of(*_NOTES) if any(place[:1] == "F" for place in one.evidence)]
    if notes:
        tell = "tells" if len(notes) == 1 else "tell"
        text = f"{counted(len(notes), 'note')} of the authors {tell} {what}."
        yield Shown(PARTLY, text, tuple(one.id for one in notes[:_MOST]))


def _answered(seen: Seen, which: str) -> tuple[str, ...]:
    """The evidence id of an answer that says something; "none" or "not known" may mean either."""
    question = identified()[which]
    answer = seen.case.answers.get(question, "")
    return (seen.answer_ids[question],) if tells(answer) else ()


def _services(seen: Seen) -> tuple[str, ...]:
    """The team's services by whose paths the change is about them."""
    found = (one.entry.id for one in services(seen.material) if one.because)
    return tuple(one for one in found if one not in seen.material.in_review)[:_MOST]
