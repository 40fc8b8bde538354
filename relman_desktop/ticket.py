"""The ticket: its fields, where each sentence came from, and the pinned change that it describes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from .errors import InputError
from .fields import BY_NAME, FIELDS
from .sources.meant import bounded


class Status(StrEnum):
    """How well a sentence stands on its evidence."""

    SUPPORTED = "supported"
    WEAK = "weak"  # only a claim of somebody's stands behind it
    UNSUPPORTED = "unsupported"
    USER = "user"  # the person's own words
    UNCHECKED = "unchecked"  # still being written, or not held against its evidence yet; nothing puts it into a ticket


class Layout(StrEnum):
    """How a sentence stands in its field."""

    SENTENCE = "sentence"  # goes on in the paragraph, the item or the step
    PARAGRAPH = "paragraph"  # begins a paragraph
    ITEM = "item"  # "- ..."
    STEP = "step"  # "1. ..."


_WIDTHS = {Layout.ITEM: (2,), Layout.STEP: (3, 4, 5)}  # of markers: "- ", "1. ", "10. ", "100. "
VERSION = 2  # of a ticket's JSON: 1 knew no dismissed facts and had no version
_LATER = ("work", "meant", "life")  # what tickets have had since
_MOST_KNOWN = 400  # claims that an entry remembers


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a field, with what it stands on. A line break inside is only for a block of commands."""

    text: str
    evidence: tuple[str, ...] = ()
    quote: str = ""
    status: Status = Status.SUPPORTED
    reasons: tuple[str, ...] = ()
    layout: Layout = Layout.SENTENCE

    @property
    def body(self) -> str:
        """The text as it stands in the field: further lines of an item or step are indented under it, as under the
        first nine steps."""
        return self.under(_WIDTHS.get(self.layout, (0,))[0])

    @property
    def bodies(self) -> tuple[str, ...]:
        """The text in each way in which it may stand in the field, by how wide the marker of its step is."""
        widths = _WIDTHS.get(self.layout, (0,)) if "\n" in self.text else (0,)
        return tuple(self.under(width) for width in widths)

    def under(self, width: int) -> str:
        """The text as it stands under a marker of so many characters."""
        return self.text.replace("\n", "\n" + " " * width)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a claim stands in a field's text: `text[start:end]` is one of `claim.bodies`."""

    start: int
    end: int
    claim: Claim


def text_of(claims: Iterable[Claim]) -> str:
    """The claims as a field's text, in Markdown: sentences in paragraphs, items and steps a line each.

    The steps of a field are numbered through, whatever stands between them.
    """
    parts: list[str] = []
    step = 0
    block: Layout | None = None  # that a sentence goes on in
    for claim in claims:
        step += claim.layout is Layout.STEP
        marker = {Layout.ITEM: "- ", Layout.STEP: f"{step}. "}.get(claim.layout, "")
        parts.append(_gap(block, claim.layout) + marker + claim.under(len(marker)))
        block = claim.layout if block is None or claim.layout is not Layout.SENTENCE else block
    return "".join(parts)


def _gap(block: Layout | None, layout: Layout) -> str:
    if block is None:
        return ""
    if layout is Layout.SENTENCE:
        return " "
    return "\n" if layout is block and layout is not Layout.PARAGRAPH else "\n\n"


def is_heading(claim: Claim) -> bool:
    """Whether a claim only opens the list below it, such as "Before:"."""
    return claim.layout is Layout.PARAGRAPH and claim.text.endswith(":")


def spans(text: str, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """The claims that still stand in the text word for word, in the order of the text, none overlapping.

    What a person changed is no longer a claim of ours, so it has no span.
    """
    return tuple(sorted(filter(None, places(text, claims)), key=lambda span: span.start))


def places(text: str, claims: Iterable[Claim]) -> tuple[Span | None, ...]:
    """Where each claim stands in the text, in the order of the claims; None for one that does not."""
    found: list[Span | None] = []
    claims = tuple(claims)
    position = 0
    for claim in claims:
        span = _place(text, claim, position)
        position = span.end if span else position
        found.append(span)
    return _moved(text, found, claims) if None in found else tuple(found)


def _moved(text: str, found: list[Span | None], claims: tuple[Claim, ...]) -> tuple[Span | None, ...]:
    """The places, and those of claims that stand whole but before their predecessors (moved by the person)."""
    for number, claim in enumerate(claims):
        here = None if found[number] else _place(text, claim)
        if here and all(here.end <= span.start or here.start >= span.end for span in found if span):
            found[number] = here
    return tuple(found)


def _place(text: str, claim: Claim, position: int = 0) -> Span | None:
    """Where a claim stands first from a position on, however wide the marker of its step is."""
    there = ((text.find(body, position), body) for body in claim.bodies if body)
    at, body = min(((at, body) for at, body in there if at >= 0), default=(-1, ""))
    return Span(at, at + len(body), claim) if body else None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a field holds: the text, which is the person's to change, and the claims that it was ever given."""

    text: str = ""
    claims: tuple[Claim, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return spans(self.text, self.claims)

    @property
    def current(self) -> tuple[Claim, ...]:
        """The field as claims: those of ours that still stand, and the person's own words around them."""
        pieces: list[Claim] = []
        position = 0
        for span in self.spans:
            pieces += _own_words(self.text[position : span.start])
            pieces.append(span.claim)
            position = span.end
        return tuple(pieces + _own_words(self.text[position:]))


def _own_words(text: str) -> list[Claim]:
    """What stands between our claims, if it is more than list markers and punctuation."""
    lines = (line.strip().lstrip("-*").strip() for line in text.split("\n"))
    words = (line.partition(". ")[2] if line.partition(". ")[0].isdigit() else line for line in lines)
    return [
        Claim(line, status=Status.USER)
        for line in words
        if any(character.isalnum() for character in line) and not line.rstrip(".").isdigit()
    ]


def known_claims(text: str, taken: tuple[Claim, ...], earlier: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims of a field that was given more of them; first what stands, in the text's order, to be found again."""
    known = tuple(dict.fromkeys((*taken, *earlier)))[:_MOST_KNOWN]
    standing = {span.claim: None for span in spans(text, known)}
    return (*standing, *(claim for claim in known if claim not in standing))


@dataclass(frozen=True, slots=True)
class ChangeRef:
    """Which change a ticket describes, in what does not move."""

    location: str  # the repository's or the diff file's path, for opening it again
    range: str  # as the person chose it: "v1.2.0..v1.3.0"; "" for a diff file
    base: str
    head: str
    diff_sha256: str

    @property
    def key(self) -> str:
        """The same for the same change of the same repository."""
        return f"{self.location}\n{self.base}\n{self.head or self.diff_sha256}"

    def same_code(self, other: "ChangeRef") -> bool:
        """Whether the other describes the same change, wherever it lies."""
        ours = self.base, self.head or self.diff_sha256
        return ours == (other.base, other.head or other.diff_sha256)


def drafted_id(base: str, head: str, diff_sha256: str) -> str:
    """The id of a ticket that no library keeps: the same for the same change, on whatever machine it is drafted.

    16 hex digits, as the ids that are given out at random.
    """
    pinned = "\n".join((base, head, diff_sha256))
    return sha256(pinned.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Ticket:
    """A change ticket. Every edit gives a new value."""

    id: str
    change: ChangeRef
    entries: Mapping[str, Entry] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)  # by the question's text
    dismissed: Mapping[str, str] = field(default_factory=dict)  # why a fact does not count, by the fact's key
    work: Mapping[str, str] = field(default_factory=dict)  # work items that the person gave, by key, as their JSON
    meant: Mapping[str, str] = field(default_factory=dict)  # keys of N, W and A by their ids: `sources.meant`
    life: Mapping[str, str] = field(default_factory=dict)  # states reached, steps ticked, what was noted: `life`

    def entry(self, name: str) -> Entry:
        return self.entries.get(name, Entry())

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids that its sentences cite, also those that stand there no more."""
        claims = (claim for entry in self.entries.values() for claim in entry.claims)
        return tuple(dict.fromkeys(one for claim in claims for one in claim.evidence))

    def with_text(self, name: str, text: str) -> "Ticket":
        """The ticket after the person's edit; the claims stay known, so that undo gives them back."""
        return self._with(name, replace(self.entry(name), text=text))

    def with_claims(self, name: str, claims: tuple[Claim, ...]) -> "Ticket":
        """The ticket with a proposal accepted into a field; its earlier claims stay known, for undo."""
        earlier = (claim for claim in self.entry(name).claims if claim not in claims)
        return self._with(name, Entry(text_of(claims), (*claims, *earlier)[:_MOST_KNOWN]))

    def with_taken(self, name: str, claims: tuple[Claim, ...], text: str) -> "Ticket":
        """The ticket with claims taken into a field, whose text holds them now among all that stood there before."""
        return self._with(name, Entry(text, known_claims(text, claims, self.entry(name).claims)))

    def with_answer(self, question: str, answer: str) -> "Ticket":
        """The ticket with a question answered; an empty answer takes it back."""
        answers = {**self.answers, question: answer}
        return replace(self, answers={key: value for key, value in answers.items() if value.strip()})

    def with_dismissal(self, key: str, reason: str) -> "Ticket":
        """The ticket with a fact dismissed for a reason; an empty reason lets the fact count again."""
        dismissed = {**self.dismissed, key: " ".join(reason.split())}
        return replace(self, dismissed={key: reason for key, reason in dismissed.items() if reason})

    def with_work(self, items: Mapping[str, str | None]) -> "Ticket":
        """The ticket with work items given, by key, as their JSON; None takes one away."""
        return replace(self, work={key: item for key, item in {**self.work, **items}.items() if item is not None})

    def with_life(self, entries: Mapping[str, str | None]) -> "Ticket":
        """The ticket with entries of its life, by key, as their JSON; None takes one away."""
        return replace(self, life={key: one for key, one in {**self.life, **entries}.items() if one is not None})

    def _with(self, name: str, entry: Entry) -> "Ticket":
        if name not in BY_NAME:
            known = ", ".join(field.name for field in FIELDS)
            raise InputError(f"There is no ticket field {name!r}; the fields are {known}.")
        return replace(self, entries={**self.entries, name: entry})

    def to_json(self) -> dict[str, Any]:
        later = {name for name in _LATER if not getattr(self, name)}  # a ticket without them is as it was before
        return {"version": VERSION, **{name: value for name, value in asdict(self).items() if name not in later}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Ticket":
        """The ticket that `to_json` gave, now or in an earlier version. Raises `InputError` when it is not one."""
        try:
            if int(data.get("version", 1)) > VERSION:
                raise InputError("This ticket was written by a newer version of Relman Desktop; open it with that one.")
            entries = {name: _entry(value) for name, value in data["entries"].items()}
            told = {name: _texts(data.get(name, {})) for name in ("dismissed", *_LATER)}
            told |= {"answers": _texts(data["answers"]), "meant": bounded(told["meant"])}
            return cls(text_from_json(data["id"]), change_from_json(data["change"]), entries, **told)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise InputError(f"This is not a ticket of ours: {error!r} is wrong in it.") from error


def _entry(data: Mapping[str, Any]) -> Entry:
    return Entry(text_from_json(data["text"]), tuple(claim_from_json(claim) for claim in data["claims"]))


def claim_from_json(data: Mapping[str, Any]) -> Claim:
    """The claim whose `asdict` this is. Raises `KeyError`, `TypeError` or `ValueError` where it is none."""
    return Claim(
        text=text_from_json(data["text"]),
        evidence=tuple(map(text_from_json, data["evidence"])),
        quote=text_from_json(data["quote"]),
        status=Status(data["status"]),
        reasons=tuple(map(text_from_json, data["reasons"])),
        layout=Layout(data["layout"]),
    )


def change_from_json(data: Mapping[str, Any]) -> ChangeRef:
    """The change whose `asdict` this is. Raises `TypeError` where it is none."""
    return ChangeRef(**_texts(data))


def text_from_json(value: Any) -> str:
    """A text, which anybody may have written as something else. Raises `TypeError` where it is none."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} in place of a text")
    return value


def _texts(data: Any) -> dict[str, str]:
    return {name: text_from_json(value) for name, value in dict(data).items()}
