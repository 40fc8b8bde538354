"""How often this repository's own commits proved faulty."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...files import home, resource, write_atomically
from ...jobs import Cancel, Progress, silent
from ...sources.origins.reading import LIMIT, SECONDS, Told, Traced, Traces, newest, trace
from ...sources.repository import Repository
from .kinds import kind_of
from .past import Proven, Rate
from .proving import is_fix, rate_of, rule, rule_version

_VERSION = 1  # of what the tracing does and of what is written
_LONGEST = 1 << 20  # bytes of a kept rate that are read
_MOST = 200  # rates that are kept
_MONTHS = range(1, 1 << 36)  # Unix seconds that can be in a month


def read_rate(repository: Repository, rev: str, cancel: Cancel, progress: Progress = silent) -> Rate | None:
    """The rate as of the end of the month before a commit's; None where the history is too short to tell.

    It is not as of the commit itself, so that all changes of a month have one rate, which is read once. `rev` is a full
    id. Raises ServiceError where git cannot read the history, as in a partial clone.
    """
    end, now = _end_of_month_before(repository, rev, cancel)
    kept = None if _shallow(repository, cancel) else _place(end, now)
    with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        if kept:
            return _read(kept)
    rate = _computed(repository, end, now, cancel, progress)
    if kept:
        with suppress(OSError):  # it is read again the next time
            _keep(kept, rate)
    return rate


def traced(
    repository: Repository,
    commits: Sequence[Told],
    cancel: Cancel,
    progress: Progress = silent,
    *,
    seconds: float = SECONDS,
    limit: int = LIMIT,
) -> Sequence[Traced]:
    """What each of the commits of a history, the oldest first, does to source files, and the fixes to whose lines."""
    fixes = frozenset(one.oid for one in commits if is_fix(one))
    what = Traces(_is_source, resource("risk/source.gitattributes"), fixes, seconds, limit)
    return trace(repository, commits, what, cancel, progress)


def _computed(repository: Repository, rev: str, now: int, cancel: Cancel, progress: Progress) -> Rate | None:
    progress("Looking which commits proved faulty", None)
    commits = newest(repository, rev, rule().commits, cancel)
    if sum(len(one.parents) < 2 for one in commits) < rule().least:
        return None
    return rate_of(commits, traced(repository, commits, cancel, progress), now)


def _is_source(path: bytes) -> bool:
    return kind_of(path.decode("utf-8", "surrogateescape").strip('"')) == "src"


def _end_of_month_before(repository: Repository, rev: str, cancel: Cancel) -> tuple[str, int]:
    """The newest commit before the month of a commit, and when that month began, Unix seconds.

    The commit itself, and its own time, where there is none before.
    """
    words = ("log", "-1", "--no-show-signature", "--no-patch", "--format=%ct", rev, "--")
    said = repository.run(*words, cancel=cancel).data.decode("ascii").strip()
    when = int(said) if said.isdecimal() else 0
    if when not in _MONTHS:
        return rev, when
    month = datetime.fromtimestamp(when, UTC).replace(day=1, hour=0, minute=0, second=0)
    began = int(month.timestamp())
    older = ("rev-list", "-n1", f"--min-age={began - 1}", rev, "--")
    before = repository.run(*older, cancel=cancel).data.decode("ascii").strip()
    return (before, began) if before else (rev, when)


def _shallow(repository: Repository, cancel: Cancel) -> bool:
    return repository.run("rev-parse", "--is-shallow-repository", cancel=cancel).data.strip() == b"true"


def _place(rev: str, now: int) -> Path:
    """Where a rate is kept. It follows from commit, time and rule, so nothing that is kept is ever out of date."""
    what = f"{_VERSION} {rule_version()} {rev} {now}"
    return home() / "cache" / "rates" / f"{sha256(what.encode()).hexdigest()[:40]}.json"


def _read(place: Path) -> Rate | None:
    """Raises OSError where nothing is kept, and what reading a damaged one raises."""
    with place.open("rb") as file:
        written: dict[str, Any] = json.loads(file.read(_LONGEST))
    if written["rate"] is None:
        return None
    examples = tuple(
        Proven(str(one["oid"]), str(one["by"]), one["revert"] is True) for one in written["rate"].pop("examples")
    )
    rate = Rate(**written["rate"], examples=examples)
    if not (0 <= rate.faulty <= rate.commits and rate.commits > 0):
        raise ValueError("no rate")
    return rate


def _keep(place: Path, rate: Rate | None) -> None:
    write_atomically(place, json.dumps({"rate": rate and asdict(rate)}).encode())
    kept = sorted(place.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-_MOST]:
        old.unlink(missing_ok=True)
