"""The acceptance criteria in the body of a work item: under a heading, in a task list, as scenarios."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from re import Pattern

from ...files import resource
from ...wording import shorten, unhidden

_MOST_STEPS = 30
_MOST, _LONGEST_BODY, _LONGEST, _LONGEST_LINE = 100, 200_000, 500, 2_000
_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?P<text>.*)")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[*+•–-]|\d{1,3}[.)])\s+(?P<box>\[[ xX]\]\s+)?(?P<text>\S.*)")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)\s*(?P<language>\w*)")
_AROUND = "*_# \t:"
_COMMENT_OPENS, _COMMENT_CLOSES = "<!--", "-->"
_LINK = re.compile(r"!?\[([^\[\]]{1,300})\]\([^()\s]{1,1000}\)")
_BOLD = re.compile(r"\*\*|__")
_BOLD_LABEL = re.compile(r"\s*(?:\*\*|__)[^*_]{1,80}:?(?:\*\*|__):?\s*")


@dataclass(frozen=True, slots=True)
class _Words:
    names: tuple[str, ...]  # of fields that hold them, small
    label: Pattern[str]  # "Acceptance criteria: what follows"
    numbered: Pattern[str]
    given: Pattern[str]
    then: Pattern[str]
    step: Pattern[str]
    scenario: Pattern[str]
    formality: Pattern[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(resource("work.toml").read_text("utf-8"))["criteria"]
    steps = "|".join(table[name] for name in ("given", "when", "then", "more"))
    names = [re.escape(name).replace("'", "['’]") for name in table["names"]]
    return _Words(
        tuple(table["names"]),
        _pattern(rf"(?:{'|'.join((*table['labels'], *names))})\s*(?P<colon>[:：]|$)\s*(?P<rest>.*)"),
        _pattern(rf"(?:(?:{table['numbered']})\s*[:.)–-]|(?:{table['inline']}))\s*(?P<rest>\S.*)"),
        _pattern(rf"(?:{table['given']})\b"),
        _pattern(rf"(?:{table['then']})\b"),
        _pattern(rf"(?:{steps})\s"),
        _pattern(rf"(?:{table['scenario']})\s*:"),
        _pattern(table["formalities"]),
    )


def _pattern(text: str) -> Pattern[str]:
    return re.compile(text, re.IGNORECASE)


@dataclass(slots=True)
class _Scenario:
    steps: list[str] = field(default_factory=list)
    has_then: bool = False

    def add(self, step: str) -> None:
        self.has_then = self.has_then or bool(_words().then.match(step))
        if len(self.steps) < _MOST_STEPS:
            self.steps.append(step)


@dataclass(slots=True)
class _Found:
    """What was gathered so far of a body."""

    listed: list[str] = field(default_factory=list)  # under a label
    said: list[str] = field(default_factory=list)  # under a label, in no list
    tasks: list[str] = field(default_factory=list)  # of task lists elsewhere
    scenarios: list[_Scenario] = field(default_factory=list)
    parents: dict[int, str] = field(default_factory=dict)  # by their indent: "The export:", over a list of its own


def criteria_of(body: str) -> tuple[str, ...]:
    """The acceptance criteria that a Markdown body tells, one text of one line each; () where it tells none.

    What stands under "Acceptance criteria" and the like, each scenario as one; task lists where there is neither.
    """
    found = _Found()
    _gather(found, list(_lines(body[:_LONGEST_BODY])))
    scenarios = [" ".join(one.steps) for one in found.scenarios if one.has_then]
    told = [*(found.listed or found.said), *scenarios] or found.tasks
    return tuple(dict.fromkeys(filter(None, map(_plain, told))))[:_MOST]


def is_criteria(name: object) -> bool:
    """Whether a field of that name holds acceptance criteria; what is no text names none."""
    return isinstance(name, str) and name.replace("’", "'").strip(" :").casefold() in field_names()


def field_names() -> tuple[str, ...]:
    """What fields that hold acceptance criteria are called, in small letters."""
    return _words().names


def _lines(body: str) -> Iterator[str]:
    """The lines without comments, and without code but for scenarios, which are often set as such."""
    code, comment = False, False
    for line in body.splitlines():
        line = line[:_LONGEST_LINE]
        if fence := _FENCE.match(line):
            code = not code and fence["language"].lower() not in ("gherkin", "feature", "cucumber")
            continue
        comment = comment or _COMMENT_OPENS in line
        if not code and not comment:
            yield line
        comment = comment and _COMMENT_CLOSES not in line


def _gather(found: _Found, lines: Sequence[str]) -> None:
    level = 0  # of the heading that the criteria stand under; 7 under a label, 0 where there are none
    formal = False
    for line in lines:
        heading, text = _HEADING.match(line), _bare(line)
        label = _words().label.fullmatch(text)
        if heading or _BOLD_LABEL.fullmatch(line) or (label and not _ITEM.match(line)):
            marks = len(heading["marks"]) if heading else 7
            level = marks if label else 0 if marks <= (level or 7) else level
            formal = bool(_words().formality.search(text))
            found.parents.clear()
            if label and label["rest"]:
                found.said.append(label["rest"])
        elif numbered := _words().numbered.match(text):
            found.listed.append(numbered["rest"])
        elif not _in_scenario(found, text):
            _take(found, line, under=level > 0, formal=formal)


def _in_scenario(found: _Found, text: str) -> bool:
    """Whether a line is one of a scenario, which it is then put into."""
    if _words().scenario.match(text):
        found.scenarios.append(_Scenario())
        return True
    if not text or not _words().step.match(text):
        return False
    begins = bool(_words().given.match(text))
    if begins and (not found.scenarios or found.scenarios[-1].has_then):
        found.scenarios.append(_Scenario())
    if not found.scenarios or not (begins or found.scenarios[-1].steps):
        return False
    found.scenarios[-1].add(text)
    return True


def _take(found: _Found, line: str, *, under: bool, formal: bool) -> None:
    item = _ITEM.match(line)
    if item and (under or item["box"]):
        text = item["text"].strip()
        if under:
            _listed(found, len(item["indent"].expandtabs(4)), text)
        elif not formal and not _words().formality.search(text):
            found.tasks.append(text)
    elif under and line.strip() and not item:
        told = found.listed if line[:1].isspace() and found.listed else found.said
        if told is found.listed:
            told[-1] = shorten(f"{told[-1]} {line.strip()}", _LONGEST)  # an item goes on in its next line
        else:
            told.append(line.strip())


def _listed(found: _Found, indent: int, text: str) -> None:
    """An item, with the words of the one that its list stands under: "The export: is quick"."""
    for deeper in [one for one in found.parents if one >= indent]:
        del found.parents[deeper]
    above = " ".join(found.parents[one] for one in sorted(found.parents))
    if text.endswith(":"):
        found.parents[indent] = shorten(text, _LONGEST)
    else:
        found.listed.append(shorten(f"{above} {text}".strip(), _LONGEST))


def _bare(line: str) -> str:
    """A line without what marks it as an item or a heading."""
    item = _ITEM.match(line)
    return _BOLD.sub("", item["text"] if item else line).strip(_AROUND + "\r").strip()


def _plain(text: str) -> str:
    """One line without links and emphasis; "" for what was struck out or says nothing."""
    if text.startswith("~~") and text.endswith("~~"):
        return ""
    clean = " ".join(unhidden(_BOLD.sub("", _LINK.sub(r"\1", text[: 2 * _LONGEST]))).split()).strip()
    return shorten(clean, _LONGEST) if any(map(str.isalnum, clean)) else ""
