"""The one table of fields is the seed's, and all that derives from it is whole."""

from relman_desktop.drafting.questions import question_rules
from relman_desktop.drafting.template import DRAFTERS
from relman_desktop.fields import BY_NAME, FIELDS, WRITTEN


def test_the_six_written_fields_carry_questions_and_sources() -> None:
    names = [field.name for field in WRITTEN]
    assert names == ["title", "description", "justification", "deployment", "rollback", "validation"]
    assert all(field.questions and field.sources for field in WRITTEN)


def test_every_question_of_the_table_is_asked_of_its_own_field() -> None:
    for rule in question_rules():
        field = BY_NAME[rule["field"]]
        assert not field.questions or rule["text"] in field.questions


def test_every_drafter_drafts_a_field() -> None:
    assert set(DRAFTERS) <= {field.name for field in FIELDS}
