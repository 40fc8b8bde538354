"""Textile, as Redmine renders it (lib/redmine/wiki_formatting/textile/redcloth3.rb of 5.0).

It knows no escape but the entities of HTML, which it leaves as they are: what it would take for a mark is written as
one (`&#42;` for a star), and nothing else. A mark opens after a blank, `(` or the beginning only, and closes before a
blank or punctuation: words that no mark can stand around are written without it. Code holds no `<pre>` and no `<code>`,
so such code is lines of text.
"""

import re
from collections.abc import Sequence

from .hash_lists import list_lines
from .model import Block, Code, Document, Heading, Line, List, Mark, Paragraph, Quote, Rule, Run, Table
from .nesting import Span, nested, words_in
from .simpler import simpler

_SIGNS = {Mark.BOLD: "*", Mark.STRUCK: "-"}
_SPECIAL = re.compile(
    r"""
      [<|]
    | &(?=\#?[A-Za-z0-9]+;|\#|\Z)
    | (?<![^\W_])(?:[*_+^~%](?=\S|\Z)|\?(?=\?|\Z)|-(?=[^\s-]|\Z))
    | (?<=x)%(?=x%)
    | "(?=:|\Z)
    | (?:(?<=[\s>])|\A)!(?=\S|\Z)
    | (?<![A-Za-z0-9_])@
    | \[(?=\[|\Z)|(?<=\w)\[(?=\d)
    | \{(?=\{|\Z)
    | (?:(?<=\s)|\A)=(?==)
    | (?<=[A-Z0-9])\(
    | (?<=:redsh)\#
    """,
    re.VERBOSE,
)
_LINE = re.compile(
    r"[#*]+(?=\s|$)|>|[{=]|(?=(?:\s?[-*_]\s?){3,}$)[-*_]|(?:p|bq|bc|pre|table|h[1-6]|fn\d*)(?=[^\s.]{0,200}\.)"
)
_OFF = re.compile(r"</?(?:code|pre|kbd|notextile)\b|x%x%", re.IGNORECASE)  # what no code holds there
_AFTER_ADDRESS = re.compile(r"\)?[.,:!?]{0,3}(?:[ \t\n]|\Z)")  # else what follows is read as more of the address
_AHEAD = 4  # characters that are looked at for it
_SIMPLE_CODE = re.compile(r"[^@<>&|{}\s](?:[^@<>&|{}\n]*[^@<>&|{}\s])?")
_ABBREVIATED = re.compile(r"(?<=[A-Z0-9])\(")  # what is an abbreviation there: API(its words)
_IN_ADDRESS = {char: f"%{ord(char):02X}" for char in "\"'<>|[]{}^`\\!*@"}


def textile(document: Document) -> str:
    return "\n\n".join("\n".join(_block(block)) for block in document.blocks)


def _block(block: Block) -> list[str]:
    """The lines of a block; all of code is one."""
    match block:
        case Paragraph():
            return [_guarded(_line(line)) for line in block.lines]
        case Heading():
            return [f"h{block.level}. {_line(block.words)}"]
        case Code():
            return _code(block)
        case Quote():
            inside = [["", *_block(one)] for other in block.blocks for one in simpler(other, quotes=False)]
            return [f"> {line}" if line else ">" for lines in inside for line in lines][1:] or [">"]
        case Rule():
            return ["---"]
        case Table():
            return [_row(row, "|" if number else "|_.") for number, row in enumerate(block.rows)]
        case List():
            return list(list_lines(block, _block, quotes=True))


def _row(cells: Sequence[Line], bar: str) -> str:
    return "".join(f"{bar} {_line(cell)} " for cell in cells) + "|"


def _code(block: Code) -> list[str]:
    if _OFF.search(block.text):
        return [_spaced(line) for line in block.text.split("\n") if line.strip()]
    if block.language:
        return [f'<pre><code class="{block.language}">\n{block.text}\n</code></pre>']
    return [f"<pre>\n{block.text}\n</pre>"]


def _spaced(line: str) -> str:
    """A line of code as text, its blanks at the beginning kept."""
    words = line.lstrip()
    return "&nbsp;" * (len(line) - len(words)) + _guarded(_escaped(words))


def _guarded(line: str) -> str:
    """A line, so that it begins no other block than its own."""
    line = line.lstrip()
    found = _LINE.match(line)
    return f"&#{ord(line[0])};{line[1:]}" if found else line


def _line(line: Line) -> str:
    return _words(nested(line), "", "")


def _words(spans: Sequence[Span | Run], before: str, after: str, sign: str = "") -> str:
    """The spans; `before` and `after` are the characters around them, `sign` closes what they are in."""
    told: list[str] = []
    for number, span in enumerate(spans):
        left = words_in(spans[number - 1])[-1:] if number else before
        left = "@" if told and told[-1].endswith("@") else left  # two signs of code beside each other are none
        ahead = "".join(map(words_in, spans[number + 1 : number + 1 + _AHEAD]))  # each has a character at least
        right = (ahead + after)[:_AHEAD]
        told.append(_run(span, left, right, sign) if isinstance(span, Run) else _span(span, left, right, sign))
    return "".join(told)


def _span(span: Span, left: str, right: str, around: str) -> str:
    ends = bool(_AFTER_ADDRESS.match(right))
    if span.is_address:
        return _address(span.url) + ("" if ends else " ")
    sign = _SIGNS.get(span.mark, "")
    if sign and _may_open(left) and _may_close(right[:1]) and not words_in(span).startswith(("-", "*")):
        return f"{sign}{_bare(_words(span.inside, '(', '', around + sign))}{sign}"
    if sign:
        return _words(span.inside, left, right, around)
    words = words_in(span)
    if '"' in words or "(" in words or not ends:
        return f"{_words(span.inside, left, ' ', around)} {_address(span.url)} "
    return f'"{_bare(_words(span.inside, "(", "", around))}":{_address(span.url)}'


def _bare(inside: str) -> str:
    """Words within marks, the first of which would tell how they are drawn if it began with a bracket."""
    return f"&#{ord(inside[0])};{inside[1:]}" if inside[:1] in ("(", "[", "{") else inside


def _run(run: Run, left: str, right: str, sign: str) -> str:
    if not run.mark & Mark.CODE or _OFF.search(run.text):
        return _escaped(run.text, sign)
    if _SIMPLE_CODE.fullmatch(run.text) and _may_open(left) and _may_close(right[:1]):
        return f"@{run.text}@"
    return f"<code>{run.text}</code>"


def _escaped(text: str, sign: str = "") -> str:
    text = _SPECIAL.sub(_entity, text)
    return re.sub(rf"[{re.escape(sign)}]", _entity, text) if sign else text


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _may_open(before: str) -> bool:
    return not before or before in " \t(>"


def _may_close(after: str) -> bool:
    return not after or after in " \t!\"'),-./:;?]}"


def _address(url: str) -> str:
    return _ABBREVIATED.sub("%28", "".join(_IN_ADDRESS.get(char, char) for char in url))
