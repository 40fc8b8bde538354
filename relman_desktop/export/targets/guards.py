"""What in a target's table would lead elsewhere, give the token away, or never end: told before anything is sent."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...sources.profile.faults import Problem
from ...sources.profile.positions import Lines
from ...sources.profile.showing import shown
from .extending import OWN

_PAGE = re.compile(r"(?:\{url\}|https://[A-Za-z0-9.-]+(?::\d{1,5})?)(?:[/?#]\S*)?")
_PATH = re.compile(r"/(?:[^/\\?#\s][^\\?#\s]*)?")
_UP = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}")
_OF_THE_CONNECTION = frozenset(
    (
        *("host", "cookie", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect"),
        *("keep-alive", "proxy-authorization", "proxy-authenticate", "proxy-connection", "forwarded"),
        *("x-forwarded-host", "x-forwarded-for", "x-original-url", "x-rewrite-url", "x-http-method-override"),
    )
)
_SECRET = re.compile(r"\{(?:token|basic)\}")
_BOUNDS: Mapping[str, tuple[float, float]] = {  # what a number may be, so that nothing waits or asks for ever
    "limit": (1, 100_000_000),
    "warn_above": (1, 100_000_000),
    "most_file": (1, 1 << 31),
    "settles_s": (0, 600),
    "pages": (1, 100),
}


def guards_of(whole: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is dangerous in all of a target's table, with what it extends."""
    page = whole.get("page", "")
    if page and not _PAGE.fullmatch(str(page)):
        text = f"`page` is {shown(page)}, and must begin with {{url}}/ or https://: it is opened in a browser"
        yield Problem(lines.entry("page"), "", "page", text)
    if _SECRET.search(str(page)):
        yield Problem(lines.entry("page"), "", "page", "`page` names the token, which stands in no address")
    yield from _of_numbers(whole, lines.entry, "")
    for row in _rows(whole, "field"):
        yield from _of_numbers(row, lambda key, row=row: _line(row, key, lines, "field"), "field")
    for row in _rows(whole, "auth"):
        line = _line(row, "headers", lines, "auth")
        yield from _of_headers(row.get("headers"), line, "auth", f"auth “{row.get('name', '')}”")
    for part in ("calls", "session"):
        for name, call in _tables(whole.get(part)):
            yield from _of_call(part, name, call, lines.key(part, 0, name))
    session = whole.get("session")
    header = session.get("header") if isinstance(session, Mapping) else None
    yield from _of_headers({str(header): ""} if header else None, lines.entry("session"), "session", "session")
    yield from _of_names(whole, lines)


def _of_call(part: str, name: str, call: Mapping[str, Any], line: int) -> Iterator[Problem]:
    path, where = str(call.get("path") or "/"), f"{part}.{name}"
    if path.startswith("/") and (not _PATH.fullmatch(path) or _UP.search(path)):
        text = f"`path` is {shown(path)}, and must be a plain path below the address, without //, .., \\, ? and #"
        yield Problem(line, part, name, text)
    for place in ("path", "query"):
        if _SECRET.search(str(call.get(place, ""))):
            text = f"[{where}] puts the token into its `{place}`, which servers and proxies write down"
            yield Problem(line, part, name, text)
    yield from _of_headers(call.get("headers"), line, part, where)
    yield from _of_numbers(call, lambda _: line, part)


def _of_headers(headers: Any, line: int, part: str, where: str) -> Iterator[Problem]:
    for name, value in headers.items() if isinstance(headers, Mapping) else ():
        if name.lower() in _OF_THE_CONNECTION or not _HEADER.fullmatch(name) or re.search(r"[\r\n\0]", str(value)):
            text = f"[{where}] sets the header {shown(name)}, which is no target's to set"
            yield Problem(line, part, "headers", text)


def _of_numbers(row: Mapping[str, Any], line: Any, part: str) -> Iterator[Problem]:
    for name, (least, most) in _BOUNDS.items():
        value = row.get(name)
        if isinstance(value, (int, float)) and not (math.isfinite(value) and least <= value <= most):
            text = f"`{name}` is {shown(value)}, and must be from {least:,} to {most:,}"
            yield Problem(line(name), part, name, text)


def _of_names(whole: Mapping[str, Any], lines: Lines) -> Iterator[Problem]:
    """A field that is a text cannot hold another field, too."""
    rows: Sequence[Mapping[str, Any]] = _rows(whole, "field")
    names = {str(row.get("theirs") or "") for row in rows if not row.get("by_name")}
    for row in rows:
        parts = str(row.get("theirs") or "").split(".")
        above = [".".join(parts[:size]) for size in range(1, len(parts))]
        if found := next((one for one in above if one in names), ""):
            text = f"`theirs` is {shown(row['theirs'])}, and {shown(found)} is a field itself, which holds no other"
            yield Problem(_line(row, "theirs", lines, "field"), "field", "theirs", text)


def _rows(whole: Mapping[str, Any], part: str) -> list[Mapping[str, Any]]:
    return [row for row in whole.get(part) or () if isinstance(row, Mapping)]


def _tables(table: Any) -> list[tuple[str, Mapping[str, Any]]]:
    found = table.items() if isinstance(table, Mapping) else ()
    return [(name, one) for name, one in found if isinstance(one, Mapping)]


def _line(row: Mapping[str, Any], key: str, lines: Lines, part: str) -> int:
    return lines.key(part, row[OWN], key) if OWN in row else 0
