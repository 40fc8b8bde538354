"""How much of the code the tests must reach, where the change asks for less."""

import re
from collections.abc import Iterator

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk
from ...wording import named
from ..fact import Finding, Value
from .rules import Threshold, thresholds

_LONGEST_LINE = 400
_MOST = 5
_LOWERED = 30  # weight
_WORDS = re.compile(r"[\s<>=-]+")


def lowered(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`tests.coverage` for each threshold that falls or goes."""
    found = (
        finding
        for file in change.files
        if not file.generated and not file.binary
        for rule in thresholds()
        if rule.path.search(file.path)
        for finding in _in_file(file, change.hunks(file, cancel), rule)
    )
    first: dict[str, Finding] = {}
    for finding in found:
        cancel.check()
        first.setdefault(finding.text, finding)
    yield from list(first.values())[:_MOST]


def _in_file(file: FileChange, hunks: tuple[Hunk, ...], rule: Threshold) -> Iterator[Finding]:
    for hunk in hunks:
        old, new = _stated(hunk, "-", rule), _stated(hunk, "+", rule)
        for name, was in old.items():
            now = new.get(name)
            if now is not None and now < was:
                yield _finding(file, hunk, name, was, now)


def _stated(hunk: Hunk, sign: str, rule: Threshold) -> dict[str, float]:
    """The thresholds that the lines of one sign name, in hundredths; where a name stands twice, none can be told."""
    stated: dict[str, float] = {}
    twice: set[str] = set()
    for line in hunk.lines:
        found = rule.line.search(line.text) if line.sign == sign and len(line.text) <= _LONGEST_LINE else None
        if found:
            name = _WORDS.sub(" ", found["name"]).strip()
            twice |= {name} & stated.keys()
            stated[name] = float(found["number"]) * (100 if rule.share else 1)
    return {name: number for name, number in stated.items() if name not in twice}


def _finding(file: FileChange, hunk: Hunk, name: str, was: float, now: float) -> Finding:
    text = (
        f"The tests must reach less of the code: {named(name)} falls from {was:g} to {now:g} % in {named(file.path)}."
    )
    data: dict[str, Value] = {"path": file.path, "name": name, "old": f"{was:g}", "new": f"{now:g}"}
    return Finding("tests.coverage", text, (hunk.id,), data, _LOWERED)
