"""Which way something goes: from the old to the new, added or removed."""

import re
from collections.abc import Iterator

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
_VERB = re.compile(
    r"\b(?P<add>add(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|creat(?:e|es|ed|ing))\s+(?:(?!`)\S{1,30}\s+){0,4}?`(?P<added>[^`\n]{1,200})`"
    r"|\b(?P<remove>remov(?:e|es|ed|ing)|drop(?:s|ped|ping)?|delet(?:e|es|ed|ing))\s+(?:(?!`)\S{1,30}\s+){0,4}?`(?P<removed>[^`\n]{1,200})`",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?i)\b(?:from|in|of|to|with|by)\s*$")


def directions(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """What goes from the new to the old, is added where it is removed, or the other way round."""
    for found in _FROM_TO.finditer(candidate.text) if "rom " in candidate.text else ():
        old, new = (flat(one.strip("`")) for one in found.groups())
        if old != new and any(_is_reversed(old, new, one) for one in candidate.sources):
            yield unsupported(
                f"It goes the other way: from {named(found[2].strip('`'))} to {named(found[1].strip('`'))}."
            )
    for found in _VERB.finditer(candidate.text) if candidate.spans else ():
        yield from _wrong_side(found, candidate)


def _is_reversed(old: str, new: str, one: Cited) -> bool:
    text = one.everything
    if one.sides:
        gone, come = one.sides
        return _only_in(old, come, gone) and _only_in(new, gone, come)
    told = re.search(rf"from [`v]{{0,2}}{re.escape(new)}`? to [`v]{{0,2}}{re.escape(old)}(?![\w.]*\w)", text)
    return bool(told) and not re.search(rf"from [`v]{{0,2}}{re.escape(old)}`? to [`v]{{0,2}}{re.escape(new)}", text)


def _wrong_side(found: re.Match[str], candidate: Candidate) -> Iterator[Finding]:
    adds = found["add"] is not None
    name = found["added"] if adds else found["removed"]
    if _BOTH.search(candidate.text[: found.end() - len(name) - 2]):
        return  # "removes a column from `orders`" removes no `orders`
    hunks = [one.sides for one in candidate.sources if one.sides]
    wanted = flat(name)
    wrong = [_only_in(wanted, gone, come) if adds else _only_in(wanted, come, gone) for gone, come in hunks]
    if any(wrong) and not any(stands(wanted, come if adds else gone) for gone, come in hunks):
        others = [one for one in candidate.sources if not one.sides]
        if not any(stands(wanted, one.everything) for one in others):
            told = "removed, not added" if adds else "added, not removed"
            yield unsupported(f"{named(name)} is {told} in {candidate.ids}.")


def _only_in(wanted: str, text: str, other: str) -> bool:
    return stands(wanted, text) and not stands(wanted, other)
