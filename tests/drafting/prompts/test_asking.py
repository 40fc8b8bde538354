"""What a model is told: the rendered prompts as files, and what must never be missing from them."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.prompts import (
    NAMES,
    Prompts,
    field_prompt,
    load_prompts,
    preview,
    repair_prompt,
    system_prompt,
    task_prompt,
)
from relman_desktop.drafting.tokens import counter_for
from relman_desktop.fields import BY_NAME, WRITTEN
from relman_desktop.ticket import Layout

SNAPSHOTS = Path(__file__).parent / "snapshots"
NONCE, CANARY = "590217364408", "marrow-tinsel-4471"


@pytest.fixture(scope="module")
def prompts() -> Prompts:
    return load_prompts(Path("/nowhere"))


def rendered(prompts: Prompts) -> dict[str, str]:
    claims = '{"field": "title", "text": "Snorp the blik vorn.", "reason": "F1.h1 does not hold “blik”."}'
    return {
        "system": system_prompt(prompts, nonce=NONCE, language="German", canary=CANARY),
        "task": task_prompt(prompts, WRITTEN),
        "task-title": task_prompt(prompts, [BY_NAME["title"]]),
        "repair": repair_prompt(prompts, claims, nonce=NONCE),
        **{field.name: field_prompt(prompts, field) for field in WRITTEN},
    }


def test_the_prompts_are_what_was_last_read_and_found_good(prompts: Prompts) -> None:
    """Whoever changes a prompt reads the whole of it: RELMAN_SNAPSHOTS=write writes the files anew."""
    texts = rendered(prompts)
    if os.environ.get("RELMAN_SNAPSHOTS") == "write":
        for name, text in texts.items():
            (SNAPSHOTS / f"{name}.md").write_text(text, "utf-8", newline="\n")
    assert {path.stem for path in SNAPSHOTS.iterdir()} == set(texts)
    for name, text in texts.items():
        assert (SNAPSHOTS / f"{name}.md").read_text("utf-8") == text, name


def test_every_written_field_has_a_prompt_with_its_questions_and_sources_word_for_word(prompts: Prompts) -> None:
    for field in WRITTEN:
        text = field_prompt(prompts, field)
        assert all(f"- {line}\n" in text for line in field.questions), field.name
        assert f"Sources: {', '.join(field.sources)}\n" in text
        assert "$" not in text


def test_our_own_prompts_use_every_name_that_they_may(prompts: Prompts) -> None:
    for name, names in NAMES.items():
        assert all(f"${word}" in prompts.get(name).text for word in names.known), name


def test_the_system_prompt_tells_the_mark_the_language_and_the_canary(prompts: Prompts) -> None:
    text = system_prompt(prompts, nonce=NONCE, language=" Brazilian\nPortuguese ", canary=CANARY)
    assert NONCE in text
    assert CANARY in text
    assert 'Write "text" and "why" in Brazilian Portuguese.' in text


def test_the_format_is_shown_as_json_of_all_fields_and_known_layouts(prompts: Prompts) -> None:
    text = system_prompt(prompts, nonce=NONCE, language="English", canary=CANARY)
    shown = json.loads(next(line for line in text.split("\n") if line.startswith("{")))
    assert list(shown["fields"]) == [field.name for field in WRITTEN]
    (claim,) = shown["fields"]["title"]
    assert list(claim) == ["evidence", "quote", "layout", "text"]  # evidence is written before the sentence
    assert set(shown["questions"][0]) == {"field", "question", "why"}
    assert set(re.findall(r'"(\w+)" for (?:one|a sentence)', text)) == set(Layout)
    assert claim["layout"] in set(Layout)


def test_the_example_holds_no_id_that_evidence_could_have(prompts: Prompts) -> None:
    """A realistic example leaks into the answers of small models."""
    for text in rendered(prompts).values():
        assert not re.search(r"\b[ACFLNRWX]\d", text.replace("F1.h1 does not", ""))


def test_the_prompts_leave_a_small_window_to_the_evidence(prompts: Prompts) -> None:
    counter = counter_for("gpt-4o")
    system = system_prompt(prompts, nonce=NONCE, language="English", canary=CANARY)
    assert counter.exact
    assert counter.count(system) <= 950
    assert counter.count(task_prompt(prompts, WRITTEN)) <= 1450


def test_a_task_names_the_wanted_fields_and_holds_only_their_prompts(prompts: Prompts) -> None:
    text = task_prompt(prompts, [BY_NAME["title"], BY_NAME["rollback"]])
    assert '"title", "rollback"' in text
    assert field_prompt(prompts, BY_NAME["rollback"]).strip() in text
    assert "that a new hire could follow" in task_prompt(prompts, [BY_NAME["deployment"]])
    assert "that a new hire could follow" not in text


@given(st.text())
def test_what_is_filled_in_is_never_filled_in_again(claims: str) -> None:
    prompts = load_prompts(Path("/nowhere"))
    assert claims in repair_prompt(prompts, f"$nonce ${{canary}} $$ $ {claims}", nonce=NONCE)


def test_a_dollar_in_a_value_stays_what_it_is(prompts: Prompts) -> None:
    text = repair_prompt(prompts, "costs $5, $nonce and ${unknown}", nonce=NONCE)
    assert "costs $5, $nonce and ${unknown}" in text


def test_a_preview_is_what_a_model_would_get(prompts: Prompts) -> None:
    for field in WRITTEN:
        assert preview(prompts, field.name, prompts.get(field.name).text, "English") == field_prompt(prompts, field)
    assert preview(prompts, "task", prompts.get("task").text, "English") == task_prompt(prompts, WRITTEN)
    assert preview(prompts, "system", "$nonce $canary, in $language", "Dutch").endswith(", in Dutch")
    assert preview(prompts, "repair", "$nonce\n$claims", "Dutch").count("\n") == 1
