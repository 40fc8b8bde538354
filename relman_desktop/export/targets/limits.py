"""Texts that are longer than a field takes: where they go whole, and what stands in their place. Nothing is cut."""

from dataclasses import replace

from ..markup import Flavour, render
from .composing import Section, composed
from .counting import length_of, unit_of
from .prepared import Aside
from .target import Over, Sort, Target, TargetField

_ORDER = (Over.COMMENT, Over.ATTACHMENT, Over.FOLD)
_INTO = {
    Over.COMMENT: "into a comment",
    Over.ATTACHMENT: "into an attached file",
    Over.FOLD: "into the description",
}
_IN = {Over.COMMENT: "in a comment", Over.ATTACHMENT: "in an attached file", Over.FOLD: "in the description"}


def is_over(text: str, field: TargetField) -> bool:
    return field.limit is not None and length_of(text, field) > field.limit


def size_of(text: str, field: TargetField) -> str:
    """`5,210 of 4,000 characters`."""
    of = f" of {field.limit:,}" if field.limit is not None else ""
    return f"{length_of(text, field):,}{of} {unit_of(field)}"


def place_for(section: Section, over: Over, target: Target, *, foldable: bool) -> Over:
    """Where a text goes whole: where its field says if the target can, else where it can; NOWHERE if it cannot."""
    if over is Over.NOWHERE:
        return over
    able = {
        Over.COMMENT: lambda: "comment" in target.calls and fits_comment(section, target),
        Over.ATTACHMENT: lambda: "attach" in target.calls and _bytes(section, target) <= target.most_file,
        Over.FOLD: lambda: foldable,
    }
    return next((one for one in (over, *_ORDER) if able[one]()), Over.NOWHERE)


def fits_comment(section: Section, target: Target) -> bool:
    return not is_over(aside_of(section, Over.COMMENT, target).text, comment_field(target))


def _bytes(section: Section, target: Target) -> int:
    return len(aside_of(section, Over.ATTACHMENT, target).text.encode("utf-8", "replace"))


def comment_field(target: Target) -> TargetField:
    """How comments are written: as the table's row for what has no field says, else as the fold's text."""
    rows = (one for one in target.fields if not one.theirs and one.over is Over.COMMENT)
    into = target.taking(target.fold.into) if target.fold else ()
    text = next((one for one in (*into, *target.fields) if one.sort is Sort.TEXT), TargetField("", ""))
    return next(rows, replace(text, limit=None))


def aside_of(section: Section, where: Over, target: Target, mark: str = "") -> Aside:
    """A text as it goes beside the record; `mark`: our id, by which a comment is known again."""
    last = [Section("", mark)] if mark else []
    if where is Over.COMMENT:
        markup = comment_field(target).markup
        return Aside(where, section.label, composed([section, *last], markup), markup=markup)
    is_markdown = comment_field(target).markup.is_markdown
    markup = comment_field(target).markup if is_markdown else Flavour.PLAIN
    ending, media = (".md", "text/markdown") if is_markdown else (".txt", "text/plain")
    name = "-".join(section.label.lower().split()) + ending
    return Aside(where, section.label, composed([section, *last], markup) + "\n", name, media, markup)


def pointer(section: Section, where: Over, text: str, field: TargetField, *, short: bool = False) -> str:
    """What stands in a field in place of a text that went elsewhere, as Markdown."""
    if short:
        return f"See “{section.label}” {_IN[where]}."
    size = size_of(text, field)
    return f"This text is too long to stand here ({size}). It stands whole {_IN[where]}: “{section.label}”."


def moved_there(section: Section, where: Over, text: str, field: TargetField) -> str:
    """What the person is told of it before it is sent."""
    size = size_of(text, field)
    goes = f"it goes whole {_INTO[where]}, and the field says so"
    return f"“{section.label}” is too long for “{field.label}” ({size}): {goes}."


def too_long(label: str, text: str, field: TargetField, advice: str) -> str:
    """Why it cannot be sent."""
    return f"{label} is too long for “{field.label}” ({size_of(text, field)}): {advice}."


def stand_in(section: Section, where: Over, text: str, field: TargetField) -> str:
    """The pointer in the field's markup: the short one where the long one does not fit; "" where none does."""
    both = (render(pointer(section, where, text, field, short=short), field.markup) for short in (False, True))
    return next((one for one in both if not is_over(one, field)), "")
