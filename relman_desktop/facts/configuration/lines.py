"""Names in the lines of hunks, found by the table of patterns; what remarks say is not read."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, islice

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Line, Side
from ..production import is_program
from .changed import runs
from .continued import is_continued, told_apart
from .mentions import Mention
from .remarks import code, is_remark
from .rules import Pattern, Role, is_ignored, is_version, patterns_for
from .values import COMPUTED

_REFERENCE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")  # `process.env.OTHER`, `defaults.timeout`
_BETWEEN = re.compile(r"[^;={}]{0,120}")  # an expression's two alternatives are in one statement
_ELSE = re.compile(r"\?\?|\|\||\?:|\bor\b|or_else")
_INSIDE = re.compile(r"(?:\?\?|\|\||[,{])\s*$")  # the match ends where its own default begins
_GO_ELSE = re.compile(r'\s*if \w{1,40} == "" \{\s*\w{1,40} = ')
_DEPRECATED = re.compile(
    r"deprecat|no longer supported|has no effect|will be removed|\bremove\b[^\n]{0,60}\bin (?:v?\d|(?:the )?next)",
    re.IGNORECASE,
)
_CONSTANT = re.compile(r"(?!(?:[tT]rue|[fF]alse|None|nil|null|undefined)$)[A-Za-z_]\w{2,80}")
_LITERAL = r"""\s*((?:-?[\d_.]+|"[^"\n]*"|'[^'\n]*'|[tT]rue|[fF]alse)(?:\s*[*+]\s*[\w.]{1,40}){0,4})\s*;?\s*$"""
_MOST_CONSTANTS = 50  # that are looked up in one file
_ABOVE = 4  # lines of a remark over a declaration that are looked at
_NOTHING = ("None", "null", "nil", "undefined")
_LINES_AFTER = 10
_LONGEST = 5_000  # characters of a line; what is longer is data or minified
_MOST = 3_000  # mentions of one hunk; code has fewer
_NEXT = 6  # names after one that may be its alternatives
_FAR = 800  # characters
_FAILS = re.compile(r"\braise\b|\bthrow\b|\bpanic|\bFatal|\bexit\(|\babort\b|\bdie\(|expect\(")
_GIVEN = re.compile(r"\s*(?:(?:const|let|var|val|my)\s+)?\$?([A-Za-z_]\w{0,60})\s*:?=(?!=)")
_TEST = r"""(?m)^\s*if\s*\(?\s*\$?{name}\s*(?:\)?\s*[:{{]?\s*$|is\s+not\s+None|!==?\s*(?:""|''|nil|null|undefined))"""
_TESTED_WITHIN = 3  # lines
_REFUSED = re.compile(r"(?:was|is|been|be) removed|no longer supported")  # it fails with it, and not without it
_CLOSING = ("}", ")", "]")
_DROPPED: Mapping[Side, str] = {"old": "+", "new": "-"}

Found = tuple[Pattern, str, re.Match[str]]
_OTHERS = re.compile(r"[A-Z][A-Z0-9_]{2,79}")


def mentions(change: Change, file: FileChange, side: Side, cancel: Cancel) -> list[Mention]:
    """All mentions in one side of a file's hunks, their context included."""
    found: list[Mention] = []
    bare: Sequence[str] | None = None
    for hunk in change.hunks(file, cancel):
        lines = [line for line in hunk.lines if line.sign != _DROPPED[side] and len(line.text) <= _LONGEST]
        if not is_continued(file.path) and not _any(file, lines):
            continue
        if bare is None:
            whole = code(change.content.text(file, side, cancel) or "", file.path)
            bare = (told_apart(whole) if is_continued(file.path) else whole).split("\n")
        found += _of_hunk(file, hunk, lines, _without_remarks(file, lines, bare, side))
    if side == "old" and file.old_path:
        found = [replace(one, path=file.old_path) for one in found]
    return _resolved(found, "\n".join(bare or ()))


def _resolved(found: list[Mention], text: str) -> list[Mention]:
    """The mentions, those whose default is a constant of their file with the constant's value."""
    names = sorted({one.constant for one in found if one.constant})
    values = {name: value for name in names[:_MOST_CONSTANTS] if (value := _value(name, text))}
    return [_with_value(one, values) if one.constant else one for one in found]


def _with_value(one: Mention, values: Mapping[str, str]) -> Mention:
    known = values.get(one.constant or "")
    return replace(one, default=known or COMPUTED, constant=one.constant if known else None)


def _value(name: str, text: str) -> str | None:
    value = re.search(rf"(?m)^[\w \t]{{0,60}}\b{re.escape(name)}\b(?:\s*:\s*[\w.]+)?\s*:?={_LITERAL}", text)
    return literal(value[1]) if value else None


def _any(file: FileChange, lines: Sequence[Line]) -> bool:
    text = "\n".join(line.text for line in lines)
    return any(pattern.is_worth_it(text) and pattern.regex.search(text) for pattern in patterns_for(file.path))


def _without_remarks(file: FileChange, lines: Sequence[Line], bare: Sequence[str], side: Side) -> str:
    """The lines without remarks: by the whole text, where it is known, since a docstring may begin far above."""
    numbers = [(line.old if side == "old" else line.new) or 0 for line in lines]
    if len(bare) < max(numbers, default=0):
        return code("\n".join(line.text for line in lines), file.path)
    known = (bare[number - 1].rstrip("\r") for number in numbers)
    return "\n".join(
        kept if len(kept) == len(line.text.rstrip("\r")) else line.text for line, kept in zip(lines, known, strict=True)
    )


def _of_hunk(file: FileChange, hunk: Hunk, lines: Sequence[Line], text: str) -> Iterator[Mention]:
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    found = sorted(islice(_matches(file.path, text), _MOST), key=lambda one: one[2].start())
    run_of = dict(zip(hunk.lines, runs(hunk), strict=True))
    texts = [line.text for line in lines]
    for number, (pattern, name, match) in enumerate(found):
        place = bisect_right(starts, max(match.start("name"), match.start())) - 1
        older = _older(match)
        others = older or _alternatives(text, name, match, found[number + 1 : number + 1 + _NEXT])
        one = _mention(file, hunk, lines[place], run_of[lines[place]], (pattern, name, match), others)
        if pattern.after and _settles(pattern.after, match, lines[bisect_right(starts, match.end() - 1) :]):
            one = replace(one, settles=True)
        if is_deprecated(texts, place, name):
            one = replace(one, deprecated=True)
        yield one if one.default != COMPUTED or not older else replace(one, default=None)
        for other in older:
            given = one.default if one.settles else None
            yield replace(one, name=other, default=given, required=False, instead_of=(), shape="")


def _matches(path: str, text: str) -> Iterator[Found]:
    for pattern in patterns_for(path):
        if not pattern.is_worth_it(text) or (pattern.unless and pattern.unless.search(text)):
            continue
        for match in pattern.regex.finditer(text):
            name = group(match, "name", "name2") or ""
            if not is_ignored(name) and not (pattern.role is Role.SET and is_version(name)):
                yield pattern, name, match


def in_line(path: str, text: str) -> Iterator[tuple[str, bool]]:
    """The names that one line reads, each with whether it fails without."""
    for pattern, name, match in _matches(path, code(text, path)):
        if pattern.role not in (Role.SET, Role.SAMPLE):
            yield name, pattern.required and group(match, "default", "complex", "block") is None


def _older(match: re.Match[str]) -> tuple[str, ...]:
    """The names that a list gives after the first."""
    return tuple(_OTHERS.findall(group(match, "more") or ""))


def _alternatives(text: str, name: str, match: re.Match[str], found: Sequence[Found]) -> tuple[str, ...]:
    """The names that the same expression asks for after this one."""
    later = (other for other in found if 0 < other[2].start() - match.start() < 300 and other[1] != name)
    close = [(other[1], text[match.end() : other[2].start()]) for other in later]
    return tuple(
        other
        for other, between in close
        if _GO_ELSE.fullmatch(between)
        or (_BETWEEN.fullmatch(between) and (_ELSE.search(between) or _INSIDE.search(match[0])))
    )


def _mention(file: FileChange, hunk: Hunk, line: Line, run: str, found: Found, others: tuple[str, ...]) -> Mention:
    pattern, name, match = found
    default = group(match, "default", "default2", "block")
    required = pattern.required or bool(group(match, "required", "required2"))
    if pattern.after and default is None:
        for later in pattern.after.finditer(_following(match.string, match.end())):
            default = group(later, "default") or default
            required = required or bool(group(later, "required"))
    if default is None and (group(match, "complex") is not None or others):
        default = COMPUTED
    given = default is not None
    constant = default if default and _is_name(pattern, file.path, default) else None
    default = literal(default or pattern.assumed or "") or None
    default = None if default in _NOTHING else default
    if default is None and pattern.role in (Role.READ, Role.KEY) and _is_missed(name, match):
        needed: bool | None = True
    else:
        can_do_without = default or given or group(match, "optional") or _says_optional(match) or _is_tested(match)
        needed = False if can_do_without else required or None
    return Mention(
        name,
        default,
        needed,
        pattern.role,
        line.sign != " ",
        file.path,
        hunk.id,
        line.new or line.old or 0,
        shape(line.text, name, default),
        run,
        instead_of=others,
        constant=constant,
    )


def _settles(after: re.Pattern[str], match: re.Match[str], below: Sequence[Line]) -> bool:
    """Whether the line below a name that gives its default changes, or the declaration ends without one."""
    following = _following(match.string, match.end())
    given = [one.start("default") for one in after.finditer(following) if group(one, "default") is not None]
    if given:
        place = following.count("\n", 0, given[-1])
        return place < len(below) and below[place].sign != " "
    end = following.count("\n") + 1 if following else 0
    return end < len(below) and below[end].text.strip().startswith(_CLOSING)


def _is_name(pattern: Pattern, path: str, default: str) -> bool:
    """Whether a default is another name of the code: where code reads, an unquoted word is no value."""
    read = pattern.role not in (Role.SET, Role.SAMPLE)
    return read and is_program(path) and bool(_CONSTANT.fullmatch(default))


def _is_missed(name: str, found: re.Match[str]) -> bool:
    """Whether the lines below end the program with words about the variable, as they do where it is not set."""
    below = found.string[found.end() : found.end() + _FAR].split("\n")[: _LINES_AFTER - 2]
    told = [place for place, line in enumerate(below) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line)]
    near = ("\n".join(below[max(0, place - 2) : place + 1]) for place in told)
    return any(_FAILS.search(text) and not _REFUSED.search(text) for text in near)


def _is_tested(found: re.Match[str]) -> bool:
    """Whether what is read gets a name, and the lines below do something if there is a value: else they do without."""
    text = found.string
    start = text.rfind("\n", 0, found.start()) + 1
    given = _GIVEN.match(text[start : found.end()])
    below = "\n".join(text[found.end() : found.end() + _FAR].split("\n")[1 : 1 + _TESTED_WITHIN])
    return bool(given and re.search(_TEST.format(name=re.escape(given[1])), below))


def shape(line: str, name: str, default: str | None = None) -> str:
    """A line without the name, in whatever case, and without its layout."""
    bare = re.sub(re.escape(name), "\0", line, flags=re.IGNORECASE)
    return re.sub(r"\s+", "", bare.replace("'", '"'))[:400]


def is_deprecated(lines: Sequence[str], place: int, name: str) -> bool:
    """Whether the line itself, the remark over it, or another line with the name says that it is deprecated."""
    above = place
    while above > max(0, place - _ABOVE) and is_remark(lines[above - 1]):
        above -= 1
    near = lines[above : place + 1]
    return any(_DEPRECATED.search(line) for line in near) or any(
        _DEPRECATED.search(line) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line)
        for line in lines[max(0, place - 6) : place + 7]
    )


def _says_optional(found: re.Match[str]) -> bool:
    """Whether the line of a match or the one above it says that the variable is optional, or only asks for it."""
    text = found.string
    if text.endswith("!", 0, found.start()):
        return True
    above = text.rfind("\n", 0, max(text.rfind("\n", 0, found.start()), 0)) + 1
    end = text.find("\n", found.start())
    return "ptional" in text[above : end if end >= 0 else len(text)]


def literal(text: str) -> str:
    """A default without its quotes; `COMPUTED` for a reference."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        return text[1:-1]
    return COMPUTED if _REFERENCE.fullmatch(text) else text


def group(found: re.Match[str], *names: str) -> str | None:
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name) is not None), None)


def _following(text: str, start: int) -> str:
    """The lines after a match up to one that closes the declaration."""
    kept: list[str] = []
    for line in text[start : start + 1500].split("\n")[1 : _LINES_AFTER + 1]:
        if line.strip().startswith(_CLOSING):
            break
        kept.append(line)
    return "\n".join(kept)
