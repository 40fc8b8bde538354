"""Commands in documentation: fenced, indented and inline code of Markdown and reStructuredText.

Written for hostile text and for both formats at once: one pass over the lines, no parser, no nesting. Indentation is
not looked at where a fence opens, so that blocks inside lists and admonitions are found like any other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .quote import Quote, Step
from .rules import rules
from .shell import is_remark, paragraphs, prompt_of, steps

_FENCE = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})\s*\{?\.?([\w-]*)(?!.*`)")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_UNDERLINE = re.compile(r"([=\-~^\"'+*#.:])\1{2,}\s*$")
_INDENT = re.compile(r"[ \t]*")
_DIRECTIVE = re.compile(r"\s*\.\. (?:code-block|code|sourcecode)::\s*(\w*)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_MARKS = re.compile(r"^\s*(?:[-*+>]|\d+[.)]|!!!\s*\w+)\s+|\*\*|:::\w*|\{#[\w-]+\}")
_LONGEST_CONTEXT = 240
_LONGEST_BLOCK = 40  # lines; longer ones are files or output


@dataclass(slots=True)
class _Reader:
    """What has been read above a block: its headings, and the paragraph before it."""

    lines: Sequence[str]
    titles: list[tuple[int, str]] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)  # indices of its lines
    ended: bool = False  # by a blank line
    underlines: list[str] = field(default_factory=list)  # in the order in which reStructuredText first uses them

    def quotes(self) -> Iterator[Quote]:
        index = 0
        while index < len(self.lines):
            if fence := _FENCE.match(self.lines[index]):
                end = self._end_of_fence(index + 1, fence[1])
                yield from self._block(range(index + 1, end), fence[2])
                index, self.ended = end + 1, True
            elif self._opens_indented(index):
                end = self._end_of_indented(index)
                yield from self._block(range(index, end), self._directive())
                index = end
            else:
                yield from self._prose(index)
                index += 1

    def _end_of_fence(self, index: int, mark: str) -> int:
        while index < len(self.lines):
            line = self.lines[index].strip()
            if line.startswith(mark) and not line.strip(mark[0]):
                break
            index += 1
        return index

    def _opens_indented(self, index: int) -> bool:
        line = self.lines[index]
        if not (self.ended and line.strip()):
            return False
        if not self.paragraph:  # right below a heading
            return bool(self.titles) and _indent(line) >= 4
        before = self.lines[self.paragraph[-1]]
        announced = before.rstrip().endswith(":") or _DIRECTIVE.match(before)
        item = _ITEM.match(self.lines[self.paragraph[0]])  # whose text is indented, and is no code
        return bool(announced) and _indent(line) >= (len(item[0]) + 4 if item else _indent(before) + 3)

    def _end_of_indented(self, index: int) -> int:
        least = _indent(self.lines[index])
        end = index
        for number in range(index, len(self.lines)):
            if self.lines[number].strip():
                if _indent(self.lines[number]) < least:
                    break
                end = number + 1
        return end

    def _directive(self) -> str:
        found = _DIRECTIVE.match(self.lines[self.paragraph[-1]]) if self.paragraph else None
        return found[1] if found else ""

    def _block(self, indices: range, language: str) -> Iterator[Quote]:
        known = rules().documents
        if language.lower() in known.languages and len(indices) <= _LONGEST_BLOCK:
            session = language.lower() in known.sessions
            for paragraph in paragraphs(self.lines, indices):
                if quote := self._quote(paragraph, session=session):
                    yield quote

    def _quote(self, indices: list[int], *, session: bool) -> Quote | None:
        lines = [self.lines[index] for index in indices]
        prompt = prompt_of(lines, session=session)
        found = tuple(steps(self.lines, indices, prompt))
        if not found:
            return None
        remark = next((line.strip().lstrip("#").strip() for line in lines if is_remark(line, prompt)), "")
        return Quote("docs", found, titles=self._titles(), context=remark or self._sentence())

    def _prose(self, index: int) -> Iterator[Quote]:
        line = self.lines[index]
        if not line.strip():
            self.ended = True
            return
        if self._heads(index):
            return
        if self.ended:
            self.paragraph, self.ended = [], False
        self.paragraph.append(index)
        for code in rules().documents.inline.finditer(line):
            step = Step(code[2].strip(), (index,))
            yield Quote("docs", (step,), titles=self._titles(), context=_clean(line))

    def _heads(self, index: int) -> bool:
        """A heading at this line, or a line that underlines the one before it."""
        line = self.lines[index]
        if heading := _HEADING.match(line):
            self._enter(len(heading[1]), heading[2])
            return True
        underline = _UNDERLINE.match(line)
        if not underline:
            return False
        if len(self.paragraph) == 1 and not self.ended:
            self._enter(self._level(underline[1]), self.lines[self.paragraph[0]].strip())
        return True

    def _level(self, mark: str) -> int:
        if mark not in self.underlines:
            self.underlines.append(mark)
        return self.underlines.index(mark) + 1

    def _enter(self, level: int, title: str) -> None:
        self.titles = [(above, text) for above, text in self.titles if above < level] + [(level, title)]
        self.paragraph, self.ended = [], True

    def _titles(self) -> tuple[str, ...]:
        return tuple(_clean(title) for _, title in reversed(self.titles))

    def _sentence(self) -> str:
        """The last sentence before, of a list that of its last item."""
        items = [number for number, index in enumerate(self.paragraph) if _ITEM.match(self.lines[index])]
        last = self.paragraph[items[-1] :] if items else self.paragraph
        text = _clean(" ".join(self.lines[index].strip() for index in last))
        return re.split(r"(?<=[.!?])\s+(?=[A-Z`])", text)[-1]


def quotes(lines: Sequence[str]) -> Iterator[Quote]:
    """What stands as code in a document, a paragraph of a block at a time."""
    return _Reader(lines).quotes()


def _indent(line: str) -> int:
    return len(_INDENT.match(line)[0].expandtabs(4))  # type: ignore[index]  # it matches always


def _clean(text: str) -> str:
    return _MARKS.sub("", text).strip()[:_LONGEST_CONTEXT]
