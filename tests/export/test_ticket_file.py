"""A ticket's file, whoever wrote it: each shape of ours is read, and all else is refused in one sentence."""

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.cli import main
from relman_desktop.errors import InputError
from relman_desktop.export.files import file_formats
from relman_desktop.export.targets.around import Around, Link
from relman_desktop.export.ticket_file import MOST_BYTES, Open, TicketFile, read_ticket_file, ticket_file_of
from relman_desktop.fields import FIELDS
from relman_desktop.loaded import Loaded
from relman_desktop.sample import RANGE
from relman_desktop.store.library import Library
from relman_desktop.ticket import ChangeRef, Claim, Layout, Status, Ticket, drafted_id
from relman_desktop.writing import Writing

from ..making_tickets import a_ticket


def as_json(file: TicketFile) -> bytes:
    return file_formats()["json"].write(file, file.around)


QUESTION = "What is the impact if we don't deploy?"
PROFILE = """[team]
time_zone = "Europe/Berlin"
[[people]]
name = "Maya Lindqvist"
roles = ["deployer"]
group = "Ops"
"""


@pytest.fixture(scope="module")
def told(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The draft of the sample, from elsewhere, with answers and a profile."""
    folder = tmp_path_factory.mktemp("draft")
    (folder / "elsewhere").symlink_to(sample)
    (folder / "team.toml").write_text(PROFILE)
    (folder / "answers.json").write_text(json.dumps({QUESTION: "Orders stop."}))
    words = ("--profile", str(folder / "team.toml"), "--answers", str(folder / "answers.json"))
    return draft_of(folder / "elsewhere", folder, *words)


def draft_of(sample: Path, tmp_path: Path, *words: str) -> dict[str, Any]:
    place = tmp_path / "draft.json"
    assert main(["draft", "--repo", str(sample), "--range", RANGE, "--format", "json", "-o", str(place), *words]) == 0
    told: dict[str, Any] = json.loads(place.read_bytes())
    return told


def test_a_draft_is_read_with_all_that_an_export_needs(told: dict[str, Any], loaded: Loaded) -> None:
    file = ticket_file_of(json.dumps(told).encode(), "x")
    change, pinned = file.ticket.change, loaded.change
    assert (change.base, change.head, change.diff_sha256) == (pinned.base, pinned.head, pinned.diff_sha256)
    assert file.ticket.id == told["id"] == drafted_id(change.base, change.head, change.diff_sha256)
    for name, one in told["fields"].items():
        assert file.ticket.entry(name).text == (one["text"] or ("draft" if name == "state" else ""))
    assert file.ticket.entry("deployment").spans, "its sentences keep their evidence"
    assert (file.impact, file.likelihood) == (told["risk"]["impact"], told["risk"]["likelihood"])
    assert file.time_zone == "Europe/Berlin" and str(file.around.zone) == "Europe/Berlin"
    assert file.ticket.entry("assignee").text == "Maya Lindqvist" and file.group == "Ops"
    assert [one.question for one in file.questions] == [one["question"] for one in told["questions"]] != []
    assert [one.key for one in file.links] == [one["key"] for one in told["work"]] != []
    assert file.ticket.answers == {QUESTION: "Orders stop."}


def test_the_same_draft_has_the_same_id_wherever_the_repository_lies(
    told: dict[str, Any], sample: Path, tmp_path: Path
) -> None:
    once = draft_of(sample, tmp_path, "--field", "title")["id"]
    assert once == told["id"] and len(once) == 16 and int(once, 16)


def test_what_show_prints_is_read_whole(home: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    ticket = a_ticket()
    library = Library(home / "tickets.sqlite")
    Writing.begun(library, ticket, "template")
    library.close()
    assert main(["show", ticket.id, "--format", "json"]) == 0
    shown = capsysbinary.readouterr().out
    file = ticket_file_of(shown, "x")
    assert file.ticket == ticket and file.repo == "orders-service"
    assert ticket_file_of(json.dumps(ticket.to_json()).encode(), "x").ticket == ticket


def test_our_own_json_is_read_back_as_it_was() -> None:
    file = TicketFile(
        a_ticket(), "orders", 3, 5, "Europe/Berlin", "Ops",
        (Link("PAY-1", "A \"title\"", "https://x/1"),), (Open("Q1", "rollback", "How?", "Nobody says."),),
    )  # fmt: skip
    assert ticket_file_of(as_json(file), "x") == file
    assert as_json(ticket_file_of(as_json(file), "x")) == as_json(file)


CLAIMS = st.builds(
    Claim, st.text(max_size=20), st.tuples(st.text(max_size=4)), st.text(max_size=9),
    st.sampled_from(list(Status)), st.tuples(), st.sampled_from(list(Layout)),
)  # fmt: skip
TICKETS = st.builds(
    lambda texts, claims, answers: replace(
        Ticket("0a-B", ChangeRef("r", "", "b", "h", "d"), answers=answers).with_claims("notes", tuple(claims)),
    ).with_text("description", texts),
    st.text(), st.lists(CLAIMS, max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(min_size=1, max_size=5), max_size=2),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # of a machine that does much else
@given(TICKETS, st.text(max_size=8), st.integers(0, 5))
def test_any_ticket_survives_the_way_through_a_file(ticket: Ticket, repo: str, place: int) -> None:
    file = TicketFile(ticket, repo, place, place)
    assert ticket_file_of(as_json(file), "x") == file


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as error:
        ticket_file_of(content, "t.json")
    said = str(error.value)
    assert said.startswith("t.json") and "\n" not in said and len(said) < 900
    return said


GOOD = json.loads(as_json(TicketFile(a_ticket())))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no JSON"),
        (b"# A ticket", "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"[]", "but a list"),
        (b"null", "but nothing"),
        (b'{"schema": 2, "fields": {}, "change": {}}', "newer version"),
        (b"{}", "nothing in it looks like a ticket"),
        (b'{"schema": 1, "facts": []}', "relman draft --format json"),
        (b'{"fields": {"title": {"text": "x"}}, "change": {}}', "claims"),
        (b'{"fields": {"title": {"text": 5, "claims": []}}, "change": {}}', "int"),
        (b'{"fields": {"colour": {"text": "x", "claims": []}}, "change": {}}', "colour"),
        (b'{"entries": [], "id": "a"}', ""),
        (b'{"ticket": {"fields": {}, "change": 5}}', ""),
        (b" " * (MOST_BYTES + 1), "larger than"),
        (b'{"fields": {}, "change": {}, "around": {"time_zone": "../../etc/passwd"}}', "time zone"),
        (b'{"fields": {}, "change": {}, "id": "../../../settings"}', "no id of a ticket"),
    ],
)  # fmt: skip
def test_what_is_no_ticket_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_hostile_sizes_are_bounded() -> None:
    claim = {"text": "a", "evidence": [], "quote": "", "status": "supported", "reasons": [], "layout": "item"}
    for entry in ({"text": "x" * (1 << 20) + "y", "claims": []}, {"text": "", "claims": [claim] * 401}):
        told = {**GOOD, "ticket": {**GOOD["ticket"], "entries": {"notes": entry}}}
        assert "shorten it" in refused(json.dumps(told).encode())
    many = {**GOOD, "questions": [{}] * 10_001}
    assert "10,000" in refused(json.dumps(many).encode())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places_in(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way]
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in steps:
        found += places_in(inner, (*way, key))
    return found


def put(value: Any, way: tuple[Any, ...], other: Any) -> Any:
    if not way:
        return other
    inner = {**value} if isinstance(value, dict) else [*value]
    inner[way[0]] = put(value[way[0]], way[1:], other)
    return inner


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(places_in(GOOD)), VALUES)
def test_a_file_in_which_anything_is_anything_is_read_or_refused(way: tuple[Any, ...], other: Any) -> None:
    told = json.dumps(put(GOOD, way, other)).encode()
    try:
        file = ticket_file_of(told, "t.json")
    except InputError as error:
        assert str(error).startswith("t.json") and "\n" not in str(error)
    else:
        for form in ("markdown", "csv", "json"):
            file_formats()[form].write(file, file.around)


@given(st.binary(max_size=60))
def test_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        ticket_file_of(content, "t.json")


def test_standard_input_and_what_windows_writes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = as_json(TicketFile(a_ticket()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert read_ticket_file("-").ticket == a_ticket()
    place = tmp_path / "wide.json"
    place.write_bytes(content.decode().encode("utf-16"))  # as a redirection of PowerShell 5 leaves it
    assert read_ticket_file(place).ticket == a_ticket()
    for odd in (tmp_path, tmp_path / "none.json", "a\0b"):
        with pytest.raises(InputError, match="cannot be read"):
            read_ticket_file(odd)


def test_around_is_what_is_known() -> None:
    assert TicketFile(a_ticket()).around == Around()
    assert {one.name for one in FIELDS} >= set(GOOD["ticket"]["entries"])
