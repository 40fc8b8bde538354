"""How the authors' notes are told as findings."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..fact import Finding, Value
from .cleaning import advisories, cleaned, references, sentence
from .rules import Section, section

_LONGEST = 1500  # characters of an upgrade note
_MOST_COMMANDS = 20
_NOTHING = re.compile(
    r"no (?:significant |notable |other )?changes?\b.{0,40}$|(?:nothing(?: to do)?|none|n/a)\W*$"
    r"|no (?:\w+ ){0,3}(?:change|step|action|migration)s? (?:is |are )?(?:needed|required|necessary)\b.{0,30}$",
    re.IGNORECASE,
)
# Where to ask, and code that only shows what the words before it said.
_ASIDE = re.compile(
    r"if you (?:have|find) (?:any |an? )?(?:questions?|bugs?|issues?|problems?)\b.{0,200}"
    r"\b(?:open|file|report|consult|ask|contact|join|let us know)\b.{0,300}$|(?:`[^`]{1,2000}`\s*){1,20}[.…]?$",
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"^(?:feat|fix|perf|docs|chore|refactor|tests?|ci|build|style)(?:\([^()]{1,60}\))?!?:\s*"
)  # said by `sort`
_ONLY_A_LINK = re.compile(r"(?:[\w -]{1,40}: )?\[[^\[\]]{1,200}\]\(https?:[^()\s]{1,500}\)\W*$")
_GENERAL = 40  # weight of an upgrade note that is of no release


def entry(text: str, heading: str | None, sort: Section, ref: str, evidence: str) -> Iterator[Finding]:
    """One note under its heading; nothing for what says nothing. A note that names an advisory is a security note."""
    said, ids = _TYPE.sub("", cleaned(text)), advisories(text)
    told = section("security") if ids and sort.weight else sort
    if not said or _ONLY_A_LINK.match(text) or not told.weight or _NOTHING.match(said):
        return
    heading = heading or told.label
    data: dict[str, str | list[str]] = {
        "section": heading,
        "sort": told.name,
        "text": sentence(said),
        "ref": ref,
        "refs": references(text),
    }
    more = {"ids": ids} if told.kind == "notes.security" else {}
    yield Finding(told.kind, f"Release notes, {heading}: {sentence(said)}", (evidence,), {**data, **more}, told.weight)


def upgrade(
    name: str, texts: Iterable[str], ref: str, evidence: str, *, general: bool, commands: Sequence[str] = ()
) -> Iterator[Finding]:
    """What operators must read before they upgrade; `general` where it is of no release."""
    plain = [said for text in texts if (said := cleaned(text)) and not _NOTHING.match(said)]
    if not commands and all(_ASIDE.match(said) for said in plain):
        return
    told = " ".join(map(sentence, plain))
    text = told if len(told) <= _LONGEST else told[: _LONGEST - 1].rpartition(" ")[0] + "…"
    data: dict[str, Value] = {"title": name, "text": text, "ref": ref}
    if commands:
        data["commands"] = list(dict.fromkeys(commands))[:_MOST_COMMANDS]
    weight = _GENERAL if general else section("upgrade").weight
    opening = "Upgrade notes" if name.lower() in ("upgrade notes", "") else f"Upgrade notes, {name}"
    if text:
        yield Finding("notes.upgrade", f"{opening}: {text}", (evidence,), data, weight)
