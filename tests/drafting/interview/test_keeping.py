"""An answer as an entry of the person's profile: known from then on, and taken out again."""

from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.drafting.interview.keeping import keep_answer, let_go
from relman_desktop.drafting.proposal import Material
from relman_desktop.errors import InputError
from relman_desktop.sources.profile.layers import person_files
from relman_desktop.sources.profile.reading import read_profile
from tests.drafting.interview.telling import (
    END_USER,
    GOAL,
    MONITORING,
    SCHEDULE,
    VALIDATOR,
    asked,
    entry,
    material,
    profile,
)

PLACE = "/srv/git/orders"


def kept_in(path: Path) -> list[dict[str, object]]:
    return [dict(one.values) for one in read_profile(path.read_text("utf-8"), "a").entries]


@pytest.mark.parametrize(
    ("question", "answer", "entries"),
    [
        (GOAL, "Fewer calls\nFaster help", [{"text": "Fewer calls"}, {"text": "Faster help"}]),
        (MONITORING, "errors per minute", [{"metric": "errors per minute"}]),
        (
            END_USER,
            "The new button is there",
            [{"name": "The new button is there", "check": "The new button is there"}],
        ),
        (VALIDATOR, "Priya", [{"name": "Priya", "roles": ("validator",)}]),
    ],
)
def test_an_answer_becomes_entries_that_answer_then(
    question: str, answer: str, entries: list[dict[str, object]]
) -> None:
    given = material(answers={question: answer})
    assert asked(given, question).keeps
    kept = keep_answer(given, PLACE, question)
    path = person_files(PLACE)[1]
    assert (kept.path, kept_in(path)) == (path, entries)
    known = replace(given, profile=read_profile(path.read_text("utf-8"), "a").numbered())
    told = asked(known, question)
    assert not told.keeps and told.evidence[1:] == tuple(f"N{at}" for at in range(1, len(entries) + 1))
    let_go(kept)
    assert kept_in(path) == []


def test_what_the_profile_says_already_is_not_put_in_again() -> None:
    known = profile(entry("goals", text="Fewer calls"))
    keep_answer(material(answers={GOAL: "Fewer calls\nFaster help"}, profile=known), PLACE, GOAL)
    assert kept_in(person_files(PLACE)[1]) == [{"text": "Faster help"}]


def test_words_and_comments_of_the_persons_stay() -> None:
    path = person_files(PLACE)[1]
    path.parent.mkdir(parents=True)
    path.write_text('# ours\n[[goals]]\ntext = "Fewer calls"  # since May\n', "utf-8")
    before = path.read_text("utf-8")
    let_go(keep_answer(material(answers={GOAL: "Faster help"}), PLACE, GOAL))
    assert path.read_text("utf-8").rstrip("\n") == before.rstrip("\n")


def test_an_entry_that_was_changed_since_is_left_alone() -> None:
    kept = keep_answer(material(answers={GOAL: "Faster help"}), PLACE, GOAL)
    kept.path.write_text(kept.path.read_text("utf-8").replace("Faster", "Slower"), "utf-8")
    with pytest.raises(InputError, match="does not have the entry any more"):
        let_go(kept)
    assert kept_in(kept.path) == [{"text": "Slower help"}]


def test_what_the_person_has_half_written_is_not_taken_for_the_entry() -> None:
    path = person_files(PLACE)[1]
    path.parent.mkdir(parents=True)
    path.write_text('[[goals]]\ntekst = "Grow the shop"\n', "utf-8")
    let_go(keep_answer(material(answers={GOAL: "Faster help"}), PLACE, GOAL))
    text = path.read_text("utf-8")
    assert "Grow the shop" in text and "Faster help" not in text


def test_a_diff_file_is_no_repository_to_keep_anything_for() -> None:
    given = material(answers={GOAL: "Faster help"})
    diff: Material = replace(given, change=replace(given.change, origin="diff"))
    assert keep_answer(diff, "/tmp/a.diff", GOAL).path == person_files("")[0]


@pytest.mark.parametrize("answers", [{}, {SCHEDULE: "2026-11-26 20:00 to 21:00 UTC"}])
def test_what_has_no_place_in_a_profile_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(InputError, match="kept for next time"):
        keep_answer(material(answers=answers), PLACE, SCHEDULE)
