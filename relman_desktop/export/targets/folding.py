"""The text that holds, under headings, all that has no field of its own; and the one that holds the whole ticket."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .composing import Section
from .ours import NOT_SENT, ORDER, Ours, is_text, label_of
from .prepared import our_id_of
from .target import Target
from .tasks import as_tasks

_STEPS = ("deployment", "rollback", "validation")
_PRIVATE = ("notes",)


def folded(
    own: Iterable[Section], texts: Iterable[Section], details: Mapping[str, str], target: Target
) -> tuple[Section, ...]:
    """The short values as a list, the field's own text, then the others in their order."""
    named = sorted(details, key=ORDER.index)
    listed = Section("", "\n".join(f"- **{label_of(one)}:** {details[one]}" for one in named))
    rest = [*own, *sorted(texts, key=lambda section: ORDER.index(section.ours[0]))]
    sections = [stepped(section, target) for section in rest]
    is_first = target.fold is None or target.fold.details
    return tuple([listed, *sections] if is_first else [*sections, listed])


def stepped(section: Section, target: Target) -> Section:
    """A section whose steps can be ticked, where the target can do that."""
    if not (target.fold and target.fold.tasks and section.ours and section.ours[0] in _STEPS):
        return section
    return replace(section, text=as_tasks(section.text))


def whole(ours: Ours, target: Target) -> tuple[Section, ...]:
    """The whole ticket but its title, its state, and what is only for those who work on it."""
    told = {name: text for name, text in ours.texts.items() if name in ORDER and name not in (*NOT_SENT, *_PRIVATE)}
    texts = [Section(label_of(name), text, (name,)) for name, text in told.items() if is_text(name)]
    details = {name: " ".join(text.split()) for name, text in told.items() if not is_text(name) and name != "title"}
    if "schedule" in details:
        details["schedule"] = ours.schedule
    return folded((), texts, details, target)


def id_line(ours: Ours) -> Section:
    """By which the record is found again, where no field holds that."""
    return Section("", f"Relman Desktop: {our_id_of(ours.ticket.id)}")
