"""The window "Team profile": what is typed is in the file, what is wrong is told beside it, and the ticket knows it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.profile_editor import ProfileEditor
from relman_desktop.gui.profile_row import ProfileRow
from relman_desktop.gui.shown import BREAK
from relman_desktop.net import download
from relman_desktop.sources.profile.layers import person_files
from relman_desktop.sources.profile.schema import parts, parts_by_name

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]
WRITTEN = """\
# Kept by Priya.

# the number that matters
[[monitoring]]
metric = "checkout error rate"  # as Grafana has it
threshold = "above 2 %"
"""
CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Quarter's end
DTSTART;VALUE=DATE:20270328
DTEND;VALUE=DATE:20270402
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def path(sample: Path) -> Path:
    return person_files(str(sample))[1]


@pytest.fixture
def show(scene: Open, path: Path) -> Callable[..., tuple[Scene, ProfileEditor]]:
    """Opens the sample with a profile of the person's, and the window at a part of it."""

    def one(part: str, text: str | None = WRITTEN) -> tuple[Scene, ProfileEditor]:
        if text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        made = scene()
        made.window.actions_by_name["show_profile"].trigger()
        editor = editor_of(made)
        wait(lambda: editor.book.team is not None)
        editor.show_part(parts_by_name()[part])
        return made, editor

    return one


Show = Callable[..., tuple[Scene, ProfileEditor]]


def editor_of(one: Scene) -> ProfileEditor:
    desk = one.window.desk._profile
    assert desk
    return desk.editor


def row(editor: ProfileEditor, key: str) -> ProfileRow:
    return editor.form.rows[key]


def write(qtbot: QtBot, editor: ProfileEditor, key: str, text: str) -> None:
    """Type into an input as a person does."""
    row(editor, key).go_to()
    line = row(editor, key).input
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, text)


def titles(editor: ProfileEditor) -> list[str]:
    return [editor.entries._tell(one).title for one in editor.entries.view.rows]


def plain(text: str) -> str:
    return text.replace(BREAK, "")


def validation(one: Scene) -> str:
    proposal = one.session.draft and one.session.draft.proposals.get("validation")
    return "\n".join(claim.text for claim in proposal.claims) if proposal else ""


def test_what_is_typed_is_in_the_file_a_moment_later_with_the_comments_kept(
    qtbot: QtBot, show: Show, path: Path
) -> None:
    _, editor = show("monitoring")
    write(qtbot, editor, "threshold", "above 3 %")
    write(qtbot, editor, "watch_minutes", "45")
    wait(lambda: "watch_minutes = 45" in path.read_text("utf-8"))
    assert path.read_text("utf-8") == WRITTEN.replace('above 2 %"\n', 'above 3 %"\nwatch_minutes = 45\n')
    assert "All that you typed is written." in editor.head.state


def test_an_error_is_told_beside_its_key_as_it_is_made_and_nothing_is_lost(
    qtbot: QtBot, show: Show, path: Path
) -> None:
    one, editor = show("monitoring")
    write(qtbot, editor, "watch_minutes", "soon")
    assert row(editor, "watch_minutes").error == "Is “soon”, and must be a number, such as 30."
    assert "must be a number" in row(editor, "watch_minutes").input.accessibleDescription()
    write(qtbot, editor, "where", "Grafana")
    settle(700)
    assert path.read_text("utf-8") == WRITTEN and "1 entry is not written yet" in editor.head.state
    assert "1 entry is not right" in str(editor.parts.model().index(11, 0).data())
    editor.close()
    one.window.actions_by_name["show_profile"].trigger()
    editor.show_part(parts_by_name()["goals"])
    editor.show_part(parts_by_name()["monitoring"])
    assert row(editor, "watch_minutes").input.value == "soon" and row(editor, "where").input.value == "Grafana"
    write(qtbot, editor, "watch_minutes", "30")
    wait(lambda: 'where = "Grafana"' in path.read_text("utf-8"))
    assert row(editor, "watch_minutes").error == ""


def test_the_ticket_knows_a_new_entry_and_the_persons_text_stays(qtbot: QtBot, show: Show) -> None:
    one, editor = show("monitoring", "")
    one.bench.ticket.fields["validation"].editor.set_text("Mine.")
    one.session.edit("validation", "Mine.")
    editor.entries.add.click()
    write(qtbot, editor, "metric", "declined cards an hour")
    write(qtbot, editor, "threshold", "above 40")
    wait(lambda: "declined cards an hour" in validation(one))
    assert "above 40" in validation(one)
    assert one.texts["validation"] == "Mine." == one.session.entry("validation").text
    wait(lambda: any("declined cards an hour" in text for text in one.proposed.get("validation", [])))


def test_a_new_entry_is_told_to_be_unfinished_and_not_wrong(qtbot: QtBot, show: Show, path: Path) -> None:
    _, editor = show("windows", "")
    editor.entries.add.click()
    write(qtbot, editor, "from", "09:00")
    assert row(editor, "name").error == "" and row(editor, "name").hint == "Needed, such as Weekday mornings."
    editor.settle()
    below = editor.entries._tell(editor.entries.view.rows[0]).below
    assert below == "Not in the file yet. Still to come: name and to." and path.read_text("utf-8") == ""
    write(qtbot, editor, "to", "late")
    assert "must be a time of day" in row(editor, "to").error
    write(qtbot, editor, "to", "11:30")
    write(qtbot, editor, "name", "Mornings")
    wait(lambda: 'name = "Mornings"\nfrom = "09:00"\nto = "11:30"' in path.read_text("utf-8"))


def test_a_removal_is_undone(qtbot: QtBot, show: Show, path: Path) -> None:
    _, editor = show("monitoring")
    editor.entries.view.setFocus()
    qtbot.keyClick(editor.entries.view, Qt.Key.Key_Delete)
    assert titles(editor) == [] and "[[monitoring]]" not in path.read_text("utf-8")
    assert editor.entries.said == "Taken out: checkout error rate." and editor.focusWidget() is editor.entries.back
    editor.entries.back.click()
    assert path.read_text("utf-8") == WRITTEN and titles(editor) == ["checkout error rate"]
    assert editor.entries.said == "" and row(editor, "threshold").input.value == "above 2 %"


def test_what_is_written_outside_is_shown_and_not_written_over(qtbot: QtBot, show: Show, path: Path) -> None:
    _, editor = show("monitoring")
    write(qtbot, editor, "where", "Grafana")
    path.write_text(WRITTEN.replace("above 2 %", "above 9 %") + '\n[[monitoring]]\nmetric = "queue"\n', "utf-8")
    wait(lambda: 'where = "Grafana"' in path.read_text("utf-8"))
    assert "above 9 %" in path.read_text("utf-8") and "queue" in path.read_text("utf-8")
    assert titles(editor) == ["checkout error rate", "queue"]
    assert row(editor, "threshold").input.value == "above 9 %"


def test_both_changed_the_same_and_the_person_decides(qtbot: QtBot, show: Show, path: Path) -> None:
    _, editor = show("monitoring")
    write(qtbot, editor, "threshold", "above 3 %")
    path.write_text(WRITTEN.replace("above 2 %", "above 9 %"), "utf-8")
    editor.settle()
    assert plain(row(editor, "threshold").error) == "The file says “above 9 %” since."
    assert row(editor, "threshold").input.value == "above 3 %" and "above 9 %" in path.read_text("utf-8")
    row(editor, "threshold").mine.click()
    editor.settle()
    assert "above 3 %" in path.read_text("utf-8") and row(editor, "threshold").error == ""


def test_an_entry_of_the_team_is_read_only_and_copied(show: Show, path: Path) -> None:
    _, editor = show("monitoring", "")
    team = editor.book.team
    assert team and editor.head.layer.itemText(2).startswith(".relman.toml of the team (as of ")
    editor.head.layer.setCurrentIndex(2)
    first = titles(editor)[0]
    assert editor.layer is team and editor.entries.remove.isHidden() and editor.entries.add.isHidden()
    assert row(editor, "threshold").input.placeholderText() == ""
    editor.entries.copy.click()
    assert f'metric = "{first}"' in path.read_text("utf-8")
    assert "Copied to yours for this repository" in editor.entries.said
    assert "yours for this repository says it otherwise" in editor.entries._tell(editor.entries.view.rows[0]).below
    editor.entries.copy.click()
    assert "speaks of it already" in editor.entries.said and path.read_text("utf-8").count(first) == 1
    editor.head.layer.setCurrentIndex(0)
    assert titles(editor) == [first]
    assert "Counts instead of .relman.toml:" in editor.entries._tell(editor.entries.view.rows[0]).below


def test_proposed_entries_are_taken_one_by_one_or_all(
    show: Show, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, editor = show("team", "")
    editor.head.propose.click()
    wait(lambda: bool(editor.proposed.rows))
    proposed = editor.proposed
    assert not path.read_text("utf-8")
    at = next(at for at, made in enumerate(proposed.rows) if made.sure and not made.entry.part.single)
    proposed.view.choose(at)
    proposed.take.click()
    taken = proposed.rows[at]
    assert taken.taken and f"[[{taken.entry.part.name}]]" in path.read_text("utf-8")
    proposed.take.click()
    assert taken.taken is None and f"[[{taken.entry.part.name}]]" not in path.read_text("utf-8")
    wanted = len(proposed.new)
    proposed.all.click()
    assert sum(made.taken is not None for made in proposed.rows) == wanted and not proposed.new
    assert not editor.layer.profile.warnings and len(editor.layer.profile.entries) >= wanted - 2  # [team] is one
    saved = tmp_path / ".relman.toml"
    monkeypatch.setattr(
        "relman_desktop.gui.profile_desk.QFileDialog.getSaveFileName", lambda *_: (str(saved), "TOML (*.toml)")
    )
    proposed.save.click()
    assert "# [[goals]]" in saved.read_text("utf-8") and "Saved as" in one.told[-1]
    proposed.back.click()
    assert editor.panes.isVisible()


def test_patterns_tell_how_many_of_the_changed_files_they_cover(qtbot: QtBot, show: Show) -> None:
    one, editor = show("monitoring")
    assert one.session.loaded
    files = [file.path for file in one.session.loaded.change.files]
    write(qtbot, editor, "paths", "*")
    assert row(editor, "paths").hint == f"Covers {len(files)} of the {len(files)} changed files."
    write(qtbot, editor, "paths", "nothing/here")
    assert row(editor, "paths").hint == f"Covers 0 of the {len(files)} changed files."


def test_a_calendar_is_fetched_only_after_its_host_was_named(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fetch(url: str, cancel: object) -> bytes:
        asked.append(url)
        return CALENDAR.encode()

    monkeypatch.setattr(download, "download", fetch)
    _, editor = show("calendars", "")
    editor.entries.add.click()
    write(qtbot, editor, "source", "https://cal.example.com/team/s3cret.ics")
    wait(lambda: "was not read yet" in plain(editor.calendar.text))
    editor.calendar.read.click()
    assert asked == [] and editor.calendar.ask.text() == "Ask cal.example.com"
    assert editor.focusWidget() is editor.calendar.ask
    editor.calendar.ask.click()
    wait(lambda: "It holds 1 freeze, up to 2027-04-01." in plain(editor.calendar.text))
    assert asked == ["https://cal.example.com/team/s3cret.ics"] and "Read just now." in plain(editor.calendar.text)


def test_every_part_and_value_has_help_and_a_name_and_is_reached_by_the_keyboard(qtbot: QtBot, show: Show) -> None:
    _, editor = show("team", "")
    for part in parts():
        editor.show_part(part)
        if not part.single:
            editor.entries.add.click()
        assert part.help in plain(editor.help.text) and part.question in plain(editor.help.text)
        for key in part.keys:
            made = row(editor, key.name)
            made.go_to()
            assert key.help in plain(editor.help.text), (part.name, key.name)
            assert all(stop.accessibleName() for stop in made.stops)
    editor.show_part(parts_by_name()["monitoring"])
    editor.parts.setFocus()
    seen: list[QWidget] = []
    for _ in range(14):
        widget = editor.focusWidget()
        assert widget
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    keys = [one.input for one in editor.form.rows.values()]
    at = [seen.index(one) for one in keys]
    assert seen[0] is editor.parts and at == sorted(at) and seen.index(editor.entries.view) < at[0]


def test_it_follows_what_is_open_and_keeps_what_was_typed(qtbot: QtBot, show: Show, path: Path) -> None:
    one, editor = show("monitoring")
    write(qtbot, editor, "watch_minutes", "soon")
    editor.settle()
    one.open(Path(one.session.known.loaded.opened.location), "v1.5.0~1..v1.5.0")
    wait(lambda: editor.book.team is not None)
    assert row(editor, "watch_minutes").input.value == "soon" and path.read_text("utf-8") == WRITTEN


def test_it_is_opened_from_the_questions(show: Show) -> None:
    one, editor = show("team", "")
    editor.close()
    one.bench.show_questions()
    one.bench.interview.tab.profile.click()
    assert editor.isVisible()
