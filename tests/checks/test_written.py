"""Empty fields and places held for words; and what looks like one and is none."""

import pytest

from relman_desktop.ticket import Claim, Layout, Status
from tests.checks.cases import a_case, a_ticket, about, found
from tests.drafting.interview.telling import entry

EMPTY = ["", "  \n", "TBD", "n/a", "N/A.", "todo", "None", "-", "...", "see above", "as usual", "to be defined", "asdf"]


@pytest.mark.parametrize("text", EMPTY)
def test_a_field_that_says_nothing_is_empty(text: str) -> None:
    (one,) = about("empty", rollback=text)
    assert one.id == "empty:rollback" and one.field == "rollback" and not about("no-rollback-trigger", rollback=text)


def test_its_own_hint_or_question_says_nothing() -> None:
    assert about("empty", title="One sentence: what is changing, and in what part of the system")
    assert about("empty", justification="Why is the change needed?")


@pytest.mark.parametrize(
    "text",
    [
        "No rollback is needed, because nothing that runs changes.",
        "Not possible: the column is gone for good; restore the backup within 20 minutes if payments fail.",
        "None of the services is restarted. Go back if the health check fails, within 5 minutes.",
    ],
)
def test_a_reason_is_no_place_holder(text: str) -> None:
    assert not about("empty", rollback=text) and not about("placeholder", rollback=text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is faster.\nTODO: say for whom", "TODO:"),
        ("It is faster for (TBD) users.", "(TBD)"),
        ("- TODO numbers", "- TODO"),
        ("It is for them: lorem ipsum dolor sit amet.", "lorem ipsum"),
        ("It brings <your text here> to customers.", "<your text here>"),
        ("It brings [insert the value] to customers.", "[insert the value]"),
        ("It brings {{ value }} to customers.", "{{ value }}"),
        ("It serves the goal $NAME of the team.", "$NAME"),
        ("Approved on ______ by the board.", "______"),
        ("The owner is to be determined.", "to be determined"),
        ("Run `deploy --host <your host>` first.", "<your host>"),
        ("Deploy <new version> to them.", "<new version>"),
        ("Log in to <host> first.", "<host>"),
        ("The owner is XXX for now.", "XXX"),
        ("It brings vX.Y.Z to them.", "vX.Y.Z"),
    ],
)
def test_a_place_held_for_words_is_found_and_quoted(text: str, told: str) -> None:
    (one,) = about("placeholder", justification=text)
    assert one.quote == told and told in one.text


@pytest.mark.parametrize(
    "text",
    [
        "Removes the TODO list from the start page, which nobody used.",
        "The page shows List<String> and <div> as they are; 3 < 4 and 5 > 2.",
        "Run `echo $NAME` and `helm template {{ .Values }}`.",
        "It costs $5 less, and `__init__` stays.",
        "Reads ... and writes.",
        "The command takes `<version>` and `deploy X.Y.Z` now; size XXXL, and <time> stays.",
        "See [the runbook](https://wiki.example.com/your-run).",
        "Nothing else changes; none of the 12 settings is new.",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not about("placeholder", description=text)


def test_a_sentence_of_ours_may_tell_of_a_todo() -> None:
    claim = Claim("TODO: is gone from cart.py.", ("C1",), layout=Layout.ITEM)
    ours = a_ticket().with_claims("description", (Claim("The commits say:", ("C1",), layout=Layout.PARAGRAPH), claim))
    assert not found(a_case(ours), "placeholder")
    assert found(a_case(a_ticket(description=ours.entry("description").text)), "placeholder"), "but not a person's"
    own = a_ticket().with_claims("description", (Claim("TODO: ask them.", ("A1",), status=Status.USER),))
    assert found(a_case(own), "placeholder")


def test_notes_may_say_none() -> None:
    assert not about("placeholder", notes="none") and not about("empty", notes="none")


def test_a_heading_of_the_teams_template_with_nothing_below_is_found() -> None:
    frame = entry("templates", field="justification", text="Business value:\n$text\nIf not deployed:\n")
    (one,) = about("template-only", frame, justification="Business value:\nFewer failures.\n\nIf not deployed:")
    assert "“If not deployed:”" in one.text and one.evidence == ("N1",)
    assert not about("template-only", frame, justification="Business value:\nMore.\nIf not deployed:\nIt goes on.")
    assert not about("template-only", justification="Why:\n"), "only of the team's own"
