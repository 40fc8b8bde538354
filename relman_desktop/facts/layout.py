"""Changed files that say what they said before: laid out anew, with other line ends, comments or licence headers."""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Hunk, Status
from ..wording import counted, lines, listed
from .fact import Finding, Value
from .formats import Unread, json_value, yaml_scalars
from .production import language, largest

_LONGEST_LINE = 1000
_MOST_LINES = 20_000  # changed lines of a file that is looked at
_LARGEST_PYTHON = 500_000  # characters
_STRING = re.compile(r"\"[^\"]+\"|'[^']+'|`[^`]+`")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_HASH, _SLASHES = ("#",), ("//", "/*", "* ", "*/")
_COMMENTS = {
    **dict.fromkeys(("python", "ruby", "elixir", "yaml", "toml"), _HASH),
    **dict.fromkeys(("javascript", "typescript", "go", "java", "kotlin", "scala", "csharp", "rust"), _SLASHES),
    **dict.fromkeys(("swift", "c"), _SLASHES),
    "php": (*_HASH, *_SLASHES),
}
_SPEAKS = re.compile(r"^(?:#!|//go:|// \+build|#\[|#pragma|// ?@ts-|/// ?<reference|# (?:-\*-|coding|frozen_))")
_LICENCE = re.compile(r"copyright|licen[cs]e|SPDX-|all rights reserved|\(c\) \d{4}|©", re.IGNORECASE)
_BY_INDENT = frozenset({"python", "yaml"})  # where a line's indentation says something
_WEIGHT = 3
_WORDS = {  # kind: what is said of one file, and of several
    "change.line_ends": ("changes its line ends alone", "change their line ends alone"),
    "change.licence": ("changes its licence header alone", "change their licence headers alone"),
    "change.comments": ("changes its comments alone", "change their comments alone"),
    "change.layout": ("changes in layout and comments alone", "change in layout and comments alone"),
}


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`change.line_ends`, `.licence`, `.comments` and `.layout`, one for all files of each."""
    found: dict[str, list[FileChange]] = {kind: [] for kind in _WORDS}
    for file in change.files:
        cancel.check()
        if kind := unchanged(change, file, cancel):
            found[kind].append(file)
    for kind, files in found.items():
        if files:
            added, removed = sum(file.added for file in files), sum(file.removed for file in files)
            paths = [file.path for file in files]
            words = _WORDS[kind][len(files) > 1]
            text = f"{counted(len(files), 'file')} ({lines(added, removed)}) {words}: {listed(paths, 3)}."
            data: dict[str, Value] = {"files": len(files), "added": added, "removed": removed, "paths": paths[:20]}
            yield Finding(kind, text, tuple(one.id for one in largest(files)), data, _WEIGHT)


def unchanged(change: Change, file: FileChange, cancel: Cancel) -> str | None:
    """The kind of fact that says how a changed file says what it said before; None where it says something else."""
    if file.status not in (Status.MODIFIED, Status.RENAMED) or not file.removed + file.added or file.generated:
        return None
    if max(file.added, file.removed) > _MOST_LINES:
        return None
    hunks = change.hunks(file, cancel)
    if not hunks:
        return None
    if all(_ends_alone(hunk) for hunk in hunks):
        carriage = any(line.text.endswith("\r") for hunk in hunks for line in hunk.lines)
        return "change.line_ends" if carriage else "change.layout"  # else the last line's end
    if only_comments(hunks, file.path):
        if not any(line.text.strip() for hunk in hunks for line in hunk.lines if line.sign != " "):
            return "change.layout"
        told = all(_LICENCE.search(" ".join(line.text for line in hunk.lines if line.sign != " ")) for hunk in hunks)
        return "change.licence" if told else "change.comments"
    return "change.layout" if _laid_out(change, file, hunks, cancel) else None


def only_comments(hunks: Sequence[Hunk], path: str) -> bool:
    """Whether the hunks change whole lines of comments and blank lines alone, of a language whose comments we know."""
    marks = _COMMENTS.get(language(path) or "", ())
    changed = (line.text for hunk in hunks for line in hunk.lines if line.sign != " ")
    return bool(marks) and all(_is_comment(text, marks) for text in changed)


def only_layout(hunks: Sequence[Hunk], path: str) -> bool:
    """Whether each hunk has the same words and signs on both sides: blanks, line breaks and comments apart.

    Where indentation speaks (Python, YAML), a line that only is indented anew is another line.
    """
    written_in = language(path)
    marks = _COMMENTS.get(written_in or "", ())
    return all(_said(hunk, "-", marks, written_in) == _said(hunk, "+", marks, written_in) for hunk in hunks)


def _is_comment(text: str, marks: tuple[str, ...]) -> bool:
    bare = text.strip()
    return not bare or bare == "*" or (bare.startswith(marks) and not _SPEAKS.match(bare))


def _ends_alone(hunk: Hunk) -> bool:
    old, new = ([line.text.rstrip("\r") for line in hunk.lines if line.sign in (" ", sign)] for sign in "-+")
    return old == new


def _said(hunk: Hunk, sign: str, marks: tuple[str, ...], written_in: str | None) -> list[str]:
    shown = [line.text for line in hunk.lines if line.sign in (" ", sign)]  # a line that moves over others is no layout
    texts = [text for text in shown if not _is_comment(text, marks)]
    if written_in in _BY_INDENT:
        return [text.rstrip() for text in texts if text.strip()]
    if any(len(text) > _LONGEST_LINE for text in texts):
        return texts
    tokens = _TOKEN.findall("\n".join(texts))
    tokens += ["", *(string for text in texts for string in _STRING.findall(text))]  # blanks inside them say something
    return [token for token, after in zip(tokens, [*tokens[1:], ""], strict=False) if not _is_trailing(token, after)]


def _is_trailing(word: str, after: str) -> bool:
    return word == "," and after in (")", "]", "}")


def _laid_out(change: Change, file: FileChange, hunks: Sequence[Hunk], cancel: Cancel) -> bool:
    written_in = language(file.path)
    if written_in is None:
        return False
    if written_in not in ("python", "yaml", "json"):
        return only_layout(hunks, file.path)
    if not _may_be(hunks):
        return False
    old, new = change.content.text(file, "old", cancel), change.content.text(file, "new", cancel)
    if old is None or new is None:
        return only_layout(hunks, file.path)
    return _means_the_same(written_in, old, new)


def _may_be(hunks: Sequence[Hunk]) -> bool:
    """Whether the letters and digits of both sides are the same: quick, and true for most files that do differ not."""
    texts = {
        sign: "".join(line.text.partition("#")[0] for hunk in hunks for line in hunk.lines if line.sign == sign)
        for sign in "-+"
    }
    return re.findall(r"\w", texts["-"]) == re.findall(r"\w", texts["+"])


def _means_the_same(written_in: str, old: str, new: str) -> bool:
    """By a parser. What cannot be parsed does not."""
    try:
        if written_in == "python":
            return _tree(old) == _tree(new)
        if written_in == "json":
            return bool(json_value(old) == json_value(new))
        return list(yaml_scalars(old)) == list(yaml_scalars(new))
    except (Unread, SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _tree(text: str) -> str:
    if len(text) > _LARGEST_PYTHON:
        raise Unread("it is too long")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the repository's code, such as invalid escapes
        return ast.dump(ast.parse(text))
