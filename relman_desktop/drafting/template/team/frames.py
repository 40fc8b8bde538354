"""The team's ticket templates: its own text around what is drafted for a field.

A template is Markdown with `$text` where the draft stands (where it has none, the draft comes behind), and `$repo`,
`$range` and `$keys` for the change and its tickets. `$$` is the sign itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import Template

from ....fields import BY_NAME, DRAFTED, Shape
from ....sources.profile.profile import TeamEntry
from ....ticket import Claim, Layout, Status
from ....wording import joined
from ...proposal import Material
from ...team.applying import Applying
from ...team.plain import plain
from ...verify.acts import claims_much
from ..versions import version_name
from .steps import place_of, team_claim

STANDING = "The team's standing text: it was written for every change, and says nothing of this one."
NAMES = ("text", "repo", "range", "keys")
_TEXTS = ("notes",)  # values that hold text all the same
_MOST_KEYS = 12
_MOST_LINES = 60  # of a template
_DRAFTED = "\0"  # stands for the draft while the other names are filled in
_MARKER = re.compile(r"\s{0,3}(?:(?P<bullet>[-*+])|\d{1,3}[.)])\s+")

_ROW = re.compile(r"\s{0,3}\|(.*?)\|?\s*$")
_HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s|\*\*[^*]{1,200}\*\*:?\s*$|(?:=+|-+)\s*$)")


def framed(field: str, claims: Sequence[Claim], material: Material) -> tuple[Claim, ...]:
    """The claims of a field in the team's frame; as they are where it has none, or one that cannot be used."""
    entry = _template(field, material)
    if entry is None or fault(entry):
        return tuple(claims)
    text = Template(entry.get("text")).substitute(_names(material))
    if _DRAFTED in text and not claims:
        return ()
    before, _, after = text.partition(_DRAFTED) if _DRAFTED in text else (f"{text}\n", "", "")
    after = after.replace(_DRAFTED, "")
    if field not in _TEXTS and BY_NAME[field].shape in (Shape.SENTENCE, Shape.VALUE) and claims:
        return (_in_a_line(entry, before, claims[0], after), *claims[1:])
    around = Applying(entry)
    return (
        *_blocks(before, around, material),
        *claims,
        *_blocks(after, around, material),
    )


def faults(material: Material) -> Iterator[tuple[TeamEntry, str]]:
    """The templates that cannot be used, each with the reason in a sentence."""
    return ((one, said) for one in material.profile.of("templates") if (said := fault(one)))


def fault(entry: TeamEntry) -> str:
    """Why a template cannot be used, in a sentence that says what it may use; "" where it can."""
    field, text = entry.get("field"), entry.get("text")
    place = place_of(entry) or entry.file or "the profile"
    known = [one.name for one in DRAFTED]
    if field not in known:
        told = plain(field, 40)
        return f"The template in {place} is for {told!r}, which is no field; the fields are {joined(known, 20)}."
    for found in Template.pattern.finditer(text):
        word = found["named"] or found["braced"]
        if found["invalid"] is not None:
            return f"The template for {field} in {place} has a $ that begins no name; write $$ for the sign."
        if word and word not in NAMES:
            names = joined([f"${name}" for name in NAMES])
            return (
                f"The template for {field} in {place} uses ${plain(word, 40)}, which is not known; it may use {names}."
            )
    return ""


def _template(field: str, material: Material) -> TeamEntry | None:
    return next((one for one in material.profile.of("templates") if one.get("field") == field), None)


def _names(material: Material) -> dict[str, str]:
    change = material.change
    ends = f"{version_name(change, old=True)}..{version_name(change)}" if change.head else change.repo
    keys = joined([plain(item.key, 60) for item in material.work if item.is_named], _MOST_KEYS)
    return {"text": _DRAFTED, "repo": change.repo, "range": ends, "keys": keys or "no work tickets"}


def _in_a_line(entry: TeamEntry, before: str, claim: Claim, after: str) -> Claim:
    """A short value with the team's words around it."""
    words = (plain(one, 120) for one in (before, claim.text, after))
    gaps = before[-1:] in ("", " ", "\n"), after[:1] in (" ", "\n")
    first, middle, last = words
    text = f"{first}{' ' if first and gaps[0] else ''}{middle}{' ' if last and gaps[1] else ''}{last}"
    framed = replace(claim, text=text, evidence=(*claim.evidence, entry.id))
    if not any(map(claims_much, (first, last))):
        return framed
    return replace(framed, status=Status.WEAK, reasons=(*claim.reasons, STANDING))


def _blocks(text: str, around: Applying, material: Material) -> Iterator[Claim]:
    """The team's words as paragraphs, items and steps, a claim each; lines that follow each other are one paragraph.

    A heading is a paragraph of its own, and a row of a table an item, without their signs: fields are plain text.
    """
    paragraph: list[str] = []
    for line in [*text.splitlines()[:_MOST_LINES], ""]:
        marked, row, heading = _MARKER.match(line), _ROW.match(line), _HEADING.match(line)
        if marked or row or heading or not line.strip():
            yield from _block(" ".join(paragraph), Layout.PARAGRAPH, around, material)
            paragraph = []
        if heading:
            yield from _block(line, Layout.PARAGRAPH, around, material, end=":")
        elif row:
            yield from _block(" | ".join(map(str.strip, row[1].split("|"))), Layout.ITEM, around, material)
        elif marked:
            layout = Layout.ITEM if marked["bullet"] else Layout.STEP
            yield from _block(line[marked.end() :], layout, around, material)
        elif line.strip():
            paragraph.append(line.strip())


def _block(text: str, layout: Layout, around: Applying, material: Material, end: str = "") -> Iterator[Claim]:
    """A claim of the team's frame; none of what says nothing, such as the line below a table's head."""
    if told := plain(text, 600):
        told = f"{told.rstrip(end)}{end}" if end else told
        yield team_claim(material, told, around, layout=layout, weak=STANDING)
