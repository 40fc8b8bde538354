"""What in a sentence can be looked up: names, paths, addresses, versions, numbers, dates, keys, commands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...sources.work.keys import is_project
from .quantities import SPELT
from .rules import rules

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SPAN = re.compile(r"(`+)(?!`)(.{1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
_KINDS: tuple[
    tuple[str, str], ...
] = (  # tried in this order; `{tops}` end host names, `{addressed}` do so beside other signs
    ("url", r"""(?i:\b[a-z][a-z0-9+.-]{1,20}:/+[^\s<>"'`“”‹›]+|\b(?:www\d?\.|mailto:)[^\s<>"'`“”‹›]+)"""),
    ("email", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
    ("handle", r"(?<![\w@])@[\w-]+(?:/[\w.-]+)?"),
    ("ip", r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\.\d)(?:/\d{1,2})?(?::\d{1,5})?"),
    ("date", r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"),
    ("key", r"(?<![\w-])(?:[A-Z][A-Z0-9_]{1,9}-\d[\d-]{0,12}|GHSA(?:-\w{4}){3})(?!\w)"),
    ("ticket", r"(?<![\w&#])(?:[\w.-]{1,99}/[\w.-]{1,99})?\#\d{1,8}\b"),
    (
        "host",
        r"(?<![\w.@/-])(?:[\w-]{1,63}(?:\.|\[\.\])){1,6}(?:{tops})(?![\w(])(?!\.\w)(?::\d{1,5})?(?:/[^\s<>'`“”]*)?"
        r"|(?<![\w.@/-])(?:[\w-]{1,63}\.){1,6}(?:(?:{addressed})/[^\s<>'`“”]+|{foreign}(?![\w(])(?:/[^\s<>'`“”]*)?)"
        r"|(?<![\w.@/-])(?=[a-z0-9]+-)(?:[\w-]{1,63}\.){1,6}(?:{worded})(?![\w(/-])(?!\.\w)",
    ),
    ("version", r"(?<![\w.])(?:[vV]\d+(?:\.\d+)*|\d+(?:\.\d+){2,}|\d+\.\d+(?=-?[a-z]{3}))(?:[-+.]?[A-Za-z0-9]+)*"),
    ("path", r"(?<![\w@])(?:~|\.{1,2})?(?:[\w.@$%*{}<>:+-]+)?(?:/[\w.@$%*{}<>:+()-]+)+/?"),
    ("flag", r"(?<![\w-])--?[A-Za-z][\w-]+(?:=[^\s`]+)?"),
    ("dotted", r"(?<![\w$])[\w$-]+(?:(?:\.|::|->)[A-Za-z_$][\w$-]*)+(?:\(\))?"),
    ("called", r"(?<![\w$])\$?[A-Za-z_$]\w*\(\)|(?<![\w$])\$\{?\w+\}?"),
    ("spelt", r"(?<![\w$])(?:\w*[^\W_]_\w+|_\w+|[a-z]+[A-Z]\w*|[A-Z][a-z0-9]+[A-Z]\w*|[A-Z]{2,10}\d{2,6})(?!\w)"),
    ("oid", r"(?<![\w-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}(?![\w-])"),
    ("number", r"(?<![\w.])\d+(?:[.,_\u00a0\u202f'’]\d+)*"),
    ("word", r"(?<![^\W\d_])[^\W\d_]{2,}(?:['’][^\W\d_]+)?"),
)
_LEAST_ENDING = 4  # letters of an ending that is none of files, such as `deploy-all.sh`
_FOREIGN = r"(?:xn--[\w-]{2,60}|(?:(?![\x00-\x7f])[^\W\d_]){2,24})"  # what only the name of a host ends in
_SAME = {"dotted": "name", "called": "name", "spelt": "name", "ticket": "key"}  # to whom a kind is of interest
_UNIT = re.compile(r"\s?%|[a-zA-Z]{1,3}\b|[- ][a-z]+")
_DIGIT = re.compile(r"\d")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[(“\"‘']*([A-Za-z]?[a-z]+)(?:['’][a-z]{1,2})?[)”\"’'.,;:!?…]*")  # with nothing in it to look up
_FILE_END = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}(?::\d+)?$|/$")
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(  # ASCII, or the dotless i of another word would make it a month
    rf"(?i)\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?((?a:{_MONTH}))\b|\b((?a:{_MONTH}))\s+(\d{{1,2}})\b"
)
_PROSE_DOTS = frozenset({"e.g", "i.e", "a.m", "p.m", "node.js", "vue.js", "next.js", "asp.net", "vs.", "u.s"})


@dataclass(frozen=True, slots=True)
class Token:
    """Something to look up. `kind` is the name of a group of the pattern, or "span" for what stands in backticks."""

    kind: str
    text: str
    start: int
    unit: str = ""


def spans(text: str) -> Iterator[Token]:
    """What stands in backticks, fences too."""
    for found in _SPAN.finditer(text):
        yield Token("span", found[2].strip("\n") if "\n" in found[2] else found[2].strip(), found.start())


def without_spans(text: str) -> str:
    """The prose around what stands in backticks."""
    return _SPAN.sub(" · ", text)


def masked_spans(text: str) -> str:
    """The text with what stands in backticks made unreadable, character for character."""
    return _SPAN.sub(lambda span: "·" * len(span[0]), text)


def without_versions(text: str) -> str:
    """The text without the versions in it, which are looked up as such."""
    found = [one for one in tokens(text) if one.kind == "version"]
    for one in found:
        text = text.replace(one.text, " ")
    return text


def tokens(text: str) -> Iterator[Token]:
    """What can be looked up in a piece of text, in its order; words too, for who counts things in them."""
    for chunk in _CHUNK.finditer(text):
        plain = _WORD.fullmatch(chunk[0])
        if not plain:
            yield from _inside(text, chunk.start(), chunk.end())
        elif plain[1].casefold() in SPELT:
            yield Token("count", plain[1], chunk.start() + plain.start(1), _unit_after(text, chunk.end()))


@cache
def _pattern() -> re.Pattern[str]:
    tops = "|".join(sorted(rules().top_domains, key=lambda top: (-len(top), top)))
    addressed = "|".join(sorted(rules().addressed, key=lambda end: (-len(end), end)))
    worded = "|".join(end for end in addressed.split("|") if len(end) >= _LEAST_ENDING)
    within = {"{tops}": tops, "{addressed}": addressed, "{worded}": worded, "{foreign}": _FOREIGN}
    kinds = dict(_KINDS)
    for name, ends in within.items():
        kinds["host"] = kinds["host"].replace(name, ends)
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))


def _inside(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of what is no plain word."""
    for found in _pattern().finditer(text, start, end):
        kind = _SAME.get(found.lastgroup or "", found.lastgroup or "word")
        if kind == "number":
            yield Token("number", found[0], found.start(), _unit_after(text, found.end()))
        elif token := _sorted(kind, found[0].rstrip(".,;:!?'’\""), found.start()):
            yield token


def _unit_after(text: str, end: int) -> str:
    """What a number counts or measures: the sign or the word after it."""
    unit = _UNIT.match(text, end)
    return unit[0].strip(" -") if unit else ""


def _sorted(kind: str, text: str, start: int) -> Token | None:
    """The token of a match; None for what only looks like one."""
    if kind == "url" and ":" in text and not text.partition(":")[2].strip("/"):
        return Token("name", text, start)  # a scheme, such as `sqlite://`
    if kind == "path" and not _is_path(text):
        return None
    if kind == "key" and text[0].isupper() and text[:4] not in ("CVE-", "CWE-", "GHSA") and not is_project(text):
        return None
    if kind == "name" and text.casefold() in _PROSE_DOTS:
        return None
    if kind == "word":
        return Token("count", text, start) if text.casefold() in SPELT else None  # such as "ten" of "ten-fold"
    return Token(kind, text, start)


def _is_path(text: str) -> bool:
    """Whether what has a slash is a path and no "and/or"."""
    if text.startswith(("/", "./", "../", "~")):
        return len(text) > 1
    return text.count("/") >= 2 or bool(_FILE_END.search(text)) or any(mark in text for mark in "_<{:@*")


def days(text: str) -> Iterator[tuple[str, str]]:
    """Days as they are spelt: (day, month in small letters)."""
    for found in _DAY.finditer(text) if _DIGIT.search(text) else ():
        yield (found[1] or found[4], (found[2] or found[3]).casefold())


@cache
def month_number(month: str) -> str:
    return f"{_MONTHS.index(month) + 1:02d}"
