"""References in the name of a branch: `feature/pay-12-refunds`, `PAY-12_fix`, `123-fix-login`, `issue-123`."""

import re
from collections.abc import Iterator

from .reference import Reference
from .words import words

_LONGEST = 300
_KEY = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]{1,9}-[1-9]\d{0,6})(?![A-Za-z0-9]|\.\d)", re.ASCII)
_ANY_CASE = re.compile(
    r"(?:^|(?<=_))(?P<key>(?P<word>[a-z][a-z0-9]{1,9})-[1-9]\d{0,6})(?![a-z0-9]|\.\d)(?:[-_]+(?P<next>[a-z]+))?",
    re.ASCII | re.IGNORECASE,
)
_NUMBERED = re.compile(r"#?([1-9]\d{0,7})[-_]+([A-Za-z]+)", re.ASCII)
_NUMBER = re.compile(r"#?([1-9]\d{0,7})", re.ASCII)
_AZURE = re.compile(r"(?<![A-Za-z0-9])ab#([1-9]\d{0,8})(?![A-Za-z0-9])", re.ASCII | re.IGNORECASE)
_REVERT = re.compile(r"(?:^|(?<=/))revert-\d{1,8}-", re.ASCII)
_YEAR = re.compile(r"(?:19[7-9]|20[0-4])\d", re.ASCII)
_DATE = re.compile(r"(?:(?:19|20)\d\d|[12]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
LONGEST_PREFIX = 5  # of a key in small letters, unless others bear it out: longer ones are mostly plain words
_LEAST_DIGITS = 3  # of a number behind a word that names other things too: "fix-2"


def in_branch(name: str, *, asked_for: bool = False) -> Iterator[Reference]:
    """What a branch's name refers to. What may as well be a version, a date or a count is not `sure`.

    asked_for: whether it is the branch of the change, and no other of many that were merged, whose names say anything.
    """
    if words().robot_branches.search(name[:_LONGEST]):
        return
    parts = _REVERT.sub("", name[:_LONGEST]).split("/")
    for before, part in zip(["", *parts], parts, strict=False):
        yield from _keys(part, asked_for=asked_for)
        yield from (Reference(f"AB#{found[1]}", "azure") for found in _AZURE.finditer(part))
        yield from _numbers(before, part)


def _keys(part: str, *, asked_for: bool) -> Iterator[Reference]:
    """Capitals may stand anywhere between signs; other letters only where a part begins."""
    written = {found[1] for found in _KEY.finditer(part)}
    yield from (Reference(key, "jira") for key in sorted(written, key=part.index) if not _is_word(key))
    for found in _ANY_CASE.finditer(part):
        if found["key"] not in written:
            reference = Reference(found["key"].upper(), "jira")
            yield reference if _is_sure(found, asked_for=asked_for) else reference.doubted()


def _is_sure(found: re.Match[str], *, asked_for: bool) -> bool:
    """Of "pay-12-refunds", not of "return-404" or "stats-30-days"."""
    word, behind = found["word"].lower(), (found["next"] or "").lower()
    if asked_for or word in words().branch_words:
        return word not in words().branch_words
    counts = len(behind) > 1 and behind in words().not_counted
    return len(word) <= LONGEST_PREFIX and behind != "" and not counts


def _is_word(key: str) -> bool:
    """Whether a word in capitals says that the number is an issue's: "ISSUE-12", "GH-12"."""
    return bool(words().numbered_part.match(key.partition("-")[0]))


def _numbers(before: str, part: str) -> Iterator[Reference]:
    for found in words().branch_number.finditer(part):
        yield _reference(found["number"], sure=bool(found["strong"]) or len(found["number"]) >= _LEAST_DIGITS)
    if begins := _NUMBERED.match(part):
        if begins[2].lower() not in words().not_counted:
            yield _reference(begins[1], sure=True)
    elif (whole := _NUMBER.fullmatch(part)) and (word := words().numbered_part.match(before)):
        yield _reference(whole[1], sure=bool(word["strong"]) or len(whole[1]) >= _LEAST_DIGITS)


def _reference(number: str, *, sure: bool) -> Reference:
    other = _YEAR.fullmatch(number) or _DATE.fullmatch(number)
    return Reference(f"#{number}", sure=sure and not other)
