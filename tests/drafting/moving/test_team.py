"""The profile moves on with the code: an id goes on meaning the same entry, or the sentence says what is gone."""

from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.drafting.kept import draft_from_json, draft_to_json
from relman_desktop.drafting.moving import bring, carry_over, is_stale
from relman_desktop.drafting.proposal import Draft, Proposal
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded, study
from relman_desktop.sources.between import Between
from relman_desktop.sources.opening import open_range
from relman_desktop.ticket import Claim

from .making import RANGE, Moving, a_shop, known, moving, sentence

FIRST = '[[rollback_steps]]\ntext = "Go back"\ncommand = "make back"\n'
WATCH = '[[monitoring]]\nmetric = "errors"\nthreshold = "over 1 %"\n'
DEPLOY = '[[deployment_steps]]\ntext = "Deploy"\ncommand = "make deploy"\n'


@pytest.fixture
def move(tmp_path: Path) -> Moving:
    """A branch whose repository has a profile of two entries; the ticket cites them."""
    repo = a_shop(tmp_path / "shop")
    repo.write(".relman.toml", WATCH + DEPLOY)
    repo.commit("Say how we deploy")
    made = moving(repo)
    made.ticket = replace(made.ticket, meant=made.material().profile.numbers)
    return made


def gone_on(move: Moving, profile: str) -> Loaded:
    move.repo.write(".relman.toml", profile)
    move.repo.commit("Change how we deploy")
    return study(open_range(move.repo.root, RANGE, Cancel()), Cancel())


def between(move: Moving, now: Loaded) -> Between:
    assert now.opened.repository
    return Between(now.opened.repository, move.loaded.change.head, now.change.head)


def cites(claims: tuple[Claim, ...], words: str) -> Claim:
    return next(one for one in claims if words in one.text)


def carried(move: Moving, now: Loaded) -> tuple[Claim, ...]:
    moved = carry_over(
        move.ticket, move.material(), known(now, move.ticket), now.reference, Cancel(), between(move, now)
    )
    return tuple(claim for entry in moved.ticket.entries.values() for claim in entry.claims)


def test_an_id_means_the_same_entry_wherever_that_stands(move: Moving) -> None:
    assert move.ticket.meant.keys() == {"N1", "N2"}
    claims = carried(move, gone_on(move, FIRST + DEPLOY + WATCH))
    assert "N2" in cites(claims, "make deploy").evidence and "N1" in cites(claims, "Watch `errors`").evidence
    assert not is_stale(cites(claims, "Watch `errors`"))


def test_a_sentence_on_an_entry_that_is_gone_is_stale_and_says_why(move: Moving) -> None:
    claim = cites(carried(move, gone_on(move, WATCH)), "make deploy")
    assert is_stale(claim) and "not in the team's profile any more" in claim.reasons[0]
    assert "N2" not in claim.evidence


def test_what_the_team_added_is_proposed(move: Moving) -> None:
    now = gone_on(move, WATCH + DEPLOY + FIRST + '[[monitoring]]\nmetric = "latency"\n')
    old, new = move.material(), known(now, move.ticket)
    moved = carry_over(move.ticket, old, new, now.reference, Cancel(), between(move, now))
    assert cites(moved.news["validation"].claims, "`latency`").evidence[0] == "N3"
    exchanged = [one.new.text for one in moved.redrafts["rollback"].exchanges if one.new]
    assert any("make back" in text for text in exchanged)  # in the place of "Redeploy the previous version"


def test_an_entry_that_says_something_else_is_another_one(move: Moving) -> None:
    now = gone_on(move, WATCH.replace("1 %", "2 %") + DEPLOY)
    claim = cites(carried(move, now), "errors` is over 1 %")
    assert is_stale(claim)
    assert known(now, move.ticket).profile.of("monitoring")[0].id == "N3"


def test_without_the_commits_that_it_was_written_from_the_team_is_known_all_the_same(move: Moving) -> None:
    now = gone_on(move, DEPLOY)
    moved = carry_over(move.ticket, None, known(now, move.ticket), now.reference, Cancel())
    assert moved.evidence["N2"].new == "N2" and moved.evidence["N1"].new is None


def test_a_brought_ticket_knows_what_its_ids_mean(move: Moving) -> None:
    """Also where nothing was kept before, because only a draft that nobody took cites the profile."""
    ticket = replace(move.ticket, meant={}, entries={"state": move.ticket.entry("state")})
    move.ticket = ticket.with_claims("rollback", (sentence("Run `make deploy` of before.", "N2"),))
    draft = Draft({"deployment": Proposal("deployment", (sentence("Run `make deploy`.", "N2"),), "a model")}, ())
    now = gone_on(move, FIRST + DEPLOY)
    old, new = move.material(), known(now, move.ticket)
    brought = bring(move.ticket, draft, old, new, now.reference, Cancel(), between(move, now))
    deploy = new.profile.of("deployment_steps")[0]
    assert brought.after.entry("rollback").claims[0].evidence == (deploy.id,)
    assert brought.draft and brought.draft.proposals["deployment"].claims[0].evidence == (deploy.id,)
    assert brought.after.meant[deploy.id] == deploy.key


def test_a_kept_draft_of_a_models_means_the_same_entries_when_it_is_opened_again() -> None:
    claims = (sentence("Run it.", "N1", "F1"), sentence("Watch it.", "N2"), sentence("It changes.", "F1"))
    kept = draft_to_json(Draft({"deployment": Proposal("deployment", claims, "a model")}, ()), {"N1": "a", "N2": "b"})
    assert kept["meant"] == {"N1": "a", "N2": "b"}
    again = draft_from_json(kept, {"N1": "c", "N2": "a"})
    assert again
    told = [(one.text, one.evidence) for one in again.proposals["deployment"].claims]
    assert told == [("Run it.", ("N2", "F1")), ("It changes.", ("F1",))]
    assert draft_from_json(kept, {"N1": "a", "N2": "b"}) == draft_from_json(kept)
