"""Which way something goes: from the old to the new, added or removed."""

import re
from collections.abc import Iterator

from ...fields import Shape
from ...wording import named
from .candidate import Candidate
from .cited import Cited, flat
from .finding import Finding, unsupported
from .grounds import Grounds
from .standing import stands

_THING = r"(`[^`\n]{1,200}`|[\w.:/@%-]{1,100}\w)"
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:version\s+)?{_THING}(?:\s+\w{{1,20}})?\s+(?:up |down |back )?to\s+(?:version\s+)?{_THING}",
    re.IGNORECASE,
)
_ADDS = r"add(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|creat(?:e|es|ed|ing)|gains?"
_REMOVES = r"remov(?:e|es|ed|ing)|drop(?:s|ped|ping)?|delet(?:e|es|ed|ing)|los(?:es|ing)"
_VERB = re.compile(
    rf"\b(?:(?P<add>{_ADDS})|{_REMOVES})\s+(?:(?!`)\S{{1,30}}\s+){{0,4}}?`(?P<name>[^`\n]{{1,200}})`", re.IGNORECASE
)
_IS = re.compile(
    r"`(?P<name>[^`\n]{1,200})`(?:\s+and\s+(?:(?!`)\S{1,30}\s+){0,3}?`[^`\n]{1,200}`)?\s+(?:is|are|was|were)\s+(?:now\s+)?"
    r"(?:(?P<add>new|added|introduced|created)|gone|removed|dropped|deleted)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"(?P<name>`[^`\n]{{1,200}}`|\b\w+_\w+)\s+(?:(?P<add>{_ADDS})|{_REMOVES})\s", re.IGNORECASE
)  # "0008_drop_legacy_id adds the column"
_DEFAULT = re.compile(
    r"\bdefault(?:s to|(?: value)?(?: is)?)\s+(?:`(?P<code>[^`\n]{1,60})`|(?P<word>true|false|\d[\d.]*\d|\d)\b)",
    re.IGNORECASE,
)
_DEFAULT_OF_FACT = re.compile(r"\(default `([^`]{1,60})`\)")
_BOTH = re.compile(r"(?i)\b(?:from|in|of|to|with|by)\s*$")
_BACK = re.compile(
    r"(?i)\b(?:revers\w*|roll(?:s|ing|ed)?[- ]?back|undo(?:es|ing|ne)?|going back|way back|downgrad\w*)\b"
)
_TAKES_AWAY = re.compile(r"\b(?:drop|remove|delete|uninstall|unset|revoke)\w*\b[^;\n]{0,120}$")  # a line that was added
_SAYS_ADDED = re.compile(rf"(?i)\b(?:{_ADDS}|(?:is|are) new|reads an? new)\b")
_SAYS_REMOVED = re.compile(rf"(?i)\b(?:{_REMOVES}|(?:is|are) gone|no longer|(?:was|were) removed)\b")
_OPENING = re.compile(r"(?:^|[.;:,]\s|\b(?:and|then|first|to|not)\s)\W*$")
_NAMED = re.compile(r"`[^`]*`|\b\w+_\w+")


def directions(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """What goes from the new to the old, is added where it is removed, or the other way round."""
    text = candidate.text
    for found in _FROM_TO.finditer(text) if "rom " in text else ():
        old, new = (flat(one.strip("`")) for one in found.groups())
        if old != new and any(_is_reversed(old, new, one) for one in candidate.sources):
            yield unsupported(
                f"It goes the other way: from {named(found[2].strip('`'))} to {named(found[1].strip('`'))}."
            )
    yield from _defaults(candidate)
    steps = candidate.field.shape is Shape.STEPS
    for pattern, of_hunks in ((_VERB, True), (_IS, not steps), (_SUBJECT, False)):
        for found in pattern.finditer(text) if "`" in text or "_" in text else ():
            if not (steps and pattern is _VERB and _OPENING.search(text[: found.start()])):  # somebody shall do so
                yield from _wrong_side(found, candidate, of_hunks=of_hunks)


def _defaults(candidate: Candidate) -> Iterator[Finding]:
    """A default that is another than a cited fact says of the same setting."""
    for found in _DEFAULT.finditer(candidate.text):
        said = flat(found["code"] or found["word"])
        for one in candidate.solid:
            known = _DEFAULT_OF_FACT.search(one.everything) if one.fact else None
            about = any(stands(flat(span.text), one.everything) for span in candidate.spans if flat(span.text) != said)
            if known and about and known[1] != said and not stands(said, candidate.code_beside_facts):
                yield unsupported(f"The default is {named(known[1])} by {one.id}.")
                return


def _is_reversed(old: str, new: str, one: Cited) -> bool:
    text = one.everything
    if one.sides:
        gone, come = one.sides
        return _only_in(old, come, gone) and _only_in(new, gone, come)
    told = re.search(rf"from [`v]{{0,2}}{re.escape(new)}`? to [`v]{{0,2}}{re.escape(old)}(?![\w.]*\w)", text)
    return bool(told) and not re.search(rf"from [`v]{{0,2}}{re.escape(old)}`? to [`v]{{0,2}}{re.escape(new)}", text)


def _wrong_side(found: re.Match[str], candidate: Candidate, *, of_hunks: bool) -> Iterator[Finding]:
    adds = found["add"] is not None
    name = found["name"].strip("`")
    before = candidate.text[: found.start("name")].rstrip("`")
    if _BOTH.search(before) or _BACK.search(candidate.text[: found.end()]):
        return  # "removes a column from `orders`" removes no `orders`; a reversal adds what the change removes
    wanted = flat(name)
    hunks = [one.sides for one in candidate.sources if one.sides] if of_hunks else []
    if not _is_against_hunks(wanted, hunks, adds=adds) and not _is_against_facts(wanted, candidate, adds=adds):
        return
    told = "removed, not added" if adds else "added, not removed"
    yield unsupported(f"{named(name)} is {told} in {candidate.ids}." if of_hunks else f"It is {told} by {named(name)}.")


def _is_against_hunks(wanted: str, hunks: list[tuple[str, str]], *, adds: bool) -> bool:
    if any(stands(wanted, come if adds else gone) for gone, come in hunks):
        return False
    if not adds and any(_takes_away(wanted, come) for _, come in hunks):
        return False
    return any(_only_in(wanted, gone, come) if adds else _only_in(wanted, come, gone) for gone, come in hunks)


def _is_against_facts(wanted: str, candidate: Candidate, *, adds: bool) -> bool:
    """Whether what facts say of a name is the opposite, and no cited code or fact says the same."""
    facts = [one for one in candidate.solid if one.fact and stands(wanted, one.everything)]
    ways = {_way(one) for one in facts}
    return ways == {not adds} and not any(
        stands(wanted, one.sides[0 if not adds else 1]) for one in candidate.solid if one.sides
    )


def _way(one: Cited) -> bool | None:
    """Whether a fact adds (True) or removes (False); None where it does both or neither."""
    text = _NAMED.sub(" ", one.evidence.text)
    adds, removes = bool(_SAYS_ADDED.search(text)), bool(_SAYS_REMOVED.search(text))
    return adds if adds is not removes else None


def _takes_away(wanted: str, come: str) -> bool:
    """Whether an added line removes something, such as `ALTER TABLE orders DROP COLUMN legacy_id`."""
    at = come.find(wanted)
    return at >= 0 and bool(_TAKES_AWAY.search(come[max(0, at - 160) : at]))


def _only_in(wanted: str, text: str, other: str) -> bool:
    return stands(wanted, text) and not stands(wanted, other)
