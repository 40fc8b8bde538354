"""Where a repository lives at its host, by the address that git has of its origin. Passwords never come out."""

import re
from urllib.parse import urlsplit

from .words import words

_LONGEST = 2_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")
_HOST = re.compile(r"(?=[^.])[A-Za-z0-9._-]{2,253}|\[[0-9A-Fa-f:.]{2,60}\]", re.ASCII)  # one letter is a drive
_IN_PASSWORD = re.compile(r"[^/]@")  # a password that holds a slash seems to be a path
_OF_AZURE = re.compile(r"v3/([^/]+/[^/]+)/([^/]+)")


def origin_project(url: str) -> tuple[str, str]:
    """(host, path) of a remote: ("github.com", "owner/repo"); ("", "") for a folder, or for what cannot be read.

    All forms that git takes: `https://`, `ssh://`, `git://` and `name@host:path`. The host is in lower case, without a
    port and as a browser knows it; the path has no `.git`.
    """
    url = url.strip()
    if not url or len(url) > _LONGEST or any(char < " " for char in url):
        return "", ""
    host, path = _by_scheme(url) if _SCHEME.match(url) else _short(url)
    host, path = host.lower(), path.strip("/").removesuffix(".git").strip("/")
    if not _HOST.fullmatch(host) or not path or _IN_PASSWORD.search(path):
        return "", ""
    known = words().git_hosts.get(host, host)
    return known, _OF_AZURE.sub(r"\1/_git/\2", path) if known == "dev.azure.com" else path


def _by_scheme(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        _ = parts.port  # a password with a slash in it makes what is before it no host and port
    except ValueError:
        return "", ""
    return ("", "") if parts.scheme == "file" else (host, parts.path)


def _short(url: str) -> tuple[str, str]:
    """`name@host:path`, which has no slash before its colon."""
    head, colon, path = url.partition(":")
    if head.endswith("]") or "[" in head:
        head, colon, path = (url.partition("]")[0] + "]", *url.partition("]")[2].partition(":")[1:])
    host = head.rpartition("@")[2]
    return ("", "") if not colon or "/" in head or "\\" in url or "@" in path else (host, path)
