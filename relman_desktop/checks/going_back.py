"""Whether one can go back by the ticket: when, how, and how long it takes."""

from collections.abc import Iterator

from ..advice.signals import names_trigger
from ..advice.table import table
from ..wording import quoted
from .case import Case
from .finding import Mend
from .found import Found
from .mends import citing, drafted, with_sentences
from .table import Row, words
from .written import own_words, says_nothing

_FIELDS = ("rollback", "validation", "deployment")
_LONGEST = 60_000
_LONGEST_LINE = 4_000


def _is_written(case: Case) -> bool:
    return not says_nothing("rollback", case.text("rollback"))


def no_rollback_trigger(row: Row, case: Case) -> Iterator[Found]:
    if not _is_wanted(case) or any(names_trigger(case.text(field)) for field in _FIELDS):
        return
    if not any(_may_tell_when(line) for line in own_words("rollback", case).split("\n")):
        yield Found(mend=_thresholds(case))


def _is_wanted(case: Case) -> bool:
    """Whether a way back is told of; not where there is a reason for none."""
    return _is_written(case) and not words().rollback["none"].search(case.text("rollback")[:_LONGEST_LINE])


def _may_tell_when(line: str) -> bool:
    """Whether a line of a person's tells when, in more than "if needed"; of ours a stricter look was taken."""
    patterns = words().rollback
    return bool(patterns["trigger"].search(patterns["vague"].sub(" ", line[:_LONGEST_LINE])))


def vague_rollback_trigger(row: Row, case: Case) -> Iterator[Found]:
    """A trigger is told, but none of them tells what one would see."""
    told = [line for field in _FIELDS for line in case.text(field)[:_LONGEST].split("\n") if names_trigger(line)]
    if told and _is_wanted(case) and not any(_is_seen(one, case) for one in told):
        line = told[0].strip()
        field = next(one for one in _FIELDS if line in case.text(one))
        yield Found({"what": quoted(line, 80)}, field, quote=line, mend=_thresholds(case))


def _is_seen(line: str, case: Case) -> bool:
    """Whether it says a number, a name or a check; or opens a list that does."""
    bare = line[:_LONGEST_LINE].strip()
    return bool(words().steps["seen"].search(_without_marker(bare))) or bare.endswith(":")


def _without_marker(line: str) -> str:
    head, _, rest = line.partition(" ")
    return rest if head.rstrip(".)").isdigit() or head in ("-", "*", "•") else line


def empty_rollback(row: Row, case: Case) -> Iterator[Found]:
    text = case.text("rollback").strip()
    if _is_written(case) and len(text) < _LONGEST_LINE and words().steps["only_words"].match(text):
        better = drafted(case, "rollback")
        mend = better if better and not words().steps["only_words"].match(better.texts["rollback"]) else None
        yield Found({"what": quoted(text, 60)}, quote=text, mend=mend)


def no_rollback_duration(row: Row, case: Case) -> Iterator[Found]:
    if _is_wanted(case):
        yield from _untimed("rollback", case)


def no_duration(row: Row, case: Case) -> Iterator[Found]:
    yield from _untimed("deployment", case)


def _untimed(field: str, case: Case) -> Iterator[Found]:
    """Steps of which none says how long it takes; some that do not are a matter of the schedule."""
    if says_nothing(field, case.text(field)) or not case.timing:
        return
    part = next((one for one in case.timing.parts if one.name == field), None)
    if part and not part.timed and not _is_timed_as_a_whole(case.text(field)):
        yield Found()


def _is_timed_as_a_whole(text: str) -> bool:
    """Whether a line beside the steps says it: "Takes 20 minutes in all"."""
    patterns = table().steps
    return any(patterns["durations"].search(line[:_LONGEST_LINE]) for line in text[:_LONGEST].split("\n"))


def _thresholds(case: Case) -> Mend | None:
    """The team's own thresholds, as the template writes them."""
    ids = {one.id for one in case.profile.of("monitoring") if one.get("threshold").strip()}
    return with_sentences(case, "rollback", "Take the team's thresholds", citing(ids)) if ids else None
