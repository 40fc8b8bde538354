"""Exports of trackers and lists of people's own, as work items."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.errors import InputError
from relman_desktop.export.contract import to_bytes, work_object
from relman_desktop.jobs import Cancel
from relman_desktop.sources.work.files import read_work_file
from relman_desktop.sources.work.item import Found
from tests.sources.work.files.reading import only, read

JIRA_CSV = (
    "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Labels,Labels,Description,"
    "Outward issue link (Blocks),Parent key,Assignee,Updated\n"
    'Pay by card,PAY-12,10001,Story,In Review,In Progress,pay,card,"h2. Why\n*Because*\n\nh3. Acceptance criteria\n'
    '* It pays\n* It says so",PAY-13,PAY-1,Maya Chen,26/Nov/26 9:00 AM\n'
)


def test_a_csv_of_jira_tells_all_of_an_item_and_has_its_markup_read(tmp_path: Path) -> None:
    item = only(read(tmp_path, "items.csv", JIRA_CSV))
    assert (item.key, item.tracker, item.title, item.kind) == ("PAY-12", "jira", "Pay by card", "Story")
    assert item.body.startswith("## Why\n\n**Because**")
    assert item.criteria == ("It pays", "It says so")
    assert (item.status, item.done, item.labels) == ("In Review", False, ("pay", "card"))
    assert (item.links, item.parent, item.assignee) == (("PAY-13",), "PAY-1", "Maya Chen")
    assert item.found == (Found("given", "items.csv"),) and item.source == "items.csv" and not item.fetched


@pytest.mark.parametrize(
    ("csv", "expected"),
    [
        ('ID,Work Item Type,Title,State,Tags,Description\n4711,Bug,Crash,Closed,a; b,"<div>It <b>ends</b></div>"\n',
         ("AB#4711", "azure", "Crash", True, "It **ends**", ("a", "b"))),
        ("Title,Description,Issue ID,URL,State,Labels\nX,**b**,12,https://gitlab.com/acme/pay/-/issues/12,Open,\n",
         ("acme/pay#12", "gitlab", "X", False, "**b**", ())),
        ("#;Project;Tracker;Status;Subject;Description\n12;Pay;Bug;Geschlossen;Absturz;h2. Warum\n",
         ("#12", "redmine", "Absturz", True, "## Warum", ())),
        ("ID\tTeam\tTitle\tStatus\tLabels\nENG-5\tCore\tFaster\tIn Progress\tx, y\n",
         ("ENG-5", "linear", "Faster", False, "", ("x", "y"))),
        ('Title,URL,Status\n"Say ""hi""",https://github.com/acme/pay/issues/5,Done\n',
         ("acme/pay#5", "github", 'Say "hi"', True, "", ())),
        ("sep=;\nTicket;Titel\nPAY-1;Zahlen\n", ("PAY-1", "jira", "Zahlen", None, "", ())),
        ("Name\nNo key here\n", ("No key here", "", "No key here", None, "", ())),
    ],
)  # fmt: skip
def test_tables_of_other_trackers_and_of_people(tmp_path: Path, csv: str, expected: tuple[Any, ...]) -> None:
    item = only(read(tmp_path, "items.csv", csv))
    assert (item.key, item.tracker, item.title, item.done, item.body, item.labels) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_a_file_is_read_in_the_encoding_that_it_is_in(tmp_path: Path, encoding: str) -> None:
    text = "Key,Title,Description\nPAY-1,Zahlung für Zürich,überall – schnell\n"
    assert only(read(tmp_path, "x.csv", text.encode(encoding))).title == "Zahlung für Zürich"


GITHUB = {
    "number": 5, "title": "It crashes", "html_url": "https://github.com/acme/orders/issues/5",
    "url": "https://api.github.com/repos/acme/orders/issues/5", "body": "<!-- -->\n- [ ] one\n- [x] two",
    "state": "closed", "state_reason": "not_planned", "labels": [{"name": "bug"}], "assignees": [{"login": "maya"}],
    "updated_at": "2026-01-01T00:00:00Z",
}  # fmt: skip
ADF = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "hi *you*"}]}]}
JIRA = {
    "id": "10001", "key": "PAY-1", "self": "https://x.atlassian.net/rest/api/3/issue/10001",
    "fields": {
        "summary": "Pay", "description": ADF, "labels": ["a"], "parent": {"key": "PAY-9"},
        "status": {"name": "Fertig", "statusCategory": {"key": "done"}},
        "issuelinks": [{"outwardIssue": {"key": "PAY-2"}}, {"inwardIssue": {"key": "PAY-3"}}],
    },
}  # fmt: skip


def test_an_answer_of_github_is_taken_as_it_is(tmp_path: Path) -> None:
    item = only(read(tmp_path, "issues.json", json.dumps([GITHUB])))
    assert (item.key, item.tracker, item.url) == ("acme/orders#5", "github", GITHUB["html_url"])
    assert (item.status, item.done, item.labels, item.assignee) == ("closed", False, ("bug",), "maya")
    assert (item.body, item.criteria) == ("- [ ] one\n- [x] two", ("one", "two"))


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"issues": [one], "total": 1}])
def test_an_answer_of_jira_is_taken_as_it_is(tmp_path: Path, wrap: Any) -> None:
    item = only(read(tmp_path, "search.json", json.dumps(wrap(JIRA))))
    assert (item.key, item.title, item.body) == ("PAY-1", "Pay", "hi \\*you\\*")
    assert (item.status, item.done, item.parent, item.links) == ("Fertig", True, "PAY-9", ("PAY-2",))
    assert item.url == "https://x.atlassian.net/browse/PAY-1"


@pytest.mark.parametrize(
    ("data", "key", "title", "done"),
    [
        ({"iid": 7, "title": "G", "references": {"full": "acme/pay#7"}, "state": "opened"}, "acme/pay#7", "G", False),
        ({"value": [{"id": 7, "fields": {"System.Title": "A", "System.State": "Closed"}}]}, "AB#7", "A", True),
        ({"issues": [{"id": 7, "subject": "R", "status": {"name": "X", "is_closed": True}}]}, "#7", "R", True),
        ({"data": {"issues": {"nodes": [{"identifier": "ENG-1", "title": "L", "state": {"type": "started"}}]}}},
         "ENG-1", "L", False),
        ({"name": "acme/orders", "issues": [{"number": 3, "title": "T", "url": "", "state": "OPEN"}]},
         "#3", "T", False),
        ([{"Key": "pay-4", "Title": "Own", "done": "yes", "status": "open"}], "PAY-4", "Own", True),
        ([{"title": "Without a key"}], "Without a key", "Without a key", None),
    ],
)  # fmt: skip
def test_other_lists_are_found_wherever_they_lie(tmp_path: Path, data: Any, key: str, title: str, done: bool) -> None:
    item = only(read(tmp_path, "x.json", json.dumps(data)))
    assert (item.key, item.title, item.done) == (key, title, done)


def test_what_the_command_line_prints_is_read_again(tmp_path: Path) -> None:
    item = only(read(tmp_path, "items.csv", JIRA_CSV))
    again = only(read(tmp_path, "items.json", to_bytes(work_object([item], ()))))
    assert (again.key, again.title, again.body, again.status) == (item.key, item.title, item.body, item.status)
    assert (again.criteria, again.found) == (item.criteria, (Found("given", "items.json"),))


def test_an_item_a_line_is_a_list_too(tmp_path: Path) -> None:
    lines = '{"key": "PAY-1", "title": "a", "criteria": ["x", "y"]}\n{"title": "b"}\n'
    first, second = read(tmp_path, "items.jsonl", lines)
    assert (first.criteria, second.key) == (("x", "y"), "b")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "x.json",
            '[{"key": "PAY-1",\n "title" "x"}]',
            "x.json, line 2, column 10: it is not JSON here (Expecting ':'",
        ),
        ("x.json", "{}", "x.json: this JSON holds no list of work items; an item is an object with a title or a key"),
        ("x.json", "[1]", "x.json, item 1: it has neither a key nor a title"),
        ("x.json", "[" * 100_000, "x.json: this JSON is nested too deeply"),
        ("x.json", "[" + "9" * 10_000 + "]", "x.json: it is not JSON"),
        ("x.json", "[" + '{"title": "x"},' * 2_001 + "{}]", "x.json: it holds 2,002 work items; at most 2,000"),
        ("x.csv", "foo,bar\n1,2\n", "x.csv, line 1: its first row names no key and no title, its columns being `foo`"),
        ("x.csv", "key,title\nPAY-1,a\n,\n , x,\nPAY-3,b\n", ""),
        ("x.csv", "key,title,body\nPAY-1,a,\n,,only a body\n", "x.csv, line 3: this row has neither a key nor a title"),
        ("x.csv", "key\n" + '"' + "a" * 200_000 + '"\n', "x.csv, line 2: it is not CSV here (field larger than"),
        ("x.csv", "key\n" + "a\n" * 2_500, "x.csv: it holds 2,500 work items; at most 2,000 are read at once."),
        ("x.txt", "", "x.txt: it is empty; it may be JSON, CSV or Markdown (one item a heading)"),
        ("x.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "x.png: it is no text"),
        ("x.bin", b"\x00\x01\x02\xff" * 100, "x.bin: it is no text"),
        ("x\u202e.txt", "", "x⟨U+202E⟩.txt: it is empty"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    try:
        items = read(tmp_path, name, content)
    except InputError as error:
        assert str(error).startswith(said) and said and "\n" not in str(error)
    else:
        assert not said and items


def test_a_file_that_is_missing_a_folder_or_too_large_is_said(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "no.csv", "cannot be read"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=said):
            read_work_file(path, Cancel())
    with (tmp_path / "big.json").open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(InputError, match="too large; at most 20 MB"):
        read_work_file(tmp_path / "big.json", Cancel())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "work.json")
    with pytest.raises(InputError, match="it is a pipe or a device, not a file"):
        read_work_file(tmp_path / "work.json", Cancel())


def test_a_title_and_a_key_of_an_attacker_hide_nothing_and_have_an_end(tmp_path: Path) -> None:
    data = {"key": "PAY\u202e-1\n" + "x" * 900, "title": "a\u200bb\n" + "c " * 900, "url": "javascript:alert(1)"}
    item = only(read(tmp_path, "x.json", json.dumps([data])))
    assert "\u202e" not in item.key and "\n" not in item.key and len(item.key) <= 100
    assert item.title.startswith("a b c") and len(item.title) <= 500 and item.url == ""
