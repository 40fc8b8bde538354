"""Marks that come and go: permission checks, locks, caches, algorithms, and what each of them is on.

A mark is removed only where what it was on is still there; one that goes together with its function is no news, and
neither is one of a function that is new.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile, groupby

from ...sources.change import Side, Status
from ...wording import shorten
from .event import Event
from .outline import defined
from .rules import MarkRule, mark_rules, written_in
from .source import Changed, Source

_LONGEST = 100  # characters of a mark that are told
_ALIKE = str.maketrans('{}"`', "[]''")
_MOST_MARKED = 3_000  # lines of one file that may hold a mark
_MOST_LINES = 8  # that a mark may be long
_MOST_BETWEEN = 12  # lines between a mark and what it stands above
_ACTIONS = re.compile(r"\b(only|except)(?::|\s*=>)\s*(\[[^\]]*\]|:\w+)")
_LIKE_A_GUARD = re.compile(r"(?:^|, *)\s*\w*(?:[aA]uth|[gG]uard|[pP]rotect|[aA]dmin|[pP]ermission)\w*(?:\(.*)?,", re.M)
_CALL = re.compile(r"\.(?:get|post|put|patch|delete|all|head|route|use)\($|\.(?:get|post|put|patch|delete|all)\(")
_QUOTED = re.compile(r"""["'`]([^"'`\s]{1,100})["'`]""")
_ROUTE = re.compile(r"""["'`](/[^"'`\s]{0,100}|[A-Z]+ /[^"'`\s]{0,100})["'`]""")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a changed line. `key` is the same for all spellings of one thing."""

    rule: MarkRule
    key: str
    name: str
    target: str
    line: Changed
    source: Source

    @property
    def gist(self) -> str:
        """What it says, whatever the variables in it are called: `authorize "delete"`."""
        called = re.split(r"[\s(]", self.name, maxsplit=1)[0]
        texts = re.findall(r"""["'`]([^"'`]*)["'`]|:(\w+)""", self.name)
        return " ".join([re.split(r"\.|::|->", called)[-1], *("".join(text) for text in texts)])


def detect(source: Source) -> Iterator[Mark]:
    """The marks on the changed lines of a file."""
    rules = mark_rules(written_in(source.file.path))
    if source.file.status is Status.DELETED:
        gone = (rule for rule in rules if rule.on == "file" and source.has_any(rule.has))
        yield from (mark for rule in gone for mark in _unplaced(rule, source, "-"))
        return
    for rule in [rule for rule in rules if source.has_any(rule.has) and _may_differ(rule, source)]:
        if source.is_both or rule.anywhere:
            yield from (mark for line in source.lines for mark in _marks(rule, line, source))
        else:
            yield from _unplaced(rule, source, "+")


def _may_differ(rule: MarkRule, source: Source) -> bool:
    """Whether one side has marks that the other has not, comments and all: the code need not be read else."""
    counts: dict[str, Counter[str]] = {"-": Counter(), "+": Counter()}
    lines = source.with_any(rule.has)
    if len(lines) > _MOST_MARKED:
        return False  # data, and not code that somebody wrote
    for sign, text, _ in lines:
        counts[sign].update(_key(found["name"]) for found in rule.pattern.finditer(text))
    before, after = counts["-"], counts["+"]
    return bool(before or after) and (rule.on == "next" or before != after)


def _unplaced(rule: MarkRule, source: Source, sign: str) -> Iterator[Mark]:
    """The marks of a new file, or of one that is gone: no news, but they show where one has gone, or comes from."""
    texts = (text for _, text, _ in source.with_any(rule.has))
    for found in (found for text in texts for found in rule.pattern.finditer(text)):
        yield Mark(rule, _key(found["name"]), found["name"], "", Changed(sign, 0, "", "", "", 0), source)


def events(marks: Iterable[Mark]) -> Iterator[Event]:
    """What happens to the marks of all files, by file, family and what they are on."""
    every = list(marks)
    elsewhere = {(mark.gist, mark.source.file.id, mark.target) for mark in every if mark.line.sign == "+"}
    gists = Counter(gist for gist, _, _ in elsewhere)
    gone = {mark.gist for mark in every if mark.line.sign == "-" and mark.source.file.status is Status.DELETED}
    ordered = sorted(every, key=lambda mark: (mark.source.file.path, mark.rule.family, mark.target))
    for (_, _, target), group in groupby(
        ordered, key=lambda mark: (mark.source.file.path, mark.rule.family, mark.target)
    ):
        yield from _events(target, [mark for mark in group if not _comes_from(mark, gone)], gists)


def _marks(rule: MarkRule, line: Changed, source: Source) -> Iterator[Mark]:
    text = line.bare if rule.bare else line.code
    if not any(word in line.lower for word in rule.has) or (rule.unless and rule.unless.search(text)):
        return
    for found in rule.pattern.finditer(text):
        start, end = found.span("name")
        target = None if _declares(line, found["name"]) else _target(rule, line, source)
        if target is not None and (rule.in_text or not _is_in_text(line, start)):
            whole = _whole(line, start, end, source) if rule.on in ("next", "route") else line.code[start:end]
            name = " ".join(whole.split()).rstrip(",;")
            name = rule.names.get(name.lower(), name)
            yield Mark(rule, _key(name), shorten(name, _LONGEST), target, line, source)


def _declares(line: Changed, name: str) -> bool:
    """Whether the line declares the function that a check would call."""
    called = re.split(r"\(", name, maxsplit=1)[0]
    return bool(called) and defined(line.bare).rpartition(".")[2] == called


def _whole(line: Changed, start: int, end: int, source: Source) -> str:
    """A mark that goes on in the lines below until its brackets are closed."""
    goes_on = line.bare[end : end + 1] == "(" or _depth(line.bare[start:end]) > 0
    text = line.code[start:] if goes_on else line.code[start:end]
    depth = _depth(line.bare[start:]) if goes_on else 0
    for code, bare, _ in source.following(line, _MOST_LINES) if depth > 0 else ():
        closed = _closed(bare, depth)
        text, depth = f"{text} {code[:closed].strip()}", depth + _depth(bare[:closed])
        if depth <= 0:
            break
    return text


def _closed(bare: str, depth: int) -> int:
    """Where in a line the last of so many open brackets is closed, else its end."""
    for at, char in enumerate(bare):
        depth += (char in "([{") - (char in ")]}")
        if depth <= 0:
            return at + 1
    return len(bare)


def _depth(bare: str) -> int:
    return sum(bare.count(char) for char in "([{") - sum(bare.count(char) for char in ")]}")


def _key(name: str) -> str:
    """The same for what is only written otherwise: with other quotes, other brackets, other spaces."""
    text = re.sub(r"\s|new(?=\s*\w*\[\])|(?<=[{(\[,])\[\](?=\{)|,(?=\s*[\])}])", "", name)
    return text.replace("[]{", "{").translate(_ALIKE)


def _is_in_text(line: Changed, start: int) -> bool:
    """Whether a place is inside of a string that has words before it, as a message has."""
    before = line.code[:start]
    return bool(re.search(r"""["'`][^"'`]*\w [^"'`]*$""", before)) and line.bare[start] == " " != line.code[start]


def _target(rule: MarkRule, line: Changed, source: Source) -> str | None:
    if rule.on == "file":
        return ""
    if rule.on == "within":
        owner = source.where(line)
        return owner if not rule.itself or owner.rpartition(".")[2] in line.code else None
    if rule.on == "route":
        return _route(line, source)
    following = source.following(line, _MOST_BETWEEN)
    return next((owner for _, bare, owner in following if defined(bare)), None)


def _route(line: Changed, source: Source) -> str | None:
    """The route of a mark: in its line, in the lines above where the call begins there, else where it stands."""
    if route := _ROUTE.search(line.code):
        return str(route[1])
    if not line.code.rstrip().endswith((",", "(", "{", "[")):
        return source.where(line)
    text = ""
    for code in source.preceding(line, _MOST_LINES):
        text = f"{code} {text}"
        if _CALL.search(code):
            called = _QUOTED.search(text, text.index("("))
            return called[1] if called else None
    return None


def _events(target: str, marks: list[Mark], gists: Mapping[str, int]) -> Iterator[Event]:
    """The events of the marks on one thing. A check that some other function now makes has only moved."""
    counts = Counter(mark.key for mark in marks if mark.line.sign == "+")
    counts.subtract(mark.key for mark in marks if mark.line.sign == "-")
    lost = _first(mark for mark in marks if mark.line.sign == "-" and counts[mark.key] < 0)
    gained = _first(mark for mark in marks if mark.line.sign == "+" and counts[mark.key] > 0)
    lost = [mark for mark in lost if not _stands(mark, "new", target)]
    gained = [mark for mark in gained if not _stands(mark, "old", target)]
    if len(lost) == len(gained) == 1 and "changed" in gained[0].rule.told and _is_there(gained[0], target):
        if not _is_rename(lost[0], gained[0]):
            yield _event(gained[0], "changed", target, lost[0])
        return
    moved = [mark for mark in lost if mark.rule.on == "within" and gists[mark.gist]]
    for what, some in (("removed", [mark for mark in lost if mark not in moved]), ("added", gained)):
        for mark in some:
            if what in mark.rule.told and _is_there(mark, target):
                yield _event(mark, what, target)


def _comes_from(mark: Mark, gone: set[str]) -> bool:
    """Whether a mark of a whole file stood in another file, which is gone."""
    return mark.rule.on == "file" and mark.line.sign == "+" and mark.gist in gone


def _is_rename(old: Mark, new: Mark) -> bool:
    """Whether the variables of a check are only called otherwise."""
    if old.rule.family != "check" or old.gist != new.gist:
        return False
    return " " not in new.gist or old.name.count(",") == new.name.count(",")


def _first(marks: Iterator[Mark]) -> list[Mark]:
    """Each mark once."""
    return list({mark.key: mark for mark in reversed(list(marks))}.values())[::-1]


def _stands(mark: Mark, side: Side, target: str) -> bool:
    """Whether a side of the file, or what the mark is on, has such a mark, be it in lines that do not change."""
    if mark.rule.on not in ("file", "within") or not mark.source.is_both:
        return False
    lines = mark.source.of(side, target if mark.rule.on == "within" else None)
    hits = (found for line in lines for found in mark.rule.pattern.finditer(line))
    return any(_key(mark.rule.names.get(found["name"].lower(), found["name"])) == mark.key for found in hits)


def _is_there(mark: Mark, target: str) -> bool:
    """Whether what the mark is on is there before and after."""
    source = mark.source
    if mark.rule.anywhere:
        return mark.line.sign == "+" or source.file.status is not Status.DELETED
    if not source.is_both:
        return False
    if mark.rule.on == "file":
        return True
    if mark.line.sign == "-" and (not _has_actions(mark, target) or _may_be_guarded(mark, target)):
        return False
    other: Side = "new" if mark.line.sign == "-" else "old"
    if mark.rule.on == "route" and target not in source.names(mark.line.side):
        return bool(target) and _names(source.text(other), target)
    return bool(target) and target in source.names(other)


def _has_actions(mark: Mark, target: str) -> bool:
    """Whether an action is left that a filter of a controller names, or that it does not except."""
    named = _ACTIONS.search(mark.name)
    if not named:
        return True
    actions = set(re.findall(r":(\w+[?!]?)", named[2]))
    left = {name.rpartition(".")[2] for name in mark.source.names("new") if name.startswith(f"{target}.")}
    return bool(left & actions if named[1] == "only" else left - actions)


def _may_be_guarded(mark: Mark, target: str) -> bool:
    """Whether a route has something that sounds like a guard and that no rule knows."""
    if mark.rule.family != "route":
        return False
    lines = iter(mark.source.text("new").split("\n"))
    call, depth = "", 0
    for line in dropwhile(lambda line: not _names(line, target), lines):
        call, depth = f"{call}\n{line}", depth + _depth(line)
        if depth <= 0 and line.rstrip().endswith((")", ");", "}")):
            break
        if call.count("\n") > _MOST_LINES:
            break
    return bool(_LIKE_A_GUARD.search(call))


def _names(line: str, target: str) -> bool:
    return any(f"{quote}{target}{quote}" in line for quote in "\"'`")


def _event(mark: Mark, what: str, target: str, before: Mark | None = None) -> Event:
    return Event(
        kind=mark.rule.kind,
        what=what,
        told=mark.rule.told[what],
        name=mark.name,
        old=before.name if before else mark.name if what == "removed" else None,
        new=None if what == "removed" else mark.name,
        unit=None,
        where=target,
        file=mark.source.file,
        evidence=tuple(dict.fromkeys(one.line.hunk for one in (before, mark) if one)),
    )
