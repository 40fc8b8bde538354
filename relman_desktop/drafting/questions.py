"""Which questions are open: those that neither the evidence nor the team's profile answers."""

from .grounds import grounds_of
from .proposal import Material, Question
from .question_table import question_rows
from .worth import why_of


def questions(material: Material) -> tuple[Question, ...]:
    """All questions that evidence and profile leave, answered by the person or not, numbered in the ticket's order.

    An answered one keeps its number, so that answering a question never renames another.
    """
    grounds = grounds_of(material)
    left = (row for row in question_rows() if not grounds.of(*row.answered_by))
    return tuple(
        Question(f"Q{number}", row.field, row.text, why_of(row, grounds)) for number, row in enumerate(left, 1)
    )
