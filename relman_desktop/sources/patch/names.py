"""The names of files in the header lines of patches: quoted, prefixed, followed by a time stamp."""

import re
from collections.abc import Iterator

Pair = tuple[bytes, bytes]

NOWHERE = b"/dev/null"
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(rb"\\([0-3][0-7]{2}|.)", re.DOTALL)
_CONTROLS = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))
_STAMP = re.compile(rb"[ \t]\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [-+]\d{4})?$")
_PREFIXED = re.compile(rb"[abciow12]/")  # git's own; the letters of i/ w/ c/ o/ say index, work tree, commit, object
_LONGEST_PREFIX = 60  # of one chosen by --src-prefix
_MOST_SPLITS = 50


def decoded(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def named(text: bytes) -> bytes:
    """The name that a header line gives alone, as in `rename from NAME`."""
    quoted = _QUOTED.fullmatch(text)
    return _unquoted(quoted) if quoted else text


def stamped(text: bytes) -> Pair:
    """Name and time stamp of a `---` or `+++` line; the stamp is b"" where there is none."""
    if quoted := _QUOTED.match(text):
        return _unquoted(quoted), text[quoted.end() :].strip()
    name, _, stamp = text.partition(b"\t")
    spaced = None if stamp else _STAMP.search(name)  # tabs get lost on the way through a clipboard
    return (name[: spaced.start()].rstrip(), spaced[0].strip()) if spaced else (name, stamp.strip())


def git_pair(text: bytes) -> Pair | None:
    """The names on a `diff --git` line, without prefixes.

    None where the two differ: then other lines of the header name the files, since here only a space parts them.
    """
    if text.endswith(b'"') or text.startswith(b'"'):
        return _without_prefixes(*_quoted_pair(text))
    halves = (_without_prefixes(*pair) for pair in _splits(text))
    return next((pair for pair in halves if pair), None)


def plain_path(old: bytes, new: bytes) -> bytes:
    """The path that the two names of a file share when something other than git made the patch.

    `old/lib/x.py` and `new/lib/x.py` are `lib/x.py`, `x.py.orig` and `x.py` are `x.py`.
    """
    if NOWHERE in (old, new):
        return without_prefix(new if old == NOWHERE else old)
    if shared := _common_end(old, new):
        return shared
    if old.startswith(new) or new.startswith(old):
        return min(old, new, key=len)
    return without_prefix(new) if _PREFIXED.match(old) else new


def without_prefix(name: bytes) -> bytes:
    return name[2:] if _PREFIXED.match(name) else name


def binary_pair(text: bytes) -> Pair:
    """The names of `Binary files OLD and NEW differ`, given what stands between the words."""
    if text.startswith(b'"') or text.endswith(b'"'):
        return _quoted_pair(text, b" and ")
    words = text.split(b" and ", _MOST_SPLITS)
    pairs = [(b" and ".join(words[:cut]), b" and ".join(words[cut:])) for cut in range(1, len(words))]
    # a name may hold the word that parts the two: both sides end alike, or one of them is nowhere
    return max(pairs, key=lambda pair: (len(_common_end(*pair)), NOWHERE in pair), default=(text, text))


def _unquoted(quoted: re.Match[bytes]) -> bytes:
    return _ESCAPE.sub(_unescaped, quoted[1])


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) if len(code) == 3 else _CONTROLS.get(code[0], code[0])])


def _quoted_pair(text: bytes, between: bytes = b" ") -> Pair:
    if quoted := _QUOTED.match(text):
        return _unquoted(quoted), named(text[quoted.end() :].removeprefix(between))
    old, _, new = text.partition(between + b'"')
    return old, named(b'"' + new)


def _splits(text: bytes) -> Iterator[Pair]:
    """The places where two names that differ in their prefixes alone can part, the middle first."""
    middle = len(text) // 2
    for away in range(_LONGEST_PREFIX):
        for at in (middle - away, middle + away):
            if 0 < at < len(text) and text[at : at + 1] == b" ":
                yield text[:at], text[at + 1 :]


def _without_prefixes(old: bytes, new: bytes) -> Pair | None:
    if old == new:  # --no-prefix
        return old, new
    old_rest, new_rest = old.partition(b"/")[2], new.partition(b"/")[2]
    return (old_rest, new_rest) if old_rest and old_rest == new_rest else None


def _common_end(old: bytes, new: bytes) -> bytes:
    """The longest end, in whole components, that two paths share."""
    shared = []
    for one, other in zip(reversed(old.split(b"/")), reversed(new.split(b"/")), strict=False):
        if one != other:
            break
        shared.append(one)
    return b"/".join(reversed(shared))
