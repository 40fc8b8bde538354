"""Taking entries into the person's own profile: the team's, to be changed there, and those that are proposed."""

from ..sources.profile.editing import EditedEntry, EditedLayer
from ..wording import shorten
from .profile_proposed import ProposedRow
from .profile_words import layer_in_sentence, title_of


def copy_into(target: EditedLayer, entry: EditedEntry) -> str:
    """Put an entry of the team's into a layer of the person's; gives what was done, in a sentence.

    What the layer says already stays as it is.
    """
    words = layer_in_sentence(target.name)
    known = {key: text for key, text in entry.texts.items() if key in entry.part.by_name}
    if entry.part.single:
        own = target.single(entry.part)
        own.texts.update({key: text for key, text in known.items() if not own.text(key).strip()})
    elif any(one.said and one.is_same_thing(entry.table) for one in target.entries[entry.part.name]):
        return f"{words[:1].upper()}{words[1:]} speaks of it already."
    else:
        target.add(entry.part, known)
    return f"Copied to {words}: {shorten(title_of(entry), 60)}."


def take(target: EditedLayer, row: ProposedRow) -> None:
    """Put a proposed entry into a layer."""
    if row.entry.part.single:
        row.taken = target.single(row.entry.part)
        row.before = {key: row.taken.text(key) for key in row.entry.texts}
        row.taken.texts.update(row.entry.texts)
    else:
        row.taken = target.add(row.entry.part, row.entry.texts)


def take_back(target: EditedLayer, row: ProposedRow) -> None:
    """Take a proposed entry out of a layer again. Raises `InputError` or `ServiceError`."""
    taken, row.taken = row.taken, None
    if taken and taken.part.single:
        for key, text in row.entry.texts.items():
            if taken.text(key) == text:
                taken.texts[key] = row.before.get(key, "")
    elif taken:
        target.remove(taken)
