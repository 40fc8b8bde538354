"""The one table of fields is the seed's, and all that derives from it is whole."""

from relman_desktop.drafting.model.reply import read_reply
from relman_desktop.drafting.model.schema import answer_schema
from relman_desktop.drafting.prompts import load_prompts, task_prompt
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.question_table import question_rows
from relman_desktop.drafting.template import DRAFTERS, draft_ticket
from relman_desktop.export.text import FORMATS
from relman_desktop.fields import BY_NAME, FIELDS, OVER, STATES, UNDER_WAY, UNPLANNED, WRITTEN, came_of
from relman_desktop.files import home
from relman_desktop.loaded import Loaded
from relman_desktop.ticket import ChangeRef, Ticket


def test_the_six_written_fields_carry_questions_and_sources() -> None:
    names = [field.name for field in WRITTEN]
    assert names == ["title", "description", "justification", "deployment", "rollback", "validation"]
    assert all(field.questions and field.sources for field in WRITTEN)


def test_every_question_of_the_table_is_asked_of_its_own_field() -> None:
    for row in question_rows():
        field = BY_NAME[row.field]
        assert not field.questions or row.text in field.questions


def test_every_drafter_drafts_a_field() -> None:
    assert set(DRAFTERS) <= {field.name for field in FIELDS}


def test_nothing_drafts_or_asks_what_is_known_after_the_deployment_only(loaded: Loaded) -> None:
    afterwards = {field.name for field in FIELDS if field.afterwards}
    assert afterwards == {"outcome"} and not afterwards & set(DRAFTERS)
    assert not afterwards & {row.field for row in question_rows()}
    assert not afterwards & set(answer_schema()["properties"]["fields"]["properties"])
    assert "outcome" not in task_prompt(load_prompts(home()), WRITTEN)
    assert not afterwards & set(draft_ticket(Material(loaded.change, loaded.facts, loaded.work)).proposals)
    reply = '{"fields": {"outcome": ["fine"]}, "questions": [{"field": "outcome", "question": "How?", "why": ""}]}'
    assert not read_reply(reply).questions and not read_reply(reply).fields


def test_an_outcome_is_exported_once_there_is_one() -> None:
    ticket = Ticket("t1", ChangeRef("/r", "", "a", "b", "c")).with_text("title", "Ship it")
    assert "Outcome" not in FORMATS["markdown"].ticket(ticket)
    assert "- **Outcome:** rolled back" in FORMATS["markdown"].ticket(ticket.with_text("outcome", "rolled back"))


def test_what_came_of_a_ticket_is_its_outcome_or_what_its_state_says() -> None:
    assert came_of("closed", "successful") == "successful" and came_of("closed", "") == ""
    assert came_of("rolled back", "") == "rolled back" and came_of("rolled back", "with problems") == "with problems"
    assert came_of("Cancelled", "") == came_of("rejected", " ") == "not deployed"
    assert set(OVER) < set(UNPLANNED) < set(STATES) and not set(UNDER_WAY) & set(UNPLANNED)
