"""A ticket whose branch moves on: its sentences keep true evidence, and those that lost theirs are told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.drafting.edits import applied
from relman_desktop.drafting.moving import Carried, carry_over, confirmed, exchanged, is_stale
from relman_desktop.drafting.proposal import Material
from relman_desktop.drafting.taking import take, take_all
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.errors import Cancelled
from relman_desktop.fields import FIELDS
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded, study
from relman_desktop.sources.moved import diff_moved
from relman_desktop.sources.opening import open_diff, open_range
from relman_desktop.ticket import Claim, Layout, Status

from ...sources.repos import RepoBuilder
from .making import CODE, RANGE, SETTINGS, Moving, a_shop, known, moving, sentence

WHO = {"GIT_COMMITTER_NAME": "Bob", "GIT_COMMITTER_EMAIL": "bob@example.com", "GIT_EDITOR": "true"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    return a_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def shop(made: RepoBuilder, tmp_path: Path) -> Iterator[Moving]:
    yield moving(made.copy(tmp_path))


def stale(carried: Carried, field: str) -> dict[str, str]:
    """The stale sentences of a field, with their reasons."""
    return {one.claim.text: one.reason for one in carried.stale if one.field == field}


def after(carried: Carried, field: str) -> str:
    """A field's text once its redraft is taken."""
    entry = carried.ticket.entry(field)
    return applied(entry.text, exchanged(entry.text, entry.claims, carried.redrafts[field].exchanges)[0])


def hold(carried: Carried, now: Loaded) -> None:
    """No text is another one, and every id behind a sentence leads to evidence."""
    book = known(now, carried.ticket).book
    for entry in carried.ticket.entries.values():
        for claim in entry.claims:
            assert all(book.get(one, Cancel()) for one in claim.evidence), claim


def test_a_branch_that_stands_still_changes_nothing(shop: Moving) -> None:
    carried, _ = shop.on()
    assert carried.ticket == shop.ticket
    assert (carried.stale, carried.redrafts, carried.news) == ((), {}, {})


def test_a_new_commit_makes_only_what_it_touches_stale(shop: Moving) -> None:
    shop.repo.write("shop/orders.py", CODE.replace("order.total + 7", "order.total + 71").replace("+ 2\n", "+ 20\n"))
    oid = shop.repo.commit("fix: round up")
    lines = {one: shop.evidence("shop/orders.py", one) for one in ("+ 70", "+ 20")}
    shop.with_claims(
        "justification",
        sentence("Totals are higher.", lines["+ 70"]),
        sentence("Small ones, too.", lines["+ 20"], layout=Layout.SENTENCE),
        sentence("A mail says so.", shop.evidence("shop/settings.py", "MAIL")),
        sentence("The orders change.", shop.evidence("shop/orders.py")),
    )
    carried, now = shop.on()
    hold(carried, now)
    assert stale(carried, "justification") == {
        "Totals are higher.": f"“shop/orders.py:30” changed again in commit {oid[:10]}.",
        "The orders change.": f"“shop/orders.py” changed again in commit {oid[:10]}.",
    }
    assert carried.ticket.change.head == oid
    assert all(carried.ticket.entry(field.name).text == shop.ticket.entry(field.name).text for field in FIELDS)
    assert set(stale(carried, "description")) == {
        "This deploys shop from main to feature/x: 2 commits, 3 files (+4 −2 lines).",
        "Users: 1 feature and 1 fix, by the commits' words.",
    }
    assert [one.text for one in carried.news["description"].claims] == ["Fixed: Round up."]


def test_lines_above_a_hunk_move_it_and_change_nothing(shop: Moving) -> None:
    before = shop.evidence("shop/orders.py", "+ 70")
    shop.with_claims("justification", sentence("Totals are higher.", before))
    code = (shop.repo.root / "shop/orders.py").read_text()
    shop.repo.write("shop/orders.py", code.replace("def step_0", "# Rounded below.\n# Twice.\n\n\ndef step_0"))
    shop.repo.commit("docs: say it")
    carried, now = shop.on()
    assert stale(carried, "justification") == {}
    (claim,) = carried.ticket.entry("justification").claims[:1]
    assert claim.evidence != (before,)
    assert Moving(shop.repo, now, carried.ticket).evidence("shop/orders.py", "+ 70") == claim.evidence[0]


def test_a_file_that_is_renamed_is_followed_but_its_old_name_is_stale(shop: Moving) -> None:
    hunk = shop.evidence("shop/orders.py", "+ 70")
    shop.with_claims(
        "justification", sentence("Totals are higher.", hunk), sentence("It is in shop/orders.py now.", hunk)
    )
    shop.repo.move("shop/orders.py", "shop/sales/totals.py").commit("refactor: move")
    carried, now = shop.on()
    hold(carried, now)
    assert stale(carried, "justification") == {"It is in shop/orders.py now.": "“shop/orders.py” has another name now."}
    (hunk, *_) = carried.ticket.entry("justification").claims[0].evidence
    found = known(now, carried.ticket).book.hunk(hunk, Cancel())
    assert found and found[0].path == "shop/sales/totals.py"


def test_an_amended_message_is_told_and_an_amended_patch_too(shop: Moving) -> None:
    first, second = "C2", "C1"
    shop.with_claims("justification", sentence("Mails are sent.", first), sentence("The id goes.", second))
    shop.repo.git("commit", "--quiet", "--amend", "-m", "fix: drop the legacy id\n\nSomebody reads it.", **WHO)
    old, new = shop.loaded.change.head, shop.repo.head
    said = stale(shop.on()[0], "justification")
    assert said == {"The id goes.": f"Commit {old[:10]} was rewritten as {new[:10]}, with other words."}
    shop.repo.write("README.md", "# The shop\n").git("commit", "--quiet", "--all", "--amend", "-C", old, **WHO)
    said, new = stale(shop.on()[0], "justification"), shop.repo.head
    assert said == {"The id goes.": f"Commit {old[:10]} was rewritten as {new[:10]}, and does something else."}


def test_a_rebase_leaves_sentences_standing_under_new_ids(shop: Moving) -> None:
    hunk, old = shop.evidence("shop/orders.py", "+ 70"), shop.loaded.change.head
    shop.with_claims(
        "justification",
        sentence("The id goes.", "C1", hunk),
        sentence(f"Commit {old[:8]} does it.", "C1"),
        sentence("The orders change.", shop.evidence("shop/orders.py")),
    )
    shop.repo.checkout("main").write("shop/orders.py", "# The shop's.\n" + CODE).write("a.py", "A = 1\n").commit("Main")
    shop.repo.checkout("feature/x").git("rebase", "--quiet", "main", **WHO)
    carried, now = shop.on()
    hold(carried, now)
    assert stale(carried, "justification") == {f"Commit {old[:8]} does it.": f"{old[:10]} is another commit now."}
    assert [one.oid for one in now.change.commits if one.id == "C1"] == [shop.repo.head]


def test_a_force_push_that_drops_a_commit_takes_its_evidence(shop: Moving) -> None:
    dropped = shop.repo.head
    hunk = shop.evidence("shop/orders.py", "+ 70")
    shop.with_claims("justification", sentence("The id goes.", "C1"), sentence("Totals are higher.", hunk))
    shop.repo.git("reset", "--quiet", "--hard", "HEAD~1")
    carried, now = shop.on()
    hold(carried, now)
    said = stale(carried, "justification")
    assert said["The id goes."] == f"Commit {dropped[:10]} (“fix: drop the legacy id”) is no longer in the range."
    assert said["Totals are higher."] == "“shop/orders.py” no longer differs between “main” and “feature/x”."
    assert all(one.claim.status is Status.UNSUPPORTED for one in carried.stale if one.field == "justification")
    dropped_column = "Migration 0002_legacy drops the column 'orders.legacy_id'; its data is lost."
    assert stale(carried, "description")[dropped_column.replace("'", "`")].startswith(
        f"This is not found any more: “{dropped_column}”"
    )
    assert after(carried, "justification") == ""
    assert "0002_legacy" not in after(carried, "deployment")
    assert "What matters most:" in after(carried, "description")
    assert "Database:" not in after(carried, "description")


def test_a_fact_that_reads_otherwise_is_redrafted_and_nothing_else_of_its_field_is(shop: Moving) -> None:
    text = shop.ticket.entry("deployment").text
    shop.ticket = shop.ticket.with_text("deployment", f"Call Ada first.\n\n{text}\n   With care.\n5. Drink tea.")
    shop.repo.write("shop/settings.py", SETTINGS + 'MAIL = os.environ["SHOP_SENDER"]\n').commit("fix: another name")
    carried, _ = shop.on()
    first = "Set `SHOP_MAIL_FROM`: the new version needs it, and it has no default."
    assert first in stale(carried, "deployment")
    done = after(carried, "deployment")
    head = f"({shop.repo.head[:10]})"
    assert done == carried.ticket.entry("deployment").text.replace("SHOP_MAIL_FROM", "SHOP_SENDER").replace(
        f"({shop.loaded.change.head[:10]})", head
    )
    assert done.startswith("Call Ada first.\n\n1. ") and done.endswith("\n   With care.\n5. Drink tea.")


def test_a_models_sentence_and_the_persons_words_stay_word_for_word(shop: Moving) -> None:
    hunk, fact = shop.evidence("shop/settings.py", "MAIL"), shop.fact("config.env_added")
    claims = (
        sentence("Buyers get a mail.", hunk),
        sentence("Set `SHOP_MAIL_FROM` first.", fact, hunk, layout=Layout.SENTENCE),
        sentence("The legacy id goes.", shop.fact("migration.drop_column"), layout=Layout.SENTENCE),
    )
    shop.with_claims("description", *claims)
    mine = "Mine: read this.\n\n" + shop.ticket.entry("description").text + " And this is mine.\n\n* mine, too\n"
    shop.ticket = shop.ticket.with_text("description", mine)
    shop.repo.write("shop/settings.py", SETTINGS + 'MAIL = os.environ.get("SHOP_MAIL_FROM", "shop")\n')
    shop.repo.commit("fix: a default")
    carried, _ = shop.on()
    assert set(stale(carried, "description")) == {"Buyers get a mail.", "Set `SHOP_MAIL_FROM` first."}
    done = after(carried, "description")
    assert done.startswith("Mine: read this.\n\n")
    assert done.endswith("The legacy id goes. And this is mine.\n\n* mine, too\n")
    assert "`SHOP_MAIL_FROM` (default `shop`)" in done and "Buyers get a mail." not in done


def test_taking_the_whole_proposal_keeps_the_persons_words_too(shop: Moving) -> None:
    text = shop.ticket.entry("validation").text
    shop.ticket = shop.ticket.with_text("validation", f"{text}\n4. Ask Bob.")
    shop.repo.write("tests/test_orders.py", "def test_it():\n    assert True\n").commit("test: orders")
    carried, _ = shop.on()
    entry, proposal = carried.ticket.entry("validation"), carried.redrafts["validation"].proposal
    edits, _ = take_all(entry.text, entry.claims, proposal.claims, proposal.usable)
    assert applied(entry.text, edits) == after(carried, "validation")
    assert after(carried, "validation").endswith("\n3. Ask Bob.")  # what is tested now needs no check by hand


def test_a_dismissed_fact_stays_dismissed(shop: Moving) -> None:
    fact = next(one for one in shop.loaded.facts.items if one.kind == "tests.none")
    shop.ticket = shop.ticket.with_dismissal(fact.key, "Checked by hand.")
    for name, proposal in draft_ticket(without_dismissed(shop)).proposals.items():
        if proposal.usable:
            shop.with_claims(name, *proposal.usable)
    shop.repo.write("README.md", "# The shop\n").commit("docs: a title")
    carried, now = shop.on()
    assert carried.ticket.dismissed == shop.ticket.dismissed
    assert fact.key in now.facts.keys.values()
    told = [one.text for news in carried.news.values() for one in news.claims]
    told += [one.new.text for each in carried.redrafts.values() for one in each.exchanges if one.new]
    assert not any("no test does" in text for text in told)


def without_dismissed(shop: Moving) -> Material:
    material = shop.material()
    return replace(material, facts=material.facts.without(shop.ticket.dismissed))


def test_the_persons_answers_are_evidence_as_before(shop: Moving) -> None:
    shop.ticket = shop.ticket.with_answer("Why is the change needed?", "Buyers ask.")
    shop.with_claims("justification", Claim("Buyers ask.", ("A1",), status=Status.USER, layout=Layout.PARAGRAPH))
    shop.repo.git("reset", "--quiet", "--hard", "HEAD~1")
    carried, _ = shop.on()
    assert stale(carried, "justification") == {}
    assert carried.ticket.entry("justification") == shop.ticket.entry("justification")


def test_claims_that_are_kept_for_undo_get_the_new_ids_too(shop: Moving) -> None:
    hunk = shop.evidence("shop/settings.py", "MAIL")
    shop.with_claims("justification", sentence("Mails are sent.", hunk))
    shop.ticket = shop.ticket.with_text("justification", "My own words.")
    shop.repo.write("a_first.py", "A = 1\n").commit("chore: a file that comes first")
    carried, now = shop.on()
    hold(carried, now)
    assert carried.stale and not stale(carried, "justification")
    (claim,) = [one for one in carried.ticket.entry("justification").claims if one.text == "Mails are sent."]
    assert claim.evidence == (Moving(shop.repo, now, carried.ticket).evidence("shop/settings.py", "MAIL"),) != (hunk,)


def test_what_is_stale_stays_stale_until_somebody_decides(shop: Moving) -> None:
    shop.with_claims("justification", sentence("The id goes.", shop.evidence("shop/orders.py", "+ 70")))
    shop.repo.write("shop/orders.py", CODE.replace("order.total + 7", "order.total + 71")).commit("fix: once")
    carried, now = shop.on()
    again = Moving(shop.repo, now, carried.ticket)
    shop.repo.write("README.md", "# The shop\n").commit("docs: later")
    later, _ = again.on()
    assert stale(later, "justification") == stale(carried, "justification") != {}
    (claim,) = [one.claim for one in later.stale if one.field == "justification"]
    right = confirmed(claim)
    assert not is_stale(right) and right.status is Status.USER and right.text == claim.text


def test_a_branch_that_comes_back_makes_our_sentences_right_again(shop: Moving) -> None:
    head = shop.repo.head
    shop.repo.git("reset", "--quiet", "--hard", "HEAD~1")
    carried, now = shop.on()
    assert carried.stale
    shop.repo.git("reset", "--quiet", "--hard", head)
    back, _ = Moving(shop.repo, now, carried.ticket).on()
    assert back.stale == ()
    assert back.ticket.entries == shop.ticket.entries


def test_new_facts_are_offered_apart_and_find_their_place(shop: Moving) -> None:
    shop.repo.write("migrations/0003_index.sql", "CREATE INDEX by_total ON orders (total);\n").commit("perf: an index")
    carried, _ = shop.on()
    news = carried.news["description"]
    (number,) = [at for at in news.numbers if "by_total" in news.drafted[at].text] or [news.numbers[0]]
    entry = carried.ticket.entry("description")
    edits, claim = take(entry.text, news.drafted, number, entry.claims)
    assert claim.text in applied(entry.text, edits)
    assert set(entry.text.split("\n")) <= set(applied(entry.text, edits).split("\n"))
    shown = {one.text for one in news.claims}
    assert not shown & {one.new.text for one in carried.redrafts["description"].exchanges if one.new}


def test_a_sentence_that_the_person_deleted_is_not_offered_as_new(shop: Moving) -> None:
    kept = "\n".join(line for line in shop.ticket.entry("description").text.split("\n") if "Settings:" not in line)
    shop.ticket = shop.ticket.with_text("description", kept)
    shop.repo.write("README.md", "# The shop\n").commit("docs: a title")
    carried, _ = shop.on()
    assert not any("SHOP_MAIL_FROM" in one.text for news in carried.news.values() for one in news.claims)


def test_when_the_old_commits_are_gone_every_sentence_on_code_says_so_once(shop: Moving) -> None:
    shop.ticket = shop.ticket.with_answer("Why is the change needed?", "Buyers ask.")
    shop.with_claims(
        "justification",
        sentence("Totals are higher.", shop.evidence("shop/orders.py", "+ 70"), "C1", shop.fact("change.size")),
        Claim("Buyers ask.", ("A1",), status=Status.USER, layout=Layout.PARAGRAPH),
    )
    now = study(open_range(shop.repo.root, "main..feature/x~1", Cancel()), Cancel())
    carried = carry_over(shop.ticket, None, known(now, shop.ticket), now.reference, Cancel())
    hold(carried, now)
    assert stale(carried, "justification") == {
        "Totals are higher.": "It cannot be checked any more: the commits that it was written from are not in the "
        "repository."
    }
    assert "Whoever runs it: `SHOP_MAIL_FROM` must be set." not in stale(carried, "description")  # read anew
    assert carried.news == {}


def test_a_diff_file_that_is_another_one_moves_like_a_range(shop: Moving, tmp_path: Path) -> None:
    file = tmp_path / "release.diff"
    file.write_bytes(shop.repo.git_bytes("diff", RANGE))
    shop.loaded = study(open_diff(file, Cancel()), Cancel())
    shop.with_claims(
        "justification",
        sentence("Totals are higher.", shop.evidence("shop/orders.py", "+ 70")),
        sentence("Mails are sent.", shop.evidence("shop/settings.py", "MAIL"), shop.evidence("shop/settings.py")),
    )
    shop.repo.write("a.py", "A = 1\n").write("shop/orders.py", CODE.replace("+ 2\n", "+ 20\n")).commit("fix: less")
    file.write_bytes(shop.repo.git_bytes("diff", RANGE))
    now = study(open_diff(file, Cancel()), Cancel())
    assert diff_moved(file, shop.loaded.change.diff_sha256, Cancel())
    carried = carry_over(shop.ticket, shop.material(), known(now, shop.ticket), now.reference, Cancel())
    hold(carried, now)
    assert stale(carried, "justification") == {
        "Totals are higher.": "What changed at “shop/orders.py:30” is not part of the change any more."
    }
    assert carried.ticket.change.diff_sha256 == now.change.diff_sha256


def test_a_secret_in_a_commit_does_not_get_into_a_reason(shop: Moving) -> None:
    shop.repo.write("README.md", "# S\n").commit("chore: rotate password=hunter2horse4battery")
    shop.loaded = study(open_range(shop.repo.root, RANGE, Cancel()), Cancel())
    shop.with_claims("justification", sentence("It rotates.", "C1"))
    shop.repo.git("reset", "--quiet", "--hard", "HEAD~1")
    (reason,) = stale(shop.on()[0], "justification").values()
    assert "hunter2" not in reason and "no longer in the range" in reason


def test_a_job_that_is_stopped_stops(shop: Moving) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        carry_over(shop.ticket, shop.material(), shop.material(), shop.loaded.reference, cancel)
