"""What changes in the pipelines: what that does to what is released, told alone; all else in a sentence."""

import re
from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Status
from ...wording import listed, named
from ..formats import Unread
from ..sides import Text, sides
from .difference import Difference, Placed, Places, Where, unread
from .formats import format_at
from .pipeline import Job, Pipeline, pipeline

_RELEASE, _PUBLISHED = "delivery.release", "delivery.published"
_MOST_READ = 60  # pipelines, of the change and beside it
_MORE = (("through", "pipeline"),)

Read = tuple[FileChange, Pipeline, Pipeline]  # before and after


def differences(change: Change, files: Iterable[FileChange], places: Places, cancel: Cancel) -> Iterator[Placed]:
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
            yield places.place(unread(str(why)), file, Where.PIPELINE)
    for file, difference in [*_jobs(read), *_published(read, _Others(change, read, cancel))]:
        yield places.place(difference, file, Where.PRODUCTION)


def _pipeline(path: str, text: Text) -> Pipeline:
    return pipeline(path, "".join(text.pieces)) if text.pieces else Pipeline()


def _jobs(read: list[Read]) -> Iterator[tuple[FileChange, Difference]]:
    """A job that comes, goes or changes; one that only moves to another pipeline or is renamed does neither."""
    gone = [(file, job) for file, old, new in read for job in old.jobs.values() if not _has(new, job.name)]
    come = [(file, job) for file, old, new in read for job in new.jobs.values() if not _has(old, job.name)]
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


def _has(one: Pipeline, name: str) -> bool:
    """Whether a pipeline has a job of that name, even where we do not see that it publishes."""
    return name in one.jobs or bool(
        re.search(rf"(?m)^\s*(?:- name: )?['\"]?{re.escape(name)}['\"]?\s*(?::|$)", one.text)
    )


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
        yield _environment(old, new)
    if old.asks != new.asks:
        how = "now waits for a person" if new.asks else "no longer waits for a person"
        said = f"The release job {named(new.name)} in {{where}} {how}."
        yield Difference(_RELEASE, f"approval {of}", str(old.asks), str(new.asks), 45, said=said, more=_MORE, at=at)
    if old.condition != new.condition:
        yield Difference(_RELEASE, f"condition {of}", old.condition, new.condition, 20, more=_MORE, at=at)
    if old.permissions != new.permissions:
        yield Difference(_RELEASE, f"permission {of}", old.permissions, new.permissions, 15, more=_MORE, at=at)


def _environment(old: Job, new: Job) -> Difference:
    """The environment of a job has the approvals and the secrets that it needs."""
    job, was, now = f"The release job {named(new.name)} in {{where}}", old.environment, new.environment
    if was and now:
        said = f"{job} goes through the environment {named(now)} instead of {named(was)}."
    elif now:
        said = f"{job} now goes through the environment {named(now)}, with its approvals and secrets."
    else:
        said = f"{job} no longer goes through the environment {named(was or '')}, so that its approvals no longer hold."
    at = (old.line, new.line)
    return Difference(_RELEASE, f"environment of {named(new.name)}", was, now, 45, said=said, more=_MORE, at=at)


def _starting(old: Pipeline, new: Pipeline) -> Difference:
    return Difference(_RELEASE, "trigger of the release pipeline", old.starts, new.starts, 35, more=_MORE)


class _Others:
    """The pipelines of the tree that do not change, which may publish what a changed one no longer does."""

    def __init__(self, change: Change, read: list[Read], cancel: Cancel) -> None:
        self._change, self._cancel = change, cancel
        self._known = {file.path for file, _, _ in read}

    def publish(self, names: Iterable[str], noun: str) -> set[str]:
        """Those of the names that stand in one of them; a tag as a word, as it does not in `ubuntu-latest`."""
        wanted = set(names)
        paths = [path for path in self._change.content.tree(self._cancel) if self._is_other(path)] if wanted else []
        texts = [self._change.content.read(path, self._cancel) or "" for path in paths[:_MOST_READ]]
        says = _tags if noun == "tags" else str.__contains__
        return {name for name in wanted if any(says(text, name) for text in texts)}

    def _is_other(self, path: str) -> bool:
        form = format_at(path) if path not in self._known else None
        return bool(form and form.name == "ci")


_NOUNS = {  # what is published: the weights where some is lost and where some comes, and the sentences
    "platforms": (
        55,
        35,
        "Releases are no longer published for {gone} ({{where}}).",
        "Releases are now published for {come} too ({{where}}).",
    ),
    "images": (
        60,
        40,
        "No longer published as an image: {gone} ({{where}}).",
        "Now published as an image: {come} ({{where}}).",
    ),
    "recipes": (
        45,
        30,
        "Released images are no longer built by {gone} ({{where}}).",
        "Released images are now also built by {come} ({{where}}).",
    ),
    "tags": (
        50,
        15,
        "Released images are no longer tagged {gone} ({{where}}): who asks for that stays at an old version.",
        "Released images are now also tagged {come} ({{where}}).",
    ),
}


def _published(read: list[Read], others: _Others) -> Iterator[tuple[FileChange, Difference]]:
    """The platforms, images and Dockerfiles of all pipelines together; nothing of a pipeline that comes."""
    old, new = "\n".join(one.text for _, one, _ in read), "\n".join(one.text for _, _, one in read)
    for noun, (lost, won, no_longer, now_too) in _NOUNS.items():
        before, after = _all(read, noun, "old"), _all(read, noun, "new")
        gone = _alone(before, noun, new, others) if after or _all_go(read) else []
        come = _alone(after, noun, old, others) if before else []
        if gone and come and noun == "recipes":
            said = f"Released images are built by {listed(come)} instead of {listed(gone)} ({{where}})."
            yield after[come[0]][0], _publishing(noun, gone, come, lost, said, before, after)
            continue
        if gone:
            said = no_longer.format(gone=listed(gone))
            yield before[gone[0]][0], _publishing(noun, gone, [], lost, said, before, after)
        if come:
            yield after[come[0]][0], _publishing(noun, [], come, won, now_too.format(come=listed(come)), before, after)
        if noun == "platforms":
            yield from _dropped_by_jobs(read, gone)


def _dropped_by_jobs(read: list[Read], gone: list[str]) -> Iterator[tuple[FileChange, Difference]]:
    """A job that publishes for fewer platforms, where other jobs, perhaps of other images, still publish for those."""
    won = {name for _, old, new in read for job in new.jobs.values() for name in _less(job, old.jobs.get(job.name))}
    for file, old, new in read:
        for job in new.jobs.values():
            was = old.jobs.get(job.name)
            lost = [name for name in _less(was, job) if name not in won and name not in gone] if was else []
            if was and lost and job.platforms:
                whose, names = f"The release job {named(job.name)} ({{where}})", listed(lost)
                said = f"{whose} no longer publishes for {names}; another pipeline still does."
                at = (was.platforms[lost[0]], None)
                yield file, Difference(_PUBLISHED, "platforms", ", ".join(lost), None, 50, said=said, more=_MORE, at=at)


def _less(one: Job | None, other: Job | None) -> list[str]:
    """The platforms of one job that another one does not have."""
    return [name for name in one.platforms if not other or name not in other.platforms] if one else []


Published = dict[str, tuple[FileChange, int | None]]  # the file that publishes it, and the line there


def _all(read: list[Read], noun: str, side: str) -> Published:
    pairs = ((file, old if side == "old" else new) for file, old, new in read)
    return {name: (file, line) for file, one in pairs for name, line in getattr(one, noun).items()}


def _all_go(read: list[Read]) -> bool:
    return all(file.status is Status.DELETED for file, old, _ in read if old.jobs)


def _alone(these: Published, noun: str, text: str, elsewhere: _Others) -> list[str]:
    """Those of which no pipeline speaks on the other side, changed or not."""
    says = _tags if noun == "tags" else _says
    names = [name for name in these if not says(text, name)]
    kept = elsewhere.publish(names, noun)
    return [name for name in names if name not in kept]


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w/-]|\.\w)", text) is not None


def _tags(text: str, name: str) -> bool:
    """Whether a text gives a tag to an image: `shelf:latest`, `tags: [latest, next]`, `value=latest`."""
    return (
        re.search(rf"(?m)(?:\w[:=]|\btags?: *\[?|[\[,] *|^ *- +)['\"]?{re.escape(name)}(?![\w/:-])", text) is not None
    )


def _publishing(
    noun: str, gone: list[str], come: list[str], weight: int, said: str, before: Published, after: Published
) -> Difference:
    at = (before[gone[0]][1] if gone else None, after[come[0]][1] if come else None)
    old, new = ", ".join(gone) or None, ", ".join(come) or None
    return Difference(_PUBLISHED, noun, old, new, weight, said=said, more=_MORE, at=at)
