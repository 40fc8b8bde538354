"""`relman check`: the contract's JSON and statuses, for files and for tickets of the library."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.checks.table import rows
from relman_desktop.sample import RANGE
from tests.checks.cases import GOOD, a_ticket
from tests.drafting.moving.making import RANGE as MOVING
from tests.drafting.moving.making import SETTINGS, a_shop
from tests.test_cli import Capture, run
from tests.test_ticket_commands import library

__all__ = ["library"]
SECRET = "hunter2-Xk9qLm3zPw"


def drafted(capsys: Capture, repo: Path, range_: str, to: Path) -> Path:
    words = ("draft", "--repo", str(repo), "--range", range_, "--format", "json", "-o", str(to))
    assert run(capsys, *words)[0] == 0
    return to


def saved(tmp_path: Path, **fields: str) -> Path:
    path = tmp_path / "ticket.json"
    path.write_text(json.dumps(a_ticket(**fields).to_json()), "utf-8")
    return path


def checked(capsys: Capture, *words: str) -> tuple[int, Mapping[str, Any], str]:
    status, out, err = run(capsys, "check", *words, "--format", "json")
    return status, json.loads(out), err


def test_a_draft_is_checked_with_its_change(capsys: Capture, sample: Path, tmp_path: Path) -> None:
    path = drafted(capsys, sample, RANGE, tmp_path / "t.json")
    status, told, err = checked(capsys, str(path), "--repo", str(sample))
    assert status == 1 and told["schema"] == 1 and " this ticket." in err
    keys = {"id", "field", "severity", "text", "evidence", "quote", "mend"}
    assert told["findings"] and all(set(one) == keys for one in told["findings"])
    assert {one["id"].partition(":")[0] for one in told["findings"]} <= {row.id for row in rows()} | {"team-rule"}
    assert "unanswered-review" in {one["id"] for one in told["findings"]} and told["notes"] == []
    assert {one["severity"] for one in told["findings"]} <= {"block", "warn", "note"}


def test_where_its_change_is_not_here_that_is_said(capsys: Capture, tmp_path: Path) -> None:
    status, told, err = checked(
        capsys, str(saved(tmp_path, schedule="2099-12-01 09:00 to 11:00 UTC")), "--repo", str(tmp_path)
    )
    assert status == 0 and told["findings"] == [] and "is not here" in told["notes"][0] and "is not here" in err


def test_people_read_lines_with_the_checks_names(capsys: Capture, tmp_path: Path) -> None:
    path = saved(tmp_path, schedule="2099-12-01 09:00 to 11:00 UTC", title="Update", risk="high")
    status, out, _ = run(capsys, "check", str(path), "--repo", str(tmp_path))
    lines = out.splitlines()
    assert status == 1 and lines[0].startswith("✗ Title: The title “Update” does not say")
    assert lines[0].endswith("(title-says-nothing)")
    assert lines[-1] == "1 finding that blocks and 1 finding that warns."


def test_nothing_found_is_said_and_no_error(capsys: Capture, tmp_path: Path) -> None:
    path = saved(tmp_path, schedule="2099-12-01 09:00 to 11:00 UTC")
    status, out, _ = run(capsys, "check", str(path), "--repo", str(tmp_path))
    assert status == 0 and out == "Nothing was found for which an approver would send this ticket back.\n"


def test_a_secret_is_in_no_output(capsys: Capture, tmp_path: Path) -> None:
    path = saved(tmp_path, notes=f"Log in with password: {SECRET} first.")
    for format_name in ("text", "json"):
        status, out, err = run(capsys, "check", str(path), "--repo", str(tmp_path), "--format", format_name)
        assert status == 1 and SECRET not in out + err and "secret" in out


def test_a_moved_branch_tells_which_sentences_lost_their_evidence(capsys: Capture, tmp_path: Path) -> None:
    shop = a_shop(tmp_path)
    path = drafted(capsys, shop.root, MOVING, tmp_path / "t.json")
    _, before, _ = checked(capsys, str(path), "--repo", str(shop.root))
    assert not any(one["id"].startswith("stale") for one in before["findings"])
    shop.write("shop/settings.py", SETTINGS + 'SENDER = os.environ["SHOP_SENDER"]\n')
    shop.commit("feat: name the sender otherwise")
    _, told, _ = checked(capsys, str(path), "--repo", str(shop.root))
    stale = [one for one in told["findings"] if one["id"].startswith("stale-sentence")]
    assert any(one["id"] == "stale-draft" and "new commit" in one["text"] for one in told["findings"])
    assert stale and all(one["quote"] and one["severity"] == "block" for one in stale)


def test_a_ticket_of_the_library_is_checked_by_its_id(capsys: Capture, library: object) -> None:
    status, told, _ = checked(capsys, "CHG-1")
    assert status == 0 and told["findings"] == [], "it is closed"
    status, told, _ = checked(capsys, "2")
    assert status == 1 and any(one["id"] == "no-validator" for one in told["findings"])


def test_a_profile_given_weighs_and_a_target_limits(capsys: Capture, tmp_path: Path) -> None:
    path = saved(tmp_path, schedule="2099-12-01 09:00 to 11:00 UTC", title="Ask for the postcode " * 14)
    status, told, _ = checked(capsys, str(path), "--repo", str(tmp_path), "--target", "redmine")
    assert status == 1 and [one["id"] for one in told["findings"]] == ["over-limit:title"]
    own = tmp_path / "own.toml"
    own.write_text('[[checks]]\nid = "over-limit"\nseverity = "note"\n', "utf-8")
    words = ("--repo", str(tmp_path), "--target", "redmine", "--profile", str(own))
    status, told, _ = checked(capsys, str(path), *words)
    assert status == 0 and [one["severity"] for one in told["findings"]] == ["note"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing.json",), "nothing.json cannot be read"),
        (("CHG-99",), "There is no ticket “CHG-99”"),
        (("{ticket}", "--target", "gopher"), "There is no change system “gopher”"),
        (("{broken}",), "is no JSON"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    capsys: Capture, tmp_path: Path, library: object, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "broken.json").write_text("{", "utf-8")
    names = {"ticket": saved(tmp_path), "broken": tmp_path / "broken.json"}
    status, out, err = run(capsys, "check", *(one.format(**names) for one in words), "--repo", str(tmp_path))
    assert status == 2 and out == "" and said in err and err.count("\n") == 1


def test_standard_input_is_a_file(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    content = json.dumps(a_ticket(**{**GOOD, "schedule": "2099-12-01 09:00 to 11:00 UTC"}).to_json()).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run(capsys, "check", "-", "--repo", str(tmp_path))[0] == 0


@pytest.mark.parametrize("state", ["deploying", "closed"])
def test_what_is_hardly_looked_at_any_more_is_not_told_to_be_clear(capsys: Capture, tmp_path: Path, state: str) -> None:
    path = str(saved(tmp_path, state=state, rollback=""))
    status, out, _ = run(capsys, "check", path, "--repo", str(tmp_path))
    assert status == 0 and f"Not checked any more for an approver: the state is “{state}”." in out
    assert "Nothing was found" not in out and state in checked(capsys, path, "--repo", str(tmp_path))[1]["unchecked"]
    assert checked(capsys, str(saved(tmp_path)), "--repo", str(tmp_path))[1]["unchecked"] == ""
