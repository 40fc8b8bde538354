"""When the code moves on while the window is open, or before it is opened again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from relman_desktop.store.record import What
from relman_desktop.ticket import Status

from ..drafting.moving.making import RANGE, a_shop
from ..sources.repos import RepoBuilder
from .moving_scenes import COMPUTED, Opened, amended, an_app, go_on

OWN = "Ask the shop team first."


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    return a_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def repo(shop: RepoBuilder, tmp_path: Path) -> RepoBuilder:
    return shop.copy(tmp_path)


@pytest.fixture
def app(qtbot: QtBot, repo: RepoBuilder, tmp_path: Path) -> Opened:
    return an_app(qtbot, tmp_path / "tickets.sqlite").open(repo.root)


def again(app: Opened, place: Path, text: str = RANGE) -> Opened:
    """Close the window, and open the range in another one on the same tickets."""
    path = app.session.library.journal.path
    app.window.close()
    return an_app(app.qtbot, path).open(place, text)


def write(app: Opened, field: str, words: str) -> None:
    """Type at the end of a field."""
    editor = app.window.desk.bench.ticket.fields[field].editor
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    app.qtbot.keyClicks(editor, words)


def test_a_commit_is_told_when_the_person_comes_back_and_not_before(app: Opened, repo: RepoBuilder) -> None:
    assert not app.bar.isVisible()
    go_on(repo)
    app.activate()
    assert app.bar.isVisible() and app.bar.text.whole == "feature/x has 1 new commit"
    app.bar.them.click()
    rows = app.bar._list.rows
    assert [rows.item(at).text() for at in range(rows.count())] == [
        f"New: {repo.head[:10]} feat: name the sender otherwise (2023-11-14)"
    ]
    app.bar._list.show_lines(["New: 1a2b3c4d5e <b>bold</b>"])
    assert "&lt;b&gt;" in rows.item(0).toolTip()  # a commit's words are never HTML
    app.bar._list.close()


def test_not_now_stays_until_there_is_more(app: Opened, repo: RepoBuilder) -> None:
    go_on(repo)
    app.activate()
    app.bar.away.click()
    app.activate()
    assert not app.bar.isVisible()
    repo.write("more.py", "x = 1\n").commit("More")
    app.activate()
    assert app.bar.isVisible() and app.bar.text.whole == "feature/x has 2 new commits"


def test_reading_again_stays_at_the_tickets_commits_and_tells_what_is_new(app: Opened, repo: RepoBuilder) -> None:
    before = app.head
    go_on(repo)
    with app.qtbot.waitSignal(app.window.loaded, timeout=20_000):
        app.window.actions_by_name["reload"].trigger()
    app.settle()
    assert app.head == before and app.bar.bring.isVisible()


def test_only_stale_sentences_change_and_the_persons_words_and_caret_stay(app: Opened, repo: RepoBuilder) -> None:
    write(app, "deployment", f" {OWN}")
    editor = app.window.desk.bench.ticket.fields["deployment"].editor
    caret, before = editor.textCursor().position(), app.shown()
    go_on(repo)
    app.activate()
    app.bring()
    assert app.head == repo.head
    assert app.shown() == before and editor.textCursor().position() == caret
    stale = app.stale()
    assert stale["deployment"][0] == "Set `SHOP_MAIL_FROM`: the new version needs it, and it has no default."
    assert not any(OWN in words for words in stale["deployment"])
    assert not any(field.proposal.isVisible() for field in app.window.desk.bench.ticket.fields.values())
    app.bar.take.click()
    after = app.shown()
    assert after == {name: app.texts().get(name, "") for name in after}
    assert OWN in after["deployment"] and "SHOP_SENDER" in after["deployment"]
    kept = [line for line in before["deployment"].split("\n") if "Back up" in line]
    assert kept and all(line in after["deployment"] for line in kept)
    assert not any(app.stale().values())


def test_a_taken_redraft_is_undone_and_its_mark_is_there_again(app: Opened, repo: RepoBuilder) -> None:
    go_on(repo)
    app.activate()
    app.bring()
    before, stale = app.shown()["title"], app.stale()["title"]
    title = app.window.desk.bench.ticket.fields["title"]
    title.moved.sentences.rows[0].click()
    assert app.shown()["title"] != before and "title" not in app.stale()
    assert not title.moved.isVisible()
    while app.session.writing.history.undoable and app.shown()["title"] != before:
        app.window.actions_by_name["undo"].trigger()
    assert app.shown()["title"] == before and app.stale()["title"] == stale
    app.qtbot.waitUntil(title.moved.isVisible, timeout=2_000)


def test_marks_and_what_is_new_survive_a_restart(app: Opened, repo: RepoBuilder) -> None:
    go_on(repo)
    app.activate()
    app.bring()
    marked, told, texts = app.stale(), app.bar.text.whole, app.texts()
    assert marked and "new" in told
    app = again(app, repo.root)
    assert app.stale() == marked and app.texts() == texts
    assert app.bar.text.whole == told and app.bar.take.isVisible()
    left = app.session.left()["deployment"]
    assert any("still reads the dropped" in claim.text for claim in left.new)


def test_a_new_sentence_is_taken_by_itself(app: Opened, repo: RepoBuilder) -> None:
    go_on(repo)
    app.activate()
    app.bring()
    view = app.window.desk.bench.ticket.fields["rollback"].moved
    new = view.left.new[0]
    row = next(row for row in view.sentences.rows if row.shown.claim == new)
    before = app.shown()["rollback"]
    row.click()
    after = app.shown()["rollback"]
    assert new.text in after and new.text not in before
    assert all(line in after for line in before.split("\n"))
    assert new not in app.session.left()["rollback"].new


def test_a_sentence_that_is_still_right_is_the_persons_from_then_on(app: Opened, repo: RepoBuilder) -> None:
    go_on(repo)
    app.activate()
    app.bring()
    title = app.window.desk.bench.ticket.fields["title"]
    words = app.shown()["title"]
    app.qtbot.keyClick(title.moved.sentences.rows[0], Qt.Key.Key_K)
    assert app.shown()["title"] == words and "title" not in app.stale()
    assert app.session.entry("title").spans[0].claim.status is Status.USER
    assert "! moved" not in [placed.chip.text for placed in title.editor.margin.placed]
    app.window.actions_by_name["undo"].trigger()
    assert app.stale()["title"] == (words,)


def test_an_amended_commit_is_told_as_one_under_a_new_id(app: Opened, repo: RepoBuilder) -> None:
    amended(repo)
    app.activate()
    assert app.bar.text.whole == "feature/x has 1 new commit, 1 dropped"  # its subject is another one
    app.bring()
    assert app.head == repo.head and app.stale()


def test_a_ticket_whose_commits_are_gone_is_brought_to_what_is_there_when_it_is_opened(
    app: Opened, repo: RepoBuilder
) -> None:
    write(app, "deployment", f" {OWN}")
    texts, path, number = app.texts(), app.session.library.journal.path, app.session.ticket.id  # type: ignore[union-attr]
    app.window.close()
    amended(repo)
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "--quiet", "--prune=now")
    app = an_app(app.qtbot, path).open(repo.root)
    assert app.session.ticket and app.session.ticket.id == number
    assert app.head == repo.head and app.texts() == texts
    assert "not in the repository any more" in app.bar.text.whole
    assert app.stale() and not any(OWN in words for field in app.stale().values() for words in field)


def test_commits_that_go_while_the_window_is_open_cost_no_word(app: Opened, repo: RepoBuilder) -> None:
    texts = app.texts()
    amended(repo)
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "--quiet", "--prune=now")
    app.activate()
    assert "not in the repository any more" in app.bar.text.whole
    app.bring()
    assert app.head == repo.head and app.texts() == texts and app.stale()


def test_a_new_ticket_leaves_the_old_one_at_its_commits(app: Opened, repo: RepoBuilder) -> None:
    first, head, texts = app.session.ticket.id, app.head, app.texts()  # type: ignore[union-attr]
    go_on(repo)
    app.activate()
    with app.qtbot.waitSignal(app.window.loaded, timeout=20_000):
        app.bar.begin.click()
    app.settle()
    assert app.session.ticket and app.session.ticket.id != first and app.head == repo.head
    old = app.session.library.history(first).ticket
    assert old and old.change.head == head
    assert {name: entry.text for name, entry in old.entries.items() if name not in COMPUTED} == texts
    assert not app.bar.isVisible()


def test_another_ticket_that_describes_the_new_commits_is_offered(app: Opened, repo: RepoBuilder) -> None:
    first = app.session.ticket.id  # type: ignore[union-attr]
    go_on(repo)
    app.open(repo.root, f"main..{repo.head}")
    other = app.session.ticket
    assert other and other.id != first
    app.open(repo.root)
    assert app.session.ticket and app.session.ticket.id == first
    assert app.bar.text.whole == "feature/x has 1 new commit; CHG-2026-0002 describes that already"
    assert app.bar.begin.text() == "Open CHG-2026-0002"
    with app.qtbot.waitSignal(app.window.loaded, timeout=20_000):
        app.bar.begin.click()
    assert app.session.ticket and app.session.ticket.id == other.id


def test_two_branches_in_quick_turn_have_their_own_tickets_and_bars(app: Opened, repo: RepoBuilder) -> None:
    repo.git("branch", "feature/y", "main")
    repo.git("checkout", "--quiet", "feature/y")
    repo.write("y.py", "y = 1\n").commit("Y")
    app.open(repo.root, "main..feature/y")
    repo.git("checkout", "--quiet", "feature/x")
    go_on(repo)
    for text in ("main..feature/x", "main..feature/y", "main..feature/x", "main..feature/y"):
        app.window.open(repo.root, text)
    app.qtbot.waitUntil(lambda: not app.window.desk.opening, timeout=20_000)
    app.settle()
    assert app.session.ticket and app.session.ticket.change.range == "main..feature/y"
    assert not app.bar.isVisible()
    app.open(repo.root)
    assert app.bar.bring.isVisible()


def test_what_is_typed_while_the_ticket_is_brought_over_is_kept(app: Opened, repo: RepoBuilder) -> None:
    go_on(repo)
    app.activate()
    with app.qtbot.waitSignal(app.window.desk.moved, timeout=20_000):
        app.bar.bring.click()
        write(app, "justification", OWN)
    assert app.texts()["justification"] == OWN == app.shown()["justification"]
    assert app.head == repo.head and app.stale()


def test_a_stopped_or_failed_move_leaves_the_ticket_as_it_was(app: Opened, repo: RepoBuilder, tmp_path: Path) -> None:
    head, texts = app.head, app.texts()
    go_on(repo)
    app.activate()
    app.bar.bring.click()
    app.bar.stop.click()
    assert (app.head, app.texts()) == (head, texts) and app.bar.bring.isVisible()
    repo.git("checkout", "--quiet", "--detach")
    repo.git("branch", "--quiet", "-D", "feature/x")
    app.bar.bring.click()
    app.qtbot.waitUntil(lambda: not app.window.desk.moving._work.busy, timeout=20_000)
    assert (app.head, app.texts()) == (head, texts)
    assert What.MOVED not in [step.what for step in app.session.writing.history.steps]


def test_a_window_closed_while_the_ticket_is_brought_over_leaves_it_as_it_was(app: Opened, repo: RepoBuilder) -> None:
    head, texts = app.head, app.texts()
    go_on(repo)
    app.activate()
    app.bar.bring.click()
    app = again(app, repo.root)
    assert (app.head, app.texts()) == (head, texts)
    assert app.bar.bring.isVisible()


def test_the_ticket_before_the_move_is_in_its_history_and_its_text_comes_back_alone(
    app: Opened, repo: RepoBuilder
) -> None:
    go_on(repo)
    app.activate()
    app.bring()
    moved = next(step for step in app.session.writing.history.steps if step.what is What.MOVED)
    assert moved.before.change.head != moved.after.change.head
    app.bar.take.click()
    app.session.restore_text(moved.before, "title")
    assert app.texts()["title"] == moved.before.entry("title").text
    assert app.stale()["title"] == (moved.before.entry("title").text,)  # on the evidence of now
    assert app.head == repo.head


def test_a_deleted_branch_still_opens_its_ticket_at_its_commits(app: Opened, repo: RepoBuilder) -> None:
    texts, head = app.texts(), app.head
    repo.git("checkout", "--quiet", "--detach")
    repo.git("branch", "--quiet", "-D", "feature/x")
    app.activate()
    assert not app.bar.isVisible()
    app = again(app, repo.root)
    assert (app.head, app.texts()) == (head, texts)


def test_a_closed_ticket_makes_room_for_a_new_one(app: Opened, repo: RepoBuilder) -> None:
    first = app.session.ticket.id  # type: ignore[union-attr]
    app.session.edit("state", "closed")
    go_on(repo)
    app = again(app, repo.root)
    assert app.session.ticket and app.session.ticket.id != first and app.head == repo.head


def test_a_diff_file_with_another_change_offers_the_ticket_that_it_had(
    qtbot: QtBot, repo: RepoBuilder, tmp_path: Path
) -> None:
    diff = tmp_path / "change.diff"
    diff.write_bytes(repo.git_bytes("diff", "main", "feature/x"))
    app = an_app(qtbot, tmp_path / "diffs.sqlite").open(diff, "")
    write(app, "deployment", f" {OWN}")
    first, texts = app.session.ticket.id, app.texts()  # type: ignore[union-attr]
    go_on(repo)
    diff.write_bytes(repo.git_bytes("diff", "main", "feature/x"))
    app = again(app, diff, "")
    begun = app.session.ticket.id  # type: ignore[union-attr]
    assert begun != first
    assert app.bar.text.whole == "CHG-2026-0001 describes what change.diff held before"
    with app.qtbot.waitSignal(app.window.loaded, timeout=20_000):
        app.bar.former.click()
    app.settle()
    assert app.session.ticket and app.session.ticket.id == first and app.texts() == texts
    assert app.stale() and app.bar.take.isVisible()
    app = again(app, diff, "")
    assert app.session.ticket and app.session.ticket.id == first  # and the one that was begun is in the bin
    assert app.session.library.history(begun).shelf == "bin"


def test_a_diff_that_was_written_anew_is_told_and_its_ticket_follows(
    qtbot: QtBot, repo: RepoBuilder, tmp_path: Path
) -> None:
    diff = tmp_path / "change.diff"
    diff.write_bytes(repo.git_bytes("diff", "main", "feature/x"))
    app = an_app(qtbot, tmp_path / "diffs.sqlite").open(diff, "")
    texts = app.texts()
    go_on(repo)
    diff.write_bytes(repo.git_bytes("diff", "main", "feature/x"))
    app.activate()
    assert app.bar.text.whole == "change.diff holds another change now" and not app.bar.them.isVisible()
    app.bring()
    assert app.texts() == texts and app.stale()
    assert app.session.ticket and app.session.loaded
    assert app.session.ticket.change.diff_sha256 == app.session.loaded.change.diff_sha256
    app.activate()
    assert app.bar.take.isVisible()


def test_a_stale_value_is_taken_with_the_redrafts_or_is_still_right(app: Opened, repo: RepoBuilder) -> None:
    assignee = app.window.desk.bench.ticket.details.inputs["assignee"]
    assert assignee.input.value == "Ada Lovelace"
    for number in range(3):
        repo.write(f"bob{number}.py", "x = 1\n").commit(f"Bob's {number}", author="Bob Kahn <bob@example.com>")
    app.activate()
    app.bring()
    assert app.stale()["assignee"] == ("Ada Lovelace",) and assignee.input.value == "Ada Lovelace"
    assert not assignee._still.isHidden() and assignee._use.text() == "Use “Bob Kahn”"
    assignee._still.click()
    assert "assignee" not in app.stale() and assignee._still.isHidden()
    while "assignee" not in app.stale():
        app.window.actions_by_name["undo"].trigger()
    app.bar.take.click()
    assert assignee.input.value == "Bob Kahn" == app.texts()["assignee"] and not any(app.stale().values())


def test_dismissed_facts_stay_dismissed(app: Opened, repo: RepoBuilder) -> None:
    facts = app.session.facts
    reads = facts.of("migration.drop_column")[0]
    app.window.desk.bench.dismissing.dismiss(reads.id, "The column is empty")
    repo.write("a_first.sql", "-- nothing\n").commit("chore: nothing")  # so that facts and files have other numbers
    go_on(repo)
    app.activate()
    app.bring()
    assert list(app.session.dismissed.values()) == ["The column is empty"]
    dismissed = next(iter(app.session.dismissed))
    found = next(fact for fact in app.session.facts.items if fact.id == dismissed)
    assert found.text == reads.text
    for left in app.session.left().values():
        for exchange in left.stale:
            assert exchange.new is None or dismissed not in exchange.new.evidence


def test_a_model_that_drafts_is_not_disturbed(app: Opened, repo: RepoBuilder) -> None:
    said: list[str] = []
    app.window.desk.said.connect(said.append)
    go_on(repo)
    app.activate()
    head = app.head
    app.window.desk.bench.proposing.begin("a model")
    app.bar.bring.click()
    assert said[-1] == "A model is drafting; bring the ticket up to date when it is done."
    app.window.desk.bench.proposing.end(None)
    assert app.head == head
    app.bring()
    assert app.head == repo.head


def test_where_nothing_may_be_written_the_bar_only_tells(app: Opened, repo: RepoBuilder) -> None:
    app.window.set_read_only("Another window has the tickets.")
    go_on(repo)
    app.activate()
    assert app.bar.isVisible() and not app.bar.bring.isEnabled()


def test_a_screen_reader_hears_what_happened_to_a_sentence(app: Opened, repo: RepoBuilder) -> None:
    go_on(repo)
    app.activate()
    app.bring()
    deployment = app.window.desk.bench.ticket.fields["deployment"]
    deployment.editor.select_sentence(app.session.left()["deployment"].stale[0].stale)
    said = deployment.editor.accessibleDescription()
    assert said.startswith("Sentence, lost or changed its evidence: This is not found any more: “Reads a new")
    row = deployment.moved.sentences.rows[0]
    assert row.accessibleDescription().endswith("Space: use. K: still right.")
    tips = [placed.chip.tip for placed in deployment.editor.margin.placed if placed.chip.text == "! moved"]
    assert tips and tips[0].startswith("Lost or changed its evidence. This is not found any more")


def test_while_the_window_is_active_it_looks_by_itself(app: Opened, repo: RepoBuilder) -> None:
    app.window.activateWindow()
    app.qtbot.waitUntil(app.window.isActiveWindow, timeout=5_000)
    go_on(repo)
    clock = app.window.desk.moving._clock
    assert clock.isActive() and clock.interval() == 60_000
    clock.setInterval(20)
    app.qtbot.waitUntil(app.bar.isVisible, timeout=20_000)


def test_it_says_that_undo_goes_no_further_back_and_shows_the_history(app: Opened, repo: RepoBuilder) -> None:
    write(app, "title", OWN)
    undo, status = app.window.actions_by_name["undo"], app.window._status
    assert undo.isEnabled()
    go_on(repo)
    app.activate()
    app.bring()
    assert "Undo goes no further back" in status._text.whole and status._act.text() == "Show the history"
    assert not undo.isEnabled() and undo.text() == "Undo: nothing since the move to other commits; see the History"
    status._act.click()
    bench = app.window.desk.bench
    assert bench.side.page is bench.history and bench.history.list.current.what is What.MOVED
    write(app, "title", " Then rest.")
    assert undo.text() == "Undo typing in Title"
    undo.trigger()
    assert "see the History" in undo.text()
