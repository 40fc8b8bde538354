"""The key and the title in a line of somebody's or a tracker's: a mail's subject, the head of a pasted ticket."""

import re
from dataclasses import dataclass
from functools import cache

from ..patterns import Spot, spots
from ..reference import split
from .shapes import shapes

_REPOSITORY = re.compile(r"\[([\w.-]{1,100}/[\w.-]{1,100})\]\s*", re.ASCII)
_OPENED, _CLOSED = re.compile(r"[\[(][^\[\]()]{0,60}$"), re.compile(r"[^\[\]()]{0,60}[\])]")
_AROUND = " \t:–—-.|/>"


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]  # "Re: ", "[JIRA] "
    acted: re.Pattern[str]  # "Maya updated "
    kind: re.Pattern[str]  # "(Issue " before its number
    state: re.Pattern[str]  # "(New) " after it
    azure: re.Pattern[str]  # "Bug 4711 - "


@cache
def _words() -> _Words:
    told = {name: "|".join(words) for name, words in shapes().words.items()}
    patterns = (
        rf"(?:\s*(?:{told['replies']})\s*(?:\[\d{{1,3}}\])?:){{0,9}}\s*(?:\[?(?:{told['trackers']})\]?\s*[:|-]?\s*)?",
        rf"^[\w .'-]{{1,60}} (?:{told['acts']})\s+",
        rf"(?:{told['kinds']})\s*$",
        rf"\s*\((?:{told['states']})\)\s*",
        rf"(?:{told['kinds']})\s+([1-9]\d{{0,8}})\s*[:–-]\s*",
    )
    return _Words(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


def key_and_title(line: str) -> tuple[str, str]:
    """The key (or the address) of the item that a line names, "" for none, and what else it says."""
    text = _words().before.sub("", line[:2_000], count=1)
    if azure := _words().azure.match(text):
        return f"AB#{azure[1]}", text[azure.end() :].strip()
    repository = _REPOSITORY.match(text)
    text = text[repository.end() :] if repository else text
    spot = next(iter(spots(text)), None)
    if not spot:
        return "", text.strip()
    key = spot.reference.url or spot.reference.key
    if repository and not split(spot.reference.key)[0]:
        key = f"{repository[1]}{spot.reference.key}"
    return key, _title(text, spot)


def _title(text: str, spot: Spot) -> str:
    """The line without the key, and without the brackets and words that only hold it."""
    before, after = text[: spot.start], text[spot.end :]
    opened, closed = _OPENED.search(before[-62:]), _CLOSED.match(after)
    if opened and closed:
        before = before[: len(before) - len(opened[0])]
        after = after[closed.end() :]
    before = _words().kind.sub("", _words().acted.sub("", before[:200]) + before[200:])
    told = before.strip(_AROUND), _words().state.sub("", after, count=1).strip(_AROUND)
    return max(told, key=len)
