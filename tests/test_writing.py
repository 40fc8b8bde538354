"""Undo and redo over everything that can be done to a ticket: never a text that was never there, and all of it back."""

import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.record import What
from relman_desktop.ticket import ChangeRef, Claim, Ticket
from relman_desktop.typing_step import LONGEST, Splice, TypingSteps
from relman_desktop.writing import Writing

REFERENCE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)
FIELDS = ("title", "description", "notes")
QUESTIONS = ("Why?", "When?")
WORDS = st.text("ab \n👩‍é", max_size=3)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder:
        made = Library(Path(folder) / "tickets.sqlite")
        yield made
        made.close()


def begun(library: Library) -> Writing:
    return Writing.begun(
        library, Ticket(f"t{library.next_ordinal}", REFERENCE).with_text("state", "draft"), "template"
    )[0]


class Person:
    """Does what a person does, and knows every text that ever stood in a field."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.seen = {name: {writing.ticket.entry(name).text} for name in FIELDS}
        self.given: dict[str, set[str | None]] = {question: {None} for question in QUESTIONS}

    def do(self, act: str, field: str, place: int, words: str) -> None:
        ticket = self.writing.ticket
        text = ticket.entry(field).text
        at = place % (len(text) + 1)
        if act == "type":
            for key in words:
                text, at = text[:at] + key + text[at:], at + 1
                self.writing.type(field, text)
                self._see()
        elif act == "delete":
            self.writing.type(field, text[:at] + text[at + 1 :])
        elif act == "paste":
            self.writing.type(field, text[:at] + words + text[at + place % 3 :])
        elif act == "accept":
            self.writing.act(What.ACCEPTED, "qwen", ticket.with_claims(field, (Claim(words or "c", ("F1",)),)))
        elif act == "answer":
            self.writing.act(What.ANSWERED, "person", ticket.with_answer(QUESTIONS[place % 2], words))
            follows = self.writing.ticket.with_claims(field, (Claim(words + "!", ("A1",)),))
            self.writing.act(What.FILLED, "template", follows, follows=True)
        elif act == "dismiss":
            self.writing.act(What.DISMISSED, "person", ticket.with_dismissal(f"key{place % 2}", words))
        else:
            {"undo": self.writing.undo, "redo": self.writing.redo, "rest": self.writing.rest}.get(
                act, self.writing.keep_version
            )()
            if act in ("undo", "redo"):
                self._check()
        self._see()

    def _see(self) -> None:
        for name, texts in self.seen.items():
            texts.add(self.writing.ticket.entry(name).text)
        for question, answers in self.given.items():
            answers.add(self.writing.ticket.answers.get(question))

    def _check(self) -> None:
        ticket = self.writing.ticket
        assert all(ticket.entry(name).text in texts for name, texts in self.seen.items())
        assert all(ticket.answers.get(question) in answers for question, answers in self.given.items())


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "type",
                "type",
                "delete",
                "paste",
                "accept",
                "answer",
                "dismiss",
                "undo",
                "undo",
                "redo",
                "rest",
                "version",
            ]
        ),
        st.sampled_from(FIELDS),
        st.integers(0, 20),
        WORDS,
    ),
    max_size=30,
)


def held(ticket: Ticket) -> tuple[object, ...]:
    """What a ticket holds; a field that is empty is as one that never was written."""
    written = {name: (one.text, one.claims) for name, one in ticket.entries.items() if one.text or one.claims}
    return written, ticket.answers, ticket.dismissed


def same(one: History, other: History) -> bool:
    def told(history: History) -> list[object]:
        steps = [history.undoable, history.redoable, *history.steps, *history._done, *history._undone]
        return [step and (step.id, step.what, step.author, step.before, step.after) for step in steps]

    return one.ticket == other.ticket and one.half == other.half and told(one) == told(other)


@given(acts=ACTS)
def test_all_can_be_undone_and_done_again_and_a_restart_knows_as_much(
    library: Library, acts: list[tuple[str, str, int, str]]
) -> None:
    person = Person(begun(library))
    writing, first = person.writing, person.writing.ticket
    for act in acts:
        person.do(*act)
    assert same(library.history(first.id), writing.history), "also what is not on the disk yet"
    last, undone = writing.ticket, 0
    while writing.undo():
        person._check()
        undone += 1
    assert held(writing.ticket) == held(first)
    writing.rest().result()
    again = Writing(library, library.history(first.id))
    assert same(again.history, writing.history)
    while again.redo():
        undone -= 1
    redone = again.ticket
    assert undone <= 0 and all(redone.entry(name).text in person.seen[name] for name in FIELDS)
    if not writing.history.damaged and "redo" not in [act for act, *_ in acts] and "undo" not in [a for a, *_ in acts]:
        assert held(redone) == held(last)
    again.rest().result()
    assert same(library.history(first.id), again.history)


def test_redo_gives_the_last_state_and_a_new_act_ends_it(library: Library) -> None:
    writing = begun(library)
    writing.type("title", "One")
    writing.act(What.ANSWERED, "person", writing.ticket.with_answer("Why?", "So."))
    last = writing.ticket
    writing.undo()
    writing.undo()
    writing.redo()
    writing.redo()
    assert writing.ticket == last and writing.redo() is None
    writing.undo()
    writing.type("notes", "Else")
    assert writing.redo() is None and writing.history.undoable and writing.history.undoable.fields == ("notes",)


def test_a_field_that_an_answer_filled_is_undone_with_it(library: Library) -> None:
    writing = begun(library)
    before = writing.ticket
    writing.act(What.ANSWERED, "person", writing.ticket.with_answer("Why?", "So."))
    writing.act(What.FILLED, "template", writing.ticket.with_text("notes", "So."), follows=True)
    step = writing.undo()
    assert step and step.what is What.ANSWERED and held(writing.ticket) == held(before)
    assert writing.history.half == {"Why?": "So."}, "it stands in its input again"
    writing.redo()
    assert writing.ticket.entry("notes").text == "So." and writing.history.half == {}


def test_what_follows_from_an_answer_that_changed_nothing_is_a_step_of_its_own(library: Library) -> None:
    writing = begun(library)
    writing.act(What.DISMISSED, "person", writing.ticket.with_dismissal("key", "False"))
    writing.act(What.ANSWERED, "person", writing.ticket.with_answer("Why?", ""))
    writing.act(What.FILLED, "template", writing.ticket.with_text("notes", "So."), follows=True)
    writing.undo()
    assert writing.ticket.dismissed == {"key": "False"} and not writing.ticket.entry("notes").text


def test_half_typed_answers_outlive_a_kill(library: Library) -> None:
    writing = begun(library)
    for text in ("B", "Be", "Because \N{WAVING HAND SIGN}"):
        writing.half_answer("Why?", text)
    writing.half_answer("When?", "Soon").result()
    assert library.history(writing.ticket.id).half == {"Why?": "Because \N{WAVING HAND SIGN}", "When?": "Soon"}
    writing.half_answer("When?", "").result()
    assert "When?" not in library.history(writing.ticket.id).half
    assert writing.history.undoable is None, "what is not given is nothing to undo"


def steps_of(*texts: str, clock: Callable[[], float] = lambda: 0.0) -> list[str]:
    """The step of each edit from one text to the next, as a letter."""
    steps, names = TypingSteps(clock), {}  # type: ignore[var-annotated]
    return [names.setdefault(steps.step_of("title", *pair), "abcdef"[len(names)]) for pair in pairwise(texts)]


@pytest.mark.parametrize(
    ("texts", "steps"),
    [
        (("", "o", "on", "one"), "aaa"),
        (("x y", "x  y", "x a y", "x an y", "x an  y", "x an e y"), "aaaaa"),  # blanks typed before a blank
        (("otter", "ottter", "otttter"), "aa"),  # and letters before their like
        (("one", "on", "o", "ob"), "aab"),
        (("aab", "aa", "a", ""), "aaa"),
        (("one two", "D", "De", "Del"), "aaa"),  # over a selection
        (("", "pasted words", "pasted words!"), "ab"),
        (("ab cd", "cd ab", "cd abc"), "ab"),  # dragged to another place
        (("", "n", "ni", "ni\N{WAVING HAND SIGN}"), "aaa"),
        (("", "中文", "中文字体"), "ab"),  # words of an input method
        (("ab", "aXb", "aXbY"), "ab"),  # at another place
    ],
)
def test_one_step_is_what_was_typed_on_in_one_place(texts: tuple[str, ...], steps: str) -> None:
    assert "".join(steps_of(*texts)) == steps


def test_a_rest_and_a_long_stretch_begin_a_step() -> None:
    times = iter((0.0, 1.0, 4.0))
    assert steps_of("", "a", "ab", "abc", clock=lambda: next(times)) == ["a", "a", "b"]
    typed = "word " * (LONGEST // 5 + 3)
    steps = steps_of(*(typed[:at] for at in range(len(typed) + 1)))
    assert set(steps) == {"a", "b"} and typed[steps.index("b") - 1] == " ", "between two words"


@given(st.text("ab ", max_size=6), st.text("ab ", max_size=6), st.integers(0, 6))
def test_a_splice_told_at_another_place_is_the_same_change(before: str, after: str, place: int) -> None:
    for splice in (found := Splice.between(before, after), found.at(place, before, after)):
        assert before[: splice.start] + splice.inserted + before[splice.start + splice.removed :] == after
