"""What the editor of the team's profile says."""

from collections.abc import Sequence

from ..sources.profile.editing import EditedEntry, EditedLayer, Standing
from ..sources.profile.editing.entry import as_text
from ..sources.profile.layers import EVERYWHERE, FILE, HERE
from ..sources.profile.schema import Key, Part
from ..wording import counted, joined, shorten
from .shown import visible

LAYERS = {HERE: "Yours for this repository", EVERYWHERE: "Yours for all repositories"}
_LONGEST = 160  # characters of a line about an entry
NEW = "New: nothing said yet"
KINDS = {
    "texts": "One a line.",
    "paths": "Patterns as in .gitignore, one a line.",
    "number": "A number.",
    "date": "A day, as 2026-12-24.",
    "moment": "A day, or a day and a time, as 2026-12-24T18:00.",
    "time": "A time of day, as 22:00.",
}


def name_of(key: Key) -> str:
    """A key as a person reads it: "Watch minutes"."""
    words = key.name.replace("_", " ").replace(" id ", " ID ")
    return words[:1].upper() + words[1:]


def layer_words(layer: EditedLayer, head: str = "") -> str:
    """A layer as it is chosen."""
    if layer.name == FILE:
        return f"{FILE} of the team" + (f" (as of {head[:10]})" if head else "")
    return LAYERS[layer.name]


def layer_in_sentence(name: str) -> str:
    """A layer inside of a sentence, by its name."""
    words = LAYERS.get(name, "")
    return words[:1].lower() + words[1:] if words else FILE


def title_of(entry: EditedEntry) -> str:
    """An entry in a few words: what makes it another than the others."""
    names = [*entry.part.same, *entry.part.by_name]
    texts = [_line(entry.text(name)) for name in dict.fromkeys(names)]
    same = [text for text in texts[: len(entry.part.same)] if text]
    return shorten(visible(" · ".join(same) or next(filter(None, texts), "")), _LONGEST) or NEW


def rest_of(entry: EditedEntry) -> str:
    """What else an entry says, on a line."""
    said = (
        f"{name_of(key).lower()}: {_line(entry.text(key.name))}"
        for key in entry.part.keys
        if key.name not in entry.part.same and entry.text(key.name).strip()
    )
    return shorten(visible("; ".join(said)), _LONGEST)


def standing_words(standing: Standing | None) -> str:
    """Which layer wins; "" where an entry simply holds."""
    if standing is None:
        return ""
    if standing.keys:
        return f"{joined([one.replace('_', ' ') for one in standing.keys])}: {layer_in_sentence(standing.over)} wins."
    if standing.over:
        return f"Does not count: {layer_in_sentence(standing.over)} says it otherwise, and wins."
    return f"Counts instead of {standing.instead_of}." if standing.instead_of else ""


def waiting_words(entry: EditedEntry) -> str:
    """What is typed of an entry and not in the file, and why; "" where all of it is there."""
    if not entry.waiting:
        return ""
    if entry.theirs:
        names = joined([_name(entry, one) for one in entry.theirs])
        return f"{names}: changed in the file, too. Say what is to stand."
    missing, wrong = entry.missing(), wrong_words(entry)
    if missing and not wrong:
        return f"Not in the file yet. Still to come: {joined([_name(entry, one).lower() for one in missing])}."
    where = "Not in the file yet" if entry.place is None else "The file still says what it said"
    return f"{where}. {wrong}" if wrong else ""


def wrong_words(entry: EditedEntry) -> str:
    """The first thing that is wrong with an entry, with the name of its key; "" where nothing is, or it only lacks."""
    missing = entry.missing()
    name, said = next(((name, said) for name, said in entry.wrong().items() if name not in missing), ("", ""))
    key = entry.part.by_name.get(name)
    return f"{name_of(key)}: {said[:1].lower()}{said[1:]}" if key and not said.startswith("This entry") else said


def missing_words(key: Key) -> str:
    """What is said below an input of a new entry that is needed and still empty."""
    return f"Needed, such as {shorten(example_of(key), 60)}."


def covers_words(covered: int, files: int) -> str:
    """How many of a change's files the patterns match."""
    return f"Covers {covered:,} of the {counted(files, 'changed file')}."


def example_of(key: Key) -> str:
    """A key's example as it is typed."""
    return as_text(key.example)


def count_words(number: int, wrong: int) -> str:
    """How an editor's part stands, for a screen reader."""
    return f"{counted(number, 'entry')}{f', {wrong} not right' if wrong else ''}"


def source_words(part: Part) -> str:
    return f"It is the source input “{part.source}” of a change ticket." if part.source else ""


def taken_out(entry: EditedEntry) -> str:
    return f"Taken out: {shorten(title_of(entry), 60)}."


def holds_words(number: int, holds: str, until: str) -> str:
    """What a calendar holds."""
    if not number:
        return f"It holds no {holds} for the next year."
    return f"It holds {number:,} {holds if number != 1 else holds.removesuffix('s')}, up to {until}."


def proposed_words(entries: Sequence[EditedEntry], known: int) -> str:
    said = f"; {counted(known, 'of them is', 'of them are')} said already" if known else ""
    return f"{counted(len(entries), 'entry')} proposed{said}."


def _name(entry: EditedEntry, name: str) -> str:
    key = entry.part.by_name.get(name)
    return name_of(key) if key else name


def _line(text: str) -> str:
    return ", ".join(line.strip() for line in text.split("\n") if line.strip())
