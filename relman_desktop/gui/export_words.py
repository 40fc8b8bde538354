"""The way of a ticket into a change system, in words: where it goes, how it stands, what may be done."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from ..export.targets.prepared import Prepared
from ..export.targets.target import Over, Target
from ..exporting import Preview
from ..settings import System
from ..submitting.export import Export
from ..submitting.outcome import Difference, What, in_part
from ..wording import counted, joined
from .export_state import Course, Doing, Heard
from .library_when import day, moment
from .shown import visible

TITLE = "Export"
NO_SYSTEM = (
    "No change system is set up, so this ticket leaves by copy and as a file only.\n\n"
    "Add the one of your team to see what the ticket becomes there, and to have it created once, by its API."
)
LOOK_AND_CREATE = "Look, and create if it is not there"
PREPARING = "Preparing what would be sent…"
_WHERE = {
    Over.COMMENT: "a comment",
    Over.ATTACHMENT: "an attached file",
    Over.FOLD: "the text that holds what has no field of its own",
    Over.NOWHERE: "no place",
}
_DONE = {
    What.CREATED: "Created in {system} as {key}.",
    What.FOUND: "Found in {system} as {key}: it was there already, is linked, and nothing was made a second time.",
    What.UPDATED: "{key} in {system} is updated.",
    What.UNCHANGED: "{key} in {system} holds this ticket already; nothing was changed.",
}
_DOING = {Doing.READING: "Reading the fields of", Doing.LOOKING: "Looking into", Doing.SENDING: "Sending to"}
_SORTS = {
    "ignored": "It is empty there: the system took nothing.",
    "altered": "The system holds it otherwise.",
    "edited": "Somebody changed it there since.",
    "unknown": "Whether it was added is not known, and cannot be read there: look there first.",
}


def when(at: str, now: datetime | None = None) -> str:
    """`12:40`, with the day where it is not today."""
    then = moment(at)
    if then is None:
        return "at a time that is not known"
    today = (now or datetime.now(UTC)).astimezone()
    return f"{then:%H:%M}" if then.date() == today.date() else f"{day(then, today)} {then:%H:%M}"


def place_words(system: System, target: Target) -> str:
    """Where it goes, and as whom: `example.service-now.com, as ada, by Basic`."""
    auth = next((one.title for one in target.auth if one.name == system.auth), target.auth[0].title)
    who = f" as {visible(system.user)}" if system.user else ""
    return f"{visible(system.host)}{who}, by {auth if auth[1:2].isupper() else auth[:1].lower() + auth[1:]}"


def settings_words(system: System, target: Target) -> str:
    """The target's settings: `Project PAY · Tracker Support`."""
    told = [(one.label, system.values.get(one.name) or one.default) for one in target.settings]
    return " · ".join(f"{label} {visible(value)}" for label, value in told if value)


def id_words(prepared: Prepared) -> str:
    """By what it is found again."""
    part = next((one for one in prepared.parts if one.field.ours == "our_id"), None)
    where = f"in {part.field.label}" if part else "at the end of its text"
    return f"Found again by {prepared.our_id}, which stands {where}."


def name_of(export: Export) -> str:
    """What people call a record."""
    return visible(export.key or export.id)


def ledger_words(preview: Preview, title: str, now: datetime | None = None) -> str:
    """What is known of the ticket there without asking; "" where nothing is."""
    export = preview.export
    if export is None:
        return ""
    if not preview.made:
        return (
            f"It was begun in {title} at {when(export.begun_at, now)}, and how that ended is not known. "
            "It is looked for before anything is created."
        )
    updated = export.updated_at and export.updated_at > export.made_at
    told = f", updated {when(export.updated_at, now)}" if updated else ""
    return f"Created in {title} as {name_of(export)}, {when(export.made_at, now)}{told}. {since_words(preview)}"


def since_words(preview: Preview) -> str:
    """Whether the ticket was changed here since it was put there."""
    if not preview.changed:
        return "Not changed here since."
    return f"Not there as it is here now: {joined(preview.changed, 4)}."


def course_words(course: Course, preview: Preview | None, title: str) -> str:
    """What was heard last; "" where that is nothing."""
    if course.heard is Heard.ABSENT:
        return f"Not there yet: {title} has no record of this ticket."
    if course.heard is Heard.STOPPED:
        return "Stopped. Nothing was written there."
    if course.heard is Heard.FAILED:
        return visible(str(course.error)) if course.error else ""
    outcome = course.outcome
    if outcome is None:
        return ""
    key = visible(outcome.record.key or outcome.record.id)
    if course.heard is Heard.THERE:
        is_known = bool(preview and preview.made)
        linked = "is there" if is_known else "is there already: found, and linked with the next update"
        return f"{key} {linked}. {_edited(outcome.held)} {_would_set(outcome.differences)}"
    done = _DONE[outcome.what].format(system=title, key=key)
    part = in_part(outcome)
    return f"{done} {part[:1].upper()}{part[1:]}." if part else done


def _edited(held: Sequence[Difference]) -> str:
    labels = [one.label for one in held if one.sort == "edited"]
    return f"Changed there since: {joined(labels, 4)}." if labels else "Nobody changed it there since."


def _would_set(differences: Sequence[Difference]) -> str:
    labels = [one.label for one in differences]
    return f"To be set by an update: {joined(labels, 4)}." if labels else "An update has nothing to set."


def sort_words(difference: Difference) -> str:
    """What is the matter with a field."""
    return _SORTS.get(difference.sort, "It is another text there.")


def send_words(course: Course, preview: Preview | None, system: System, title: str) -> str:
    """The words of the button that sends."""
    outcome = course.outcome
    key = outcome.record.key if outcome else preview.export.key if preview and preview.made and preview.export else ""
    if preview and preview.unsure and not key:
        return LOOK_AND_CREATE
    if not key:
        return f"Create in {title}"
    adds = [one for one in course.held if one.theirs in course.over and one.sort == "unknown"]
    fields = len(course.over) - len(adds)
    more = f", overwriting {counted(fields, 'field')}" if fields else ""
    more += f", adding {counted(len(adds), 'text')}" if adds else ""
    return f"Update {visible(key)}{more}"


def look_words(course: Course, preview: Preview | None) -> str:
    """The words of the button that looks."""
    if preview and preview.unsure:
        return "Look whether it was made"
    known = course.heard is not Heard.NOTHING or bool(preview and preview.made)
    return "Look again" if known else "Look first"


def doing_words(course: Course, title: str) -> str:
    """What is being done there."""
    step = visible(course.step).rstrip(".…")
    return f"{step or f'{_DOING[course.doing]} {title}'}…"


def moved_words(over: Over) -> str:
    """Where a text goes whole."""
    return f"Too long for its field: it goes whole into {_WHERE[over]}."


def link_of(url: str, system: System) -> str:
    """A record's address where it is of the system's own host over the web; "" for any other, which is not opened."""
    try:
        parts = urlsplit(url)
        same = (parts.hostname or "").lower() == (urlsplit(system.url).hostname or "").lower()
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and same and "@" not in parts.netloc else ""
