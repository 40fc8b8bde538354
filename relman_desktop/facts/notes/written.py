"""The lines of a document, and which of them stand in a box that warns."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

_LONGEST_FRONT = 60  # lines
_WARNS = r"warning|caution|important|danger|attention|critical"
_QUOTED = re.compile(rf"^ {{0,3}}>\s*\[!(?:{_WARNS})\]", re.IGNORECASE)  # GitHub: to the end of the quotation
_INDENTED = re.compile(rf"^(?:!!!|\?\?\?\+?)\s+(?:{_WARNS})\b|^\.\. (?:{_WARNS})::", re.IGNORECASE)  # MkDocs, Sphinx
_FENCED = re.compile(rf"^:::+\s*\{{?(?:{_WARNS})\b|^\[(?:{_WARNS})\]\s*$", re.IGNORECASE)  # Docusaurus, AsciiDoc
_OTHER = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s+\w+|^\s*===[!+]?\s+\"")  # boxes that only tell, and tabs
_ENDS = re.compile(r"^(?::::+|====+)\s*$")
_LABEL = re.compile(rf"^(?:{_WARNS}):\s+\S", re.IGNORECASE)  # AsciiDoc: one paragraph
_LABELLED = re.compile(rf"^(?:{_WARNS}):\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:!!!|\?\?\?\+?|:::+)\s*\{?\w+\}?\s*|^\.\. \w+::\s*|^\[\w+\]\s*$|^ {0,3}>\s*\[!\w+\]\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Written:
    """A line of a document. `added` tells whether the change wrote it."""

    number: int
    text: str
    added: bool
    boxed: bool = False  # in a box that warns
    command: str = ""  # where the line is one of a shell's


def without_front_matter(lines: Iterable[Written]) -> Iterator[Written]:
    """The lines below the settings that a site's pages begin with, which `---` surround."""
    inside = False
    for line in lines:
        if line.number == 1 and line.text.rstrip() == "---":
            inside = True
        elif not inside:
            yield line
        elif line.text.rstrip() in ("---", "...") or line.number > _LONGEST_FRONT:
            inside = False


def boxed(lines: Iterable[Written]) -> Iterator[Written]:
    """The lines, those in boxes that warn marked as such, and without what marks the boxes."""
    is_in = _outside
    bare = False  # the line before is AsciiDoc's label, whose fence may follow
    for line in lines:
        if bare and _ENDS.match(line.text):
            bare = False
            continue
        bare = line.text.startswith("[")
        opens = next((inside for pattern, inside in _BOXES if pattern.match(line.text)), None)
        if opens:
            is_in = opens
            yield replace(line, text=_opening(line.text, opens), boxed=True)
        elif is_in(line.text):
            yield replace(line, text=_unindented(line.text), boxed=True)
        else:
            is_mark = is_in is _in_fence or bool(_OTHER.match(line.text))
            is_in = _outside
            yield replace(line, text="") if is_mark else line


def _opening(text: str, opens: Callable[[str], bool]) -> str:
    """What the line that opens a box says, besides that it does; a title is a sentence of its own."""
    if opens is _in_paragraph:
        return _LABELLED.sub("", text)
    said = _TITLE.sub("", text).strip(" \"'")
    return f"{said}." if said and opens is not _in_quotation and not text.startswith("..") else said


def _outside(text: str) -> bool:
    return False


def _in_quotation(text: str) -> bool:
    return text.lstrip().startswith(">")


def _in_indented(text: str) -> bool:
    return not text.strip() or text.startswith(("  ", "\t"))


def _in_paragraph(text: str) -> bool:
    return bool(text.strip())


def _in_fence(text: str) -> bool:
    return not _ENDS.match(text)


_BOXES = (
    (_QUOTED, _in_quotation),
    (_INDENTED, _in_indented),
    (_FENCED, _in_fence),
    (_LABEL, _in_paragraph),
)


def _unindented(text: str) -> str:
    """A box's content is indented below its mark; a bullet in it is one all the same."""
    return text[4:] if text.startswith("    ") else text.removeprefix("   ")
