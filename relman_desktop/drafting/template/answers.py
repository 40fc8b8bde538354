"""The person's answers among the drafted claims of a field, in their own words, with what else these are words of."""

from collections.abc import Iterator, Sequence

from ...fields import BY_NAME, Shape
from ...ticket import Claim, Layout, Status
from ..interview.behind import Behind
from ..proposal import Material
from ..question_table import question_rows


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
    return (*drafted, *answers)


def _answers(material: Material, asked: Sequence[str], drafted: Sequence[Claim]) -> Iterator[Claim]:
    behind = Behind(material)
    steps = any(claim.layout is Layout.STEP for claim in drafted)
    for answer in material.book.answers:
        if answer.ref in asked:
            lines = behind.lines(answer.ref, answer.text)
            lines = tuple(line for line in lines if not _is_told(line.text, answer.id, drafted))
            layout = Layout.STEP if steps else Layout.ITEM if len(lines) > 1 else Layout.PARAGRAPH
            yield from (Claim(line.text, (answer.id, *line.evidence), "", Status.USER, (), layout) for line in lines)


def _is_told(line: str, answer_id: str, drafted: Sequence[Claim]) -> bool:
    """Whether a drafted sentence tells an answer already, word for word: the goal that the change serves."""
    return any(claim.quote == line and answer_id in claim.evidence and line in claim.text for claim in drafted)
