"""What was done to a ticket in words: for the history, and for the menu that offers to undo it."""

from collections.abc import Callable, Sequence

from ..fields import BY_NAME
from ..store.history import Step, changed_answers, changed_dismissals, changed_work
from ..store.record import IMPORT, PERSON, TEMPLATE, What
from ..ticket import Ticket
from ..wording import joined, shorten
from .history_life import lived
from .shown import visible
from .theme import Role

_MOST_NAMED = 2  # fields, answers and facts that are named; the others are counted
_LONGEST = 40  # characters of a question
FactId = Callable[[str], str]  # the id of the fact of a key, "" where the change has it no more

# What was done, and what it is called as something to undo; "{told}" are the fields, answers and facts that it changed.
_WORDS = {
    What.TYPED: ("Typed in {told}", "typing in {told}"),
    What.ACCEPTED: ("Took sentences into {told}", "taking sentences into {told}"),
    What.FILLED: ("Filled {told}", "filling {told}"),
    What.RESTORED: ("Restored {told}", "restoring {told}"),
    What.COPIED: ("Copied {told} from another ticket", "copying {told} from another ticket"),
    What.MENDED: ("Put right what the checks found in {told}", "putting right {told}"),
    What.UNDONE: ("Undid {told}", "undoing {told}"),
    What.REDONE: ("Redid {told}", "redoing {told}"),
    What.MOVED: ("Moved to other commits", "moving to other commits"),
    What.CREATED: ("Began the ticket", "beginning the ticket"),
    What.VERSION: ("Took what a kept version holds", "taking what a kept version holds"),
}
_CHOSEN = ("Chose {told}", "choosing {told}")
_OTHERWISE = ("Changed {told}", "changing {told}")
_OF_ANOTHER = (What.UNDONE, What.REDONE)  # acts that are told by the act that they take back or do again
_AUTHORS = {PERSON: ("You", "person", Role.USER), TEMPLATE: ("Template", "template", Role.TEAM)}
_IMPORTED = ("Import", "import", Role.CODE)


def done(
    what: What, before: Ticket, after: Ticket, fields: Sequence[str], fact_id: FactId, of: What | None = None
) -> str:
    """What an act was, as the history tells it: `Typed in Title`, `Answered “Why now?”`, `Undid dismissing X2`.

    `of`: the act that it takes back or does again.
    """
    if what in _OF_ANOTHER:
        first, then = (after, before) if what is What.UNDONE else (before, after)
        return _WORDS[what][0].format(told=_called(of or What.TYPED, first, then, fields, fact_id, most=1))
    acts = _acts(before, after, fact_id)
    if acts and what not in _WORDS:
        return joined([act for act, _ in acts])
    return _words(what, fields)[0].format(told=_told(fields, acts))


def undoing(step: Step, fact_id: FactId) -> str:
    """What a step is called in the menu, after "Undo": `typing in Title`, `the answer to “Why now?”`."""
    return _called(step.what, step.before, step.after, step.fields, fact_id)


def _called(
    what: What, before: Ticket, after: Ticket, fields: Sequence[str], fact_id: FactId, *, most: int = _MOST_NAMED
) -> str:
    acts = _acts(before, after, fact_id)
    if acts and what not in _WORDS:
        return joined([told for _, told in acts])
    return _words(what, fields)[1].format(told=_told(fields, acts, most))


def author_words(author: str, what: What | None = None) -> tuple[str, str, Role]:
    """Who or what wrote: its name, the icon of `ICONS`, and the icon's colour.

    `what`: the act; sentences that somebody drafted come into a field only when the person takes them.
    """
    name, icon, ink = _IMPORTED if author == IMPORT else _AUTHORS.get(author, (visible(author), "model", Role.CLAIM))
    if what is What.ACCEPTED and author != PERSON:
        return f"{_AUTHORS[PERSON][0]}, from {'the template' if author == TEMPLATE else name}", icon, ink
    return name, icon, ink


def field_label(name: str) -> str:
    """A field as the form calls it; also one that another version of the app knew."""
    return BY_NAME[name].label if name in BY_NAME else visible(name)


def question_words(question: str) -> str:
    return f"“{shorten(visible(question), _LONGEST)}”"


def _words(what: What, fields: Sequence[str]) -> tuple[str, str]:
    if what is What.TYPED and fields and all(name in BY_NAME and BY_NAME[name].choices for name in fields):
        return _CHOSEN
    return _WORDS.get(what, _OTHERWISE)


def _acts(before: Ticket, after: Ticket, fact_id: FactId) -> list[tuple[str, str]]:
    """What is told of an act beside the fields that it changed: as it was done, and as something to undo."""
    of_life = lived(before, after)
    return [*_answered(before, after), *_dismissed(before, after, fact_id), *_gave(before, after), *of_life]


def _told(fields: Sequence[str], acts: Sequence[tuple[str, str]], most: int = _MOST_NAMED) -> str:
    return joined([*map(field_label, fields), *(told for _, told in acts)], most) or "the ticket"


def _answered(before: Ticket, after: Ticket) -> list[tuple[str, str]]:
    return [
        (f"{_verb(before.answers.get(one), after.answers.get(one))} {question_words(one)}", _the_answer(one))
        for one in changed_answers(before, after)
    ]


def _the_answer(question: str) -> str:
    return f"the answer to {question_words(question)}"


def _verb(before: str | None, after: str | None) -> str:
    if not after:
        return "Took back the answer to"
    return "Answered" if not before else "Changed the answer to"


def _dismissed(before: Ticket, after: Ticket, fact_id: FactId) -> list[tuple[str, str]]:
    told = []
    for key in changed_dismissals(before, after):
        name = fact_id(key) or "a fact"
        goes = key in after.dismissed
        told.append((f"Dismissed {name}", f"dismissing {name}") if goes else _counts(name))
    return told


def _gave(before: Ticket, after: Ticket) -> list[tuple[str, str]]:
    keys = changed_work(before, after)
    told = joined([visible(key) for key in keys], _MOST_NAMED)
    if not keys:
        return []
    if all(key not in after.work for key in keys):
        return [(f"Took {told} away", f"taking {told} away")]
    new = all(key not in before.work for key in keys)
    return [(f"Added {told}", f"adding {told}") if new else (f"Changed {told}", f"changing {told}")]


def _counts(name: str) -> tuple[str, str]:
    return f"Let {name} count again", f"letting {name} count again"
