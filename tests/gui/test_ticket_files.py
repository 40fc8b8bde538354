"""The open ticket as a file: every kind from one dialog, written beside the window, and said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from relman_desktop.export.files import file_formats
from relman_desktop.export.ticket_file import read_ticket_file
from relman_desktop.gui.ticket_files import AUDIT, chosen, file_name, filters
from relman_desktop.ticket import ChangeRef, Ticket

from .model_scenes import Scene, wait

Open = Callable[..., Scene]
Asked = list[tuple[str, str, str]]


@pytest.fixture
def opened(scene: Open) -> Scene:
    one = scene()
    wait(lambda: not one.bench.risk.busy)
    return one


def ask(monkeypatch: pytest.MonkeyPatch, place: str, kind: str) -> Asked:
    """Have the dialog answer so; gives what it was asked with."""
    asked: Asked = []

    def answer(_window: object, title: str, offered: str, kinds: str) -> tuple[str, str]:
        asked.append((title, offered, kinds))
        return place, kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return asked


def saved(one: Scene) -> str:
    wait(lambda: bool([said for said in one.told if said.startswith("Saved as")] or one.complaints))
    return (one.told or [""])[-1]


def test_the_dialog_offers_every_kind_of_file_and_markdown_first(
    opened: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(monkeypatch, str(tmp_path / "my ticket.pdf"), "Markdown (*.md)")
    action = opened.window.actions_by_name["save_ticket"]
    assert action.shortcut().toString() == "Ctrl+S"
    action.trigger()
    assert str(tmp_path / "my ticket.pdf") in saved(opened)
    (told,) = asked
    assert told[1].endswith(f"{file_name(opened.session.ticket)}.md") and told[2].startswith("Markdown (*.md);;")
    assert told[2].count(";;") == len(file_formats()) - 1
    assert (tmp_path / "my ticket.pdf").read_bytes().startswith(b"%PDF"), "the ending that was typed counts"
    asked.clear()
    opened.window.actions_by_name["save_ticket"].trigger()
    assert asked[0][1].startswith(str(tmp_path)), "the next one is offered where the last one went"


def test_each_kind_holds_what_stands_in_the_window(opened: Scene, tmp_path: Path) -> None:
    opened.session.edit("notes", "Typed a moment ago.").result(10)
    for kind, form in file_formats().items():
        place = tmp_path / f"{kind}{form.suffix}"
        if kind != "ics":
            opened.told.clear()
            opened.window.desk.files.save(place, kind)
            assert saved(opened).startswith(f"Saved as {place}.")
            assert kind == "pdf" or b"Typed a moment ago." in place.read_bytes().replace(b"=\r\n", b"")
    file = read_ticket_file(tmp_path / "json.json")
    assert file.ticket == opened.session.ticket and file.links and 1 <= file.impact <= 5


def test_what_a_file_cannot_tell_is_said(opened: Scene, tmp_path: Path) -> None:
    opened.session.edit("notes", "ঘ").result(10)
    opened.window.desk.files.save(tmp_path / "t.pdf", "pdf")
    assert "bengali letter gha" in saved(opened)
    opened.told.clear()
    opened.session.edit("schedule", "soon").result(10)
    opened.window.desk.files.save(tmp_path / "t.ics", "ics")
    saved(opened)
    assert "cannot be read for sure" in opened.complaints[-1] and not (tmp_path / "t.ics").exists()
    opened.session.edit("schedule", "2026-12-01 20:00 to 21:00 UTC").result(10)
    opened.window.desk.files.save(tmp_path / "t.ics", "ics")
    wait((tmp_path / "t.ics").exists)
    opened.told.clear()
    opened.complaints.clear()
    (tmp_path / "file").write_text("x")
    opened.window.desk.files.save(tmp_path / "file" / "t.md", "markdown")
    saved(opened)
    assert "cannot be written" in opened.complaints[-1]


def test_the_audit_is_saved(opened: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask(monkeypatch, str(tmp_path / "a.audit.json"), "Audit (*.json)")
    opened.session.edit("notes", "Typed a moment ago.").result(10)
    opened.window.actions_by_name["save_audit"].trigger()
    assert saved(opened) and asked[0][0] == "Save the audit" and asked[0][1].endswith(".audit.json")
    told = json.loads((tmp_path / "a.audit.json").read_bytes())
    (note,) = told["fields"]["notes"]["sentences"]
    assert (note["text"], note["drafted_by"]) == ("Typed a moment ago.", "person") and note["at"]
    assert told["risk"]["points"] and told["inputs"]["work"] and told["journal"]


def test_nothing_is_saved_where_the_person_thought_better_of_it(opened: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch, "", "")
    for name in ("save_ticket", "save_audit"):
        opened.window.actions_by_name[name].trigger()
    assert not opened.told and not opened.complaints


def test_a_name_without_an_ending_takes_no_other_file_s_place(tmp_path: Path) -> None:
    kinds = filters()
    pdf = next(shown for shown, kind in kinds.items() if kind == "pdf")
    assert chosen(tmp_path / "t", kinds[pdf]) == (tmp_path / "t.pdf", "pdf")
    (tmp_path / "t.pdf").write_text("another's")
    assert chosen(tmp_path / "t", kinds[pdf]) == (tmp_path / "t-2.pdf", "pdf")
    assert chosen(tmp_path / "t.pdf", kinds[pdf]) == (tmp_path / "t.pdf", "pdf"), "of which the dialog has asked"
    assert chosen(tmp_path / "T.HTML", kinds[pdf])[1] == "html"
    assert chosen(tmp_path / "v1.2", "") == (tmp_path / "v1.2.md", "markdown")
    assert chosen(tmp_path / "x.adf.json", "markdown")[1] == "adf" and chosen(tmp_path / "x.json", "adf")[1] == "json"
    assert chosen(tmp_path / "x.txt", "jira")[1] == "jira"


def test_a_file_is_named_as_any_system_takes_it() -> None:
    ticket = Ticket("x", ChangeRef("r", "", "b", "h", "d"))
    assert file_name(None) == file_name(ticket) == file_name(ticket.with_text("title", "../..")) == "ticket"
    assert file_name(ticket.with_text("change_id", "CHG/2026:1\n")) == "CHG-2026-1"
    assert AUDIT not in file_formats()
