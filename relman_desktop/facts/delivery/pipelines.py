"""What changes in the pipelines: what that does to what is released, told alone; all else in a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Status
from ...wording import listed, named
from ..formats import Unread
from ..sides import Text, sides
from .difference import Difference, Placed, Where, place, unread
from .formats import format_at
from .pipeline import Job, Pipeline, pipeline

_RELEASE, _PUBLISHED = "delivery.release", "delivery.published"
_MOST_READ = 60  # pipelines, of the change and beside it
_MORE = (("through", "pipeline"),)

Read = tuple[FileChange, Pipeline, Pipeline]  # before and after


def differences(change: Change, files: Iterable[FileChange], cancel: Cancel) -> Iterator[Placed]:
    """What the changed pipelines do otherwise to what is released."""
    read: list[Read] = []
    for file in list(files)[:_MOST_READ]:
        cancel.check()
        old, new = sides(change, file, cancel)
        if not (old.whole and new.whole):
            continue
        try:
            read.append((file, _pipeline(file.old_side_path, old), _pipeline(file.path, new)))
        except Unread as why:
            yield place(unread(str(why)), file, change.hunks(file, cancel), Where.PIPELINE)
    for file, difference in [*_jobs(read), *_published(read, _Others(change, read, cancel))]:
        yield place(difference, file, change.hunks(file, cancel), Where.PRODUCTION)


def _pipeline(path: str, text: Text) -> Pipeline:
    return pipeline(path, "".join(text.pieces)) if text.pieces else Pipeline()


def _jobs(read: list[Read]) -> Iterator[tuple[FileChange, Difference]]:
    """A job that comes, goes or changes; one that only moves to another pipeline or is renamed does neither."""
    gone = [(file, job) for file, old, new in read for name, job in old.jobs.items() if name not in new.jobs]
    come = [(file, job) for file, old, new in read for name, job in new.jobs.items() if name not in old.jobs]
    for file, job in list(gone):
        same = next((pair for pair in come if pair[1].name == job.name or _is_same(pair[1], job)), None)
        if same:
            gone.remove((file, job))
            come.remove(same)
            yield from ((same[0], one) for one in _of_job(job, same[1]))
    for file in dict.fromkeys(file for file, _ in (*gone, *come)):
        yield file, _whole_jobs([job for of, job in gone if of is file], [job for of, job in come if of is file])
    for file, old, new in read:
        for name, job in new.jobs.items():
            yield from ((file, one) for one in (_of_job(old.jobs[name], job) if name in old.jobs else ()))
        if old.jobs and new.jobs and old.starts != new.starts:
            yield file, _starting(old, new)


def _is_same(one: Job, other: Job) -> bool:
    """Whether a job is another one under another name."""
    return bool(one.body) and one.body == other.body


def _whole_jobs(gone: list[Job], come: list[Job]) -> Difference:
    """The jobs that a pipeline loses and gains; as many new ones may only be the old ones, written otherwise."""
    words = " and ".join(f"{verb} {_jobs_named(some)}" for verb, some in (("loses", gone), ("gains", come)) if some)
    old, new = (", ".join(job.name for job in some) or None for some in (gone, come))
    weight = 45 if len(gone) > len(come) else 30
    at = (gone[0].line if gone else None, come[0].line if come else None)
    said = f"The release pipeline in {{where}} {words}."
    return Difference(_RELEASE, "jobs", old, new, weight, said=said, more=_MORE, at=at)


def _jobs_named(some: list[Job]) -> str:
    environments = list(dict.fromkeys(job.environment for job in some if job.environment))
    to = f" (environment {listed(environments)})" if environments else ""
    return f"the job{'s'[: len(some) != 1]} {listed([job.name for job in some])}{to}"


def _of_job(old: Job, new: Job) -> Iterator[Difference]:
    of, at = f"of the release job {named(new.name)}", (old.line, new.line)
    if old.environment != new.environment:
        yield Difference(_RELEASE, f"environment {of}", old.environment, new.environment, 45, more=_MORE)
    if old.asks != new.asks:
        how = "now waits for a person" if new.asks else "no longer waits for a person"
        said = f"The release job {named(new.name)} in {{where}} {how}."
        yield Difference(_RELEASE, f"approval {of}", str(old.asks), str(new.asks), 45, said=said, more=_MORE, at=at)
    if old.condition != new.condition:
        yield Difference(_RELEASE, f"condition {of}", old.condition, new.condition, 35, more=_MORE, at=at)
    if old.permissions != new.permissions:
        yield Difference(_RELEASE, f"permission {of}", old.permissions, new.permissions, 15, more=_MORE, at=at)


def _starting(old: Pipeline, new: Pipeline) -> Difference:
    return Difference(_RELEASE, "trigger of the release pipeline", old.starts, new.starts, 35, more=_MORE)


class _Others:
    """The pipelines of the tree that do not change, which may publish what a changed one no longer does."""

    def __init__(self, change: Change, read: list[Read], cancel: Cancel) -> None:
        self._change, self._cancel = change, cancel
        self._known = {file.path for file, _, _ in read}

    def publish(self, names: Iterable[str]) -> set[str]:
        """Those of the names that stand in one of them."""
        wanted = set(names)
        paths = [path for path in self._change.content.tree(self._cancel) if self._is_other(path)] if wanted else []
        texts = [self._change.content.read(path, self._cancel) or "" for path in paths[:_MOST_READ]]
        return {name for name in wanted if any(name in text for text in texts)}

    def _is_other(self, path: str) -> bool:
        form = format_at(path) if path not in self._known else None
        return bool(form and form.name == "ci")


def _published(read: list[Read], others: _Others) -> Iterator[tuple[FileChange, Difference]]:
    """The platforms and the images of all pipelines together."""
    for noun, weights in (("platforms", (55, 35)), ("images", (60, 40))):
        before = {name: file for file, old, new in read for name in getattr(old, noun)}
        after = {name: file for file, old, new in read for name in getattr(new, noun)}
        known = any(getattr(new, noun) for _, _, new in read) or any(f.status is Status.DELETED for f, _, _ in read)
        gone = [name for name in before if name not in after] if known else []
        come = [name for name in after if name not in before] if any(before.values()) or noun == "images" else []
        gone = [name for name in gone if name not in others.publish(gone)]
        come = [name for name in come if name not in others.publish(come)]
        if gone:
            yield before[gone[0]], _publishing(noun, gone, weights[0], read, "old")
        if come:
            yield after[come[0]], _publishing(noun, come, weights[1], read, "new")


def _publishing(noun: str, names: list[str], weight: int, read: list[Read], side: str) -> Difference:
    sides_of: list[Mapping[str, int | None]] = [getattr(old if side == "old" else new, noun) for _, old, new in read]
    line = next((one[names[0]] for one in sides_of if names[0] in one), None)
    shown, few = ", ".join(names), "is" if len(names) == 1 else "are"
    what = f"the image{'s'[: len(names) != 1]} {listed(names)}" if noun == "images" else ""
    if side == "old":
        said = f"{what} {few} no longer published" if what else f"Releases are no longer published for {listed(names)}"
        difference = Difference(_PUBLISHED, noun, shown, None, weight, more=_MORE, at=(line, None))
    else:
        said = f"{what} {few} published now" if what else f"Releases are now published for {listed(names)} too"
        difference = Difference(_PUBLISHED, noun, None, shown, weight, more=_MORE, at=(None, line))
    return replace(difference, said=f"{said[0].upper()}{said[1:]} ({{where}}).")
