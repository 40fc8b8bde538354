"""Histories made with `git fast-import`: as many commits as wanted in milliseconds, at any time, by anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..repos import RepoBuilder, a_repository

FIRST = 1_700_000_000  # 2023-11-14 22:13:20 UTC, a Tuesday
DAY = 86_400


@dataclass(frozen=True)
class Made:
    """A commit to make. Times are days after `FIRST`."""

    message: str | bytes = "Change"
    write: Mapping[str | bytes, str | bytes] = field(default_factory=dict)
    move: Mapping[str, str] = field(default_factory=dict)
    delete: Sequence[str] = ()
    day: float | None = None  # None: a day after the commit before
    author: str = "ada@example.com"
    zone: str = "+0000"
    parents: Sequence[int] | None = None  # places in the list; None: the commit before


def imported(folder: Path, history: Sequence[Made], name: str = "shop") -> tuple[RepoBuilder, list[str]]:
    """A repository whose branch main is at the last of these commits, and all their ids."""
    repo = a_repository(folder, name)
    marks = folder / f"{name}.marks"
    stream = b"".join(_commit(place, one) for place, one in enumerate(history))
    repo.git("fast-import", "--quiet", "--force", f"--export-marks={marks}", stdin=stream)
    ids = dict(line.split() for line in marks.read_text().splitlines())
    oids = [ids[f":{place + 1}"] for place in range(len(history))]
    repo.git("update-ref", "refs/heads/main", oids[-1])
    return repo, oids


def _commit(place: int, one: Made) -> bytes:
    when = FIRST + int(DAY * (place if one.day is None else one.day))
    parents = one.parents if one.parents is not None else [place - 1] if place else []
    person = f"{one.author} <{one.author}> {when} {one.zone}".encode()
    lines = [b"commit refs/heads/side%d" % place, b"mark :%d" % (place + 1)]
    lines += [b"author " + person, b"committer " + person, _data(one.message)]
    lines += [(b"from :%d" if number == 0 else b"merge :%d") % (up + 1) for number, up in enumerate(parents)]
    lines += [b"R %s %s" % (_path(old), _path(new)) for old, new in one.move.items()]
    lines += [b"D " + _path(path) for path in one.delete]
    lines += [b"M 100644 inline " + _path(path) + b"\n" + _data(text) for path, text in one.write.items()]
    return b"\n".join(lines) + b"\n\n"


def _data(text: str | bytes) -> bytes:
    content = text.encode() if isinstance(text, str) else text
    return b"data %d\n%s" % (len(content), content)


def _path(path: str | bytes) -> bytes:
    raw = path.encode() if isinstance(path, str) else path
    return b'"' + b"".join(b"\\%03o" % byte if byte < 32 or byte in b'"\\' else bytes([byte]) for byte in raw) + b'"'
