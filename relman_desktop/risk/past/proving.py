"""Which commits proved faulty, by the rule of `resources/risk/rate.toml`."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from math import sqrt

from ...files import resource
from ...sources.origins.reading import Told, Traced
from ...sources.past.messages import reader, reverted_ids, version
from .past import Proven, Rate

_TABLE = "risk/rate.toml"
_DAY = 86_400  # seconds
_LAST = 253_402_300_799  # the end of the year 9999, Unix seconds
_SHORTEST = 7  # hexadecimal digits of an id that names a commit


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers of the table."""

    commits: int
    days: int
    pace: float
    files: int
    least: int
    examples: int


@cache
def rule() -> Rule:
    return Rule(**tomllib.loads(resource(_TABLE).read_text("utf-8")))


@cache
def rule_version() -> str:
    """Names all tables that the rule rests on: a rate by others means something else."""
    tables = (resource(f"risk/{name}").read_bytes() for name in ("rate.toml", "kinds.toml", "source.gitattributes"))
    return sha256(b"\0".join((version().encode(), *tables))).hexdigest()[:16]


def is_fix(commit: Told) -> bool:
    return len(commit.parents) < 2 and reader()(f"{commit.subject}\n\n{commit.body}").fix


def rate_of(commits: Sequence[Told], traced: Sequence[Traced], now: int) -> Rate | None:
    """How often the commits of a history, the oldest first, had proved faulty by `now`; None where too few count."""
    counted = [at for at, one in enumerate(commits) if len(one.parents) < 2 and traced[at].files]
    if not counted:
        return None
    span = now - min(commits[at].when for at in counted)
    time = min(rule().days * _DAY, span // 2)
    old = [at for at in counted if now - commits[at].when >= time]
    if len(old) < rule().least:
        return None
    found = proven(commits, traced, time)
    faulty = [at for at in old if at in found]
    low, high = _wilson(len(faulty), len(old))
    return Rate(
        faulty=len(faulty),
        commits=len(old),
        until=_day(max(commits[at].when for at in old)),
        since=_day(min(commits[at].when for at in old)),
        days=time // _DAY,
        pace=rule().pace,
        low=low,
        high=high,
        examples=tuple(Proven(commits[at].oid, *found[at]) for at in reversed(faulty[-rule().examples :])),
    )


def proven(commits: Sequence[Told], traced: Sequence[Traced], time: int) -> Mapping[int, tuple[str, bool]]:
    """By the places of the commits that proved faulty within seconds: the first commit that mended it, if a revert."""
    found: dict[int, tuple[str, bool]] = {}
    ids = {one.oid: at for at, one in enumerate(commits)}
    short = {one.oid[:_SHORTEST]: at for at, one in enumerate(commits)}
    for at, commit in enumerate(commits):
        for earlier, revert in _blamed(at, commit, traced[at], ids, short, commits):
            if earlier < at and commit.when - commits[earlier].when <= time:
                found.setdefault(earlier, (commit.oid, revert))
    return found


def _blamed(
    at: int, commit: Told, traced: Traced, ids: Mapping[str, int], short: Mapping[str, int], commits: Sequence[Told]
) -> Iterator[tuple[int, bool]]:
    """The places of the commits that one commit speaks against."""
    for oid in reverted_ids(commit.body):
        named = ids.get(oid, short.get(oid[:_SHORTEST]))
        if named is not None and commits[named].oid.startswith(oid):
            yield named, True
    if traced.files <= rule().files:
        yield from ((earlier, False) for earlier in traced.removed)


def _wilson(faulty: int, commits: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = 1.96
    share, square = faulty / commits, z * z / commits
    middle, half = share + square / 2, z * sqrt(share * (1 - share) / commits + square / (4 * commits))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def _day(when: int) -> str:
    return datetime.fromtimestamp(min(max(0, when), _LAST), UTC).date().isoformat()
