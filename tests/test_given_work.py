"""`--work FILE`: work items that the person gives on the command line reach the list, the request and the draft."""

import json
from pathlib import Path

import pytest

from relman_desktop.sample import RANGE
from tests.test_cli import Capture, as_json, run

ITEMS = [
    {"key": "PAY-212", "title": "Payments give up after ten seconds", "body": "Customers wait.", "status": "Done"},
    {"key": "OPS-7", "title": "Tell operations", "criteria": ["They know"], "status": "In Progress", "type": "Task"},
]


@pytest.fixture
def items(tmp_path: Path) -> str:
    path = tmp_path / "items.json"
    path.write_text(json.dumps(ITEMS))
    return str(path)


def test_a_given_item_joins_the_one_that_the_commits_name_and_others_follow(
    capsys: Capture, sample: Path, items: str
) -> None:
    before = {one["key"]: one for one in as_json(capsys, sample, "work")["work"]}
    after = {one["key"]: one for one in as_json(capsys, sample, "work", "--work", items)["work"]}
    named = before["PAY-212"]
    assert after["PAY-212"]["id"] == named["id"] and after["PAY-212"]["title"] == ITEMS[0]["title"]
    assert after["PAY-212"]["found"] == [{"where": "given", "ref": "items.json"}, *named["found"]]
    other = after["OPS-7"]
    assert other["id"] not in {one["id"] for one in before.values()}
    assert (other["criteria"], other["done"], other["kind"], other["source"]) == (
        ["They know"], False, "Task", "items.json"
    )  # fmt: skip


def test_the_text_shows_what_was_given(capsys: Capture, sample: Path, items: str) -> None:
    status, out, _ = run(capsys, "work", "--repo", str(sample), "--range", RANGE, "--work", items)
    assert status == 0 and "Tell operations · In Progress" in out and "given items.json" in out


def test_a_draft_and_a_request_know_them_and_several_files_add_up(
    capsys: Capture, sample: Path, items: str, tmp_path: Path
) -> None:
    more = tmp_path / "more.csv"
    more.write_text("Key,Title\nOPS-8,Write the runbook\n")
    words = ("--work", items, "--work", str(more))
    assert {"OPS-7", "OPS-8"} <= {one["key"] for one in as_json(capsys, sample, "draft", *words)["work"]}
    sent = json.dumps(as_json(capsys, sample, "request", *words)["body"])
    assert "Tell operations" in sent and "Write the runbook" in sent


@pytest.mark.parametrize("command", ["work", "request", "draft"])
def test_a_file_that_holds_none_is_one_sentence(capsys: Capture, sample: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "bad.csv").write_text("foo,bar\n1,2\n")
    words = ("--repo", str(sample), "--range", RANGE, "--work", str(tmp_path / "bad.csv"))
    status, out, err = run(capsys, command, *words)
    assert (status, out) == (2, "") and err.startswith("relman: bad.csv, line 1: ") and err.count("\n") == 1
