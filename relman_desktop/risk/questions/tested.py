"""What shows that tests were run: a pipeline that runs them, the team's word that a machine does.

Neither shows that they passed for this very change, so the most that comes of it is "partly". That tests exist or
changed shows nothing of the kind.
"""

from collections.abc import Iterator

from ...facts.fact import Fact
from ...wording import joined, named
from .seen import Said, Seen, Shown
from .table import PARTLY, Row

_LONGEST = 80  # characters of a command
_CONFIRM = "that they passed for this change is yours to confirm"
_SORTS = {"unit": "unit", "integration": "integration", "end-to-end": "e2e", "regression": "regression"}  # in facts
_LOST = 40  # weight from which tests are gone that had no reason to go
_SUITE = ("unit", "regression")  # the kinds of which all tests of the repository are, run once more


def tests(row: Row, seen: Seen) -> Iterator[Shown]:
    """For one kind of tests."""
    untested = seen.facts.first("tests.none") if row.kind == "unit" else None
    for shown in (*_by_pipeline(row, seen), *_by_team(row, seen)):
        if untested and shown.comes_to:
            yield Shown("", f"{shown.text[:-1]}; but {_lower(untested.text)}", (*shown.evidence, untested.id))
        else:
            yield shown
    yield from _changed(row, seen)


def _by_pipeline(row: Row, seen: Seen) -> Iterator[Shown]:
    """A pipeline that runs all tests runs those of before too, which is what a regression test is."""
    kinds = _SUITE if row.kind == "regression" else (row.kind,)
    lost = seen.facts.of("tests.removed") if row.kind == "regression" else ()
    for fact in seen.facts.of("tests.pipeline"):
        if fact.get("kind") in kinds:
            told, each = _piped(fact), fact.get("with") == "each"
            if gone := next((one for one in lost if one.weight >= _LOST), None):
                yield Shown("", f"{told}, but tests of before do not run any more.", (fact.id, gone.id))
            else:
                again = ", and so those of before once more" if row.kind == "regression" else ""
                yield Shown(PARTLY if each else "", f"{told}{again}; {_CONFIRM}.", (fact.id,))


def _piped(fact: Fact) -> str:
    """What the fact says, with its first command."""
    commands = fact.data.get("commands")
    names = [named(one, _LONGEST) for one in commands] if isinstance(commands, list) else []
    which = "each change" if fact.get("with") == "each" else "the changes that their conditions name"
    return f"Pipelines run {fact.get('kind')} tests with {which}" + (f": {joined(names, 1)}" if names else "")


def _by_team(row: Row, seen: Seen) -> Iterator[Shown]:
    for one in seen.said("testing"):
        if one.get("kind") == row.kind and one.get("when") != "after":
            by_machine = one.entry.values.get("automated") is True and not one.is_claim
            who = "has a machine run" if by_machine else "runs"
            text = f"The team {who} {_what(one)} before a deployment; {_CONFIRM}."
            yield Shown(PARTLY if by_machine else "", text, (one.id,))


def _what(one: Said) -> str:
    return named(one.get("command") or one.get("text"), _LONGEST)


def _changed(row: Row, seen: Seen) -> Iterator[Shown]:
    """Tests that come with the change, of which nobody says that they were run."""
    for fact in seen.facts.of("tests.touched"):
        count = fact.get(_SORTS[row.kind]) or (fact.get("files") if row.kind == "unit" else "")
        if count:
            text = "Tests change with it; that they were run and passed is yours to say."
            yield Shown("", text, (fact.id,))
    untested = seen.facts.first("tests.none") if row.kind == "unit" else None
    if untested:
        yield Shown("", untested.text, (untested.id,))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
