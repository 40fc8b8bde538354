"""Markdown, as GitHub, GitLab and Linear have it, as Markdown without HTML."""

import re

from ....wording import counted
from .escaping import clean
from .tags import words_of_tag
from .writer import MOST

MOST_READ = 500_000  # characters
_MOST_SPAN = 2_000  # characters of code within a line
# Every alternative ends at the next character that could begin another one, or goes to the end of the text once.
_TOKEN = re.compile(
    r"""
      (?P<block>^[ \t>]{0,40}(?:[*+-]|\d{1,9}[.)])?[ \t]{0,20}(?P<fence>`{3,}|~{3,})[^\n`]*$
        (?s:.*?)(?:^[ \t>]{0,40}(?P=fence)[`~]*[ \t]*$|\Z))
    | (?P<ticks>`+)
    | (?P<comment><!--(?s:.*?)(?:-->|\Z))
    | (?P<escaped>\\.)
    | !\[(?P<alt>[^\[\]\n]*)\]\((?P<image>[^()\n]*)\)
    | (?P<address><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[^\s<>@]+@[^\s<>@]+>)
    | (?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>)
    | (?P<less><(?=[A-Za-z/!?]))
    """,
    re.VERBOSE | re.MULTILINE,
)
_FENCE = re.compile(r"[ \t>]{0,40}(?:[*+-]|\d{1,9}[.)])?[ \t]{0,20}(`{3,}|~{3,})")
_CODE = re.compile("[`~]")
_BEGINNING = re.compile(r"\\*(<|!\[)")  # of a tag or a picture, however often it is written out
_UNSEEN = ("html_block", "html_inline", "image")
_BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t]*\n\s*")


def plain_markdown(text: str) -> str:
    """The Markdown with nothing in it that a reader does not see; code stays as it is.

    At most `writer.MOST` characters are kept, and what was left out is said.
    """
    read = _told(_BLANK_LINES.sub("\n\n", _without_html(clean(text[:MOST_READ]))).strip("\n"))
    if len(read) <= MOST and len(text) <= MOST_READ:
        return read
    kept = read[:MOST].rpartition("\n")[0] or read[:MOST]
    left = len(read) - len(kept) + max(0, len(text) - MOST_READ)
    return f"{_told(kept)}{_end_of_code(kept)}\n\n… ({counted(left, 'further character')} were left out.)"


def _told(markdown: str) -> str:
    """The Markdown; with every tag and picture written out where what looked like code is none, and holds some.

    Where a block of code lies is told by all that stands around it, and no pattern reads that.
    """
    return _BEGINNING.sub(r"\\\1", markdown) if _hides_some(markdown) else markdown


def _hides_some(markdown: str) -> bool:
    if not (_BEGINNING.search(markdown) and _CODE.search(markdown)):
        return False
    from markdown_it import MarkdownIt  # slow to import, and most changes name no ticket that holds code

    tokens = MarkdownIt("commonmark").enable("table").parse(markdown[: 2 * MOST])
    return any(one.type in _UNSEEN for token in tokens for one in (token, *(token.children or ())))


def _without_html(text: str) -> str:
    ends = _ends_of_code(text)
    told: list[str] = []
    links: list[str] = []  # where the <a> lead that are open
    position, in_table = 0, False
    while found := _TOKEN.search(text, position):
        before = text[position : found.start()]
        told.append(before)
        if "\n" in before:
            in_table = before.rpartition("\n")[2].lstrip().startswith("|")
        position = found.end()
        if found["ticks"]:
            position = ends.get(found.start(), position)
            told.append(text[found.start() : position])
        else:
            words = _words(found, links)
            told.append(words.replace("\n", " ") if in_table and not found["block"] else words)
    return "".join((*told, text[position:]))


def _words(found: re.Match[str], links: list[str]) -> str:
    if found["comment"]:
        return ""
    if found["image"] is not None:
        return f"(image: {found['alt'].strip()})" if found["alt"].strip() else "(image)"
    if found["less"]:
        return "\\<"
    return words_of_tag(found["tag"], found["name"].lower(), links) if found["tag"] else found[0]


def _ends_of_code(text: str) -> dict[int, int]:
    """Where the code ends that begins with the backticks at a place: after as many backticks in the same paragraph."""
    runs = [(found.start(), found.end()) for found in re.finditer("`+", text)]
    ends: dict[int, int] = {}
    later: dict[int, tuple[int, int]] = {}  # by length: the next run
    for start, end in reversed(runs):
        following = later.get(end - start)
        if following and following[0] - end <= _MOST_SPAN and not re.search(r"\n\s*\n", text[end : following[0]]):
            ends[start] = following[1]
        later[end - start] = (start, end)
    return ends


def _end_of_code(text: str) -> str:
    """What ends the block of code that is open at the end of a text."""
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence):
            fence = ""
    return f"\n{fence}" if fence else ""
