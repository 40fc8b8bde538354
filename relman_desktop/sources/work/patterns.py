"""What in a line of text has the form of a reference. Linear, however long and hostile the line is."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .addresses import reference_at
from .noise import is_doubtful
from .reference import MERGE_REQUEST, PULL_REQUEST, Reference
from .words import words

_LONGEST_LINE = 50_000  # characters that are read of one
_LONGEST_PATH = 150
_NEAR = 40  # characters before a reference that say what it is
_SCAN = re.compile(
    r"(?P<url>https?://[^\s<>()\[\]{}\"'`|\\^*]{3,2000})"
    r"|(?P<azure>(?<![A-Za-z0-9_])AB#[1-9]\d{0,8}(?![A-Za-z0-9_]))"
    r"|(?P<key>(?<![A-Za-z0-9_.-])[A-Z][A-Z0-9_]{1,9}-[1-9]\d{0,6}(?![A-Za-z0-9_]|\.[A-Za-z0-9]|-\d))"
    r"|(?P<number>[#!][1-9]\d{0,7}(?![A-Za-z0-9_]|\.\d))",
    re.ASCII,
)
_IN_PATH = string.ascii_letters + string.digits + "_.-/"
_OPENS_LINE = re.compile(r"^\s*(?:[*+-]\s+)?(?:[a-z]{2,12}(?:\([\w./-]{1,40}\))?!?:\s*)?[\[(*_`\"']{0,3}$", re.ASCII)
_LINKED = re.compile(r"\]\((?=https?://)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Spot:
    """A reference and where in the line it stands."""

    start: int
    end: int
    reference: Reference


def spots(line: str) -> Iterator[Spot]:
    """The references in a line, in order; which prefixes are none of a ticket is told by `noise`."""
    line = line[:_LONGEST_LINE]
    linked: Spot | None = None  # "[#12](https://…/issues/12)" is one reference, and its address tells more
    end = 0
    for found in _SCAN.finditer(line):
        reference, start = _reference(line, found)
        if start < end:  # the path before a number holds a key, which is told already
            continue
        if linked and found["url"] and reference and reference.number == linked.reference.number:
            start = linked.start
        elif linked:
            yield linked
        linked = None
        if reference:
            end = found.end()
            spot = Spot(start, end, reference)
            if found["number"] and _LINKED.match(line, found.end()):
                linked = spot
            else:
                yield spot
    if linked:
        yield linked


def _reference(line: str, found: re.Match[str]) -> tuple[Reference | None, int]:
    """What a match refers to, and where it begins: a number's project stands before its sign."""
    start = found.start()
    if found["url"]:
        return reference_at(found["url"].rstrip(".,;:!?'\"_~")), start
    if found["azure"]:
        return Reference(found["azure"], "azure"), start
    if found["number"]:
        before = line[max(0, start - _LONGEST_PATH) : start]
        path = before[len(before.rstrip(_IN_PATH)) :]
        return _numbered(before.removesuffix(path)[-_NEAR:], path, found["number"]), start - len(path)
    if found["key"].startswith("GH-"):  # as GitHub itself reads it
        return Reference("#" + found["key"][3:], "github"), start
    return _lettered(line, found), start


def _lettered(line: str, found: re.Match[str]) -> Reference:
    reference = Reference(found["key"], "jira")
    sure = _stands_out(line, found.start(), found.end()) and not is_doubtful(reference)
    return reference if sure else reference.doubted()


def _numbered(near: str, path: str, number: str) -> Reference | None:
    """`#12`, `owner/repo#12`, `group/project!45`, `issue#12`; None for a place in a file, an entity, a step."""
    if "/" in path:
        whole = len(path) < _LONGEST_PATH and all(part.strip(".-") for part in path.split("/"))
        return _of_sign(f"{path}{number}", number) if whole and not words().files.search(path) else None
    if path:
        glued = words().glued.match(path)
        return _told(Reference(number), near + path) if glued and number[0] == "#" else None
    if near[-1:] in tuple("&#!") or words().before_other.search(near):
        return None
    if number[0] == "!" and not near.endswith("(") and not words().before_request.search(near):
        return None
    return _told(_of_sign(number, number), near)


def _of_sign(key: str, number: str) -> Reference:
    return Reference(key, "gitlab", kind=MERGE_REQUEST) if number[0] == "!" else Reference(key)


def _told(reference: Reference, near: str) -> Reference:
    asked = not reference.kind and words().before_request.search(near)
    return replace(reference, kind=PULL_REQUEST) if asked else reference


def _stands_out(line: str, start: int, end: int) -> bool:
    """Whether a key opens its line or ends it, or stands in brackets, as people put a ticket rather than a name."""
    return (
        (start <= _NEAR * 2 and bool(_OPENS_LINE.match(line[:start])))
        or line[start - 1 : start] in ("(", "[")
        or line[end : end + 1] in (")", "]")
        or not line[end : end + 3].strip(" .,;:!")
    )
