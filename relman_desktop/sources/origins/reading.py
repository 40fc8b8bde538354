"""The newest commits of a history, and of each whose lines it removes."""

import os
from collections import deque
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from ...errors import ServiceError
from ...jobs import Cancel, Progress, silent
from .. import git
from ..repository import Repository
from .parsing import FORMAT, Parser
from .section import Section
from .tracing import Tracer

SECONDS = 60.0  # that one git may take
LIMIT = 1 << 29  # bytes of patches that are read
MOST_MISSING = 0.1  # of the commits, that cannot be read
BIG = "512k"  # a larger file is no work of a person's hands: it is not traced

_FIELDS = ("%H", "%P", "%ct", "%s", "%b")
_COMMITS = (*git.LOG, "--topo-order", "--format=" + "%x00".join(_FIELDS))
_SETTINGS = ("-c", "log.showRoot=true", "-c", f"core.bigFileThreshold={BIG}", "-c", "core.commitGraph=false")
_IN_ORDER = (
    "log",
    "--no-walk=unsorted",
    "--stdin",
    "--raw",
    "-c",
    "--no-abbrev",
    "--no-color",
    "--no-relative",
    FORMAT,
)
_FILES = (*_SETTINGS, *_IN_ORDER, "--no-renames")
_PATCH = (
    *(*_IN_ORDER, "--patch", "--inter-hunk-context=0", "--full-index"),
    *("--no-ext-diff", "--no-textconv"),
    *("--ignore-all-space", "--diff-algorithm=default", "--indent-heuristic"),
    *("--submodule=short", "--ignore-submodules=none", "--src-prefix=a/", "--dst-prefix=b/", f"-O{os.devnull}"),
    *("--no-show-signature", "--no-notes", "--no-mailmap"),
)
_SINGLES = (*_PATCH, "--unified=0", "--find-renames=50%", "-l1000")
# To look for renames git compares all that the branches did: a minute for some. Without context it leaves lines out of
# a merge's hunks that its headers count.
_MERGES = (*_PATCH, "--unified=1", "--no-renames")


@dataclass(frozen=True, slots=True)
class Told:
    """A commit of the history, as its maker tells it."""

    oid: str
    parents: tuple[str, ...]
    when: int  # it was committed, Unix seconds
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Traced:
    """What a commit does to the files that are traced."""

    files: int
    removed: Mapping[int, int]  # how many telling lines of which earlier commits, by their places in the history


NOTHING = Traced(0, {})


@dataclass(frozen=True)
class Traces:
    """What to trace."""

    wanted: Callable[[bytes], bool]  # whether a path, as git prints it, is of a file that is traced
    attributes: Path  # git's attributes that keep it from reading the others: it is not asked for what nobody looks at
    telling: Container[str]  # ids of the commits whose removed lines are looked at
    seconds: float = SECONDS
    limit: int = LIMIT


def newest(repository: Repository, rev: str, most: int, cancel: Cancel) -> tuple[Told, ...]:
    """The newest commits that a commit leads to, in topological order, the oldest first. `rev` is a full id."""
    said = repository.run(*_COMMITS, f"-n{most}", rev, "--", cancel=cancel, seconds=SECONDS)
    words = said.data.decode("utf-8", "replace").split("\0")
    records = [words[at : at + len(_FIELDS)] for at in range(0, len(words) - 1, len(_FIELDS))]
    return tuple(
        Told(oid, tuple(parents.split()), int(when) if when.isdecimal() else 0, subject, body)
        for oid, parents, when, subject, body in reversed(records)
    )


def trace(
    repository: Repository, commits: Sequence[Told], what: Traces, cancel: Cancel, progress: Progress = silent
) -> Sequence[Traced]:
    """What each of the newest commits does, in their order; merges bring no lines of their own but those they settle.

    A few commits that cannot be read, as objects are missing, do nothing. Raises ServiceError where those are many, or
    where it is too much to read. What is missing is never fetched.
    """
    try:
        return _trace(repository, commits, what, commits, cancel, progress)
    except git.GitFailed as error:
        lost = _lost(repository, commits, cancel)
        if not lost:
            raise
        if len(lost) > MOST_MISSING * len(commits):
            raise _missing(repository) from error
        here = [one for one in commits if one.oid not in lost]
        return _trace(repository, commits, what, here, cancel, progress)


def _trace(
    repository: Repository,
    commits: Sequence[Told],
    what: Traces,
    here: Sequence[Told],
    cancel: Cancel,
    progress: Progress,
) -> Sequence[Traced]:
    numbers = {one.oid: at for at, one in enumerate(commits)}
    tracer = Tracer(what.wanted)
    found = [NOTHING] * len(commits)

    def take(section: Section) -> None:
        cancel.check()
        number = numbers[section.oid]
        progress("Tracing removed lines back", number / len(commits))
        found[number] = Traced(tracer.wanted_in(section), tracer.take(section, number))

    read_patches(repository, here, what, take, cancel)
    return found


def read_patches(
    repository: Repository, commits: Sequence[Told], what: Traces, take: Callable[[Section], object], cancel: Cancel
) -> None:
    """Give what each of some commits does to `take`, in their order. Raises GitFailed where objects are missing."""
    order = {one.oid: at for at, one in enumerate(commits)}
    merges: deque[Section] = deque()

    def in_order(section: Section) -> None:
        while merges and order[merges[0].oid] < order[section.oid]:
            take(merges.popleft())
        take(section)

    _stream(repository, [one for one in commits if len(one.parents) > 1], _MERGES, what, merges.append, cancel)
    _stream(repository, [one for one in commits if len(one.parents) < 2], _SINGLES, what, in_order, cancel)
    for section in merges:
        take(section)


def _stream(
    repository: Repository,
    commits: Sequence[Told],
    words: Sequence[str],
    what: Traces,
    take: Callable[[Section], object],
    cancel: Cancel,
) -> None:
    if not commits:  # git would take none for the head
        return
    parser = Parser(take, what.telling)
    settings = (*_SETTINGS, "-c", f"core.attributesFile={what.attributes}")
    with _listed(commits) as ids:
        repository.run(
            *settings, *words, cancel=cancel, seconds=what.seconds, limit=what.limit, sink=parser.feed, stdin=ids
        )
    parser.close()


def _lost(repository: Repository, commits: Sequence[Told], cancel: Cancel) -> set[str]:
    """The ids of the commits that touch a file with a side that is not here."""
    words = ("rev-list", "--objects", "--no-object-names", "--no-walk", "--missing=print", "--stdin")
    with _listed(commits, parents=True) as ids:
        said = repository.run(*words, cancel=cancel, seconds=SECONDS, stdin=ids).data.decode("ascii")
    missing = {line[1:] for line in said.split() if line.startswith("?")}
    lost: set[str] = set()

    def take(section: Section) -> None:
        blobs = (blob for entry in section.entries for blob in (*entry.blobs[0], entry.blobs[1]))
        if not missing.isdisjoint(blobs):
            lost.add(section.oid)

    parser = Parser(take, ())
    with _listed(commits) as ids:
        repository.run(*_FILES, cancel=cancel, seconds=SECONDS, sink=parser.feed, stdin=ids)
    parser.close()
    return lost


@contextmanager
def _listed(commits: Sequence[Told], parents: bool = False) -> Iterator[int]:
    """A file with the ids of commits, to be read by git; more of them than a command line takes."""
    ids = [oid for one in commits for oid in (one.oid, *(one.parents if parents else ()))]
    with TemporaryFile() as file:
        file.write("".join(f"{oid}\n" for oid in dict.fromkeys(ids)).encode())
        file.seek(0)
        yield file.fileno()


def _missing(repository: Repository) -> ServiceError:
    return ServiceError(
        f"Many older files of {repository.name} are not in this clone, so how often its commits proved faulty cannot be"
        " told: `git fetch --refetch --no-filter` brings them."
    )
