"""Values of Kubernetes Secrets: whatever their names are, all under `data` and `stringData` is secret."""

import base64
import binascii
import re
from collections.abc import Iterator

from ...facts.configuration.secret_table import placeholder
from .finding import Finding, Rank
from .table import words

_KIND = re.compile(r"""(?m)^[+\- ]?[ \t]*["']?kind["']?:[ \t]*["']?(?:Sealed)?(?P<kind>\w+)""")
_PATH = re.compile(r"(?i)secret[^/]*\.ya?ml$|(?:^|/)secrets?/[^/]+\.ya?ml$")
_LINE = re.compile(
    r"""[+\- ]?(?P<indent>[ \t]*)["']?(?P<key>[A-Za-z0-9_.-]+)["']?:[ \t]*"""
    r"""(?P<quote>["']?)(?P<value>[^\n]*?)(?P=quote)[ \t]*,?\r?(?:\n|$)"""
)
_ENCODED = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}")
_SECTIONS = {"data": True, "stringData": False}


def secret_manifests(text: str, path: str) -> Iterator[Finding]:
    """The values under `data:` and `stringData:` of every manifest of a Secret.

    A hunk may begin below `kind: Secret`: then the path tells, and a value counts if it is base64 of plain text.
    """
    if "ata" not in text and not _PATH.search(path):
        return
    documents = re.split(r"(?m)^(?=[+\- ]?---[ \t]*\r?$)", text)
    start = 0
    for document in documents:
        kinds = {found["kind"] for found in _KIND.finditer(document)}
        if "Secret" in kinds:
            yield from _values(document, start, section=None)
        elif not kinds and _PATH.search(path):
            yield from (one for one in _values(document, start, section="data") if len(one.values) > 1)
        start += len(document)


def _values(document: str, start: int, section: str | None) -> Iterator[Finding]:
    depth = -1
    at = 0
    for line in document.splitlines(keepends=True):
        found = _LINE.fullmatch(line)
        if found and found["key"] in _SECTIONS and not found["value"]:
            section, depth = found["key"], len(found["indent"])
        elif found and section and len(found["indent"]) <= depth:
            section = None
        elif found and section and not _is_none(found["value"]):
            yield _finding(found, start + at, _SECTIONS[section])
        at += len(line)


def _is_none(value: str) -> bool:
    return len(value) < 3 or value[0] in "|>&*#{[" or placeholder(value) or bool(words().none.fullmatch(value))


def _finding(found: re.Match[str], at: int, encoded: bool) -> Finding:
    plain = _decoded(found["value"]) if encoded else None
    values = (found["value"], plain) if plain else (found["value"],)
    start, end = (at + offset for offset in found.span("value"))
    return Finding(start, end, "kubernetes-secret", "KUBERNETES_SECRET", Rank.NAMED, values)


def _decoded(value: str) -> str | None:
    if not _ENCODED.fullmatch(value):
        return None
    try:
        plain = base64.b64decode(value, validate=True).decode("utf-8").strip()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return plain if plain.isprintable() else None
