"""The one table of fields is the seed's, and all that derives from it is whole."""

from pathlib import Path

import pytest

from relman_desktop import prompts
from relman_desktop.drafting.questions import question_rules
from relman_desktop.drafting.template import DRAFTERS
from relman_desktop.errors import RelmanError
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


def test_every_written_field_has_a_prompt_with_its_questions_word_for_word() -> None:
    for field in WRITTEN:
        text = prompts.prompt(field)
        assert all(f"- {question}\n" in text for question in field.questions)
        assert "$" not in text


@pytest.mark.parametrize(("text", "said"), [("Say $colour", "uses \\$colour"), ("costs 5$", "begins no name")])
def test_a_wrong_name_in_a_prompt_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    folder = tmp_path
    (folder / "prompts").mkdir()
    (folder / "prompts" / "title.md").write_text(text)
    monkeypatch.setattr(prompts, "data_folder", lambda: folder)
    with pytest.raises(RelmanError, match=said):
        prompts.prompt(BY_NAME["title"])
    with pytest.raises(RelmanError, match="cannot be read"):
        prompts.prompt(BY_NAME["rollback"])
