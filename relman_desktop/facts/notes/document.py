"""A document of notes (Markdown, reStructuredText or plain), read as notes under headings.

Only what release notes are made of is understood: headings, bullets with what hangs on them, paragraphs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .written import Written, boxed, without_front_matter

LONGEST_LINE = 2000

_ATX = re.compile(r"^(#{1,6}|={1,6}(?!\s+\"))\s+(.*?)\s*[#=]*$")  # Markdown and AsciiDoc
_BOLD = re.compile(  # `**Fixes:**`, a heading to its reader
    r"^(?:\*\*|__)([A-Z][\w &/-]{1,60})(?::(?:\*\*|__)|(?:\*\*|__):)\s*$"
)
_BOLD_LEVEL = 7  # below any other
_RULE = re.compile(r"^([=\-~^\"'`+#*_])\1{2,}\s*$")
_LEVELS = {"=": 1, "-": 2, "~": 3}
_BULLET = re.compile(r"^( {0,3})(?:[-*+•]|\d{1,3}[.)])\s+(\S.*)$")
_NESTED = re.compile(r"^\s+(?:[-*+•]|\d{1,3}[.)])\s+")
_BARE_NAME = re.compile(r"^ {1,8}[-*+•]\s+(`[^`]{1,100}`|[A-Z][A-Z0-9_]{3,79})\W{0,3}$")  # nested below a bullet
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_QUOTE = re.compile(r"^ {0,3}>+ ?")
_NO_NOTE = re.compile(
    r"^\s*(?:\||<!--|\.\. |:::|!\[|\[[!.]|\[[^\]]{1,80}\]:\s)"
)  # tables, comments, directives, pictures
_MOST_CODE = 6  # lines of a block of code
_SHELL = re.compile(r"^\s*(?:```|~~~)\s*\{?\.?(?:bash|sh|shell|console|shell-session|zsh|powershell)\}?\s*$")
_PLAIN = re.compile(r"^\s*(?:```|~~~)\s*(?:text)?\s*$")
_COMMAND = re.compile(
    r"^(?:\$ |sudo |dotnet |docker|kubectl |helm |npm |yarn |pnpm |npx |pip3? |python3? "
    r"|php |composer |cargo |bundle |rake |(?:bin/)?rails |mix |git |systemctl |service |make |psql |mysql |curl |\./)"
)
_PROMPT = re.compile(r"^\s*(?:\$|PS>|%)\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 for the topmost."""

    level: int
    text: str
    added: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A bullet or a paragraph, its lines in one, under its headings from the topmost down."""

    headings: tuple[Heading, ...]
    text: str
    number: int  # of its first line
    added: bool  # its first line
    is_bullet: bool
    is_warning: bool = False  # it stands in a box that warns
    commands: tuple[str, ...] = ()


def notes(lines: Iterable[Written]) -> Iterator[Note]:
    """The notes of a document, in order."""
    headings: tuple[Heading, ...] = ()
    open_note: list[Written] = []
    listed = False  # whether a bullet stood under the heading
    for line in _with_headings(_readable(boxed(without_front_matter(lines)))):
        if isinstance(line, Heading):
            yield from _closed(headings, open_note)
            headings, open_note = (*(one for one in headings if one.level < line.level), line), []
            listed = False
        elif open_note and _BARE_NAME.match(line.text) and _is_nested(line, open_note[0]):
            open_note.append(line)
        elif not line.text.strip() or _BULLET.match(line.text):
            yield from _closed(headings, open_note)
            open_note = [line] if line.text.strip() else []
            listed = listed or bool(open_note)
        elif listed and not open_note and headings and headings[-1].level == _BOLD_LEVEL and line.text[0].strip():
            headings, open_note = headings[:-1], [line]  # no more than its list stands under a bold line
        else:
            open_note.append(line)
    yield from _closed(headings, open_note)


def _readable(lines: Iterable[Written]) -> Iterator[Written]:
    """Without tables, comments and lines that nobody wrote by hand; lines of code as code, the first of each block."""
    code: int | None = None  # lines of the open block
    opened = ""
    for line in lines:
        if _FENCE.match(line.text):
            opened = line.text
            code = 0 if code is None else None
        elif len(line.text) > LONGEST_LINE:
            continue
        elif code is None and not _NO_NOTE.match(line.text):
            yield replace(line, text=_QUOTE.sub("", line.text))
        elif code is not None and line.text.strip() and code <= _MOST_CODE:
            code += 1
            yield _code(line, opened) if code <= _MOST_CODE else replace(line, text="  …")


def _code(line: Written, opened: str) -> Written:
    """A line of a block of code that this line opened; it is a command where the block or the line says so."""
    text = line.text.replace("`", "").strip()
    is_command = bool(_SHELL.match(opened) or (_PLAIN.match(opened) and _COMMAND.match(text)))
    command = _PROMPT.sub("", text) if is_command and not text.startswith("#") else ""
    return replace(line, text=f"  `{command or text}`", command=command)


def _with_headings(lines: Iterable[Written]) -> Iterator[Written | Heading]:
    before: Written | None = None  # a line that the next one may underline
    for line in lines:
        atx, rule, bold = _ATX.match(line.text), _RULE.match(line.text), _BOLD.match(line.text)
        underlined = before if rule and before and _can_be_title(before.text) else None
        if before and not underlined:
            yield before
        if underlined and rule:
            yield Heading(_LEVELS.get(rule[1], 4), underlined.text.strip(), underlined.added)
        elif atx:
            yield Heading(len(atx[1]), atx[2], line.added)
        elif bold:
            yield Heading(_BOLD_LEVEL, bold[1], line.added)
        before = None if atx or rule or bold else line
    if before:
        yield before


def _can_be_title(text: str) -> bool:
    return bool(text.strip()) and not text.startswith((" ", "\t")) and not _BULLET.match(text)


def _is_nested(line: Written, first: Written) -> bool:
    """Whether a bullet stands below the one that a note begins with."""
    bullet = _BULLET.match(first.text)
    return bool(bullet) and len(line.text) - len(line.text.lstrip()) > len(bullet[1] if bullet else "")


def _closed(headings: tuple[Heading, ...], lines: list[Written]) -> Iterator[Note]:
    if lines:
        first = lines[0]
        bullet = _BULLET.match(first.text)
        names = [found[1] for line in lines[1:] if (found := _BARE_NAME.match(line.text))]
        texts = [line.text for line in lines[1:] if not _BARE_NAME.match(line.text)]
        texts = [bullet[2] if bullet else first.text, *(_NESTED.sub("", text) for text in texts)]
        text = " ".join(part.strip() for part in texts)
        if names:
            text = f"{text.rstrip(' .:')}: {', '.join(names)}"
        commands = tuple(line.command for line in lines if line.command)
        yield Note(headings, text, first.number, first.added, bool(bullet), first.boxed, commands)
