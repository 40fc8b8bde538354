"""Tests that ran before the change and do not after it: removed, or switched off."""

import re
from collections.abc import Iterator, Sequence

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Hunk, Kind, Line, Status
from ..wording import counted, listed, named
from .fact import Finding, Value
from .production import is_production, is_program, stem

_NAMES = (  # how a line names a test
    re.compile(r"^\s*(?:async )?def (test_?\w+)\("),  # Python
    re.compile(r"^func (?:\([^)]{1,80}\) )?(Test[A-Z_]\w*)\("),  # Go
    re.compile(r"""^\s*(?:it|test)(?:\.\w+)?\(\s*["'`]([^"'`]+)["'`]"""),  # JavaScript, TypeScript
    re.compile(r"""^\s*(?:it|specify|scenario|test) ["']([^"']+)["'] do\b"""),  # Ruby
    re.compile(r"^\s*(?:public |private )?(?:async )?(?:void|Task|function) (test\w+|\w+Tests?)\("),  # Java, C#, PHP
)
_DECORATOR = re.compile(
    r"^\s*(?:@(?:unittest\.)?(?:skip(?:\(|$)|expectedFailure)|@pytest\.mark\.(?:skip|xfail)(?:\(|$)"
    r"|@(?:Disabled|Ignore)\b|#\[ignore\b|\[Ignore\b|\[Fact\(Skip)"
)
_DECORATED = re.compile(r"^\s*(?:(?:async )?def|class|func|fn|public|private|protected|void|fun)\b")
_STATEMENT = re.compile(r"^\s*(?:t\.Skip(?:f|Now)?\(|self\.skipTest\(|pytest\.(?:skip|xfail)\()")
_CONDITION = re.compile(r"^\s*(?:if|else|elif|case|except|for|\} else)\b")
_SWITCHED = re.compile(r"^\s*(?:x(it|test|describe|context)|(it|test|describe|context)\.(?:skip|todo|fixme))(\(.*)$")
_LONGEST_LINE = 1000
_MOST = 20  # findings
_LOST, _WITH_ITS_CODE = 40, 10  # weights


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`tests.removed`, one for each file, with `how` "deleted" or "skipped"."""
    files = [file for file in change.of_kind(Kind.TEST) if is_program(file.path)]
    hunks = {file: change.hunks(file, cancel) for file in files}
    still = {name for file in files for name in _names(hunks[file], "+")}
    gone = {stem(file.path) for file in change.files if file.status is Status.DELETED and is_production(file)}
    found = [finding for file in files for finding in _removed(file, hunks[file], still, stem(file.path) in gone)]
    found += [finding for file in files for finding in _skipped(file, hunks[file])]
    yield from sorted(found, key=lambda finding: -finding.weight)[:_MOST]


def _removed(file: FileChange, hunks: Sequence[Hunk], still: set[str], with_its_code: bool) -> Iterator[Finding]:
    """A file that gains as many tests as it loses was rewritten."""
    before = _names(hunks, "-")
    names = [name for name in before if name not in still]
    gained = [name for name in _names(hunks, "+") if name not in before]
    if len(names) <= len(gained):
        return
    was, source = "was" if len(names) == 1 else "were", "with" if file.status is Status.DELETED else "from"
    first = next(hunk.id for hunk in hunks if any(name in names for name in _names([hunk], "-")))
    data: dict[str, Value] = {"path": file.path, "how": "deleted", "count": len(names), "names": names[:20]}
    yield Finding(
        "tests.removed",
        f"{counted(len(names), 'test')} {was} removed {source} {named(file.path)}: {listed(names, 3)}.",
        (first,),
        data,
        weight=_WITH_ITS_CODE if with_its_code else _LOST,
    )


def _names(hunks: Sequence[Hunk], sign: str) -> list[str]:
    changed = (line.text for hunk in hunks for line in hunk.lines if line.sign == sign)
    matches = (pattern.match(text) for text in changed if len(text) <= _LONGEST_LINE for pattern in _NAMES)
    return list(dict.fromkeys(str(found[1]) for found in matches if found))


def _skipped(file: FileChange, hunks: Sequence[Hunk]) -> Iterator[Finding]:
    """Tests that stood before: a test that is skipped from its birth is no loss."""
    removed = {line.text.strip() for hunk in hunks for line in hunk.removed}
    for hunk in hunks:
        lines = [line for line in hunk.lines if line.sign != "-" and len(line.text) <= _LONGEST_LINE]
        for at, line in enumerate(lines):
            if line.sign == "+" and line.text.strip() not in removed and _disables(hunk, lines, at, removed):
                data: dict[str, Value] = {"path": file.path, "how": "skipped", "marker": line.text.strip()}
                text = f"A test in {named(file.path)} is switched off: {named(line.text.strip())}."
                yield Finding("tests.removed", text, (hunk.id,), data, weight=_LOST)
                break


def _disables(hunk: Hunk, lines: list[Line], at: int, removed: set[str]) -> bool:
    text = lines[at].text
    if _DECORATOR.match(text):
        decorated = next((line for line in lines[at:] if _DECORATED.match(line.text)), None)
        return decorated is not None and decorated.sign == " "
    if _STATEMENT.match(text):
        return _unconditional(lines, at) and _stood_before(hunk, lines[:at])
    switched = _SWITCHED.match(text)
    return bool(switched) and f"{switched[1] or switched[2]}{switched[3]}" in removed if switched else False


def _unconditional(lines: list[Line], at: int) -> bool:
    return at > 0 and not _CONDITION.match(lines[at - 1].text)


def _stood_before(hunk: Hunk, above: list[Line]) -> bool:
    """Whether the test that a statement stands in is older than the change."""
    heads = (line for line in reversed(above) if any(pattern.match(line.text) for pattern in _NAMES))
    head = next(heads, None)
    return head.sign == " " if head else any(pattern.match(hunk.section) for pattern in _NAMES)
