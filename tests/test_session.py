"""The application without its window: what a person does, in the order in which they do it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.asking.asking import Asked
from relman_desktop.beginning import fill_change_id
from relman_desktop.drafting.proposal import Draft, Proposal, Question
from relman_desktop.drafting.said import GONE
from relman_desktop.drafting.taking import Taken
from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings, load_settings, save_settings, settings_file
from relman_desktop.sources.profile.profile import Profile
from relman_desktop.sources.profile.reading import read_profile
from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.store.library import Library
from relman_desktop.store.search import Query
from relman_desktop.ticket import Claim, Layout, Status


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    yield made
    made.close()  # else a failure would leave its thread, which waits for ever


def test_a_new_change_is_drafted_into_its_empty_fields(session: Session, loaded: Loaded) -> None:
    session.show(loaded).result()
    assert session.ticket and session.draft
    for name in ("title", "description", "deployment", "rollback", "validation"):
        assert session.ticket.entry(name).text, name
        assert session.proposal(name) is None  # it holds just what is proposed
    assert session.ticket.entry("state").text == "draft"
    assert session.ticket.entry("change_id").text.startswith("CHG-")
    session.close()


def test_a_redraft_never_touches_the_persons_text(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    session.edit("title", "My own title")
    session.redraft()
    assert session.ticket and session.ticket.entry("title").text == "My own title"
    assert session.proposal("title") is None  # what was once given is not offered again unasked
    proposal = session.proposal("title", asked=True)
    assert proposal and proposal.text != "My own title"
    session.accept(proposal)
    assert session.ticket.entry("title").text == proposal.text
    session.close()


def test_undoing_an_accepted_draft_gives_the_old_evidence_back(session: Session, loaded: Loaded) -> None:
    session.show(replace(loaded, profile=Profile()))  # so that a question is left
    assert session.draft
    before = session.entry("deployment")
    question = next(one for one in session.draft.questions if one.field == "validation")
    session.answer(question.question, "Support sees the new button.")
    session.accept(session.draft.proposals["validation"])
    session.edit("validation", before.text)
    session.accept(session.draft.proposals["deployment"])
    session.edit("deployment", before.text)
    assert session.entry("deployment").spans == before.spans
    session.close()


def test_an_answer_becomes_evidence_and_changes_only_the_proposal(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    assert session.ticket and session.draft
    before = session.ticket.entry("justification").text
    question = next(one for one in session.draft.questions if one.field == "justification")
    session.answer(question.question, "Support waits no more.")
    assert session.ticket.entry("justification").text == before
    proposal = session.proposal("justification")
    assert proposal and proposal.claims[-1].text == "Support waits no more."
    assert proposal.claims[-1].evidence == ("A1",)
    session.answer(question.question, "")
    assert session.proposal("justification") is None
    session.close()


def test_the_ticket_is_as_it_was_left_after_a_restart(tmp_path: Path, loaded: Loaded) -> None:
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    session.show(loaded)
    session.edit("notes", "Tell support first.")
    question = session.redraft().questions[0].question
    session.answer(question, "Everybody.")
    left = session.ticket
    session.close()
    again = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    again.show(loaded)
    assert again.ticket == left
    again.close()


def test_what_was_opened_is_remembered(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    settings = load_settings()
    assert settings.recent == (loaded.opened.location,)
    assert settings.ranges == {loaded.opened.location: "v1.4.0..v1.5.0"}
    session.close()


def test_a_new_ticket_has_the_change_id_of_the_teams_profile_unless_the_person_chose_one(
    session: Session, loaded: Loaded
) -> None:
    profile = read_profile('[team]\nchange_id_pattern = "REL-$number"\n', ".relman.toml")
    session.show(replace(loaded, profile=profile)).result()
    assert session.entry("change_id").text == "REL-0001"
    copy, written = session.duplicate(session.writing.ticket)
    written.result()
    made = session.library.history(copy).ticket
    assert made and made.entry("change_id").text == "REL-0002"
    session.settings = replace(session.settings, change_id_pattern="MINE-$number")
    copy, written = session.duplicate(session.writing.ticket)
    written.result()
    made = session.library.history(copy).ticket
    assert made and made.entry("change_id").text == "MINE-0003"


def test_a_change_id_follows_the_teams_pattern(loaded: Loaded) -> None:
    assert fill_change_id("CHG-$year-$number", loaded.change, 7, 2026) == "CHG-2026-0007"
    assert fill_change_id("$repo/$head", loaded.change, 7, 2026) == f"orders-service/{loaded.change.head[:8]}"
    with pytest.raises(InputError, match=r"'colour'.*\$year"):
        fill_change_id("$colour", loaded.change, 7, 2026)


def test_settings_write_only_what_differs(home: Path) -> None:
    save_settings(Settings(theme="dark"))
    assert settings_file().read_text("utf-8") == '{\n  "theme": "dark"\n}'
    assert load_settings() == Settings(theme="dark")


@pytest.mark.parametrize("content", ["{", "[]", '{"recent": 3}', '{"ranges": "x"}'])
def test_settings_that_cannot_be_read_are_told_and_kept(home: Path, content: str) -> None:
    home.mkdir()
    settings_file().write_text(content)
    with pytest.raises(InputError, match="cannot be read"):
        load_settings()
    assert settings_file().read_text() == content


@pytest.fixture
def dropped(loaded: Loaded) -> str:
    """The id of the sample's fact that a column is dropped."""
    fact = loaded.facts.first("migration.drop_column")
    assert fact
    return fact.id


def test_a_dismissed_fact_is_kept_with_its_reason_and_leaves_the_drafts(
    session: Session, loaded: Loaded, dropped: str
) -> None:
    session.show(loaded)
    fact = dropped
    ids = [one.id for one in session.material.facts.items]
    before = session.entry("description")
    session.dismiss(fact, "Not deployed")
    assert session.dismissed == {fact: "Not deployed"}
    assert [one.id for one in session.material.facts.items] == [one for one in ids if one != fact]
    assert session.entry("description") == before  # what stands is the person's to change
    assert session.draft
    drafted = [claim for proposal in session.draft.proposals.values() for claim in proposal.claims]
    assert drafted and all(fact not in claim.evidence for claim in drafted)
    assert session.book.get(fact, Cancel())
    proposal = session.proposal("description")  # unasked: a sentence rests on what does not count
    assert proposal and proposal.text != before.text
    session.accept(proposal)
    assert session.proposal("description") is None
    session.restore(fact)
    assert session.proposal("description") is None  # it was given that before; the person may ask for it
    session.close()


def test_the_change_in_one_breath_tells_only_of_what_counts(session: Session, loaded: Loaded, dropped: str) -> None:
    session.show(loaded)
    everything = loaded.facts_with(loaded.work)
    before = session.facts.first("change.summary")
    assert session.facts is everything and before and "Removal of" in before.text
    session.dismiss(dropped, "Not deployed")
    after = session.facts.first("change.summary")
    assert after and after.id == before.id and "emoval of" not in after.text
    assert session.material.facts.first("change.summary") == after
    assert [fact.id for fact in session.facts.items] == [fact.id for fact in everything.items]
    session.dismiss(before.id, "Too long")  # by its first words, which a restart computes again
    assert set(session.dismissed) == {dropped, before.id}
    assert session.material.facts.first("change.summary") is None
    session.close()


def test_a_dismissal_can_be_restored_undone_and_done_again(session: Session, loaded: Loaded, dropped: str) -> None:
    session.show(loaded)
    fact = dropped
    assert session.draft
    drafted = session.draft.proposals
    assert session.undo() is None
    session.dismiss(fact, "Not deployed")
    session.dismiss("X7", "Already done")
    session.undo()
    assert session.dismissed == {fact: "Not deployed"}
    session.restore(fact)
    assert session.dismissed == {} and session.draft.proposals == drafted
    session.undo()
    assert session.dismissed == {fact: "Not deployed"}
    session.redo()
    assert session.dismissed == {}
    session.close()


def test_a_dismissal_needs_a_reason_and_a_fact(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    with pytest.raises(InputError, match="Say why"):
        session.dismiss("X1", " ")
    with pytest.raises(InputError, match="no fact X999"):
        session.dismiss("X999", "Not deployed")
    assert session.dismissed == {}
    session.close()


def test_a_dismissal_outlives_a_restart_and_another_numbering(tmp_path: Path, loaded: Loaded) -> None:
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    session.show(loaded)
    session.dismiss("X7", "Done last week")
    session.close()
    text = next(fact.text for fact in loaded.facts.items if fact.id == "X7")
    turned = tuple(replace(fact, id=f"X{at}") for at, fact in enumerate(reversed(loaded.facts.items), 1))
    again = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    again.show(replace(loaded, facts=replace(loaded.facts, items=turned)))
    ((found, reason),) = again.dismissed.items()
    assert reason == "Done last week"
    assert next(fact.text for fact in turned if fact.id == found) == text
    again.close()


def test_facts_of_one_sentence_about_two_files_have_two_keys(loaded: Loaded) -> None:
    keys = [fact.key for fact in loaded.facts.items]
    assert len(set(keys)) == len(keys)
    fact = loaded.facts.items[0]
    assert replace(fact, data={**fact.data, "path": "elsewhere"}).key != fact.key
    assert replace(fact, id="X99", evidence=("F1",), weight=1).key == fact.key


def test_the_sentences_that_use_a_fact_are_those_that_still_stand(
    session: Session, loaded: Loaded, dropped: str
) -> None:
    session.show(loaded)
    fact = dropped
    first = session.uses(fact)
    assert all(fact in use.claim.evidence and use.claim.body in session.entry(use.field).text for use in first)
    assert not [use for use in first if use.claim.text.endswith(":")]  # the heading of a list says nothing of it
    session.edit(first[0].field, "All of it is mine now.")
    assert [use.field for use in session.uses(fact)] == [use.field for use in first if use.field != first[0].field]
    session.close()


SUPPORTED = Claim("The column goes.", ("X1",), layout=Layout.PARAGRAPH)
INVENTED = Claim("Sales rise.", status=Status.UNSUPPORTED, reasons=("No evidence says so.",))
MODEL = Draft({"description": Proposal("description", (SUPPORTED, INVENTED), "qwen")}, ())


def test_what_nothing_supports_is_not_taken_with_the_rest(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    draft = session.propose(MODEL)
    session.accept(draft.proposals["description"])
    assert session.entry("description").text == SUPPORTED.text
    session.edit("description", "")
    session.accept_all()
    assert session.entry("description").text == SUPPORTED.text
    assert session.proposal("description")  # it can still be read, and taken by itself
    session.close()


def test_a_sentence_that_was_taken_is_kept_with_the_persons_words(tmp_path: Path, loaded: Loaded) -> None:
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    session.show(loaded)
    session.edit("description", "Mine.")
    session.propose(MODEL)
    text = f"Mine.\n\n{SUPPORTED.text} {INVENTED.text}"
    session.accept_claims(Taken("description", (INVENTED,), text))
    session.close()
    again = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    again.show(loaded)
    entry = again.entry("description")
    assert entry.text == text
    assert [(one.text, one.status) for one in entry.current if one.text == INVENTED.text] == [
        (INVENTED.text, Status.UNSUPPORTED)
    ]
    again.close()


def test_a_models_draft_lies_over_the_templates_and_goes_with_the_next_ticket(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    template = session.redraft()
    draft = session.propose(MODEL)
    assert draft.proposals == {**template.proposals, **MODEL.proposals} and draft.questions == template.questions
    question = Question("Q1", "description", "Who asked for it?", "Nobody says.")
    assert session.propose(replace(MODEL, questions=(question,))).questions == (*template.questions, question)
    session.show(loaded)
    assert session.draft == template
    session.close()


def test_a_proposal_is_not_offered_again_where_it_stands_among_the_persons_words(
    session: Session, loaded: Loaded
) -> None:
    session.show(loaded)
    session.propose(Draft({"description": Proposal("description", (SUPPORTED,), "qwen")}, ()))
    session.edit("description", "Mine.")
    assert session.proposal("description", asked=True)
    session.accept_claims(Taken("description", (SUPPORTED,), f"Mine.\n\n{SUPPORTED.text}"))
    assert session.proposal("description", asked=True) is None
    session.close()


def test_a_stopped_draft_keeps_its_complete_sentences() -> None:
    half = Claim("The col", status=Status.UNCHECKED)
    growing = Proposal("description", (SUPPORTED, half), "qwen", growing=True)
    begun = Proposal("title", (half,), "qwen", growing=True)
    done = Proposal("rollback", (half,), "qwen")
    settled = Draft({"title": begun, "description": growing, "rollback": done}, ()).settled
    assert settled.proposals == {"description": replace(growing, claims=(SUPPORTED,), growing=False), "rollback": done}


def test_a_copy_is_a_new_ticket_with_the_texts_and_its_deployment_before_it(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    session.edit("state", "closed")
    session.edit("outcome", "rolled back")
    before = session.writing.ticket
    copy, written = session.duplicate(before)
    written.result()
    made = session.library.history(copy)
    assert made.ticket and copy != before.id and made.ordinal == 2
    texts = {name: made.ticket.entry(name).text for name in before.entries}
    assert texts["change_id"] != before.entry("change_id").text and texts["title"] == before.entry("title").text
    assert (texts["state"], texts["outcome"]) == ("draft", "")
    session.close()


def test_a_draft_that_ends_late_leaves_what_was_typed_since_alone(tmp_path: Path, loaded: Loaded) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    session = Session(Settings(), library)
    session.show(loaded).result()
    session.writing.history.versioned = "2020-01-01T00:00:00.000Z"  # so a version is due
    keep, ticket = session.draft_keeper(), session.writing.ticket.id
    other = replace(loaded, opened=replace(loaded.opened, location="/another"))
    session.show(other).result()
    session.show(loaded).result()
    session.edit("rollback", "Do NOT roll back after 22:00.")
    session.rest().result()
    keep(Asked(MODEL, 1, None))
    assert library.history(ticket).ticket == session.writing.ticket
    assert session.writing.history.draft  # who came back sees what came
    assert [row.ticket for row in library.search(Query("22:00")).rows] == [ticket]
    session.close()


def test_a_draft_of_the_change_before_is_not_kept_when_the_ticket_was_moved(session: Session, loaded: Loaded) -> None:
    session.show(loaded).result()
    keep, writing = session.draft_keeper(), session.writing
    elsewhere = replace(writing.ticket, change=replace(writing.ticket.change, head="f" * 40))
    writing.move(elsewhere, {}, None).result()
    keep(Asked(MODEL, 1, None))
    assert writing.history.draft is None
    session.close()


def test_a_given_work_item_is_an_act_that_can_be_taken_back_and_outlives_a_restart(
    tmp_path: Path, loaded: Loaded
) -> None:
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    session.show(loaded)
    number = len(session.material.work)
    session.give_work(WorkItem("", "OPS-9", "jira", (Found("given", ""),), title="Exports are slow"))
    assert session.material.work[-1].title == "Exports are slow" and len(session.material.work) == number + 1
    assert session.undo() and len(session.material.work) == number
    assert session.redo()
    session.close()
    again = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    again.show(loaded)
    assert (again.material.work[-1].key, again.material.work[-1].id) == ("OPS-9", f"W{number + 1}")
    again.take_work_away("OPS-9")
    assert len(again.material.work) == number
    again.close()


def test_what_a_tracker_told_is_known_and_not_written_into_the_ticket(session: Session, loaded: Loaded) -> None:
    session.show(loaded)
    key = session.material.work[0].key
    session.tell_work({key: WorkItem("", key, "jira", (), title="Refunds", status="Done", fetched=True)})
    assert session.material.work[0].title == "Refunds" and not session.writing.ticket.work


def team_ids(session: Session) -> dict[str, str]:
    return {one: key for one, key in session.writing.ticket.meant.items() if one.startswith("N")}


TEAM = '[[deployment_steps]]\ntext = "Deploy"\ncommand = "make deploy"\n[[monitoring]]\nmetric = "errors"\n'


def test_a_ticket_keeps_which_entry_of_the_profile_its_sentences_cite(tmp_path: Path, loaded: Loaded) -> None:
    first = read_profile(TEAM, ".relman.toml")
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    session.show(replace(loaded, profile=first))
    deploy = next(one for one in session.entry("deployment").spans if "make deploy" in one.claim.text).claim
    assert deploy.evidence[0] == "N1" and team_ids(session).keys() == {"N1", "N2"}
    session.edit("notes", "Call Ada.")
    assert session.undo() and team_ids(session).keys() == {"N1", "N2"}
    session.close()

    again = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    other = TEAM.replace("make deploy", "make other")
    again.show(replace(loaded, profile=read_profile(f"[[backups]]\nwhat = 'all'\n{TEAM}", ".relman.toml")))
    found = again.book.get("N1", Cancel())
    assert found and "make deploy" in found.text
    again.take_profile(read_profile(other, ".relman.toml"))
    gone = again.book.get("N1", Cancel())
    assert gone and gone.text == GONE["N"][1] and again.material.profile.get("N1") is None
    assert "make deploy" in again.entry("deployment").text  # what is written stays
    offered = again.proposal("deployment")
    assert offered and any("make other" in one.text and one.evidence[0] == "N4" for one in offered.claims)
    again.close()


def test_taking_a_step_back_never_forgets_what_an_id_means(session: Session, loaded: Loaded) -> None:
    session.show(replace(loaded, profile=Profile()))
    assert not team_ids(session)
    session.take_profile(read_profile(TEAM, ".relman.toml"))
    proposal = session.proposal("deployment")
    assert proposal
    session.accept(proposal)
    numbers = team_ids(session)
    assert numbers and session.undo() and team_ids(session) == numbers
    session.take_profile(read_profile('[[backups]]\nwhat = "all"\n' + TEAM, ".relman.toml"))
    assert session.redo() and team_ids(session) == numbers
    deploy = next(one for one in session.entry("deployment").spans if "make deploy" in one.claim.text).claim
    found = session.book.get(deploy.evidence[0], Cancel())
    assert found and "make deploy" in found.text


def test_advice_is_about_the_ticket_as_it_is_now(session: Session, loaded: Loaded) -> None:
    assert session.advice() == ()
    session.show(loaded).result()
    assert "no_way_back" not in {one.kind for one in session.advice()}
    session.edit("rollback", "TBD")
    told = session.advice()[0]
    assert told.kind == "no_way_back"
    assert all(session.book.get(one, Cancel()) for one in told.evidence)


def test_the_trend_has_the_last_tickets_and_this_one_as_it_is_now(session: Session, loaded: Loaded) -> None:
    session.show(loaded).result()
    assert session.ticket
    for number in (1, 2):
        _, saved = session.duplicate(session.ticket)
        saved.result()
        assert len(session.trend(session.reader_of_last()())) == (0 if number == 1 else 3)
    last = session.reader_of_last()()
    last_steps = session.trend(last)[0].signals.steps
    assert last_steps > 1
    session.edit("deployment", "1. Copy the files over")  # after they were read
    points = session.trend(last)
    assert [point.signals.steps for point in points] == [1, last_steps, last_steps]
