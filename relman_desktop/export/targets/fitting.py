"""Texts that share a field: in their order, under headings, and those that do not fit whole somewhere else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..markup import render
from .composing import HEADING, Section, composed
from .counting import length_of
from .limits import is_over, moved_there, place_for, pointer, stand_in, too_long
from .mapping import Place
from .ours import label_of
from .prepared import Part
from .target import Over, Sort, Target
from .wrapping import wrapped


@dataclass(frozen=True, slots=True)
class Moved:
    """A text that went elsewhere."""

    section: Section  # with the heading that it has there
    where: Over


@dataclass(frozen=True, slots=True)
class Fitted:
    """A field's part, and what did not fit into it."""

    part: Part
    moved: tuple[Moved, ...] = ()


class Fitting:
    """Fits sections into the fields of a target."""

    def __init__(self, target: Target, heading: str = HEADING) -> None:
        self._target = target
        self._heading = heading

    def fitted(self, place: Place, sections: Iterable[Section], *, foldable: bool) -> Fitted:
        """The sections in a field: while they are too long, the longest of them goes elsewhere, whole."""
        left = [one for one in sections if one.text.strip()]
        moved: list[Moved] = []
        said: list[str] = []
        text = self._composed(left, place)
        while is_over(text, place.field):
            at = self._longest(left, place, [one.section.ours for one in moved])
            went = self._move(left[at], left, place, foldable=foldable) if at is not None else None
            if at is None or went is None:
                break
            said.append(went[1])
            moved.append(went[0])
            left[at] = replace(left[at], text=went[2])
            text = self._composed(left, place)
        return Fitted(self._part(place, left, text, moved, said), tuple(moved))

    def _composed(self, sections: Sequence[Section], place: Place) -> str:
        text = composed(sections, place.field.markup, self._heading)
        return " ".join(text.split()) if place.field.sort is Sort.LINE else text

    def _longest(self, sections: Sequence[Section], place: Place, gone: Sequence[tuple[str, ...]]) -> int | None:
        """Which of the sections to move: one of ours, for only those have a name."""
        sizes = {
            at: length_of(render(one.text, place.field.markup), place.field)
            for at, one in enumerate(sections)
            if one.ours and one.ours not in gone
        }
        return max(sizes, key=lambda at: (sizes[at], at), default=None)

    def _move(
        self, section: Section, others: Sequence[Section], place: Place, *, foldable: bool
    ) -> tuple[Moved, str, str] | None:
        """Where it goes, the sentence for the person, and what stands in its place; None where it cannot."""
        label = section.label or label_of(section.ours[0])
        whole = replace(section, label=label, text=section.whole or section.text, whole="")
        where = place_for(whole, place.field.over, self._target, foldable=foldable)
        if where is Over.NOWHERE:
            return None
        text = render(whole.text, place.field.markup)
        alone = len(others) == 1
        if alone and not stand_in(whole, where, text, place.field):
            return None
        short = alone and not _fits(pointer(whole, where, text, place.field), place)
        left = pointer(whole, where, text, place.field, short=short)
        return Moved(whole, where), moved_there(whole, where, text, place.field), left

    def _part(
        self, place: Place, sections: Sequence[Section], text: str, moved: Sequence[Moved], said: Sequence[str]
    ) -> Part:
        field = place.field
        wrong = ""
        if is_over(text, field):
            advice = f"shorten it, for {self._target.title} has no other place for it"
            wrong = too_long("The text", text, field, advice)
        part = Part(field, place.theirs, text, None, field.limit)
        where = moved[0].where if moved else None
        if field.warn_above is not None and not wrong and part.length > field.warn_above:
            said = [
                *said,
                f"“{field.label}” has {part.length:,} characters; some sites take no more than {field.warn_above:,}.",
            ]
        value = wrapped(field.wrap, value_of(text, place))
        return replace(part, value=value, moved=where, said=tuple(said), wrong=wrong, holds=tuple(_held(sections)))


def value_of(text: str, place: Place) -> object:
    """What is sent: the text, or of ADF its document."""
    import json

    return json.loads(text) if place.field.markup == "adf" else text


def _fits(markdown: str, place: Place) -> bool:
    return not is_over(render(markdown, place.field.markup), place.field)


def _held(sections: Iterable[Section]) -> Iterator[str]:
    for one in sections:
        yield from one.ours
