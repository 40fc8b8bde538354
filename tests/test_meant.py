"""An id of the team's profile, of a work item or of an answer means one thing for ever in a ticket."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.drafting.meaning import keeping, told_by_sentences
from relman_desktop.drafting.moving import bring
from relman_desktop.drafting.proposal import Proposal
from relman_desktop.drafting.said import GONE
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded, study
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.sources.meant import bounded, numbered, with_more
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.sources.profile.reading import read_profile
from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.store.delta import applied, delta
from relman_desktop.store.library import Library
from relman_desktop.ticket import Claim, Layout, Ticket

from .drafting.moving.making import RANGE, a_shop

NAMED = tuple(WorkItem("", key, "", (Found("mention", "C1"),)) for key in ("PAY-12", "#7", "#8", "#9"))
GIVEN = tuple(WorkItem("", key, "jira", (Found("given", ""),), title=key) for key in ("PAY-77", "OPS-9", "#8", "OPS-1"))
QUESTIONS = ("Why now?", "Who asked?", "When?")
WHOLE = "".join(f'[[goals]]\ntext = "Goal {number}"\n' for number in range(4))
GOALS = read_profile(WHOLE, ".relman.toml").entries


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    repo = a_shop(tmp_path_factory.mktemp("meant") / "shop")
    loaded = study(open_range(repo.root, RANGE, Cancel()), Cancel())
    return replace(loaded, work=NAMED[:2], profile=Profile(GOALS[:2]))


@pytest.fixture
def session(tmp_path: Path, shop: Loaded) -> Iterator[Session]:
    made = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    made.show(shop)
    yield made
    made.close()


def say(session: Session, text: str, *cited: str) -> None:
    session.accept(Proposal("notes", (*session.entry("notes").claims, Claim(text, cited, layout=Layout.PARAGRAPH)), ""))


def text_of(session: Session, one: str) -> str:
    found = session.book.get(one, Cancel())
    return found.text if found else ""


def test_the_id_of_a_work_item_that_was_taken_away_is_no_other_ones(session: Session) -> None:
    session.give_work(GIVEN[0])
    say(session, "It makes paying faster.", "W3")
    session.take_work_away("PAY-77")
    session.give_work(GIVEN[1])
    assert [(one.id, one.key) for one in session.material.work] == [("W1", "PAY-12"), ("W2", "#7"), ("W4", "OPS-9")]
    assert text_of(session, "W3") == GONE["W"][1]
    gone = session.book.get("W3", Cancel())
    assert gone and gone.ref == "PAY-77"
    session.give_work(GIVEN[0])
    assert text_of(session, "W3") == "PAY-77"


def test_the_id_of_an_answer_that_was_taken_back_is_no_other_ones(session: Session) -> None:
    session.answer("Why now?", "Buyers wait.")
    session.answer("Who asked?", "Support.")
    say(session, "Support asked.", "A2")
    session.answer("Why now?", "")
    session.answer("When?", "Tonight.")
    assert [(one.id, one.text) for one in session.material.said] == [("A2", "Support."), ("A3", "Tonight.")]
    session.answer("Who asked?", "")
    assert text_of(session, "A2") == GONE["A"][1]
    assert session.undo() and text_of(session, "A2") == "Support."


def test_what_is_drafted_and_not_taken_yet_goes_on_citing_the_same_entry(session: Session) -> None:
    before = session.material.ids
    session.take_profile(Profile((GOALS[3], GOALS[1])))
    assert (before["N1"], before["N2"]) == (GOALS[0].key, GOALS[1].key)
    assert [one.id for one in session.material.profile.entries] == ["N3", "N2"]
    say(session, "It serves the first goal.", "N1")
    assert session.writing.ticket.meant["N1"] == GOALS[0].key and text_of(session, "N1") == GONE["N"][1]


def test_a_ticket_that_means_more_since_it_was_brought_is_brought_anew(session: Session, shop: Loaded) -> None:
    ticket = session.writing.ticket
    brought = bring(ticket, None, session.material, shop.material(ticket), shop.reference, Cancel())
    assert brought.over(ticket)
    session.give_work(GIVEN[0])
    session.undo()
    assert session.writing.ticket.work == ticket.work and brought.over(session.writing.ticket) is None


def test_what_a_ticket_cites_and_nobody_knows_is_nothing_that_comes_later(session: Session) -> None:
    """A ticket from elsewhere, or from before tickets kept what ids mean."""
    entry = session.writing.ticket.with_claims("notes", (Claim("As asked.", ("W3", "A1", "N3", "W" + "9" * 5000)),))
    kept = keeping(entry, session.material)
    assert {kept.meant[one] for one in ("W3", "A1", "N3")} == {""} and max(map(len, kept.meant)) < 8
    say(session, "As asked.", "W3", "A1")
    session.give_work(GIVEN[0])
    session.answer("Why now?", "Buyers wait.")
    assert (session.material.work[-1].id, session.material.said[0].id) == ("W4", "A2")


def test_an_older_tickets_sentences_tell_what_its_work_items_were(session: Session, shop: Loaded) -> None:
    claims = (Claim("Work tickets: PAY-12, owner/x#3 and #7.", ("W1", "W2", "W3")), Claim("It is for #7.", ("W3",)))
    older = replace(session.writing.ticket, entries={}, meant={}).with_claims("notes", claims)
    assert told_by_sentences(older) == {"W1": "PAY-12", "W2": "owner/x#3", "W3": "#7"}
    session.library.begin(replace(older, id="older"), "person", "s").__getitem__(1).result()
    session.show(replace(shop, work=NAMED[::-1]), "older")
    assert {one.key: one.id for one in session.material.work} == {"#9": "W4", "#8": "W5", "#7": "W3", "PAY-12": "W1"}
    assert text_of(session, "W2") == GONE["W"][1]
    session.edit("title", "Mine")
    say(session, "More.", "W5")
    assert session.writing.ticket.meant["W5"] == "#8" and session.writing.ticket.meant["W1"] == "PAY-12"


def test_a_sentence_that_does_not_tell_which_is_which_says_nothing_of_its_ids(session: Session) -> None:
    claims = (Claim("It is for PAY-12.", ("W1", "W2")), Claim("Of #7.", ("W3",)), Claim("Of #8.", ("W3",)))
    assert told_by_sentences(Ticket("", session.writing.ticket.change).with_claims("notes", claims)) == {}


def test_a_copy_of_a_ticket_means_the_same(session: Session, shop: Loaded) -> None:
    session.give_work(GIVEN[0])
    say(session, "It makes paying faster.", "W3")
    session.take_work_away("PAY-77")
    copy, saved = session.duplicate(session.writing.ticket)
    saved.result()
    session.show(shop, copy)
    session.give_work(GIVEN[1])
    assert text_of(session, "W3") == GONE["W"][1] and session.material.work[-1].id == "W4"


def test_no_record_and_no_file_gives_an_id_another_meaning(session: Session) -> None:
    ticket = replace(session.writing.ticket, meant={"W1": "PAY-12"})
    other = replace(ticket, meant={"W1": "#7", "W2": "#8"})
    assert applied(ticket, {"meant": {"W1": "#7", "W2": "#8", "N" + "9" * 5000: "x", "X1": "y"}}).meant == {
        "W1": "PAY-12",
        "W2": "#8",
    }
    assert "meant" in delta(ticket, other) and "meant" not in delta(other, ticket)
    hostile = {**ticket.to_json(), "meant": {"W01": "a", "w1": "b", "W٣": "c", "N" + "9" * 5000: "d", "N7": "e"}}
    assert Ticket.from_json(hostile).meant == {"N7": "e"}


ids = st.builds("{}{}".format, st.sampled_from("NWAX"), st.integers(0, 9))
keys = st.sampled_from(["", "a", "b", "c", "d"])


@given(st.dictionaries(ids, keys), st.dictionaries(ids, keys), st.lists(keys.filter(bool)), st.sampled_from("NWA"))
def test_numbers_are_lasting_whatever_a_ticket_says(
    meant: dict[str, str], more: dict[str, str], wanted: list[str], kind: str
) -> None:
    meant = with_more(bounded(meant), bounded(more))
    found = numbered(kind, wanted, meant)
    assert set(found) == set(wanted) and len(set(found.values())) == len(found)
    assert all(meant.get(one, key) == key for key, one in found.items())
    some = {one: key for key, one in list(found.items())[::2]}
    assert numbered(kind, wanted, {**meant, **some}) == found  # what is kept of them moves none of the others


class Person:
    """Does things at random, and knows what each sentence was about when it was accepted."""

    def __init__(self, shop: Loaded, path: Path, chance: random.Random) -> None:
        self.shop, self.path, self.chance = shop, path, chance
        self.about: dict[str, set[tuple[str, str]]] = {}
        self.heads = 0
        self.session = Session(Settings(), Library(path))
        self.session.show(shop)

    def give(self) -> None:
        self.session.give_work(*self.chance.sample(GIVEN, self.chance.randint(1, 2)))

    def take_away(self) -> None:
        self.session.take_work_away(self.chance.choice(GIVEN).key)

    def answer(self) -> None:
        self.session.answer(self.chance.choice(QUESTIONS), self.chance.choice(["", "Yes.", "No."]))

    def edit_profile(self) -> None:
        self.shop = replace(self.shop, profile=self._some_profile())
        self.session.take_profile(self.shop.profile)

    def draft(self) -> tuple[str, ...]:
        """A sentence, and what it cites."""
        known = self.session.material.ids
        cited = self.chance.sample(sorted(known), min(len(known), 3))
        text = f"Sentence {len(self.about)}."
        self.about[text] = {(one[0], known[one]) for one in cited}
        return (text, *cited)

    def undo(self) -> None:
        self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def restore(self) -> None:
        then = self.chance.choice(self.session.writing.history.steps).after
        self.session.restore_text(then, self.chance.choice(["", "notes"]))

    def reopen(self) -> None:
        """By a version that finds other references, in another order."""
        self.session.close()
        self.shop = replace(self.shop, work=self._some_work(), profile=self._some_profile())
        self.session = Session(Settings(), Library(self.path))
        self.session.show(self.shop)

    def move(self) -> None:
        self.heads += 1
        change = replace(self.shop.change, head=f"{self.heads:040}")
        opened = replace(self.shop.opened, change=change)
        now = replace(self.shop, opened=opened, work=self._some_work(), profile=self._some_profile())
        ticket, old = self.session.writing.ticket, self.session.material
        brought = bring(ticket, None, old, now.material(ticket), now.reference, Cancel())
        if self.chance.random() < 0.5:  # the person goes on meanwhile
            self.answer()
            self.give()
            self.session.undo()
            self.session.undo()
        if self.session.move(now, brought):
            self.shop = now

    def check(self) -> None:
        ids = self.session.material.ids
        claims = [one for entry in self.session.writing.ticket.entries.values() for one in entry.claims]
        for claim in (one for one in claims if one.text in self.about):
            for one in claim.evidence:
                shown = self.session.book.get(one, Cancel())
                assert shown, one
                gone = shown.text == GONE[one[0]][1] and one not in ids
                key = self.session.material.meant.get(one)
                assert not gone or key not in [there for it, there in ids.items() if it[0] == one[0]]
                assert gone or (one[0], ids[one]) in self.about[claim.text], (claim, ids)

    def _some_work(self) -> tuple[WorkItem, ...]:
        return tuple(self.chance.sample(NAMED, self.chance.randint(1, len(NAMED))))

    def _some_profile(self) -> Profile:
        return Profile(tuple(self.chance.sample(GOALS, self.chance.randint(0, len(GOALS)))))


ACTS: tuple[Callable[[Person], None], ...] = (
    Person.give,
    Person.take_away,
    Person.answer,
    Person.edit_profile,
    Person.undo,
    Person.redo,
    Person.restore,
    Person.reopen,
    Person.move,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTS), min_size=12, max_size=25), st.randoms(use_true_random=False))
def test_whatever_is_done_a_sentence_goes_on_citing_what_it_was_about(
    shop: Loaded, acts: list[Callable[[Person], None]], chance: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        person = Person(shop, Path(folder) / "tickets.sqlite", chance)
        try:
            for act in acts:
                say(person.session, *person.draft())
                drafted = person.draft()
                act(person)
                if act not in (Person.reopen, Person.move):  # with which what is drafted goes
                    say(person.session, *drafted)
                person.check()
        finally:
            person.session.close()
