"""Whether what can be looked up in a sentence stands in its evidence: one rule for each kind of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from ...stems import stem
from ...ticket import Status
from ...wording import joined, named
from . import scan
from .candidate import Candidate
from .cited import Cited, flat
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .rules import rules
from .trusted import Trusted, trusted

_PROPER = re.compile(r"(?<=[a-z,;`] )[A-Z][a-z]{2,40}\b")
_LONGEST_SHOWN = 60
_LONGEST_NAME = 500
_MOST_NAMED = 3  # of the things that one reason names
_MOST_LOOKS = 100  # at places where it is only a part of another name


class Where(IntEnum):
    """Where something stands, best last."""

    NOWHERE = 0
    ELSEWHERE = 1  # in evidence that is not cited
    SAID = 2  # in somebody's words that are cited
    NEW = 3  # an address in code that this change brings along
    SHOWN = 4  # in cited code, facts, the team's or the person's words, or in what the request says of the change


@dataclass(frozen=True, slots=True)
class _Rule:
    """The least place that supports a thing of this kind, and the least with which it is only weak."""

    supported: Where
    weak: Where


_STRICT = _Rule(Where.SHOWN, Where.NEW)  # addresses: a link out of somebody's words is how one is led astray
_EXACT = _Rule(Where.SHOWN, Where.SAID)
_NAMES = _Rule(Where.SAID, Where.ELSEWHERE)
_RULES = {
    "url": _STRICT, "email": _STRICT, "ip": _STRICT, "host": _STRICT,
    "version": _EXACT, "date": _EXACT, "oid": _EXACT, "flag": _EXACT,
    "key": _Rule(Where.SAID, Where.SAID), "handle": _Rule(Where.SAID, Where.SAID),
    "path": _NAMES, "name": _NAMES, "span": _NAMES,
}  # fmt: skip


def names(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Names, paths, addresses, versions, dates, keys and ids, in prose and in backticks; alike ones in one reason."""
    found: dict[_Missing, list[str]] = {}
    for token in _tokens(candidate, grounds):
        if missing := _looked_up(token, candidate, grounds):
            found.setdefault(missing, []).append(named(token.text, _LONGEST_SHOWN))
    for missing, told in found.items():
        yield _finding(missing, tuple(dict.fromkeys(told)), candidate)


def _tokens(candidate: Candidate, grounds: Grounds) -> Iterator[scan.Token]:
    yield from (token for token in candidate.tokens if token.kind in _RULES)
    for span in candidate.spans:
        inside = [one for one in scan.tokens(span.text) if one.kind in _RULES]
        if "\n" in span.text or _place_of(span.text, candidate, grounds, verbatim=True) is Where.SHOWN:
            yield from (one for one in inside if _RULES[one.kind] is _STRICT)
            continue  # a block of commands has its own check
        yield from inside
        if not inside or (" " not in span.text and inside[0].text != span.text):
            yield span


def proper_names(candidate: Candidate, grounds: Grounds) -> Iterator[Finding]:
    """Names of products, firms and people that stand nowhere in the evidence; in English, where names are capitals."""
    for name in _PROPER.findall(candidate.prose) if grounds.in_english else ():
        known = name.casefold() in grounds.known_words or name.casefold() in rules().ordinary_names
        known = known or any(stem(name.casefold()) in one.named_stems | one.said_stems for one in candidate.sources)
        if not known and not _in_synonym(name.casefold(), candidate.sources):
            yield weak(f"{named(name)} stands nowhere in the evidence.")


def _looked_up(token: scan.Token, candidate: Candidate, grounds: Grounds) -> "_Missing | None":
    """What is wrong with where something stands; None where it stands as it must."""
    rule = _RULES[token.kind]
    where = _where(token, rule, candidate, grounds)
    if where >= rule.supported or (where is Where.SAID and rule is _EXACT and candidate.told):
        return None
    if where >= rule.weak:
        return _Missing(where, Status.WEAK, grounds.elsewhere(flat(token.text)) if where is Where.ELSEWHERE else "")
    return _Missing(where if where is Where.SAID else Where.NOWHERE, Status.UNSUPPORTED)


@dataclass(frozen=True, slots=True)
class _Missing:
    """Where something stands that should stand elsewhere; `holder` is what holds it without being cited."""

    where: Where
    status: Status
    holder: str = ""


def _finding(missing: _Missing, told: tuple[str, ...], candidate: Candidate) -> Finding:
    stand, come = ("stand", "come") if len(told) > 1 else ("stands", "comes")
    what = joined(list(told), _MOST_NAMED)
    words = {"what": what, "stand": stand, "come": come, "ids": candidate.ids, "id": missing.holder}
    if missing.status is Status.WEAK:
        about = About.WORDS if missing.where is Where.SAID else About.THING
        return weak(_WEAK[missing.where].format(**words), about)
    return unsupported((_ADDRESS if missing.where is Where.SAID else _NOWHERE).format(**words))


_ADDRESS = "{what} {stand} only in somebody's words ({ids}); an address needs more than that."
_NOWHERE = "{what} {stand} in none of {ids}."
_WEAK = {
    Where.NEW: "{what} {come} with this change ({ids}); look at it before somebody follows it.",
    Where.SAID: "{what} {stand} only in somebody's words ({ids}).",
    Where.ELSEWHERE: "{what} {stand} in {id}, which is not cited.",
}


def _where(token: scan.Token, rule: _Rule, candidate: Candidate, grounds: Grounds) -> Where:
    if token.kind == "version":
        bare = token.text.removeprefix("v").removeprefix("V")
        return max(_place_of(one, candidate, grounds, verbatim=True) for one in (bare, f"v{bare}"))
    where = _place_of(token.text, candidate, grounds, verbatim=token.kind not in ("name", "path", "span"))
    return where if rule is not _STRICT or where < Where.SAID else _of_address(flat(token.text), candidate)


def _of_address(address: str, candidate: Candidate) -> Where:
    """Where an address stands: one that comes with the change itself may lead anywhere.

    What a fact calls a dependency is its name, such as `golang.org/x/net`.
    """
    found = [one for one in candidate.solid if stands(address, one.code)]
    if any(trusted(one) >= Trusted.REPOSITORY or (one.fact and one.fact.topic == "dependency") for one in found):
        return Where.SHOWN
    return Where.NEW if found else Where.SAID


def _place_of(text: str, candidate: Candidate, grounds: Grounds, *, verbatim: bool) -> Where:
    wanted = flat(text)
    if not wanted or wanted in grounds.allowed_words or stands(wanted, grounds.flat_header):
        return Where.SHOWN
    if any(stands(wanted, one.solid) for one in candidate.solid):
        return Where.SHOWN
    if any(stands(wanted, one.everything) for one in candidate.sources):
        return Where.SAID
    if not verbatim and (where := _in_parts(wanted, candidate)):
        return where
    if not verbatim and _in_synonym(wanted, candidate.sources):
        return Where.SHOWN
    return Where.ELSEWHERE if grounds.elsewhere(wanted) else Where.NOWHERE


def _in_parts(name: str, candidate: Candidate) -> Where:
    """A name that code spells in parts, such as `order.legacy_id` of a model and its field."""
    parts = [part for part in re.split(r"\.|::|->", name.removesuffix("()")) if part]
    if "/" in name or " " in name or (len(parts) < 2 and not name.endswith("()")):
        return Where.NOWHERE
    found = any(all(stands(part, one.everything) for part in parts) for one in candidate.sources)
    return Where.SAID if found else Where.NOWHERE


def _in_synonym(name: str, cited: Iterable[Cited]) -> bool:
    """Whether the evidence shows a well-known thing by another name, such as JavaScript by its files."""
    pattern = rules().synonyms.get(name)
    return pattern is not None and any(pattern.search(one.everything) for one in cited)


def stands(wanted: str, text: str) -> bool:
    """Whether a name stands in a text as a whole, and not as a part of another."""
    at = text.find(wanted) if 0 < len(wanted) <= _LONGEST_NAME else -1
    for _ in range(_MOST_LOOKS):
        if at < 0:
            return False
        before, after = text[at - 1 : at] if at else "", text[at + len(wanted) : at + len(wanted) + 1]
        if not (_joins(before) and _joins(wanted[0])) and not (_joins(after) and _joins(wanted[-1])):
            return True
        at = text.find(wanted, at + 1)
    return False


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"
