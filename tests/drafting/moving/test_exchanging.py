"""Putting new sentences into the place of stale ones: nothing else of a text changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.edits import applied, undone
from relman_desktop.drafting.moving import Exchange, exchanged, redrafts
from relman_desktop.drafting.moving.claims import marked
from relman_desktop.drafting.moving.matching import matched
from relman_desktop.drafting.proposal import Draft, Proposal
from relman_desktop.ticket import ChangeRef, Claim, Entry, Layout, Ticket, text_of

STEPS = tuple(
    Claim(f"{word} it.", (f"X{number}",), layout=Layout.STEP)
    for number, word in enumerate(("Stop", "Move", "Start", "Watch"), 1)
)
COMMANDS = Claim("Run this:\n```\nmake\n```", ("X9",), layout=Layout.STEP)


def done(text: str, known: tuple[Claim, ...], *exchanges: tuple[Claim, Claim | None]) -> str:
    edits, claims = exchanged(text, known, [Exchange(old, new) for old, new in exchanges])
    after = applied(text, edits)
    assert applied(after, undone(edits)) == text
    assert all(claim.body in after for claim in claims)
    return after


def test_a_step_keeps_its_number_its_marker_and_what_the_person_wrote_under_it() -> None:
    text = "Read me.\n\n1) Stop it. Mind the gap.\n   Slowly.\n2) Move it.\n\n   And wait.\n3) Start it."
    new = Claim("Move it twice.", layout=Layout.STEP)
    assert done(text, STEPS, (STEPS[1], new), (STEPS[0], Claim("Halt it."))) == (
        "Read me.\n\n1) Halt it. Mind the gap.\n   Slowly.\n2) Move it twice.\n\n   And wait.\n3) Start it."
    )


def test_a_step_that_nothing_replaces_goes_and_the_others_are_numbered_anew() -> None:
    text = text_of(STEPS) + "\n5. Drink tea."
    assert done(text, STEPS, (STEPS[1], None), (STEPS[3], Claim("Look at it.", layout=Layout.STEP))) == (
        "1. Stop it.\n2. Start it.\n3. Look at it.\n4. Drink tea."
    )


def test_a_block_of_commands_is_indented_as_its_step_and_what_follows_begins_a_line() -> None:
    text = "1. Stop it. Then rest.\n2. Start it."
    assert done(text, STEPS, (STEPS[0], COMMANDS)) == (
        "1. Run this:\n   ```\n   make\n   ```\n   Then rest.\n2. Start it."
    )
    back = "1. Run this:\n   ```\n   make\n   ```\n   Then rest."
    assert done(back, (COMMANDS,), (COMMANDS, STEPS[0])) == "1. Stop it.\n   Then rest."


def test_a_sentence_that_stands_no_more_is_left_alone() -> None:
    assert done("1. Stop it all.", STEPS, (STEPS[1], STEPS[2])) == "1. Stop it all."


@given(st.data())
def test_all_words_but_the_stale_sentences_stay_in_their_order(data: st.DataObject) -> None:
    layouts = st.sampled_from(Layout)
    numbers = range(data.draw(st.integers(1, 6)))
    claims = tuple(Claim(f"Ours {number}.", layout=data.draw(layouts)) for number in numbers)
    text = text_of(claims)
    for _ in range(data.draw(st.integers(0, 3))):  # the person writes between them
        at = data.draw(st.sampled_from([found.start() for found in re.finditer(r"(?=Ours)|(?<=\.)(?!\d)|$", text)]))
        mine = data.draw(st.sampled_from([" mine ", "\nmine\n", "\n\nmine\n\n", "\n- mine\n", "\n7. mine\n"]))
        text = text[:at] + mine + text[at:]
    news = data.draw(
        st.dictionaries(st.sampled_from(claims), st.sampled_from([None, "New.", "N:\n```\nx\n```"]), min_size=1)
    )
    after = done(text, claims, *((old, new and Claim(new, layout=old.layout)) for old, new in news.items()))
    expected = re.findall(r"Ours \d\.|mine", text)
    gone = {old.text for old in news}
    assert re.findall(r"Ours \d\.|mine", after) == [one for one in expected if one not in gone]
    assert after.count("New.") == sum(new == "New." for new in news.values())


def test_sentences_take_the_place_of_those_that_tell_of_the_same() -> None:
    reads = Claim("Reads `A`.", ("X1", "F1.h1"))
    counts = Claim("Adds 3 settings: `A`, `B` and `C`.", ("X1", "X2", "X3"))
    steps = Claim("Back it up first.", ("X7",)), Claim("Apply 1 migration.", ("X7",))
    new = (
        Claim("Adds 4 settings: `A`, `B`, `C` and `D`.", ("X1", "X2", "X3", "X4")),
        Claim("Must have `A`.", ("X1", "F1.h1")),
        Claim("Apply 2 migrations.", ("X7", "X8")),
        Claim("Something else altogether.", ("X9",)),
    )
    assert matched((reads, counts, *steps), new) == {counts: new[0], reads: new[1], steps[1]: new[2]}


def redrafted(claims: tuple[Claim, ...], stale: tuple[int, ...], drafted: tuple[Claim, ...], text: str = "") -> str:
    known = tuple(marked(one, ["It changed."]) if at in stale else one for at, one in enumerate(claims))
    entry = Entry(text or text_of(known), known)
    ticket = Ticket("t", ChangeRef("", "", "", "", ""), {"description": entry})
    redraft = redrafts(ticket, Draft({"description": Proposal("description", drafted)}, ()))["description"]
    after = applied(entry.text, exchanged(entry.text, known, redraft.exchanges)[0])
    assert text or redraft.proposal.text == after
    return after


TOPIC = (
    Claim("What matters most:", ("X1",), layout=Layout.PARAGRAPH),
    Claim("Settings: Reads `A`.", ("X1",), layout=Layout.ITEM),
    Claim("Reads `B`.", ("X2",)),
    Claim("Tests and monitoring: No test does.", ("X3",), layout=Layout.ITEM),
)


def test_a_topic_keeps_its_name_when_the_sentence_goes_that_named_it() -> None:
    drafted = (TOPIC[0], Claim("Settings: Reads `B`.", ("X2",), layout=Layout.ITEM), TOPIC[3])
    assert redrafted(TOPIC, (1,), drafted) == (
        "What matters most:\n\n- Settings: Reads `B`.\n- Tests and monitoring: No test does."
    )


def test_a_heading_goes_with_the_last_sentence_of_its_list_unless_the_person_wrote_there() -> None:
    assert redrafted(TOPIC, (1, 2, 3), ()) == ""
    mine = text_of(TOPIC) + "\n- My own."
    assert redrafted(TOPIC, (1, 2, 3), (), mine) == "What matters most:\n\n- My own."


@pytest.mark.parametrize("field", ["title", "validator"])
def test_a_field_of_one_value_gets_the_new_one_whatever_it_says(field: str) -> None:
    old, new = marked(Claim("Ada", ("X1",)), ["She left."]), Claim("Bob", ("X2",))
    ticket = Ticket("t", ChangeRef("", "", "", "", ""), {field: Entry("Ada", (old,))})
    redraft = redrafts(ticket, Draft({field: Proposal(field, (new,))}, ()))[field]
    assert redraft.proposal.text == "Bob" and redraft.exchanges == (Exchange(old, new),)
