"""Whether the fields say something: nothing empty, and nothing that holds a place for words."""

from collections.abc import Iterator

from ..advice.steps import without_code
from ..fields import BY_NAME
from ..ticket import Status
from ..wording import joined, quoted, shorten
from .case import Case
from .found import Found
from .mends import drafted
from .table import Row, words

_LONGEST = 60_000  # characters of a field that are read
_LONGEST_WHOLE = 240  # of one that may say nothing
_MOST_NAMED = 3
_OUTSIDE = ("begins", "marks", "lorem", "gaps", "names")  # looked for outside of code


def says_nothing(field: str, text: str) -> bool:
    """Whether a field is empty, or holds no more than "n/a", its own hint or its own questions."""
    bare = " ".join(text.split())
    if not any(map(str.isalnum, bare)):
        return True
    if len(bare) > _LONGEST_WHOLE or field in words().may_be_whole:
        return False
    about = BY_NAME[field]
    own = {about.hint, about.label, *about.questions}
    return bare.rstrip(".:?… ").casefold() in {one.rstrip(".:?… ").casefold() for one in own} or bool(
        words().placeholders["whole"].match(bare)
    )


def empty(row: Row, case: Case) -> Iterator[Found]:
    for field in row.fields:
        text = case.text(field)
        if says_nothing(field, text):
            about = BY_NAME[field]
            filled = {"label": about.label, "hint": about.hint[:1].lower() + about.hint[1:]}
            yield Found(filled, field, field, quote=text.strip(), mend=drafted(case, field))


def placeholder(row: Row, case: Case) -> Iterator[Found]:
    """Each field once, with the first of what holds a place in it."""
    for field in row.fields:
        text = case.text(field)[:_LONGEST]
        if says_nothing(field, text):
            continue
        places = set(_places(own_words(field, case)))
        if found := sorted(places, key=lambda one: (text.find(one), -len(one))):
            named = joined([quoted(one, 40) for one in found], _MOST_NAMED)
            yield Found({"label": BY_NAME[field].label, "what": named}, field, field, quote=found[0])


def own_words(field: str, case: Case) -> str:
    """What a person or the team wrote: a sentence of ours may tell of a commit that removes a TODO."""
    text = case.text(field)[:_LONGEST]
    for span in case.spans.get(field, ()):
        if span.claim.status is not Status.USER and any(one[:1] not in "NA" for one in span.claim.evidence):
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _places(text: str) -> Iterator[str]:
    patterns = words().placeholders
    outside = "\n".join(without_code(line) for line in text.split("\n"))
    yield from (found[0].strip() for found in patterns["slots"].finditer(text))
    for name in _OUTSIDE:
        yield from (found[0].strip() for found in patterns[name].finditer(outside))


def template_only(row: Row, case: Case) -> Iterator[Found]:
    """A heading of the team's own template under which nothing stands."""
    for entry in case.profile.of("templates"):
        field = entry.get("field")
        if field in row.fields and (heading := _bare(case.text(field), _headings(entry.get("text")))):
            named = {"label": BY_NAME[field].label, "what": quoted(shorten(heading, 60))}
            yield Found(named, field, field, (entry.id,) if entry.id else (), heading)


def _headings(template: str) -> frozenset[str]:
    """The lines of a template that open something, as one compares them."""
    lines = (line.strip() for line in template.split("\n"))
    return frozenset(_compared(one) for one in lines if one.startswith("#") or one.rstrip("*_ ").endswith(":"))


def _bare(text: str, headings: frozenset[str]) -> str:
    """The first of the headings behind which nothing stands, or only the next one."""
    lines = [line.strip() for line in text[:_LONGEST].split("\n") if line.strip()]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if _compared(line) in headings and (not following or _compared(following) in headings):
            return line
    return ""


def _compared(line: str) -> str:
    return line.strip("#*_: ").casefold()
