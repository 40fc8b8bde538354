"""`relman export`: files on standard output or disk; a change system is shown what it gets before it gets it."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.cli import main
from relman_desktop.export.files import file_formats
from relman_desktop.export.ticket_file import read_ticket_file, ticket_file_of
from relman_desktop.life.acts import moved, noted
from relman_desktop.settings import Settings, load_settings, save_settings
from relman_desktop.store.library import Library
from relman_desktop.submitting import client
from relman_desktop.submitting.ledger import Ledger
from relman_desktop.writing import Writing

from .export.files_data import FOLDER
from .life.nights import at
from .making_tickets import a_ticket
from .submitting.servers.redmine import RedmineSystem
from .submitting.servers.serving import TOKEN, TOKEN_VARIABLE

TICKET = str(FOLDER / "ticket.json")


class Run:
    """One run of the command line."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        status = main(words)
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


@pytest.fixture
def redmine(monkeypatch: pytest.MonkeyPatch) -> Iterator[RedmineSystem]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    with RedmineSystem() as server:
        save_settings(Settings(systems=(server.system(name="ops"),)))
        yield server


@pytest.mark.parametrize("name", [name for name in file_formats() if name != "pdf"])
def test_every_kind_of_file_comes_out_of_standard_output(run: Run, name: str) -> None:
    status, out, err = run("export", TICKET, "--to", name)
    assert (status, err) == (0, "") and "netbox" in out


def test_a_file_is_written_where_it_is_wanted(run: Run, tmp_path: Path) -> None:
    assert run("export", TICKET, "--to", "json", "-o", str(tmp_path / "t.json")) == (0, "", "")
    assert read_ticket_file(tmp_path / "t.json") == read_ticket_file(TICKET)
    status, out, _ = run("export", TICKET, "--to", "html", "--dry-run", "-o", str(tmp_path / "t.html"))
    assert status == 0 and "would be written to" in out and not (tmp_path / "t.html").exists()


def test_a_ticket_comes_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(TICKET).read_bytes())))
    assert run("export", "-", "--to", "plain")[1].startswith("Upgrade netbox")


def test_a_ticket_of_the_library_is_known_by_its_names(run: Run, home: Path) -> None:
    library = Library(home / "tickets.sqlite")
    Writing.begun(library, a_ticket(), "template")
    library.close()
    for name in ("1", "CHG-2026-0142", "0123456789abcdef"):
        status, out, err = run("export", name, "--to", "markdown")
        assert (status, err) == (0, "") and out.startswith("# Drop the column")
    status, out, err = run("export", "1", "--to", "json")
    assert status == 0 and ticket_file_of(out.encode(), "x").ticket == a_ticket()
    assert "/somewhere/orders-service" in err and "what the team's profile says" in err, "its repository is gone"


def test_a_profile_on_the_command_line_says_the_zone(run: Run, tmp_path: Path) -> None:
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["schedule"] = {"text": "2026-07-01 19:00 to 21:00", "claims": []}
    (tmp_path / "t.json").write_text(json.dumps(told))
    (tmp_path / "team.toml").write_text('[team]\ntime_zone = "America/New_York"\n')
    words = ("export", str(tmp_path / "t.json"), "--to", "ics")
    assert "DTSTART:20260701T170000Z" in run(*words)[1]
    assert "DTSTART:20260701T230000Z" in run(*words, "--profile", str(tmp_path / "team.toml"))[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", TICKET, "--to", "word"), "There is no target “word”; there are markdown"),
        (("export", "nothing.json", "--to", "html"), "nothing.json cannot be read"),
        (("export", "CHG-9", "--to", "html"), "no tickets"),
        (("export", TICKET, "--to", "html", "--agree"), "--agree is for a change system"),
        (("export", TICKET, "--to", "audit", "--over", "title"), "--over is for a change system"),
        (("export", TICKET, "--to", "html", "--profile", "none.toml"), "none.toml"),
        (("export", TICKET), "--to"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(run: Run, words: tuple[str, ...], said: str) -> None:
    try:
        status, out, err = run(*words)
    except SystemExit as left:
        assert left.code == 2
        return
    assert (status, out) == (2, "") and said in err and err.count("\n") == 1


def test_a_dry_run_shows_every_field_and_asks_nobody(run: Run, redmine: RedmineSystem) -> None:
    status, out, err = run("export", TICKET, "--to", "ops", "--dry-run")
    assert status == 0 and "Nothing was sent." in err and not redmine.received
    assert "Subject (subject): " in out and " of 255 characters" in out
    assert "h2. Rollback steps" in out, "in the markup of the site"
    assert TOKEN not in out + err
    told = json.loads(run("export", TICKET, "--to", "OPS", "--dry-run", "--format", "json")[1])
    subject = next(one for one in told["fields"] if one["field"] == "subject")
    assert told["dry_run"] and subject["length"] == len(subject["text"]) <= subject["limit"]
    assert told["our_id"] == "relman-e06cad7fcfefcda8" and TOKEN not in json.dumps(told)


def test_a_ticket_is_made_once_and_updated_afterwards(run: Run, redmine: RedmineSystem, tmp_path: Path) -> None:
    status, out, err = run("export", TICKET, "--to", "ops", "--agree")
    assert status == 0 and out.startswith("Created 42 in ops\nhttp://127.0.0.1:"), err
    assert len(redmine.records) == 1 and redmine.text(42, "title").startswith("Upgrade netbox")
    assert run("export", TICKET, "--to", "ops")[1].startswith("Nothing to update: 42")
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["title"]["text"] = "Upgrade netbox to v4.6.8"
    (tmp_path / "t.json").write_text(json.dumps(told))
    status, out, _ = run("export", str(tmp_path / "t.json"), "--to", "ops", "--format", "json")
    done = json.loads(out)
    assert (done["what"], done["record"]["key"]) == ("updated", "42") and len(redmine.records) == 1
    assert redmine.text(42, "title") == "Upgrade netbox to v4.6.8"


def test_what_somebody_edited_there_is_held_until_it_is_said_otherwise(
    run: Run, redmine: RedmineSystem, tmp_path: Path
) -> None:
    run("export", TICKET, "--to", "ops")
    redmine.edit(42, "title", "Their title")
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["title"]["text"] = "Our title"
    (tmp_path / "t.json").write_text(json.dumps(told))
    words = ("export", str(tmp_path / "t.json"), "--to", "ops")
    status, out, _ = run(*words)
    assert status == 0 and "Left alone" in out and "Their title" in out and "--over FIELD" in out
    assert redmine.text(42, "title") == "Their title"
    assert run(*words, "--over", "nothing")[2].startswith("relman: No field “nothing” is sent there; there are ")
    assert run(*words, "--over", "Subject")[0] == 0 and redmine.text(42, "title") == "Our title"


def test_nothing_is_sent_to_a_host_that_nobody_agreed_to(run: Run, redmine: RedmineSystem) -> None:
    (system,) = load_settings().systems
    save_settings(Settings(systems=(replace(system, url="https://redmine.example.com"),)))
    status, out, err = run("export", TICKET, "--to", "ops")
    assert (status, out) == (2, "") and "nobody has agreed yet that tickets go to redmine.example.com" in err
    assert not redmine.received


def test_without_a_token_nothing_is_sent(run: Run, redmine: RedmineSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE)
    status, out, err = run("export", TICKET, "--to", "ops")
    assert (status, out) == (2, "") and f"set {TOKEN_VARIABLE}" in err and not redmine.received


def test_a_system_that_fails_is_a_service_that_failed(run: Run, redmine: RedmineSystem) -> None:
    redmine.rights -= {"create"}
    status, out, err = run("export", TICKET, "--to", "ops")
    assert (status, out) == (3, "") and err.count("\n") == 1 and TOKEN not in err


def test_an_audit_goes_along_once(run: Run, redmine: RedmineSystem) -> None:
    for _ in range(2):
        status, _, err = run("export", TICKET, "--to", "ops", "--attach-audit")
        assert status == 0, err
    (content,) = redmine.records[42].files.values()
    told = json.loads(content)
    assert told["kind"] == "relman-audit" and told["exports"] == [] and TOKEN not in content.decode()
    after = json.loads(run("export", TICKET, "--to", "audit")[1])
    (export,) = after["exports"]
    assert (export["system"], export["key"], export["state"]) == ("ops", "42", "made") and "fields" not in export
    assert Ledger().exports(told["ticket"]["id"])


SECRET = "hunter2-Xk9qLm3zPw"


@pytest.fixture
def with_a_secret(tmp_path: Path) -> str:
    """A ticket whose texts hold a password and a token, also where a markup escapes them."""
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["notes"] = {"text": f"Log in with password: {SECRET} first.", "claims": []}
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    told["ticket"]["entries"]["title"] = {"text": f"Push with {token} today", "claims": []}
    (tmp_path / "secret.json").write_text(json.dumps(told))
    return str(tmp_path / "secret.json")


def test_a_secret_in_the_text_is_told_masked_and_sent_only_when_that_is_said(
    run: Run, redmine: RedmineSystem, with_a_secret: str
) -> None:
    words = ("export", with_a_secret, "--to", "ops")
    for more in ((), ("--attach-audit",), ("--dry-run",), ("--dry-run", "--format", "json")):
        status, out, err = run(*words, *more)
        assert status == 2 and "Notes: what looks like a secret (password)" in err and "--with-secrets" in err
        assert SECRET not in out + err and "a1B2c3D4" not in out + err and not redmine.records
    told = json.loads(out)
    assert (
        len(told["secrets"]) == 2 and next(one for one in told["fields"] if one["field"] == "subject")["length"] == 56
    )
    status, out, err = run(*words, "--with-secrets")
    assert status == 0 and out.startswith("Created 42") and SECRET not in out + err and "password" in err
    assert SECRET in str(vars(redmine.records[42])), "what the person wanted sent is sent whole"


def test_a_dry_run_that_may_send_secrets_masks_them_all_the_same(
    run: Run, redmine: RedmineSystem, with_a_secret: str
) -> None:
    status, out, err = run("export", with_a_secret, "--to", "ops", "--dry-run", "--with-secrets")
    assert status == 0 and "Secrets: " in out and "•" * len(SECRET) in out and SECRET not in out + err


@pytest.mark.parametrize("name", ["markdown", "eml", "audit"])
def test_a_file_with_a_secret_says_so(run: Run, with_a_secret: str, name: str) -> None:
    status, _, err = run("export", with_a_secret, "--to", name)
    assert status == 0 and "Notes: what looks like a secret" in err and SECRET not in err


def test_an_audit_in_a_record_tells_nothing_that_the_person_keeps_from_there(
    run: Run, redmine: RedmineSystem, tmp_path: Path
) -> None:
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["notes"] = {"text": "PRIVATE: the vendor is late.", "claims": []}
    told["ticket"]["dismissed"] = {"F1": "PRIVATE reason"}
    (tmp_path / "t.json").write_text(json.dumps(told))
    (system,) = load_settings().systems
    save_settings(Settings(systems=(replace(system, mapping={"notes": "#not-sent"}),)))
    assert run("export", str(tmp_path / "t.json"), "--to", "ops", "--attach-audit")[0] == 0
    (content,) = redmine.records[42].files.values()
    assert b"PRIVATE" not in content and b"Upgrade netbox" in content
    assert len(json.loads(content)["fields"]["notes"]["sha256"]) == 64
    assert "PRIVATE" in run("export", str(tmp_path / "t.json"), "--to", "audit")[1], "a file of one's own has it all"


def test_the_closing_note_goes_to_the_record_of_a_closed_ticket_once(
    run: Run, redmine: RedmineSystem, home: Path
) -> None:
    library = Library(home / "tickets.sqlite")
    Writing.begun(library, a_ticket(), "template")
    library.close()
    status, _, err = run("export", "1", "--to", "ops", "--closing-note")
    assert status != 0 and "not closed yet" in err and redmine.records == {}
    library = Library(home / "tickets.sqlite")
    Writing.begun(library, replace(a_ticket().with_text("state", "closed"), id="fedcba9876543210"), "template")
    library.close()
    for _ in range(2):
        status, _, err = run("export", "2", "--to", "ops", "--closing-note")
        assert status == 0, err
    (record,) = redmine.records.values()
    assert sum("Closing note" in note["notes"] for note in record.comments) == 1


@pytest.mark.parametrize("to", ["markdown", "audit"])
def test_a_closing_note_is_for_change_systems(run: Run, to: str) -> None:
    assert "--closing-note is for a change system" in run("export", TICKET, "--to", to, "--closing-note")[2]


def test_a_terminal_is_sent_nothing_that_it_would_obey(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["notes"] = {"text": "\x1b]0;owned\x07 \x1b[2J \u202eeman", "claims": []}
    (tmp_path / "t.json").write_text(json.dumps(told))
    words = ("export", str(tmp_path / "t.json"), "--to", "plain")
    assert "\u202e" in run(*words)[1], "a pipe gets what it is"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for name in ("plain", "markdown", "csv", "json"):
        out = run(*words[:-1], name)[1]
        assert "\x1b" not in out and "\u202e" not in out and "\x07" not in out and "owned" in out


@pytest.fixture
def blocked(tmp_path: Path) -> str:
    """A ticket that nobody can undo."""
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["rollback"] = {"text": "", "claims": []}
    (tmp_path / "blocked.json").write_text(json.dumps(told))
    return str(tmp_path / "blocked.json")


def test_what_the_checks_block_is_named_and_with_checked_it_is_not_sent(
    run: Run, redmine: RedmineSystem, blocked: str, tmp_path: Path
) -> None:
    status, out, err = run("export", blocked, "--to", "ops", "--dry-run")
    assert status == 0 and "Checks\n" in out and "Rollback steps" in out.partition("Checks\n")[2]
    assert "of the checks blocks this ticket" in err and "(empty)" in err
    assert json.loads(run("export", blocked, "--to", "ops", "--dry-run", "--format", "json")[1])["checks"]
    status, out, err = run("export", blocked, "--to", "ops", "--checked")
    assert (status, out) == (1, "") and "Nothing was sent" in err and not redmine.records
    assert run("export", blocked, "--to", "ops", "--checked", "--dry-run")[0] == 1
    (tmp_path / "team.toml").write_text('[team]\nexport_checks = "refuse"\n')
    assert run("export", blocked, "--to", "ops", "--profile", str(tmp_path / "team.toml"))[0] == 1
    assert not redmine.records
    status, out, err = run("export", blocked, "--to", "ops")
    assert status == 0 and out.startswith("Created") and "of the checks blocks" in err
    assert "is for a change system" in run("export", blocked, "--to", "plain", "--checked")[2]


def test_a_result_that_is_not_whole_says_so_in_its_first_line(
    run: Run, redmine: RedmineSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_AGAIN_S", (0.01,))
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["notes"] = {"text": "Call Ada first.", "claims": []}
    (tmp_path / "t.json").write_text(json.dumps(told))
    redmine.misbehave("access", on="comment", times=9)
    status, out, err = run("export", str(tmp_path / "t.json"), "--to", "ops")
    first = out.partition("\n")[0]
    assert status == 3 and first.startswith("Created 42 in ops; ") and "was not added" in first, (first, err)
    assert "Done in part" in err and "export again" in err
    with redmine.somebody():
        redmine.edit(42, "title", "Another title")
    redmine._plans.clear()
    told["ticket"]["entries"]["title"] = {"text": "Our new title", "claims": []}
    (tmp_path / "t.json").write_text(json.dumps(told))
    status, out, err = run("export", str(tmp_path / "t.json"), "--to", "ops")
    assert status == 0 and "1 field was left alone" in out.partition("\n")[0], out


def test_a_dry_run_says_first_what_would_happen_and_asks_nobody(
    run: Run, redmine: RedmineSystem, tmp_path: Path
) -> None:
    words = ("export", TICKET, "--to", "ops", "--dry-run")
    assert run(*words)[1].startswith("Would create the ticket in ops") and not redmine.received
    assert run("export", TICKET, "--to", "ops")[0] == 0
    before = len(redmine.received)
    assert run(*words)[1].startswith("Would update 42 in ops (created ")
    told = json.loads(Path(TICKET).read_text())
    told["ticket"]["entries"]["title"] = {"text": "Our new title", "claims": []}
    (tmp_path / "t.json").write_text(json.dumps(told))
    out = run("export", str(tmp_path / "t.json"), "--to", "ops", "--dry-run", "--format", "json")[1]
    assert json.loads(out)["would"] == {"changed": ["Subject"], "key": "42", "what": "update"}
    assert len(redmine.received) == before


def test_a_secret_in_what_was_noted_that_night_is_told_and_masked_in_the_closing_note(
    run: Run, redmine: RedmineSystem, home: Path
) -> None:
    ticket = moved(noted(moved(a_ticket(), "deploying", at(0)), f"root password: {SECRET}", at(1)), "closed", at(60))
    library = Library(home / "tickets.sqlite")
    Writing.begun(library, ticket, "template")
    library.close()
    words = ("export", "1", "--to", "ops", "--closing-note")
    for more in ((), ("--dry-run",), ("--attach-audit",)):
        status, out, err = run(*words, *more)
        assert status == 2 and "Closing note: what looks like a secret (password)." in err and not redmine.records
        assert SECRET not in out + err
    assert run("export", "1", "--to", "ops", "--dry-run")[0] == 0, "without the note it does not go along"
    assert run(*words, "--with-secrets")[0] == 0 and SECRET in str(vars(redmine.records[42]))
