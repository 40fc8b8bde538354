"""The runs of a line as what stands in each other: a link in bold words, struck words in a link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .model import Line, Mark, Run

_SET = (Mark.BOLD, Mark.STRUCK)


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are set alike in one way. `mark` is BOLD or STRUCK, or NONE for a link, which leads to `url`."""

    inside: "tuple[Span | Run, ...]"
    mark: Mark = Mark.NONE
    url: str = ""

    @property
    def is_address(self) -> bool:
        """Whether it is a link whose words are its address."""
        return bool(self.url) and self.inside == (Run(self.url),)


def nested(line: Line) -> tuple[Span | Run, ...]:
    """The line as spans; of the runs within them is left whether they are code."""
    return tuple(_spans(line, (*_SET, Mark.NONE)))


def _spans(runs: Sequence[Run], ways: Sequence[Mark]) -> Iterator[Span | Run]:
    """The spans of the runs, in which only the `ways` are still to be told."""
    place = 0
    while place < len(runs):
        reach = {way: end for way in ways if (end := _reach(runs, place, way)) > place}
        if not reach:
            yield Run(runs[place].text, runs[place].mark & Mark.CODE)
            place += 1
            continue
        widest = max(reach, key=lambda way: reach[way])
        inside = tuple(_spans(runs[place : reach[widest]], [way for way in ways if way is not widest]))
        yield Span(inside, widest, runs[place].url if widest is Mark.NONE else "")
        place = reach[widest]


def _reach(runs: Sequence[Run], start: int, way: Mark) -> int:
    """Up to where the runs from `start` on are set in a way."""
    end, url = start, runs[start].url
    while end < len(runs) and (runs[end].mark & way if way else url and runs[end].url == url):
        end += 1
    return end


def words_in(span: Span | Run) -> str:
    """All its words."""
    return span.text if isinstance(span, Run) else "".join(map(words_in, span.inside))
