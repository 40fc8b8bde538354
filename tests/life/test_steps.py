"""The steps of a field: whole, with their commands and times; known again by their words, whatever is edited."""

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.life import PARTS, Life, When
from relman_desktop.life.acts import annotated, moved, ticked_off
from relman_desktop.life.steps import steps_in
from relman_desktop.ticket import ChangeRef, Ticket

from .nights import a_ticket, at

EMPTY = Ticket("t", ChangeRef("/x", "a..b", "a" * 40, "b" * 40, ""))
LINES = st.sampled_from(
    ["1. one", "2. two (10 min)", "- item", "   more", "```", "   ```sh", "$ make it", "", "# Head", "Before:",
     "`make x`", "a. b", "3) three", "| a | b |", "\t1. tab", "~~~", "1. \udcff\u202e", "step 4: x", "* * *",
     "12:30 go"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=14).map("\n".join), st.text(max_size=120))
WORDS = st.text("abcdefgh", min_size=3, max_size=8)
STEP_TEXTS = st.lists(WORDS, min_size=5, max_size=8).map(" ".join)


def test_a_step_has_its_words_its_commands_its_minutes_and_what_stands_above_it() -> None:
    first, backup, migrate, restart = steps_in(a_ticket(), "deployment")
    assert (first.head, migrate.head, restart.head) == ("Before:", "During:", "")
    assert backup.commands == ("pg_dump --format=custom --file=/backups/orders.dump orders",)
    assert migrate.commands == ("docker compose run --rm web python manage.py migrate",)  # without its prompt
    assert restart.commands == ("docker compose pull web worker\ndocker compose up -d --no-deps web worker",)
    assert [one.minutes for one in (first, backup, migrate, restart)] == [5, 10, 5, 10]
    assert "It takes a moment" in restart.text and restart.markdown.startswith("4. Restart")


def test_a_block_in_which_only_some_lines_have_a_prompt_is_copied_whole() -> None:
    text = "1. Run:\n   ```sh\n   $ cat <<EOF > x\n   line\n   EOF\n   ```"
    (one,) = steps_in(EMPTY.with_text("deployment", text), "deployment")
    assert one.commands == ("$ cat <<EOF > x\nline\nEOF",)


def test_what_is_no_command_is_not_offered_to_copy() -> None:
    text = "1. Read `CHANGELOG.md`, set `TIMEOUT` and look at `tests/test_a.py`:\n   ```yaml\n   a: b\n   ```"
    (one,) = steps_in(EMPTY.with_text("deployment", text), "deployment")
    assert one.commands == ()


def test_checks_of_before_and_of_weeks_after_are_told_apart() -> None:
    assert [one.when for one in steps_in(a_ticket(), "validation")] == [When.BEFORE, When.THEN, When.THEN, When.LATER]


@given(TEXTS)
def test_any_text_gives_steps_that_stand_in_it_and_nothing_is_lost_between_them(text: str) -> None:
    ticket = EMPTY.with_text("deployment", text)
    steps, at_ = steps_in(ticket, "deployment"), 0
    for one in steps:
        for piece in (one.head, one.markdown):
            found = text.find(piece, at_)
            assert found >= 0 and not text[at_:found].strip()
            at_ = found + len(piece)
    rest = Life.of(ticket).rest("deployment")
    assert text.find(rest, at_) >= 0 and not text[at_:].replace(rest, "", 1).strip()
    assert len({one.words for one in steps}) == len(steps)


@given(st.lists(STEP_TEXTS, min_size=1, max_size=6, unique=True), st.data())
def test_a_tick_stays_with_the_words_of_its_step_wherever_they_stand(words: list[str], data: st.DataObject) -> None:
    text = "\n".join(f"{number}. {one}" for number, one in enumerate(words, 1))
    ticket = EMPTY.with_text("deployment", text)
    chosen = data.draw(st.integers(0, len(words) - 1))
    life = Life.of(ticket)
    ticket = ticked_off(life, life.parts["deployment"][chosen], at(1), "Ana")
    moved = data.draw(st.permutations(words))
    blanks = data.draw(st.sampled_from(["\n", "\n\n", "\n\nMeanwhile:\n\n"]))
    again = blanks.join(f"{number * 3})  {one}" for number, one in enumerate(moved, 1))
    after = Life.of(ticket.with_text("deployment", again)).parts["deployment"]
    assert [one.step.text for one in after if one.is_done] == [words[chosen]]
    assert not any(one.is_changed for one in after)


def test_the_second_of_two_equal_steps_has_a_tick_of_its_own() -> None:
    ticket = EMPTY.with_text("deployment", "1. Wait\n2. Restart\n3. Wait")
    life = Life.of(ticket)
    after = Life.of(ticked_off(life, life.parts["deployment"][2], at(1)))
    assert [one.is_done for one in after.parts["deployment"]] == [False, False, True]


@given(TEXTS, TEXTS, TEXTS)
def test_life_never_raises_whatever_the_fields_say(one: str, two: str, three: str) -> None:
    ticket = EMPTY
    for part, text in zip(PARTS, (one, two, three), strict=True):
        ticket = ticket.with_text(part, text)
    life = Life.of(ticket)
    assert life.triggers is not None and all(life.planned_minutes(part) is None or True for part in PARTS)


HOSTS = "1. Stop service orders-web on host db1.\n2. Stop service orders-web on host db2.\n3. Wait 5 minutes."


def _with_first_ticked(text: str) -> Ticket:
    life = Life.of(moved(a_ticket().with_text("deployment", text), "deploying", at(0)))
    return ticked_off(life, life.parts["deployment"][0], at(1), "Ada")


def test_the_tick_of_a_step_that_is_taken_out_is_never_that_of_its_sibling() -> None:
    ticket = _with_first_ticked(HOSTS).with_text("deployment", HOSTS.partition("\n")[2])
    life = Life.of(ticket)
    assert not any(one.mark.done for one in life.parts["deployment"]) and life.counts("deployment") == (0, 0, 2)
    assert [one.text for one in life.gone["deployment"]] == ["Stop service orders-web on host db1."]


def test_a_step_whose_words_are_turned_round_is_not_counted_as_done() -> None:
    ticket = _with_first_ticked(HOSTS)
    life = Life.of(
        ticket.with_text(
            "deployment",
            HOSTS.replace("Stop service orders-web on host db1", "Do not stop service orders-web on host db1"),
        )
    )
    first, second, _ = life.parts["deployment"]
    assert first.is_changed and first.is_open and not second.mark.done and life.counts("deployment") == (0, 0, 3)


def test_a_note_on_a_ticked_step_keeps_its_siblings_apart() -> None:
    ticket = _with_first_ticked(HOSTS)
    life = Life.of(ticket)
    ticket = annotated(life, life.parts["deployment"][0], "took long")
    life = Life.of(ticket.with_text("deployment", HOSTS.partition("\n")[2]))
    assert not any(one.mark.done for one in life.parts["deployment"])
