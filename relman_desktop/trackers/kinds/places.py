"""Addresses of trackers, and the paths below them."""

import re
from urllib.parse import SplitResult, quote, urlsplit

from ...settings import Tracker

_NUMBERED = re.compile(r"(?P<path>[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*)?(?P<sign>[#!])(?P<number>[1-9][0-9]{0,17})")


def parts(tracker: Tracker) -> SplitResult:
    """The tracker's address: no more than a scheme, a host with its port, and a path without a slash at its end.

    A name and password that somebody left in it are not part of it. All are empty where it is no address.
    """
    try:
        told = urlsplit(tracker.url.strip())
        return SplitResult(told.scheme, told.netloc.rpartition("@")[2], told.path.rstrip("/"), "", "")
    except ValueError:
        return SplitResult("", "", "", "", "")


def root(tracker: Tracker) -> str:
    """The same as one text."""
    return parts(tracker).geturl()


def host(tracker: Tracker) -> str:
    """Its host and port."""
    return parts(tracker).netloc.lower()


def encoded(part: str) -> str:
    """One segment of a path, whatever stands in it."""
    return quote(part, safe="")


def holds(tracker: Tracker, project: str) -> bool:
    """Whether a tracker holds the items of a project; case does not count in any of them."""
    return not tracker.projects or project.casefold() in {one.strip("/ ").casefold() for one in tracker.projects}


def referred(key: str, project: str) -> str:
    """ "owner/repo#12" of a key: of a bare "#12" it is the project's; "" for other keys, or where none is known."""
    path, sign, number = numbered(key) or ("", "", "")
    whole = f"{path or project}{sign}{number}"
    return whole if (path or project) and numbered(whole) else ""


def numbered(key: str) -> tuple[str, str, str] | None:
    """("owner/repo", "#", "12") of "owner/repo#12", with "" for the path of a bare "#12"; None for other keys."""
    found = _NUMBERED.fullmatch(key)
    if not found or any(part in (".", "..") for part in (found["path"] or "").split("/")):
        return None
    return found["path"] or "", found["sign"], found["number"]


def number_below(address: object, folder: str) -> str:
    """The number at the end of an address below a folder of that name: ".../workItems/12" -> "12"; "" for none."""
    above, _, number = address.rpartition("/") if isinstance(address, str) else ("", "", "")
    fits = above.lower().endswith(f"/{folder.lower()}") and number.isascii() and number.isdigit() and len(number) < 19
    return number if fits else ""
