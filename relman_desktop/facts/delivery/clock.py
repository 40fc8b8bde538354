"""What changes in the jobs that run by the clock and in the queues, in programs and their configuration."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Kind, Side
from ...wording import named
from ..production import is_production, language
from ..sides import Text, sides
from .difference import Difference, Placed, Places, Where
from .formats import format_of, is_for_development
from .job_rules import table
from .jobs import Job, jobs

_MOST_FILES = 150
_TABLES = re.compile(
    r"(schedul|cron|sidekiq|recurring|resque|serverless|vercel|queue|beat|periodic|/render\.ya?ml|app\.json)", re.I
)
_COME, _GONE, _OTHER = 40, 45, 45  # weights of a schedule
_NEW, _UNUSED, _RENAMED = 40, 50, 60  # of a queue
_SCHEDULES = re.compile(r"cron|schedul|interval|periodic", re.I)
_BY_PATTERN = ("javascript", "typescript", "ruby", "java", "kotlin", "csharp", "php", "elixir", "go", "rust")
_PROGRAMS = ("python", *_BY_PATTERN)

Sighting = tuple[FileChange, Job]


def differences(change: Change, places: Places, cancel: Cancel) -> Iterator[Placed]:
    """`delivery.schedule` and `delivery.queue`; what only moves to another file is neither."""
    before: list[Sighting] = []
    after: list[Sighting] = []
    texts: dict[str, str] = {}
    for file in list(_files(change, cancel))[:_MOST_FILES]:
        cancel.check()
        old, new = sides(change, file, cancel)
        before += [(file, job) for job in _jobs(file.old_side_path, old)]
        after += [(file, job) for job in _jobs(file.path, new)]
        texts[file.id] = "".join(new.pieces)
    told = [*_schedules(*_clocked(before, after), texts), *_Queues(before, after, change, cancel).differences()]
    for file, difference in told:
        yield places.place(difference, file, Where.PRODUCTION)


def _files(change: Change, cancel: Cancel) -> Iterator[FileChange]:
    """The files that may tell of a job where they change."""
    for file in change.files:
        if _may_tell(file):
            cancel.check()
            hint = table().hint_python if language(file.path) == "python" else table().hint
            texts = ("\n".join(line.text for line in hunk.lines).lower() for hunk in change.hunks(file, cancel))
            if any(hint.search(text) for text in texts):
                yield file


def _may_tell(file: FileChange) -> bool:
    written = language(file.path)
    if file.binary or not is_production(file) or is_for_development(file.path) or file.kind is Kind.MIGRATION:
        return False
    if written in ("yaml", "json"):
        form = format_of(file)
        return bool(_TABLES.search("/" + file.path)) and (form is None or form.name == "platform")
    return written in _PROGRAMS


def _jobs(path: str, text: Text) -> Iterator[Job]:
    for piece in text.pieces:
        yield from jobs(path, piece)


def _clocked(before: Iterable[Sighting], after: Iterable[Sighting]) -> tuple[list[Sighting], list[Sighting]]:
    """The sightings of schedules that are on one side only."""
    old, new = ([one for one in some if one[1].when is not None] for some in (before, after))
    stays = Counter(_told(one) for one in old) & Counter(_told(one) for one in new)
    return list(_without(old, stays)), list(_without(new, stays))


def _told(one: Sighting) -> tuple[str, str | None]:
    return one[1].name, one[1].when


def _without(some: Iterable[Sighting], known: Counter[tuple[str, str | None]]) -> Iterator[Sighting]:
    left = Counter(known)
    for one in some:
        if left[_told(one)]:
            left[_told(one)] -= 1
        else:
            yield one


def _schedules(
    gone: list[Sighting], come: list[Sighting], texts: Mapping[str, str]
) -> Iterator[tuple[FileChange, Difference]]:
    """texts: what the files hold now, by id."""
    for old in list(gone):
        new = next((one for one in come if one[1].name == old[1].name), None)
        if new:
            gone.remove(old)
            come.remove(new)
            at = (old[1].line, new[1].line)
            yield new[0], schedule_sentence(new[1].name, old[1].when, new[1].when, at)
    _drop_renamed(gone, come)
    for file, job in gone:
        if job.name and not _may_be_written_otherwise(job.name, file, texts[file.id]):
            yield file, schedule_sentence(job.name, job.when, None, (job.line, None))
    for file, job in come:
        if job.name:
            yield file, schedule_sentence(job.name, None, job.when, (None, job.line))


def _drop_renamed(gone: list[Sighting], come: list[Sighting]) -> None:
    """A job that runs as before, under almost the same name."""
    for old in list(gone):
        new = next((one for one in come if one[1].when == old[1].when and _are_alike(one[1].name, old[1].name)), None)
        if new:
            gone.remove(old)
            come.remove(new)


def _are_alike(one: str, other: str) -> bool:
    short, long = sorted((one.lower(), other.lower()), key=len)
    return bool(short) and long.startswith(short)


def _may_be_written_otherwise(name: str, file: FileChange, text: str) -> bool:
    """Whether a program still has the job and schedules, in words that we may not know."""
    return name in text and language(file.path) in _BY_PATTERN and bool(_SCHEDULES.search(text))


def schedule_sentence(name: str, old: str | None, new: str | None, at: tuple[int | None, int | None]) -> Difference:
    """A job that runs by the clock, and does so no longer, otherwise or from now on."""
    subject = f"schedule of {named(name)}" if name else "schedule"
    said, weight = "", _OTHER
    if not new:
        said, weight = f"The scheduled job {named(name)} ({named(old or '')}) is removed from {{where}}.", _GONE
    elif not old:
        said, weight = f"The scheduled job {named(name)} is added in {{where}}: it runs {named(new)}.", _COME
    return Difference("delivery.schedule", subject, old, new, weight, said=said, more=(("job", name),), at=at)


class _Queues:
    """The queues of the changed files, before and after."""

    def __init__(self, before: Iterable[Sighting], after: Iterable[Sighting], change: Change, cancel: Cancel) -> None:
        self._before, self._after = _queues(before), _queues(after)
        self._change, self._cancel = change, cancel

    def differences(self) -> Iterator[tuple[FileChange, Difference]]:
        gone = [name for name in self._before if name not in self._after and not self._is_used(name, "new")]
        come = [name for name in self._after if name not in self._before and not self._is_used(name, "old")]
        for old in list(gone):
            files = {file.id for file, _ in self._before[old]}
            new = next((name for name in come if files & {file.id for file, _ in self._after[name]}), None)
            if new and len(gone) == len(come) == 1:
                gone.remove(old)
                come.remove(new)
                yield from self._renamed(old, new)
        for name in gone:
            note = "Jobs that still wait in it are left there, unless a worker still takes it."
            yield from self._told(
                self._before[name], f"The queue {named(name)} is no longer used in {{where}}. {note}", name, None
            )
        for name in come:
            said = f"The queue {named(name)} is new in {{where}}: see that a worker takes it."
            yield from self._told(self._after[name], said, None, name)

    def _renamed(self, old: str, new: str) -> Iterator[tuple[FileChange, Difference]]:
        said = (
            f"The queue {named(old)} is renamed to {named(new)} in {{where}}. Jobs that wait in {named(old)} are left "
            "there, unless a worker still takes it."
        )
        yield from self._told(self._after[new], said, old, new)

    def _told(
        self, some: list[Sighting], said: str, old: str | None, new: str | None
    ) -> Iterator[tuple[FileChange, Difference]]:
        weight = _RENAMED if old and new else _UNUSED if old else _NEW
        more = (("action", "renamed"),) if old and new else ()
        for file, job in some:
            at = (None, job.line) if new else (job.line, None)
            yield file, Difference("delivery.queue", "queue", old, new, weight, said=said, more=more, at=at)

    def _is_used(self, name: str, side: Side) -> bool:
        """Whether another file of the tree speaks of a queue of that name."""
        found = self._change.content.search([name], side, self._cancel)
        matches = found.matches if found else ()
        return any("queue" in match.text.lower() and not _is_aside(match.path) for match in matches)


def _is_aside(path: str) -> bool:
    return is_for_development(path) or path.endswith((".md", ".rst", ".txt")) or "test" in path.lower()


def _queues(some: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    found: defaultdict[str, list[Sighting]] = defaultdict(list)
    for one in some:
        if one[1].when is None:
            found[one[1].name].append(one)
    return found
