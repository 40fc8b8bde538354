"""Taking drafted sentences into a field: each to its place, and of the person's words nothing is changed."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.blocks import blocks
from relman_desktop.drafting.edits import Edit, applied, moved, rewritten, undone
from relman_desktop.drafting.taking import has_own_words, standing, take, take_all
from relman_desktop.ticket import Claim, Layout, text_of

STEPS = tuple(Claim(f"{word} it.", layout=Layout.STEP) for word in ("Stop", "Move", "Start", "Watch"))
PROSE = (
    Claim("The job is new.", layout=Layout.PARAGRAPH),
    Claim("It runs at night."),
    Claim("Nobody waits.", layout=Layout.PARAGRAPH),
    Claim("a list", layout=Layout.ITEM),
    Claim("of two", layout=Layout.ITEM),
)
COMMANDS = Claim("Run this:\n```\nmake\n```", layout=Layout.STEP)


def taken(text: str, claims: tuple[Claim, ...], *numbers: int) -> str:
    for number in numbers:
        text = applied(text, take(text, claims, number)[0])
    return text


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)])
def test_steps_come_to_their_places_whatever_is_taken_first(order: tuple[int, ...]) -> None:
    assert taken("", STEPS, *order) == text_of(STEPS)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (3, 0, 4, 2, 1), (1, 0, 2, 4, 3)])
def test_sentences_come_to_their_paragraphs_and_items_to_their_list(order: tuple[int, ...]) -> None:
    assert taken("", PROSE, *order) == text_of(PROSE)


def test_a_step_goes_between_the_persons_own_and_all_are_numbered_anew() -> None:
    mine = "1. Stop it.\n2. Drink tea.\n   With milk.\n3. Start it."
    assert taken(mine, STEPS, 1, 3) == (
        "1. Stop it.\n2. Move it.\n3. Drink tea.\n   With milk.\n4. Start it.\n5. Watch it."
    )


def test_what_stands_under_a_step_moves_with_the_width_of_its_number() -> None:
    told = "\n".join(f"{number}. Do {number}:\n   ```\n   a\n     b\n   ```" for number in range(1, 10))
    ten = taken(told, (Claim("Do 9:", layout=Layout.STEP), COMMANDS), 1)
    assert ten.endswith("\n10. Run this:\n    ```\n    make\n    ```")
    moved_on = taken(told, (STEPS[0], Claim("Do 1:", layout=Layout.STEP)), 0)
    assert moved_on.startswith("1. Stop it.\n2. Do 1:\n   ```\n")
    assert moved_on.endswith("\n10. Do 9:\n    ```\n    a\n      b\n    ```")


def test_a_list_that_is_numbered_otherwise_is_left_as_it_is() -> None:
    mine = "1. Stop it.\n\nThen:\n\n1. Begin anew.\n7. Seven."
    assert taken(mine, STEPS, 1) == "1. Stop it.\n2. Move it.\n\nThen:\n\n1. Begin anew.\n7. Seven."


def test_numbers_in_a_block_of_commands_are_not_steps() -> None:
    mine = "1. Stop it.\n   ```\n2. no step\n\n   ```\n2. Rest."
    assert taken(mine, STEPS, 1) == "1. Stop it.\n   ```\n2. no step\n\n   ```\n2. Move it.\n3. Rest."


def test_a_sentence_follows_its_own_step_and_not_another() -> None:
    claims = (STEPS[0], Claim("Slowly."), STEPS[1], Claim("Gently."))
    assert taken("1. Stop it. At last.\n2. Rest.", claims, 1) == "1. Stop it. Slowly. At last.\n2. Rest."
    assert taken("1. Stop it. Slowly.", claims, 3, 2) == "1. Stop it. Slowly.\n2. Move it. Gently."


def test_a_sentence_after_a_block_of_commands_begins_a_line() -> None:
    claims = (COMMANDS, Claim("Then wait."))
    text = taken("", claims, 0, 1)
    assert text == "1. Run this:\n   ```\n   make\n   ```\n   Then wait."
    assert all(standing(text, claims))


def test_a_word_of_the_persons_that_goes_on_is_not_cut() -> None:
    claims = (Claim("Drop it", layout=Layout.PARAGRAPH), Claim("Now."))
    assert taken("Drop items.", claims, 1) == "Drop items. Now."


def test_the_marks_of_a_list_are_the_persons() -> None:
    assert taken("* a list\n* mine", PROSE, 4) == "* a list\n* of two\n* mine"
    assert taken("1) Stop it.", STEPS, 1) == "1) Stop it.\n2) Move it."


def test_all_is_taken_in_place_of_what_we_wrote_before() -> None:
    edits, claims = take_all(text_of(PROSE), PROSE, STEPS, STEPS)
    assert (applied(text_of(PROSE), edits), claims) == (text_of(STEPS), STEPS)


@pytest.mark.parametrize("mine", ["", "\n\nMine."])
def test_a_sentence_that_begins_as_a_new_heading_does_makes_way_for_its_list(mine: str) -> None:
    before = (
        Claim("This deploys it.", ("X1",), layout=Layout.PARAGRAPH),
        Claim("Work tickets: #7 and #8.", ("W1",), layout=Layout.PARAGRAPH),
    )
    listed = (
        before[0],
        Claim("Work tickets:", ("W1",), layout=Layout.PARAGRAPH),
        Claim("#7, sign-in", ("W1",), layout=Layout.ITEM),
    )
    text = text_of(before) + mine
    edits, claims = take_all(text, before, listed, listed)
    assert applied(text, edits) == text_of(listed) + mine and claims == listed


def test_all_is_taken_around_the_persons_own_words() -> None:
    old = (Claim("Old one.", layout=Layout.STEP), STEPS[2], Claim("Old two.", layout=Layout.STEP))
    mine = text_of(old).replace("Old one.", "My own one.") + "\n4. Thank the night shift."
    edits, _ = take_all(mine, old, STEPS, STEPS)
    assert applied(mine, edits) == (
        "1. My own one.\n2. Stop it.\n3. Move it.\n4. Start it.\n5. Watch it.\n6. Thank the night shift."
    )


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("- Old one.\n- Old two.\nMine stays.", "{new}\n\nMine stays."),
        ("Mine first.\n\n- Old one.\n- Old two.\n\nMine last.", "Mine first.\n\n{new}\n\nMine last."),
        ("- Old one.\n\nMine stays.\n\n- Old two.", "{new}\n\nMine stays."),
        ("- Mine.\n- Old one.\nMine too.", "- Mine.\n\n{new}\n\nMine too."),
    ],
)
def test_own_words_stay_where_they_are_and_no_marker_is_left(text: str, then: str) -> None:
    old = (Claim("Old one.", layout=Layout.ITEM), Claim("Old two.", layout=Layout.ITEM))
    edits, _ = take_all(text, old, STEPS, STEPS)
    assert applied(text, edits) == then.format(new=text_of(STEPS))


def test_what_a_person_indented_under_an_item_of_ours_keeps_its_marker() -> None:
    old = (Claim("Old one.", layout=Layout.STEP), Claim("Old two.", layout=Layout.STEP))
    text = "1. Old one.\n   Mine.\n2. Old two.\nAnd mine.\n3. My own."
    edits, _ = take_all(text, old, PROSE[:1], PROSE[:1])
    assert applied(text, edits) == "The job is new.\n\n1. Mine.\n\nAnd mine.\n2. My own."


def citing(*told: tuple[str, str]) -> tuple[Claim, ...]:
    return tuple(Claim(text, (evidence,), layout=Layout.STEP) for text, evidence in told)


OURS = citing(("Ours stops it.", "X1"), ("Ours restores it.", "X2"), ("Ours starts it.", "X3"))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, ["Back it up.", "Ours stops it.", "Ours restores it.", "Ours starts it."]),
        (1, ["Ours stops it.", "Stop all.", "Ours restores it.", "Ours starts it."]),
        (2, ["Ours stops it.", "Wait.", "Ours restores it.", "Ours starts it."]),
        (3, ["Ours stops it.", "Ours restores it.", "Restore all.", "Ours starts it."]),
    ],
)
def test_a_step_goes_by_our_steps_that_tell_of_the_same(number: int, expected: list[str]) -> None:
    new = citing(("Back it up.", "N1"), ("Stop all.", "X1"), ("Wait.", "N2"), ("Restore all.", "X2"))
    text = text_of(OURS)
    edits, _ = take(text, new, number, OURS)
    numbered = "\n".join(f"{at}. {one}" for at, one in enumerate(expected, 1))
    assert applied(text, edits) == numbered


def test_steps_that_stand_in_both_bound_the_place_of_one_between() -> None:
    new = (STEPS[0], *citing(("Move all.", "X3")), STEPS[2])
    ours = (*STEPS[:3], OURS[2])
    edits, _ = take(text_of(ours), new, 1, ours)
    assert applied(text_of(ours), edits) == ("1. Stop it.\n2. Move all.\n3. Move it.\n4. Start it.\n5. Ours starts it.")


def test_nothing_changes_where_all_stands_already() -> None:
    text = text_of(STEPS) + "\n5. Mine."
    assert take_all(text, STEPS, STEPS, STEPS) == ((), STEPS)


@pytest.mark.parametrize("mine", ["", "\n5. Mine."])
def test_a_claim_that_was_taken_by_itself_stays_though_it_is_not_usable(mine: str) -> None:
    text = text_of(STEPS[:2]) + mine.replace("5", "3")
    edits, claims = take_all(text, STEPS[:2], STEPS, (STEPS[0], *STEPS[2:]))
    assert applied(text, edits) == text_of(STEPS) + mine and claims == STEPS


def test_own_words_are_all_that_is_neither_ours_nor_a_list_marker() -> None:
    assert not has_own_words(text_of(STEPS), STEPS)
    assert not has_own_words("", ())
    for mine in (" :-)", " No.", "\n9. 42", "\n\n- x"):
        assert has_own_words(text_of(STEPS) + mine, STEPS)


# Whatever stands there and whatever is taken

lines = st.sampled_from(
    [
        "",
        "mine",
        "1. mine",
        "2. mine",
        "- mine",
        "   mine",
        "```",
        "3) mine",
        "Stop it.",
        "* Stop it. mine",
        "\u2e80x\u2028",
    ]
)
texts = st.lists(lines, max_size=9).map("\n".join) | st.text(max_size=40).map(lambda text: text.replace("\r", ""))
claims_of = st.lists(
    st.builds(
        Claim,
        st.sampled_from(
            ["Stop it.", "Move it.", "a list", "Two\nlines", "Run:\n```\nmake\n```", "x", "1. odd", "Before:"]
        ),
        st.lists(st.sampled_from(["X1", "X2"]), max_size=2).map(tuple),
        layout=st.sampled_from(Layout),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


def words(text: str) -> list[str]:
    """The words of a text, without the numbers of its steps; each letter of a script that puts no blanks is one."""
    text = re.sub(r"([\u2e80-\U0010ffff])", r" \1 ", text)
    return re.sub(r"(?m)^( {0,2})\d+(?=[.)](?:\s|$))", r"\1#", text).split()


def in_order(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(one in rest for one in few)


@given(texts, claims_of, st.data())
def test_no_word_is_lost_or_moved_and_undoing_gives_the_old_text(
    text: str, claims: tuple[Claim, ...], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(claims) - 1))
    known = data.draw(claims_of)
    edits, claim = take(text, claims, number, known)
    now = applied(text, edits)
    assert applied(now, undone(edits)) == text
    assert any(body in now for body in claim.bodies) and claim.text == claims[number].text
    assert in_order(words(text), words(now))
    assert len(words(now)) - len(words(text)) - len(words(claim.text)) in (0, 1)  # a list marker


@given(texts, claims_of, claims_of)
def test_taking_all_keeps_the_persons_words_and_puts_every_claim_in(
    mine: str, known: tuple[Claim, ...], claims: tuple[Claim, ...]
) -> None:
    text = mine + "\n\n" + text_of(known) if mine.strip() else text_of(known)
    edits, laid = take_all(text, known, claims, claims)
    now = applied(text, edits)
    assert applied(now, undone(edits)) == text
    assert all(any(body in now for body in claim.bodies) for claim in laid)
    assert in_order([word for word in words(text) if word == "mine"], words(now))


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_rewriting_is_as_small_as_can_be(old: str, new: str) -> None:
    edits = rewritten(old, new)
    assert applied(old, edits) == new and len(edits) == (old != new)
    for edit in edits:
        assert not (edit.old and edit.new) or edit.old[0] != edit.new[0]


@given(st.text("ab", max_size=9), st.integers(0, 9), st.text("cd", min_size=1, max_size=4), st.integers(0, 9))
def test_a_caret_stays_between_the_same_words(text: str, at: int, new: str, caret: int) -> None:
    at, caret = min(at, len(text)), min(caret, len(text))
    now = applied(text, (Edit(at, "", new),))
    after = moved(caret, (Edit(at, "", new),))
    assert now[:after].translate({99: "", 100: ""}) == text[:caret]


def test_blocks_hold_what_is_indented_under_them() -> None:
    text = "One\ntwo\n\n- a\n  b\n\n  c\n- d\n\nend"
    assert [text[one.start : one.end] for one in blocks(text)] == ["One\ntwo", "- a\n  b\n\n  c", "- d", "end"]


def test_a_long_hostile_text_takes_no_longer_than_a_blink() -> None:
    began = time.monotonic()
    take("1. a\n" * 5000 + "```\n" * 999, STEPS, 1)
    take("- " * 20_000, PROSE, 4)
    take(" " * 50_000 + "x", PROSE, 4)
    assert time.monotonic() - began < 2
