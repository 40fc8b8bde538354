"""What the new version leaves behind for the previous one to find: formats with a version, jobs in a queue."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource
from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk
from ...wording import counted, listed, named
from ..fact import Finding
from ..production import is_program, production
from .reason import Reason, Verdict

_LONGEST_LINE = 300
_SECRETS = ("behaviour.signature", "behaviour.password_hash", "behaviour.cipher", "behaviour.digest")
_MOST_JOBS, _FEW_JOBS = 8, 3  # that are named where they are told, and in a clause
_LIKELY = re.compile("version|revision|compat", re.IGNORECASE)
_NEAR = 6  # lines between what declares a job and its name


_Named = tuple[str, str]  # a job's name, and the hunk that declares it
_AtOnce = str  # the path of the file that says that jobs do not wait by default; "" where they may


@dataclass(frozen=True, slots=True)
class _Format:
    what: str
    verdict: Verdict
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Job:
    framework: str
    paths: re.Pattern[str]
    declares: re.Pattern[str]
    name: re.Pattern[str] | None = None
    before: bool = False  # whether the name stands above what declares it
    queue: str = ""  # the path of the file that names the queue
    at_once: re.Pattern[str] | None = None  # in that file: jobs run at once unless a deployment chooses otherwise


@cache
def rules() -> dict[str, Any]:
    """The whole of `resources/rollback.toml`."""
    return tomllib.loads(resource("rollback.toml").read_text("utf-8"))


@cache
def _formats() -> tuple[_Format, ...]:
    return tuple(
        _Format(row["what"], Verdict[row["verdict"].upper()], re.compile(row["pattern"])) for row in rules()["format"]
    )


@cache
def _jobs() -> tuple[_Job, ...]:
    return tuple(
        _Job(
            row["framework"],
            re.compile(row["paths"]),
            re.compile(row["declares"]),
            re.compile(row["name"]) if "name" in row else None,
            row.get("before", False),
            row.get("queue", ""),
            re.compile(row["at_once"]) if "at_once" in row else None,
        )
        for row in rules()["job"]
    )


def reasons(change: Change, findings: Sequence[Finding], cancel: Cancel) -> Iterator[Reason]:
    """Constants that raise the version of a format, and jobs that only the new version knows."""
    told: set[str] = set()
    for reason in _in_code(change, cancel):
        told.add(str(reason.data.get("name")))
        yield reason
    changed = [one for one in findings if one.kind == "surface.format_changed"]
    yield from (_of_surface(one) for one in changed if one.data.get("name") not in told)
    yield from (_of_secrets(one) for one in findings if one.kind in _SECRETS and one.data.get("what") == "changed")


def _of_secrets(finding: Finding) -> Reason:
    first = finding.text.partition(". ")[0].rstrip(".")
    return Reason(
        "secrets",
        Verdict.CONDITIONAL,
        f"The previous version may refuse what the new one has hashed, signed or encrypted: {first}.",
        f"it may refuse what the new version has hashed, signed or encrypted ({first})",
        finding.evidence[:2],
        "Check before going back that the previous version accepts what was hashed, signed or encrypted since.",
        {"name": finding.data.get("name")},
    )


def _of_surface(finding: Finding) -> Reason:
    name, old, new = (str(finding.data.get(key)) for key in ("name", "old", "new"))
    return Reason(
        "format",
        Verdict.CONDITIONAL,
        f"The new version writes {named(name)} {named(new)}, and the previous one knows {named(old)} at most.",
        f"{named(name)} goes from {named(old)} to {named(new)}",
        finding.evidence[:2],
        f"Check before going back that the previous version reads what was written with {named(name)} {named(new)}.",
        {"name": name, "old": old, "new": new, "path": finding.data.get("path")},
    )


def _in_code(change: Change, cancel: Cancel) -> Iterator[Reason]:
    programs = [file for file in production(change.files) if is_program(file.path)]
    come: list[_Named] = []
    gone: set[str] = set()  # a job that only moves is not new
    for file in programs:
        cancel.check()
        hunks = change.hunks(file, cancel)
        yield from _raised(file, hunks)
        come += _jobs_of(file, hunks, "+")
        gone |= {name for name, _ in _jobs_of(file, hunks, "-")}
    fresh = [(name, hunk) for name, hunk in come if name not in gone]
    yield from _queued(fresh, _at_once(change, programs, {hunk for _, hunk in fresh}, cancel))


def _at_once(change: Change, programs: Sequence[FileChange], hunks: set[str], cancel: Cancel) -> _AtOnce:
    """The file by which all of the jobs that these hunks declare run at once by default."""
    declaring = [file for file in programs if any(hunk.startswith(f"{file.id}.") for hunk in hunks)]
    rows = {row.framework: row for row in _jobs() if any(row.paths.search(file.path) for file in declaring)}
    queues = [(row.queue, row.at_once) for row in rows.values()]
    if len(queues) == 1 and queues[0][1] and queues[0][1].search(change.content.read(queues[0][0], cancel) or ""):
        return queues[0][0]
    return ""


def _raised(file: FileChange, hunks: Sequence[Hunk]) -> Iterator[Reason]:
    for hunk in hunks:
        before, after = _versions(hunk, "-"), _versions(hunk, "+")
        for name, (row, new) in after.items():
            if name in before and before[name][1] != new:
                yield _format(row, name, before[name][1], new, file, hunk)


def _versions(hunk: Hunk, sign: str) -> dict[str, tuple[_Format, str]]:
    found: dict[str, tuple[_Format, str]] = {}
    for line in hunk.lines:
        if line.sign == sign and len(line.text) <= _LONGEST_LINE and _LIKELY.search(line.text):
            for row in _formats():
                if match := row.pattern.search(line.text):
                    found.setdefault(match["name"], (row, match["value"]))
    return found


def _format(row: _Format, name: str, old: str, new: str, file: FileChange, hunk: Hunk) -> Reason:
    return Reason(
        "format",
        row.verdict,
        f"{named(name)} in {named(file.path)}, {row.what}, goes from {named(old)} to {named(new)}.",
        f"{named(name)} goes from {named(old)} to {named(new)}",
        (hunk.id,),
        f"Check before going back that the previous version reads what was written with {named(name)} {named(new)}.",
        {"name": name, "old": old, "new": new, "path": file.path},
    )


def _jobs_of(file: FileChange, hunks: Sequence[Hunk], sign: str) -> Iterator[_Named]:
    rows = [row for row in _jobs() if row.paths.search(file.path)]
    yield from ((name, hunk.id) for row in rows for hunk in hunks for name in _declared(row, hunk, sign))


def _declared(row: _Job, hunk: Hunk, sign: str) -> Iterator[str]:
    lines = [line for line in hunk.lines if line.sign in (sign, " ") and len(line.text) <= _LONGEST_LINE]
    for at, line in enumerate(lines):
        found = row.declares.search(line.text) if line.sign == sign else None
        if found and row.name:
            near = lines[max(0, at - _NEAR) : at][::-1] if row.before else lines[at + 1 : at + 1 + _NEAR]
            found = next((match for one in near if one.sign == sign and (match := row.name.search(one.text))), None)
        if found:
            yield found["name"]


def _queued(jobs: Sequence[_Named], at_once: _AtOnce) -> Iterator[Reason]:
    names = list(dict.fromkeys(name for name, _ in jobs))
    if names:
        new = f"{counted(len(names), 'background job')} {'is' if len(names) == 1 else 'are'} new"
        few = listed(names, _FEW_JOBS)
        queue = f", where the deployment has a queue: by default {named(at_once)} runs jobs at once" if at_once else ""
        yield Reason(
            "jobs",
            Verdict.CONDITIONAL,
            f"{new}: {listed(names, _MOST_JOBS)}; those that are still queued when going back are unknown to the "
            f"previous version{queue}.",
            f"it does not know the queued {'job' if len(names) == 1 else 'jobs'} {few}",
            tuple(dict.fromkeys(hunk for _, hunk in jobs))[:_MOST_JOBS],
            f"Before going back, let the queue run empty of {few}{queue}.",
            {"names": names},
        )
