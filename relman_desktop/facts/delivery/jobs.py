"""The jobs that a file says run by the clock, and the queues that it names, whatever it is written in."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ..production import language
from .job_python import python_jobs
from .job_rules import Rule, table
from .job_tables import table_jobs

_LONGEST = 400_000  # characters of a file that is read
_REMARK = re.compile(r"(?m)^[ \t]*(?://|#(?!\[)|\*|/\*).*$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Job:
    """A job with its schedule; or a queue, where `when` is None. name: "" where the file gives none."""

    name: str
    when: str | None
    line: int  # from 1


def jobs(path: str, text: str) -> list[Job]:
    """The jobs and queues of a file; none where it is too long."""
    if len(text) > _LONGEST:
        return []
    written = language(path)
    if written == "python":
        return [Job(*one) for one in python_jobs(text)]
    if written in ("yaml", "json"):
        return [Job(*one) for one in table_jobs(text)]
    return list(_by_pattern(path, _REMARK.sub("", text), written or ""))


def _by_pattern(path: str, text: str, written: str) -> Iterator[Job]:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for rule in table().schedules:
        for found in _matches(rule, path, text, written):
            name = found.groupdict().get("name") or ""
            yield Job(_tidy(name), _tidy(found["when"]), bisect_right(starts, found.start("when")))
    for rule in table().queues:
        for found in _matches(rule, path, text, written):
            yield Job(found["name"], None, bisect_right(starts, found.start("name")))


def _matches(rule: Rule, path: str, text: str, written: str) -> Iterator[re.Match[str]]:
    return rule.pattern.finditer(text) if written in rule.languages and rule.paths.search(path) else iter(())


def _tidy(text: str) -> str:
    """Without the quotes and the layout around it."""
    tidy = _SPACE.sub(" ", text).strip()
    return tidy[1:-1] if len(tidy) > 1 and tidy[0] == tidy[-1] and tidy[0] in "\"'`" else tidy
