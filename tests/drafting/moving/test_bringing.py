"""A ticket that is brought to new commits while its person goes on."""

from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.drafting.moving import bring, is_stale, left_in
from relman_desktop.drafting.moving.bringing import Brought
from relman_desktop.drafting.proposal import Draft, Proposal
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded, study
from relman_desktop.sources.between import Between
from relman_desktop.sources.opening import open_range

from ...sources.repos import RepoBuilder
from .making import RANGE, SETTINGS, Moving, a_shop, known, moving, sentence


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    return a_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def move(shop: RepoBuilder, tmp_path: Path) -> Moving:
    return moving(shop.copy(tmp_path))


def go_on(move: Moving, draft: Draft | None = None) -> tuple[Brought, Loaded]:
    move.repo.write("shop/settings.py", SETTINGS + 'SENDER = os.environ["SHOP_SENDER"]\n')
    move.repo.commit("feat: name the sender otherwise")
    now = study(open_range(move.repo.root, RANGE, Cancel()), Cancel())
    assert now.opened.repository
    between = Between(now.opened.repository, move.loaded.change.head, now.change.head)
    old, new = move.material(), known(now, move.ticket)
    return bring(move.ticket, draft, old, new, now.reference, Cancel(), between), now


def test_what_was_typed_since_is_kept(move: Moving) -> None:
    brought, now = go_on(move)
    typed = move.ticket.with_text("rollback", "Call Ada.")
    after = brought.over(typed)
    assert after and after.entry("rollback").text == "Call Ada." and after.change == now.reference
    assert after.entry("title") == brought.after.entry("title")


def test_a_ticket_into_which_sentences_were_put_since_must_be_brought_anew(move: Moving) -> None:
    brought, _ = go_on(move)
    assert brought.over(move.ticket.with_claims("notes", (sentence("Adds a setting.", "F1"),))) is None
    assert brought.over(move.ticket.with_dismissal("a fact", "not so")) is None
    assert brought.over(move.ticket.with_answer("Why?", "Because.")) is None
    assert brought.over(replace(move.ticket, change=brought.after.change)) is None


def test_what_the_template_says_now_is_known_and_makes_no_words_of_the_person_ours(move: Moving) -> None:
    words = "Whoever runs it: `SHOP_SENDER` must be set."  # which the template will say, too
    move.ticket = move.ticket.with_text("description", f"{move.ticket.entry('description').text}\n\n{words}")
    brought, now = go_on(move)
    for name, entry in brought.after.entries.items():
        if entry.claims:
            assert entry.text == move.ticket.entry(name).text
    ours = [span.claim.text for span in brought.after.entry("description").spans]
    assert words not in ours
    assert now.change.head != move.loaded.change.head


def test_what_is_left_is_the_same_after_a_restart_and_less_when_it_is_taken(move: Moving) -> None:
    from relman_desktop.drafting.template import draft_ticket

    brought, now = go_on(move)
    draft = draft_ticket(known(now, brought.after))
    left = left_in(brought.after, draft, brought.news)
    assert left["deployment"].stale
    again = type(brought.after).from_json(brought.after.to_json())
    assert left_in(again, draft, brought.news) == left
    emptied = brought.after.with_text("deployment", "By hand.")
    assert not left_in(emptied, draft, {}).get("deployment")


def test_a_models_draft_goes_along_on_the_new_evidence(move: Moving) -> None:
    code = move.evidence("shop/orders.py")
    claims = (sentence("Orders cost more.", code), sentence("A sender must be set.", move.evidence("shop/settings.py")))
    draft = Draft({"description": Proposal("description", claims, drafter="a model")}, ())
    move.repo.write("a_first.py", "x = 1\n")  # so that files have other numbers
    brought, now = go_on(move, draft)
    assert brought.draft
    same, other = brought.draft.proposals["description"].claims
    assert [file.path for file in now.change.files if file.id == same.evidence[0]] == ["shop/orders.py"]
    assert not is_stale(same) and is_stale(other)
