"""The person's answers among the drafted claims of a field, in their own words, with what else these are words of."""

import re
from collections.abc import Iterator, Sequence

from ...fields import BY_NAME, Shape
from ...ticket import Claim, Layout, Status
from ..interview.behind import Behind, Line
from ..proposal import Material
from ..question_table import Lead, Row, question_rows, row_of

_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,3}[.)]\s|```|~~~|[>|#])")


def with_answers(field: str, material: Material, drafted: Sequence[Claim]) -> tuple[Claim, ...]:
    """What is drafted for a field, and the answers to its questions.

    In a field that holds one value an answer takes the place of what was only suggested; the title is what the person
    says is changing.
    """
    asked = [row.text for row in question_rows() if row.field == field and row.text in material.answers]
    if not asked:
        return tuple(drafted)
    answers = tuple(_answers(material, asked, drafted))
    if BY_NAME[field].shape is Shape.VALUE:
        return answers[:1]
    if BY_NAME[field].shape is Shape.SENTENCE:
        return answers[:1] if asked[0] == BY_NAME[field].questions[0] else tuple(drafted)
    first = [claim for claim in answers if _opens(claim, material)]
    return (*first, *drafted, *(claim for claim in answers if claim not in first))


def _answers(material: Material, asked: Sequence[str], drafted: Sequence[Claim]) -> Iterator[Claim]:
    behind = Behind(material)
    steps = any(claim.layout is Layout.STEP for claim in drafted)
    for answer in material.book.answers:
        if answer.ref in asked:
            lines = behind.lines(answer.ref, answer.text)
            left = [line for line in lines if not _is_told(line.text, answer.id, drafted)]
            layout = Layout.STEP if steps else Layout.ITEM if len(left) > 1 else Layout.PARAGRAPH
            yield from _led(row_of(answer.ref), answer.id, left, layout)


def _led(row: Row | None, answer_id: str, lines: Sequence[Line], layout: Layout) -> Iterator[Claim]:
    """The lines of an answer with what tells which question they answer."""
    lead = row.lead if row else None
    chosen = all(line.evidence for line in lines)
    if lead and layout is Layout.ITEM and lead.several and (chosen or not lead.chosen):
        yield Claim(lead.several, (answer_id,), "", Status.USER, (), Layout.PARAGRAPH)
    for line in lines:
        alone = lead if layout is Layout.PARAGRAPH else None
        text = f"{_before(alone, line)}{line.text}"
        yield Claim(text, (answer_id, *line.evidence), "", Status.USER, (), layout)


def _before(lead: Lead | None, answer: Line) -> str:
    """The lead of an answer; a list and a block of code begin on a line of their own."""
    if not lead or not lead.needed_by(answer.text, is_chosen=bool(answer.evidence)):
        return ""
    return f"{lead.one.rstrip()}\n" if _BLOCK.match(answer.text) else lead.one


def _opens(claim: Claim, material: Material) -> bool:
    row = next((row_of(one.ref) for one in material.book.answers if one.id == claim.evidence[0]), None)
    return row is not None and row.opens


def _is_told(line: str, answer_id: str, drafted: Sequence[Claim]) -> bool:
    """Whether a drafted sentence tells an answer already, word for word: the goal that the change serves."""
    return any(claim.quote == line and answer_id in claim.evidence and line in claim.text for claim in drafted)
