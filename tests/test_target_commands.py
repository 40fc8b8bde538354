"""`relman targets`: what there is, what is set up, and a team's own table looked at as a whole."""

import json
from pathlib import Path

import pytest

from relman_desktop.export.targets.schema import Schema
from relman_desktop.export.targets.table import own_folder, shipped
from relman_desktop.files import resource
from relman_desktop.instance import Instance
from relman_desktop.kept_schemas import keep_schema, kept_schema
from relman_desktop.keys import keep_key, key_for
from relman_desktop.settings import Settings, System, load_settings, save_settings

from .keys.keyrings import Memory, installed
from .submitting.servers.redmine import RedmineSystem
from .submitting.servers.serving import TOKEN, TOKEN_VARIABLE
from .test_export_commands import Run, redmine, run

__all__ = ["redmine", "run"]
ADD = ("targets", "--add", "Ops", "--target", "redmine", "--url", "https://redmine.example.com/")
JIRA = ("--set", "project=OPS", "--set", "issue_type=Change")
SET = ("--set", "project=payments", "--set", "tracker=Support")


def test_all_that_there_is_is_listed(run: Run, home: Path) -> None:
    status, out, err = run("targets")
    assert (status, err) == (0, "") and "None. `relman targets --add" in out
    assert all(f"  {name} " in out for name in (*shipped(), "pdf", "audit"))
    told = json.loads(run("targets", "--format", "json")[1])
    assert {one["name"] for one in told["targets"]} == set(shipped()) and told["systems"] == []


def test_a_system_is_added_changed_and_removed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, err = run(*ADD, *SET, "--token-variable", "OPS_TOKEN")
    assert (status, err) == (0, "") and "Added “Ops”: Redmine at redmine.example.com; there is no token for it." in out
    assert load_settings().systems == (
        System("Ops", "redmine", "https://redmine.example.com/", key_variable="OPS_TOKEN",
               values={"project": "payments", "tracker": "Support"}),
    )  # fmt: skip
    monkeypatch.setenv("OPS_TOKEN", "s3cr3t-of-this-test")
    out = run("targets")[1]
    assert "Ops" in out and "the token is in the environment variable OPS_TOKEN" in out and "s3cr3t" not in out
    told = run("targets", "--format", "json")[1]
    assert json.loads(told)["systems"][0]["token"] == "variable" and "s3cr3t" not in told
    mapped = load_settings().systems[0]
    save_settings(Settings(systems=(System(**{**_values(mapped), "mapping": {"notes": "#not-sent"}}),)))
    assert run(*ADD, "--set", "project=other", "--set", "tracker=Bug")[1].startswith("Changed “Ops”")
    (system,) = load_settings().systems
    assert system.values["project"] == "other" and system.mapping == {"notes": "#not-sent"}
    assert run("targets", "--remove", "ops")[0] == 0 and load_settings().systems == ()


def _values(system: System) -> dict[str, object]:
    return {name: getattr(system, name) for name in System.__dataclass_fields__}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("targets", "--add", "X"), "needs --target KIND and --url URL"),
        (("targets", "--url", "https://x"), "--url tells of a system"),
        ((*ADD[:4], "word", *ADD[5:]), "no kind “word”"),
        ((*ADD, "--set", "project=x"), "needs --set tracker="),
        ((*ADD, *SET, "--set", "colour=red"), "no setting “colour”"),
        ((*ADD, *SET, "--auth", "magic"), "no way to authorise “magic”"),
        (("targets", "--add", "J", "--target", "jira-cloud", "--url", "https://x.example.com", *JIRA), "add --user"),
        (("targets", "--add", "pdf", *ADD[3:], *SET), "calls a file (PDF)"),
        (("targets", "--add", "X", "--target", "redmine", "--url", "redmine", *SET), "is no address"),
        ((*ADD, *SET, "--token-variable", "glpat-abcDEF123"), "and not the token itself"),
        ((*ADD, *SET, "--token-variable", "ghp0123456789abcdefghij"), "and not the token itself"),
        ((*ADD[:6], "https://ada:hunter2secret@redmine.example.com", *SET), "holds a name or a password"),
        (
            (*ADD[:6], "https://redmine.example.com/?private_token=glpat-abcDEF123", *SET),
            "A token stands in the address",
        ),
        (("targets", "--remove", "Nope"), "No system “Nope” is set up"),
        (("targets", "--fields", "Nope"), "No system “Nope” is set up"),
        (("targets", "--show", "word"), "no kind “word”"),
        (("targets", "--check", "none.toml"), "none.toml cannot be read"),
    ],
)
def test_wrong_words_are_told_in_one_line(run: Run, words: tuple[str, ...], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "") and said in err and err.count("\n") == 1
    assert "hunter2" not in err and "glpat" not in err and "ghp0" not in err
    assert load_settings() == Settings()


def test_a_setting_that_is_a_token_is_not_shown(run: Run) -> None:
    words = ("targets", "--add", "G", "--target", "glpi", "--url", "https://glpi.example.com")
    assert run(*words, "--set", "app_token=t0p-s3cr3t")[0] == 0
    for told in (run("targets")[1], run("targets", "--format", "json")[1]):
        assert "t0p-s3cr3t" not in told and "(set)" in told


def test_while_the_window_is_open_its_settings_are_left_to_it(run: Run, home: Path) -> None:
    window = Instance.claim(home)
    assert window
    try:
        status, _, err = run(*ADD, *SET)
    finally:
        window.release()
    assert status == 2 and "Relman Desktop is open" in err and load_settings() == Settings()


def test_a_shipped_table_is_a_start_for_an_own_one(run: Run, tmp_path: Path) -> None:
    text = run("targets", "--show", "redmine")[1]
    assert text.encode() == resource("targets/redmine.toml").read_bytes()
    own = tmp_path / "ours.toml"
    own.write_text(text.replace('title = "Redmine"', 'title = "Our Redmine"'))
    assert run("targets", "--check", str(own)) == (
        0,
        f"{own}: nothing is wrong with “Our Redmine”. Put it into {own_folder()} to use it.\n",
        "",
    )
    own_folder().mkdir(parents=True)
    (own_folder() / "ours.toml").write_text(own.read_text())
    assert "Our Redmine" in run("targets")[1] and str(own_folder() / "ours.toml") in run("targets")[1]
    assert "Our Redmine" in run("targets", "--show", "ours")[1]


def test_all_that_is_wrong_with_an_own_table_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    own_folder().mkdir(parents=True)
    own = own_folder() / "ours.toml"
    own.write_text('extends = "redmine"\ntitel = "x"\n[[field]]\ntheirs = "y"\nlabel = "Y"\nsort = "strng"\n')
    status, out, err = run("targets", "--check", str(own))
    assert (
        status == 2 and "ours.toml, line 2: there is no `titel`" in out and "line 6" in out and str(own_folder()) in err
    )
    status, out, _ = run("targets")
    assert status == 0 and "!! The target in" in out and "redmine" in out, "the others are there all the same"
    assert run("targets", "--check", str(tmp_path / "none.toml"))[0] == 2


def test_a_site_is_asked_for_its_fields(run: Run, redmine: RedmineSystem) -> None:
    status, out, err = run("targets", "--fields", "ops")
    assert (status, err) == (0, "") and "What goes where" in out and "Title" in out and "subject" in out
    assert redmine.received and not redmine.records and TOKEN not in out
    told = json.loads(run("targets", "--fields", "ops", "--format", "json")[1])
    assert {"ours": "title", "field": "subject"}.items() <= told["mapping"][0].items()


def test_the_doctor_lists_and_tests_the_systems(run: Run, redmine: RedmineSystem) -> None:
    status, out, _ = run("doctor")
    assert status == 0 and f"the token is in the environment variable {TOKEN_VARIABLE}" in out and not redmine.received
    status, out, _ = run("doctor", "--probe")
    assert status == 0 and "ops" in out.splitlines()[-1] and TOKEN not in out and redmine.received
    assert not redmine.records, "a test writes nothing"


def test_the_token_and_the_fields_of_a_place_go_with_it(run: Run) -> None:
    with installed(Memory()):
        for gone in (("targets", "--add", "Ops", "--target", "redmine", "--url", "https://two.example.com/", *SET),
                     ("targets", "--remove", "Ops")):  # fmt: skip
            run(*ADD, *SET)
            (before,) = load_settings().systems
            keep_key(before, "s3cr3t-of-this-test")
            keep_schema(before, Schema({}, "2026-11-24T00:00:00Z", True))
            assert run(*gone)[0] == 0
            assert key_for(before) is None and kept_schema(before) is None
            run("targets", "--remove", "Ops")


SN = ("targets", "--add", "sn", "--target", "servicenow", "--url", "https://acme.service-now.com", "--user", "ada")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*SN, "--set", "time_zone=Berlin"), "“Berlin” is no time zone"),
        (("targets", "--add", "jira", "--target", "redmine", "--url", "https://a.example"), "calls a file (Jira wiki"),
        (SN[:-2], "whom the password belongs to; add --user or --auth"),
        ((*SN, "--map", "nonsense=x"), "names no field of ours"),
    ],
)
def test_what_can_never_work_is_refused_when_it_is_added(run: Run, words: tuple[str, ...], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "") and said in err and err.count("\n") == 1, err
    assert load_settings().systems == ()


def test_a_choice_is_one_of_those_that_there_are(run: Run) -> None:
    words = ("targets", "--add", "gl", "--target", "gitlab", "--url", "https://gitlab.example", "--set", "project=a/b")
    status, _, err = run(*words, "--set", "internal=maybe")
    assert status == 2 and "is no choice of GitLab" in err


def test_fields_are_mapped_by_words_and_what_to_try_next_is_told(run: Run) -> None:
    status, out, err = run(*SN, "--map", "notes=u_remarks", "--map", "justification=#nowhere")
    assert (status, err) == (0, "") and out.endswith("Try it: relman targets --fields sn\n")
    assert load_settings().systems[0].mapping == {"notes": "u_remarks", "justification": "#not-sent"}


def test_what_a_kind_needs_is_told_in_words(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("targets", "--kind", "servicenow")
    assert (status, err) == (0, "")
    assert "time_zone" in out and "User and password; wants --user" in out and "What it must be allowed" in out
    assert "There is no kind" in run("targets", "--kind", "nope")[2]
    for name in shipped():
        assert run("targets", "--kind", name)[0] == 0
    with pytest.raises(SystemExit):
        run("targets", "--help")
    assert "relman targets --add sn --target servicenow" in capsys.readouterr().out
