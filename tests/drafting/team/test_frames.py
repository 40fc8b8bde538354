"""The team's ticket templates around what is drafted."""

import pytest

from relman_desktop.drafting.template.team.frames import STANDING
from relman_desktop.ticket import Status

from .making import a_material, a_ticket, about, claims, steps

WATCHED = '[[monitoring]]\nmetric = "errors"\n'


def framed(field: str, text: str) -> str:
    return f"[[templates]]\nfield = \"{field}\"\ntext = '''\n{text}'''\n"


def test_a_template_stands_around_the_draft_with_its_names_filled_in() -> None:
    text = "For $repo ($range), tickets: $keys.\nIt costs $$5.\n\n$text\n\n- [ ] Tell #ops\n1. Ask the board"
    told = claims(a_material(framed("validation", text) + WATCHED, work=(a_ticket(title=""),)), "validation")
    assert [one.text for one in told] == [
        "For orders (v1.0.0..v1.1.0), tickets: PAY-12. It costs $5.",
        "Watch `errors`: compare it with before.",
        "[ ] Tell #ops",
        "Ask the board",
    ]
    assert [one.layout.value for one in told] == ["paragraph", "step", "item", "step"]
    assert told[0].evidence == ("N1",) and told[1].evidence == ("N2",)


def test_without_text_the_draft_comes_behind() -> None:
    told = steps(a_material(framed("validation", "Read the guide.") + WATCHED), "validation")
    assert told == ["Read the guide.", "Watch `errors`: compare it with before."]


def test_the_teams_standing_words_are_weak_and_its_headings_stand_by_themselves() -> None:
    material = a_material(framed("validation", "## Sign-off\nAll tests passed.\n\n$text") + WATCHED)
    told = claims(material, "validation")
    assert [one.text for one in told[:2]] == ["Sign-off:", "All tests passed."]
    assert all(one.status is Status.WEAK and one.reasons == (STANDING,) for one in told[:2])
    assert told[2].status is Status.SUPPORTED


def test_a_title_gets_the_teams_words_in_its_line() -> None:
    (claim,) = claims(a_material(framed("title", "[$repo] $text (CAB)")), "title")
    assert claim.text == "[orders] Upgrade orders from v1.0.0 to v1.1.0 (CAB)" and "N1" in claim.evidence


def test_nothing_is_framed_where_nothing_is_drafted_so_that_it_is_asked() -> None:
    assert not claims(a_material(framed("justification", "Value:\n\n$text")), "justification")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("$foo and $text", "uses $foo, which is not known; it may use $text, $repo, $range and $keys."),
        ("costs $5", "has a $ that begins no name; write $$ for the sign."),
    ],
)
def test_a_faulty_template_is_not_used_and_the_notes_say_why(text: str, said: str) -> None:
    material = a_material(framed("validation", text) + WATCHED)
    assert steps(material, "validation") == ["Watch `errors`: compare it with before."]
    assert about(steps(material, "notes"), "The template for validation in .relman.toml:1").endswith(said)


def test_headings_and_rows_of_a_table_are_lines_of_their_own() -> None:
    text = "## Plan\nWho does it.\n**Hosts**\n\n| Host | Who |\n|---|---|\n| web | Ana |\n\nEnd\n---\n$text"
    told = claims(a_material(framed("validation", text) + WATCHED), "validation")
    assert [(one.text, one.layout.value) for one in told[:-1]] == [
        ("Plan:", "paragraph"),
        ("Who does it.", "paragraph"),
        ("Hosts:", "paragraph"),
        ("Host | Who", "item"),
        ("web | Ana", "item"),
        ("End", "paragraph"),
    ]


def test_a_title_that_a_template_calls_approved_waits_for_the_person() -> None:
    (claim,) = claims(a_material(framed("title", "[APPROVED] $text")), "title")
    assert claim.status is Status.WEAK and STANDING in claim.reasons
