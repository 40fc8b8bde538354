"""The output gate: what a model writes becomes plain text, or it does not pass.

Nothing of what passes is markup to anybody: a field is pasted into web forms whose rules we do not know.
"""

import base64
import codecs
import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from ...errors import ServiceError
from ...wording import counted
from ..hidden import without_hidden
from .finding import Finding, note, unsupported, weak
from .markup import has_tags

_LONGEST = 4000  # characters that a field can hold
_ENOUGH = 12  # characters of a canary that are enough to know it by
_BLANKS = re.compile(r"[^\S\n]{2,}")
_FENCE = re.compile(r"^[ \t]*(?:`{3,}+|~{3,}+)[^\n`]*$", re.MULTILINE)
_IDS = re.compile(r"(?<!\s)\s*[\[(【](?:(?:F\d+(?:\.h\d+)?|[CLWRNAX]\d+)(?:\s*[,;&–-]\s*|\s+and\s+)?)+[\])】]")
_IMAGE = re.compile(r"!(?=\[)")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\(\s*<?([^()\s<>]{1,4000})(?:[\s>][^()\n]{0,300})?\)")  # disjoint parts
_ADDRESS = re.compile(r"[:/.#]")
_AUTOLINK = re.compile(
    r"<((?:[a-zA-Z][a-zA-Z0-9+.-]{1,30}://|(?i:mailto|tel|sms|javascript|data):)[^\s<>]{0,2000}|[^\s<>@]{1,100}@[^\s<>@]{1,200})>"
)
_SCHEME = re.compile(
    r"(?i)(?:javascript|vbscript|livescript)\s*:(?=\S|\s*[\w.]{1,80}[(=])|(?:file|blob|intent|view-source)\s*:(?=/)"
    r"|data:[a-z]{1,20}/[a-z0-9.+-]{1,60}"
)
_OPENING = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>+)\s+)+")
_EMPHASIS = re.compile(r"(?<![\w/*`])\*\*(?=\w)([^*\n/`]{1,200})\*\*(?![\w/*`])")
_PLACEHOLDER = re.compile(r"\[\[\s*SECRET|SECRET_[A-Z0-9_]+_\d+\s*\]\]")
_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{\w*[^\w}]|#\{")
_RUNS = re.compile(r"\{\{[^{}\n]{0,500}\b(?:constructor|__proto__|prototype|eval|alert|fetch|import)\b")  # even as code
_CODE = re.compile(r"`[^`\n]*`")
_OUTSIDE = re.compile(r"(`[^`\n]*`)|\{(?=[{%])")
_DELIMITER = re.compile(r"(?i)<{3,}|>{3,}|={5,}|\b(?:begin|end)[ _-]?(?:of[ _-]?)?evidence\b|<\||\[/?INST\]|<</?SYS")
_PLAIN = re.compile(r"[A-Za-z`“(][\w \n.,;:/'’`“”()+=?@\"−–-]*")  # nothing in it that could be markup or hidden
_SUSPECT = re.compile(
    r"(?i)script\s*:|(?:data|file|blob|intent|source)\s*:|evidence|={5}|SECRET|[([](?:[CLWRNAX]|F)\d|```|\n"
)


class CanaryRepeated(ServiceError):
    """The answer repeats what only the instructions hold: somebody's text in the evidence is leading the model."""

    def __init__(self) -> None:
        super().__init__(
            "The model repeated its hidden instructions, so a text in the evidence may be leading it; the draft was "
            "dropped. Draft again, with another model if it comes back, or use the template's draft."
        )


@dataclass(frozen=True, slots=True)
class Passed:
    """A text after the gate: plain whatever it was, and why it does not pass where it does not."""

    text: str
    findings: tuple[Finding, ...]


def passed(text: str, nonce: str = "", longest: int = _LONGEST) -> Passed:
    """A text as plain text. It is passed once more in vain: what it gives stays as it is."""
    if len(text) <= longest and _is_plain(text) and not (nonce and nonce.casefold() in text.casefold()):
        return Passed(" ".join(text.split()), ())
    clean, hidden = without_hidden(text)
    length = len(clean) if len(clean) <= longest else len(clean := _BLANKS.sub(" ", clean))
    clean = clean[:longest]  # before any pattern: a model writes what it likes, and as much of it
    findings = (
        [note(f"{counted(hidden, 'hidden character')} {'was' if hidden == 1 else 'were'} taken out.")] if hidden else []
    )
    findings += [finding for finds, finding in _FAULTS if finds(clean)]
    if nonce and nonce.casefold() in clean.casefold():
        findings.append(unsupported("It repeats the marks that keep evidence apart."))
        clean = re.sub(re.escape(nonce), "", clean, flags=re.IGNORECASE)
    plain = _settled(clean)
    if (length := max(length, len(plain))) > longest:
        findings.append(unsupported(f"It is {length:,} characters long; a sentence may have {longest:,}."))
        plain = _settled(plain[: longest - 1]).rstrip() + "…"
    return Passed(plain, tuple(findings))


def _is_plain(text: str) -> bool:
    """Whether there is nothing to look for: most sentences, in a tenth of the time."""
    return bool(_PLAIN.fullmatch(text)) and not _SUSPECT.search(text)


def _settled(text: str) -> str:
    """A text made plain; again where taking something away put together what stood apart."""
    for _ in range(6):
        before, text = text, _plain(text)
        if text == before:
            return text
    return re.sub(r"[<>&\[\]!`*#]", " ", text).strip()


def _plain(text: str) -> str:
    text = _AUTOLINK.sub(r"\1", _IMAGE.sub("", text))
    text = _LINK.sub(_link, text)
    if has_tags(text):
        text = text.translate(_NO_TAGS)
    if html.unescape(text) != text and _decodes_to_tags(text):
        text = text.replace("&", "& ").replace("&  ", "& ")
    text = _SCHEME.sub(lambda scheme: scheme[0].replace(":", " "), text)
    if "{{" in text or "{%" in text:
        text = _OUTSIDE.sub(lambda part: part[1] or part[0].replace("{", "{ "), text)
    return _laid_out(_IDS.sub("", text))


def _link(link: re.Match[str]) -> str:
    if not _ADDRESS.search(link[2]):
        return link[0]
    return f"{link[1].strip()} ({link[2]})" if link[1].strip() else link[2]


_NO_TAGS = {ord("<"): "‹", ord(">"): "›", ord("＜"): "‹", ord("＞"): "›", ord("﹤"): "‹", ord("﹥"): "›"}


def _laid_out(text: str) -> str:
    """Prose on one line; a block of commands on its own lines, which is the only use of a line break."""
    parts = _FENCE.split(text)
    if len(parts) < 3:
        return _in_a_line(text.replace("```", "`"))
    blocks = (part.strip("\n") if number % 2 else _in_a_line(part) for number, part in enumerate(parts))
    told = [f"```\n{part}\n```" if number % 2 else part for number, part in enumerate(blocks) if part.strip()]
    return "\n".join(told)


def _in_a_line(text: str) -> str:
    line = _OPENING.sub("", " ".join(_OPENING.sub("", one).strip() for one in text.splitlines() if one.strip()))
    return " ".join(_EMPHASIS.sub(r"\1", line).split())


def _decodes_to_tags(text: str) -> bool:
    """Whether a text is markup once somebody decodes it: entities, percent signs, wide forms, twice."""
    for _ in range(3):
        decoded = unicodedata.normalize("NFKC", html.unescape(unquote(text)))
        if has_tags(decoded) or (_SCHEME.search(decoded) and not _SCHEME.search(text)):
            return True
        if decoded == text:
            return False
        text = decoded
    return False


_FAULTS: tuple[tuple[Callable[[str], object], Finding], ...] = (
    (has_tags, unsupported("It holds HTML.")),
    (lambda text: not has_tags(text) and _decodes_to_tags(text), unsupported("It holds HTML in disguise.")),
    (_IMAGE.search, unsupported("It holds an image, which a server could count.")),
    (_SCHEME.search, unsupported("It holds a link that runs or shows something of its own.")),
    (_DELIMITER.search, unsupported("It repeats the marks that keep evidence apart.")),
    (
        lambda text: _TEMPLATE.search(_CODE.sub("", text)) or _RUNS.search(text),
        unsupported("It holds an expression that a page could run."),
    ),
    (_PLACEHOLDER.search, weak("It names a masked secret; say what the secret is for instead.")),
)


def check_canary(texts: Iterable[str], canary: str) -> None:
    """Raise `CanaryRepeated` where the texts of an answer repeat the canary, spelt in whatever way."""
    text = "\n".join(texts)
    if repeats(text, canary):
        raise CanaryRepeated


def repeats(text: str, canary: str) -> bool:
    """Whether a text holds a canary: spaced out, reversed, encoded, or a good part of it."""
    if not canary:
        return False
    bare = _bare(without_hidden(text)[0])
    return any(form in bare for form in _forms(canary))


@cache
def _forms(canary: str) -> tuple[str, ...]:
    """The canary and its usual disguises, each in parts that are enough to know it by."""
    raw = canary.encode()
    encoded = [raw.hex(), *(base64.b64encode(b"\0" * pad + raw)[4 if pad else 0 : -4].decode() for pad in (0, 1, 2))]
    spelt = [canary, codecs.encode(canary, "rot13"), *encoded]
    bare = [_bare(one) for one in spelt]
    both_ways = [*bare, *(one[::-1] for one in bare)]
    return tuple(part for one in both_ways for part in _parts(one) if len(part) >= min(6, len(_bare(canary))))


def _parts(form: str) -> tuple[str, ...]:
    size = min(_ENOUGH, len(form))
    return tuple(form[start : start + size] for start in range(max(1, len(form) - size + 1))) if size else ()


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
