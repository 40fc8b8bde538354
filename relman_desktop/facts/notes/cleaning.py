"""Notes as plain sentences: without links, emphasis, numbers of issues and names of contributors."""

import re

from ...wording import unhidden

_LONGEST = 800  # characters of a note
_MOST_READ = 8_000  # characters that it may take to write one, with its links

_PULL = re.compile(r"https?://[^\s)\]]{1,200}/(?:pull|issues|merge_requests)/(\d{1,7})\b")
_REFERENCE = re.compile(r"(?<![\w&/])(?:[\w.-]{1,40}/[\w.-]{1,60})?#(\d{1,7})\b")
_ADVISORY = re.compile(
    r"\b(?:CVE-\d{4}-\d{4,7}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}"
    r"|RUSTSEC-\d{4}-\d{4}|PYSEC-\d{4}-\d{1,6}|GO-\d{4}-\d{4,6}|CWE-\d{1,5})\b"
)
_HARMLESS = re.compile(  # said of an advisory that is not one of this product
    r"\b(?:not|n't|never|isn.t|aren.t) (?:\w+ ){0,2}(?:affected|vulnerable|exploitable|impacted|concerned|affect)\b"
    r"|\bunaffected\b|\bfalse[- ]positives?\b"
    r"|\b(?:ignor|suppress|allow|skip|accept)\w*:? (?:[\w/-]+ ){0,3}(?=CVE|GHSA|RUSTSEC|PYSEC|GO-|CWE)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n")
_NAMED_ADVISORY = re.compile(r"(?:\s[\u2013\u2014-])?(?:\s{0,3}/)?\s{0,3}\[((?:CVE|GHSA|RUSTSEC|PYSEC)-[\w-]{4,40})\]")
_BRACKETS = re.compile(r"\s*\[?[(\[][^()\[\]]{1,200}[)\]]\]?")
_NUMBERED = re.compile(r"#\d|\b[0-9a-f]{7,40}\b")
_REFERS = re.compile(
    r"(?:\b[\w.-]{1,40}/){0,2}#\d+|\b[0-9a-f]{7,40}\b|\b(?:fix(?:es)?|close[sd]?|see|issue|PR|and|in|MR)\b|[\W_]",
    re.IGNORECASE,
)
_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"<!--.{0,500}?-->|</?(?:a|b|i|br|p|em|sub|sup|kbd|img|code|strong|details|summary)\b[^<>]{0,300}>", ""),
        (r"!\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)", ""),  # pictures
        (r"\[([^\[\]]{1,300})\](?:\([^()\s]{0,500}(?: \"[^\"]{0,200}\")?\)|\[[^\[\]]{0,100}\])", r"\1"),  # links
        (r"(?<=[\w,] )\[([A-Za-z][\w' -]{2,80})\](?![(\[:])", r"\1"),  # links whose address stands below
        (r":[a-z:]{2,20}:`~?([^`<]{1,200}?)(?:\s?<[^`<>]{0,300}>)?`", r"\1"),  # roles of reStructuredText
        (r"`([^`<>]{1,200}?) ?<[^`<>\s]{1,500}>`__?", r"\1"),  # its links
        (r"``([^`]{1,300})``", r"`\1`"),
        (r"\\([\\`*_{}\[\]()#+.!-])", r"\1"),
    )
)
_EMPHASIS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\*\*|(?<!\w)__|__(?!\w)", ""),
        (r"(?<![\w*])\*([^*\s][^*]{0,200})\*(?![\w*])", r"\1"),
        (r"(?<![\w`])_([^_\s`][^_`]{0,200})_(?![\w`])", r"\1"),
    )
)
_FINISHES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s+by @[\w-]{1,40}(?:\[bot\])?(?: in \S{1,200})?$",
        r"\s*(?:Contributed by|Thanks to|Thanks,?) [^.!]{1,120}[.!]?$",
        r"^\W{0,3}#\d+\s*[:\u2013\u2014-]?\s*",
        r"[\s,;:]+$|\s[\u2013\u2014-]$",
    )
)


def cleaned(text: str) -> str:
    """One note in plain words, at most 800 characters; "" where only references stood there."""
    text = " ".join(unhidden(text[:_MOST_READ]).split())
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    text = _plain(text)
    text = _BRACKETS.sub(_without_references, text)
    text = _NAMED_ADVISORY.sub(r" (\1)", text)
    for pattern in _FINISHES:
        text = pattern.sub("", text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rpartition(" ")[0] + "…"


def _plain(text: str) -> str:
    """Without emphasis; what stands in backticks stays as it is."""
    parts = text.split("`")
    for at in range(0, len(parts), 2):
        for pattern, replacement in _EMPHASIS:
            parts[at] = pattern.sub(replacement, parts[at])
    return "`".join(parts)


def sentence(text: str) -> str:
    """The text with its full stop."""
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def title(heading: str) -> str:
    """A heading in plain words, without the pictures that many begin with."""
    unlinked = re.sub(r"^\[([^\]\[]{1,60})\](?!\()", r"\1", heading)  # to an address that stands below
    return re.sub(r"^[^\w`(\"]+", "", cleaned(unlinked)).rstrip(" :")


def references(text: str) -> list[str]:
    """The issues and pull requests that a note names, such as `#123`."""
    plain = text.replace("\\#", "#")
    found = _REFERENCE.findall(plain) or _PULL.findall(plain)
    return [f"#{number}" for number in dict.fromkeys(found)]


def advisories(text: str) -> list[str]:
    """The security advisories and weaknesses that a text names: ids of CVE, GHSA, RUSTSEC, PYSEC, Go and CWE.

    Those are left out of which a sentence says that they do no harm here.
    """
    if not _ADVISORY.search(text):
        return []
    sentences = [part for part in _SENTENCE_END.split(text) if not _HARMLESS.search(part)]
    return list(dict.fromkeys(found for part in sentences for found in _ADVISORY.findall(part)))


def _without_references(brackets: re.Match[str]) -> str:
    only = _NUMBERED.search(brackets[0]) and not _REFERS.sub("", brackets[0])
    return "" if only else brackets[0]
