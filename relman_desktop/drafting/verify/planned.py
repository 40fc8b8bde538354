"""Whether a sentence tells as done what the team's profile only plans, and whether a step goes the way that it is for.

A profile says what the team does for any change: it was written before this one, and shows nothing of what was done.
"""

import re
from collections.abc import Iterator

from .candidate import Candidate
from .cited import Cited, flat
from .commands import in_prose, is_command
from .entries import part_of, values_of
from .finding import About, Finding, unsupported, weak
from .grounds import Grounds
from .rules import rules
from .standing import stands
from .trusted import Trusted, trusted

_FORTH, _BACK = "deploying", "going back"
_WAYS: dict[tuple[str, str], str] = {  # which way a value of the profile leads
    ("deployment_steps", "text"): _FORTH,
    ("deployment_steps", "command"): _FORTH,
    ("deployment", "switch"): _FORTH,
    ("rollback_steps", "text"): _BACK,
    ("rollback_steps", "command"): _BACK,
    ("deployment", "switch_back"): _BACK,
    ("backups", "restore"): _BACK,
}
_FIELDS = {"deployment": _FORTH, "rollback": _BACK}
_CLAUSE = re.compile(r"[,;:.]\s|\b(?:which|who|and|but)\b")


def done(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """What is told as done, or as seen, on the word of an entry."""
    entries = [one for one in candidate.sources if one.letter == "N" and one.is_own_word]
    if not entries or any(one.letter == "A" for one in candidate.sources):
        return
    words = rules().contrary
    for sentence in candidate.sentences:
        for found in words["done"].finditer(sentence):
            clause = _CLAUSE.split(sentence[: found.start()])[-1]
            is_told = any(stands(flat(found.group()), one.everything) for one in entries)
            if is_told or words["looks"].search(clause) or words["introduces"].search(clause):
                continue
            said = " ".join(found.group().split())
            yield weak(f"“{said}”: {entries[0].id} says what the team does, and not that it was done.", About.DEED)
            return


def ways(candidate: Candidate, _: Grounds) -> Iterator[Finding]:
    """A command for deploying that is told for going back, or the other way round."""
    wanted = _FIELDS.get(candidate.field.name)
    entries = [one for one in candidate.sources if _ways(one)] if wanted else []
    if not wanted or not entries:
        return
    lines = (line for span in candidate.spans for line in span.text.splitlines() if is_command(line))
    commands = [flat(line.strip().lstrip("$ ")) for line in (*lines, *in_prose(candidate.prose))]
    for command in commands:
        yield from _of_command(command, wanted, candidate)
    is_meant = wanted == _FORTH and rules().contrary["goes_back"].search(candidate.prose)
    if not commands and not is_meant and all(_leads(one, _other(wanted)) for one in candidate.sources):
        yield weak(f"{entries[0].id} is the team's for {_other(wanted)}; see whether it is meant here.", About.DEED)


def _of_command(command: str, wanted: str, candidate: Candidate) -> Iterator[Finding]:
    holders = [one for one in candidate.sources if stands(command, one.everything)]
    led = {one.id: {way for text, way in _ways(one).items() if stands(command, flat(text))} for one in holders}
    known = {way for every in led.values() for way in every}
    if wanted in known or not known or any(not led[one.id] and trusted(one) >= Trusted.REPOSITORY for one in holders):
        return
    where = next(one for one in led if led[one])
    words, text = rules().contrary, candidate.prose
    if wanted == _FORTH and words["goes_back"].search(text) and words["conditions"].search(text):
        return  # "if it fails, go back"
    why = f"{where} gives this command for {_other(wanted)}, not for {wanted}."
    meant = words["again"].search(text) if wanted == _BACK else words["goes_back"].search(text)
    yield weak(f"{why} See whether it is meant here.", About.DEED) if meant else unsupported(why, About.DEED)


def _leads(one: Cited, way: str) -> bool:
    """Whether an entry is a step that leads one way."""
    return part_of(one).endswith("_steps") and set(_ways(one).values()) == {way}


def _ways(one: Cited) -> dict[str, str]:
    """The values of an entry that lead one way, each with it."""
    part = part_of(one)
    return {text: _WAYS[part, key] for key, text in values_of(one).items() if text and (part, key) in _WAYS}


def _other(way: str) -> str:
    return _FORTH if way == _BACK else _BACK
