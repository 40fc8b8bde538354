"""Private keys in PEM: over several lines, with the signs of a diff, without a beginning or an end, in one string."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from .finding import Finding, Rank

_MARK = re.compile(r"-{4,5} ?(BEGIN|END) ([A-Z0-9 ]{0,40}PRIVATE KEY[A-Z0-9 ]{0,20}?) ?-{4,5}")
_PUBLIC = re.compile(r"-{4,5} ?(?:BEGIN|END) (?![A-Z0-9 ]{0,40}PRIVATE KEY)[A-Z0-9 ]{3,60}-{4,5}")
_BODY = re.compile(
    r"""[+\- ]?[\s"'`#*/|>(.+]*(?P<body>[A-Za-z0-9+/]*={0,2})(?:\\[nr])*["'`]?[\s+,;.)&\\]*"""
    r"""|[+\- ]?[\s"'`#*/|>]*(?:Proc-Type|DEK-Info|Comment|Version|Subject|X-[\w-]+): ?[^\n]{0,200}"""
)
_WHOLE = re.compile(r"""(?m)^[+\- ]?[ \t"'`#*/|>]*[A-Za-z0-9+/]{60,76}(?:\\[nr])*["'`]?[ \t+,;\\\r]*$""")
_PIECE = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_ESCAPED = re.compile(r"\\{1,4}[nr]")
_LONGEST = 400  # lines; a key of 16,384 bits has 200
_FEWEST = 3  # whole lines of base64 that are taken for a key though no mark stands there


def key_blocks(text: str) -> Iterator[Finding]:
    """Every private key, and every piece of one whose marks stand outside of the text."""
    if "PRIVATE KEY" not in text and not _may_have_body(text):
        return
    lines = _Lines(text)
    for start, end in _joined(sorted([*_marked(lines), *_unmarked(lines)])):
        if pieces := _pieces(text[start:end]):
            yield Finding(start, end, "private-key", "PRIVATE_KEY", Rank.BLOCK, ("".join(pieces), *pieces))


def public_blocks(text: str) -> list[tuple[int, int]]:
    """From mark to mark of every certificate and public key: what stands there is for everybody to see."""
    if "-----" not in text:
        return []
    lines = _Lines(text)
    return [lines.around(found.start(), found.end(), "BEGIN" in found[0]) for found in _PUBLIC.finditer(text)]


class _Lines:
    """A text by its lines, as far as blocks need them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def end(self, line: int) -> int:
        return self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text)

    def is_body(self, line: int) -> bool:
        return _BODY.fullmatch(self.text, self.starts[line], self.end(line)) is not None

    def around(self, start: int, end: int, forward: bool) -> tuple[int, int]:
        """What belongs to a mark: the lines of base64 after a beginning, or before an end."""
        line = self.at(start)
        step, last = (1, len(self.starts)) if forward else (-1, -1)
        far = line
        for other in range(line + step, last, step):
            if abs(other - line) > _LONGEST or not self.is_body(other):
                break
            far = other
        far = self.trimmed(far, line, step)
        return (start, end if far == line else self.end(far)) if forward else (min(start, self.starts[far]), end)

    def trimmed(self, far: int, line: int, step: int) -> int:
        """Without lines at the far side that hold too little to be part of a key."""
        while far != line and not _PIECE.search(self.text, self.starts[far], self.end(far)):
            far -= step
        return far


def _may_have_body(text: str) -> bool:
    return len(text) > 180 and _WHOLE.search(text) is not None


def _marked(lines: _Lines) -> Iterator[tuple[int, int]]:
    marks = list(_MARK.finditer(lines.text))
    for number, mark in enumerate(marks):
        start, end = mark.span()
        if mark[1] == "END":
            yield lines.around(start, end, forward=False)
            continue
        closing = marks[number + 1] if number + 1 < len(marks) and marks[number + 1][1] == "END" else None
        line_end = lines.end(lines.at(start))
        if closing and closing.start() < line_end:
            yield start, closing.end()
            continue
        reach = max(line_end, lines.around(start, end, forward=True)[1])
        if closing and all(map(lines.is_body, range(lines.at(end) + 1, lines.at(closing.start())))):
            reach = closing.end()
        yield start, reach


def _unmarked(lines: _Lines) -> Iterator[tuple[int, int]]:
    """Runs of whole lines of base64 that no mark of a certificate stands beside."""
    public = public_blocks(lines.text)
    run: list[int] = []
    for found in _WHOLE.finditer(lines.text):
        line = lines.at(found.start())
        if run and line != run[-1] + 1:
            yield from _run(lines, run, public)
            run = []
        run.append(line)
    yield from _run(lines, run, public)


def _run(lines: _Lines, run: list[int], public: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if len(run) < _FEWEST:
        return
    start, end = lines.starts[run[0]], lines.end(run[-1])
    if not any(first < end and start < last for first, last in public):
        yield start, end


def _joined(blocks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The blocks, those that overlap as one."""
    start = end = 0
    for first, last in blocks:
        if first >= end and end:
            yield start, end
        start = first if first >= end else start
        end = max(end, last)
    if end:
        yield start, end


def _pieces(block: str) -> tuple[str, ...]:
    """The lines of a key without what stands around them; none where only its marks are shown."""
    lines = _ESCAPED.sub("\n", block).split("\n")
    return tuple(piece for line in lines for piece in _PIECE.findall(line.lstrip("+- \t\"'`#*/|>(.")))
