"""The newest commits of a history, and of each whose lines it removes."""

import os
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import ServiceError
from ...jobs import Cancel, Progress, silent
from .. import git
from ..repository import Repository
from .parsing import FORMAT, Parser
from .section import Section
from .tracing import Tracer

SECONDS = 60.0  # that one git may take
LIMIT = 1 << 29  # bytes of patches that are read
BIG = "512k"  # a larger file is no work of a person's hands: it is not traced

_FIELDS = ("%H", "%P", "%ct", "%s", "%b")
_COMMITS = (*git.LOG, "--topo-order", "--format=" + "%x00".join(_FIELDS))
_SETTINGS = ("-c", "log.showRoot=true", "-c", f"core.bigFileThreshold={BIG}", "-c", "core.commitGraph=false")
_PATCHES = (
    *("log", "--topo-order", "--reverse", "--raw", "--patch", "-c", "--unified=0", "--inter-hunk-context=0"),
    *("--full-index", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative"),
    *("--ignore-all-space", "--diff-algorithm=default", "--indent-heuristic", "--find-renames=50%", "-l1000"),
    *("--submodule=short", "--ignore-submodules=none", "--src-prefix=a/", "--dst-prefix=b/", f"-O{os.devnull}"),
    *("--no-show-signature", "--no-notes", "--no-mailmap", FORMAT),
)


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

    Raises ServiceError where objects are missing, which are never fetched, or where it is too much to read.
    """
    numbers = {one.oid: at for at, one in enumerate(commits)}
    tracer = Tracer(what.wanted)
    found = [NOTHING] * len(commits)

    def take(section: Section) -> None:
        number = numbers.get(section.oid)
        if number is not None:
            cancel.check()
            progress("Tracing removed lines back", number / len(commits))
            found[number] = Traced(tracer.wanted_in(section), tracer.take(section, number))

    parser = Parser(take, what.telling)
    settings = (*_SETTINGS, "-c", f"core.attributesFile={what.attributes}")
    words = (*settings, *_PATCHES, f"-n{len(commits)}", commits[-1].oid, "--")
    try:
        repository.run(*words, cancel=cancel, seconds=what.seconds, limit=what.limit, sink=parser.feed)
    except git.GitFailed as error:
        raise _missing(repository, error) from error
    parser.close()
    return found


def _missing(repository: Repository, error: git.GitFailed) -> ServiceError:
    if not repository.partial:
        return error
    return ServiceError(
        f"{repository.name} is a partial clone without the older versions of its files, so how often its commits proved"
        " faulty cannot be told: `git fetch --refetch --no-filter` brings them."
    )
