"""The text that holds, under headings, all that has no field of its own; and the one that holds the whole ticket."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..markup.model import Paragraph
from ..markup.reading import read
from ..origin import change_line
from .composing import Section
from .ours import NOT_SENT, ORDER, Ours, is_text, label_of
from .prepared import our_id_of
from .target import Target
from .tasks import as_tasks

_STEPS = ("deployment", "rollback", "validation")
_PRIVATE = ("notes",)
_OPENS = ("description",)
_AT_THE_END = ("change_id",)  # ids of ours say nothing to who reads what it is


def folded(
    own: Iterable[Section], texts: Iterable[Section], details: Mapping[str, str], target: Target
) -> tuple[Section, ...]:
    """What it is, in a paragraph; the short values as a list; the rest of it, then the other texts in their order."""
    named = sorted((one for one in details if one not in _AT_THE_END), key=ORDER.index)
    listed = Section("", "\n".join(f"- **{label_of(one)}:** {details[one]}" for one in named))
    others = sorted(texts, key=lambda section: ORDER.index(section.ours[0]))
    first, rest = _opened([*own, *others])
    sections = [stepped(section, target) for section in rest]
    is_first = target.fold is None or target.fold.details
    return tuple([*first, listed, *sections] if is_first else [*first, *sections, listed])


def _opened(sections: list[Section]) -> tuple[list[Section], list[Section]]:
    """The first paragraph of a description, and all that follows it."""
    first = next(iter(sections), None)
    if first is None or first.ours != _OPENS or first.label:
        return [], sections
    head, _, rest = first.text.strip().partition("\n\n")
    if not head or not all(isinstance(one, Paragraph) for one in read(head).blocks):
        return [], sections
    if not rest.strip():
        return sections[:1], sections[1:]
    return [Section("", head)], [replace(first, text=rest, whole=first.text), *sections[1:]]


def stepped(section: Section, target: Target) -> Section:
    """A section whose steps can be ticked, where the target can do that."""
    if not (target.fold and target.fold.tasks and section.ours and section.ours[0] in _STEPS):
        return section
    return replace(section, text=as_tasks(section.text))


def whole(ours: Ours, target: Target) -> tuple[Section, ...]:
    """The whole ticket but its title, its state, and what is only for those who work on it."""
    told = {name: text for name, text in ours.texts.items() if name in ORDER and name not in (*NOT_SENT, *_PRIVATE)}
    texts = [Section(label_of(name), text, (name,)) for name, text in told.items() if is_text(name)]
    own = [replace(one, label="") for one in texts if one.ours == _OPENS]
    texts = [one for one in texts if one.ours != _OPENS]
    details = {name: " ".join(text.split()) for name, text in told.items() if not is_text(name) and name != "title"}
    if "schedule" in details:
        details["schedule"] = ours.schedule
    return folded(own, texts, details, target)


def change_section(ours: Ours, change_id: str) -> Section:
    """Which change it is of: our ID where no field takes it, the repository, the range and its commits."""
    told = (" ".join(change_id.split()), change_line(ours.around.repo, ours.ticket.change, ours.around.compare))
    line = ", ".join(filter(None, told))
    return Section("", f"Change: {line}" if line else "")


def id_line(ours: Ours) -> Section:
    """By which the record is found again, where no field holds that: a line of its own, of nothing else."""
    return Section("", f"Relman Desktop: {our_id_of(ours.ticket.id)}")
