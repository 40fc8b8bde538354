"""The ticket: text and claims stay in step whatever the person does to the text."""

import itertools
import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import InputError
from relman_desktop.ticket import ChangeRef, Claim, Entry, Layout, Status, Ticket, spans, text_of

REFERENCE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=40)
CLAIMS = st.lists(
    st.builds(Claim, WORDS.map(lambda text: text.strip() or "x"), layout=st.sampled_from(Layout)), max_size=8
)


def a_ticket() -> Ticket:
    claims = (
        Claim("Drops `orders.legacy_id`.", ("X1", "F3.h1"), layout=Layout.STEP),
        Claim("Back up first:\n```\nmake backup\n```", ("R1",), "make backup", layout=Layout.STEP),
    )
    return Ticket("t1", REFERENCE).with_claims("deployment", claims)


def test_steps_are_numbered_and_blocks_are_indented_under_them() -> None:
    assert a_ticket().entry("deployment").text == (
        "1. Drops `orders.legacy_id`.\n2. Back up first:\n   ```\n   make backup\n   ```"
    )


def test_what_stands_under_a_step_is_as_far_in_as_its_marker_is_wide() -> None:
    claims = [Claim(f"Do {number}:\n```\na {number}\n```", layout=Layout.STEP) for number in range(1, 12)]
    text = text_of(claims)
    assert "9. Do 9:\n   ```\n   a 9\n   ```\n10. Do 10:\n    ```\n    a 10\n    ```" in text
    found = spans(text, claims)
    assert [text[one.start : one.end].split()[-2] for one in found] == [str(number) for number in range(1, 12)]
    before = "\n".join(f"{number}. {claim.body}" for number, claim in enumerate(claims, 1))
    assert len(spans(before, claims)) == 11, "tickets of before have three blanks under each step"


def test_sentences_flow_and_lists_stand_apart() -> None:
    claims = [
        Claim("One.", layout=Layout.PARAGRAPH),
        Claim("Two."),
        Claim("First", layout=Layout.ITEM),
        Claim("second", layout=Layout.ITEM),
        Claim("After.", layout=Layout.PARAGRAPH),
    ]
    assert text_of(claims) == "One. Two.\n\n- First\n- second\n\nAfter."


@given(CLAIMS)
def test_every_claim_stands_in_its_own_text(claims: list[Claim]) -> None:
    text = text_of(claims)
    found = spans(text, claims)
    assert len(found) == len(claims)
    assert all(text[span.start : span.end] in span.claim.bodies for span in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(CLAIMS, WORDS)
def test_spans_never_overlap_in_any_text(claims: list[Claim], text: str) -> None:
    found = spans(text + text_of(claims[::-1]), claims)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_an_edited_sentence_is_the_persons_and_the_others_keep_their_evidence() -> None:
    entry = a_ticket().entry("deployment")
    edited = Entry(entry.text.replace("Drops `orders.legacy_id`.", "Drops the old numbers."), entry.claims)
    mine, ours = edited.current
    assert (mine.text, mine.status, mine.evidence) == ("Drops the old numbers.", Status.USER, ())
    assert ours.evidence == ("R1",)


def test_a_sentence_that_was_moved_keeps_its_evidence() -> None:
    claims = (Claim("One.", ("F1",)), Claim("Two.", ("F2",)))
    assert [span.claim.evidence for span in Entry("Two. One.", claims).spans] == [("F2",), ("F1",)]


def test_list_markers_alone_are_nobodys_words() -> None:
    claims = (Claim("Do it.", ("F1",), layout=Layout.STEP), Claim("Then that.", ("F2",), layout=Layout.STEP))
    assert [claim.status for claim in Entry(text_of(claims), claims).current] == [Status.SUPPORTED] * 2


def test_undoing_an_edit_gives_the_evidence_back() -> None:
    ticket = a_ticket()
    text = ticket.entry("deployment").text
    again = ticket.with_text("deployment", "").with_text("deployment", text)
    assert again.entry("deployment").spans == ticket.entry("deployment").spans


def test_an_empty_answer_takes_the_answer_back() -> None:
    ticket = a_ticket().with_answer("Why?", "Because.")
    assert ticket.answers == {"Why?": "Because."}
    assert ticket.with_answer("Why?", " ").answers == {}


@given(CLAIMS, st.dictionaries(WORDS, WORDS.filter(str.strip), max_size=3))
def test_a_ticket_survives_json(claims: list[Claim], answers: dict[str, str]) -> None:
    ticket = Ticket("t", REFERENCE, answers=answers).with_claims("description", tuple(claims))
    assert Ticket.from_json(json.loads(json.dumps(ticket.to_json()))) == ticket


@pytest.mark.parametrize("data", [{}, {"id": 1, "change": {}, "entries": {}, "answers": {}}, {"id": 1, "entries": 3}])
def test_what_is_no_ticket_is_refused_with_a_sentence(data: dict[str, object]) -> None:
    with pytest.raises(InputError, match="not a ticket"):
        Ticket.from_json(data)


SENTENCE = {"text": "One.", "evidence": [], "quote": "", "status": "supported", "reasons": [], "layout": "sentence"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 5},
        {"version": 1e400},
        {"change": {**asdict(REFERENCE), "location": 5}},
        {"change": {**asdict(REFERENCE), "more": "x"}},
        {"change": []},
        {"answers": {"Why?": 5}},
        {"answers": ["Why?"]},
        {"dismissed": {"key": None}},
        {"entries": {"notes": {"text": 5, "claims": []}}},
        *(
            {"entries": {"notes": {"text": "One.", "claims": [{**SENTENCE, **claim}]}}}
            for claim in ({"text": 5}, {"evidence": [1]}, {"quote": None}, {"reasons": [[]]}, {"status": "sure"})
        ),
    ],
)
def test_a_ticket_of_other_types_is_refused(wrong: dict[str, object]) -> None:
    assert Ticket.from_json({**a_ticket().to_json(), "entries": {"notes": {"text": "One.", "claims": [SENTENCE]}}})
    with pytest.raises(InputError, match="not a ticket"):
        Ticket.from_json({**a_ticket().to_json(), **wrong})


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"'colour'.*title, description"):
        a_ticket().with_text("colour", "red")


def test_a_dismissal_has_a_reason_and_an_empty_one_takes_it_back() -> None:
    ticket = a_ticket().with_dismissal("config.key 1f", "Not\n deployed ")
    assert ticket.dismissed == {"config.key 1f": "Not deployed"}
    assert Ticket.from_json(json.loads(json.dumps(ticket.to_json()))) == ticket
    assert ticket.with_dismissal("config.key 1f", " ") == a_ticket()


def test_a_ticket_of_an_earlier_version_is_read() -> None:
    old = {key: value for key, value in a_ticket().to_json().items() if key not in ("version", "dismissed")}
    assert Ticket.from_json(json.loads(json.dumps(old))) == a_ticket()


def test_a_ticket_of_a_newer_version_is_left_alone() -> None:
    with pytest.raises(InputError, match="newer version"):
        Ticket.from_json({**a_ticket().to_json(), "version": 99})
